//! Where a search begins: the order of the source, that reversed, or one drawn from a fixed seed.
//!
//! SplitMix64 (Steele, Lea, Flood 2014, *Fast splittable pseudorandom number generators*) draws a number for each entry from what the
//! entry is, so that an element more in the source moves no other.
//!
//! Before: any order. After: the same entries in each layer, lanes in their order, hints kept, everything numbered.

use std::ops::Range;

use super::Search;
use crate::layout::layered::layers::GROUP;

impl Search<'_> {
    /// Puts all layers into the order of the `start`-th start.
    pub(super) fn begin(&mut self, start: usize, source: &[u32]) {
        self.g.entries.copy_from_slice(source);
        for layer in 0..self.g.layers.len() as u32 {
            let range = self.range(layer);
            match start {
                0 => {}
                1 => self.g.entries[range.clone()].reverse(),
                _ => self.shuffle(range.clone(), start as u64),
            }
            if start > 0 {
                self.sort_lanes(range);
            }
            self.hints.keep(layer, self.g);
        }
        self.places.place_all(self.g);
    }

    pub(super) fn range(&self, layer: u32) -> Range<usize> {
        self.g.entry_first[layer as usize] as usize..self.g.entry_first[layer as usize + 1] as usize
    }

    pub(super) fn sort_lanes(&mut self, range: Range<usize>) {
        if !self.g.lanes.is_empty() {
            let mut list = self.g.entries[range.clone()].to_vec();
            list.sort_by_key(|&e| self.g.lane_of_entry(self.part, e));
            self.g.entries[range].copy_from_slice(&list);
        }
    }

    /// Numbers what a layer holds again, for its order has changed.
    pub(super) fn reordered(&mut self, layer: u32) {
        self.touched.push(layer);
        self.places.clock += 1;
        self.places.reordered[layer as usize] = self.places.clock;
        self.work += self.places.place_layer(self.g, layer);
    }

    /// Each entry draws a number from the seed and from what it is. So an element that is added to the source, or to a layer, draws
    /// anew for itself only.
    fn shuffle(&mut self, range: Range<usize>, seed: u64) {
        let mut list: Vec<(u64, u32)> =
            self.g.entries[range.clone()].iter().map(|&e| (self.drawn(e, seed), e)).collect();
        list.sort_unstable();
        self.g.entries[range].iter_mut().zip(list).for_each(|(at, l)| *at = l.1);
    }

    fn drawn(&self, entry: u32, seed: u64) -> u64 {
        let (kind, number) = match entry {
            e if e & GROUP != 0 => (1, self.part.containers[(e & !GROUP) as usize].order),
            e if self.g.is_leaf(e) => (1, self.part.leaves[e as usize].order),
            e => (2, self.g.items[e as usize].owner),
        };
        drawn(seed << 34 | kind << 32 | u64::from(number))
    }
}

/// A number drawn for another by SplitMix64, the same on every machine.
pub(super) fn drawn(from: u64) -> u64 {
    let mut z = from.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
