//! Edges of an architecture view: connections lifted to what is drawn of their ends, those that fall together merged.

use std::collections::BTreeMap;

use super::types::{Edge, End};
use crate::model::{Connection, Look, Model, Operator};

/// Labels of merged connections are listed up to about this many characters; the rest is counted.
const MAX_JOINED: usize = 60;

/// Where an element is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    pub end: End,
    /// Not itself, but the collapsed group around it.
    pub lifted: bool,
    /// Its connections join those that run between the same two: it is drawn as a collapsed group, or is that group.
    pub joins: bool,
}

/// A connection that is drawn, with the numbers of the steps that use it.
pub(super) struct Use<'a> {
    pub connection: &'a Connection,
    pub steps: Vec<u32>,
    pub faded: bool,
}

/// The edges of `uses` in their order. `drawn` is parallel to the model's elements; a connection with an end that is not drawn
/// stays away, and so does one that a collapsed group holds inside.
pub(super) fn edges(model: &Model, drawn: &[Option<Drawn>], uses: Vec<Use>) -> Vec<Edge> {
    let mut bundles: Vec<(End, End, Vec<Use>)> = Vec::new();
    let mut merged: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for used in uses {
        let ends = (drawn[used.connection.from.0 as usize], drawn[used.connection.to.0 as usize]);
        let (Some(from), Some(to)) = ends else { continue };
        if (from.lifted || to.lifted) && from.end == to.end {
            continue;
        }
        let joins = from.joins || to.joins;
        let key = (position(from.end), position(to.end));
        match merged.get(&key) {
            Some(&at) if joins => bundles[at].2.push(used),
            _ => {
                merged.insert(key, bundles.len());
                bundles.push((from.end, to.end, vec![used]));
            }
        }
    }
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let ends = bundles.into_iter().map(|(from, to, uses)| {
        let count = counts.entry((position(from), position(to))).or_default();
        *count += 1;
        let mut edge = merge(from, to, &uses);
        edge.id = edge_id(model, drawn, &uses[0], *count);
        edge
    });
    ends.collect()
}

/// A total order of ends, nodes before groups.
fn position(end: End) -> usize {
    match end {
        End::Node(at) => at * 2,
        End::Group(at) => at * 2 + 1,
    }
}

fn edge_id(model: &Model, drawn: &[Option<Drawn>], used: &Use, count: usize) -> String {
    let path = |id: crate::model::ElementId| {
        // The outermost element that is drawn at the same place bears the name.
        let place = drawn[id.0 as usize].map(|drawn| drawn.end);
        let up = std::iter::successors(Some(id), |id| model.elements[id.0 as usize].parent);
        let same = up.take_while(|id| drawn[id.0 as usize].map(|drawn| drawn.end) == place);
        model.elements[same.last().unwrap_or(id).0 as usize].path.as_str()
    };
    let pair = format!("{}->{}", path(used.connection.from), path(used.connection.to));
    if count > 1 { format!("{pair}#{count}") } else { pair }
}

fn merge(from: End, to: End, uses: &[Use]) -> Edge {
    let first = uses[0].connection;
    let mut steps: Vec<u32> = uses.iter().flat_map(|used| used.steps.iter().copied()).collect();
    steps.sort_unstable();
    steps.dedup();
    let same_look = uses.iter().all(|used| used.connection.look == first.look);
    let same = |of: fn(&Connection) -> &Option<String>| {
        uses.iter().all(|used| of(used.connection) == of(first)).then(|| of(first).clone()).flatten()
    };
    Edge {
        id: String::new(),
        from,
        to,
        operator: merged_operator(uses),
        label: joined(uses.iter().filter_map(|used| used.connection.label.as_deref())),
        tech: joined(uses.iter().filter_map(|used| used.connection.tech.as_deref())),
        steps,
        faded: uses.iter().all(|used| used.faded),
        description: same(|connection| &connection.description),
        look: if same_look { first.look } else { Look::default() },
        link: same(|connection| &connection.link),
        span: first.span,
    }
}

/// The strongest of several: both ways, a call, an event, a weak dependency, an association.
fn merged_operator(uses: &[Use]) -> Operator {
    let strength = |operator: Operator| match operator {
        Operator::Both => 4,
        Operator::Call => 3,
        Operator::Async => 2,
        Operator::Weak => 1,
        Operator::Link => 0,
    };
    uses.iter()
        .map(|used| used.connection.operator)
        .max_by_key(|&operator| strength(operator))
        .unwrap_or(Operator::Call)
}

/// The texts, each once, as a list; those that would make it too long are counted.
fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut distinct: Vec<&str> = Vec::new();
    for text in texts {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    let (first, rest) = distinct.split_first()?;
    let mut list = first.to_string();
    for (at, text) in rest.iter().enumerate() {
        if list.chars().count() + text.chars().count() > MAX_JOINED {
            return Some(format!("{list}, + {} more", rest.len() - at));
        }
        list = format!("{list}, {text}");
    }
    Some(list)
}
