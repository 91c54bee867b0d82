//! Makes a graph that fails small: takes away whatever is not needed for it to fail. A graph that grew from a seed cannot be shrunk
//! by its seed, which grows quite another one.

use frieze::geometry::Size;
use frieze::layout::layered::{Direction, End, Graph};

/// What can be taken away, or made plain.
#[derive(Clone, Copy)]
enum Step {
    Edge(usize),
    Node(usize),
    Group(usize),
    Port(usize),
    Gate(usize),
    SameRank(usize),
    Order(usize),
    Label(usize),
    Title(usize),
    Least(usize),
    Own(usize),
    Plain(usize),
    Previous,
    Down,
}

fn steps(g: &Graph) -> Vec<Step> {
    let each = |n: usize, step: fn(usize) -> Step| (0..n).rev().map(step);
    let nodes = g.nodes.len();
    let groups = g.groups.len();
    let mut out: Vec<Step> = vec![Step::Previous, Step::Down];
    out.extend(each(g.edges.len(), Step::Edge));
    out.extend(each(nodes, Step::Node));
    out.extend(each(groups, Step::Group));
    out.extend(each(g.ports.len(), Step::Port));
    out.extend(each(g.gates.len(), Step::Gate));
    out.extend(each(g.same_rank.len(), Step::SameRank));
    out.extend(each(g.order.len(), Step::Order));
    out.extend(each(g.edges.len(), Step::Label));
    out.extend(each(groups, Step::Title));
    out.extend(each(groups, Step::Least));
    out.extend(each(groups, Step::Own));
    out.extend(each(nodes, Step::Plain));
    out
}

/// The graph after a step; None where the step changes nothing.
fn after(g: &Graph, step: Step) -> Option<Graph> {
    let mut s = g.clone();
    match step {
        Step::Edge(i) => drop_edge(&mut s, i),
        Step::Node(i) => drop_node(&mut s, i),
        Step::Group(i) => drop_group(&mut s, i),
        Step::Port(i) => drop(s.ports.remove(i)),
        Step::Gate(i) => drop(s.gates.remove(i)),
        Step::SameRank(i) => drop(s.same_rank.remove(i)),
        Step::Order(i) => drop(s.order.remove(i)),
        Step::Label(i) => drop(s.edges[i].label.take()?),
        Step::Least(i) if g.groups[i].least != Size::default() => s.groups[i].least = Size::default(),
        Step::Title(i) if g.groups[i].title != Size::default() => s.groups[i].title = Size::default(),
        Step::Own(i) => drop(s.groups[i].direction.take()?),
        Step::Plain(i) => {
            s.nodes[i].size = Size::new(100.0, 40.0);
            (s.nodes[i].centered_ports, s.nodes[i].inset) = (false, 0.0);
            if s.nodes[i].size == g.nodes[i].size && !g.nodes[i].centered_ports && g.nodes[i].inset == 0.0 {
                return None;
            }
        }
        Step::Previous => drop(s.previous.take()?),
        Step::Down if g.direction != Direction::Down => s.direction = Direction::Down,
        Step::Title(_) | Step::Least(_) | Step::Down => return None,
    }
    Some(s)
}

pub fn drop_edge(g: &mut Graph, i: usize) {
    g.edges.remove(i);
    for ends in g.ports.iter_mut().map(|p| &mut p.ends).chain(g.gates.iter_mut().map(|k| &mut k.ends)) {
        ends.retain(|e| e.0 as usize != i);
        ends.iter_mut().filter(|e| e.0 as usize > i).for_each(|e| e.0 -= 1);
    }
    g.ports.retain(|p| !p.ends.is_empty());
    if let Some(p) = &mut g.previous
        && i < p.edges.len()
    {
        p.edges.remove(i);
    }
}

/// Takes away all edges and hints that end at what goes, and counts the others of its kind anew.
fn drop_end(g: &mut Graph, gone: End) {
    while let Some(i) = g.edges.iter().position(|e| e.from == gone || e.to == gone) {
        drop_edge(g, i);
    }
    let renamed = |e: End| match (e, gone) {
        (End::Node(n), End::Node(i)) if n > i => End::Node(n - 1),
        (End::Group(n), End::Group(i)) if n > i => End::Group(n - 1),
        _ => e,
    };
    for e in &mut g.edges {
        (e.from, e.to) = (renamed(e.from), renamed(e.to));
    }
    for list in g.same_rank.iter_mut().chain(&mut g.order) {
        list.retain(|&e| e != gone);
        list.iter_mut().for_each(|e| *e = renamed(*e));
    }
}

pub fn drop_node(g: &mut Graph, i: usize) {
    drop_end(g, End::Node(i as u32));
    g.nodes.remove(i);
    g.ports.retain(|p| p.node as usize != i);
    g.ports.iter_mut().filter(|p| p.node as usize > i).for_each(|p| p.node -= 1);
    if let Some(p) = &mut g.previous
        && i < p.nodes.len()
    {
        p.nodes.remove(i);
    }
}

/// What it holds stands in the group around it.
pub fn drop_group(g: &mut Graph, i: usize) {
    drop_end(g, End::Group(i as u32));
    g.gates.retain(|k| k.group as usize != i);
    g.gates.iter_mut().filter(|k| k.group as usize > i).for_each(|k| k.group -= 1);
    let around = g.groups[i].parent;
    g.groups.remove(i);
    let moved = |p: Option<u32>| {
        let p = if p == Some(i as u32) { around } else { p };
        p.map(|p| if p as usize > i { p - 1 } else { p })
    };
    g.groups.iter_mut().for_each(|k| k.parent = moved(k.parent));
    g.nodes.iter_mut().for_each(|n| n.parent = moved(n.parent));
    if let Some(p) = &mut g.previous
        && i < p.groups.len()
    {
        p.groups.remove(i);
    }
}

/// The least graph on the way that still fails; one of which nothing can be taken away.
pub fn least(g: &Graph, fails: impl Fn(&Graph) -> bool) -> Graph {
    let mut g = g.clone();
    loop {
        let smaller = steps(&g).into_iter().filter_map(|step| after(&g, step)).find(|s| fails(s));
        match smaller {
            Some(s) => g = s,
            None => return g,
        }
    }
}

#[test]
fn what_is_not_needed_goes() {
    // As if loops with labels were the fault.
    let fails = |g: &Graph| g.edges.iter().any(|e| e.from == e.to && e.label.is_some());
    let mut looked_at = 0;
    for seed in 0..200 {
        let g = crate::generate::generated(seed, 9, 4, 12, seed % 5 == 0);
        if fails(&g) {
            looked_at += 1;
            let s = least(&g, fails);
            assert_eq!(
                (s.nodes.len() + s.groups.len(), s.edges.len(), s.ports.len() + s.gates.len()),
                (1, 1, 0),
                "{s:?}"
            );
            assert!(s.same_rank.is_empty() && s.order.is_empty() && s.direction == Direction::Down);
        }
    }
    assert!(looked_at > 20, "{looked_at}");
}
