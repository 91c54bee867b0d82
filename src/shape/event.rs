//! `event`: a pill with a double outline, for something that happens.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Between the two outlines, px.
const RING: f64 = 3.0;

pub struct Event;

impl super::Shape for Event {
    fn name(&self) -> &'static str {
        "event"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + content.h / 3.0 + 2.0 * RING, content.h + 2.0 * RING)
    }

    fn content(&self, rect: Rect) -> Rect {
        let side = RING + (rect.h - 2.0 * RING) / 6.0;
        Rect::new(rect.x + side, rect.y + RING, rect.w - 2.0 * side, rect.h - 2.0 * RING)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, rect.h / 2.0)
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect.grown(-RING), rect.h / 2.0 - RING)
    }

    fn centered_text(&self) -> bool {
        true
    }
}
