//! Greedy switching: neighbours of a layer change places while that removes crossings, or brings them into the order of the source
//! without adding any.
//!
//! Gansner et al. 1993 call it transposition. Only the pieces above and below the two entries matter, as sorted lists of the
//! places of their far ends; a group's list holds everything that enters or leaves it. Two entries are compared again only when
//! one of them has a new neighbour, a layer is looked at again only when a place above or below it has changed.
//!
//! Before: an order. After: one with as many crossings or fewer; unless a cap was met no two neighbours cross less the other way round.

use super::{LARGE, Search};

/// Passes over a layer; each but the last removes a crossing or a stray at least, and the cap bounds the work on layers of thousands.
const PASSES: usize = 50;

#[derive(Default)]
pub(super) struct Scratch {
    above: Vec<u32>,
    below: Vec<u32>,
    pub(super) entries: Vec<Entry>,
    /// Whether the entry at this place and the one before it have to be compared.
    open: Vec<bool>,
    /// For each layer when it was found to have nothing to switch, and nothing to sift.
    settled: Vec<u32>,
    pub(super) sifted: Vec<u32>,
}

#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) entry: u32,
    /// Its parts of `above` and of `below`.
    above: (u32, u32),
    below: (u32, u32),
}

impl Entry {
    /// How many pieces lead to it.
    fn near(&self) -> u64 {
        u64::from(self.above.1 - self.above.0 + self.below.1 - self.below.0)
    }
}

/// (crossings with `a` first, crossings with `b` first) of two sorted lists.
fn compare(a: &[u32], b: &[u32]) -> (u64, u64) {
    if let ([x], [y]) = (a, b) {
        return (u64::from(y < x), u64::from(x < y));
    }
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

impl Scratch {
    pub(super) fn new(layers: usize) -> Self {
        Self { settled: vec![0; layers], sifted: vec![0; layers], ..Self::default() }
    }

    /// The work of looking `times` at all that was collected.
    pub(super) fn looked_at(&self, times: usize) -> u64 {
        ((self.above.len() + self.below.len() + self.entries.len()) * times) as u64
    }

    /// How many more lines cross when `b` comes before `a` than when it comes after it.
    pub(super) fn gain(&self, a: &Entry, b: &Entry) -> i64 {
        fn part(list: &[u32], (from, to): (u32, u32)) -> &[u32] {
            &list[from as usize..to as usize]
        }
        let up = compare(part(&self.above, a.above), part(&self.above, b.above));
        let down = compare(part(&self.below, a.below), part(&self.below, b.below));
        (up.1 + down.1) as i64 - (up.0 + down.0) as i64
    }
}

impl Search<'_> {
    /// Up to `rounds` rounds over all layers, until one changes nothing or the budget is spent.
    pub(super) fn switch_all(&mut self, rounds: usize) {
        for _ in 0..rounds {
            if self.switched >= self.stop {
                break;
            }
            let mut changed = false;
            for layer in 0..self.g.layers.len() as u32 {
                // Where a single layer has thousands of places a round is long.
                if self.switched >= self.stop && self.g.pieces.len() as u64 > LARGE {
                    break;
                }
                changed |= self.switch(layer);
            }
            if !changed {
                break;
            }
        }
    }

    /// When the layer's order or a place that it is connected to changed.
    pub(super) fn changed(&self, layer: u32) -> u32 {
        let (l, p) = (&self.g.layers[layer as usize], &self.places);
        let above = if l.start > 0 { p.bottom_changed[l.start as usize - 1] } else { 0 };
        let below = p.top_changed.get(l.end as usize + 1).copied().unwrap_or(0);
        p.reordered[layer as usize].max(above).max(below)
    }

    pub(super) fn switch(&mut self, layer: u32) -> bool {
        let range = self.range(layer);
        if range.len() < 2 || self.switching.settled[layer as usize] >= self.changed(layer) {
            return false;
        }
        let mut s = std::mem::take(&mut self.switching);
        self.collect(range.clone(), &mut s);
        let (mut changed, mut settled) = (false, false);
        self.work += s.looked_at(2);
        for _ in 0..range.len().min(PASSES) {
            let (gained, looked_at) = self.pass(layer, &mut s);
            changed |= gained;
            self.switched += looked_at;
            settled = !gained;
            if settled || self.switched >= self.stop {
                break;
            }
        }
        if changed {
            self.adopt(layer, &s);
        }
        s.settled[layer as usize] = if settled { self.places.clock } else { 0 };
        self.switching = s;
        changed
    }

    /// Takes over the order of the entries in the scratch.
    pub(super) fn adopt(&mut self, layer: u32, s: &Scratch) {
        let range = self.range(layer);
        for (at, e) in self.g.entries[range].iter_mut().zip(&s.entries) {
            *at = e.entry;
        }
        self.touched.push(layer);
        self.work += self.places.place_layer(self.g, layer);
    }

    /// Bubbles once over the entries; whether that switched any, and how many places it looked at.
    pub(super) fn pass(&self, layer: u32, s: &mut Scratch) -> (bool, u64) {
        let (mut gained, mut looked_at) = (false, s.entries.len() as u64 / 8);
        for i in 1..s.entries.len() {
            if !std::mem::replace(&mut s.open[i], false) {
                continue;
            }
            let (a, b) = (s.entries[i - 1], s.entries[i]);
            looked_at += a.near() + b.near();
            // As few crossings do where the source wants it so.
            let most = i64::from(self.wanted_place(b.entry) < self.wanted_place(a.entry));
            if s.gain(&a, &b) >= most || !self.may_switch(layer, a.entry, b.entry) {
                continue;
            }
            s.entries.swap(i - 1, i);
            s.open[i - 1] = true;
            if let Some(next) = s.open.get_mut(i + 1) {
                *next = true;
            }
            gained = true;
        }
        (gained, looked_at)
    }

    pub(super) fn may_switch(&self, layer: u32, a: u32, b: u32) -> bool {
        let one_lane =
            self.g.lanes.is_empty() || self.g.lane_of_entry(self.part, a) == self.g.lane_of_entry(self.part, b);
        one_lane && !self.hints.forbid(layer, a, b)
    }

    pub(super) fn collect(&self, range: std::ops::Range<usize>, s: &mut Scratch) {
        s.above.clear();
        s.below.clear();
        s.entries.clear();
        s.open.clear();
        s.open.resize(range.len(), true);
        let add = |list: &mut Vec<u32>, near: &[u32], places: &[u32]| {
            let from = list.len();
            list.extend(near.iter().map(|&i| places[i as usize]));
            list[from..].sort_unstable();
            (from as u32, list.len() as u32)
        };
        for &entry in &self.g.entries[range] {
            let above = add(&mut s.above, self.near.above(entry), &self.places.bottom);
            let below = add(&mut s.below, self.near.below(entry), &self.places.top);
            s.entries.push(Entry { entry, above, below });
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
