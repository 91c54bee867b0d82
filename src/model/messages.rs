//! Messages of a sequence: their ends, the blocks that make them calls, and whether those whom they touch are there.

use super::attributes::MESSAGE;
use super::builder::{Builder, MAX_CONNECTIONS};
use super::connections::pairs;
use super::timeline::{Call, Timeline};
use super::types::{ElementId, Look, MessageEnd, Operator, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Block, Connect, Item, Path, Statement};

impl Builder<'_> {
    pub(super) fn messages(
        &mut self,
        statement: &Statement,
        connect: &Connect,
        timeline: &mut Timeline,
        steps: &mut Vec<Step>,
    ) {
        self.check_text(connect.label.as_ref(), MESSAGE);
        let block = statement.block.as_ref();
        let (mut look, mut link) = (Look::default(), None);
        for attribute in self.attributes(block, MESSAGE) {
            if !self.look(attribute, &mut look) {
                link = self.link(&attribute.value);
            }
        }
        // A block that only says how the message looks makes no call.
        let acts = |block: &&Block| {
            block.body.statements.iter().any(|s| !matches!(s.item, Item::Attribute(_) | Item::Lint { .. }))
        };
        let body = block.filter(acts);
        let single = connect.hops.len() == 1 && connect.hops[0].targets.len() == 1;
        if let (Some(body), false) = (body, single) {
            let found = Diagnostic::error(Code::BAD_CALL, body.open, "a chain or a fan-out cannot hold a block")
                .label("whose call would this be?")
                .help("write one message a line, and give the block to the one that it belongs to");
            self.report(found);
        }
        for (from, operator, lost, to) in pairs(connect) {
            let body = body.filter(|_| single);
            let Some((from, to)) = self.ends(from, to, timeline) else {
                // The block is looked at all the same: its own mistakes are not to wait.
                if let Some(body) = body {
                    self.steps_of_unknown_call(body, timeline);
                }
                continue;
            };
            timeline.messages += 1;
            if !self.within(timeline.messages - 1, MAX_CONNECTIONS, "messages", statement.head) {
                return;
            }
            let call = self.call(from, to, operator, lost.is_some(), body, timeline);
            let kind = StepKind::Message {
                from,
                to,
                operator,
                lost: lost.is_some(),
                text: self.text(&connect.label),
                look,
                link: link.clone(),
                call,
            };
            steps.push(Step { span: statement.head, kind });
            if operator == Operator::Weak && body.is_none() {
                steps.extend(timeline.reply(from, to, statement.head));
            }
        }
    }

    /// Reads the block of a call, if it has one.
    fn call(
        &mut self,
        from: MessageEnd,
        to: MessageEnd,
        operator: Operator,
        lost: bool,
        body: Option<&Block>,
        timeline: &mut Timeline,
    ) -> Option<Vec<Step>> {
        timeline.sent(from, to);
        let body = body?;
        let callee = match to {
            MessageEnd::Participant(callee) if !lost && operator != Operator::Weak => callee,
            _ => {
                let (message, help) = match to {
                    MessageEnd::Outside => {
                        ("a message that leaves the picture holds no block", "write the block without it")
                    }
                    _ if lost => ("a lost message holds no block", "it never arrives, so nobody acts on it"),
                    _ => ("a reply holds no block", "a call is `->`, an event `->>`"),
                };
                let found = Diagnostic::error(Code::BAD_CALL, body.open, message).label("nobody acts here").help(help);
                self.report(found);
                self.steps_of_unknown_call(body, timeline);
                return None;
            }
        };
        timeline.begin_call(Call { caller: from, callee });
        let mut steps = self.steps(body, timeline, false);
        steps.extend(timeline.end_call(body.close));
        Some(steps)
    }

    /// Looks at a block whose call could not be read; its `return`s are no further mistake.
    fn steps_of_unknown_call(&mut self, body: &Block, timeline: &mut Timeline) {
        let Some(&stand_in) = timeline.participants.first() else {
            let before = self.diagnostics.len();
            self.steps(body, timeline, false);
            let kept = self.diagnostics.split_off(before);
            self.diagnostics.extend(kept.into_iter().filter(|found| found.code != Code::RETURN_OUTSIDE_CALL));
            return;
        };
        timeline.begin_call(Call { caller: MessageEnd::Outside, callee: stand_in });
        self.steps(body, timeline, false);
        timeline.end_call(body.close);
    }

    fn ends(&mut self, from: &Path, to: &Path, timeline: &mut Timeline) -> Option<(MessageEnd, MessageEnd)> {
        let from_end = self.end(from);
        let to_end = self.end(to);
        let (from_end, to_end) = (from_end?, to_end?);
        if from_end == MessageEnd::Outside && to_end == MessageEnd::Outside {
            let found = Diagnostic::error(Code::BAD_CALL, from.span.to(to.span), "a message from outside to outside")
                .label("one of its ends must be a participant");
            self.report(found);
            return None;
        }
        for (end, path) in [(from_end, from), (to_end, to)] {
            let MessageEnd::Participant(element) = end else { continue };
            if end == to_end && from_end != to_end && timeline.awaited.remove(&element).is_some() {
                timeline.touch(element);
                continue;
            }
            self.check_present(element, path.span, timeline);
            timeline.touch(element);
        }
        Some((from_end, to_end))
    }

    fn end(&mut self, path: &Path) -> Option<MessageEnd> {
        if path.parts.len() == 1 && path.parts[0].text == "outside" {
            return Some(MessageEnd::Outside);
        }
        self.resolve_or_imply(None, path).map(MessageEnd::Participant)
    }

    /// The elements that a step touches.
    pub(super) fn touched(&mut self, paths: &[Path], timeline: &mut Timeline) -> Vec<ElementId> {
        let mut elements = Vec::new();
        for path in paths {
            let Some(element) = self.resolve_or_imply(None, path) else { continue };
            if elements.contains(&element) {
                let message = format!("`{}` is listed twice", path.dotted());
                self.report(Diagnostic::error(Code::DUPLICATE_ID, path.span, message).label("listed again"));
                continue;
            }
            self.check_present(element, path.span, timeline);
            timeline.touch(element);
            elements.push(element);
        }
        elements
    }

    /// An error where the element is gone already, or not made yet.
    pub(super) fn check_present(&mut self, element: ElementId, span: Span, timeline: &mut Timeline) {
        let id = self.element(element).id.clone();
        if let Some(&gone) = timeline.destroyed.get(&element) {
            let found = Diagnostic::error(Code::USED_AFTER_DESTROY, span, format!("`{id}` was destroyed"))
                .label("used after its end")
                .related(gone, "destroyed here");
            self.report(found);
        } else if let Some(created) = timeline.awaited.remove(&element) {
            let found = Diagnostic::error(Code::BAD_CREATE, span, format!("`{id}` is not made yet"))
                .label("used before a message makes it")
                .related(created, "created here")
                .help(format!("the first step after `create {id}` that touches it is a message to it"));
            self.report(found);
        }
    }
}
