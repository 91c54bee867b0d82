//! The laws on pictures of growing size: services in groups, connected mostly to what is near, and a long sequence. The time
//! for each element must hardly grow: 2,000 nodes take little more than a hundred times what 20 take.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use frieze::judge::{self, Expected};
use frieze::project::laws;
use frieze::source::{NoImports, Sources};
use frieze::{door, theme};

/// A system of `n` services in groups of six.
fn system(n: usize) -> String {
    let mut text = String::new();
    for group in 0..n.div_ceil(6) {
        text.push_str(&format!("group g{group} \"Group {group}\" {{\n"));
        for node in 6 * group..n.min(6 * group + 6) {
            text.push_str(&format!("  service s{node} \"Service {node}\" {{ tech: Rust }}\n"));
        }
        text.push_str("}\n");
    }
    for node in 0..n - 1 {
        text.push_str(&format!("s{node} -> s{}: call {node}\n", node + 1));
        if node % 4 == 0 && node + 5 < n {
            text.push_str(&format!("s{node} ->> s{}\n", node + 5));
        }
    }
    text.push_str("architecture all \"All\"\n");
    text
}

/// A conversation of `n` calls between five services, each answered.
fn conversation(n: usize) -> String {
    let mut text = String::from("a -> b -> c -> d -> e\nsequence talk {\n");
    for call in 0..n {
        let (from, to) = (["a", "b", "c", "d"][call % 4], ["b", "c", "d", "e"][call % 4]);
        text.push_str(&format!("  {from} -> {to}: call {call} {{\n    return done\n  }}\n"));
    }
    text.push_str("}\n");
    text
}

/// The picture of the last view, and what it must hold.
fn drawn(text: String) -> (String, Expected) {
    let mut sources = Sources::new();
    let file = sources.add("bench.frieze", text);
    let compiled = door::compile(&mut sources, file, &NoImports, &[]);
    let theme = theme::find("auto").expect("a built-in theme");
    let last = compiled.model.views.len() - 1;
    let drawn = door::draw(&compiled.model, last, &theme).expect("it can be drawn");
    (drawn.svg, laws::expected(&drawn.view))
}

fn laws_of_a_picture(c: &mut Criterion) {
    for (name, source) in [("map", system as fn(usize) -> String), ("sequence", conversation)] {
        let mut group = c.benchmark_group(format!("judge-{name}"));
        for n in [20, 200, 2000] {
            let (svg, expected) = drawn(source(n));
            group.sample_size(if n > 500 { 10 } else { 30 });
            group.bench_with_input(BenchmarkId::from_parameter(n), &svg, |b, svg| {
                b.iter(|| judge::judge(svg, Some(&expected)).expect("a picture of ours"));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, laws_of_a_picture);
criterion_main!(benches);
