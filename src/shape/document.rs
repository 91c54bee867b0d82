//! `document`: a sheet with a wavy foot.

use super::{Outline, RADIUS, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Document;

/// Height of the wave, crest to trough, px.
const WAVE: f64 = 12.0;

impl Shape for Document {
    fn name(&self) -> &'static str {
        "document"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(40.0), content.h + WAVE)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, 0.0, 0.0, 0.0, WAVE)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let (r, x) = (RADIUS.min(rect.w / 2.0), rect.center().x);
        let middle = rect.bottom() - WAVE / 2.0;
        // A cubic between two points on one level reaches three quarters of its control points' height.
        let reach = WAVE / 2.0 / 0.75;
        let p = Point::new;
        Outline::Path(vec![
            Segment::Move(p(rect.x + r, rect.y)),
            Segment::Line(p(rect.right() - r, rect.y)),
            Segment::Quad(p(rect.right(), rect.y), p(rect.right(), rect.y + r)),
            Segment::Line(p(rect.right(), middle)),
            Segment::Cubic(
                p(rect.right() - rect.w / 6.0, middle - reach),
                p(x + rect.w / 6.0, middle - reach),
                p(x, middle),
            ),
            Segment::Cubic(
                p(x - rect.w / 6.0, middle + reach),
                p(rect.x + rect.w / 6.0, middle + reach),
                p(rect.x, middle),
            ),
            Segment::Line(p(rect.x, rect.y + r)),
            Segment::Quad(p(rect.x, rect.y), p(rect.x + r, rect.y)),
            Segment::Close,
        ])
    }
}
