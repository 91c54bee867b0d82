//! Where to cut a container into a number of rows: few lines cross a cut, and no row is much longer than it must be.
//!
//! Rüegg, von Hanxleden 2018 find cuts of equal rows and move each to a place nearby that few lines cross. Here the longest row that
//! so many rows need is found first; then, among all cuts whose rows are at most a quarter longer, those that cost least (a shortest
//! path over the places where can be cut).
//!
//! Before: a container laid out without cuts. After: the layers with which rows start, and how long and broad they will be about.

use super::super::arrange::Drawn;
use super::super::graph::Wrapping;
use super::super::part::{Part, Space, Tip, Unit};
use super::super::ranks::{Ranks, is_loop};

/// What a line across a cut costs, and its label.
const LINE: u64 = 10;
const LABEL: u64 = 5;
/// What a row costs that is almost empty.
const SHORT: u64 = 16;

/// Further than anything can be.
const FAR: Unit = Unit::MAX / 4;

/// The layers of one container as they were laid out; a band is one layer, or more between which may not be cut.
pub(super) struct Bands {
    /// The first layer of each band.
    layer: Vec<u32>,
    /// First y of what stands in each band or after it, last y of what stands in it or before it.
    start: Vec<Unit>,
    end: Vec<Unit>,
    /// First and last x in each band.
    across: Vec<(Unit, Unit)>,
    /// What a cut before each band costs, and how many lines cross it.
    cost: Vec<(u64, u32)>,
}

impl Bands {
    /// The bands of a container; none where it cannot be cut.
    pub(super) fn of(part: &Part, ranks: &Ranks, drawn: &Drawn, c: u32, wrap: Wrapping) -> Option<Self> {
        let n = ranks.layers[c as usize] as usize;
        let lanes = part.containers.iter().any(|k| k.is_lane && k.home == c);
        if n < 2 || lanes {
            return None;
        }
        let mut bands = Self {
            layer: (0..n as u32).collect(),
            start: vec![FAR; n],
            end: vec![0; n],
            across: vec![(FAR, 0); n],
            cost: vec![(0, 0); n],
        };
        let leaves = part.leaves.iter().enumerate().filter(|(_, l)| l.home == c);
        let groups = (1..part.containers.len()).filter(|&d| part.containers[d].home == c);
        let members = leaves.map(|(i, _)| (ranks.leaf[i], drawn.leaves[i]));
        for (layer, block) in members.chain(groups.map(|d| (ranks.container[d], drawn.containers[d]))) {
            let k = layer as usize;
            bands.start[k] = bands.start[k].min(block.y);
            bands.end[k] = bands.end[k].max(block.y + block.h);
            bands.across[k] = (bands.across[k].0.min(block.x), bands.across[k].1.max(block.x + block.w));
        }
        (0..n - 1).rev().for_each(|k| bands.start[k] = bands.start[k].min(bands.start[k + 1]));
        (1..n).for_each(|k| bands.end[k] = bands.end[k].max(bands.end[k - 1]));
        bands.end[0] = bands.end[0].max(bands.start[0].min(bands.end[n - 1]));
        bands.count(part, ranks, c);
        // The last layers may hold nothing but lines that turn.
        let empty = bands.start.iter().rev().take_while(|&&y| y == FAR).count();
        bands.start.truncate(n - empty);
        if wrap == Wrapping::AtSingleEdges {
            bands.join(|&(_, lines)| lines != 1);
        }
        (bands.len() > 1).then_some(bands)
    }

    /// Joins bands to the one before them where a cut is not allowed.
    fn join(&mut self, closed: impl Fn(&(u64, u32)) -> bool) {
        let mut kept = 0;
        for k in 1..self.len() {
            if closed(&self.cost[k]) {
                self.end[kept] = self.end[kept].max(self.end[k]);
                let (a, b) = (self.across[kept], self.across[k]);
                self.across[kept] = (a.0.min(b.0), a.1.max(b.1));
                continue;
            }
            kept += 1;
            (self.layer[kept], self.start[kept], self.end[kept]) = (self.layer[k], self.start[k], self.end[k]);
            (self.across[kept], self.cost[kept]) = (self.across[k], self.cost[k]);
        }
        self.start.truncate(kept + 1);
    }

    fn count(&mut self, part: &Part, ranks: &Ranks, c: u32) {
        let mut change = vec![(0i64, 0i64); self.cost.len() + 1];
        let layer = |t: Tip| match t {
            Tip::Leaf(i) => ranks.leaf[i as usize],
            Tip::Container(d) => ranks.container[d as usize],
        };
        for (i, l) in ranks.lifted.iter().enumerate().filter(|(i, l)| l.container == c && !is_loop(part, *i as u32)) {
            if let (Some(a), Some(b)) = (l.from, l.to) {
                let (a, b) = (layer(a).min(layer(b)), layer(a).max(layer(b)));
                let cost = (LINE + if part.lines[i].label.is_some() { LABEL } else { 0 }) as i64;
                for (at, sign) in [(a, 1), (b, -1)] {
                    let change = &mut change[at as usize + 1];
                    *change = (change.0 + sign * cost, change.1 + sign);
                }
            }
        }
        let mut sum = (0, 0);
        for (cost, change) in self.cost.iter_mut().zip(change) {
            sum = (sum.0 + change.0, sum.1 + change.1);
            *cost = (sum.0.unsigned_abs(), sum.1.unsigned_abs() as u32);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.start.len()
    }

    /// How long a row of these layers is.
    fn length(&self, from: usize, to: usize) -> Unit {
        self.end[to - 1] - self.start[from]
    }

    /// How many rows no longer than `most` hold everything.
    fn rows(&self, most: Unit) -> usize {
        let (mut count, mut from) = (1, 0);
        for to in 1..=self.len() {
            if to - from > 1 && self.length(from, to) > most {
                (count, from) = (count + 1, to - 1);
            }
        }
        count
    }

    /// The length of the longest row when it is as short as can be with so many rows.
    fn least_length(&self, rows: usize) -> Unit {
        let (mut low, mut high) = (0, self.length(0, self.len()));
        while low < high {
            let middle = (low + high) / 2;
            if self.rows(middle) <= rows { high = middle } else { low = middle + 1 }
        }
        low
    }

    /// Where to cut into so many rows or fewer: the bands with which the second and later rows start. `loose` rows may be a
    /// quarter longer than they must be.
    pub(super) fn cut(&self, rows: usize, loose: bool) -> Vec<usize> {
        let n = self.len();
        let longest = (0..n).map(|k| self.length(k, k + 1)).max().unwrap_or(0);
        let least = self.least_length(rows).max(longest);
        let most = if loose { least * 5 / 4 } else { least };
        // For each layer the least cost of rows that end before it, and where the last of them starts.
        let mut best: Vec<(u64, usize)> = vec![(0, 0); n + 1];
        for to in 1..=n {
            let starts = (0..to).rev().take_while(|&from| from + 1 == to || self.length(from, to) <= most);
            let costs = starts.map(|from| {
                let room = (most - self.length(from, to)).max(0) as u64;
                let empty = room * room / (most.max(1) as u64) * SHORT / (most.max(1) as u64);
                let cut = if from == 0 { 0 } else { self.cost[from].0 };
                (best[from].0 + cut + empty, from)
            });
            best[to] = costs.min().unwrap_or((0, 0));
        }
        let mut starts = Vec::new();
        let mut at = best[n].1;
        while at > 0 {
            starts.push(at);
            at = best[at].1;
        }
        starts.reverse();
        starts
    }

    /// What the lines across some cuts cost in all, in lines.
    pub(super) fn cost(&self, starts: &[usize]) -> u64 {
        starts.iter().map(|&s| self.cost[s].0).sum::<u64>() / LINE
    }

    /// The layers with which bands start.
    pub(super) fn layers(&self, starts: &[usize]) -> Vec<u32> {
        starts.iter().map(|&s| self.layer[s]).collect()
    }

    /// The length of the longest row, and the breadth of all of them with the lines between them.
    pub(super) fn extent(&self, starts: &[usize], space: &Space) -> (Unit, Unit) {
        let mut from = 0;
        let (mut long, mut broad) = (0, 0);
        for to in starts.iter().copied().chain([self.len()]) {
            long = long.max(self.length(from, to));
            let low = self.across[from..to].iter().map(|a| a.0).min().unwrap_or(0);
            let high = self.across[from..to].iter().map(|a| a.1).max().unwrap_or(0);
            let lines = Unit::from(self.cost[from].1);
            let between = space.node.max(2 * space.edge_node + lines * space.edge);
            broad += (high - low).max(0) + if from > 0 { between } else { 0 };
            from = to;
        }
        (long, broad)
    }
}
