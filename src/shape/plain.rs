//! `plain`: text (and icon) without an outline.

use super::{Outline, Shape};
use crate::geometry::{Rect, Size};

pub(super) struct Plain;

impl Shape for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w / 2.0, standard.h / 2.0)
    }

    fn size_for(&self, content: Size) -> Size {
        content
    }

    fn content(&self, rect: Rect) -> Rect {
        rect
    }

    fn outline(&self, rect: Rect) -> Outline {
        Outline::Rect { rect, radius: 0.0 }
    }

    fn framed(&self) -> bool {
        false
    }
}
