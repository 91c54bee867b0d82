//! Sequences: statements become steps, names lifelines, `return` a reply to its caller. Messages are read in
//! [`messages`](super::messages), what is active when is kept by [`timeline`](super::timeline).

use super::attributes::SEQUENCE;
use super::builder::Builder;
use super::timeline::{Call, NotOpen, Timeline};
use super::types::{ElementId, FragmentOperator, MessageEnd, Operand, Sequence, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Block, Item, OperandWord, Path, Statement};

impl Builder<'_> {
    pub(super) fn sequence(&mut self, block: Option<&Block>) -> Sequence {
        let mut sequence = Sequence::default();
        let mut timeline = Timeline::default();
        for attribute in self.attributes(block, SEQUENCE) {
            if self.switch(attribute) == Some(true) {
                sequence.boxes = Some(attribute.key.span.to(attribute.value.span));
            }
        }
        let Some(block) = block else { return sequence };
        self.participants(block, &mut timeline);
        sequence.steps = self.steps(block, &mut timeline, true);
        for (element, span) in std::mem::take(&mut timeline.awaited) {
            let id = &self.element(element).id;
            let found = Diagnostic::error(Code::BAD_CREATE, span, format!("no message makes `{id}`"))
                .label("created, but never addressed")
                .help(format!("the next message to `{id}` makes it: add `… -> {id}: …` below"));
            self.report(found);
        }
        timeline.settle(&mut sequence.steps);
        sequence.participants = timeline.participants;
        sequence
    }

    fn participants(&mut self, block: &Block, timeline: &mut Timeline) {
        let mut first: Option<Span> = None;
        for statement in &block.body.statements {
            let Item::Participants(paths) = &statement.item else { continue };
            if let Some(first) = first {
                let found = Diagnostic::error(Code::DUPLICATE_ATTRIBUTE, statement.head, "`participants` stands twice")
                    .label("a second list")
                    .related(first, "the first stands here");
                self.report(found);
                continue;
            }
            first = Some(statement.head);
            for path in paths {
                let Some(element) = self.resolve_or_imply(None, path) else { continue };
                if !timeline.enter(element) {
                    let message = format!("`{}` is listed twice", path.dotted());
                    self.report(Diagnostic::error(Code::DUPLICATE_ID, path.span, message).label("listed again"));
                }
            }
        }
    }

    /// The steps of a sequence, a call's block or an operand. `outer`: `participants` and attributes of the sequence may
    /// stand here.
    pub(super) fn steps(&mut self, block: &Block, timeline: &mut Timeline, outer: bool) -> Vec<Step> {
        let statements = &block.body.statements;
        let mut steps = Vec::new();
        let mut index = 0;
        while let Some(statement) = statements.get(index) {
            index += 1;
            let answered = timeline.next_step();
            let span = statement.head;
            if !matches!(statement.item, Item::Connect(_) | Item::Fragment { .. } | Item::Operand { .. }) {
                self.refuse_block(statement, "this statement");
            }
            match &statement.item {
                Item::Attribute(_) | Item::Lint { .. } => {}
                Item::Participants(_) if outer => {}
                Item::Participants(_) => {
                    let found = Diagnostic::error(Code::MISPLACED, span, "`participants` stands inside a block")
                        .label("expected directly in the sequence");
                    self.report(found);
                }
                Item::Connect(connect) => self.messages(statement, connect, timeline, &mut steps),
                Item::Return(text) => {
                    let Some(&Call { caller, callee }) = timeline.calls.last() else {
                        let found = Diagnostic::error(Code::RETURN_OUTSIDE_CALL, span, "`return` answers no call")
                            .label("stands in no call's block")
                            .help("a call holds its reply: `a -> b: request { return answer }`")
                            .help("in flat style a reply is a message of its own: `b --> a: answer`");
                        self.report(found);
                        continue;
                    };
                    // Either may have been destroyed since the call began.
                    self.check_present(callee, span, timeline);
                    if let MessageEnd::Participant(caller) = caller {
                        self.check_present(caller, span, timeline);
                    }
                    let text = self.text(text);
                    steps.push(Step { span, kind: StepKind::Return { from: callee, to: caller, text } });
                }
                Item::Fragment { operator, .. } => {
                    let rest = &statements[index..];
                    let more = rest.iter().take_while(|next| continues(*operator, &next.item)).count();
                    index += more;
                    let kind = self.fragment(*operator, &statements[index - more - 1..index], timeline);
                    steps.push(Step { span, kind });
                }
                Item::Operand { word, .. } => self.report_lone_operand(*word, statement, timeline),
                _ => self.simple_step(statement, answered, timeline, &mut steps),
            }
        }
        steps
    }

    /// Steps of one line.
    fn simple_step(
        &mut self,
        statement: &Statement,
        answered: Option<ElementId>,
        timeline: &mut Timeline,
        steps: &mut Vec<Step>,
    ) {
        let span = statement.head;
        let mut add = |kind| steps.push(Step { span, kind });
        match &statement.item {
            Item::Note { place, over, text } => {
                let ends = self.touched(over, timeline);
                // The syntax stage has said that a note beside several lifelines is wrong.
                if !ends.is_empty() {
                    add(StepKind::Note { place: *place, over: ends, text: text.value.clone() });
                }
            }
            Item::Reference { target, over, text } => {
                let ends = self.touched(over, timeline);
                let Some(view) = self.resolve_sequence(target, "ref") else { return };
                let title = &self.model.views[view].title;
                let text = self.text(text).unwrap_or_else(|| title.clone());
                if !ends.is_empty() {
                    add(StepKind::Reference { view, over: ends, text });
                }
            }
            Item::Divider(text) => add(StepKind::Divider(text.value.clone())),
            Item::Delay(text) => add(StepKind::Delay(self.text(text))),
            Item::Space => add(StepKind::Space),
            Item::Autonumber { on, from, step } => {
                if let Some(zero) = step.as_ref().filter(|step| step.value == 0) {
                    let found = Diagnostic::error(Code::INVALID_VALUE, zero.span, "numbers cannot step by 0");
                    self.report(found.label("expected 1 or more"));
                }
                let number = |number: &Option<crate::syntax::ast::Number>| number.as_ref().map(|number| number.value);
                add(StepKind::Autonumber { on: *on, from: number(from), step: number(step) });
            }
            Item::Create(path) => {
                let Some(element) = self.resolve_or_imply(None, path) else { return };
                if timeline.is_used(element) || timeline.awaited.contains_key(&element) {
                    let id = &self.element(element).id;
                    let found = Diagnostic::error(Code::BAD_CREATE, span, format!("`{id}` is there already"))
                        .label("created after it was used")
                        .help("`create` stands before the first step that touches what it makes");
                    self.report(found);
                    return;
                }
                timeline.enter(element);
                timeline.awaited.insert(element, span);
                add(StepKind::Create(element));
            }
            Item::Destroy(path) => {
                let Some(element) = self.touched(std::slice::from_ref(path), timeline).first().copied() else { return };
                timeline.destroyed.insert(element, span);
                add(StepKind::Destroy(element));
            }
            Item::Activate(path) => {
                let Some(element) = self.touched(std::slice::from_ref(path), timeline).first().copied() else { return };
                timeline.activate(element, span);
                add(StepKind::Activate(element));
            }
            Item::Deactivate(path) => {
                let Some(element) = self.touched(std::slice::from_ref(path), timeline).first().copied() else { return };
                match timeline.deactivate(element, answered, span) {
                    Ok(step) => steps.extend(step),
                    Err(reason) => self.report_not_open(path, reason, span),
                }
            }
            _ => self.report_misplaced(statement, "a sequence"),
        }
    }

    fn report_not_open(&mut self, path: &Path, reason: NotOpen, span: Span) {
        let name = path.dotted();
        let found = Diagnostic::error(Code::BAD_ACTIVATION, span, format!("`{name}` is not active"));
        self.report(match reason {
            NotOpen::Inactive => found
                .label("nothing to deactivate")
                .help(format!("write `activate {name}` behind the message that begins its work")),
            NotOpen::Block => Diagnostic { message: format!("`{name}` is active for the length of a block"), ..found }
                .label("the block's end deactivates it")
                .help("leave this line out, or write the call without a block"),
        });
    }

    fn report_lone_operand(&mut self, word: OperandWord, statement: &Statement, timeline: &mut Timeline) {
        let (word, owner) = match word {
            OperandWord::Else => ("else", "alt"),
            OperandWord::And => ("and", "par"),
            OperandWord::Option => ("option", "critical"),
        };
        let found = Diagnostic::error(Code::LONE_OPERAND, statement.head, format!("`{word}` without `{owner}`"))
            .label(format!("expected directly behind the block of its `{owner}`"));
        self.report(found);
        // What it holds is looked at all the same.
        if let Some(block) = &statement.block {
            self.steps(block, timeline, false);
        }
    }

    /// A fragment from its own statement and those of its further operands.
    fn fragment(&mut self, operator: FragmentOperator, statements: &[Statement], timeline: &mut Timeline) -> StepKind {
        let mut open = timeline.begin_fragment();
        let mut operands = Vec::new();
        for statement in statements {
            let title = match &statement.item {
                Item::Fragment { title, .. } | Item::Operand { title, .. } => self.text(title),
                _ => None,
            };
            timeline.begin_operand(&open, operator);
            let mut steps = match &statement.block {
                Some(block) => self.steps(block, timeline, false),
                None => Vec::new(),
            };
            let (ends, left) = timeline.end_operand(&mut open, operator, statement.head);
            steps.extend(ends);
            for (element, span) in left {
                let id = &self.element(element).id;
                let message = format!("`{id}` is still active where its branch ends");
                let found = Diagnostic::warning(Code::UNCLOSED_ACTIVATION, span, message)
                    .label("never deactivated in this branch")
                    .related(statement.head, "the branch begins here")
                    .help(format!("add `deactivate {id}` or a reply before the branch ends"));
                self.report(found);
            }
            if steps.is_empty() {
                let found = Diagnostic::warning(Code::EMPTY_FRAGMENT, statement.head, "nothing happens in this branch")
                    .label("expected a block with steps")
                    .help("leave the branch out, or put a note into it");
                self.report(found);
            }
            operands.push(Operand { title, steps, span: statement.head });
        }
        timeline.end_fragment(open, operator);
        StepKind::Fragment { operator, operands }
    }
}

/// Whether a statement is a further operand of a fragment.
fn continues(operator: FragmentOperator, item: &Item) -> bool {
    let Item::Operand { word, .. } = item else { return false };
    matches!(
        (operator, word),
        (FragmentOperator::Alt, OperandWord::Else)
            | (FragmentOperator::Par, OperandWord::And)
            | (FragmentOperator::Critical, OperandWord::Option)
    )
}
