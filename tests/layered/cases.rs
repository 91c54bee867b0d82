//! Small graphs on which a law was broken once.

use frieze::geometry::{Side, Size};
use frieze::layout::layered::{Direction, Edge, End, Gate, Graph, Group, Node, Port, Spacing, place};

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

const ALL: [Direction; 4] = [Direction::Down, Direction::Right, Direction::Up, Direction::Left];

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
        side: Side::Bottom,
        order: None,
        at: None,
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

fn sized(w: f64, h: f64, index: u32) -> Node {
    Node { size: Size::new(w, h), ..node(None, index) }
}

fn port(node: u32, side: Side, at: f64, ends: &[(u32, bool)]) -> Port {
    Port { node, side, at, ends: ends.to_vec() }
}

/// Loops and what leads around a node to its ports kept the distance of nodes, which may be less than that of lines.
#[test]
fn loops_and_collars_keep_the_distances_of_lines() {
    // A loop beside a line that goes around its node.
    lawful(&Graph {
        spacing: Spacing { node: 4.0, rank: 7.0, edge_node: 20.0, ..spacing() },
        nodes: vec![node(None, 0), node(None, 1), node(None, 2)],
        edges: vec![edge(End::Node(2), End::Node(2)), edge(End::Node(1), End::Node(0))],
        order: vec![vec![End::Node(2), End::Node(1)]],
        ports: vec![port(1, Side::Top, 23.25, &[(1, true)])],
        ..Graph::default()
    });
    // The loops of two nodes, one below the other.
    let loop_at = |n, w, h| Edge { label: Some(Size::new(w, h)), ..edge(End::Node(n), End::Node(n)) };
    lawful(&Graph {
        spacing: Spacing { node: 25.0, rank: 4.0, edge_edge: 6.0, edge_node: 10.0, ..spacing() },
        nodes: vec![node(None, 0), node(None, 1)],
        edges: vec![
            loop_at(0, 83.7, 19.7),
            edge(End::Node(1), End::Node(0)),
            loop_at(1, 64.7, 20.7),
            edge(End::Node(1), End::Node(1)),
            edge(End::Node(0), End::Node(0)),
        ],
        ..Graph::default()
    });
    // Loops at ports, which are a part of their node.
    lawful(&Graph {
        spacing: Spacing { node: 4.0, rank: 90.0, edge_edge: 11.0, edge_node: 20.0, component: 5.0, ..spacing() },
        nodes: vec![node(Some(0), 0), node(Some(1), 1), node(None, 2)],
        groups: vec![
            Group { padding: 12.0, ..Group::default() },
            Group { parent: Some(0), padding: 12.0, ..Group::default() },
        ],
        edges: vec![Edge { weight: 0, ..edge(End::Node(2), End::Node(1)) }, edge(End::Node(0), End::Node(0))],
        ports: vec![port(0, Side::Top, 61.25, &[(1, true)]), port(0, Side::Bottom, 8.75, &[(1, false)])],
        ..Graph::default()
    });
}

/// What stands beside another part was as near to its loops as parts are to one another.
#[test]
fn parts_are_no_nearer_than_their_lines_may_be() {
    for near in [0.0, 2.0, 9.0] {
        for loops in [vec![], vec![port(0, Side::Right, 20.0, &[(0, true), (0, false)])]] {
            lawful(&Graph {
                spacing: Spacing { node: near, rank: near, component: near.min(2.0), ..spacing() },
                nodes: vec![node(None, 0), sized(1.0, 510.0, 1)],
                edges: vec![edge(End::Node(0), End::Node(0))],
                ports: loops,
                ..Graph::default()
            });
        }
    }
    // A loop at one place is a box that is wider than the node here.
    lawful(&Graph {
        direction: Direction::Left,
        spacing: Spacing { node: 3.0, rank: 1.0, edge_edge: 5.0, edge_node: 5.0, component: 2.0, ..spacing() },
        nodes: vec![Node { centered_ports: true, inset: 15.0, ..sized(2.0, 2.0, 1) }],
        groups: vec![Group { padding: 12.0, ..Group::default() }],
        edges: vec![edge(End::Node(0), End::Node(0))],
        ports: vec![port(0, Side::Top, 2.0, &[(0, true)]), port(0, Side::Top, 2.0, &[(0, false)])],
        ..Graph::default()
    });
}

/// Nodes without extent stood on others, out of their groups, or far away, and their loops were points.
#[test]
fn nodes_without_extent_are_placed_as_others_are() {
    for (direction, near) in ALL.into_iter().flat_map(|d| [0.0, 3.0, 40.0].map(|near| (d, near))) {
        let spacing = Spacing { node: near, rank: near, ..spacing() };
        let zero = |parent, index| Node { size: Size::default(), inset: 15.0, ..node(parent, index) };
        let lane = Group { lane: true, ..Group::default() };
        // In a lane, ordered beside another, between others in a group, with ports and loops.
        lawful(&Graph {
            direction,
            spacing,
            nodes: vec![node(None, 0), zero(Some(0), 1)],
            groups: vec![lane],
            edges: vec![edge(End::Node(0), End::Node(1))],
            ..Graph::default()
        });
        lawful(&Graph {
            direction,
            spacing,
            nodes: vec![node(None, 0), zero(None, 1)],
            order: vec![vec![End::Node(0), End::Node(1)]],
            ..Graph::default()
        });
        lawful(&Graph {
            direction,
            spacing,
            nodes: vec![node(Some(0), 0), zero(Some(0), 1), node(Some(0), 2), node(None, 3), node(Some(0), 4)],
            groups: vec![Group { padding: 12.0, ..Group::default() }],
            edges: vec![edge(End::Node(3), End::Node(0))],
            same_rank: vec![vec![End::Node(1)]],
            ..Graph::default()
        });
        for label in [None, Some(Size::default()), Some(Size::new(0.0, 8.0)), Some(Size::new(30.0, 10.0))] {
            lawful(&Graph {
                direction,
                spacing,
                nodes: vec![zero(None, 0), node(None, 1)],
                edges: vec![
                    Edge { label, ..edge(End::Node(0), End::Node(1)) },
                    Edge { label, ..edge(End::Node(0), End::Node(0)) },
                    edge(End::Node(0), End::Node(1)),
                ],
                ports: vec![port(0, Side::Top, 0.0, &[(1, false)]), port(0, Side::Left, 0.0, &[(2, true)])],
                ..Graph::default()
            });
            lawful(&Graph {
                direction,
                spacing,
                nodes: vec![zero(None, 0)],
                edges: vec![Edge { label, ..edge(End::Node(0), End::Node(0)) }],
                ..Graph::default()
            });
        }
    }
}

/// Without any distance between ranks a line from border to border had no length, and ended beside its group.
#[test]
fn lines_from_border_to_border_end_there_without_any_distance() {
    lawful(&Graph {
        spacing: Spacing { node: 9.0, rank: 0.0, edge_edge: 150.0, edge_node: 5.0, ..spacing() },
        nodes: vec![node(Some(1), 0), node(None, 1)],
        groups: vec![group(None, None), Group { padding: 12.0, ..Group::default() }],
        edges: vec![edge(End::Node(0), End::Node(1)), edge(End::Group(1), End::Group(0))],
        ..Graph::default()
    });
}

/// A line left a flank within the room above a title, which stands half the padding from the wall.
#[test]
fn lines_that_leave_a_flank_keep_off_a_title_along_the_wall() {
    for padding in [12.0, 40.0, 100.0] {
        let gate = |order, ends: &[(u32, bool)]| Gate {
            group: 0,
            side: Side::Left,
            order: Some(order),
            at: None,
            breadth: 6.0,
            depth: 7.3,
            clear: 0.0,
            ends: ends.to_vec(),
        };
        lawful(&Graph {
            spacing: spacing(),
            nodes: vec![node(None, 0), Node { size: Size::new(70.3, 17.0), inset: 15.0, ..node(Some(1), 1) }],
            groups: vec![
                Group { direction: Some(Direction::Right), padding: 12.0, ..Group::default() },
                Group { parent: Some(0), title: Size::new(84.7, 21.3), padding, ..Group::default() },
            ],
            edges: vec![
                edge(End::Node(1), End::Group(0)),
                edge(End::Node(0), End::Node(1)),
                Edge { label: Some(Size::new(52.3, 17.3)), ..edge(End::Group(0), End::Node(1)) },
                edge(End::Group(0), End::Node(1)),
            ],
            gates: vec![gate(0, &[(0, false)]), gate(1, &[(2, true), (3, true)])],
            ..Graph::default()
        });
    }
}

/// A line to a group with gates ended 2 px beside one that crosses its border: ends kept off corners where no gates stand out.
#[test]
fn ends_at_a_group_with_gates_keep_off_lines_across_its_border() {
    for (direction, side) in
        ALL.into_iter().flat_map(|d| [Side::Top, Side::Right, Side::Bottom, Side::Left].map(|s| (d, s)))
    {
        let gate =
            Gate { group: 0, side, order: None, at: None, breadth: 3.0, depth: 7.3, clear: 11.0, ends: Vec::new() };
        lawful(&Graph {
            direction,
            spacing: spacing(),
            nodes: vec![node(None, 0), Node { size: Size::new(74.7, 21.3), ..node(Some(0), 1) }],
            groups: vec![Group { padding: 12.0, ..Group::default() }, Group { padding: 12.0, ..Group::default() }],
            edges: vec![edge(End::Node(0), End::Group(0)), edge(End::Group(1), End::Node(1))],
            gates: vec![gate],
            ..Graph::default()
        });
    }
}

/// Between lanes without padding a loop lay on a line of the next lane.
#[test]
fn lines_on_both_sides_of_a_wall_between_lanes_keep_their_distance() {
    let lane = |index| Group { parent: Some(0), index, lane: true, ..Group::default() };
    for direction in ALL {
        lawful(&Graph {
            direction,
            spacing: spacing(),
            nodes: vec![node(Some(2), 0), Node { size: Size::new(64.3, 61.0), inset: 40.0, ..node(Some(2), 2) }],
            groups: vec![
                Group { padding: 12.0, ..Group::default() },
                Group { index: 1, ..Group::default() },
                lane(2),
                Group { padding: 12.0, ..lane(3) },
            ],
            edges: vec![
                edge(End::Node(1), End::Node(0)),
                edge(End::Group(1), End::Node(1)),
                edge(End::Node(0), End::Node(0)),
            ],
            same_rank: vec![vec![End::Group(1), End::Node(1)]],
            ..Graph::default()
        });
    }
}
