//! Groups that flow in a direction of their own, or have gates.
//!
//! Such a group is a picture by itself: its inside is laid out first, in its own direction, and outside it is a node of that size.
//! A line across its border is two lines: inside one between the group itself and its end (which the engine draws from the border
//! where the group's flow enters, or to the one where it leaves), outside one that must end where that met the border (see
//! [`super::collar`]). Seen from the picture that is what ELK does with hierarchical ports: Schulze, Spönemann, von Hanxleden 2014.
//!
//! Before: any graph. After: its placement; every other graph goes to the engine as it is.

use super::gates::{self, Inner, Standing};
use super::graph::{Edge, End, Gate, GateBox, Graph, GroupBox, Node, Placement, Port, Previous, Route, Wrapping};
use super::normalise::{Tree, drawable, transposed};
use super::part::NONE;
use super::wrap;
use crate::geometry::{Point, Rect, Side, Size};

/// Groups with gates that stand in one another deeper than that are laid out once each: every level might ask for its inside again.
const LEVELS: usize = 3;

/// The parts of a graph that became another graph: numbers in the whole by number there.
#[derive(Default)]
pub(super) struct Share {
    pub graph: Graph,
    pub nodes: Vec<u32>,
    pub groups: Vec<u32>,
    pub edges: Vec<u32>,
    pub gates: Vec<u32>,
}

/// The outermost groups with gates or a direction of their own, and for all groups the one of those that is or is around them.
fn turned(graph: &Graph, tree: &Tree) -> (Vec<u32>, Vec<u32>) {
    let mut inside = vec![NONE; graph.groups.len()];
    let mut by_depth: Vec<u32> = (0..graph.groups.len() as u32).collect();
    by_depth.sort_by_key(|&g| tree.depth[g as usize]);
    let mut gated: Vec<u32> = graph.gates.iter().map(|g| g.group).collect();
    gated.sort_unstable();
    let mut roots = Vec::new();
    for g in by_depth {
        let parent = tree.parent[g as usize];
        let group = &graph.groups[g as usize];
        let around = if parent == NONE { NONE } else { inside[parent as usize] };
        let apart = gated.binary_search(&g).is_ok() || group.direction.is_some_and(|d| d != graph.direction);
        let own = apart && !tree.lane[g as usize];
        inside[g as usize] = if around == NONE && own { g } else { around };
        if inside[g as usize] == g {
            roots.push(g);
        }
    }
    roots.sort_unstable();
    (roots, inside)
}

/// Places a graph with such groups; None where it has none. They are wrapped inside only where the whole comes out clearly smaller:
/// each is laid out before anything is known of what is around it.
pub(super) fn place(graph: &Graph) -> Option<Placement> {
    let plain = placed(graph, Wrapping::Never)?;
    let frame = |p: &Placement| (p.size.w / graph.aspect).max(p.size.h);
    if graph.wrap == Wrapping::Never || !graph.aspect.is_finite() || graph.aspect <= 0.0 {
        return Some(plain);
    }
    let wrapped = placed(graph, graph.wrap)?;
    Some(if frame(&wrapped) < frame(&plain) * wrap::CLEARLY { wrapped } else { plain })
}

/// The same with their insides wrapped or not.
fn placed(graph: &Graph, rows: Wrapping) -> Option<Placement> {
    if graph.gates.is_empty() && graph.groups.iter().all(|g| g.direction.is_none_or(|d| d == graph.direction)) {
        return None;
    }
    let tree = Tree::new(graph);
    let (roots, inside) = turned(graph, &tree);
    if roots.is_empty() {
        return None;
    }
    // The root that a group or node stands in; a root itself stands in none.
    let within = |e: End| match e {
        End::Group(g) if inside[g as usize] == g => NONE,
        End::Group(g) => inside[g as usize],
        End::Node(n) => match tree.node_parent[n as usize] {
            NONE => NONE,
            p => inside[p as usize],
        },
    };
    let twice = levels(graph, &tree) <= LEVELS;
    let first = arrange(graph, &roots, &within, twice, rows);
    let far = |standing: &Standing| far(graph, standing, &first.outer, &first.outside);
    // Near an earlier drawing nothing is looked for that may have stood otherwise there.
    let again = if twice && graph.previous.is_none() { gates::reordered(graph, &first.inner, far) } else { None };
    let again = again.map(|again| arrange(&again, &roots, &within, twice, rows).compose(graph));
    let placement = first.compose(graph);
    Some(again.filter(|a| gates::crossings(&a.edges) < gates::crossings(&placement.edges)).unwrap_or(placement))
}

/// The insides of all roots, and what is around them.
struct Arranged {
    inner: Vec<Inner>,
    outer: Share,
    outside: Placement,
}

/// How deep groups with gates or directions of their own stand in one another.
fn levels(graph: &Graph, tree: &Tree) -> usize {
    let mut apart: Vec<bool> = graph.groups.iter().map(|g| g.direction.is_some()).collect();
    for gate in &graph.gates {
        if let Some(apart) = apart.get_mut(gate.group as usize) {
            *apart = true;
        }
    }
    let mut by_depth: Vec<usize> = (0..graph.groups.len()).collect();
    by_depth.sort_by_key(|&g| tree.depth[g]);
    let mut deep = vec![0; graph.groups.len()];
    for g in by_depth {
        let around = if tree.parent[g] == NONE { 0 } else { deep[tree.parent[g] as usize] };
        deep[g] = around + usize::from(apart[g]);
    }
    deep.into_iter().max().unwrap_or(0)
}

fn arrange(graph: &Graph, roots: &[u32], within: &dyn Fn(End) -> u32, twice: bool, rows: Wrapping) -> Arranged {
    let mut inner: Vec<Inner> =
        roots.iter().map(|&root| gates::inner(graph, root, twice, || inner(graph, root, within, rows))).collect();
    let mut around = outer(graph, roots, &inner, within);
    let mut outside = super::place(&around.graph);
    if sort_gates(graph, &mut inner, &around, &outside) {
        around = outer(graph, roots, &inner, within);
        outside = super::place(&around.graph);
    }
    if twice
        && graph.previous.is_none()
        && let Some(hinted) = gates::as_pinned(&around.graph, around.nodes.len() as u32)
    {
        let other = super::place(&hinted);
        if gates::crossings(&other.edges) < gates::crossings(&outside.edges) {
            outside = other;
        }
    }
    Arranged { inner, outer: around, outside }
}

/// Where what a gate leads to outside lies along the gate's side, on average.
fn far(graph: &Graph, standing: &Standing, outer: &Share, placed: &Placement) -> Option<f64> {
    let level = matches!(standing.side, Side::Top | Side::Bottom);
    let ends = graph.gates[standing.gate as usize].ends.iter().filter_map(|&(e, start)| {
        let points = &placed.edges[index(&outer.edges, e)? as usize].points;
        let end = if start { points.last() } else { points.first() }?;
        Some(if level { end.x } else { end.y })
    });
    let ends: Vec<f64> = ends.collect();
    (!ends.is_empty()).then(|| ends.iter().sum::<f64>() / ends.len() as f64)
}

/// Puts gates of free places into the order of what they lead to outside. Whether that changes anything.
fn sort_gates(graph: &Graph, inner: &mut [Inner], outer: &Share, placed: &Placement) -> bool {
    let mut changed = false;
    for one in inner {
        changed |= gates::sort(&mut one.gates, |standing| far(graph, standing, outer, placed).unwrap_or(0.0));
    }
    changed
}

pub(super) fn index(list: &[u32], of: u32) -> Option<u32> {
    list.binary_search(&of).ok().map(|i| i as u32)
}

/// The inside of a root: the group itself is the first, and the only one without a parent.
fn inner(graph: &Graph, root: u32, within: &dyn Fn(End) -> u32, rows: Wrapping) -> Share {
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
fn outer(graph: &Graph, roots: &[u32], inner: &[Inner], within: &dyn Fn(End) -> u32) -> Share {
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

/// The side of a box on which a point lies, and how far along it.
pub(super) fn side_of(r: &Rect, p: Point) -> (Side, f64) {
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
pub(super) fn lead_in(p: &mut Point, side: Side, border: &Rect, depth: f64) {
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
    fn compose(&self, graph: &Graph) -> Placement {
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
        out.edges.iter_mut().for_each(|r| super::finish::tidy(&mut r.points));
        out
    }
}

impl Share {
    /// Whether an edge across the border starts in here.
    fn starts(&self, graph: &Graph, edge: u32) -> bool {
        match graph.edges[edge as usize].from {
            End::Node(n) => index(&self.nodes, n).is_some(),
            End::Group(g) => index(&self.groups, g).is_some(),
        }
    }
}
