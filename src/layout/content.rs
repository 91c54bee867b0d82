//! What stands inside a node, a lifeline's head or a group's title: icon, title and second line, measured and placed.

use super::{Align, Node, Placed};
use crate::geometry::{Point, Rect, Size};
use crate::shape::{self, Shape};
use crate::text::{self, Block};
use crate::theme::{Sizes, TextRole};
use crate::view::Face;

/// Gap between title and second line, px.
const LINE_GAP: f64 = 1.0;

/// Between the two outlines of a collapsed group, px; scene draws the second that far inside.
pub const COLLAPSED_INSET: f64 = 4.0;

/// A face measured, before it has a place.
#[derive(Clone, Debug)]
pub struct Content {
    /// The whole shape, at its smallest, px.
    pub size: Size,
    inner: Size,
    title: Block,
    subtitle: Option<Block>,
    icon: bool,
    collapsed: bool,
}

impl Content {
    /// `wrap` is the widest line of the title, px.
    pub fn of_node(face: &Face, sizes: &Sizes, wrap: f64, collapsed: bool) -> Self {
        let mut content = Self::text(face, sizes, TextRole::Title, wrap);
        let inset = if collapsed { COLLAPSED_INSET } else { 0.0 };
        content.collapsed = collapsed;
        let (px, py) = (sizes.node_padding_x + inset, sizes.node_padding_y + inset);
        let padded = Size::new(content.inner.w + 2.0 * px, content.inner.h + 2.0 * py);
        let wanted = shape_of(face).size_for(padded);
        content.size = Size::new(even(wanted.w.max(sizes.node_min_width)), even(wanted.h.max(sizes.node_min_height)));
        content
    }

    /// The title of a group: no shape, no padding.
    pub fn of_group(face: &Face, sizes: &Sizes) -> Self {
        let mut content = Self::text(face, sizes, TextRole::Group, sizes.title_wrap * 2.0);
        content.size = Size::new(even(content.inner.w), even(content.inner.h));
        content
    }

    fn text(face: &Face, sizes: &Sizes, role: TextRole, wrap: f64) -> Self {
        let title = text::wrap(&face.title, sizes.text(role), wrap);
        let subtitle = face.subtitle.as_ref().map(|line| text::wrap(line, sizes.text(TextRole::Subtitle), wrap));
        let icon = face.icon.is_some();
        let mut inner = title.size;
        if let Some(below) = &subtitle {
            inner = Size::new(inner.w.max(below.size.w), inner.h + LINE_GAP + below.size.h);
        }
        if icon {
            let side = icon_side(role, sizes);
            inner = Size::new(inner.w + side + sizes.icon_gap, inner.h.max(side));
        }
        Self { size: inner, inner, title, subtitle, icon, collapsed: false }
    }

    /// Puts the content of a node into `rect`, which is at least [`Content::size`].
    pub fn place_node(self, face: &Face, rect: Rect, sizes: &Sizes) -> Node {
        let shape = shape_of(face);
        let collapsed = self.collapsed;
        let center = shape.content(rect).center();
        let align = if self.icon && !shape.centered_text() { Align::Start } else { Align::Center };
        let (icon, title, subtitle) = self.place(center, TextRole::Title, align, sizes);
        Node { rect, icon, title, subtitle, collapsed }
    }

    /// Puts the title of a group into `rect`.
    pub fn place_group(self, rect: Rect, sizes: &Sizes) -> (Option<Rect>, Placed, Option<Placed>) {
        self.place(rect.center(), TextRole::Group, Align::Start, sizes)
    }

    /// Icon on the left, text right of it, both centred around `center`.
    fn place(
        self,
        center: Point,
        role: TextRole,
        align: Align,
        sizes: &Sizes,
    ) -> (Option<Rect>, Placed, Option<Placed>) {
        let mut left = center.x - self.inner.w / 2.0;
        let mut width = self.inner.w;
        let icon = self.icon.then(|| {
            let side = icon_side(role, sizes);
            let rect = Rect::new(left, center.y - side / 2.0, side, side);
            left += side + sizes.icon_gap;
            width -= side + sizes.icon_gap;
            rect
        });
        let below = self.subtitle.as_ref().map_or(0.0, |block| LINE_GAP + block.size.h);
        let top = center.y - (self.title.size.h + below) / 2.0;
        let title_rect = Rect::new(left, top, width, self.title.size.h);
        let subtitle = self.subtitle.map(|block| {
            let rect = Rect::new(left, title_rect.bottom() + LINE_GAP, width, block.size.h);
            Placed { rect, block, align }
        });
        (icon, Placed { rect: title_rect, block: self.title, align }, subtitle)
    }
}

/// The shape of a face.
pub fn shape_of(face: &Face) -> &'static dyn Shape {
    shape::find(&face.shape).expect("the model lets known shapes through only")
}

const fn icon_side(role: TextRole, sizes: &Sizes) -> f64 {
    match role {
        TextRole::Group => sizes.icon * 0.8,
        _ => sizes.icon,
    }
}

/// Rounded up to whole, even px: middles then lie on whole px.
fn even(v: f64) -> f64 {
    (v / 2.0).ceil() * 2.0
}

/// A block at a place of its own size.
pub fn placed(block: Block, x: f64, y: f64, align: Align) -> Placed {
    Placed { rect: Rect::at(Point::new(x, y), block.size), block, align }
}
