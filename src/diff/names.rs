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
    /// Words for views by their ids.
    views: (BTreeMap<&'a str, &'a str>, BTreeMap<&'a str, &'a str>),
}

impl<'a> Names<'a> {
    pub fn new(before: &'a Model, after: &'a Model) -> Self {
        let elements = cards::matching(&cards_of(before), &cards_of(after));
        let (paths_before, paths_after) = (paths(before), paths(after));
        Self { before, after, elements, paths_before, paths_after, views: Default::default() }
    }

    /// From here on views have words too.
    pub fn know_views(&mut self, views: &Matching) {
        for (i, j) in views.pairs() {
            let (old, new) = (self.before.views[i].id.as_str(), self.after.views[j].id.as_str());
            self.views.0.insert(old, old.min(new));
            self.views.1.insert(new, old.min(new));
        }
    }

    /// A word for a view that its partner has as well.
    pub fn word_of_view<'b>(&'b self, side: Side, id: &'b str) -> &'b str {
        let words = if side == Side::Before { &self.views.0 } else { &self.views.1 };
        words.get(id).copied().unwrap_or(id)
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

    /// The element with this path.
    pub fn find(&self, side: Side, path: &str) -> Option<ElementId> {
        let paths = if side == Side::Before { &self.paths_before } else { &self.paths_after };
        paths.get(path).copied()
    }

    /// The word for the element with this path; a path that no element bears stands for itself.
    pub fn word_of<'b>(&'b self, side: Side, path: &'b str) -> &'b str {
        self.find(side, path).map_or(path, |id| self.word(side, id))
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
