//! The rings of one node: which way each loop runs, how far out, and where its label stands.
//!
//! A loop takes the way with fewer corners, of two such the shorter one. It lies farther out than all that it encloses or crosses, so
//! that each has a track of its own. A label stands outside its track, in the middle where the loop stays at one side and
//! nothing else passes there, else at a corner of the node, where nothing does.
//!
//! No paper.
//!
//! Before: a node's size, its ports, its loops. After: how far the loops reach at each side, and their ways from the node's corner.

use crate::geometry::{Point, Rect, Side, Size};
use crate::layout::layered::graph::{Route, Spacing};
use crate::layout::layered::part::{px, unit};

/// The innermost ring lies so far out that an arrowhead and some line are seen, px.
const INNERMOST: f64 = 14.0;
/// A loop at one place ends in a box of this size, px.
const BOX: f64 = 7.0;
/// Least distance of a label from lines that pass it, px.
const CLEAR: f64 = 4.0;

const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

/// A place on a side, from its left or top end, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub side: Side,
    pub at: f64,
}

/// A port, and the edges that end there.
pub(super) struct Taken {
    pub place: Place,
    pub edges: Vec<u32>,
}

/// A loop, and the places where it begins and ends, as far as they are given.
pub(super) struct Wanted {
    pub edge: u32,
    pub ends: [Option<Place>; 2],
    pub label: Option<Size>,
}

pub(super) struct Ring {
    /// How far the loops reach at each [`Side`], px.
    pub reach: [f64; 4],
    pub loops: Vec<Loop>,
}

pub(super) struct Loop {
    pub edge: u32,
    ends: [Place; 2],
    /// Whether it runs clockwise from its first end.
    clockwise: bool,
    /// It runs all the way around, from its place back to it.
    round: bool,
    /// How far out it runs.
    out: f64,
    label: Option<Standing>,
}

/// Where a label stands: outside of the track at a side, with its middle so far along it.
#[derive(Clone, Copy)]
struct Standing {
    side: Side,
    middle: f64,
    size: Size,
    /// From the track.
    gap: f64,
    /// It is behind the corner that follows that side clockwise.
    corner: bool,
}

fn level(side: Side) -> bool {
    matches!(side, Side::Top | Side::Bottom)
}

fn length(size: Size, side: Side) -> f64 {
    if level(side) { size.w } else { size.h }
}

/// How far along its side a place lies clockwise.
fn clockwise(size: Size, p: Place) -> f64 {
    if matches!(p.side, Side::Top | Side::Right) { p.at } else { length(size, p.side) - p.at }
}

/// How far along the whole outline a place lies, clockwise from the corner at the top left.
fn around(size: Size, p: Place) -> f64 {
    let before: f64 = SIDES[..p.side as usize].iter().map(|&s| length(size, s)).sum();
    before + clockwise(size, p)
}

/// The sides that are passed clockwise between two places: first the one left behind.
fn sides(size: Size, from: Place, to: Place) -> Vec<Side> {
    let (a, b) = (from.side as usize, to.side as usize);
    let back = a == b && clockwise(size, to) < clockwise(size, from);
    let steps = if back { 4 } else { (b + 4 - a) % 4 };
    (0..=steps).map(|i| SIDES[(a + i) % 4]).collect()
}

impl Ring {
    /// `loose`: other lines end at the node, and not at ports. Ends without a place go to the side of high x, as other loops.
    pub(super) fn new(size: Size, wanted: Vec<Wanted>, ports: Vec<Taken>, loose: bool, space: &Spacing) -> Self {
        let mut taken = ports;
        let mut loops: Vec<Loop> = Vec::with_capacity(wanted.len());
        let mut labels = Vec::with_capacity(wanted.len());
        for w in wanted {
            let ends = w.ends.map(|end| end.unwrap_or_else(|| free(size, Side::Right, w.edge, &mut taken)));
            labels.push((w.edge, w.label));
            loops.push(Loop {
                edge: w.edge,
                ends,
                clockwise: shorter(size, ends),
                round: false,
                out: 0.0,
                label: None,
            });
        }
        // Enclosed ones first; those with labels, which are broad, behind all others.
        let label = |l: &Loop| labels.iter().find(|k| k.0 == l.edge).and_then(|k| k.1);
        loops.sort_by(|a, b| {
            let key = |l: &Loop| (label(l).is_some(), l.span(size).1);
            key(a).0.cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)).then(a.edge.cmp(&b.edge))
        });
        let apart = space.edge_edge.max(1.0);
        let mut ring = Self { reach: [0.0; 4], loops: Vec::with_capacity(loops.len()) };
        let mut farthest = 0.0f64;
        for mut l in loops {
            let named = label(&l);
            let below = if named.is_some() {
                farthest
            } else {
                ring.loops.iter().filter(|k| k.meets(&l, size)).fold(0.0, |far, k| k.out.max(far))
            };
            l.out = snapped((below + apart).max(INNERMOST));
            farthest = farthest.max(l.out);
            if let Some(named) = named {
                let standing = l.stand(size, named, &taken, loose, space.edge_label.max(1.0));
                farthest = farthest.max(l.claim(size, &standing, &mut ring.reach));
                l.label = Some(standing);
            }
            for side in l.sides(size) {
                let own = &mut ring.reach[side as usize];
                *own = own.max(l.out);
            }
            l.claim_box(size, &mut ring.reach);
            ring.loops.push(l);
        }
        // What stands beside a node keeps the distance of nodes, and from its loops that of lines.
        let beside = [space.rank, space.node, space.rank, space.node].map(|plain| plain.min(space.component));
        for (reach, beside) in ring.reach.iter_mut().zip(beside) {
            let more = (space.edge_edge.max(space.edge_node) - beside).max(0.0);
            *reach = if *reach > 0.0 { snapped(*reach + more) } else { 0.0 };
        }
        ring
    }
}

/// Rounded up as the engine rounds lengths.
fn snapped(length: f64) -> f64 {
    px(unit(length))
}

/// The middle of the widest gap between what is taken of a side, in its middle two thirds, as other loops' ends.
fn free(size: Size, side: Side, edge: u32, taken: &mut Vec<Taken>) -> Place {
    let mut used: Vec<f64> = taken.iter().map(|t| t.place).filter(|p| p.side == side).map(|p| p.at).collect();
    let (low, high) = (length(size, side) / 6.0, length(size, side) * 5.0 / 6.0);
    used.retain(|&at| low < at && at < high);
    used.extend([low, high]);
    used.sort_by(f64::total_cmp);
    let widest = used.windows(2).reduce(|a, b| if b[1] - b[0] > a[1] - a[0] { b } else { a });
    let place = Place { side, at: widest.map_or(0.0, |w| (w[0] + w[1]) / 2.0) };
    taken.push(Taken { place, edges: vec![edge] });
    place
}

/// Whether the way clockwise has fewer corners, or as many and is no longer.
fn shorter(size: Size, [from, to]: [Place; 2]) -> bool {
    let whole: f64 = SIDES.iter().map(|&s| length(size, s)).sum();
    let there = (around(size, to) - around(size, from) + whole) % whole.max(1.0);
    let (one, other) = (sides(size, from, to).len(), sides(size, to, from).len());
    (one, there) <= (other, whole - there)
}

impl Loop {
    /// From where on, and how far, it runs along the outline clockwise.
    fn span(&self, size: Size) -> (f64, f64) {
        let [from, to] = self.turned();
        let whole: f64 = SIDES.iter().map(|&s| length(size, s)).sum();
        let start = around(size, from);
        (start, (around(size, to) - start + whole) % whole.max(1.0))
    }

    /// Its ends, clockwise.
    fn turned(&self) -> [Place; 2] {
        let [a, b] = self.ends;
        if self.clockwise { [a, b] } else { [b, a] }
    }

    fn sides(&self, size: Size) -> Vec<Side> {
        let [from, to] = self.turned();
        if self.round {
            SIDES.iter().cycle().skip(from.side as usize).take(5).copied().collect()
        } else {
            sides(size, from, to)
        }
    }

    /// Whether two loops run beside the same stretch of the outline, or so near that they would touch.
    fn meets(&self, other: &Self, size: Size) -> bool {
        let whole: f64 = SIDES.iter().map(|&s| length(size, s)).sum();
        let ((a, long), (b, wide)) = (self.span(size), other.span(size));
        let off = |from: f64, to: f64| (to - from + whole) % whole.max(1.0);
        let slack = |l: &Self| if l.ends[0] == l.ends[1] { INNERMOST } else { CLEAR };
        let near = slack(self) + slack(other);
        off(a, b) <= long + near || off(b, a) <= wide + near || off(a + long, b) <= near || off(b + wide, a) <= near
    }

    /// Finds a place for the label, if need be by another way around.
    fn stand(&mut self, size: Size, label: Size, taken: &[Taken], loose: bool, gap: f64) -> Standing {
        let along = |side: Side| if level(side) { label.w } else { label.h };
        if let [side] = self.sides(size)[..] {
            let [a, b] = self.ends;
            let (middle, need) = ((a.at + b.at) / 2.0, along(side) / 2.0 + CLEAR + BOX);
            let passed = |t: &Taken| {
                let other = |&e: &u32| e != self.edge;
                t.place.side == side && (t.place.at - middle).abs() < need && t.edges.iter().any(other)
            };
            if !loose && !taken.iter().any(passed) {
                return Standing { side, middle, size: label, gap, corner: false };
            }
            // The other way around has corners.
            self.round = a == b;
            self.clockwise = self.round || !self.clockwise;
        }
        let side = self.sides(size)[0];
        let (half, end) = (along(side) / 2.0 + CLEAR, matches!(side, Side::Top | Side::Right));
        let middle = if end { length(size, side) + half } else { -half };
        Standing { side, middle, size: label, gap, corner: true }
    }

    /// Makes room for the label, and says how far out that is.
    fn claim(&self, size: Size, label: &Standing, reach: &mut [f64; 4]) -> f64 {
        let mut claim = |side: Side, far: f64| reach[side as usize] = reach[side as usize].max(far);
        let Size { w, h } = label.size;
        let (along, out) = if level(label.side) { (w, h) } else { (h, w) };
        let far = self.out + label.gap + out;
        claim(label.side, far);
        if !label.corner {
            let (before, after) = if level(label.side) { (Side::Left, Side::Right) } else { (Side::Top, Side::Bottom) };
            let over = [along / 2.0 - label.middle, label.middle + along / 2.0 - length(size, label.side)];
            claim(before, over[0]);
            claim(after, over[1]);
            return far.max(over[0]).max(over[1]);
        }
        claim(SIDES[(label.side as usize + 1) % 4], CLEAR + along);
        far.max(CLEAR + along)
    }

    /// Makes room for the box of a loop at one place, which is wider than that place.
    fn claim_box(&self, size: Size, reach: &mut [f64; 4]) {
        let Place { side, at } = self.ends[0];
        if self.ends[0] != self.ends[1] || self.round {
            return;
        }
        let (before, after) = if level(side) { (Side::Left, Side::Right) } else { (Side::Top, Side::Bottom) };
        for (end, far) in [(before, BOX / 2.0 - at), (after, at + BOX / 2.0 - length(size, side))] {
            reach[end as usize] = reach[end as usize].max(far);
        }
    }

    /// Its way around a node of this size, from its corner.
    pub(super) fn drawn(&self, size: Size) -> Route {
        let node = &Rect::at(Point::default(), size);
        let [from, to] = self.turned();
        let mut points = Vec::with_capacity(8);
        if from == to && !self.round {
            // At one place: out, around a box, and back.
            let (half, near) = (BOX / 2.0, self.out - BOX);
            let stops = [
                (0.0, 0.0),
                (0.0, near),
                (-half, near),
                (-half, self.out),
                (half, self.out),
                (half, near),
                (0.0, near),
                (0.0, 0.0),
            ];
            points.extend(stops.map(|(along, out)| point(node, from.side, from.at + along, out)));
        } else {
            points.push(point(node, from.side, from.at, 0.0));
            points.push(point(node, from.side, from.at, self.out));
            let own = self.sides(size);
            points.extend(own[..own.len() - 1].iter().map(|&side| self.corner(node, side)));
            points.push(point(node, to.side, to.at, self.out));
            points.push(point(node, to.side, to.at, 0.0));
        }
        if !self.clockwise {
            points.reverse();
        }
        crate::layout::layered::finish::tidy(&mut points);
        Route { points, label: self.label.as_ref().map(|l| self.label_box(node, l)) }
    }

    /// The corner of its track behind a side, clockwise.
    fn corner(&self, node: &Rect, side: Side) -> Point {
        let out = self.out;
        let (left, right) = (node.x - out, node.right() + out);
        let (top, bottom) = (node.y - out, node.bottom() + out);
        match side {
            Side::Top => Point::new(right, top),
            Side::Right => Point::new(right, bottom),
            Side::Bottom => Point::new(left, bottom),
            Side::Left => Point::new(left, top),
        }
    }

    fn label_box(&self, node: &Rect, label: &Standing) -> Rect {
        let Size { w, h } = label.size;
        let (out, middle) = (self.out + label.gap, label.middle);
        match label.side {
            Side::Top => Rect::new(node.x + middle - w / 2.0, node.y - out - h, w, h),
            Side::Bottom => Rect::new(node.x + middle - w / 2.0, node.bottom() + out, w, h),
            Side::Left => Rect::new(node.x - out - w, node.y + middle - h / 2.0, w, h),
            Side::Right => Rect::new(node.right() + out, node.y + middle - h / 2.0, w, h),
        }
    }
}

/// A place on a side of a node, so far along it and so far out.
fn point(node: &Rect, side: Side, at: f64, out: f64) -> Point {
    match side {
        Side::Top => Point::new(node.x + at, node.y - out),
        Side::Right => Point::new(node.right() + out, node.y + at),
        Side::Bottom => Point::new(node.x + at, node.bottom() + out),
        Side::Left => Point::new(node.x - out, node.y + at),
    }
}
