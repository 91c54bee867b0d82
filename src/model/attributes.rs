//! The attributes of a block: which keys its owner knows, and each at most once. What a value means is read in [`values`](super::values).

use std::collections::BTreeMap;

use super::builder::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Attribute, Block, Item, Quote, Statement, Text};

/// An owner of attributes: how it is called, and the keys that it knows.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub owner: &'static str,
    pub known: &'static [&'static str],
    /// Takes the user's own `x-…` keys.
    pub open: bool,
}

pub(super) const ELEMENT: Keys = Keys {
    owner: "a component or group",
    known: &["tech", "tags", "replicas", "link", "shape", "icon", "tone", "fill", "stroke"],
    open: true,
};
pub(super) const CONNECTION: Keys =
    Keys { owner: "a connection", known: &["tech", "tags", "link", "tone", "stroke"], open: true };
pub(super) const KIND: Keys = Keys {
    owner: "a kind",
    known: &["shape", "icon", "label", "family", "container", "step", "tone", "fill", "stroke"],
    open: false,
};
pub(super) const STYLE: Keys = Keys { owner: "a style", known: &["tone", "fill", "stroke"], open: false };
pub(super) const ARCHITECTURE: Keys =
    Keys { owner: "an architecture view", known: &["direction", "aspect", "engine"], open: false };
pub(super) const SEQUENCE: Keys = Keys { owner: "a sequence", known: &["boxes"], open: false };
pub(super) const MESSAGE: Keys = Keys { owner: "a message", known: &["tone", "stroke", "link"], open: false };
pub(super) const FLOW: Keys = Keys { owner: "a flow", known: &["lanes", "direction", "aspect", "engine"], open: false };
pub(super) const STEP: Keys =
    Keys { owner: "a step", known: &["by", "tech", "tags", "link", "tone", "fill", "stroke"], open: false };
pub(super) const STEP_EDGE: Keys =
    Keys { owner: "a connection of a flow", known: &["tags", "link", "tone", "stroke"], open: false };

impl Builder<'_> {
    /// The attributes of a block whose keys `keys` knows, in source order. Unknown and repeated keys are reported and left
    /// out; other statements are not looked at.
    pub(super) fn attributes<'b>(&mut self, block: Option<&'b Block>, keys: Keys) -> Vec<&'b Attribute> {
        let mut first: BTreeMap<&str, &Attribute> = BTreeMap::new();
        let mut kept = Vec::new();
        for statement in block.iter().flat_map(|block| &block.body.statements) {
            let Item::Attribute(attribute) = &statement.item else { continue };
            let key = attribute.key.text.as_str();
            let own = keys.open && key.starts_with("x-") && key.len() > 2;
            if !own && !keys.known.contains(&key) {
                self.report_unknown_key(attribute, keys);
                continue;
            }
            if let Some(before) = first.get(key) {
                let found = Diagnostic::error(
                    Code::DUPLICATE_ATTRIBUTE,
                    attribute.key.span,
                    format!("`{key}` stands twice in one block"),
                );
                self.report(found.label("a second value").related(before.key.span, "the first stands here"));
                continue;
            }
            first.insert(key, attribute);
            kept.push(attribute);
        }
        kept
    }

    /// The same for a block that may hold attributes alone.
    pub(super) fn attributes_alone<'b>(&mut self, block: Option<&'b Block>, keys: Keys) -> Vec<&'b Attribute> {
        for statement in block.iter().flat_map(|block| &block.body.statements) {
            if !matches!(statement.item, Item::Attribute(_) | Item::Lint { .. }) {
                self.report_misplaced(statement, &format!("the block of {}", keys.owner));
            }
        }
        self.attributes(block, keys)
    }

    /// A statement that takes no block, but has one.
    pub(super) fn refuse_block(&mut self, statement: &Statement, what: &str) {
        if let Some(block) = &statement.block {
            let found = Diagnostic::error(Code::UNEXPECTED_BLOCK, block.open, format!("{what} has no block"));
            self.report(found.label("opens a block"));
        }
    }

    /// Free text runs to the end of the line and takes balanced braces with it; where they hold what reads like an attribute
    /// of `keys`, a block was meant.
    pub(super) fn check_text(&mut self, text: Option<&Text>, keys: Keys) {
        let Some(text) = text.filter(|text| text.quote == Quote::Bare) else { return };
        let Some((label, inside)) = text.value.strip_suffix('}').and_then(|open| open.rsplit_once('{')) else { return };
        let looks_like = |piece: &str| piece.split_once(':').is_some_and(|(key, _)| keys.known.contains(&key.trim()));
        if !inside.split(';').any(looks_like) {
            return;
        }
        let found = Diagnostic::warning(Code::BLOCK_IN_TEXT, text.span, "the braces are part of the text here")
            .label("free text runs to the end of the line")
            .help(format!("for a block, quote the text: `\"{}\" {{{inside}}}`", label.trim()));
        self.report(found);
    }

    fn report_unknown_key(&mut self, attribute: &Attribute, keys: Keys) {
        let key = &attribute.key;
        let found = Diagnostic::error(
            Code::UNKNOWN_ATTRIBUTE,
            key.span,
            format!("{} has no attribute `{}`", keys.owner, key.text),
        )
        .label("unknown key");
        let near = crate::diagnostic::nearest::nearest(&key.text, keys.known.iter().copied());
        let mut found = match near {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help(format!("it knows {}", keys.known.join(", "))),
        };
        if keys.open && near.is_none() {
            found = found.help(format!("a key of your own begins with `x-`: `x-{}`", key.text));
        }
        self.report(found);
    }
}
