//! Loops at ports: lines from one place on the border of a node to another one there.
//!
//! They run around the node on rings of their own, each the shorter way, those that enclose others outside. The rings are part of the
//! node for everything else: it is laid out as large as they reach, and its other lines go straight on through them. (After the
//! self loops of ELK, which keeps such a margin, too; no paper.) Loops at no port stand beside their node, see [`super::loops`],
//! unless it has rings. A group with gates is a node when this is asked ([`super::nested`]).
//!
//! Before: any graph. After: its placement, with loops that begin and end where their ports are and lie on no other line; every
//! other graph goes to the engine as it is.

mod ring;

use super::collar::Flank;
use super::graph::{Direction, End, Gate, Graph, Placement, Port, Previous, Route};
use super::nested::{lead_in, side_of};
use super::normalise::{facing, transposed};
use crate::geometry::{Point, Rect, Side, Size};
use ring::{Place, Ring, Taken, Wanted};

/// The loops of a node that has one at a port, in the frame where the flow runs down, so that every direction gives one drawing.
struct Looped {
    node: u32,
    ring: Ring,
    frame: Frame,
}

/// A node in a picture of some direction.
#[derive(Clone, Copy)]
struct Frame {
    direction: Direction,
    size: Size,
}

impl Frame {
    /// The node's size when the flow is turned to run down.
    fn turned(&self, size: Size) -> Size {
        if transposed(self.direction) { Size::new(size.h, size.w) } else { size }
    }

    fn side(&self, side: Side) -> Side {
        match facing(self.direction, side) {
            Flank::Top => Side::Top,
            Flank::Bottom => Side::Bottom,
            Flank::Low => Side::Left,
            Flank::High => Side::Right,
        }
    }

    fn place(&self, side: Side, at: f64) -> Place {
        let length = if matches!(side, Side::Top | Side::Bottom) { self.size.w } else { self.size.h };
        let side = self.side(side);
        let back =
            matches!(self.direction, Direction::Up | Direction::Left) && matches!(side, Side::Left | Side::Right);
        Place { side, at: if back { length - at } else { at } }
    }

    /// A side of the picture's of what is known by sides where the flow runs down.
    fn reach(&self, reach: &[f64; 4]) -> [f64; 4] {
        [Side::Top, Side::Right, Side::Bottom, Side::Left].map(|side| reach[self.side(side) as usize])
    }

    /// A point from the node's corner, back in the picture.
    fn back(&self, p: Point) -> Point {
        let length = self.turned(self.size).h;
        match self.direction {
            Direction::Down => p,
            Direction::Up => Point::new(p.x, length - p.y),
            Direction::Right => Point::new(p.y, p.x),
            Direction::Left => Point::new(length - p.y, p.x),
        }
    }
}

/// Places a graph with such loops; None where it has none.
pub(super) fn place(graph: &Graph) -> Option<Placement> {
    let looped = looped(graph);
    if looped.is_empty() {
        return None;
    }
    let mut drawn = vec![true; graph.edges.len()];
    looped.iter().flat_map(|l| &l.ring.loops).for_each(|l| drawn[l.edge as usize] = false);
    let kept: Vec<u32> = (0..graph.edges.len() as u32).filter(|&e| drawn[e as usize]).collect();
    let without = without(graph, &looped, &kept);
    let placed = super::place(&without);
    Some(compose(graph, &looped, &kept, placed))
}

/// The nodes with loops at ports, in their order, and what these make of them.
fn looped(graph: &Graph) -> Vec<Looped> {
    let known = |e: u32| graph.edges.get(e as usize).filter(|e| e.from == e.to).map(|e| e.from);
    let at_port = |p: &&Port| p.ends.iter().any(|&(e, _)| known(e) == Some(End::Node(p.node)));
    let mut nodes: Vec<u32> = graph.ports.iter().filter(at_port).map(|p| p.node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes.retain(|&n| (n as usize) < graph.nodes.len());
    let mut wanted: Vec<Vec<Wanted>> = nodes.iter().map(|_| Vec::new()).collect();
    // Ends of other lines, less those at ports.
    let mut loose = vec![0i64; nodes.len()];
    for (i, edge) in graph.edges.iter().enumerate() {
        for end in [edge.from, edge.to] {
            if let End::Node(n) = end
                && let Ok(k) = nodes.binary_search(&n)
            {
                loose[k] += i64::from(edge.from != edge.to);
            }
        }
        if let (End::Node(n), true) = (edge.from, edge.from == edge.to)
            && let Ok(k) = nodes.binary_search(&n)
        {
            let frame = Frame { direction: graph.direction, size: Size::default() };
            wanted[k].push(Wanted { edge: i as u32, ends: [None, None], label: edge.label.map(|l| frame.turned(l)) });
        }
    }
    let frame = |node: u32| Frame { direction: graph.direction, size: graph.nodes[node as usize].size };
    let mut ports: Vec<Vec<Taken>> = nodes.iter().map(|_| Vec::new()).collect();
    for port in &graph.ports {
        let Ok(k) = nodes.binary_search(&port.node) else { continue };
        let at = frame(port.node).place(port.side, port.at);
        ports[k].push(Taken { place: at, edges: port.ends.iter().map(|end| end.0).collect() });
        for &(e, start) in &port.ends {
            let edge = graph.edges.get(e as usize).filter(|e| e.from != e.to);
            let here = edge.is_some_and(|e| (if start { e.from } else { e.to }) == End::Node(port.node));
            loose[k] -= i64::from(here);
            if let Some(w) = wanted[k].iter_mut().find(|w| w.edge == e) {
                w.ends[usize::from(!start)] = Some(at);
            }
        }
    }
    nodes
        .iter()
        .zip(wanted.into_iter().zip(ports).zip(loose))
        .map(|(&node, ((wanted, ports), loose))| {
            let frame = frame(node);
            let mut ring = Ring::new(frame.turned(frame.size), wanted, ports, loose > 0, &graph.spacing);
            if loose > 0 {
                // Ends of the engine's choice stand around the middle, which must be the node's own.
                let (low, high) = (Side::Left as usize, Side::Right as usize);
                let most = ring.reach[low].max(ring.reach[high]);
                (ring.reach[low], ring.reach[high]) = (most, most);
            }
            Looped { node, ring, frame }
        })
        .collect()
}

/// The graph with larger nodes in place of their loops.
fn without(graph: &Graph, looped: &[Looped], kept: &[u32]) -> Graph {
    let mut g = graph.clone();
    let renumbered = |ends: &[(u32, bool)]| -> Vec<(u32, bool)> {
        ends.iter().filter_map(|&(e, s)| kept.binary_search(&e).ok().map(|i| (i as u32, s))).collect()
    };
    g.edges = kept.iter().map(|&e| graph.edges[e as usize].clone()).collect();
    g.gates = graph.gates.iter().map(|gate| Gate { ends: renumbered(&gate.ends), ..gate.clone() }).collect();
    g.ports = graph.ports.iter().map(|p| Port { ends: renumbered(&p.ends), ..p.clone() }).collect();
    for Looped { node, ring, frame } in looped {
        let [top, right, bottom, left] = frame.reach(&ring.reach);
        let own = &mut g.nodes[*node as usize];
        own.size = Size::new(own.size.w + left + right, own.size.h + top + bottom);
        let beside = if transposed(graph.direction) { top.max(bottom) } else { left.max(right) };
        own.inset += beside;
        for port in g.ports.iter_mut().filter(|p| p.node == *node) {
            port.at += if matches!(port.side, Side::Top | Side::Bottom) { left } else { top };
        }
    }
    if let Some(Previous { edges, .. }) = &mut g.previous {
        *edges = kept.iter().map(|&e| edges.get(e as usize).cloned().unwrap_or_default()).collect();
    }
    g
}

/// Nodes in their own size, the other lines led on to them, the loops drawn.
fn compose(graph: &Graph, looped: &[Looped], kept: &[u32], placed: Placement) -> Placement {
    let mut out = Placement { edges: vec![Route::default(); graph.edges.len()], ..placed };
    for (&e, route) in kept.iter().zip(placed.edges) {
        out.edges[e as usize] = route;
    }
    for Looped { node, ring, frame } in looped {
        let whole = out.nodes[*node as usize];
        let [top, right, bottom, left] = frame.reach(&ring.reach);
        // Its own size to the dot, unless that is none.
        let exact = |asked: f64, found: f64| if (asked - found).abs() < 0.01 { asked } else { found.max(0.0) };
        let size = graph.nodes[*node as usize].size;
        let (w, h) = (exact(size.w, whole.w - left - right), exact(size.h, whole.h - top - bottom));
        let own = Rect::new(whole.x + left, whole.y + top, w, h);
        out.nodes[*node as usize] = own;
        for l in &ring.loops {
            let local = l.drawn(frame.turned(own.size()));
            let back = |p: Point| {
                let p = Frame { size: own.size(), ..*frame }.back(p);
                Point::new(p.x + own.x, p.y + own.y)
            };
            out.edges[l.edge as usize] = Route {
                points: local.points.iter().map(|&p| back(p)).collect(),
                label: local.label.map(|l| {
                    let turned = Rect::around(back(l.origin()), back(Point::new(l.right(), l.bottom())));
                    Rect::at(turned.origin(), frame.turned(l.size()))
                }),
            };
        }
        let this = End::Node(*node);
        for &e in kept {
            let (edge, points) = (&graph.edges[e as usize], &mut out.edges[e as usize].points);
            if let (true, Some(p)) = (edge.from == this, points.first_mut()) {
                lead_in(p, side_of(&whole, *p).0, &own, 0.0);
            }
            if let (true, Some(p)) = (edge.to == this, points.last_mut()) {
                lead_in(p, side_of(&whole, *p).0, &own, 0.0);
            }
            super::finish::tidy(points);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::geometry::{Rect, Side, Size};
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Port, Spacing, place};

    const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

    /// A node between two others, with loops between ports of any two sides.
    #[test]
    fn loops_begin_and_end_at_their_ports() {
        let node = |i| Node { size: Size::new(90.0, 60.0), parent: None, index: i, centered_ports: false, inset: 0.0 };
        let edge = |a, b, label| Edge { from: End::Node(a), to: End::Node(b), label, weight: 1 };
        let label = Some(Size::new(40.0, 12.0));
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            for (a, b) in SIDES.into_iter().flat_map(|a| SIDES.map(|b| (a, b))) {
                let port = |side, at, ends: &[(u32, bool)]| Port { node: 1, side, at, ends: ends.to_vec() };
                let g = Graph {
                    direction,
                    nodes: (0..3).map(node).collect(),
                    edges: vec![
                        edge(0, 1, None),
                        edge(1, 2, label),
                        edge(1, 1, None),
                        edge(1, 1, label),
                        edge(1, 1, None),
                        edge(0, 1, None),
                    ],
                    ports: vec![
                        port(a, 20.0, &[(2, true), (0, false)]),
                        port(b, 40.0, &[(2, false), (3, true), (3, false), (1, true)]),
                    ],
                    spacing: Spacing { node: 20.0, rank: 40.0, edge_edge: 10.0, edge_node: 10.0, ..Spacing::default() },
                    ..Graph::default()
                };
                let p = place(&g);
                let n = p.nodes[1];
                assert_eq!((n.w, n.h), (90.0, 60.0));
                let at = |side, at: f64| match side {
                    Side::Top => (n.x + at, n.y),
                    Side::Right => (n.right(), n.y + at),
                    Side::Bottom => (n.x + at, n.bottom()),
                    Side::Left => (n.x, n.y + at),
                };
                let ends = |e: usize| (p.edges[e].points[0], *p.edges[e].points.last().unwrap());
                let close =
                    |p: crate::geometry::Point, q: (f64, f64)| (p.x - q.0).abs() < 0.2 && (p.y - q.1).abs() < 0.2;
                let what = format!("{direction:?} {a:?} {b:?}: {:?}", p.edges);
                assert!(close(ends(2).0, at(a, 20.0)) && close(ends(2).1, at(b, 40.0)), "{what}");
                assert!(close(ends(3).0, at(b, 40.0)) && close(ends(3).1, at(b, 40.0)), "{what}");
                assert!(close(ends(0).1, at(a, 20.0)) && close(ends(1).0, at(b, 40.0)), "{what}");
                for (i, route) in p.edges.iter().enumerate() {
                    for w in route.points.windows(2) {
                        assert!(w[0].x == w[1].x || w[0].y == w[1].y, "{i} {what}");
                        let inside = Rect::around(w[0], w[1]).overlaps(&n.grown(-0.5));
                        assert!(!inside, "{i} runs through its node: {what}");
                    }
                    for (_, q) in [ends(i).0, ends(i).1].iter().enumerate().filter(|(k, _)| {
                        g.edges[i].from == g.edges[i].to || (g.edges[i].from == End::Node(1)) == (*k == 0)
                    }) {
                        assert!(n.grown(0.2).holds(&Rect::new(q.x, q.y, 0.0, 0.0)), "{i} ends off its node: {what}");
                    }
                }
                let l = p.edges[3].label.expect("a label");
                assert!(!l.overlaps(&n), "{what}");
                for w in p.edges.iter().flat_map(|r| r.points.windows(2)) {
                    assert!(!Rect::around(w[0], w[1]).overlaps(&l), "a line runs through a label: {l:?} {what}");
                }
            }
        }
    }
}
