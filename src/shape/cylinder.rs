//! `cylinder`: a standing cylinder, for databases and caches.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Half the height of the lid, px.
const CAP: f64 = 6.0;

pub struct Cylinder;

impl super::Shape for Cylinder {
    fn name(&self) -> &'static str {
        "cylinder"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w, content.h + 3.0 * CAP)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x, rect.y + 2.0 * CAP, rect.w, rect.h - 3.0 * CAP)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        let (x, right, c) = (rect.x, rect.right(), rect.center());
        let (top, foot) = (rect.y + CAP, rect.bottom() - CAP);
        let mut pen = outline::Pen::start(x, top);
        pen.corner(x, rect.y, c.x, rect.y).corner(right, rect.y, right, top).line(right, foot);
        pen.corner(right, rect.bottom(), c.x, rect.bottom()).corner(x, rect.bottom(), x, foot);
        pen.close()
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let (x, right, c) = (rect.x, rect.right(), rect.center());
        let (top, low) = (rect.y + CAP, rect.y + 2.0 * CAP);
        let mut pen = outline::Pen::start(x, top);
        pen.corner(x, low, c.x, low).corner(right, low, right, top);
        pen.open()
    }
}
