//! Reads and writes graphs in ELK's JSON, so that programs that use elkjs can use the layered engine.
//!
//! Read: nested `children` (one with children is a group), `edges` on any level between any two of them (`sources` and
//! `targets`, or the older `source` and `target`), `ports` (of nodes `ports`, `seats` and `landings`, of groups `gates`), `labels` with
//! sizes (`labels`, at the ends of edges `tips`), edges that are drawn as one (`merge`), layout options (the table is in [`options`]), and an
//! earlier drawing to stay near (`previous`).
//! Written: the same document with `x`, `y`, `width`, `height`, and for edges `sections` and `container`, in the frames that
//! elkjs uses: shapes from the corner of the node around them, edges from that of the lowest node around both ends, unless
//! `json.shapeCoords` and `json.edgeCoords` ask for others. All else is passed through as it came.

mod edges;
mod gates;
mod junctions;
mod labels;
mod landings;
mod merge;
mod options;
mod parse;
mod ports;
mod previous;
mod problem;
mod read;
mod seats;
mod tips;
mod unheard;
mod whole;
mod write;

pub use parse::parse;
pub use problem::Problem;
pub use read::read;

use super::layered::{End, Graph};
use crate::geometry::{Rect, Size};
use labels::Placing;
use options::Sides;
use ports::{Around, PortShape};
use serde_json::Value;

/// Groups may be nested this deep.
pub const DEEPEST: usize = 100;
/// The largest size or distance, px.
pub const LARGEST: f64 = 1e6;

/// A document, its graph, and what its parts are in the graph.
#[derive(Clone, Debug)]
pub struct Document {
    value: Value,
    pub graph: Graph,
    /// What was asked for and cannot be had, in sentences.
    pub warnings: Vec<String>,
    nodes: Vec<Shape>,
    groups: Vec<Shape>,
    edges: Vec<Wire>,
    ports: Vec<PortShape>,
    /// By edge the sizes of its labels at the tail and at the head, and their boxes when it is laid out.
    tips: Vec<tips::Pair<Size>>,
    tip_boxes: Vec<tips::Pair<Rect>>,
    /// Ends of edges that may be merged, by node.
    loose: Vec<merge::Loose>,
    /// What surrounds each node.
    around: Vec<Around>,
    /// Around the whole drawing.
    padding: Sides,
}

/// A node or group, parallel to the graph's.
#[derive(Clone, Debug)]
struct Shape {
    /// Its JSON pointer.
    pointer: String,
    /// Whether it is itself measured from the document's corner, and whether its labels and ports are.
    absolute: bool,
    absolute_inside: bool,
    placing: Placing,
}

/// An edge, parallel to the graph's.
#[derive(Clone, Debug)]
struct Wire {
    pointer: String,
    frame: EdgeFrame,
    /// The lowest node around both ends, none for the document itself.
    container: Option<u32>,
    /// Where each of its labels goes.
    labels: Vec<Tip>,
}

/// Where on its edge a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tip {
    Tail,
    Center,
    Head,
}

/// What the points of an edge are measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EdgeFrame {
    /// The lowest node around both ends.
    Container,
    /// The node in whose `edges` it stands.
    Parent(Option<End>),
    Root,
}

#[cfg(test)]
mod tests;
