//! What the layered engine takes and gives: sizes in, geometry out. It knows neither views nor text.

use crate::geometry::{Point, Rect, Side, Size};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    #[default]
    Down,
    Right,
    Up,
    Left,
}

/// Minimum distances, px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spacing {
    /// Between neighbours of one rank.
    pub node: f64,
    /// Between ranks.
    pub rank: f64,
    /// Between parallel edges.
    pub edge_edge: f64,
    /// Between an edge and a foreign box.
    pub edge_node: f64,
    /// Between an edge and its label.
    pub edge_label: f64,
    /// Between disconnected parts.
    pub component: f64,
}

/// A compound graph. Nodes, groups and edges are in source order, which breaks every tie.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub direction: Direction,
    pub spacing: Spacing,
    pub nodes: Vec<Node>,
    pub groups: Vec<Group>,
    pub edges: Vec<Edge>,
    /// Elements of each list share a rank (of groups: their first ranks do).
    pub same_rank: Vec<Vec<End>>,
    /// Elements of each list keep this order across the flow wherever they share a rank or a parent. A list over several groups is
    /// about those groups: two of its elements in one of them are free against one another.
    pub order: Vec<Vec<End>>,
    /// Places on nodes where edges must end.
    pub ports: Vec<Port>,
    /// Places on the borders of groups where edges must end.
    pub gates: Vec<Gate>,
    /// Wanted width / height of the whole when disconnected parts are packed, from 0.001 to 1000. Where it is
    /// no such number, what lies across the flow is to be 1.6 times as long as what lies along it.
    pub aspect: f64,
    /// Whether a flow much longer than the aspect asks for is cut into rows that read one after the other, as lines of text do.
    pub wrap: Wrapping,
    /// An earlier drawing to stay near.
    pub previous: Option<Previous>,
}

/// No frame is more than so many times as long as broad, or as broad as long.
const MOST_ASPECT: f64 = 1e3;

impl Graph {
    /// The wanted width / height, if it is one.
    pub(super) fn wanted_aspect(&self) -> Option<f64> {
        let aspect = Some(self.aspect).filter(|a| a.is_finite() && *a > 0.0);
        aspect.map(|a| a.clamp(1.0 / MOST_ASPECT, MOST_ASPECT))
    }
}

/// Where a long flow may be cut into rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Wrapping {
    #[default]
    Never,
    /// Where one edge crosses the cut.
    AtSingleEdges,
    /// Between any two ranks.
    Anywhere,
}

/// Where the nodes and groups of a graph stood and its edges ran in an earlier drawing of the same direction, parallel to its arrays;
/// new ones were nowhere. What stood before, beside or after one another does so again wherever the graph allows it.
#[derive(Clone, Debug, Default)]
pub struct Previous {
    pub nodes: Vec<Option<Rect>>,
    pub groups: Vec<Option<Rect>>,
    /// Points from `from` to `to`; empty where unknown.
    pub edges: Vec<Vec<Point>>,
}

/// A place on a side of a node, and the edges that end there.
#[derive(Clone, Debug)]
pub struct Port {
    /// Index into [`Graph::nodes`].
    pub node: u32,
    pub side: Side,
    /// From the side's left or top end, px.
    pub at: f64,
    /// Indices into [`Graph::edges`], and whether it is the end that the edge starts from.
    pub ends: Vec<(u32, bool)>,
}

/// A place on the border of a group where edges end, from outside, from inside, or both: a port of the group. A lane has none.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Index into [`Graph::groups`].
    pub group: u32,
    pub side: Side,
    /// Gates of one side that have a number stand in the order of these, from the side's left or top end.
    pub order: Option<u32>,
    /// Where on the side it stands, if that is given: for all gates of a group or for none, and in the order of their numbers.
    pub at: Option<Along>,
    /// How much of the side it takes, px.
    pub breadth: f64,
    /// How far it stands out, px: edges from outside end there, those from inside on the border.
    pub depth: f64,
    /// How much room beyond that is kept for it, px.
    pub clear: f64,
    /// Indices into [`Graph::edges`], and whether it is the end that the edge starts from.
    pub ends: Vec<(u32, bool)>,
}

impl Gate {
    /// Where its middle stands on a side of this length, if its place is given, px: so that it stands on the side with all of its breadth,
    /// unless the side is too short for that. Routes may end up to a quarter px beside it.
    pub fn middle(&self, length: f64) -> f64 {
        let half = self.breadth / 2.0;
        match self.at {
            Some(Along::Px(at)) => at.max(half),
            Some(Along::Share(share)) => (share * length).min(length - half).max(half),
            None => length / 2.0,
        }
    }
}

/// A place on a side of a group, whose length follows from what is inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Along {
    /// From the side's left or top end, px; the side is made as long as that needs.
    Px(f64),
    /// So much of the side's length, from 0 to 1.
    Share(f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Node(u32),
    Group(u32),
}

#[derive(Clone, Debug)]
pub struct Node {
    pub size: Size,
    /// Index into [`Graph::groups`].
    pub parent: Option<u32>,
    /// Position among its siblings, nodes and groups together, in source order.
    pub index: u32,
    /// All edges of a side meet at its middle (diamonds, discs), instead of sharing the side.
    pub centered_ports: bool,
    /// Least distance of an end from the corners of the sides where the flow enters and leaves, px, as far as the ends of a side
    /// have room: its outline slants there.
    pub inset: f64,
}

#[derive(Clone, Debug, Default)]
pub struct Group {
    pub parent: Option<u32>,
    pub index: u32,
    /// The title (and subtitle, icon) at the top left inside; zero where there is none. It is an obstacle: no edge crosses it.
    pub title: Size,
    /// Between border and content. A title stands half of it from the border above and from the content below.
    pub padding: f64,
    /// The least extent of its box, px; zero for as small as can be. A lane has no say.
    pub least: Size,
    /// A swimlane: all lanes of a parent span the same full extent along the flow and stand side by side in `index` order.
    pub lane: bool,
    /// Which way its inside flows, where not as the picture; a lane has no say.
    pub direction: Option<Direction>,
}

#[derive(Clone, Debug)]
pub struct Edge {
    pub from: End,
    pub to: End,
    /// Width and height of its label as it will be drawn (horizontal text).
    pub label: Option<Size>,
    /// How much it wants to be short and straight: 1 for most, 0 for one that must not influence ranks.
    pub weight: u32,
}

/// Where everything went: absolute px, y down, origin at the top left of all, parallel to the graph's arrays.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    pub size: Size,
    pub nodes: Vec<Rect>,
    pub groups: Vec<GroupBox>,
    pub edges: Vec<Route>,
    pub gates: Vec<GateBox>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GateBox {
    pub side: Side,
    /// Its middle, on the border of its group.
    pub at: Point,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupBox {
    pub rect: Rect,
    /// Where the title stands.
    pub title: Rect,
}

/// An orthogonal polyline from the border of `from`, or a gate there, to that of `to`, at least two points, no two equal in a row and
/// no three on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    pub points: Vec<Point>,
    pub label: Option<Rect>,
}
