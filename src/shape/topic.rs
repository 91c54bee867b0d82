//! `topic`: a log cut into segments, for topics and streams.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

/// Width of one segment, px.
const STEP: f64 = 7.0;

/// Width of all three, px.
const SEGMENTS: f64 = 3.0 * STEP;

pub struct Topic;

impl super::Shape for Topic {
    fn name(&self) -> &'static str {
        "topic"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + SEGMENTS, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x, rect.y, rect.w - SEGMENTS, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::rounded_rect(rect, 4.0)
    }

    fn details(&self, rect: Rect) -> Vec<Segment> {
        let mut segments = Vec::new();
        for i in 1..=3 {
            let x = rect.right() - STEP * f64::from(i);
            segments.extend(outline::Pen::start(x, rect.y).line(x, rect.bottom()).open());
        }
        segments
    }
}
