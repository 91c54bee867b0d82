//! Which of all optimal positions to take: the lowest.
//!
//! What is pulled from both sides alike may stand anywhere between, so many positions are optimal. Where the simplex stops among
//! them depends on the way it took, and a node a little wider sends it another way: then the picture moves where nothing asks for it.
//! By complementary slackness the optimal positions are again a system of differences: an arc whose pull is strictly within its
//! bounds keeps its length, one at a bound may give way to one side. Such a system has one solution that is lowest in every variable
//! (it is a lattice; Murota 2003, *Discrete Convex Analysis*, section 7.1), which is found by shortest paths from the optimum at hand
//! (Dijkstra 1959), whatever way led there.
//!
//! Before: optimal positions and the pulls that prove it. After: the lowest optimal positions, seen from one variable.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{NONE, Simplex};

/// What the search for the lowest positions needs room for.
#[derive(Default)]
pub(super) struct Sunk {
    /// How far each variable can go down.
    way: Vec<i64>,
    /// Variables to go on from at once, and in order of their ways.
    level: Vec<(i64, u32)>,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
}

/// Farther than any position.
const FAR: i64 = i64::MAX;

impl Simplex {
    /// Whether no arc of the tree pulls more than it may; otherwise the budget was spent before.
    fn is_optimal(&self) -> bool {
        self.tree.arc.iter().all(|&a| a == NONE || self.excess(a) == 0)
    }

    /// Moves every variable as low as an optimum allows while the one at `root` stays. O(E log V). Positions that are not
    /// optimal, or that nothing holds, stay as they are.
    pub(super) fn sink(&mut self, root: u32) {
        if !self.is_optimal() {
            return;
        }
        let Sunk { mut way, mut level, mut queue } = std::mem::take(&mut self.sunk);
        way.clear();
        way.resize(self.x.len(), FAR);
        way[root as usize] = 0;
        level.push((0, root));
        // Most ways are no longer than those that they go on from: these need no queue.
        while let Some((far, v)) = level.pop().or_else(|| queue.pop().map(|Reverse(next)| next)) {
            if far > way[v as usize] {
                continue;
            }
            for &a in self.near.of(v) {
                let (arc, pull, slack) = (&self.arcs[a as usize], self.pull[a as usize], self.slack(a));
                // The tail holds the head up where the arc may not get shorter than its length, the head holds the tail up where it
                // may not get longer.
                let (other, holds, give) = if arc.tail == v {
                    (arc.head, pull > -arc.below, slack)
                } else {
                    (arc.tail, pull < arc.above, -slack)
                };
                debug_assert!(!holds || give >= 0, "slackness is complementary");
                if holds && far + give < way[other as usize] {
                    way[other as usize] = far + give;
                    match give {
                        0 => level.push((far, other)),
                        _ => queue.push(Reverse((far + give, other))),
                    }
                }
            }
        }
        if !way.contains(&FAR) {
            self.x.iter_mut().zip(&way).for_each(|(x, w)| *x -= w);
        }
        self.sunk = Sunk { way, level, queue };
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{brute, cost, feasible, random};
    use super::super::{longest_paths, solve_tied};

    #[test]
    fn no_optimum_of_a_small_graph_is_lower_anywhere() {
        let mut seed = 5u64;
        for _ in 0..60 {
            let (arcs, ties) = random(&mut seed, 5, 6, 8);
            let x = solve_tied(5, &arcs, &ties, longest_paths(5, &arcs), 0, u64::MAX);
            let least = brute(5, &arcs, &ties, 8);
            // Every position up to the highest that any optimum of five variables has.
            for code in 0..9i64.pow(4) {
                let y = [x[0], code % 9, code / 9 % 9, code / 81 % 9, code / 729];
                let optimal = feasible(&y, &arcs) && cost(&y, &arcs, &ties) == least;
                assert!(!optimal || x.iter().zip(y).all(|(&a, b)| a <= b), "{arcs:?} {ties:?} {x:?} {y:?}");
            }
        }
    }

    #[test]
    fn where_the_search_starts_makes_no_difference() {
        let mut seed = 11u64;
        for n in [40, 300] {
            let (arcs, ties) = random(&mut seed, n, 2 * n as u64, 3 * n as u64);
            let near = longest_paths(n, &arcs);
            let far: Vec<i64> = near.iter().enumerate().map(|(v, x)| 3 * x + 5 * v as i64).collect();
            let solved = |start| solve_tied(n, &arcs, &ties, start, 0, u64::MAX);
            assert_eq!(solved(near), solved(far));
        }
    }
}
