//! A redline stays near the picture of the new version: what stands left of something there, or above it, does so in the redline.

use super::{cases, changed, light, merged, studies};
use frieze::diff::ViewDiff;
use frieze::geometry::Rect;
use frieze::layout::{self, Body, Layout};
use frieze::redline;
use frieze::view::End;

fn boxes(layout: Layout) -> (Vec<Rect>, Vec<Rect>) {
    let Body::Map(map) = layout.body else { return Default::default() };
    (map.nodes.iter().map(|node| node.rect).collect(), map.groups.iter().map(|group| group.rect).collect())
}

/// How many pairs of boxes stand left and right of one another, or above and below, the other way round.
fn swapped(a: &[Rect], b: &[Rect]) -> usize {
    // -1, 0, 1: before, beside, after.
    let side = |p: (f64, f64), q: (f64, f64)| i32::from(q.1 <= p.0) - i32::from(p.1 <= q.0);
    let across = |p: &Rect, q: &Rect| side((p.x, p.right()), (q.x, q.right()));
    let along = |p: &Rect, q: &Rect| side((p.y, p.bottom()), (q.y, q.bottom()));
    let turned = |i: usize, j: usize| {
        across(&a[i], &a[j]) * across(&b[i], &b[j]) < 0 || along(&a[i], &a[j]) * along(&b[i], &b[j]) < 0
    };
    (0..a.len()).map(|i| (0..i).filter(|&j| turned(i, j)).count()).sum()
}

/// Pairs that the redline of a view turns round, that is drawn near the new version, and the freely drawn one.
fn turned(view: &ViewDiff) -> (usize, usize) {
    let (Some(_), Some(after)) = (view.drawn_before.as_deref(), view.drawn_after.as_deref()) else { return (0, 0) };
    let (both, theme) = (merged(view), light());
    let (nodes, groups) = boxes(layout::place(after, &theme).expect("it can be laid out"));
    let turned = |layout: Layout| {
        let (all, frames) = boxes(layout);
        let here = |end: Option<End>| match end.expect("the new version is in the redline") {
            End::Node(at) => all[at],
            End::Group(at) => frames[at],
        };
        let stands: Vec<Rect> = both.new.ends().map(here).collect();
        if stands.is_empty() { 0 } else { swapped(&[nodes.clone(), groups.clone()].concat(), &stands) }
    };
    let near = redline::place(after, &both, &theme, 0.0).expect("it can be laid out");
    (turned(near), turned(layout::place(&both.view, &theme).expect("it can be laid out")))
}

/// A version of a source without one of its connections between components.
fn without_a_connection(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let connects = |line: &str| !line.starts_with(' ') && line.contains(" -> ") && !line.contains('{');
    let at = (0..lines.len()).filter(|&at| connects(lines[at]));
    at.map(|at| [&lines[..at], &lines[at + 1..]].concat().join("\n")).collect()
}

#[test]
fn a_redline_stays_near_the_new_picture() {
    let mut sums = (0, 0);
    let edits = studies().into_iter().flat_map(|text| {
        let fewer = without_a_connection(&text);
        fewer.into_iter().step_by(4).map(move |less| (text.clone(), less))
    });
    for (before, after) in cases().into_iter().map(|(_, before, after)| (before, after)).chain(edits) {
        for view in changed(&before, &after) {
            let (near, free) = turned(&view);
            sums = (sums.0 + near, sums.1 + free);
        }
    }
    // What the old version had may push something aside; most stays.
    assert!(sums.0 * 4 < sums.1, "{sums:?}");
}
