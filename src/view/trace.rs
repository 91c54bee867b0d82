//! A sequence over the map: which connection each message uses, and the numbers of the messages on it.

use std::collections::BTreeMap;

use super::sequence::flatten;
use super::types::{EventKind, MessageEnd};
use crate::model::{Connection, ElementId, Model, Operator, Sequence};
use crate::source::Span;

/// One message of a traced sequence that asks for something: replies answer on the line of their question.
pub struct Request {
    pub from: ElementId,
    pub to: ElementId,
    pub operator: Operator,
    /// None where the sequence numbers others but not this one.
    pub number: Option<u32>,
    pub span: Span,
}

/// The requests between two elements, in order. They bear the numbers that the sequence itself shows where it shows some, else
/// go on after `last`. A message to itself, or one that comes from outside or goes there, uses no connection and is left to the
/// sequence.
pub fn requests(model: &Model, sequence: &Sequence, last: u32) -> Vec<Request> {
    let mut found: Vec<Request> = Vec::new();
    for event in flatten(model, sequence) {
        let EventKind::Message(message) = event.kind else { continue };
        let (MessageEnd::Lifeline(from), MessageEnd::Lifeline(to)) = (message.from, message.to) else { continue };
        if message.reply || from == to {
            continue;
        }
        found.push(Request {
            from: sequence.participants[from],
            to: sequence.participants[to],
            operator: message.operator,
            number: message.number,
            span: event.span,
        });
    }
    if found.iter().all(|request| request.number.is_none()) {
        for (at, request) in found.iter_mut().enumerate() {
            request.number = Some(last.saturating_add(at as u32 + 1));
        }
    }
    found
}

/// Finds the connection that carries a message.
pub struct Carriers<'a> {
    model: &'a Model,
    /// The outermost element around each element.
    roots: Vec<ElementId>,
    /// Connections by the outermost elements around their ends, the smaller first: only those can carry a message between
    /// two elements inside the same.
    by_roots: BTreeMap<(ElementId, ElementId), Vec<usize>>,
}

impl<'a> Carriers<'a> {
    pub fn new(model: &'a Model) -> Self {
        let mut roots: Vec<ElementId> = Vec::with_capacity(model.elements.len());
        for (at, element) in model.elements.iter().enumerate() {
            roots.push(element.parent.map_or(ElementId(at as u32), |parent| roots[parent.0 as usize]));
        }
        let mut carriers = Self { model, roots, by_roots: BTreeMap::new() };
        for (index, connection) in model.connections.iter().enumerate() {
            let key = carriers.key(connection.from, connection.to);
            carriers.by_roots.entry(key).or_default().push(index);
        }
        carriers
    }

    fn key(&self, a: ElementId, b: ElementId) -> (ElementId, ElementId) {
        let (a, b) = (self.roots[a.0 as usize], self.roots[b.0 as usize]);
        (a.min(b), a.max(b))
    }

    /// The connection, an index into the model's, that a message from `from` to `to` uses: one between the two, else one between
    /// groups around them or members inside them, in the message's direction (or any, where the connection goes both ways or
    /// `reply` is set). Of several the nearest, then one with the same operator, then the first.
    pub fn find(&self, from: ElementId, to: ElementId, operator: Operator, reply: bool) -> Option<usize> {
        let mut best: Option<((usize, bool), usize)> = None;
        for &index in self.by_roots.get(&self.key(from, to)).into_iter().flatten() {
            let connection = &self.model.connections[index];
            let both = reply || matches!(connection.operator, Operator::Both | Operator::Link);
            let there = reach(self.model, connection, from, to);
            let back = if both { reach(self.model, connection, to, from) } else { None };
            let Some(distance) = there.into_iter().chain(back).min() else { continue };
            let rank = (distance, connection.operator != operator);
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, index));
            }
        }
        best.map(|(_, index)| index)
    }
}

/// How many levels lie between a connection's ends and those of a message; None where it does not carry it.
fn reach(model: &Model, connection: &Connection, from: ElementId, to: ElementId) -> Option<usize> {
    Some(levels(model, connection.from, from)? + levels(model, connection.to, to)?)
}

/// Levels between two elements of which one holds the other, 0 for the same one.
fn levels(model: &Model, a: ElementId, b: ElementId) -> Option<usize> {
    let up = |from: ElementId, to: ElementId| {
        std::iter::successors(Some(from), |id| model.elements[id.0 as usize].parent).position(|id| id == to)
    };
    up(a, b).or_else(|| up(b, a))
}
