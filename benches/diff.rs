//! Comparing two versions of the five case studies: one service renamed, one message reworded, one element gone, in each.

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use frieze::model::Model;
use frieze::project::loader::FileLoader;
use frieze::source::Sources;
use frieze::{diff, door};

const STUDIES: [(&str, [(&str, &str); 2]); 5] = [
    ("analytics-event-pipeline", [("validator", "checker"), ("POST /v1/batch", "POST /v2/batch")]),
    ("authentication-system", [("sessions", "families"), ("verify password", "check password")]),
    ("file-upload-service", [("uploads", "intake"), ("presign 13 part URLs", "sign 13 part URLs")]),
    ("notification-system", [("router", "switchboard"), ("render template", "fill template")]),
    ("real-time-chat-system", [("registry", "whereabouts"), ("keep in outbox", "put into outbox")]),
];

fn model(name: &str, edits: &[(&str, &str)]) -> Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().expect("the crate's folder");
    let path = format!("diagrams/{name}/{name}.frieze");
    let mut text = std::fs::read_to_string(root.join(&path)).expect("a case study");
    for (from, to) in edits {
        text = text.replace(from, to);
    }
    let mut sources = Sources::new();
    let file = sources.add(path, text);
    door::compile(&mut sources, file, &FileLoader::new(&root, &root), &[]).model
}

fn studies(c: &mut Criterion) {
    let pairs: Vec<(Model, Model)> =
        STUDIES.iter().map(|(name, edits)| (model(name, &[]), model(name, edits))).collect();
    assert!(pairs.iter().all(|(before, after)| diff::compare(before, after).changes.len() >= 2));
    c.bench_function("diff/five case studies", |b| {
        b.iter(|| pairs.iter().map(|(before, after)| diff::compare(before, after).changes.len()).sum::<usize>());
    });
}

criterion_group!(benches, studies);
criterion_main!(benches);
