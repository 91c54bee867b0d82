//! Kinds: those of the prelude, which is written in Frieze itself, and the user's own. A kind that is declared again under a
//! name of the prelude takes its place.

use std::sync::LazyLock;

use super::attributes::KIND;
use super::builder::Builder;
use super::types::{Family, Kind, KindId, Look};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Sources, Span};
use crate::syntax::ast::{Attribute, Block, Item, Name};

const PRELUDE: &str = include_str!("prelude.frieze");

const FAMILIES: &[(&str, Family)] = &[
    ("actor", Family::Actor),
    ("compute", Family::Compute),
    ("data", Family::Data),
    ("message", Family::Message),
    ("edge", Family::Edge),
    ("container", Family::Container),
    ("step", Family::Step),
];

/// The kinds of the prelude, read once.
pub(super) fn builtin() -> &'static [Kind] {
    static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
        let mut sources = Sources::new();
        let file = sources.add("prelude.frieze", PRELUDE);
        let (ast, mut wrong) = crate::syntax::parse(&sources, file);
        let asts = [ast];
        let mut builder = Builder::new(&sources, &asts);
        builder.declare_kinds(true);
        wrong.extend(builder.diagnostics);
        assert!(wrong.is_empty(), "the prelude is sound, but: {wrong:?}");
        builder.model.kinds
    });
    &KINDS
}

impl Builder<'_> {
    pub(super) fn kinds(&mut self) {
        for kind in builtin() {
            self.add_kind(kind.clone());
        }
        self.declare_kinds(false);
    }

    fn declare_kinds(&mut self, builtin: bool) {
        for ast in self.asts {
            for statement in &ast.body.statements {
                if let Item::Kind(name) = &statement.item {
                    self.declare_kind(name, statement.block.as_ref(), builtin);
                }
            }
        }
    }

    fn declare_kind(&mut self, name: &Name, block: Option<&Block>, builtin: bool) {
        let mut kind = Kind {
            name: name.text.clone(),
            shape: "box".into(),
            icon: None,
            label: capitalised(&name.text),
            container: false,
            look: Look::default(),
            family: Family::default(),
            step: false,
            builtin,
            span: name.span,
        };
        let mut family = None;
        let mut switches: [Option<Span>; 2] = [None, None];
        for attribute in self.attributes_alone(block, KIND) {
            if self.look(attribute, &mut kind.look) {
                continue;
            }
            match attribute.key.text.as_str() {
                "shape" => kind.shape = self.shape(attribute).unwrap_or(kind.shape),
                "icon" => kind.icon = self.icon(attribute),
                "label" => kind.label = attribute.value.value.clone(),
                "family" => family = self.word(attribute, FAMILIES),
                "container" => {
                    kind.container = self.switch(attribute).unwrap_or(false);
                    switches[0] = kind.container.then_some(attribute.key.span);
                }
                _ => {
                    kind.step = self.switch(attribute).unwrap_or(false);
                    switches[1] = kind.step.then_some(attribute.key.span);
                }
            }
        }
        if let [Some(container), Some(step)] = switches {
            let message = format!("`{}` cannot be a container and a step", name.text);
            let found = Diagnostic::error(Code::INVALID_VALUE, step, message).label("a step of a flow holds nothing");
            self.report(found.related(container, "a container is declared here"));
            kind.step = false;
        }
        kind.family = family.unwrap_or(match (kind.container, kind.step) {
            (true, _) => Family::Container,
            (_, true) => Family::Step,
            _ => Family::Compute,
        });
        if let Some(first) = self.find_kind(&name.text).filter(|kind| !kind.builtin) {
            let found =
                Diagnostic::error(Code::DUPLICATE_ID, name.span, format!("the kind `{}` is declared twice", name.text));
            let found = found.label("declared again").related(first.span, "first declared here");
            self.report(found);
            return;
        }
        self.add_kind(kind);
    }

    fn add_kind(&mut self, kind: Kind) {
        match self.kind_ids.get(&kind.name) {
            Some(id) => self.model.kinds[id.0 as usize] = kind,
            None => {
                self.kind_ids.insert(kind.name.clone(), KindId(self.model.kinds.len() as u32));
                self.model.kinds.push(kind);
            }
        }
    }

    pub(super) fn find_kind(&self, name: &str) -> Option<&Kind> {
        self.kind_ids.get(name).map(|id| &self.model.kinds[id.0 as usize])
    }

    /// The kind of that name, or an error with the nearest among those that `fits`.
    pub(super) fn resolve_kind(&mut self, name: &Name, fits: fn(&Kind) -> bool) -> Option<KindId> {
        if let Some(id) = self.kind_ids.get(&name.text) {
            return Some(*id);
        }
        let mut found = Diagnostic::error(Code::UNKNOWN_KIND, name.span, format!("there is no kind `{}`", name.text))
            .label("unknown kind");
        if self.may_search() {
            let known: Vec<&str> =
                self.model.kinds.iter().filter(|kind| fits(kind)).map(|kind| kind.name.as_str()).collect();
            let near = crate::diagnostic::nearest::nearest(&name.text, known.iter().copied());
            let elsewhere = crate::syntax::kind_elsewhere(&name.text).filter(|kind| known.contains(kind));
            found = match (elsewhere, near) {
                (Some(kind), _) => found.help(format!("the kind for that is `{kind}`")),
                (None, Some(near)) => found.help(format!("did you mean `{near}`?")),
                (None, None) => found.help(format!("known kinds: {}", known.join(", "))),
            };
        }
        let help = format!("a kind of your own is declared first: `kind {} {{ shape: box }}`", name.text);
        self.report(found.help(help));
        None
    }

    pub(super) fn shape(&mut self, attribute: &Attribute) -> Option<String> {
        let name = attribute.value.value.as_str();
        if crate::shape::find(name).is_some() {
            return Some(name.to_string());
        }
        let message = format!("there is no shape `{}`", super::values::shortened(name));
        let found = Diagnostic::error(Code::UNKNOWN_SHAPE, attribute.value.span, message).label("unknown shape");
        let found = match crate::diagnostic::nearest::nearest(name, crate::shape::names()) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help(format!("known shapes: {}", crate::shape::names().collect::<Vec<_>>().join(", "))),
        };
        self.report(found);
        None
    }

    pub(super) fn icon(&mut self, attribute: &Attribute) -> Option<String> {
        let name = attribute.value.value.as_str();
        if crate::icon::find(name).is_some() {
            return Some(name.to_string());
        }
        let message = format!("there is no icon `{}`", super::values::shortened(name));
        let found = Diagnostic::error(Code::UNKNOWN_ICON, attribute.value.span, message)
            .label("unknown icon")
            .nearest(name, crate::icon::names())
            .help("`frieze list icons` shows them all");
        self.report(found);
        None
    }
}

fn capitalised(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
