//! Whether to wrap, and how long rows are.
//!
//! A drawing is looked at through a frame of the wanted aspect: the smaller the frame that holds it, the larger it can be shown
//! (Rüegg, von Hanxleden 2018 call it the max scale). For each of some lengths that nothing is to be longer than the frame is
//! estimated (see [`super::sketch`]), every line across a cut adding to it, for a reader pays for each with a jump. The best
//! is laid out; it must make the frame clearly smaller. Where it did not come out as estimated, what was estimated wrong
//! corrects the estimate, and the best of that is laid out, too: at most three layouts more than without wrapping, in large graphs one.
//! What may be cut anywhere may also be cut only where one line crosses: rows of unlike lengths, but few lines beside them. Such
//! cuts are estimated as well.
//!
//! Near an earlier drawing the rows that it had are kept, be it one, so that everything stands in the row in which a reader knows it. Whether they
//! became far too long is asked where drawings are compared (see [`previous::place`]).
//!
//! Before: a way to lay out everything with given cuts. After: the layout with the best of them; without any where none helps.

use super::sketch::{Sketch, Sketched};
use super::{By, Plan};
use crate::layout::layered::finish::Canvas;
use crate::layout::layered::graph::{Graph, Wrapping};
use crate::layout::layered::normalise::transposed;
use crate::layout::layered::part::{Extent, Unit};
use crate::layout::layered::previous;

/// Lengths that are tried: the length without cuts, times this, and again, as long as that leaves no more rows than `ROWS`.
const STEP: f64 = 0.8;
const ROWS: f64 = 60.0;
/// To be wrapped a drawing must come down to this share of its frame.
pub(in crate::layout::layered) const CLEARLY: f64 = 0.9;
/// A line across a cut counts as if the frame grew by this share.
const JUMP: f64 = 0.02;
/// To be laid out once more a drawing must promise to come down to this share of the best frame found.
const BETTER: f64 = 0.95;
/// Layouts with cuts, in graphs of no more than so many nodes and edges. In larger ones it is one.
const TRIES: usize = 3;
const LARGE: usize = 3_000;

/// A way to lay out a graph with cuts. What is as in another layout may be taken from that.
pub(in crate::layout::layered) type Lay<'l, 'c> = &'l dyn Fn(&[Plan], Option<&Canvas<'c>>) -> Canvas<'c>;

/// The wanted width / height when the flow runs down.
fn wanted(graph: &Graph) -> Option<f64> {
    let aspect = graph.wanted_aspect()?;
    Some(if transposed(graph.direction) { 1.0 / aspect } else { aspect })
}

/// How high the frame must be, and the price of lines across cuts.
fn frame((w, h): (f64, f64), aspect: f64, jumps: f64) -> f64 {
    (w / aspect).max(h) * (1.0 + JUMP * jumps)
}

fn sides(all: Extent) -> (f64, f64) {
    (all.w as f64, all.h as f64)
}

pub(in crate::layout::layered) fn choose<'c>(graph: &Graph, lay: Lay<'_, 'c>) -> Canvas<'c> {
    let plain = lay(&[], None);
    let rows = if graph.previous.is_some() { as_before(&plain, lay) } else { anew(graph, lay, &plain) };
    rows.unwrap_or(plain)
}

/// With the rows of an earlier drawing, where it had any.
fn as_before<'c>(plain: &Canvas<'c>, lay: Lay<'_, 'c>) -> Option<Canvas<'c>> {
    let mut plans = Vec::new();
    for (frame, parts) in plain.parts() {
        for (part, (piece, _)) in parts.enumerate() {
            let rows = previous::earlier_rows(&piece.part);
            if !rows.is_empty() {
                plans.push(Plan { frame, part, cuts: By::Earlier(rows) });
            }
        }
    }
    (!plans.is_empty()).then(|| lay(&plans, Some(plain)))
}

/// With the best cuts, where any help.
fn anew<'c>(graph: &Graph, lay: Lay<'_, 'c>, plain: &Canvas<'c>) -> Option<Canvas<'c>> {
    let aspect = wanted(graph)?;
    let (breadth, length) = sides(plain.extent());
    if breadth / aspect >= length {
        return None;
    }
    let lengths: Vec<Unit> = std::iter::successors(Some(length * STEP), |l| Some(l * STEP))
        .take_while(|l| *l >= 1.0 && l * ROWS >= length)
        .map(|l| l as Unit)
        .collect();
    let least = lengths.last().copied().unwrap_or(0);
    let ways: &[bool] = if graph.wrap == Wrapping::AtSingleEdges { &[true] } else { &[false, true] };
    let sketches: Vec<Sketch> = ways.iter().map(|&single| Sketch::new(graph, plain, least, single)).collect();
    let limited = sketches.iter().flat_map(|sketch| lengths.iter().map(|&l| sketch.limited(l)));
    let sketched: Vec<Sketched> = limited.filter(|s| !s.plans.is_empty()).collect();
    // The smallest frame, when extents come out larger than sketched by two factors.
    let best = |(wider, longer): (f64, f64)| {
        let frames = sketched.iter().map(|s| {
            let (w, h) = sides(s.all);
            (frame((w * wider, h * longer), aspect, s.jumps), s)
        });
        frames.min_by(|a, b| a.0.total_cmp(&b.0))
    };
    let most = frame((breadth, length), aspect, 0.0) * CLEARLY;
    let (mut larger, mut promised, mut found) = ((1.0, 1.0), most, (most, None));
    for _ in 0..if graph.nodes.len() + graph.edges.len() <= LARGE { TRIES } else { 1 } {
        let Some((_, next)) = best(larger).filter(|b| b.0 < promised) else { break };
        let canvas = lay(&next.plans, Some(plain));
        let ((w, h), (sketched_w, sketched_h)) = (sides(canvas.extent()), sides(next.all));
        larger = (w / sketched_w.max(1.0), h / sketched_h.max(1.0));
        let size = frame((w, h), aspect, next.jumps);
        if size < found.0 {
            found = (size, Some(canvas));
        }
        promised = found.0 * BETTER;
    }
    found.1
}
