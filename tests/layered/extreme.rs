//! Graphs at the ends of what is asked: dense, broad, deep, all on one node. A budget may cost them quality, never a law.

use frieze::geometry::{Point, Size};
use frieze::layout::layered::{Direction, End, Graph, Group, Placement, place};

use super::laws;
use bare::graph;

#[path = "../support/bare.rs"]
mod bare;

fn lawful(g: &Graph) {
    let wrong = laws::broken(g, &place(g));
    assert!(wrong.is_empty(), "{} things are wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(8)]);
}

#[test]
fn everything_joined_with_everything() {
    lawful(&graph(24, (0..24).flat_map(|a| (0..a).map(move |b| (b, a)))));
}

#[test]
fn two_sides_joined_with_one_another() {
    lawful(&graph(30, (0..15).flat_map(|a| (15..30).map(move |b| (a, b)))));
}

/// Nearly all lines between rows that are joined like that would have to turn twice, and there is no room for so many.
#[test]
fn rows_joined_with_one_another() {
    let rows = |of: usize, count: usize, far: usize| {
        let next = move |a: usize| ((a / of + 1) * of..((a / of + 1 + far) * of).min(count * of)).map(move |b| (a, b));
        graph(of * count, (0..of * (count - 1)).flat_map(next))
    };
    for mut g in [rows(24, 2, 1), rows(16, 3, 1), rows(10, 4, 3)] {
        for direction in [Direction::Down, Direction::Right] {
            g.direction = direction;
            lawful(&g);
        }
    }
    // Half of the lines, some with labels, between nodes of many widths.
    let half = (0..20usize).flat_map(|a| (20..40usize).map(move |b| (a, b))).filter(|(a, b)| (a * 7 + b * b) % 5 < 3);
    let mut g = graph(40, half);
    g.nodes.iter_mut().enumerate().for_each(|(i, n)| n.size.w += (i * 37 % 90) as f64);
    lawful(&g);
    g.edges.iter_mut().step_by(7).for_each(|e| e.label = Some(Size::new(40.0, 16.0)));
    lawful(&g);
}

#[test]
fn many_lines_between_few() {
    // Steps through all nodes, both ways and across.
    lawful(&graph(60, (0..400usize).map(|i| (i * 7 % 60, (i * i + 3 * i + 1) % 60)).filter(|(a, b)| a != b)));
}

#[test]
fn a_star() {
    lawful(&graph(201, (1..201).map(|leaf| if leaf % 3 == 0 { (leaf, 0) } else { (0, leaf) })));
}

/// Hundreds of lines begin at one place of a side that has no room for them.
#[test]
fn the_lines_of_a_hub_do_not_cross() {
    let out = |n: usize| graph(n + 1, (1..=n).map(|leaf| (0, leaf)));
    let into = |n: usize| graph(n + 1, (1..=n).map(|leaf| (leaf, 0)));
    let both = |n: usize| graph(2 * n + 1, (1..=n).map(|leaf| (leaf, 0)).chain((n + 1..=2 * n).map(|leaf| (0, leaf))));
    for mut g in [out(600), into(600), both(300)] {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            g.direction = direction;
            assert_eq!(crossings(&place(&g)), 0, "{direction:?} {}", g.edges[0].from == End::Node(0));
        }
    }
}

/// How often level segments of one line cross upright ones of another.
fn crossings(p: &Placement) -> usize {
    let pieces = || p.edges.iter().zip(0..).flat_map(|(e, i)| e.points.windows(2).map(move |w| (w[0], w[1], i)));
    let upright: Vec<_> = pieces().filter(|(a, b, _)| a.x == b.x).collect();
    let within = |x: f64, a: f64, b: f64| a.min(b) < x && x < a.max(b);
    let over = |(a, b, i): (Point, Point, usize)| {
        let crosses =
            move |&&(c, d, k): &&(Point, Point, usize)| i != k && within(c.x, a.x, b.x) && within(a.y, c.y, d.y);
        upright.iter().filter(crosses).count()
    };
    pieces().filter(|(a, b, _)| a.y == b.y).map(over).sum()
}

#[test]
fn a_long_path() {
    lawful(&graph(300, (1..300).map(|at| (at - 1, at))));
}

#[test]
fn a_broad_tree() {
    lawful(&graph(221, (1..221).map(|at| ((at - 1) / 6, at))));
}

#[test]
fn many_lines_side_by_side() {
    lawful(&graph(2, (0..60).map(|i| if i % 2 == 0 { (0, 1) } else { (1, 0) })));
}

#[test]
fn many_loops_on_one_node() {
    lawful(&graph(2, (0..40).map(|_| (0, 0)).chain([(0, 1)])));
}

#[test]
fn many_labels() {
    let mut g = graph(30, (0..60usize).map(|i| (i % 30, (i * 11 + 5) % 30)).filter(|(a, b)| a != b));
    for (i, edge) in g.edges.iter_mut().enumerate() {
        edge.label = Some(Size::new(30.0 + (i % 5) as f64 * 20.0, 16.0));
    }
    lawful(&g);
}

#[test]
fn groups_sixty_deep() {
    let depth = 60;
    let mut g = graph(depth, (1..depth).map(|at| (at - 1, at)));
    let group = |at: u32| Group {
        parent: at.checked_sub(1),
        index: 1_000 + at,
        title: Size::new(40.0, 16.0),
        padding: 16.0,
        ..Group::default()
    };
    g.groups = (0..depth as u32).map(group).collect();
    g.nodes.iter_mut().zip(0..).for_each(|(node, at)| node.parent = Some(at));
    lawful(&g);
}

/// Each is a picture of its own within the one around it.
#[test]
fn groups_that_flow_their_own_ways_thirty_deep() {
    let depth = 30;
    let mut g = graph(depth, (1..depth).flat_map(|at| [(at - 1, at), (0, at)]));
    let group = |at: u32| Group {
        parent: at.checked_sub(1),
        index: 1_000 + at,
        title: Size::new(40.0, 16.0),
        padding: 16.0,
        direction: Some([Direction::Down, Direction::Right][at as usize % 2]),
        ..Group::default()
    };
    g.groups = (0..depth as u32).map(group).collect();
    g.nodes.iter_mut().zip(0..).for_each(|(node, at)| node.parent = Some(at));
    lawful(&g);
}
