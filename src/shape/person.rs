//! `person`: a card with round shoulders, for people.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Radius of its corners, px: most of the height of a two-line card.
const SHOULDER: f64 = 24.0;

pub struct Person;

impl super::Shape for Person {
    fn name(&self) -> &'static str {
        "person"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * SHOULDER / 3.0, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x + SHOULDER / 3.0, rect.y, rect.w - 2.0 * SHOULDER / 3.0, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, SHOULDER.min(rect.h / 2.0))
    }
}
