//! A redline stays near the picture of the new version: a reader who knows that picture finds everything on the side where it
//! stands there, and what is gone where there is room.
//!
//! Staying near costs room and bends. So a drawing that heeds no earlier one is taken where it turns nothing round by itself.

use super::mark::{Merged, Places};
use crate::diagnostic::Diagnostic;
use crate::geometry::Rect;
use crate::layout::{self, Layout, Previous, Wishes};
use crate::theme::Theme;
use crate::view::{End, View};

/// Lays out both versions of a view with `strip` px free under the heading.
///
/// # Errors
/// One of them cannot be laid out.
pub fn place(after: &View, merged: &Merged, theme: &Theme, strip: f64) -> Result<Layout, Vec<Diagnostic>> {
    let free = layout::place_with(&merged.view, theme, Wishes { strip, previous: None })?;
    let layout::Body::Map(both) = &free.body else { return Ok(free) };
    let layout::Body::Map(stood) = layout::place(after, theme)?.body else { return Ok(free) };
    let turned = turned(&stood, both, &merged.new);
    if turned == 0 {
        return Ok(free);
    }
    let previous = Some(earlier(&stood, both, &merged.new));
    let near = layout::place_with(&merged.view, theme, Wishes { strip, previous })?;
    let layout::Body::Map(both) = &near.body else { return Ok(free) };
    Ok(if self::turned(&stood, both, &merged.new) < turned { near } else { free })
}

/// Boxes and routes of the new version, parallel to the merged map.
fn earlier(stood: &layout::Map, both: &layout::Map, new: &Places) -> Previous {
    let mut previous = Previous {
        nodes: vec![None; both.nodes.len()],
        groups: vec![None; both.groups.len()],
        edges: vec![Vec::new(); both.edges.len()],
    };
    for (rect, end) in boxes(stood).zip(new.ends()) {
        match end {
            Some(End::Node(at)) => previous.nodes[at] = Some(rect),
            Some(End::Group(at)) => previous.groups[at] = Some(rect),
            None => {}
        }
    }
    for (edge, at) in stood.edges.iter().zip(&new.edges) {
        if let &Some(at) = at {
            previous.edges[at] = edge.points.clone();
        }
    }
    previous
}

/// Of the new version: its nodes, then its groups.
fn boxes(map: &layout::Map) -> impl Iterator<Item = Rect> {
    map.nodes.iter().map(|node| node.rect).chain(map.groups.iter().map(|group| group.rect))
}

/// How many pairs of things of the new version stand left and right of one another in its picture, or above and below, and the
/// other way round in the merged one.
fn turned(stood: &layout::Map, both: &layout::Map, new: &Places) -> usize {
    let here = |end| match end {
        End::Node(at) => both.nodes[at].rect,
        End::Group(at) => both.groups[at].rect,
    };
    let pairs: Vec<(Rect, Rect)> =
        boxes(stood).zip(new.ends()).filter_map(|(rect, end)| Some((rect, here(end?)))).collect();
    let opposite = |a: &(Rect, Rect), b: &(Rect, Rect)| {
        let (old, new) = (sides(a.0, b.0), sides(a.1, b.1));
        old.0 * new.0 < 0 || old.1 * new.1 < 0
    };
    (0..pairs.len()).map(|i| pairs[..i].iter().filter(|other| opposite(&pairs[i], other)).count()).sum()
}

/// Where a box stands beside another: -1 before it, 1 behind it, 0 neither; across and down.
fn sides(a: Rect, b: Rect) -> (i32, i32) {
    let side = |a: (f64, f64), b: (f64, f64)| i32::from(b.1 <= a.0) - i32::from(a.1 <= b.0);
    (side((a.x, a.right()), (b.x, b.right())), side((a.y, a.bottom()), (b.y, b.bottom())))
}
