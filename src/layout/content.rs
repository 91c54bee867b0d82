//! What stands inside a node, a lifeline's head or a group's title: icon, title and second line, measured and placed.

use super::{Align, Node, Placed};
use crate::geometry::{Point, Rect, Size};
use crate::shape::{self, Shape};
use crate::text::{self, Block};
use crate::theme::{Sizes, TextRole};
use crate::view::{Face, Family};

/// Gap between title and second line, px.
const LINE_GAP: f64 = 1.0;

/// How far the second card of a collapsed group stands out behind the first, to the right and up, px.
pub const STACK: f64 = 5.0;

/// Widths of nodes are rounded up to a multiple of this, heights to a multiple of [`HEIGHT_STEP`], px: neighbours with
/// titles of like length become equal.
const WIDTH_STEP: f64 = 12.0;
const HEIGHT_STEP: f64 = 4.0;

/// Widths of siblings that differ by no more become equal, px.
const ALIKE: f64 = 48.0;

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
    /// A node, a step, a lifeline's head. `collapsed` leaves room for a second card behind it.
    pub fn of_node(face: &Face, sizes: &Sizes, collapsed: bool) -> Self {
        let shape = shape_of(face);
        let mut content = Self::text(face, sizes, TextRole::Title, shape.wrap(sizes.title_wrap));
        content.collapsed = collapsed;
        let padding = shape.padding(Size::new(sizes.node_padding_x, sizes.node_padding_y));
        let padded = Size::new(content.inner.w + 2.0 * padding.w, content.inner.h + 2.0 * padding.h);
        let wanted = shape.size_for(padded);
        let outer = if shape.square() {
            let side = up(wanted.w.max(wanted.h), HEIGHT_STEP);
            Size::new(side, side)
        } else {
            let least = if face.family == Family::Step { sizes.step_min_height } else { sizes.node_min_height };
            Size::new(up(wanted.w.max(sizes.node_min_width), WIDTH_STEP), up(wanted.h.max(least), HEIGHT_STEP))
        };
        let stack = if collapsed { STACK } else { 0.0 };
        content.size = Size::new(outer.w + stack, outer.h + stack);
        content
    }

    /// The title of a group: no shape, no padding.
    pub fn of_group(face: &Face, sizes: &Sizes) -> Self {
        let mut content = Self::text(face, sizes, TextRole::Group, sizes.title_wrap * 2.0);
        content.size = Size::new(up(content.inner.w, 2.0), up(content.inner.h, 2.0));
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
            inner = Size::new(inner.w + side + icon_gap(role, sizes), inner.h.max(side));
        }
        Self { size: inner, inner, title, subtitle, icon, collapsed: false }
    }

    /// Puts the content of a node into `rect`, which is at least [`Content::size`].
    pub fn place_node(self, face: &Face, rect: Rect, sizes: &Sizes) -> Node {
        let shape = shape_of(face);
        let collapsed = self.collapsed;
        let center = shape.content(if collapsed { front(rect) } else { rect }).center();
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
            left += side + icon_gap(role, sizes);
            width -= side + icon_gap(role, sizes);
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

const fn icon_gap(role: TextRole, sizes: &Sizes) -> f64 {
    match role {
        TextRole::Group => sizes.icon_gap * 0.7,
        _ => sizes.icon_gap,
    }
}

/// The front card of a collapsed group whose node fills `rect`.
pub fn front(rect: Rect) -> Rect {
    Rect::new(rect.x, rect.y + STACK, rect.w - STACK, rect.h - STACK)
}

/// The card behind it.
pub fn back(rect: Rect) -> Rect {
    Rect::new(rect.x + STACK, rect.y, rect.w - STACK, rect.h - STACK)
}

/// Makes siblings that differ little equally wide: cards of one shape in one group read as a row, and their middles line up.
/// `kin` names whom each belongs with; None is left as it is.
pub fn even_out(contents: &mut [Content], kin: &[Option<(Option<usize>, &str)>]) {
    let mut order: Vec<usize> = (0..contents.len()).filter(|&i| kin[i].is_some()).collect();
    // Kin together, the widest first.
    order.sort_by(|&a, &b| kin[a].cmp(&kin[b]).then(contents[b].size.w.total_cmp(&contents[a].size.w)));
    let mut leader: Option<usize> = None;
    for i in order {
        match leader {
            Some(first) if kin[first] == kin[i] && contents[first].size.w - contents[i].size.w <= ALIKE => {
                contents[i].size.w = contents[first].size.w;
            }
            _ => leader = Some(i),
        }
    }
}

fn up(v: f64, step: f64) -> f64 {
    (v / step).ceil() * step
}

/// A block at a place of its own size.
pub fn placed(block: Block, x: f64, y: f64, align: Align) -> Placed {
    Placed { rect: Rect::at(Point::new(x, y), block.size), block, align }
}
