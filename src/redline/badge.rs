//! Badges: a disc in the tone of the mark with its sign on it. The signs are strokes, not letters: they look the same everywhere.

use super::mark::Mark;
use crate::geometry::Point;
use crate::scene::paint::{plain, tinted};
use crate::scene::{Cap, Dash, Geometry, Item, Part, Segment, Shape, Stroke};
use crate::theme::{Role, Theme, Tinted};

/// On the corner of a box, px.
pub(super) const ON_BOX: f64 = 9.0;
/// Before the words of a label, px: the disc is as high as the line.
pub(super) const IN_LINE: f64 = 7.0;

/// The disc and its sign.
pub(super) fn draw(mark: Mark, center: Point, radius: f64, theme: &Theme) -> Vec<Item> {
    let (ground, ink) = (tinted(theme, Tinted::Line, mark.tint()), plain(theme, Role::Canvas));
    let disc = Shape {
        part: Part::Badge,
        geometry: Geometry::Ellipse { center, rx: radius, ry: radius },
        fill: Some(ground),
        // A ring of the canvas parts it from the outline that it stands on.
        stroke: (radius > IN_LINE).then_some(Stroke { paint: ink, width: 1.5, dash: Dash::Solid, cap: Cap::Butt }),
    };
    let unit = radius / 2.0;
    let at = |&(x, y): &(f64, f64)| Point::new(center.x + x * unit, center.y + y * unit);
    let mut path = Vec::new();
    for stroke in strokes(mark) {
        path.push(Segment::Move(at(&stroke[0])));
        match stroke {
            [_, a, b, end] => path.push(Segment::Cubic(at(a), at(b), at(end))),
            _ => path.extend(stroke[1..].iter().map(|point| Segment::Line(at(point)))),
        }
    }
    let line = Stroke { paint: ink, width: radius / 5.0, dash: Dash::Solid, cap: Cap::Round };
    let sign = Shape { part: Part::Sign, geometry: Geometry::Path(path), fill: None, stroke: Some(line) };
    vec![Item::Shape(disc), Item::Shape(sign)]
}

/// The sign in a square from -1 to 1: lines, and curves of four points.
const fn strokes(mark: Mark) -> &'static [&'static [(f64, f64)]] {
    match mark {
        Mark::Added => &[&[(-1.0, 0.0), (1.0, 0.0)], &[(0.0, -1.0), (0.0, 1.0)]],
        Mark::Removed => &[&[(-1.0, 0.0), (1.0, 0.0)]],
        Mark::Changed => &[&[(-1.0, 0.4), (-0.3, -1.3), (0.3, 1.3), (1.0, -0.4)]],
        Mark::Renamed => &[
            &[(-1.0, -0.1), (-0.3, -1.4), (0.3, 0.5), (1.0, -0.8)],
            &[(-1.0, 0.8), (-0.3, -0.5), (0.3, 1.4), (1.0, 0.1)],
        ],
        Mark::Moved | Mark::Left => &[&[(-1.0, 0.0), (1.0, 0.0)], &[(0.3, -0.7), (1.0, 0.0), (0.3, 0.7)]],
        Mark::Reordered => &[
            &[(0.0, -1.1), (0.0, 1.1)],
            &[(-0.6, -0.5), (0.0, -1.1), (0.6, -0.5)],
            &[(-0.6, 0.5), (0.0, 1.1), (0.6, 0.5)],
        ],
    }
}
