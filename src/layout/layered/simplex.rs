//! Network simplex: integer positions that keep minimum distances and make the weighted sum of distances least.
//!
//! Gansner, Koutsofios, North, Vo 1993, *A technique for drawing directed graphs*, section 2.3 and 4.2. Two phases use it: ranks
//! (distances are layers) and coordinates (distances are lengths). We start from any feasible positions, so that a phase can hand
//! over what a cheaper method found, and we stop when a budget of steps is spent: the positions are feasible at every moment, a
//! spent budget only leaves them less short.
//!
//! Before: the arcs form a connected graph without directed cycles of positive length. After: `x[head] - x[tail] >= len` for every
//! arc, the smallest position is 0.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

const NONE: u32 = u32::MAX;

/// `x[head] - x[tail] >= len`, and every unit of it costs `weight`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arc {
    pub tail: u32,
    pub head: u32,
    pub len: i64,
    pub weight: i64,
}

/// Lists of arcs by tail and by head, in one array each.
struct Lists {
    first: Vec<u32>,
    arcs: Vec<u32>,
}

impl Lists {
    fn new(n: usize, keys: impl Iterator<Item = u32> + Clone) -> Self {
        let mut first = vec![0u32; n + 1];
        keys.clone().for_each(|k| first[k as usize + 1] += 1);
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut arcs = vec![0u32; first[n] as usize];
        for (i, k) in keys.enumerate() {
            arcs[next[k as usize] as usize] = i as u32;
            next[k as usize] += 1;
        }
        Self { first, arcs }
    }

    fn of(&self, v: u32) -> &[u32] {
        &self.arcs[self.first[v as usize] as usize..self.first[v as usize + 1] as usize]
    }
}

struct Simplex<'a> {
    arcs: &'a [Arc],
    outs: Lists,
    ins: Lists,
    x: Vec<i64>,
    in_tree: Vec<bool>,
    cut: Vec<i64>,
    /// The spanning tree: parent, the arc to it, and the children as linked lists.
    parent: Vec<u32>,
    parent_arc: Vec<u32>,
    first_child: Vec<u32>,
    next: Vec<u32>,
    prev: Vec<u32>,
    /// Postorder: the subtree of `v` is `post[low[v]..=lim[v]]`.
    low: Vec<u32>,
    lim: Vec<u32>,
    post: Vec<u32>,
    steps: u64,
}

/// The smallest feasible positions: longest paths from the sources, O(V+E).
pub(super) fn longest_paths(n: usize, arcs: &[Arc]) -> Vec<i64> {
    let outs = Lists::new(n, arcs.iter().map(|a| a.tail));
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

/// Optimal positions, or the best that `budget` steps find.
pub(super) fn solve(n: usize, arcs: &[Arc], start: Vec<i64>, budget: u64) -> Vec<i64> {
    if n == 0 || arcs.is_empty() {
        return start;
    }
    let mut s = Simplex {
        arcs,
        outs: Lists::new(n, arcs.iter().map(|a| a.tail)),
        ins: Lists::new(n, arcs.iter().map(|a| a.head)),
        x: start,
        in_tree: vec![false; arcs.len()],
        cut: vec![0; arcs.len()],
        parent: vec![NONE; n],
        parent_arc: vec![NONE; n],
        first_child: vec![NONE; n],
        next: vec![NONE; n],
        prev: vec![NONE; n],
        low: vec![0; n],
        lim: vec![0; n],
        post: vec![0; n],
        steps: 0,
    };
    if s.tight_tree() {
        s.number(0, 0);
        s.cut_values();
        s.pivots(budget);
    }
    let least = s.x.iter().copied().min().unwrap_or(0);
    s.x.iter_mut().for_each(|x| *x -= least);
    s.x
}

impl Simplex<'_> {
    fn slack(&self, a: u32) -> i64 {
        let arc = self.arcs[a as usize];
        self.x[arc.head as usize] - self.x[arc.tail as usize] - arc.len
    }

    /// Grows a spanning tree of tight arcs from node 0, shifting the tree whenever no arc out of it is tight. False where the
    /// graph is not connected.
    fn tight_tree(&mut self) -> bool {
        let n = self.x.len();
        let mut inside = vec![false; n];
        // Keys do not change as the tree shifts by `shift`: slack is key - shift for arcs out, key + shift for arcs in.
        let (mut out_heap, mut in_heap) = (BinaryHeap::new(), BinaryHeap::new());
        let mut shift = 0i64;
        let mut count = 1;
        let mut new = 0u32;
        inside[0] = true;
        loop {
            self.x[new as usize] -= shift;
            for &a in self.outs.of(new) {
                let arc = self.arcs[a as usize];
                if !inside[arc.head as usize] {
                    out_heap.push(Reverse((self.x[arc.head as usize] - self.x[new as usize] - arc.len, a)));
                }
            }
            for &a in self.ins.of(new) {
                let arc = self.arcs[a as usize];
                if !inside[arc.tail as usize] {
                    in_heap.push(Reverse((self.x[new as usize] - self.x[arc.tail as usize] - arc.len, a)));
                }
            }
            if count == n {
                break;
            }
            while out_heap.peek().is_some_and(|Reverse((_, a))| inside[self.arcs[*a as usize].head as usize]) {
                out_heap.pop();
            }
            while in_heap.peek().is_some_and(|Reverse((_, a))| inside[self.arcs[*a as usize].tail as usize]) {
                in_heap.pop();
            }
            let out = out_heap.peek().map(|Reverse((k, a))| (k - shift, *a));
            let into = in_heap.peek().map(|Reverse((k, a))| (k + shift, *a));
            let (a, down) = match (out, into) {
                (None, None) => return false,
                (Some((s, a)), Some((t, _))) if s <= t => (a, Some(s)),
                (Some((s, a)), None) => (a, Some(s)),
                (_, Some((t, a))) => {
                    shift -= t;
                    (a, None)
                }
            };
            let arc = self.arcs[a as usize];
            let (old, fresh) = if let Some(s) = down {
                shift += s;
                (arc.tail, arc.head)
            } else {
                (arc.head, arc.tail)
            };
            inside[fresh as usize] = true;
            count += 1;
            self.in_tree[a as usize] = true;
            self.adopt(fresh, old, a);
            new = fresh;
        }
        true
    }

    fn adopt(&mut self, child: u32, parent: u32, arc: u32) {
        let (c, p) = (child as usize, parent as usize);
        self.parent[c] = parent;
        self.parent_arc[c] = arc;
        self.prev[c] = NONE;
        self.next[c] = self.first_child[p];
        if self.first_child[p] != NONE {
            self.prev[self.first_child[p] as usize] = child;
        }
        self.first_child[p] = child;
    }

    fn orphan(&mut self, child: u32) {
        let c = child as usize;
        let (p, n) = (self.prev[c], self.next[c]);
        if p == NONE {
            self.first_child[self.parent[c] as usize] = n;
        } else {
            self.next[p as usize] = n;
        }
        if n != NONE {
            self.prev[n as usize] = p;
        }
    }

    /// Numbers the subtree of `root` in postorder from `from`, without recursion.
    fn number(&mut self, root: u32, from: u32) {
        let mut count = from;
        let mut v = root;
        self.low[v as usize] = count;
        loop {
            let c = self.first_child[v as usize];
            if c != NONE {
                v = c;
                self.low[v as usize] = count;
                continue;
            }
            loop {
                self.steps += 1;
                self.lim[v as usize] = count;
                self.post[count as usize] = v;
                count += 1;
                if v == root {
                    return;
                }
                let n = self.next[v as usize];
                if n != NONE {
                    v = n;
                    self.low[v as usize] = count;
                    break;
                }
                v = self.parent[v as usize];
            }
        }
    }

    /// The cut value of a tree arc is what leaves its tail's side less what enters it; arcs within a side cancel.
    fn cut_values(&mut self) {
        let mut net = vec![0i64; self.x.len()];
        for a in self.arcs {
            net[a.tail as usize] += a.weight;
            net[a.head as usize] -= a.weight;
        }
        for i in 0..self.post.len() {
            let v = self.post[i];
            let a = self.parent_arc[v as usize];
            if a != NONE {
                self.cut[a as usize] = if self.arcs[a as usize].tail == v { net[v as usize] } else { -net[v as usize] };
                net[self.parent[v as usize] as usize] += net[v as usize];
            }
        }
    }

    fn pivots(&mut self, budget: u64) {
        let mut from = 0;
        while self.steps < budget {
            let Some(child) = self.leaving(&mut from) else { return };
            let Some(enter) = self.entering(child) else { return };
            self.exchange(child, enter);
        }
    }

    /// The child of a tree arc with a negative cut value: the lowest of some thirty found from where the last search ended.
    fn leaving(&mut self, from: &mut usize) -> Option<u32> {
        let n = self.x.len();
        let mut best: Option<(i64, u32)> = None;
        let mut found = 0;
        for k in 0..n {
            let v = (*from + k) % n;
            self.steps += 1;
            let a = self.parent_arc[v];
            if a != NONE && self.cut[a as usize] < 0 {
                if best.is_none_or(|(c, _)| self.cut[a as usize] < c) {
                    best = Some((self.cut[a as usize], v as u32));
                }
                found += 1;
                if found == 30 {
                    *from = (v + 1) % n;
                    break;
                }
            }
        }
        best.map(|b| b.1)
    }

    /// The arc with the least slack that points from the head's side of the leaving arc to its tail's side.
    fn entering(&mut self, child: u32) -> Option<u32> {
        let c = child as usize;
        let leave = self.parent_arc[c];
        let tail_below = self.arcs[leave as usize].tail == child;
        let (low, lim) = (self.low[c], self.lim[c]);
        let inside = |s: &Self, v: u32| (low..=lim).contains(&s.lim[v as usize]);
        let mut best: Option<(i64, u32)> = None;
        for i in low..=lim {
            let v = self.post[i as usize];
            let list = if tail_below { self.ins.of(v) } else { self.outs.of(v) };
            self.steps += list.len() as u64 + 1;
            for &a in list {
                let arc = self.arcs[a as usize];
                let other = if tail_below { arc.tail } else { arc.head };
                if !inside(self, other) {
                    let s = self.slack(a);
                    if best.is_none_or(|(b, _)| s < b) {
                        best = Some((s, a));
                        if s == 0 {
                            return Some(a);
                        }
                    }
                }
            }
        }
        best.map(|b| b.1)
    }

    fn exchange(&mut self, child: u32, enter: u32) {
        let leave = self.parent_arc[child as usize];
        let delta = self.slack(enter);
        if delta != 0 {
            let by = if self.arcs[leave as usize].tail == child { -delta } else { delta };
            for i in self.low[child as usize]..=self.lim[child as usize] {
                self.x[self.post[i as usize] as usize] += by;
            }
            self.steps += u64::from(self.lim[child as usize] - self.low[child as usize]);
        }
        let value = self.cut[leave as usize];
        let (t, h) = (self.arcs[enter as usize].tail, self.arcs[enter as usize].head);
        let top = self.shift_cuts(t, h, value, true);
        self.shift_cuts(h, t, value, false);
        self.cut[enter as usize] = -value;
        self.cut[leave as usize] = 0;
        self.in_tree[leave as usize] = false;
        self.in_tree[enter as usize] = true;
        // Hang the subtree below `child` on the entering arc: turn the path from there up to `child`.
        let below = |s: &Self, v: u32| (s.low[child as usize]..=s.lim[child as usize]).contains(&s.lim[v as usize]);
        let (inner, outer) = if below(self, t) { (t, h) } else { (h, t) };
        let (mut v, mut parent, mut arc) = (inner, outer, enter);
        loop {
            let (old, old_arc) = (self.parent[v as usize], self.parent_arc[v as usize]);
            self.orphan(v);
            self.adopt(v, parent, arc);
            if v == child {
                break;
            }
            (parent, arc) = (v, old_arc);
            v = old;
        }
        let low = self.low[top as usize];
        self.number(top, low);
    }

    /// Adds the leaving arc's cut value along the tree path from `v` up to the common ancestor with `w`, which it returns.
    fn shift_cuts(&mut self, mut v: u32, w: u32, value: i64, down: bool) -> u32 {
        while !(self.low[v as usize]..=self.lim[v as usize]).contains(&self.lim[w as usize]) {
            let a = self.parent_arc[v as usize];
            let along = (self.arcs[a as usize].tail == v) == down;
            self.cut[a as usize] += if along { value } else { -value };
            v = self.parent[v as usize];
            self.steps += 1;
        }
        v
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(x: &[i64], arcs: &[Arc]) -> i64 {
        arcs.iter().map(|a| a.weight * (x[a.head as usize] - x[a.tail as usize])).sum()
    }

    /// Tries all positions up to `max`.
    fn brute(n: usize, arcs: &[Arc], max: i64) -> i64 {
        let mut x = vec![0; n];
        let mut best = i64::MAX;
        loop {
            if arcs.iter().all(|a| x[a.head as usize] - x[a.tail as usize] >= a.len) {
                best = best.min(cost(&x, arcs));
            }
            let Some(i) = x.iter().position(|&v| v < max) else { return best };
            x[..i].fill(0);
            x[i] += 1;
        }
    }

    #[test]
    fn finds_the_optimum_of_small_graphs() {
        let mut seed = 7u64;
        let mut random = |k: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % k
        };
        for _ in 0..60 {
            let n = 6;
            let mut arcs: Vec<Arc> = (1..n as u32)
                .map(|v| Arc {
                    tail: random(u64::from(v)) as u32,
                    head: v,
                    len: random(3) as i64,
                    weight: random(4) as i64,
                })
                .collect();
            for _ in 0..random(6) {
                let a = random(n as u64) as u32;
                let b = random(n as u64) as u32;
                if a != b {
                    arcs.push(Arc { tail: a.min(b), head: a.max(b), len: random(3) as i64, weight: random(4) as i64 });
                }
            }
            let x = solve(n, &arcs, longest_paths(n, &arcs), u64::MAX);
            assert!(arcs.iter().all(|a| x[a.head as usize] - x[a.tail as usize] >= a.len), "{arcs:?} {x:?}");
            assert_eq!(cost(&x, &arcs), brute(n, &arcs, 5).min(cost(&x, &arcs)), "{arcs:?} {x:?}");
        }
    }

    #[test]
    fn a_spent_budget_leaves_feasible_positions() {
        let arcs: Vec<Arc> =
            (1..200u32).map(|v| Arc { tail: v / 3, head: v, len: 1 + i64::from(v % 4), weight: 1 }).collect();
        let x = solve(200, &arcs, longest_paths(200, &arcs), 10);
        assert!(arcs.iter().all(|a| x[a.head as usize] - x[a.tail as usize] >= a.len));
    }
}
