//! Contrast: text can be read on its ground (4.5:1), and lines and outlines that carry meaning can be told from theirs (3:1),
//! in light and in dark. The ratios are those of WCAG 2.2, success criteria 1.4.3 and 1.4.11.

use super::case::{Case, Index};
use super::picture::{Ink, Part, Picture, Role, Shape};
use super::plane;
use super::{Finding, finding};
use crate::diagnostic::Code;
use crate::geometry::{Point, Rect};

/// Least ratio of a text to its ground.
const TEXT: f64 = 4.5;

/// Least ratio of a line or an outline to its ground.
const LINE: f64 = 3.0;

/// The fills of a picture, asked by place: what lies under a point. Arrowheads are none: lines of one element meet in them.
struct Grounds<'a> {
    picture: &'a Picture,
    filled: Vec<&'a Shape>,
    index: Index,
}

impl<'a> Grounds<'a> {
    fn new(picture: &'a Picture) -> Self {
        let ground = |shape: &&Shape| {
            let small = matches!(shape.part, Part::Head | Part::Dot | Part::Detail | Part::Icon);
            shape.fill.is_some() && !small
        };
        let filled: Vec<&Shape> = picture.shapes.iter().filter(ground).collect();
        let index = Index::new(filled.iter().map(|shape| shape.bounds));
        Self { picture, filled, index }
    }

    /// The colour that was painted at `p` before something in the order of drawing.
    fn under(&self, p: Point, before: usize) -> Ink {
        let found = self.index.near(&Rect::around(p, p)).into_iter().rev().map(|at| self.filled[at]);
        let mut found = found.filter(|shape| shape.order < before && plane::inside(p, &shape.rings));
        found.next().and_then(|shape| shape.fill).unwrap_or(self.picture.paper)
    }
}

/// Every text can be read on what lies under it.
pub(super) fn text(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let grounds = Grounds::new(picture);
    for text in &picture.texts {
        let (r, y) = (text.rect.right(), text.rect.center().y);
        let places = [text.rect.x + 1.0, text.rect.center().x, r - 1.0].map(|x| Point::new(x, y));
        let worst =
            places.into_iter().filter_map(|p| weak(picture, text.ink, grounds.under(p, text.order), TEXT)).next();
        if let Some(Weak { ratio, dark }) = worst {
            let mode = if dark { " in dark surroundings" } else { "" };
            let message =
                format!("`{}` has a contrast of {ratio:.1}:1 to its ground{mode}; text needs {TEXT}:1", text.content);
            let proposal =
                "write another `tone`, or another `fill`: text on a `fill` of your own is chosen to be readable";
            findings.push(finding(Code::LAW_CONTRAST_TEXT, picture, &[text.layer], text.rect, message, proposal));
        }
    }
}

/// Every line and outline can be told from what it is drawn on.
pub(super) fn line(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let grounds = Grounds::new(picture);
    let mut told = Vec::new();
    for shape in picture.shapes.iter().filter(|shape| shape.part != Part::Detail) {
        if told.contains(&shape.layer) {
            continue;
        }
        if let Some(Weak { ratio, dark }) = faint(picture, &grounds, shape) {
            told.push(shape.layer);
            let mode = if dark { " in dark surroundings" } else { "" };
            let what = match shape.part {
                Part::Line | Part::Head if picture.layers[shape.layer].role != Role::Lifeline => {
                    picture.called(shape.layer)
                }
                part => format!("the {} of {}", part.word(), picture.called(shape.layer)),
            };
            let message = format!("{what} has a contrast of {ratio:.1}:1 to its ground{mode}; lines need {LINE}:1");
            let proposal = "write another `tone` or `stroke`";
            findings.push(finding(Code::LAW_CONTRAST_LINE, picture, &[shape.layer], shape.bounds, message, proposal));
        }
    }
}

/// A shape is seen by its stroke or by its fill; either is enough where it has both. A line must be seen everywhere, an
/// outline around most of it: where it touches another shape, both together show the border.
fn faint(picture: &Picture, grounds: &Grounds, shape: &Shape) -> Option<Weak> {
    // A box around lifelines is filled without a stroke; its sides are lines.
    if picture.layers[shape.layer].role == Role::Box && shape.part == Part::Outline {
        return None;
    }
    let inks = [shape.stroke, shape.fill];
    let places = places(shape);
    let mut hidden: Vec<Weak> = Vec::new();
    for &p in &places {
        let ground = grounds.under(p, shape.order);
        let weaknesses: Vec<Option<Weak>> =
            inks.iter().flatten().map(|ink| weak(picture, *ink, ground, LINE)).collect();
        if weaknesses.iter().all(Option::is_some) {
            hidden.extend(weaknesses.into_iter().flatten().next());
        }
    }
    let bearable = if shape.part == Part::Line { 0 } else { places.len() / 2 };
    if hidden.len() > bearable { hidden.into_iter().next() } else { None }
}

/// Where a shape is looked at: the middle of each piece of a line, four places on the border of anything else.
fn places(shape: &Shape) -> Vec<Point> {
    let pieces: Vec<(Point, Point)> = shape.rings.iter().flat_map(|ring| ring.pieces()).collect();
    let step = if shape.part == Part::Line { 1 } else { (pieces.len() / 4).max(1) };
    pieces.into_iter().step_by(step).map(|(a, b)| plane::between(a, b, 0.5)).collect()
}

struct Weak {
    ratio: f64,
    dark: bool,
}

/// The surroundings in which the ratio is too small.
fn weak(picture: &Picture, ink: Ink, ground: Ink, least: f64) -> Option<Weak> {
    let modes = [(false, ink.light, ground.light), (true, ink.dark, ground.dark)];
    let modes = modes.into_iter().take(if picture.adaptive { 2 } else { 1 });
    let ratios = modes.map(|(dark, ink, ground)| Weak { ratio: ratio(ink, ground), dark });
    ratios.into_iter().find(|weak| weak.ratio < least)
}

/// From 1 (the same) to 21 (black on white).
fn ratio(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance([r, g, b]: [u8; 3]) -> f64 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// The sRGB curve. Its exponent 2.4 is a square and twice a fifth root, which Newton's method finds with additions and
/// products alone: the same bits on every machine.
fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.040_45 {
        return value / 12.92;
    }
    let base = (value + 0.055) / 1.055;
    let mut root = 1.0;
    for _ in 0..40 {
        let fourth = root * root * root * root;
        root = (4.0 * root + base / fourth) / 5.0;
    }
    base * base * root * root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_ratios() {
        assert!((ratio([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        // #767676 on white is the well-known 4.54, #949494 the 3.03.
        assert!((ratio([0x76; 3], [255; 3]) - 4.54).abs() < 0.005);
        assert!((ratio([0x94; 3], [255; 3]) - 3.03).abs() < 0.005);
        assert!((ratio([255, 0, 0], [255; 3]) - 4.0).abs() < 0.005);
    }
}
