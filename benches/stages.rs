//! Every stage of the road on one case study (its map, a sequence and a flow), and the road as a whole.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use frieze::source::{NoImports, Sources};
use frieze::view::{self, Body, MapKind};
use frieze::{door, layout, model, render, scene, syntax, theme};

const SOURCE: &str = include_str!("../diagrams/authentication-system/authentication-system.frieze");

fn stages(c: &mut Criterion) {
    let theme = theme::find("auto").expect("a built-in theme");
    let mut sources = Sources::new();
    let file = sources.add("authentication-system.frieze", SOURCE);
    let loaded = model::load(&mut sources, file, &NoImports);
    let (model, found) = model::build(&sources, &loaded.asts);
    assert!(!door::has_errors(&found));

    let mut group = c.benchmark_group("source");
    group.bench_function("parse", |b| b.iter(|| syntax::parse(black_box(&sources), file)));
    group.bench_function("build", |b| b.iter(|| model::build(&sources, black_box(&loaded.asts))));
    group.finish();

    let of_kind = |wanted: &dyn Fn(&Body) -> bool| {
        let views = (0..model.views.len()).map(|index| (index, view::select(&model, index).expect("it draws").0));
        views.into_iter().find(|(_, view)| wanted(&view.body)).expect("a case study has one of each")
    };
    let map = of_kind(&|body| matches!(body, Body::Map(map) if map.kind == MapKind::Architecture));
    let flow = of_kind(&|body| matches!(body, Body::Map(map) if map.kind == MapKind::Flow));
    let sequence = of_kind(&|body| matches!(body, Body::Sequence(_)));
    for (name, (index, view)) in [("architecture", map), ("flow", flow), ("sequence", sequence)] {
        let placed = layout::place(&view, &theme).expect("it can be laid out");
        let drawn = scene::draw(&view, &placed, &theme);
        let mut group = c.benchmark_group(name);
        group.bench_function("view", |b| b.iter(|| view::select(black_box(&model), index)));
        group.bench_function("layout", |b| b.iter(|| layout::place(black_box(&view), &theme)));
        group.bench_function("scene", |b| b.iter(|| scene::draw(black_box(&view), &placed, &theme)));
        group.bench_function("svg", |b| b.iter(|| render::svg(black_box(&drawn))));
        group.finish();
    }

    c.bench_function("road/all views to SVG", |b| {
        let options = frieze::Options { theme: theme.clone(), ..frieze::Options::default() };
        b.iter(|| frieze::render(black_box(SOURCE), &options));
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
