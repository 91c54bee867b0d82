//! The layered graph that all later phases work on: long lines are cut into pieces between neighbouring ranks.
//!
//! Sugiyama, Tagawa, Toda 1981. Every container has its own layers; a layer covers one or more *ranks* of the whole picture (as
//! many as the deepest group in it needs), and its entries cover them all. A line gets one dummy item for each layer that it
//! passes, so that it stays on one side of whatever stands in that layer. A dummy with a label is as wide as the label.
//!
//! Before: ranks. After: each piece connects an item that ends at some rank with one that starts at the next one.

mod chain;
mod walk;

use super::part::{NONE, Part, Unit};
use super::ranks::{Ranks, stands_apart};
use super::slots::FREE;
pub(super) use walk::Token;

/// Entries of a layer are items and groups in one number: groups have this bit.
pub(super) const GROUP: u32 = 1 << 31;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Leaf,
    Dummy,
    Label,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub kind: Kind,
    /// The leaf, or the line of a dummy.
    pub owner: u32,
    pub layer: u32,
    pub lane: u32,
    /// Extents to both sides of its reference: a leaf's middle, a dummy's line.
    pub left: Unit,
    pub right: Unit,
    pub height: Unit,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Layer {
    pub container: u32,
    /// First and last rank.
    pub start: u32,
    pub end: u32,
}

/// A line between two neighbouring ranks. `flat` ones connect two items of one rank through the gap below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub upper: u32,
    pub lower: u32,
    pub line: u32,
    pub flat: bool,
}

/// Where a line's drawing starts or ends beyond its chain of items: on a container's own border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Border {
    /// At an item of the chain.
    No,
    Top(u32),
    Bottom(u32),
}

#[derive(Clone, Debug)]
pub(super) struct Layered {
    pub layers: Vec<Layer>,
    /// A container's layers are `layers[layer_first[c]..layer_first[c + 1]]`.
    pub layer_first: Vec<u32>,
    /// First and last rank of each container.
    pub span: Vec<(u32, u32)>,
    pub ranks: u32,
    pub items: Vec<Item>,
    /// Leaf `i` is item `i`; a line's items from top to bottom are `chain[chain_first[i]..chain_first[i + 1]]`.
    pub chain_first: Vec<u32>,
    pub chain: Vec<u32>,
    pub borders: Vec<(Border, Border)>,
    pub pieces: Vec<Piece>,
    /// A line's pieces from top to bottom.
    pub piece_first: Vec<u32>,
    /// Numbers of each piece's upper and lower end at leaves with given ports (see [`super::slots`]); none where there are no such.
    pub slots: Vec<[u32; 2]>,
    /// Pieces by their upper and by their lower item; flat ones stand in the first at both ends.
    pub down_first: Vec<u32>,
    pub down: Vec<u32>,
    pub up_first: Vec<u32>,
    pub up: Vec<u32>,
    /// Entries of each layer in their present order.
    pub entry_first: Vec<u32>,
    pub entries: Vec<u32>,
    /// The lanes of each container in their order.
    pub lanes: Vec<(u32, u32)>,
    /// A lane's number among its container's lanes, from 1; 0 stands for no lane.
    pub lane_number: Vec<u32>,
}

impl Layered {
    pub(super) fn layer_of(&self, container: u32, rank: u32) -> Option<u32> {
        let range = self.layer_first[container as usize]..self.layer_first[container as usize + 1];
        let list = &self.layers[range.start as usize..range.end as usize];
        let at = list.partition_point(|l| l.end < rank);
        list.get(at).filter(|l| l.start <= rank).map(|_| range.start + at as u32)
    }

    pub(super) fn entries_of(&self, layer: u32) -> &[u32] {
        &self.entries[self.entry_first[layer as usize] as usize..self.entry_first[layer as usize + 1] as usize]
    }

    pub(super) fn downs(&self, item: u32) -> &[u32] {
        &self.down[self.down_first[item as usize] as usize..self.down_first[item as usize + 1] as usize]
    }

    pub(super) fn ups(&self, item: u32) -> &[u32] {
        &self.up[self.up_first[item as usize] as usize..self.up_first[item as usize + 1] as usize]
    }

    /// The number of a piece's upper or lower end at its leaf.
    pub(super) fn slot(&self, piece: usize, lower: bool) -> u32 {
        self.slots.get(piece).map_or(FREE, |ends| ends[usize::from(lower)])
    }

    pub(super) fn start(&self, item: u32) -> u32 {
        self.layers[self.items[item as usize].layer as usize].start
    }

    pub(super) fn end(&self, item: u32) -> u32 {
        self.layers[self.items[item as usize].layer as usize].end
    }

    pub(super) fn lane_of_entry(&self, part: &Part, entry: u32) -> u32 {
        let lane = if entry & GROUP != 0 {
            part.containers[(entry & !GROUP) as usize].lane
        } else {
            self.items[entry as usize].lane
        };
        if lane == NONE { 0 } else { self.lane_number[lane as usize] }
    }

    pub(super) fn chain_of(&self, line: u32) -> &[u32] {
        &self.chain[self.chain_first[line as usize] as usize..self.chain_first[line as usize + 1] as usize]
    }

    /// Whether the line's ends stand in one layer, so that it turns back below it.
    pub(super) fn pieces_flat(&self, line: u32) -> bool {
        let range = self.piece_first[line as usize] as usize..self.piece_first[line as usize + 1] as usize;
        self.pieces[range].iter().any(|p| p.flat)
    }

    /// Whether the last end of a line leaves downwards from its item.
    pub(super) fn ends_downwards(&self, line: u32) -> bool {
        let range = self.piece_first[line as usize] as usize..self.piece_first[line as usize + 1] as usize;
        let last = self.chain_of(line).last();
        self.pieces[range].last().is_some_and(|p| p.flat || last == Some(&p.upper))
    }

    /// Whether a line to another row turns here, above both; the first of the two pieces below is the one that comes up.
    pub(super) fn is_turn(&self, item: u32) -> bool {
        !self.is_leaf(item) && self.downs(item).len() == 2 && self.ups(item).is_empty()
    }

    /// Whether two items stand in the same lane of every container around both: no wall of a lane is between them.
    pub(super) fn same_lanes(&self, part: &Part, a: u32, b: u32) -> bool {
        if self.lanes.is_empty() {
            return true;
        }
        let up = |i: u32| {
            let item = &self.items[i as usize];
            let first = (self.layers[item.layer as usize].container, item.lane);
            std::iter::successors(Some(first), |&(c, _)| {
                let k = &part.containers[c as usize];
                (k.home != NONE).then_some((k.home, k.lane))
            })
        };
        up(a).all(|(c, lane)| up(b).all(|(d, other)| c != d || lane == other))
    }

    pub(super) fn is_leaf(&self, item: u32) -> bool {
        self.items[item as usize].kind == Kind::Leaf
    }
}

pub(super) fn build(part: &Part, ranks: &Ranks) -> Layered {
    let (layers, layer_first, span) = bands(part, ranks);
    let mut g = Layered {
        ranks: span[0].1 + 1,
        layers,
        layer_first,
        span,
        items: Vec::with_capacity(part.leaves.len() * 2),
        chain_first: vec![0],
        chain: Vec::new(),
        borders: Vec::new(),
        pieces: Vec::new(),
        piece_first: vec![0],
        slots: Vec::new(),
        down_first: Vec::new(),
        down: Vec::new(),
        up_first: Vec::new(),
        up: Vec::new(),
        entry_first: Vec::new(),
        entries: Vec::new(),
        lanes: Vec::new(),
        lane_number: vec![0; part.containers.len()],
    };
    number_lanes(part, &mut g);
    for (i, l) in part.leaves.iter().enumerate() {
        let layer = g.layer_first[l.home as usize] + ranks.leaf[i];
        let (left, right) = (l.size.w / 2, l.size.w - l.size.w / 2);
        g.items.push(Item { kind: Kind::Leaf, owner: i as u32, layer, lane: l.lane, left, right, height: l.size.h });
    }
    for line in 0..part.lines.len() as u32 {
        if stands_apart(part, line) {
            g.borders.push((Border::No, Border::No));
        } else {
            chain::lay(part, ranks, &mut g, line);
        }
        g.chain_first.push(g.chain.len() as u32);
        g.piece_first.push(g.pieces.len() as u32);
    }
    index(part, ranks, &mut g);
    g
}

fn number_lanes(part: &Part, g: &mut Layered) {
    for (c, container) in part.containers.iter().enumerate() {
        if container.is_lane {
            g.lanes.push((container.home, c as u32));
        }
    }
    g.lanes.sort_by_key(|&(home, lane)| (home, part.containers[lane as usize].order));
    for chunk in g.lanes.chunk_by(|a, b| a.0 == b.0) {
        for (i, l) in chunk.iter().enumerate() {
            g.lane_number[l.1 as usize] = i as u32 + 1;
        }
    }
}

/// Which ranks each layer covers: a layer is as high as its highest group; a group's last layer reaches down to the end of the
/// layer that it stands in.
fn bands(part: &Part, ranks: &Ranks) -> (Vec<Layer>, Vec<u32>, Vec<(u32, u32)>) {
    let n = part.containers.len();
    let mut layer_first = vec![0u32; n + 1];
    for c in 0..n {
        layer_first[c + 1] = layer_first[c] + if part.containers[c].is_lane { 0 } else { ranks.layers[c].max(1) };
    }
    let mut height = vec![1u32; layer_first[n] as usize];
    let mut by_depth: Vec<u32> = (0..n as u32).filter(|&c| !part.containers[c as usize].is_lane).collect();
    by_depth.sort_by_key(|&c| part.containers[c as usize].depth);
    for &c in by_depth.iter().rev() {
        let own: u32 = height[layer_first[c as usize] as usize..layer_first[c as usize + 1] as usize].iter().sum();
        let home = part.containers[c as usize].home;
        if home != NONE {
            let l = (layer_first[home as usize] + ranks.container[c as usize]) as usize;
            height[l] = height[l].max(own);
        }
    }
    let mut layers = vec![Layer { container: 0, start: 0, end: 0 }; height.len()];
    let mut span = vec![(0, 0); n];
    for &c in &by_depth {
        let home = part.containers[c as usize].home;
        let within =
            (home != NONE).then(|| layers[(layer_first[home as usize] + ranks.container[c as usize]) as usize]);
        let mut start = within.map_or(0, |l: Layer| l.start);
        span[c as usize].0 = start;
        let range = layer_first[c as usize] as usize..layer_first[c as usize + 1] as usize;
        for l in range.clone() {
            layers[l] = Layer { container: c, start, end: start + height[l] - 1 };
            start += height[l];
        }
        if let (Some(l), Some(last)) = (within, range.clone().last()) {
            layers[last].end = l.end;
        }
        span[c as usize].1 = range.last().map_or(start, |l| layers[l].end);
    }
    for c in 0..n {
        if part.containers[c].is_lane {
            span[c] = span[part.containers[c].home as usize];
        }
    }
    (layers, layer_first, span)
}

/// Fills the lists of pieces by item and the entries of each layer in source order.
fn index(part: &Part, ranks: &Ranks, g: &mut Layered) {
    let n = g.items.len();
    let downs: Vec<(u32, u32)> = g
        .pieces
        .iter()
        .enumerate()
        .flat_map(|(i, p)| [Some((p.upper, i as u32)), p.flat.then_some((p.lower, i as u32))])
        .flatten()
        .collect();
    let ups: Vec<(u32, u32)> =
        g.pieces.iter().enumerate().filter(|(_, p)| !p.flat).map(|(i, p)| (p.lower, i as u32)).collect();
    (g.down_first, g.down) = lists(n, &downs);
    (g.up_first, g.up) = lists(n, &ups);
    let mut entries: Vec<(u32, u32)> = (0..n as u32).map(|i| (g.items[i as usize].layer, i)).collect();
    for c in 1..part.containers.len() as u32 {
        if !part.containers[c as usize].is_lane {
            let home = part.containers[c as usize].home;
            entries.push((g.layer_first[home as usize] + ranks.container[c as usize], c | GROUP));
        }
    }
    // Source order; a dummy stands where its line's end in that container does.
    let key = |e: u32| {
        if e & GROUP != 0 {
            return (part.containers[(e & !GROUP) as usize].order, 0);
        }
        let item = g.items[e as usize];
        if item.kind == Kind::Leaf {
            return (part.leaves[e as usize].order, 0);
        }
        let home = g.layers[item.layer as usize].container;
        let line = &part.lines[item.owner as usize];
        let end = part.member(home, line.to).or_else(|| part.member(home, line.from));
        (end.map_or(u32::MAX, |t| part.source_order(t)), item.owner + 1)
    };
    entries.sort_by_cached_key(|&(layer, e)| (layer, g.lane_of_entry(part, e), key(e)));
    (g.entry_first, g.entries) = lists(g.layers.len(), &entries);
}

/// Values by key, in the order given.
pub(super) fn lists(n: usize, pairs: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; n + 1];
    pairs.iter().for_each(|p| first[p.0 as usize + 1] += 1);
    for i in 0..n {
        first[i + 1] += first[i];
    }
    let mut at = first.clone();
    let mut list = vec![0u32; pairs.len()];
    for &(k, v) in pairs {
        list[at[k as usize] as usize] = v;
        at[k as usize] += 1;
    }
    (first, list)
}
