//! `parallelogram`: leaning to the right, for input and output.

use super::outline;
use crate::geometry::{Point, Rect, Segment, Size};

/// How far the top leans, px.
const LEAN: f64 = 12.0;

pub struct Parallelogram;

impl super::Shape for Parallelogram {
    fn name(&self) -> &'static str {
        "parallelogram"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * LEAN, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x + LEAN, rect.y, rect.w - 2.0 * LEAN, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded(
            &[
                Point::new(rect.x + LEAN, rect.y),
                Point::new(rect.right(), rect.y),
                Point::new(rect.right() - LEAN, rect.bottom()),
                Point::new(rect.x, rect.bottom()),
            ],
            3.0,
        )
    }

    fn centered_text(&self) -> bool {
        true
    }
}
