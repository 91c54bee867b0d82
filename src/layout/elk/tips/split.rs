//! Edges with several labels as chains of edges with one, and back.
//!
//! Before: a graph and what labels its edges have at their ends. After: one with joints as further nodes and with further edges; when
//! that is laid out, the routes and labels of the edges that there were.

use super::{Pair, Way};
use crate::geometry::{Point, Rect, Size};
use crate::layout::layered::{Edge, End, Graph, Node, Placement, Route};

/// How much more than the rest of its edge a piece with a label at an end wants to be short.
const SHORT: u32 = 8;
/// Places nearer than that are the same, px.
const SAME: f64 = 0.01;
/// Longest step that a joint makes in a line, px.
const STEP: f64 = 0.25;

/// Which label a piece of an edge has: at the tail, in the middle, at the head.
const TAIL: usize = 0;
const MIDDLE: usize = 1;
const HEAD: usize = 2;

/// Labels of an edge or a piece of it, from the tail to the head: which, and how large.
type Labels = Vec<(usize, Size)>;

pub(super) struct Split {
    pub graph: Graph,
    /// The pieces of each edge from its tail to its head, with their labels.
    pieces: Vec<Vec<(u32, Labels)>>,
    /// The joints between these.
    joints: Vec<Vec<u32>>,
}

/// The labels of an edge, from the tail to the head.
fn labels(graph: &Graph, sizes: &[Pair<Size>], edge: usize) -> Labels {
    let all = [(TAIL, sizes[edge][0]), (MIDDLE, graph.edges[edge].label), (HEAD, sizes[edge][1])];
    all.into_iter().filter_map(|(which, size)| Some((which, size?))).collect()
}

/// Whether an edge has a piece without a label, when there is one more.
pub(super) fn loosens(graph: &Graph, sizes: &[Pair<Size>], edge: usize) -> bool {
    graph.edges[edge].label.is_none() && sizes[edge].iter().any(Option::is_some)
}

/// What is on each piece of an edge.
fn row(graph: &Graph, sizes: &[Pair<Size>], edge: usize, way: Way) -> Vec<Labels> {
    let all = labels(graph, sizes, edge);
    match way {
        Way::Whole => vec![all],
        _ if all.is_empty() => vec![all],
        Way::Tight => all.into_iter().map(|l| vec![l]).collect(),
        Way::Loose => {
            let at = |which: usize| all.iter().filter(|l| l.0 == which).copied().collect::<Labels>();
            let mut row = vec![at(TAIL), Vec::new(), at(HEAD)];
            if row[0].is_empty() {
                row.remove(0);
            } else if row[2].is_empty() {
                row.pop();
            }
            row
        }
    }
}

impl Split {
    pub(super) fn new(graph: &Graph, sizes: &[Pair<Size>], ways: &[Way]) -> Self {
        let mut g = graph.clone();
        // Joints stand between siblings in source order.
        g.nodes.iter_mut().for_each(|n| n.index = spread(n.index));
        g.groups.iter_mut().for_each(|k| k.index = spread(k.index));
        let mut split =
            Self { graph: g, pieces: Vec::with_capacity(sizes.len()), joints: vec![Vec::new(); sizes.len()] };
        for (e, &way) in ways.iter().enumerate() {
            let row = row(graph, sizes, e, way);
            split.part(graph, e, row);
        }
        split.lead();
        if let Some(previous) = &mut split.graph.previous {
            previous.nodes.resize(split.graph.nodes.len(), None);
            previous.edges.resize(split.graph.edges.len(), Vec::new());
            for of in split.pieces.iter().filter(|p| p.len() > 1) {
                of.iter().for_each(|p| previous.edges[p.0 as usize].clear());
            }
        }
        split
    }

    /// Makes an edge a chain of edges with these labels.
    fn part(&mut self, graph: &Graph, e: usize, row: Vec<Labels>) {
        let edge = &graph.edges[e];
        let last = row.len() - 1;
        let mut from = edge.from;
        let mut pieces = Vec::with_capacity(row.len());
        for (k, on) in row.into_iter().enumerate() {
            let to = if k == last { edge.to } else { End::Node(self.joint(graph, e, (k, last))) };
            let at_end =
                last > 0 && (k == 0 && on.iter().any(|l| l.0 == TAIL) || k == last && on.iter().any(|l| l.0 == HEAD));
            let weight = if at_end { edge.weight.saturating_mul(SHORT) } else { edge.weight };
            let stacked = on.iter().fold(Size::default(), |all, l| Size::new(all.w.max(l.1.w), all.h + l.1.h));
            let piece = Edge { from, to, label: (!on.is_empty()).then_some(stacked), weight };
            let number = if k == 0 { e } else { self.graph.edges.len() };
            if k == 0 {
                self.graph.edges[e] = piece;
            } else {
                self.graph.edges.push(piece);
            }
            pieces.push((number as u32, on));
            from = to;
        }
        self.pieces.push(pieces);
    }

    /// A joint behind the `k`-th of the pieces of an edge: beside the end that it is nearer to, or where both ends are.
    fn joint(&mut self, graph: &Graph, e: usize, (k, last): (usize, usize)) -> u32 {
        let edge = &graph.edges[e];
        let (a, b) = (beside(graph, edge.from, edge.to), beside(graph, edge.to, edge.from));
        let parent = match () {
            () if last > 1 && k == 0 => a,
            () if last > 1 && k + 1 == last => b,
            () => up(graph, a).find(|g| up(graph, b).any(|h| h == *g)).flatten(),
        };
        let forward = path(graph, edge.from) < path(graph, edge.to);
        let index = match (member(graph, parent, edge.from), member(graph, parent, edge.to)) {
            (Some(from), _) => {
                if forward {
                    spread(from) + 1
                } else {
                    spread(from) - 1
                }
            }
            (None, Some(to)) => {
                if forward {
                    spread(to) - 1
                } else {
                    spread(to) + 1
                }
            }
            (None, None) => 0,
        };
        let number = self.graph.nodes.len() as u32;
        self.graph.nodes.push(Node { size: Size::default(), parent, index, centered_ports: true, inset: 0.0 });
        self.joints[e].push(number);
        number
    }

    /// Ports and gates where an edge ends have its last piece.
    fn lead(&mut self) {
        let ports = self.graph.ports.iter_mut().map(|p| &mut p.ends);
        for end in ports.chain(self.graph.gates.iter_mut().map(|g| &mut g.ends)).flatten().filter(|end| !end.1) {
            if let Some(&(piece, _)) = self.pieces.get(end.0 as usize).and_then(|p| p.last()) {
                end.0 = piece;
            }
        }
    }

    /// The placement of the graph that there was, with the boxes of the labels at ends, and which edges turn back at a joint.
    pub(super) fn join(&self, graph: &Graph, mut placed: Placement) -> (Placement, Vec<Pair<Rect>>, Vec<bool>) {
        let mut boxes = vec![[None; 2]; graph.edges.len()];
        let mut bent = vec![false; graph.edges.len()];
        let mut edges = Vec::with_capacity(graph.edges.len());
        for (e, pieces) in self.pieces.iter().enumerate() {
            let mut route = Route::default();
            for (k, (piece, on)) in pieces.iter().enumerate() {
                let of = std::mem::take(&mut placed.edges[*piece as usize]);
                if k > 0 {
                    let middle = placed.nodes[self.joints[e][k - 1] as usize].center();
                    bent[e] |= turns_back(route.points.last(), middle, of.points.first());
                    route.points.push(middle);
                }
                route.points.extend(of.points);
                let mut top = of.label.map_or(0.0, |r| r.y);
                for &(which, size) in on {
                    let Some(r) = of.label else { continue };
                    let own = Rect::new(r.x + (r.w - size.w) / 2.0, top, size.w, size.h);
                    match which {
                        TAIL => boxes[e][0] = Some(own),
                        HEAD => boxes[e][1] = Some(own),
                        _ => route.label = Some(own),
                    }
                    top += size.h;
                }
            }
            tidy(&mut route.points);
            if pieces.len() > 1 {
                let edge = &graph.edges[e];
                let room = |end: End, start: bool| slides(graph, e as u32, start).then(|| rect(&placed, end));
                straighten(&mut route.points, [room(edge.from, true), room(edge.to, false)]);
            }
            edges.push(route);
        }
        placed.edges = edges;
        placed.nodes.truncate(graph.nodes.len());
        (placed, boxes, bent)
    }
}

fn spread(index: u32) -> u32 {
    index.saturating_mul(3).saturating_add(3).min(u32::MAX - 1)
}

fn parent(graph: &Graph, end: End) -> Option<u32> {
    match end {
        End::Node(n) => graph.nodes[n as usize].parent,
        End::Group(g) => graph.groups[g as usize].parent,
    }
}

/// A group and all that are around it, and the picture itself.
fn up(graph: &Graph, group: Option<u32>) -> impl Iterator<Item = Option<u32>> + '_ {
    std::iter::successors(Some(group), |g| g.map(|g| graph.groups[g as usize].parent))
}

/// The group in which an edge leaves an end on its way to another.
fn beside(graph: &Graph, end: End, other: End) -> Option<u32> {
    match end {
        End::Group(g) if up(graph, parent(graph, other)).any(|h| h == Some(g)) => Some(g),
        _ => parent(graph, end),
    }
}

/// The index of what is or holds an end in a group.
fn member(graph: &Graph, group: Option<u32>, end: End) -> Option<u32> {
    let mut at = end;
    loop {
        let around = parent(graph, at);
        if around == group {
            return Some(index(graph, at));
        }
        at = End::Group(around?);
    }
}

fn index(graph: &Graph, end: End) -> u32 {
    match end {
        End::Node(n) => graph.nodes[n as usize].index,
        End::Group(g) => graph.groups[g as usize].index,
    }
}

/// Where an end stands in the source: the indices of all that are around it, outermost first, and its own.
fn path(graph: &Graph, end: End) -> Vec<u32> {
    let around = up(graph, parent(graph, end)).flatten().map(|g| graph.groups[g as usize].index);
    let mut path: Vec<u32> = std::iter::once(index(graph, end)).chain(around).collect();
    path.reverse();
    path
}

/// Whether a line comes to a joint and leaves it on the same side, or beside its middle.
fn turns_back(before: Option<&Point>, at: Point, after: Option<&Point>) -> bool {
    let (Some(a), Some(b)) = (before, after) else { return true };
    let (p, q) = ((at.x - a.x, at.y - a.y), (b.x - at.x, b.y - at.y));
    let askew = |d: (f64, f64)| d.0.abs() > SAME && d.1.abs() > SAME;
    askew(p) || askew(q) || p.0 * q.0 + p.1 * q.1 < 0.0
}

/// Whether an edge may end anywhere on a side.
fn slides(graph: &Graph, edge: u32, start: bool) -> bool {
    let held = |ends: &[(u32, bool)]| ends.contains(&(edge, start));
    !graph.ports.iter().any(|p| held(&p.ends)) && !graph.gates.iter().any(|g| held(&g.ends))
}

fn rect(placed: &Placement, end: End) -> Rect {
    match end {
        End::Node(n) => placed.nodes[n as usize],
        End::Group(g) => placed.groups[g as usize].rect,
    }
}

/// Takes out steps no longer than a joint is, which the engine draws as large as a quarter of a px: what follows a step moves onto
/// the line before it, or the other way round where that does not move an end, or moves it along the side of one of these boxes.
fn straighten(points: &mut Vec<Point>, ends: [Option<Rect>; 2]) {
    let mut k = 1;
    while k + 2 < points.len() {
        let (a, b) = (points[k], points[k + 1]);
        let last = points.len() - 1;
        let step = (a.x - b.x).abs() + (a.y - b.y).abs() <= STEP;
        let moved = |p: Point, to: Point| if a.x == b.x { Point::new(p.x, to.y) } else { Point::new(to.x, p.y) };
        let within = |end: usize, p: Point| ends[end].is_some_and(|r| r.has(p));
        let behind = k + 2 < last || within(1, moved(points[last], a));
        let before = k > 1 || within(0, moved(points[0], b));
        match (step, behind, before) {
            (true, true, _) => (points[k + 1], points[k + 2]) = (moved(b, a), moved(points[k + 2], a)),
            (true, false, true) => (points[k - 1], points[k]) = (moved(points[k - 1], b), moved(a, b)),
            _ => {
                k += 1;
                continue;
            }
        }
        tidy(points);
        k = 1;
    }
}

/// Drops points that say nothing.
fn tidy(points: &mut Vec<Point>) {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &p in points.iter() {
        let near = |a: f64, b: f64| (a - b).abs() < SAME;
        if let [.., a, b] = kept[..]
            && ((near(a.x, b.x) && near(b.x, p.x)) || (near(a.y, b.y) && near(b.y, p.y)))
        {
            kept.pop();
        }
        if kept.last() != Some(&p) {
            kept.push(p);
        }
    }
    *points = kept;
}
