//! Gaps: where gates stand that no edge from inside gives a place, between the other ends of their side. No paper.
//!
//! Before: the ends on each side that have their places. After: all gates have one, in the order asked for; the group may have grown.

use super::{APART, SIDES, Standing, level, snapped};
use crate::geometry::{Rect, Side};
use crate::layout::layered::graph::Graph;
use crate::layout::layered::part::PX;

/// Gates without edges inside share the gaps between all other ends of their side; where there is none for them the group grows.
pub(super) fn fill(graph: &Graph, apart: f64, crossing: &[(Side, f64)], gates: &mut [Standing], rect: &mut Rect) {
    for side in SIDES {
        let length = if level(side) { &mut rect.w } else { &mut rect.h };
        let mut used: Vec<(f64, f64)> = crossing.iter().filter(|c| c.0 == side).map(|c| (c.1, c.1)).collect();
        let taken = gates.iter().filter(|g| g.side == side && !g.free);
        used.extend(taken.map(|g| (g.at - g.breadth / 2.0, g.at + g.breadth / 2.0)));
        used.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut gaps = Vec::with_capacity(used.len() + 1);
        let mut from = 0.0f64;
        for (low, high) in used {
            gaps.push(Gap { from, to: low, taken: 0.0, gates: Vec::new() });
            from = from.max(high);
        }
        gaps.push(Gap { from, to: *length, taken: 0.0, gates: Vec::new() });
        for i in (0..gates.len()).filter(|&i| gates[i].side == side && gates[i].free) {
            let breadth = graph.gates[gates[i].gate as usize].breadth;
            let best = (0..gaps.len()).reduce(|a, b| if gaps[b].room(breadth) > gaps[a].room(breadth) { b } else { a });
            let last = gaps.len() - 1;
            let mut at = best.unwrap_or(last);
            if gaps[at].room(breadth) < APART {
                at = last;
                let gap = &mut gaps[at];
                gap.to = gap.to.max(gap.from + gap.taken) + breadth + (gap.gates.len() + 2) as f64 * apart;
            }
            gaps[at].taken += breadth;
            gaps[at].gates.push(i);
        }
        for gap in &gaps {
            let room = gap.room(0.0) * (gap.gates.len() + 2) as f64 / (gap.gates.len() + 1) as f64;
            let mut at = gap.from;
            for &i in &gap.gates {
                at += room + gates[i].breadth;
                gates[i].at = ((at - gates[i].breadth / 2.0) * PX).round() / PX;
            }
        }
        *length = snapped(gaps.last().map_or(*length, |g| g.to.max(*length)));
    }
}

/// Between ends on a side.
struct Gap {
    from: f64,
    to: f64,
    taken: f64,
    gates: Vec<usize>,
}

impl Gap {
    /// How far its gates stand from one another with one more.
    fn room(&self, more: f64) -> f64 {
        (self.to - self.from - self.taken - more) / (self.gates.len() + 2) as f64
    }
}

/// Puts gates that may change places into the order of what they lead to; `far` says where that lies, across the side. Whether
/// that changes anything.
pub(in crate::layout::layered) fn sort(gates: &mut [Standing], far: impl Fn(&Standing) -> f64) -> bool {
    let mut changed = false;
    for side in SIDES {
        let mut row: Vec<&mut Standing> = gates.iter_mut().filter(|g| g.side == side && g.free).collect();
        row.sort_by(|a, b| a.breadth.total_cmp(&b.breadth));
        for alike in row.chunk_by_mut(|a, b| a.breadth == b.breadth) {
            let mut places: Vec<f64> = alike.iter().map(|g| g.at).collect();
            places.sort_by(f64::total_cmp);
            alike.sort_by(|a, b| far(a).total_cmp(&far(b)));
            for (gate, at) in alike.iter_mut().zip(places) {
                changed |= std::mem::replace(&mut gate.at, at) != at;
            }
        }
    }
    changed
}

/// Whether gates of a box stand on one another, beyond a corner, or where other lines cross the border.
pub(super) fn crowded(rect: &Rect, crossing: &[(Side, f64)], gates: &[Standing]) -> bool {
    let out = |g: &Standing| {
        let length = if level(g.side) { rect.w } else { rect.h };
        g.at < g.breadth / 2.0 || g.at + g.breadth / 2.0 > length
    };
    let crossed = |g: &Standing| {
        let mut here = crossing.iter().filter(|c| c.0 == g.side);
        here.any(|c| (c.1 - g.at).abs() < (g.breadth / 2.0).max(APART))
    };
    let pairs = gates.iter().enumerate().flat_map(|(i, a)| gates[..i].iter().map(move |b| (a, b)));
    let mut beside = pairs.filter(|(a, b)| a.side == b.side);
    gates.iter().any(|g| out(g) || crossed(g))
        || beside.any(|(a, b)| (a.at - b.at).abs() < (a.breadth + b.breadth) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(at: f64, breadth: f64, free: bool) -> Standing {
        Standing { gate: 0, side: Side::Top, at, breadth, free }
    }

    fn graph(breadth: f64) -> Graph {
        let gate = crate::layout::layered::Gate {
            group: 0,
            side: Side::Top,
            order: None,
            at: None,
            breadth,
            depth: 0.0,
            clear: 0.0,
            ends: Vec::new(),
        };
        Graph { gates: vec![gate], ..Graph::default() }
    }

    #[test]
    fn gates_share_the_gaps_evenly() {
        let mut gates = vec![standing(0.0, 10.0, true), standing(100.0, 10.0, false), standing(0.0, 10.0, true)];
        let mut rect = Rect::new(0.0, 0.0, 150.0, 40.0);
        fill(&graph(10.0), 10.0, &[], &mut gates, &mut rect);
        assert_eq!(rect.w, 150.0);
        // Both left of the one that stands: 95 px less twice 10, in three.
        assert_eq!((gates[0].at, gates[2].at), (30.0, 65.0));
        assert!(!crowded(&rect, &[], &gates));
        assert!(crowded(&rect, &[(Side::Top, 98.0)], &gates), "a line crosses the border where one stands");
    }

    #[test]
    fn a_side_grows_for_gates_that_find_no_gap() {
        let mut gates: Vec<Standing> = (0..5).map(|_| standing(0.0, 30.0, true)).collect();
        let mut rect = Rect::new(0.0, 0.0, 50.0, 40.0);
        fill(&graph(30.0), 10.0, &[(Side::Top, 25.0)], &mut gates, &mut rect);
        assert!(rect.w >= 25.0 + 5.0 * 30.0, "{rect:?}");
        assert!(!crowded(&rect, &[(Side::Top, 25.0)], &gates));
    }
}
