//! Sequence layout on conversations of growing length: calls through a chain of services, answered, in nested frames.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use frieze::source::{NoImports, Sources};
use frieze::view::{self, View};
use frieze::{door, layout, theme};

/// `rounds` times: a call through five services, a branch, a note, and the answers.
fn conversation(rounds: usize) -> View {
    let mut text = String::from("a -> b -> c -> d -> e\n\nsequence talk {\n  autonumber\n");
    for round in 0..rounds {
        text.push_str(&format!(
            "  a -> b: request {round} {{\n    b -> c: check and pass on {{\n      alt \"known\" {{\n        c -> d: read\n\
             \x20       loop \"each\" {{ d ->> e: event {round} }}\n        return yes\n      }} else {{\n        return no\n\
             \x20     }}\n    }}\n    note over b, c: this was round {round}\n    return 200\n  }}\n"
        ));
    }
    text.push_str("}\n");
    let mut sources = Sources::new();
    let file = sources.add("talk.frieze", text);
    let compiled = door::compile(&mut sources, file, &NoImports, &[]);
    view::select(&compiled.model, 0).expect("a sequence").0
}

fn sequences(c: &mut Criterion) {
    let theme = theme::find("light").expect("a built-in theme");
    let mut group = c.benchmark_group("sequence");
    for rounds in [2, 20, 200] {
        let view = conversation(rounds);
        group.bench_with_input(BenchmarkId::from_parameter(rounds), &view, |b, view| {
            b.iter(|| layout::place(view, &theme).expect("any sequence can be placed"));
        });
    }
    group.finish();
}

criterion_group!(benches, sequences);
criterion_main!(benches);
