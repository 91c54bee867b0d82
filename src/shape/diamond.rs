//! `diamond`: a decision.

use super::{Outline, Shape};
use crate::geometry::{Point, Rect, Size, rounded};

pub(super) struct Diamond;

/// Width over height that is aimed at: wide enough for words, upright enough to be seen as a diamond.
const ASPECT: f64 = 2.0;

impl Shape for Diamond {
    fn name(&self) -> &'static str {
        "diamond"
    }

    /// The corners of a text seldom reach into the points.
    fn padding(&self, standard: Size) -> Size {
        Size::new(standard.w * 0.3, standard.h * 0.2)
    }

    /// Every word more in a line makes a diamond higher as well as wider.
    fn wrap(&self, standard: f64) -> f64 {
        standard * 0.62
    }

    /// A content of `w` by `h` fits into a diamond of `W` by `H` where `w/W + h/H <= 1`.
    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + ASPECT * content.h, content.h + content.w / ASPECT)
    }

    fn content(&self, rect: Rect) -> Rect {
        rect
    }

    fn outline(&self, rect: Rect) -> Outline {
        let c = rect.center();
        let corners = [(rect.x, c.y), (c.x, rect.y), (rect.right(), c.y), (c.x, rect.bottom())];
        Outline::Path(rounded(&corners.map(|(x, y)| Point::new(x, y)), 2.0, true))
    }

    fn centered_ports(&self) -> bool {
        true
    }
}
