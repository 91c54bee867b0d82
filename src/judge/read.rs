//! Reads an SVG of ours into a [`Picture`]. What the SVG says of itself is described in `render::svg`.
//!
//! The reader is strict: an element, attribute or path command that Frieze never writes means that another program wrote
//! the file, and then nothing can be said about what a reader of the picture sees.

use std::collections::BTreeMap;
use std::fmt;

use roxmltree::{Document, Node};

use super::line;
use super::path;
use super::picture::{Ink, Layer, Part, Picture, Role, Shape, Text};
use super::plane::{Ring, bounds};
use crate::geometry::{Point, Rect};
use crate::text::{Face, Style, measure};

/// The version of the form that is read.
const VERSION: &str = "2";

/// Attributes that a drawing of ours may hold.
const ATTRIBUTES: [&str; 41] = [
    "data-frieze",
    "data-holds",
    "width",
    "height",
    "viewBox",
    "role",
    "aria-labelledby",
    "id",
    "data-role",
    "data-in",
    "data-operand",
    "data-from",
    "data-to",
    "data-part",
    "class",
    "href",
    "rel",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "d",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "textLength",
    "lengthAdjust",
];

/// Why an SVG cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no XML: what the parser says.
    Markup(String),
    /// Nothing in it says that Frieze drew it.
    Foreign,
    /// Drawn by an older or a newer Frieze: the version of its form.
    Version(String),
    /// Something that Frieze never writes, and the line it stands in.
    Changed { what: String, line: u32 },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Markup(why) => write!(f, "it is no SVG: {why}"),
            Unreadable::Foreign => write!(f, "Frieze did not draw it"),
            Unreadable::Version(version) => {
                write!(f, "it was drawn by another version of Frieze (form {version}, not {VERSION}): render it again")
            }
            Unreadable::Changed { what, line } => {
                write!(f, "another program has changed it: Frieze never writes {what} (line {line})")
            }
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads the SVG.
///
/// # Errors
/// It is not an SVG that this version of Frieze wrote.
pub fn read(svg: &str) -> Result<Picture, Unreadable> {
    let document = Document::parse(svg).map_err(|error| Unreadable::Markup(error.to_string()))?;
    let root = document.root_element();
    match root.attribute("data-frieze") {
        None => return Err(Unreadable::Foreign),
        Some(VERSION) => {}
        Some(other) => return Err(Unreadable::Version(other.to_string())),
    }
    let mut reader = Reader { document: &document, dark: dark_rules(root), picture: empty(), order: 0 };
    reader.root(root)?;
    let mut picture = reader.picture;
    for (at, layer) in picture.layers.iter().enumerate() {
        if !layer.id.is_empty() {
            picture.by_id.entry(layer.id.clone()).or_insert(at);
        }
    }
    picture.parents = picture.layers.iter().map(|layer| picture.find(layer.within.as_ref())).collect();
    picture.lines = line::lines(&picture);
    Ok(picture)
}

fn empty() -> Picture {
    let white = Ink { light: [255; 3], dark: [255; 3] };
    Picture {
        canvas: Rect::default(),
        paper: white,
        adaptive: false,
        holds: Vec::new(),
        layers: Vec::new(),
        shapes: Vec::new(),
        texts: Vec::new(),
        lines: Vec::new(),
        by_id: BTreeMap::new(),
        parents: Vec::new(),
    }
}

/// Classes of the media query with the colour that each sets.
fn dark_rules(root: Node) -> BTreeMap<String, [u8; 3]> {
    let mut rules = BTreeMap::new();
    let styles = root.children().filter(|node| node.has_tag_name("style")).filter_map(|node| node.text());
    for text in styles.filter(|text| text.contains("@media (prefers-color-scheme:dark)")) {
        for line in text.lines() {
            let Some((class, rule)) = line.strip_prefix('.').and_then(|line| line.split_once('{')) else { continue };
            let value = rule.split_once(':').map(|(_, value)| value.trim_end_matches('}'));
            if let Some(color) = value.and_then(hex) {
                rules.insert(class.to_string(), color);
            }
        }
    }
    rules
}

/// `#rrggbb`.
fn hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

struct Reader<'a, 'd> {
    document: &'a Document<'d>,
    dark: BTreeMap<String, [u8; 3]>,
    picture: Picture,
    order: usize,
}

impl<'a, 'd> Reader<'a, 'd> {
    fn root(&mut self, root: Node<'a, 'd>) -> Result<(), Unreadable> {
        self.known(root)?;
        self.picture.canvas = Rect::new(0.0, 0.0, self.number(root, "width")?, self.number(root, "height")?);
        self.picture.adaptive = !self.dark.is_empty();
        self.picture.holds = self.holds(root)?;
        for node in root.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "title" | "desc" | "style" => {}
                // The paper.
                "rect" => {
                    self.known(node)?;
                    if let Some(ink) = self.ink(node, "fill")? {
                        self.picture.paper = ink;
                    }
                }
                "g" => self.layer(node)?,
                _ => return Err(self.changed(node, "this element here")),
            }
        }
        Ok(())
    }

    fn holds(&self, root: Node) -> Result<Vec<(String, usize)>, Unreadable> {
        let text = root.attribute("data-holds").unwrap_or_default();
        let entry = |entry: &str| {
            let (role, count) = entry.trim().split_once(' ')?;
            Some((Role::find(role)?.word().to_string(), count.parse().ok()?))
        };
        let entries = text.split(',').filter(|entry| !entry.trim().is_empty());
        let read: Option<Vec<(String, usize)>> = entries.map(entry).collect();
        read.ok_or_else(|| self.changed(root, &format!("`data-holds=\"{text}\"`")))
    }

    fn layer(&mut self, group: Node<'a, 'd>) -> Result<(), Unreadable> {
        self.known(group)?;
        let word = group.attribute("data-role").unwrap_or_default();
        let role = Role::find(word).ok_or_else(|| self.changed(group, &format!("`data-role=\"{word}\"`")))?;
        let text = |name| group.attribute(name).map(str::to_string);
        let operand = match group.attribute("data-operand") {
            Some(number) => Some(number.parse().map_err(|_| self.changed(group, "this operand"))?),
            None => None,
        };
        let at = self.picture.layers.len();
        let (shapes, texts) = (self.picture.shapes.len(), self.picture.texts.len());
        self.picture.layers.push(Layer {
            id: text("id").unwrap_or_default(),
            role,
            name: String::new(),
            within: text("data-in"),
            operand,
            from: text("data-from"),
            to: text("data-to"),
            shapes: shapes..shapes,
            texts: texts..texts,
        });
        self.content(group, at)?;
        self.picture.layers[at].shapes.end = self.picture.shapes.len();
        self.picture.layers[at].texts.end = self.picture.texts.len();
        Ok(())
    }

    fn content(&mut self, group: Node<'a, 'd>, layer: usize) -> Result<(), Unreadable> {
        for node in group.children().filter(Node::is_element) {
            self.known(node)?;
            match node.tag_name().name() {
                "title" => self.picture.layers[layer].name = node.text().unwrap_or_default().to_string(),
                "a" => self.content(node, layer)?,
                "text" => self.text(node, layer)?,
                _ => self.shape(node, layer)?,
            }
        }
        Ok(())
    }

    fn shape(&mut self, node: Node<'a, 'd>, layer: usize) -> Result<(), Unreadable> {
        let number = |name| self.number(node, name);
        let optional = |name| if node.has_attribute(name) { self.number(node, name) } else { Ok(0.0) };
        let rings: Vec<Ring> = match node.tag_name().name() {
            "rect" => {
                let rect = Rect::new(number("x")?, number("y")?, number("width")?, number("height")?);
                vec![path::rect(rect, optional("rx")?)]
            }
            "circle" => vec![path::ellipse(Point::new(number("cx")?, number("cy")?), number("r")?, number("r")?)],
            "ellipse" => vec![path::ellipse(Point::new(number("cx")?, number("cy")?), number("rx")?, number("ry")?)],
            "line" => {
                let points = vec![Point::new(number("x1")?, number("y1")?), Point::new(number("x2")?, number("y2")?)];
                vec![Ring { points, closed: false }]
            }
            "path" => path::path(node.attribute("d").unwrap_or_default())
                .map_err(|what| self.changed(node, &format!("`{what}` in a path")))?,
            _ => return Err(self.changed(node, "this element here")),
        };
        let (fill, stroke) = (self.ink(node, "fill")?, self.ink(node, "stroke")?);
        let width = if stroke.is_some() { number("stroke-width")? } else { 0.0 };
        let part = self.part(node)?;
        let bounds = bounds(rings.iter().flat_map(|ring| &ring.points));
        let order = self.next();
        self.picture.shapes.push(Shape { layer, part, rings, bounds, fill, stroke, width, order });
        Ok(())
    }

    fn text(&mut self, node: Node<'a, 'd>, layer: usize) -> Result<(), Unreadable> {
        let (x, y, size) = (self.number(node, "x")?, self.number(node, "y")?, self.number(node, "font-size")?);
        let face = match (node.attribute("font-family"), node.attribute("font-weight")) {
            (Some(family), _) if family.contains("Frieze Mono") => Face::Mono,
            (None, Some("600")) => Face::SemiBold,
            (None, None) => Face::Regular,
            _ => return Err(self.changed(node, "this face")),
        };
        let mut content = String::new();
        for inner in node.descendants().filter(|inner| *inner != node) {
            if inner.is_element() {
                self.known(inner)?;
            }
            content.push_str(if inner.is_text() { inner.text().unwrap_or_default() } else { "" });
        }
        let style = Style { face, size, line_height: size };
        let width = match node.has_attribute("textLength") {
            true => self.number(node, "textLength")?,
            false => measure(&content, style),
        };
        let left = match node.attribute("text-anchor") {
            None => x,
            Some("middle") => x - width / 2.0,
            Some(_) => x - width,
        };
        let metrics = style.metrics();
        let rect = Rect::new(left, y - metrics.cap_height, width, metrics.cap_height + metrics.descent);
        let ink = self.ink(node, "fill")?.ok_or_else(|| self.changed(node, "text without a colour"))?;
        let part = self.part(node)?;
        let order = self.next();
        self.picture.texts.push(Text { layer, part, content, rect, ink, order });
        Ok(())
    }

    fn next(&mut self) -> usize {
        self.order += 1;
        self.order
    }

    fn part(&self, node: Node) -> Result<Part, Unreadable> {
        let word = node.attribute("data-part").unwrap_or_default();
        Part::find(word).ok_or_else(|| self.changed(node, &format!("`data-part=\"{word}\"`")))
    }

    /// The colour of a property, and what a class makes of it in dark surroundings.
    fn ink(&self, node: Node, property: &str) -> Result<Option<Ink>, Unreadable> {
        let Some(value) = node.attribute(property).filter(|value| *value != "none") else { return Ok(None) };
        let light = hex(value).ok_or_else(|| self.changed(node, &format!("the colour `{value}`")))?;
        let prefix = if property == "fill" { "f-" } else { "s-" };
        let classes = node.attribute("class").unwrap_or_default().split(' ');
        let dark = classes.filter(|class| class.starts_with(prefix)).find_map(|class| self.dark.get(class));
        Ok(Some(Ink { light, dark: dark.copied().unwrap_or(light) }))
    }

    fn number(&self, node: Node, name: &str) -> Result<f64, Unreadable> {
        let text = node.attribute(name).unwrap_or_default();
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| self.changed(node, &format!("`{name}=\"{text}\"`")))
    }

    /// Nothing but what the writer writes.
    fn known(&self, node: Node) -> Result<(), Unreadable> {
        for attribute in node.attributes() {
            let space = attribute.namespace().is_some() && attribute.name() == "space";
            if !space && !ATTRIBUTES.contains(&attribute.name()) {
                return Err(self.changed(node, &format!("`{}`", attribute.name())));
            }
        }
        Ok(())
    }

    fn changed(&self, node: Node, what: &str) -> Unreadable {
        let line = self.document.text_pos_at(node.range().start).row;
        Unreadable::Changed { what: format!("{what} in `<{}>`", node.tag_name().name()), line }
    }
}
