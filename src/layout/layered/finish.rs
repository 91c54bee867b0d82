//! From the parts' own coordinates to the picture's: packing, the way the picture flows, and px. No paper.
//!
//! Before: every part laid out at the origin. After: absolute px, origin at the top left, parallel to the graph's arrays; nodes and
//! labels as large as was asked for, though lengths inside are rounded up to quarters of a px; ends on the borders of those; routes
//! without equal points in a row and without points in the middle of a straight run.

use super::arrange::{Block, Drawn};
use super::graph::{Direction, End, Graph, GroupBox, Placement, Route};
use super::normalise::{Piecewise, Tree, extent, transposed};
use super::pack::{self, Extents, Packed};
use super::part::{Extent, NONE, PX, Part, Space, TitleSide, Unit, px, unit};
use super::previous::{self, Laid};
use crate::geometry::{Point, Rect, Size};

/// A frame laid out: its parts and where each of them lies in it.
struct Filled {
    frame: u32,
    parts: Vec<(Piecewise, Drawn, (Unit, Unit))>,
}

pub(super) struct Canvas<'a> {
    graph: &'a Graph,
    tree: &'a Tree,
    /// Of sealed and empty groups.
    sizes: Vec<Extents>,
    filled: Vec<Filled>,
    all: Extents,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(graph: &'a Graph, tree: &'a Tree) -> Self {
        let mut c = Self {
            graph,
            tree,
            sizes: vec![Extents::default(); graph.groups.len()],
            filled: Vec::new(),
            all: Extents::default(),
        };
        for g in 0..graph.groups.len() {
            if tree.empty[g] {
                let size = c.around(g as u32, Extent::default()).0;
                c.sizes[g] = Extents { real: size, alike: size };
            }
        }
        c
    }

    /// The frames, innermost first; the picture itself is the last.
    pub(super) fn frames(&self) -> Vec<u32> {
        let mut list: Vec<u32> =
            (0..self.graph.groups.len() as u32).filter(|&g| self.tree.sealed[g as usize]).collect();
        list.sort_by_key(|&g| std::cmp::Reverse(self.tree.depth[g as usize]));
        list.push(NONE);
        list
    }

    pub(super) fn sizes(&self) -> &[Extents] {
        &self.sizes
    }

    /// The extent of a group around its content, and where the content lies in it: in the middle of what is more than it needs.
    pub(super) fn around(&self, g: u32, content: Extent) -> (Extent, (Unit, Unit)) {
        let (all, at) = self.wrapped(g, content);
        if self.tree.lane[g as usize] {
            return (all, at);
        }
        let least = extent(self.graph.direction, self.graph.groups[g as usize].least);
        let (w, h) = (all.w.max(least.w), all.h.max(least.h));
        (Extent { w, h }, (at.0 + (w - all.w) / 2, at.1 + (h - all.h) / 2))
    }

    /// The same for a group that is as large as it has to be.
    fn wrapped(&self, g: u32, content: Extent) -> (Extent, (Unit, Unit)) {
        let group = &self.graph.groups[g as usize];
        let (title, pad) = (extent(self.graph.direction, group.title), unit(group.padding));
        // What a title takes beyond the padding.
        let gap = if self.tree.empty[g as usize] { 0 } else { 2 * self.title_gap(g) - pad };
        let strip = |t: Unit| if t > 0 { t + gap } else { 0 };
        match TitleSide::of(self.graph.direction) {
            TitleSide::Low => {
                let h = content.h.max(title.h);
                let all = Extent { w: content.w + strip(title.w) + 2 * pad, h: h + 2 * pad };
                (all, (pad + strip(title.w), pad + (h - content.h) / 2))
            }
            side => {
                let w = content.w.max(title.w);
                let all = Extent { w: w + 2 * pad, h: content.h + strip(title.h) + 2 * pad };
                let y = if side == TitleSide::Start { pad + strip(title.h) } else { pad };
                (all, (pad + (w - content.w) / 2, y))
            }
        }
    }

    /// How far a group's title stands from the border, and from the content below it: half the padding; alone in its group, or in
    /// the head of a lane, the whole.
    fn title_gap(&self, g: u32) -> Unit {
        let pad = unit(self.graph.groups[g as usize].padding);
        if self.tree.empty[g as usize] || self.tree.lane[g as usize] { pad } else { pad / 2 }
    }

    pub(super) fn pack(&mut self, frame: u32, parts: Vec<Piecewise>, drawn: Vec<Drawn>) {
        let extents: Vec<Extents> =
            drawn.iter().map(|d| Extents { real: Extent { w: d.w, h: d.h }, alike: d.alike }).collect();
        let gap = self.gap(&parts);
        let laid = |(p, d): (&Piecewise, &Drawn)| {
            let leaves = p.leaves.iter().copied().zip(d.leaves.iter().copied());
            let groups = p.groups.iter().map(|&g| End::Group(g)).zip(d.containers.iter().skip(1).copied());
            Laid { members: leaves.chain(groups).collect(), extent: Extent { w: d.w, h: d.h } }
        };
        let as_before = self.graph.previous.as_ref().and_then(|_| {
            let listed: Vec<Laid> = parts.iter().zip(&drawn).map(laid).collect();
            previous::packed(self.graph, &listed, gap)
        });
        let mut packed = self.packing(&parts.iter().collect::<Vec<_>>(), &extents);
        if let Some(at) = as_before {
            packed.all.real = pack::around(&at, &extents.iter().map(|e| e.real).collect::<Vec<_>>());
            packed.at = at;
        }
        let Packed { at, all } = packed;
        if frame == NONE {
            self.all = all;
        } else {
            let around = |content| self.around(frame, content).0;
            self.sizes[frame as usize] = Extents { real: around(all.real), alike: around(all.alike) };
        }
        let parts = parts.into_iter().zip(drawn).zip(at).map(|((p, d), at)| (p, d, at)).collect();
        self.filled.push(Filled { frame, parts });
    }

    /// Where parts of these extents go, and the extent of all of them.
    pub(super) fn packing(&self, parts: &[&Piecewise], extents: &[Extents]) -> Packed {
        // The wanted one when the flow runs down.
        let turned = |a: f64| if transposed(self.graph.direction) { 1.0 / a } else { a };
        let aspect = self.graph.wanted_aspect().map_or(pack::ASPECT, turned);
        let space = Space::of(self.graph);
        let alone = |p: &Piecewise| p.leaves.len() == 1 && p.groups.is_empty() && p.lines.is_empty();
        let lone: Vec<usize> = (0..parts.len()).filter(|&i| alone(parts[i])).collect();
        pack::mixed(extents, &lone, space.node, self.gap(parts), aspect)
    }

    /// Between parts: lines run along the borders of some, and keep their distances there.
    fn gap<P: std::borrow::Borrow<Piecewise>>(&self, parts: &[P]) -> Unit {
        let space = Space::of(self.graph);
        let lines = parts.iter().any(|p| !p.borrow().lines.is_empty());
        if lines { space.component.max(space.edge).max(space.edge_node) } else { space.component }
    }

    /// What a group takes beside its content.
    pub(super) fn padding(&self, g: u32) -> Extent {
        self.wrapped(g, Extent::default()).0
    }

    /// How a part of a frame was drawn, if all that it holds is as large as it is now.
    pub(super) fn drawn_as(&self, frame: u32, number: usize, part: &Part) -> Option<&Drawn> {
        let (known, drawn, _) = self.filled.iter().find(|p| p.frame == frame)?.parts.get(number)?;
        known.part.leaves.iter().map(|l| l.size).eq(part.leaves.iter().map(|l| l.size)).then_some(drawn)
    }

    /// The extent of all.
    pub(super) fn extent(&self) -> Extent {
        self.all.real
    }

    /// Every frame laid out so far, and its parts.
    pub(super) fn parts(&self) -> impl Iterator<Item = (u32, impl Iterator<Item = (&Piecewise, &Drawn)>)> {
        self.filled.iter().map(|p| (p.frame, p.parts.iter().map(|(piece, drawn, _)| (piece, drawn))))
    }

    pub(super) fn finish(self) -> Placement {
        let mut out = Placement {
            size: Size::default(),
            nodes: vec![Rect::default(); self.graph.nodes.len()],
            groups: vec![GroupBox::default(); self.graph.groups.len()],
            edges: vec![Route::default(); self.graph.edges.len()],
            gates: Vec::new(),
        };
        let turn = Turn { direction: self.graph.direction, length: self.all.real.h };
        out.size = turn.rect(Block { x: 0, y: 0, w: self.all.real.w, h: self.all.real.h }).size();
        let mut corner = vec![(0, 0); self.graph.groups.len()];
        // Outer frames first: a sealed group's corner is known when its inside is placed.
        for filled in self.filled.iter().rev() {
            let base = if filled.frame == NONE {
                (0, 0)
            } else {
                let g = filled.frame;
                let content = Extent {
                    w: filled.parts.iter().map(|p| p.2.0 + p.1.w).max().unwrap_or(0),
                    h: filled.parts.iter().map(|p| p.2.1 + p.1.h).max().unwrap_or(0),
                };
                let (_, inner) = self.around(g, content);
                (corner[g as usize].0 + inner.0, corner[g as usize].1 + inner.1)
            };
            for (piecewise, drawn, at) in &filled.parts {
                let (dx, dy) = (base.0 + at.0, base.1 + at.1);
                let moved = |b: Block| Block { x: b.x + dx, y: b.y + dy, ..b };
                for (&end, &b) in piecewise.leaves.iter().zip(&drawn.leaves) {
                    match end {
                        End::Node(n) => {
                            let r = turn.rect(moved(b));
                            let size = self.graph.nodes[n as usize].size;
                            let (w, h) = (exact(size.w, r.w), exact(size.h, r.h));
                            // A node without extent stands where its lines end, in the middle.
                            let off = |asked: f64, room: f64| if asked > 0.0 { 0.0 } else { room / 2.0 };
                            out.nodes[n as usize] = Rect::new(r.x + off(w, r.w), r.y + off(h, r.h), w, h);
                        }
                        End::Group(g) => {
                            corner[g as usize] = (b.x + dx, b.y + dy);
                            out.groups[g as usize] = self.boxed(&turn, g, moved(b), None);
                        }
                    }
                }
                for (i, &g) in piecewise.groups.iter().enumerate() {
                    let b = moved(drawn.containers[i + 1]);
                    out.groups[g as usize] = self.boxed(&turn, g, b, Some(drawn.titles[i + 1] + dx));
                }
                for (i, &e) in piecewise.lines.iter().enumerate() {
                    let points = drawn.lines[i].iter().map(|p| turn.point((p.0 + dx, p.1 + dy))).collect();
                    out.edges[e as usize].points = points;
                    out.edges[e as usize].label = drawn.labels[i].map(|b| {
                        let r = turn.rect(moved(b));
                        let size = self.graph.edges[e as usize].label.unwrap_or(r.size());
                        Rect::new(r.x, r.y, exact(size.w, r.w), exact(size.h, r.h))
                    });
                }
            }
        }
        for (edge, route) in self.graph.edges.iter().zip(&mut out.edges) {
            mend(&mut route.points, edge.from, edge.to, &out.nodes);
            if let (None, Some(_), [_, _, ..]) = (route.label, edge.label, &route.points[..]) {
                // A label without any extent is a place on its line.
                let at = route.points.len() / 2;
                let (a, b) = (route.points[at - 1], route.points[at]);
                route.label = Some(Rect::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0, 0.0, 0.0));
            }
        }
        out
    }

    /// A group's box and title; `low` is the title's x across the flow where it was chosen.
    fn boxed(&self, turn: &Turn, g: u32, b: Block, low: Option<Unit>) -> GroupBox {
        let group = &self.graph.groups[g as usize];
        let rect = turn.rect(b);
        let pad = px(unit(group.padding));
        let (w, h) = (exact(group.title.w, f64::MAX), exact(group.title.h, f64::MAX));
        let (mut x, mut y) = (rect.x + pad, rect.y + px(self.title_gap(g)));
        match low {
            Some(low) if !transposed(self.graph.direction) => x = px(low),
            Some(low) if self.tree.lane[g as usize] => {
                y = px(low);
                if self.graph.direction == Direction::Left {
                    x = rect.right() - pad - w;
                }
            }
            _ => {}
        }
        let size = if w > 0.0 && h > 0.0 { Size::new(w, h) } else { Size::default() };
        let title = Rect::at(Point::new(x, y), size);
        GroupBox { rect, title }
    }
}

/// The length asked for, where it is one; lengths inside are rounded up, so it always fits.
fn exact(wanted: f64, room: f64) -> f64 {
    if wanted.is_finite() && wanted > 0.0 { wanted.min(room) } else { 0.0 }
}

/// Where a box of the picture lies when its flow is turned to run down: across it, and along it.
pub(super) fn flowing_down(direction: Direction, r: &Rect) -> ((Unit, Unit), (Unit, Unit)) {
    let at = |v: f64| (v * PX) as Unit;
    let (x, y) = ((at(r.x), at(r.right())), (at(r.y), at(r.bottom())));
    match direction {
        Direction::Down => (x, y),
        Direction::Up => (x, (-y.1, -y.0)),
        Direction::Right => (y, x),
        Direction::Left => (y, (-x.1, -x.0)),
    }
}

/// From the frame where the flow runs down to the picture.
struct Turn {
    direction: Direction,
    /// Of the whole, along the flow.
    length: Unit,
}

impl Turn {
    fn point(&self, (x, y): (Unit, Unit)) -> Point {
        match self.direction {
            Direction::Down => Point::new(px(x), px(y)),
            Direction::Up => Point::new(px(x), px(self.length - y)),
            Direction::Right => Point::new(px(y), px(x)),
            Direction::Left => Point::new(px(self.length - y), px(x)),
        }
    }

    fn rect(&self, b: Block) -> Rect {
        Rect::around(self.point((b.x, b.y)), self.point((b.x + b.w, b.y + b.h)))
    }
}

/// Puts the ends on the borders of nodes, whose exact sizes are up to a quarter px smaller than the rounded ones, and drops
/// points that say nothing.
fn mend(points: &mut Vec<Point>, from: End, to: End, nodes: &[Rect]) {
    for end in [from, to] {
        if let (End::Node(n), [_, _, ..]) = (end, &points[..]) {
            clamp(points, &nodes[n as usize]);
        }
        points.reverse();
    }
    tidy(points);
}

/// Puts the first point on a box, and takes the second along so that they stay square.
fn clamp(points: &mut [Point], r: &Rect) {
    let [p, rest @ ..] = points else { return };
    let to = Point::new(p.x.clamp(r.x, r.right()), p.y.clamp(r.y, r.bottom()));
    if let Some(q) = rest.first_mut() {
        if q.x == p.x {
            q.x = to.x;
        } else if q.y == p.y {
            q.y = to.y;
        }
    }
    *p = to;
}

/// Drops points that say nothing.
pub(in crate::layout) fn tidy(points: &mut Vec<Point>) {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &p in points.iter() {
        if kept.last() == Some(&p) {
            continue;
        }
        if let [.., a, b] = kept[..]
            && ((a.x == b.x && b.x == p.x) || (a.y == b.y && b.y == p.y))
        {
            kept.pop();
        }
        kept.push(p);
    }
    // A line of no length (its ends touch) keeps two points.
    if kept.len() == 1 {
        kept.push(kept[0]);
    }
    *points = kept;
}
