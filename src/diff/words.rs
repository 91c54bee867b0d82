//! A change in one plain sentence: `moved  api from "Backend" to "Edge"`, `message 4 reworded: "log in" → "sign in"`.
//!
//! What stands on a map begins with what happened to it, so that a list of changes reads down its left side; what is told in a
//! sequence begins with its place in the telling.

use super::types::{Change, Subject, What};

/// Texts are shown up to about this many characters, on one line; [`super::json()`] has them whole.
const SHOWN: usize = 80;

/// What an element or an event goes to or comes from where nothing is around it.
const OUTERMOST: &str = "the outermost level";

/// One sentence without a full stop, on one line.
pub fn words(change: &Change) -> String {
    if is_told(change.subject) { told(change) } else { listed(change) }
}

/// What is part of the telling of a sequence.
fn is_told(subject: Subject) -> bool {
    use Subject::*;
    match subject {
        Message | Fragment | Operand | Note | Reference | Divider | Delay | Gap | Activation | Destruction => true,
        File | Kind | Element | Group | Connection | View | Participant | Step | Arrow => false,
    }
}

/// `verb  thing rest`
fn listed(change: &Change) -> String {
    let noun = match change.subject {
        Subject::Kind => "kind ",
        Subject::Group => "group ",
        Subject::View => "view ",
        Subject::Participant => "participant ",
        Subject::Step => "step ",
        Subject::Arrow => "arrow ",
        _ => "",
    };
    let name = one_line(&change.name);
    match &change.what {
        What::Added => format!("added  {noun}{name}{}", in_brackets(change)),
        What::Removed => format!("removed  {noun}{name}{}", in_brackets(change)),
        What::Renamed { from, to } => {
            format!("renamed  {noun}{} → {}", one_line(without_title(from, to)), one_line(to))
        }
        What::Moved { from, to } => format!("moved  {noun}{name} {}", way(from, to, true)),
        What::Reordered { from, to } => format!("reordered  {noun}{name}: {} → {}", behind(from), behind(to)),
        What::Changed { attribute, from, to } => {
            // What a view or the file has of its own is said without naming it again.
            let of = match change.subject {
                Subject::File | Subject::View => format!("{attribute}:"),
                _ => format!("{noun}{name}: {attribute}"),
            };
            format!("changed  {of} {}", from_to(attribute, from, to))
        }
    }
}

/// `thing verb: rest`
fn told(change: &Change) -> String {
    let name = one_line(&change.name);
    match &change.what {
        What::Added => format!("{name} added{}", after_verb(change)),
        What::Removed => format!("{name} removed{}", after_verb(change)),
        What::Renamed { from, to } => {
            format!("{name} renamed: {} → {}", one_line(without_title(from, to)), one_line(to))
        }
        What::Moved { from, to } => format!("{name} moved {}", way(from, to, false)),
        What::Reordered { from, to } => format!("{name} reordered: {} → {}", behind(from), behind(to)),
        What::Changed { attribute, from, to } => {
            let rest = from_to(attribute, from, to);
            if attribute == "text" || attribute == "title" {
                format!("{name} reworded: {rest}")
            } else {
                format!("{name} changed: {attribute} {rest}")
            }
        }
    }
}

fn in_brackets(change: &Change) -> String {
    match &change.detail {
        Some(detail) if detail.starts_with("around ") => away(change, detail),
        Some(detail) => format!(" ({})", one_line(detail)),
        None => String::new(),
    }
}

fn after_verb(change: &Change) -> String {
    match &change.detail {
        Some(detail) if detail.starts_with("around ") => away(change, detail),
        Some(detail) if detail.starts_with("behind ") => format!(" {}", one_line(detail)),
        Some(detail) => format!(": {}", one_line(detail)),
        None => String::new(),
    }
}

/// Put around something, or taken away from around it.
fn away(change: &Change, detail: &str) -> String {
    let from = if change.what == What::Removed { "from " } else { "" };
    format!(" {from}{}", one_line(detail))
}

/// The old name without its title where that is the new one's as well.
fn without_title<'a>(from: &'a str, to: &str) -> &'a str {
    match (from.split_once(' '), to.split_once(' ')) {
        (Some((id, title)), Some((_, other))) if title == other => id,
        _ => from,
    }
}

/// From one group, fragment or call to another; groups are named by their titles.
fn way(from: &Option<String>, to: &Option<String>, titles: bool) -> String {
    let place = |name: &Option<String>| match name {
        Some(name) if titles => quoted(name),
        Some(name) => one_line(name),
        None => OUTERMOST.to_string(),
    };
    format!("from {} to {}", place(from), place(to))
}

fn behind(name: &Option<String>) -> String {
    name.as_ref().map_or("first".to_string(), |name| format!("behind {}", one_line(name)))
}

fn from_to(attribute: &str, from: &Option<String>, to: &Option<String>) -> String {
    // An arrow between two arrows is read wrong without quotes.
    let bare = |text: &str| is_word(attribute) && !text.contains("->") && !text.contains("--");
    let value = |text: &String| if bare(text) { one_line(text) } else { quoted(text) };
    match (from, to) {
        (Some(from), Some(to)) => format!("{} → {}", value(from), value(to)),
        (None, Some(to)) => format!("{} added", value(to)),
        (Some(from), None) => format!("{} removed", value(from)),
        (None, None) => String::new(),
    }
}

/// Attributes whose values are words of the language and names, not texts.
fn is_word(attribute: &str) -> bool {
    const WORDS: [&str; 28] = [
        "kind",
        "shape",
        "icon",
        "replicas",
        "tags",
        "tone",
        "fill",
        "stroke",
        "by",
        "from",
        "to",
        "operator",
        "direction",
        "direction of",
        "aspect",
        "engine",
        "lanes",
        "boxes",
        "autonumber",
        "include",
        "exclude",
        "collapse",
        "focus",
        "trace",
        "same rank",
        "order",
        "sequence",
        "activation",
    ];
    WORDS.contains(&attribute)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text))
}

/// Without line breaks, and not longer than a reader of a list wants it.
fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}
