//! Real graphs, changed in ways that keep them plausible: what people would draw, rather than what a generator writes.

use frieze::geometry::{Side, Size};
use frieze::layout::layered::{Direction, Edge, End, Graph, Group, Port};

use crate::generate::{Dice, chain, ports_of};
use crate::shrink::{drop_edge, drop_group, drop_node};

/// A few changes, of kinds that the seed picks. `other` is glued on by some.
pub fn mutated(g: &Graph, other: &Graph, seed: u64) -> Graph {
    let mut d = Dice::new(seed);
    let mut g = g.clone();
    if g.nodes.is_empty() {
        return g;
    }
    for _ in 0..1 + d.roll(6) {
        change(&mut g, other, &mut d);
    }
    g
}

fn change(g: &mut Graph, other: &Graph, d: &mut Dice) {
    let (nodes, groups, edges) = (g.nodes.len(), g.groups.len(), g.edges.len());
    let some = |d: &mut Dice, n: usize| (0..1 + d.roll(1 + n / 6)).map(|_| d.roll(n)).collect::<Vec<_>>();
    match d.roll(22) {
        0 => (0..1 + d.roll(1 + edges / 4)).for_each(|_| {
            let count = g.edges.len();
            if count > 0 {
                drop_edge(g, d.roll(count));
            }
        }),
        1 if edges > 0 => some(d, edges).into_iter().for_each(|i| g.edges.push(g.edges[i].clone())),
        2 if edges > 0 => some(d, edges).into_iter().for_each(|i| {
            let e = &mut g.edges[i];
            (e.from, e.to) = (e.to, e.from);
            flip_ports(g, i as u32);
        }),
        3 if edges > 0 => some(d, edges).into_iter().for_each(|i| {
            let to = any(g, d);
            g.edges[i].to = to;
            free_end(g, i as u32, false);
        }),
        4 if groups > 0 => some(d, nodes).into_iter().for_each(|i| g.nodes[i].parent = Some(d.roll(groups) as u32)),
        5 => some(d, nodes).into_iter().for_each(|i| g.nodes[i].parent = None),
        6 if groups > 1 => nest(g, d),
        7 if groups > 0 => {
            let i = d.roll(groups);
            g.groups[i].parent = None;
        }
        8 => some(d, nodes).into_iter().for_each(|i| resize(g, i, d)),
        9 if edges > 0 => some(d, edges).into_iter().for_each(|i| g.edges[i].label = Some(d.size(400, 60))),
        10 => some(d, nodes).into_iter().for_each(|i| {
            let label = (d.roll(3) == 0).then(|| d.size(200, 30));
            g.edges.push(Edge { label, ..line(End::Node(i as u32), End::Node(i as u32)) });
        }),
        11 => {
            let (a, b) = (any(g, d), any(g, d));
            for i in 0..2 + d.roll(8) {
                let label = (d.roll(4) == 0).then(|| d.size(200, 30));
                let e = if i % 3 == 2 { line(b, a) } else { line(a, b) };
                g.edges.push(Edge { label, ..e });
            }
        }
        12 if groups > 0 => some(d, groups).into_iter().for_each(|k| {
            let (other, k) = (any(g, d), End::Group(k as u32));
            g.edges.push(if d.roll(2) == 0 { line(other, k) } else { line(k, other) });
        }),
        13 if groups > 0 => some(d, nodes).into_iter().for_each(|i| {
            let up = std::iter::successors(g.nodes[i].parent, |&p| g.groups[p as usize].parent);
            let around: Vec<u32> = up.collect();
            if !around.is_empty() {
                let (k, i) = (End::Group(around[d.roll(around.len())]), End::Node(i as u32));
                g.edges.push(if d.roll(2) == 0 { line(i, k) } else { line(k, i) });
            }
        }),
        14 if edges > 0 && d.roll(2) == 0 => some(d, nodes).into_iter().for_each(|i| ports(g, i as u32, d)),
        15 => g.direction = [Direction::Down, Direction::Right, Direction::Up, Direction::Left][d.roll(4)],
        16 => {
            let (first, stay) = (d.roll(nodes), nodes.div_ceil(2));
            (0..nodes).rev().filter(|i| (i + nodes - first) % nodes >= stay).for_each(|i| drop_node(g, i));
            sweep_empty(g);
        }
        17 => glue(g, other, d),
        18 if groups > 0 => some(d, groups).into_iter().for_each(|k| g.groups[k].title = d.size(900, 40)),
        19 => wrap_up(g, d),
        20 if groups > 0 && d.roll(3) == 0 => {
            let k = d.roll(groups);
            g.groups[k].direction =
                Some([Direction::Down, Direction::Right, Direction::Up, Direction::Left][d.roll(4)]);
        }
        21 if d.roll(6) == 0 => chain(g),
        _ => {
            let (a, b) = (any(g, d), any(g, d));
            g.edges.push(line(a, b));
        }
    }
}

fn line(from: End, to: End) -> Edge {
    Edge { from, to, label: None, weight: 1 }
}

fn any(g: &Graph, d: &mut Dice) -> End {
    match g.groups.iter().filter(|k| !k.lane).count() {
        n if n > 0 && n == g.groups.len() && d.roll(6) == 0 => End::Group(d.roll(n) as u32),
        _ => End::Node(d.roll(g.nodes.len()) as u32),
    }
}

/// Puts a group into another, unless that is inside of it.
fn nest(g: &mut Graph, d: &mut Dice) {
    let (a, b) = (d.roll(g.groups.len()) as u32, d.roll(g.groups.len()) as u32);
    let mut up = std::iter::successors(Some(b), |&p| g.groups[p as usize].parent);
    if !up.any(|p| p == a) {
        g.groups[a as usize].parent = Some(b);
    }
}

/// Some siblings that follow one another get a group of their own.
fn wrap_up(g: &mut Graph, d: &mut Dice) {
    let parent = g.nodes[d.roll(g.nodes.len())].parent;
    let siblings: Vec<usize> = (0..g.nodes.len()).filter(|&i| g.nodes[i].parent == parent).collect();
    let first = d.roll(siblings.len());
    let count = 1 + d.roll(siblings.len() - first);
    let new = g.groups.len() as u32;
    let title = if d.roll(4) == 0 { Size::default() } else { d.size(300, 20) };
    g.groups.push(Group { parent, index: 10_000 + new, title, padding: 16.0, ..Group::default() });
    siblings[first..first + count].iter().for_each(|&i| g.nodes[i].parent = Some(new));
}

/// The other graph beside this one, and a few lines between them.
fn glue(g: &mut Graph, other: &Graph, d: &mut Dice) {
    let (nodes, groups, edges) = (g.nodes.len() as u32, g.groups.len() as u32, g.edges.len() as u32);
    if nodes as usize + other.nodes.len() > 400 {
        return;
    }
    let moved = |end: End| match end {
        End::Node(i) => End::Node(i + nodes),
        End::Group(i) => End::Group(i + groups),
    };
    let into = (groups > 0 && d.roll(3) == 0).then(|| d.roll(groups as usize) as u32);
    let parent = |p: Option<u32>| p.map(|p| p + groups).or(into);
    for k in &other.groups {
        g.groups.push(Group { parent: parent(k.parent), index: k.index + 20_000, ..k.clone() });
    }
    for n in &other.nodes {
        let mut n = n.clone();
        (n.parent, n.index) = (parent(n.parent), n.index + 20_000);
        g.nodes.push(n);
    }
    for e in &other.edges {
        g.edges.push(Edge { from: moved(e.from), to: moved(e.to), ..e.clone() });
    }
    for p in &other.ports {
        let ends = p.ends.iter().map(|&(e, start)| (e + edges, start)).collect();
        g.ports.push(Port { node: p.node + nodes, ends, ..p.clone() });
    }
    for _ in 0..d.roll(4) {
        let (a, b) = (End::Node(d.roll(nodes as usize) as u32), End::Node(nodes + d.roll(other.nodes.len()) as u32));
        g.edges.push(line(a, b));
    }
}

/// Groups that lost all they held go, as nobody draws them.
fn sweep_empty(g: &mut Graph) {
    while let Some(k) = (0..g.groups.len() as u32)
        .rev()
        .find(|&k| g.nodes.iter().all(|n| n.parent != Some(k)) && g.groups.iter().all(|other| other.parent != Some(k)))
    {
        drop_group(g, k as usize);
    }
}

/// Ports for all ends at a node that has none.
fn ports(g: &mut Graph, node: u32, d: &mut Dice) {
    if g.ports.iter().all(|p| p.node != node) {
        ports_of(d, g, node, |_| true);
    }
}

/// Another size, with the ports where they were in proportion.
fn resize(g: &mut Graph, node: usize, d: &mut Dice) {
    let old = g.nodes[node].size;
    let new = d.size(if node.is_multiple_of(5) { 1500 } else { 500 }, 300);
    for p in g.ports.iter_mut().filter(|p| p.node as usize == node) {
        let level = matches!(p.side, Side::Top | Side::Bottom);
        p.at *= if level { new.w / old.w } else { new.h / old.h };
    }
    g.nodes[node].size = new;
}

/// An edge was turned around.
fn flip_ports(g: &mut Graph, edge: u32) {
    let ends = g.ports.iter_mut().map(|p| &mut p.ends).chain(g.gates.iter_mut().map(|q| &mut q.ends));
    ends.flatten().filter(|e| e.0 == edge).for_each(|e| e.1 = !e.1);
}

/// An end of an edge is at a port no longer.
fn free_end(g: &mut Graph, edge: u32, start: bool) {
    for ends in g.ports.iter_mut().map(|p| &mut p.ends).chain(g.gates.iter_mut().map(|q| &mut q.ends)) {
        ends.retain(|&e| e != (edge, start));
    }
    g.ports.retain(|p| !p.ends.is_empty());
}

/// Hints: levels and orders, in lists and in chains of lists.
pub fn hinted(g: &mut Graph, seed: u64) {
    let mut d = Dice::new(!seed);
    for _ in 0..1 + d.roll(4) {
        let list: Vec<End> = (0..2 + d.roll(4)).map(|_| any(g, &mut d)).collect();
        if d.roll(2) == 0 { g.same_rank.push(list) } else { g.order.push(list) }
    }
    for _ in 0..d.roll(4).min(g.edges.len()) {
        let e = &g.edges[d.roll(g.edges.len())];
        g.same_rank.push(vec![e.from, e.to]);
    }
}
