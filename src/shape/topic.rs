//! `topic`: a log that is written at one end: a card whose last entries show.

use super::{Outline, RADIUS, Shape, inset};
use crate::geometry::{Point, Rect, Segment, Size};

pub(super) struct Topic;

/// Entries that show, and the width of each, px.
const ENTRIES: u32 = 3;
const ENTRY: f64 = 8.0;

/// Room for them: the first line needs no air on its left beyond the padding.
const LOG: f64 = ENTRY * ENTRIES as f64;

impl Shape for Topic {
    fn name(&self) -> &'static str {
        "topic"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + LOG, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, 0.0, 0.0, LOG, 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        Outline::Rect { rect, radius: RADIUS }
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let line = |i: u32| {
            let x = rect.right() - ENTRY * f64::from(i);
            [Segment::Move(Point::new(x, rect.y)), Segment::Line(Point::new(x, rect.bottom()))]
        };
        (1..=ENTRIES).rev().flat_map(line).collect()
    }
}
