//! Staying near an earlier drawing: what survives an edit keeps its relative places.
//!
//! North 1995, *Incremental layout in DynaDAG*, and Misue, Eades, Lai, Sugiyama 1995, *Layout adjustment and the mental map*:
//! a reader knows a picture by what stands left of and above what, so those relations are constraints here. Each phase gets its
//! share: lines are turned as they were, what stood above stands in a higher layer ([`ranks`]), neighbours of a layer keep
//! their sequence, leaves keep their order across the flow even where they share no layer, and parts their sides of one another
//! ([`parts`]). What the edit makes impossible (the constraints would close a cycle) is given up. At last the whole picture goes back to
//! where it stood ([`settle`]), beyond the borders of parts and groups; and a plain layout that does so too is taken where it stands nearer
//! ([`nearest`]).
//!
//! Before: boxes and routes of an earlier drawing. After: lists and arcs for the phases; none where nothing stood anywhere.

mod beside;
mod nearest;
mod order;
mod parts;
mod ranks;
mod settle;
mod things;
mod wrapped;

pub(super) use beside::ease;
pub(super) use nearest::place;
pub(super) use parts::{Laid, packed, together};
pub(super) use ranks::keep_ranks;
#[cfg(test)]
pub(super) use settle::settle as settled;
pub(super) use wrapped::{Rows, earlier_rows};

use super::coordinates::Frame;
use super::cycles::Link;
use super::finish::flowing_down;
use super::graph::{End, Graph};
use super::layers::{GROUP, Layered};
use super::part::{Part, Tip, Unit};
use super::simplex::{Arc, Tie};
use crate::geometry::{Point, Rect};

/// Boxes nearer to one another than this count as level: 1 px.
const LEVEL: Unit = 8;
/// What it costs a leaf by unit to stand elsewhere across the flow, beside what bent lines cost: enough to choose among drawings that
/// are as good.
const TETHER: i64 = 8;
/// A box in the frame where the flow runs down: low and high across it, low and high along it.
#[derive(Clone, Copy, Debug)]
struct Span {
    across: (Unit, Unit),
    along: (Unit, Unit),
}

impl Span {
    fn middle(self) -> Unit {
        (self.across.0 + self.across.1) / 2
    }

    fn row(self) -> Unit {
        (self.along.0 + self.along.1) / 2
    }
}

/// Where the leaves and containers of a part stood, parallel to its arrays.
#[derive(Clone, Debug)]
pub(super) struct Before {
    leaves: Vec<Option<Span>>,
    containers: Vec<Option<Span>>,
    /// The rows of the highest and the lowest node of each leaf: of a group laid out by itself those inside.
    reach: Vec<beside::Reach>,
    /// Points of lines, each across and along the flow.
    lines: Vec<Vec<(Unit, Unit)>>,
    /// Members of a container that stood beside each other and have a line between them, sorted.
    joined: Vec<(Tip, Tip)>,
    /// Whether lines may leave by a flank: those that do leave no room between their node and its neighbours.
    pub(super) flanks: bool,
}

fn route(graph: &Graph, points: Option<&Vec<Point>>) -> Vec<(Unit, Unit)> {
    let flowing = |p: &Point| {
        let at = Rect::new(p.x, p.y, 0.0, 0.0);
        sane(&at).then(|| flowing_down(graph.direction, &at)).map(|(across, along)| (across.0, along.0))
    };
    points.into_iter().flatten().map_while(flowing).collect()
}

/// Of each group the rows of the highest and the lowest node inside, where any stood.
fn rows_inside(graph: &Graph, span: impl Fn(usize) -> Option<Span>) -> Vec<beside::Reach> {
    let mut rows: Vec<beside::Reach> = vec![None; graph.groups.len()];
    for (n, node) in graph.nodes.iter().enumerate() {
        let (Some(row), mut at) = (span(n).map(Span::row), node.parent) else { continue };
        // A circle of parents is mended elsewhere.
        for _ in 0..graph.groups.len() {
            let Some(g) = at.filter(|&g| (g as usize) < rows.len()) else { break };
            let around = rows[g as usize].get_or_insert((row, row));
            *around = (around.0.min(row), around.1.max(row));
            at = graph.groups[g as usize].parent;
        }
    }
    rows
}

/// Where a route crosses a row: across the flow.
fn crossing(route: &[(Unit, Unit)], row: Unit) -> Option<Unit> {
    let near = |p: &[(Unit, Unit)]| {
        let (low, high) = (p[0].1.min(p[1].1), p[0].1.max(p[1].1));
        (low <= row && row <= high && low < high).then_some(p[0].0)
    };
    route.windows(2).find_map(near)
}

/// Where a route passes a place across the flow: along it.
fn crossing_over(route: &[(Unit, Unit)], x: Unit) -> Option<Unit> {
    let near = |p: &[(Unit, Unit)]| {
        let (low, high) = (p[0].0.min(p[1].0), p[0].0.max(p[1].0));
        (low < x && x <= high).then_some(p[0].1)
    };
    route.windows(2).find_map(near)
}

/// Whether a box is one: what is no number, or astronomically far, stood nowhere.
fn sane(r: &Rect) -> bool {
    [r.x, r.y, r.w, r.h].iter().all(|v| v.abs() <= 1e8) && r.w >= 0.0 && r.h >= 0.0
}

impl Before {
    pub(super) fn of(graph: &Graph, leaves: &[End], groups: &[u32], lines: &[u32]) -> Option<Self> {
        let previous = graph.previous.as_ref()?;
        let span = |r: Option<&Option<Rect>>| {
            let r = r.copied().flatten().filter(sane)?;
            let (across, along) = flowing_down(graph.direction, &r);
            Some(Span { across, along })
        };
        let group = |g: u32| span(previous.groups.get(g as usize));
        let leaf = |end: &End| match *end {
            End::Node(n) => span(previous.nodes.get(n as usize)),
            End::Group(g) => group(g),
        };
        let inside = if leaves.iter().any(|e| matches!(e, End::Group(_))) {
            rows_inside(graph, |n| span(previous.nodes.get(n)))
        } else {
            Vec::new()
        };
        let reach = |end: &End| match *end {
            End::Group(g) if inside[g as usize].is_some() => inside[g as usize],
            _ => leaf(end).map(|s| (s.row(), s.row())),
        };
        let before = Self {
            leaves: leaves.iter().map(leaf).collect(),
            reach: leaves.iter().map(reach).collect(),
            containers: std::iter::once(None).chain(groups.iter().map(|&g| group(g))).collect(),
            lines: lines.iter().map(|&l| route(graph, previous.edges.get(l as usize))).collect(),
            joined: Vec::new(),
            flanks: true,
        };
        before.leaves.iter().chain(&before.containers).any(Option::is_some).then_some(before)
    }

    /// Where something stood across and along the flow.
    #[cfg(test)]
    pub(super) fn stood(&self, tip: Tip) -> Option<((Unit, Unit), (Unit, Unit))> {
        self.at(tip).map(|s| (s.across, s.along))
    }

    fn at(&self, tip: Tip) -> Option<Span> {
        match tip {
            Tip::Leaf(i) => self.leaves.get(i as usize).copied().flatten(),
            Tip::Container(c) => self.containers.get(c as usize).copied().flatten(),
        }
    }
}

/// Containers that were made on the way stood where their leaves did.
pub(super) fn extend(part: &mut Part) {
    let Some(before) = &mut part.before else { return };
    before.containers.resize(part.containers.len(), None);
    for (leaf, span) in part.leaves.iter().zip(&before.leaves) {
        if part.containers[leaf.home as usize].bridge > 0
            && let Some(s) = *span
        {
            let around = before.containers[leaf.home as usize].get_or_insert(s);
            around.across = (around.across.0.min(s.across.0), around.across.1.max(s.across.1));
            around.along = (around.along.0.min(s.along.0), around.along.1.max(s.along.1));
        }
    }
}

/// For each link whether it has to be turned: against the earlier drawing. `same` gives for each member (from `base` on) the one
/// that stands for its rank. A new member stands after what leads to it, else before what it leads to.
pub(super) fn turned(part: &Part, list: &[Tip], same: &[u32], base: u32, links: &[Link]) -> Option<Vec<bool>> {
    let before = part.before.as_ref()?;
    let reaches = beside::Reaches::new(part, before);
    // (row, steps away from a member that was there).
    let mut key: Vec<Option<(Unit, i32)>> = vec![None; list.len()];
    for (i, &t) in list.iter().enumerate() {
        let root = (same[i] - base) as usize;
        if let (Some((low, high)), None) = (reaches.of(t), key[root]) {
            key[root] = Some(((low + high) / 2, 0));
        }
    }
    if key.iter().all(Option::is_none) {
        return None;
    }
    for _ in 0..list.len() {
        let mut found = false;
        for (forward, step) in [(true, 1), (false, -1)] {
            for l in links {
                let (known, new) = if forward { (l.from, l.to) } else { (l.to, l.from) };
                if let (Some(k), None) = (key[known as usize], key[new as usize]) {
                    key[new as usize] = Some((k.0, k.1 + step));
                    found = true;
                }
            }
        }
        if !found {
            break;
        }
    }
    let at = |v: u32| (key[v as usize].unwrap_or((Unit::MAX, 0)), v);
    Some(links.iter().map(|l| l.from != l.to && at(l.from) > at(l.to)).collect())
}

/// For each layer (and lane) the entries that stood in the earlier drawing, in their sequence there; dummies where their line ran.
pub(super) fn sequences(part: &Part, g: &Layered) -> Vec<(u32, Vec<u32>)> {
    let Some(before) = &part.before else { return Vec::new() };
    let rows = rows(before, g);
    let mut out = Vec::new();
    for layer in 0..g.layers.len() as u32 {
        let mut stood: Vec<(u32, Unit, u32)> = Vec::new();
        for &e in g.entries_of(layer) {
            let at = if e & GROUP != 0 {
                before.at(Tip::Container(e & !GROUP)).map(Span::middle)
            } else if g.is_leaf(e) {
                before.at(Tip::Leaf(e)).map(Span::middle)
            } else {
                let line = before.lines.get(g.items[e as usize].owner as usize);
                rows[layer as usize].zip(line).and_then(|(row, line)| crossing(line, row))
            };
            if let Some(at) = at {
                stood.push((g.lane_of_entry(part, e), at, e));
            }
        }
        // Stable: entries that stood on one another keep the order of the source.
        stood.sort_by_key(|s| (s.0, s.1));
        for lane in stood.chunk_by(|a, b| a.0 == b.0).filter(|l| l.len() > 1) {
            out.push((layer, lane.iter().map(|s| s.2).collect()));
        }
    }
    out
}

/// Where each layer lay along the flow: at the middle of what stands in it still, else between the layers of its container
/// around it.
fn rows(before: &Before, g: &Layered) -> Vec<Option<Unit>> {
    let known = |layer: u32| {
        let (mut leaves, mut groups) = ((0, 0), (0, 0));
        for &e in g.entries_of(layer) {
            let (at, sum) = match e & GROUP {
                0 if g.is_leaf(e) => (before.at(Tip::Leaf(e)), &mut leaves),
                0 => continue,
                _ => (before.at(Tip::Container(e & !GROUP)), &mut groups),
            };
            if let Some(s) = at {
                *sum = (sum.0 + s.row(), sum.1 + 1);
            }
        }
        let (sum, count) = if leaves.1 > 0 { leaves } else { groups };
        Unit::checked_div(sum, count)
    };
    let mut rows: Vec<Option<Unit>> = (0..g.layers.len() as u32).map(known).collect();
    for range in g.layer_first.windows(2).map(|w| w[0] as usize..w[1] as usize) {
        let own = &mut rows[range];
        let mut at = 0;
        while at < own.len() {
            let end = (at..own.len()).find(|&i| own[i].is_some()).unwrap_or(own.len());
            if let (Some(first), Some(&Some(last))) = (at.checked_sub(1).and_then(|i| own[i]), own.get(end)) {
                let steps = (end - at + 1) as Unit;
                for (k, row) in own[at..end].iter_mut().enumerate() {
                    *row = Some(first + (last - first) * (k as Unit + 1) / steps);
                }
            }
            at = end + 1;
        }
    }
    rows
}

/// Leaves keep their order across the flow, wherever in the part they stand. Whether all of it can be kept.
pub(super) fn keep_columns(part: &Part, f: &mut Frame) -> bool {
    let (arcs, all) = order::kept(part, &f.var, f.count as usize, &f.walls, Span::middle);
    f.walls.extend(arcs);
    f.walls.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    f.walls.dedup_by_key(|a| (a.tail, a.head));
    all
}

/// Ties leaves to where they stood across the flow, over a variable more for where the earlier drawing began. Gives the number of all.
pub(super) fn tether(part: &Part, var: &[u32], first: &mut Vec<Unit>, ties: &mut Vec<Tie>) -> usize {
    let stood = part.before.iter().flat_map(|b| b.leaves.iter().zip(var)).filter_map(|(s, &v)| Some(((*s)?, v)));
    let origin = first.len() as u32;
    let known = ties.len();
    ties.extend(stood.map(|(s, v)| Tie { tail: origin, head: v, len: s.middle(), below: TETHER, above: TETHER }));
    if ties.len() > known {
        first.push(0);
    }
    first.len()
}

/// More arcs by which leaves keep their order along the flow, as far as what is kept between them allows it. `var` is the variable of
/// each leaf's middle.
pub(super) fn keep_rows(part: &Part, var: &[u32], count: usize, arcs: &[Arc]) -> Vec<Arc> {
    order::kept(part, var, count, arcs, Span::row).0
}

/// The arcs that a drawing as it is does not satisfy, with nothing moved.
#[cfg(test)]
pub(super) fn broken(graph: &Graph, drawn: &super::graph::Placement) -> Vec<String> {
    let of = |axis| {
        let mut things = things::Things::new(graph, drawn, axis);
        let (vars, count) = things.variables();
        let arcs = things.pulls(&vars).arcs;
        let bad = arcs.into_iter().filter(move |a| a.len > 0 || a.tail as usize >= count as usize || a.tail == a.head);
        bad.map(move |a| format!("{axis:?}: {a:?}")).collect::<Vec<_>>()
    };
    [of(things::Axis::X), of(things::Axis::Y)].concat()
}

fn apart(a: (Unit, Unit), b: (Unit, Unit)) -> bool {
    a.1 <= b.0 || b.1 <= a.0
}
