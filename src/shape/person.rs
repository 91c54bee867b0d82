//! `person`: a head over a card, as people are drawn in the C4 model.

use super::outline::ARC;
use super::{Outline, RADIUS, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Person;

/// Radius of the head, and how much of its height the shoulders cover, px.
const HEAD: f64 = 13.0;
const NECK: f64 = 5.0;

/// Radius of the shoulders, and the room they leave beside the content, px.
const ROUND: f64 = 16.0;
const BESIDE: f64 = 4.0;

/// From the top of the head to the shoulders.
const SHOULDERS: f64 = 2.0 * HEAD - NECK;

impl Shape for Person {
    fn name(&self) -> &'static str {
        "person"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w.max(4.0 * HEAD) + 2.0 * BESIDE, content.h + SHOULDERS)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, BESIDE, SHOULDERS, BESIDE, 0.0)
    }

    /// One line around head and body: the head stands on the shoulders, its lower arc is not drawn.
    fn outline(&self, rect: Rect) -> Outline {
        let body = inset(rect, 0.0, SHOULDERS, 0.0, 0.0);
        let r = RADIUS.min(body.h / 2.0).min(body.w / 4.0);
        let k = r * (1.0 - ARC);
        let round = ROUND.min(body.h - r).min(body.w / 4.0);
        let q = round * (1.0 - ARC);
        let center = Point::new(rect.center().x, rect.y + HEAD);
        // Where the head meets the shoulders: half the chord at that height.
        let below = SHOULDERS - HEAD;
        let chord = (HEAD * HEAD - below * below).sqrt();
        let p = Point::new;
        let at = |x: f64, y: f64| p(center.x + x * HEAD, center.y + y * HEAD);
        // The arc from the equator down to the shoulders, as a curve whose tangents are the circle's at both ends.
        let bend = 0.35;
        let (cx, cy) = (chord, below);
        let low = |side: f64| p(center.x + side * (cx + bend * cy), body.y - bend * cx);
        let high = |side: f64| p(center.x + side * HEAD, center.y + bend * HEAD * 0.8);
        Outline::Path(vec![
            Segment::Move(p(body.x + round, body.y)),
            Segment::Line(p(center.x - cx, body.y)),
            Segment::Cubic(low(-1.0), high(-1.0), at(-1.0, 0.0)),
            Segment::Cubic(at(-1.0, -ARC), at(-ARC, -1.0), at(0.0, -1.0)),
            Segment::Cubic(at(ARC, -1.0), at(1.0, -ARC), at(1.0, 0.0)),
            Segment::Cubic(high(1.0), low(1.0), p(center.x + cx, body.y)),
            Segment::Line(p(body.right() - round, body.y)),
            Segment::Cubic(p(body.right() - q, body.y), p(body.right(), body.y + q), p(body.right(), body.y + round)),
            Segment::Line(p(body.right(), body.bottom() - r)),
            Segment::Cubic(
                p(body.right(), body.bottom() - k),
                p(body.right() - k, body.bottom()),
                p(body.right() - r, body.bottom()),
            ),
            Segment::Line(p(body.x + r, body.bottom())),
            Segment::Cubic(p(body.x + k, body.bottom()), p(body.x, body.bottom() - k), p(body.x, body.bottom() - r)),
            Segment::Line(p(body.x, body.y + round)),
            Segment::Cubic(p(body.x, body.y + q), p(body.x + q, body.y), p(body.x + round, body.y)),
            Segment::Close,
        ])
    }
}
