//! One sweep: every layer is sorted by the barycentres of its neighbours in the layer swept before.
//!
//! Sugiyama, Tagawa, Toda 1981, *Methods for visual understanding of hierarchical system structures*. A group is one entry with the
//! neighbours of all that it holds; what has no neighbours keeps its place; barycentres are integers, so that no machine rounds otherwise.
//!
//! Before: an order. After: another, numbered, lanes and hints kept; it may cross more, and the search keeps the best.

use super::Search;

/// Barycentres are compared as integers of this many parts of a place.
const PARTS: u64 = 1 << 20;

#[derive(Clone, Copy)]
struct Keyed {
    lane: u32,
    middle: u64,
    /// Breaks ties.
    nth: u32,
    entry: u32,
}

#[derive(Default)]
pub(super) struct Scratch {
    keyed: Vec<Keyed>,
    /// Where the keyed entries stand.
    at: Vec<u32>,
    /// Ranks of which places have to be numbered again.
    stale: Vec<bool>,
}

impl Search<'_> {
    /// Sweeps down or up. `flip` puts the later of two entries with the same barycentre first, which gets a search out of a rut.
    pub(super) fn sweep(&mut self, down: bool, flip: bool) {
        let ranks = self.g.ranks;
        let mut s = std::mem::take(&mut self.sorting);
        s.stale.clear();
        s.stale.resize(ranks as usize, false);
        for k in 0..ranks {
            let rank = if down { k } else { ranks - 1 - k };
            let count = if down { self.near.starting(rank).len() } else { self.near.ending(rank).len() };
            for nth in 0..count {
                let layer = if down { self.near.starting(rank)[nth] } else { self.near.ending(rank)[nth] };
                if self.sort(layer, down, flip, &mut s) {
                    let l = self.g.layers[layer as usize];
                    s.stale[l.start as usize..=l.end as usize].fill(true);
                    self.places.clock += 1;
                    self.places.reordered[layer as usize] = self.places.clock;
                }
            }
            // All ranks of a changed layer are still to come, or this one.
            if s.stale[rank as usize] {
                self.work += self.places.place_rank(self.g, rank);
            }
        }
        self.sorting = s;
    }

    /// Sorts the entries that have neighbours among the places that they hold; the others stay where they are. Whether that
    /// changed anything.
    fn sort(&mut self, layer: u32, down: bool, flip: bool, s: &mut Scratch) -> bool {
        let range = self.range(layer);
        s.keyed.clear();
        s.at.clear();
        let places = if down { &self.places.bottom } else { &self.places.top };
        let mut looked_at = 0;
        for at in range {
            let entry = self.g.entries[at];
            let near = if down { self.near.above(entry) } else { self.near.below(entry) };
            looked_at += 1 + near.len() as u64;
            let sum: u64 = near.iter().map(|&i| u64::from(places[i as usize])).sum();
            if let Some(middle) = (sum * PARTS).checked_div(near.len() as u64) {
                let nth = if flip { u32::MAX - at as u32 } else { at as u32 };
                s.keyed.push(Keyed { lane: self.g.lane_of_entry(self.part, entry), middle, nth, entry });
                s.at.push(at as u32);
            }
        }
        self.work += looked_at;
        let key = |k: &Keyed| (k.lane, k.middle, k.nth);
        let mut changed = false;
        if !s.keyed.is_sorted_by_key(key) {
            s.keyed.sort_unstable_by_key(key);
            for (&at, k) in s.at.iter().zip(&s.keyed) {
                changed |= std::mem::replace(&mut self.g.entries[at as usize], k.entry) != k.entry;
            }
        }
        if changed {
            self.hints.keep(layer, self.g);
        }
        changed
    }
}
