//! Where a search begins: the order of the source, that reversed, or one drawn from a fixed seed.

use std::ops::Range;

use super::Search;

impl Search<'_> {
    /// Puts all layers into the order of the `start`-th start.
    pub(super) fn begin(&mut self, start: usize, source: &[u32]) {
        self.g.entries.copy_from_slice(source);
        let mut state = (start as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for layer in 0..self.g.layers.len() as u32 {
            let range = self.range(layer);
            match start {
                0 => {}
                1 => self.g.entries[range.clone()].reverse(),
                _ => shuffle(&mut self.g.entries[range.clone()], &mut state),
            }
            if start > 0 {
                self.sort_lanes(range);
            }
            self.hints.keep(layer, self.g);
        }
        self.place_all();
    }

    pub(super) fn range(&self, layer: u32) -> Range<usize> {
        self.g.entry_first[layer as usize] as usize..self.g.entry_first[layer as usize + 1] as usize
    }

    fn sort_lanes(&mut self, range: Range<usize>) {
        if !self.g.lanes.is_empty() {
            let mut list = self.g.entries[range.clone()].to_vec();
            list.sort_by_key(|&e| self.g.lane_of_entry(self.part, e));
            self.g.entries[range].copy_from_slice(&list);
        }
    }
}

/// A shuffle by SplitMix64, the same on every machine.
fn shuffle(list: &mut [u32], state: &mut u64) {
    for i in (1..list.len()).rev() {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        list.swap(i, ((z ^ (z >> 31)) % (i as u64 + 1)) as usize);
    }
}
