//! What each event needs from left to right before any column has its place, and the distances that follow from it.

use super::activations::Timeline;
use super::columns::Distance;
use super::fragments::Frame;
use super::lifelines::Head;
use super::measures::{BOX_GAP, BOX_SIDE, CLEAR, HEAD_GAP};
use super::messages::Stubs;
use super::{messages, notes};
use crate::theme::Theme;
use crate::view::Sequence;

/// The columns something stands in, how far it reaches beyond them, and how wide it must be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Need {
    pub first: usize,
    pub last: usize,
    /// Beyond the line of the first lifeline; 0 if it stays between the two.
    pub left: f64,
    pub right: f64,
    /// From left to right, what lies beyond the columns included.
    pub width: f64,
}

/// By event; None for what takes no room or spans whatever is there.
pub(super) fn of_events(
    view: &Sequence,
    timeline: &Timeline,
    heads: &[Head],
    stubs: &Stubs,
    theme: &Theme,
) -> Vec<Option<Need>> {
    let need = |(event, item): (usize, &crate::view::Event)| {
        messages::need(&item.kind, event, timeline, heads, stubs, theme)
            .or_else(|| notes::need(&item.kind, event, timeline, theme))
    };
    view.events.iter().enumerate().map(need).collect()
}

/// Everything that keeps lifelines apart.
pub(super) fn distances(
    view: &Sequence,
    timeline: &Timeline,
    heads: &[Head],
    frames: &[Frame],
    needs: &[Option<Need>],
) -> Vec<Distance> {
    let mut distances = Vec::new();
    beside_heads(view, heads, &mut distances);
    for (event, need) in needs.iter().enumerate() {
        if let Some(need) = need {
            keep(need, (event, event), timeline, heads.len(), &mut distances);
        }
    }
    for frame in frames {
        keep(&frame.need, (frame.start, frame.last_event), timeline, heads.len(), &mut distances);
        let Need { first, last, .. } = frame.need;
        if first < last {
            let next = timeline.reach_over(first + 1, frame.start, frame.last_event).left;
            distances.push(Distance { first, last: first + 1, least: frame.guards + next });
        }
    }
    distances
}

/// A need's own width, and its distance to the bars of the lifelines beside it.
fn keep(need: &Need, (from, to): (usize, usize), timeline: &Timeline, lifelines: usize, out: &mut Vec<Distance>) {
    if need.first < need.last {
        let least = need.width - need.left - need.right;
        out.push(Distance { first: need.first, last: need.last, least });
    }
    if need.left > 0.0 && need.first > 0 {
        let least = need.left + CLEAR + timeline.reach_over(need.first - 1, from, to).right;
        out.push(Distance { first: need.first - 1, last: need.first, least });
    }
    if need.right > 0.0 && need.last + 1 < lifelines {
        let least = need.right + CLEAR + timeline.reach_over(need.last + 1, from, to).left;
        out.push(Distance { first: need.last, last: need.last + 1, least });
    }
}

/// Heads stand apart; where boxes end or begin between them, so do the boxes.
fn beside_heads(view: &Sequence, heads: &[Head], out: &mut Vec<Distance>) {
    for right in 1..heads.len() {
        let ends = view.boxes.iter().filter(|b| b.last == right - 1).count();
        let begins = view.boxes.iter().filter(|b| b.first == right).count();
        let sides = BOX_SIDE * (ends + begins) as f64;
        let between = if ends + begins > 0 { sides + BOX_GAP } else { HEAD_GAP };
        let least = (heads[right - 1].size.w + heads[right].size.w) / 2.0 + between;
        out.push(Distance { first: right - 1, last: right, least });
    }
}
