//! `browser`: a window with a title bar and its three buttons.

use super::{Outline, RADIUS, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Browser;

/// Height of the title bar, px.
const BAR: f64 = 14.0;

impl Shape for Browser {
    fn name(&self) -> &'static str {
        "browser"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w, standard.h - 1.0)
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(48.0), content.h + BAR)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, 0.0, BAR, 0.0, 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        Outline::Rect { rect, radius: RADIUS }
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let y = rect.y + BAR;
        vec![Segment::Move(Point::new(rect.x, y)), Segment::Line(Point::new(rect.right(), y))]
    }

    fn marks(&self, rect: Rect) -> Vec<Outline> {
        let y = rect.y + BAR / 2.0 + 0.25;
        (0..3).map(|i| Outline::disc(Point::new(rect.x + 10.0 + 7.0 * f64::from(i), y), 1.75)).collect()
    }
}
