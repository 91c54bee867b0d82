//! The laws of a picture: our own pictures keep them, pictures broken on purpose are caught, generated models keep them.

mod broken;
mod generated;
#[path = "../support/maps.rs"]
mod maps;
#[path = "../support/sequences.rs"]
mod written;

use std::fs;
use std::path::{Path, PathBuf};

use frieze::diagnostic::{Code, Diagnostic};
use frieze::project::laws;
use frieze::project::loader::FileLoader;
use frieze::source::Sources;
use frieze::view::{self, View};
use frieze::{layout, render, scene, theme};

/// A view with its picture.
struct Drawn {
    name: String,
    view: View,
    svg: String,
}

/// Every view of a source, drawn.
fn drawn(name: &str, text: &str, theme: &str) -> Vec<Drawn> {
    let theme = theme::find(theme).expect("a built-in theme");
    let mut sources = Sources::new();
    let file = sources.add(format!("{name}.frieze"), text);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compiled = frieze::door::compile(&mut sources, file, &FileLoader::new(root, root), &[]);
    assert!(!frieze::door::has_errors(&compiled.diagnostics), "{name}: {:#?}", compiled.diagnostics);
    let view = |index| {
        let (view, _) = view::select(&compiled.model, index).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
        let layout = layout::place(&view, &theme).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
        let svg = render::svg(&scene::draw(&view, &layout, &theme));
        Drawn { name: format!("{name}/{}", view.id), view, svg }
    };
    (0..compiled.model.views.len()).map(view).collect()
}

/// The sources below a folder, sorted.
fn sources(folder: &str) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "frieze") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty());
    found
}

fn told(found: &[Diagnostic]) -> String {
    let lines: Vec<String> =
        found.iter().map(|one| format!("  {}: {} {}", one.code.name, one.message, one.label)).collect();
    lines.join("\n")
}

/// What the laws say of an SVG of which nothing else is known.
fn alone(svg: &str) -> Result<Vec<Diagnostic>, frieze::judge::Unreadable> {
    let mut sources = Sources::new();
    let file = sources.add("picture.svg", svg);
    laws::of_file(&sources, file)
}

/// What the laws say of every view below a folder, with and without what the view says.
fn judged(folder: &str, theme: &str) -> (usize, Vec<String>) {
    let (mut views, mut wrong) = (0, Vec::new());
    for path in sources(folder) {
        let below = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below the root");
        let name = below.with_extension("").to_string_lossy().into_owned();
        for picture in drawn(&name, &fs::read_to_string(&path).expect("UTF-8"), theme) {
            views += 1;
            for found in [laws::of_view(&picture.view, &picture.svg), alone(&picture.svg)] {
                let mut found = found.unwrap_or_else(|why| panic!("{}: {why}", picture.name));
                found.retain(|found| found.code != Code::LAW_CONTRAST_LINE || !found.message.contains(OWN_COLOURS));
                if !found.is_empty() {
                    wrong.push(format!("{} in {theme}:\n{}", picture.name, told(&found)));
                }
            }
        }
    }
    (views, wrong)
}

#[test]
fn our_pictures_keep_the_laws() {
    let (views, wrong) = judged("diagrams", "auto");
    assert!(views >= 49, "{views} views");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Colours of one's own may be too faint: the suite shows such a box, and the laws say so.
const OWN_COLOURS: &str = "`Own colours`";

#[test]
fn the_suite_keeps_the_laws_in_every_theme() {
    for (name, _) in theme::names() {
        let wrong: Vec<String> = ["tests/suite/pictures", "tests/suite/sequences"]
            .iter()
            .flat_map(|folder| judged(folder, name).1)
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
