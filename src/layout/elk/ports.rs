//! Ports: places on the sides of nodes where edges end. Those of groups are told apart in [`gates`](super::gates).
//!
//! A port stands outside its node, flush with a side, and edges end in the middle of its outer side. So for the engine a node with
//! ports is larger by them. `portConstraints` says what is given: `FREE` (the default) nothing, `FIXED_SIDE` the side,
//! `FIXED_ORDER` also the order, `FIXED_RATIO` and `FIXED_POS` the very place. A free port stands where the flow leaves the node, or
//! enters it when more edges come than go; one with a single edge, wherever that ends. Where the order is free, ports stand in
//! the order of what they lead to in a first layout.

use serde_json::Value;

use super::options::{Options, Sides};
use super::problem::{Problem, inside, problem, shown};
use super::{gates, labels, merge};
use crate::geometry::{Point, Side, Size};
use crate::layout::layered::{Direction, End, Graph, Port};

/// Between ports of a side where a node is as large as they need, px: ELK's default.
const APART: f64 = 10.0;
/// Between a port and its label, px.
pub(super) const BESIDE: f64 = 1.0;

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
    /// Its JSON pointer; none where edges are merged at no port of the document (see [`merge`](super::merge)).
    pub pointer: Option<String>,
    /// Of such a place: whether the flow leaves the node there.
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
    /// Where it ends up: the side, and its middle from the side's left or top end.
    pub place: (Side, f64),
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
            place: (Side::Right, 0.0),
        })
    }

    /// A place of a node where edges are merged.
    pub(super) fn merged(of: End, given: Given, (side, leaving): (Side, bool)) -> Self {
        Self {
            pointer: None,
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
            place: (side, 0.0),
        }
    }

    /// How far it stands out.
    pub fn depth(&self) -> f64 {
        if level(self.place.0) { self.size.h } else { self.size.w }
    }

    /// Whether edges must end at one known place: a free port with one edge goes where that goes, unless it is a loop.
    pub(super) fn pinned(&self) -> bool {
        self.given > Given::Nothing || self.uses.len() > 1 || self.loops > 0
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

/// Whether a side lies level.
pub(super) fn level(side: Side) -> bool {
    matches!(side, Side::Top | Side::Bottom)
}

/// Gives all ports their sides and places and tells the graph; gives how far the ports and labels of each node stand out, where `out` is
/// how far labels do. `groups` are the sizes with which groups came.
pub(super) fn settle(
    graph: &mut Graph,
    ports: &mut [PortShape],
    mut out: Vec<Sides>,
    fitted: &[u32],
    groups: &[Size],
) -> Vec<Sides> {
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
            let need = |side: Side| {
                let there = own.iter().filter(|p| p.place.0 == side);
                there.fold(APART, |sum, p| sum + APART + if level(side) { p.size.w } else { p.size.h })
            };
            size.w = size.w.max(need(Side::Top)).max(need(Side::Bottom)).min(super::LARGEST);
            size.h = size.h.max(need(Side::Left)).max(need(Side::Right)).min(super::LARGEST);
        }
        let s = &mut out[node];
        for p in own.iter() {
            let depth = p.depth();
            let side = match p.place.0 {
                Side::Top => &mut s.top,
                Side::Right => &mut s.right,
                Side::Bottom => &mut s.bottom,
                Side::Left => &mut s.left,
            };
            *side = side.max(depth);
        }
        for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
            let mut row: Vec<&mut PortShape> = own.iter_mut().filter(|p| p.place.0 == side).collect();
            in_order(&mut row, side);
            share(&mut row, side, size);
        }
        graph.nodes[node].size = size;
    }
    for (node, s) in graph.nodes.iter_mut().zip(&out) {
        node.size = Size::new(node.size.w + s.left + s.right, node.size.h + s.top + s.bottom);
    }
    tell(graph, ports, &out);
    out
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

/// Ports without a place of their own share the side.
pub(super) fn share(row: &mut [&mut PortShape], side: Side, size: Size) {
    let (length, n) = (if level(side) { size.w } else { size.h }, row.len() as f64);
    for (i, p) in row.iter_mut().enumerate() {
        let fixed = p.middle().filter(|_| p.given >= Given::Ratio);
        let even = length * (i as f64 + 1.0) / (n + 1.0);
        p.place.1 = fixed.map_or(even, |m| if level(side) { m.x } else { m.y }).clamp(0.0, length);
    }
}

/// Which way flows what is around a node.
pub(super) fn flows(graph: &Graph, node: usize) -> Direction {
    let up = std::iter::successors(graph.nodes[node].parent, |&g| graph.groups[g as usize].parent);
    let mut own = up.filter_map(|g| graph.groups[g as usize].direction);
    own.next().unwrap_or(graph.direction)
}

/// Writes the places of ports into the graph, whose nodes are larger by them.
pub(super) fn tell(graph: &mut Graph, ports: &[PortShape], around: &[Sides]) {
    graph.ports.clear();
    for p in ports.iter().filter(|p| p.pinned() && !p.uses.is_empty()) {
        let End::Node(node) = p.of else { continue };
        let s = around[node as usize];
        let before = if level(p.place.0) { s.left } else { s.top };
        graph.ports.push(Port { node, side: p.place.0, at: p.place.1 + before, ends: p.uses.clone() });
    }
}
