//! The `order` hints of a part, by layer.
//!
//! After the constraints of Forster 2004, *A fast and simple heuristic for constrained two-level crossing reduction*. Ours are always
//! a sequence, so they need no resolving: whatever a step made of a layer, the entries of a hint share the places that they got anew.
//!
//! Before: lists of what was asked for, the later over the earlier. After: for each layer and lane the entries to keep in sequence.

use crate::layout::layered::layers::{GROUP, Layered};
use crate::layout::layered::part::{NONE, Part, Tip};
use crate::layout::layered::previous;

/// Sorted by layer.
pub(super) struct Hints(Vec<Hint>);

/// Some entries of a layer in the order to keep.
struct Hint {
    layer: u32,
    list: Vec<u32>,
    /// The entries with their places in the list, sorted.
    places: Vec<(u32, u32)>,
}

impl Hint {
    fn place(&self, entry: u32) -> Option<u32> {
        self.places.binary_search_by_key(&entry, |p| p.0).ok().map(|i| self.places[i].1)
    }
}

impl Hints {
    /// Each list is lifted to the members of the lowest container around all of it. Only entries of one lane are compared, since
    /// lanes have an order of their own.
    pub(super) fn new(part: &Part, g: &Layered) -> Self {
        // What stood side by side in an earlier drawing comes first: what is asked for goes over it.
        let mut out: Vec<(u32, Vec<u32>)> = previous::sequences(part, g);
        for list in &part.order {
            let Some(&one) = list.first() else { continue };
            let mut common = part.home(one).0;
            for &t in &list[1..] {
                let c = part.lift(one, t).container;
                if part.containers[c as usize].depth < part.containers[common as usize].depth {
                    common = c;
                }
            }
            let mut entries: Vec<(u32, u32, u32)> = Vec::new();
            for t in list.iter().filter_map(|&t| part.member(common, t)) {
                let e = match t {
                    Tip::Leaf(i) => (g.items[i as usize].layer, i),
                    Tip::Container(c) => (layer_of_group(g, part, c), c | GROUP),
                };
                let entry = (e.0, g.lane_of_entry(part, e.1), e.1);
                if e.0 != NONE && !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
            entries.sort_by_key(|e| (e.0, e.1));
            for chunk in entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
                if chunk.len() > 1 {
                    out.push((chunk[0].0, chunk.iter().map(|e| e.2).collect()));
                }
            }
        }
        out.sort_by_key(|h| h.0);
        let hint = |(layer, list): (u32, Vec<u32>)| {
            let mut places: Vec<(u32, u32)> = list.iter().enumerate().map(|(i, &e)| (e, i as u32)).collect();
            places.sort_unstable();
            Hint { layer, list, places }
        };
        Self(out.into_iter().map(hint).collect())
    }

    pub(super) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    fn of(&self, layer: u32) -> impl Iterator<Item = &Hint> {
        let from = self.0.partition_point(|h| h.layer < layer);
        self.0[from..].iter().take_while(move |h| h.layer == layer)
    }

    /// Puts the entries of each hint for a layer into the hint's order, within the places that they have, until all hold: where one
    /// sorts the entries of another, no two get out of an order that fits them all. Of hints that contradict each other the last one holds.
    pub(super) fn keep(&self, layer: u32, g: &mut Layered) {
        if self.0.is_empty() {
            return;
        }
        let range = g.entry_first[layer as usize] as usize..g.entry_first[layer as usize + 1] as usize;
        for _ in 0..=2 * self.of(layer).count() {
            let mut changed = false;
            for hint in self.of(layer) {
                let mut wanted = hint.list.iter();
                for at in &mut g.entries[range.clone()] {
                    if let Some(&next) = hint.place(*at).and_then(|_| wanted.next()) {
                        changed |= std::mem::replace(at, next) != next;
                    }
                }
            }
            if !changed {
                break;
            }
        }
    }

    /// Whether a hint forbids `b` to come before `a`.
    pub(super) fn forbid(&self, layer: u32, a: u32, b: u32) -> bool {
        !self.0.is_empty() && self.of(layer).any(|h| matches!((h.place(a), h.place(b)), (Some(i), Some(j)) if i < j))
    }
}

fn layer_of_group(g: &Layered, part: &Part, c: u32) -> u32 {
    g.layer_of(part.containers[c as usize].home, g.span[c as usize].0).unwrap_or(NONE)
}
