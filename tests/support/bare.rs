//! Graphs of nodes of one size, given by their edges.

use frieze::geometry::Size;
use frieze::layout::layered::{Edge, End, Graph, Node};

/// A graph of so many nodes, without spacing.
pub fn graph(nodes: usize, edges: impl IntoIterator<Item = (usize, usize)>) -> Graph {
    let node = |index| Node { size: Size::new(60.0, 32.0), parent: None, index, centered_ports: false, inset: 0.0 };
    let edge = |(from, to): (usize, usize)| Edge {
        from: End::Node(from as u32),
        to: End::Node(to as u32),
        label: None,
        weight: 1,
    };
    Graph {
        nodes: (0..nodes as u32).map(node).collect(),
        edges: edges.into_iter().map(edge).collect(),
        ..Graph::default()
    }
}
