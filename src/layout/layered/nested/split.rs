//! The insides of groups that are pictures of their own, and what is around them, as graphs. No paper.
//!
//! Before: a graph, and its outermost such groups. After: the inside of each, where the group itself is the first; and what is around
//! them, where each is a node.

use super::super::gates::Inner;
use super::super::graph::{Edge, End, Gate, Graph, Node, Port, Previous, Wrapping};
use super::super::normalise::{drawable, transposed};
use super::super::part::NONE;
use super::whole::side_of;
use crate::geometry::{Side, Size};

/// The parts of a graph that became another graph: numbers in the whole by number there.
#[derive(Default)]
pub(in super::super) struct Share {
    pub graph: Graph,
    pub nodes: Vec<u32>,
    pub groups: Vec<u32>,
    pub edges: Vec<u32>,
    pub gates: Vec<u32>,
}

impl Share {
    /// Whether an edge across the border starts in here.
    pub(super) fn starts(&self, graph: &Graph, edge: u32) -> bool {
        match graph.edges[edge as usize].from {
            End::Node(n) => index(&self.nodes, n).is_some(),
            End::Group(g) => index(&self.groups, g).is_some(),
        }
    }
}

pub(in super::super) fn index(list: &[u32], of: u32) -> Option<u32> {
    list.binary_search(&of).ok().map(|i| i as u32)
}

/// The inside of a root: the group itself is the first, and the only one without a parent.
pub(super) fn inner(graph: &Graph, root: u32, within: &dyn Fn(End) -> u32, rows: Wrapping) -> Share {
    let nodes = (0..graph.nodes.len() as u32).filter(|&n| within(End::Node(n)) == root).collect();
    let mut s = Share { nodes, ..Share::default() };
    s.groups = (0..graph.groups.len() as u32).filter(|&g| g == root || within(End::Group(g)) == root).collect();
    let group = |g: Option<u32>| g.and_then(|g| index(&s.groups, g));
    let end = |e: End| match e {
        End::Node(n) => index(&s.nodes, n).map(End::Node),
        End::Group(g) => index(&s.groups, g).map(End::Group),
    };
    let own = group(Some(root)).map_or(End::Group(0), End::Group);
    let mut g = Graph {
        direction: graph.groups[root as usize].direction.unwrap_or(graph.direction),
        spacing: graph.spacing,
        aspect: graph.aspect,
        wrap: rows,
        ..Graph::default()
    };
    for &n in &s.nodes {
        let node = &graph.nodes[n as usize];
        g.nodes.push(Node { parent: group(node.parent), ..node.clone() });
    }
    for &k in &s.groups {
        let mut copy = graph.groups[k as usize].clone();
        copy.parent = if k == root { None } else { group(copy.parent) };
        // What it has no word on flows as what is around it does, as long as that is not the whole picture.
        copy.direction = copy.direction.filter(|_| k != root);
        // It grows to its least size once its gates have their room.
        copy.least = if k == root { Size::default() } else { copy.least };
        g.groups.push(copy);
    }
    for (i, e) in graph.edges.iter().enumerate().filter(|(_, e)| drawable(graph, e)) {
        let (from, to) = (within(e.from) == root, within(e.to) == root);
        let at_root = |e: End| e == End::Group(root);
        let whole = (from && (to || at_root(e.to))) || (to && at_root(e.from));
        if !from && !to {
            continue;
        }
        let known = |e: End| end(e).unwrap_or(own);
        let label = if whole { e.label } else { None };
        g.edges.push(Edge { from: known(e.from), to: known(e.to), label, weight: e.weight });
        s.edges.push(i as u32);
    }
    for (lists, same) in [(&graph.same_rank, true), (&graph.order, false)] {
        for list in lists {
            let known: Vec<End> = list.iter().filter(|&&e| e != End::Group(root)).filter_map(|&e| end(e)).collect();
            if known.len() == list.len() {
                if same { g.same_rank.push(known) } else { g.order.push(known) }
            }
        }
    }
    s.graph = g;
    carry(graph, &mut s);
    // Its own gates are the business of who asked.
    for (i, gate) in graph.gates.iter().enumerate().filter(|(_, gate)| gate.group != root) {
        if let Some(group) = index(&s.groups, gate.group) {
            let ends = gate.ends.iter().filter_map(|&(e, f)| Some((index(&s.edges, e)?, f))).collect();
            s.graph.gates.push(Gate { group, ends, ..gate.clone() });
            s.gates.push(i as u32);
        }
    }
    s
}

/// Takes ports and earlier places along.
fn carry(graph: &Graph, s: &mut Share) {
    for port in &graph.ports {
        let ends: Vec<(u32, bool)> = port.ends.iter().filter_map(|&(e, f)| Some((index(&s.edges, e)?, f))).collect();
        if let Some(node) = index(&s.nodes, port.node).filter(|_| !ends.is_empty()) {
            s.graph.ports.push(Port { node, ends, ..port.clone() });
        }
    }
    s.graph.previous = graph.previous.as_ref().map(|p| Previous {
        nodes: s.nodes.iter().map(|&n| p.nodes.get(n as usize).copied().flatten()).collect(),
        groups: s.groups.iter().map(|&g| p.groups.get(g as usize).copied().flatten()).collect(),
        edges: Vec::new(),
    });
}

/// What is left when each root is a node; those stand behind all others in the list of nodes.
pub(super) fn outer(graph: &Graph, roots: &[u32], inner: &[Inner], within: &dyn Fn(End) -> u32) -> Share {
    let nodes = (0..graph.nodes.len() as u32).filter(|&n| within(End::Node(n)) == NONE).collect();
    let mut s = Share { nodes, ..Share::default() };
    let is_root = |g: u32| roots.binary_search(&g).is_ok();
    s.groups = (0..graph.groups.len() as u32).filter(|&g| within(End::Group(g)) == NONE && !is_root(g)).collect();
    let group = |g: Option<u32>| g.and_then(|g| index(&s.groups, g));
    let count = s.nodes.len() as u32;
    let root_node = |root: u32| index(roots, root).map(|i| End::Node(count + i));
    let end = |e: End| match (e, within(e)) {
        (End::Node(n), NONE) => index(&s.nodes, n).map(End::Node),
        (End::Group(g), NONE) if is_root(g) => root_node(g),
        (End::Group(g), NONE) => index(&s.groups, g).map(End::Group),
        (_, root) => root_node(root),
    };
    let mut g = Graph {
        direction: graph.direction,
        spacing: graph.spacing,
        aspect: graph.aspect,
        wrap: graph.wrap,
        ..Graph::default()
    };
    for &n in &s.nodes {
        let node = &graph.nodes[n as usize];
        g.nodes.push(Node { parent: group(node.parent), ..node.clone() });
    }
    for (&root, Inner { rect, out, .. }) in roots.iter().zip(inner) {
        let [top, right, bottom, left] = out;
        let old = &graph.groups[root as usize];
        let size = Size::new(rect.w + left + right, rect.h + top + bottom);
        // Ends of edges keep off what is only room for gates, at the corners of the sides that the flow enters and leaves by.
        let beside = if transposed(graph.direction) { [Side::Top, Side::Bottom] } else { [Side::Left, Side::Right] };
        let inset = beside.into_iter().map(|side| out[side as usize]).fold(0.0, f64::max);
        g.nodes.push(Node { size, parent: group(old.parent), index: old.index, centered_ports: false, inset });
    }
    for &k in &s.groups {
        let old = &graph.groups[k as usize];
        let mut copy = old.clone();
        copy.parent = group(old.parent);
        copy.direction = None;
        g.groups.push(copy);
    }
    for (i, e) in graph.edges.iter().enumerate().filter(|(_, e)| drawable(graph, e)) {
        let root_of = |e: End| match e {
            End::Group(g) if is_root(g) => g,
            _ => within(e),
        };
        // Drawn inside already; a loop of a root is drawn outside.
        let one = root_of(e.from) == root_of(e.to) && root_of(e.from) != NONE;
        if let (Some(from), Some(to)) = (end(e.from), end(e.to))
            && (!one || e.from == e.to && within(e.from) == NONE)
        {
            g.edges.push(Edge { from, to, ..e.clone() });
            s.edges.push(i as u32);
        }
    }
    for (lists, same) in [(&graph.same_rank, true), (&graph.order, false)] {
        for list in lists {
            let mut known: Vec<End> = list.iter().filter_map(|&e| end(e)).collect();
            known.dedup();
            if same { g.same_rank.push(known) } else { g.order.push(known) }
        }
    }
    s.graph = g;
    carry(graph, &mut s);
    if let (Some(old), Some(new)) = (&graph.previous, &mut s.graph.previous) {
        new.nodes.extend(roots.iter().map(|&r| old.groups.get(r as usize).copied().flatten()));
    }
    pin(graph, roots, inner, within, &mut s);
    s
}

/// Where lines cross the borders of roots they must do so outside as well; others end at gates.
fn pin(graph: &Graph, roots: &[u32], inner: &[Inner], within: &dyn Fn(End) -> u32, s: &mut Share) {
    for (k, (&root, Inner { share, placement, rect, out, gates, .. })) in roots.iter().zip(inner).enumerate() {
        let node = (s.nodes.len() + k) as u32;
        let from_corner = |(side, at): (Side, f64)| match side {
            Side::Top | Side::Bottom => at + out[Side::Left as usize],
            Side::Left | Side::Right => at + out[Side::Top as usize],
        };
        for (&e, route) in share.edges.iter().zip(&placement.edges) {
            let (Some(edge), ends) = (index(&s.edges, e), &graph.edges[e as usize]) else { continue };
            let start = within(ends.from) == root;
            let at = if start { route.points.last() } else { route.points.first() };
            let Some(&at) = at else { continue };
            let (side, at) = side_of(rect, at);
            s.graph.ports.push(Port { node, side, at: from_corner((side, at)), ends: vec![(edge, start)] });
        }
        for standing in gates {
            let here = |e: u32, start: bool| {
                let edge = &graph.edges[e as usize];
                (if start { edge.from } else { edge.to }) == End::Group(root)
            };
            let ends = graph.gates[standing.gate as usize].ends.iter();
            let ends = ends.filter_map(|&(e, f)| Some((index(&s.edges, e).filter(|_| here(e, f))?, f))).collect();
            let (side, at) = (standing.side, from_corner((standing.side, standing.at)));
            s.graph.ports.push(Port { node, side, at, ends });
        }
    }
}
