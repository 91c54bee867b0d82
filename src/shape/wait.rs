//! `wait`: flat on the left and round on the right, the flowchart's sign of a delay.

use super::outline;
use crate::geometry::{Rect, Segment, Size};

pub struct Wait;

impl super::Shape for Wait {
    fn name(&self) -> &'static str {
        "wait"
    }

    fn size_for(&self, content: Size) -> Size {
        Size::new(content.w + content.h / 3.0, content.h)
    }

    fn content(&self, rect: Rect) -> Rect {
        Rect::new(rect.x, rect.y, rect.w - rect.h / 4.0, rect.h)
    }

    fn outline(&self, rect: Rect) -> Vec<Segment> {
        let round = rect.h / 2.0;
        let c = rect.center();
        let (x, right, bottom) = (rect.x, rect.right(), rect.bottom());
        let mut pen = outline::Pen::start(x, rect.y);
        pen.line(right - round, rect.y).corner(right, rect.y, right, c.y).corner(right, bottom, right - round, bottom);
        pen.line(x, bottom);
        pen.close()
    }

    fn centered_text(&self) -> bool {
        true
    }
}
