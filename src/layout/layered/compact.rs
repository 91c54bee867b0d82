//! One-dimensional compaction: where things go along one axis when their places along the other are known.
//!
//! Rüegg, Schulze, Grevismühl, von Hanxleden 2016, *Using one-dimensional compaction for smaller graph drawings*: two things keep
//! their order and a distance where they can see each other, or would if they were a little broader; everything else is free. A
//! sweep over the things in their order with the skyline of what is visible so far finds those pairs in O(n log n + pairs). Positions are
//! those of least weighted length (network simplex; Eiglsperger, Fekete, Klau 2001, *Orthogonal graph drawing*, section 6.5), so
//! that nothing is torn apart by being pulled to one side. What has no wish of its own is then put in the middle of its slack.
//!
//! We depart in that a thing may be tied to others (one variable), which keeps rows and shared borders in line.
//!
//! Before: things in an order that some drawing has from top to bottom. After: positions with all distances kept, 0 the first.

use super::part::Unit;
use super::simplex::Arc;

/// A thing to be placed: its extent across the axis, and its two ends from the variable that moves it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thing<K> {
    pub low: Unit,
    pub high: Unit,
    pub var: u32,
    /// Things of one step stand side by side and do not see each other.
    pub step: u32,
    pub start: Unit,
    pub end: Unit,
    pub kind: K,
}

/// Within which distance across the axis two things see each other, and how far apart along it they then stay.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keep {
    pub reach: Unit,
    pub gap: Unit,
}

/// A stretch of the skyline: up to the next one's `from` it belongs to a thing.
#[derive(Clone, Copy)]
struct Stretch {
    from: Unit,
    thing: u32,
}

/// What must lie between the variables. The first thing is seen wherever nothing else is; `most` is the longest reach. Variables are
/// numbered in the order of the first thing that each moves.
pub(super) fn separations<K>(things: &[Thing<K>], most: Unit, keep: impl Fn(&K, &K) -> Keep) -> Vec<Arc> {
    pairs(things, most, keep, |above, t, rule| Some(above.end + rule.gap - t.start))
}

/// The same where `len` says how far apart the variables of two things that see each other stay.
pub(super) fn pairs<K>(
    things: &[Thing<K>],
    most: Unit,
    keep: impl Fn(&K, &K) -> Keep,
    len: impl Fn(&Thing<K>, &Thing<K>, Keep) -> Option<Unit>,
) -> Vec<Arc> {
    let mut arcs: Vec<Arc> = Vec::with_capacity(3 * things.len());
    let mut sky = vec![Stretch { from: Unit::MIN, thing: 0 }];
    for (i, t) in things.iter().enumerate().skip(1) {
        let first = sky.partition_point(|s| s.from <= t.low - most).max(1) - 1;
        let last = sky.partition_point(|s| s.from < t.high + most);
        let end = |k: usize| sky.get(k + 1).map_or(Unit::MAX, |s| s.from);
        for k in first..last {
            let above = &things[sky[k].thing as usize];
            let rule = keep(&above.kind, &t.kind);
            let apart = sky[k].from.saturating_sub(t.high).max(t.low.saturating_sub(end(k)));
            if apart < rule.reach
                && above.step != t.step
                && above.var != t.var
                && let Some(len) = len(above, t, rule)
            {
                arcs.push(Arc { tail: above.var, head: t.var, len, weight: 0 });
            }
        }
        cover(&mut sky, t.low, t.high, i as u32);
    }
    arcs.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    arcs.dedup_by_key(|a| (a.tail, a.head));
    arcs
}

/// Gives a stretch of the skyline to a thing.
fn cover(sky: &mut Vec<Stretch>, low: Unit, high: Unit, thing: u32) {
    let high = high.max(low + 1);
    let first = sky.partition_point(|s| s.from < low);
    let last = sky.partition_point(|s| s.from <= high);
    // What was seen at the high end goes on there.
    let after = Stretch { from: high, thing: sky[last - 1].thing };
    sky.splice(first..last, [Stretch { from: low, thing }, after]);
}

/// Puts every free variable where `wish` says, given how early and how late it can be, and as near to that as its distances to
/// those before it allow. O(V+E).
pub(super) fn settle(x: &mut [Unit], arcs: &[Arc], free: &[bool], wish: impl Fn(usize, Unit, Unit) -> Unit) {
    debug_assert!(arcs.is_sorted_by_key(|a| a.tail) && arcs.iter().all(|a| a.tail < a.head));
    let mut latest: Vec<Unit> = x.iter().zip(free).map(|(&x, &f)| if f { Unit::MAX } else { x }).collect();
    for a in arcs.iter().rev().filter(|a| free[a.tail as usize]) {
        latest[a.tail as usize] = latest[a.tail as usize].min(latest[a.head as usize].saturating_sub(a.len));
    }
    let mut earliest: Vec<Unit> = x.iter().zip(free).map(|(&x, &f)| if f { Unit::MIN } else { x }).collect();
    let mut low = earliest.clone();
    let mut from = 0;
    for v in 0..x.len() {
        if free[v] {
            x[v] =
                if latest[v] == Unit::MAX { low[v] } else { wish(v, earliest[v], latest[v]).clamp(low[v], latest[v]) };
        }
        while let Some(a) = arcs.get(from).filter(|a| a.tail as usize == v) {
            let h = a.head as usize;
            earliest[h] = if free[h] { earliest[h].max(earliest[v] + a.len) } else { earliest[h] };
            low[h] = low[h].max(x[v] + a.len);
            from += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::simplex;
    use super::*;

    /// Boxes of height 10 that see each other within 5 and keep 20, below a line that everything sees.
    fn stacked(boxes: &[(Unit, Unit)]) -> (Vec<Thing<()>>, Vec<Arc>) {
        let all = [(0, 0)].iter().chain(boxes).zip(0..);
        let things: Vec<Thing<()>> =
            all.map(|(&(low, high), i)| Thing { low, high, var: i, step: i, start: 0, end: 10, kind: () }).collect();
        let arcs = separations(&things, 5, |(), ()| Keep { reach: 5, gap: 20 });
        (things, arcs)
    }

    #[test]
    fn what_sees_each_other_keeps_apart_and_nothing_else_waits() {
        let (things, arcs) = stacked(&[(0, 30), (60, 90), (20, 70), (80, 95), (33, 40)]);
        let x = simplex::longest_paths(things.len(), &arcs);
        // The third is below both; the fourth sees the second alone; the fifth is hidden from the first by the third.
        assert_eq!(x, [0, 30, 30, 60, 60, 90]);
        for (i, a) in things.iter().enumerate().skip(1) {
            for (j, b) in things.iter().enumerate().skip(i + 1) {
                let over = a.low < b.high && b.low < a.high;
                assert!(!over || x[j] >= x[i] + 30, "{i} {j}");
            }
        }
        assert!(!arcs.iter().any(|a| (a.tail, a.head) == (1, 5)), "a pair that cannot see each other");
    }

    #[test]
    fn neighbours_within_reach_see_each_other_and_those_beyond_do_not() {
        let (_, arcs) = stacked(&[(0, 30), (34, 60), (65, 80)]);
        assert!(arcs.iter().any(|a| (a.tail, a.head) == (1, 2)));
        assert!(!arcs.iter().any(|a| (a.tail, a.head) == (2, 3)));
    }

    #[test]
    fn what_is_free_stands_in_the_middle_and_keeps_its_distances() {
        let (_, arcs) = stacked(&[(0, 30), (0, 30), (0, 30), (0, 30)]);
        let mut x = vec![0, 30, 60, 90, 200];
        settle(&mut x, &arcs, &[false, false, true, true, false], |_, early, late| (early + late) / 2);
        assert_eq!(x, [0, 30, 100, 130, 200]);
        settle(&mut x, &arcs, &[false, false, true, true, false], |_, _, late| late);
        assert_eq!(x, [0, 30, 140, 170, 200]);
    }
}
