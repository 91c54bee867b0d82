//! A layout: absolute geometry in px, y down, origin at the top left of the picture. Indices are those of the view.

use crate::geometry::{Point, Rect, Size};
use crate::text::Block;

#[derive(Clone, Debug)]
pub struct Layout {
    /// The whole picture, margins included.
    pub size: Size,
    /// The view's title above the drawing.
    pub heading: Placed,
    pub body: Body,
}

#[derive(Clone, Debug)]
pub enum Body {
    Map(Map),
    Sequence(Sequence),
}

#[derive(Clone, Debug, Default)]
pub struct Map {
    /// Parallel to the view's nodes, groups and edges.
    pub nodes: Vec<Node>,
    pub groups: Vec<Group>,
    pub edges: Vec<Edge>,
}

/// A node with its content placed: where its icon and its lines of text stand.
#[derive(Clone, Debug)]
pub struct Node {
    pub rect: Rect,
    pub icon: Option<Rect>,
    pub title: Placed,
    pub subtitle: Option<Placed>,
    /// A group drawn as one box: two cards within `rect`, [`content::front`](super::content::front) and
    /// [`content::back`](super::content::back).
    pub collapsed: bool,
}

/// A text block and the box it stands in; lines are set along `align` within the box.
#[derive(Clone, Debug)]
pub struct Placed {
    pub rect: Rect,
    pub block: Block,
    pub align: Align,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    Center,
    End,
}

#[derive(Clone, Debug)]
pub struct Group {
    pub rect: Rect,
    pub icon: Option<Rect>,
    pub title: Placed,
    pub subtitle: Option<Placed>,
    /// Of a swimlane: the band at its head that holds its title.
    pub head: Option<Rect>,
}

#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// An orthogonal route from outline to outline (clipped to the shapes); at least two points.
    pub points: Vec<Point>,
    pub label: Option<Placed>,
    /// The second line of the label, under it.
    pub tech: Option<Placed>,
    /// Discs with the numbers of a trace.
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    /// The disc (or pill) around the number.
    pub rect: Rect,
    pub text: Placed,
}

#[derive(Clone, Debug, Default)]
pub struct Sequence {
    pub lifelines: Vec<Lifeline>,
    pub boxes: Vec<LifelineBox>,
    pub activations: Vec<Activation>,
    /// Parallel to the view's messages in order of events.
    pub messages: Vec<Message>,
    pub fragments: Vec<Fragment>,
    pub notes: Vec<Note>,
    pub references: Vec<Reference>,
    pub dividers: Vec<Divider>,
    pub delays: Vec<Delay>,
}

#[derive(Clone, Debug)]
pub struct Lifeline {
    /// The head, with its content placed as a node's.
    pub head: Node,
    /// The line below the head.
    pub x: f64,
    pub top: f64,
    pub bottom: f64,
    /// What is drawn of the line: it stops where text, a note or an activation stands on it.
    pub stretches: Vec<Stretch>,
    /// Ends with a cross at `bottom`.
    pub destroyed: bool,
    /// The head repeated at the foot of a long picture.
    pub foot: Option<Node>,
}

/// A piece of an upright line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub top: f64,
    pub bottom: f64,
    /// Time passes unseen (`delay`).
    pub dotted: bool,
}

#[derive(Clone, Debug)]
pub struct LifelineBox {
    pub rect: Rect,
    pub icon: Option<Rect>,
    pub title: Placed,
    /// What is drawn of the left and of the right side: they stop behind text.
    pub sides: [Vec<Stretch>; 2],
}

/// A bar on a lifeline; one that passes behind a note comes in two.
#[derive(Clone, Debug)]
pub struct Activation {
    pub lifeline: usize,
    pub rect: Rect,
    /// 0 for a bar on the lifeline itself, 1 for one that stands on another bar, and so on.
    pub depth: usize,
}

#[derive(Clone, Debug)]
pub struct Message {
    /// Index into the view's events.
    pub event: usize,
    /// Two points, or four for a self message.
    pub points: Vec<Point>,
    pub label: Option<Placed>,
    /// The number of the step, on the line's start.
    pub number: Option<Step>,
}

#[derive(Clone, Debug)]
pub struct Fragment {
    /// The event that starts it.
    pub event: usize,
    pub rect: Rect,
    /// The tab with the operator's name.
    pub tab: Rect,
    pub operator: Placed,
    pub operands: Vec<Operand>,
    pub depth: usize,
}

#[derive(Clone, Debug)]
pub struct Operand {
    /// The event that starts it.
    pub event: usize,
    /// The separator above it (none above the first: that is the fragment's own top).
    pub y: f64,
    pub title: Option<Placed>,
}

#[derive(Clone, Debug)]
pub struct Note {
    pub event: usize,
    pub rect: Rect,
    pub text: Placed,
}

#[derive(Clone, Debug)]
pub struct Reference {
    pub event: usize,
    pub rect: Rect,
    pub tab: Rect,
    pub operator: Placed,
    pub text: Placed,
}

#[derive(Clone, Debug)]
pub struct Divider {
    pub event: usize,
    /// The full-width double line.
    pub y: f64,
    pub left: f64,
    pub right: f64,
    pub text: Placed,
}

#[derive(Clone, Debug)]
pub struct Delay {
    pub event: usize,
    /// The stretch of all lifelines that is drawn dotted.
    pub top: f64,
    pub bottom: f64,
    pub text: Option<Placed>,
}
