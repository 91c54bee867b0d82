//! The spanning tree of the simplex: any of its arcs can be taken out and the smaller part hung elsewhere.
//!
//! Cut and hang cost the smaller part and the two ways to the root. The root is wherever the larger part's is.
//! Gansner et al. 1993 number the tree in postorder and renumber what changed; here sizes and depths are kept instead.
//!
//! Before: every variable adopted once. After each exchange: a spanning tree again, its sizes and depths right.

use super::NONE;

#[derive(Default)]
pub(super) struct Tree {
    pub root: u32,
    pub parent: Vec<u32>,
    /// The arc to the parent.
    pub arc: Vec<u32>,
    first_child: Vec<u32>,
    /// Siblings.
    next: Vec<u32>,
    prev: Vec<u32>,
    /// How many variables hang on each, itself counted.
    pub size: Vec<u32>,
    /// One more than the parent's; the root's may be any.
    pub depth: Vec<u32>,
}

impl Tree {
    /// So many variables, none hung to another.
    pub(super) fn begin(&mut self, n: usize) {
        self.root = 0;
        let links = [&mut self.parent, &mut self.arc, &mut self.first_child, &mut self.next, &mut self.prev];
        for list in links {
            list.clear();
            list.resize(n, NONE);
        }
        self.size.clear();
        self.size.resize(n, 1);
        self.depth.clear();
        self.depth.resize(n, 0);
    }

    pub(super) fn adopt(&mut self, child: u32, parent: u32, arc: u32) {
        let (c, p) = (child as usize, parent as usize);
        self.parent[c] = parent;
        self.arc[c] = arc;
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
        self.parent[c] = NONE;
        self.arc[c] = NONE;
    }

    /// The variables that hang on `top`, each after its parent, without those that hang on `without`.
    pub(super) fn below(&self, top: u32, without: u32, list: &mut Vec<u32>) {
        list.clear();
        list.push(top);
        let mut at = 0;
        while at < list.len() {
            let mut c = self.first_child[list[at] as usize];
            while c != NONE {
                if c != without {
                    list.push(c);
                }
                c = self.next[c as usize];
            }
            at += 1;
        }
    }

    /// Fills in sizes and depths of a tree that has just grown; `order` has parents before children.
    pub(super) fn measure(&mut self, order: &[u32]) {
        for &v in order {
            let p = self.parent[v as usize];
            self.depth[v as usize] = if p == NONE { 0 } else { self.depth[p as usize] + 1 };
        }
        for &v in order.iter().rev() {
            let p = self.parent[v as usize];
            if p != NONE {
                self.size[p as usize] += self.size[v as usize];
            }
        }
    }

    /// Takes out the arc between `child` and its parent and joins the two parts by `arc` between `inner`, in the part that `moved`
    /// lists, and `outer`. Counts its steps.
    pub(super) fn exchange(&mut self, child: u32, inner: u32, outer: u32, arc: u32, moved: &mut Vec<u32>) -> u64 {
        let mut steps = 0;
        let cut = self.size[child as usize];
        let mut v = self.parent[child as usize];
        self.orphan(child);
        while v != NONE {
            self.size[v as usize] -= cut;
            v = self.parent[v as usize];
            steps += 1;
        }
        let child_moves = moved[0] == child;
        let count = self.size[moved[0] as usize];
        if !child_moves {
            self.root = child;
        }
        // Turn the way from `inner` up to the moved part's root.
        let (mut v, mut parent, mut by, mut below) = (inner, outer, arc, 0);
        while v != NONE {
            let (old, old_arc) = (self.parent[v as usize], self.arc[v as usize]);
            if old != NONE {
                self.orphan(v);
            }
            let size = self.size[v as usize];
            self.size[v as usize] = count - below;
            below = size;
            self.adopt(v, parent, by);
            (parent, by) = (v, old_arc);
            v = old;
            steps += 1;
        }
        let mut v = outer;
        while v != NONE {
            self.size[v as usize] += count;
            v = self.parent[v as usize];
            steps += 1;
        }
        self.below(inner, NONE, moved);
        for &v in moved.iter() {
            self.depth[v as usize] = self.depth[self.parent[v as usize] as usize] + 1;
        }
        steps + moved.len() as u64
    }
}
