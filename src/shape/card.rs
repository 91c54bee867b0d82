//! `box`: a rounded card, the shape of most things.

use super::{Outline, RADIUS, Shape};
use crate::geometry::{Rect, Size};

pub(super) struct Card;

impl Shape for Card {
    fn name(&self) -> &'static str {
        "box"
    }

    fn size_for(&self, content: Size) -> Size {
        content
    }

    fn content(&self, rect: Rect) -> Rect {
        rect
    }

    fn outline(&self, rect: Rect) -> Outline {
        Outline::Rect { rect, radius: RADIUS }
    }
}
