//! A drawing as things that move along one axis of the picture, and what has to lie between them.
//!
//! The same view as [`super::super::columns`] takes of a part, but of a whole picture, after packing, in either axis: boxes, walls of
//! groups, titles, labels, and the stretches of lines that run across the axis. A stretch moves as it is, what sees each other keeps its
//! order and a distance ([`super::super::compact`]), so that every law that held holds after any move that keeps those distances. No paper but those of [`super::super::compact`].
//!
//! Before: a drawing. After: variables, and arcs that no move of them all may shorten.

mod distances;
mod joined;

use super::super::graph::{Direction, Graph, Placement};
use super::super::joined::Joined;
use super::super::part::{PX, Unit};
use crate::geometry::{Point, Rect, Side};

/// Coordinates nearer than this are the same, px.
const SAME: f64 = 0.3;

/// Along which axis of the picture things move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    X,
    Y,
}

impl Axis {
    /// Low and high end of a box along the axis.
    pub(super) fn along(self, r: &Rect) -> (f64, f64) {
        match self {
            Axis::X => (r.x, r.right()),
            Axis::Y => (r.y, r.bottom()),
        }
    }

    fn across(self, r: &Rect) -> (f64, f64) {
        match self {
            Axis::X => Axis::Y.along(r),
            Axis::Y => Axis::X.along(r),
        }
    }

    pub(super) fn middle(self, r: &Rect) -> f64 {
        let (low, high) = self.along(r);
        (low + high) / 2.0
    }

    /// Where a point lies along the axis and across it.
    fn of(self, p: Point) -> (f64, f64) {
        match self {
            Axis::X => (p.x, p.y),
            Axis::Y => (p.y, p.x),
        }
    }

    fn shift(self, p: &mut f64, q: &mut f64, by: f64) {
        match self {
            Axis::X => *p += by,
            Axis::Y => *q += by,
        }
    }

    /// Whether the picture flows along it.
    fn flows(self, direction: Direction) -> bool {
        matches!(direction, Direction::Down | Direction::Up) == (self == Axis::Y)
    }
}

/// Px to units, to the nearest.
fn units(px: f64) -> Unit {
    (px * PX).round() as Unit
}

/// All points of a line in a row that lie at one place along the axis; it may be a single point.
#[derive(Clone, Copy)]
struct Stretch {
    line: u32,
    first: usize,
    last: usize,
    at: f64,
    low: f64,
    high: f64,
}

pub(super) struct Things<'a> {
    graph: &'a Graph,
    drawn: &'a Placement,
    axis: Axis,
    stretches: Vec<Stretch>,
    /// Where those of each line begin.
    of_line: Vec<u32>,
    /// Things that move together have one root.
    joined: Joined,
    /// Nodes with stretches that end at a side of theirs and may slide there.
    sliding: Vec<(u32, u32)>,
    /// Lines whose labels stand beside what runs along the axis, and the stretches at its low and its high end.
    labels: Vec<(u32, [u32; 2])>,
}

impl<'a> Things<'a> {
    pub(super) fn new(graph: &'a Graph, drawn: &'a Placement, axis: Axis) -> Self {
        let (mut stretches, mut of_line) = (Vec::new(), vec![0]);
        for (line, route) in drawn.edges.iter().enumerate() {
            let mut first = 0;
            for run in route.points.chunk_by(|a, b| axis.of(*a).0 == axis.of(*b).0) {
                let (at, start) = axis.of(run[0]);
                let (low, high) =
                    run.iter().map(|p| axis.of(*p).1).fold((start, start), |(l, h), c| (l.min(c), h.max(c)));
                let last = first + run.len() - 1;
                stretches.push(Stretch { line: line as u32, first, last, at, low, high });
                first = last + 1;
            }
            of_line.push(stretches.len() as u32);
        }
        let count =
            drawn.nodes.len() + 3 * drawn.groups.len() + stretches.len() + drawn.edges.len() + drawn.gates.len();
        let mut things = Self {
            graph,
            drawn,
            axis,
            stretches,
            of_line,
            joined: Joined::new(count),
            sliding: Vec::new(),
            labels: Vec::new(),
        };
        things.join_gates();
        things.join_ends();
        things.join_labels();
        things.join_lanes();
        things
    }

    /// How many stretches lines have: what the work grows with.
    pub(super) fn size(&self) -> usize {
        self.joined.len()
    }

    fn begin(&self, g: u32) -> u32 {
        self.drawn.nodes.len() as u32 + 3 * g
    }

    fn end(&self, g: u32) -> u32 {
        self.begin(g) + 1
    }

    fn title(&self, g: u32) -> u32 {
        self.begin(g) + 2
    }

    fn stretch(&self, k: u32) -> u32 {
        self.begin(self.drawn.groups.len() as u32) + k
    }

    fn label(&self, line: u32) -> u32 {
        self.stretch(self.stretches.len() as u32) + line
    }

    fn gate(&self, i: u32) -> u32 {
        self.label(self.drawn.edges.len() as u32) + i
    }

    fn of(&self, line: usize) -> std::ops::Range<u32> {
        self.of_line[line]..self.of_line[line + 1]
    }

    /// The variable of every thing, nodes first, and how many variables there are.
    pub(super) fn variables(&mut self) -> (Vec<u32>, u32) {
        let mut number = vec![u32::MAX; self.joined.len()];
        let mut count = 0;
        let vars = (0..self.joined.len() as u32).map(|v| {
            let root = self.joined.root(v) as usize;
            if number[root] == u32::MAX {
                number[root] = count;
                count += 1;
            }
            number[root]
        });
        (vars.collect(), count)
    }

    /// Moves everything by so many units.
    pub(super) fn moved(&self, vars: &[u32], by: &[Unit]) -> Placement {
        let by = |v: u32| by[vars[v as usize] as usize] as f64 / PX;
        let mut out = self.drawn.clone();
        let shift = |r: &mut Rect, by: f64| self.axis.shift(&mut r.x, &mut r.y, by);
        for (n, r) in (0..).zip(&mut out.nodes) {
            shift(r, by(n));
        }
        for (g, b) in (0..).zip(&mut out.groups) {
            let (low, high) = (by(self.begin(g)), by(self.end(g)));
            shift(&mut b.rect, low);
            self.axis.shift(&mut b.rect.w, &mut b.rect.h, high - low);
            shift(&mut b.title, by(self.title(g)));
        }
        for (k, s) in (0..).zip(&self.stretches) {
            for p in &mut out.edges[s.line as usize].points[s.first..=s.last] {
                self.axis.shift(&mut p.x, &mut p.y, by(self.stretch(k)));
            }
        }
        for (i, b) in (0..).zip(&mut out.gates) {
            self.axis.shift(&mut b.at.x, &mut b.at.y, by(self.gate(i)));
        }
        for (line, e) in (0..).zip(&mut out.edges) {
            if let Some(l) = &mut e.label {
                shift(l, by(self.label(line)));
            }
        }
        out
    }
}

/// A gate with the room that is kept for it.
pub(super) fn gate_box(graph: &Graph, drawn: &Placement, i: usize) -> Rect {
    let (q, b) = (&graph.gates[i], &drawn.gates[i]);
    let (half, out) = (q.breadth / 2.0, q.depth + q.clear);
    let (p, r) = match b.side {
        Side::Top => ((-half, -out), (half, 0.0)),
        Side::Bottom => ((-half, 0.0), (half, out)),
        Side::Left => ((-out, -half), (0.0, half)),
        Side::Right => ((0.0, -half), (out, half)),
    };
    let at = |d: (f64, f64)| Point::new(b.at.x + d.0, b.at.y + d.1);
    Rect::around(at(p), at(r))
}
