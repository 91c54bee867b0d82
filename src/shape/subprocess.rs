//! `subprocess`: a box with double sides, for a process drawn elsewhere.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Width of each side bar, px.
const BAR: f64 = 8.0;

pub struct Subprocess;

impl super::Shape for Subprocess {
    fn name(&self) -> &'static str {
        "subprocess"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * BAR, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x + BAR, rect.y, rect.w - 2.0 * BAR, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, 4.0)
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let mut segments = Vec::new();
        for x in [rect.x + BAR, rect.right() - BAR] {
            segments.extend(outline::Pen::start(x, rect.y).line(x, rect.bottom()).open());
        }
        segments
    }

    fn centered_text(&self) -> bool {
        true
    }
}
