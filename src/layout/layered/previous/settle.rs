//! The last step near an earlier drawing: everything goes back to where it stood, as far as the new drawing has room there.
//!
//! The phases before bring things into the order that they had within their part; what grew may still have pushed one part past another,
//! and nothing stands on its old coordinates. Misue, Eades, Lai, Sugiyama 1995, *Layout adjustment and the mental map*: keep the orthogonal
//! order, then the places. Both are asked of one axis after the other by a network simplex over all things of the picture
//! ([`super::things`]): what sees each other keeps its distance; to stand in the earlier order is worth more than anything else;
//! to stand on the earlier coordinate more than short lines and narrow groups. Dwyer, Marriott, Stuckey 2006, *Fast node overlap
//! removal*, move boxes alone so; here lines come with them and stay orthogonal.
//!
//! The order is asked of neighbours in it first, and of a pair further apart only once a solution has swapped it, so that the problem
//! stays linear in the nodes.
//!
//! Before: a drawing. After: one with the same routes but for their lengths, in which fewer pairs or none stand the other way round.

use super::super::graph::{Graph, Placement};
use super::super::part::{PX, Unit};
use super::super::simplex::{self, Arc, Tie};
use super::order::PAIRS;
use super::sane;
use super::things::{Axis, Things, gate_box};
use crate::geometry::{Point, Rect};

/// What a unit costs by which a node is away from its old place, and by which two stand the other way round.
const STAY: i64 = 64;
const ORDER: i64 = 1 << 24;
/// How often pairs that a solution swapped are added.
const ROUNDS: usize = 4;
/// Steps of the simplex for each variable.
const EFFORT: u64 = 1_000;
/// Drawings of more things stay as the phases made them.
const LARGE: usize = 8_000;
/// Further than anything moves.
const FAR: Unit = 1 << 40;
/// Nearer than this things stand level, px.
const LEVEL: f64 = 1.0;

/// Moves everything towards where it stood.
pub(in super::super) fn settle(graph: &Graph, drawn: &Placement) -> Placement {
    let mut out = drawn.clone();
    for axis in [Axis::X, Axis::Y] {
        let mut things = Things::new(graph, &out, axis);
        if things.size() > LARGE {
            return out;
        }
        let (vars, count) = things.variables();
        let by = moves(graph, &things, &out, axis, &vars, count as usize);
        out = things.moved(&vars, &by);
    }
    to_origin(graph, &mut out);
    out
}

/// How far each variable moves.
fn moves(graph: &Graph, things: &Things, drawn: &Placement, axis: Axis, vars: &[u32], count: usize) -> Vec<Unit> {
    let stood = stood(graph, drawn, axis);
    let pulls = things.pulls(vars);
    let (mut arcs, mut ties) = (pulls.arcs, pulls.ties);
    // Where the earlier drawing's coordinates begin. Whatever else holds, everything is connected with it.
    let origin = count as u32;
    arcs.extend((0..origin).map(|head| Arc { tail: origin, head, len: -FAR, weight: 0 }));
    for s in &stood {
        let len = ((s.before - s.now) * PX).round() as Unit;
        ties.push(Tie { tail: origin, head: vars[s.node as usize], len, below: STAY, above: STAY });
    }
    let order = |a: &Stood, b: &Stood| {
        let (tail, head) = (vars[a.node as usize], vars[b.node as usize]);
        let len = ((a.now - b.now) * PX).ceil() as Unit;
        (tail != head).then_some(Tie { tail, head, len, below: ORDER, above: 0 })
    };
    ties.extend(neighbours(&stood).filter_map(|(a, b)| order(&stood[a], &stood[b])));
    let mut x = vec![0; count + 1];
    let budget = EFFORT * (count as u64 + 1);
    for _ in 0..ROUNDS {
        x = simplex::solve_tied(count + 1, &arcs, &ties, x, origin, budget);
        let at = |s: &Stood| s.now + x[vars[s.node as usize] as usize] as f64 / PX;
        let known = ties.len();
        for (i, a) in stood.iter().enumerate() {
            let behind = stood[i + 1..].iter().filter(|b| b.before - a.before > LEVEL && at(a) - at(b) > LEVEL);
            ties.extend(behind.filter_map(|b| order(a, b)));
            if ties.len() > known + stood.len() {
                break;
            }
        }
        if ties.len() == known {
            break;
        }
    }
    let base = x[count];
    x.iter().map(|v| v - base).collect()
}

/// A node that stood somewhere: where its middle was, and where it is.
struct Stood {
    before: f64,
    now: f64,
    node: u32,
}

/// Those nodes in their earlier order.
fn stood(graph: &Graph, drawn: &Placement, axis: Axis) -> Vec<Stood> {
    let previous = graph.previous.as_ref().map(|p| p.nodes.as_slice()).unwrap_or_default();
    let both = (0..).zip(previous.iter().zip(&drawn.nodes));
    let mut list: Vec<Stood> = both
        .filter_map(|(node, (before, now))| {
            let before = before.filter(sane)?;
            Some(Stood { before: axis.middle(&before), now: axis.middle(now), node })
        })
        .collect();
    list.sort_by(|a, b| a.before.total_cmp(&b.before).then(a.node.cmp(&b.node)));
    list
}

/// Pairs of which the first stood before the second and nothing between them, as far as a few pairs say so.
fn neighbours(stood: &[Stood]) -> impl Iterator<Item = (usize, usize)> {
    let mut levels: Vec<std::ops::Range<usize>> = Vec::new();
    for (i, s) in stood.iter().enumerate() {
        match levels.last_mut() {
            Some(l) if s.before - stood[l.start].before <= LEVEL => l.end = i + 1,
            _ => levels.push(i..i + 1),
        }
    }
    let pairs: Vec<(usize, usize)> = levels
        .windows(2)
        .flat_map(|w| {
            let (a, b) = (w[0].clone(), w[1].clone());
            let many = a.len() * b.len() > PAIRS;
            let first = (a.start, b.start);
            a.flat_map(move |i| b.clone().map(move |k| (i, k)))
                .filter(move |&(i, k)| !many || i == first.0 || k == first.1)
        })
        .collect();
    pairs.into_iter()
}

/// Puts the corner of low coordinates at the origin, and drops points that no longer say anything.
fn to_origin(graph: &Graph, out: &mut Placement) {
    let around = |p: &Point| Rect::at(*p, Default::default());
    let boxes = out.nodes.iter().copied().chain(out.groups.iter().map(|g| g.rect));
    let routes = out.edges.iter().flat_map(|e| e.points.iter().map(around).chain(e.label));
    let gates = (0..out.gates.len()).map(|i| gate_box(graph, out, i));
    let Some(all) = boxes.chain(routes).chain(gates).reduce(|a, b| a.union(&b)) else { return };
    let (dx, dy) = (-all.x, -all.y);
    out.size = all.size();
    out.gates.iter_mut().for_each(|g| g.at = Point::new(g.at.x + dx, g.at.y + dy));
    out.nodes.iter_mut().for_each(|r| *r = r.shifted(dx, dy));
    for g in &mut out.groups {
        (g.rect, g.title) = (g.rect.shifted(dx, dy), g.title.shifted(dx, dy));
    }
    for e in &mut out.edges {
        e.points.iter_mut().for_each(|p| *p = Point::new(p.x + dx, p.y + dy));
        e.label = e.label.map(|l| l.shifted(dx, dy));
        if !e.points.is_empty() {
            super::super::finish::tidy(&mut e.points);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;
    use crate::layout::layered::{Edge, End, Node, Previous, Route, Spacing};

    /// Two boxes beside each other and one below both, which a line leads to from the first.
    fn drawn() -> (Graph, Placement) {
        let node = |i| Node { size: Size::new(60.0, 30.0), parent: None, index: i, centered_ports: false, inset: 0.0 };
        let spacing = Spacing { node: 20.0, rank: 40.0, edge_edge: 8.0, edge_node: 10.0, ..Spacing::default() };
        let edges = vec![Edge { from: End::Node(0), to: End::Node(2), label: None, weight: 1 }];
        let graph = Graph { nodes: (0..3).map(node).collect(), edges, spacing, ..Graph::default() };
        let at = |x, y| Rect::new(x, y, 60.0, 30.0);
        let points = [(30.0, 30.0), (30.0, 50.0), (120.0, 50.0), (120.0, 80.0)].map(|(x, y)| Point::new(x, y)).to_vec();
        let placed = Placement {
            size: Size::new(150.0, 110.0),
            nodes: vec![at(0.0, 0.0), at(80.0, 0.0), at(90.0, 80.0)],
            edges: vec![Route { points, label: None }],
            ..Placement::default()
        };
        (graph, placed)
    }

    fn near(mut graph: Graph, placed: &Placement, boxes: [(f64, f64); 3]) -> Placement {
        let nodes = boxes.iter().map(|&(x, y)| Some(Rect::new(x, y, 60.0, 30.0))).collect();
        graph.previous = Some(Previous { nodes, ..Previous::default() });
        settle(&graph, placed)
    }

    #[test]
    fn everything_goes_back_to_where_it_stood() {
        let (graph, placed) = drawn();
        let p = near(graph, &placed, [(0.0, 0.0), (200.0, 0.0), (210.0, 150.0)]);
        let corners: Vec<(f64, f64)> = p.nodes.iter().map(|r| (r.x, r.y)).collect();
        assert_eq!(corners, [(0.0, 0.0), (200.0, 0.0), (210.0, 150.0)]);
        // The line came along: from the first box's border to the third's.
        let ends = (p.edges[0].points[0], p.edges[0].points[3]);
        assert_eq!((ends.0.y, ends.1), (30.0, Point::new(240.0, 150.0)));
        assert_eq!(p.size, Size::new(270.0, 180.0));
    }

    #[test]
    fn order_is_worth_more_than_a_place_and_distances_more_than_order() {
        let (graph, placed) = drawn();
        // The third stood left of the first: its line bends the other way, no further than its ends can slide.
        let p = near(graph.clone(), &placed, [(100.0, 0.0), (220.0, 0.0), (60.0, 80.0)]);
        assert!(p.nodes[2].center().x <= p.nodes[0].center().x);
        // The second stood left of the first, beside which it stands now: it cannot pass.
        let p = near(graph, &placed, [(100.0, 0.0), (20.0, 0.0), (60.0, 80.0)]);
        assert!(p.nodes[1].x - p.nodes[0].right() >= 20.0);
    }
}
