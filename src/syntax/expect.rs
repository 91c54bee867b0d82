//! A head that the grammar refuses, in the user's words: what was found, what was expected, what to write.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::ast::{Item, ViewWord};
use super::context::Context;
use super::grammar::{self, Rule};
use super::head::Head;
use super::split::Raw;
use super::{foreign, words};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// What is wrong with a head, and where in it.
pub(super) struct Finding {
    pub at: Range<usize>,
    pub message: String,
    pub label: String,
    pub help: Vec<String>,
}

impl Finding {
    pub fn new(at: Range<usize>, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { at, message: message.into(), label: label.into(), help: Vec::new() }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

pub(super) fn report(file: FileId, raw: &Raw, head: &str, context: Context, error: &Error<Rule>) -> Diagnostic {
    let (code, finding) = match foreign::find(context, head) {
        Some(finding) => (Code::SYNTAX, finding),
        None => match elsewhere(context, head) {
            Some(finding) => (Code::MISPLACED, finding),
            None => (Code::SYNTAX, unexpected(context, head, error)),
        },
    };
    let at = raw.head.start;
    let span = Span::new(file, at + finding.at.start, at + finding.at.end);
    let mut report = Diagnostic::error(code, span, finding.message).label(finding.label);
    report.help = finding.help;
    report
}

/// A statement that another place would take.
fn elsewhere(context: Context, head: &str) -> Option<Finding> {
    let (other, item) = Context::ALL.into_iter().filter(|&other| other != context).find_map(|other| {
        let pair = grammar::parse(other, head).ok()?;
        let item = Head { file: FileId(0), offset: 0, reports: &mut Vec::new() }.item(pair);
        Some((other, item))
    })?;
    let what = name(&item);
    let finding = Finding::new(0..head.len(), format!("{what} may not stand in {}", context.place()), "not here");
    Some(match &item {
        Item::Attribute(attribute) if context == Context::File => {
            let key = &attribute.key.text;
            if key == "title" {
                finding.help(format!(
                    "the title of a file is written without a colon: `title \"{}\"`",
                    attribute.value.value
                ))
            } else if matches!(key.as_str(), "direction" | "engine") {
                finding.help(format!("put it into the view: `architecture overview {{ {head} }}`"))
            } else {
                finding.help(format!("put it into the block of what it describes: `{{ {head} }}`"))
            }
        }
        Item::Declare { .. } if context == Context::Sequence => {
            finding.help("declare components at the top of the file; a sequence draws those that take part")
        }
        Item::Connect(_) if context == Context::Architecture => {
            finding.help("connections stand in the model, outside of the views that draw them")
        }
        _ => finding.help(format!("it belongs in {}", other.place())),
    })
}

fn unexpected(context: Context, head: &str, error: &Error<Rule>) -> Finding {
    let at = match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((at, _)) => at,
    };
    let found = token(head, at);
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return Finding::new(0..head.len(), "this statement is too long to be read", "too many words");
    };
    if at == 0 {
        return first_word(context, head, found);
    }
    let expected = expected(positives, head, at);
    let text = &head[found.clone()];
    let message = match text {
        "" => format!("the statement ends too early: expected {expected}"),
        text => format!("expected {expected}, found `{}`", short(text)),
    };
    let mut finding = Finding::new(found.clone(), message, format!("expected {expected}"));
    finding.help.extend(quotes_missing(positives, head, at));
    finding
}

/// Nothing at all can begin like this.
fn first_word(context: Context, head: &str, found: Range<usize>) -> Finding {
    let word = &head[found.clone()];
    let finding = Finding::new(
        found.clone(),
        format!("no statement of {} begins with `{}`", context.place(), short(word)),
        format!("expected {}", beginnings(context)),
    );
    match nearest(word, context.keywords().iter().copied()) {
        Some(near) if near != word => finding.help(format!("did you mean `{near}`?")),
        _ => finding,
    }
}

fn beginnings(context: Context) -> &'static str {
    match context {
        Context::File => {
            "a component (`service api \"API\"`), a connection (`a -> b`), a view, or `title`, `import`, `kind`, `style`"
        }
        Context::Element => "an attribute (`tech: Rust`), a component or a connection",
        Context::Attributes => "an attribute: `key: value`",
        Context::Architecture => "`include`, `exclude`, `collapse`, `focus`, `trace`, a hint or an attribute",
        Context::Sequence => {
            "a message (`a -> b: text`), `return`, a fragment, `note` or another statement of a sequence"
        }
        Context::Flow => "a step (`step pay \"Pay\"`) or a connection (`a -> b: yes`)",
    }
}

/// `title Foo`, `alt password matches`: words where a text in quotes was wanted.
fn quotes_missing(positives: &[Rule], head: &str, at: usize) -> Option<String> {
    let wanted = positives.iter().any(|rule| matches!(rule, Rule::string | Rule::double | Rule::triple));
    let rest = head[at..].trim();
    let words = wanted && rest.starts_with(words::is_word) && !rest.contains(['"', ':', '{']);
    words.then(|| format!("a text stands in quotes: `{} \"{rest}\"`", head[..at].trim_end()))
}

/// The word, string, operator or sign at a place.
pub(super) fn token(head: &str, at: usize) -> Range<usize> {
    let rest = &head[at..];
    let skipped = rest.len() - rest.trim_start_matches(words::is_blank).len();
    let (at, rest) = (at + skipped, &rest[skipped..]);
    let sign = |c: char| "-<>=~.|*+)(&!?/\\#%$@^[]".contains(c);
    let length = match rest.chars().next() {
        None => 0,
        Some(c) if words::is_word(c) => words::first(rest).0.len(),
        Some('"') => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
        Some(c) if sign(c) => rest.find(|c| !sign(c)).unwrap_or(rest.len()),
        Some(c) => c.len_utf8(),
    };
    at..at + length
}

pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}

/// The rules that would have matched, as one phrase.
fn expected(positives: &[Rule], head: &str, at: usize) -> String {
    let mut wanted: Vec<&str> = Vec::new();
    for &rule in positives {
        let phrase = phrase(rule);
        if !phrase.is_empty() && !wanted.contains(&phrase) {
            wanted.push(phrase);
        }
    }
    // An end is always possible where something optional is; it is worth saying only when nothing else is.
    if wanted.len() > 1 {
        wanted.retain(|&phrase| phrase != END);
    }
    if wanted.is_empty() {
        // Literal signs carry no rule: a colon or a comma.
        return if head[..at].trim_end().ends_with(words::is_word) { "`:`".to_owned() } else { END.to_owned() };
    }
    if wanted.len() > 4 {
        wanted.truncate(4);
    }
    match wanted.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => END.to_owned(),
    }
}

const END: &str = "the end of the statement";

fn phrase(rule: Rule) -> &'static str {
    match rule {
        Rule::EOI => END,
        Rule::id => "an id",
        Rule::path | Rule::paths | Rule::scope => "an element",
        Rule::declaration => "an id",
        Rule::selector | Rule::all | Rule::tagged | Rule::of_kind => "an element, `*`, `tag x` or `kind x`",
        Rule::members => "`.*`",
        Rule::hop | Rule::operator | Rule::connection => "an arrow (`->`, `->>`, `-->`, `<->`, `--`)",
        Rule::op_async | Rule::op_call | Rule::op_weak | Rule::op_both | Rule::op_link | Rule::op_lost => "an arrow",
        Rule::label => "`:` and a label",
        Rule::value => "`:` and a value",
        Rule::text | Rule::bare => "a text",
        Rule::string | Rule::double | Rule::triple => "a text in quotes",
        Rule::number => "a whole number",
        Rule::place | Rule::left_of | Rule::right_of => "`left of`, `right of` or `over`",
        Rule::kw_over => "`over`",
        Rule::kw_of => "`of`",
        Rule::kw_rank => "`rank`",
        Rule::kw_depth | Rule::depth => "`depth`",
        Rule::focus_direction | Rule::kw_upstream | Rule::kw_downstream => "`upstream` or `downstream`",
        Rule::kw_off => "`off`",
        Rule::from | Rule::kw_from => "`from`",
        Rule::step | Rule::kw_step => "`step`",
        _ => "",
    }
}

/// An item as a report calls it.
pub(super) fn name(item: &Item) -> &'static str {
    match item {
        Item::Title(_) => "`title`",
        Item::Import(_) => "`import`",
        Item::Kind(_) => "a `kind`",
        Item::Style(_) => "a `style`",
        Item::View { word: ViewWord::Architecture, .. } => "an architecture view",
        Item::View { word: ViewWord::Sequence, .. } => "a sequence",
        Item::View { word: ViewWord::Flow, .. } => "a flow",
        Item::Declare { .. } => "a declaration",
        Item::Connect(_) => "a connection",
        Item::Attribute(_) => "an attribute",
        Item::Lint { .. } => "a lint level",
        Item::Include(_) => "`include`",
        Item::Exclude(_) => "`exclude`",
        Item::Collapse(_) => "`collapse`",
        Item::Focus { .. } => "`focus`",
        Item::Trace(_) => "`trace`",
        Item::SameRank(_) => "`same rank`",
        Item::Order(_) => "`order`",
        Item::Participants(_) => "`participants`",
        Item::Return(_) => "`return`",
        Item::Fragment { .. } => "a fragment",
        Item::Operand { .. } => "an operand of a fragment",
        Item::Note { .. } => "a note",
        Item::Reference { .. } => "`ref`",
        Item::Divider(_) => "`divider`",
        Item::Delay(_) => "`delay`",
        Item::Space => "`gap`",
        Item::Create(_) => "`create`",
        Item::Destroy(_) => "`destroy`",
        Item::Activate(_) => "`activate`",
        Item::Deactivate(_) => "`deactivate`",
        Item::Autonumber { .. } => "`autonumber`",
    }
}
