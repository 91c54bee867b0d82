//! The syntax tree: what stands in one file, with spans and comments, before any name has a meaning.
//!
//! A file is a tree of statements. Each has a head (one logical line) and may have a block. The head's form depends on
//! where the statement stands (file, element, view, sequence, flow, …); names are not resolved and kinds are not known here.

use crate::source::{FileId, Span};

/// One parsed file. Statements that could not be read are left out and reported beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ast {
    pub file: FileId,
    pub body: Body,
}

/// The statements of a file or a block, in source order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    pub statements: Vec<Statement>,
    /// Comments after the last statement.
    pub trailing: Vec<Comment>,
}

/// A `//` comment; the text keeps everything behind the slashes.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    pub span: Span,
    pub text: String,
    /// An empty line stood before it.
    pub gap: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// From the first letter of the head to the end of the head or of the block.
    pub span: Span,
    /// The head alone.
    pub head: Span,
    /// Full-line comments directly before it.
    pub comments: Vec<Comment>,
    /// The joined `///` lines before it: the description of what is declared.
    pub doc: Option<Text>,
    /// A `//` comment at the end of the head's line.
    pub remark: Option<Comment>,
    /// An empty line stood before it (before its comments and doc, if it has some).
    pub gap: bool,
    pub item: Item,
    pub block: Option<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The opening and the closing brace.
    pub open: Span,
    pub close: Span,
    /// Written on one line: `{ tech: Redis; replicas: 3 }`.
    pub inline: bool,
    /// A `//` comment behind the closing brace of a block over several lines.
    pub remark: Option<Comment>,
    pub body: Body,
}

/// A word with its place: an id, a keyword's argument, a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// Text that the user wrote, escapes resolved, indentation of `"""` removed. The span covers the quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub value: String,
    pub span: Span,
    pub quote: Quote,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// Free text behind a colon.
    Bare,
    /// `"…"`
    Double,
    /// `"""…"""`
    Triple,
}

/// `a`, `a.b`, `a.b.c`; at least one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    pub parts: Vec<Name>,
    pub span: Span,
}

impl Path {
    /// The parts joined by dots.
    pub fn dotted(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `->`
    Call,
    /// `->>`
    Async,
    /// `-->`
    Weak,
    /// `<->`
    Both,
    /// `--`
    Link,
}

impl Operator {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Call => "->",
            Self::Async => "->>",
            Self::Weak => "-->",
            Self::Both => "<->",
            Self::Link => "--",
        }
    }
}

/// `a -> b -> c: label`, `a -> b, c, d: label`. Ends of a message may be `outside`; `-x` marks it lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Connect {
    pub first: Path,
    pub hops: Vec<Hop>,
    pub label: Option<Text>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hop {
    pub operator: Operator,
    /// `-x`: the message is lost on its way (sequences only; `operator` is then Call).
    pub lost: bool,
    pub operator_span: Span,
    /// At least one; more than one only on the last hop (fan-out).
    pub targets: Vec<Path>,
}

/// What an `include`, `exclude` or `style` speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    pub kind: SelectorKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SelectorKind {
    /// `*`
    All,
    /// `a.b`
    Element(Path),
    /// `a.*`: everything inside.
    Members(Path),
    /// `tag x`
    Tag(Name),
    /// `kind x`
    Kind(Name),
}

/// `key: value`. Values keep the raw text; who knows the key splits lists (`split_list`) and reads numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub key: Name,
    pub value: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewWord {
    Architecture,
    Sequence,
    Flow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintLevel {
    Allow,
    Warn,
    Deny,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FragmentOperator {
    Alt,
    Opt,
    Loop,
    Par,
    Critical,
    Break,
    Group,
}

impl FragmentOperator {
    /// The keyword, which is also the word in a fragment's tab.
    pub const fn word(self) -> &'static str {
        match self {
            FragmentOperator::Alt => "alt",
            FragmentOperator::Opt => "opt",
            FragmentOperator::Loop => "loop",
            FragmentOperator::Par => "par",
            FragmentOperator::Critical => "critical",
            FragmentOperator::Break => "break",
            FragmentOperator::Group => "group",
        }
    }
}

/// A further operand of the fragment before it: a statement of its own that follows the fragment's closing brace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperandWord {
    /// of `alt`
    Else,
    /// of `par`
    And,
    /// of `critical`
    Option,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePlace {
    LeftOf,
    RightOf,
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusDirection {
    Both,
    Upstream,
    Downstream,
}

/// The meaning of a head. Which of these may stand where is the grammar's business (one rule a context).
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    // file
    Title(Text),
    Import(Text),
    /// `kind cache { shape: cylinder; icon: bolt }`
    Kind(Name),
    /// `style tag pci { tone: warn }`, `style kind x {}`, `style a.b {}`
    Style(Selector),
    /// `architecture overview "Title" { … }`, `sequence …`, `flow …`
    View {
        word: ViewWord,
        id: Name,
        title: Option<Text>,
    },

    // file, group; flow (steps); also every declaration of an element
    /// `service auth "Auth service" { … }`; `kind` is any word, known or not.
    Declare {
        kind: Name,
        id: Name,
        title: Option<Text>,
    },
    /// A connection, or in a sequence a message.
    Connect(Connect),
    /// `key: value`, in blocks.
    Attribute(Attribute),
    /// `allow undeclared-connection, empty-group`; anywhere a statement may stand.
    Lint {
        level: LintLevel,
        lints: Vec<Name>,
    },

    // architecture views
    Include(Vec<Selector>),
    Exclude(Vec<Selector>),
    Collapse(Vec<Path>),
    Focus {
        paths: Vec<Path>,
        depth: Option<Number>,
        direction: FocusDirection,
    },
    Trace(Path),
    /// `direction of a, b: right`; the key is the word `direction`
    DirectionOf {
        of: Vec<Path>,
        value: Attribute,
    },
    /// `same rank: a, b`
    SameRank(Vec<Path>),
    /// `order: a, b, c`
    Order(Vec<Path>),

    // sequences
    /// `participants: web, edge, auth`
    Participants(Vec<Path>),
    Return(Option<Text>),
    Fragment {
        operator: FragmentOperator,
        title: Option<Text>,
    },
    Operand {
        word: OperandWord,
        title: Option<Text>,
    },
    Note {
        place: NotePlace,
        over: Vec<Path>,
        text: Text,
    },
    /// `ref login over web, auth: text?`
    Reference {
        target: Path,
        over: Vec<Path>,
        text: Option<Text>,
    },
    Divider(Text),
    Delay(Option<Text>),
    /// `gap`
    Space,
    Create(Path),
    Destroy(Path),
    Activate(Path),
    Deactivate(Path),
    /// `autonumber`, `autonumber from 10 step 5`, `autonumber off`
    Autonumber {
        on: bool,
        from: Option<Number>,
        step: Option<Number>,
    },
}

/// A whole number with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub value: u32,
    pub span: Span,
}
