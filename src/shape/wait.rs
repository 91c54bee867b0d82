//! `wait`: a delay, straight on the left and round on the right.

use super::outline::{ARC, round_end};
use super::{Outline, RADIUS, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Wait;

impl Shape for Wait {
    fn name(&self) -> &'static str {
        "wait"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new((content.w + round_end(content.h)).max(content.h), content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, 0.0, 0.0, round_end(rect.h), 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let ry = rect.h / 2.0;
        let rx = ry.min(rect.w - RADIUS);
        let r = RADIUS.min(ry);
        let (x, y, right) = (rect.right() - rx, rect.center().y, rect.right());
        let p = Point::new;
        Outline::Path(vec![
            Segment::Move(p(rect.x + r, rect.y)),
            Segment::Line(p(x, rect.y)),
            Segment::Cubic(p(x + ARC * rx, rect.y), p(right, y - ARC * ry), p(right, y)),
            Segment::Cubic(p(right, y + ARC * ry), p(x + ARC * rx, rect.bottom()), p(x, rect.bottom())),
            Segment::Line(p(rect.x + r, rect.bottom())),
            Segment::Quad(p(rect.x, rect.bottom()), p(rect.x, rect.bottom() - r)),
            Segment::Line(p(rect.x, rect.y + r)),
            Segment::Quad(p(rect.x, rect.y), p(rect.x + r, rect.y)),
            Segment::Close,
        ])
    }
}
