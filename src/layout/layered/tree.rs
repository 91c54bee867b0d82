//! The tree of groups, mended: which are sealed, and in which frame everything stands. No paper.
//!
//! Before: any graph; parents may be unknown, or go in a circle. After: a tree of them in source order. A group whose border no line
//! crosses is sealed, see [`super::normalise`].

use super::graph::{End, Graph};
use super::part::NONE;

/// The tree of groups, mended.
pub(super) struct Tree {
    pub parent: Vec<u32>,
    pub node_parent: Vec<u32>,
    pub depth: Vec<u32>,
    pub lane: Vec<bool>,
    pub empty: Vec<bool>,
    pub sealed: Vec<bool>,
    /// The sealed group in which a group or node stands, or none.
    pub frame: Vec<u32>,
    pub node_frame: Vec<u32>,
    /// Position of everything in a walk through the tree in source order.
    pub order: Vec<u32>,
    pub node_order: Vec<u32>,
}

/// The lines that can be drawn: their ends exist.
pub(super) fn drawable(graph: &Graph, edge: &super::graph::Edge) -> bool {
    let known = |e: End| match e {
        End::Node(i) => (i as usize) < graph.nodes.len(),
        End::Group(i) => (i as usize) < graph.groups.len(),
    };
    known(edge.from) && known(edge.to)
}

impl Tree {
    pub(super) fn new(graph: &Graph) -> Self {
        let groups = graph.groups.len();
        let known = |p: Option<u32>| p.filter(|&p| (p as usize) < groups).unwrap_or(NONE);
        let mut parent: Vec<u32> = graph.groups.iter().map(|g| known(g.parent)).collect();
        let node_parent: Vec<u32> = graph.nodes.iter().map(|n| known(n.parent)).collect();
        let depth = depths(&mut parent);
        let (order, node_order) = walk(graph, &parent, &node_parent);
        let lane: Vec<bool> = (0..groups)
            .map(|g| {
                let p = parent[g];
                graph.groups[g].lane && (p == NONE || !graph.groups[p as usize].lane)
            })
            .collect();
        let mut empty: Vec<bool> = lane.iter().map(|l| !l).collect();
        for &p in parent.iter().chain(&node_parent).filter(|&&p| p != NONE) {
            empty[p as usize] = false;
        }
        let mut t = Self {
            sealed: Vec::new(),
            frame: vec![NONE; groups],
            node_frame: vec![NONE; graph.nodes.len()],
            parent,
            node_parent,
            depth,
            lane,
            empty,
            order,
            node_order,
        };
        t.merge_lanes();
        t.seal(graph);
        t
    }

    /// Lanes cut a flow up across its direction: along it their nodes follow one another as in the source, whatever their lane.
    fn merge_lanes(&mut self) {
        let mut members: Vec<(u32, u32)> = (0..self.node_parent.len() as u32)
            .filter(|&n| self.node_parent[n as usize] != NONE && self.lane[self.node_parent[n as usize] as usize])
            .map(|n| (self.parent[self.node_parent[n as usize] as usize], n))
            .collect();
        members.sort_unstable();
        for chunk in members.chunk_by(|a, b| a.0 == b.0) {
            let mut places: Vec<u32> = chunk.iter().map(|m| self.node_order[m.1 as usize]).collect();
            places.sort_unstable();
            for (m, place) in chunk.iter().zip(places) {
                self.node_order[m.1 as usize] = place;
            }
        }
    }

    pub(super) fn parent_of(&self, e: End) -> u32 {
        match e {
            End::Node(i) => self.node_parent[i as usize],
            End::Group(i) => self.parent[i as usize],
        }
    }

    fn seal(&mut self, graph: &Graph) {
        let groups = graph.groups.len();
        let mut crossed = self.lane.clone();
        let mut cross = |a: End, b: End| {
            let (mut a, mut b) = (self.parent_of(a), self.parent_of(b));
            let depth = |g: u32| if g == NONE { 0 } else { self.depth[g as usize] + 1 };
            while a != b {
                let side = if depth(a) >= depth(b) { &mut a } else { &mut b };
                crossed[*side as usize] = true;
                *side = self.parent[*side as usize];
            }
        };
        for e in graph.edges.iter().filter(|e| drawable(graph, e) && e.from != e.to) {
            cross(e.from, e.to);
        }
        for list in graph.same_rank.iter().chain(&graph.order) {
            let list: Vec<End> = self.known(graph, list);
            for pair in list.windows(2) {
                cross(pair[0], pair[1]);
            }
        }
        self.sealed = (0..groups).map(|g| !crossed[g] && !self.empty[g]).collect();
        let mut by_depth: Vec<u32> = (0..groups as u32).collect();
        by_depth.sort_by_key(|&g| self.depth[g as usize]);
        for g in by_depth {
            self.frame[g as usize] = self.frame_in(self.parent[g as usize]);
        }
        for i in 0..graph.nodes.len() {
            self.node_frame[i] = self.frame_in(self.node_parent[i]);
        }
    }

    pub(super) fn frame_in(&self, parent: u32) -> u32 {
        if parent == NONE || self.sealed[parent as usize] { parent } else { self.frame[parent as usize] }
    }

    pub(super) fn known(&self, graph: &Graph, list: &[End]) -> Vec<End> {
        let ok = |e: &End| match *e {
            End::Node(i) => (i as usize) < graph.nodes.len(),
            End::Group(i) => (i as usize) < graph.groups.len(),
        };
        list.iter().copied().filter(ok).collect()
    }

    /// Whether a group is a leaf to what is around it.
    pub(super) fn is_leaf(&self, g: u32) -> bool {
        self.sealed[g as usize] || self.empty[g as usize]
    }
}

/// Depths of groups; a circle of parents is cut where it is found.
fn depths(parent: &mut [u32]) -> Vec<u32> {
    const BUSY: u32 = u32::MAX - 1;
    let mut depth = vec![NONE; parent.len()];
    let mut path = Vec::new();
    for g in 0..parent.len() {
        let mut at = g as u32;
        while at != NONE && depth[at as usize] == NONE {
            depth[at as usize] = BUSY;
            path.push(at);
            at = parent[at as usize];
        }
        if at != NONE && depth[at as usize] == BUSY {
            parent[path[path.len() - 1] as usize] = NONE;
        }
        while let Some(p) = path.pop() {
            let up = parent[p as usize];
            depth[p as usize] = if up == NONE { 0 } else { depth[up as usize] + 1 };
        }
    }
    depth
}

/// Numbers everything in preorder, siblings by their index.
fn walk(graph: &Graph, parent: &[u32], node_parent: &[u32]) -> (Vec<u32>, Vec<u32>) {
    // (parent, index, group?, number), sorted: the members of each group in a row. No parent sorts last, so walk from there.
    let mut members: Vec<(u32, u32, bool, u32)> = Vec::with_capacity(parent.len() + node_parent.len());
    members.extend(graph.nodes.iter().enumerate().map(|(i, n)| (node_parent[i], n.index, false, i as u32)));
    members.extend(graph.groups.iter().enumerate().map(|(i, g)| (parent[i], g.index, true, i as u32)));
    members.sort_unstable();
    let first = |p: u32| members.partition_point(|m| m.0 < p);
    let (mut order, mut node_order) = (vec![0; parent.len()], vec![0; node_parent.len()]);
    let mut stack = vec![(NONE, first(NONE))];
    let mut count = 0;
    while let Some(top) = stack.last_mut() {
        let Some(&(_, _, group, i)) = members.get(top.1).filter(|m| m.0 == top.0) else {
            stack.pop();
            continue;
        };
        top.1 += 1;
        if group {
            order[i as usize] = count;
            stack.push((i, first(i)));
        } else {
            node_order[i as usize] = count;
        }
        count += 1;
    }
    (order, node_order)
}
