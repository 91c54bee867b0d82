//! Insides of groups and what is around them as one drawing: each inside goes where its node stands, and the two lines that a line across
//! a border became are one again. No paper.
//!
//! Before: all of them laid out. After: the placement of the whole.

use super::super::finish;
use super::super::gates::Inner;
use super::super::graph::{End, GateBox, Graph, GroupBox, Placement, Route};
use super::{Arranged, index};
use crate::geometry::{Point, Rect, Side};

/// The side of a box on which a point lies, and how far along it.
pub(in super::super) fn side_of(r: &Rect, p: Point) -> (Side, f64) {
    let off = [
        (Side::Top, (p.y - r.y).abs()),
        (Side::Bottom, (p.y - r.bottom()).abs()),
        (Side::Left, (p.x - r.x).abs()),
        (Side::Right, (p.x - r.right()).abs()),
    ];
    let side = off.iter().min_by(|a, b| a.1.total_cmp(&b.1)).map_or(Side::Top, |s| s.0);
    (side, if matches!(side, Side::Top | Side::Bottom) { p.x - r.x } else { p.y - r.y })
}

/// Leads the end of a line on a side of the box of a group with its gates to the border of the group, or to a gate of this depth.
pub(in super::super) fn lead_in(p: &mut Point, side: Side, border: &Rect, depth: f64) {
    // Of a side without length that is one place, wherever the room of the other sides would put it.
    (p.x, p.y) = (p.x.clamp(border.x, border.right()), p.y.clamp(border.y, border.bottom()));
    match side {
        Side::Top => p.y = border.y - depth,
        Side::Bottom => p.y = border.bottom() + depth,
        Side::Left => p.x = border.x - depth,
        Side::Right => p.x = border.right() + depth,
    }
}

impl Arranged {
    /// Everything in its place in the whole.
    pub(super) fn compose(&self, graph: &Graph) -> Placement {
        let (inner, outer, placed) = (&self.inner, &self.outer, &self.outside);
        let mut out = Placement {
            size: placed.size,
            nodes: vec![Rect::default(); graph.nodes.len()],
            groups: vec![GroupBox::default(); graph.groups.len()],
            edges: vec![Route::default(); graph.edges.len()],
            gates: vec![GateBox { side: Side::Top, at: Point::default() }; graph.gates.len()],
        };
        for (&n, rect) in outer.nodes.iter().zip(&placed.nodes) {
            out.nodes[n as usize] = *rect;
        }
        for (&g, group) in outer.groups.iter().zip(&placed.groups) {
            out.groups[g as usize] = *group;
        }
        for (&e, route) in outer.edges.iter().zip(&placed.edges) {
            out.edges[e as usize] = route.clone();
        }
        for (k, Inner { share, placement: inside, rect: from, out: beyond, gates, .. }) in inner.iter().enumerate() {
            let to = placed.nodes[outer.nodes.len() + k];
            let corner = Point::new(to.x + beyond[Side::Left as usize], to.y + beyond[Side::Top as usize]);
            let (dx, dy) = (corner.x - from.x, corner.y - from.y);
            let border = from.shifted(dx, dy);
            for (i, e) in outer.edges.iter().enumerate() {
                let route = &mut out.edges[*e as usize].points;
                let edge = &outer.graph.edges[i];
                let this = End::Node((outer.nodes.len() + k) as u32);
                for start in [true, false] {
                    let end = if start { route.first_mut() } else { route.last_mut() };
                    if let (Some(p), true) = (end, (if start { edge.from } else { edge.to }) == this) {
                        let mut own = gates.iter().map(|g| &graph.gates[g.gate as usize]);
                        let own = own.find(|g| g.ends.contains(&(*e, start)));
                        let side = own.map_or_else(|| side_of(&to, *p).0, |g| g.side);
                        lead_in(p, side, &border, own.map_or(0.0, |g| g.depth));
                    }
                }
            }
            for standing in gates {
                let at = match standing.side {
                    Side::Top => Point::new(border.x + standing.at, border.y),
                    Side::Bottom => Point::new(border.x + standing.at, border.bottom()),
                    Side::Left => Point::new(border.x, border.y + standing.at),
                    Side::Right => Point::new(border.right(), border.y + standing.at),
                };
                out.gates[standing.gate as usize] = GateBox { side: standing.side, at };
            }
            for (&gate, b) in share.gates.iter().zip(&inside.gates) {
                out.gates[gate as usize] = GateBox { at: Point::new(b.at.x + dx, b.at.y + dy), ..*b };
            }
            for (&n, rect) in share.nodes.iter().zip(&inside.nodes) {
                out.nodes[n as usize] = rect.shifted(dx, dy);
            }
            for (&g, b) in share.groups.iter().zip(&inside.groups) {
                out.groups[g as usize] = GroupBox { rect: b.rect.shifted(dx, dy), title: b.title.shifted(dx, dy) };
            }
            for (&e, route) in share.edges.iter().zip(&inside.edges) {
                let points = route.points.iter().map(|p| Point::new(p.x + dx, p.y + dy));
                let whole = &mut out.edges[e as usize];
                if index(&outer.edges, e).is_none() {
                    *whole = Route { points: points.collect(), label: route.label.map(|l| l.shifted(dx, dy)) };
                } else if share.starts(graph, e) {
                    whole.points.splice(..0, points);
                } else {
                    whole.points.extend(points);
                }
            }
        }
        out.edges.iter_mut().for_each(|r| finish::tidy(&mut r.points));
        out
    }
}
