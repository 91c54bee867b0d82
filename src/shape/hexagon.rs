//! `hexagon`: pointed left and right.

use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Size, rounded};

pub(super) struct Hexagon;

/// Width of a point for a height, px.
fn point(height: f64) -> f64 {
    (height * 0.3).clamp(8.0, 20.0)
}

impl Shape for Hexagon {
    fn name(&self) -> &'static str {
        "hexagon"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w * 0.4, standard.h)
    }

    fn size_for(&self, content: Size) -> Size {
        let height = content.h.max(24.0);
        Size::new(content.w + 2.0 * point(height), height)
    }

    fn content(&self, rect: Rect) -> Rect {
        let d = point(rect.h);
        inset(rect, d, 0.0, d, 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let (d, y) = (point(rect.h), rect.center().y);
        let corners = [
            (rect.x, y),
            (rect.x + d, rect.y),
            (rect.right() - d, rect.y),
            (rect.right(), y),
            (rect.right() - d, rect.bottom()),
            (rect.x + d, rect.bottom()),
        ];
        // A point keeps its tip: rounding it more would take the outline off the sides of its box.
        Outline::Path(rounded(&corners.map(|(x, y)| Point::new(x, y)), 1.5, true))
    }
}
