//! Which containers to wrap, and into how many rows.
//!
//! A drawing is looked at through a frame of the wanted aspect: the smaller the frame that holds it, the larger it can be shown
//! (Rüegg, von Hanxleden 2018 call it the max scale). One container after the other is cut, each time the one, and into the number of
//! rows, that make the frame smallest, and only as long as that makes it clearly smaller: a reader pays for every row with a jump.
//! Outer containers are preferred to inner ones.
//!
//! Before: a way to lay out everything with given cuts. After: the layout with the best of them; without any where none helps.

use super::cuts::Bands;
use super::{Cuts, plain_ranks};
use crate::layout::layered::finish::Canvas;
use crate::layout::layered::graph::Graph;
use crate::layout::layered::normalise::transposed;
use crate::layout::layered::part::{Extent, NONE, Space, Unit};

/// Cuts of one part of one frame.
#[derive(Clone, Debug)]
pub(in crate::layout::layered) struct Wrap {
    pub frame: u32,
    /// Which of the frame's parts.
    pub part: usize,
    pub cuts: Cuts,
    /// How many lines cross the cuts.
    lines: u64,
}

/// Containers shorter than this share of the whole are left alone: one in so many.
const SHARE: Unit = 4;
/// How many containers are tried in each round, and in how many ways each.
const CONTAINERS: usize = 4;
const WAYS: usize = 6;
/// Containers that are wrapped at most.
const ROUNDS: usize = 4;
/// The most rows of a container.
const ROWS: usize = 60;
/// To be wrapped a drawing must come down to this share of its frame; to be wrapped further, in another container, to that.
const CLEARLY: f64 = 0.9;
const FURTHER: f64 = 0.8;
/// A line across a cut counts as if the frame grew by this share.
const JUMP: f64 = 0.01;
/// Nodes and edges that are laid out in all tries together; three are always made.
const WORK: usize = 200_000;

/// The wanted width / height when the flow runs down.
fn wanted(graph: &Graph) -> Option<f64> {
    let aspect = Some(graph.aspect).filter(|a| a.is_finite() && *a > 0.0)?;
    Some(if transposed(graph.direction) { 1.0 / aspect } else { aspect })
}

/// How high the frame must be, and the price of lines across cuts.
fn frame(all: Extent, aspect: f64, lines: u64) -> f64 {
    (all.w as f64 / aspect).max(all.h as f64) * (1.0 + JUMP * lines as f64)
}

/// A layout with some cuts and its frame.
struct Wrapped<'a> {
    canvas: Canvas<'a>,
    wraps: Vec<Wrap>,
    frame: f64,
}

pub(in crate::layout::layered) fn choose<'a>(graph: &Graph, lay: &dyn Fn(&[Wrap]) -> Canvas<'a>) -> Canvas<'a> {
    let canvas = lay(&[]);
    let Some(aspect) = wanted(graph) else { return canvas };
    let wrapped = |canvas: Canvas<'a>, wraps: Vec<Wrap>| {
        let frame = frame(canvas.extent(), aspect, wraps.iter().map(|w| w.lines).sum());
        Wrapped { canvas, wraps, frame }
    };
    let mut best = wrapped(canvas, Vec::new());
    let mut tries = (WORK / (graph.nodes.len() + graph.edges.len()).max(1)).max(3);
    for round in 0..ROUNDS {
        let mut found: Option<Wrapped> = None;
        for ways in candidates(graph, &best, aspect) {
            let mut own: Option<Wrapped> = None;
            for way in ways.into_iter().take(tries) {
                tries -= 1;
                let wraps = [best.wraps.clone(), vec![way]].concat();
                let now = wrapped(lay(&wraps), wraps);
                if own.as_ref().is_none_or(|o| now.frame < o.frame) {
                    own = Some(now);
                }
            }
            // Another way to cut the same container need be no more than better; another container must be clearly better.
            let most = match &found {
                Some(f) => f.frame * CLEARLY,
                None => best.frame * if round == 0 { CLEARLY } else { FURTHER },
            };
            found = own.filter(|o| o.frame < most).or(found);
        }
        let Some(found) = found else { break };
        best = found;
    }
    best.canvas
}

/// The containers that make the drawing long, the longest and then the outermost first: ways to cut each of them.
fn candidates(graph: &Graph, now: &Wrapped, aspect: f64) -> Vec<Vec<Wrap>> {
    let all = now.canvas.extent();
    if all.h as f64 * aspect <= all.w as f64 {
        return Vec::new();
    }
    let mut list: Vec<((Unit, bool, u32), Vec<Wrap>)> = Vec::new();
    for (frame, number, part, drawn) in now.canvas.parts() {
        let mine = |w: &&Wrap| (w.frame, w.part) == (frame, number);
        let known: Vec<u32> = now.wraps.iter().filter(mine).map(|w| w.cuts.container).collect();
        let ranks = plain_ranks(part);
        for c in 0..part.containers.len() as u32 {
            let block = drawn.containers[c as usize];
            if known.contains(&c) || block.h * SHARE < all.h {
                continue;
            }
            let Some(bands) = Bands::of(part, &ranks, drawn, c, graph.wrap) else { continue };
            let ways = ways(&bands, all, block.w, &Space::of(graph), aspect);
            let wrap = |(lines, starts)| Wrap { frame, part: number, cuts: Cuts { container: c, starts }, lines };
            let key = (-block.h, frame != NONE, part.containers[c as usize].depth);
            list.push((key, ways.into_iter().map(wrap).collect()));
        }
    }
    list.sort_by_key(|l| l.0);
    list.into_iter().take(CONTAINERS).map(|l| l.1).collect()
}

/// The cuts of a container that promise the smallest frame of all, best first, with the lines across them. `breadth` is its own
/// as it is.
fn ways(bands: &Bands, all: Extent, breadth: Unit, space: &Space, aspect: f64) -> Vec<(u64, Vec<u32>)> {
    let mut ways: Vec<(f64, u64, Vec<usize>)> = Vec::new();
    let whole = bands.extent(&[], space).0;
    for rows in 2..=bands.len().min(ROWS) {
        for loose in [false, true] {
            let starts = bands.cut(rows, loose);
            if starts.is_empty() || ways.iter().any(|w| w.2 == starts) {
                continue;
            }
            let (long, broad) = bands.extent(&starts, space);
            let extent = Extent { w: all.w.max(all.w - breadth + broad), h: all.h - whole + long };
            let lines = bands.cost(&starts);
            ways.push((frame(extent, aspect, lines), lines, starts));
        }
    }
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    ways.truncate(WAYS);
    ways.into_iter().map(|w| (w.1, bands.layers(&w.2))).collect()
}
