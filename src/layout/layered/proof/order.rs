//! Crossing minimisation: the same entries, groups and lanes together, one order of siblings over all ranks, fewer crossings.

use std::collections::BTreeMap;

use super::super::layers::{self, GROUP, Layered};
use super::super::part::{NONE, Part, Tip};
use super::{Seen, pairs, prove};

/// What stands on a rank of a container from low to high x: items with all groups and lanes around them.
fn row(g: &Layered, c: u32, rank: u32, out: &mut Vec<u32>) {
    let own = (g.layer_first[c as usize]..g.layer_first[c as usize + 1])
        .find(|&l| (g.layers[l as usize].start..=g.layers[l as usize].end).contains(&rank));
    for &e in own.map_or(&[][..], |l| g.entries_of(l)) {
        if e & GROUP == 0 { out.push(e) } else { row(g, e & !GROUP, rank, out) }
    }
}

pub(super) fn rows(g: &Layered) -> Vec<Vec<u32>> {
    let of = |rank| {
        let mut out = Vec::new();
        row(g, 0, rank, &mut out);
        out
    };
    (0..g.ranks).map(of).collect()
}

/// The container with layers of its own that an item stands in, and all around it.
pub(super) fn around(part: &Part, g: &Layered, item: u32) -> Vec<u32> {
    let own = g.layers[g.items[item as usize].layer as usize].container;
    std::iter::successors(Some(own), |&c| Some(part.containers[c as usize].home).filter(|&h| h != NONE)).collect()
}

/// Pairs of pieces of one gap that cross, each compared with each.
pub(in crate::layout::layered) fn crossings(g: &Layered) -> usize {
    let rows = rows(g);
    let place = |rank: u32, item: u32| rows[rank as usize].iter().position(|&i| i == item);
    // Ends at one leaf in the order of its given ports.
    let upper = |(i, p): (usize, &layers::Piece)| (place(g.end(p.upper), p.upper), g.slot(i, false).wrapping_add(1));
    let lower = |(i, p): (usize, &layers::Piece)| (place(g.start(p.lower), p.lower), g.slot(i, true).wrapping_add(1));
    let across = g.pieces.iter().enumerate().filter(|(_, p)| !p.flat);
    let ends: Vec<_> = across.map(|p| (g.end(p.1.upper), upper(p), lower(p))).collect();
    pairs(&ends).filter(|(p, q)| p.0 == q.0 && (p.1 < q.1 && p.2 > q.2 || p.1 > q.1 && p.2 < q.2)).count()
}

/// The order of the source, with the same ports.
fn source(seen: &Seen) -> Layered {
    let mut g = layers::build(&seen.stages.part, &seen.stages.ranks);
    g.slots.clone_from(&seen.stages.g.slots);
    g
}

/// Whether entries are those of the source in another sequence, and cross no more.
fn improved(seen: &Seen) -> Vec<String> {
    let (part, g) = (&seen.stages.part, &seen.stages.g);
    let source = source(seen);
    let sorted = |g: &Layered, layer| {
        let mut list = g.entries_of(layer).to_vec();
        list.sort_unstable();
        list
    };
    let mut wrong = Vec::new();
    for layer in 0..g.layers.len() as u32 {
        if sorted(g, layer) != sorted(&source, layer) {
            wrong.push(format!("layer {layer} has other entries"));
        }
        if !g.entries_of(layer).is_sorted_by_key(|&e| g.lane_of_entry(part, e)) {
            wrong.push(format!("the lanes of layer {layer} are mixed"));
        }
    }
    // Hints are kept whatever that crosses.
    let (before, after) = (crossings(&source), crossings(g));
    if part.order.is_empty() && after > before {
        wrong.push(format!("{after} crossings, {before} in the source"));
    }
    wrong
}

/// Groups are together on every rank and their order among siblings is one on all of them; places are what was counted.
fn together(seen: &Seen) -> Vec<String> {
    let (part, g, places) = (&seen.stages.part, &seen.stages.g, &seen.stages.places);
    let mut wrong = Vec::new();
    let mut before: BTreeMap<(u32, u32), bool> = BTreeMap::new();
    for (rank, row) in rows(g).iter().enumerate() {
        let rank = rank as u32;
        let mut spans: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, &item) in row.iter().enumerate() {
            around(part, g, item).iter().for_each(|&c| spans.entry(c).or_default().push(at));
            if g.start(item) == rank && places.top[item as usize] as usize != at
                || g.end(item) == rank && places.bottom[item as usize] as usize != at
            {
                wrong.push(format!("item {item} is not at place {at} of rank {rank}"));
            }
        }
        for (c, at) in &spans {
            if at.len() != at[at.len() - 1] - at[0] + 1 {
                wrong.push(format!("container {c} is not together on rank {rank}: {at:?}"));
            }
        }
        let groups: Vec<(u32, usize)> = spans.iter().map(|(&c, at)| (c, at[0])).collect();
        for ((c, x), (d, y)) in pairs(&groups) {
            let siblings = part.containers[c as usize].home == part.containers[d as usize].home;
            if siblings && *before.entry((c, d)).or_insert(x < y) != (x < y) {
                wrong.push(format!("containers {c} and {d} change sides on rank {rank}"));
            }
        }
    }
    wrong
}

/// What an order asks for holds wherever two of its list stand in one layer and lane. A list over several containers is about those,
/// not about what is in them.
fn hinted(seen: &Seen) -> Vec<String> {
    let (part, g) = (&seen.stages.part, &seen.stages.g);
    let mut wrong = Vec::new();
    let one_home = |list: &&Vec<Tip>| list.windows(2).all(|w| part.home(w[0]) == part.home(w[1]));
    for (a, b) in part.order.iter().filter(one_home).flat_map(|list| pairs(list)) {
        let (Tip::Leaf(i), Tip::Leaf(k)) = (a, b) else { continue };
        if g.items[i as usize].layer != g.items[k as usize].layer || part.home(a) != part.home(b) {
            continue;
        }
        let entries = g.entries_of(g.items[i as usize].layer);
        if entries.iter().position(|&e| e == i) > entries.iter().position(|&e| e == k) {
            wrong.push(format!("{a:?} stands after {b:?}"));
        }
    }
    wrong
}

/// No two neighbours of a layer cross less the other way round.
fn settled(seen: &Seen) -> Vec<String> {
    let (part, mut g) = (&seen.stages.part, seen.stages.g.clone());
    let mut wrong = Vec::new();
    if g.pieces.len() > 130 || !part.order.is_empty() {
        return wrong;
    }
    let least = crossings(&g);
    for layer in 0..g.layers.len() {
        for at in g.entry_first[layer] as usize + 1..g.entry_first[layer + 1] as usize {
            let (a, b) = (g.entries[at - 1], g.entries[at]);
            if least == 0 || g.lane_of_entry(part, a) != g.lane_of_entry(part, b) {
                continue;
            }
            g.entries.swap(at - 1, at);
            let now = crossings(&g);
            if now < least {
                wrong.push(format!("{a} and {b} of layer {layer} cross {now} instead of {least} the other way round"));
            }
            g.entries.swap(at - 1, at);
        }
    }
    wrong
}

#[test]
fn an_order_has_the_same_entries_and_crosses_no_more_than_the_source() {
    prove(improved);
}

#[test]
fn groups_are_together_and_siblings_keep_one_order() {
    prove(together);
}

#[test]
fn orders_that_were_asked_for_are_kept() {
    prove(hinted);
}

#[test]
fn no_neighbours_cross_less_the_other_way_round() {
    prove(settled);
}

#[test]
fn crossings_of_the_corpus_are_few() {
    let part = |(_, seen): (&str, &Seen)| {
        let s = &seen.stages;
        (crossings(&source(seen)), crossings(&s.g))
    };
    let (source, now) = super::corpus::parts().map(part).fold((0, 0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
    assert!(now * 3 < source, "{now} of {source}");
}
