//! Lines with their arrowheads, put together from what is drawn: a filled head hides the end of its line, an open one is
//! two strokes that meet before the outline.

use super::picture::{Head, Line, Part, Picture, Role, Shape};
use super::plane::{between, to_stretch, toward};
use crate::geometry::Point;

/// A head belongs to an end of its line that is no farther from it, px: twice the length of a head of ours.
const REACH: f64 = 18.0;

/// The lines of all edges and messages that draw one, in drawing order.
pub fn lines(picture: &Picture) -> Vec<Line> {
    let layers = picture.layers.iter().enumerate();
    let drawn = layers.filter(|(_, layer)| matches!(layer.role, Role::Edge | Role::Message));
    drawn.filter_map(|(at, _)| line(picture, at)).collect()
}

fn line(picture: &Picture, layer: usize) -> Option<Line> {
    let shape = picture.parts(layer, Part::Line).next()?;
    let mut points = shape.rings.first()?.points.clone();
    points.dedup();
    let n = points.len();
    if n < 2 {
        return None;
    }
    let drawn = [points[0], points[n - 1]];
    let first = picture.layers[layer].shapes.start;
    let heads = picture.shapes_of(layer).iter().enumerate().filter(|(_, shape)| shape.part == Part::Head);
    let (mut start, mut end, mut astray) = (None, None, Vec::new());
    for head in heads.filter_map(|(at, shape)| head(shape, first + at)) {
        // A line may end beside its start: the head belongs to the end that it covers.
        let [to_start, to_end] = drawn.map(|p| to_stretch(p, (head.tip, head.base)));
        match (to_start < to_end, start, end) {
            (true, None, _) if to_start <= REACH => start = Some(head),
            (false, _, None) if to_end <= REACH => end = Some(head),
            _ => astray.push(head),
        }
    }
    // What the reader sees begins and ends with the tips.
    if let Some(head) = start {
        points[0] = head.tip;
    }
    if let Some(head) = end {
        points[n - 1] = head.tip;
    }
    Some(Line { layer, points, drawn, start, end, astray })
}

/// The first three points of a head: of a filled one the tip and its wings, of an open one wing, tip, wing.
fn head(shape: &Shape, at: usize) -> Option<Head> {
    let ring = shape.rings.first()?;
    let &[a, b, c] = ring.points.get(..3)? else { return None };
    let (mut tip, left, right) = if ring.closed { (a, b, c) } else { (b, a, c) };
    let base = between(left, right, 0.5);
    if !ring.closed {
        // The mitre of its two strokes.
        let ahead = toward(base, tip);
        tip = Point::new(tip.x + ahead.x * shape.width / 2.0, tip.y + ahead.y * shape.width / 2.0);
    }
    Some(Head { shape: at, tip, base, wings: [left, right] })
}
