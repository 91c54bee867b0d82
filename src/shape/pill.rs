//! `pill`: half circles left and right, for the start and the end of a flow.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

pub struct Pill;

impl super::Shape for Pill {
    fn name(&self) -> &'static str {
        "pill"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + content.h / 3.0, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        let side = rect.h / 6.0;
        Rect::new(rect.x + side, rect.y, rect.w - 2.0 * side, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, rect.h / 2.0)
    }

    fn centered_text(&self) -> bool {
        true
    }
}
