//! The layered engine on graphs of growing size: services in nested groups, some connections labelled.
//!
//!     cargo bench --bench layout
//!
//! times layouts of 12 to 10,000 nodes, and at the end prints the exponent with which the time grows: the slope of the least
//! squares line through (ln nodes, ln time), from 100 nodes on, for graphs with groups and for the same without. To reach: 1.3.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group};
use frieze::geometry::Size;
use frieze::layout::layered::{Direction, Edge, End, Graph, Group, Node, Spacing, place};

/// Sizes that the exponent is fitted to.
const FAMILY: [u32; 5] = [100, 300, 1000, 3000, 10_000];
/// Runs of one size, of which the fastest counts: others on the machine only ever add to a time.
const RUNS: usize = 3;

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

fn fastest(graph: &Graph) -> Duration {
    let run = |_| {
        let begin = Instant::now();
        black_box(place(graph));
        begin.elapsed()
    };
    (0..RUNS).map(run).min().unwrap_or_default()
}

/// The slope of the least squares line through points.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (mx, my) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let rise: f64 = points.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum();
    let run: f64 = points.iter().map(|p| (p.0 - mx) * (p.0 - mx)).sum();
    rise / run
}

/// How time grows with size.
fn growth() {
    for (name, make) in [("with groups", system as fn(u32) -> Graph), ("flat", flat)] {
        let mut points = Vec::new();
        for n in FAMILY {
            let ms = fastest(&make(n)).as_secs_f64() * 1000.0;
            println!("{name}, {n} nodes: {ms:.1} ms");
            points.push((f64::from(n).ln(), ms.ln()));
        }
        println!("{name}: time grows with nodes to the power of {:.2}", slope(&points));
    }
}

criterion_group!(benches, layout);

fn main() {
    benches();
    // Left out where cargo asks only whether benchmarks run, and where others are asked for by name.
    if std::env::args().skip(1).all(|a| a == "--bench") {
        growth();
    }
    Criterion::default().configure_from_args().final_summary();
}
