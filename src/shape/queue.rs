//! `queue`: a lying cylinder, for queues.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Half the width of the end, px.
const CAP: f64 = 7.0;

pub struct Queue;

impl super::Shape for Queue {
    fn name(&self) -> &'static str {
        "queue"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 3.0 * CAP, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x + CAP, rect.y, rect.w - 3.0 * CAP, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        let (y, bottom, c) = (rect.y, rect.bottom(), rect.center());
        let (left, far) = (rect.x + CAP, rect.right() - CAP);
        let mut pen = outline::Pen::start(left, y);
        pen.line(far, y).corner(rect.right(), y, rect.right(), c.y).corner(rect.right(), bottom, far, bottom);
        pen.line(left, bottom).corner(rect.x, bottom, rect.x, c.y).corner(rect.x, y, left, y);
        pen.close()
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let (y, bottom, c) = (rect.y, rect.bottom(), rect.center());
        let (far, near) = (rect.right() - CAP, rect.right() - 2.0 * CAP);
        let mut pen = outline::Pen::start(far, y);
        pen.corner(near, y, near, c.y).corner(near, bottom, far, bottom);
        pen.open()
    }
}
