//! Where a statement stands: which statements may stand there, and what the block of each holds.

use super::ast::{Item, ViewWord};
use super::grammar::Rule;
use super::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    File,
    /// The block of a component or group: attributes, members, connections.
    Element,
    /// The block of a connection, a kind, a style, a step: attributes alone.
    Attributes,
    Architecture,
    /// A sequence, its fragments, its calls.
    Sequence,
    Flow,
}

impl Context {
    pub const ALL: [Context; 6] =
        [Context::File, Context::Sequence, Context::Architecture, Context::Flow, Context::Element, Context::Attributes];

    pub fn rule(self) -> Rule {
        match self {
            Context::File => Rule::file_head,
            Context::Element => Rule::element_head,
            Context::Attributes => Rule::attributes_head,
            Context::Architecture => Rule::architecture_head,
            Context::Sequence => Rule::sequence_head,
            Context::Flow => Rule::flow_head,
        }
    }

    /// As it is called in a report: "… may not stand in {}".
    pub fn place(self) -> &'static str {
        match self {
            Context::File => "the file itself",
            Context::Element => "the block of a component or group",
            Context::Attributes => "a block of attributes",
            Context::Architecture => "an architecture view",
            Context::Sequence => "a sequence",
            Context::Flow => "a flow",
        }
    }

    /// The words that may begin a statement here, apart from ids and kinds.
    pub fn keywords(self) -> &'static [&'static str] {
        match self {
            Context::File => {
                &["title", "import", "kind", "style", "architecture", "sequence", "flow", "allow", "warn", "deny"]
            }
            Context::Element | Context::Attributes => &["allow", "warn", "deny"],
            Context::Architecture => &[
                "include",
                "exclude",
                "collapse",
                "focus",
                "trace",
                "direction of",
                "same rank",
                "order",
                "allow",
                "warn",
                "deny",
            ],
            Context::Sequence => &[
                "return",
                "alt",
                "else",
                "opt",
                "loop",
                "par",
                "and",
                "critical",
                "option",
                "break",
                "group",
                "note",
                "ref",
                "divider",
                "delay",
                "gap",
                "create",
                "destroy",
                "activate",
                "deactivate",
                "autonumber",
                "participants",
                "allow",
                "warn",
                "deny",
            ],
            Context::Flow => &["same rank", "order", "allow", "warn", "deny"],
        }
    }

    /// What the block of a statement holds; None where it may have none.
    pub fn inside(self, item: &Item) -> Option<Context> {
        match item {
            Item::Kind(_) | Item::Style(_) => Some(Context::Attributes),
            Item::View { word: ViewWord::Architecture, .. } => Some(Context::Architecture),
            Item::View { word: ViewWord::Sequence, .. } => Some(Context::Sequence),
            Item::View { word: ViewWord::Flow, .. } => Some(Context::Flow),
            Item::Declare { .. } if self == Context::Flow => Some(Context::Attributes),
            Item::Declare { .. } => Some(Context::Element),
            Item::Connect(_) if self == Context::Sequence => Some(Context::Sequence),
            Item::Connect(_) => Some(Context::Attributes),
            Item::Fragment { .. } | Item::Operand { .. } => Some(Context::Sequence),
            _ => None,
        }
    }

    /// What the block of a statement holds whose head could not be read, as far as its first word tells. None: nobody can
    /// tell, and the block is passed over in silence.
    pub fn guess_inside(self, head: &str) -> Option<Context> {
        let (word, rest) = words::first(head);
        match word {
            "architecture" => return Some(Context::Architecture),
            "sequence" => return Some(Context::Sequence),
            "flow" => return Some(Context::Flow),
            "kind" | "style" => return Some(Context::Attributes),
            _ => {}
        }
        let connects = rest.match_indices(['-', '<']).any(|(at, _)| words::starts_operator(&rest[at..]));
        match self {
            Context::File | Context::Element if connects => Some(Context::Attributes),
            Context::File | Context::Element if word.is_empty() => None,
            Context::File | Context::Element => Some(Context::Element),
            Context::Sequence => Some(Context::Sequence),
            Context::Flow => Some(Context::Attributes),
            Context::Architecture | Context::Attributes => None,
        }
    }
}
