//! `diamond`: a decision: the corners are where edges meet it.

use super::outline;
use crate::geometry::{Point, Rect, Segment, Size};

/// Share of the width that text takes; the rest of one is the share of the height.
const WIDE: f64 = 0.58;

/// How much of the content's padding the slanting sides may cut, px across both sides.
const PADDING: f64 = 20.0;

pub struct Diamond;

impl super::Shape for Diamond {
    fn name(&self) -> &'static str {
        "diamond"
    }

    fn size_for(&self, content: Size) -> Size {
        // A rectangle w by h fits a diamond W by H where w / W + h / H = 1. Text brings its own padding, which the slanting
        // sides may cut into, so the content counts less that padding.
        let (w, h) = ((content.w - PADDING).max(16.0), (content.h - PADDING / 2.0).max(16.0));
        Size::new(w / WIDE, h / (1.0 - WIDE))
    }

    fn content(&self, rect: Rect) -> Rect {
        let (w, h) = (rect.w * WIDE + PADDING, rect.h * (1.0 - WIDE) + PADDING / 2.0);
        let c = rect.center();
        Rect::new(c.x - w / 2.0, c.y - h / 2.0, w, h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        let c = rect.center();
        outline::rounded(
            &[
                Point::new(c.x, rect.y),
                Point::new(rect.right(), c.y),
                Point::new(c.x, rect.bottom()),
                Point::new(rect.x, c.y),
            ],
            4.0,
        )
    }

    fn centered_ports(&self) -> bool {
        true
    }

    fn centered_text(&self) -> bool {
        true
    }
}
