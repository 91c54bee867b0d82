//! Where every item stands along its first and along its last rank.
//!
//! A container holds a fixed number of items on each of its ranks, so an order that changes inside it moves nothing outside:
//! only what the changed layer holds is numbered again, and of its groups only those that have moved.
//!
//! While crossings are counted, ends at given ports have places too, between those of their item and the next one's. No paper.
//!
//! Before: an order of every layer. After: on each rank the places 0, 1, …; what every group holds there stands in a row.

use super::near::Ends;
use crate::layout::layered::layers::{GROUP, Layered};
use crate::layout::layered::part::{NONE, Part};

/// Places count from 0 along a rank, in steps that leave room for ends at ports.
pub(in crate::layout::layered) struct Places {
    /// On the first and on the last rank of each item's layer.
    pub top: Vec<u32>,
    pub bottom: Vec<u32>,
    /// Where a container's ranks begin in the three lists that follow.
    slot: Vec<u32>,
    /// For each rank of each container: its layer there, how many items it holds there, and the place of the first of them.
    layer: Vec<u32>,
    count: Vec<u32>,
    base: Vec<u32>,
    /// For each rank: when the last place of an item that begins, and of one that ends, there changed.
    pub(super) top_changed: Vec<u32>,
    pub(super) bottom_changed: Vec<u32>,
    /// For each layer: when its order changed.
    pub(super) reordered: Vec<u32>,
    /// Counts the changes.
    pub(super) clock: u32,
    stack: Vec<u32>,
    ends: Ends,
    step: u32,
}

impl Places {
    pub(super) fn new(part: &Part, g: &Layered, ends: Ends) -> Self {
        let n = part.containers.len();
        let mut slot = vec![0u32; n + 1];
        for c in 0..n {
            let (start, end) = g.span[c];
            slot[c + 1] = slot[c] + if part.containers[c].is_lane { 0 } else { end - start + 1 };
        }
        let all = slot[n] as usize;
        let mut p = Self {
            top: vec![0; g.items.len() + ends.len()],
            bottom: vec![0; g.items.len() + ends.len()],
            slot,
            layer: vec![NONE; all],
            count: vec![0; all],
            base: vec![0; all],
            top_changed: vec![0; g.ranks as usize],
            bottom_changed: vec![0; g.ranks as usize],
            reordered: vec![0; g.layers.len()],
            clock: 0,
            stack: Vec::new(),
            step: ends.most(),
            ends,
        };
        let mut order: Vec<u32> = (0..g.layers.len() as u32).collect();
        order.sort_by_key(|&l| std::cmp::Reverse(part.containers[g.layers[l as usize].container as usize].depth));
        // Innermost first: what a group holds is known when its parent's layer is counted.
        for l in order {
            let layer = g.layers[l as usize];
            let items = g.entries_of(l).iter().filter(|&e| e & GROUP == 0).count() as u32;
            let from = p.at(layer.container, layer.start, g);
            for k in from..from + (layer.end - layer.start + 1) as usize {
                p.layer[k] = l;
                p.count[k] = items;
            }
            for &e in g.entries_of(l).iter().filter(|&e| e & GROUP != 0) {
                let inner = p.slot[(e & !GROUP) as usize] as usize;
                for k in 0..(layer.end - layer.start + 1) as usize {
                    p.count[from + k] += p.count[inner + k];
                }
            }
        }
        p
    }

    /// Whether ends at ports have places of their own.
    pub(super) fn has_ends(&self) -> bool {
        self.ends.len() > 0
    }

    /// Numbers everything without ends at ports.
    pub(super) fn without_ends(mut self, g: &Layered) -> Self {
        if self.has_ends() {
            (self.ends, self.step) = (Ends::default(), 1);
            self.top.truncate(g.items.len());
            self.bottom.truncate(g.items.len());
            self.place_all(g);
        }
        self
    }

    fn at(&self, container: u32, rank: u32, g: &Layered) -> usize {
        (self.slot[container as usize] + rank - g.span[container as usize].0) as usize
    }

    /// Numbers everything, and counts every layer as changed.
    pub(in crate::layout::layered) fn place_all(&mut self, g: &Layered) {
        self.clock += 1;
        self.reordered.fill(self.clock);
        for rank in 0..g.ranks {
            self.place_rank(g, rank);
        }
    }

    /// Numbers all items of a rank, and says how many entries that were.
    pub(super) fn place_rank(&mut self, g: &Layered, rank: u32) -> u64 {
        self.place(g, 0, rank, true)
    }

    /// Numbers what a layer holds after its order has changed; the places of all else must be right.
    pub(super) fn place_layer(&mut self, g: &Layered, layer: u32) -> u64 {
        let l = g.layers[layer as usize];
        (l.start..=l.end).map(|rank| self.place(g, l.container, rank, false)).sum()
    }

    /// Numbers the items of a container on a rank: of the groups in it all, or only those that begin at another place.
    fn place(&mut self, g: &Layered, container: u32, rank: u32, all: bool) -> u64 {
        let (mut tops, mut bottoms) = (false, false);
        let mut entries = 0;
        self.stack.push(container);
        while let Some(c) = self.stack.pop() {
            let slot = self.at(c, rank, g);
            let layer = self.layer[slot];
            let l = g.layers[layer as usize];
            let (first, last) = (l.start == rank, l.end == rank);
            let mut place = self.base[slot];
            entries += g.entries_of(layer).len() as u64;
            for &e in g.entries_of(layer) {
                if e & GROUP != 0 {
                    let inner = self.at(e & !GROUP, rank, g);
                    if all || self.base[inner] != place {
                        self.base[inner] = place;
                        self.stack.push(e & !GROUP);
                    }
                    place += self.count[inner];
                    continue;
                }
                let number = place * self.step;
                if first {
                    tops |= std::mem::replace(&mut self.top[e as usize], number) != number;
                }
                if last {
                    bottoms |= std::mem::replace(&mut self.bottom[e as usize], number) != number;
                }
                if self.step > 1 {
                    for (end, slot) in self.ends.of(e) {
                        if first {
                            self.top[end] = number + 1 + slot;
                        }
                        if last {
                            self.bottom[end] = number + 1 + slot;
                        }
                    }
                }
                place += 1;
            }
        }
        self.clock += 1;
        if tops {
            self.top_changed[rank as usize] = self.clock;
        }
        if bottoms {
            self.bottom_changed[rank as usize] = self.clock;
        }
        entries
    }
}
