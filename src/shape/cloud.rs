//! `cloud`: a cloud, for what others run.

use super::outline;
use crate::geometry::{Point, Rect, Segment, Size};

/// Room left and right of the content, px.
const SIDE: f64 = 14.0;

/// Room for the puffs above it, px.
const CROWN: f64 = 12.0;

/// Room below it, px.
const FOOT: f64 = 2.0;

pub struct Cloud;

impl super::Shape for Cloud {
    fn name(&self) -> &'static str {
        "cloud"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + 2.0 * SIDE, content.h + CROWN + FOOT)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x + SIDE, rect.y + CROWN, rect.w - 2.0 * SIDE, rect.h - CROWN - FOOT)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        // Three puffs above a flat foot; each curve leaves and arrives within the box.
        let at = |u: f64, v: f64| Point::new(rect.x + rect.w * u, rect.y + rect.h * v);
        let foot = rect.bottom();
        let side = SIDE.min(rect.h / 2.0);
        let low = foot - side;
        let mut pen = outline::Pen::start(rect.x + side, foot);
        pen.corner(rect.x, foot, rect.x, low);
        let shoulder = Point::new(rect.x + rect.w * 0.18, rect.y + CROWN);
        pen.cubic(
            Point::new(rect.x, rect.y + CROWN),
            Point::new(rect.x + side / 2.0, rect.y + CROWN),
            shoulder.x,
            shoulder.y,
        );
        pen.cubic(at(0.24, 0.0), at(0.42, 0.0), at(0.5, 0.0).x, rect.y + CROWN * 0.45);
        let fall = Point::new(rect.x + rect.w * 0.82, rect.y + CROWN);
        pen.cubic(at(0.58, 0.0), at(0.78, 0.0), fall.x, fall.y);
        let right = rect.right();
        pen.cubic(Point::new(right - side / 2.0, rect.y + CROWN), Point::new(right, rect.y + CROWN), right, low);
        pen.corner(right, foot, right - side, foot);
        pen.close()
    }
}
