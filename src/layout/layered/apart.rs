//! Ends that stand over each other move apart where their lines could otherwise avoid each other in no order.
//!
//! Two lines that change places may each arrive below where the other one starts above. Whichever of them crosses first, it comes down
//! on the other, so that [`super::route`] has to turn one of them twice (Weber 2019 splits critical cycles so in ELK), with a small
//! step in the middle of nowhere. Mostly ends have room on their sides: once one of the two pairs is apart, both lines turn once.
//!
//! Before: coordinates and ports. After: the ways of all lines; ends on their sides and in their orders, titles where they were, and no
//! more pieces split than before.

use super::lateral::Lateral;
use super::layers::Layered;
use super::part::{Part, Unit};
use super::ports::Ports;
use super::route::{self, Ways};
use super::{straight, titles};

/// How often pieces that are still split are looked at again.
const ROUNDS: usize = 3;

/// The ways of all lines, for which ends may have slid.
pub(super) fn assign(part: &Part, g: &Layered, lateral: &mut Lateral) -> Ways {
    let mut ways = route::assign(part, g, &lateral.ports, &lateral.across);
    for _ in 0..ROUNDS {
        let split = ways.split().count();
        if split == 0 {
            break;
        }
        let mut ends = Ends { part, g, item: &lateral.across.item, ports: lateral.ports.clone() };
        ends.part(&ways);
        let at = titles::place(part, &lateral.across, &titles::passages(part, g, &ends.ports));
        if at.as_ref() != Ok(&lateral.titles) {
            break;
        }
        let new = route::assign(part, g, &ends.ports, &lateral.across);
        if new.split().count() >= split {
            break;
        }
        (lateral.ports, ways) = (ends.ports, new);
    }
    ways
}

/// The ends of pieces, which slide.
struct Ends<'a> {
    part: &'a Part,
    g: &'a Layered,
    item: &'a [Unit],
    ports: Ports,
}

impl Ends<'_> {
    /// Moves the ends of every piece that was split away from those that it would lie on.
    fn part(&mut self, ways: &Ways) {
        let g = self.g;
        let mut by_gap: Vec<(u32, u32)> = (0..g.pieces.len() as u32)
            .filter(|&i| !g.pieces[i as usize].flat)
            .map(|i| (g.end(g.pieces[i as usize].upper), i))
            .collect();
        by_gap.sort_unstable();
        for i in ways.split() {
            let gap = g.end(g.pieces[i as usize].upper);
            let from = by_gap.partition_point(|p| p.0 < gap);
            let others = by_gap[from..].iter().take_while(|p| p.0 == gap).map(|p| p.1).filter(|&t| t != i);
            let w = ways.way[i as usize];
            for t in others {
                let v = ways.way[t as usize];
                let near = |a: Unit, b: Unit| (a - b).abs() < route::touching();
                // Where one ends below another's start.
                if (near(w.to, v.from) && self.apart((i, false), (t, true)))
                    || (near(w.from, v.to) && self.apart((i, true), (t, false)))
                {
                    break;
                }
            }
        }
    }

    /// Moves two ends apart; false where they have no room for that.
    fn apart(&mut self, a: (u32, bool), b: (u32, bool)) -> bool {
        let [(x, low_a, high_a), (y, low_b, high_b)] = [a, b].map(|(piece, upper)| self.room(piece, upper));
        // Either may be the lower one.
        let (swap, far) =
            if high_b - low_a >= high_a - low_b { (false, high_b - low_a) } else { (true, high_a - low_b) };
        if far < route::touching() {
            return false;
        }
        let far = far.min(self.part.space.edge);
        let (low, high) = if swap { (low_b, high_a) } else { (low_a, high_b) };
        let from = ((x + y - far) / 2).clamp(low, high - far);
        let (at_a, at_b) = if swap { (from + far, from) } else { (from, from + far) };
        self.put(a, at_a);
        self.put(b, at_b);
        true
    }

    /// Which end of its line a piece's end is, if that is one at a leaf.
    fn end(&self, piece: u32, upper: bool) -> Option<(u32, usize, u32)> {
        let p = self.g.pieces[piece as usize];
        let leaf = if upper { p.upper } else { p.lower };
        let first = self.g.chain_of(p.line).first() == Some(&leaf);
        self.g.is_leaf(leaf).then_some((p.line, usize::from(!first), leaf))
    }

    /// Where a piece's end stands, and where it may between its neighbours.
    fn room(&self, piece: u32, upper: bool) -> (Unit, Unit, Unit) {
        let p = self.g.pieces[piece as usize];
        let (a, b) = self.ports.of_piece(self.g, piece);
        let (item, offset) = if upper { (p.upper, a) } else { (p.lower, b) };
        let x = self.item[item as usize];
        let here = (x + offset, x + offset, x + offset);
        let Some((line, end, leaf)) = self.end(piece, upper) else { return here };
        let leaf = &self.part.leaves[leaf as usize];
        if leaf.pinned || leaf.centered || self.ports.flank[line as usize][end] {
            return here;
        }
        let side: Vec<Unit> = self
            .ports
            .side_of(self.g, line, end)
            .iter()
            .filter(|p| !self.ports.at_flank(p))
            .map(|p| self.ports.offset[p.line as usize][usize::from(!p.first)])
            .collect();
        let Some(k) = side.iter().position(|&at| at == offset) else { return here };
        let (margin, gap) = straight::spacing(self.part, leaf, side.len() as Unit);
        let edge = leaf.size.w / 2 - margin;
        let least = if k > 0 { side[k - 1] + gap } else { -edge };
        let most = side.get(k + 1).map_or(edge, |next| next - gap);
        (x + offset, x + least.min(offset), x + most.max(offset))
    }

    fn put(&mut self, (piece, upper): (u32, bool), x: Unit) {
        if let Some((line, end, leaf)) = self.end(piece, upper) {
            self.ports.offset[line as usize][end] = x - self.item[leaf as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Placement, Spacing, place};

    /// Two or more nodes above as many below, each joined to the one below it and to the next on either side.
    fn exchanged(direction: Direction, nodes: u32) -> Placement {
        let node = |index| Node { size: Size::new(40.0, 40.0), parent: None, index, centered_ports: false, inset: 0.0 };
        let pairs = (0..nodes).flat_map(|i| [i, i + 1].map(|j| (i, j)).into_iter().chain([(i + 1, i)]));
        let edges = pairs.filter(|&(i, j)| i < nodes && j < nodes);
        place(&Graph {
            direction,
            nodes: (0..2 * nodes).map(node).collect(),
            edges: edges
                .map(|(i, j)| Edge { from: End::Node(i), to: End::Node(nodes + j), label: None, weight: 1 })
                .collect(),
            spacing: Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() },
            ..Graph::default()
        })
    }

    #[test]
    fn lines_that_change_places_turn_once_each() {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            for nodes in 2..4 {
                let p = exchanged(direction, nodes);
                let most = p.edges.iter().map(|e| e.points.len() - 2).max();
                assert_eq!(most, Some(2), "{direction:?}, {nodes} nodes");
            }
        }
    }
}
