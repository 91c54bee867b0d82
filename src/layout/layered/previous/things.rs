//! A drawing as things that move along one axis of the picture, and what has to lie between them.
//!
//! The same view as [`super::super::columns`] takes of a part, but of a whole picture, after packing, in either axis: boxes, walls of
//! groups, titles, labels, and the stretches of lines that run across the axis. A stretch moves as it is, what sees each other keeps its
//! order and a distance ([`super::super::compact`]), so that every law that held holds after any move that keeps those distances.
//!
//! Before: a drawing. After: variables, and arcs that no move of them all may shorten.

use super::super::compact::{self, Keep, Thing};
use super::super::graph::{Direction, End, Graph, Placement};
use super::super::part::{PX, Unit, unit};
use super::super::simplex::{Arc, Tie};
use crate::geometry::{Point, Rect, Side};

/// What a unit of length costs: along a line, between the walls of a group, and by which an end slides along its side.
const LINE: i64 = 2;
const WALL: i64 = 1;
const SLIDE: i64 = 3;
/// Least distance of an end from the corners of its side, px.
const CORNER: f64 = 8.0;
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

#[derive(Clone, Copy)]
enum What {
    Node,
    Label,
    /// By number.
    Stretch(u32),
    /// The walls of a group where it begins and where it ends.
    Begin(u32),
    End(u32),
    Title,
    Gate,
}

pub(super) struct Things<'a> {
    graph: &'a Graph,
    drawn: &'a Placement,
    axis: Axis,
    stretches: Vec<Stretch>,
    /// Where those of each line begin.
    of_line: Vec<u32>,
    /// Things that move together have one root.
    joined: Vec<u32>,
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
            joined: (0..count as u32).collect(),
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

    fn root(&mut self, mut v: u32) -> u32 {
        while self.joined[v as usize] != v {
            self.joined[v as usize] = self.joined[self.joined[v as usize] as usize];
            v = self.joined[v as usize];
        }
        v
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.joined[a.max(b) as usize] = a.min(b);
    }

    /// A gate goes with the wall that it stands on, or along it; lines that end at it go with it.
    fn join_gates(&mut self) {
        for (i, (q, b)) in (0..).zip(self.graph.gates.iter().zip(&self.drawn.gates)) {
            match (b.side, self.axis) {
                (Side::Left, Axis::X) | (Side::Top, Axis::Y) => self.join(self.begin(q.group), self.gate(i)),
                (Side::Right, Axis::X) | (Side::Bottom, Axis::Y) => self.join(self.end(q.group), self.gate(i)),
                _ => {}
            }
            for &(e, start) in &q.ends {
                let loops = self.graph.edges.get(e as usize).is_none_or(|e| e.from == e.to);
                let of = self.of_line.get(e as usize..e as usize + 2).map_or(0..0, |w| w[0]..w[1]);
                if !loops && !of.is_empty() {
                    self.join(self.stretch(if start { of.start } else { of.end - 1 }), self.gate(i));
                }
            }
        }
    }

    /// A gate with the room that is kept for it.
    fn gate_box(&self, i: usize) -> Rect {
        gate_box(self.graph, self.drawn, i)
    }

    /// Joins the ends of lines with what they end at, or lets them slide there.
    fn join_ends(&mut self) {
        let mut pinned: Vec<u32> = self.graph.ports.iter().map(|p| p.node).collect();
        pinned.sort_unstable();
        for (line, edge) in self.graph.edges.iter().enumerate() {
            let of = self.of(line);
            if of.is_empty() {
                continue;
            }
            for (end, k) in [(edge.from, of.start), (edge.to, of.end - 1)] {
                let s = self.stretches[k as usize];
                match end {
                    End::Node(n) => {
                        let (low, high) = self.axis.along(&self.drawn.nodes[n as usize]);
                        let beside = (s.at - low).abs() < SAME || (s.at - high).abs() < SAME;
                        let held = self.graph.nodes[n as usize].centered_ports || pinned.binary_search(&n).is_ok();
                        if beside || held || edge.from == edge.to {
                            self.join(n, self.stretch(k));
                        } else {
                            self.sliding.push((n, k));
                        }
                    }
                    End::Group(g) => {
                        let (low, high) = self.axis.along(&self.drawn.groups[g as usize].rect);
                        if (s.at - high).abs() < SAME {
                            self.join(self.end(g), self.stretch(k));
                        } else if (s.at - low).abs() < SAME {
                            self.join(self.begin(g), self.stretch(k));
                        }
                    }
                }
            }
        }
    }

    /// A label goes with the stretch that it stands beside. Beside what runs along the axis it stays between the ends of that.
    fn join_labels(&mut self) {
        for line in 0..self.drawn.edges.len() {
            let route = &self.drawn.edges[line];
            let Some(label) = route.label else { continue };
            let away = |w: &[Point]| {
                let r = Rect::around(w[0], w[1]);
                (r.x - label.right()).max(label.x - r.right()).max(0.0)
                    + (r.y - label.bottom()).max(label.y - r.bottom()).max(0.0)
            };
            let nearest = (0..).zip(route.points.windows(2)).min_by(|a, b| away(a.1).total_cmp(&away(b.1)));
            let Some((at, _)) = nearest else { continue };
            let holding = |i: usize| self.of(line).find(|&k| self.stretches[k as usize].last >= i);
            if let (Some(a), Some(b)) = (holding(at), holding(at + 1)) {
                if a == b {
                    self.join(self.stretch(a), self.label(line as u32));
                } else {
                    let falls = self.stretches[a as usize].at > self.stretches[b as usize].at;
                    self.labels.push((line as u32, if falls { [b, a] } else { [a, b] }));
                }
            }
        }
    }

    /// Walls that lanes share, or that stand on one line, stay so.
    fn join_lanes(&mut self) {
        let lanes: Vec<u32> =
            (0..self.drawn.groups.len() as u32).filter(|&g| self.graph.groups[g as usize].lane).collect();
        let near = |a: f64, b: f64| (a - b).abs() < SAME;
        for (i, &a) in lanes.iter().enumerate() {
            for &b in &lanes[i + 1..] {
                let of = |g: u32| self.axis.along(&self.drawn.groups[g as usize].rect);
                if self.graph.groups[a as usize].parent != self.graph.groups[b as usize].parent {
                    continue;
                }
                let (p, q) = (of(a), of(b));
                for (x, v) in [(p.0, self.begin(a)), (p.1, self.end(a))] {
                    for (y, w) in [(q.0, self.begin(b)), (q.1, self.end(b))] {
                        if near(x, y) {
                            self.join(v, w);
                        }
                    }
                }
            }
        }
    }

    /// The variable of every thing, nodes first, and how many variables there are.
    pub(super) fn variables(&mut self) -> (Vec<u32>, u32) {
        let mut number = vec![u32::MAX; self.joined.len()];
        let mut count = 0;
        let vars = (0..self.joined.len() as u32).map(|v| {
            let root = self.root(v) as usize;
            if number[root] == u32::MAX {
                number[root] = count;
                count += 1;
            }
            number[root]
        });
        (vars.collect(), count)
    }

    /// What lies between variables at least; lengths are by how much nearer two may come.
    pub(super) fn separations(&self, vars: &[u32]) -> Vec<Arc> {
        let things = self.listed(vars);
        let s = &self.graph.spacing;
        let most = unit(s.node.max(s.edge_node).max(s.edge_edge));
        compact::pairs(
            &things,
            most,
            |a, b| self.keep(*a, *b),
            |a, b, keep| {
                let now = b.start - a.end;
                (now >= 0).then(|| keep.gap.min(now) - now)
            },
        )
    }

    /// Everything from low to high along the axis, walls before what they hold.
    fn listed(&self, vars: &[u32]) -> Vec<Thing<What>> {
        type Key = (Unit, u8, u32);
        let mut list: Vec<(Key, u32, (Unit, Unit), (Unit, Unit), What)> = Vec::new();
        // The first thing is what everything sees where there is nothing else.
        let mut add = |key: (u8, u32), v: u32, along: (f64, f64), across: (f64, f64), what: What| {
            let (along, across) = ((units(along.0), units(along.1)), (units(across.0), units(across.1)));
            list.push(((along.0, key.0, key.1), v, along, across, what));
        };
        for (n, r) in self.drawn.nodes.iter().enumerate() {
            add((4, 0), n as u32, self.axis.along(r), self.axis.across(r), What::Node);
        }
        let depth = self.depths();
        for (g, b) in (0u32..).zip(&self.drawn.groups) {
            let ((low, high), across) = (self.axis.along(&b.rect), self.axis.across(&b.rect));
            let deep = depth[g as usize];
            add((1, deep), self.begin(g), (low, low), across, What::Begin(g));
            add((3, u32::MAX - deep), self.end(g), (high, high), across, What::End(g));
            if b.title.w > 0.0 {
                add((4, 0), self.title(g), self.axis.along(&b.title), self.axis.across(&b.title), What::Title);
            }
        }
        for i in 0..self.drawn.gates.len() {
            let r = self.gate_box(i);
            add((4, 0), self.gate(i as u32), self.axis.along(&r), self.axis.across(&r), What::Gate);
        }
        for (line, edge) in self.graph.edges.iter().enumerate() {
            for k in self.of(line) {
                let s = &self.stretches[k as usize];
                if !self.within(edge.from, s) && !self.within(edge.to, s) {
                    add((2, 0), self.stretch(k), (s.at, s.at), (s.low, s.high), What::Stretch(k));
                }
            }
            if let Some(l) = &self.drawn.edges[line].label {
                add((4, 0), self.label(line as u32), self.axis.along(l), self.axis.across(l), What::Label);
            }
        }
        list.sort_by_key(|l| (l.0, l.1));
        let thing =
            |(step, (_, v, along, across, kind)): (usize, (Key, u32, (Unit, Unit), (Unit, Unit), What))| Thing {
                low: across.0,
                high: across.1,
                var: vars[v as usize],
                step: step as u32 + 1,
                start: along.0,
                end: along.1,
                kind,
            };
        let border = Thing {
            low: Unit::MIN,
            high: Unit::MAX,
            var: u32::MAX,
            step: 0,
            start: Unit::MAX / 4,
            end: Unit::MAX / 4,
            kind: What::Label,
        };
        std::iter::once(border).chain(list.into_iter().enumerate().map(thing)).collect()
    }

    /// Whether a stretch runs in the side of a node where its line ends.
    fn within(&self, end: End, s: &Stretch) -> bool {
        let End::Node(n) = end else { return false };
        let r = &self.drawn.nodes[n as usize];
        let ((low, high), (top, bottom)) = (self.axis.along(r), self.axis.across(r));
        low - SAME < s.at && s.at < high + SAME && top + SAME < s.low && s.high < bottom - SAME
    }

    fn depths(&self) -> Vec<u32> {
        let groups = &self.graph.groups;
        let up = |g: u32| groups.get(g as usize).and_then(|g| g.parent);
        // A circle of parents is no deeper than there are groups.
        (0..groups.len() as u32)
            .map(|g| std::iter::successors(up(g), |&p| up(p)).take(groups.len()).count() as u32)
            .collect()
    }

    /// Who sees whom, and what is then kept between one of low and one of high place.
    fn keep(&self, a: What, b: What) -> Keep {
        use What::{Begin, End, Gate, Label, Node, Stretch, Title};
        let s = &self.graph.spacing;
        let along = if self.axis.flows(self.graph.direction) { s.rank } else { s.node };
        let reach = match (a, b) {
            (Title, Stretch(_)) | (Stretch(_), Title) => s.edge_node / 2.0,
            (Title, _) | (_, Title) => 1.0,
            (Stretch(_), Stretch(_)) => s.edge_edge,
            (Stretch(_) | Label | Gate, _) | (_, Stretch(_) | Label | Gate) => s.edge_node,
            _ => s.node.min(s.rank / 2.0),
        };
        let pad = |g: u32| self.graph.groups[g as usize].padding;
        // A title at the top keeps everything below its own line.
        let head = |g: u32| if self.axis == Axis::Y { pad(g) + self.drawn.groups[g as usize].title.h } else { pad(g) };
        let gap = match (a, b) {
            (Title, Stretch(_)) | (Stretch(_), Title) => s.edge_node / 2.0,
            (Begin(g), Stretch(_)) => head(g).max(s.edge_node),
            (Stretch(_), End(g)) => pad(g).max(s.edge_node),
            (Gate, Gate | Begin(_) | End(_)) | (Begin(_) | End(_), Gate) => 0.0,
            (Begin(g), Title) => pad(g),
            (Begin(g), _) => head(g),
            (_, End(g)) => pad(g),
            (Stretch(p), Stretch(q)) => {
                let (u, v) = (&self.stretches[p as usize], &self.stretches[q as usize]);
                // One that goes on where the other ends may meet it, one that turns back may not.
                let on = u.line == v.line && p.abs_diff(q) == 1 && u.high.min(v.high) <= u.low.max(v.low);
                if on { 0.0 } else { s.edge_edge }
            }
            (Node | End(_), Node | Begin(_)) => along,
            _ => s.edge_node,
        };
        Keep { reach: unit(reach), gap: unit(gap) }
    }

    /// What wants to be short, lines and groups, and how far ends may slide.
    pub(super) fn pulls(&self, vars: &[u32], arcs: &mut Vec<Arc>, ties: &mut Vec<Tie>) {
        let var = |v: u32| vars[v as usize];
        let mut pull = |a: u32, b: u32, least: Unit, now: Unit, weight: i64| {
            if var(a) != var(b) {
                arcs.push(Arc { tail: var(a), head: var(b), len: least.min(now) - now, weight });
            }
        };
        for (g, b) in (0u32..).zip(&self.drawn.groups) {
            let ((low, high), title) = (self.axis.along(&b.rect), self.axis.along(&b.title));
            let pad = unit(self.graph.groups[g as usize].padding);
            pull(self.begin(g), self.end(g), 0, units(high - low), WALL);
            let (before, after) = (units(title.0 - low), units(high - title.1));
            if before >= 0 && after >= 0 {
                pull(self.begin(g), self.title(g), pad, before, WALL);
                pull(self.title(g), self.end(g), pad, after, 0);
            }
        }
        let side = |&i: &usize| (self.graph.gates[i].group, self.drawn.gates[i].side as u8);
        let at = |i: usize| self.axis.of(self.drawn.gates[i].at).0;
        let mut gates: Vec<usize> = (0..self.drawn.gates.len()).collect();
        gates.sort_by(|a, b| side(a).cmp(&side(b)).then(at(*a).total_cmp(&at(*b))));
        for &i in &gates {
            let g = self.graph.gates[i].group;
            let (low, high) = self.axis.along(&self.drawn.groups[g as usize].rect);
            let half = unit(self.graph.gates[i].breadth / 2.0);
            pull(self.begin(g), self.gate(i as u32), half, units(at(i) - low), 0);
            pull(self.gate(i as u32), self.end(g), half, units(high - at(i)), 0);
        }
        for w in gates.windows(2).filter(|w| side(&w[0]) == side(&w[1])) {
            let least = (self.graph.gates[w[0]].breadth + self.graph.gates[w[1]].breadth) / 2.0;
            let least = unit(least.max(self.graph.spacing.edge_edge)).max(1);
            pull(self.gate(w[0] as u32), self.gate(w[1] as u32), least, units(at(w[1]) - at(w[0])), 0);
        }
        let stub = unit(self.graph.spacing.edge_node);
        for (line, edge) in self.graph.edges.iter().enumerate() {
            let (of, weight) = (self.of(line), LINE * i64::from(edge.weight.clamp(1, 1000)));
            for k in of.start + 1..of.end {
                let (p, q) = (&self.stretches[k as usize - 1], &self.stretches[k as usize]);
                let (a, b) = if p.at < q.at { (k - 1, k) } else { (k, k - 1) };
                // An arrowhead at a flank needs room.
                let tip = (k == of.start + 1 && p.first == p.last) || (k + 1 == of.end && q.first == q.last);
                pull(self.stretch(a), self.stretch(b), if tip { stub } else { 0 }, units((p.at - q.at).abs()), weight);
            }
        }
        for &(n, k) in &self.sliding {
            let ((low, high), at) = (self.axis.along(&self.drawn.nodes[n as usize]), self.stretches[k as usize].at);
            let margin = unit(CORNER.max(self.graph.nodes[n as usize].inset));
            pull(n, self.stretch(k), margin, units(at - low), 0);
            pull(self.stretch(k), n, margin, units(high - at), 0);
        }
        for &(line, [a, b]) in &self.labels {
            let Some(label) = &self.drawn.edges[line as usize].label else { continue };
            let ((low, high), of) = (self.axis.along(label), |k: u32| self.stretches[k as usize].at);
            pull(self.stretch(a), self.label(line), 0, units(low - of(a)), 0);
            pull(self.label(line), self.stretch(b), 0, units(of(b) - high), 0);
        }
        for &(line, [a, _]) in &self.labels {
            let (tail, head) = (var(self.stretch(a)), var(self.label(line)));
            ties.push(Tie { tail, head, len: 0, below: 1, above: 1 });
        }
        for &(n, k) in &self.sliding {
            let (tail, head) = (var(n), var(self.stretch(k)));
            if tail != head {
                ties.push(Tie { tail, head, len: 0, below: SLIDE, above: SLIDE });
            }
        }
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
