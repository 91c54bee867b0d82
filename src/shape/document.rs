//! `document`: a sheet with a wavy foot.

use super::outline;
use crate::geometry::{Point, Rect, Segment, Size};

/// Height of the wave above and below its middle, px.
const WAVE: f64 = 7.0;

pub struct Document;

impl super::Shape for Document {
    fn name(&self) -> &'static str {
        "document"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w, content.h + 2.0 * WAVE)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x, rect.y, rect.w, rect.h - 2.0 * WAVE)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        let (x, right, c) = (rect.x, rect.right(), rect.center());
        let foot = rect.bottom() - WAVE;
        let mut pen = outline::Pen::start(x, rect.y);
        pen.line(right, rect.y).line(right, foot);
        pen.cubic(
            Point::new(right - rect.w / 6.0, foot - WAVE),
            Point::new(c.x + rect.w / 6.0, foot - WAVE),
            c.x,
            foot,
        );
        pen.cubic(Point::new(c.x - rect.w / 6.0, foot + WAVE), Point::new(x + rect.w / 6.0, foot + WAVE), x, foot);
        pen.close()
    }
}
