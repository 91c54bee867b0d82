//! From a graph to its parts: nothing is lost, nothing is connected across parts, sealed groups have no line across their border.

use std::collections::BTreeSet;

use super::super::graph::{End, Graph};
use super::super::normalise::{Frames, Piecewise, Tree};
use super::super::part::{NONE, Tip};
use super::corpus::cases;
use super::pairs;

fn parent(graph: &Graph, end: End) -> Option<u32> {
    match end {
        End::Node(n) => graph.nodes[n as usize].parent,
        End::Group(g) => graph.groups[g as usize].parent,
    }
}

/// The groups around an end, innermost first.
fn around(graph: &Graph, end: End) -> Vec<u32> {
    std::iter::successors(parent(graph, end), |&g| parent(graph, End::Group(g))).collect()
}

fn parts(graph: &Graph) -> (Tree, Vec<(u32, Vec<Piecewise>)>) {
    let tree = Tree::new(graph);
    let frames = Frames::new(graph, &tree);
    let sealed = (0..graph.groups.len() as u32).filter(|&g| tree.sealed[g as usize]).chain([NONE]);
    let sizes = vec![Default::default(); graph.groups.len()];
    let list = sealed.map(|f| (f, frames.parts(graph, &tree, f, &sizes))).collect();
    (tree, list)
}

#[test]
fn every_node_group_and_line_is_in_one_part() {
    for case in cases() {
        let (graph, (tree, frames)) = (&case.graph, parts(&case.graph));
        let all = || frames.iter().flat_map(|f| &f.1);
        let mut ends: Vec<End> = all().flat_map(|p| p.leaves.iter().copied()).collect();
        ends.extend(all().flat_map(|p| p.groups.iter().map(|&g| End::Group(g))));
        ends.sort_unstable();
        let nodes = (0..graph.nodes.len() as u32).map(End::Node);
        let wanted: Vec<End> = nodes.chain((0..graph.groups.len() as u32).map(End::Group)).collect();
        assert_eq!(ends, wanted, "{}", case.name);
        let mut lines: Vec<u32> = all().flat_map(|p| p.lines.iter().copied()).collect();
        lines.sort_unstable();
        assert_eq!(lines, (0..graph.edges.len() as u32).collect::<Vec<_>>(), "{}", case.name);
        for (frame, p) in frames.iter().flat_map(|f| f.1.iter().map(move |p| (f.0, p))) {
            let end = |t: Tip| match t {
                Tip::Leaf(i) => p.leaves[i as usize],
                Tip::Container(c) => End::Group(p.groups[c as usize - 1]),
            };
            for (&e, line) in p.lines.iter().zip(&p.part.lines) {
                let edge = &graph.edges[e as usize];
                assert_eq!((end(line.from), end(line.to)), (edge.from, edge.to), "{}", case.name);
            }
            let tips = (0..p.leaves.len() as u32).map(Tip::Leaf).chain((1..=p.groups.len() as u32).map(Tip::Container));
            let tips: Vec<Tip> = tips.collect();
            let index = |t: Tip| match end(t) {
                End::Node(n) => graph.nodes[n as usize].index,
                End::Group(g) => graph.groups[g as usize].index,
            };
            for (a, b) in pairs(&tips).filter(|&(a, b)| parent(graph, end(a)) == parent(graph, end(b))) {
                let in_lane = parent(graph, end(a)).is_some_and(|g| graph.groups[g as usize].lane);
                let (written, kept) = (index(a) < index(b), p.part.source_order(a) < p.part.source_order(b));
                assert!(in_lane || index(a) == index(b) || written == kept, "{}: {a:?} and {b:?}", case.name);
            }
            for &leaf in &p.leaves {
                let sealed = around(graph, leaf).into_iter().find(|&g| tree.sealed[g as usize]);
                assert_eq!(sealed.unwrap_or(NONE), frame, "{}: {leaf:?}", case.name);
            }
        }
    }
}

#[test]
fn no_line_crosses_the_border_of_a_sealed_group() {
    let mut sealed = 0;
    for case in cases() {
        let (graph, tree) = (&case.graph, Tree::new(&case.graph));
        for g in (0..graph.groups.len() as u32).filter(|&g| tree.sealed[g as usize]) {
            sealed += 1;
            for e in &graph.edges {
                let inside = [e.from, e.to].map(|end| around(graph, end).contains(&g));
                assert_eq!(inside[0], inside[1], "{}: group {g}, {e:?}", case.name);
            }
        }
    }
    assert!(sealed > 5, "{sealed}");
}

#[test]
fn parts_are_connected_and_in_source_order() {
    for case in cases() {
        for (_, list) in parts(&case.graph).1 {
            let mut firsts = Vec::new();
            for p in &list {
                let part = &p.part;
                let leaves = (0..part.leaves.len() as u32).map(Tip::Leaf);
                let tips: Vec<Tip> = leaves.chain((1..part.containers.len() as u32).map(Tip::Container)).collect();
                let around = |t: Tip| match part.home(t) {
                    (_, lane) if lane != NONE => Some(Tip::Container(lane)),
                    (home, _) => Some(Tip::Container(home)),
                };
                let near = |a: Tip, b: Tip| {
                    let lines = part.lines.iter().any(|l| [l.from, l.to].contains(&a) && [l.from, l.to].contains(&b));
                    let hints = part.same_rank.iter().chain(&part.order).any(|h| h.contains(&a) && h.contains(&b));
                    let lane = |t: Tip| matches!(t, Tip::Container(c) if part.containers[c as usize].is_lane);
                    let lanes = lane(a) && lane(b) && part.home(a) == part.home(b);
                    lines || hints || lanes || around(a) == Some(b) || around(b) == Some(a)
                };
                let mut reached = vec![tips[0]];
                let mut at = 0;
                while at < reached.len() {
                    let new = tips.iter().filter(|&&t| near(reached[at], t) && !reached.contains(&t));
                    let new: Vec<Tip> = new.copied().collect();
                    reached.extend(new);
                    at += 1;
                }
                let known: BTreeSet<u32> = reached.iter().map(|&t| part.source_order(t)).collect();
                assert_eq!(known.len(), tips.len(), "{}: {tips:?} {reached:?}", case.name);
                firsts.push(known.first().copied());
            }
            assert!(firsts.is_sorted(), "{}: {firsts:?}", case.name);
        }
    }
}
