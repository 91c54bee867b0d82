//! `queue`: a pipe, lying; what goes in at one end comes out at the other.

use super::outline::ARC;
use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Queue;

/// Half the width of an end of the pipe for a height, px.
fn end(height: f64) -> f64 {
    (height * 0.16).clamp(6.0, 10.0)
}

impl Shape for Queue {
    fn name(&self) -> &'static str {
        "queue"
    }

    fn size_for(&self, content: Size) -> Size {
        let height = content.h.max(24.0);
        Size::new(content.w + 3.0 * end(height), height)
    }

    fn content(&self, rect: Rect) -> Rect {
        let rx = end(rect.h);
        inset(rect, rx, 0.0, 2.0 * rx, 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let (rx, ry) = (end(rect.h), rect.h / 2.0);
        let (left, right, y) = (rect.x + rx, rect.right() - rx, rect.center().y);
        let p = Point::new;
        Outline::Path(vec![
            Segment::Move(p(left, rect.y)),
            Segment::Line(p(right, rect.y)),
            Segment::Cubic(p(right + ARC * rx, rect.y), p(rect.right(), y - ARC * ry), p(rect.right(), y)),
            Segment::Cubic(p(rect.right(), y + ARC * ry), p(right + ARC * rx, rect.bottom()), p(right, rect.bottom())),
            Segment::Line(p(left, rect.bottom())),
            Segment::Cubic(p(left - ARC * rx, rect.bottom()), p(rect.x, y + ARC * ry), p(rect.x, y)),
            Segment::Cubic(p(rect.x, y - ARC * ry), p(left - ARC * rx, rect.y), p(left, rect.y)),
            Segment::Close,
        ])
    }

    /// The rim of the open end.
    fn details(&self, rect: Rect) -> Vec<Segment> {
        let (rx, ry) = (end(rect.h), rect.h / 2.0);
        let (right, y) = (rect.right() - rx, rect.center().y);
        let p = Point::new;
        vec![
            Segment::Move(p(right, rect.y)),
            Segment::Cubic(p(right - ARC * rx, rect.y), p(right - rx, y - ARC * ry), p(right - rx, y)),
            Segment::Cubic(p(right - rx, y + ARC * ry), p(right - ARC * rx, rect.bottom()), p(right, rect.bottom())),
        ]
    }
}
