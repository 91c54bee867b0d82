//! Members of a group that no line touches, where others of the group have lines across its border.
//!
//! Ranks tell nothing about them: they would all stand in the group's first layer and make it as wide as their sum. They are put
//! into a group of their own that shows nothing, which is laid out first, as a grid ([`super::pack`]), and is then one box among the
//! others. A group that no line enters needs no such help: its lone members are parts that are packed anyway. No paper.
//!
//! Before: any graph. After: its placement; every other graph goes to the engine as it is.

use super::graph::{End, Graph, Group, Placement};
use super::normalise::Tree;
use super::part::NONE;
use crate::geometry::Rect;

/// Places a graph with such members; None where it has none.
pub(super) fn place(graph: &Graph) -> Option<Placement> {
    if graph.groups.is_empty() {
        return None;
    }
    let lone = lone(graph);
    if lone.is_empty() {
        return None;
    }
    let mut with = graph.clone();
    for members in lone.chunk_by(|a, b| a.0 == b.0) {
        let number = with.groups.len() as u32;
        let index = members.iter().map(|&(_, n)| graph.nodes[n as usize].index).min().unwrap_or(0);
        with.groups.push(Group { parent: Some(members[0].0), index, ..Group::default() });
        members.iter().for_each(|&(_, n)| with.nodes[n as usize].parent = Some(number));
        if let Some(previous) = &mut with.previous {
            let stood = members.iter().filter_map(|&(_, n)| previous.nodes.get(n as usize).copied().flatten());
            let around = stood.reduce(|a: Rect, b| a.union(&b));
            previous.groups.resize(number as usize, None);
            previous.groups.push(around);
        }
    }
    let mut placement = super::place(&with);
    placement.groups.truncate(graph.groups.len());
    Some(placement)
}

/// The lone nodes with their parents, sorted; of each parent at least two.
fn lone(graph: &Graph) -> Vec<(u32, u32)> {
    let mut known = vec![false; graph.nodes.len()];
    let mut know = |e: &End| {
        if let End::Node(n) = *e
            && let Some(k) = known.get_mut(n as usize)
        {
            *k = true;
        }
    };
    graph.edges.iter().for_each(|e| {
        know(&e.from);
        know(&e.to);
    });
    graph.same_rank.iter().chain(&graph.order).flatten().for_each(&mut know);
    if known.iter().all(|&k| k) {
        return Vec::new();
    }
    let tree = Tree::new(graph);
    let mut list: Vec<(u32, u32)> = (0..graph.nodes.len() as u32)
        .map(|n| (tree.node_parent[n as usize], n))
        .filter(|&(p, n)| p != NONE && !known[n as usize] && !tree.sealed[p as usize] && !tree.lane[p as usize])
        .collect();
    list.sort_unstable();
    let mut few = Vec::new();
    for members in list.chunk_by(|a, b| a.0 == b.0).filter(|m| m.len() > 1) {
        few.extend_from_slice(members);
    }
    few
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Group, Node, Spacing, place};

    #[test]
    fn members_without_lines_stand_in_rows_beside_those_that_have_some() {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            let node = |i: u32, parent| Node {
                size: Size::new(100.0, 40.0),
                parent,
                index: i,
                centered_ports: false,
                inset: 0.0,
            };
            let mut nodes: Vec<Node> = (0..8).map(|i| node(i, Some(0))).collect();
            nodes.push(node(9, None));
            let group = Group { title: Size::new(60.0, 16.0), padding: 12.0, ..Group::default() };
            let g = Graph {
                direction,
                nodes,
                groups: vec![group],
                edges: vec![Edge { from: End::Node(8), to: End::Node(0), label: None, weight: 1 }],
                spacing: Spacing { node: 30.0, rank: 50.0, ..Spacing::default() },
                ..Graph::default()
            };
            let p = place(&g);
            assert_eq!(p.groups.len(), 1);
            let mut levels: Vec<f64> = p.nodes[1..8].iter().map(|n| n.y).collect();
            levels.sort_by(f64::total_cmp);
            let rows: Vec<usize> = levels.chunk_by(|a, b| a == b).map(<[_]>::len).collect();
            assert!(rows.len() > 1 && rows.iter().all(|&r| (1..=4).contains(&r)), "{direction:?}: {rows:?}");
            assert!(p.nodes[..8].iter().all(|n| p.groups[0].rect.holds(n)));
        }
    }
}
