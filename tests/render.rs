//! Scene to SVG to PNG: what is measured is drawn, nothing of a source becomes markup, the same scene gives the same bytes.

use frieze::geometry::{Point, Rect, Segment, Size};
use frieze::model::Color;
use frieze::render::{PngError, is_ours, png, svg};
use frieze::scene::{Anchor, Cap, Dash, Geometry, Item, Layer, Paint, Part, Place, Scene, Shape, Stroke, Text};
use frieze::text::{Face, Style, measure};

const INK: Paint =
    Paint { class: "text", light: Color { r: 30, g: 41, b: 59 }, dark: Some(Color { r: 226, g: 232, b: 240 }) };
const PAPER: Paint =
    Paint { class: "canvas", light: Color { r: 255, g: 255, b: 255 }, dark: Some(Color { r: 15, g: 23, b: 42 }) };

fn text(content: &str, face: Face, size: f64, x: f64, y: f64) -> Item {
    let width = measure(content, Style { face, size, line_height: size });
    let (at, content) = (Point::new(x, y), content.to_string());
    Item::Text(Text {
        part: Part::Label,
        at,
        anchor: Anchor::Start,
        content,
        face,
        size,
        width,
        paint: INK,
        struck: false,
    })
}

fn stroke(dash: Dash, cap: Cap) -> Option<Stroke> {
    Some(Stroke { paint: INK, width: 1.5, dash, cap })
}

fn scene(items: Vec<Item>) -> Scene {
    Scene {
        size: Size::new(640.0, 360.0),
        title: "A picture".to_string(),
        description: "Two boxes\nand a line".to_string(),
        background: PAPER,
        adaptive: true,
        holds: Vec::new(),
        redline: false,
        items,
    }
}

/// One of everything.
fn sampler() -> Scene {
    let node = |id: &str, x: f64, title: &str, link: Option<&str>| {
        let rect = Rect::new(x, 40.0, 180.0, 64.0);
        let fill = Some(Paint {
            class: "compute-fill",
            light: Color { r: 239, g: 246, b: 255 },
            dark: Some(Color { r: 30, g: 41, b: 80 }),
        });
        let (outline, width) =
            frieze::icon::find("server").expect("an icon").placed(Rect::new(x + 12.0, 60.0, 24.0, 24.0));
        let icon = Stroke { paint: INK, width, dash: Dash::Solid, cap: Cap::Round };
        Item::Layer(Layer {
            id: Some(id.to_string()),
            role: "node",
            name: Some(title.to_string()),
            link: link.map(str::to_string),
            place: Place::default(),
            items: vec![
                Item::Shape(Shape {
                    part: Part::Outline,
                    geometry: Geometry::Rect { rect, radius: 8.0 },
                    fill,
                    stroke: stroke(Dash::Solid, Cap::Butt),
                }),
                Item::Shape(Shape {
                    part: Part::Outline,
                    geometry: Geometry::Path(outline),
                    fill: None,
                    stroke: Some(icon),
                }),
                text(title, Face::SemiBold, 14.0, x + 48.0, 68.0),
                text("Go, /auth/* -> 200", Face::Mono, 12.0, x + 48.0, 88.0),
            ],
        })
    };
    let line = |y: f64, dash: Dash, cap: Cap| {
        Item::Shape(Shape {
            part: Part::Outline,
            geometry: Geometry::Line { from: Point::new(220.0, y), to: Point::new(400.0, y) },
            fill: None,
            stroke: stroke(dash, cap),
        })
    };
    let route = vec![
        Segment::Move(Point::new(130.0, 104.0)),
        Segment::Line(Point::new(130.0, 142.0)),
        Segment::Quad(Point::new(130.0, 150.0), Point::new(138.0, 150.0)),
        Segment::Line(Point::new(482.0, 150.0)),
        Segment::Cubic(Point::new(486.5, 150.0), Point::new(490.0, 146.5), Point::new(490.0, 142.0)),
        Segment::Line(Point::new(490.0, 104.0)),
    ];
    let head = [(490.0, 104.0), (485.0, 114.0), (495.0, 114.0)].map(|(x, y)| Point::new(x, y));
    let head = vec![Segment::Move(head[0]), Segment::Line(head[1]), Segment::Line(head[2]), Segment::Close];
    let mut items = vec![
        node("platform.auth", 40.0, "Auth service", Some("https://example.com/?a=1&b=2")),
        node("platform.users", 400.0, "Größe & Träger", None),
        line(60.0, Dash::Solid, Cap::Butt),
        line(80.0, Dash::Dashed, Cap::Butt),
        line(90.0, Dash::Dotted, Cap::Round),
        line(100.0, Dash::Dotted, Cap::Butt),
        Item::Layer(Layer {
            id: Some("platform.auth-users".to_string()),
            role: "edge",
            name: Some("Auth service to users".to_string()),
            link: None,
            place: Place::default(),
            items: vec![
                Item::Shape(Shape {
                    part: Part::Outline,
                    geometry: Geometry::Path(route),
                    fill: None,
                    stroke: stroke(Dash::Solid, Cap::Butt),
                }),
                Item::Shape(Shape {
                    part: Part::Outline,
                    geometry: Geometry::Path(head),
                    fill: Some(INK),
                    stroke: None,
                }),
            ],
        }),
        Item::Shape(Shape {
            part: Part::Outline,
            geometry: Geometry::Ellipse { center: Point::new(560.0, 300.0), rx: 12.0, ry: 12.0 },
            fill: Some(INK),
            stroke: None,
        }),
        Item::Shape(Shape {
            part: Part::Outline,
            geometry: Geometry::Ellipse { center: Point::new(600.0, 300.0), rx: 20.0, ry: 8.0 },
            fill: None,
            stroke: stroke(Dash::Solid, Cap::Butt),
        }),
    ];
    let lines = [
        "AVATAR WAVE To. Type 12:30 -> != fi ffl Ångström e\u{301}",
        "Жук Ωμέγα Ελληνικά Đặng Łódź → ≥ ½ • … “quoted”",
        "box ┌──┐ drawing, 漢字かな and emoji 👩‍👩‍👧 ✔",
        "עברית العربية हिन्दी",
    ];
    for (at, line) in lines.iter().enumerate() {
        items.push(text(line, Face::Regular, 16.0, 40.0, 200.0 + 32.0 * at as f64));
        let width = measure(line, Style { face: Face::Regular, size: 16.0, line_height: 20.0 });
        let under = 206.0 + 32.0 * at as f64;
        items.push(Item::Shape(Shape {
            part: Part::Outline,
            geometry: Geometry::Line { from: Point::new(40.0, under), to: Point::new(40.0 + width, under) },
            fill: None,
            stroke: stroke(Dash::Solid, Cap::Butt),
        }));
    }
    for (at, anchor) in [Anchor::Start, Anchor::Middle, Anchor::End].into_iter().enumerate() {
        let content = format!("{anchor:?} anchor");
        let width = measure(&content, Style { face: Face::Regular, size: 13.0, line_height: 16.0 });
        let at = Point::new(320.0, 310.0 + 16.0 * at as f64);
        items.push(Item::Text(Text {
            part: Part::Label,
            at,
            anchor,
            content,
            face: Face::Regular,
            size: 13.0,
            width,
            paint: INK,
            struck: false,
        }));
    }
    scene(items)
}

/// What a source may hold in the place of any text.
const HOSTILE: &[&str] = &[
    "</text><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "' onload='alert(1)",
    "\" onload=\"alert(1)",
    "]]><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title></svg><script>alert(1)</script>",
    "<foreignObject><iframe src='javascript:alert(1)'/></foreignObject>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    "<?xml-stylesheet href='http://example.com/x.css'?>",
    "a\u{0}b\u{1b}[31m\u{8}\u{fffe}\u{ffff}\u{202e}c\r\n\td",
    "url(http://example.com/x)",
];

const ELEMENTS: &[&str] =
    &["svg", "title", "desc", "style", "g", "a", "rect", "circle", "ellipse", "line", "path", "text", "tspan"];

fn assert_harmless(svg: &str) {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    for node in document.descendants() {
        assert!(!node.is_pi() && !node.is_comment());
        if !node.is_element() {
            continue;
        }
        assert!(ELEMENTS.contains(&node.tag_name().name()), "<{}>", node.tag_name().name());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && name != "style", "{name}");
            match name {
                "href" => {
                    let scheme = value.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
                    let scheme = scheme.filter(|s| s.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)));
                    let known = |s: String| ["http", "https", "mailto"].contains(&s.as_str());
                    assert!(scheme.is_none_or(known) && !value.starts_with("//"), "{value}");
                }
                "fill" | "stroke" => assert!(value == "none" || value.starts_with('#'), "{value}"),
                _ => {}
            }
        }
        if node.tag_name().name() == "style" {
            let style = node.text().unwrap_or_default();
            assert!(!style.contains("@import") && !style.contains("http"));
            assert_eq!(style.matches("url(").count(), style.matches("url(data:font/ttf;base64,").count());
        }
    }
}

#[test]
fn no_text_of_a_source_becomes_markup() {
    for payload in HOSTILE {
        let mut hostile = scene(vec![
            Item::Layer(Layer {
                id: Some(payload.to_string()),
                role: "node",
                name: Some(payload.to_string()),
                link: Some(payload.to_string()),
                place: Place::default(),
                items: vec![
                    text(payload, Face::Regular, 14.0, 20.0, 40.0),
                    text(payload, Face::Mono, 14.0, 20.0, 80.0),
                ],
            }),
            text("control", Face::SemiBold, 14.0, 20.0, 120.0),
        ]);
        hostile.title = payload.to_string();
        hostile.description = payload.to_string();
        let svg = svg(&hostile);
        assert_harmless(&svg);
        png(&svg, 1.0).expect("it can be drawn");
        assert!(is_ours(svg.as_bytes()));
    }
}

#[test]
fn links_lead_only_where_a_drawing_may_lead() {
    let linked = |link: &str| {
        let layer = Layer { id: None, role: "node", name: None, link: Some(link.to_string()), ..Layer::default() };
        let svg = svg(&scene(vec![Item::Layer(layer)]));
        assert_harmless(&svg);
        svg.contains("<a href=")
    };
    for good in ["https://example.com/a?b=c#d", "HTTP://example.com", "mailto:a@b.c", "../other.md#x:y", "a/b", "#part"]
    {
        assert!(linked(good), "{good}");
    }
    for bad in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\nscript:alert(1)",
        "java\tscript\u{0}:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.com/x",
        "/\\example.com",
        "\\\\example.com",
        ":x",
        "",
        " ",
    ] {
        assert!(!linked(bad), "{bad:?}");
    }
}

#[test]
fn a_drawing_is_an_element_a_line() {
    let mut plain = sampler();
    plain.description = "One line".to_string();
    let svg = svg(&plain);
    assert_harmless(&svg);
    let style_rules = svg.lines().filter(|line| line.starts_with(['.', '@', '}'])).count();
    let tags = svg.matches('<').count() - svg.matches("<tspan").count() * 2;
    let texts = svg.lines().filter(|line| line.starts_with("<t") || line.starts_with("<d")).count();
    let faces = svg.matches("<style>@font-face").count();
    assert_eq!(svg.lines().count(), tags - texts - faces + style_rules);
    assert!(svg.lines().all(|line| line.starts_with(['<', '.', '@', '}'])));
}

#[test]
fn a_change_of_one_edge_changes_its_lines() {
    let before = svg(&sampler());
    let mut changed = sampler();
    for item in &mut changed.items {
        if let Item::Layer(layer) = item
            && layer.role == "edge"
            && let Item::Shape(shape) = &mut layer.items[0]
        {
            shape.stroke = stroke(Dash::Dashed, Cap::Butt);
        }
    }
    let after = svg(&changed);
    let different: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(different.len(), 1);
    assert!(different[0].1.contains("stroke-dasharray=\"6 4.5\""));
}

#[test]
fn dark_surroundings_change_colours_only_where_a_scene_adapts() {
    let adaptive = svg(&sampler());
    assert_eq!(adaptive.matches("@media (prefers-color-scheme:dark)").count(), 1);
    assert!(adaptive.contains("\n.f-text{fill:#e2e8f0}\n") && adaptive.contains("\n.s-text{stroke:#e2e8f0}\n"));
    let fixed = svg(&Scene { adaptive: false, ..sampler() });
    assert!(!fixed.contains("@media") && !fixed.contains("class="));
    // The light colours are the attributes, so every renderer that knows no media query draws the same picture.
    assert_eq!(png(&adaptive, 1.0), png(&fixed, 1.0));
}

#[test]
fn paints_of_one_name_and_two_colours_stay_apart() {
    let mut clash = sampler();
    let other = Paint { dark: Some(Color { r: 255, g: 0, b: 0 }), ..INK };
    let circle = Geometry::Ellipse { center: Point::new(20.0, 20.0), rx: 5.0, ry: 5.0 };
    clash.items.push(Item::Shape(Shape { part: Part::Outline, geometry: circle, fill: Some(other), stroke: None }));
    let svg = svg(&clash);
    assert!(svg.contains(".f-text{fill:#e2e8f0}") && svg.contains(".f-text-ff0000{fill:#ff0000}"));
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let (first, second) = (svg(&sampler()), svg(&sampler()));
    assert_eq!(first, second);
    let drawn = png(&first, 2.0).expect("drawn");
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let text = first.clone();
            std::thread::spawn(move || png(&text, 2.0).expect("drawn"))
        })
        .collect();
    for thread in threads {
        assert!(thread.join().expect("no panic") == drawn);
    }
}

#[test]
fn a_png_has_its_pixels_and_its_mark() {
    let svg = svg(&Scene { size: Size::new(640.2, 360.0), ..sampler() });
    for (scale, width, height) in [(1.0, 641, 360), (2.0, 1282, 720), (0.5, 321, 180)] {
        let file = png(&svg, scale).expect("drawn");
        assert!(is_ours(&file));
        let reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().expect("a PNG");
        assert_eq!((reader.info().width, reader.info().height), (width, height));
    }
}

#[test]
fn what_is_too_large_is_refused_with_a_scale_that_works() {
    let wide = svg(&Scene { size: Size::new(10_000.0, 100.0), ..scene(Vec::new()) });
    let Err(error @ PngError::TooLarge { .. }) = png(&wide, 2.0) else { panic!("20,000 px are too wide") };
    assert!(error.to_string().contains("at most 1.63"), "{error}");
    let large = svg(&Scene { size: Size::new(9_000.0, 9_000.0), ..scene(Vec::new()) });
    let Err(error @ PngError::TooLarge { .. }) = png(&large, 1.5) else { panic!("182 Mpx are too many") };
    assert!(error.to_string().contains("at most 1.11"), "{error}");
    for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(png(&wide, scale), Err(PngError::Scale(_))));
    }
    assert!(matches!(png("<html/>", 1.0), Err(PngError::Svg(_))));
    assert!(matches!(png("not markup", 1.0), Err(PngError::Svg(_))));
}

#[test]
fn every_script_comes_back_whole() {
    for content in
        ["漢字かな交じり文", "עברית", "العربية", "हिन्दी", "👩‍👩‍👧 ✔️ 🇺🇳", "e\u{301}\u{323}", "┌──┐", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "ภาษาไทย"]
    {
        for face in Face::ALL {
            let svg = svg(&scene(vec![text(content, face, 14.0, 20.0, 40.0)]));
            let document = roxmltree::Document::parse(&svg).expect("well-formed");
            let node = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
            let drawn: String =
                node.expect("a text").descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
            assert_eq!(drawn, content);
            png(&svg, 1.0).expect("drawn");
        }
    }
}

#[test]
fn spaces_that_were_measured_are_drawn() {
    let svg = svg(&scene(vec![text("a  b ", Face::Mono, 14.0, 20.0, 40.0)]));
    assert!(svg.contains(" xml:space=\"preserve\">a  b </text>"), "{svg}");
}
