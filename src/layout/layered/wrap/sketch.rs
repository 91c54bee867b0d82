//! How large a drawing will be when nothing in it is longer than some limit, without laying it out.
//!
//! From a drawing without cuts each container's layers are known: how long they are and how broad, and which lines pass between
//! them. What is longer than the limit is cut, the inner before the outer, and the outer only where it is still too long: a group in
//! a layer makes that layer shorter and broader. Extents are added up as they were in the drawing, and parts packed as they will be. No paper.
//!
//! Before: a drawing without cuts. After: for a limit the cuts, what they cost, and about how large the drawing with them is.

use super::super::arrange::Drawn;
use super::super::finish::Canvas;
use super::super::graph::{End, Graph};
use super::super::normalise::Piecewise;
use super::super::pack::Extents;
use super::super::part::{Extent, NONE, Part, Space, Tip, Unit};
use super::super::ranks::{Ranks, is_loop};
use super::cuts::{Band, Bands, LABEL, LINE};
use super::{By, Cuts, Plan, plain_ranks};

/// A drawing with some cuts.
pub(super) struct Sketched<'s> {
    pub plans: Vec<Plan<'s>>,
    pub all: Extent,
    /// How many lines cross the cuts, a label counted as half a line.
    pub jumps: f64,
}

/// A drawing without cuts, ready to be cut.
pub(super) struct Sketch<'s, 'c> {
    canvas: &'s Canvas<'c>,
    space: Space,
    /// As the canvas has them: innermost first.
    frames: Vec<(u32, Vec<Piece<'s>>)>,
}

/// One part.
struct Piece<'s> {
    of: &'s Piecewise,
    drawn: &'s Drawn,
    ranks: Ranks,
    /// Of each container that can be cut and is long enough for that to be wanted.
    bands: Vec<Option<Bands>>,
    /// What of the limit is taken by the padding of a container and of all that is around it.
    taken: Vec<Unit>,
    /// Containers, the innermost first.
    inner_first: Vec<u32>,
    /// Every member by its container, its layer there, and its length, the longest first.
    tallest: Vec<(u32, u32, Unit, Tip)>,
}

/// A member of a container that is no longer as large as it was.
#[derive(Clone, Copy)]
struct Member {
    tip: Tip,
    home: u32,
    layer: u32,
    was: Extent,
    now: Extent,
}

impl<'s, 'c> Sketch<'s, 'c> {
    /// No limit will be below `least`. `single` cuts where one line crosses a cut and nowhere else.
    pub(super) fn new(graph: &Graph, canvas: &'s Canvas<'c>, least: Unit, single: bool) -> Self {
        let mut frames: Vec<(u32, Vec<Piece>)> = Vec::new();
        for (frame, parts) in canvas.parts() {
            let pieces = parts.map(|(of, drawn)| Piece::new(of, drawn, least, single)).collect();
            frames.push((frame, pieces));
        }
        // Outer frames first: what is around a group takes its share of the limit.
        let mut around = vec![0; graph.groups.len()];
        for (frame, pieces) in frames.iter_mut().rev() {
            let outside = if *frame == NONE { 0 } else { around[*frame as usize] + canvas.padding(*frame).h };
            for piece in pieces {
                piece.take(outside);
                for (&end, leaf) in piece.of.leaves.iter().zip(&piece.of.part.leaves) {
                    if let End::Group(g) = end {
                        around[g as usize] = piece.taken[leaf.home as usize];
                    }
                }
            }
        }
        Self { canvas, space: Space::of(graph), frames }
    }

    /// The drawing with nothing longer than `limit`, as far as that can be.
    pub(super) fn limited(&self, limit: Unit) -> Sketched<'_> {
        let mut sketched = Sketched { plans: Vec::new(), all: self.canvas.extent(), jumps: 0.0 };
        let mut sizes: Vec<Extent> = self.canvas.sizes().iter().map(|s| s.real).collect();
        for (frame, pieces) in &self.frames {
            let mut extents = Vec::with_capacity(pieces.len());
            let mut changed = false;
            for (number, piece) in pieces.iter().enumerate() {
                let (extent, cuts, cost) = piece.limited(limit, &sizes, &self.space);
                changed |= extent != piece.extent();
                extents.push(extent);
                sketched.jumps += cost as f64 / LINE as f64;
                if !cuts.is_empty() {
                    let cuts = By::Layers(&piece.ranks, cuts);
                    sketched.plans.push(Plan { frame: *frame, part: number, cuts });
                }
            }
            if changed {
                let parts: Vec<&Piecewise> = pieces.iter().map(|p| p.of).collect();
                let extents: Vec<Extents> = extents.into_iter().map(|e| Extents { real: e, alike: e }).collect();
                let all = self.canvas.packing(&parts, &extents).all.real;
                if *frame == NONE {
                    sketched.all = all;
                } else {
                    sizes[*frame as usize] = self.canvas.around(*frame, all).0;
                }
            }
        }
        sketched
    }
}

impl<'s> Piece<'s> {
    fn new(of: &'s Piecewise, drawn: &'s Drawn, least: Unit, single: bool) -> Self {
        let part = &of.part;
        let ranks = plain_ranks(part);
        let n = part.containers.len();
        let mut layers: Vec<Vec<Band>> = vec![Vec::new(); n];
        // Lanes cross their flow from end to end.
        let mut open: Vec<bool> = drawn.containers.iter().take(n).map(|b| b.h > least).collect();
        part.containers.iter().filter(|k| k.is_lane).for_each(|k| open[k.home as usize] = false);
        for c in (0..n).filter(|&c| open[c]) {
            layers[c] = (0..ranks.layers[c]).map(Band::empty).collect();
        }
        let leaf = |i: u32| (Tip::Leaf(i), ranks.leaf[i as usize], drawn.leaves[i as usize]);
        let group = |d: u32| (Tip::Container(d), ranks.container[d as usize], drawn.containers[d as usize]);
        let groups = (1..n as u32).filter(|&d| !part.containers[d as usize].is_lane).map(group);
        let mut tallest = Vec::with_capacity(part.leaves.len() + n);
        for (tip, layer, block) in (0..part.leaves.len() as u32).map(leaf).chain(groups) {
            let home = part.home(tip).0;
            tallest.push((home, layer, -block.h, tip));
            if let Some(band) = layers[home as usize].get_mut(layer as usize) {
                (band.start, band.end) = (band.start.min(block.y), band.end.max(block.y + block.h));
                (band.low, band.high) = (band.low.min(block.x), band.high.max(block.x + block.w));
            }
        }
        tallest.sort_by_key(|t| (t.0, t.1, t.2));
        count(part, &ranks, &mut layers);
        let bands = layers.into_iter().map(|l| Bands::of(l, single)).collect();
        let mut inner_first: Vec<u32> = (0..n as u32).filter(|&c| !part.containers[c as usize].is_lane).collect();
        inner_first.sort_by_key(|&c| std::cmp::Reverse(part.containers[c as usize].depth));
        Self { of, drawn, ranks, bands, taken: vec![0; n], inner_first, tallest }
    }

    fn extent(&self) -> Extent {
        Extent { w: self.drawn.w, h: self.drawn.h }
    }

    /// Counts what paddings take of the limit, from outside in.
    fn take(&mut self, outside: Unit) {
        for &c in self.inner_first.iter().rev() {
            let home = self.of.part.containers[c as usize].home;
            let around = if home == NONE { outside } else { self.taken[home as usize] };
            let own = self.bands[c as usize].as_ref().map_or(0, |b| self.drawn.containers[c as usize].h - b.whole());
            self.taken[c as usize] = around + own.max(0);
        }
    }

    /// The part's extent when nothing in it is longer than a limit, its cuts, and what they cost. `sizes` are those of sealed groups.
    fn limited(&self, limit: Unit, sizes: &[Extent], space: &Space) -> (Extent, Vec<Cuts>, u64) {
        let part = &self.of.part;
        let mut changed: Vec<Member> = Vec::new();
        for (i, leaf) in part.leaves.iter().enumerate() {
            if let End::Group(g) = self.of.leaves[i]
                && sizes[g as usize] != leaf.size
            {
                let now = sizes[g as usize];
                let (tip, layer) = (Tip::Leaf(i as u32), self.ranks.leaf[i]);
                changed.push(Member { tip, home: leaf.home, layer, was: leaf.size, now });
            }
        }
        let (mut cuts, mut cost) = (Vec::new(), 0);
        let mut all = self.extent();
        if changed.is_empty() && all.h <= limit {
            return (all, cuts, cost);
        }
        for &c in &self.inner_first {
            let block = self.drawn.containers[c as usize];
            let was = Extent { w: block.w, h: block.h };
            let by = self.grown(c, &changed);
            let now = match &self.bands[c as usize] {
                Some(bands) => {
                    let grown = bands.grown(&by);
                    let room = limit - self.taken[c as usize];
                    let starts = if grown.whole() > room { grown.cut(room) } else { Vec::new() };
                    let (long, broad) = grown.extent(&starts, space);
                    let (whole, breadth) = bands.extent(&[], space);
                    if !starts.is_empty() {
                        cost += grown.cost(&starts);
                        cuts.push(Cuts { container: c, starts: grown.layers(&starts) });
                    }
                    Extent { w: was.w.max(was.w - breadth + broad), h: was.h - whole + long }
                }
                None => by.iter().fold(was, |e, b| Extent { w: e.w.max(was.w + b.2), h: e.h + b.1 }),
            };
            if c == 0 {
                all = Extent { w: all.w + now.w - was.w, h: all.h + now.h - was.h };
            } else if now != was {
                let (tip, home, layer) =
                    (Tip::Container(c), part.containers[c as usize].home, self.ranks.container[c as usize]);
                changed.push(Member { tip, home, layer, was, now });
            }
        }
        (all, cuts, cost)
    }

    /// By how much the layers of a container grow in length and in breadth when some of their members do, by layer.
    fn grown(&self, c: u32, changed: &[Member]) -> Vec<(u32, Unit, Unit)> {
        let mut mine: Vec<Member> = changed.iter().copied().filter(|m| m.home == c).collect();
        mine.sort_by_key(|m| m.layer);
        let grown = mine.chunk_by(|a, b| a.layer == b.layer).map(|members| {
            let layer = members[0].layer;
            let from = self.tallest.partition_point(|t| (t.0, t.1) < (c, layer));
            let rest = self.tallest[from..].iter().find(|t| members.iter().all(|m| m.tip != t.3));
            let rest = rest.filter(|t| (t.0, t.1) == (c, layer)).map_or(0, |t| -t.2);
            let high = |of: &dyn Fn(&Member) -> Unit| members.iter().map(of).fold(rest, Unit::max);
            let broader = members.iter().map(|m| m.now.w - m.was.w).sum();
            (layer, high(&|m| m.now.h) - high(&|m| m.was.h), broader)
        });
        grown.collect()
    }
}

/// Counts the lines that pass from layer to layer.
fn count(part: &Part, ranks: &Ranks, layers: &mut [Vec<Band>]) {
    let layer = |t: Tip| match t {
        Tip::Leaf(i) => ranks.leaf[i as usize],
        Tip::Container(d) => ranks.container[d as usize],
    };
    // By how much the lines and their cost change with each layer: between two of them that is a running sum.
    let mut change: Vec<Vec<(i64, i64)>> = layers.iter().map(|l| vec![(0, 0); l.len() + 1]).collect();
    for (i, l) in ranks.lifted.iter().enumerate().filter(|&(i, _)| !is_loop(part, i as u32)) {
        let (Some(a), Some(b)) = (l.from, l.to) else { continue };
        let change = &mut change[l.container as usize];
        let cost = (LINE + if part.lines[i].label.is_some() { LABEL } else { 0 }) as i64;
        let (a, b) = (layer(a).min(layer(b)) as usize, layer(a).max(layer(b)) as usize);
        if change.len() > b + 1 {
            change[a + 1] = (change[a + 1].0 + cost, change[a + 1].1 + 1);
            change[b + 1] = (change[b + 1].0 - cost, change[b + 1].1 - 1);
        }
    }
    for (bands, change) in layers.iter_mut().zip(change) {
        let mut sum = (0, 0);
        for (band, change) in bands.iter_mut().zip(change) {
            sum = (sum.0 + change.0, sum.1 + change.1);
            (band.cost, band.lines) = (sum.0.unsigned_abs(), sum.1.unsigned_abs() as u32);
        }
    }
}
