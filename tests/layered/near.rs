//! Earlier drawings, edits, and what of the one survives the other.

use frieze::geometry::Size;
use frieze::layout::layered::{Edge, End, Graph, Placement, Previous};

use crate::generate;

/// A connected graph without groups and hints; the lines that connect it come last.
pub fn connected(seed: u64, nodes: usize, edges: usize) -> Graph {
    let mut g = generate::generated(seed, nodes, 0, edges, false);
    (g.same_rank, g.order) = (Vec::new(), Vec::new());
    let tree = (1..nodes as u32).map(|i| (End::Node((i - 1) / 2), End::Node(i)));
    g.edges.extend(tree.map(|(from, to)| Edge { from, to, label: None, weight: 1 }));
    g
}

pub fn previous(p: &Placement) -> Previous {
    Previous {
        nodes: p.nodes.iter().copied().map(Some).collect(),
        groups: p.groups.iter().map(|g| Some(g.rect)).collect(),
        edges: p.edges.iter().map(|e| e.points.clone()).collect(),
    }
}

/// The same for a graph of which only the first elements were drawn.
pub fn previous_of(p: &Placement, g: &Graph) -> Previous {
    let mut out = previous(p);
    out.nodes.resize(g.nodes.len(), None);
    out.groups.resize(g.groups.len(), None);
    out.edges.resize(g.edges.len(), Vec::new());
    out
}

fn without_line(g: &mut Graph, gone: usize) {
    g.edges.remove(gone);
    for ends in g.ports.iter_mut().map(|p| &mut p.ends).chain(g.gates.iter_mut().map(|q| &mut q.ends)) {
        ends.retain(|e| e.0 != gone as u32);
        ends.iter_mut().filter(|e| e.0 > gone as u32).for_each(|e| e.0 -= 1);
    }
    if let Some(p) = &mut g.previous {
        p.edges.remove(gone);
    }
}

/// Adds a node that nothing leads to.
pub fn with_another(g: &mut Graph) {
    let mut new = g.nodes[0].clone();
    new.index += 1000;
    g.nodes.push(new);
}

/// Takes away the last node and what ends there.
pub fn without_last(g: &mut Graph) {
    let last = g.nodes.len() - 1;
    for line in (0..g.edges.len()).rev() {
        if [g.edges[line].from, g.edges[line].to].contains(&End::Node(last as u32)) {
            without_line(g, line);
        }
    }
    g.nodes.pop();
    g.ports.retain(|p| p.node != last as u32);
    if let Some(p) = &mut g.previous {
        p.nodes.pop();
    }
}

/// Edits of the kinds that people make: nothing, a longer title, another label, a line less, a line more, an element more.
pub fn edit(g: &mut Graph, edit: u32, seed: u64) {
    let (n, m) = (g.nodes.len(), g.edges.len());
    let node = End::Node((seed % n as u64) as u32);
    let line = |from, to| Edge { from, to, label: None, weight: 1 };
    match edit {
        1 => g.nodes[seed as usize % n].size.w += 45.0,
        2 if m > 0 => g.edges[seed as usize % m].label = Some(Size::new(105.5, 20.0)),
        // One of those that are not needed to connect all.
        3 if m >= n => {
            without_line(g, seed as usize % (m + 1 - n));
        }
        4 => {
            // With the flow: a line against it may ask for another order.
            let other = (seed / 7 % n as u64) as u32;
            g.edges.push(line(node, End::Node(other)));
        }
        5 => {
            let mut new = g.nodes[0].clone();
            new.index += 1000;
            g.nodes.push(new);
            g.edges.push(line(node, End::Node(n as u32)));
        }
        _ => {}
    }
}

/// Pairs of nodes that stand the other way round than before.
pub fn swapped(before: &Placement, after: &Placement, nodes: usize) -> Vec<(usize, usize)> {
    let other = |a: f64, b: f64| a.abs() > 1.0 && b.abs() > 1.0 && (a > 0.0) != (b > 0.0);
    let pairs = (0..nodes).flat_map(|i| (0..i).map(move |k| (i, k)));
    pairs
        .filter(|&(i, k)| {
            let (p, q) = (before.nodes[i].center(), before.nodes[k].center());
            let (r, s) = (after.nodes[i].center(), after.nodes[k].center());
            other(p.x - q.x, r.x - s.x) || other(p.y - q.y, r.y - s.y)
        })
        .collect()
}
