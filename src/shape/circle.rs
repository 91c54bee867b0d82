//! `circle`: a disc around its text.

use super::{Outline, Shape};
use crate::geometry::{Rect, Size};

pub(super) struct Circle;

impl Shape for Circle {
    fn name(&self) -> &'static str {
        "circle"
    }

    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w * 0.3, standard.h * 0.3)
    }

    fn wrap(&self, standard: f64) -> f64 {
        standard * 0.6
    }

    fn size_for(&self, content: Size) -> Size {
        let d = (content.w * content.w + content.h * content.h).sqrt();
        Size::new(d, d)
    }

    fn content(&self, rect: Rect) -> Rect {
        rect
    }

    fn outline(&self, rect: Rect) -> Outline {
        Outline::Ellipse { center: rect.center(), rx: rect.w / 2.0, ry: rect.h / 2.0 }
    }

    fn square(&self) -> bool {
        true
    }

    fn centered_ports(&self) -> bool {
        true
    }
}
