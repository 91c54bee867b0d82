//! Small graphs of odd sizes and distances on which a law was broken once: nodes without extent, groups without padding, distances
//! between nodes that are less than those between lines.

use frieze::geometry::{Side, Size};
use frieze::layout::layered::{Along, Direction, Edge, End, Gate, Graph, Group, Node, Port, Spacing, place};

use super::laws;

const ALL: [Direction; 4] = [Direction::Down, Direction::Right, Direction::Up, Direction::Left];

fn node(parent: Option<u32>, index: u32) -> Node {
    Node { size: Size::new(100.0, 40.0), parent, index, centered_ports: false, inset: 0.0 }
}

/// A node of so many px across the flow and along it.
fn thin(size: f64, parent: Option<u32>, index: u32) -> Node {
    Node { size: Size::new(size, size), inset: 15.0, ..node(parent, index) }
}

fn group(parent: Option<u32>, padding: f64) -> Group {
    Group { parent, padding, ..Group::default() }
}

fn edge(from: End, to: End) -> Edge {
    Edge { from, to, label: None, weight: 1 }
}

fn gate(group: u32, side: Side, breadth: f64, ends: &[(u32, bool)]) -> Gate {
    Gate { group, side, order: None, at: None, breadth, depth: 7.3, clear: 0.0, ends: ends.to_vec() }
}

fn spacing() -> Spacing {
    Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 4.0, component: 40.0 }
}

fn lawful(g: &Graph) {
    let wrong = laws::broken(g, &place(g));
    assert!(wrong.is_empty(), "{wrong:#?}\n{g:#?}");
}

/// The lines of two nodes of hardly any breadth, which may touch, ran as near as these.
#[test]
fn lines_of_narrow_neighbours_keep_their_distance() {
    use End::Node as N;
    for direction in ALL {
        for size in [0.0, 1.0, 2.0] {
            for apart in [0.0, 1.0, 3.0] {
                let spacing = Spacing { node: apart, rank: 30.0, edge_edge: 9.0, edge_node: 5.0, ..spacing() };
                // Side by side, with one between them that has no lines, within groups and across lanes.
                let homes: [&dyn Fn(u32) -> Option<u32>; 3] = [&|_| None, &|i| Some(u32::from(i > 0)), &|_| Some(0)];
                for (home, lane) in homes.into_iter().flat_map(|home| [(home, false), (home, true)]) {
                    let lane = |index| Group { index, lane, ..group(None, 0.0) };
                    let mut g = Graph {
                        direction,
                        spacing,
                        nodes: (0..3).map(|i| thin(size, home(i), i)).chain((3..5).map(|i| node(None, i))).collect(),
                        groups: vec![lane(10), lane(11)],
                        edges: vec![edge(N(0), N(3)), edge(N(2), N(4)), edge(N(4), N(3))],
                        same_rank: vec![(0..3).map(N).collect()],
                        order: vec![(0..3).map(N).collect()],
                        ..Graph::default()
                    };
                    lawful(&g);
                    g.edges.push(edge(N(1), N(3)));
                    lawful(&g);
                }
            }
        }
    }
}

/// In a lane beside the wall a line ran along a node of the next one.
#[test]
fn lines_keep_off_nodes_of_the_next_lane() {
    for direction in ALL {
        let lane = |index| Group { index, lane: true, ..group(None, 0.0) };
        lawful(&Graph {
            direction,
            spacing: Spacing { node: 30.0, rank: 30.0, edge_edge: 0.0, edge_node: 3.0, ..spacing() },
            nodes: vec![node(Some(0), 4), Node { centered_ports: true, ..thin(0.0, Some(1), 6) }, node(Some(1), 7)],
            groups: vec![lane(0), lane(1)],
            edges: vec![Edge { weight: 0, ..edge(End::Node(2), End::Node(1)) }],
            ..Graph::default()
        });
    }
}

/// A gate that is broader than the content of its group is long stood across a corner.
#[test]
fn gates_of_groups_with_hardly_any_content_stand_on_their_sides() {
    for direction in ALL {
        for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
            let order = Some(0);
            let own = Some(direction);
            lawful(&Graph {
                spacing: Spacing { edge_edge: 150.0, edge_node: 0.0, ..spacing() },
                groups: vec![Group { direction: own, ..group(None, 0.0) }],
                gates: vec![Gate { order, ..gate(0, side, 30.0, &[]) }],
                ..Graph::default()
            });
        }
    }
}

/// Gates at shares of a side stood on one another where the side was short.
#[test]
fn a_side_is_as_long_as_shares_of_it_need() {
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        for shares in [[0.1, 0.2, 0.9], [0.0, 0.5, 1.0], [0.9, 0.95, 1.0], [0.3, 0.5, 0.6]] {
            for breadth in [3.0, 40.0] {
                let at = |(i, share): (usize, &f64)| Gate {
                    order: Some(i as u32),
                    at: Some(Along::Share(*share)),
                    ..gate(0, side, breadth, &[])
                };
                lawful(&Graph {
                    spacing: spacing(),
                    groups: vec![group(None, 0.0)],
                    gates: shares.iter().enumerate().map(at).collect(),
                    ..Graph::default()
                });
            }
        }
    }
}

/// The line was shifted to the middle of a node that has none but that, and its other end with it.
#[test]
fn a_line_from_a_gate_to_a_port_of_a_node_without_extent_ends_at_both() {
    for size in [0.0, 0.1, 0.3] {
        for at in [0.0, 0.1, 0.3] {
            lawful(&Graph {
                spacing: spacing(),
                nodes: vec![Node { inset: 0.0, ..thin(size, None, 1) }],
                groups: vec![group(None, 12.0)],
                edges: vec![edge(End::Group(0), End::Node(0))],
                ports: vec![Port { node: 0, side: Side::Bottom, at, ends: vec![(0, false)] }],
                gates: vec![Gate {
                    order: Some(0),
                    at: Some(Along::Px(74.333)),
                    ..gate(0, Side::Top, 0.0, &[(0, true)])
                }],
                ..Graph::default()
            });
        }
    }
}

/// Two lines enter a group of 2 px and one ends at it.
#[test]
fn a_group_that_flows_its_own_way_is_large_enough_for_its_lines() {
    for direction in ALL {
        for own in ALL.into_iter().filter(|&own| own != direction) {
            lawful(&Graph {
                direction,
                spacing: Spacing { node: 3.0, rank: 9.0, edge_edge: 9.0, edge_node: 1.0, ..spacing() },
                nodes: vec![thin(2.0, Some(1), 0), node(None, 1), node(Some(0), 2)],
                groups: vec![group(None, 0.0), Group { direction: Some(own), ..group(None, 0.0) }],
                edges: vec![
                    edge(End::Node(2), End::Node(0)),
                    edge(End::Group(0), End::Node(0)),
                    edge(End::Group(1), End::Node(1)),
                ],
                ..Graph::default()
            });
        }
    }
}

/// A title right behind the border hid the walls from the ends there, which went beyond them when the drawing was made narrower.
#[test]
fn lines_end_within_the_walls_of_a_group_without_padding() {
    lawful(&Graph {
        spacing: spacing(),
        nodes: vec![node(Some(2), 4), Node { inset: 15.0, ..thin(0.0, Some(1), 7) }],
        groups: vec![
            group(None, 12.0),
            Group { title: Size::new(45.7, 18.0), ..group(Some(0), 0.0) },
            Group { lane: true, ..group(None, 12.0) },
        ],
        edges: vec![
            Edge { label: Some(Size::new(47.3, 19.3)), ..edge(End::Group(0), End::Group(1)) },
            Edge { weight: 2, ..edge(End::Group(0), End::Group(1)) },
        ],
        order: vec![vec![End::Node(1), End::Node(0)]],
        ..Graph::default()
    });
}

/// Between two nodes with lines stood one without.
#[test]
fn lines_into_a_group_with_gates_keep_their_distance() {
    for direction in ALL {
        for breadth in [6.0, 30.0] {
            for padding in [0.0, 100.0] {
                lawful(&Graph {
                    direction,
                    spacing: Spacing { node: 1.0, rank: 9.0, edge_edge: 5.0, edge_node: 9.0, ..spacing() },
                    nodes: vec![
                        thin(0.0, Some(1), 0),
                        Node { centered_ports: true, ..thin(0.0, Some(1), 3) },
                        node(None, 4),
                        thin(0.0, Some(1), 5),
                    ],
                    groups: vec![group(None, 12.0), group(None, padding)],
                    edges: vec![edge(End::Node(2), End::Node(0)), edge(End::Group(0), End::Node(3))],
                    gates: vec![gate(1, Side::Bottom, breadth, &[])],
                    ..Graph::default()
                });
                lawful(&Graph {
                    direction,
                    spacing: Spacing { node: 0.0, rank: 9.0, edge_edge: 5.0, edge_node: 9.0, ..spacing() },
                    nodes: vec![
                        node(Some(0), 1),
                        Node { centered_ports: true, inset: 0.0, ..thin(0.0, Some(1), 3) },
                        thin(0.0, Some(1), 10),
                    ],
                    groups: vec![group(None, 12.0), group(Some(0), padding)],
                    edges: vec![
                        Edge { weight: 2, ..edge(End::Group(0), End::Node(1)) },
                        edge(End::Node(0), End::Node(2)),
                    ],
                    gates: vec![gate(1, Side::Top, breadth, &[])],
                    ..Graph::default()
                });
            }
        }
    }
}

/// Loops stood on the border of a group without padding, and so did the track of a line to a gate, or an end of another line.
#[test]
fn loops_keep_off_the_border_of_a_group_without_padding() {
    use End::{Group as G, Node as N};
    for direction in ALL {
        lawful(&Graph {
            direction,
            spacing: Spacing { node: 2.0, rank: 400.0, edge_edge: 400.0, edge_node: 0.0, ..spacing() },
            nodes: vec![
                node(Some(0), 0),
                node(Some(0), 2),
                node(Some(0), 7),
                Node { size: Size::new(1140.0, 56.7), inset: 40.0, ..node(Some(0), 8) },
                Node { size: Size::new(323.3, 64.7), inset: 40.0, ..node(Some(0), 12) },
            ],
            groups: vec![group(None, 0.0)],
            edges: vec![edge(N(4), G(0)), edge(G(0), N(1)), Edge { weight: 0, ..edge(N(2), N(2)) }],
            gates: vec![
                Gate { order: Some(0), at: Some(Along::Share(1.0 / 6.0)), ..gate(0, Side::Left, 3.0, &[(0, false)]) },
                Gate { order: Some(1), at: Some(Along::Share(1.0 / 3.0)), ..gate(0, Side::Bottom, 3.0, &[(1, true)]) },
            ],
            ..Graph::default()
        });
        lawful(&Graph {
            direction,
            spacing: Spacing { node: 0.0, rank: 150.0, edge_edge: 400.0, edge_node: 3.0, ..spacing() },
            nodes: vec![thin(0.0, None, 5), node(Some(0), 8), node(Some(0), 10), node(None, 11)],
            groups: vec![group(None, 0.0)],
            edges: vec![edge(N(3), N(1)), edge(N(0), G(0)), Edge { weight: 2, ..edge(N(2), N(2)) }],
            same_rank: vec![vec![N(3), N(1)], vec![N(0), G(0)]],
            ..Graph::default()
        });
    }
}

/// A label much higher than its node reached beyond the corners, where the next loop ran.
#[test]
fn a_loop_runs_around_a_label_that_is_higher_than_its_node() {
    for direction in ALL {
        for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
            for label in [Size::new(52.3, 460.0), Size::new(460.0, 17.0)] {
                lawful(&Graph {
                    direction,
                    spacing: spacing(),
                    nodes: vec![node(None, 3), node(None, 4)],
                    edges: vec![
                        Edge { label: Some(label), ..edge(End::Node(1), End::Node(1)) },
                        edge(End::Node(1), End::Node(0)),
                        Edge { label: Some(Size::new(78.3, 17.7)), ..edge(End::Node(1), End::Node(1)) },
                    ],
                    ports: vec![
                        Port { node: 1, side, at: 2.0, ends: vec![(0, true), (0, false)] },
                        Port { node: 1, side: Side::Bottom, at: 59.5, ends: vec![(1, true)] },
                    ],
                    ..Graph::default()
                });
            }
        }
    }
}
