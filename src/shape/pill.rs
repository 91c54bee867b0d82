//! `pill`: where a flow starts and ends.

use super::outline::round_end;
use super::{Outline, Shape, inset};
use crate::geometry::{Rect, Size};

pub(super) struct Pill;

impl Shape for Pill {
    fn name(&self) -> &'static str {
        "pill"
    }

    fn size_for(&self, content: Size) -> Size {
        let w = content.w + 2.0 * round_end(content.h);
        Size::new(w.max(content.h), content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        inset(rect, round_end(rect.h), 0.0, round_end(rect.h), 0.0)
    }

    fn outline(&self, rect: Rect) -> Outline {
        Outline::Rect { rect, radius: rect.h.min(rect.w) / 2.0 }
    }
}
