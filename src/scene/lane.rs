//! Draws swimlanes: columns (or rows) with a common border, a head with the title at the beginning of each.

use super::map::{inside, layer, within};
use super::paint::{self, BoxPaint, solid};
use super::{Geometry, Item, Part, Shape};
use crate::geometry::Rect;
use crate::layout;
use crate::shape::corners;
use crate::theme::{Role, Theme, Tint, Tinted};
use crate::view::Map;

/// Lanes touch; a gap smaller than this is none, px.
const TOUCH: f64 = 0.5;

/// The lane `at` with its head. A lane is neutral ground: only its head takes the looks of the one that acts in it.
pub(super) fn draw(map: &Map, at: usize, head: Rect, placed: &layout::Map, theme: &Theme) -> Item {
    let face = &map.groups[at].face;
    let place = &placed.groups[at];
    let radii = outer_corners(map, at, placed, theme.sizes.radius);
    let title = paint::plain(theme, Role::GroupTitle);
    let neutral = BoxPaint {
        fill: paint::plain(theme, Role::Group1),
        stroke: paint::plain(theme, Role::GroupStroke),
        icon: paint::tinted(theme, Tinted::Icon, Tint::Family(face.family)),
        title,
        subtitle: paint::plain(theme, Role::TextMuted),
    };
    let looks = match face.look.tone {
        Some(_) => BoxPaint::of(face, theme),
        None => neutral.with_own(&face.look),
    };
    let frame = |part, rect: Rect, radii, fill| {
        let stroke = Some(solid(neutral.stroke, 1.0));
        Item::Shape(Shape { part, geometry: Geometry::Path(corners(rect, radii)), fill: Some(fill), stroke })
    };
    let mut items = vec![
        frame(Part::Outline, place.rect, radii, paint::plain(theme, Role::Group0)),
        frame(Part::Band, head, head_corners(place.rect, head, radii), looks.fill),
    ];
    inside(&mut items, face, &looks, place.icon, &place.title, place.subtitle.as_ref());
    layer(face, "lane", within(map, map.groups[at].parent), items)
}

/// Radii of the corners that no other lane touches: top left, top right, bottom right, bottom left.
fn outer_corners(map: &Map, at: usize, placed: &layout::Map, radius: f64) -> [f64; 4] {
    let own = placed.groups[at].rect;
    let siblings = || {
        let lanes = map.groups.iter().zip(&placed.groups).enumerate();
        lanes.filter(|(i, (other, _))| *i != at && other.lane && other.parent == map.groups[at].parent)
    };
    let touched = |distance: &dyn Fn(Rect) -> f64| siblings().any(|(_, (_, lane))| distance(lane.rect).abs() < TOUCH);
    let left = touched(&|other| other.right() - own.x);
    let right = touched(&|other| other.x - own.right());
    let above = touched(&|other| other.bottom() - own.y);
    let below = touched(&|other| other.y - own.bottom());
    let round = |taken: bool| if taken { 0.0 } else { radius };
    [round(left || above), round(right || above), round(right || below), round(left || below)]
}

/// The head has the lane's corners where it reaches them.
fn head_corners(lane: Rect, head: Rect, radii: [f64; 4]) -> [f64; 4] {
    let (left, right) = (head.x == lane.x, (head.right() - lane.right()).abs() < TOUCH);
    let (top, bottom) = (head.y == lane.y, (head.bottom() - lane.bottom()).abs() < TOUCH);
    let keep = |is: bool, radius: f64| if is { radius } else { 0.0 };
    [
        keep(top && left, radii[0]),
        keep(top && right, radii[1]),
        keep(bottom && right, radii[2]),
        keep(bottom && left, radii[3]),
    ]
}
