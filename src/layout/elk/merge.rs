//! `layered.mergeEdges`: edges of a node without ports of their own leave it at one place, and come to it at one.
//!
//! Such a node gets two ports without size that the document does not know: one where the flow leaves it, and one where the flow
//! enters, as in elkjs. An edge against the flow leaves where others come, and comes where others leave, which is known when the graph
//! has been laid out once. Nodes with children, and loops, keep a place for each edge.
//!
//! Before: nodes, ports and edges as they were read. After: a port more for each side of nodes with several edges; and, of a first
//! placement, the edges of each.

use super::Document;
use super::ports::{Given, PortShape, flows};
use super::read::Reader;
use crate::geometry::{Point, Rect, Side};
use crate::layout::layered::{Direction, End, Placement};

/// An end of an edge at a node, and whether it starts there.
pub(super) type Loose = (u32, (u32, bool));

/// The sides of a node where the flow enters and leaves.
pub(super) fn entry_and_exit(direction: Direction) -> (Side, Side) {
    match direction {
        Direction::Down => (Side::Top, Side::Bottom),
        Direction::Up => (Side::Bottom, Side::Top),
        Direction::Right => (Side::Left, Side::Right),
        Direction::Left => (Side::Right, Side::Left),
    }
}

impl Reader {
    /// Adds the ports, and gives the ends that may come to them, by node.
    pub(super) fn merged(&mut self) -> Vec<Loose> {
        let mut held: Vec<(u32, bool)> = self.ports.iter().flat_map(|p| p.uses.iter().copied()).collect();
        held.sort_unstable();
        let mut loose: Vec<Loose> = Vec::new();
        for (e, edge) in (0u32..).zip(&self.graph.edges).filter(|(_, edge)| edge.from != edge.to) {
            for (end, start) in [(edge.from, true), (edge.to, false)] {
                if let End::Node(n) = end
                    && self.merges(self.graph.nodes[n as usize].parent)
                    && held.binary_search(&(e, start)).is_err()
                {
                    loose.push((n, (e, start)));
                }
            }
        }
        loose.sort_unstable();
        for of_node in loose.chunk_by(|a, b| a.0 == b.0).filter(|ends| ends.len() > 1) {
            let of = End::Node(of_node[0].0);
            let given = self.ports.iter().filter(|p| p.of == of).map(|p| p.given).max();
            let (entry, exit) = entry_and_exit(flows(&self.graph, of_node[0].0 as usize));
            for (side, leaving) in [(entry, false), (exit, true)] {
                self.ports.push(PortShape::merged(of, given.unwrap_or_default().max(Given::Side), (side, leaving)));
            }
        }
        self.ports.sort_by_key(|p| p.of);
        loose
    }
}

impl Document {
    /// Brings ends together as they stand in a placement. Whether any share a place.
    pub(super) fn merge(&mut self, placement: &Placement) -> bool {
        let mut any = false;
        for p in &mut self.ports {
            let (Some(leaving), End::Node(node)) = (p.leaving, p.of) else { continue };
            let direction = flows(&self.graph, node as usize);
            let first = self.loose.partition_point(|l| l.0 < node);
            let own = self.loose[first..].iter().take_while(|l| l.0 == node).map(|l| l.1);
            let here = |&(e, start): &(u32, bool)| {
                let edge = &self.graph.edges[e as usize];
                let forward =
                    along(direction, &rect(placement, edge.from)) <= along(direction, &rect(placement, edge.to));
                (start == forward) == leaving
            };
            p.uses = own.filter(here).collect();
            if p.uses.len() < 2 {
                p.uses.clear();
            }
            any |= !p.uses.is_empty();
        }
        any
    }
}

fn rect(placement: &Placement, end: End) -> Rect {
    match end {
        End::Node(n) => placement.nodes[n as usize],
        End::Group(g) => placement.groups[g as usize].rect,
    }
}

/// How far along the flow a box's middle is.
fn along(direction: Direction, r: &Rect) -> f64 {
    let Point { x, y } = r.center();
    match direction {
        Direction::Down => y,
        Direction::Up => -y,
        Direction::Right => x,
        Direction::Left => -x,
    }
}
