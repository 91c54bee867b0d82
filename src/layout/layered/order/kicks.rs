//! Iterated local search: a line is taken to another place in all layers that it passes, the order settles around it, and what came
//! out is kept if fewer lines cross.
//!
//! Lourenço, Martin, Stützle 2003, *Iterated local search*. Layer by layer a long line rarely gets to the other side of what it
//! passes, since each of its dummies alone would cross more there; so the kick is a whole line, its ends included. Settling looks
//! at the changed layers and what is next to them only, so that a kick costs no more on a large graph than on a small one.
//!
//! Before: an order. After: one with as many crossings or fewer.

use super::Search;
use super::starts::drawn;

/// Kicks of one search, and how many in a row may fail before it ends: no more than twice the places that there are to kick to.
const KICKS: usize = 400;
const FAILURES: usize = 150;
/// Rounds of switching and sifting after a kick.
const ROUNDS: usize = 12;

impl Search<'_> {
    /// Kicks lines until a budget of work is spent.
    pub(super) fn kick_lines(&mut self, budget: u64) {
        let lines = (0..self.g.chain_first.len() as u32 - 1).filter(|&l| self.g.chain_of(l).len() > 1);
        let mut lines: Vec<(u64, u32)> = lines.map(|l| (0, l)).collect();
        let mut fewest = self.crossings();
        let mut best = self.g.entries.clone();
        let (mut failures, stop) = (0, self.work + budget);
        let patience = FAILURES.min(2 * lines.iter().map(|l| self.ways(l.1)).sum::<usize>());
        for kick in 0..KICKS {
            if fewest == 0 || failures == patience || self.work >= stop {
                break;
            }
            // Each line draws its turn in every round, and its place, from its own number: one line more changes little.
            let (round, turn) = (kick / lines.len(), kick % lines.len());
            if turn == 0 {
                lines.iter_mut().for_each(|l| l.0 = drawn((round as u64 + 1) << 32 | u64::from(l.1)));
                lines.sort_unstable();
            }
            let (number, line) = lines[turn];
            self.touched.clear();
            self.kick(line, (number % PARTS as u64) as usize);
            self.settle(stop);
            let now = self.crossings();
            if now < fewest {
                fewest = now;
                failures = 0;
                for &layer in &self.touched {
                    let range = self.range(layer);
                    best[range.clone()].copy_from_slice(&self.g.entries[range]);
                }
                continue;
            }
            failures += 1;
            for layer in std::mem::take(&mut self.touched) {
                let range = self.range(layer);
                self.g.entries[range.clone()].copy_from_slice(&best[range]);
                self.reordered(layer);
            }
        }
    }

    /// The most places in one layer that a line can be kicked to.
    fn ways(&self, line: u32) -> usize {
        let layers = self.g.chain_of(line).iter().map(|&item| self.range(self.g.items[item as usize].layer).len());
        layers.max().unwrap_or(0)
    }

    /// Puts all items of a line at the same share of the width of their layers.
    fn kick(&mut self, line: u32, share: usize) {
        for k in self.g.chain_first[line as usize]..self.g.chain_first[line as usize + 1] {
            let item = self.g.chain[k as usize];
            let layer = self.g.items[item as usize].layer;
            let range = self.range(layer);
            let entries = &mut self.g.entries[range.clone()];
            self.work += entries.len() as u64;
            let Some(at) = entries.iter().position(|&e| e == item) else { continue };
            let to = share * entries.len() / PARTS;
            match to.cmp(&at) {
                std::cmp::Ordering::Less => entries[to..=at].rotate_right(1),
                std::cmp::Ordering::Greater => entries[at..=to].rotate_left(1),
                std::cmp::Ordering::Equal => continue,
            }
            self.sort_lanes(range);
            self.hints.keep(layer, self.g);
            self.reordered(layer);
        }
    }

    /// Switches and sifts around the touched layers until nothing changes, or the work reaches `stop`.
    fn settle(&mut self, stop: u64) {
        let mut from = 0;
        for _ in 0..ROUNDS {
            let (mut low, mut high) = (u32::MAX, 0);
            for &layer in &self.touched[from..] {
                let l = self.g.layers[layer as usize];
                (low, high) = (low.min(l.start), high.max(l.end));
            }
            if low > high || self.work >= stop {
                break;
            }
            from = self.touched.len();
            for rank in low.saturating_sub(1)..=(high + 1).min(self.g.ranks - 1) {
                for nth in 0..self.near.starting(rank).len() {
                    let layer = self.near.starting(rank)[nth];
                    if self.work < stop {
                        self.switch(layer);
                        self.sift(layer);
                    }
                }
            }
        }
    }
}

/// Shares of a layer's width are in so many parts.
const PARTS: usize = 1000;
