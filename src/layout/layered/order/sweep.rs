//! One sweep: every layer is sorted by the barycentres of its neighbours in the layer swept before.

use super::Search;

/// Barycentres are compared as integers of this many parts of a place.
const PARTS: u64 = 1 << 20;

impl Search<'_> {
    /// Sweeps down or up. `flip` puts the later of two entries with the same barycentre first, which gets a search out of a rut.
    pub(super) fn sweep(&mut self, down: bool, flip: bool) {
        let ranks = self.g.ranks;
        for k in 0..ranks {
            let rank = if down { k } else { ranks - 1 - k };
            let layers =
                std::mem::take(if down { &mut self.by_start[rank as usize] } else { &mut self.by_end[rank as usize] });
            for &layer in &layers {
                self.sort(layer, down, flip);
            }
            if down {
                self.by_start[rank as usize] = layers;
            } else {
                self.by_end[rank as usize] = layers;
            }
            self.place(rank);
        }
        // An item of several ranks was numbered at one of its ends when the order above it was still old.
        self.place_all();
    }

    /// Sorts the entries that have neighbours among the places that they hold; the others stay where they are.
    fn sort(&mut self, layer: u32, down: bool, flip: bool) {
        let range = self.range(layer);
        let mut keyed: Vec<(u32, u64, u32)> = Vec::with_capacity(range.len());
        let mut places: Vec<usize> = Vec::with_capacity(range.len());
        for at in range {
            let entry = self.g.entries[at];
            let pieces = if down { self.entering(entry) } else { self.leaving(entry) };
            let (mut sum, mut count) = (0u64, 0u64);
            for &p in pieces {
                let p = self.g.pieces[p as usize];
                if !p.flat {
                    sum += u64::from(if down { self.bottom[p.upper as usize] } else { self.top[p.lower as usize] });
                    count += 1;
                }
            }
            if let Some(middle) = (sum * PARTS).checked_div(count) {
                keyed.push((self.g.lane_of_entry(self.part, entry), middle, entry));
                places.push(at);
            }
        }
        if flip {
            keyed.reverse();
        }
        keyed.sort_by_key(|k| (k.0, k.1));
        for (&place, k) in places.iter().zip(&keyed) {
            self.g.entries[place] = k.2;
        }
        self.keep_hints(layer);
    }
}
