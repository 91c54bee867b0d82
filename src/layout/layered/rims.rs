//! Rims: how near the lines of something come to what stands beside it.
//!
//! Nodes keep the distance of nodes, but what a reader takes for one another is lines: loops beside a box, and the ends of lines at its
//! upper and lower side. Where nodes may stand nearer than lines, and are hardly broader than those are to be apart, the lines
//! decide how near two may come. No paper.
//!
//! Before: ports can be shared. After: distances that are no less than nodes keep, and no less than the lines of both do.

use super::layers::{Kind, Layered};
use super::part::{Leaf, Part, Space, Unit};
use super::straight;

/// What there is of lines at one side of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rim {
    /// Its extents end in lines of its own: loops, or those of a collar.
    Lined,
    /// No line is nearer to that side than so much.
    Deep(Unit),
}

impl Rim {
    /// There is no line.
    pub(super) const NONE: Self = Self::Deep(straight::FAR);

    pub(super) fn of(lined: bool) -> Self {
        if lined { Self::Lined } else { Self::NONE }
    }

    /// The distance to the wall of a container around it that has so much padding there: lines keep half of what they keep from nodes,
    /// so that those on both sides of the wall keep all of it. The part itself has no wall.
    pub(super) fn within(self, space: &Space, c: u32, pad: Unit) -> Unit {
        if self == Self::Lined && c != 0 { pad.max(space.edge_node / 2) } else { pad }
    }
}

impl Space {
    /// The distance between two things that keep `plain`, with these rims at the sides that face each other.
    pub(super) fn beside(&self, plain: Unit, one: Rim, other: Rim) -> Unit {
        plain.max(match (one, other) {
            (Rim::Lined, Rim::Lined) => self.edge,
            (Rim::Lined, Rim::Deep(by)) | (Rim::Deep(by), Rim::Lined) => self.edge_node.max(self.edge - by),
            (Rim::Deep(one), Rim::Deep(other)) => self.edge - one - other,
        })
    }
}

/// The rims of all leaves.
pub(super) struct Rims {
    /// How deep within each leaf its outermost lines end; empty where nodes are as far apart as lines anyway.
    deep: Vec<Unit>,
}

impl Rims {
    pub(super) fn new(part: &Part, g: &Layered) -> Self {
        if part.space.node >= part.space.edge {
            return Self { deep: Vec::new() };
        }
        let mut count: Vec<Unit> = vec![0; part.leaves.len()];
        for line in 0..part.lines.len() as u32 {
            let chain = g.chain_of(line);
            let ends = [chain.first(), chain.last()].into_iter().flatten();
            ends.filter(|&&i| g.is_leaf(i)).for_each(|&i| count[i as usize] += 1);
        }
        let deep = |(leaf, &n): (&Leaf, &Unit)| match n {
            _ if leaf.pinned => 0,
            // One without lines stands between others that keep apart.
            0 => leaf.size.w / 2,
            _ if leaf.centered => leaf.size.w / 2,
            _ => straight::margin(part, leaf, n),
        };
        Self { deep: part.leaves.iter().zip(&count).map(deep).collect() }
    }

    /// At the low and at the high side of an item.
    pub(super) fn of(&self, part: &Part, g: &Layered, item: u32) -> [Rim; 2] {
        let i = &g.items[item as usize];
        if i.kind != Kind::Leaf {
            return [Rim::NONE; 2];
        }
        let w = part.leaves[item as usize].size.w;
        let deep = self.deep.get(item as usize).map_or(Rim::NONE, |&by| Rim::Deep(by));
        [i.left > w / 2, i.right > w - w / 2].map(|lined| if lined { Rim::Lined } else { deep })
    }

    /// At both sides of a group, seen from outside: its lines are at least its padding away, but for its loops on the high side.
    pub(super) fn around(part: &Part, c: u32) -> [Rim; 2] {
        let k = &part.containers[c as usize];
        [Rim::Deep(k.pad), if k.margin > 0 { Rim::Lined } else { Rim::Deep(k.pad) }]
    }
}
