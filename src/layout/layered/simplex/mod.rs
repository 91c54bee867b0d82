//! Network simplex: integer positions that keep minimum distances and make the weighted sum of distances least.
//!
//! Gansner, Koutsofios, North, Vo 1993, *A technique for drawing directed graphs*, sections 2.3 and 4.2. Two phases use it: ranks
//! (distances are layers) and coordinates (distances are lengths). We depart from it in five ways:
//! - What pulls two variables to each other from both sides is a [`Tie`] with a convex cost of its own; Gansner et al. need a third
//!   variable for each. This is the dual of a flow with bounds on both sides (Ahuja, Hochbaum, Orlin 2003, *Solving the convex
//!   cost integer dual network flow problem*), and a step goes on past every tie that alone does not stop it (the long-step rule;
//!   Maros 2003, *Computational techniques of the simplex method*, section 10.2).
//! - Of the two sides of a cut the smaller one is searched, moved and hung to the other, with a new root where need be; nothing is
//!   renumbered.
//! - Arcs that have to leave the tree wait in a queue that steps feed; the tree is never scanned for them.
//! - Of all optimal positions the lowest are taken ([`face`]), so that they depend on the problem alone.
//! - Any feasible positions are a start, so that a phase can hand over what a cheaper method found, and a budget of steps (arcs and
//!   variables looked at) bounds the work: positions are feasible at every moment, a spent budget only leaves them less short.
//!
//! Before: the arcs and ties form a connected graph, the arcs have no directed cycle of positive length, the start is feasible.
//! After: `x[head] - x[tail] >= len` for every arc, the smallest position is 0.

mod face;
mod grown;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::VecDeque;

use face::Sunk;
use grown::Grown;
use tree::Tree;

const NONE: u32 = u32::MAX;
/// What falling short of a minimum distance costs: no sum of weights comes near it.
const HARD: i64 = i64::MAX / 4;
/// Arcs that have to leave the tree from among which the worst is taken.
const CANDIDATES: usize = 16;

/// `x[head] - x[tail] >= len`, and every unit of it costs `weight`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arc {
    pub tail: u32,
    pub head: u32,
    pub len: i64,
    pub weight: i64,
}

/// Every unit by which `x[head] - x[tail]` is over `len` costs `above`, every unit under it `below`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    pub tail: u32,
    pub head: u32,
    pub len: i64,
    pub below: i64,
    pub above: i64,
}

impl From<&Arc> for Tie {
    fn from(a: &Arc) -> Self {
        Self { tail: a.tail, head: a.head, len: a.len, below: HARD, above: a.weight }
    }
}

/// Lists of arcs by variable, in one array.
#[derive(Default)]
struct Lists {
    first: Vec<u32>,
    arcs: Vec<u32>,
}

impl Lists {
    fn new(n: usize, keys: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut lists = Self::default();
        lists.fill(n, keys);
        lists
    }

    /// Forgets what was and takes these.
    fn fill(&mut self, n: usize, keys: impl Iterator<Item = (u32, u32)> + Clone) {
        // Where each list begins, one place too far on, so that filling it moves it there.
        self.first.clear();
        self.first.resize(n + 2, 0);
        keys.clone().for_each(|(v, _)| self.first[v as usize + 2] += 1);
        for i in 2..n + 2 {
            self.first[i] += self.first[i - 1];
        }
        self.arcs.clear();
        self.arcs.resize(self.first[n + 1] as usize, 0);
        for (v, a) in keys {
            let at = &mut self.first[v as usize + 1];
            self.arcs[*at as usize] = a;
            *at += 1;
        }
    }

    fn of(&self, v: u32) -> &[u32] {
        &self.arcs[self.first[v as usize] as usize..self.first[v as usize + 1] as usize]
    }
}

/// The smallest feasible positions: longest paths from the sources, O(V+E).
pub(super) fn longest_paths(n: usize, arcs: &[Arc]) -> Vec<i64> {
    let outs = Lists::new(n, arcs.iter().enumerate().map(|(i, a)| (a.tail, i as u32)));
    let mut degree = vec![0u32; n];
    arcs.iter().for_each(|a| degree[a.head as usize] += 1);
    let mut queue: Vec<u32> = (0..n as u32).filter(|&v| degree[v as usize] == 0).collect();
    let mut x = vec![0i64; n];
    let mut at = 0;
    while at < queue.len() {
        let v = queue[at];
        at += 1;
        for &a in outs.of(v) {
            let arc = arcs[a as usize];
            let h = arc.head as usize;
            x[h] = x[h].max(x[v as usize] + arc.len);
            degree[h] -= 1;
            if degree[h] == 0 {
                queue.push(arc.head);
            }
        }
    }
    debug_assert_eq!(queue.len(), n, "the arcs have a cycle");
    x
}

/// The lowest optimal positions, seen from the variable at `root`, or the best that `budget` steps find.
pub(super) fn solve(n: usize, arcs: &[Arc], start: Vec<i64>, root: u32, budget: u64) -> Vec<i64> {
    solve_tied(n, arcs, &[], start, root, budget)
}

/// The same with ties.
pub(super) fn solve_tied(n: usize, arcs: &[Arc], ties: &[Tie], start: Vec<i64>, root: u32, budget: u64) -> Vec<i64> {
    Simplex::default().solve((n, root), arcs, ties, start, budget)
}

/// What a solution needs room for. Whoever solves much keeps one.
#[derive(Default)]
pub(super) struct Simplex {
    arcs: Vec<Tie>,
    near: Lists,
    x: Vec<i64>,
    tree: Tree,
    /// What one more unit of an arc's distance costs: `above` or `-below` outside the tree; within it whatever balances the pulls
    /// on every variable, and where that is not between the two the arc must leave.
    pull: Vec<i64>,
    /// Arcs to look at, in the order in which they were found to be out of bounds.
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// The side of the cut that is searched and moved; its variables are marked with the number of the round.
    side: Vec<u32>,
    mark: Vec<u32>,
    round: u32,
    /// Where arcs become tight as the side moves: how far, and which arc.
    stops: Vec<(i64, u32)>,
    grown: Grown,
    sunk: Sunk,
    steps: u64,
}

impl Simplex {
    /// The lowest optimal positions, seen from the variable at `root`, or the best that `budget` steps find.
    pub(super) fn solve(
        &mut self,
        (n, root): (usize, u32),
        arcs: &[Arc],
        ties: &[Tie],
        start: Vec<i64>,
        budget: u64,
    ) -> Vec<i64> {
        if n == 0 || arcs.len() + ties.len() == 0 {
            return start;
        }
        self.begin(n, arcs, ties, start);
        if self.tight_tree() {
            self.first_pulls();
            self.pivots(budget);
            self.sink(root);
        }
        let mut x = std::mem::take(&mut self.x);
        let least = x.iter().copied().min().unwrap_or(0);
        x.iter_mut().for_each(|x| *x -= least);
        #[cfg(test)]
        super::proof::solved(arcs, ties, &x, root, self.steps < budget);
        x
    }

    fn begin(&mut self, n: usize, arcs: &[Arc], ties: &[Tie], start: Vec<i64>) {
        self.arcs.clear();
        self.arcs.extend(arcs.iter().map(Tie::from));
        self.arcs.extend_from_slice(ties);
        let keys = self.arcs.iter().enumerate().flat_map(|(i, a)| [(a.tail, i as u32), (a.head, i as u32)]);
        self.near.fill(n, keys);
        self.x = start;
        self.tree.begin(n);
        self.pull.clear();
        self.pull.resize(self.arcs.len(), 0);
        self.queue.clear();
        self.queued.clear();
        self.queued.resize(self.arcs.len(), false);
        self.mark.clear();
        self.mark.resize(n, 0);
        self.round = 0;
        self.steps = 0;
    }

    fn slack(&self, a: u32) -> i64 {
        let arc = &self.arcs[a as usize];
        self.x[arc.head as usize] - self.x[arc.tail as usize] - arc.len
    }

    /// The pulls outside the tree follow from the positions; those of the tree balance them, from the leaves of the tree to its root.
    fn first_pulls(&mut self) {
        let n = self.x.len();
        for a in 0..self.arcs.len() as u32 {
            let arc = &self.arcs[a as usize];
            self.pull[a as usize] = if self.slack(a) < 0 { -arc.below } else { arc.above };
        }
        for v in 0..n {
            if self.tree.arc[v] != NONE {
                self.pull[self.tree.arc[v] as usize] = 0;
            }
        }
        let mut net = vec![0i64; n];
        for (arc, pull) in self.arcs.iter().zip(&self.pull) {
            net[arc.head as usize] += pull;
            net[arc.tail as usize] -= pull;
        }
        let mut order = Vec::with_capacity(n);
        self.tree.below(self.tree.root, NONE, &mut order);
        for &v in order.iter().rev() {
            let a = self.tree.arc[v as usize];
            if a != NONE {
                let up = net[v as usize];
                self.pull[a as usize] = if self.arcs[a as usize].head == v { -up } else { up };
                net[self.tree.parent[v as usize] as usize] += up;
            }
        }
        order.iter().rev().for_each(|&v| self.look_at(self.tree.arc[v as usize]));
    }

    /// By how much a pull is out of bounds.
    fn excess(&self, a: u32) -> i64 {
        let (arc, pull) = (&self.arcs[a as usize], self.pull[a as usize]);
        (pull - arc.above).max(-arc.below - pull).max(0)
    }

    fn look_at(&mut self, a: u32) {
        if a != NONE && !self.queued[a as usize] && self.excess(a) > 0 {
            self.queued[a as usize] = true;
            self.queue.push_back(a);
        }
    }

    fn pivots(&mut self, budget: u64) {
        while self.steps < budget {
            let Some(leave) = self.leaving() else { return };
            if !self.pivot(leave) {
                return;
            }
        }
    }

    /// The worst of the arcs that have waited longest.
    fn leaving(&mut self) -> Option<u32> {
        let mut best: Option<(i64, u32)> = None;
        let mut kept = 0;
        while kept < CANDIDATES {
            let Some(a) = self.queue.pop_front() else { break };
            self.steps += 1;
            self.queued[a as usize] = false;
            let arc = &self.arcs[a as usize];
            let in_tree = self.tree.arc[arc.head as usize] == a || self.tree.arc[arc.tail as usize] == a;
            let excess = self.excess(a);
            if !in_tree || excess == 0 {
                continue;
            }
            kept += 1;
            let worse = match best {
                Some((e, _)) if e >= excess => a,
                Some((_, b)) => {
                    best = Some((excess, a));
                    b
                }
                None => {
                    best = Some((excess, a));
                    continue;
                }
            };
            self.queued[worse as usize] = true;
            self.queue.push_back(worse);
        }
        best.map(|b| b.1)
    }

    /// Takes an arc out of the tree: moves the smaller side of its cut until the cost no longer falls, and lets the arc that
    /// stops it in. False where nothing stops it, which no finite cost allows.
    fn pivot(&mut self, leave: u32) -> bool {
        let arc = self.arcs[leave as usize];
        let child = if self.tree.arc[arc.head as usize] == leave { arc.head } else { arc.tail };
        let opens = self.pull[leave as usize] > arc.above;
        let n = self.x.len() as u32;
        let child_moves = 2 * self.tree.size[child as usize] <= n;
        let (top, without) = if child_moves { (child, NONE) } else { (self.tree.root, child) };
        let mut side = std::mem::take(&mut self.side);
        self.tree.below(top, without, &mut side);
        self.round += 1;
        side.iter().for_each(|&v| self.mark[v as usize] = self.round);
        let up = opens == self.on_side(arc.head);
        let Some((enter, by)) = self.entering(leave, &side, up) else { return false };
        // What the leaving arc still holds too much goes around the tree through the entering one.
        let bound = if opens { arc.above } else { -arc.below };
        let along = self.on_side(self.arcs[enter as usize].head) == self.on_side(arc.head);
        let rest = self.pull[leave as usize] - bound;
        self.shift(enter, if along { rest } else { -rest });
        debug_assert_eq!(self.pull[leave as usize], bound);
        if by != 0 {
            let by = if up { by } else { -by };
            side.iter().for_each(|&v| self.x[v as usize] += by);
        }
        let (t, h) = (self.arcs[enter as usize].tail, self.arcs[enter as usize].head);
        let (inner, outer) = if self.on_side(t) { (t, h) } else { (h, t) };
        self.steps += 2 * side.len() as u64;
        self.steps += self.tree.exchange(child, inner, outer, enter, &mut side);
        self.side = side;
        self.look_at(enter);
        true
    }

    fn on_side(&self, v: u32) -> bool {
        self.mark[v as usize] == self.round
    }

    /// The arc that stops the side, and how far the side moves until there. Ties that it passes change their pull.
    fn entering(&mut self, leave: u32, side: &[u32], up: bool) -> Option<(u32, i64)> {
        self.stops.clear();
        let mut left = self.excess(leave);
        // No further than to here.
        let mut nearest = i64::MAX;
        for &v in side {
            let list = self.near.of(v);
            self.steps += list.len() as u64;
            for &a in list {
                let arc = &self.arcs[a as usize];
                let head_inside = self.on_side(arc.head);
                if self.on_side(arc.tail) == head_inside || a == leave {
                    continue;
                }
                let slack = self.x[arc.head as usize] - self.x[arc.tail as usize] - arc.len;
                let grows = head_inside == up;
                let at_low = self.pull[a as usize] < arc.above;
                let gain = arc.above + arc.below;
                if grows != at_low || gain == 0 {
                    continue;
                }
                let far = slack.abs();
                if far <= nearest {
                    self.stops.push((far, a));
                    if gain >= left {
                        nearest = far;
                    }
                }
            }
        }
        let mut stops = std::mem::take(&mut self.stops);
        stops.sort_unstable();
        let mut found = None;
        for &(far, a) in &stops {
            let arc = self.arcs[a as usize];
            let gain = arc.above + arc.below;
            if gain >= left {
                found = Some((a, far));
                break;
            }
            left -= gain;
            self.shift(a, if self.pull[a as usize] < arc.above { gain } else { -gain });
        }
        self.stops = stops;
        found
    }

    /// Adds to an arc's pull and balances that along the tree between its ends.
    fn shift(&mut self, a: u32, by: i64) {
        self.pull[a as usize] += by;
        let (mut h, mut t) = (self.arcs[a as usize].head, self.arcs[a as usize].tail);
        while h != t {
            self.steps += 1;
            let head_deeper = self.tree.depth[h as usize] >= self.tree.depth[t as usize];
            let v = if head_deeper { h } else { t };
            let p = self.tree.arc[v as usize];
            let with = (self.arcs[p as usize].head == v) == head_deeper;
            self.pull[p as usize] += if with { -by } else { by };
            self.look_at(p);
            if head_deeper {
                h = self.tree.parent[h as usize];
            } else {
                t = self.tree.parent[t as usize];
            }
        }
    }
}
