//! Small graphs on which a law was broken once.

use frieze::geometry::Size;
use frieze::layout::layered::{Direction, Edge, End, Gate, Graph, Group, Node, Spacing, place};

use super::laws;

fn node(parent: Option<u32>, index: u32) -> Node {
    Node { size: Size::new(100.0, 40.0), parent, index, centered_ports: false, inset: 0.0 }
}

fn group(parent: Option<u32>, direction: Option<Direction>) -> Group {
    Group { parent, title: Size::new(72.6, 18.3), padding: 12.0, direction, ..Group::default() }
}

fn edge(from: End, to: End) -> Edge {
    Edge { from, to, label: None, weight: 1 }
}

fn spacing() -> Spacing {
    Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 4.0, component: 40.0 }
}

fn lawful(g: &Graph) {
    let wrong = laws::broken(g, &place(g));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The end of a loop stood a little above where a line comes in, and ran beside it.
#[test]
fn loops_keep_away_from_lines_across_the_border_of_a_group_that_flows_its_own_way() {
    for loops in 1..3 {
        for label in [None, Some(Size::new(30.0, 80.0))] {
            let mut g = Graph {
                spacing: spacing(),
                nodes: vec![node(None, 0)],
                groups: vec![group(None, Some(Direction::Left)), group(Some(0), None)],
                edges: vec![edge(End::Node(0), End::Group(1))],
                ..Graph::default()
            };
            g.edges.extend((0..loops).map(|_| Edge { label, ..edge(End::Group(0), End::Group(0)) }));
            let p = place(&g);
            lawful(&g);
            let cross = p.edges[0].points[p.edges[0].points.len() - 2];
            for e in &p.edges[1..] {
                for end in [e.points[0], e.points[e.points.len() - 1]] {
                    assert!((end.y - cross.y).abs() >= 5.0, "{loops} {label:?}: {end:?} {cross:?}");
                }
            }
        }
    }
}

/// A gate stood 4 px beside where another line crosses its side.
#[test]
fn gates_keep_away_from_lines_across_their_side() {
    let gate = |breadth, depth, ends| Gate {
        group: 1,
        side: frieze::geometry::Side::Bottom,
        order: None,
        breadth,
        depth,
        clear: 0.0,
        ends,
    };
    let g = Graph {
        spacing: Spacing { node: 14.0, rank: 29.0, edge_edge: 14.0, edge_node: 19.0, edge_label: 9.0, component: 52.0 },
        nodes: vec![Node { size: Size::new(45.0, 39.6), inset: 40.0, ..node(Some(1), 0) }, node(None, 1)],
        groups: vec![group(None, None), group(Some(0), None)],
        edges: vec![
            edge(End::Node(1), End::Group(1)),
            edge(End::Node(0), End::Group(0)),
            edge(End::Node(0), End::Group(0)),
        ],
        gates: vec![gate(0.0, 7.3, vec![(0, false)]), gate(30.0, 0.0, Vec::new())],
        ..Graph::default()
    };
    lawful(&g);
}

/// A line between two of one rank with a third between them turns below all three, within what is around them, and so does its label.
#[test]
fn a_level_line_turns_within_its_group() {
    for label in [None, Some(Size::new(50.0, 20.0))] {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            let mut g = Graph {
                direction,
                spacing: spacing(),
                nodes: (0..3).map(|i| node(Some(0), i)).collect(),
                groups: vec![group(None, None)],
                edges: vec![
                    Edge { label, ..edge(End::Node(0), End::Node(2)) },
                    edge(End::Node(0), End::Node(1)),
                    edge(End::Node(1), End::Node(2)),
                ],
                same_rank: vec![(0..3).map(End::Node).collect()],
                order: vec![(0..3).map(End::Node).collect()],
                ..Graph::default()
            };
            let held = |g: &Graph| {
                lawful(g);
                let p = place(g);
                let r = p.groups[0].rect;
                let around = p.edges.iter().take(3).any(|e| e.points.len() > 2);
                assert!(around, "{direction:?}: one of three goes around a node: {:?} {:?}", p.nodes, p.edges);
                for e in &p.edges[..3] {
                    assert!(e.points.iter().all(|&q| r.has(q)), "{direction:?}: {e:?} in {r:?}");
                    assert!(e.label.is_none_or(|l| r.holds(&l)), "{direction:?}: {e:?} in {r:?}");
                }
            };
            held(&g);
            // What comes in from outside does not change that.
            g.nodes.push(node(None, 3));
            g.edges.push(edge(End::Node(3), End::Node(1)));
            held(&g);
        }
    }
}

/// A group of a small node is as wide as its title, and that has the padding at both sides.
#[test]
fn a_group_is_as_wide_as_its_title() {
    for (direction, lines) in [(Direction::Down, 0), (Direction::Up, 0), (Direction::Down, 1), (Direction::Up, 1)] {
        let mut g = Graph {
            direction,
            spacing: spacing(),
            nodes: vec![node(None, 0), Node { size: Size::new(20.0, 20.0), ..node(Some(0), 1) }],
            groups: vec![Group { title: Size::new(300.0, 18.0), ..group(None, None) }],
            ..Graph::default()
        };
        g.edges.extend((0..lines).map(|_| edge(End::Node(0), End::Node(1))));
        lawful(&g);
        let b = &place(&g).groups[0];
        assert!(b.title.x - b.rect.x >= 12.0 && b.rect.right() - b.title.right() >= 12.0, "{direction:?}: {b:?}");
    }
}
