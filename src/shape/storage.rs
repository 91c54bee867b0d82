//! `storage`: a bucket.

use super::outline::ARC;
use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Storage;

/// How far the sides lean in at the bottom, half the height of the rim, and how far the bottom bulges, px.
const LEAN: f64 = 9.0;
const RIM: f64 = 6.0;
const BULGE: f64 = 5.0;

impl Shape for Storage {
    fn name(&self) -> &'static str {
        "storage"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w * 0.75, standard.h * 0.6)
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(40.0) + 2.0 * LEAN, content.h + 2.0 * RIM + BULGE)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, LEAN, 2.0 * RIM, LEAN, BULGE)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let (rx, top, x) = (rect.w / 2.0, rect.y + RIM, rect.center().x);
        let (foot, bottom) = (rx - LEAN, rect.bottom() - BULGE);
        let p = Point::new;
        Outline::Path(vec![
            Segment::Move(p(rect.x, top)),
            Segment::Cubic(p(rect.x, top - ARC * RIM), p(x - ARC * rx, rect.y), p(x, rect.y)),
            Segment::Cubic(p(x + ARC * rx, rect.y), p(rect.right(), top - ARC * RIM), p(rect.right(), top)),
            Segment::Line(p(x + foot, bottom)),
            Segment::Cubic(p(x + foot, bottom + ARC * BULGE), p(x + ARC * foot, rect.bottom()), p(x, rect.bottom())),
            Segment::Cubic(p(x - ARC * foot, rect.bottom()), p(x - foot, bottom + ARC * BULGE), p(x - foot, bottom)),
            Segment::Close,
        ])
    }

    /// The front of the rim.
    fn details(&self, rect: Rect) -> Vec<Segment> {
        let (rx, top, x) = (rect.w / 2.0, rect.y + RIM, rect.center().x);
        let p = Point::new;
        vec![
            Segment::Move(p(rect.x, top)),
            Segment::Cubic(p(rect.x, top + ARC * RIM), p(x - ARC * rx, top + RIM), p(x, top + RIM)),
            Segment::Cubic(p(x + ARC * rx, top + RIM), p(rect.right(), top + ARC * RIM), p(rect.right(), top)),
        ]
    }
}
