//! The steps of two flows: which is which.

use super::cards::{self, Card, CardLine, Cards};
use super::names::{Names, Side};
use crate::model::Flow;

/// A word for each step of two flows that both sides share.
pub(super) struct Steps {
    pub before: Vec<String>,
    pub after: Vec<String>,
}

pub(super) fn steps(names: &Names, before: &Flow, after: &Flow) -> Steps {
    let (left, right) = (cards_of(names, Side::Before, before), cards_of(names, Side::After, after));
    let matching = cards::matching(&left, &right);
    let words = |own: &Cards, others: &Cards, partners: &[Option<usize>]| {
        let word = |(card, partner): (&Card, &Option<usize>)| match partner {
            Some(at) => (&card.key).min(&others.cards[*at].key).clone(),
            None => card.key.clone(),
        };
        own.cards.iter().zip(partners).map(word).collect()
    };
    let (before, after) = (words(&left, &right, &matching.forth), words(&right, &left, &matching.back));
    Steps { before, after }
}

fn cards_of<'a>(names: &Names<'a>, side: Side, flow: &'a Flow) -> Cards<'a> {
    let model = names.model(side);
    let cards = flow.nodes.iter().map(|node| Card {
        // Which component is which has been settled for the whole model. No id of a step holds a space.
        key: node.element.map_or(node.id.clone(), |id| format!("component {}", names.word(side, id))),
        open: node.element.is_none(),
        id: &node.id,
        title: &node.title,
        kind: &model.kinds[node.kind.0 as usize].name,
        container: false,
        // Who does a step tells as much of it as a technology does.
        tech: node.by.map(|id| names.word(side, id)).or(node.tech.as_deref()),
        description: node.description.as_deref(),
        parent: None,
    });
    let lines = flow.edges.iter().map(|edge| CardLine {
        from: edge.from,
        to: edge.to,
        operator: edge.operator,
        label: edge.label.as_deref(),
    });
    Cards { cards: cards.collect(), lines: lines.collect() }
}
