//! `box`: a card with rounded corners, what most components and steps are.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

pub struct Card;

impl super::Shape for Card {
    fn name(&self) -> &'static str {
        "box"
    }

    fn size_for(&self, content: Size) -> Size {
        content
    }

    fn content(&self, rect: Rect) -> Rect {
        rect
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, super::RADIUS)
    }
}
