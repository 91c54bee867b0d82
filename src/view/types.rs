//! A view: exactly what is drawn, and nothing that is not. Indices point into the view's own arrays.

pub use crate::model::{Aspect, Direction, Engine, Family, FragmentOperator, Look, NotePlace, Operator};
use crate::source::Span;

#[derive(Clone, Debug)]
pub struct View {
    /// The name of the output file, without extension.
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    pub span: Span,
    pub body: Body,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// Architecture views and flows.
    Map(Map),
    Sequence(Sequence),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKind {
    Architecture,
    Flow,
}

/// Nodes, groups and edges, in source order.
#[derive(Clone, Debug)]
pub struct Map {
    pub kind: MapKind,
    pub direction: Direction,
    pub engine: Engine,
    pub engine_span: Option<Span>,
    /// Wanted width to height: where the drawing is much longer it is wrapped.
    pub aspect: Option<Aspect>,
    pub nodes: Vec<Node>,
    pub groups: Vec<Group>,
    pub edges: Vec<Edge>,
    pub same_rank: Vec<Vec<End>>,
    pub order: Vec<Vec<End>>,
}

impl Map {
    /// Which way flows what stands in a group, or in none.
    pub fn direction_in(&self, group: Option<usize>) -> Direction {
        let around = std::iter::successors(group, |&at| self.groups[at].parent);
        around.filter_map(|at| self.groups[at].direction).next().unwrap_or(self.direction)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Node(usize),
    Group(usize),
}

/// What nodes, groups and lifelines have in common: how an element presents itself.
#[derive(Clone, Debug)]
pub struct Face {
    /// The model path (`platform.auth`), or of a flow's step its id. Unique within the view.
    pub id: String,
    pub title: String,
    /// The small second line: technology, replicas, who does the step.
    pub subtitle: Option<String>,
    pub description: Option<String>,
    /// A name of `shape::find`.
    pub shape: String,
    /// A name of `icon::find`.
    pub icon: Option<String>,
    /// The kind's wording, for accessible names ("Database").
    pub kind: String,
    pub family: Family,
    pub look: Look,
    pub link: Option<String>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub face: Face,
    /// Index into [`Map::groups`].
    pub parent: Option<usize>,
    /// A group drawn as one box (`collapse`, or a group without members here).
    pub collapsed: bool,
}

#[derive(Clone, Debug)]
pub struct Group {
    pub face: Face,
    /// Index into [`Map::groups`]; always smaller than the group's own.
    pub parent: Option<usize>,
    /// A swimlane: spans the whole flow, stands beside its siblings in order.
    pub lane: bool,
    /// Which way its inside flows, where it says so itself; else as what is around it.
    pub direction: Option<Direction>,
    /// Distance from the outermost group, 0 for that.
    pub depth: usize,
}

#[derive(Clone, Debug)]
pub struct Edge {
    /// `platform.auth->platform.users`, with `#2` and so on behind a second edge between the same two.
    pub id: String,
    pub from: End,
    pub to: End,
    pub operator: Operator,
    pub label: Option<String>,
    /// The small second line of the label.
    pub tech: Option<String>,
    /// Numbers of the steps that use it (`trace`), ascending.
    pub steps: Vec<u32>,
    /// A traced view: not used by the sequence, drawn calm.
    pub faded: bool,
    pub description: Option<String>,
    pub look: Look,
    pub link: Option<String>,
    pub span: Span,
}

/// Lifelines and what happens along them, flat and in order of time.
#[derive(Clone, Debug)]
pub struct Sequence {
    pub lifelines: Vec<Lifeline>,
    /// Boxes around neighbouring lifelines of one group (`boxes: on`), outer before inner.
    pub boxes: Vec<LifelineBox>,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug)]
pub struct Lifeline {
    pub face: Face,
    /// Begins at its `create` event, not at the top.
    pub created: bool,
}

#[derive(Clone, Debug)]
pub struct LifelineBox {
    pub face: Face,
    /// First and last lifeline, inclusive.
    pub first: usize,
    pub last: usize,
    pub depth: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageEnd {
    Lifeline(usize),
    Outside,
}

#[derive(Clone, Debug)]
pub struct Event {
    /// Stable within the view: `m3` for the third message, `f1`, `n2` …; scene ids are made of it.
    pub id: String,
    pub span: Span,
    pub kind: EventKind,
}

#[derive(Clone, Debug)]
pub enum EventKind {
    Message(Message),
    /// Opens an operand of a fragment: the first opens the fragment.
    FragmentStart {
        operator: FragmentOperator,
        title: Option<String>,
    },
    Operand {
        title: Option<String>,
    },
    FragmentEnd,
    Note {
        place: NotePlace,
        over: Vec<usize>,
        text: String,
    },
    Reference {
        over: Vec<usize>,
        text: String,
        view: String,
    },
    Divider(String),
    Delay(Option<String>),
    Space,
    /// An activation begins or ends at the row of the message before it.
    Activate(usize),
    Deactivate(usize),
    Destroy(usize),
}

#[derive(Clone, Debug)]
pub struct Message {
    pub from: MessageEnd,
    pub to: MessageEnd,
    pub operator: Operator,
    /// A reply: `-->` or `return`.
    pub reply: bool,
    pub lost: bool,
    /// This message creates its target lifeline.
    pub creates: bool,
    pub text: Option<String>,
    /// Its number where `autonumber` is on.
    pub number: Option<u32>,
    pub look: Look,
    pub link: Option<String>,
}
