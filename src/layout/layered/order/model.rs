//! Model order: how near an order is to that of the source.
//!
//! Domrös, von Hanxleden 2022, *Preserving order during crossing minimization in Sugiyama layouts*: a reader recognizes a picture
//! after an edit when what the source lists first stands first. Among orders with as many crossings the one nearest to the source
//! wins, which is the same one before and after most edits; and as an order and its mirror image always have the same crossings,
//! of these two the nearer one is taken. Only leaves and groups count: nobody lists dummies.
//!
//! Before: an order. After [`Search::face`]: the same or its mirror image, with as many crossings.

use super::Search;
use crate::layout::layered::layers::{GROUP, Kind};

impl Search<'_> {
    /// Numbers the entries of all layers as they stand, as the order that is wanted.
    pub(super) fn want(&mut self) {
        self.wanted.resize(self.g.items.len() + self.part.containers.len(), 0);
        for (at, &e) in self.g.entries.iter().enumerate() {
            let key = self.near.key(e);
            self.wanted[key as usize] = at as u32;
        }
    }

    pub(super) fn wanted_place(&self, entry: u32) -> u32 {
        self.wanted[self.near.key(entry) as usize]
    }

    fn counts(&self, entry: u32) -> bool {
        entry & GROUP != 0 || self.g.items[entry as usize].kind == Kind::Leaf
    }

    /// Pairs of leaves or groups that stand the other way round than wanted, once it is known which way the picture faces.
    pub(super) fn strays(&mut self) -> u64 {
        let (strays, all) = self.pairs();
        if self.may_face() { strays.min(all - strays) } else { strays }
    }

    /// Lanes, hints and given ports have an order of their own that a mirror would break.
    fn may_face(&self) -> bool {
        !self.hints.any() && self.g.lanes.is_empty() && !self.places.has_ends()
    }

    /// Pairs of leaves or groups of one layer that stand the other way round than wanted, and all such pairs of one lane.
    fn pairs(&mut self) -> (u64, u64) {
        let (mut strays, mut all) = (0, 0);
        let (mut list, mut tree) = (std::mem::take(&mut self.listing.0), std::mem::take(&mut self.listing.1));
        for layer in 0..self.g.layers.len() as u32 {
            list.clear();
            let entries = self.g.entries_of(layer).iter().filter(|&&e| self.counts(e));
            list.extend(entries.map(|&e| (self.g.lane_of_entry(self.part, e), self.wanted[self.near.key(e) as usize])));
            for lane in list.chunk_by_mut(|a, b| a.0 == b.0) {
                let from = lane.iter().map(|l| l.1).min().unwrap_or(0);
                lane.iter_mut().enumerate().for_each(|(i, l)| *l = (i as u32, l.1 - from));
                strays += super::count::inversions(lane, &mut tree);
                all += (lane.len() * (lane.len() - 1) / 2) as u64;
            }
        }
        self.listing = (list, tree);
        (strays, all)
    }

    /// Turns the order of all layers around where the mirror image is nearer to what is wanted. Crossings stay as they are.
    pub(super) fn face(&mut self) {
        let (strays, all) = self.pairs();
        if 2 * strays <= all || !self.may_face() {
            return;
        }
        for layer in 0..self.g.layers.len() as u32 {
            let range = self.range(layer);
            self.g.entries[range].reverse();
        }
        self.place_all();
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Edge, End, Graph, Node, Spacing, place};

    fn graph(nodes: u32, lines: &[(u32, u32)]) -> Graph {
        let node = |i| Node { size: Size::new(60.0, 30.0), parent: None, index: i, centered_ports: false, inset: 0.0 };
        let edge = |&(a, b): &(u32, u32)| Edge { from: End::Node(a), to: End::Node(b), label: None, weight: 1 };
        let spacing = Spacing { node: 20.0, rank: 30.0, edge_edge: 10.0, edge_node: 10.0, ..Spacing::default() };
        Graph {
            nodes: (0..nodes).map(node).collect(),
            edges: lines.iter().map(edge).collect(),
            spacing,
            ..Graph::default()
        }
    }

    #[test]
    fn what_is_listed_first_stands_first() {
        // Two layers of four that a mirror would draw as well, with their lines listed backwards.
        let p = place(&graph(9, &[(4, 8), (3, 7), (2, 6), (1, 5), (0, 4), (0, 3), (0, 2), (0, 1)]));
        for layer in [1..5, 5..9] {
            let xs: Vec<f64> = p.nodes[layer].iter().map(|n| n.x).collect();
            assert!(xs.is_sorted(), "{xs:?}");
        }
    }

    #[test]
    fn crossings_that_must_be_do_not_reshuffle_the_rest() {
        // K(3,3) has as many crossings in several orders; that of the source is among them.
        let lines: Vec<(u32, u32)> = (0..3).flat_map(|a| (3..6).map(move |b| (a, b))).collect();
        let p = place(&graph(6, &lines));
        for layer in [0..3, 3..6] {
            let xs: Vec<f64> = p.nodes[layer].iter().map(|n| n.x).collect();
            assert!(xs.is_sorted(), "{xs:?}");
        }
    }
}
