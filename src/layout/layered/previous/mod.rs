//! Staying near an earlier drawing: what survives an edit keeps its relative places.
//!
//! North 1995, *Incremental layout in DynaDAG*, and Misue, Eades, Lai, Sugiyama 1995, *Layout adjustment and the mental map*:
//! a reader knows a picture by what stands left of and above what, so those relations are constraints here and distances are
//! free. Each phase gets its share: lines are turned as they were, what stood above stands no lower, neighbours of a layer keep
//! their sequence, and leaves keep their order across the flow even where they share no layer. What the edit makes impossible
//! (the constraints would close a cycle) is given up, and no more.
//!
//! Before: boxes of an earlier drawing. After: lists and arcs for the phases; none where nothing stood anywhere.

mod nearest;
mod settle;
mod things;

pub(super) use nearest::place;

use super::arrange::Block;
use super::coordinates::Frame;
use super::cycles::{self, Link};
use super::finish::flowing_down;
use super::graph::{End, Graph};
use super::layers::{GROUP, Layered};
use super::part::{Extent, Part, Tip, Unit};
use super::simplex::Arc;
use crate::geometry::{Point, Rect};

/// Boxes nearer to one another than this count as level: 1 px.
const LEVEL: Unit = 8;
/// Two columns of more pairs than this are kept apart by a few of them.
const PAIRS: usize = 400;

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
    /// Points of lines, each across and along the flow.
    lines: Vec<Vec<(Unit, Unit)>>,
}

fn route(graph: &Graph, points: Option<&Vec<Point>>) -> Vec<(Unit, Unit)> {
    let flowing = |p: &Point| {
        let at = Rect::new(p.x, p.y, 0.0, 0.0);
        sane(&at).then(|| flowing_down(graph.direction, &at)).map(|(across, along)| (across.0, along.0))
    };
    points.into_iter().flatten().map_while(flowing).collect()
}

/// Where a route crosses a row: across the flow.
fn crossing(route: &[(Unit, Unit)], row: Unit) -> Option<Unit> {
    let near = |p: &[(Unit, Unit)]| {
        let (low, high) = (p[0].1.min(p[1].1), p[0].1.max(p[1].1));
        (low <= row && row <= high && low < high).then_some(p[0].0)
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
        let before = Self {
            leaves: leaves.iter().map(leaf).collect(),
            containers: std::iter::once(None).chain(groups.iter().map(|&g| group(g))).collect(),
            lines: lines.iter().map(|&l| route(graph, previous.edges.get(l as usize))).collect(),
        };
        before.leaves.iter().chain(&before.containers).any(Option::is_some).then_some(before)
    }

    /// Whether one thing stood before another along the flow, where both stood somewhere and apart.
    pub(super) fn stood_before(&self, a: Tip, b: Tip) -> Option<bool> {
        let (a, b) = (self.at(a)?.along, self.at(b)?.along);
        apart(a, b).then_some(a < b)
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
    // (row, steps away from a member that was there).
    let mut key: Vec<Option<(Unit, i32)>> = vec![None; list.len()];
    for (i, &t) in list.iter().enumerate() {
        let root = (same[i] - base) as usize;
        if let (Some(s), None) = (before.at(t), key[root]) {
            key[root] = Some((s.row(), 0));
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

/// Adds arcs by which what stood above stands no lower, over vertices of their own, and gives the number of all vertices.
/// `root` is each member's vertex.
pub(super) fn keep_ranks(part: &Part, list: &[Tip], root: &[u32], n: usize, arcs: &mut Vec<Arc>) -> usize {
    let Some(before) = &part.before else { return n };
    let stood: Vec<(u32, (Unit, Unit))> =
        list.iter().zip(root).filter_map(|(&t, &v)| before.at(t).map(|s| (v, s.along))).collect();
    // A cut lies at the end of each member: those that start below it stand in no higher layer.
    let mut cuts: Vec<Unit> = stood.iter().map(|s| s.1.1).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let cut = |i: usize| (n + i) as u32;
    let mut more = Vec::with_capacity(3 * stood.len());
    let arc = |tail, head, len| Arc { tail, head, len, weight: 0 };
    for &(v, (start, end)) in &stood {
        more.push(arc(v, cut(cuts.partition_point(|&c| c < end)), 0));
        let above = cuts.partition_point(|&c| c <= start);
        if above > 0 && start < end {
            more.push(arc(cut(above - 1), v, 1));
        }
    }
    more.extend((1..cuts.len()).map(|i| arc(cut(i - 1), cut(i), 0)));
    let all = n + cuts.len();
    if acyclic(all, arcs.iter().chain(&more)) {
        arcs.extend(more);
        return all;
    }
    n
}

fn acyclic<'a>(n: usize, arcs: impl Iterator<Item = &'a Arc>) -> bool {
    let links: Vec<Link> = arcs.map(|a| Link { from: a.tail, to: a.head, weight: 1 }).collect();
    let component = cycles::components(n, &links);
    links.iter().all(|l| component[l.from as usize] != component[l.to as usize])
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
    let (arcs, all) = in_order(part, &f.var, f.count as usize, &f.walls, Span::middle);
    f.walls.extend(arcs);
    f.walls.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    f.walls.dedup_by_key(|a| (a.tail, a.head));
    all
}

/// More arcs by which leaves keep their order along the flow, as far as what is kept between them allows it. `var` is the variable of
/// each leaf's middle.
pub(super) fn keep_rows(part: &Part, var: &[u32], count: usize, arcs: &[Arc]) -> Vec<Arc> {
    in_order(part, var, count, arcs, Span::row).0
}

/// Arcs by which leaves keep the order of their middles, without those that would close a cycle with others, and whether these are all.
fn in_order(part: &Part, var: &[u32], count: usize, others: &[Arc], middle: fn(Span) -> Unit) -> (Vec<Arc>, bool) {
    let Some(before) = &part.before else { return (Vec::new(), true) };
    let mut stood: Vec<(Unit, u32)> =
        before.leaves.iter().zip(var).filter_map(|(s, &v)| s.map(|s| (middle(s), v))).collect();
    stood.sort_unstable();
    let mut levels: Vec<Vec<(Unit, u32)>> = Vec::new();
    for s in stood {
        match levels.last_mut() {
            Some(level) if s.0 - level[0].0 < LEVEL => level.push(s),
            _ => levels.push(vec![s]),
        }
    }
    let mut arcs = Vec::new();
    for pair in levels.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let many = a.len() * b.len() > PAIRS;
        for (i, l) in a.iter().enumerate() {
            for (k, r) in b.iter().enumerate() {
                if l.1 != r.1 && (!many || i == 0 || k == 0) {
                    arcs.push(Arc { tail: l.1, head: r.1, len: 0, weight: 0 });
                }
            }
        }
    }
    let links: Vec<Link> = others.iter().chain(&arcs).map(|a| Link { from: a.tail, to: a.head, weight: 1 }).collect();
    let component = cycles::components(count, &links);
    let all = arcs.len();
    arcs.retain(|a| component[a.tail as usize] != component[a.head as usize]);
    let kept = arcs.len() == all;
    (arcs, kept)
}

/// Parts up to this many are compared with one another.
const PARTS: usize = 400;

/// The box around what survives of some things, where anything does.
fn around(graph: &Graph, ends: impl Iterator<Item = End>) -> Option<Span> {
    let previous = graph.previous.as_ref()?;
    let rects = ends.filter_map(|e| match e {
        End::Node(n) => previous.nodes.get(n as usize).copied().flatten(),
        End::Group(g) => previous.groups.get(g as usize).copied().flatten(),
    });
    let all = rects.filter(sane).reduce(|a, b| a.union(&b))?;
    let (across, along) = flowing_down(graph.direction, &all);
    Some(Span { across, along })
}

fn apart(a: (Unit, Unit), b: (Unit, Unit)) -> bool {
    a.1 <= b.0 || b.1 <= a.0
}

/// Pairs of parts that stood among one another: they were one, and are laid out together again.
pub(super) fn together(graph: &Graph, parts: &[Vec<End>]) -> Vec<(usize, usize)> {
    if graph.previous.is_none() || parts.len() > PARTS {
        return Vec::new();
    }
    let mut boxes: Vec<Option<Span>> = parts.iter().map(|p| around(graph, p.iter().copied())).collect();
    let mut pairs = Vec::new();
    let mut again = true;
    while again {
        again = false;
        for i in 0..boxes.len() {
            for k in i + 1..boxes.len() {
                let (Some(a), Some(b)) = (boxes[i], boxes[k]) else { continue };
                if !apart(a.across, b.across) && !apart(a.along, b.along) {
                    let hull = |a: (Unit, Unit), b: (Unit, Unit)| (a.0.min(b.0), a.1.max(b.1));
                    boxes[i] = Some(Span { across: hull(a.across, b.across), along: hull(a.along, b.along) });
                    boxes[k] = None;
                    pairs.push((i, k));
                    again = true;
                }
            }
        }
    }
    pairs
}

/// A part as it was laid out: its members with where they stand in it, and its extent.
pub(super) struct Laid {
    pub members: Vec<(End, Block)>,
    pub extent: Extent,
}

impl Laid {
    /// Where its corner was, going by the members that stood somewhere.
    fn corner(&self, graph: &Graph, stood: Span) -> (Unit, Unit) {
        let old = self.members.iter().filter(|m| around(graph, std::iter::once(m.0)).is_some());
        let low = old.fold((Unit::MAX, Unit::MAX), |low, m| (low.0.min(m.1.x), low.1.min(m.1.y)));
        (stood.across.0 - low.0, stood.along.0 - low.1)
    }
}

/// Corners for parts by which those that stood somewhere stand so again: each pair keeps apart along the flow if it was, else
/// across it. New ones come after all, one beside the other. None where nothing stood anywhere.
pub(super) fn packed(graph: &Graph, parts: &[Laid], gap: Unit) -> Option<Vec<(Unit, Unit)>> {
    if parts.len() > PARTS {
        return None;
    }
    let boxes: Vec<Option<Span>> = parts.iter().map(|p| around(graph, p.members.iter().map(|m| m.0))).collect();
    let mut old: Vec<usize> = (0..parts.len()).filter(|&i| boxes[i].is_some()).collect();
    if old.is_empty() || parts.len() < 2 {
        return None;
    }
    let span = |i: usize| boxes[i].unwrap_or(Span { across: (0, 0), along: (0, 0) });
    let corner: Vec<(Unit, Unit)> =
        (0..parts.len()).map(|i| boxes[i].map_or((0, 0), |b| parts[i].corner(graph, b))).collect();
    let least = |of: &dyn Fn((Unit, Unit)) -> Unit| old.iter().map(|&i| of(corner[i])).min().unwrap_or(0);
    let first = (least(&|c| c.0), least(&|c| c.1));
    let mut at = vec![(0, 0); parts.len()];
    // None comes nearer to the start than it stood. Those that stood before along the flow are placed when one is, then those before it across.
    old.sort_by_key(|&i| (span(i).along, i));
    for (n, &i) in old.iter().enumerate() {
        let above = old[..n].iter().filter(|&&k| span(k).along.1 <= span(i).along.0);
        at[i].1 = above.map(|&k| at[k].1 + parts[k].extent.h + gap).max().unwrap_or(0).max(corner[i].1 - first.1);
    }
    old.sort_by_key(|&i| (span(i).across, i));
    for (n, &i) in old.iter().enumerate() {
        let beside = old[..n].iter().filter(|&&k| {
            span(k).across.1 <= span(i).across.0
                && !apart((at[k].1, at[k].1 + parts[k].extent.h + gap), (at[i].1, at[i].1 + parts[i].extent.h + gap))
        });
        at[i].0 = beside.map(|&k| at[k].0 + parts[k].extent.w + gap).max().unwrap_or(0).max(corner[i].0 - first.0);
    }
    let mut next = (0, old.iter().map(|&i| at[i].1 + parts[i].extent.h + gap).max().unwrap_or(0));
    for i in (0..parts.len()).filter(|&i| boxes[i].is_none()) {
        at[i] = next;
        next.0 += parts[i].extent.w + gap;
    }
    let clear = |i: usize, k: usize| {
        apart((at[i].0, at[i].0 + parts[i].extent.w), (at[k].0, at[k].0 + parts[k].extent.w))
            || apart((at[i].1, at[i].1 + parts[i].extent.h), (at[k].1, at[k].1 + parts[k].extent.h))
    };
    (0..parts.len()).all(|i| (0..i).all(|k| clear(i, k))).then_some(at)
}
