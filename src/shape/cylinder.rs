//! `cylinder`: a disk store, standing.

use super::outline::ARC;
use super::{Outline, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Cylinder;

/// Half the height of the lid for a width, px: flat enough to read as a disk seen from the side.
fn lid(width: f64) -> f64 {
    (width * 0.06).clamp(5.0, 9.0)
}

impl Shape for Cylinder {
    fn name(&self) -> &'static str {
        "cylinder"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w, standard.h * 0.6)
    }

    fn size_for(&self, content: Size) -> Size {
        let width = content.w.max(40.0);
        Size::new(width, content.h + 3.0 * lid(width))
    }

    fn content(&self, rect: Rect) -> Rect {
        let ry = lid(rect.w);
        inset(rect, 0.0, 2.0 * ry, 0.0, ry)
    }

    fn outline(&self, rect: Rect) -> Outline {
        let (rx, ry) = (rect.w / 2.0, lid(rect.w));
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
        let (rx, ry) = (rect.w / 2.0, lid(rect.w));
        let (top, x) = (rect.y + ry, rect.center().x);
        let p = Point::new;
        vec![
            Segment::Move(p(rect.x, top)),
            Segment::Cubic(p(rect.x, top + ARC * ry), p(x - ARC * rx, top + ry), p(x, top + ry)),
            Segment::Cubic(p(x + ARC * rx, top + ry), p(rect.right(), top + ARC * ry), p(rect.right(), top)),
        ]
    }
}
