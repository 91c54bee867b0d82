//! Ranks near an earlier drawing: what stood above stands in a higher layer.
//!
//! A layer is a band of the picture, so the earlier drawing's bands are an interval order of the members of a container: one that ended
//! before another began stands in a higher layer, and one whose middle was above another's in no lower one. Böhringer, Paulisch
//! 1990, *Using constraints to achieve stability in automatic graph layout algorithms*, ask the same of layers. Chains of vertices
//! between the members say it with a number of arcs linear in theirs.
//!
//! Before: a container's members and what its lines ask. After: more arcs, still without a cycle. What the graph contradicts is given
//! up: the middles first, then the members that close a cycle one by one.

use super::super::cycles::{self, Link};
use super::super::part::{Part, Tip, Unit};
use super::super::simplex::Arc;
use super::LEVEL;
use super::beside::Reaches;

/// Up to so many members are left out one by one where all together contradict the graph.
const FEW: usize = 300;

/// A member that stood somewhere: its vertex and where it began and ended along the flow.
#[derive(Clone, Copy)]
struct Stood {
    vertex: u32,
    along: (Unit, Unit),
    /// The rows of its highest and its lowest leaf.
    reach: (Unit, Unit),
}

/// Adds arcs over vertices of their own, and gives the number of all vertices. `root` is each member's vertex.
pub(in super::super) fn keep_ranks(part: &Part, list: &[Tip], root: &[u32], n: usize, arcs: &mut Vec<Arc>) -> usize {
    let Some(before) = &part.before else { return n };
    let reaches = Reaches::new(part, before);
    let n = reaches.level(list, root, &before.joined, n, arcs);
    let stands = |(&tip, &vertex): (&Tip, &u32)| {
        let along = before.at(tip)?.along;
        Some(Stood { vertex, along, reach: reaches.of(tip).unwrap_or(along) })
    };
    let all: Vec<Stood> = list.iter().zip(root).filter_map(stands).collect();
    for middles in [true, false] {
        if let Some(count) = adopt(&all, middles, n, arcs) {
            return count;
        }
    }
    if all.len() > FEW {
        return n;
    }
    // Those that share their vertex with others are what most likely contradicts.
    let shared = |s: &Stood| root.iter().filter(|&&r| r == s.vertex).count();
    let mut order = all.clone();
    order.sort_by_key(shared);
    let mut kept: Vec<Stood> = Vec::new();
    for s in order {
        kept.push(s);
        if !agrees(&kept, n, arcs) {
            kept.pop();
        }
    }
    adopt(&kept, false, n, arcs).unwrap_or(n)
}

/// Adds what the members ask, if that agrees with the arcs there are.
fn adopt(members: &[Stood], middles: bool, n: usize, arcs: &mut Vec<Arc>) -> Option<usize> {
    let mut more = Vec::with_capacity(6 * members.len());
    let mut count = bands(members, n, &mut more);
    if middles {
        count = levels(members, count, &mut more);
    }
    acyclic(count, arcs.iter().chain(&more)).then(|| {
        arcs.extend(more);
        count
    })
}

fn agrees(members: &[Stood], n: usize, arcs: &[Arc]) -> bool {
    let mut more = Vec::new();
    let count = bands(members, n, &mut more);
    acyclic(count, arcs.iter().chain(&more))
}

fn arc(tail: u32, head: u32, len: i64) -> Arc {
    Arc { tail, head, len, weight: 0 }
}

/// A cut lies at the end of each member: those that begin below it stand in a lower layer.
fn bands(members: &[Stood], n: usize, more: &mut Vec<Arc>) -> usize {
    let mut cuts: Vec<Unit> = members.iter().map(|s| s.along.1).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let cut = |i: usize| (n + i) as u32;
    for s in members {
        let (start, end) = s.along;
        more.push(arc(s.vertex, cut(cuts.partition_point(|&c| c < end)), 0));
        let above = cuts.partition_point(|&c| c <= start);
        if above > 0 && start < end {
            more.push(arc(cut(above - 1), s.vertex, 1));
        }
    }
    more.extend((1..cuts.len()).map(|i| arc(cut(i - 1), cut(i), 0)));
    n + cuts.len()
}

/// A cut lies at the lowest leaf of each member: those of which all leaves are below it stand in no higher layer.
fn levels(members: &[Stood], n: usize, more: &mut Vec<Arc>) -> usize {
    let mut cuts: Vec<Unit> = members.iter().map(|s| s.reach.1).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let cut = |i: usize| (n + i) as u32;
    for s in members {
        more.push(arc(s.vertex, cut(cuts.partition_point(|&c| c < s.reach.1)), 0));
        let above = cuts.partition_point(|&c| c + LEVEL <= s.reach.0);
        if above > 0 {
            more.push(arc(cut(above - 1), s.vertex, 0));
        }
    }
    more.extend((1..cuts.len()).map(|i| arc(cut(i - 1), cut(i), 0)));
    n + cuts.len()
}

fn acyclic<'a>(n: usize, arcs: impl Iterator<Item = &'a Arc>) -> bool {
    let links: Vec<Link> = arcs.map(|a| Link { from: a.tail, to: a.head, weight: 1 }).collect();
    let component = cycles::components(n, &links);
    links.iter().all(|l| component[l.from as usize] != component[l.to as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layered::simplex::longest_paths;

    fn stood(list: &[(Unit, Unit)]) -> Vec<Stood> {
        (0..)
            .zip(list)
            .map(|(vertex, &along)| Stood { vertex, along, reach: ((along.0 + along.1) / 2, (along.0 + along.1) / 2) })
            .collect()
    }

    #[test]
    fn what_ended_before_stands_in_a_higher_layer_and_what_overlaps_in_no_lower_one() {
        let members = stood(&[(0, 100), (20, 60), (60, 160), (100, 300)]);
        let mut arcs = Vec::new();
        let count = adopt(&members, true, 4, &mut arcs).expect("nothing contradicts");
        // A line asks for another layer below the second.
        arcs.push(arc(1, 2, 2));
        let x = longest_paths(count, &arcs);
        assert_eq!(&x[..4], [0, 0, 2, 2]);
        assert!(x[1] < x[2] && x[0] < x[3] && x[1] <= x[0] && x[2] <= x[3]);
    }

    #[test]
    fn what_contradicts_a_line_is_not_asked() {
        let members = stood(&[(0, 40), (80, 120)]);
        let mut arcs = vec![arc(1, 0, 1)];
        assert_eq!(adopt(&members, false, 2, &mut arcs), None);
        assert_eq!(arcs.len(), 1);
        assert!(agrees(&members[..1], 2, &arcs));
    }
}
