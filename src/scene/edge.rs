//! Lines with rounded bends and whole arrowheads; shared by the edges of maps and the messages of sequences.

use super::{Cap, Dash, Geometry, Item, Paint, Part, Segment, Shape, Stroke};
use crate::geometry::Point;
use crate::theme::Sizes;
use crate::view::Operator;

/// What stands at an end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    None,
    /// A filled triangle: a call.
    Filled,
    /// Two strokes: an asynchronous message, a reply.
    Open,
}

/// Heads at start and end, and the dash of the line between.
pub const fn style(operator: Operator) -> (Head, Head, Dash) {
    match operator {
        Operator::Call => (Head::None, Head::Filled, Dash::Solid),
        Operator::Async => (Head::None, Head::Open, Dash::Solid),
        Operator::Weak => (Head::None, Head::Open, Dash::Dashed),
        Operator::Both => (Head::Filled, Head::Filled, Dash::Solid),
        Operator::Link => (Head::None, Head::None, Dash::Solid),
    }
}

/// The line through `points` and its heads. A filled head hides the end of its line, so the line stops inside it.
pub fn line(points: &[Point], heads: (Head, Head), dash: Dash, paint: Paint, sizes: &Sizes) -> Vec<Item> {
    let mut route = points.to_vec();
    let n = route.len();
    let start_tip = (route[0], unit(route[1], route[0]));
    let end_tip = (route[n - 1], unit(route[n - 2], route[n - 1]));
    trim(&mut route, heads.1, sizes);
    route.reverse();
    trim(&mut route, heads.0, sizes);
    route.reverse();
    let stroke = Stroke { paint, width: sizes.line, dash, cap: Cap::Butt };
    let mut items = vec![Item::Shape(Shape {
        part: Part::Line,
        geometry: Geometry::Path(rounded(&route, sizes.bend_radius, (keep(heads.0, sizes), keep(heads.1, sizes)))),
        fill: None,
        stroke: Some(stroke),
    })];
    items.extend(head(heads.0, start_tip, paint, sizes));
    items.extend(head(heads.1, end_tip, paint, sizes));
    items
}

/// The end of a line that stays straight under an open head, px: it must not stand on a bend. A filled one hides its line.
fn keep(head: Head, sizes: &Sizes) -> f64 {
    if head == Head::Open { sizes.arrow_length } else { 0.0 }
}

/// The path through the points, each bend a curve of at most `radius`, less where a piece is short. `keep` px at the start
/// and at the end stay straight where the piece there is that long.
fn rounded(points: &[Point], radius: f64, keep: (f64, f64)) -> Vec<Segment> {
    let mut path = vec![Segment::Move(points[0])];
    let last = points.len().saturating_sub(3);
    for (i, corner) in points.windows(3).enumerate() {
        let (before, at, after) = (corner[0], corner[1], corner[2]);
        let (into, out) = (length(before, at), length(at, after));
        let mut room = radius.min(into / 2.0).min(out / 2.0);
        if i == 0 {
            room = room.min((into - keep.0).max(0.0));
        }
        if i == last {
            room = room.min((out - keep.1).max(0.0));
        }
        let (into, out) = (unit(at, before), unit(at, after));
        path.push(Segment::Line(along(at, into, room)));
        path.push(Segment::Quad(at, along(at, out, room)));
    }
    path.push(Segment::Line(points[points.len() - 1]));
    path
}

/// Shortens the last piece, so that the line ends within a filled head.
fn trim(points: &mut [Point], head: Head, sizes: &Sizes) {
    let n = points.len();
    let (before, tip) = (points[n - 2], points[n - 1]);
    let inside = match head {
        Head::None => return,
        Head::Filled => sizes.arrow_length - 1.0,
        // The two strokes meet at the tip with a mitre that reaches a little over it.
        Head::Open => sizes.line / 2.0,
    };
    let cut = inside.min(length(before, tip) - 0.5).max(0.0);
    points[n - 1] = along(tip, unit(tip, before), cut);
}

/// A head with its tip at a point, looking along a unit direction.
fn head(head: Head, (tip, toward): (Point, Point), paint: Paint, sizes: &Sizes) -> Option<Item> {
    let half = sizes.arrow_width / 2.0;
    let base = along(tip, toward, -sizes.arrow_length);
    let left = Point::new(base.x - toward.y * half, base.y + toward.x * half);
    let right = Point::new(base.x + toward.y * half, base.y - toward.x * half);
    let shape = match head {
        Head::None => return None,
        Head::Filled => Shape {
            part: Part::Head,
            geometry: Geometry::Path(vec![
                Segment::Move(tip),
                Segment::Line(left),
                Segment::Line(right),
                Segment::Close,
            ]),
            fill: Some(paint),
            stroke: None,
        },
        Head::Open => {
            // The strokes are thick: drawn to the tip itself they would pierce the outline.
            let shift = |p: Point| along(p, toward, -sizes.line / 2.0);
            Shape {
                part: Part::Head,
                geometry: Geometry::Path(vec![
                    Segment::Move(shift(left)),
                    Segment::Line(shift(tip)),
                    Segment::Line(shift(right)),
                ]),
                fill: None,
                stroke: Some(Stroke { paint, width: sizes.line, dash: Dash::Solid, cap: Cap::Round }),
            }
        }
    };
    Some(Item::Shape(shape))
}

fn length(a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    (dx * dx + dy * dy).sqrt()
}

/// The unit step from `a` to `b`.
pub fn unit(a: Point, b: Point) -> Point {
    let l = length(a, b);
    if l == 0.0 { Point::default() } else { Point::new((b.x - a.x) / l, (b.y - a.y) / l) }
}

fn along(p: Point, step: Point, d: f64) -> Point {
    Point::new(p.x + step.x * d, p.y + step.y * d)
}
