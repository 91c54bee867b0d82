//! Seats: the places of ports along the sides of their nodes, and of ends of edges at no port beside them.
//!
//! The engine does not know how broad ports are, nor that it must not end lines beside a node where its ports stand out. So ports of a
//! side share what it has left between them; and where the engine ends a line of its own choice on a port, or a free port with it, or
//! where nothing but ports is beside the node, or no room is for its port, all ends at that node get seats on the sides where they are, and the graph is laid out
//! again. Ports of free order stand in that of what they lead to.
//!
//! Before: ports on their sides, and a placement. After: places in which no two ports of a side overlap, unless it is too short for
//! them, and all ends of lines stand on their node or their port.

use super::Document;
use super::landings::Ends;
use super::options::Sides;
use super::ports::{Given, PortShape, SIDES, level, tell};
use super::tips;
use crate::geometry::{Side, Size};
use crate::layout::layered::{End, Placement};

/// Nodes get seats after so many layouts at most; after the last all that might need them do.
const ROUNDS: usize = 3;
/// Less room than this between two ports with places of their own is no place for a line, px.
const NARROW: f64 = 2.0;
/// Boxes that overlap by less do not, px.
const TOUCH: f64 = 0.05;

/// Ports without a place of their own share the rest of their side, in their order; beside such as have one, each goes where it is
/// nearest to its place.
pub(super) fn share(row: &mut [&mut PortShape], length: f64) {
    if !row.iter().any(|p| p.fixed()) {
        let mut all: Vec<&mut PortShape> = row.iter_mut().map(|p| &mut **p).collect();
        return evenly(&mut all, (0.0, length), length);
    }
    let mut taken: Vec<(f64, f64)> = row.iter().filter(|p| p.fixed()).map(|p| extent(p)).collect();
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gaps = Vec::with_capacity(taken.len() + 1);
    let mut from = 0.0;
    for (low, high) in taken {
        gaps.push((from, low));
        from = high.max(from);
    }
    gaps.push((from, length));
    gaps.retain(|g| g.1 - g.0 >= NARROW);
    let off = |g: (f64, f64), at: f64| (g.0 - at).max(at - g.1).max(0.0);
    let choose = |at: f64| (0..gaps.len()).min_by(|&a, &b| off(gaps[a], at).total_cmp(&off(gaps[b], at)));
    let chosen: Vec<Option<usize>> = row.iter().map(|p| choose(p.place.1)).collect();
    for (k, gap) in gaps.iter().map(|&g| Some(g)).enumerate().map(|(k, g)| (Some(k), g)).chain([(None, None)]) {
        let mut own: Vec<&mut PortShape> =
            row.iter_mut().zip(&chosen).filter(|(p, c)| !p.fixed() && **c == k).map(|(p, _)| &mut **p).collect();
        evenly(&mut own, gap.unwrap_or((0.0, length)), length);
    }
}

/// Ports with equal gaps between them and beside them; where there is no room they overlap.
fn evenly(row: &mut [&mut PortShape], (low, high): (f64, f64), length: f64) {
    let breadths: f64 = row.iter().map(|p| p.breadth()).sum();
    let (free, n) = (high - low - breadths, row.len() as f64);
    let mut taken = 0.0;
    for (i, p) in row.iter_mut().enumerate() {
        let before = low + taken + free * (i as f64 + 1.0) / (n + 1.0);
        p.place.1 = (before + p.breadth() / 2.0).clamp(0.0, length);
        taken += p.breadth();
    }
}

/// What a port takes of its side.
fn extent(p: &PortShape) -> (f64, f64) {
    (p.place.1 - p.breadth() / 2.0, p.place.1 + p.breadth() / 2.0)
}

/// An end of a line at a node where the engine chose, at a port or at none.
struct Free {
    port: Option<usize>,
    end: (u32, bool),
    side: Side,
    along: f64,
}

impl Document {
    /// Lays the document out.
    pub fn place(&mut self) -> Placement {
        self.forget();
        for round in 0.. {
            let (placement, boxes) = tips::place(&self.graph, &self.tips);
            self.tip_boxes = boxes;
            let mut changed = round == 0 && self.merge(&placement);
            // What the order of ports moves out of the way or into it counts.
            changed |= round == 0 && self.sort_ports(&placement, None);
            if round <= ROUNDS {
                let seated = self.seat(&placement, round == ROUNDS);
                changed |= !seated.is_empty();
                self.sort_ports(&placement, Some(&seated));
            }
            if !changed {
                return placement;
            }
            tell(&mut self.graph, &self.ports, &self.around);
        }
        unreachable!("after the last round nothing changes")
    }

    /// Brings all places back to what they were when the document had been read.
    fn forget(&mut self) {
        self.ports.retain(|p| p.pointer.is_some() || p.leaving.is_some());
        for p in &mut self.ports {
            p.place = p.first;
            p.seated = false;
            if p.leaving.is_some() {
                p.uses.clear();
            }
        }
        tell(&mut self.graph, &self.ports, &self.around);
    }

    /// Gives seats to all ends at nodes where one stands on a port or beside its node, or at all nodes with ports. Which nodes.
    fn seat(&mut self, placement: &Placement, all: bool) -> Vec<u32> {
        let mut seated = Vec::new();
        let mut more = Vec::new();
        let ends = self.ends();
        let mut at = self.at_nodes(&ends);
        at.sort_unstable();
        for node in 0..self.graph.nodes.len() as u32 {
            let of = End::Node(node);
            let first = self.ports.partition_point(|p| p.of < of);
            let range = first..first + self.ports[first..].iter().take_while(|p| p.of == of).count();
            let around = self.around[node as usize].sides != Sides::default();
            if !around && self.ports[range.clone()].iter().all(|p| p.size == Size::default()) {
                continue;
            }
            let from = at.partition_point(|a| a.0 < node);
            let loose = at[from..].iter().take_while(|a| a.0 == node).map(|a| (None, a.1));
            let own = range.clone().filter(|&i| !self.ports[i].pinned());
            let own = own.filter_map(|i| Some((Some(i), *self.ports[i].uses.first()?)));
            let free: Vec<Free> = own
                .chain(loose)
                .map(|(port, end)| {
                    let (side, along) = self.landed(node, end, placement);
                    Free { port, end, side, along }
                })
                .collect();
            if free.is_empty() || !all && !self.crowded(node, range, &free) {
                continue;
            }
            seated.push(node);
            for f in free {
                match f.port {
                    Some(i) => {
                        let place = if self.holds(node, i, f.side) { (f.side, f.along) } else { self.ports[i].place };
                        self.ports[i].seated = true;
                        self.ports[i].place = place;
                    }
                    None => {
                        let seat = PortShape::merged(of, Given::Side, (f.side, f.end.1));
                        let place = (f.side, f.along);
                        more.push(PortShape { leaving: None, uses: vec![f.end], seated: true, place, ..seat });
                    }
                }
            }
        }
        self.ports.extend(more);
        self.ports.sort_by_key(|p| p.of);
        seated
    }

    /// Ends of lines at nodes and at no port, by node.
    fn at_nodes(&self, ends: &Ends) -> Vec<(u32, (u32, bool))> {
        let mut out = Vec::new();
        for (e, edge) in (0u32..).zip(&self.graph.edges) {
            for (end, start) in [(edge.from, true), (edge.to, false)] {
                if let (End::Node(n), None) = (end, ends.port(e, start)) {
                    out.push((n, (e, start)));
                }
            }
        }
        out
    }

    /// Whether a port can stand on a side: there is room around its node for it.
    fn holds(&self, node: u32, port: usize, side: Side) -> bool {
        let s = self.around[node as usize].sides;
        let room = match side {
            Side::Top => s.top,
            Side::Right => s.right,
            Side::Bottom => s.bottom,
            Side::Left => s.left,
        };
        self.ports[port].reach(side) <= room + TOUCH
    }

    /// Whether an end that the engine chose stands on a port, a port with it on another, or one of them not on the node.
    fn crowded(&self, node: u32, ports: std::ops::Range<usize>, free: &[Free]) -> bool {
        let size = self.around[node as usize].own;
        let breadth = |side: Side, i: usize| {
            let size = self.ports[i].size;
            if level(side) { size.w } else { size.h }
        };
        let goes = |i: usize| free.iter().any(|f| f.port == Some(i));
        let stands = ports.filter(|&i| !goes(i)).map(|i| (self.ports[i].place, breadth(self.ports[i].place.0, i)));
        let mut there: Vec<(Side, f64, f64)> = stands.map(|((side, at), b)| (side, at, b)).collect();
        for f in free {
            let broad = f.port.map_or(0.0, |i| breadth(f.side, i));
            let length = if level(f.side) { size.w } else { size.h };
            let half = broad.min(length) / 2.0;
            let on = (half - TOUCH..=length - half + TOUCH).contains(&f.along);
            let meets = |&(side, at, b): &(Side, f64, f64)| {
                side == f.side && b + broad > 0.0 && (at - f.along).abs() < (b + broad) / 2.0 - TOUCH
            };
            let held = f.port.is_none_or(|i| self.holds(node, i, f.side));
            if !held || !on || there.iter().any(meets) {
                return true;
            }
            there.push((f.side, f.along, broad));
        }
        false
    }

    /// Puts ports of free order into the order of what they lead to, at these nodes or at all. Whether that changes anything.
    fn sort_ports(&mut self, placement: &Placement, nodes: Option<&[u32]>) -> bool {
        let mut changed = false;
        for own in self.ports.chunk_by_mut(|a, b| a.of == b.of) {
            let End::Node(node) = own[0].of else { continue };
            if nodes.is_some_and(|n| n.binary_search(&node).is_err()) {
                continue;
            }
            let size = self.around[node as usize].own;
            for side in SIDES {
                let mut row: Vec<&mut PortShape> = own.iter_mut().filter(|p| p.place.0 == side).collect();
                let far = |p: &PortShape| {
                    let ends = p.uses.iter().filter_map(|&(e, start)| {
                        let points = &placement.edges[e as usize].points;
                        let end = if start { points.last() } else { points.first() }?;
                        Some(if level(side) { end.x } else { end.y })
                    });
                    ends.sum::<f64>() / p.uses.len().max(1) as f64
                };
                if row.iter().any(|p| p.given >= Given::Order) {
                    row.sort_by(|a, b| a.place.1.total_cmp(&b.place.1));
                } else {
                    row.sort_by(|a, b| far(a).total_cmp(&far(b)));
                }
                let before: Vec<f64> = row.iter().map(|p| p.place.1).collect();
                share(&mut row, if level(side) { size.w } else { size.h });
                let moved = |(p, was): (&&mut PortShape, f64)| p.pinned() && !p.uses.is_empty() && p.place.1 != was;
                changed |= row.iter().zip(before).any(moved);
            }
        }
        changed
    }
}
