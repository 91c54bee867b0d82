//! Moves labels along their line to the end that they belong to, as far as nothing else is there.
//!
//! ELK has them at the end itself: beside its line, right of it or below it, and so far from the node as from the line. There they
//! stand here, too, or on the other side, or the next place on the last piece of the line that is free; one that finds none stays where
//! the engine put it.
//!
//! Before: a lawful drawing. After: another, and which edges have a label that is still far from its end.

use super::Pair;
use crate::geometry::{Point, Rect, Size};
use crate::layout::layered::{Graph, Placement};

/// Between a label and its node, px.
const APART: f64 = 2.0;
/// A label is looked a place for in such steps, px, and so far from its end at most.
const STEP: f64 = 4.0;
const FAR: f64 = 60.0;
/// Above so many pairs of labels and pieces of lines all stay where they are.
const MOST: usize = 4_000_000;

/// Which edges have a label far from its end.
pub(super) fn slide(graph: &Graph, placement: &mut Placement, boxes: &mut [Pair<Rect>]) -> Vec<bool> {
    let labels = boxes.iter().flatten().flatten().count();
    let pieces: usize = placement.edges.iter().map(|e| e.points.len()).sum();
    let moves = labels.saturating_mul(pieces + graph.nodes.len()) <= MOST;
    let off = graph.spacing.edge_label.max(1.0);
    let near = 2.0 * graph.spacing.edge_node.max(off);
    let mut far = vec![false; boxes.len()];
    for e in 0..boxes.len() {
        for end in 0..2 {
            let Some(now) = boxes[e][end] else { continue };
            let points = &placement.edges[e].points;
            let (Some(&tip), Some(&next)) = (match end {
                0 => (points.first(), points.get(1)),
                _ => (points.last(), points.len().checked_sub(2).and_then(|i| points.get(i))),
            }) else {
                continue;
            };
            boxes[e][end] = None;
            let better = |r: &Rect| away(r, tip) < away(&now, tip);
            let found = if moves {
                places(tip, next, now.size(), off).find(|r| better(r) && free(graph, placement, boxes, e, (r, off)))
            } else {
                None
            };
            let place = found.unwrap_or(now);
            boxes[e][end] = Some(place);
            far[e] |= away(&place, tip) > near;
        }
    }
    far
}

/// How far a label is from a point, the larger of both ways.
fn away(r: &Rect, p: Point) -> f64 {
    let beyond = |at: f64, low: f64, high: f64| (low - at).max(at - high).max(0.0);
    beyond(p.x, r.x, r.right()).max(beyond(p.y, r.y, r.bottom()))
}

/// Places beside a line that ends at `tip` and comes from `next`, nearest first; right of it or below it before the other side.
fn places(tip: Point, next: Point, size: Size, off: f64) -> impl Iterator<Item = Rect> {
    let upright = tip.x == next.x;
    let (length, back) =
        if upright { ((next.y - tip.y).abs(), next.y < tip.y) } else { ((next.x - tip.x).abs(), next.x < tip.x) };
    let steps = (length.min(FAR) / STEP) as u32;
    (0..=steps).flat_map(move |k| {
        let along = APART + f64::from(k) * STEP;
        [false, true].map(|other| {
            let beside = |at: f64, own: f64| if other { at - off - own } else { at + off };
            let along = |at: f64, own: f64| if back { at - along - own } else { at + along };
            if upright {
                Rect::at(Point::new(beside(tip.x, size.w), along(tip.y, size.h)), size)
            } else {
                Rect::at(Point::new(along(tip.x, size.w), beside(tip.y, size.h)), size)
            }
        })
    })
}

/// Whether a label of an edge may stand somewhere: on nothing else, and no nearer to another line than to its own.
fn free(graph: &Graph, p: &Placement, boxes: &[Pair<Rect>], edge: usize, (r, off): (&Rect, f64)) -> bool {
    let clear = r.grown(1.0);
    let whole = Rect::new(0.0, 0.0, p.size.w, p.size.h);
    let labels = p.edges.iter().filter_map(|e| e.label).chain(boxes.iter().flatten().copied().flatten());
    let line = |k: usize, points: &[Point]| {
        let around = if k == edge { *r } else { r.grown(off + 0.5) };
        points.windows(2).any(|w| around.overlaps(&thick(w)))
    };
    let gate = |k: usize| {
        let (gate, found) = (&graph.gates[k], &p.gates[k]);
        let reach = gate.breadth.max(2.0 * (gate.depth + gate.clear)) / 2.0;
        Rect::at(found.at, Size::default()).grown(reach).overlaps(&clear)
    };
    whole.holds(r)
        && !p.nodes.iter().any(|n| n.overlaps(&clear))
        && p.groups.iter().all(|g| !g.title.overlaps(&clear) && (g.rect.holds(&clear) || !g.rect.overlaps(&clear)))
        && !labels.into_iter().any(|l| l.overlaps(&clear))
        && !(0..p.gates.len()).any(gate)
        && !p.edges.iter().enumerate().any(|(k, e)| line(k, &e.points))
}

/// A piece of a line as a box that has an extent.
fn thick(w: &[Point]) -> Rect {
    Rect::around(w[0], w[1]).grown(0.01)
}
