//! Pictures of small sources, each about one matter: what must be true of every picture, and goldens of what they look like.
//!
//! Sources stand in `tests/suite/pictures`, goldens in `tests/golden`: SVG without the embedded faces, which no review can
//! read. To accept a change: `INSTA_UPDATE=always cargo test --test pictures`, then look at the difference (and at the
//! picture: `cargo run -- render tests/suite/pictures/groups.frieze -o somewhere`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use frieze::geometry::{Point, Rect, Side};
use frieze::layout::{self, Layout, Placed};
use frieze::source::{NoImports, Sources};
use frieze::view::{self, End, View};
use frieze::{render, scene, shape, theme};

struct Drawn {
    name: String,
    view: View,
    layout: Layout,
    svg: String,
}

fn sources() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/pictures");
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).expect("the suite").map(|entry| entry.expect("a file").path()).collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// Every view of a source, with its layout and SVG.
fn drawn(name: &str, text: &str, theme: &str) -> Vec<Drawn> {
    let theme = theme::find(theme).expect("a built-in theme");
    let mut sources = Sources::new();
    let file = sources.add(format!("{name}.frieze"), text);
    let compiled = frieze::door::compile(&mut sources, file, &NoImports, &[]);
    assert!(!frieze::door::has_errors(&compiled.diagnostics), "{name}: {:#?}", compiled.diagnostics);
    let view = |index| {
        let (view, _) = view::select(&compiled.model, index).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
        let layout = layout::place(&view, &theme).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
        let svg = render::svg(&scene::draw(&view, &layout, &theme));
        Drawn { name: format!("{name}-{}", view.id), view, layout, svg }
    };
    (0..compiled.model.views.len()).map(view).collect()
}

fn suite(theme: &str) -> Vec<Drawn> {
    let of = |path: PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        drawn(&name, &fs::read_to_string(&path).expect("UTF-8"), theme)
    };
    sources().into_iter().flat_map(of).collect()
}

#[test]
fn pictures_look_as_before() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for picture in suite("auto") {
        let faces = |line: &&str| !line.contains("@font-face") && !line.contains("base64,");
        let svg: Vec<&str> = picture.svg.lines().filter(faces).collect();
        settings.bind(|| insta::assert_snapshot!(picture.name.as_str(), svg.join("\n")));
    }
}

#[test]
fn every_picture_keeps_its_promises() {
    for picture in suite("light") {
        promises(&picture);
    }
}

fn promises(picture: &Drawn) {
    well_formed(picture);
    within_the_canvas(picture);
    if let (view::Body::Map(view), layout::Body::Map(placed)) = (&picture.view.body, &picture.layout.body) {
        says_everything(picture, view);
        texts_lie_in_their_shapes(picture, view, placed);
        lines_end_on_outlines(picture, view, placed);
    }
}

/// XML that a parser reads, in which no id occurs twice and every layer has a name.
fn well_formed(picture: &Drawn) {
    let document = roxmltree::Document::parse(&picture.svg).unwrap_or_else(|error| panic!("{}: {error}", picture.name));
    let mut ids = BTreeSet::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id.to_string()), "{}: the id {id} occurs twice", picture.name);
        }
        assert!(!["script", "foreignObject", "image", "filter"].contains(&node.tag_name().name()), "{}", picture.name);
    }
}

/// All that is placed, as text and rectangle.
fn placed_texts(layout: &Layout) -> Vec<&Placed> {
    let mut all = vec![&layout.heading];
    if let layout::Body::Map(map) = &layout.body {
        let boxes =
            map.nodes.iter().map(|n| (&n.title, &n.subtitle)).chain(map.groups.iter().map(|g| (&g.title, &g.subtitle)));
        for (title, subtitle) in boxes {
            all.push(title);
            all.extend(subtitle);
        }
        for edge in &map.edges {
            all.extend(edge.label.iter().chain(&edge.tech).chain(edge.steps.iter().map(|step| &step.text)));
        }
    }
    all
}

fn within_the_canvas(picture: &Drawn) {
    let canvas = Rect::new(0.0, 0.0, picture.layout.size.w, picture.layout.size.h);
    for text in placed_texts(&picture.layout) {
        assert!(canvas.holds(&text.rect), "{}: {:?} leaves the canvas", picture.name, text.block.lines);
        for line in &text.block.lines {
            assert!(line.width <= text.rect.w + 0.01, "{}: {:?} is wider than its box", picture.name, line.text);
        }
    }
    if let layout::Body::Map(map) = &picture.layout.body {
        let rects = map.nodes.iter().map(|n| n.rect).chain(map.groups.iter().map(|g| g.rect));
        let points = map.edges.iter().flat_map(|edge| edge.points.iter().map(|&p| Rect::around(p, p)));
        let discs = map.edges.iter().flat_map(|edge| edge.steps.iter().map(|step| step.rect));
        for rect in rects.chain(points).chain(discs) {
            assert!(canvas.holds(&rect), "{}: {rect:?} leaves the canvas", picture.name);
        }
    }
}

/// Every title and label of the view is drawn, in the layer of what it belongs to.
fn says_everything(picture: &Drawn, view: &view::Map) {
    let document = roxmltree::Document::parse(&picture.svg).expect("checked before");
    let said = |id: &str| {
        let layer = document.descendants().find(|node| node.attribute("id") == Some(id));
        let layer = layer.unwrap_or_else(|| panic!("{}: no layer {id}", picture.name));
        let texts = layer.descendants().filter(|node| node.has_tag_name("text") || node.has_tag_name("tspan"));
        squeezed(&texts.filter_map(|node| node.text()).collect::<String>())
    };
    let expect = |id: String, texts: Vec<&String>| {
        let said = said(&id);
        for text in texts {
            let text = squeezed(&frieze::text::cleaned(text));
            assert!(said.contains(&text), "{}: {id} says {said:?}, not {text:?}", picture.name);
        }
    };
    for node in &view.nodes {
        expect(
            scene::id::id("node", &node.face.id),
            std::iter::once(&node.face.title).chain(&node.face.subtitle).collect(),
        );
    }
    for group in &view.groups {
        let role = if group.lane { "lane" } else { "group" };
        expect(
            scene::id::id(role, &group.face.id),
            std::iter::once(&group.face.title).chain(&group.face.subtitle).collect(),
        );
    }
    for edge in &view.edges {
        let steps: Vec<String> = edge.steps.iter().map(u32::to_string).collect();
        expect(scene::id::id("edge", &edge.id), edge.label.iter().chain(&edge.tech).chain(&steps).collect());
    }
}

/// Lines of a text lose the spaces between them, so spaces do not count.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn texts_lie_in_their_shapes(picture: &Drawn, view: &view::Map, placed: &layout::Map) {
    for (node, place) in view.nodes.iter().zip(&placed.nodes) {
        let texts = std::iter::once(&place.title).chain(&place.subtitle).map(|text| text.rect);
        for rect in texts.chain(place.icon) {
            assert!(place.rect.holds(&rect), "{}: text of {} leaves it", picture.name, node.face.id);
        }
    }
    for (group, place) in view.groups.iter().zip(&placed.groups) {
        assert!(place.rect.holds(&place.title.rect), "{}: title of {} leaves it", picture.name, group.face.id);
        let members = view
            .nodes
            .iter()
            .zip(&placed.nodes)
            .filter(|(node, _)| node.parent.is_some_and(|p| view.groups[p].face.id == group.face.id));
        for (node, member) in members {
            assert!(place.rect.holds(&member.rect), "{}: {} leaves {}", picture.name, node.face.id, group.face.id);
            assert!(!member.rect.overlaps(&place.title.rect), "{}: {} covers a title", picture.name, node.face.id);
        }
    }
}

/// A line that is clipped once more stays where it is: its end lies on the outline already.
fn lines_end_on_outlines(picture: &Drawn, view: &view::Map, placed: &layout::Map) {
    for (edge, place) in view.edges.iter().zip(&placed.edges) {
        let n = place.points.len();
        assert!(n >= 2, "{}: {} has no line", picture.name, edge.id);
        for (end, tip, before) in
            [(edge.from, place.points[0], place.points[1]), (edge.to, place.points[n - 1], place.points[n - 2])]
        {
            let distance = match end {
                End::Node(i) if view.nodes[i].collapsed => continue,
                End::Node(i) => to_outline(&view.nodes[i].face.shape, placed.nodes[i].rect, tip, before),
                End::Group(i) => to_border(placed.groups[i].rect, tip),
            };
            assert!(distance < 0.1, "{}: {} ends {distance} px off at {tip:?}", picture.name, edge.id);
        }
    }
}

fn to_outline(name: &str, rect: Rect, tip: Point, before: Point) -> f64 {
    let shape = shape::find(name).expect("a known shape");
    let (side, port) = match (tip.x - before.x, tip.y - before.y) {
        (0.0, dy) if dy > 0.0 => (Side::Top, Point::new(tip.x, rect.y)),
        (0.0, _) => (Side::Bottom, Point::new(tip.x, rect.bottom())),
        (dx, _) if dx > 0.0 => (Side::Left, Point::new(rect.x, tip.y)),
        _ => (Side::Right, Point::new(rect.right(), tip.y)),
    };
    let hit = shape::clip(shape, rect, side, port);
    (hit.x - tip.x).abs().max((hit.y - tip.y).abs())
}

fn to_border(rect: Rect, p: Point) -> f64 {
    let sides = [p.x - rect.x, p.x - rect.right(), p.y - rect.y, p.y - rect.bottom()];
    sides.into_iter().map(f64::abs).fold(f64::INFINITY, f64::min)
}

/// Two pictures as pixels, one in each theme that the goldens above do not show: what resvg makes of the SVG.
#[test]
fn pixels_look_as_before() {
    for (theme, name) in [("dark", "groups-outside"), ("blueprint", "labels-traced")] {
        let picture = suite(theme).into_iter().find(|picture| picture.name == name).expect("a picture of the suite");
        let bytes = render::png(&picture.svg, 1.0).expect("a small picture");
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}-{theme}.png"));
        if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
            fs::write(&golden, &bytes).expect("the folder of goldens");
        }
        let (now, before) = (pixels(&bytes), pixels(&fs::read(&golden).expect("a golden")));
        let same = image_compare::rgb_hybrid_compare(&now, &before).map(|compared| compared.score);
        if !same.as_ref().is_ok_and(|score| *score > 0.9999) {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{theme}.png"));
            fs::write(&path, &bytes).expect("the target folder");
            panic!("{name} in {theme} looks different ({same:?}): see {}", path.display());
        }
    }
}

fn pixels(png: &[u8]) -> image_compare::prelude::RgbImage {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a small picture")];
    let info = reader.next_frame(&mut bytes).expect("a whole PNG");
    let channels = info.color_type.samples();
    let rgb = bytes.chunks_exact(channels).flat_map(|pixel| pixel[..3].to_vec()).collect();
    image_compare::prelude::RgbImage::from_raw(info.width, info.height, rgb).expect("as many bytes as pixels")
}

mod generated;
#[path = "../support/maps.rs"]
mod maps;

#[test]
fn themes_change_colours_and_nothing_else() {
    let geometry = |theme: &str| -> Vec<String> {
        let boxes = |drawn: &Drawn| format!("{} {:?}", drawn.name, drawn.layout);
        suite(theme).iter().map(boxes).collect()
    };
    assert_eq!(geometry("light"), geometry("dark"));
    assert_eq!(geometry("light"), geometry("blueprint"));
}
