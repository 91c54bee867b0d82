//! `storage`: a bucket, for object storage.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Half the height of the rim, px.
const CAP: f64 = 6.0;

/// How far each side leans in towards the foot, px.
const TAPER: f64 = 8.0;

pub struct Storage;

impl super::Shape for Storage {
    fn name(&self) -> &'static str {
        "storage"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * TAPER, content.h + 3.0 * CAP)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x + TAPER, rect.y + 2.0 * CAP, rect.w - 2.0 * TAPER, rect.h - 3.0 * CAP)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        let (x, right, c) = (rect.x, rect.right(), rect.center());
        let (top, foot, bottom) = (rect.y + CAP, rect.bottom() - CAP, rect.bottom());
        let mut pen = outline::Pen::start(x, top);
        pen.corner(x, rect.y, c.x, rect.y).corner(right, rect.y, right, top).line(right - TAPER, foot);
        pen.corner(right - TAPER, bottom, c.x, bottom).corner(x + TAPER, bottom, x + TAPER, foot);
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
