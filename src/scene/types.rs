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
    pub items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub enum Item {
    Layer(Layer),
    Shape(Shape),
    Text(Text),
}

/// Items that belong to one element: a `<g>` with an id, an accessible name and perhaps a link.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Made from the model path, unique in the scene; see `scene::id`.
    pub id: Option<String>,
    /// What it is, as a data attribute: `node`, `group`, `edge`, `lifeline`, `message`, `fragment`, `note`, …
    pub role: &'static str,
    /// Spoken name, written as `<title>`.
    pub name: Option<String>,
    /// Checked: http, https, mailto or relative.
    pub link: Option<String>,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub struct Shape {
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
    /// Left end, middle or right end of the text, by `anchor`; y is the baseline.
    pub at: Point,
    pub anchor: Anchor,
    pub content: String,
    pub face: Face,
    pub size: f64,
    /// Measured advance width: what the laws judge and `textLength`-free renderers should reach.
    pub width: f64,
    pub paint: Paint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}
