//! The rows into which a long flow was cut in an earlier drawing, and who stood in which.
//!
//! Rows stand side by side across the flow (see [`super::super::wrap`]), and what a line from one to another does no other line does: it
//! passes from above the one to above the other, over everything that stands in them. So wherever nothing stands between what is on
//! either side and lines that pass from side to side do so over everything, there was a cut. Where no route is known, a line that led from
//! low on the one side to high on the other tells the same. What is new stands in the row of what leads to it, or of what it leads to.
//! No paper.
//!
//! Before: where the members of containers stood, and routes. After: for each container that was cut the row of every member.

use std::collections::BTreeMap;

use super::super::part::{Part, Tip, Unit};
use super::{Before, Span, crossing_over};

/// A container that was cut, and in which row each of its members stands, from 0 on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Rows {
    pub container: u32,
    pub count: u32,
    pub row: BTreeMap<Tip, u32>,
}

/// The containers of a part that were cut.
pub(in super::super) fn earlier_rows(part: &Part) -> Vec<Rows> {
    let Some(before) = &part.before else { return Vec::new() };
    let mut members: Vec<Vec<Tip>> = vec![Vec::new(); part.containers.len()];
    let mut with_lanes = vec![false; part.containers.len()];
    let tips = (0..part.leaves.len() as u32).map(Tip::Leaf);
    for tip in tips.chain((1..part.containers.len() as u32).map(Tip::Container)) {
        let home = part.home(tip).0 as usize;
        with_lanes[home] |= matches!(tip, Tip::Container(c) if part.containers[c as usize].is_lane);
        members[home].push(tip);
    }
    let mut passes: Vec<Vec<Pass>> = vec![Vec::new(); part.containers.len()];
    for (i, line) in part.lines.iter().enumerate() {
        let l = part.lift(line.from, line.to);
        if let (Some(from), Some(to), true) = (l.from, l.to, l.from != l.to) {
            passes[l.container as usize].push(Pass { from, to, line: i });
        }
    }
    let cut = (0..part.containers.len()).filter(|&c| !with_lanes[c] && members[c].len() > 1);
    cut.filter_map(|c| of_container(part, before, c as u32, &members[c], &passes[c])).collect()
}

/// A line between two members of a container.
#[derive(Clone, Copy)]
struct Pass {
    from: Tip,
    to: Tip,
    line: usize,
}

fn of_container(part: &Part, before: &Before, container: u32, members: &[Tip], passes: &[Pass]) -> Option<Rows> {
    let mut stood: Vec<(Span, Tip)> = members.iter().filter_map(|&t| Some((before.at(t)?, t))).collect();
    stood.sort_by_key(|s| s.0.across);
    // A place between members that none of them reaches over, and the first that stands beyond it.
    let mut reach = stood.first()?.0.across.1;
    let mut gaps: Vec<(usize, Unit)> = Vec::new();
    for (i, (span, _)) in stood.iter().enumerate().skip(1) {
        if span.across.0 >= reach {
            gaps.push((i, span.across.0));
        }
        reach = reach.max(span.across.1);
    }
    let place: BTreeMap<Tip, usize> = stood.iter().enumerate().map(|(i, s)| (s.1, i)).collect();
    let routed = before.lines.iter().any(|route| route.len() > 1);
    let is_cut = |&(first, x): &(usize, Unit)| {
        let says = passes.iter().map(|pass| {
            let (Some(&from), Some(&to)) = (place.get(&pass.from), place.get(&pass.to)) else { return 0 };
            if (from < first) == (to < first) {
                return 0;
            }
            let (low, high) = (from.min(to), from.max(to));
            let over = if routed {
                let top = stood[low..=high].iter().map(|s| s.0.along.0).min();
                crossing_over(&before.lines[pass.line], x).zip(top).map(|(y, top)| y <= top)
            } else {
                Some(from < first && stood[high].0.along.1 <= stood[low].0.along.0)
            };
            over.map_or(0, |over| if over { 1 } else { -1 })
        });
        says.sum::<i32>() > 0
    };
    let starts: Vec<usize> = gaps.iter().filter(|gap| is_cut(gap)).map(|gap| gap.0).collect();
    if starts.is_empty() {
        return None;
    }
    let mut row: BTreeMap<Tip, u32> =
        place.iter().map(|(&tip, &at)| (tip, starts.partition_point(|&s| s <= at) as u32)).collect();
    join(part, members, passes, &mut row);
    Some(Rows { container, count: starts.len() as u32 + 1, row })
}

/// Puts new members into rows: with what leads to them, else with what they lead to, else with what stands before them in the source.
fn join(part: &Part, members: &[Tip], passes: &[Pass], row: &mut BTreeMap<Tip, u32>) {
    let mut new: Vec<Tip> = members.iter().copied().filter(|t| !row.contains_key(t)).collect();
    new.sort_by_key(|&t| part.source_order(t));
    while !new.is_empty() {
        let beside = |t: Tip| {
            let above = passes.iter().filter(|p| p.to == t).filter_map(|p| row.get(&p.from)).max();
            above.or_else(|| passes.iter().filter(|p| p.from == t).filter_map(|p| row.get(&p.to)).min()).copied()
        };
        let (at, joins) = (0..new.len()).find_map(|i| Some((i, beside(new[i])?))).unwrap_or_else(|| {
            let order = part.source_order(new[0]);
            let earlier = row.iter().filter(|(t, _)| part.source_order(**t) < order);
            (0, earlier.max_by_key(|(t, _)| part.source_order(**t)).map_or(0, |(_, &r)| r))
        });
        row.insert(new.remove(at), joins);
    }
}
