//! The layered engine at the ends of what is asked: dense, broad, deep, all on one node, and long flows that are wrapped.
//!
//!     cargo bench --bench extreme
//!
//! `wrapping` times each long flow twice, as it is and wrapped for 16:9; wrapped it takes up to four layouts and
//! the choice between cuts, so two to five times as long: a chain, which hardly costs anything as it is, the most.

use criterion::{Criterion, criterion_group, criterion_main};
use frieze::geometry::Size;
use frieze::layout::layered::{Graph, Group, Spacing, Wrapping, place};

#[path = "../tests/support/bare.rs"]
mod bare;

fn graph(nodes: usize, edges: impl IntoIterator<Item = (usize, usize)>) -> Graph {
    let spacing =
        Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 4.0, component: 40.0 };
    Graph { spacing, aspect: 16.0 / 9.0, ..bare::graph(nodes, edges) }
}

/// Every node in a group, which stands in the group of the one before.
fn deep(depth: usize) -> Graph {
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
    g
}

fn labelled() -> Graph {
    let mut g = graph(30, (0..60usize).map(|i| (i % 30, (i * 11 + 5) % 30)).filter(|(a, b)| a != b));
    for (i, edge) in g.edges.iter_mut().enumerate() {
        edge.label = Some(Size::new(30.0 + (i % 5) as f64 * 20.0, 16.0));
    }
    g
}

fn shapes(c: &mut Criterion) {
    let bundle = (0..60).map(|i| if i % 2 == 0 { (0, 1) } else { (1, 0) });
    let loops = (0..40).map(|_| (0, 0)).chain([(0, 1)]);
    let all = [
        ("complete, 24 nodes", graph(24, (0..24).flat_map(|a| (0..a).map(move |b| (b, a))))),
        ("complete bipartite, 15 by 15", graph(30, (0..15).flat_map(|a| (15..30).map(move |b| (a, b))))),
        ("star, 200 edges", graph(201, (1..201).map(|leaf| if leaf % 3 == 0 { (leaf, 0) } else { (0, leaf) }))),
        ("tree, 6 children", graph(221, (1..221).map(|at| ((at - 1) / 6, at)))),
        ("path, 300 nodes", graph(300, (1..300).map(|at| (at - 1, at)))),
        ("bundle, 60 edges", graph(2, bundle)),
        ("loops, 40 on a node", graph(2, loops)),
        ("labels, 60", labelled()),
        ("groups, 60 deep", deep(60)),
    ];
    let mut group = c.benchmark_group("extreme");
    group.sample_size(10);
    for (name, graph) in &all {
        group.bench_function(*name, |b| b.iter(|| place(graph)));
    }
    group.finish();
}

fn wrapping(c: &mut Criterion) {
    // A flow with a side step at every third node and a line back at every seventh.
    let flow = (1..400).map(|at| (at - if at % 3 == 0 { 2 } else { 1 }, at));
    let back = (1..56).map(|at| (7 * at, 7 * at - 5));
    let all = [
        ("chain, 300 nodes", graph(300, (1..300).map(|at| (at - 1, at)))),
        ("chain, 3,000 nodes", graph(3000, (1..3000).map(|at| (at - 1, at)))),
        ("flow, 400 nodes", graph(400, flow.chain(back))),
    ];
    let mut group = c.benchmark_group("wrapping");
    group.sample_size(10);
    for (name, graph) in &all {
        let wrapped = Graph { wrap: Wrapping::Anywhere, ..graph.clone() };
        group.bench_function(format!("{name}, as it is"), |b| b.iter(|| place(graph)));
        group.bench_function(format!("{name}, wrapped"), |b| b.iter(|| place(&wrapped)));
    }
    group.finish();
}

criterion_group!(benches, shapes, wrapping);
criterion_main!(benches);
