//! What stood beside what along the flow, judged by the leaves inside, and lines between such.
//!
//! A layer is a band of the picture, so a line that leads from one group to another puts all of the first above all of the second. Where
//! each of them had a leaf above one of the other, that turns pairs around whichever way the line runs; it asks for no rank then, and runs
//! level where both stay in one layer. Böhringer, Paulisch 1990 drop lines for constraints likewise.
//!
//! Before: where leaves stood. After: rows of all members; lines that would part what stood side by side have no weight.

use super::super::part::{NONE, Part, Tip, Unit};
use super::super::simplex::Arc;
use super::{Before, LEVEL};

/// What it costs by layer that two stand apart: more than any line, and with a line between them more than all others.
const APART: i64 = 1 << 16;
const JOINED: i64 = APART << 8;
/// For so many a group is held at most.
const MOST: usize = 50;

/// The rows of the highest and the lowest leaf of something, where any stood.
pub(super) type Reach = Option<(Unit, Unit)>;

/// How far down and up the leaves of everything reached.
pub(super) struct Reaches {
    leaves: Vec<Reach>,
    containers: Vec<Reach>,
}

impl Reaches {
    pub(super) fn new(part: &Part, before: &Before) -> Self {
        let mut containers: Vec<Reach> = vec![None; part.containers.len()];
        let leaves = before.reach.clone();
        for (leaf, reach) in part.leaves.iter().zip(&leaves) {
            let Some((low, high)) = *reach else { continue };
            let mut at = leaf.home;
            while at != NONE {
                let around = containers[at as usize].get_or_insert((low, high));
                *around = (around.0.min(low), around.1.max(high));
                at = part.containers[at as usize].home;
            }
        }
        Self { leaves, containers }
    }

    pub(super) fn of(&self, tip: Tip) -> Reach {
        match tip {
            Tip::Leaf(i) => self.leaves.get(i as usize).copied().flatten(),
            Tip::Container(c) => self.containers.get(c as usize).copied().flatten(),
        }
    }

    /// Whether something is a container, or a leaf that is a group with nodes in several rows.
    fn is_group(&self, tip: Tip) -> bool {
        matches!(tip, Tip::Container(_)) || self.of(tip).is_some_and(|(low, high)| low < high)
    }

    /// Whether either had a leaf above one of the other.
    fn beside(&self, a: Tip, b: Tip) -> bool {
        let (Some(a), Some(b)) = (self.of(a), self.of(b)) else { return false };
        a.1 - b.0 >= LEVEL && b.1 - a.0 >= LEVEL
    }

    /// Those of a container that stood beside each other had better stand in one layer: how far they are from it is what both are below a
    /// vertex above them. Gives the number of all vertices.
    /// `joined` has the pairs with a line between them, sorted.
    pub(super) fn level(
        &self,
        list: &[Tip],
        root: &[u32],
        joined: &[(Tip, Tip)],
        n: usize,
        arcs: &mut Vec<Arc>,
    ) -> usize {
        let mut count = n;
        let members = || list.iter().enumerate();
        for (i, &a) in members().filter(|(_, t)| self.is_group(**t)) {
            let others = members().filter(|&(k, &b)| (k > i || !self.is_group(b)) && self.beside(a, b));
            for (k, _) in others.take(MOST) {
                if root[i] != root[k] {
                    let line = [(a, list[k]), (list[k], a)].iter().any(|p| joined.binary_search(p).is_ok());
                    let weight = if line { JOINED } else { APART };
                    arcs.extend([i, k].map(|m| Arc { tail: count as u32, head: root[m], len: 0, weight }));
                    count += 1;
                }
            }
        }
        count
    }
}

/// Takes the weight from lines that would part what stood side by side.
pub(in super::super) fn ease(part: &mut Part) {
    let Some(before) = &part.before else { return };
    let reaches = Reaches::new(part, before);
    let mut joined = Vec::new();
    for i in 0..part.lines.len() {
        let lifted = part.lift(part.lines[i].from, part.lines[i].to);
        if let (Some(a), Some(b)) = (lifted.from, lifted.to)
            && a != b
            && part.row(lifted.from).is_none()
            && reaches.beside(a, b)
        {
            part.lines[i].weight = 0;
            joined.push((a, b));
        }
    }
    joined.sort_unstable();
    if let Some(before) = &mut part.before {
        before.joined = joined;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layered::simplex;

    #[test]
    fn what_stood_beside_a_group_stands_in_its_layer() {
        // A group from row 0 to 40 that is pulled to the top, a leaf at its middle that is pulled to the bottom, and one below both.
        let reaches =
            Reaches { leaves: vec![Some((160, 160)), Some((480, 480))], containers: vec![None, Some((0, 320))] };
        let list = [Tip::Container(1), Tip::Leaf(0), Tip::Leaf(1)];
        let (top, bottom) = (3, 4);
        let arc = |tail, head, len, weight| Arc { tail, head, len, weight };
        let mut arcs = vec![arc(top, bottom, 3, 0), arc(top, 2, 0, 1), arc(2, bottom, 0, 1)];
        arcs.extend([arc(top, 0, 0, 8), arc(0, bottom, 0, 1), arc(top, 1, 0, 1), arc(1, bottom, 0, 8)]);
        let solved = |arcs: &[Arc], n| simplex::solve(n, arcs, simplex::longest_paths(n, arcs), 0, 1000);
        let apart = solved(&arcs, 5);
        assert_eq!(apart[1] - apart[0], 3);
        let count = reaches.level(&list, &[0, 1, 2], &[], 5, &mut arcs);
        assert_eq!(count, 6, "the leaf below is held nowhere");
        let x = solved(&arcs, count);
        assert_eq!(x[0], x[1]);
    }
}
