//! The first spanning tree: of tight arcs only, grown from one variable.
//!
//! Gansner, Koutsofios, North, Vo 1993, *A technique for drawing directed graphs*, section 2.3, `feasible_tree`: where no arc out of the
//! tree is tight, the whole tree moves to where one is. Which one is nearest they look up among all arcs; here arcs that are not tight wait,
//! and are sorted by how far the tree has to move once there are many. It follows tight arcs in the order in which they were found,
//! which keeps it shallow.
//!
//! Before: feasible positions. After: feasible positions, and a spanning tree of arcs that are all tight.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};

use super::Simplex;

/// Up to so many arcs out of a tree are not sorted.
const FEW: usize = 64;

/// The tree as it grows.
#[derive(Default)]
pub(super) struct Grown {
    inside: Vec<bool>,
    order: Vec<u32>,
    /// Tight arcs out of the tree, those found first first: that keeps it shallow.
    tight: VecDeque<u32>,
    /// The others with how far the tree moves up, or down, until they are tight, less what it has moved in all. They are sorted
    /// once no arc is tight, which many trees never see.
    far: Vec<(i64, u32)>,
    up: BinaryHeap<Reverse<(i64, u32)>>,
    down: BinaryHeap<Reverse<(i64, u32)>>,
    sorted: bool,
}

impl Grown {
    fn begin(&mut self, n: usize) {
        self.inside.clear();
        self.inside.resize(n, false);
        self.order.clear();
        self.tight.clear();
        self.far.clear();
        self.up.clear();
        self.down.clear();
        self.sorted = false;
    }

    /// An arc out of the tree, which has moved by `shift`.
    fn offer(&mut self, a: u32, key: i64, shift: i64) {
        match key.cmp(&shift) {
            Ordering::Equal => self.tight.push_back(a),
            _ if !self.sorted => self.far.push((key, a)),
            Ordering::Greater => self.up.push(Reverse((key, a))),
            Ordering::Less => self.down.push(Reverse((-key, a))),
        }
    }

    /// Moves the tree to where the next arc is tight, as long as few are in question.
    fn nearest_of_few(&mut self, known: impl Fn(&Self, u32) -> bool, shift: &mut i64) -> Option<u32> {
        let mut far = std::mem::take(&mut self.far);
        far.retain(|f| !known(self, f.1));
        let next = far.iter().map(|&(key, a)| (key - *shift, a)).min_by_key(|&(by, a)| (by.abs(), by < 0, a));
        self.far = far;
        let (by, a) = next?;
        *shift += by;
        Some(a)
    }

    /// Moves the tree to where the next arc is tight.
    fn nearest(&mut self, known: impl Fn(&Self, u32) -> bool, shift: &mut i64) -> Option<u32> {
        while self.up.peek().is_some_and(|Reverse((_, a))| known(self, *a)) {
            self.up.pop();
        }
        while self.down.peek().is_some_and(|Reverse((_, a))| known(self, *a)) {
            self.down.pop();
        }
        let rise = self.up.peek().map(|Reverse((k, a))| (k - *shift, *a));
        let fall = self.down.peek().map(|Reverse((k, a))| (k + *shift, *a));
        let (by, a) = match (rise, fall) {
            (Some((r, a)), f) if f.is_none_or(|(f, _)| r <= f) => (r, a),
            (_, f) => f.map(|(f, a)| (-f, a))?,
        };
        *shift += by;
        Some(a)
    }
}

impl Simplex {
    /// Grows a spanning tree of tight arcs from variable 0, moving the tree to the nearest place where an arc out of it is tight.
    /// False where the graph is not connected.
    pub(super) fn tight_tree(&mut self) -> bool {
        let n = self.x.len();
        let mut grown = std::mem::take(&mut self.grown);
        grown.begin(n);
        let mut shift = 0i64;
        let mut new = Some(0u32);
        while let Some(v) = new {
            self.x[v as usize] -= shift;
            self.spread(v, shift, &mut grown);
            new = self.grow(&mut grown, &mut shift);
        }
        let connected = grown.order.len() == n;
        if connected {
            self.tree.measure(&grown.order);
        }
        self.grown = grown;
        connected
    }

    /// Takes a variable into the growing tree, and looks at the arcs out of it.
    fn spread(&self, new: u32, shift: i64, grown: &mut Grown) {
        grown.inside[new as usize] = true;
        grown.order.push(new);
        for &a in self.near.of(new) {
            let arc = &self.arcs[a as usize];
            let is_tail = arc.tail == new;
            if !grown.inside[if is_tail { arc.head } else { arc.tail } as usize] {
                grown.offer(a, if is_tail { self.slack(a) } else { -self.slack(a) }, shift);
            }
        }
    }

    /// Hangs the next variable to the tree, which moves to it if no arc is tight.
    fn grow(&mut self, grown: &mut Grown, shift: &mut i64) -> Option<u32> {
        let arcs = &self.arcs;
        let known = |g: &Grown, a: u32| {
            let arc = &arcs[a as usize];
            g.inside[arc.tail as usize] && g.inside[arc.head as usize]
        };
        let a = loop {
            match grown.tight.pop_front() {
                Some(a) if known(grown, a) => {}
                Some(a) => break a,
                None if grown.sorted => break grown.nearest(known, shift)?,
                None if grown.far.len() <= FEW => break grown.nearest_of_few(known, shift)?,
                None => {
                    grown.sorted = true;
                    let far = std::mem::take(&mut grown.far);
                    far.iter().for_each(|&(key, a)| grown.offer(a, key, *shift));
                }
            }
        };
        let arc = &arcs[a as usize];
        let (old, fresh) = if grown.inside[arc.tail as usize] { (arc.tail, arc.head) } else { (arc.head, arc.tail) };
        self.tree.adopt(fresh, old, a);
        Some(fresh)
    }
}
