//! `event`: something that happens from outside, with a notch on its left (as UML draws the acceptance of an event).

use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Size, rounded};

pub(super) struct Event;

/// Depth of the notch, px.
const NOTCH: f64 = 14.0;

impl Shape for Event {
    fn name(&self) -> &'static str {
        "event"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + NOTCH, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, NOTCH, 0.0, 0.0, 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let corners = [
            (rect.x, rect.y),
            (rect.right(), rect.y),
            (rect.right(), rect.bottom()),
            (rect.x, rect.bottom()),
            (rect.x + NOTCH, rect.center().y),
        ];
        Outline::Path(rounded(&corners.map(|(x, y)| Point::new(x, y)), 2.0, true))
    }
}
