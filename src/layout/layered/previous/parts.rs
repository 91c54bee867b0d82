//! Disconnected parts near an earlier drawing: each stands where it stood, beside and below the same others.
//!
//! Parts that stood apart along the flow keep apart along it, else across it: the orthogonal order of Misue, Eades, Lai, Sugiyama 1995, one
//! axis after the other, as Dwyer, Marriott, Stuckey 2006, *Fast node overlap removal*, choose for each pair of boxes the axis that
//! parts them. What came apart by an edit but stood among one another is laid out as one part still.
//!
//! Before: the extents of parts, and the boxes of their members in the earlier drawing. After: corners such that no two overlap.

use super::super::arrange::Block;
use super::super::finish::flowing_down;
use super::super::graph::{End, Graph};
use super::super::part::{Extent, Unit};
use super::{Span, apart, sane};

/// Parts up to this many are compared with one another.
const PARTS: usize = 400;

/// The box around what survives of some things, where anything does.
fn around(graph: &Graph, ends: impl Iterator<Item = End>) -> Option<Span> {
    let previous = graph.previous.as_ref()?;
    let rects = ends.filter_map(|e| match e {
        End::Node(n) => previous.nodes.get(n as usize).copied().flatten(),
        End::Group(g) => previous.groups.get(g as usize).copied().flatten(),
    });
    let all = rects.filter(sane).reduce(|a, b| a.union(&b))?;
    let (across, along) = flowing_down(graph.direction, &all);
    Some(Span { across, along })
}

/// Pairs of parts that stood among one another: they were one, and are laid out together again.
pub(in super::super) fn together(graph: &Graph, parts: &[Vec<End>]) -> Vec<(usize, usize)> {
    if graph.previous.is_none() || parts.len() > PARTS {
        return Vec::new();
    }
    let mut boxes: Vec<Option<Span>> = parts.iter().map(|p| around(graph, p.iter().copied())).collect();
    let mut pairs = Vec::new();
    let mut again = true;
    while again {
        again = false;
        for i in 0..boxes.len() {
            for k in i + 1..boxes.len() {
                let (Some(a), Some(b)) = (boxes[i], boxes[k]) else { continue };
                if !apart(a.across, b.across) && !apart(a.along, b.along) {
                    let hull = |a: (Unit, Unit), b: (Unit, Unit)| (a.0.min(b.0), a.1.max(b.1));
                    boxes[i] = Some(Span { across: hull(a.across, b.across), along: hull(a.along, b.along) });
                    boxes[k] = None;
                    pairs.push((i, k));
                    again = true;
                }
            }
        }
    }
    pairs
}

/// A part as it was laid out: its members with where they stand in it, and its extent.
pub(in super::super) struct Laid {
    pub members: Vec<(End, Block)>,
    pub extent: Extent,
}

impl Laid {
    /// Where its corner was, going by the members that stood somewhere.
    fn corner(&self, graph: &Graph, stood: Span) -> (Unit, Unit) {
        let old = self.members.iter().filter(|m| around(graph, std::iter::once(m.0)).is_some());
        let low = old.fold((Unit::MAX, Unit::MAX), |low, m| (low.0.min(m.1.x), low.1.min(m.1.y)));
        (stood.across.0 - low.0, stood.along.0 - low.1)
    }
}

/// Corners for parts by which those that stood somewhere stand so again: each pair keeps apart along the flow if it was, else
/// across it. New ones come after all, one beside the other. None where nothing stood anywhere.
pub(in super::super) fn packed(graph: &Graph, parts: &[Laid], gap: Unit) -> Option<Vec<(Unit, Unit)>> {
    if parts.len() > PARTS {
        return None;
    }
    let boxes: Vec<Option<Span>> = parts.iter().map(|p| around(graph, p.members.iter().map(|m| m.0))).collect();
    let mut old: Vec<usize> = (0..parts.len()).filter(|&i| boxes[i].is_some()).collect();
    if old.is_empty() || parts.len() < 2 {
        return None;
    }
    let span = |i: usize| boxes[i].unwrap_or(Span { across: (0, 0), along: (0, 0) });
    let corner: Vec<(Unit, Unit)> =
        (0..parts.len()).map(|i| boxes[i].map_or((0, 0), |b| parts[i].corner(graph, b))).collect();
    let least = |of: &dyn Fn((Unit, Unit)) -> Unit| old.iter().map(|&i| of(corner[i])).min().unwrap_or(0);
    let first = (least(&|c| c.0), least(&|c| c.1));
    let mut at = vec![(0, 0); parts.len()];
    // None comes nearer to the start than it stood. Those that stood before along the flow are placed when one is, then those before it across.
    old.sort_by_key(|&i| (span(i).along, i));
    for (n, &i) in old.iter().enumerate() {
        let above = old[..n].iter().filter(|&&k| span(k).along.1 <= span(i).along.0);
        at[i].1 = above.map(|&k| at[k].1 + parts[k].extent.h + gap).max().unwrap_or(0).max(corner[i].1 - first.1);
    }
    old.sort_by_key(|&i| (span(i).across, i));
    for (n, &i) in old.iter().enumerate() {
        let beside = old[..n].iter().filter(|&&k| {
            span(k).across.1 <= span(i).across.0
                && !apart((at[k].1, at[k].1 + parts[k].extent.h + gap), (at[i].1, at[i].1 + parts[i].extent.h + gap))
        });
        at[i].0 = beside.map(|&k| at[k].0 + parts[k].extent.w + gap).max().unwrap_or(0).max(corner[i].0 - first.0);
    }
    let mut next = (0, old.iter().map(|&i| at[i].1 + parts[i].extent.h + gap).max().unwrap_or(0));
    for i in (0..parts.len()).filter(|&i| boxes[i].is_none()) {
        at[i] = next;
        next.0 += parts[i].extent.w + gap;
    }
    let clear = |i: usize, k: usize| {
        apart((at[i].0, at[i].0 + parts[i].extent.w), (at[k].0, at[k].0 + parts[k].extent.w))
            || apart((at[i].1, at[i].1 + parts[i].extent.h), (at[k].1, at[k].1 + parts[k].extent.h))
    };
    (0..parts.len()).all(|i| (0..i).all(|k| clear(i, k))).then_some(at)
}
