//! What moves together: the ends of lines with what they end at, labels with their lines, and what is drawn as one.
//!
//! Before: everything by itself. After: one root for all that are joined, and the ends that may slide along their side. No paper.

use super::super::layers::Border;
use super::super::part::{Tip, TitleSide};
use super::{Columns, Upright};

impl Columns<'_> {
    fn join(&mut self, a: u32, b: u32) {
        self.joined.join(a, b);
    }

    /// The leaves at the upper and the lower end of a line that has pieces.
    pub(super) fn ends(&self, line: u32) -> [Option<u32>; 2] {
        let (chain, borders) = (self.g.chain_of(line), self.g.borders[line as usize]);
        let leaf = |i: Option<&u32>, b| i.copied().filter(|&i| b == Border::No && self.g.is_leaf(i));
        [leaf(chain.first(), borders.0), leaf(chain.last(), borders.1)]
    }

    /// Joins the ends of lines with what they end at, or lets them slide there.
    pub(super) fn join_ends(&mut self) {
        for line in 0..self.part.lines.len() as u32 {
            let (l, of) = (&self.part.lines[line as usize], self.of(line));
            if of.is_empty() {
                continue;
            }
            if self.g.chain_of(line).is_empty() {
                // Loops and bridges go with what they belong to.
                let thing = match l.from {
                    Tip::Leaf(i) => i,
                    Tip::Container(c) => self.high(c),
                };
                of.for_each(|u| self.join(thing, self.upright(u)));
                self.join(thing, self.label(line));
                continue;
            }
            for (leaf, u) in self.ends(line).into_iter().zip([of.start, of.end - 1]) {
                let Some(i) = leaf else { continue };
                let (leaf, b) = (&self.part.leaves[i as usize], self.around(i));
                let (at, own) = (self.uprights[u as usize], self.d.leaves[i as usize]);
                if leaf.pinned {
                    // The line turns within the leaf's collar.
                    let inside = |u: &Upright| u.x >= b.x && u.x <= b.x + b.w && u.top <= b.y + b.h && u.bottom >= b.y;
                    let within: Vec<u32> = of.clone().filter(|&u| inside(&self.uprights[u as usize])).collect();
                    within.into_iter().for_each(|u| self.join(i, self.upright(u)));
                } else if leaf.centered || at.first == at.last || (!self.all_slide && 2 * at.x == 2 * own.x + own.w) {
                    self.join(i, self.upright(u));
                } else {
                    self.sliding.push((i, u));
                }
            }
            self.join_label(line);
        }
    }

    /// A label goes with the upright stretch that it stands beside.
    fn join_label(&mut self, line: u32) {
        let Some(b) = self.d.labels[line as usize] else { return };
        let low = self.part.title_side == TitleSide::Low;
        let x = if low { b.x + b.w + self.part.space.label } else { b.x - self.part.space.label };
        let away = |&u: &u32| {
            let u = &self.uprights[u as usize];
            ((b.y - u.bottom).max(u.top - b.y - b.h).max(0), (u.x - x).abs())
        };
        if let Some(u) = self.of(line).min_by_key(away) {
            self.join(self.upright(u), self.label(line));
        }
    }

    /// Joins what is drawn as one: bridged leaves, walls between lanes, titles that have no room to move.
    pub(super) fn join_rest(&mut self) {
        for i in 0..self.part.leaves.len() as u32 {
            let home = self.part.leaves[i as usize].home;
            if self.part.containers[home as usize].bridge > 0 {
                self.join(i, self.low(home));
                self.join(i, self.high(home));
            }
        }
        for lanes in self.g.lanes.windows(2).filter(|l| l[0].0 == l[1].0) {
            self.join(self.high(lanes[0].1), self.low(lanes[1].1));
        }
        for c in 0..self.part.containers.len() as u32 {
            if !self.part.has_head(c) {
                self.join(self.title(c), self.low(c));
            }
        }
    }
}
