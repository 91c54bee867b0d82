//! Slots: in which order lines arrive at leaves with given ports, for the phases that count crossings.
//!
//! Siebenhaller 2009, *Orthogonal graph drawing with constraints*, and Schulze, Spönemann, von Hanxleden 2014, *Drawing layered graphs
//! with port constraints*, count crossings by the order of ports rather than by that of nodes. Ours does where ports have given places:
//! an end has the number of the column in which a collar ([`super::collar`]) will have it, so that lines to two ports of one leaf
//! cross where their other ends stand the other way round. Ends in no given place have no number, for they follow from the order.
//!
//! Before: pieces of lines. After: for both ends of each its number among those of its side of the leaf.

use super::collar::{Flank, Pin};
use super::layers::{Border, Layered};
use super::part::{NONE, Part, Unit};

/// An end of a piece in no given place.
pub(super) const FREE: u32 = NONE;

/// An end at a given place: of which leaf and whether below it, in which column, and of which piece's ends it is which.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Arriving {
    side: (u32, bool),
    column: (u8, Unit),
    piece: usize,
    end: usize,
}

/// Numbers of the upper and of the lower end of each piece; none at all in a part without given places.
pub(super) fn assign(part: &Part, g: &Layered, turned: &[bool]) -> Vec<[u32; 2]> {
    if part.pins.is_empty() {
        return Vec::new();
    }
    let mut ends: Vec<Arriving> = Vec::with_capacity(part.pins.len());
    for pin in &part.pins {
        let (line, first) = (pin.line as usize, pin.start != turned[pin.line as usize]);
        let (chain, borders) = (g.chain_of(pin.line), g.borders[line]);
        let (end, border) = if first { (chain.first(), borders.0) } else { (chain.last(), borders.1) };
        let pieces = g.piece_first[line] as usize..g.piece_first[line + 1] as usize;
        let Some(&leaf) = end.filter(|_| border == Border::No && !pieces.is_empty()) else { continue };
        let piece = if first { pieces.start } else { pieces.end - 1 };
        let p = g.pieces[piece];
        if !p.flat && (p.upper == leaf || p.lower == leaf) {
            let below = p.upper == leaf;
            ends.push(Arriving { side: (leaf, below), column: column(pin, below), piece, end: usize::from(!below) });
        }
    }
    ends.sort_unstable();
    let mut slots = vec![[FREE; 2]; g.pieces.len()];
    for side in ends.chunk_by(|a, b| a.side == b.side) {
        for (number, of_port) in side.chunk_by(|a, b| a.column == b.column).enumerate() {
            of_port.iter().for_each(|e| slots[e.piece][e.end] = number as u32);
        }
    }
    slots
}

/// From low to high x: columns of lines to the far side, to the low flank, straight ends, then the mirror image. Nearer to the leaf
/// stands what turns in first.
fn column(pin: &Pin, below: bool) -> (u8, Unit) {
    let inner = if below { pin.at } else { -pin.at };
    match pin.flank {
        Flank::Low => (1, inner),
        Flank::High => (3, -inner),
        Flank::Top | Flank::Bottom if (pin.flank == Flank::Bottom) == below => (2, pin.at),
        Flank::Top | Flank::Bottom => (if pin.at < 0 { 0 } else { 4 }, -pin.at),
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::{Point, Side, Size};
    use crate::layout::layered::{Edge, End, Graph, Node, Port, Spacing, place};

    /// One node with ports in an order that the source does not have.
    fn fan(sides: [Side; 4], at: [f64; 4]) -> Graph {
        let node = |i| Node { size: Size::new(60.0, 30.0), parent: None, index: i, centered_ports: false, inset: 0.0 };
        let mut nodes: Vec<Node> = (0..5).map(node).collect();
        nodes[0].size = Size::new(120.0, 80.0);
        let edge = |i| Edge { from: End::Node(0), to: End::Node(i), label: None, weight: 1 };
        let port = |i: u32| Port { node: 0, side: sides[i as usize], at: at[i as usize], ends: vec![(i, true)] };
        Graph {
            nodes,
            edges: (1..5).map(edge).collect(),
            ports: (0..4).map(port).collect(),
            spacing: Spacing { node: 20.0, rank: 40.0, edge_edge: 10.0, edge_node: 10.0, ..Spacing::default() },
            ..Graph::default()
        }
    }

    fn crossings(g: &Graph) -> usize {
        let routes = place(g).edges;
        let pieces = |i: usize| routes[i].points.windows(2).map(|w| (w[0], w[1])).collect::<Vec<(Point, Point)>>();
        let over = |(a, b): (Point, Point), (c, d): (Point, Point)| {
            let within = |x: f64, p: f64, q: f64| p.min(q) < x && x < p.max(q);
            a.y == b.y && c.x == d.x && within(c.x, a.x, b.x) && within(a.y, c.y, d.y)
        };
        let pairs = (0..routes.len()).flat_map(|i| (0..routes.len()).map(move |j| (i, j))).filter(|(i, j)| i != j);
        pairs
            .map(|(i, j)| {
                pieces(i)
                    .iter()
                    .flat_map(|p| pieces(j).iter().map(|q| over(*p, *q)).collect::<Vec<_>>())
                    .filter(|o| *o)
                    .count()
            })
            .sum()
    }

    #[test]
    fn what_ports_lead_to_stands_in_their_order() {
        use Side::{Bottom, Left, Right, Top};
        for (sides, at) in [
            ([Bottom; 4], [100.0, 20.0, 70.0, 45.0]),
            ([Bottom, Left, Right, Left], [60.0, 60.0, 30.0, 20.0]),
            ([Top, Left, Bottom, Right], [30.0, 40.0, 50.0, 40.0]),
            ([Right, Right, Top, Bottom], [20.0, 60.0, 90.0, 60.0]),
        ] {
            assert_eq!(crossings(&fan(sides, at)), 0, "{sides:?} {at:?}");
        }
    }

    #[test]
    fn ports_that_face_against_the_flow_are_joined_straight() {
        let mut g = fan([Side::Top; 4], [60.0; 4]);
        g.edges.truncate(1);
        g.nodes.truncate(2);
        let port = |node, side, at, start| Port { node, side, at, ends: vec![(0, start)] };
        g.ports = vec![port(0, Side::Top, 60.0, true), port(1, Side::Bottom, 30.0, false)];
        let p = place(&g);
        assert_eq!(p.edges[0].points.len(), 2, "{:?}", p.edges[0]);
        assert!(p.nodes[1].bottom() < p.nodes[0].y);
    }
}
