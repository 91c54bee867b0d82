//! Makes the bundled icon set from the file of its makers, see `assets/icons/README.md`; and, in a usual run, looks
//! whether list and set still agree.

use std::fmt::Write;

use usvg::tiny_skia_path::{PathSegment, Point};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/icons");

/// Elements and attributes that are geometry, or the one look that all icons share.
const ELEMENTS: &[&str] = &["g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"];
const GEOMETRY: &[&str] =
    &["d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "x1", "y1", "x2", "y2", "points"];
const LOOK: &[(&str, &str)] = &[
    ("fill", "none"),
    ("stroke", "currentColor"),
    ("stroke-linecap", "round"),
    ("stroke-linejoin", "round"),
    ("stroke-width", "2"),
];

fn names() -> Vec<String> {
    let list = std::fs::read_to_string(format!("{FOLDER}/names.txt")).expect("the list of names");
    let mut names: Vec<String> = list.split_whitespace().map(str::to_string).collect();
    names.sort();
    names
}

#[test]
fn the_set_is_the_list() {
    assert_eq!(frieze::icon::names().collect::<Vec<_>>(), names());
}

#[test]
#[ignore = "a tool: writes assets/icons/lucide.txt from FRIEZE_LUCIDE"]
fn make_icon_set() {
    let source = std::env::var("FRIEZE_LUCIDE").expect("FRIEZE_LUCIDE names icons.json of @iconify-json/lucide");
    let text = std::fs::read_to_string(source).expect("icons.json");
    let pack: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut out = String::new();
    for name in names() {
        let body = pack["icons"][&name]["body"].as_str().unwrap_or_else(|| panic!("no icon `{name}`"));
        writeln!(out, "{name} {}", outline(&name, body)).expect("a string");
    }
    std::fs::write(format!("{FOLDER}/lucide.txt"), out).expect("lucide.txt");
}

fn outline(name: &str, body: &str) -> String {
    let svg =
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">{body}</svg>"#);
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    for node in document.root_element().descendants().skip(1).filter(roxmltree::Node::is_element) {
        let tag = node.tag_name().name();
        assert!(ELEMENTS.contains(&tag), "{name}: <{tag}>");
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            // A filled dot: the stroke around a radius of at most 1 covers it, so that the fill adds nothing.
            let dot = (key, value) == ("fill", "currentColor")
                && node.attribute("r").and_then(|r| r.parse::<f64>().ok()).is_some_and(|r| r <= 1.0);
            assert!(GEOMETRY.contains(&key) || LOOK.contains(&(key, value)) || dot, "{name}: {key}=\"{value}\"");
        }
    }
    let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).expect("an SVG");
    let mut out = String::new();
    collect(tree.root(), &mut out);
    out
}

fn collect(group: &usvg::Group, out: &mut String) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => collect(group, out),
            usvg::Node::Path(path) => {
                assert!(path.abs_transform().is_identity());
                for segment in path.data().segments() {
                    match segment {
                        PathSegment::MoveTo(p) => command(out, 'M', &[p]),
                        PathSegment::LineTo(p) => command(out, 'L', &[p]),
                        PathSegment::QuadTo(a, p) => command(out, 'Q', &[a, p]),
                        PathSegment::CubicTo(a, b, p) => command(out, 'C', &[a, b, p]),
                        PathSegment::Close => command(out, 'Z', &[]),
                    }
                }
            }
            usvg::Node::Image(_) | usvg::Node::Text(_) => panic!("the allow-list has neither images nor text"),
        }
    }
}

fn command(out: &mut String, letter: char, points: &[Point]) {
    out.push(letter);
    for (at, p) in points.iter().enumerate() {
        let gap = if at > 0 { " " } else { "" };
        write!(out, "{gap}{} {}", thousandth(p.x), thousandth(p.y)).expect("a string");
    }
}

fn thousandth(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0 + 0.0
}
