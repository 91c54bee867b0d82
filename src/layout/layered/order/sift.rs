//! Sifting: an entry goes to the best of all places of its layer, not only past its neighbour.
//!
//! Matuszewski, Schönfeld, Molitor 1999, *Using sifting for k-layer straightline crossing minimization*. It gets over what holds
//! greedy switching up: places that cost more on the way to one that costs less.
//! We stop at a reach, and sift within one layer at a time with the others fixed.
//!
//! Before: an order. After: one with as many crossings or fewer; hints and lanes kept.

use super::{Search, switch};

/// How far an entry is moved at most, so that the work on layers of thousands stays in proportion to them.
const REACH: usize = 150;

impl Search<'_> {
    /// Sifts and switches all layers by turns, until that changes nothing or a budget of work is spent.
    pub(super) fn sift_all(&mut self, budget: u64) {
        let stop = self.work + budget;
        while self.work < stop {
            let mut changed = false;
            for layer in 0..self.g.layers.len() as u32 {
                changed |= self.work < stop && self.sift(layer);
            }
            if !changed {
                break;
            }
            self.switch_all(super::ROUNDS);
        }
    }

    /// Sifts each entry of a layer once; whether that changed its order.
    pub(super) fn sift(&mut self, layer: u32) -> bool {
        let range = self.range(layer);
        if range.len() < 3 || self.switching.sifted[layer as usize] >= self.changed(layer) {
            return false;
        }
        let mut s = std::mem::take(&mut self.switching);
        self.collect(range.clone(), &mut s);
        let mut changed = false;
        for entry in range.clone().map(|at| self.g.entries[at]) {
            let Some(from) = s.entries.iter().position(|e| e.entry == entry) else { continue };
            let to = self.best_place(layer, from, &s);
            if to < from {
                s.entries[to..=from].rotate_right(1);
            } else if to > from {
                s.entries[from..=to].rotate_left(1);
            }
            changed |= to != from;
        }
        self.work += s.looked_at(range.len().min(2 * REACH));
        if changed {
            self.adopt(layer, &s);
        }
        s.sifted[layer as usize] = if changed { 0 } else { self.places.clock };
        self.switching = s;
        changed
    }

    /// The nearest place with the fewest crossings.
    fn best_place(&self, layer: u32, from: usize, s: &switch::Scratch) -> usize {
        let one = s.entries[from];
        let (mut best, mut least, mut sum) = (from, 0, 0);
        for to in (from.saturating_sub(REACH)..from).rev() {
            let other = s.entries[to];
            if !self.may_switch(layer, other.entry, one.entry) {
                break;
            }
            sum += s.gain(&other, &one);
            if sum < least {
                (best, least) = (to, sum);
            }
        }
        sum = 0;
        for to in from + 1..s.entries.len().min(from + 1 + REACH) {
            let other = s.entries[to];
            if !self.may_switch(layer, one.entry, other.entry) {
                break;
            }
            sum += s.gain(&one, &other);
            if sum < least {
                (best, least) = (to, sum);
            }
        }
        best
    }
}
