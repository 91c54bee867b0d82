//! `hexagon`: pointed left and right, for gateways and balancers.

use super::outline;
use crate::geometry::{Point, Rect, Segment, Size};

/// How far each point stands out, px.
const POINT: f64 = 12.0;

pub struct Hexagon;

impl super::Shape for Hexagon {
    fn name(&self) -> &'static str {
        "hexagon"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * POINT, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x + POINT, rect.y, rect.w - 2.0 * POINT, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        let c = rect.center();
        let (left, right) = (rect.x + POINT, rect.right() - POINT);
        outline::rounded(
            &[
                Point::new(left, rect.y),
                Point::new(right, rect.y),
                Point::new(rect.right(), c.y),
                Point::new(right, rect.bottom()),
                Point::new(left, rect.bottom()),
                Point::new(rect.x, c.y),
            ],
            4.0,
        )
    }
}
