//! The model: every element, connection, sequence, flow and view of a file and its imports, with all names resolved.
//! Plain data in flat arrays; an id is an index. Order is source order (imports first, where they are written).

use petgraph::graph::DiGraph;

use crate::source::{FileId, Span};
pub use crate::syntax::ast::{FocusDirection, FragmentOperator, LintLevel, NotePlace, Operator};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KindId(pub u32);
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId(pub u32);
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConnectionId(pub u32);

#[derive(Clone, Debug, Default)]
pub struct Model {
    /// `title` of the main file.
    pub title: Option<String>,
    pub kinds: Vec<Kind>,
    /// Components and groups, a parent before its members.
    pub elements: Vec<Element>,
    pub connections: Vec<Connection>,
    /// The elements and connections once more, for petgraph's algorithms; node i is element i, edge i is connection i.
    pub graph: DiGraph<ElementId, ConnectionId>,
    /// The views of the main file in source order; never empty (see [`ViewDefinition::implied`]).
    pub views: Vec<ViewDefinition>,
    /// `allow`, `warn`, `deny` in place: they hold for findings inside the span (the whole file, or one block).
    pub levels: Vec<LevelInPlace>,
    /// The main file, whose views are drawn.
    pub file: FileId,
    /// No component is declared anywhere: names that are used make plain components.
    pub sketch: bool,
    /// Nothing was wrong while it was built. What an unsound model lacks may only be missing because of a mistake.
    pub sound: bool,
    /// Every use of an element that nobody declared, in source order; mistakes unless this is a sketch.
    pub undeclared: Vec<Undeclared>,
}

/// A name that was used and stands for an [`Element::implied`] element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undeclared {
    pub element: ElementId,
    pub span: Span,
}

/// A kind as the prelude or the user declared it.
#[derive(Clone, Debug)]
pub struct Kind {
    pub name: String,
    pub shape: String,
    pub icon: Option<String>,
    /// What accessible names and listings call it ("Database").
    pub label: String,
    /// Draws its members inside itself.
    pub container: bool,
    pub look: Look,
    /// The family that tints it when nothing else does.
    pub family: Family,
    /// Where it may stand: a component of the model, or a step of a flow.
    pub step: bool,
    /// Declared in the prelude: its span lies in no file of the run.
    pub builtin: bool,
    pub span: Span,
}

/// Families of kinds that share a tint in every theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Family {
    /// person, client
    Actor,
    /// service, gateway, function, worker, scheduler, balancer, component
    #[default]
    Compute,
    /// database, cache, storage, search
    Data,
    /// queue, topic
    Message,
    /// external, cdn, dns, firewall
    Edge,
    /// groups
    Container,
    /// steps of a flow
    Step,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Accent,
    Muted,
    Good,
    Warn,
    Bad,
}

/// A colour the user wrote: sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
}

/// Looks after kinds, styles and the element's own attributes are merged (the nearest wins).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub tone: Option<Tone>,
    pub fill: Option<Color>,
    pub stroke: Option<Color>,
}

#[derive(Clone, Debug)]
pub struct Element {
    /// The last part of the path.
    pub id: String,
    /// The full dotted path: `platform.auth`.
    pub path: String,
    /// Title, or the id where none was given.
    pub title: String,
    pub description: Option<String>,
    pub kind: KindId,
    pub parent: Option<ElementId>,
    pub members: Vec<ElementId>,
    /// Its kind is a container (it may still have no members).
    pub container: bool,
    pub shape: String,
    pub icon: Option<String>,
    pub tech: Option<String>,
    pub replicas: Option<u32>,
    pub tags: Vec<String>,
    pub link: Option<String>,
    pub look: Look,
    /// `x-…` keys.
    pub meta: Vec<(String, String)>,
    /// Made by a sketch's connection, not declared.
    pub implied: bool,
    /// The head of the declaration (or the first use, in a sketch).
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Connection {
    pub from: ElementId,
    pub to: ElementId,
    pub operator: Operator,
    pub label: Option<String>,
    pub tech: Option<String>,
    pub tags: Vec<String>,
    pub link: Option<String>,
    pub look: Look,
    pub description: Option<String>,
    pub meta: Vec<(String, String)>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct LevelInPlace {
    pub level: LintLevel,
    pub lint: String,
    /// Where it holds.
    pub scope: Span,
    /// The name as written.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ViewDefinition {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    /// Not written: the one view of everything, named after the file.
    pub implied: bool,
    pub span: Span,
    pub body: ViewBody,
}

#[derive(Clone, Debug)]
pub enum ViewBody {
    Architecture(Architecture),
    Sequence(Sequence),
    Flow(Flow),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    #[default]
    Down,
    Right,
    Up,
    Left,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Engine {
    #[default]
    Layered,
    Simple,
}

/// `aspect`: wanted width / height of a picture, from 0.1 to 10, and where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aspect {
    pub ratio: f64,
    pub span: Span,
}

#[derive(Clone, Debug, Default)]
pub struct Hints {
    pub direction: Direction,
    pub engine: Engine,
    pub engine_span: Option<Span>,
    pub aspect: Option<Aspect>,
    /// Groups whose inside flows in a direction of its own, none twice.
    pub direction_of: Vec<DirectionOf>,
    pub same_rank: Vec<HintList<ElementId>>,
    pub order: Vec<HintList<ElementId>>,
}

/// One group of a `direction of` statement.
#[derive(Clone, Copy, Debug)]
pub struct DirectionOf {
    pub group: ElementId,
    pub direction: Direction,
    /// Of its name in the statement.
    pub span: Span,
}

/// One `same rank` or `order` statement; two or more ends, none twice.
#[derive(Clone, Debug)]
pub struct HintList<End> {
    pub ends: Vec<End>,
    pub span: Span,
}

#[derive(Clone, Debug, Default)]
pub struct Architecture {
    pub hints: Hints,
    /// Selection statements in source order; none means everything.
    pub rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub span: Span,
    pub kind: RuleKind,
}

#[derive(Clone, Debug)]
pub enum RuleKind {
    Include(Vec<Selection>),
    Exclude(Vec<Selection>),
    Collapse(Vec<(ElementId, Span)>),
    Focus {
        elements: Vec<ElementId>,
        depth: u32,
        direction: FocusDirection,
    },
    /// Index into [`Model::views`] of a sequence.
    Trace(usize),
}

#[derive(Clone, Debug)]
pub struct Selection {
    pub span: Span,
    pub kind: SelectionKind,
}

#[derive(Clone, Debug)]
pub enum SelectionKind {
    All,
    Element(ElementId),
    Members(ElementId),
    Tag(String),
    Kind(KindId),
}

/// A sequence with its steps as a tree, names resolved.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// Lifelines from left to right.
    pub participants: Vec<ElementId>,
    /// `boxes: on`, where it stands.
    pub boxes: Option<Span>,
    /// Activations are balanced: every `Deactivate` ends an open one, replies that end one are followed by it.
    pub steps: Vec<Step>,
}

/// An end of a message: a participant, or the border of the picture (`outside`, lost and found).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageEnd {
    Participant(ElementId),
    Outside,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub span: Span,
    pub kind: StepKind,
}

#[derive(Clone, Debug)]
pub enum StepKind {
    Message {
        from: MessageEnd,
        to: MessageEnd,
        operator: Operator,
        lost: bool,
        text: Option<String>,
        look: Look,
        link: Option<String>,
        /// Written with a block: the callee is active for its length. None: flat style.
        call: Option<Vec<Step>>,
    },
    /// Answers the caller of the innermost call block around it.
    Return {
        from: ElementId,
        to: MessageEnd,
        text: Option<String>,
    },
    Fragment {
        operator: FragmentOperator,
        operands: Vec<Operand>,
    },
    Note {
        place: NotePlace,
        over: Vec<ElementId>,
        text: String,
    },
    Reference {
        view: usize,
        over: Vec<ElementId>,
        text: String,
    },
    Divider(String),
    Delay(Option<String>),
    Space,
    Create(ElementId),
    Destroy(ElementId),
    Activate(ElementId),
    Deactivate(ElementId),
    Autonumber {
        on: bool,
        from: Option<u32>,
        step: Option<u32>,
    },
}

#[derive(Clone, Debug)]
pub struct Operand {
    pub title: Option<String>,
    pub steps: Vec<Step>,
    pub span: Span,
}

/// A flow: steps of its own and components of the model, joined by connections.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    pub hints: FlowHints,
    /// `lanes: on`, where it stands.
    pub lanes: Option<Span>,
    pub nodes: Vec<FlowNode>,
    pub edges: Vec<FlowEdge>,
}

#[derive(Clone, Debug, Default)]
pub struct FlowHints {
    pub direction: Direction,
    pub engine: Engine,
    pub engine_span: Option<Span>,
    pub aspect: Option<Aspect>,
    /// Indices into [`Flow::nodes`].
    pub same_rank: Vec<HintList<usize>>,
    pub order: Vec<HintList<usize>>,
}

#[derive(Clone, Debug)]
pub struct FlowNode {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    pub kind: KindId,
    /// The component that stands here (a data flow), else a step.
    pub element: Option<ElementId>,
    /// The component that does the step.
    pub by: Option<ElementId>,
    pub tech: Option<String>,
    pub tags: Vec<String>,
    pub link: Option<String>,
    pub look: Look,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct FlowEdge {
    /// Indices into [`Flow::nodes`].
    pub from: usize,
    pub to: usize,
    pub operator: Operator,
    pub label: Option<String>,
    pub tags: Vec<String>,
    pub link: Option<String>,
    pub look: Look,
    pub span: Span,
}
