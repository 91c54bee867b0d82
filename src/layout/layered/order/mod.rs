//! Crossing minimisation: the order of the entries of every layer.
//!
//! Layer sweeps by barycentres (Sugiyama, Tagawa, Toda 1981) over the whole container tree at once: a group stands in one layer
//! of its parent and moves there as a block, pulled by everything that enters or leaves it, so that siblings keep one order over
//! all ranks and members stay together (Forster 2002, *Applying crossing reduction strategies to layered compound graphs*).
//! Sweeps alternate with switching neighbours while that removes crossings. The first start is the order of the source; small
//! graphs get more starts from fixed seeds, and the order with the fewest crossings wins, the earlier one where two are equal.
//!
//! Before: layers in any order. After: the same entries in each layer; lanes contiguous in their order; `order` hints kept.

mod count;
mod sweep;
mod switch;

use super::layers::{GROUP, Layered, lists};
use super::part::{NONE, Part, Tip};

/// Sweeps without gain after which a start is given up.
const PATIENCE: usize = 8;
const SWEEPS: usize = 40;
/// Work of one start, and of all together: pieces times sweeps.
const EFFORT_ONCE: usize = 80_000;
const EFFORT: usize = 1_000_000;
const STARTS: usize = 24;

/// The state of the search. Positions count along a rank; an item that covers several ranks has one at its first and at its last.
struct Search<'a> {
    part: &'a Part,
    g: &'a mut Layered,
    top: Vec<u32>,
    bottom: Vec<u32>,
    /// Pieces by the gap below their upper rank.
    gap_first: Vec<u32>,
    gap: Vec<u32>,
    /// Pieces that enter a container at its first rank, and that leave it at its last.
    enter_first: Vec<u32>,
    enter: Vec<u32>,
    leave_first: Vec<u32>,
    leave: Vec<u32>,
    /// Layers by their first and by their last rank, outer ones first.
    by_start: Vec<Vec<u32>>,
    by_end: Vec<Vec<u32>>,
    /// `order` hints: the layer, and its entries in the order to keep.
    hints: Vec<(u32, Vec<u32>)>,
    scratch: switch::Scratch,
}

/// Where each item stands along its first and along its last rank.
pub(super) struct Places {
    pub top: Vec<u32>,
    pub bottom: Vec<u32>,
}

pub(super) fn run(part: &Part, g: &mut Layered) -> Places {
    let mut s = Search::new(part, g);
    for layer in 0..s.g.layers.len() as u32 {
        s.keep_hints(layer);
    }
    s.place_all();
    let pieces = s.g.pieces.len().max(1);
    let sweeps = (EFFORT_ONCE / pieces).clamp(4, SWEEPS);
    let starts = (EFFORT / (pieces * SWEEPS)).clamp(1, STARTS);
    let source = s.g.entries.clone();
    let (mut best, mut fewest) = (source.clone(), s.crossings());
    for start in 0..starts {
        if fewest == 0 {
            break;
        }
        s.g.entries.clone_from(&source);
        match start {
            0 => {}
            1 => s.reverse(),
            _ => s.shuffle(start as u64),
        }
        for layer in 0..s.g.layers.len() as u32 {
            s.keep_hints(layer);
        }
        s.place_all();
        let (mut idle, mut least) = (0, u64::MAX);
        for sweep in 0..sweeps {
            s.sweep(sweep % 2 == start % 2, sweep % 4 >= 2);
            s.switch_all(2);
            let now = s.crossings();
            if now < least {
                least = now;
                idle = 0;
            } else {
                idle += 1;
            }
            if now < fewest {
                fewest = now;
                best.clone_from(&s.g.entries);
            }
            if fewest == 0 || idle >= PATIENCE {
                break;
            }
        }
    }
    s.g.entries = best;
    s.place_all();
    s.switch_all(8);
    Places { top: s.top, bottom: s.bottom }
}

impl<'a> Search<'a> {
    fn new(part: &'a Part, g: &'a mut Layered) -> Self {
        let ranks = g.ranks as usize;
        let (mut by_start, mut by_end) = (vec![Vec::new(); ranks], vec![Vec::new(); ranks]);
        let mut layers: Vec<u32> = (0..g.layers.len() as u32).collect();
        layers.sort_by_key(|&l| part.containers[g.layers[l as usize].container as usize].depth);
        for l in layers {
            by_start[g.layers[l as usize].start as usize].push(l);
            by_end[g.layers[l as usize].end as usize].push(l);
        }
        let across = || g.pieces.iter().enumerate().filter(|(_, p)| !p.flat);
        let gaps: Vec<(u32, u32)> = across().map(|(i, p)| (g.end(p.upper), i as u32)).collect();
        let (mut enter, mut leave) = (Vec::new(), Vec::new());
        for (i, p) in across() {
            let mut c = g.layers[g.items[p.lower as usize].layer as usize].container;
            while c != 0 && g.span[c as usize].0 == g.start(p.lower) {
                enter.push((c, i as u32));
                c = part.containers[c as usize].home;
            }
            let mut c = g.layers[g.items[p.upper as usize].layer as usize].container;
            while c != 0 && g.span[c as usize].1 == g.end(p.upper) {
                leave.push((c, i as u32));
                c = part.containers[c as usize].home;
            }
        }
        let (gap_first, gap) = lists(ranks, &gaps);
        let (enter_first, enter) = lists(part.containers.len(), &enter);
        let (leave_first, leave) = lists(part.containers.len(), &leave);
        let hints = hints(part, g);
        let n = g.items.len();
        Self {
            part,
            g,
            top: vec![0; n],
            bottom: vec![0; n],
            gap_first,
            gap,
            enter_first,
            enter,
            leave_first,
            leave,
            by_start,
            by_end,
            hints,
            scratch: switch::Scratch::default(),
        }
    }

    /// Pieces that come to an entry from above.
    fn entering(&self, entry: u32) -> &[u32] {
        if entry & GROUP == 0 {
            return self.g.ups(entry);
        }
        let c = (entry & !GROUP) as usize;
        &self.enter[self.enter_first[c] as usize..self.enter_first[c + 1] as usize]
    }

    /// Pieces that leave an entry downwards; flat ones of an item are among them.
    fn leaving(&self, entry: u32) -> &[u32] {
        if entry & GROUP == 0 {
            return self.g.downs(entry);
        }
        let c = (entry & !GROUP) as usize;
        &self.leave[self.leave_first[c] as usize..self.leave_first[c + 1] as usize]
    }

    fn range(&self, layer: u32) -> std::ops::Range<usize> {
        self.g.entry_first[layer as usize] as usize..self.g.entry_first[layer as usize + 1] as usize
    }

    /// Numbers the items of a rank along it.
    fn place(&mut self, rank: u32) {
        let (g, top, bottom) = (&*self.g, &mut self.top, &mut self.bottom);
        let mut at = 0;
        g.walk(self.part, rank, |t| {
            if let super::layers::Token::Item(i) = t {
                if g.start(i) == rank {
                    top[i as usize] = at;
                }
                if g.end(i) == rank {
                    bottom[i as usize] = at;
                }
                at += 1;
            }
        });
    }

    fn place_all(&mut self) {
        for r in 0..self.g.ranks {
            self.place(r);
        }
    }

    fn reverse(&mut self) {
        for layer in 0..self.g.layers.len() as u32 {
            let range = self.range(layer);
            self.g.entries[range.clone()].reverse();
            self.sort_lanes(range);
        }
    }

    /// A shuffle by SplitMix64, the same on every machine.
    fn shuffle(&mut self, seed: u64) {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for layer in 0..self.g.layers.len() as u32 {
            let range = self.range(layer);
            for i in (1..range.len()).rev() {
                state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let mut z = state;
                z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                self.g.entries.swap(range.start + i, range.start + ((z ^ (z >> 31)) % (i as u64 + 1)) as usize);
            }
            self.sort_lanes(range);
        }
    }

    fn sort_lanes(&mut self, range: std::ops::Range<usize>) {
        if !self.g.lanes.is_empty() {
            let mut list = self.g.entries[range.clone()].to_vec();
            list.sort_by_key(|&e| self.g.lane_of_entry(self.part, e));
            self.g.entries[range].copy_from_slice(&list);
        }
    }

    /// Puts the entries of each hint for a layer into the hint's order, within the places that they have.
    fn keep_hints(&mut self, layer: u32) {
        let range = self.range(layer);
        let from = self.hints.partition_point(|h| h.0 < layer);
        for (_, wanted) in self.hints[from..].iter().take_while(|h| h.0 == layer) {
            let entries = &mut self.g.entries[range.clone()];
            let places: Vec<usize> = (0..entries.len()).filter(|&i| wanted.contains(&entries[i])).collect();
            for (&place, &entry) in places.iter().zip(wanted) {
                entries[place] = entry;
            }
        }
    }

    /// Whether a hint forbids `b` to come before `a`.
    fn hinted(&self, layer: u32, a: u32, b: u32) -> bool {
        let from = self.hints.partition_point(|h| h.0 < layer);
        self.hints[from..].iter().take_while(|h| h.0 == layer).any(|(_, list)| {
            let at = |e| list.iter().position(|&x| x == e);
            matches!((at(a), at(b)), (Some(i), Some(j)) if i < j)
        })
    }
}

/// The hints by layer: each list is lifted to the members of the lowest container around all of it. Only entries of one lane are
/// compared, since lanes have an order of their own.
fn hints(part: &Part, g: &Layered) -> Vec<(u32, Vec<u32>)> {
    let mut out: Vec<(u32, Vec<u32>)> = Vec::new();
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
    out
}

fn layer_of_group(g: &Layered, part: &Part, c: u32) -> u32 {
    g.layer_of(part.containers[c as usize].home, g.span[c as usize].0).unwrap_or(NONE)
}
