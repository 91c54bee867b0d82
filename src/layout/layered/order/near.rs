//! What the search reads but never changes: the neighbours of every entry, the pieces of every gap, the layers of every rank.
//!
//! Before: layers. After: for a group the neighbours of everything that enters or leaves it at its first and at its last rank, so that
//! a block is pulled as a whole (Forster 2002). Where ports have given places, the neighbour is the port rather than its leaf.

use crate::layout::layered::layers::{GROUP, Layered, Piece, lists};
use crate::layout::layered::part::Part;
use crate::layout::layered::slots::FREE;

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

/// The ends at given ports, by leaf and number: the `i`-th of them is known as item `items + i` to all that looks up places.
#[derive(Default)]
pub(in crate::layout::layered) struct Ends {
    items: u32,
    list: Vec<(u32, u32)>,
}

impl Ends {
    pub(super) fn new(g: &Layered) -> Self {
        let of = |(p, ends): (&Piece, &[u32; 2])| [(p.upper, ends[0]), (p.lower, ends[1])];
        let mut list: Vec<(u32, u32)> = g.pieces.iter().zip(&g.slots).flat_map(of).filter(|e| e.1 != FREE).collect();
        list.sort_unstable();
        list.dedup();
        Self { items: g.items.len() as u32, list }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// How many numbers an end of an item may have, that of none included.
    pub(super) fn most(&self) -> u32 {
        self.list.iter().map(|e| e.1 + 2).max().unwrap_or(1)
    }

    /// The ends at an item, with their numbers.
    pub(super) fn of(&self, item: u32) -> impl Iterator<Item = (usize, u32)> {
        let from = self.list.partition_point(|e| e.0 < item);
        let own = self.list[from..].iter().take_while(move |e| e.0 == item);
        own.enumerate().map(move |(i, e)| (self.items as usize + from + i, e.1))
    }

    /// What stands for an end of a piece: the item, or the end at its port.
    fn known_as(&self, item: u32, slot: u32) -> u32 {
        self.list.binary_search(&(item, slot)).map_or(item, |i| self.items + i as u32)
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
    pub(super) fn new(part: &Part, g: &Layered, ends: &Ends) -> Self {
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
            let (upper, lower) = (ends.known_as(p.upper, g.slot(i, false)), ends.known_as(p.lower, g.slot(i, true)));
            above.push((p.lower, upper));
            below.push((p.upper, lower));
            let mut c = g.layers[g.items[p.lower as usize].layer as usize].container;
            while c != 0 && g.span[c as usize].0 == g.start(p.lower) {
                above.push((n + c, upper));
                c = part.containers[c as usize].home;
            }
            let mut c = g.layers[g.items[p.upper as usize].layer as usize].container;
            while c != 0 && g.span[c as usize].1 == g.end(p.upper) {
                below.push((n + c, lower));
                c = part.containers[c as usize].home;
            }
        }
        let entries = g.items.len() + part.containers.len();
        let (gap_first, gap) = lists(ranks, &gaps);
        let both = |&i: &u32| {
            let (p, i) = (g.pieces[i as usize], i as usize);
            (ends.known_as(p.upper, g.slot(i, false)), ends.known_as(p.lower, g.slot(i, true)))
        };
        Self {
            items: n,
            above: Lists::new(entries, &above),
            below: Lists::new(entries, &below),
            gap_first,
            gap: gap.iter().map(both).collect(),
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
