//! Paints marks onto a drawn scene: unmarked layers step back, marked ones get the tone, line and badge of their mark.
//!
//! Works on layers, whatever they draw: each shape and text says which part it is (outline, icon, label), and the part is painted
//! anew. Geometry stays as layout placed it.

use std::collections::BTreeMap;

use super::badge::{self, IN_LINE, ON_BOX};
use super::legend::capital;
use super::mark::{Mark, Marked, Merged, badge_of};
use crate::geometry::{Point, Rect, Side};
use crate::layout::{self, Layout, content};
use crate::model::Tone;
use crate::scene::id::id;
use crate::scene::paint::{plain, tinted};
use crate::scene::{Anchor, Item, Layer, Paint, Part, Scene, Shape, Stroke, Text};
use crate::shape;
use crate::text::{Style, measure};
use crate::theme::{Role, Theme, Tint, Tinted};
use crate::view::{Body, Face, View};

/// A line of text belongs to the block of the line above if it stands no lower than this, in sizes of the type.
const SAME_BLOCK: f64 = 1.7;

/// The line below a participant that came or went, px.
const LIFELINE: f64 = 1.75;

/// A badge keeps its middle this far from lines, px: its radius, an arrowhead's half, and some air.
const NEAR: f64 = ON_BOX + 6.0;

/// The tint of what is not marked.
const CALM: Tint = Tint::Tone(Tone::Muted);

pub(super) fn marks(scene: &mut Scene, merged: &Merged, layout: &Layout, theme: &Theme) {
    let corners = corners(&merged.view, layout);
    for item in &mut scene.items {
        let Item::Layer(layer) = item else { continue };
        let Some(own) = layer.id.clone() else { continue };
        let marked = merged.marks.get(&own);
        let brush = Brush { theme, role: layer.role, mark: marked.map(|marked| marked.mark) };
        brush.layer(layer, merged.marks.struck(&own));
        if let Some(Marked { mark, name }) = marked {
            layer.name = Some(format!("{}: {name}", capital(mark.word())));
            if let Some(&corner) = corners.get(&own) {
                layer.items.extend(badge::draw(*mark, corner, ON_BOX, theme));
            }
        }
    }
}

/// Where the badge of a box stands: on its top left corner, or on another where a line passes there. By layer.
fn corners(view: &View, layout: &Layout) -> BTreeMap<String, Point> {
    let mut corners = BTreeMap::new();
    let lines: Vec<&[Point]> = match &layout.body {
        layout::Body::Map(placed) => placed.edges.iter().map(|edge| edge.points.as_slice()).collect(),
        layout::Body::Sequence(_) => Vec::new(),
    };
    let free = |&corner: &Point| !lines.iter().any(|line| line.windows(2).any(|piece| passes(piece, corner)));
    let mut put = |role: &str, path: &str, own: [Point; 4]| {
        let place = own.iter().copied().find(free).unwrap_or(own[0]);
        corners.insert(id(role, path), place);
    };
    let box_corner = |rect: Rect| {
        let (left, right, top, bottom) = (rect.x + 1.0, rect.right() - 1.0, rect.y + 1.0, rect.bottom() - 1.0);
        [Point::new(left, top), Point::new(right, top), Point::new(left, bottom), Point::new(right, bottom)]
    };
    match (&view.body, &layout.body) {
        (Body::Map(map), layout::Body::Map(placed)) => {
            for (node, place) in map.nodes.iter().zip(&placed.nodes) {
                put("node", &node.face.id, shape_corners(&node.face, place));
            }
            for (group, place) in map.groups.iter().zip(&placed.groups) {
                put(if group.lane { "lane" } else { "group" }, &group.face.id, box_corner(place.rect));
            }
        }
        (Body::Sequence(sequence), layout::Body::Sequence(placed)) => {
            for (line, place) in sequence.lifelines.iter().zip(&placed.lifelines) {
                put("lifeline", &line.face.id, shape_corners(&line.face, &place.head));
            }
            for (around, place) in sequence.boxes.iter().zip(&placed.boxes) {
                put("box", &around.face.id, box_corner(place.rect));
            }
        }
        _ => unreachable!("a layout has the kind of its view"),
    }
    corners
}

/// Whether an upright or level piece of a line comes so near that a badge would hide it.
fn passes(piece: &[Point], corner: Point) -> bool {
    let (a, b) = (piece[0], piece[1]);
    let off = |at: f64, from: f64, to: f64| (from.min(to) - at).max(at - from.max(to)).max(0.0);
    let (dx, dy) = (off(corner.x, a.x, b.x), off(corner.y, a.y, b.y));
    dx * dx + dy * dy < NEAR * NEAR
}

/// The corners of a shape, from the top left one on; where its outline stays well below that of its box, points of the outline
/// itself.
fn shape_corners(face: &Face, place: &layout::Node) -> [Point; 4] {
    let rect = if place.collapsed { content::front(place.rect) } else { place.rect };
    let shape = content::shape_of(face);
    let top = shape::clip(shape, rect, Side::Top, Point::new(rect.x + rect.w / 4.0, rect.y)).y;
    let low = if top - rect.y < ON_BOX / 2.0 { 1.0 } else { top - rect.y + 1.0 };
    let at = |side: Side, y: f64| {
        let x = if side == Side::Left { rect.x } else { rect.right() };
        if low > 1.0 { shape::clip(shape, rect, side, Point::new(x, y)) } else { Point::new(x, y) }
    };
    let (top, bottom) = (rect.y + low, rect.bottom() - low);
    [at(Side::Left, top), at(Side::Right, top), at(Side::Left, bottom), at(Side::Right, bottom)]
}

/// Paints one layer.
struct Brush<'a> {
    theme: &'a Theme,
    role: &'static str,
    mark: Option<Mark>,
}

impl Brush<'_> {
    fn layer(&self, layer: &mut Layer, struck: &[String]) {
        let items = std::mem::take(&mut layer.items);
        // A lifeline says at its foot again what it says at its head.
        let times = if self.role == "lifeline" { 2 } else { 1 };
        let mut struck = std::iter::repeat_n(struck, times).flatten();
        let mut next = struck.next();
        let mut block: Vec<Text> = Vec::new();
        let mut out = Vec::with_capacity(items.len());
        let mut close = |block: &mut Vec<Text>, out: &mut Vec<Item>| {
            if !block.is_empty() && self.block(std::mem::take(block), next, out) {
                next = struck.next();
            }
        };
        for item in items {
            match item {
                Item::Text(text) => {
                    if block.last().is_some_and(|last| !follows(last, &text)) {
                        close(&mut block, &mut out);
                    }
                    block.push(text);
                }
                Item::Shape(shape) => {
                    close(&mut block, &mut out);
                    out.push(Item::Shape(self.shape(shape)));
                }
                Item::Layer(inner) => out.push(Item::Layer(inner)),
            }
        }
        close(&mut block, &mut out);
        layer.items = out;
    }

    fn shape(&self, shape: Shape) -> Shape {
        let part = shape.part;
        let fill = shape.fill.map(|paint| self.paint(part, paint, true));
        let stroke = shape
            .stroke
            .map(|stroke| self.pen(part, Stroke { paint: self.paint(part, stroke.paint, false), ..stroke }));
        Shape { fill, stroke, ..shape }
    }

    /// Width and dash of an outline or a line by the mark; what only stands on it keeps its own.
    fn pen(&self, part: Part, stroke: Stroke) -> Stroke {
        let inner = matches!(part, Part::Icon | Part::Head | Part::Cross | Part::Bar | Part::Band | Part::Tab);
        let separator = part == Part::Line && self.role == "fragment";
        match self.mark {
            _ if inner || separator => stroke,
            Some(_) if self.is_lifeline(part) && !self.comes_or_goes() => stroke,
            Some(mark) => {
                let pen = mark.pen();
                // A lifeline is long: it need not shout.
                let width = if self.is_lifeline(part) { LIFELINE } else { pen.width };
                Stroke { width, dash: pen.dash.unwrap_or(stroke.dash), ..stroke }
            }
            None => Stroke { width: stroke.width.min(self.theme.sizes.outline), ..stroke },
        }
    }

    fn is_lifeline(&self, part: Part) -> bool {
        self.role == "lifeline" && part == Part::Line
    }

    /// Only one version has it.
    fn comes_or_goes(&self) -> bool {
        matches!(self.mark, Some(Mark::Added | Mark::Removed))
    }

    /// Ground for other things, or a frame around them: it keeps its own ground, so that what stands in it does not look marked.
    fn is_frame(&self) -> bool {
        matches!(self.role, "group" | "lane" | "box" | "fragment" | "reference")
    }

    /// The paint in the layer's mark, or calm.
    fn paint(&self, part: Part, paint: Paint, fill: bool) -> Paint {
        let calm = |tinted_as| self.calm(tinted_as, paint);
        let marked = |part| self.marked(part, paint);
        let line = matches!(self.role, "edge" | "message");
        match part {
            Part::Disc | Part::Number | Part::Operator | Part::Badge | Part::Sign => paint,
            Part::Bar => tinted(self.theme, if fill { Tinted::Fill } else { Tinted::Stroke }, CALM),
            Part::Outline | Part::Back | Part::Tab if fill && self.is_frame() => calm(Tinted::Fill),
            Part::Outline | Part::Back | Part::Band | Part::Tab if fill => marked(Tinted::Fill),
            Part::Outline | Part::Back | Part::Band | Part::Tab | Part::Detail => marked(Tinted::Stroke),
            Part::Icon => marked(Tinted::Icon),
            Part::Line if self.is_lifeline(part) && !self.comes_or_goes() => paint,
            Part::Line if !line => marked(Tinted::Stroke),
            Part::Line | Part::Head | Part::Cross | Part::Dot => marked(Tinted::Line),
            Part::Title | Part::Guard => marked(Tinted::Title),
            Part::Label if self.role == "note" => marked(Tinted::Title),
            Part::Label => marked(Tinted::Label),
            Part::Subtitle | Part::Tech => marked(Tinted::Subtitle),
        }
    }

    fn marked(&self, part: Tinted, paint: Paint) -> Paint {
        match self.mark {
            Some(mark) => tinted(self.theme, part, mark.tint()),
            None => self.calm(part, paint),
        }
    }

    /// What is not marked steps back; what depends on no element is calm already.
    fn calm(&self, part: Tinted, paint: Paint) -> Paint {
        let neutral = Role::ALL.iter().any(|role| role.class() == paint.class) && !paint.class.starts_with("note");
        match (self.role, part) {
            ("edge" | "message", Tinted::Line) => plain(self.theme, Role::LineFaded),
            ("edge" | "message", Tinted::Label) => plain(self.theme, Role::TextMuted),
            _ if neutral => paint,
            _ => tinted(self.theme, part, CALM),
        }
    }

    /// The lines of one text. True if the struck text stood in it.
    fn block(&self, mut lines: Vec<Text>, struck: Option<&String>, out: &mut Vec<Item>) -> bool {
        let badge = self.badge(&lines[0]);
        let own = badge.as_ref().map(|&(mark, _)| mark);
        if let Some((mark, words)) = badge {
            let center = without_room(&mut lines[0], words);
            out.extend(badge::draw(mark, center, IN_LINE, self.theme));
        }
        let count = struck.map_or(0, |old| struck_lines(&lines, old));
        for (at, mut line) in lines.into_iter().enumerate().filter(|(_, line)| !line.content.is_empty()) {
            line.struck = at < count;
            line.paint = match own {
                // The condition of an operand may bear a mark of its own.
                Some(mark) if line.part == Part::Guard => tinted(self.theme, Tinted::Label, mark.tint()),
                _ => self.paint(line.part, line.paint, true),
            };
            out.push(Item::Text(line));
        }
        count > 0
    }

    /// The badge that a text has made room for, and its words. Labels do that; boxes have theirs on a corner.
    fn badge(&self, line: &Text) -> Option<(Mark, String)> {
        if !matches!(line.part, Part::Label | Part::Guard) {
            return None;
        }
        // The condition of an operand stands in brackets.
        let (bracket, text) = line.content.strip_prefix('[').map_or(("", line.content.as_str()), |text| ("[", text));
        let (mark, words) = badge_of(text)?;
        let words = format!("{bracket}{words}");
        Some((mark, if words == "[]" { String::new() } else { words }))
    }
}

/// Whether a line of text stands right below another, of one block with it.
fn follows(above: &Text, text: &Text) -> bool {
    let below = text.at.y - above.at.y;
    let alike = (above.part, above.size, above.anchor) == (text.part, text.size, text.anchor);
    alike && (above.at.x - text.at.x).abs() < 0.01 && below > 0.0 && below < SAME_BLOCK * text.size
}

/// Leaves the words of a line that made room for a badge, and gives the badge's middle.
fn without_room(line: &mut Text, words: String) -> Point {
    let width = measure(&words, Style { face: line.face, size: line.size, line_height: line.size });
    let left = match line.anchor {
        Anchor::Start => line.at.x,
        Anchor::Middle => line.at.x - line.width / 2.0,
        Anchor::End => line.at.x - line.width,
    };
    let right = left + line.width;
    // Alone, the badge stands in the middle of its room.
    let center = if words.is_empty() { (left + right) / 2.0 } else { left + IN_LINE };
    line.at.x = match line.anchor {
        Anchor::Start => right - width,
        Anchor::Middle => right - width / 2.0,
        Anchor::End => right,
    };
    (line.content, line.width) = (words, width);
    // Capitals are about 0.72 of the size high.
    Point::new(center, line.at.y - 0.36 * line.size)
}

/// How many lines at the head of a block hold exactly this text, brackets aside, as the titles of frames get them; 0 where the
/// block says something else.
fn struck_lines(lines: &[Text], struck: &str) -> usize {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"[]".contains(*c)).collect::<String>();
    let wanted = letters(struck);
    let mut read = String::new();
    for (at, line) in lines.iter().enumerate() {
        read.push_str(&letters(&line.content));
        if read == wanted {
            return at + 1;
        }
        if !wanted.starts_with(&read) {
            return 0;
        }
    }
    0
}
