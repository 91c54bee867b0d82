//! The layered engine on graphs of growing size: services in nested groups, some connections labelled.
//!
//!     cargo bench --bench layout
//!
//! times layouts of 12 to 10,000 nodes, and at the end prints the exponent with which the time grows, from 100 nodes on, for graphs
//! with groups and for the same without. Above 1.3 it says so and fails.

mod growth;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group};
use frieze::geometry::Size;
use frieze::layout::layered::{Direction, Edge, End, Graph, Group, Node, Spacing, place};

/// Sizes that the exponent is fitted to.
const FAMILY: [u32; 5] = [100, 300, 1000, 3000, 10_000];

/// A layered system of `n` nodes, in groups of about six, with 1.3 connections a node, mostly to what is near.
fn system(n: u32) -> Graph {
    let mut state = 1u64;
    let mut roll = |sides: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(sides.max(1))) as u32
    };
    let groups = n / 6;
    let mut g = Graph {
        direction: Direction::Right,
        spacing: Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 4.0, component: 40.0 },
        aspect: 1.6,
        ..Graph::default()
    };
    for i in 0..groups {
        let parent = (i >= 4 && roll(3) == 0).then_some(i / 4);
        g.groups.push(Group { parent, index: 6 * i, title: Size::new(90.0, 18.0), padding: 16.0, ..Group::default() });
    }
    for i in 0..n {
        let parent = (roll(5) > 0 && groups > 0).then(|| (i / 6).min(groups - 1));
        g.nodes.push(Node { size: Size::new(120.0, 48.0), parent, index: i + 1, centered_ports: false, inset: 0.0 });
    }
    for i in 0..n * 13 / 10 {
        let from = roll(n - 1);
        let to = (from + 1 + if i % 4 == 0 { roll(n / 5) } else { roll(8) }).min(n - 1);
        let label = (i % 12 == 0).then_some(Size::new(70.0, 16.0));
        g.edges.push(Edge { from: End::Node(from), to: End::Node(to), label, weight: 1 });
    }
    g
}

/// The same without groups.
fn flat(n: u32) -> Graph {
    let mut g = system(n);
    g.groups.clear();
    g.nodes.iter_mut().for_each(|node| node.parent = None);
    g
}

fn layout(c: &mut Criterion) {
    let mut group = c.benchmark_group("layered");
    for n in [12, 100, 1000] {
        let graph = system(n);
        group.sample_size(if n > 500 { 10 } else { 50 });
        group.bench_with_input(BenchmarkId::from_parameter(n), &graph, |b, g| b.iter(|| place(g)));
    }
    group.finish();
}

criterion_group!(benches, layout);

fn main() {
    benches();
    let grows = |name: &str, make: fn(u32) -> Graph| {
        let graphs: Vec<Graph> = FAMILY.iter().map(|&n| make(n)).collect();
        growth::holds(name, &FAMILY, |n| {
            let graph = &graphs[FAMILY.iter().position(|&f| f == n).unwrap_or(0)];
            growth::time(|| drop(black_box(place(graph))))
        })
    };
    let held = !growth::is_asked() || grows("nodes in groups", system) & grows("nodes without groups", flat);
    Criterion::default().configure_from_args().final_summary();
    if !held {
        std::process::exit(1);
    }
}
