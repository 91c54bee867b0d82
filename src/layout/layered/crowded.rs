//! Slots of gaps so full that looking at all pairs of segments would take too long.
//!
//! Between a segment to the right and one to the left both orders cross as often. Of two to the right the one that starts further
//! right lies better above, of two to the left the one that starts further left, of two that turn back the shorter one, of two that turn
//! above rows the longer one. So an order by these four kinds crosses as little as one found from pairs, except where two would lie on one another; only those pairs,
//! which stand next to each other, are looked at. Slots are longest paths as in [`super::route`], read from a tree of maxima
//! over the width, O(n log n).
//!
//! No paper: Sander 2003, which [`super::route`] follows, looks at all pairs.
//!
//! Before: the ways of a gap. After: a slot for each segment, none that overlap in one.

use super::cycles::{Arc, greedy_sequence};
use super::part::Unit;
use super::route::Way;

/// How many pairs of segments lie side by side, nearer than `apart`.
pub(super) fn pairs(segments: &[u32], way: &[Way], apart: Unit) -> u64 {
    let mut lows: Vec<Unit> = segments.iter().map(|&s| way[s as usize].low()).collect();
    let mut highs: Vec<Unit> = segments.iter().map(|&s| way[s as usize].high() + apart).collect();
    lows.sort_unstable();
    highs.sort_unstable();
    let mut over = 0;
    let mut sum = 0;
    for (k, &low) in lows.iter().enumerate() {
        while over < highs.len() && highs[over] <= low {
            over += 1;
        }
        sum += k.saturating_sub(over) as u64;
    }
    sum
}

/// A slot for each segment, in their order. Pieces nearer than `near` lie on one another.
pub(super) fn slots(segments: &[u32], way: &[Way], apart: Unit, near: Unit) -> Vec<u32> {
    let mut order: Vec<u32> = (0..segments.len() as u32).collect();
    order.sort_by_key(|&k| {
        let w = way[segments[k as usize] as usize];
        match w.from < w.to {
            _ if w.tops == 2 => (0, w.high() - w.low(), 0),
            _ if w.tops == 0 => (3, w.low() - w.high(), 0),
            // Where the ends of a side are so many that two start at one place, the longer one lies better above.
            true => (1, -w.from, -w.to),
            false => (2, w.from, w.to),
        }
    });
    // Whose way down from the top is near the way on of another lies above it.
    let mut tops: Vec<(Unit, u32)> = Vec::with_capacity(order.len());
    for (nth, &k) in order.iter().enumerate() {
        let s = segments[k as usize];
        let (ends, count) = way[s as usize].ends();
        tops.extend(ends[..count].iter().map(|&x| (x, nth as u32)));
    }
    tops.sort_unstable();
    let mut arcs: Vec<Arc> = Vec::new();
    for (nth, &k) in order.iter().enumerate() {
        let s = segments[k as usize];
        if way[s as usize].tops == 2 {
            continue;
        }
        let to = way[s as usize].to;
        let from = tops.partition_point(|t| t.0 <= to - near);
        let hit = tops[from..].iter().take_while(|t| t.0 < to + near).filter(|t| t.1 != nth as u32);
        arcs.extend(hit.map(|t| (t.1, nth as u32, 1)));
    }
    let rank = greedy_sequence(order.len(), &arcs);
    let mut sequence: Vec<u32> = (0..order.len() as u32).collect();
    sequence.sort_by_key(|&nth| rank[nth as usize]);
    let mut tree = Maxima::new(segments.iter().flat_map(|&s| [way[s as usize].low(), way[s as usize].high() + apart]));
    let mut slot = vec![0u32; segments.len()];
    for nth in sequence {
        let k = order[nth as usize];
        let w = way[segments[k as usize] as usize];
        slot[k as usize] = tree.stack(w.low(), w.high() + apart);
    }
    slot
}

/// How many segments are stacked over each stretch of the width, as a tree of stretches.
struct Maxima {
    stops: Vec<Unit>,
    size: usize,
    /// The most over any part of a stretch, and what lies over all of it.
    most: Vec<u32>,
    all: Vec<u32>,
}

impl Maxima {
    fn new(stops: impl Iterator<Item = Unit>) -> Self {
        let mut stops: Vec<Unit> = stops.collect();
        stops.sort_unstable();
        stops.dedup();
        let size = stops.len().next_power_of_two();
        Self { stops, size, most: vec![0; 2 * size], all: vec![0; 2 * size] }
    }

    /// Puts a segment on top of what lies between `low` and `high`, and says how high that was.
    fn stack(&mut self, low: Unit, high: Unit) -> u32 {
        let at = |x: Unit| self.stops.partition_point(|&s| s < x);
        let (low, high) = (at(low), at(high));
        let top = self.top(1, 0, self.size, low, high);
        self.raise(1, 0, self.size, low, high, top + 1);
        top
    }

    /// The most between `low` and `high`; `node` covers `from..to`. The tree is as deep as the logarithm of its width.
    fn top(&self, node: usize, from: usize, to: usize, low: usize, high: usize) -> u32 {
        if high <= from || to <= low {
            return 0;
        }
        if low <= from && to <= high {
            return self.most[node];
        }
        let middle = (from + to) / 2;
        let inner = self.top(2 * node, from, middle, low, high).max(self.top(2 * node + 1, middle, to, low, high));
        inner.max(self.all[node])
    }

    fn raise(&mut self, node: usize, from: usize, to: usize, low: usize, high: usize, height: u32) {
        if high <= from || to <= low {
            return;
        }
        self.most[node] = self.most[node].max(height);
        if low <= from && to <= high {
            self.all[node] = self.all[node].max(height);
            return;
        }
        let middle = (from + to) / 2;
        self.raise(2 * node, from, middle, low, high, height);
        self.raise(2 * node + 1, middle, to, low, high, height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: Unit, to: Unit) -> Way {
        Way { from, to, tops: 1, slot: 0, split: None }
    }

    #[test]
    fn pairs_side_by_side_are_counted() {
        let ways = [way(0, 100), way(200, 50), way(300, 400), way(110, 120)];
        assert_eq!(pairs(&[0, 1, 2, 3], &ways, 5), 2, "the first two, and the last in the second");
        assert_eq!(pairs(&[0, 1, 2, 3], &ways, 101), 4);
    }

    #[test]
    fn what_overlaps_is_stacked() {
        let mut tree = Maxima::new([0, 10, 20, 30, 40].into_iter());
        assert_eq!(tree.stack(0, 20), 0);
        assert_eq!(tree.stack(20, 40), 0);
        assert_eq!(tree.stack(10, 30), 1);
        assert_eq!(tree.stack(0, 10), 1);
        assert_eq!(tree.stack(0, 40), 2);
    }
}
