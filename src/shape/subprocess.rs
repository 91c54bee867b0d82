//! `subprocess`: a step with steps of its own, drawn with doubled sides.

use super::{Outline, RADIUS, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Subprocess;

/// From a side to its double, px.
const BAR: f64 = 8.0;

impl Shape for Subprocess {
    fn name(&self) -> &'static str {
        "subprocess"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * BAR, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, BAR, 0.0, BAR, 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        Outline::Rect { rect, radius: RADIUS }
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let line = |x: f64| [Segment::Move(Point::new(x, rect.y)), Segment::Line(Point::new(x, rect.bottom()))];
        [line(rect.x + BAR), line(rect.right() - BAR)].concat()
    }
}
