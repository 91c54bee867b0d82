//! Near misses in the language's own forms, in heads that the grammar refuses: a title without quotes, an id forgotten, a
//! colon too many. Beside [`foreign`](super::foreign), which knows other tools.

use super::ast::{Attribute, Item};
use super::expect::{Finding, short};
use super::foreign::{Refused, kind_elsewhere, slug};
use super::{context::Context, words};
use crate::diagnostic::nearest::nearest;

pub(super) fn refused(context: Context, head: &str) -> Option<Finding> {
    let refused = Refused::new(context, head);
    SHAPES.iter().find_map(|shape| shape(&refused))
}

/// Heads that the grammar takes for something nobody means: `tech Rust` for a component of the kind `tech`, `return: 401`
/// for an attribute.
pub(super) fn accepted(context: Context, head: &str, item: &Item) -> Option<Finding> {
    match item {
        Item::Declare { title: None, .. } => attribute_without_colon(&Refused::new(context, head)),
        Item::Attribute(Attribute { key, .. }) if context.keywords().contains(&key.text.as_str()) => {
            let refused = Refused::new(context, head);
            fragment_without_quotes(&refused)
                .or_else(|| note_without_place(&refused))
                .or_else(|| colon_behind_keyword(&refused))
        }
        // Keywords with a colon read as attributes when they are misspelt.
        Item::Attribute(Attribute { key, .. }) if context == Context::Sequence => {
            let near = nearest(&key.text, ["participants"])?;
            let finding =
                Finding::new(0..key.text.len(), format!("a sequence has no `{}`", short(&key.text)), "unknown here");
            Some(finding.help(format!("did you mean `{near}`?")))
        }
        _ => None,
    }
}

/// `return: 401`, `include: a`.
fn colon_behind_keyword(refused: &Refused) -> Option<Finding> {
    let at = refused.structure.len();
    let rest = refused.head[at + 1..].trim();
    Some(
        Finding::new(at..at + 1, format!("`{}` takes no colon", refused.first), "no `:` here")
            .help(format!("write `{} {rest}`", refused.first)),
    )
}

type Shape = fn(&Refused) -> Option<Finding>;

const SHAPES: &[Shape] = &[
    capital_keyword,
    path_without_quotes,
    title_before_id,
    id_forgotten,
    label_without_colon,
    title_for_an_end,
    end_forgotten,
    several_starts,
    text_forgotten,
    direction_without_colon,
    attribute_without_colon,
    dotted_id,
    colon_before_title,
    title_without_quotes,
    fragment_without_quotes,
    note_without_place,
];

impl Refused<'_> {
    /// A place where components or steps are declared.
    fn declares(&self) -> bool {
        matches!(self.context, Context::File | Context::Element | Context::Flow)
    }

    /// Behind the first word.
    fn rest(&self) -> &str {
        self.head[self.first.len()..].trim_start_matches(words::is_blank)
    }

    fn is_keyword(&self) -> bool {
        self.context.keywords().contains(&self.first)
    }

    /// The first arrow: its place and its end.
    fn arrow(&self) -> Option<(usize, usize)> {
        let text = &self.structure;
        (0..text.len()).filter(|&at| text.is_char_boundary(at)).find_map(|at| {
            let rest = &text[at..];
            let operator =
                ["->>", "-->", "<->", "->", "--", "-x "].into_iter().find(|operator| rest.starts_with(operator))?;
            Some((at, at + operator.trim_end().len()))
        })
    }
}

fn capital_keyword(refused: &Refused) -> Option<Finding> {
    let small = refused.first.to_lowercase();
    let keyword = small != refused.first && refused.context.keywords().contains(&small.as_str());
    keyword.then(|| {
        Finding::new(
            0..refused.first.len(),
            format!("keywords are written small: `{small}`"),
            format!("expected `{small}`"),
        )
    })
}

fn path_without_quotes(refused: &Refused) -> Option<Finding> {
    let path = refused.rest();
    let wanted =
        refused.first == "import" && refused.context == Context::File && !path.is_empty() && !path.contains('"');
    wanted.then(|| {
        Finding::new(
            refused.head.len() - path.len()..refused.head.len(),
            "the path of an import stands in quotes",
            "expected `\"`",
        )
        .help(format!("write `import \"{path}\"`"))
    })
}

/// `component "Web app" as web`.
fn title_before_id(refused: &Refused) -> Option<Finding> {
    let at = refused.structure.find(" as ")? + 1;
    let name = words::first(refused.head[at + 2..].trim_start()).0;
    let before = refused.head[refused.first.len()..at].trim();
    if name.is_empty() || refused.first.is_empty() {
        return None;
    }
    let title = if before.starts_with('"') { before.to_owned() } else { format!("\"{before}\"") };
    let kind = kind_elsewhere(refused.first).unwrap_or(refused.first);
    Some(
        Finding::new(at..at + 2, "an id stands before its title, without `as`", "found this")
            .help(format!("write `{kind} {name} {title}`")),
    )
}

/// `service "Auth service"`, `sequence "Log in"`.
fn id_forgotten(refused: &Refused) -> Option<Finding> {
    let rest = refused.rest();
    let view = matches!(refused.first, "architecture" | "sequence" | "flow") && refused.context == Context::File;
    let kind = refused.declares() && !refused.is_keyword() && !refused.first.is_empty();
    if !rest.starts_with('"') || !(view || kind) {
        return None;
    }
    let start = refused.head.len() - rest.len();
    let title = rest[1..].split('"').next().unwrap_or("");
    Some(
        Finding::new(start..start + title.len() + 2, "the id is missing", "expected an id before the title")
            .help(format!("write `{} {} \"{title}\"`", refused.first, slug(title))),
    )
}

/// `a -> b "label"`, `a -> b label`.
fn label_without_colon(refused: &Refused) -> Option<Finding> {
    let (_, end) = refused.arrow()?;
    if refused.head.len() != refused.structure.len() {
        return None;
    }
    let after = refused.head[end..].trim_start();
    let (target, rest) = words::path(after);
    let label = rest.trim_start_matches(words::is_blank);
    let wordy = label.starts_with('"') || label.starts_with(words::is_word);
    if target.is_empty() || !wordy || rest.len() == label.len() {
        return None;
    }
    let start = refused.head.len() - label.len();
    Some(Finding::new(start..refused.head.len(), "a label follows a colon", "expected `:` before it").help(format!(
        "write `{}: {}`",
        refused.head[..start].trim_end(),
        label.trim_matches('"')
    )))
}

/// `"Web app" -> api`, `a -> "Web app"`.
fn title_for_an_end(refused: &Refused) -> Option<Finding> {
    let (at, end) = refused.arrow()?;
    let from = refused.head[..at].trim_end();
    let to = refused.head[end..].trim_start();
    let title = [(0, from), (refused.head.len() - to.len(), to)].into_iter().find(|(_, text)| text.starts_with('"'));
    let (start, text) = title?;
    let title = text[1..].split('"').next().unwrap_or("");
    Some(
        Finding::new(start..start + title.len() + 2, "a connection joins ids, not titles", "expected an id")
            .help(format!("declare `component {} \"{title}\"` and connect its id", slug(title))),
    )
}

/// `-> b`, `a ->`, `a -> : x`, `a -> b ->`.
fn end_forgotten(refused: &Refused) -> Option<Finding> {
    let (at, end) = refused.arrow()?;
    if refused.head[..at].trim().is_empty() {
        return Some(Finding::new(at..end, "the arrow has no beginning", "expected an element before it"));
    }
    let text = refused.structure.trim_end();
    let operator = ["->>", "-->", "<->", "->", "--", "-x"].into_iter().find(|operator| text.ends_with(operator))?;
    Some(Finding::new(text.len() - operator.len()..text.len(), "the arrow has no end", "expected an element after it"))
}

/// `a, b -> c`.
fn several_starts(refused: &Refused) -> Option<Finding> {
    let (at, _) = refused.arrow()?;
    let starts = refused.head[..at].trim_end();
    let comma = starts.find(',')?;
    let to = &refused.head[at..];
    let lines: Vec<String> = starts.split(',').map(|start| format!("`{} {to}`", start.trim())).collect();
    Some(
        Finding::new(comma..starts.len(), "a connection has one start", "one too many")
            .help(format!("write {}", lines.join(" and "))),
    )
}

/// `a -> b:`, `tech:`.
fn text_forgotten(refused: &Refused) -> Option<Finding> {
    let at = refused.structure.len();
    let empty = refused.head.len() > at && refused.head[at + 1..].trim().is_empty();
    empty.then(|| Finding::new(at..at + 1, "nothing follows the colon", "expected a text after it"))
}

/// The keys that people write without their colon.
const KEYS: &[&str] = &[
    "tech",
    "tags",
    "link",
    "tone",
    "fill",
    "stroke",
    "shape",
    "icon",
    "replicas",
    "label",
    "description",
    "direction",
    "aspect",
    "engine",
    "lanes",
    "boxes",
    "by",
];

/// `direction of shop right`, `direction of shop`.
fn direction_without_colon(refused: &Refused) -> Option<Finding> {
    let of = refused.rest().strip_prefix("of").filter(|rest| rest.starts_with(words::is_blank))?.trim();
    let (path, rest) = words::path(of);
    if refused.first != "direction"
        || path.is_empty()
        || refused.context != Context::Architecture
        || of.contains([':', ','])
    {
        return None;
    }
    let (value, at) = (rest.trim(), refused.head.len() - rest.len());
    let value = if value.is_empty() { "right" } else { value };
    Some(
        Finding::new(at..(at + 1).min(refused.head.len()), "the direction of a group has a colon", "expected `:`")
            .help(format!("write `direction of {path}: {value}`")),
    )
}

/// `tech Rust`.
fn attribute_without_colon(refused: &Refused) -> Option<Finding> {
    let value = refused.rest();
    let key = KEYS.contains(&refused.first) && refused.head.len() == refused.structure.len();
    if !key || value.is_empty() || !words::is_plain(value) || refused.context == Context::File {
        return None;
    }
    Some(
        Finding::new(refused.first.len()..refused.first.len() + 1, "an attribute has a colon", "expected `:`")
            .help(format!("write `{}: {}`", refused.first, value.trim_matches('"'))),
    )
}

/// `service platform.auth "Auth"`.
fn dotted_id(refused: &Refused) -> Option<Finding> {
    let (path, _) = words::path(refused.rest());
    let (group, id) = path.rsplit_once('.')?;
    if !refused.declares() || refused.is_keyword() || refused.arrow().is_some() || refused.first.is_empty() {
        return None;
    }
    let start = refused.head.len() - refused.rest().len();
    Some(
        Finding::new(start..start + path.len(), "a declared id is one word, without dots", "a dot speaks of a member")
            .help(format!("declare `{id}` in the block of `{group}`")),
    )
}

/// `service auth: Auth service`.
fn colon_before_title(refused: &Refused) -> Option<Finding> {
    let at = refused.structure.len();
    let head = refused.structure.trim();
    let (_, rest) = words::first(head);
    let (id, end) = words::first(rest.trim_start());
    if at == refused.head.len() || !refused.declares() || id.is_empty() || !end.is_empty() || refused.is_keyword() {
        return None;
    }
    let title = refused.head[at + 1..].trim().trim_matches('"');
    Some(
        Finding::new(at..at + 1, "a title follows its id without a colon", "no `:` here")
            .help(format!("write `{head} \"{title}\"`")),
    )
}

/// `service auth Auth service`, `title Authentication`.
fn title_without_quotes(refused: &Refused) -> Option<Finding> {
    let rest = refused.rest();
    let view = matches!(refused.first, "architecture" | "sequence" | "flow") && refused.context == Context::File;
    let (before, title) = if matches!((refused.first, refused.context), ("title", Context::File)) {
        (refused.first.to_owned(), rest)
    } else if view || (refused.declares() && !refused.is_keyword()) {
        let (id, title) = words::first(rest);
        (format!("{} {id}", refused.first), title.trim_start())
    } else {
        return None;
    };
    let whole = refused.structure.len() == refused.head.len() && !refused.head.contains('"');
    let words = title.starts_with(words::is_word) && whole && refused.arrow().is_none();
    words.then(|| {
        Finding::new(refused.head.len() - title.len()..refused.head.len(), "a title stands in quotes", "expected `\"`")
            .help(format!("write `{before} \"{title}\"`"))
    })
}

/// `alt password matches`, `divider Later`.
fn fragment_without_quotes(refused: &Refused) -> Option<Finding> {
    const TITLED: &[&str] =
        &["alt", "else", "opt", "loop", "par", "and", "critical", "option", "break", "group", "divider", "delay"];
    let title = refused.rest();
    let wordy = TITLED.contains(&refused.first) && refused.context == Context::Sequence && !title.contains('"');
    (wordy && !title.is_empty()).then(|| {
        let text = title.strip_prefix(':').unwrap_or(title).trim();
        Finding::new(
            refused.head.len() - title.len()..refused.head.len(),
            "a text stands in quotes here",
            "expected `\"`",
        )
        .help(format!("write `{} \"{}\"`", refused.first, short(text)))
    })
}

/// `note right: text`, `note: text`, `note "text"`.
fn note_without_place(refused: &Refused) -> Option<Finding> {
    if refused.first != "note" || refused.context != Context::Sequence {
        return None;
    }
    let (place, rest) = words::first(refused.rest());
    let (of, beside) = words::first(rest.trim_start());
    let named = match place {
        "over" => !of.is_empty(),
        "left" | "right" => of == "of" && !words::first(beside.trim_start()).0.is_empty(),
        _ => false,
    };
    (!named).then(|| {
        Finding::new(
            0..refused.structure.trim_end().len(),
            "a note stands left of, right of or over a participant",
            "where?",
        )
        .help("write `note over a, b: text` or `note right of a: text`")
    })
}
