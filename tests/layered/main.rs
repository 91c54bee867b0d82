//! The layered engine on generated graphs: groups in groups, labels, loops, parallel lines, lines to groups and to groups around
//! or inside their other end, lanes, hints, all four directions. The laws of a picture hold on each, and it comes out the same twice.

mod cases;
mod extreme;
mod generate;
mod laws;
mod mutate;
mod near;
mod odd;
mod quality;
mod real;
mod rows;
mod same;
mod shrink;
mod survivors;

use frieze::geometry::{Point, Size};
use frieze::layout::layered::{Direction, Edge, End, Graph, Group, Node, Placement, Spacing, Wrapping, place};
use proptest::prelude::*;

/// Fails with what is wrong on the least graph that it is wrong on.
fn lawful(g: &Graph, p: &Placement) -> Result<(), TestCaseError> {
    if laws::broken(g, p).is_empty() {
        return Ok(());
    }
    let least = shrink::least(g, |g| !laws::broken(g, &place(g)).is_empty());
    let wrong = laws::broken(&least, &place(&least));
    Err(TestCaseError::fail(format!("{wrong:#?}\n{least:#?}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn generated_graphs_keep_the_laws(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18, lanes in prop::bool::weighted(0.2)) {
        let g = generate::generated(seed, nodes, groups, edges, lanes);
        let p = place(&g);
        lawful(&g, &p)?;
        let again = place(&g);
        prop_assert_eq!(format!("{p:?}"), format!("{again:?}"), "not deterministic");
    }

    #[test]
    fn the_laws_hold_near_an_earlier_drawing(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18, lanes in prop::bool::weighted(0.2), edit in 0u32..6) {
        let mut g = generate::generated(seed, nodes, groups, edges, lanes);
        g.previous = Some(near::previous(&place(&g)));
        near::edit(&mut g, edit, seed);
        lawful(&g, &place(&g))?;
    }

    #[test]
    fn what_survives_an_edit_keeps_its_places(seed: u64, nodes in 2usize..14, edges in 0usize..18, edit in 0u32..6) {
        let mut g = near::connected(seed, nodes, edges);
        let before = place(&g);
        g.previous = Some(near::previous(&before));
        near::edit(&mut g, edit, seed);
        let swapped = near::swapped(&before, &place(&g), nodes);
        prop_assert!(swapped.is_empty(), "{swapped:?}\n{g:#?}");
    }

    #[test]
    fn an_unedited_graph_is_drawn_as_it_was(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18, lanes in prop::bool::weighted(0.2)) {
        let mut g = generate::generated(seed, nodes, groups, edges, lanes);
        let before = place(&g);
        g.previous = Some(near::previous(&before));
        prop_assert_eq!(format!("{before:?}"), format!("{:?}", place(&g)));
    }
}

/// Of a thousand times as many random graphs a few have a pair that swaps, so these are always the same.
#[test]
fn another_node_or_one_less_swaps_none_of_several_parts() {
    for i in 0..400u64 {
        let (seed, nodes, edges) =
            (i.wrapping_mul(0x9E37_79B9_7F4A_7C15), 2 + (i % 12) as usize, (i / 12 % 14) as usize);
        let mut g = generate::generated(seed, nodes, 0, edges, false);
        (g.same_rank, g.order) = (Vec::new(), Vec::new());
        let before = place(&g);
        g.previous = Some(near::previous(&before));
        let less = i % 2 == 0;
        if less {
            near::without_last(&mut g);
        } else {
            near::with_another(&mut g);
        }
        let after = place(&g);
        let wrong = laws::broken(&g, &after);
        assert!(wrong.is_empty(), "graph {i}: {wrong:#?}");
        let swapped = near::swapped(&before, &after, nodes - usize::from(less));
        assert!(swapped.is_empty(), "graph {i}: {swapped:?}");
    }
}

proptest! {
    // Each is laid out many times.
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrapped_graphs_keep_the_laws(seed: u64, nodes in 2usize..24, groups in 0usize..6, edges in 0usize..24, lanes in prop::bool::weighted(0.1), aspect in 0.1f64..8.0, long: bool, near: bool) {
        let mut g = generate::generated(seed, nodes, groups, edges, lanes);
        if long {
            generate::chain(&mut g);
        }
        g.wrap = if seed % 4 == 0 { Wrapping::AtSingleEdges } else { Wrapping::Anywhere };
        g.aspect = aspect;
        let p = place(&g);
        let wrong = laws::broken(&g, &p);
        prop_assert!(wrong.is_empty(), "{wrong:#?}\n{g:#?}");
        let again = place(&g);
        prop_assert_eq!(format!("{p:?}"), format!("{again:?}"), "not deterministic");
        let frame = |p: &Placement| (p.size.w / aspect).max(p.size.h);
        let plain = place(&Graph { wrap: Wrapping::Never, ..g.clone() });
        prop_assert!(frame(&p) <= frame(&plain), "wrapping makes the frame larger");
        if near {
            g.previous = Some(near::previous(&p));
            near::edit(&mut g, (seed % 6) as u32, seed);
            let wrong = laws::broken(&g, &place(&g));
            prop_assert!(wrong.is_empty(), "near an earlier drawing: {wrong:#?}\n{g:#?}");
        }
    }
}

/// A chain with a line back and one that goes far.
fn chain(direction: Direction, nodes: u32, aspect: f64) -> Graph {
    let node = |i| Node { size: Size::new(100.0, 40.0), parent: None, index: i, centered_ports: false, inset: 0.0 };
    let line = |a, b| Edge { from: End::Node(a), to: End::Node(b), label: None, weight: 1 };
    let spacing = Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() };
    Graph {
        direction,
        spacing,
        nodes: (0..nodes).map(node).collect(),
        edges: (1..nodes).map(|i| line(i - 1, i)).chain([line(nodes - 2, 1), line(0, nodes - 1)]).collect(),
        aspect,
        wrap: Wrapping::Anywhere,
        ..Graph::default()
    }
}

#[test]
fn long_chains_come_near_the_aspect_and_read_on() {
    for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
        for nodes in [12, 21, 30] {
            for aspect in [0.7, 1.0, 1.6, 2.5] {
                let g = chain(direction, nodes, aspect);
                let (p, plain) = (place(&g), place(&Graph { wrap: Wrapping::Never, ..g.clone() }));
                assert!(laws::broken(&g, &p).is_empty());
                let off = |p: &Placement| (p.size.w / p.size.h / aspect).max(aspect * p.size.h / p.size.w);
                assert!(off(&p) < 2.0 && off(&p) < off(&plain), "{direction:?} {nodes} {aspect}: {:?}", p.size);
                // With the flow, or back to where the first node stands.
                let along = |i: usize| match direction {
                    Direction::Down => p.nodes[i].y,
                    Direction::Right => p.nodes[i].x,
                    Direction::Up => -p.nodes[i].y,
                    Direction::Left => -p.nodes[i].x,
                };
                let jumps = (1..nodes as usize).filter(|&i| along(i) <= along(i - 1)).collect::<Vec<_>>();
                assert!(!jumps.is_empty() && jumps.iter().all(|&i| along(i) < along(0) + 30.0), "{jumps:?}");
            }
        }
    }
}

/// Whether two routes cross, neither at an end of a segment.
fn crossings(a: &[Point], b: &[Point]) -> usize {
    let one = |a: &[Point], b: &[Point]| {
        let inside = |x: f64, s: f64, t: f64| s.min(t) < x && x < s.max(t);
        let level = a.windows(2).filter(|w| w[0].y == w[1].y);
        let upright = || b.windows(2).filter(|w| w[0].x == w[1].x);
        let over = |h: &[Point], v: &[Point]| inside(v[0].x, h[0].x, h[1].x) && inside(h[0].y, v[0].y, v[1].y);
        level.map(|h| upright().filter(|v| over(h, v)).count()).sum::<usize>()
    };
    one(a, b) + one(b, a)
}

#[test]
fn lines_side_by_side_from_row_to_row_enclose_one_another() {
    // Three chains from one node, some of whose lines are longer than others.
    let node = |i| Node { size: Size::new(60.0, 40.0), parent: None, index: i, centered_ports: false, inset: 0.0 };
    let line = |a, b| Edge { from: End::Node(a), to: End::Node(b), label: None, weight: 1 };
    let chains = (1..37).map(|i| line(if i < 4 { 0 } else { i - 3 }, i));
    let spacing = Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() };
    for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
        for aspect in [0.9, 1.6, 16.0 / 9.0] {
            let g = Graph {
                direction,
                spacing,
                nodes: (0..37).map(node).collect(),
                edges: chains.clone().chain([line(1, 7), line(5, 17), line(12, 24), line(22, 34)]).collect(),
                aspect,
                wrap: Wrapping::Anywhere,
                ..Graph::default()
            };
            let p = place(&g);
            let plain = place(&Graph { wrap: Wrapping::Never, ..g.clone() });
            assert!(p.size != plain.size, "{direction:?} {aspect}: {:?}", p.size);
            for (i, a) in p.edges.iter().enumerate() {
                for (j, b) in p.edges.iter().enumerate().skip(i + 1) {
                    assert!(crossings(&a.points, &b.points) < 2, "{direction:?} {aspect}: {i} and {j} cross twice");
                }
            }
        }
    }
}

#[test]
fn a_long_group_with_a_direction_of_its_own_is_wrapped_inside() {
    for (direction, own) in [(Direction::Right, Direction::Down), (Direction::Down, Direction::Right)] {
        let mut g = chain(direction, 24, 1.6);
        g.groups = vec![Group { padding: 16.0, direction: Some(own), ..Group::default() }];
        g.nodes[2..22].iter_mut().for_each(|n| n.parent = Some(0));
        let (p, plain) = (place(&g), place(&Graph { wrap: Wrapping::Never, ..g.clone() }));
        let wrong = laws::broken(&g, &p);
        assert!(wrong.is_empty(), "{wrong:#?}");
        let frame = |p: &Placement| (p.size.w / 1.6).max(p.size.h);
        assert!(frame(&p) < 0.6 * frame(&plain), "{:?}, {:?}", p.size, plain.size);
        // Short, it stays as it is.
        g.nodes[4..22].iter_mut().for_each(|n| n.parent = None);
        let (p, plain) = (place(&g), place(&Graph { wrap: Wrapping::Never, ..g.clone() }));
        assert_eq!(p.groups[0].rect.size(), plain.groups[0].rect.size());
    }
}

#[test]
fn what_is_not_long_is_not_wrapped() {
    for (direction, aspect) in [(Direction::Right, 20.0), (Direction::Down, 0.05)] {
        let g = chain(direction, 12, aspect);
        assert_eq!(format!("{:?}", place(&g)), format!("{:?}", place(&Graph { wrap: Wrapping::Never, ..g.clone() })));
    }
}
