//! Shapes: one file a shape. A shape knows how large it must be for its content, where the content stands, its outline
//! (to draw and to clip lines against) and the strokes that make it recognisable. Below the road: no text, no colours.
//!
//! To add one: its file here, a `mod` line and a line in [`ALL`].

mod browser;
mod card;
mod circle;
mod cloud;
mod cylinder;
mod diamond;
mod document;
mod event;
mod hexagon;
mod manual;
mod outline;
mod parallelogram;
mod person;
mod pill;
mod plain;
mod queue;
mod storage;
mod subprocess;
mod topic;
mod wait;

pub use outline::{Border, Outline, corners};

use crate::geometry::{Point, Rect, Segment, Side, Size};

/// Corner radius of every shape that has corners to round, px.
pub const RADIUS: f64 = 8.0;

/// What a kind looks like.
pub trait Shape: Sync {
    /// As written in a source: `shape: cylinder`.
    fn name(&self) -> &'static str;

    /// Room between content and outline on the left and right (`w`) and above and below (`h`), px, where a card keeps
    /// `standard`. Shapes whose content stands in the middle of much air of their own keep less.
    fn padding(&self, standard: Size) -> Size {
        standard
    }

    /// Where text may wrap, px, in a shape whose content in a card may be `standard` px wide.
    fn wrap(&self, standard: f64) -> f64 {
        standard
    }

    /// The smallest outer size for a content of this size, its padding included. Grows with the content, and is never
    /// smaller than it.
    fn size_for(&self, content: Size) -> Size;

    /// Where content is centred in a shape that fills `rect`: the content of `size_for`, put there, lies in the outline.
    fn content(&self, rect: Rect) -> Rect;

    /// The border of the shape that fills `rect`: it touches all four sides, and lines end on it.
    fn outline(&self, rect: Rect) -> Outline;

    /// Strokes inside the outline, not filled.
    fn details(&self, _rect: Rect) -> Vec<Segment> {
        Vec::new()
    }

    /// Small marks filled in the colour of the outline.
    fn marks(&self, _rect: Rect) -> Vec<Outline> {
        Vec::new()
    }

    /// Whether an outline is drawn at all.
    fn framed(&self) -> bool {
        true
    }

    /// All lines of a side meet at its middle.
    fn centered_ports(&self) -> bool {
        false
    }

    /// As wide as it is high, always.
    fn square(&self) -> bool {
        false
    }

    /// Text stands in the middle even beside an icon.
    fn centered_text(&self) -> bool {
        false
    }
}

/// The border of the shape that fills `rect`, for lines that come to meet it.
pub fn border(shape: &dyn Shape, rect: Rect) -> Border {
    Border::new(&shape.outline(rect))
}

/// Where a line that comes square to `side` of `rect`, at `port` on that side, meets the outline of the shape that fills
/// it. The port itself where it would miss.
pub fn clip(shape: &dyn Shape, rect: Rect, side: Side, port: Point) -> Point {
    border(shape, rect).hit(side, port).unwrap_or(port)
}

/// Every shape, by the order of the reference.
static ALL: &[&dyn Shape] = &[
    &card::Card,
    &plain::Plain,
    &person::Person,
    &browser::Browser,
    &cylinder::Cylinder,
    &queue::Queue,
    &topic::Topic,
    &storage::Storage,
    &hexagon::Hexagon,
    &cloud::Cloud,
    &document::Document,
    &circle::Circle,
    &pill::Pill,
    &diamond::Diamond,
    &parallelogram::Parallelogram,
    &subprocess::Subprocess,
    &manual::Manual,
    &wait::Wait,
    &event::Event,
];

/// The shape of that name.
pub fn find(name: &str) -> Option<&'static dyn Shape> {
    ALL.iter().copied().find(|shape| shape.name() == name)
}

/// The shape of that name, or a card: for those who were promised a known name.
pub fn find_or_card(name: &str) -> &'static dyn Shape {
    find(name).unwrap_or(&card::Card)
}

/// Every name, in the order of the reference.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|shape| shape.name())
}

/// `rect` without `left`, `top`, `right`, `bottom` px of its borders.
fn inset(rect: Rect, left: f64, top: f64, right: f64, bottom: f64) -> Rect {
    Rect::new(rect.x + left, rect.y + top, (rect.w - left - right).max(0.0), (rect.h - top - bottom).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENTS: [Size; 6] = [
        Size::new(0.0, 0.0),
        Size::new(40.0, 18.0),
        Size::new(96.0, 34.0),
        Size::new(168.0, 52.0),
        Size::new(60.0, 160.0),
        Size::new(900.0, 400.0),
    ];

    /// A hair: sums of halves and thirds do not come out even.
    const HAIR: f64 = 1e-6;

    #[test]
    fn names_are_unique_and_found() {
        let mut all: Vec<_> = names().collect();
        for name in &all {
            assert_eq!(find(name).map(|shape| shape.name()), Some(*name));
        }
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), ALL.len());
        assert!(find("cylindre").is_none());
    }

    #[test]
    fn content_fits_where_size_for_promised_it() {
        for shape in ALL {
            for content in CONTENTS {
                let size = shape.size_for(content);
                assert!(size.w >= content.w && size.h >= content.h, "{}", shape.name());
                let rect = Rect::new(10.0, 20.0, size.w, size.h);
                let room = shape.content(rect);
                let name = shape.name();
                assert!(room.w + HAIR >= content.w && room.h + HAIR >= content.h, "{name}: {content:?} in {room:?}");
                assert!(rect.grown(HAIR).holds(&room), "{name}: {room:?} in {rect:?}");
            }
        }
    }

    #[test]
    fn size_for_is_monotone() {
        for shape in ALL {
            let mut last = shape.size_for(Size::new(20.0, 20.0));
            for step in 1..30 {
                let grow = f64::from(step) * 7.0;
                for content in [Size::new(20.0 + grow, 20.0), Size::new(20.0, 20.0 + grow)] {
                    let size = shape.size_for(content);
                    let least = shape.size_for(Size::new(20.0, 20.0));
                    assert!(size.w + HAIR >= least.w && size.h + HAIR >= least.h, "{}", shape.name());
                }
                let both = shape.size_for(Size::new(20.0 + grow, 20.0 + grow));
                assert!(both.w + HAIR >= last.w && both.h + HAIR >= last.h, "{}", shape.name());
                last = both;
            }
        }
    }

    #[test]
    fn the_content_lies_within_the_outline() {
        for shape in ALL {
            for content in &CONTENTS[1..] {
                let size = shape.size_for(*content);
                let rect = Rect::at(Point::default(), size);
                let (room, path) = (shape.content(rect).center(), shape.outline(rect).path());
                // The padding inside a content is more than what a rounded corner takes.
                let (w, h) = (content.w / 2.0 - 3.0, content.h / 2.0 - 3.0);
                for (x, y) in [(-w, -h), (w, -h), (-w, h), (w, h)] {
                    let p = Point::new(room.x + x, room.y + y);
                    assert!(outline::holds(&path, p), "{}: {p:?} for {content:?} in {rect:?}", shape.name());
                }
            }
        }
    }

    #[test]
    fn the_outline_touches_every_side_and_leaves_none() {
        for shape in ALL {
            let rect = Rect::at(Point::new(5.0, 7.0), shape.size_for(Size::new(120.0, 50.0)));
            let bounds = outline::bounds(&shape.outline(rect).path());
            for (a, b) in [
                (bounds.x, rect.x),
                (bounds.y, rect.y),
                (bounds.right(), rect.right()),
                (bounds.bottom(), rect.bottom()),
            ] {
                assert!((a - b).abs() < 1.0, "{}: {bounds:?} for {rect:?}", shape.name());
            }
            let details = shape.details(rect);
            if !details.is_empty() {
                assert!(rect.grown(0.01).holds(&outline::bounds(&details)), "{}", shape.name());
            }
        }
    }

    #[test]
    fn a_clip_ends_on_the_outline_square_to_its_side() {
        for shape in ALL {
            let rect = Rect::at(Point::new(5.0, 7.0), shape.size_for(Size::new(120.0, 50.0)));
            let path = shape.outline(rect).path();
            for share in [0.2, 0.35, 0.5, 0.7, 0.8] {
                let (x, y) = (rect.x + rect.w * share, rect.y + rect.h * share);
                for (side, port) in [
                    (Side::Top, Point::new(x, rect.y)),
                    (Side::Bottom, Point::new(x, rect.bottom())),
                    (Side::Left, Point::new(rect.x, y)),
                    (Side::Right, Point::new(rect.right(), y)),
                ] {
                    let hit = clip(*shape, rect, side, port);
                    let name = shape.name();
                    match side {
                        Side::Top | Side::Bottom => assert_eq!(hit.x, port.x, "{name}"),
                        Side::Left | Side::Right => assert_eq!(hit.y, port.y, "{name}"),
                    }
                    assert!(outline::distance_to(&path, hit) < 0.05, "{name}: {side:?} at {port:?} gives {hit:?}");
                }
            }
        }
    }
}
