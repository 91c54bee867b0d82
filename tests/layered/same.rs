//! What changes nothing, and what turns or grows the whole drawing with it.
//!
//! - Threads change nothing, nor does the place of things in the arrays (their `index` counts; of nodes in lanes, which follow one
//!   another across all lanes, the place in the array does), nor the numbers that are their `index` (only their order counts).
//! - Lengths are counted in quarters of a px. One that is no whole number of them is rounded up, and moves nothing else than the
//!   rounded one would.
//! - Without titles, labels and ports of groups, beside all of which text stands level, the four directions are one drawing: left and up are right and down in the
//!   mirror, right is down with x and y, widths and heights exchanged.
//! - Twice the lengths is not twice the drawing in general: an arrowhead, a corner, and what a bend is worth in px stay what they
//!   are. What they have no say in is twice as large: a chain, in whatever groups, and what stands side by side.

use frieze::geometry::{Point, Rect, Side, Size};
use frieze::layout::layered::{Along, Direction, Edge, End, Graph, Placement, place};
use proptest::prelude::*;

use crate::{generate, real};

/// The same at every level: sizes, distances, ports.
fn lengths(g: &mut Graph, of: impl Fn(f64) -> f64) {
    let size = |s: &mut Size| *s = Size::new(of(s.w), of(s.h));
    for n in &mut g.nodes {
        size(&mut n.size);
        n.inset = of(n.inset);
    }
    for k in &mut g.groups {
        size(&mut k.title);
        size(&mut k.least);
        k.padding = of(k.padding);
    }
    g.edges.iter_mut().filter_map(|e| e.label.as_mut()).for_each(size);
    g.ports.iter_mut().for_each(|p| p.at = of(p.at));
    g.gates.iter_mut().for_each(|k| (k.breadth, k.depth, k.clear) = (of(k.breadth), of(k.depth), of(k.clear)));
    for k in &mut g.gates {
        if let Some(Along::Px(at)) = &mut k.at {
            *at = of(*at);
        }
    }
    let s = &mut g.spacing;
    for d in [&mut s.node, &mut s.rank, &mut s.edge_edge, &mut s.edge_node, &mut s.edge_label, &mut s.component] {
        *d = of(*d);
    }
}

/// A drawing with every point and box led to another place.
fn mapped(p: &Placement, point: impl Fn(Point) -> Point) -> Placement {
    let mut out = p.clone();
    let rect = |r: Rect| Rect::around(point(Point::new(r.x, r.y)), point(Point::new(r.right(), r.bottom())));
    out.nodes.iter_mut().for_each(|n| *n = rect(*n));
    out.groups.iter_mut().for_each(|g| (g.rect, g.title) = (rect(g.rect), rect(g.title)));
    for e in &mut out.edges {
        e.points.iter_mut().for_each(|q| *q = point(*q));
        e.label = e.label.map(rect);
    }
    out.size = rect(Rect::new(0.0, 0.0, p.size.w, p.size.h)).size();
    out
}

/// Whether drawings are the same but for titles, up to what floating point loses on the way through a mirror.
fn same(a: &Placement, b: &Placement) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
    let rects = |a: &Rect, b: &Rect| near(a.x, b.x) && near(a.y, b.y) && near(a.w, b.w) && near(a.h, b.h);
    let routes =
        |a: &[Point], b: &[Point]| a.len() == b.len() && a.iter().zip(b).all(|(p, q)| near(p.x, q.x) && near(p.y, q.y));
    near(a.size.w, b.size.w)
        && near(a.size.h, b.size.h)
        && a.nodes.iter().zip(&b.nodes).all(|(a, b)| rects(a, b))
        && a.groups.iter().zip(&b.groups).all(|(a, b)| rects(&a.rect, &b.rect))
        && a.edges.iter().zip(&b.edges).all(|(a, b)| routes(&a.points, &b.points))
        && a.edges.iter().zip(&b.edges).all(|(a, b)| match (a.label, b.label) {
            (Some(a), Some(b)) => rects(&a, &b),
            (a, b) => a == b,
        })
}

/// Without text and places at the borders of groups, in quarters of a px, on a page that is as high as it is wide.
fn textless(mut g: Graph) -> Graph {
    g.edges.iter_mut().for_each(|e| e.label = None);
    g.groups.iter_mut().for_each(|k| k.title = Size::default());
    g.gates.clear();
    g.aspect = 1.0;
    lengths(&mut g, |v| (v * 4.0).ceil() / 4.0);
    g.direction = Direction::Down;
    g.groups.iter_mut().for_each(|k| k.direction = None);
    g
}

const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

/// The same with x and y exchanged.
fn transposed(mut g: Graph) -> Graph {
    g.direction = Direction::Right;
    g.nodes.iter_mut().for_each(|n| n.size = Size::new(n.size.h, n.size.w));
    g.groups.iter_mut().for_each(|k| k.least = Size::new(k.least.h, k.least.w));
    for p in &mut g.ports {
        p.side =
            [Side::Left, Side::Bottom, Side::Right, Side::Top][SIDES.iter().position(|s| *s == p.side).unwrap_or(0)];
    }
    g
}

/// The same with the flow turned around.
fn mirrored(mut g: Graph) -> Graph {
    let level = g.direction == Direction::Right;
    g.direction = if level { Direction::Left } else { Direction::Up };
    for p in &mut g.ports {
        let size = g.nodes[p.node as usize].size;
        let (flip, along, length) = match (level, p.side) {
            (true, Side::Left) => (Side::Right, false, 0.0),
            (true, Side::Right) => (Side::Left, false, 0.0),
            (false, Side::Top) => (Side::Bottom, false, 0.0),
            (false, Side::Bottom) => (Side::Top, false, 0.0),
            (_, side) => (side, true, if level { size.w } else { size.h }),
        };
        p.side = flip;
        p.at = if along { length - p.at } else { p.at };
    }
    g
}

fn text(p: &Placement) -> String {
    format!("{p:?}")
}

/// Everything in other places of the arrays, with the same `index`.
fn shuffled(g: &Graph, seed: u64) -> (Graph, Vec<usize>, Vec<usize>) {
    let by = |n: usize, salt: u64| {
        let mut list: Vec<usize> = (0..n).collect();
        list.sort_by_key(|&i| (i as u64 + 1).wrapping_mul(seed | 1).wrapping_mul(salt).rotate_left(17));
        list
    };
    let (nodes, groups) = (by(g.nodes.len(), 0x9E37_79B9), by(g.groups.len(), 0xBF58_476D));
    let at = |list: &[usize], i: u32| list.iter().position(|&k| k == i as usize).expect("it is in there") as u32;
    let end = |e: End| match e {
        End::Node(n) => End::Node(at(&nodes, n)),
        End::Group(k) => End::Group(at(&groups, k)),
    };
    let parent = |p: Option<u32>| p.map(|p| at(&groups, p));
    let mut out = g.clone();
    out.nodes = nodes.iter().map(|&i| g.nodes[i].clone()).collect();
    out.groups = groups.iter().map(|&i| g.groups[i].clone()).collect();
    out.nodes.iter_mut().for_each(|n| n.parent = parent(n.parent));
    out.groups.iter_mut().for_each(|k| k.parent = parent(k.parent));
    out.edges.iter_mut().for_each(|e| (e.from, e.to) = (end(e.from), end(e.to)));
    out.ports.iter_mut().for_each(|p| p.node = at(&nodes, p.node));
    out.gates.iter_mut().for_each(|k| k.group = at(&groups, k.group));
    for list in out.same_rank.iter_mut().chain(&mut out.order) {
        list.iter_mut().for_each(|e| *e = end(*e));
    }
    (out, nodes, groups)
}

/// Nodes in a chain, which groups may part.
fn chain(seed: u64, nodes: usize, groups: usize) -> Graph {
    let mut g = textless(generate::generated(seed, nodes, groups, 0, false));
    (g.same_rank, g.order, g.ports) = (Vec::new(), Vec::new(), Vec::new());
    lengths(&mut g, |v| (v * 2.0).ceil() * 2.0);
    let line = |i: u32| Edge { from: End::Node(i), to: End::Node(i + 1), label: None, weight: 1 };
    // Of one group each, in a row: what comes back to a group that it left would have to pass the others.
    g.nodes.sort_by_key(|n| n.parent);
    g.groups.iter_mut().for_each(|k| k.parent = None);
    g.edges = (0..nodes as u32 - 1).map(line).collect();
    g
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn where_it_stands_in_the_arrays_changes_nothing(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18) {
        let mut g = generate::generated(seed, nodes, groups, edges, false);
        let p = place(&g);
        let (other, nodes, groups) = shuffled(&g, seed);
        let q = place(&other);
        let mut back = q.clone();
        nodes.iter().enumerate().for_each(|(at, &i)| back.nodes[i] = q.nodes[at]);
        groups.iter().enumerate().for_each(|(at, &i)| back.groups[i] = q.groups[at]);
        prop_assert_eq!(text(&p), text(&back), "{:#?}", g);
        g.nodes.iter_mut().for_each(|n| n.index = 7 * n.index + 1000);
        g.groups.iter_mut().for_each(|k| k.index = 7 * k.index + 1000);
        prop_assert_eq!(text(&p), text(&place(&g)), "{:#?}", g);
    }

    #[test]
    fn the_four_directions_are_one_drawing(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18, lanes in prop::bool::weighted(0.2)) {
        let g = textless(generate::generated(seed, nodes, groups, edges, lanes));
        let down = place(&g);
        let right = place(&transposed(g.clone()));
        prop_assert!(same(&mapped(&down, |q| Point::new(q.y, q.x)), &right), "right\n{down:#?}\n{right:#?}\n{g:#?}");
        let up = place(&mirrored(g.clone()));
        prop_assert!(same(&mapped(&down, |q| Point::new(q.x, down.size.h - q.y)), &up), "up\n{down:#?}\n{up:#?}\n{g:#?}");
        let left = place(&mirrored(transposed(g.clone())));
        prop_assert!(same(&mapped(&right, |q| Point::new(right.size.w - q.x, q.y)), &left), "left\n{right:#?}\n{left:#?}\n{g:#?}");
    }

    #[test]
    fn lengths_are_rounded_up_to_quarters_of_a_px(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18) {
        let mut g = generate::generated(seed, nodes, groups, edges, false);
        // Ports stand where they were asked for, not in quarters.
        g.ports.clear();
        g.gates.clear();
        g.groups.iter_mut().for_each(|k| k.direction = None);
        let p = place(&g);
        let mut whole = g.clone();
        lengths(&mut whole, |v| (v * 4.0).ceil() / 4.0);
        let q = place(&whole);
        let far = |a: f64, b: f64| (a - b).abs() > 0.25;
        let moved = |a: &Rect, b: &Rect| far(a.x, b.x) || far(a.y, b.y) || far(a.right(), b.right()) || far(a.bottom(), b.bottom());
        prop_assert!(!p.nodes.iter().zip(&q.nodes).any(|(a, b)| moved(a, b)), "{p:#?}\n{q:#?}\n{g:#?}");
        prop_assert!(!p.groups.iter().zip(&q.groups).any(|(a, b)| moved(&a.rect, &b.rect)), "{p:#?}\n{q:#?}\n{g:#?}");
        let bent = |a: &[Point], b: &[Point]| a.len() != b.len() || a.iter().zip(b).any(|(a, b)| far(a.x, b.x) || far(a.y, b.y));
        prop_assert!(!p.edges.iter().zip(&q.edges).any(|(a, b)| bent(&a.points, &b.points)), "{p:#?}\n{q:#?}\n{g:#?}");
    }

    #[test]
    fn a_chain_grows_with_its_lengths(seed: u64, nodes in 2usize..12, groups in 0usize..4, factor in 2u32..5) {
        let g = chain(seed, nodes, groups);
        let p = place(&g);
        let mut large = g.clone();
        lengths(&mut large, |v| v * f64::from(factor));
        let q = place(&large);
        let k = f64::from(factor);
        prop_assert!(same(&mapped(&p, |at| Point::new(at.x * k, at.y * k)), &q), "{p:#?}\n{q:#?}\n{g:#?}");
    }
}

#[test]
fn every_thread_draws_the_same() {
    let graphs = real::graphs();
    let drawn = || graphs.iter().map(|(_, g)| text(&place(g))).collect::<Vec<_>>();
    let first = drawn();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(drawn)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("it ends"), first);
        }
    });
}
