//! `manual`: wider at the top, for what a person does by hand.

use super::outline;
use crate::geometry::{Point, Rect, Segment, Size};

/// How far each side leans in, px.
const LEAN: f64 = 12.0;

pub struct Manual;

impl super::Shape for Manual {
    fn name(&self) -> &'static str {
        "manual"
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
                Point::new(rect.x, rect.y),
                Point::new(rect.right(), rect.y),
                Point::new(rect.right() - LEAN, rect.bottom()),
                Point::new(rect.x + LEAN, rect.bottom()),
            ],
            3.0,
        )
    }

    fn centered_text(&self) -> bool {
        true
    }
}
