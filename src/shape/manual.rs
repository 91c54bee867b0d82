//! `manual`: a step done by hand, wider at the top.

use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Size, rounded};

pub(super) struct Manual;

/// How far a side leans in at the foot, px.
const LEAN: f64 = 14.0;

impl Shape for Manual {
    fn name(&self) -> &'static str {
        "manual"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w * 0.5, standard.h)
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * LEAN, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, LEAN, 0.0, LEAN, 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let corners = [
            (rect.x, rect.y),
            (rect.right(), rect.y),
            (rect.right() - LEAN, rect.bottom()),
            (rect.x + LEAN, rect.bottom()),
        ];
        Outline::Path(rounded(&corners.map(|(x, y)| Point::new(x, y)), 2.0, true))
    }
}
