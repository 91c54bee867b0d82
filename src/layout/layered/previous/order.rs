//! The order of leaves along an axis, wherever in the part they stand, as arcs between their variables.
//!
//! Neighbours in the earlier order keep it; by way of them all do. Where that contradicts what lies between the variables anyway, a
//! sequence that heeds the latter decides: of those that may come next the one that stood first, and the same from the end; of these two
//! sequences the one that turns fewer pairs around (a feedback arc set of arcs that may be dropped, against arcs that may not;
//! Eades, Lin, Smyth 1993 choose among all). Only the pairs that it turns around are given up.
//!
//! Before: arcs without a cycle. After: more arcs, without a cycle together with those.

use std::collections::BinaryHeap;

use super::super::cycles::{self, Link};
use super::super::part::{Part, Unit};
use super::super::simplex::Arc;
use super::{LEVEL, Span};

/// Two levels of more pairs than this are kept apart by a few of them.
pub(super) const PAIRS: usize = 400;

/// Leaves that stood somewhere, sorted: the level of their middle, and their variable.
type Stood = Vec<(usize, u32)>;

/// Arcs by which leaves keep the order of their middles, and whether these are all that were wanted.
pub(super) fn kept(
    part: &Part,
    var: &[u32],
    count: usize,
    others: &[Arc],
    middle: fn(Span) -> Unit,
) -> (Vec<Arc>, bool) {
    let Some(before) = &part.before else { return (Vec::new(), true) };
    let stood = levels(before.leaves.iter().zip(var).filter_map(|(s, &v)| s.map(|s| (middle(s), v))).collect());
    let arcs = neighbours(&stood);
    let links: Vec<Link> = others.iter().chain(&arcs).map(|a| Link { from: a.tail, to: a.head, weight: 1 }).collect();
    let component = cycles::components(count, &links);
    if arcs.iter().all(|a| component[a.tail as usize] != component[a.head as usize]) {
        return (arcs, true);
    }
    let [forward, backward] = [true, false].map(|forward| sequence(&stood, count, others, forward));
    let place = if turned(&stood, &backward) < turned(&stood, &forward) { backward } else { forward };
    (in_sequence(stood, &place), false)
}

fn levels(mut list: Vec<(Unit, u32)>) -> Stood {
    list.sort_unstable();
    let (mut level, mut first) = (0, list.first().map_or(0, |l| l.0));
    let numbered = list.into_iter().map(|(at, v)| {
        if at - first >= LEVEL {
            (level, first) = (level + 1, at);
        }
        (level, v)
    });
    numbered.collect()
}

fn arc(tail: u32, head: u32) -> Arc {
    Arc { tail, head, len: 0, weight: 0 }
}

/// Arcs from each level to the next.
fn neighbours(stood: &Stood) -> Vec<Arc> {
    let levels: Vec<&[(usize, u32)]> = stood.chunk_by(|a, b| a.0 == b.0).collect();
    let mut arcs = Vec::new();
    for pair in levels.windows(2) {
        let many = pair[0].len() * pair[1].len() > PAIRS;
        for (i, l) in pair[0].iter().enumerate() {
            for (k, r) in pair[1].iter().enumerate() {
                if l.1 != r.1 && (!many || i == 0 || k == 0) {
                    arcs.push(arc(l.1, r.1));
                }
            }
        }
    }
    arcs
}

/// The place of every variable in a sequence that heeds the other arcs: what no leaf stands on comes as soon as it may, of the rest the one
/// of the lowest level, or from the end the one of the highest.
fn sequence(stood: &Stood, count: usize, others: &[Arc], forward: bool) -> Vec<u32> {
    let mut key = vec![usize::MAX; count];
    for &(level, v) in stood {
        let level = if forward { stood.len() - level } else { level };
        key[v as usize] = if key[v as usize] == usize::MAX { level } else { key[v as usize].max(level) };
    }
    let ends = |a: &Arc| if forward { (a.tail, a.head) } else { (a.head, a.tail) };
    let mut after: Vec<(u32, u32)> = others.iter().map(ends).collect();
    after.sort_unstable();
    let mut waits = vec![0u32; count];
    after.iter().for_each(|a| waits[a.1 as usize] += 1);
    let ready = |v: u32| (key[v as usize], std::cmp::Reverse(v));
    let mut heap: BinaryHeap<_> = (0..count as u32).filter(|&v| waits[v as usize] == 0).map(ready).collect();
    let mut place = vec![0; count];
    let mut next = 0;
    while let Some((_, std::cmp::Reverse(v))) = heap.pop() {
        place[v as usize] = if forward { next } else { count as u32 - 1 - next };
        next += 1;
        let from = after.partition_point(|a| a.0 < v);
        for a in after[from..].iter().take_while(|a| a.0 == v) {
            waits[a.1 as usize] -= 1;
            if waits[a.1 as usize] == 0 {
                heap.push(ready(a.1));
            }
        }
    }
    place
}

/// How many pairs of different levels a sequence turns around.
fn turned(stood: &Stood, place: &[u32]) -> usize {
    let behind = |i: usize| {
        let (level, v) = stood[i];
        stood[i + 1..].iter().filter(|b| b.0 > level && place[b.1 as usize] < place[v as usize]).count()
    };
    (0..stood.len()).map(behind).sum()
}

/// Arcs between leaves that stood in the order of the sequence, without those that others imply.
fn in_sequence(mut stood: Stood, place: &[u32]) -> Vec<Arc> {
    stood.sort_by_key(|&(level, v)| (place[v as usize], level));
    let mut arcs = Vec::new();
    for (i, &(level, v)) in stood.iter().enumerate() {
        let (mut lowest, mut found) = (usize::MAX, 0);
        for &(other, w) in &stood[i + 1..] {
            if w != v && other > level && other <= lowest && found < PAIRS {
                (lowest, found) = (other, found + 1);
                arcs.push(arc(v, w));
            }
        }
    }
    arcs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_other_arcs_turn_around_is_given_up() {
        // Five in a row; the last has to come before the second.
        let stood: Stood = (0..5).map(|i| (i as usize, i)).collect();
        let others = [arc(4, 1)];
        let forward = sequence(&stood, 5, &others, true);
        assert_eq!(forward, [0, 4, 1, 2, 3]);
        assert_eq!(turned(&stood, &forward), 3);
        let arcs = in_sequence(stood, &forward);
        let pairs: Vec<(u32, u32)> = arcs.iter().map(|a| (a.tail, a.head)).collect();
        assert_eq!(pairs, [(0, 2), (0, 1), (2, 3), (3, 4)]);
    }

    #[test]
    fn the_sequence_that_turns_fewer_pairs_around_wins() {
        // Three have to come after the last: it moves, not they.
        let stood: Stood = (0..5).map(|i| (i as usize, i)).collect();
        let others = [arc(4, 1), arc(4, 2), arc(4, 3)];
        let [forward, backward] = [true, false].map(|f| sequence(&stood, 5, &others, f));
        assert_eq!((turned(&stood, &forward), turned(&stood, &backward)), (3, 3));
        assert_eq!(backward, [0, 2, 3, 4, 1]);
    }
}
