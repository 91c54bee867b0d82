//! Cycle breaking: which lines point against the flow.
//!
//! Eades, Lin, Smyth 1993, *A fast and effective heuristic for the feedback arc set problem*, inside each strongly connected
//! component (Tarjan 1972) of each container's members. Where two choices are equal the source decides: what is written first
//! comes first. When turning the lines that point against source order costs no more, that is done instead (Domrös, Riepe, von
//! Hanxleden 2022, *Model order in Sugiyama layouts*), because a writer mostly lists things in the order of their flow.
//!
//! Before: any multigraph. After: the arcs that are not turned, together with the turned ones reversed, have no cycle.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An arc between members of one container; the members are numbered in source order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub from: u32,
    pub to: u32,
    pub weight: i64,
}

/// For each link whether it must be turned.
pub(super) fn turned(n: usize, links: &[Link]) -> Vec<bool> {
    let component = components(n, links);
    let mut count = vec![0u32; n];
    component.iter().for_each(|&c| count[c as usize] += 1);
    let inside = |l: &Link| l.from != l.to && component[l.from as usize] == component[l.to as usize];
    if !links.iter().any(inside) {
        return vec![false; links.len()];
    }
    let rank = greedy(n, links, &component);
    let by_greedy: Vec<bool> = links.iter().map(|l| inside(l) && rank[l.from as usize] > rank[l.to as usize]).collect();
    let by_source: Vec<bool> = links.iter().map(|l| inside(l) && l.from > l.to).collect();
    // Judge each component by itself.
    let mut gain = vec![0i64; n];
    for (i, l) in links.iter().enumerate() {
        let w = l.weight.max(1);
        gain[component[l.from as usize] as usize] += w * (i64::from(by_source[i]) - i64::from(by_greedy[i]));
    }
    (0..links.len())
        .map(|i| if gain[component[links[i].from as usize] as usize] <= 0 { by_source[i] } else { by_greedy[i] })
        .collect()
}

/// Tarjan's strongly connected components, without recursion.
pub(super) fn components(n: usize, links: &[Link]) -> Vec<u32> {
    let (first, to) = adjacency(n, links.iter().map(|l| (l.from, l.to)));
    const NEW: u32 = u32::MAX;
    let (mut index, mut low, mut component) = (vec![NEW; n], vec![0u32; n], vec![NEW; n]);
    let mut next: Vec<u32> = first[..n].to_vec();
    let (mut stack, mut path, mut count, mut found) = (Vec::new(), Vec::new(), 0, 0);
    for root in 0..n as u32 {
        if index[root as usize] != NEW {
            continue;
        }
        path.push(root);
        while let Some(&v) = path.last() {
            let vi = v as usize;
            if index[vi] == NEW {
                index[vi] = count;
                low[vi] = count;
                count += 1;
                stack.push(v);
            }
            if next[vi] < first[vi + 1] {
                let w = to[next[vi] as usize];
                next[vi] += 1;
                if index[w as usize] == NEW {
                    path.push(w);
                } else if component[w as usize] == NEW {
                    low[vi] = low[vi].min(index[w as usize]);
                }
                continue;
            }
            path.pop();
            if let Some(&p) = path.last() {
                low[p as usize] = low[p as usize].min(low[vi]);
            }
            if low[vi] == index[vi] {
                while let Some(w) = stack.pop() {
                    component[w as usize] = found;
                    if w == v {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}

/// Arcs by their first end: offsets and the other ends.
fn adjacency(n: usize, arcs: impl Iterator<Item = (u32, u32)> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; n + 1];
    arcs.clone().for_each(|(a, _)| first[a as usize + 1] += 1);
    for i in 0..n {
        first[i + 1] += first[i];
    }
    let mut at = first.clone();
    let mut to = vec![0u32; first[n] as usize];
    arcs.for_each(|(a, b)| {
        to[at[a as usize] as usize] = b;
        at[a as usize] += 1;
    });
    (first, to)
}

/// A greedy sequence of the vertices of each component by itself.
fn greedy(n: usize, links: &[Link], component: &[u32]) -> Vec<u32> {
    let inside = links.iter().filter(|l| l.from != l.to && component[l.from as usize] == component[l.to as usize]);
    let arcs: Vec<Arc> = inside.map(|l| (l.from, l.to, l.weight.max(1))).collect();
    greedy_sequence(n, &arcs)
}

/// An arc: from, to, weight.
pub(super) type Arc = (u32, u32, i64);

/// The greedy sequence of Eades, Lin and Smyth: sources go to the front, sinks to the end, else the vertex with the most out
/// over in goes to the front; ties go to the lower index. Gives the place of each vertex: few arcs by weight run backwards.
pub(super) fn greedy_sequence(n: usize, arcs: &[Arc]) -> Vec<u32> {
    let (out_first, out) = adjacency(n, arcs.iter().enumerate().map(|(i, a)| (a.0, i as u32)));
    let (in_first, into) = adjacency(n, arcs.iter().enumerate().map(|(i, a)| (a.1, i as u32)));
    let (mut outs, mut ins) = (vec![0i64; n], vec![0i64; n]);
    for &(from, to, weight) in arcs {
        outs[from as usize] += weight;
        ins[to as usize] += weight;
    }
    // Sorted by (class, -gain, source order); class 0 are sources, 1 sinks, 2 the rest. Entries are dropped when outdated.
    let key = |v: u32, outs: &[i64], ins: &[i64]| {
        let (o, i) = (outs[v as usize], ins[v as usize]);
        let class = if i == 0 {
            0u8
        } else if o == 0 {
            1
        } else {
            2
        };
        Reverse((class, if class == 2 { i - o } else { 0 }, v))
    };
    let mut heap: BinaryHeap<_> = (0..n as u32).map(|v| key(v, &outs, &ins)).collect();
    let mut rank = vec![u32::MAX; n];
    let (mut front, mut back) = (0u32, n as u32);
    while let Some(top) = heap.pop() {
        let v = top.0.2;
        if rank[v as usize] != u32::MAX || key(v, &outs, &ins) != top {
            continue;
        }
        if top.0.0 == 1 {
            back -= 1;
            rank[v as usize] = back;
        } else {
            rank[v as usize] = front;
            front += 1;
        }
        for &e in &out[out_first[v as usize] as usize..out_first[v as usize + 1] as usize] {
            let (_, w, weight) = arcs[e as usize];
            if rank[w as usize] == u32::MAX {
                ins[w as usize] -= weight;
                heap.push(key(w, &outs, &ins));
            }
        }
        for &e in &into[in_first[v as usize] as usize..in_first[v as usize + 1] as usize] {
            let (w, _, weight) = arcs[e as usize];
            if rank[w as usize] == u32::MAX {
                outs[w as usize] -= weight;
                heap.push(key(w, &outs, &ins));
            }
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acyclic(n: usize, links: &[Link], turned: &[bool]) -> bool {
        let arcs = links
            .iter()
            .zip(turned)
            .filter(|(l, _)| l.from != l.to)
            .map(|(l, &t)| if t { Link { from: l.to, to: l.from, ..*l } } else { *l });
        let arcs: Vec<Link> = arcs.collect();
        let c = components(n, &arcs);
        arcs.iter().all(|l| c[l.from as usize] != c[l.to as usize])
    }

    fn links(pairs: &[(u32, u32)]) -> Vec<Link> {
        pairs.iter().map(|&(from, to)| Link { from, to, weight: 1 }).collect()
    }

    #[test]
    fn leaves_no_cycle() {
        let mut seed = 3u64;
        for round in 0..50u64 {
            let n = 3 + (round % 9);
            let l: Vec<Link> = (0..n * 3)
                .map(|_| {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    Link { from: ((seed >> 33) % n) as u32, to: ((seed >> 45) % n) as u32, weight: (seed >> 60) as i64 }
                })
                .collect();
            assert!(acyclic(n as usize, &l, &turned(n as usize, &l)), "{l:?}");
        }
    }

    #[test]
    fn follows_the_source_where_it_can() {
        let l = links(&[(0, 1), (1, 2), (2, 0)]);
        assert_eq!(turned(3, &l), [false, false, true]);
        let l = links(&[(3, 2), (2, 1), (1, 0)]);
        assert_eq!(turned(4, &l), [false; 3], "an acyclic graph is left alone");
    }

    #[test]
    fn turns_few_lines_when_the_source_order_misleads() {
        let l = links(&[(3, 2), (2, 1), (1, 0), (0, 3), (3, 1), (2, 0)]);
        assert!(turned(4, &l).iter().filter(|t| **t).count() <= 2, "following the source would turn five");
    }
}
