//! Sequence diagrams: what must be true of each, on sequences that chance wrote, and goldens of what they look like.
//!
//! Sources stand in `tests/suite/sequences`, goldens in `tests/golden`. To accept a change:
//! `INSTA_UPDATE=always cargo test --test sequences`, then look at the difference.

mod generated;
mod promises;
#[path = "../support/sequences.rs"]
mod written;

use std::fs;
use std::path::Path;

use frieze::source::{NoImports, Sources};
use frieze::view::{self, Body, View};
use frieze::{layout, render, scene, theme};

/// Every sequence of the suite, by file and view.
fn suite() -> Vec<(String, View)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/sequences");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the suite").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let mut views = Vec::new();
    for path in paths {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut sources = Sources::new();
        let file = sources.add(format!("{name}.frieze"), fs::read_to_string(&path).expect("UTF-8"));
        let compiled = frieze::door::compile(&mut sources, file, &NoImports, &[]);
        assert!(compiled.diagnostics.is_empty(), "{name}: {:#?}", compiled.diagnostics);
        for index in 0..compiled.model.views.len() {
            let (view, _) = view::select(&compiled.model, index).expect("a view of something");
            if matches!(view.body, Body::Sequence(_)) {
                views.push((format!("sequence-{name}-{}", view.id), view));
            }
        }
    }
    assert!(views.len() >= 8, "the suite holds {} sequences", views.len());
    views
}

#[test]
fn sequences_look_as_before() {
    let theme = theme::find("auto").expect("a built-in theme");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"<style>@font-face[^\n]*\n", "");
    settings.bind(|| {
        for (name, view) in suite() {
            let layout = layout::place(&view, &theme).expect("any sequence can be placed");
            insta::assert_snapshot!(name, render::svg(&scene::draw(&view, &layout, &theme)));
        }
    });
}

#[test]
fn the_suite_keeps_every_promise() {
    for (name, view) in suite() {
        let Body::Sequence(sequence) = &view.body else { unreachable!("the suite holds sequences") };
        promises::kept(&name, sequence);
    }
}

#[test]
fn every_theme_places_alike() {
    for (name, view) in suite() {
        let sizes = theme::names().map(|(theme, _)| {
            let theme = theme::find(theme).expect("a listed theme");
            layout::place(&view, &theme).expect("any sequence can be placed").size
        });
        let sizes: Vec<_> = sizes.collect();
        assert!(sizes.windows(2).all(|pair| pair[0] == pair[1]), "{name}: {sizes:?}");
    }
}
