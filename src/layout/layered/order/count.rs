//! Counting crossings between two ranks.
//!
//! Barth, Jünger, Mutzel 2004, *Simple and efficient bilayer cross counting*: the inversions of the lower ends when the pieces are
//! sorted by their upper ends, with a tree of counts, O(E log V). A gap is counted again only when a place beside it has changed.
//!
//! Before: places. After: the number of pairs of pieces that cross, as trying all pairs would count; level pieces are left out.

use super::Search;

/// From so many pairs on counting sorts them sooner than comparing.
const MANY: usize = 256;

pub(super) struct Counts {
    /// For each gap its crossings, and when they were counted.
    crossings: Vec<u64>,
    counted: Vec<u32>,
    pairs: Vec<(u32, u32)>,
    sorted: Vec<(u32, u32)>,
    tree: Vec<u32>,
}

impl Counts {
    pub(super) fn new(ranks: usize) -> Self {
        Self {
            crossings: vec![0; ranks],
            counted: vec![0; ranks],
            pairs: Vec::new(),
            sorted: Vec::new(),
            tree: Vec::new(),
        }
    }
}

impl Search<'_> {
    /// All crossings of the present order. Places must be up to date.
    pub(super) fn crossings(&mut self) -> u64 {
        let (c, p) = (&mut self.counts, &self.places);
        for rank in 0..self.g.ranks as usize - 1 {
            if c.counted[rank] >= p.bottom_changed[rank].max(p.top_changed[rank + 1]) {
                continue;
            }
            c.pairs.clear();
            let ends = |&(u, l): &(u32, u32)| (p.bottom[u as usize], p.top[l as usize]);
            c.pairs.extend(self.near.gap(rank).iter().map(ends));
            sort(&mut c.pairs, &mut c.sorted, &mut c.tree);
            c.crossings[rank] = inversions(&c.pairs, &mut c.tree);
            c.counted[rank] = p.clock;
            self.work += 2 * c.pairs.len() as u64;
        }
        self.work += u64::from(self.g.ranks);
        c.crossings.iter().sum()
    }
}

/// Sorts pairs of places; many of them by counting, O(E+V), first by their second numbers and then by their first. The rest is scratch.
fn sort(pairs: &mut Vec<(u32, u32)>, other: &mut Vec<(u32, u32)>, first: &mut Vec<u32>) {
    if pairs.len() < MANY {
        pairs.sort_unstable();
        return;
    }
    for key in [|p: &(u32, u32)| p.1 as usize, |p: &(u32, u32)| p.0 as usize] {
        first.clear();
        first.resize(pairs.iter().map(|p| key(p) + 2).max().unwrap_or(0), 0);
        pairs.iter().for_each(|p| first[key(p) + 1] += 1);
        (1..first.len()).for_each(|i| first[i] += first[i - 1]);
        other.clear();
        other.resize(pairs.len(), (0, 0));
        for p in pairs.iter() {
            other[first[key(p)] as usize] = *p;
            first[key(p)] += 1;
        }
        std::mem::swap(pairs, other);
    }
}

/// Pairs in sorted order of which the second numbers stand the other way round. `tree` is scratch.
pub(super) fn inversions(pairs: &[(u32, u32)], tree: &mut Vec<u32>) -> u64 {
    let width = pairs.iter().map(|p| p.1 as usize + 1).max().unwrap_or(0);
    tree.clear();
    tree.resize(width + 1, 0);
    let mut sum = 0;
    for (seen, &(_, b)) in pairs.iter().enumerate() {
        let mut at = b as usize + 1;
        let mut not_above = 0u32;
        while at > 0 {
            not_above += tree[at];
            at &= at - 1;
        }
        sum += seen as u64 - u64::from(not_above);
        let mut at = b as usize + 1;
        while at <= width {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_pairs_are_sorted_as_few_are() {
        let mut pairs: Vec<(u32, u32)> = (0..3 * MANY as u32).map(|i| (i * 37 % 101, i * 61 % 97)).collect();
        let mut wanted = pairs.clone();
        wanted.sort_unstable();
        sort(&mut pairs, &mut Vec::new(), &mut Vec::new());
        assert_eq!(pairs, wanted);
    }

    #[test]
    fn counts_what_trying_all_pairs_counts() {
        let mut seed = 1u64;
        for _ in 0..50 {
            let mut pairs: Vec<(u32, u32)> = (0..20)
                .map(|_| {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    ((seed >> 33) as u32 % 8, (seed >> 50) as u32 % 8)
                })
                .collect();
            pairs.sort_unstable();
            let naive = (0..20)
                .flat_map(|i| (i + 1..20).map(move |j| (i, j)))
                .filter(|&(i, j)| pairs[i].0 < pairs[j].0 && pairs[i].1 > pairs[j].1)
                .count() as u64;
            assert_eq!(inversions(&pairs, &mut Vec::new()), naive);
        }
    }
}
