//! `cylinder`: a disk store, standing.

use super::outline::ARC;
use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Cylinder;

/// Half the height of the lid, px: the same in every cylinder, so that neighbours stand on one line.
const LID: f64 = 8.0;

impl Shape for Cylinder {
    fn name(&self) -> &'static str {
        "cylinder"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w, standard.h * 0.6)
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(40.0), content.h + 3.0 * LID)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, 0.0, 2.0 * LID, 0.0, LID)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let (rx, ry) = (rect.w / 2.0, LID);
        let (top, bottom, x) = (rect.y + ry, rect.bottom() - ry, rect.center().x);
        let p = Point::new;
        Outline::Path(vec![
            Segment::Move(p(rect.x, top)),
            Segment::Cubic(p(rect.x, top - ARC * ry), p(x - ARC * rx, rect.y), p(x, rect.y)),
            Segment::Cubic(p(x + ARC * rx, rect.y), p(rect.right(), top - ARC * ry), p(rect.right(), top)),
            Segment::Line(p(rect.right(), bottom)),
            Segment::Cubic(p(rect.right(), bottom + ARC * ry), p(x + ARC * rx, rect.bottom()), p(x, rect.bottom())),
            Segment::Cubic(p(x - ARC * rx, rect.bottom()), p(rect.x, bottom + ARC * ry), p(rect.x, bottom)),
            Segment::Close,
        ])
    }

    /// The front of the lid.
    fn details(&self, rect: Rect) -> Vec<Segment> {
        let (rx, ry) = (rect.w / 2.0, LID);
        let (top, x) = (rect.y + ry, rect.center().x);
        let p = Point::new;
        vec![
            Segment::Move(p(rect.x, top)),
            Segment::Cubic(p(rect.x, top + ARC * ry), p(x - ARC * rx, top + ry), p(x, top + ry)),
            Segment::Cubic(p(x + ARC * rx, top + ry), p(rect.right(), top + ARC * ry), p(rect.right(), top)),
        ]
    }
}
