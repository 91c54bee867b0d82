//! Of several drawings the one that stands nearest to the earlier one.
//!
//! What keeps order within the phases costs some room to move, and a plain layout may need none of it: where nothing relevant was edited it
//! is the earlier drawing to the dot. So both are drawn, both go back to their old places ([`super::settle`]) unless they stand there
//! already, and what swaps fewer pairs of nodes is taken, then what moves fewer, then what was told of the earlier drawing. Where pairs
//! swap in both, it is drawn once more with less in the way. No paper.
//!
//! Before: a graph with an earlier drawing. After: its placement.

use super::super::graph::{Graph, Placement, Wrapping};
use super::super::part::PX;
use super::settle::settle;
use super::{LEVEL, sane};

/// Nodes of which all pairs are compared; larger graphs are drawn once.
const MOST: usize = 3_000;

/// A drawing that may be wrapped is taken only if the frame of the wanted aspect that holds it is at most so many times as large as that
/// of a plain one.
const TOO_LARGE: f64 = 1.5;

/// How far a drawing is from the earlier one: pairs that stand the other way round, and nodes that moved against the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Far {
    swapped: usize,
    moved: usize,
}

/// Lays out a graph near its earlier drawing; `fresh` lays out any graph, and lets lines leave by a flank or not.
pub(in super::super) fn place(graph: &Graph, fresh: &dyn Fn(&Graph, bool) -> Placement) -> Placement {
    if graph.nodes.len() > MOST && graph.wrap == Wrapping::Never {
        return fresh(graph, true);
    }
    let plain = fresh(&Graph { previous: None, ..graph.clone() }, true);
    let most = if graph.wrap == Wrapping::Never { f64::INFINITY } else { TOO_LARGE * frame(graph, &plain) };
    let mut best = Best { graph, most, found: None };
    if graph.nodes.len() > MOST {
        let near = fresh(graph, true);
        return if frame(graph, &near) <= most { near } else { plain };
    }
    if far(graph, &plain) == (Far { swapped: 0, moved: 0 }) {
        return plain;
    }
    best.offer(fresh(graph, true));
    best.offer(plain);
    // A line that leaves by a flank stands between its node and the neighbours, which may have no room then to go back.
    if best.found.as_ref().is_some_and(|b| b.0.swapped > 0) {
        best.offer(fresh(graph, false));
    }
    best.found.map(|b| b.1).unwrap_or_default()
}

/// How high the frame of the wanted aspect is that holds a drawing, px.
fn frame(graph: &Graph, drawn: &Placement) -> f64 {
    graph.wanted_aspect().map_or(0.0, |aspect| (drawn.size.w / aspect).max(drawn.size.h))
}

/// The best drawing so far, in a frame no higher than `most`.
struct Best<'g> {
    graph: &'g Graph,
    most: f64,
    found: Option<(Far, Placement)>,
}

impl Best<'_> {
    /// Takes a drawing, as it is or with everything where it stood, if that is nearer.
    fn offer(&mut self, drawn: Placement) {
        for drawn in [settle(self.graph, &drawn), drawn] {
            let far = far(self.graph, &drawn);
            if frame(self.graph, &drawn) <= self.most && self.found.as_ref().is_none_or(|b| far < b.0) {
                self.found = Some((far, drawn));
            }
        }
    }
}

fn far(graph: &Graph, drawn: &Placement) -> Far {
    let before = graph.previous.as_ref().map(|p| p.nodes.as_slice()).unwrap_or_default();
    let stood = before.iter().zip(&drawn.nodes).filter_map(|(b, n)| Some((b.filter(sane)?.center(), n.center())));
    let stood: Vec<_> = stood.collect();
    let level = LEVEL as f64 / PX;
    let other = |a: f64, b: f64| a.abs() > level && b.abs() > level && (a > 0.0) != (b > 0.0);
    let mut swapped = 0;
    for (i, (p, q)) in stood.iter().enumerate() {
        for (r, s) in &stood[..i] {
            swapped += usize::from(other(p.x - r.x, q.x - s.x)) + usize::from(other(p.y - r.y, q.y - s.y));
        }
    }
    let median = |of: &dyn Fn(usize) -> f64| {
        let mut list: Vec<f64> = (0..stood.len()).map(of).collect();
        list.sort_by(f64::total_cmp);
        list.get(list.len() / 2).copied().unwrap_or(0.0)
    };
    let dx = median(&|i| stood[i].1.x - stood[i].0.x);
    let dy = median(&|i| stood[i].1.y - stood[i].0.y);
    let still = |(p, q): &&(crate::geometry::Point, crate::geometry::Point)| {
        (q.x - p.x - dx).abs() < level && (q.y - p.y - dy).abs() < level
    };
    Far { swapped, moved: stood.len() - stood.iter().filter(still).count() }
}
