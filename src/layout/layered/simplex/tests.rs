//! The simplex against brute force on small graphs, and on long ones.

use super::*;

pub(super) fn cost(x: &[i64], arcs: &[Arc], ties: &[Tie]) -> i64 {
    let apart = |tail: u32, head: u32, len: i64| x[head as usize] - x[tail as usize] - len;
    let tied = |t: &Tie| (apart(t.tail, t.head, t.len) * t.above).max(-apart(t.tail, t.head, t.len) * t.below);
    arcs.iter().map(|a| a.weight * apart(a.tail, a.head, 0)).sum::<i64>() + ties.iter().map(tied).sum::<i64>()
}

pub(super) fn feasible(x: &[i64], arcs: &[Arc]) -> bool {
    arcs.iter().all(|a| x[a.head as usize] - x[a.tail as usize] >= a.len)
}

/// The least cost of all positions up to `max`.
pub(super) fn brute(n: usize, arcs: &[Arc], ties: &[Tie], max: i64) -> i64 {
    let mut x = vec![0; n];
    let mut best = i64::MAX;
    loop {
        if feasible(&x, arcs) {
            best = best.min(cost(&x, arcs, ties));
        }
        let Some(i) = x.iter().position(|&v| v < max) else { return best };
        x[..i].fill(0);
        x[i] += 1;
    }
}

/// A connected graph whose arcs go from low to high numbers, and ties between any.
pub(super) fn random(seed: &mut u64, n: usize, more: u64, tied: u64) -> (Vec<Arc>, Vec<Tie>) {
    let mut roll = |k: u64| {
        *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (*seed >> 33) % k
    };
    let mut arcs: Vec<Arc> = (1..n as u32)
        .map(|v| Arc { tail: roll(u64::from(v)) as u32, head: v, len: roll(3) as i64, weight: roll(4) as i64 })
        .collect();
    let mut ties = Vec::new();
    for k in 0..roll(more + 1) + roll(tied + 1) {
        let (a, b) = (roll(n as u64) as u32, roll(n as u64) as u32);
        let (tail, head, len) = (a.min(b), a.max(b), roll(3) as i64);
        if a != b && k % 2 == 0 {
            arcs.push(Arc { tail, head, len, weight: roll(4) as i64 });
        } else if a != b {
            ties.push(Tie { tail: a, head: b, len, below: roll(5) as i64, above: roll(5) as i64 });
        }
    }
    (arcs, ties)
}

#[test]
fn finds_the_optimum_of_small_graphs() {
    let mut seed = 7u64;
    for _ in 0..120 {
        let (arcs, ties) = random(&mut seed, 5, 6, 8);
        let x = solve_tied(5, &arcs, &ties, longest_paths(5, &arcs), 0, u64::MAX);
        assert!(feasible(&x, &arcs), "{arcs:?} {x:?}");
        let least = brute(5, &arcs, &ties, 8);
        assert_eq!(cost(&x, &arcs, &ties), least, "{arcs:?} {ties:?} {x:?}");
    }
}

#[test]
fn moving_any_one_part_of_a_large_solution_costs_more() {
    let mut seed = 11u64;
    for n in [40, 300] {
        let (arcs, ties) = random(&mut seed, n, 2 * n as u64, 3 * n as u64);
        let x = solve_tied(n, &arcs, &ties, longest_paths(n, &arcs), 0, u64::MAX);
        assert!(feasible(&x, &arcs));
        let least = cost(&x, &arcs, &ties);
        // Where it starts makes no difference to the cost.
        let far: Vec<i64> = longest_paths(n, &arcs).iter().enumerate().map(|(v, x)| 3 * x + 5 * v as i64).collect();
        assert_eq!(cost(&solve_tied(n, &arcs, &ties, far, 0, u64::MAX), &arcs, &ties), least);
        for v in 0..n {
            for by in [-1, 1] {
                let mut y = x.clone();
                y[v] += by;
                assert!(!feasible(&y, &arcs) || cost(&y, &arcs, &ties) >= least);
            }
        }
    }
}

#[test]
fn a_spent_budget_leaves_feasible_positions() {
    let arcs: Vec<Arc> =
        (1..200u32).map(|v| Arc { tail: v / 3, head: v, len: 1 + i64::from(v % 4), weight: 1 }).collect();
    for budget in [0, 1, 10, 100, 1000] {
        assert!(feasible(&solve(200, &arcs, longest_paths(200, &arcs), 0, budget), &arcs), "{budget}");
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_needs_no_stack() {
    let n = 100_000;
    let arcs: Vec<Arc> = (1..n as u32).map(|v| Arc { tail: v - 1, head: v, len: 1, weight: 1 }).collect();
    let x = solve(n, &arcs, longest_paths(n, &arcs), 0, u64::MAX);
    assert_eq!(x[n - 1], n as i64 - 1);
}
