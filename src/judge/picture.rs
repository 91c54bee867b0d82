//! A picture as the laws see it: what the SVG draws, flat, with final paints and measured texts. Nothing of the layout.

use std::collections::BTreeMap;
use std::ops::Range;

use super::plane::Ring;
use crate::geometry::{Point, Rect};

/// What a layer is, by its `data-role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Heading,
    Group,
    Lane,
    Node,
    Edge,
    Box,
    Fragment,
    Divider,
    Lifeline,
    Delay,
    Note,
    Reference,
    Message,
}

impl Role {
    const WORDS: [(Role, &str); 13] = [
        (Role::Heading, "heading"),
        (Role::Group, "group"),
        (Role::Lane, "lane"),
        (Role::Node, "node"),
        (Role::Edge, "edge"),
        (Role::Box, "box"),
        (Role::Fragment, "fragment"),
        (Role::Divider, "divider"),
        (Role::Lifeline, "lifeline"),
        (Role::Delay, "delay"),
        (Role::Note, "note"),
        (Role::Reference, "reference"),
        (Role::Message, "message"),
    ];

    pub fn find(word: &str) -> Option<Role> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(role, _)| *role)
    }

    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(role, _)| *role == self).map_or("", |(_, word)| word)
    }

    /// Whether members lie in it.
    pub const fn holds_members(self) -> bool {
        matches!(self, Role::Group | Role::Lane | Role::Box | Role::Fragment)
    }
}

/// What a shape or a text is in its layer, by its `data-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Outline,
    Back,
    Band,
    Tab,
    Detail,
    Icon,
    Line,
    Head,
    Disc,
    Bar,
    Cross,
    Dot,
    Title,
    Subtitle,
    Label,
    Tech,
    Number,
    Guard,
    Operator,
}

impl Part {
    const WORDS: [(Part, &str); 19] = [
        (Part::Outline, "outline"),
        (Part::Back, "back"),
        (Part::Band, "band"),
        (Part::Tab, "tab"),
        (Part::Detail, "detail"),
        (Part::Icon, "icon"),
        (Part::Line, "line"),
        (Part::Head, "head"),
        (Part::Disc, "disc"),
        (Part::Bar, "bar"),
        (Part::Cross, "cross"),
        (Part::Dot, "dot"),
        (Part::Title, "title"),
        (Part::Subtitle, "subtitle"),
        (Part::Label, "label"),
        (Part::Tech, "tech"),
        (Part::Number, "number"),
        (Part::Guard, "guard"),
        (Part::Operator, "operator"),
    ];

    pub fn find(word: &str) -> Option<Part> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(part, _)| *part)
    }

    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(part, _)| *part == self).map_or("", |(_, word)| word)
    }
}

/// An opaque colour in light and in dark surroundings; the same twice where the picture does not adapt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink {
    pub light: [u8; 3],
    pub dark: [u8; 3],
}

#[derive(Clone, Debug)]
pub struct Shape {
    /// Index into [`Picture::layers`].
    pub layer: usize,
    pub part: Part,
    /// Curves are cut into straight pieces that leave them by less than 0.1 px.
    pub rings: Vec<Ring>,
    pub bounds: Rect,
    pub fill: Option<Ink>,
    pub stroke: Option<Ink>,
    /// Of the stroke, px; 0 without one.
    pub width: f64,
    /// Place in the order of drawing, shared with texts.
    pub order: usize,
}

/// One line of text.
#[derive(Clone, Debug)]
pub struct Text {
    pub layer: usize,
    pub part: Part,
    pub content: String,
    /// From the height of capitals to the depth of descenders, as wide as it is drawn.
    pub rect: Rect,
    pub ink: Ink,
    pub order: usize,
}

/// A `<g>`: what is drawn of one element.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Empty where the SVG gives none.
    pub id: String,
    pub role: Role,
    /// Its `<title>`.
    pub name: String,
    pub within: Option<String>,
    pub operand: Option<usize>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Into [`Picture::shapes`] and [`Picture::texts`].
    pub shapes: Range<usize>,
    pub texts: Range<usize>,
}

/// An arrowhead.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Index into [`Picture::shapes`].
    pub shape: usize,
    pub tip: Point,
    /// The middle between its two wings.
    pub base: Point,
    pub wings: [Point; 2],
}

/// The line of an edge or of a message, with its rounded corners as straight pieces, from tip to tip.
#[derive(Clone, Debug)]
pub struct Line {
    pub layer: usize,
    pub points: Vec<Point>,
    /// The line as it is drawn: it may end within a filled head.
    pub drawn: [Point; 2],
    pub start: Option<Head>,
    pub end: Option<Head>,
    /// Heads that belong to neither end.
    pub astray: Vec<Head>,
}

#[derive(Clone, Debug)]
pub struct Picture {
    pub canvas: Rect,
    pub paper: Ink,
    /// Whether it has colours of its own for dark surroundings.
    pub adaptive: bool,
    /// `data-holds`.
    pub holds: Vec<(String, usize)>,
    pub layers: Vec<Layer>,
    pub shapes: Vec<Shape>,
    pub texts: Vec<Text>,
    pub lines: Vec<Line>,
    /// The first layer of each id.
    pub by_id: BTreeMap<String, usize>,
    /// The layer around each layer.
    pub parents: Vec<Option<usize>>,
}

impl Picture {
    pub fn find(&self, id: Option<&String>) -> Option<usize> {
        self.by_id.get(id?).copied()
    }

    pub fn shapes_of(&self, layer: usize) -> &[Shape] {
        &self.shapes[self.layers[layer].shapes.clone()]
    }

    pub fn texts_of(&self, layer: usize) -> &[Text] {
        &self.texts[self.layers[layer].texts.clone()]
    }

    /// The line of an edge or message.
    pub fn line_of(&self, layer: usize) -> Option<&Line> {
        // Lines stand in the order of their layers.
        let found = self.lines.binary_search_by_key(&layer, |line| line.layer).ok()?;
        Some(&self.lines[found])
    }

    /// The shapes of a layer that are this part.
    pub fn parts(&self, layer: usize, part: Part) -> impl Iterator<Item = &Shape> {
        self.shapes_of(layer).iter().filter(move |shape| shape.part == part)
    }

    /// What a layer says in this part, its lines joined without a gap; empty where it says nothing.
    pub fn said(&self, layer: usize, part: Part) -> String {
        self.texts_of(layer).iter().filter(|text| text.part == part).map(|text| text.content.as_str()).collect()
    }

    /// The layer and everything around it.
    pub fn around(&self, layer: usize) -> Vec<usize> {
        let mut found = vec![layer];
        while let Some(parent) = self.parents[found[found.len() - 1]] {
            // A picture may claim that two groups lie in each other; conservation tells of it.
            if found.contains(&parent) {
                break;
            }
            found.push(parent);
        }
        found
    }

    pub fn is_within(&self, layer: usize, around: usize) -> bool {
        layer != around && self.around(layer).contains(&around)
    }

    /// How a person would call the layer: its title in quotes, or what runs from where to where.
    pub fn called(&self, layer: usize) -> String {
        let own = &self.layers[layer];
        let short = |text: &str| match text.char_indices().nth(60) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text.to_string(),
        };
        let title = self.lines_of(layer, Part::Title);
        match own.role {
            Role::Heading => "the heading".to_string(),
            Role::Edge | Role::Message => {
                let name = own.name.split(": ").next().unwrap_or_default();
                let word = if own.role == Role::Edge { "the line" } else { "the message" };
                if name.is_empty() { format!("{word} `{}`", own.id) } else { format!("{word} `{}`", short(name)) }
            }
            Role::Node | Role::Group | Role::Lane | Role::Box | Role::Lifeline if !title.is_empty() => {
                format!("`{}`", short(&title))
            }
            role => {
                let name = if own.name.is_empty() { &own.id } else { &own.name };
                format!("the {} `{}`", role.word(), short(name))
            }
        }
    }

    /// What a layer says in this part, with spaces between the lines.
    fn lines_of(&self, layer: usize, part: Part) -> String {
        let mut said = Vec::new();
        for text in self.texts_of(layer).iter().filter(|text| text.part == part) {
            said.push(text.content.as_str());
        }
        // A foot repeats the head.
        if self.layers[layer].role == Role::Lifeline && said.len() % 2 == 0 {
            let half = said.len() / 2;
            if said[..half] == said[half..] {
                said.truncate(half);
            }
        }
        said.join(" ")
    }
}
