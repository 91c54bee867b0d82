//! A scene: final shapes, paths, text runs and paints in drawing order. Nothing to look up, nothing relative, no decision
//! left for the renderer but how to write it down.

pub use crate::geometry::Segment;
use crate::geometry::{Point, Rect, Size};
use crate::model::Color;
use crate::text::Face;

#[derive(Clone, Debug)]
pub struct Scene {
    pub size: Size,
    /// Accessible name and description of the whole picture (`<title>`, `<desc>`).
    pub title: String,
    pub description: String,
    pub background: Paint,
    /// Whether any paint has a second colour for dark surroundings.
    pub adaptive: bool,
    /// What the view asks for, by role: how many layers of it the picture must hold. Roles without any are left out.
    pub holds: Vec<(&'static str, usize)>,
    /// Two versions laid out together, not the picture of a view: the file says so, and `check` leaves it alone.
    pub redline: bool,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub enum Item {
    Layer(Layer),
    Shape(Shape),
    Text(Text),
}

/// Items that belong to one element: a `<g>` with an id, an accessible name and perhaps a link.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// Made from the model path, unique in the scene; see `scene::id`.
    pub id: Option<String>,
    /// What it is, as a data attribute: `node`, `group`, `edge`, `lifeline`, `message`, `fragment`, `note`, …
    pub role: &'static str,
    /// Spoken name, written as `<title>`.
    pub name: Option<String>,
    /// Checked: http, https, mailto or relative.
    pub link: Option<String>,
    pub place: Place,
    pub items: Vec<Item>,
}

/// What a layer has to do with others: the ids of those layers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The group, lane, box or fragment that it is a member of.
    pub within: Option<String>,
    /// Which operand of that fragment, from 1.
    pub operand: Option<usize>,
    /// Where a line begins and ends; None for the border of the picture.
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What a shape or a text is in its layer, written as `data-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The border that holds the content and that lines end on.
    Outline,
    /// The second card of a collapsed group, behind the outline.
    Back,
    /// The head of a lane, the tab of a frame: a box of its own in the outline, for a title.
    Band,
    Tab,
    /// Strokes that make a shape recognisable, and carry nothing else.
    Detail,
    Icon,
    /// A line, or a stretch of one.
    Line,
    /// An arrowhead; begins (filled) or has its middle (open) at the tip.
    Head,
    /// Around the number of a step.
    Disc,
    /// An activation.
    Bar,
    /// Ends a lifeline or a lost message.
    Cross,
    /// Begins a found message.
    Dot,
    Title,
    Subtitle,
    Label,
    Tech,
    Number,
    /// The condition of an operand.
    Guard,
    /// What a tab says.
    Operator,
    /// In a redline: the disc that says what became of a thing, and the sign on it.
    Badge,
    Sign,
}

impl Part {
    pub const fn word(self) -> &'static str {
        match self {
            Part::Outline => "outline",
            Part::Back => "back",
            Part::Band => "band",
            Part::Tab => "tab",
            Part::Detail => "detail",
            Part::Icon => "icon",
            Part::Line => "line",
            Part::Head => "head",
            Part::Disc => "disc",
            Part::Bar => "bar",
            Part::Cross => "cross",
            Part::Dot => "dot",
            Part::Title => "title",
            Part::Subtitle => "subtitle",
            Part::Label => "label",
            Part::Tech => "tech",
            Part::Number => "number",
            Part::Guard => "guard",
            Part::Operator => "operator",
            Part::Badge => "badge",
            Part::Sign => "sign",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Shape {
    pub part: Part,
    pub geometry: Geometry,
    pub fill: Option<Paint>,
    pub stroke: Option<Stroke>,
}

#[derive(Clone, Debug)]
pub enum Geometry {
    Rect { rect: Rect, radius: f64 },
    Ellipse { center: Point, rx: f64, ry: f64 },
    Line { from: Point, to: Point },
    Path(Vec<Segment>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub paint: Paint,
    pub width: f64,
    pub dash: Dash,
    pub cap: Cap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Dash {
    #[default]
    Solid,
    Dashed,
    Dotted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Cap {
    #[default]
    Butt,
    Round,
}

/// A colour, and the one that replaces it in dark surroundings (adaptive scenes only). `class` names the pair for the
/// media query: `fill-surface`, `tone-warn-line`, or a name made of the colours the user wrote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    pub class: &'static str,
    pub light: Color,
    pub dark: Option<Color>,
}

/// One line of text on its baseline.
#[derive(Clone, Debug)]
pub struct Text {
    pub part: Part,
    /// Left end, middle or right end of the text, by `anchor`; y is the baseline.
    pub at: Point,
    pub anchor: Anchor,
    pub content: String,
    pub face: Face,
    pub size: f64,
    /// Measured advance width: what the laws judge and `textLength`-free renderers should reach.
    pub width: f64,
    pub paint: Paint,
    /// Struck through: what a redline shows of the version before.
    pub struck: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}
