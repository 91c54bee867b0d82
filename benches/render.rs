//! How long measuring, wrapping, writing and drawing take: for labels as they come, and for a picture of twelve boxes.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use frieze::geometry::{Point, Rect, Segment, Size};
use frieze::model::Color;
use frieze::render::{png, svg};
use frieze::scene::{Anchor, Cap, Dash, Geometry, Item, Layer, Paint, Part, Place, Scene, Shape, Stroke, Text};
use frieze::text::{Face, Style, measure, wrap};

const LABELS: &[&str] = &[
    "User",
    "Web and mobile app",
    "API gateway",
    "Auth service",
    "User store",
    "Token store",
    "Audit events",
    "Google OAuth",
    "Rate limiter",
    "Key publisher",
    "Session registry",
    "Notification service",
    "read, write",
    "token families",
    "login events",
    "POST /auth/refresh with the family and the token in a cookie",
];

const BODY: Style = Style { face: Face::Regular, size: 14.0, line_height: 20.0 };

fn paint(class: &'static str, r: u8, g: u8, b: u8) -> Paint {
    Paint { class, light: Color { r, g, b }, dark: Some(Color { r: 255 - r, g: 255 - g, b: 255 - b }) }
}

/// Three rows of four boxes with lines between them.
fn picture() -> Scene {
    let ink = paint("text", 30, 41, 59);
    let line = Stroke { paint: paint("line", 100, 116, 139), width: 1.5, dash: Dash::Solid, cap: Cap::Butt };
    let mut items = Vec::new();
    for (at, &label) in LABELS.iter().take(12).enumerate() {
        let (x, y) = (40.0 + 240.0 * (at % 4) as f64, 40.0 + 160.0 * (at / 4) as f64);
        let rect = Rect::new(x, y, 180.0, 64.0);
        let fill = Some(paint("compute-fill", 239, 246, 255));
        let center = Point::new(rect.center().x, y + 30.0);
        let text = |content: &str, at, face, size| {
            let width = measure(content, Style { face, size, line_height: size });
            let content = content.to_string();
            Item::Text(Text {
                part: Part::Label,
                at,
                anchor: Anchor::Middle,
                content,
                face,
                size,
                width,
                paint: ink,
                struck: false,
            })
        };
        let route = [
            Segment::Move(Point::new(x + 90.0, y + 64.0)),
            Segment::Line(Point::new(x + 90.0, y + 100.0)),
            Segment::Quad(Point::new(x + 90.0, y + 108.0), Point::new(x + 98.0, y + 108.0)),
            Segment::Line(Point::new(x + 200.0, y + 108.0)),
        ];
        let (icon, width) =
            frieze::icon::find("server").expect("an icon").placed(Rect::new(x + 8.0, y + 8.0, 20.0, 20.0));
        let icon_stroke = Stroke { paint: ink, width, dash: Dash::Solid, cap: Cap::Round };
        items.push(Item::Layer(Layer {
            id: Some(format!("node-{at}")),
            role: "node",
            name: Some(label.to_string()),
            link: None,
            place: Place::default(),
            items: vec![
                Item::Shape(Shape {
                    part: Part::Outline,
                    geometry: Geometry::Rect { rect, radius: 8.0 },
                    fill,
                    stroke: Some(line),
                }),
                Item::Shape(Shape {
                    part: Part::Outline,
                    geometry: Geometry::Path(icon),
                    fill: None,
                    stroke: Some(icon_stroke),
                }),
                text(label, center, Face::SemiBold, 14.0),
                text("PostgreSQL 17", Point::new(center.x, y + 50.0), Face::Mono, 12.0),
                Item::Shape(Shape {
                    part: Part::Outline,
                    geometry: Geometry::Path(route.to_vec()),
                    fill: None,
                    stroke: Some(line),
                }),
                text("read, write", Point::new(center.x, y + 130.0), Face::Regular, 12.0),
            ],
        }));
    }
    Scene {
        size: Size::new(1000.0, 560.0),
        title: "Twelve boxes".to_string(),
        description: String::new(),
        background: paint("canvas", 255, 255, 255),
        adaptive: true,
        redline: false,
        holds: Vec::new(),
        items,
    }
}

fn benches(c: &mut Criterion) {
    c.bench_function("measure: 16 labels, known", |b| {
        b.iter(|| LABELS.iter().map(|label| measure(black_box(label), BODY)).sum::<f64>())
    });
    let mut count = 0_u64;
    c.bench_function("measure: a label never seen", |b| {
        b.iter(|| {
            count += 1;
            measure(&format!("Notification {count}"), BODY)
        })
    });
    c.bench_function("wrap: 16 labels at 120 px", |b| {
        b.iter(|| LABELS.iter().map(|label| wrap(black_box(label), BODY, 120.0).lines.len()).sum::<usize>())
    });
    let long = "store the refresh token family and its last use, then answer ".repeat(33);
    c.bench_function("wrap: 2,000 characters at 300 px", |b| {
        b.iter(|| wrap(black_box(&long), BODY, 300.0).lines.len())
    });
    let scene = picture();
    c.bench_function("svg: 12 boxes", |b| b.iter(|| svg(black_box(&scene)).len()));
    let text = svg(&scene);
    c.bench_function("png: 12 boxes at 2x", |b| b.iter(|| png(black_box(&text), 2.0).expect("drawn").len()));
}

criterion_group!(render, benches);
criterion_main!(render);
