//! Greedy switching: neighbours of a layer change places while that removes crossings.
//!
//! Gansner et al. 1993 call it transposition. Only the pieces above and below the two entries matter, as sorted lists of the
//! places of their far ends; a group's list holds everything that enters or leaves it.

use super::Search;

#[derive(Default)]
pub(super) struct Scratch {
    above: Vec<u32>,
    below: Vec<u32>,
    /// For each entry where its part of `above` and of `below` starts and ends.
    spans: Vec<[u32; 4]>,
    order: Vec<u32>,
}

/// (crossings with `a` first, crossings with `b` first) of two sorted lists.
fn compare(a: &[u32], b: &[u32]) -> (u64, u64) {
    let (mut ab, mut ba) = (0u64, 0u64);
    let (mut less, mut not_more) = (0, 0);
    for &x in a {
        while less < b.len() && b[less] < x {
            less += 1;
        }
        while not_more < b.len() && b[not_more] <= x {
            not_more += 1;
        }
        ab += less as u64;
        ba += (b.len() - not_more) as u64;
    }
    (ab, ba)
}

impl Search<'_> {
    /// Up to `rounds` rounds over all layers, until one changes nothing.
    pub(super) fn switch_all(&mut self, rounds: usize) {
        for _ in 0..rounds {
            let mut changed = false;
            for layer in 0..self.g.layers.len() as u32 {
                changed |= self.switch(layer);
            }
            if !changed {
                break;
            }
        }
    }

    fn switch(&mut self, layer: u32) -> bool {
        let range = self.range(layer);
        if range.len() < 2 {
            return false;
        }
        let mut s = std::mem::take(&mut self.scratch);
        self.collect(range.clone(), &mut s);
        s.order.clear();
        s.order.extend(0..range.len() as u32);
        let mut changed = false;
        // Each pass removes a crossing at least; the cap bounds the work on layers of thousands.
        for _ in 0..range.len().min(50) {
            let mut gained = false;
            for i in 1..s.order.len() {
                let (a, b) = (s.order[i - 1], s.order[i]);
                let (sa, sb) = (s.spans[a as usize], s.spans[b as usize]);
                let (mut ab, mut ba) =
                    compare(&s.above[sa[0] as usize..sa[1] as usize], &s.above[sb[0] as usize..sb[1] as usize]);
                let low = compare(&s.below[sa[2] as usize..sa[3] as usize], &s.below[sb[2] as usize..sb[3] as usize]);
                ab += low.0;
                ba += low.1;
                if ba < ab {
                    let (ea, eb) = (self.g.entries[range.start + a as usize], self.g.entries[range.start + b as usize]);
                    let free = self.g.lanes.is_empty()
                        || self.g.lane_of_entry(self.part, ea) == self.g.lane_of_entry(self.part, eb);
                    if free && !self.hinted(layer, ea, eb) {
                        s.order.swap(i - 1, i);
                        gained = true;
                    }
                }
            }
            changed |= gained;
            if !gained {
                break;
            }
        }
        if changed {
            let old: Vec<u32> = self.g.entries[range.clone()].to_vec();
            for (i, &o) in s.order.iter().enumerate() {
                self.g.entries[range.start + i] = old[o as usize];
            }
            for rank in self.g.layers[layer as usize].start..=self.g.layers[layer as usize].end {
                self.place(rank);
            }
        }
        self.scratch = s;
        changed
    }

    fn collect(&self, range: std::ops::Range<usize>, s: &mut Scratch) {
        s.above.clear();
        s.below.clear();
        s.spans.clear();
        for at in range {
            let entry = self.g.entries[at];
            let (a, b) = (s.above.len(), s.below.len());
            s.above.extend(self.entering(entry).iter().map(|&p| self.bottom[self.g.pieces[p as usize].upper as usize]));
            let downs = self.leaving(entry).iter().map(|&p| self.g.pieces[p as usize]);
            s.below.extend(downs.filter(|p| !p.flat).map(|p| self.top[p.lower as usize]));
            s.above[a..].sort_unstable();
            s.below[b..].sort_unstable();
            s.spans.push([a as u32, s.above.len() as u32, b as u32, s.below.len() as u32]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn compares_both_orders() {
        assert_eq!(compare(&[2, 3], &[0, 1]), (4, 0));
        assert_eq!(compare(&[0, 1], &[2, 3]), (0, 4));
        assert_eq!(compare(&[1, 1], &[1]), (0, 0));
        assert_eq!(compare(&[0, 4], &[2]), (1, 1));
    }
}
