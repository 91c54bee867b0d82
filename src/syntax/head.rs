//! A head's pest pairs to the item of the tree. The grammar has said yes; what remains are spans, escapes and numbers, and
//! the few rules a grammar does not hold.

use pest::iterators::{Pair, Pairs};

use super::ast::*;
use super::grammar::Rule;
use super::text;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// Where a head stands in its file; spans of pairs are moved there.
pub(super) struct Head<'a> {
    pub file: FileId,
    pub offset: usize,
    pub reports: &'a mut Vec<Diagnostic>,
}

type Inner<'i> = Pairs<'i, Rule>;

impl Head<'_> {
    pub fn item(&mut self, pair: Pair<Rule>) -> Item {
        let rule = pair.as_rule();
        let mut inner = pair.into_inner();
        match rule {
            Rule::words | Rule::words_or_attribute | Rule::message_or_attribute | Rule::attribute => self.words(inner),
            Rule::lint => self.lint(inner),
            Rule::title | Rule::import | Rule::kind | Rule::style | Rule::view => self.of_file(rule, inner),
            Rule::include | Rule::exclude | Rule::collapse | Rule::focus | Rule::trace => self.of_map(rule, inner),
            Rule::direction_of => {
                let key = inner.next().expect("it begins with its word");
                let key = Name { text: key.as_str().to_owned(), span: self.span(&key) };
                inner.next();
                let of = self.paths(inner.next().expect("a direction is of groups"));
                let value = self.text(only(last(inner)));
                Item::DirectionOf { of, value: Attribute { key, value } }
            }
            Rule::same_rank => Item::SameRank(self.paths(last(inner))),
            Rule::order => Item::Order(self.paths(last(inner))),
            Rule::participants => Item::Participants(self.paths(last(inner))),
            Rule::fragment => {
                let operator = fragment_operator(&inner.next().expect("a fragment has its word"));
                Item::Fragment { operator, title: self.string(inner.next()) }
            }
            Rule::operand => {
                let word = operand_word(&inner.next().expect("an operand has its word"));
                Item::Operand { word, title: self.string(inner.next()) }
            }
            _ => self.of_sequence(rule, inner),
        }
    }

    fn of_file(&mut self, rule: Rule, mut inner: Inner) -> Item {
        let word = inner.next().expect("a statement of a file begins with its word");
        let mut next = || inner.next().expect("the grammar wants an argument");
        match rule {
            Rule::title => Item::Title(self.text(next())),
            Rule::import => Item::Import(self.text(next())),
            Rule::kind => Item::Kind(self.name(&next())),
            Rule::style => Item::Style(self.selector(next())),
            _ => {
                let word = match only(word).as_rule() {
                    Rule::kw_architecture => ViewWord::Architecture,
                    Rule::kw_sequence => ViewWord::Sequence,
                    _ => ViewWord::Flow,
                };
                let id = self.name(&next());
                Item::View { word, id, title: self.string(inner.next()) }
            }
        }
    }

    fn of_map(&mut self, rule: Rule, mut inner: Inner) -> Item {
        inner.next();
        match rule {
            Rule::include => Item::Include(inner.map(|pair| self.selector(pair)).collect()),
            Rule::exclude => Item::Exclude(inner.map(|pair| self.selector(pair)).collect()),
            Rule::collapse => Item::Collapse(self.paths(last(inner))),
            Rule::trace => Item::Trace(self.path(last(inner))),
            _ => self.focus(inner),
        }
    }

    fn of_sequence(&mut self, rule: Rule, mut inner: Inner) -> Item {
        inner.next();
        let mut path = |head: &mut Self| head.path(inner.next().expect("the grammar wants a path"));
        match rule {
            Rule::create => Item::Create(path(self)),
            Rule::destroy => Item::Destroy(path(self)),
            Rule::activate => Item::Activate(path(self)),
            Rule::deactivate => Item::Deactivate(path(self)),
            Rule::note => self.note(inner),
            Rule::reference => {
                let target = path(self);
                inner.next();
                let over = self.paths(inner.next().expect("a reference is over participants"));
                Item::Reference { target, over, text: inner.next().map(|label| self.label(label)) }
            }
            Rule::answer => Item::Return(inner.next().map(|text| self.text(text))),
            Rule::divider => Item::Divider(self.text(last(inner))),
            Rule::delay => Item::Delay(self.string(inner.next())),
            Rule::space => Item::Space,
            Rule::autonumber => self.autonumber(inner),
            other => unreachable!("the grammar gave {other:?} for a statement"),
        }
    }

    // ---- statements ----

    fn words(&mut self, mut inner: Inner) -> Item {
        let first = self.path(inner.next().expect("a statement begins with a path"));
        let rest = inner.next().expect("something follows the first word");
        match rest.as_rule() {
            Rule::connection => self.connection(first, rest.into_inner()),
            Rule::value => {
                let key = self.plain_name(first, "a key");
                Item::Attribute(Attribute { key, value: self.text(only(rest)) })
            }
            _ => {
                let kind = self.plain_name(first, "a kind");
                let mut inner = rest.into_inner();
                let id = self.name(&inner.next().expect("a declaration has an id"));
                Item::Declare { kind, id, title: self.string(inner.next()) }
            }
        }
    }

    fn connection(&mut self, first: Path, inner: Inner) -> Item {
        let mut hops: Vec<Hop> = Vec::new();
        let mut label = None;
        for pair in inner {
            if pair.as_rule() == Rule::label {
                label = Some(self.label(pair));
                continue;
            }
            let mut inner = pair.into_inner();
            let operator = only(inner.next().expect("a hop has its operator"));
            let operator_span = self.span(&operator);
            let lost = operator.as_rule() == Rule::op_lost;
            let targets = self.paths(inner.next().expect("a hop has targets"));
            if let Some(before) = hops.last()
                && let (Some(from), Some(to)) = (before.targets.get(1), before.targets.last())
            {
                let report =
                    Diagnostic::error(Code::SYNTAX, from.span.to(to.span), "a chain goes on from one end only")
                        .label("several ends may stand at the end of a chain")
                        .help("write each chain on a line of its own");
                self.reports.push(report);
            }
            hops.push(Hop { operator: connect_operator(operator.as_rule()), lost, operator_span, targets });
        }
        Item::Connect(Connect { first, hops, label })
    }

    fn lint(&mut self, mut inner: Inner) -> Item {
        let level = match only(inner.next().expect("a level stands first")).as_rule() {
            Rule::kw_allow => LintLevel::Allow,
            Rule::kw_warn => LintLevel::Warn,
            _ => LintLevel::Deny,
        };
        Item::Lint { level, lints: inner.map(|pair| self.name(&pair)).collect() }
    }

    fn focus(&mut self, mut inner: Inner) -> Item {
        let paths = self.paths(inner.next().expect("a focus has elements"));
        let (mut depth, mut direction) = (None, None);
        for pair in inner {
            let span = self.span(&pair);
            let option = last(pair.into_inner());
            let twice = match option.as_rule() {
                Rule::number => depth.replace(self.number(&option)).is_some(),
                Rule::kw_upstream => direction.replace(FocusDirection::Upstream).is_some(),
                _ => direction.replace(FocusDirection::Downstream).is_some(),
            };
            if twice {
                self.twice(span, "without `upstream` or `downstream` a focus looks both ways");
            }
        }
        Item::Focus { paths, depth, direction: direction.unwrap_or(FocusDirection::Both) }
    }

    fn note(&mut self, mut inner: Inner) -> Item {
        let place = match only(inner.next().expect("a note has a place")).as_rule() {
            Rule::left_of => NotePlace::LeftOf,
            Rule::right_of => NotePlace::RightOf,
            _ => NotePlace::Over,
        };
        let over = self.paths(inner.next().expect("a note stands at participants"));
        if place != NotePlace::Over && over.len() > 1 {
            let span = over[1].span.to(over[over.len() - 1].span);
            let report = Diagnostic::error(Code::SYNTAX, span, "a note stands left or right of one participant")
                .label("one too many")
                .help("`note over a, b: text` stands over several");
            self.reports.push(report);
        }
        Item::Note { place, over, text: self.text(last(inner)) }
    }

    fn autonumber(&mut self, inner: Inner) -> Item {
        let (mut on, mut from, mut step) = (true, None, None);
        for pair in inner {
            let span = self.span(&pair);
            let twice = match pair.as_rule() {
                Rule::kw_off => std::mem::replace(&mut on, false) != on,
                Rule::from => from.replace(self.number(&last(pair.into_inner()))).is_some(),
                _ => step.replace(self.number(&last(pair.into_inner()))).is_some(),
            };
            if twice && on {
                self.twice(span, "one `from` and one `step` are enough");
            }
        }
        Item::Autonumber { on, from, step }
    }

    fn twice(&mut self, span: Span, help: &str) {
        self.reports.push(Diagnostic::error(Code::SYNTAX, span, "said twice").label("the second time").help(help));
    }

    // ---- parts ----

    fn span(&self, pair: &Pair<Rule>) -> Span {
        let span = pair.as_span();
        Span::new(self.file, self.offset + span.start(), self.offset + span.end())
    }

    fn name(&mut self, pair: &Pair<Rule>) -> Name {
        let span = self.span(pair);
        self.check_length(pair.as_str(), span);
        Name { text: pair.as_str().to_owned(), span }
    }

    fn path(&mut self, pair: Pair<Rule>) -> Path {
        let span = self.span(&pair);
        Path { parts: pair.into_inner().map(|part| self.name(&part)).collect(), span }
    }

    fn paths(&mut self, pair: Pair<Rule>) -> Vec<Path> {
        pair.into_inner().map(|path| self.path(path)).collect()
    }

    /// A word where a path could stand by the grammar but may have one part alone.
    fn plain_name(&mut self, mut path: Path, what: &str) -> Name {
        if path.parts.len() > 1 {
            let report = Diagnostic::error(Code::SYNTAX, path.span, format!("{what} is one word, without dots"))
                .label("a dot speaks of a member of a group");
            self.reports.push(report);
        }
        path.parts.swap_remove(0)
    }

    fn selector(&mut self, pair: Pair<Rule>) -> Selector {
        let span = self.span(&pair);
        let choice = only(pair);
        let rule = choice.as_rule();
        let mut inner = choice.into_inner();
        let kind = match rule {
            Rule::all => SelectorKind::All,
            Rule::tagged => SelectorKind::Tag(self.name(&last(inner))),
            Rule::of_kind => SelectorKind::Kind(self.name(&last(inner))),
            _ => {
                let path = self.path(inner.next().expect("a selector has a path"));
                if inner.next().is_some() { SelectorKind::Members(path) } else { SelectorKind::Element(path) }
            }
        };
        Selector { kind, span }
    }

    fn number(&mut self, pair: &Pair<Rule>) -> Number {
        let span = self.span(pair);
        let value = pair.as_str().parse().unwrap_or_else(|_| {
            let report = Diagnostic::error(Code::SYNTAX, span, "this number is too large")
                .label(format!("at most {}", u32::MAX));
            self.reports.push(report);
            u32::MAX
        });
        Number { value, span }
    }

    fn label(&mut self, pair: Pair<Rule>) -> Text {
        self.text(only(pair))
    }

    fn string(&mut self, pair: Option<Pair<Rule>>) -> Option<Text> {
        pair.map(|pair| self.text(pair))
    }

    /// `text` or `string`.
    fn text(&mut self, pair: Pair<Rule>) -> Text {
        let span = self.span(&pair);
        let choice = only(pair);
        match choice.as_rule() {
            Rule::string => self.text(choice),
            Rule::double => {
                let inside = &choice.as_str()[1..choice.as_str().len() - 1];
                let value = text::unescape(inside, self.file, span.start as usize + 1, self.reports);
                self.check_length(&value, span);
                Text { value, span, quote: Quote::Double }
            }
            Rule::triple => {
                let inside = &choice.as_str()[3..choice.as_str().len() - 3];
                let value = text::unescape(inside, self.file, span.start as usize + 3, self.reports);
                let value = text::dedent(&value);
                self.check_length(&value, span);
                Text { value, span, quote: Quote::Triple }
            }
            _ => {
                let value = choice.as_str().trim().to_owned();
                self.check_length(&value, span);
                Text { value, span, quote: Quote::Bare }
            }
        }
    }

    fn check_length(&mut self, value: &str, span: Span) {
        text::check_length(value, span, self.reports);
    }
}

fn only(pair: Pair<Rule>) -> Pair<Rule> {
    pair.into_inner().next().expect("a choice holds what was chosen")
}

fn last(pairs: Inner<'_>) -> Pair<'_, Rule> {
    pairs.last().expect("the grammar wants an argument")
}

fn connect_operator(rule: Rule) -> Operator {
    match rule {
        Rule::op_async => Operator::Async,
        Rule::op_weak => Operator::Weak,
        Rule::op_both => Operator::Both,
        Rule::op_link => Operator::Link,
        // A lost message is a call that does not arrive.
        _ => Operator::Call,
    }
}

fn fragment_operator(pair: &Pair<Rule>) -> FragmentOperator {
    match pair.as_str() {
        "alt" => FragmentOperator::Alt,
        "opt" => FragmentOperator::Opt,
        "loop" => FragmentOperator::Loop,
        "par" => FragmentOperator::Par,
        "critical" => FragmentOperator::Critical,
        "break" => FragmentOperator::Break,
        _ => FragmentOperator::Group,
    }
}

fn operand_word(pair: &Pair<Rule>) -> OperandWord {
    match pair.as_str() {
        "else" => OperandWord::Else,
        "and" => OperandWord::And,
        _ => OperandWord::Option,
    }
}
