//! The canonical head of each statement, as cells that runs of neighbours align.

use crate::syntax::ast::*;

use super::texts::{self, Next};

/// Neighbours of one class align their cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Declaration,
    Kind,
    View,
    /// Aligned with nothing.
    Other,
}

pub(super) struct Head {
    pub class: Class,
    /// At least one; the last may hold line ends.
    pub cells: Vec<String>,
}

pub(super) fn head(item: &Item, next: Next, indent: usize) -> Head {
    let quoted = |text: &Text| texts::quoted(text, indent);
    match item {
        Item::Declare { kind, id, title } => {
            let mut cells = vec![kind.text.clone(), id.text.clone()];
            cells.extend(title.as_ref().map(quoted));
            Head { class: Class::Declaration, cells }
        }
        Item::Kind(name) => Head { class: Class::Kind, cells: vec![format!("kind {}", name.text)] },
        Item::View { word, id, title } => {
            let word = match word {
                ViewWord::Architecture => "architecture",
                ViewWord::Sequence => "sequence",
                ViewWord::Flow => "flow",
            };
            Head { class: Class::View, cells: vec![titled(&format!("{word} {}", id.text), title.as_ref(), indent)] }
        }
        other => Head { class: Class::Other, cells: vec![line(other, next, indent)] },
    }
}

fn line(item: &Item, next: Next, indent: usize) -> String {
    let quoted = |text: &Text| texts::quoted(text, indent);
    let free = |text: &Text| texts::free(text, next, indent);
    match item {
        Item::Title(text) => format!("title {}", quoted(text)),
        Item::Import(text) => format!("import {}", quoted(text)),
        Item::Style(target) => format!("style {}", selector(target)),
        Item::Connect(connect) => connection(connect, next, indent),
        Item::Attribute(Attribute { key, value }) => format!("{}: {}", key.text, texts::value(value, indent)),
        Item::Lint { level, lints } => {
            let level = match level {
                LintLevel::Allow => "allow",
                LintLevel::Warn => "warn",
                LintLevel::Deny => "deny",
            };
            format!("{level} {}", lints.iter().map(|lint| lint.text.as_str()).collect::<Vec<_>>().join(", "))
        }
        Item::Include(selectors) => format!("include {}", list(selectors, selector)),
        Item::Exclude(selectors) => format!("exclude {}", list(selectors, selector)),
        Item::Collapse(of) => format!("collapse {}", paths(of)),
        Item::Focus { paths: of, depth, direction } => {
            let depth = depth.as_ref().map_or(String::new(), |depth| format!(" depth {}", depth.value));
            let direction = match direction {
                FocusDirection::Both => "",
                FocusDirection::Upstream => " upstream",
                FocusDirection::Downstream => " downstream",
            };
            format!("focus {}{depth}{direction}", paths(of))
        }
        Item::Trace(path) => format!("trace {}", path.dotted()),
        Item::DirectionOf { of, value } => {
            format!("direction of {}: {}", paths(of), texts::value(&value.value, indent))
        }
        Item::SameRank(of) => format!("same rank: {}", paths(of)),
        Item::Order(of) => format!("order: {}", paths(of)),
        Item::Participants(of) => format!("participants: {}", paths(of)),
        Item::Return(text) => {
            text.as_ref().map_or("return".to_owned(), |text| format!("return {}", texts::answer(text, indent)))
        }
        Item::Fragment { operator, title } => titled(operator.word(), title.as_ref(), indent),
        Item::Operand { word, title } => {
            let word = match word {
                OperandWord::Else => "else",
                OperandWord::And => "and",
                OperandWord::Option => "option",
            };
            titled(word, title.as_ref(), indent)
        }
        Item::Note { place, over, text } => {
            let place = match place {
                NotePlace::LeftOf => "left of",
                NotePlace::RightOf => "right of",
                NotePlace::Over => "over",
            };
            format!("note {place} {}: {}", paths(over), free(text))
        }
        Item::Reference { target, over, text } => {
            let text = text.as_ref().map_or(String::new(), |text| format!(": {}", free(text)));
            format!("ref {} over {}{text}", target.dotted(), paths(over))
        }
        Item::Divider(text) => format!("divider {}", quoted(text)),
        Item::Delay(text) => titled("delay", text.as_ref(), indent),
        Item::Space => "gap".to_owned(),
        Item::Create(path) => format!("create {}", path.dotted()),
        Item::Destroy(path) => format!("destroy {}", path.dotted()),
        Item::Activate(path) => format!("activate {}", path.dotted()),
        Item::Deactivate(path) => format!("deactivate {}", path.dotted()),
        Item::Autonumber { on, from, step } => {
            let number = |word: &str, number: &Option<Number>| {
                number.as_ref().map_or(String::new(), |number| format!(" {word} {}", number.value))
            };
            let off = if *on { "" } else { " off" };
            format!("autonumber{off}{}{}", number("from", from), number("step", step))
        }
        Item::Declare { .. } | Item::Kind(_) | Item::View { .. } => unreachable!("these have cells"),
    }
}

fn titled(word: &str, title: Option<&Text>, indent: usize) -> String {
    title.map_or(word.to_owned(), |title| format!("{word} {}", texts::quoted(title, indent)))
}

fn connection(connect: &Connect, next: Next, indent: usize) -> String {
    let mut out = connect.first.dotted();
    for hop in &connect.hops {
        let operator = match hop.operator {
            _ if hop.lost => "-x",
            Operator::Call => "->",
            Operator::Async => "->>",
            Operator::Weak => "-->",
            Operator::Both => "<->",
            Operator::Link => "--",
        };
        out.push_str(&format!(" {operator} {}", paths(&hop.targets)));
    }
    if let Some(label) = &connect.label {
        out.push_str(&format!(": {}", texts::free(label, next, indent)));
    }
    out
}

fn paths(paths: &[Path]) -> String {
    list(paths, Path::dotted)
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}

fn selector(selector: &Selector) -> String {
    match &selector.kind {
        SelectorKind::All => "*".to_owned(),
        SelectorKind::Element(path) => path.dotted(),
        SelectorKind::Members(path) => format!("{}.*", path.dotted()),
        SelectorKind::Tag(name) => format!("tag {}", name.text),
        SelectorKind::Kind(name) => format!("kind {}", name.text),
    }
}
