//! `circle`: an ellipse around its content.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

pub struct Circle;

impl super::Shape for Circle {
    fn name(&self) -> &'static str {
        "circle"
    }

    fn size_for(&self, content: Size) -> Size {
        // The ellipse of the same aspect around a rectangle is larger by the square root of two.
        const ROOT: f64 = std::f64::consts::SQRT_2;
        Size::new(content.w * ROOT, content.h * ROOT)
    }

    fn content(&self, rect: Rect) -> Rect {
        const ROOT: f64 = std::f64::consts::SQRT_2;
        let (w, h) = (rect.w / ROOT, rect.h / ROOT);
        Rect::new(rect.x + (rect.w - w) / 2.0, rect.y + (rect.h - h) / 2.0, w, h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        outline::ellipse(rect)
    }

    fn centered_ports(&self) -> bool {
        true
    }

    fn centered_text(&self) -> bool {
        true
    }
}
