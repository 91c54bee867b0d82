//! Network simplex: positions keep their distances and no others cost less.
//!
//! The cost is L-natural convex (Murota 2003, *Discrete convex analysis*): positions are optimal if and only if no set of variables
//! gains by moving up by one together. That least set is a minimum cut, so one flow tells; nothing of the simplex is used.

use super::super::simplex::{Arc, Tie};
use super::Solved;
use super::corpus::cases;

/// Capacities that never saturate.
const WIDE: i64 = i64::MAX / 4;
/// Problems of more variables are too slow for a flow that is this simple.
const MOST: usize = 260;

/// A flow from `n` to `n + 1` through directed capacities, by shortest augmenting paths.
struct Flow {
    n: usize,
    /// From, to, what is left; each beside its reverse.
    arcs: Vec<(usize, usize, i64)>,
    out: Vec<Vec<usize>>,
}

impl Flow {
    fn new(n: usize) -> Self {
        Self { n, arcs: Vec::new(), out: vec![Vec::new(); n + 2] }
    }

    fn add(&mut self, from: usize, to: usize, capacity: i64) {
        for (a, b, c) in [(from, to, capacity), (to, from, 0)] {
            self.out[a].push(self.arcs.len());
            self.arcs.push((a, b, c));
        }
    }

    fn most(mut self) -> i64 {
        let (source, sink) = (self.n, self.n + 1);
        let mut sum = 0;
        loop {
            let mut by = vec![usize::MAX; self.n + 2];
            let mut queue = vec![source];
            let mut at = 0;
            while at < queue.len() && by[sink] == usize::MAX {
                for &a in &self.out[queue[at]] {
                    let (_, to, left) = self.arcs[a];
                    if left > 0 && to != source && by[to] == usize::MAX {
                        by[to] = a;
                        queue.push(to);
                    }
                }
                at += 1;
            }
            if by[sink] == usize::MAX {
                return sum;
            }
            let path = || {
                let first = Some(by[sink]);
                std::iter::successors(first, |&a| Some(by[self.arcs[a].0]).filter(|_| self.arcs[a].0 != source))
            };
            let path: Vec<usize> = path().collect();
            let least = path.iter().map(|&a| self.arcs[a].2).min().unwrap_or(0);
            for a in path {
                self.arcs[a].2 -= least;
                self.arcs[a ^ 1].2 += least;
            }
            sum += least;
        }
    }
}

/// By how much the cost can fall when a set of variables moves up by one.
fn gain(s: &Solved) -> i64 {
    gain_with(s, &[])
}

/// The same where some variables are in the set, or are not.
fn gain_with(s: &Solved, fixed: &[(usize, bool)]) -> i64 {
    let n = s.x.len();
    let mut flow = Flow::new(n);
    // What one step up of each variable alone costs, and what is saved where both ends of a pair make it.
    let mut alone = vec![0; n];
    let mut pair = |flow: &mut Flow, tail: u32, head: u32, longer: i64, shorter: Option<i64>| {
        let (t, h) = (tail as usize, head as usize);
        // Moving the head costs `longer`, the tail `shorter`, both nothing: linear parts by themselves, and for a tail that moves
        // without its head the rest.
        alone[h] += longer;
        alone[t] -= longer;
        flow.add(t, h, shorter.map_or(WIDE, |s| s + longer));
    };
    for a in &s.arcs {
        let slack = s.x[a.head as usize] - s.x[a.tail as usize] - a.len;
        pair(&mut flow, a.tail, a.head, a.weight, (slack > 0).then_some(-a.weight));
    }
    for t in &s.ties {
        let slack = s.x[t.head as usize] - s.x[t.tail as usize] - t.len;
        let longer = if slack >= 0 { t.above } else { -t.below };
        let shorter = if slack <= 0 { t.below } else { -t.above };
        pair(&mut flow, t.tail, t.head, longer, Some(shorter));
    }
    // What no gain outweighs.
    const BAR: i64 = 1 << 50;
    let mut best = 0;
    for &(v, inside) in fixed {
        alone[v] += if inside { -BAR } else { BAR };
        best -= if inside { BAR } else { 0 };
    }
    for (v, &cost) in alone.iter().enumerate() {
        // A set holds what gains and pays for what costs.
        if cost < 0 {
            best -= cost;
            flow.add(n, v, -cost);
        } else {
            flow.add(v, n + 1, cost);
        }
    }
    best - flow.most()
}

/// The same problem seen from below: what moves down there moves up here.
fn mirrored(s: &Solved) -> Solved {
    let arc = |a: &Arc| Arc { tail: a.head, head: a.tail, ..*a };
    let tie = |t: &Tie| Tie { tail: t.head, head: t.tail, ..*t };
    Solved {
        arcs: s.arcs.iter().map(arc).collect(),
        ties: s.ties.iter().map(tie).collect(),
        x: s.x.iter().map(|x| -x).collect(),
        ..s.clone()
    }
}

#[test]
fn of_all_optimal_positions_of_real_problems_the_lowest_are_taken() {
    let mut looked_at = 0;
    for case in cases() {
        for s in case.solved.iter().filter(|s| s.done && s.x.len() <= MOST / 2).step_by(7) {
            let below = mirrored(s);
            for v in (0..s.x.len()).filter(|&v| v != s.root as usize).step_by(1 + s.x.len() / 4) {
                // No set with it but without the root moves down for nothing.
                let gain = gain_with(&below, &[(v, true), (s.root as usize, false)]);
                assert!(gain < 0, "{}: {v} {:?} {:?} {:?}", case.name, s.arcs, s.ties, s.x);
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 300, "{looked_at}");
}

#[test]
fn positions_of_real_problems_keep_every_distance() {
    for case in cases() {
        for s in &case.solved {
            for a in &s.arcs {
                assert!(s.x[a.head as usize] - s.x[a.tail as usize] >= a.len, "{}: {a:?}", case.name);
            }
            assert_eq!(s.x.iter().min(), Some(&0), "{}", case.name);
        }
    }
}

#[test]
fn positions_of_real_problems_are_optimal() {
    let mut looked_at = 0;
    for case in cases() {
        // Coordinates solve much the same problem dozens of times.
        let small = case.solved.iter().filter(|s| s.done && s.x.len() <= MOST);
        for s in small.step_by(5) {
            assert_eq!(gain(s), 0, "{}: {:?} {:?} {:?}", case.name, s.arcs, s.ties, s.x);
            looked_at += 1;
        }
    }
    assert!(looked_at > 100, "{looked_at}");
}

#[test]
fn the_proof_of_optimality_finds_what_is_not() {
    let case = cases().iter().find(|c| c.name == "tcp").expect("it is in the corpus");
    let s = case.solved.iter().find(|s| s.ties.len() > 5).expect("coordinates have ties");
    let mut worse = 0;
    for v in 0..s.x.len() {
        let mut off = s.clone();
        off.x[v] += 1;
        let feasible = off.arcs.iter().all(|a| off.x[a.head as usize] - off.x[a.tail as usize] >= a.len);
        worse += usize::from(!feasible || gain(&off) > 0);
    }
    assert!(worse * 2 > s.x.len(), "{worse} of {}", s.x.len());
}
