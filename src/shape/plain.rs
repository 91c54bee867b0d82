//! `plain`: a rectangle with square corners.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

pub struct Plain;

impl super::Shape for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn size_for(&self, content: Size) -> Size {
        content
    }

    fn content(&self, rect: Rect) -> Rect {
        rect
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, 0.0)
    }
}
