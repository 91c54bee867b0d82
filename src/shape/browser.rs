//! `browser`: a window with a title bar, for clients.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Height of the title bar, px.
const BAR: f64 = 13.0;

/// Radius of the three dots in it, px.
const DOT: f64 = 1.5;

pub struct Browser;

impl super::Shape for Browser {
    fn name(&self) -> &'static str {
        "browser"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(56.0), content.h + BAR)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x, rect.y + BAR, rect.w, rect.h - BAR)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, super::RADIUS)
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let y = rect.y + BAR;
        let mut pen = outline::Pen::start(rect.x, y);
        pen.line(rect.right(), y);
        let mut segments = pen.open();
        for i in 0..3 {
            let x = rect.x + 9.0 + 7.0 * f64::from(i);
            segments.extend(outline::ellipse(Rect::new(x, rect.y + BAR / 2.0 - DOT, 2.0 * DOT, 2.0 * DOT)));
        }
        segments
    }
}
