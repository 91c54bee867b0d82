//! A head that the grammar refuses, in the user's words: what was found, what was expected, what to write.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::ast::{Attribute, Item, ViewWord};
use super::context::Context;
use super::grammar::{self, Rule};
use super::head::Head;
use super::split::Raw;
use super::{foreign, shapes, words};
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

/// A head that the grammar refuses.
pub(super) fn report(file: FileId, raw: &Raw, head: &str, context: Context, error: &Error<Rule>) -> Diagnostic {
    let elsewhere = elsewhere(context, head);
    // A keyword of another place says more than any guess; a component or an attribute there may be a near miss here.
    let certain = elsewhere.as_ref().is_some_and(|elsewhere| elsewhere.keyword);
    let near = if certain { None } else { foreign::find(context, head).or_else(|| shapes::refused(context, head)) };
    let (code, finding) = match (near, elsewhere) {
        (Some(finding), _) => (Code::SYNTAX, finding),
        (None, Some(elsewhere)) => (elsewhere.code, elsewhere.finding),
        (None, None) => (Code::SYNTAX, unexpected(context, head, error)),
    };
    place(file, raw, code, finding)
}

/// A head that the grammar takes although it can hardly be what was meant.
pub(super) fn doubt(file: FileId, raw: &Raw, head: &str, context: Context, item: &Item) -> Option<Diagnostic> {
    shapes::accepted(context, head, item).map(|finding| place(file, raw, Code::SYNTAX, finding))
}

fn place(file: FileId, raw: &Raw, code: Code, finding: Finding) -> Diagnostic {
    let at = raw.head.start;
    let span = Span::new(file, at + finding.at.start, at + finding.at.end);
    let mut report = Diagnostic::error(code, span, finding.message).label(finding.label);
    report.help = finding.help;
    report
}

/// `includ a` reads as a component of the kind `includ` elsewhere; the keyword that was meant here.
fn misspelt(context: Context, item: &Item) -> Option<&'static str> {
    match item {
        Item::Declare { kind, .. } => nearest(&kind.text, context.keywords().iter().copied()),
        _ => None,
    }
}

/// A head that reads as a component although its block is that of a view: `sequense login { … }`.
pub(super) fn misspelt_view(file: FileId, raw: &Raw, item: &Item) -> Option<(Diagnostic, Item)> {
    let Item::Declare { kind, id, title } = item else { return None };
    let near = nearest(&kind.text, ["architecture", "sequence", "flow"])?;
    let word = match near {
        "architecture" => ViewWord::Architecture,
        "sequence" => ViewWord::Sequence,
        _ => ViewWord::Flow,
    };
    let length = kind.text.len();
    let finding = Finding::new(0..length, format!("there is no view `{}`", kind.text), "unknown word")
        .help(format!("did you mean `{near}`?"));
    Some((place(file, raw, Code::SYNTAX, finding), Item::View { word, id: id.clone(), title: title.clone() }))
}

struct Elsewhere {
    code: Code,
    finding: Finding,
    keyword: bool,
}

/// A statement that another place would take.
fn elsewhere(context: Context, head: &str) -> Option<Elsewhere> {
    let (other, item) = Context::ALL.into_iter().filter(|&other| other != context).find_map(|other| {
        let pair = grammar::parse(other, head).ok()?;
        let item = Head { file: FileId(0), offset: 0, reports: &mut Vec::new() }.item(pair);
        Some((other, item))
    })?;
    let keyword = !matches!(item, Item::Declare { .. } | Item::Connect(_) | Item::Attribute(_));
    if let Some(near) = misspelt(context, &item) {
        let word = words::first(head).0;
        let message = format!("no statement of {} begins with `{}`", context.place(), short(word));
        let finding = Finding::new(0..word.len(), message, "unknown here").help(format!("did you mean `{near}`?"));
        return Some(Elsewhere { code: Code::SYNTAX, finding, keyword: false });
    }
    let message = format!("{} may not stand in {}", name(&item), context.place());
    let finding = Finding::new(0..head.len(), message, "not here").help(remedy(context, other, &item, head));
    Some(Elsewhere { code: Code::MISPLACED, finding, keyword })
}

/// Where a misplaced statement belongs.
fn remedy(context: Context, other: Context, item: &Item, head: &str) -> String {
    match item {
        Item::Attribute(attribute) if context == Context::File => {
            let Attribute { key, value } = attribute;
            match key.text.as_str() {
                "title" => format!("the title of a file is written without a colon: `title \"{}\"`", value.value),
                "direction" | "aspect" | "engine" => {
                    format!("put it into the view: `architecture overview {{ {head} }}`")
                }
                _ => format!("put it into the block of what it describes: `{{ {head} }}`"),
            }
        }
        Item::Declare { .. } if context == Context::Sequence => {
            "declare components at the top of the file; a sequence draws those that take part".to_owned()
        }
        Item::Declare { .. } if context == Context::Architecture => {
            "declare components at the top of the file; a view chooses among them with `include` and `exclude`"
                .to_owned()
        }
        Item::Connect(_) if context == Context::Architecture => {
            "connections stand in the model, beside the views that draw them".to_owned()
        }
        Item::Declare { .. } | Item::Connect(_) if context == Context::Attributes => {
            "only a component or a group has members".to_owned()
        }
        Item::View { .. } => "a view stands at the top of the file; is a `}` missing above?".to_owned(),
        _ => format!("it belongs in {}", other.place()),
    }
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
    // Behind a keyword an arrow is possible only because the word may be a name; nobody means that here.
    let first = words::first(head).0;
    let keyword = context.keywords().contains(&first) && head[..at].trim_end() == first;
    let positives: Vec<Rule> = positives.iter().copied().filter(|&rule| !(keyword && is_arrow(rule))).collect();
    let near = nearest(first, context.keywords().iter().copied()).filter(|&near| near != first);
    if matches!(context, Context::Architecture | Context::Sequence)
        && near.is_some()
        && positives.iter().any(|&rule| is_arrow(rule))
    {
        return first_word(context, head, 0..first.len());
    }
    let mut wanted = wanted(&positives, head, at);
    if wanted == [Wanted::Quoted] && !keyword {
        // Titles are optional wherever an id stands before them.
        wanted.push(Wanted::End);
    }
    let text = &head[found.clone()];
    let message = match text {
        "" => format!("the statement ends too early: expected {}", join(&wanted, phrase)),
        text => format!("expected {}, found `{}`", join(&wanted, phrase), short(text)),
    };
    Finding::new(found.clone(), message, format!("expected {}", join(&wanted, detail)))
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

/// What would have been accepted, each once and at most four, in the grammar's order.
fn wanted(positives: &[Rule], head: &str, at: usize) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let before = head[..at].trim_end().trim_end_matches([':', ',']);
    let word = before.rsplit(|c: char| !words::is_word(c) && c != '-').next().unwrap_or("");
    let element = ELEMENT_WORDS.contains(&word) || head[..at].trim_end().ends_with([',', '>', '-']);
    for want in positives.iter().filter_map(|&rule| Wanted::of(rule)) {
        let want = if want == Wanted::Id && element { Wanted::Element } else { want };
        if !wanted.contains(&want) {
            wanted.push(want);
        }
    }
    // An end is possible wherever something optional is; it is worth saying only when nothing else is.
    if wanted.len() > 1 {
        wanted.retain(|&want| want != Wanted::End);
    }
    if wanted.is_empty() {
        // Literal signs carry no rule: a colon behind a word, a comma.
        wanted.push(if head[..at].trim_end().ends_with(words::is_word) { Wanted::Colon } else { Wanted::End });
    }
    wanted.truncate(4);
    wanted
}

/// Whose argument is an element, not a new id.
const ELEMENT_WORDS: &[&str] = &[
    "collapse",
    "focus",
    "create",
    "destroy",
    "activate",
    "deactivate",
    "ref",
    "over",
    "of",
    "order",
    "participants",
    "rank",
];

fn join(wanted: &[Wanted], word: fn(Wanted) -> &'static str) -> String {
    let words: Vec<&str> = wanted.iter().map(|&want| word(want)).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => phrase(Wanted::End).to_owned(),
    }
}

fn is_arrow(rule: Rule) -> bool {
    Wanted::of(rule) == Some(Wanted::Arrow)
}

/// What people call the things a grammar's rules stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    End,
    Id,
    Element,
    Selector,
    Members,
    Arrow,
    Label,
    Value,
    Colon,
    Text,
    Quoted,
    Number,
    Place,
    Word(&'static str),
}

impl Wanted {
    fn of(rule: Rule) -> Option<Self> {
        Some(match rule {
            Rule::EOI => Wanted::End,
            Rule::id | Rule::declaration => Wanted::Id,
            Rule::path | Rule::paths | Rule::scope => Wanted::Element,
            Rule::selector | Rule::all | Rule::tagged | Rule::of_kind => Wanted::Selector,
            Rule::members => Wanted::Members,
            Rule::hop | Rule::operator | Rule::connection => Wanted::Arrow,
            Rule::op_async | Rule::op_call | Rule::op_weak | Rule::op_both | Rule::op_link | Rule::op_lost => {
                Wanted::Arrow
            }
            Rule::label => Wanted::Label,
            Rule::value => Wanted::Value,
            Rule::text | Rule::bare => Wanted::Text,
            Rule::string | Rule::double | Rule::triple => Wanted::Quoted,
            Rule::number => Wanted::Number,
            Rule::place | Rule::left_of | Rule::right_of => Wanted::Place,
            Rule::kw_over => Wanted::Word("`over`"),
            Rule::kw_of => Wanted::Word("`of`"),
            Rule::kw_rank => Wanted::Word("`rank`"),
            Rule::kw_depth | Rule::depth => Wanted::Word("`depth`"),
            Rule::focus_direction | Rule::kw_upstream => Wanted::Word("`upstream`"),
            Rule::kw_downstream => Wanted::Word("`downstream`"),
            Rule::kw_off => Wanted::Word("`off`"),
            Rule::from | Rule::kw_from => Wanted::Word("`from`"),
            Rule::step | Rule::kw_step => Wanted::Word("`step`"),
            _ => return None,
        })
    }
}

fn phrase(want: Wanted) -> &'static str {
    match want {
        Wanted::End => "the end of the statement",
        Wanted::Id => "an id",
        Wanted::Element => "an element",
        Wanted::Selector => "a selection",
        Wanted::Members => "`.*`",
        Wanted::Arrow => "an arrow",
        Wanted::Label => "a label",
        Wanted::Value => "a value",
        Wanted::Colon => "`:`",
        Wanted::Text => "a text",
        Wanted::Quoted => "a text in quotes",
        Wanted::Number => "a number",
        Wanted::Place => "`left of`, `right of` or `over`",
        Wanted::Word(word) => word,
    }
}

/// The same with its forms.
fn detail(want: Wanted) -> &'static str {
    match want {
        Wanted::Selector => "an element, `a.*`, `*`, `tag x` or `kind x`",
        Wanted::Arrow => "an arrow (`->`, `->>`, `-->`, `<->`, `--`)",
        Wanted::Label => "`:` and a label",
        Wanted::Value => "`:` and a value",
        Wanted::Number => "a whole number",
        other => phrase(other),
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
        Item::DirectionOf { .. } => "`direction of`",
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
