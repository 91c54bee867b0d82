//! Bands: strips before and behind the content of a group, in which edges get around a corner to gates on the sides that the flow
//! runs beside. Each has a track of its own, so that no two lie on one another; the gate stands where its track meets the side. No paper.
//!
//! Before: the content's box, and which edges lead to which side. After: a track for each of these edges, and the strips' depths.

use super::{APART, Planned, ordered, snapped};
use crate::geometry::{Point, Rect};
use crate::layout::layered::collar::Flank;
use crate::layout::layered::graph::Graph;
use crate::layout::layered::nested::Share;

/// A strip between the content and the border, with tracks for edges that go around a corner.
pub(super) struct Band {
    top: bool,
    pub depth: f64,
    /// How far a gate reaches beyond the band at most, towards the content and past it.
    over: f64,
    /// Of each carrier: the side that its track leads to, and how far that lies from the content's box.
    tracks: Vec<(u32, Flank, f64)>,
}

impl Band {
    /// The side that a carrier's track leads to, and where that runs along the flow.
    pub(super) fn track(&self, carrier: u32, core: &Rect) -> Option<(Flank, f64)> {
        let &(_, flank, off) = self.tracks.iter().find(|t| t.0 == carrier)?;
        Some((flank, if self.top { core.y - off } else { core.bottom() + off }))
    }

    /// Makes the band so much deeper that no gate reaches beyond the content and what lies behind that, which are so long, px.
    pub(super) fn hold(&mut self, rest: f64) {
        let more = snapped((self.over - rest).max(0.0));
        self.tracks.iter_mut().for_each(|t| t.2 += more);
        self.depth += more;
    }

    pub(super) fn new(graph: &Graph, share: &Share, gates: &[Planned], routes: &[Vec<Point>], top: bool) -> Self {
        let space = &share.graph.spacing;
        let padding = share.graph.groups.iter().find(|g| g.parent.is_none()).map_or(0.0, |g| g.padding);
        let row = |beside: Flank| {
            let via = |p: &Planned| p.via.filter(|v| v.top == top && v.flank == beside);
            let meet = |&i: &usize| {
                let route = via(&gates[i]).map(|v| &routes[v.carrier as usize]);
                route.and_then(|r| if top { r.first() } else { r.last() }).map_or(0.0, |p| p.x)
            };
            // Innermost first: what starts nearest to the corner.
            let mut row: Vec<usize> = (0..gates.len()).filter(|&i| via(&gates[i]).is_some()).collect();
            row.sort_by(
                |a, b| if beside == Flank::Low { meet(a).total_cmp(&meet(b)) } else { meet(b).total_cmp(&meet(a)) },
            );
            let mut given = ordered(graph, share.graph.direction, gates, |p| via(p).is_some());
            if top {
                given.reverse();
            }
            let slots: Vec<usize> = (0..row.len()).filter(|&k| given.contains(&row[k])).collect();
            slots.into_iter().zip(given).for_each(|(slot, gate)| row[slot] = gate);
            let reach = row.iter().map(meet).collect::<Vec<_>>();
            (row, reach)
        };
        let (low, high) = (row(Flank::Low), row(Flank::High));
        // Tracks to the two sides are level where they do not meet.
        let most = low.1.iter().copied().fold(f64::MIN, f64::max);
        let least = high.1.iter().copied().fold(f64::MAX, f64::min);
        let level = most + space.edge_edge <= least;
        let mut band = Self { top, depth: 0.0, over: 0.0, tracks: Vec::new() };
        let from = (space.edge_node.max(2.0) - padding / 2.0).max(0.0);
        let mut last: Option<(f64, f64)> = None;
        for (beside, row) in [(Flank::Low, low.0), (Flank::High, high.0)] {
            if level {
                last = None;
            }
            for i in row {
                let Some(via) = gates[i].via else { continue };
                let breadth = graph.gates[gates[i].gate as usize].breadth;
                let next = |(off, before): (f64, f64)| off + space.edge_edge.max((before + breadth) / 2.0 + APART);
                let off = snapped(last.map_or(from, next));
                band.tracks.push((via.carrier, beside, off));
                band.over = band.over.max(breadth / 2.0 - off);
                band.depth = band.depth.max(snapped(off + space.edge_edge.max(breadth / 2.0 + APART)));
                last = Some((off, breadth));
            }
        }
        band
    }
}
