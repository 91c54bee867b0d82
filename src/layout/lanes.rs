//! Heads of swimlanes: bands of one breadth at the beginning of every lane, each with its title in the middle.

use super::Group;
use crate::geometry::Rect;
use crate::view::{self, Direction};

/// Between the border of a head and the title in it, px. The engine keeps `sizes.group_padding` free on both sides of a
/// title, which is more: what is left separates head and steps.
const AIR: f64 = 10.0;

/// Gives every lane its head and moves its title into the middle of it.
pub(super) fn heads(map: &view::Map, groups: &mut [Group]) {
    let across = matches!(map.direction, Direction::Right | Direction::Left);
    let title = |group: &Group| words(group);
    // Lanes of one parent have heads of one breadth.
    let breadth = |of: usize, groups: &[Group]| {
        let siblings = map.groups.iter().zip(groups).filter(|(own, _)| own.lane && own.parent == map.groups[of].parent);
        let sizes = siblings.map(|(_, placed)| if across { title(placed).w } else { title(placed).h });
        sizes.fold(0.0, f64::max) + 2.0 * AIR
    };
    for i in 0..groups.len() {
        if !map.groups[i].lane {
            continue;
        }
        let breadth = breadth(i, groups);
        let rect = groups[i].rect;
        let head = match map.direction {
            Direction::Down | Direction::Up => Rect::new(rect.x, rect.y, rect.w, breadth),
            Direction::Right => Rect::new(rect.x, rect.y, breadth, rect.h),
            Direction::Left => Rect::new(rect.right() - breadth, rect.y, breadth, rect.h),
        };
        let (from, to) = (title(&groups[i]).center(), head.center());
        groups[i].shift(to.x - from.x, to.y - from.y);
        groups[i].rect = rect;
        groups[i].head = Some(head);
    }
}

/// The box around icon, title and second line.
fn words(group: &Group) -> Rect {
    let others = group.icon.iter().copied().chain(group.subtitle.iter().map(|line| line.rect));
    others.fold(group.title.rect, |all, rect| all.union(&rect))
}
