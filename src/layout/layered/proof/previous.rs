//! Near an earlier drawing: every phase keeps what it promises of the order that there was, and in the end everything is back.

use std::sync::OnceLock;

use super::super::fresh;
use super::super::graph::{Graph, Placement, Previous};
use super::super::part::{Tip, Unit};
use super::super::previous;
use super::{Seen, Watch, corpus, pairs, watched};
use crate::geometry::Rect;

/// A drawing as an earlier one.
fn as_previous(p: &Placement) -> Previous {
    Previous {
        nodes: p.nodes.iter().copied().map(Some).collect(),
        groups: p.groups.iter().map(|g| Some(g.rect)).collect(),
        edges: p.edges.iter().map(|e| e.points.clone()).collect(),
    }
}

/// A graph near its own drawing, and what the phases made of it.
struct Again {
    name: &'static str,
    graph: Graph,
    before: &'static Placement,
    drawn: Placement,
    parts: Vec<Seen>,
}

/// All graphs of the corpus, each laid out once more.
fn again() -> &'static [Again] {
    static ALL: OnceLock<Vec<Again>> = OnceLock::new();
    let one = |case: &'static corpus::Case| {
        let graph = Graph { previous: Some(as_previous(&case.placement)), ..case.graph.clone() };
        let (drawn, Watch { parts, .. }) = watched(|| fresh(&graph, true));
        Again { name: &case.name, graph, before: &case.placement, drawn, parts }
    };
    ALL.get_or_init(|| corpus::cases().iter().map(one).collect())
}

#[test]
fn phases_keep_the_order_of_an_earlier_drawing_of_the_same_graph() {
    let mut compared = [0; 3];
    for Again { name, parts, .. } in again() {
        for seen in parts {
            let Some(before) = &seen.stages.part.before else { continue };
            let part = &seen.stages.part;
            let tips: Vec<u32> = (0..part.leaves.len() as u32).collect();
            for (a, b) in pairs(&tips) {
                let (Some(p), Some(q)) = (before.stood(Tip::Leaf(a)), before.stood(Tip::Leaf(b))) else { continue };
                let home = |i: u32| part.leaves[i as usize].home;
                // Ranks: what ended before another of its container began stands in a higher layer.
                let layer = |i: u32| seen.stages.ranks.leaf[i as usize];
                for (i, k, p, q) in [(a, b, p, q), (b, a, q, p)] {
                    if home(i) == home(k) && p.1.1 <= q.1.0 && p.1.0 < p.1.1 && q.1.0 < q.1.1 {
                        compared[0] += 1;
                        assert!(
                            layer(i) < layer(k),
                            "{name}: {i} stood above {k} and is in layers {} and {}",
                            layer(i),
                            layer(k)
                        );
                    }
                }
                // Across the flow, and along it, middles keep their order.
                let middle = |s: (Unit, Unit)| (s.0 + s.1) / 2;
                let x = |i: u32| {
                    middle((
                        seen.drawn.leaves[i as usize].x,
                        seen.drawn.leaves[i as usize].x + seen.drawn.leaves[i as usize].w,
                    ))
                };
                let y = |i: u32| {
                    middle((
                        seen.drawn.leaves[i as usize].y,
                        seen.drawn.leaves[i as usize].y + seen.drawn.leaves[i as usize].h,
                    ))
                };
                for (nth, was, now) in
                    [(1, middle(p.0) - middle(q.0), x(a) - x(b)), (2, middle(p.1) - middle(q.1), y(a) - y(b))]
                {
                    if was.abs() > 8 {
                        compared[nth] += 1;
                        assert!(
                            now.signum() * was.signum() >= 0 || now.abs() <= 1,
                            "{name}: {a} and {b} change sides: {was}, {now}"
                        );
                    }
                }
            }
        }
    }
    assert!(compared.iter().all(|&n| n > 500), "{compared:?}");
}

fn swapped(a: &Placement, b: &Placement) -> usize {
    let other = |a: f64, b: f64| a.abs() > 1.0 && b.abs() > 1.0 && (a > 0.0) != (b > 0.0);
    let both: Vec<(Rect, Rect)> = a.nodes.iter().copied().zip(b.nodes.iter().copied()).collect();
    let turns = |((p, q), (r, s)): ((Rect, Rect), (Rect, Rect))| {
        let (p, q, r, s) = (p.center(), q.center(), r.center(), s.center());
        usize::from(other(p.x - r.x, q.x - s.x)) + usize::from(other(p.y - r.y, q.y - s.y))
    };
    pairs(&both).map(turns).sum()
}

#[test]
fn everything_goes_back_to_where_it_stood() {
    for Again { name, graph, before, drawn, .. } in again() {
        let back = previous::settled(graph, drawn);
        assert_eq!(swapped(before, &back), 0, "{name}");
        assert!(swapped(before, &back) <= swapped(before, drawn), "{name}");
        // Lines turn as they did where they are drawn anew, or less.
        for (i, (was, now)) in drawn.edges.iter().zip(&back.edges).enumerate() {
            assert!(now.points.len() <= was.points.len(), "{name}: edge {i} {:?} {:?}", was.points, now.points);
        }
        // The drawing at hand is what a drawing has to lie near to: it is taken as it is.
        assert_eq!(super::super::place(graph).nodes, before.nodes, "{name}");
    }
}

#[test]
fn a_drawing_as_it_is_breaks_no_distance_that_it_is_moved_by() {
    for case in corpus::cases() {
        let graph = Graph { previous: Some(as_previous(&case.placement)), ..case.graph.clone() };
        let broken = previous::broken(&graph, &case.placement);
        assert!(broken.is_empty(), "{}: {broken:#?}", case.name);
    }
}
