//! Redlines: what each mark looks like, and what holds for any two versions: every word of both is in the picture, and what is
//! the same bears no mark.

mod any;
mod near;
mod words;

use std::path::{Path, PathBuf};

use frieze::diff::{self, ViewDiff};
use frieze::model::Model;
use frieze::project::loader::FileLoader;
use frieze::redline::{self, Mark};
use frieze::scene::{Item, Scene};
use frieze::source::Sources;
use frieze::theme::{self, Theme};
use frieze::{door, render};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The model of a source without mistakes. It may import what a case study may.
pub fn model(text: &str) -> Model {
    let mut sources = Sources::new();
    let file = sources.add("diagrams/any/case.frieze", text);
    let compiled = door::compile(&mut sources, file, &FileLoader::new(&root(), &root()), &[]);
    assert!(!door::has_errors(&compiled.diagnostics), "{:#?}\n{text}", compiled.diagnostics);
    compiled.model
}

/// What became of the views of a source, those that changed.
pub fn changed(before: &str, after: &str) -> Vec<ViewDiff> {
    let views = diff::compare(&model(before), &model(after)).views;
    views.into_iter().filter(|view| !view.is_same()).collect()
}

pub fn light() -> Theme {
    theme::find("light").expect("a theme of ours")
}

pub fn drawn(view: &ViewDiff, theme: &Theme) -> Scene {
    redline::draw(view, theme).expect("it can be laid out").expect("a version draws it")
}

/// Both versions of a view, which must have one.
pub fn merged(view: &ViewDiff) -> redline::Merged {
    let (before, after) = (view.drawn_before.as_deref(), view.drawn_after.as_deref());
    redline::merge(before.expect("drawn"), after.expect("drawn"), &view.body).expect("of one kind")
}

fn counts(view: &ViewDiff) -> Vec<(Mark, usize)> {
    let merged = merged(view);
    let count = |mark| (mark, merged.marks.count(mark));
    Mark::ALL.into_iter().map(count).filter(|&(_, count)| count > 0).collect()
}

/// The pairs of files in `tests/redline/cases`, by name.
pub fn cases() -> Vec<(String, String, String)> {
    let folder = root().join("tests/redline/cases");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("the folder of cases") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".before.frieze") {
            let after = read(&folder.join(format!("{name}.after.frieze")));
            cases.push((name.to_string(), read(&path), after));
        }
    }
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

/// The sources of the case studies.
pub fn studies() -> Vec<String> {
    let mut texts = Vec::new();
    for folder in std::fs::read_dir(root().join("diagrams")).expect("the case studies") {
        let folder = folder.expect("readable").path();
        for file in std::fs::read_dir(folder).expect("a folder") {
            let path = file.expect("readable").path();
            if path.extension().is_some_and(|extension| extension == "frieze") {
                texts.push(read(&path));
            }
        }
    }
    texts.sort();
    assert_eq!(texts.len(), 5);
    texts
}

#[test]
fn what_is_the_same_bears_no_mark() {
    for text in cases().into_iter().map(|(_, _, after)| after).chain(studies()) {
        for view in &diff::compare(&model(&text), &model(&text)).views {
            assert!(view.is_same());
            assert!(merged(view).marks.is_empty());
            let svg = render::svg(&drawn(view, &light()));
            assert!(!svg.contains("data-part=\"badge\"") && !svg.contains("line-through"));
        }
    }
}

#[test]
fn a_redline_says_that_it_is_one() {
    for (_, before, after) in cases() {
        for view in changed(&before, &after) {
            let svg = render::svg(&drawn(&view, &light()));
            assert!(render::is_ours(svg.as_bytes()) && render::is_redline(svg.as_bytes()));
            let png = render::png(&svg, 1.0).expect("it is small");
            assert!(render::is_ours(&png) && render::is_redline(&png));
        }
    }
}

#[test]
fn no_layer_has_the_id_of_another() {
    fn ids(items: &[Item], found: &mut Vec<String>) {
        for item in items {
            if let Item::Layer(layer) = item {
                found.extend(layer.id.clone());
                ids(&layer.items, found);
            }
        }
    }
    for (name, before, after) in cases() {
        for view in changed(&before, &after) {
            let mut found = Vec::new();
            ids(&drawn(&view, &light()).items, &mut found);
            let all = found.len();
            found.sort();
            found.dedup();
            assert_eq!(found.len(), all, "{name}");
        }
    }
}

#[test]
fn every_mark_is_counted() {
    let (_, before, after) = cases().into_iter().find(|(name, ..)| name == "shop").expect("it is there");
    let views = changed(&before, &after);
    let of = |id: &str| {
        let found = views.iter().find(|view| view.drawn_after.as_ref().is_some_and(|view| view.id == id));
        counts(found.expect("it changed"))
    };
    use Mark::{Added, Changed, Left, Moved, Removed, Renamed};
    // Added: gateway, group Data, two connections. Removed: the mail provider, its group, two connections.
    assert_eq!(of("overview"), [(Added, 4), (Removed, 4), (Changed, 2), (Renamed, 1), (Moved, 1), (Left, 1)]);
    assert_eq!(of("login"), [(Added, 4), (Removed, 2), (Changed, 7), (Renamed, 2)]);
    assert_eq!(of("refresh"), [(Added, 5), (Removed, 2), (Changed, 1), (Renamed, 1)]);
}

/// To accept a change: `INSTA_UPDATE=always cargo test --test redline`, then look at the difference, and at the picture.
#[test]
fn redlines_look_as_before() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let auto = theme::find("auto").expect("a theme of ours");
    for (name, before, after) in cases() {
        for view in changed(&before, &after) {
            let id = &view.drawn_after.as_ref().expect("it is in both versions").id;
            let svg = render::svg(&drawn(&view, &auto));
            let faces = |line: &&str| !line.contains("@font-face") && !line.contains("base64,");
            let svg: Vec<&str> = svg.lines().filter(faces).collect();
            settings.bind(|| insta::assert_snapshot!(format!("redline-{name}-{id}"), svg.join("\n")));
        }
    }
}

/// The redline in the README is the one that the case `shop` gives. `INSTA_UPDATE=always` draws it again.
#[test]
fn the_redline_of_the_readme_is_drawn_from_its_case() {
    let (_, before, after) = cases().into_iter().find(|(name, ..)| name == "shop").expect("it is there");
    let views = changed(&before, &after);
    let of = |view: &&ViewDiff| view.drawn_after.as_ref().is_some_and(|view| view.id == "overview");
    let view = views.iter().find(of).expect("it changed");
    let svg = render::svg(&drawn(view, &theme::find("auto").expect("a theme of ours")));
    let path = root().join("assets/redline.svg");
    if std::env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        std::fs::write(&path, &svg).expect("writable");
    }
    assert!(read(&path) == svg, "assets/redline.svg is not what the case draws");
}

#[test]
fn a_view_of_one_version_is_drawn_plain_and_says_so() {
    let one = "service a\nservice b\na -> b\narchitecture x";
    let two = format!("{one}\narchitecture y {{ exclude b }}");
    for (before, after, words) in [(one, two.as_str(), "this view is new"), (two.as_str(), one, "this view is gone")] {
        let views = changed(before, after);
        assert_eq!(views.len(), 1);
        let scene = drawn(&views[0], &light());
        assert!(scene.description.contains(words), "{}", scene.description);
        assert!(render::svg(&scene).contains(words));
    }
}

/// A tall sequence repeats its heads at the foot; what is struck above is struck below.
#[test]
fn the_foot_of_a_lifeline_says_what_its_head_says() {
    let messages = "  a -> b: x\n".repeat(40);
    let source =
        |tech: &str| format!("service a \"A\"\ncache b \"B\" {{ tech: {tech} }}\nsequence s \"S\" {{\n{messages}}}\n");
    let views = changed(&source("Redis"), &source("Valkey"));
    let [view] = views.as_slice() else { panic!("one view") };
    let svg = render::svg(&drawn(view, &light()));
    let struck = svg.lines().filter(|line| line.contains("line-through") && line.contains(">Redis<"));
    assert_eq!(struck.count(), 2, "{svg}");
}
