//! The views of the main file: ids and titles, and the statements of architecture views. Sequences and flows are read next
//! door, first, because in a sketch they may make elements that an architecture view speaks of.

use std::collections::BTreeSet;

use super::attributes::ARCHITECTURE;
use super::builder::Builder;
use super::styles::all_tags;
use super::types::{
    Architecture, Aspect, Direction, DirectionOf, ElementId, Engine, Flow, HintList, Rule, RuleKind, Selection,
    SelectionKind, Sequence, ViewBody, ViewDefinition,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Attribute, Block, Item, Name, Path, Selector, SelectorKind, Statement, Text, ViewWord};

pub(super) const DIRECTIONS: &[(&str, Direction)] =
    &[("down", Direction::Down), ("right", Direction::Right), ("up", Direction::Up), ("left", Direction::Left)];
pub(super) const ENGINES: &[(&str, Engine)] = &[("layered", Engine::Layered), ("simple", Engine::Simple)];

/// The aspects that a view may ask for.
const ASPECTS: std::ops::RangeInclusive<f64> = 0.1..=10.0;

impl Builder<'_> {
    pub(super) fn views(&mut self) {
        let Some(ast) = self.asts.last() else { return };
        let mut blocks: Vec<Option<&Block>> = Vec::new();
        for statement in &ast.body.statements {
            if let Item::View { word, id, title } = &statement.item
                && self.declare_view(statement, *word, id, title.as_ref())
            {
                blocks.push(statement.block.as_ref());
            }
        }
        for (index, block) in blocks.iter().enumerate() {
            match self.model.views[index].body {
                ViewBody::Architecture(_) => {}
                ViewBody::Sequence(_) => {
                    let sequence = self.sequence(*block);
                    self.model.views[index].body = ViewBody::Sequence(sequence);
                }
                ViewBody::Flow(_) => {
                    let flow = self.flow(*block);
                    self.model.views[index].body = ViewBody::Flow(flow);
                }
            }
        }
        let tags = all_tags(&self.model);
        for (index, block) in blocks.iter().enumerate() {
            if let ViewBody::Architecture(_) = self.model.views[index].body {
                let architecture = self.architecture(*block, &tags);
                self.model.views[index].body = ViewBody::Architecture(architecture);
            }
        }
        if self.model.views.is_empty() {
            self.imply_view();
        }
    }

    /// A place among the views, filled later; false where the id is taken.
    fn declare_view(&mut self, statement: &Statement, word: ViewWord, id: &Name, title: Option<&Text>) -> bool {
        let index = self.model.views.len();
        // Pictures are files, and on many systems `Login.svg` and `login.svg` are one.
        let same = |view: &&ViewDefinition| view.id.to_lowercase() == id.text.to_lowercase();
        if let Some(first) = self.model.views.iter().find(same) {
            let message = if first.id == id.text {
                format!("the view `{}` is declared twice", id.text)
            } else {
                format!("the views `{}` and `{}` differ in case alone", first.id, id.text)
            };
            let found = Diagnostic::error(Code::DUPLICATE_ID, id.span, message)
                .label("declared again")
                .related(first.span, "first declared here")
                .help("each view is drawn to a file that bears its id");
            self.report(found);
            return false;
        }
        self.view_ids.insert(id.text.clone(), index);
        self.model.views.push(ViewDefinition {
            id: id.text.clone(),
            title: title.map(|text| text.value.clone()).filter(|text| !text.is_empty()).unwrap_or(id.text.clone()),
            description: self.text(&statement.doc),
            implied: false,
            span: statement.head,
            body: match word {
                ViewWord::Architecture => ViewBody::Architecture(Architecture::default()),
                ViewWord::Sequence => ViewBody::Sequence(Sequence::default()),
                ViewWord::Flow => ViewBody::Flow(Flow::default()),
            },
        });
        true
    }

    /// No view is declared: one architecture view of everything, named after the file.
    fn imply_view(&mut self) {
        let path = &self.sources.file(self.model.file).path;
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.strip_suffix(".frieze").unwrap_or(name);
        let id = id_from(stem);
        self.model.views.push(ViewDefinition {
            title: self.model.title.clone().unwrap_or_else(|| id.clone()),
            id,
            description: None,
            implied: true,
            span: Span::new(self.model.file, 0, 0),
            body: ViewBody::Architecture(Architecture::default()),
        });
    }

    fn architecture(&mut self, block: Option<&Block>, tags: &BTreeSet<String>) -> Architecture {
        let mut architecture = Architecture::default();
        for attribute in self.attributes(block, ARCHITECTURE) {
            let hints = &mut architecture.hints;
            if attribute.key.text == "aspect" {
                hints.aspect = self.aspect(attribute);
            } else {
                self.hint(attribute, &mut hints.direction, &mut hints.engine, &mut hints.engine_span);
            }
        }
        for statement in block.iter().flat_map(|block| &block.body.statements) {
            match &statement.item {
                Item::Attribute(_) | Item::Lint { .. } => {}
                Item::DirectionOf { of, value } => self.direction_of(of, value, &mut architecture.hints.direction_of),
                Item::SameRank(paths) => {
                    let list = self.hint_list(paths, statement.head, "same rank");
                    architecture.hints.same_rank.extend(list);
                }
                Item::Order(paths) => {
                    let list = self.hint_list(paths, statement.head, "order");
                    architecture.hints.order.extend(list);
                }
                _ => {
                    let kind = self.rule(statement, tags);
                    architecture.rules.extend(kind.map(|kind| Rule { span: statement.head, kind }));
                }
            }
            self.refuse_block(statement, "a statement of a view");
        }
        architecture
    }

    /// Reads `direction` and `engine`; false for any other key.
    pub(super) fn hint(
        &mut self,
        attribute: &Attribute,
        direction: &mut Direction,
        engine: &mut Engine,
        engine_span: &mut Option<Span>,
    ) -> bool {
        match attribute.key.text.as_str() {
            "direction" => *direction = self.word(attribute, DIRECTIONS).unwrap_or_default(),
            "engine" => {
                *engine = self.word(attribute, ENGINES).unwrap_or_default();
                *engine_span = Some(attribute.key.span.to(attribute.value.span));
            }
            _ => return false,
        }
        true
    }

    /// A picture's width to its height: `1.6` or `16:9`.
    pub(super) fn aspect(&mut self, attribute: &Attribute) -> Option<Aspect> {
        let value = &attribute.value;
        let number = |text: &str| {
            let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            text.parse::<f64>().ok().filter(|n| digits && *n > 0.0)
        };
        let ratio = match value.value.split_once(':') {
            Some((width, height)) => number(width.trim()).zip(number(height.trim())).map(|(w, h)| w / h),
            None => number(value.value.trim()),
        };
        let Some(ratio) = ratio else {
            self.report_value(value, "a number such as 1.6, or a width and a height such as 16:9", "aspect");
            return None;
        };
        if !ASPECTS.contains(&ratio) {
            let message = format!("an aspect of `{}` is too extreme", super::values::shortened(&value.value));
            let found = Diagnostic::error(Code::INVALID_VALUE, value.span, message).label(format!(
                "expected a picture from {} times as wide as high to {} times",
                ASPECTS.start(),
                ASPECTS.end()
            ));
            self.report(found);
            return None;
        }
        Some(Aspect { ratio: (ratio * 1000.0).round() / 1000.0, span: attribute.key.span.to(value.span) })
    }

    fn rule(&mut self, statement: &Statement, tags: &BTreeSet<String>) -> Option<RuleKind> {
        match &statement.item {
            Item::Include(selectors) => Some(RuleKind::Include(self.selections(selectors, tags))),
            Item::Exclude(selectors) => Some(RuleKind::Exclude(self.selections(selectors, tags))),
            Item::Collapse(paths) => {
                let named = paths.iter().filter_map(|path| Some((self.resolve(None, path)?, path.span)));
                Some(RuleKind::Collapse(named.collect()))
            }
            Item::Focus { paths, depth, direction } => {
                let elements: Vec<ElementId> = paths.iter().filter_map(|path| self.resolve(None, path)).collect();
                let depth = depth.as_ref().map_or(1, |number| number.value);
                (!elements.is_empty()).then_some(RuleKind::Focus { elements, depth, direction: *direction })
            }
            Item::Trace(path) => self.resolve_sequence(path, "trace").map(RuleKind::Trace),
            _ => {
                self.report_misplaced(statement, "an architecture view");
                None
            }
        }
    }

    fn selections(&mut self, selectors: &[Selector], tags: &BTreeSet<String>) -> Vec<Selection> {
        let mut selections = Vec::new();
        for selector in selectors {
            let kind = match &selector.kind {
                SelectorKind::All => Some(SelectionKind::All),
                SelectorKind::Element(path) => self.resolve(None, path).map(SelectionKind::Element),
                SelectorKind::Members(path) => self.resolve(None, path).map(SelectionKind::Members),
                SelectorKind::Tag(name) => {
                    self.check_tag(name, tags);
                    Some(SelectionKind::Tag(name.text.clone()))
                }
                SelectorKind::Kind(name) => self.resolve_kind(name, |kind| !kind.step).map(SelectionKind::Kind),
            };
            selections.extend(kind.map(|kind| Selection { span: selector.span, kind }));
        }
        selections
    }

    /// A sequence of this file, for `trace` and `ref`.
    pub(super) fn resolve_sequence(&mut self, path: &Path, word: &str) -> Option<usize> {
        let name = path.dotted();
        let of_sequences = |view: &ViewDefinition| matches!(view.body, ViewBody::Sequence(_));
        match self.view_ids.get(&name) {
            Some(&index) if of_sequences(&self.model.views[index]) => Some(index),
            Some(&index) => {
                let found =
                    Diagnostic::error(Code::UNKNOWN_VIEW, path.span, format!("the view `{name}` is no sequence"))
                        .label(format!("`{word}` follows a sequence"))
                        .related(self.model.views[index].span, "declared here");
                self.report(found);
                None
            }
            None => {
                let known = self.model.views.iter().filter(|view| of_sequences(view)).map(|view| view.id.as_str());
                let known: Vec<&str> = known.collect();
                let found = Diagnostic::error(Code::UNKNOWN_VIEW, path.span, format!("there is no sequence `{name}`"))
                    .label("expected a sequence of this file");
                let found = match crate::diagnostic::nearest::nearest(&name, known.iter().copied()) {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None if known.is_empty() => found.help("this file declares no sequence"),
                    None => found.help(format!("this file declares {}", known.join(", "))),
                };
                self.report(found);
                None
            }
        }
    }

    /// `direction of a, b: right`. Whether a name is a group's is the view's to say, which knows what it draws.
    fn direction_of(&mut self, paths: &[Path], value: &Attribute, all: &mut Vec<DirectionOf>) {
        let direction = self.word(value, DIRECTIONS);
        for path in paths {
            let Some(group) = self.resolve(None, path) else { continue };
            if let Some(first) = all.iter().find(|known| known.group == group) {
                let message = format!("the direction of `{}` is given twice", path.dotted());
                let found = Diagnostic::error(Code::DUPLICATE_ATTRIBUTE, path.span, message)
                    .label("given again")
                    .related(first.span, "first given here");
                self.report(found.help("keep one of the two"));
            } else {
                // A value that is none was reported; the group is still spoken of.
                all.push(DirectionOf { group, direction: direction.unwrap_or_default(), span: path.span });
            }
        }
    }

    fn hint_list(&mut self, paths: &[Path], span: Span, word: &str) -> Option<HintList<ElementId>> {
        let mut ends = Vec::new();
        for path in paths {
            let Some(id) = self.resolve(None, path) else { continue };
            self.add_hint_end(&mut ends, id, path);
        }
        self.finish_hint_list(ends, paths.len(), span, word)
    }

    pub(super) fn add_hint_end<End: PartialEq>(&mut self, ends: &mut Vec<End>, end: End, path: &Path) {
        if ends.contains(&end) {
            let found =
                Diagnostic::error(Code::DUPLICATE_ID, path.span, format!("`{}` is listed twice", path.dotted()));
            self.report(found.label("listed again"));
        } else {
            ends.push(end);
        }
    }

    pub(super) fn finish_hint_list<End>(
        &mut self,
        ends: Vec<End>,
        written: usize,
        span: Span,
        word: &str,
    ) -> Option<HintList<End>> {
        if written < 2 {
            let found = Diagnostic::error(Code::INVALID_VALUE, span, format!("`{word}` needs two names or more"));
            self.report(found.label("only one is named").help(format!("write `{word}: a, b`")));
        }
        (ends.len() >= 2).then_some(HintList { ends, span })
    }
}

/// An id of what a file is called: other characters become `-`.
fn id_from(stem: &str) -> String {
    let spaced: String =
        stem.chars().map(|c| if c == '_' || unicode_ident::is_xid_continue(c) { c } else { ' ' }).collect();
    let id = spaced.split_whitespace().collect::<Vec<_>>().join("-");
    if id.is_empty() { "diagram".into() } else { id }
}
