//! A sequence over the map: which connection each message uses, and the numbers of the messages on it.

use super::sequence::flatten;
use super::types::{EventKind, MessageEnd};
use crate::model::{Connection, ElementId, Model, Operator, Sequence};
use crate::source::Span;

/// One message of a traced sequence that asks for something: replies answer on the line of their question.
pub(super) struct Request {
    pub from: ElementId,
    pub to: ElementId,
    pub operator: Operator,
    pub number: u32,
    pub span: Span,
}

/// The requests between two elements, in order. They bear the numbers that the sequence itself shows where it shows some, else
/// 1, 2, 3 and so on. A message to itself, a lost or found one crosses no connection and is left to the sequence.
pub(super) fn requests(model: &Model, sequence: &Sequence) -> Vec<Request> {
    let mut found = Vec::new();
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
            number: message.number.unwrap_or(found.len() as u32 + 1),
            span: event.span,
        });
    }
    found
}

/// The connection that a message from `from` to `to` uses: one between the two, else one between groups around them or members
/// inside them, in the message's direction (or any, where the connection goes both ways or `reply` is set). Of several the
/// nearest, then the one with the same operator, then the first.
pub fn covering(model: &Model, from: ElementId, to: ElementId, operator: Operator, reply: bool) -> Option<usize> {
    let mut best: Option<((usize, bool), usize)> = None;
    for (index, connection) in model.connections.iter().enumerate() {
        let both = reply || matches!(connection.operator, Operator::Both | Operator::Link);
        let there = reach(model, connection, from, to);
        let back = if both { reach(model, connection, to, from) } else { None };
        let Some(distance) = there.into_iter().chain(back).min() else { continue };
        let rank = (distance, connection.operator != operator);
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, index));
        }
    }
    best.map(|(_, index)| index)
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
