//! Slides ports along their sides so that lines between things that face each other become straight.
//!
//! A port may stand anywhere on its side that leaves its neighbours room. Pieces are taken by how far their ends are apart,
//! the nearest first; where both ends can stand at one x they are put there and stay. The ports that are left share what room
//! there is between those evenly. Each success removes two bends, none adds one. The outermost of what still bends may leave by a
//! flank ([`super::flank`]), which makes room for the rest.
//!
//! After the port-aware straightening of Rüegg, Schulze, Carstens, von Hanxleden 2015, *Size- and port-aware horizontal node coordinate
//! assignment*; there blocks move to ports, here ports move, and blocks only where they cannot.
//!
//! Before: coordinates, ports shared evenly. After: ports in the same order on each side, at least a little apart.

use super::coordinates::{Across, Frame};
use super::layers::Layered;
use super::part::{Leaf, NONE, Part, Unit, unit};
use super::ports::{Port, Ports};
use super::simplex::Arc;

/// Where the ports of a side may stand, and the least distance between them. Ports that leave by a flank are taken out at its ends.
#[derive(Clone, Copy)]
pub(super) struct Side {
    pub first: u32,
    pub count: u32,
    low: Unit,
    high: Unit,
    gap: Unit,
    /// Whether a port was taken out, or comes back from a flank: the others have to be shared out again.
    changed: bool,
}

/// All ports with where they stand now.
pub(super) struct Slide<'a> {
    pub part: &'a Part,
    pub g: &'a Layered,
    pub ports: &'a mut Ports,
    pub across: &'a Across,
    /// For each line the least x of its first and last end (where a title must stay clear).
    bound: &'a [[Unit; 2]],
    pub sides: Vec<Side>,
    side_of: Vec<u32>,
    pub at: Vec<Unit>,
    pub locked: Vec<bool>,
    /// The two ports of each piece.
    pub upper: Vec<u32>,
    pub lower: Vec<u32>,
}

/// Straightens what can be, lets others leave by a flank, and shares out what room is left.
pub(super) fn slide(part: &Part, g: &Layered, ports: &mut Ports, across: &Across, bound: &[[Unit; 2]]) {
    let mut s = Slide::new(part, g, ports, across, bound);
    s.straighten();
    if part.before.as_ref().is_none_or(|b| b.flanks) && super::flank::leave(&mut s) {
        s.straighten();
    }
    s.finish();
}

impl<'a> Slide<'a> {
    fn new(part: &'a Part, g: &'a Layered, ports: &'a mut Ports, across: &'a Across, bound: &'a [[Unit; 2]]) -> Self {
        let n = ports.list.len();
        let mut s = Self {
            part,
            g,
            ports,
            across,
            bound,
            sides: Vec::new(),
            side_of: vec![0; n],
            at: vec![0; n],
            locked: vec![false; n],
            upper: vec![NONE; g.pieces.len()],
            lower: vec![NONE; g.pieces.len()],
        };
        let mut from = 0usize;
        while from < n {
            let p = s.ports.list[from];
            let count = s.ports.list[from..].iter().take_while(|q| (q.leaf, q.bottom) == (p.leaf, p.bottom)).count();
            let leaf = &part.leaves[p.leaf as usize];
            let (x, w) = (across.item[p.leaf as usize], leaf.size.w);
            let (margin, gap) = spacing(part, leaf, count as Unit);
            let (low, high) = (x - w / 2 + margin, x + w / 2 - margin);
            let mut changed = false;
            for k in from..from + count {
                let q = s.ports.list[k];
                s.side_of[k] = s.sides.len() as u32;
                // Who left by a flank before starts again from the side's end.
                let offset = s.ports.offset[q.line as usize][usize::from(!q.first)];
                changed |= std::mem::take(&mut s.ports.flank[q.line as usize][usize::from(!q.first)]);
                s.at[k] = x + match leaf {
                    l if l.pinned => offset,
                    l if l.centered => 0,
                    _ => offset.clamp(-w / 2, w / 2),
                };
                s.locked[k] = leaf.centered || leaf.pinned;
                if q.piece != NONE {
                    let list = if g.pieces[q.piece as usize].upper == q.leaf { &mut s.upper } else { &mut s.lower };
                    list[q.piece as usize] = k as u32;
                }
            }
            s.sides.push(Side { first: from as u32, count: count as u32, low, high, gap, changed });
            from += count;
        }
        s
    }

    /// The x of a piece's two ends.
    pub(super) fn ends(&self, i: u32) -> (Unit, Unit) {
        let p = self.g.pieces[i as usize];
        let x = |port: u32, item: u32| {
            if port == NONE { self.across.item[item as usize] } else { self.at[port as usize] }
        };
        (x(self.upper[i as usize], p.upper), x(self.lower[i as usize], p.lower))
    }

    /// Where an end of a piece may stand that is now at `x`: anywhere its side has room for it.
    pub(super) fn range(&self, port: u32, x: Unit) -> (Unit, Unit) {
        if port == NONE || self.locked[port as usize] { (x, x) } else { self.room(port) }
    }

    fn straighten(&mut self) {
        self.straighten_of(0..self.g.pieces.len() as u32);
    }

    /// Straightens what can be at one side.
    pub(super) fn straighten_side(&mut self, side: usize) {
        let s = self.sides[side];
        let pieces: Vec<u32> = (s.first..s.first + s.count).map(|k| self.ports.list[k as usize].piece).collect();
        self.straighten_of(pieces.into_iter().filter(|&p| p != NONE));
    }

    fn straighten_of(&mut self, pieces: impl Iterator<Item = u32>) {
        let mut order: Vec<(Unit, u32)> = pieces
            .filter(|&i| {
                let free = |port: u32| port != NONE && !self.locked[port as usize];
                !self.g.pieces[i as usize].flat && (free(self.upper[i as usize]) || free(self.lower[i as usize]))
            })
            .map(|i| {
                let (a, b) = self.ends(i);
                ((a - b).abs(), i)
            })
            .collect();
        order.sort_unstable();
        for (_, i) in order {
            let (a, b) = self.ends(i);
            let ports = [self.upper[i as usize], self.lower[i as usize]];
            let (ra, rb) = (self.range(ports[0], a), self.range(ports[1], b));
            let (low, high) = (ra.0.max(rb.0), ra.1.min(rb.1));
            if low <= high {
                let x = ((a + b) / 2).clamp(low, high);
                ports.iter().for_each(|&port| self.fix(port, x));
            }
        }
    }

    /// Puts a port at `x` for good.
    pub(super) fn fix(&mut self, port: u32, x: Unit) {
        if port != NONE {
            self.at[port as usize] = x;
            self.locked[port as usize] = true;
        }
    }

    /// Takes the port at an end of a side out of it.
    pub(super) fn take_out(&mut self, side: usize, high: bool) {
        let s = &mut self.sides[side];
        s.first += u32::from(!high);
        s.count -= 1;
        s.changed = true;
    }

    fn finish(mut self) {
        for s in std::mem::take(&mut self.sides) {
            self.spread(&s);
        }
        for (k, p) in self.ports.list.iter().enumerate() {
            let offset = self.at[k] - self.across.item[p.leaf as usize];
            self.ports.offset[p.line as usize][usize::from(!p.first)] = offset;
            if p.piece == NONE {
                self.ports.offset[p.line as usize] = [offset; 2];
            }
        }
    }

    pub(super) fn bound_of(&self, k: usize) -> Unit {
        let p = self.ports.list[k];
        self.bound[p.line as usize][usize::from(!p.first)]
    }

    /// Where a port may go: between the nearest fixed ports, with room for those in between.
    fn room(&self, port: u32) -> (Unit, Unit) {
        let s = &self.sides[self.side_of[port as usize] as usize];
        let (first, last) = (s.first as usize, (s.first + s.count) as usize - 1);
        let k = port as usize;
        let mut low = s.low.max(self.bound_of(first)) + (k - first) as Unit * s.gap;
        let mut high = s.high - (last - k) as Unit * s.gap;
        if let Some(j) = (first..k).rev().find(|&j| self.locked[j]) {
            low = self.at[j] + (k - j) as Unit * s.gap;
        }
        if let Some(j) = (k + 1..=last).find(|&j| self.locked[j]) {
            high = self.at[j] - (j - k) as Unit * s.gap;
        }
        (low.max(self.bound_of(k)), high)
    }

    /// Shares the room between fixed ports evenly among the others.
    fn spread(&mut self, s: &Side) {
        let (first, end) = (s.first as usize, (s.first + s.count) as usize);
        if !(first..end).any(|k| self.locked[k]) {
            if s.changed {
                self.share(first, end);
            }
            return;
        }
        let mut k = first;
        while k < end {
            if self.locked[k] {
                k += 1;
                continue;
            }
            let stop = (k..end).find(|&j| self.locked[j]).unwrap_or(end);
            // The side's own ends count as half a share away.
            let low = if k == first { s.low.max(self.bound_of(first)) - s.gap } else { self.at[k - 1] };
            let high = if stop == end { s.high + s.gap } else { self.at[stop] };
            let n = (stop - k) as Unit;
            for (t, a) in self.at[k..stop].iter_mut().enumerate() {
                *a = low + (high - low) * (t as Unit + 1) / (n + 1);
            }
            k = stop;
        }
    }

    /// Shares a whole side evenly among the ports that stay on it.
    fn share(&mut self, first: usize, end: usize) {
        let Some(p) = self.ports.list.get(first).filter(|_| first < end) else { return };
        let (x, w) = (self.across.item[p.leaf as usize], self.part.leaves[p.leaf as usize].size.w);
        // A title that reaches beyond the leaf's middle gives way itself.
        let low = (x - w / 2).max(self.bound_of(first) - self.part.space.edge).min(x);
        let (n, leaf) = ((end - first) as Unit, &self.part.leaves[p.leaf as usize]);
        for k in first..end {
            let t = (k - first) as Unit;
            let even = low + (x + w / 2 - low) * (t + 1) / (n + 1);
            let (least, most) = limits(self.part, leaf, (t, n));
            self.at[k] = even.clamp(x + least, x + most).max(self.bound_of(k).min(even));
        }
    }
}

/// Moves the dummies of long lines, a whole straight run at a time, to where one more of its ends is straight, if that keeps all
/// distances. Ports that are crowded or bound by a title cannot come to the line; then the line comes to them. Whether any moved.
pub(super) fn nudge(g: &Layered, frame: &Frame, extra: &[Arc], ports: &Ports, across: &mut Across) -> bool {
    let mut x = frame.positions(across);
    // The end pieces of each run, by variable, and the separations on both sides of it.
    let mut ends: Vec<(u32, u32)> = Vec::new();
    for (i, p) in g.pieces.iter().enumerate() {
        let (u, v) = (frame.var[p.upper as usize], frame.var[p.lower as usize]);
        if !p.flat && u != v {
            ends.extend([(p.upper, u), (p.lower, v)].iter().filter(|e| !g.is_leaf(e.0)).map(|e| (e.1, i as u32)));
        }
    }
    let gap = |x: &[Unit], i: u32| {
        let p = g.pieces[i as usize];
        let (a, b) = ports.of_piece(g, i);
        x[frame.var[p.upper as usize] as usize] + a - x[frame.var[p.lower as usize] as usize] - b
    };
    if ends.iter().all(|e| gap(&x, e.1) == 0) {
        return false;
    }
    ends.sort_unstable();
    let mut moves = vec![false; frame.count as usize];
    ends.iter().for_each(|e| moves[e.0 as usize] = true);
    let mut near: Vec<(u32, bool, u32, Unit)> = Vec::new();
    for a in frame.walls.iter().chain(extra) {
        near.extend(moves[a.tail as usize].then_some((a.tail, true, a.head, a.len)));
        near.extend(moves[a.head as usize].then_some((a.head, false, a.tail, a.len)));
    }
    near.sort_unstable();
    let mut any = false;
    for _ in 0..3 {
        let mut moved = false;
        for run in ends.chunk_by(|a, b| a.0 == b.0) {
            let v = run[0].0;
            let from = near.partition_point(|s| s.0 < v);
            let (mut low, mut high) = (Unit::MIN, Unit::MAX);
            for &(_, follows, w, len) in near[from..].iter().take_while(|s| s.0 == v) {
                if follows {
                    high = high.min(x[w as usize] - len);
                } else {
                    low = low.max(x[w as usize] + len);
                }
            }
            let upper = |i: u32| frame.var[g.pieces[i as usize].upper as usize] == v;
            let straight = run.iter().filter(|e| gap(&x, e.1) == 0).count();
            let mut best: Option<(usize, Unit, Unit)> = None;
            for &(_, i) in run {
                let d = gap(&x, i);
                let to = x[v as usize] + if upper(i) { -d } else { d };
                if d == 0 || to < low || to > high {
                    continue;
                }
                let old = std::mem::replace(&mut x[v as usize], to);
                let now = run.iter().filter(|e| gap(&x, e.1) == 0).count();
                x[v as usize] = old;
                if now > straight && best.is_none_or(|b| (now, -d.abs()) > (b.0, b.1)) {
                    best = Some((now, -d.abs(), to));
                }
            }
            if let Some((_, _, to)) = best {
                x[v as usize] = to;
                moved = true;
            }
        }
        any |= moved;
        if !moved {
            break;
        }
    }
    for (at, &v) in across.item.iter_mut().zip(&frame.var) {
        *at = x[v as usize];
    }
    any
}

/// Least distance of an end from the corners of its side, px: an arrowhead beside a rounded corner. Two more would bend a line of
/// every second fan, whose children then no longer stand under it.
const CORNER: f64 = 8.0;

/// An offset without end.
pub(super) const FAR: Unit = 1 << 40;

/// For each piece the lowest and highest offset that its upper and its lower port can slide to.
pub(super) fn reach(part: &Part, g: &Layered, ports: &Ports) -> Vec<[Unit; 4]> {
    let mut out = vec![[0; 4]; g.pieces.len()];
    for side in ports.sides() {
        reach_of_side(part, g, ports, side, &mut out);
    }
    out
}

/// The same for the pieces at one side of a leaf.
pub(super) fn reach_of_side(part: &Part, g: &Layered, ports: &Ports, side: &[Port], out: &mut [[Unit; 4]]) {
    let leaf = &part.leaves[side[0].leaf as usize];
    let at_flank = |p: &&Port| ports.at_flank(p);
    let (w, n) = (leaf.size.w, side.iter().filter(|p| !at_flank(p)).count() as Unit);
    let range = |p: &Port| if g.pieces[p.piece as usize].upper == p.leaf { 0 } else { 2 };
    // A bend beside the leaf may stand anywhere on that side of it.
    let least = w / 2 + super::flank::stub(part);
    for p in side.iter().filter(at_flank) {
        let high = ports.offset[p.line as usize][usize::from(!p.first)] > 0;
        let (from, to) = if high { (least, FAR) } else { (-FAR, -least) };
        out[p.piece as usize][range(p)] = from;
        out[p.piece as usize][range(p) + 1] = to;
    }
    if leaf.pinned {
        for p in side.iter().filter(|p| p.piece != NONE) {
            let offset = ports.offset[p.line as usize][usize::from(!p.first)];
            out[p.piece as usize][range(p)..range(p) + 2].fill(offset);
        }
        return;
    }
    if leaf.centered {
        for p in side.iter().filter(|p| !at_flank(p) && p.piece != NONE) {
            out[p.piece as usize][range(p)..range(p) + 2].fill(0);
        }
        return;
    }
    let (margin, gap) = spacing(part, leaf, n);
    for (k, p) in side.iter().filter(|p| !at_flank(p)).enumerate().filter(|(_, p)| p.piece != NONE) {
        let at = range(p);
        let r = &mut out[p.piece as usize];
        r[at] = margin - w / 2 + k as Unit * gap;
        r[at + 1] = w / 2 - margin - (n - 1 - k as Unit) * gap;
    }
}

/// How far ports stay from the corners of a side of a leaf with `n` ports, and from one another. Where the outline slants they
/// keep to its level part, as far as that takes all of them.
pub(super) fn spacing(part: &Part, leaf: &Leaf, n: Unit) -> (Unit, Unit) {
    let w = leaf.size.w;
    let share = w / (n + 1);
    let gap = share.min(part.space.edge);
    let level = leaf.inset.min((w - (n - 1).max(0) * gap) / 2);
    (share.min(unit(CORNER)).min(w / 4).max(level), gap)
}

/// How far `n` ports stay from the corners of their side.
pub(super) fn margin(part: &Part, leaf: &Leaf, n: Unit) -> Unit {
    spacing(part, leaf, n).0
}

/// Where the ports of a side that is shared evenly stand at least and at most: the `k`-th of `n`, from the leaf's middle.
pub(super) fn limits(part: &Part, leaf: &Leaf, (k, n): (Unit, Unit)) -> (Unit, Unit) {
    let (margin, gap) = spacing(part, leaf, n);
    (margin - leaf.size.w / 2 + k * gap, leaf.size.w / 2 - margin - (n - 1 - k) * gap)
}

/// How many bends there are, how many lines have any, and for each piece how far its ends are apart. What has to bend counts as
/// straight: a flat piece, and above rows, where a line turns to come down again, one of its two ways there.
pub(super) fn bends(g: &Layered, ports: &Ports, across: &Across) -> (usize, usize, Vec<Unit>) {
    let apart = |i: u32| {
        let p = g.pieces[i as usize];
        let (a, b) = ports.of_piece(g, i);
        if p.flat { 0 } else { (across.item[p.upper as usize] + a - across.item[p.lower as usize] - b).abs() }
    };
    let mut gaps: Vec<Unit> = (0..g.pieces.len() as u32).map(apart).collect();
    for turn in (0..g.items.len() as u32).filter(|&i| g.is_turn(i)) {
        if let &[a, b] = g.downs(turn) {
            let bent = if gaps[a as usize] > gaps[b as usize] { a } else { b };
            gaps[bent as usize] = 0;
        }
    }
    let (mut bends, mut bent) = (0, 0);
    for (line, flank) in ports.flank.iter().enumerate() {
        let pieces = g.piece_first[line] as usize..g.piece_first[line + 1] as usize;
        let own = 2 * gaps[pieces].iter().filter(|&&d| d != 0).count() + flank.iter().filter(|&&f| f).count();
        bends += own;
        bent += usize::from(own > 0);
    }
    (bends, bent, gaps)
}
