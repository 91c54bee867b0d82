//! `person`: a head over shoulders, as people are drawn in the C4 model.

use super::outline::corners;
use super::{Outline, RADIUS, Shape, inset};
use crate::geometry::{Point, Rect, Size};

pub(super) struct Person;

/// Radius of the head, and how far it stands above the shoulders, px.
const HEAD: f64 = 11.0;
const NECK: f64 = 3.0;

/// From the top of the head to the shoulders.
const SHOULDERS: f64 = 2.0 * HEAD + NECK;

/// Lowest body, px: a person is not a coin on a bar.
const LEAST: f64 = 40.0;

/// Radius of the shoulders, and the room they leave beside the content, px.
const ROUND: f64 = 16.0;
const BESIDE: f64 = 4.0;

impl Shape for Person {
    fn name(&self) -> &'static str {
        "person"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w, standard.h * 0.8)
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(4.0 * HEAD) + 2.0 * BESIDE, content.h.max(LEAST) + SHOULDERS)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, BESIDE, SHOULDERS, BESIDE, 0.0)
    }

    /// Two closed lines: a line that comes from above ends on the head where it meets it, else on a shoulder.
    fn outline(&self, rect: Rect) -> Outline {
        let body = inset(rect, 0.0, SHOULDERS, 0.0, 0.0);
        let mut path = Outline::disc(Point::new(rect.center().x, rect.y + HEAD), HEAD).path();
        path.extend(corners(body, [ROUND, ROUND, RADIUS, RADIUS]));
        Outline::Path(path)
    }
}
