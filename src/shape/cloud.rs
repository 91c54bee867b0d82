//! `cloud`: something out there.

use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Cloud;

/// Share of the whole that the puffs take on each side.
const SIDE: f64 = 0.15;
const TOP: f64 = 0.27;
const BOTTOM: f64 = 0.12;

impl Shape for Cloud {
    fn name(&self) -> &'static str {
        "cloud"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w * 0.4, standard.h * 0.6)
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(50.0) / (1.0 - 2.0 * SIDE), content.h.max(24.0) / (1.0 - TOP - BOTTOM))
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, rect.w * SIDE, rect.h * TOP, rect.w * SIDE, rect.h * BOTTOM)
    }

    /// Puffs in shares of the box: end of the puff before, two control points, end.
    fn outline(&self, rect: Rect) -> Outline {
        let p = |x: f64, y: f64| Point::new(rect.x + x * rect.w, rect.y + y * rect.h);
        Outline::Path(vec![
            Segment::Move(p(0.16, 1.0)),
            Segment::Cubic(p(0.07, 1.0), p(0.0, 0.87), p(0.0, 0.70)),
            Segment::Cubic(p(0.0, 0.55), p(0.045, 0.44), p(0.115, 0.41)),
            Segment::Cubic(p(0.105, 0.20), p(0.225, 0.07), p(0.345, 0.16)),
            Segment::Cubic(p(0.40, 0.05), p(0.475, 0.0), p(0.545, 0.0)),
            Segment::Cubic(p(0.66, 0.0), p(0.745, 0.09), p(0.77, 0.23)),
            Segment::Cubic(p(0.855, 0.20), p(0.915, 0.30), p(0.905, 0.44)),
            Segment::Cubic(p(0.965, 0.48), p(1.0, 0.58), p(1.0, 0.71)),
            Segment::Cubic(p(1.0, 0.88), p(0.93, 1.0), p(0.84, 1.0)),
            Segment::Close,
        ])
    }
}
