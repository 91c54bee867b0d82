//! Ports: places on the sides of nodes where edges end. Those of groups are told apart in [`gates`](super::gates).
//!
//! A port stands outside its node, flush with a side, and edges end in the middle of its outer side. So for the engine a node with
//! ports is larger by them. `portConstraints` says what is given: `FREE` (the default) nothing, `FIXED_SIDE` the side,
//! `FIXED_ORDER` also the order, `FIXED_RATIO` and `FIXED_POS` the very place. A free port stands where the flow leaves the node, or
//! enters it when more edges come than go; one with a single edge, wherever that ends. In which order ports stand, and how they share
//! their side with one another and with ends at no port, is told in [`seats`](super::seats), how lines are led to them in
//! [`landings`](super::landings).

use serde_json::Value;

use super::options::{Options, Sides};
use super::problem::{Problem, inside, problem, shown};
use super::unheard::Unheard;
use super::{gates, labels, merge, seats};
use crate::geometry::{Point, Rect, Side, Size};
use crate::layout::layered::{Direction, End, Graph, Node, Port};

/// Between ports of a side where a node is as large as they need, px: ELK's default.
const APART: f64 = 10.0;
/// Between a port and its label, px.
pub(super) const BESIDE: f64 = 1.0;
/// The engine keeps places to so much, px: with room around a node that is a multiple of it, ports at whole px are met exactly.
const STEP: f64 = 0.25;
/// Sizes nearer than that are the same, px.
const ROUNDED: f64 = 0.3;
/// Places nearer than that are where the document has them, px.
const SAME: f64 = 1e-6;

/// What `portLabels.placement` may say.
pub(super) const LABELS: &[&str] = &[
    "INSIDE",
    "OUTSIDE",
    "ALWAYS_SAME_SIDE",
    "ALWAYS_OTHER_SAME_SIDE",
    "NEXT_TO_PORT_IF_POSSIBLE",
    "SPACE_EFFICIENT",
    "FIXED",
];

/// What is given of the ports of a node, from little to much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Given {
    #[default]
    Nothing,
    Side,
    Order,
    /// The place, as a share of its side.
    Ratio,
    Place,
}

/// A port as it was read.
#[derive(Clone, Debug)]
pub(super) struct PortShape {
    /// Its JSON pointer; none where edges are merged at no port of the document (see [`merge`](super::merge)), or an edge at no port
    /// has a place of its own (see [`seats`](super::seats)).
    pub pointer: Option<String>,
    pub path: String,
    /// Where edges are merged: whether the flow leaves the node there.
    pub leaving: Option<bool>,
    /// The node, or the group, that it belongs to.
    pub of: End,
    pub size: Size,
    /// Of its labels, one under the other.
    pub label: Size,
    /// Whether they stand in its node.
    pub labels_inside: bool,
    pub given: Given,
    pub side: Option<Side>,
    pub index: Option<f64>,
    pub at: Option<Point>,
    /// Edges, and whether they start here.
    pub uses: Vec<(u32, bool)>,
    /// How many of these are ends of loops.
    pub loops: usize,
    /// How far its outer side stands off the side of its node, where that is given; else it is flush.
    pub out: Option<f64>,
    /// Whether it has a place of its own because that of its edge was taken.
    pub seated: bool,
    /// Where it ends up: the side, and its middle from the side's left or top end.
    pub place: (Side, f64),
    /// The same before the first layout.
    pub first: (Side, f64),
}

/// What surrounds a node: for the engine it is larger by its ports.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// How far the ports stand out.
    pub sides: Sides,
    /// Of the node itself.
    pub own: Size,
}

impl Around {
    /// The box of the node itself.
    pub(super) fn inner(&self, whole: &Rect) -> Rect {
        let s = self.sides;
        if s == Sides::default() {
            return *whole;
        }
        // Its own size to the dot, unless that is none.
        let exact = |asked: f64, found: f64| if (asked - found).abs() < ROUNDED { asked } else { found.max(0.0) };
        let (w, h) = (whole.w - s.left - s.right, whole.h - s.top - s.bottom);
        Rect::new(whole.x + s.left, whole.y + s.top, exact(self.own.w, w), exact(self.own.h, h))
    }

    /// The box of the node with its ports.
    pub(super) fn whole(&self, own: &Rect) -> Rect {
        let s = self.sides;
        Rect::new(own.x - s.left, own.y - s.top, own.w + s.left + s.right, own.h + s.top + s.bottom)
    }
}

pub(super) fn given(options: &Options) -> Result<Given, Problem> {
    let words = [
        ("UNDEFINED", Given::Nothing),
        ("FREE", Given::Nothing),
        ("FIXED_SIDE", Given::Side),
        ("FIXED_ORDER", Given::Order),
        ("FIXED_RATIO", Given::Ratio),
        ("FIXED_POS", Given::Place),
    ];
    Ok(options.one_of("portConstraints", &words)?.unwrap_or_default())
}

impl PortShape {
    pub(super) fn read(
        port: &Value,
        options: &Options,
        (path, pointer): (&str, String),
        of: End,
        given: Given,
    ) -> Result<Self, Problem> {
        let sides = [
            ("UNDEFINED", None),
            ("NORTH", Some(Side::Top)),
            ("EAST", Some(Side::Right)),
            ("SOUTH", Some(Side::Bottom)),
            ("WEST", Some(Side::Left)),
        ];
        let coordinate = |name: &str| match port.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(v) => match v.as_f64().filter(|x| x.abs() <= super::LARGEST) {
                Some(x) => Ok(Some(x)),
                None => {
                    let most = super::LARGEST;
                    problem(
                        &inside(path, name),
                        format!("must be a number from -{most} to {most} px, not {}", shown(v)),
                    )
                }
            },
        };
        let (x, y) = (coordinate("x")?, coordinate("y")?);
        let at = (x.is_some() || y.is_some()).then(|| Point::new(x.unwrap_or(0.0), y.unwrap_or(0.0)));
        if given >= Given::Ratio && at.is_none() && matches!(of, End::Node(_)) {
            return problem(path, "needs `x` and `y`, for the places of the ports of its node are fixed");
        }
        Ok(Self {
            pointer: Some(pointer),
            path: path.to_owned(),
            leaving: None,
            of,
            size: labels::size(port, path)?,
            label: labels::extent(port, path)?,
            labels_inside: false,
            given,
            side: options.one_of("port.side", &sides)?.flatten(),
            index: options.number("port.index")?,
            at,
            uses: Vec::new(),
            loops: 0,
            out: None,
            seated: false,
            place: (Side::Right, 0.0),
            first: (Side::Right, 0.0),
        })
    }

    /// A place of a node where edges are merged.
    pub(super) fn merged(of: End, given: Given, (side, leaving): (Side, bool)) -> Self {
        Self {
            pointer: None,
            path: String::new(),
            leaving: Some(leaving),
            of,
            size: Size::default(),
            label: Size::default(),
            labels_inside: false,
            given,
            side: Some(side),
            index: None,
            at: None,
            uses: Vec::new(),
            loops: 0,
            out: None,
            seated: false,
            place: (side, 0.0),
            first: (side, 0.0),
        }
    }

    /// How far it stands out.
    pub fn depth(&self) -> f64 {
        self.reach(self.place.0)
    }

    /// How far it would stand out on another side.
    pub(super) fn reach(&self, side: Side) -> f64 {
        self.out.unwrap_or(if level(side) { self.size.h } else { self.size.w })
    }

    /// How much of its side it takes.
    pub fn breadth(&self) -> f64 {
        if level(self.place.0) { self.size.w } else { self.size.h }
    }

    /// Whether edges must end at one known place: a free port with one edge goes where that goes, unless it is a loop.
    pub(super) fn pinned(&self) -> bool {
        self.given > Given::Nothing || self.uses.len() > 1 || self.loops > 0 || self.seated
    }

    /// Whether its place is given.
    pub(super) fn fixed(&self) -> bool {
        self.given >= Given::Ratio && self.at.is_some()
    }

    /// Its box from the corner of its node of this size, when its middle stands so far along a side.
    pub(super) fn standing(&self, node: Size, (side, along): (Side, f64)) -> Rect {
        let (w, h) = (self.size.w, self.size.h);
        let out = self.reach(side);
        let corner = match side {
            Side::Top => Point::new(along - w / 2.0, -out),
            Side::Bottom => Point::new(along - w / 2.0, node.h + (out - h)),
            Side::Left => Point::new(-out, along - h / 2.0),
            Side::Right => Point::new(node.w + (out - w), along - h / 2.0),
        };
        let given = self.at.filter(|at| {
            self.given == Given::Place && (at.x - corner.x).abs() < SAME && (at.y - corner.y).abs() < SAME
        });
        Rect::at(given.unwrap_or(corner), self.size)
    }

    /// Takes its given place on a side of a node of this size; one beside the side becomes the nearest on it. Whether it did so.
    fn take_place(&mut self, node: Size) -> bool {
        let (Some(at), Some(m)) = (self.at, self.middle()) else { return false };
        let (along, length) = if level(self.place.0) { (m.x, node.w) } else { (m.y, node.h) };
        self.place.1 = along.clamp(0.0, length);
        if self.given < Given::Place {
            return false;
        }
        let out = match self.place.0 {
            Side::Top => -at.y,
            Side::Left => -at.x,
            Side::Bottom => at.y + self.size.h - node.h,
            Side::Right => at.x + self.size.w - node.w,
        };
        // What stands in the node cannot be reached from outside: it is put outside, flush with its side.
        self.out = Some(out).filter(|&out| out >= -SAME).map(|out| out.max(0.0));
        (along - self.place.1).abs() > SAME || out < -SAME
    }

    /// The side of a free port that has only loops, as in elkjs: one that the flow runs beside.
    pub(super) fn beside(&self, direction: Direction) -> Option<Side> {
        let side = if matches!(direction, Direction::Down | Direction::Up) { Side::Left } else { Side::Top };
        (self.loops > 0 && self.loops == self.uses.len()).then_some(side)
    }

    /// Its middle, from the corner of a node.
    pub fn middle(&self) -> Option<Point> {
        self.at.map(|p| Point::new(p.x + self.size.w / 2.0, p.y + self.size.h / 2.0))
    }

    /// The side of a node of this size that it stands nearest to.
    pub(super) fn nearest(&self, node: Size) -> Option<Side> {
        let p = self.middle()?;
        let off = [(Side::Left, p.x), (Side::Top, p.y), (Side::Right, node.w - p.x), (Side::Bottom, node.h - p.y)];
        Some(off.iter().fold(off[0], |least, o| if o.1 < least.1 { *o } else { least }).0)
    }

    /// The side that is said, or on which it stands, or to which the flow would have it.
    fn choose_side(&self, direction: Direction, node: Size) -> Side {
        let (entry, exit) = merge::entry_and_exit(direction);
        let stands = self.nearest(node).filter(|_| self.given > Given::Nothing);
        let outs = self.uses.iter().filter(|u| u.1).count();
        let flow = if self.uses.is_empty() || 2 * outs >= self.uses.len() { exit } else { entry };
        let flow = self.beside(direction).unwrap_or(flow);
        self.side.filter(|_| self.given > Given::Nothing).or(stands).unwrap_or(flow)
    }
}

/// The sides of a node.
pub(super) const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

/// Whether a side lies level.
pub(super) fn level(side: Side) -> bool {
    matches!(side, Side::Top | Side::Bottom)
}

/// Gives all ports their sides and places and tells the graph; gives what surrounds each node, where `labels` is how far its labels
/// reach beyond it. `groups` are the sizes with which groups came.
pub(super) fn settle(
    graph: &mut Graph,
    ports: &mut [PortShape],
    labels: &[Sides],
    (fitted, groups): (&[u32], &[Size]),
    unheard: &mut Unheard,
) -> Vec<Around> {
    let around = |(node, &sides): (&Node, &Sides)| Around { sides, own: node.size };
    let mut out: Vec<Around> = graph.nodes.iter().zip(labels).map(around).collect();
    // Ports of a node stand in a row, for they were read so.
    for own in ports.chunk_by_mut(|a, b| a.of == b.of) {
        let node = match own[0].of {
            End::Node(node) => node as usize,
            End::Group(group) => {
                gates::settle(graph, own, groups[group as usize]);
                continue;
            }
        };
        let direction = flows(graph, node);
        let mut size = graph.nodes[node].size;
        for p in own.iter_mut() {
            p.place.0 = p.choose_side(direction, size);
        }
        if fitted.binary_search(&(node as u32)).is_ok() {
            size = fit(own, size);
        }
        for p in own.iter_mut().filter(|p| p.fixed()) {
            if p.take_place(size) {
                unheard.moved(&p.path);
            }
        }
        for side in SIDES {
            let mut row: Vec<&mut PortShape> = own.iter_mut().filter(|p| p.place.0 == side).collect();
            in_order(&mut row, side);
            let length = if level(side) { size.w } else { size.h };
            row.iter_mut().filter(|p| !p.fixed()).for_each(|p| p.place.1 = length / 2.0);
            seats::share(&mut row, length);
        }
        out[node] = Around { sides: room(own, out[node].sides), own: size };
    }
    // Ends at no port keep off what is only room for ports or labels, at the corners of the sides that the flow enters and leaves by.
    for (i, Around { sides: s, own }) in out.iter().enumerate() {
        let across = matches!(flows(graph, i), Direction::Down | Direction::Up);
        let node = &mut graph.nodes[i];
        node.size = Size::new(own.w + s.left + s.right, own.h + s.top + s.bottom);
        node.inset = if across { s.left.max(s.right) } else { s.top.max(s.bottom) };
    }
    ports.iter_mut().for_each(|p| p.first = p.place);
    tell(graph, ports, &out);
    out
}

/// The size of a node that is as large as its ports need.
fn fit(own: &[PortShape], size: Size) -> Size {
    let need = |side: Side| {
        let there = || own.iter().filter(|p| p.place.0 == side);
        let row = there().fold(APART, |sum, p| sum + APART + p.breadth());
        let end = |p: &PortShape| p.middle().map_or(0.0, |m| p.breadth() / 2.0 + if level(side) { m.x } else { m.y });
        let last = there().filter(|p| p.fixed()).map(end).fold(0.0, f64::max);
        if there().any(PortShape::fixed) { last } else { row }
    };
    Size::new(
        size.w.max(need(Side::Top)).max(need(Side::Bottom)).min(super::LARGEST),
        size.h.max(need(Side::Left)).max(need(Side::Right)).min(super::LARGEST),
    )
}

/// How far the ports of a node stand out, and its labels, in whole steps.
fn room(own: &[PortShape], labels: Sides) -> Sides {
    let deepest = |side: Side, labels: f64| {
        let depth = own.iter().filter(|p| p.place.0 == side).map(PortShape::depth).fold(labels, f64::max);
        (depth / STEP).ceil() * STEP
    };
    Sides {
        top: deepest(Side::Top, labels.top),
        right: deepest(Side::Right, labels.right),
        bottom: deepest(Side::Bottom, labels.bottom),
        left: deepest(Side::Left, labels.left),
    }
}

/// Ports of a side in the order that is given, from its left or top end.
pub(super) fn in_order(row: &mut [&mut PortShape], side: Side) {
    // Indices run clockwise, places count from the left and from the top.
    let back = matches!(side, Side::Bottom | Side::Left);
    row.sort_by(|a, b| {
        let along = |p: &PortShape| p.middle().map_or(0.0, |m| if level(side) { m.x } else { m.y });
        let key = |p: &PortShape| p.index.unwrap_or(if back { -along(p) } else { along(p) });
        if a.given >= Given::Order { key(a).total_cmp(&key(b)) } else { std::cmp::Ordering::Equal }
    });
    if back && row.first().is_some_and(|p| p.given >= Given::Order) {
        row.reverse();
    }
}

/// Which way flows what is around a node.
pub(super) fn flows(graph: &Graph, node: usize) -> Direction {
    let up = std::iter::successors(graph.nodes[node].parent, |&g| graph.groups[g as usize].parent);
    let mut own = up.filter_map(|g| graph.groups[g as usize].direction);
    own.next().unwrap_or(graph.direction)
}

/// Writes the places of ports into the graph, whose nodes are larger by them.
pub(super) fn tell(graph: &mut Graph, ports: &[PortShape], around: &[Around]) {
    graph.ports.clear();
    for p in ports.iter().filter(|p| p.pinned() && !p.uses.is_empty()) {
        let End::Node(node) = p.of else { continue };
        let s = around[node as usize].sides;
        let before = if level(p.place.0) { s.left } else { s.top };
        graph.ports.push(Port { node, side: p.place.0, at: p.place.1 + before, ends: p.uses.clone() });
    }
}
