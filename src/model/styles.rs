//! Looks: what kinds and `style` statements say, under what an element says itself. From the weakest to the strongest: the
//! kind's own look, `style *`, `style kind`, `style tag`, `style g.*`, `style a.b`, the element's attributes; of two rules of one
//! strength the later wins, and imports come first.

use std::collections::BTreeSet;

use super::attributes::STYLE;
use super::builder::Builder;
use super::types::{ElementId, KindId, Look, Model, ViewBody};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Item, Name, Selector, SelectorKind, Statement};

/// Whom a rule speaks of, from the weakest to the strongest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    All,
    Kind(KindId),
    Tag(String),
    Members(ElementId),
    Element(ElementId),
}

struct Style {
    target: Target,
    look: Look,
}

/// What a rule may match.
struct Subject<'a> {
    kind: Option<KindId>,
    tags: &'a [String],
    element: Option<ElementId>,
}

impl Builder<'_> {
    pub(super) fn styles(&mut self) {
        let tags = all_tags(&self.model);
        let mut styles = Vec::new();
        for ast in self.asts {
            for statement in &ast.body.statements {
                if let Item::Style(selector) = &statement.item {
                    styles.extend(self.style(selector, statement, &tags));
                }
            }
        }
        // Stable: rules of one strength stay in source order.
        styles.sort_by_key(|style| strength(&style.target));
        apply(&mut self.model, &styles);
    }

    fn style(&mut self, selector: &Selector, statement: &Statement, tags: &BTreeSet<String>) -> Option<Style> {
        let mut look = Look::default();
        for attribute in self.attributes_alone(statement.block.as_ref(), STYLE) {
            self.look(attribute, &mut look);
        }
        let target = match &selector.kind {
            SelectorKind::All => Target::All,
            SelectorKind::Kind(name) => Target::Kind(self.resolve_kind(name, |_| true)?),
            SelectorKind::Tag(name) => {
                self.check_tag(name, tags);
                Target::Tag(name.text.clone())
            }
            SelectorKind::Members(path) => Target::Members(self.resolve(None, path)?),
            SelectorKind::Element(path) => Target::Element(self.resolve(None, path)?),
        };
        Some(Style { target, look })
    }

    /// A tag that nothing bears is a typing mistake, except in an imported file: shared styles speak of tags in general.
    pub(super) fn check_tag(&mut self, name: &Name, tags: &BTreeSet<String>) {
        if tags.contains(&name.text) || name.span.file != self.model.file {
            return;
        }
        let found = Diagnostic::warning(Code::UNKNOWN_TAG, name.span, format!("nothing bears the tag `{}`", name.text))
            .label("unknown tag")
            .nearest(&name.text, tags.iter().map(String::as_str));
        self.report(found);
    }
}

fn strength(target: &Target) -> u8 {
    match target {
        Target::All => 0,
        Target::Kind(_) => 1,
        Target::Tag(_) => 2,
        Target::Members(_) => 3,
        Target::Element(_) => 4,
    }
}

/// Every tag that an element, a connection or a step bears.
pub(super) fn all_tags(model: &Model) -> BTreeSet<String> {
    let flows = model.views.iter().filter_map(|view| match &view.body {
        ViewBody::Flow(flow) => Some(flow),
        _ => None,
    });
    let steps = flows.flat_map(|flow| {
        flow.nodes.iter().flat_map(|node| &node.tags).chain(flow.edges.iter().flat_map(|edge| &edge.tags))
    });
    let elements = model.elements.iter().flat_map(|element| &element.tags);
    elements.chain(model.connections.iter().flat_map(|connection| &connection.tags)).chain(steps).cloned().collect()
}

fn apply(model: &mut Model, styles: &[Style]) {
    let parents: Vec<Option<ElementId>> = model.elements.iter().map(|element| element.parent).collect();
    let below = |element: ElementId, group: ElementId| {
        std::iter::successors(parents[element.0 as usize], |id| parents[id.0 as usize]).any(|id| id == group)
    };
    let kinds = &model.kinds;
    let look_of = |subject: Subject, own: Look| {
        let mut look = subject.kind.map_or(Look::default(), |id| kinds[id.0 as usize].look);
        for style in styles {
            let fits = match &style.target {
                // A general rule speaks of elements and steps; a line has a look where its tag or it itself says so.
                Target::All => subject.kind.is_some(),
                Target::Kind(id) => subject.kind == Some(*id),
                Target::Tag(tag) => subject.tags.contains(tag),
                Target::Members(group) => subject.element.is_some_and(|element| below(element, *group)),
                Target::Element(id) => subject.element == Some(*id),
            };
            if fits {
                look = over(style.look, look);
            }
        }
        over(own, look)
    };
    for (index, element) in model.elements.iter_mut().enumerate() {
        let subject = Subject { kind: Some(element.kind), tags: &element.tags, element: Some(ElementId(index as u32)) };
        element.look = look_of(subject, element.look);
    }
    for connection in &mut model.connections {
        let subject = Subject { kind: None, tags: &connection.tags, element: None };
        connection.look = look_of(subject, connection.look);
    }
    for view in &mut model.views {
        let ViewBody::Flow(flow) = &mut view.body else { continue };
        for node in &mut flow.nodes {
            // A component that stands as a node keeps the looks it has everywhere.
            if let Some(element) = node.element {
                node.look = model.elements[element.0 as usize].look;
                continue;
            }
            let subject = Subject { kind: Some(node.kind), tags: &node.tags, element: None };
            node.look = look_of(subject, node.look);
        }
        for edge in &mut flow.edges {
            let subject = Subject { kind: None, tags: &edge.tags, element: None };
            edge.look = look_of(subject, edge.look);
        }
    }
}

/// `top` where it says something, else `under`. A colour that is nearer than a tone wins over it and the other way round, so
/// a tone takes weaker colours with it.
fn over(top: Look, under: Look) -> Look {
    let under = if top.tone.is_some() { Look { fill: None, stroke: None, ..under } } else { under };
    Look { tone: top.tone.or(under.tone), fill: top.fill.or(under.fill), stroke: top.stroke.or(under.stroke) }
}
