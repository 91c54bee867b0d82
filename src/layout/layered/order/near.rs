//! What the search reads but never changes: the neighbours of every entry, the pieces of every gap, the layers of every rank.
//!
//! Before: layers. After: for a group the neighbours of everything that enters or leaves it at its first and at its last rank, so that
//! a block is pulled as a whole (Forster 2002).

use crate::layout::layered::layers::{GROUP, Layered, lists};
use crate::layout::layered::part::Part;

/// Lists of numbers in one array, by key.
pub(super) struct Lists {
    first: Vec<u32>,
    list: Vec<u32>,
}

impl Lists {
    fn new(n: usize, pairs: &[(u32, u32)]) -> Self {
        let (first, list) = lists(n, pairs);
        Self { first, list }
    }

    pub(super) fn of(&self, key: u32) -> &[u32] {
        &self.list[self.first[key as usize] as usize..self.first[key as usize + 1] as usize]
    }
}

pub(super) struct Near {
    items: u32,
    /// The items above and below that an entry is connected to; a group's are those of everything that enters or leaves it.
    above: Lists,
    below: Lists,
    /// Upper and lower items of the pieces between each rank and the next.
    gap_first: Vec<u32>,
    gap: Vec<(u32, u32)>,
    /// Layers by their first and by their last rank, outer ones first.
    by_start: Lists,
    by_end: Lists,
}

impl Near {
    pub(super) fn new(part: &Part, g: &Layered) -> Self {
        let (n, ranks) = (g.items.len() as u32, g.ranks as usize);
        let mut order: Vec<u32> = (0..g.layers.len() as u32).collect();
        order.sort_by_key(|&l| part.containers[g.layers[l as usize].container as usize].depth);
        let by = |rank: &dyn Fn(u32) -> u32| {
            let pairs: Vec<(u32, u32)> = order.iter().map(|&l| (rank(l), l)).collect();
            Lists::new(ranks, &pairs)
        };
        let (by_start, by_end) = (by(&|l| g.layers[l as usize].start), by(&|l| g.layers[l as usize].end));
        let across = g.pieces.len();
        let (mut above, mut below) = (Vec::with_capacity(across), Vec::with_capacity(across));
        let mut gaps: Vec<(u32, u32)> = Vec::with_capacity(across);
        for (i, p) in g.pieces.iter().enumerate().filter(|(_, p)| !p.flat) {
            gaps.push((g.end(p.upper), i as u32));
            above.push((p.lower, p.upper));
            below.push((p.upper, p.lower));
            let mut c = g.layers[g.items[p.lower as usize].layer as usize].container;
            while c != 0 && g.span[c as usize].0 == g.start(p.lower) {
                above.push((n + c, p.upper));
                c = part.containers[c as usize].home;
            }
            let mut c = g.layers[g.items[p.upper as usize].layer as usize].container;
            while c != 0 && g.span[c as usize].1 == g.end(p.upper) {
                below.push((n + c, p.lower));
                c = part.containers[c as usize].home;
            }
        }
        let entries = g.items.len() + part.containers.len();
        let (gap_first, gap) = lists(ranks, &gaps);
        let ends = |&p: &u32| (g.pieces[p as usize].upper, g.pieces[p as usize].lower);
        Self {
            items: n,
            above: Lists::new(entries, &above),
            below: Lists::new(entries, &below),
            gap_first,
            gap: gap.iter().map(ends).collect(),
            by_start,
            by_end,
        }
    }

    pub(super) fn key(&self, entry: u32) -> u32 {
        if entry & GROUP == 0 { entry } else { self.items + (entry & !GROUP) }
    }

    pub(super) fn above(&self, entry: u32) -> &[u32] {
        self.above.of(self.key(entry))
    }

    pub(super) fn below(&self, entry: u32) -> &[u32] {
        self.below.of(self.key(entry))
    }

    /// The pieces between a rank and the next.
    pub(super) fn gap(&self, rank: usize) -> &[(u32, u32)] {
        &self.gap[self.gap_first[rank] as usize..self.gap_first[rank + 1] as usize]
    }

    pub(super) fn starting(&self, rank: u32) -> &[u32] {
        self.by_start.of(rank)
    }

    pub(super) fn ending(&self, rank: u32) -> &[u32] {
        self.by_end.of(rank)
    }
}
