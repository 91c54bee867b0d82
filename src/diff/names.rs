//! The elements of two models, matched, and the names that both sides share for them.

use std::collections::BTreeMap;

use super::cards::{self, Card, CardLine, Cards};
use super::matching::Matching;
use crate::model::{ElementId, Model};

/// Which element is which.
pub(super) struct Names<'a> {
    pub before: &'a Model,
    pub after: &'a Model,
    pub elements: Matching,
    paths_before: BTreeMap<&'a str, ElementId>,
    paths_after: BTreeMap<&'a str, ElementId>,
}

impl<'a> Names<'a> {
    pub fn new(before: &'a Model, after: &'a Model) -> Self {
        let elements = cards::matching(&cards_of(before), &cards_of(after));
        Self { before, after, elements, paths_before: paths(before), paths_after: paths(after) }
    }

    /// A word for an element of `before` that its partner has as well, and that does not depend on which side is which: of their
    /// two paths the smaller. No other element bears it, because equal paths are always partners.
    pub fn word_before(&self, id: ElementId) -> &'a str {
        let own = self.before.elements[id.0 as usize].path.as_str();
        let other = self.elements.forth[id.0 as usize].map(|at| self.after.elements[at].path.as_str());
        other.map_or(own, |other| own.min(other))
    }

    pub fn word_after(&self, id: ElementId) -> &'a str {
        let own = self.after.elements[id.0 as usize].path.as_str();
        let other = self.elements.back[id.0 as usize].map(|at| self.before.elements[at].path.as_str());
        other.map_or(own, |other| own.min(other))
    }

    /// The word for an element of either side.
    pub fn word(&self, side: Side, id: ElementId) -> &'a str {
        match side {
            Side::Before => self.word_before(id),
            Side::After => self.word_after(id),
        }
    }

    /// The word for the element with this path; a path that no element bears stands for itself.
    pub fn word_of<'b>(&'b self, side: Side, path: &'b str) -> &'b str {
        let paths = match side {
            Side::Before => &self.paths_before,
            Side::After => &self.paths_after,
        };
        paths.get(path).map_or(path, |&id| self.word(side, id))
    }

    pub fn model(&self, side: Side) -> &'a Model {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

fn paths(model: &Model) -> BTreeMap<&str, ElementId> {
    model.elements.iter().enumerate().map(|(at, element)| (element.path.as_str(), ElementId(at as u32))).collect()
}

fn cards_of(model: &Model) -> Cards<'_> {
    let cards = model.elements.iter().map(|element| Card {
        key: element.path.clone(),
        open: true,
        id: &element.id,
        title: &element.title,
        kind: &model.kinds[element.kind.0 as usize].name,
        container: element.container,
        tech: element.tech.as_deref(),
        description: element.description.as_deref(),
        parent: element.parent.map(|id| id.0 as usize),
    });
    let lines = model.connections.iter().map(|connection| CardLine {
        from: connection.from.0 as usize,
        to: connection.to.0 as usize,
        operator: connection.operator,
        label: connection.label.as_deref(),
    });
    Cards { cards: cards.collect(), lines: lines.collect() }
}
