//! Wrapping: rows hold every member once and tear no group, start level and stand in their order; lines between rows go round.

use super::super::graph::{Graph, Wrapping};
use super::super::part::{Part, Tip};
use super::super::place;
use super::{Seen, Watch, corpus, layers, watched};

/// What tells a part from others: its leaves by their places in the source, and its lines.
fn listed(seen: &Seen) -> (Vec<u32>, usize) {
    (seen.stages.part.leaves.iter().map(|l| l.order).collect(), seen.stages.part.lines.len())
}

/// Which containers, of those that were there before rows were made, hold a leaf.
fn around(part: &Part, leaf: u32, known: usize) -> Vec<u32> {
    (0..known as u32).filter(|&c| !part.containers[c as usize].is_lane && part.holds(c, Tip::Leaf(leaf))).collect()
}

/// Everything stands in the groups that it stood in, and where a container has rows all of its members are in them.
fn members(plain: &Seen, seen: &Seen) -> Vec<String> {
    let (before, after) = (&plain.stages.part, &seen.stages.part);
    let known = before.containers.iter().position(|k| k.bridge > 0).unwrap_or(before.containers.len());
    let mut wrong = Vec::new();
    for leaf in 0..before.leaves.len() as u32 {
        if around(before, leaf, known) != around(after, leaf, known) {
            wrong.push(format!("leaf {leaf} is torn from its groups"));
        }
    }
    let wrapped: Vec<u32> = after.containers.iter().filter(|k| k.row == Some(0)).map(|k| k.home).collect();
    for c in wrapped {
        let rows = after.containers.iter().filter(|k| k.home == c).collect::<Vec<_>>();
        if rows.iter().zip(0..).any(|(k, n)| k.row != Some(n) || k.depth != after.containers[c as usize].depth + 1) {
            wrong.push(format!("container {c} holds other than its rows"));
        }
        if after.leaves.iter().any(|l| l.home == c) {
            wrong.push(format!("a leaf of container {c} is in no row"));
        }
    }
    wrong
}

/// Rows start level and stand side by side in their order, apart.
fn rows(seen: &Seen) -> Vec<String> {
    let (part, stages) = (&seen.stages.part, &seen.stages);
    let mut wrong = Vec::new();
    for (a, k) in part.containers.iter().enumerate().filter(|(_, k)| k.row.is_some()) {
        for (b, _) in part.containers.iter().enumerate().filter(|(_, l)| l.home == k.home && l.row > k.row) {
            let across = &stages.lateral.across;
            if across.high[a] + part.space.node > across.low[b] {
                wrong.push(format!("row {a} reaches into row {b}"));
            }
            if stages.rows.top[a] != stages.rows.top[b] || stages.g.span[a].0 != stages.g.span[b].0 {
                wrong.push(format!("rows {a} and {b} do not start level"));
            }
        }
    }
    wrong
}

/// A line between rows is turned where it leads back, turns below once and above once, and between its turns is outside of all rows.
fn ways(seen: &Seen) -> Vec<String> {
    let (part, g, ranks) = (&seen.stages.part, &seen.stages.g, &seen.stages.ranks);
    let mut wrong = Vec::new();
    for (i, l) in ranks.lifted.iter().enumerate() {
        let (Some(from), Some(to)) = (part.row(l.from), part.row(l.to)) else { continue };
        let chain = g.chain_of(i as u32);
        let pieces = &g.pieces[g.piece_first[i] as usize..g.piece_first[i + 1] as usize];
        let turns = chain.iter().filter(|&&item| g.is_turn(item)).count();
        let below = pieces.iter().filter(|p| p.flat).count();
        let outside = chain.iter().filter(|&&k| g.layers[g.items[k as usize].layer as usize].container == l.container);
        if ranks.turned[i] != (from > to) || (turns, below, outside.count()) != (1, 1, 2) {
            wrong.push(format!("line {i} from row {from} to row {to} has {turns} turns above and {below} below"));
        }
    }
    wrong
}

#[test]
fn wrapped_graphs_keep_every_word() {
    let mut rowed = 0;
    let cases = corpus::cases();
    for (case, aspect) in cases.iter().flat_map(|c| [(c, 0.3), (c, 3.0)]) {
        let graph = Graph { wrap: Wrapping::Anywhere, aspect, ..case.graph.clone() };
        let (_, plain) = watched(|| place(&case.graph));
        let (_, Watch { parts, .. }) = watched(|| place(&graph));
        for seen in &parts {
            rowed += usize::from(seen.stages.part.containers.iter().any(|k| k.row.is_some()));
            let known = [layers::bands(seen), layers::chains(seen), layers::indices(seen)].concat();
            let same =
                plain.parts.iter().find(|p| listed(p) == listed(seen)).expect("it is laid out without rows, too");
            let own = [members(same, seen), rows(seen), ways(seen)].concat();
            assert!(known.is_empty() && own.is_empty(), "{} at {aspect}: {known:#?} {own:#?}", case.name);
        }
    }
    assert!(rowed > 25, "only {rowed} parts were cut into rows");
}

/// How high a frame of an aspect must be that holds a drawing, px.
fn frame(graph: &Graph) -> f64 {
    let size = place(graph).size;
    (size.w / graph.aspect).max(size.h)
}

#[test]
fn to_be_cut_anywhere_is_hardly_worse_than_at_single_edges() {
    let mut cut = 0;
    // What is long against an aspect of the picture; a group that flows another way is not part of that.
    let flows = corpus::cases().iter().filter(|c| c.graph.groups.iter().all(|g| g.direction.is_none()));
    for (case, aspect) in flows.flat_map(|c| [1.6, 3.0].map(|aspect| (c, aspect))) {
        let [never, single, anywhere] = [Wrapping::Never, Wrapping::AtSingleEdges, Wrapping::Anywhere]
            .map(|wrap| frame(&Graph { wrap, aspect, ..case.graph.clone() }));
        if single < never {
            cut += 1;
            assert!(anywhere < 1.05 * single, "{} at {aspect}: {anywhere} px, at single edges {single}", case.name);
        }
    }
    assert!(cut > 12, "only {cut} were cut at single edges");
}
