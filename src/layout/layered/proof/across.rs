//! Coordinates across the flow: neighbours keep their distances and their order, walls are straight and hold what is theirs, titles
//! stand between them.

use super::super::coordinates::pad_low;
use super::super::landing;
use super::super::layers::Kind;
use super::super::part::{NONE, Part, TitleSide, Unit};
use super::order::rows;
use super::{Seen, pairs, prove};

/// The container, or lane of it, that directly holds an item.
fn holder(seen: &Seen, item: u32) -> u32 {
    let g = &seen.stages.g;
    let item = &g.items[item as usize];
    if item.lane == NONE { g.layers[item.layer as usize].container } else { item.lane }
}

/// Neighbours of a rank in one container, from low to high x.
fn neighbours(seen: &Seen) -> Vec<String> {
    let (part, g, x) = (&seen.stages.part, &seen.stages.g, &seen.stages.lateral.across.item);
    let s = &part.space;
    let mut wrong = Vec::new();
    for (rank, row) in rows(g).iter().enumerate() {
        // Ends at a group's border stand above or below what is in it.
        let row: Vec<u32> = row.iter().copied().filter(|&i| !landing::lands(part, g, i)).collect();
        let edges = |i: u32| (x[i as usize] - g.items[i as usize].left, x[i as usize] + g.items[i as usize].right);
        for w in row.windows(2).filter(|w| holder(seen, w[0]) == holder(seen, w[1])) {
            let need = match (g.items[w[0] as usize].kind, g.items[w[1] as usize].kind) {
                (Kind::Leaf, Kind::Leaf) => s.node,
                (Kind::Dummy, Kind::Dummy | Kind::Label) | (Kind::Label, Kind::Dummy) => s.edge,
                _ => s.edge_node,
            };
            if edges(w[1]).0 - edges(w[0]).1 < need {
                wrong.push(format!("rank {rank}: {} and {} are not {need} apart", w[0], w[1]));
            }
        }
        for (a, b) in pairs(&row) {
            if edges(b).0 - edges(a).1 < s.edge.min(s.edge_node).min(s.node) {
                wrong.push(format!("rank {rank}: {a} is not before {b}"));
            }
        }
    }
    wrong
}

/// How far apart leaves and groups of a rank are at least: a line may run between them.
fn least(part: &Part) -> Unit {
    part.space.node.min(2 * part.space.edge_node)
}

/// Walls hold items and inner containers with their padding, and no foreign item is between them.
fn walls(seen: &Seen) -> Vec<String> {
    let (part, g, a) = (&seen.stages.part, &seen.stages.g, &seen.stages.lateral.across);
    let mut wrong = Vec::new();
    let box_of = |i: usize| (a.item[i] - g.items[i].left, a.item[i] + g.items[i].right);
    for c in 0..part.containers.len() {
        let k = &part.containers[c];
        let (low, high) = (a.low[c] + pad_low(part, c as u32), a.high[c] - k.pad);
        if part.title_at(c as u32) == TitleSide::Low && pad_low(part, c as u32) < k.title.w + k.pad {
            wrong.push(format!("the title of container {c} has no room beside the wall"));
        }
        if part.has_head(c as u32) && a.high[c] - a.low[c] < k.title.w + 2 * k.pad {
            wrong.push(format!("container {c} is narrower than its title"));
        }
        for i in 0..g.items.len() {
            let (from, to) = box_of(i);
            let home = g.layers[g.items[i].layer as usize].container;
            if landing::lands(part, g, i as u32) {
                if home == c as u32 && (from < a.low[c] + k.pad || to > high) {
                    wrong.push(format!("end {i} is not at the border of container {c}"));
                }
                continue;
            }
            if holder(seen, i as u32) == c as u32 && (from < low || to > high) {
                wrong.push(format!("item {i} is not inside of container {c}"));
            }
            // A sibling that shares a rank stands beside.
            let level = g.start(i as u32) <= g.span[c].1 && g.span[c].0 <= g.end(i as u32);
            if c > 0 && !k.is_lane && (k.home, k.lane) == (home, g.items[i].lane) && level {
                let apart = if g.is_leaf(i as u32) { least(part) } else { part.space.edge_node };
                if to + apart > a.low[c] && a.high[c] + k.margin + apart > from {
                    wrong.push(format!("item {i} is not {apart} beside container {c}"));
                }
            }
        }
        for d in (1..part.containers.len()).filter(|&d| part.containers[d].home == c as u32) {
            let inner = &part.containers[d];
            if !inner.is_lane && (a.low[d] < low || a.high[d] + inner.margin > high) && inner.lane == NONE {
                wrong.push(format!("container {d} is not inside of container {c}"));
            }
            for e in (1..d).filter(|&e| part.containers[e].home == c as u32) {
                wrong.extend(siblings(seen, e, d));
            }
        }
    }
    wrong
}

/// Ends at a group's border keep apart from each other and from what a line goes to on the same side of it.
fn ends(seen: &Seen) -> Vec<String> {
    let (part, g, x) = (&seen.stages.part, &seen.stages.g, &seen.stages.lateral.across.item);
    let mut wrong = Vec::new();
    for end in 0..g.items.len() as u32 {
        let Some(side) = landing::side(part, g, end) else { continue };
        for i in
            (0..g.items.len() as u32).filter(|&i| i != end && g.items[i as usize].layer == g.items[end as usize].layer)
        {
            let lines = if side == landing::Side::Top { g.ups(i) } else { g.downs(i) };
            let lands = landing::side(part, g, i);
            if lands.map_or(!lines.is_empty(), |s| s == side) {
                let (low, high) = (x[i as usize] - g.items[i as usize].left, x[i as usize] + g.items[i as usize].right);
                let edge = part.space.edge.min(part.space.edge_node);
                if low - edge < x[end as usize] && x[end as usize] < high + edge {
                    wrong.push(format!("end {end} is too near to {i}"));
                }
            }
        }
    }
    wrong
}

/// Lanes share a wall in their order, other siblings that share a rank are a node's distance apart.
fn siblings(seen: &Seen, c: usize, d: usize) -> Option<String> {
    let (part, g, a) = (&seen.stages.part, &seen.stages.g, &seen.stages.lateral.across);
    let (k, l) = (&part.containers[c], &part.containers[d]);
    if k.is_lane && l.is_lane {
        let (first, second) = if k.order < l.order { (c, d) } else { (d, c) };
        return (a.high[first] > a.low[second]).then(|| format!("lanes {first} and {second} overlap"));
    }
    let level = g.span[c].0 <= g.span[d].1 && g.span[d].0 <= g.span[c].1;
    let apart = |c: usize, d: usize| a.high[c] + part.containers[c].margin + least(part) <= a.low[d];
    (level && !k.is_lane && !l.is_lane && !apart(c, d) && !apart(d, c))
        .then(|| format!("containers {c} and {d} are not apart"))
}

/// A title over the content stands between the walls.
fn titles(seen: &Seen) -> Vec<String> {
    let (part, l) = (&seen.stages.part, &seen.stages.lateral);
    let inside = |c: usize, k: &super::super::part::Container| {
        let (low, high): (Unit, Unit) = (l.across.low[c] + k.pad, l.across.high[c] - k.pad);
        low <= l.titles[c] && l.titles[c] + k.title.w <= high
    };
    let heads = part.containers.iter().enumerate().filter(|(c, _)| part.has_head(*c as u32));
    heads.filter(|(c, k)| !inside(*c, k)).map(|(c, _)| format!("the title of {c} leaves it")).collect()
}

/// Straight runs of dummies stay straight: they are one variable.
fn runs(seen: &Seen) -> Vec<String> {
    let (part, g, f, a): (&Part, _, _, _) =
        (&seen.stages.part, &seen.stages.g, &seen.stages.frame, &seen.stages.lateral.across);
    let mut wrong = Vec::new();
    for p in &g.pieces {
        let one = f.var[p.upper as usize] == f.var[p.lower as usize];
        if one && a.item[p.upper as usize] != a.item[p.lower as usize] {
            wrong.push(format!("{p:?} of one run is not straight"));
        }
        if one && (g.is_leaf(p.upper) || g.is_leaf(p.lower) || !g.same_lanes(part, p.upper, p.lower)) {
            wrong.push(format!("{p:?} cannot be part of a run"));
        }
    }
    wrong
}

#[test]
fn neighbours_keep_their_order_and_distance() {
    prove(neighbours);
}

#[test]
fn walls_are_straight_and_hold_their_own_alone() {
    prove(walls);
}

#[test]
fn titles_stand_between_the_walls() {
    prove(titles);
}

#[test]
fn runs_of_dummies_are_straight() {
    prove(runs);
}

#[test]
fn ends_at_borders_keep_their_distances() {
    prove(ends);
}
