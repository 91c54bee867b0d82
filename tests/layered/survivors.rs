//! Small graphs on which an edit once swapped what stood side by side, though it need not.

use frieze::geometry::Size;
use frieze::layout::layered::{Direction, Edge, End, Graph, Group, Node, Spacing, place};

use super::{laws, near};

/// A graph of so many nodes; each group has the nodes of a range.
fn graph(direction: Direction, nodes: u32, groups: &[(u32, u32)], lines: &[(u32, u32)]) -> Graph {
    let parent = |n: u32| groups.iter().position(|g| (g.0..g.1).contains(&n)).map(|g| g as u32);
    let node = |n| Node { size: Size::new(90.0, 40.0), parent: parent(n), index: n, centered_ports: false, inset: 0.0 };
    let group = |index| Group { title: Size::new(60.0, 16.0), padding: 16.0, index, ..Group::default() };
    Graph {
        direction,
        spacing: Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 2.0, component: 40.0 },
        nodes: (0..nodes).map(node).collect(),
        groups: (0..groups.len() as u32).map(|g| group(1000 + g)).collect(),
        edges: lines.iter().map(|&(a, b)| line(a, b)).collect(),
        aspect: 1.6,
        ..Graph::default()
    }
}

fn line(a: u32, b: u32) -> Edge {
    Edge { from: End::Node(a), to: End::Node(b), label: None, weight: 1 }
}

/// Draws a graph, edits it, and draws it near that. Nothing may swap.
fn survives(mut g: Graph, edit: impl FnOnce(&mut Graph)) {
    let before = place(&g);
    edit(&mut g);
    let nodes = before.nodes.len().min(g.nodes.len());
    g.previous = Some(near::previous_of(&before, &g));
    let after = place(&g);
    let (swapped, wrong) = (near::swapped(&before, &after, nodes), laws::broken(&g, &after));
    assert!(swapped.is_empty() && wrong.is_empty(), "{swapped:?} {wrong:#?}\n{:?}\n{:?}", before.nodes, after.nodes);
}

/// Each of two groups has what is above the other's: a new line between them may not put one above the other.
#[test]
fn a_line_between_groups_that_stood_side_by_side_parts_none() {
    for direction in [Direction::Down, Direction::Right] {
        for (a, b) in [(1, 4), (3, 4), (1, 6), (6, 1), (5, 2)] {
            let lines = [(1, 2), (2, 3), (4, 5), (5, 6), (0, 1), (0, 4)];
            survives(graph(direction, 7, &[(1, 4), (4, 7)], &lines), |g| g.edges.push(line(a, b)));
            // Where nothing connected them before.
            survives(graph(direction, 7, &[(1, 4), (4, 7)], &lines[..4]), |g| g.edges.push(line(a, b)));
        }
    }
}

/// A group and what stands beside it.
#[test]
fn a_line_from_a_group_to_what_stood_beside_it_parts_neither() {
    for (a, b) in [(1, 4), (4, 1), (3, 4), (4, 3), (2, 4)] {
        survives(graph(Direction::Right, 6, &[(1, 4)], &[(1, 2), (2, 3), (0, 4), (4, 5), (3, 5), (0, 1)]), |g| {
            g.edges.push(line(a, b));
        });
    }
}

/// What a line leads to from a group has to stand in the group's layer, whatever else stood beside the group.
#[test]
fn a_line_from_a_group_to_one_of_several_that_stood_beside_it_parts_none() {
    let chains = [(0, 1), (1, 2), (3, 4), (4, 5)];
    for (a, b) in [(2, 4), (2, 5), (5, 2)] {
        survives(graph(Direction::Down, 6, &[(3, 6)], &chains), |g| g.edges.push(line(a, b)));
    }
    survives(graph(Direction::Right, 7, &[(2, 5)], &[(0, 1), (2, 3), (3, 4), (1, 5)]), |g| g.edges.push(line(5, 4)));
}

/// The line left by the flank of its node and stood between that and a group, past whose end the node could not go back.
#[test]
fn a_line_does_not_leave_by_a_flank_where_that_stands_in_the_way() {
    let lines = [(8, 9), (9, 10), (10, 11), (10, 12), (10, 13), (0, 1), (0, 2), (0, 3), (4, 5), (4, 6), (4, 7)];
    let mut g = graph(Direction::Right, 14, &[(0, 4), (4, 8)], &lines);
    g.nodes.iter_mut().for_each(|n| n.size.w = 92.0);
    g.nodes[8].size.w = 69.5;
    let widths = [75.5, 0.0, 30.5, 30.5, 45.5, 30.5, 30.5, 45.5, 30.5, 30.5, 45.5];
    for (e, w) in g.edges.iter_mut().zip(widths).filter(|l| l.1 > 0.0) {
        e.label = Some(Size::new(w, 20.0));
    }
    g.groups.iter_mut().for_each(|g| g.title = Size::new(127.5, 20.0));
    survives(g, |g| g.edges.push(line(9, 5)));
}
