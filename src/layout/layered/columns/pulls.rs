//! What wants to be short across the flow: lines, groups, the whole; and where ends want to stand on their sides.
//!
//! Rüegg et al. 2016 (see [`super`]) compact to one side; here lengths have weights, and the simplex makes their sum least.
//!
//! Before: things with one variable for all that moves together. After: arcs that hold at what is there now, with what each length costs.

use super::super::flank;
use super::super::layers::Border;
use super::super::part::Unit;
use super::super::simplex::{Arc, Tie};
use super::super::straight;
use super::Columns;
use super::share::{self, With};

/// What a unit of width costs: along a line, between the walls of a group, of the whole, and from a group's wall to its title.
const LINE: i64 = 2;
const WALL: i64 = 1;
const WHOLE: i64 = 4;
const TITLE: i64 = 1;
impl Columns<'_> {
    /// Upright stretches that end at the border of a container without padding: what stands right behind that hides its walls from them.
    fn landing(&self) -> impl Iterator<Item = (u32, u32)> {
        let bare = |border: Border| match border {
            Border::Top(c) | Border::Bottom(c) if self.part.containers[c as usize].pad < 2 => Some(c),
            _ => None,
        };
        let ends =
            self.g.borders.iter().enumerate().map(|(line, &(upper, lower))| (self.of(line as u32), upper, lower));
        ends.filter(|(of, ..)| !of.is_empty()).flat_map(move |(of, upper, lower)| {
            let (first, last) = (bare(upper).map(|c| (of.start, c)), bare(lower).map(|c| (of.end - 1, c)));
            first.into_iter().chain(last)
        })
    }

    /// What wants to be short: lines, groups, the whole; and how ends slide.
    pub(super) fn pulls(&self, vars: &[u32], arcs: &mut Vec<Arc>) -> Vec<Tie> {
        let (part, var) = (self.part, |v: u32| vars[v as usize]);
        // Lengths are measured from where things stand now, and never grow where they are too small already.
        let mut pull = |a: u32, b: u32, least: Unit, now: Unit, weight: i64| {
            if var(a) != var(b) {
                arcs.push(Arc { tail: var(a), head: var(b), len: least.min(now) - now, weight });
            }
        };
        for c in 0..part.containers.len() as u32 {
            let (k, b, x) = (&part.containers[c as usize], self.d.containers[c as usize], self.d.titles[c as usize]);
            pull(self.low(c), self.high(c), k.least.w, b.w, if c == 0 { WHOLE } else { WALL });
            if part.has_head(c) {
                pull(self.low(c), self.title(c), k.pad, x - b.x, TITLE);
                pull(self.title(c), self.high(c), k.title.w + k.pad, b.x + b.w - x, 0);
            }
        }
        for (k, c) in self.landing() {
            let (b, x, pad) =
                (self.d.containers[c as usize], self.uprights[k as usize].x, part.containers[c as usize].pad);
            pull(self.low(c), self.upright(k), pad, x - b.x, 0);
            pull(self.upright(k), self.high(c), pad, b.x + b.w - x, 0);
        }
        let stub = flank::stub(part);
        for line in 0..part.lines.len() as u32 {
            let weight = LINE * part.lines[line as usize].weight.max(1);
            let of = self.of(line);
            for k in of.start + 1..of.end {
                let (p, q) = (&self.uprights[k as usize - 1], &self.uprights[k as usize]);
                let (a, b) = if p.x < q.x { (k - 1, k) } else { (k, k - 1) };
                // An arrowhead at a flank needs room.
                let tip = (k == of.start + 1 && p.first == p.last) || (k + 1 == of.end && q.first == q.last);
                pull(self.upright(a), self.upright(b), if tip { stub } else { 0 }, (p.x - q.x).abs(), weight);
            }
        }
        if part.before.is_some() {
            // Near an earlier drawing leaves keep their order even where they do not see each other, and those on one axis stay there.
            let middle = |i: u32| self.d.leaves[i as usize].x + self.d.leaves[i as usize].w / 2;
            let mut order: Vec<(Unit, u32)> = (0..part.leaves.len() as u32).map(|i| (middle(i), i)).collect();
            order.sort_unstable();
            for w in order.windows(2) {
                pull(w[0].1, w[1].1, 0, w[1].0 - w[0].0, 0);
                if w[0].0 == w[1].0 {
                    pull(w[1].1, w[0].1, 0, 0, 0);
                }
            }
        }
        let mut ties = Vec::with_capacity(self.sliding.len());
        for (&(i, u), share) in self.sliding.iter().zip(share::shares(self)) {
            let (x, b) = (self.uprights[u as usize].x, self.d.leaves[i as usize]);
            let margin = straight::margin(part, &part.leaves[i as usize], 1);
            pull(i, self.upright(u), margin, x - b.x, 0);
            pull(self.upright(u), i, margin, b.x + b.w - x, 0);
            let weight = LINE * part.lines[self.uprights[u as usize].line as usize].weight.max(1);
            let (tail, head) = (var(i), var(self.upright(u)));
            if tail != head {
                let weight = match share.with {
                    With::Others => weight / 2,
                    With::Bend => weight * 3 / 2,
                    With::Nothing => 3 * weight,
                };
                ties.push(Tie { tail, head, len: share.off, below: weight, above: weight });
            }
        }
        ties
    }
}
