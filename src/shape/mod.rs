//! Shapes of nodes, one file each: the size a shape needs for its content, its outline and details, and where an edge
//! meets it. Below the road: layout asks for sizes and clips edges, scene draws the paths.
//!
//! A new shape is a file beside this one and its two lines below.

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
pub mod outline;
mod parallelogram;
mod person;
mod pill;
mod plain;
mod queue;
mod storage;
mod subprocess;
mod topic;
mod wait;

use crate::geometry::{Point, Rect, Segment, Size};

/// Corner radius of boxes, px; the theme's `radius` for groups is the same.
pub const RADIUS: f64 = 8.0;

/// One shape. All sizes in px.
pub trait Shape: Sync {
    /// The name in a source: `shape: cylinder`.
    fn name(&self) -> &'static str;

    /// The smallest whole that holds content of that size (padding included in it). Never shrinks when content grows.
    fn size_for(&self, content: Size) -> Size;

    /// The room for content in a whole of that place; content is centred in it.
    fn content(&self, rect: Rect) -> Rect;

    /// The outline: closed, filled and stroked.
    fn outline(&self, rect: Rect) -> Vec<Segment>;

    /// Lines within the outline, stroked only.
    fn details(&self, _rect: Rect) -> Vec<Segment> {
        Vec::new()
    }

    /// Edges of a side meet at its middle instead of sharing the side: where only the middle touches the box around it.
    fn centered_ports(&self) -> bool {
        false
    }

    /// Text stands in the middle, not beside its icon.
    fn centered_text(&self) -> bool {
        false
    }
}

/// In the order of the reference; the first is what nothing else was asked for.
const SHAPES: &[&dyn Shape] = &[
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
    SHAPES.iter().copied().find(|shape| shape.name() == name)
}

/// Every name, in the order of the reference.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHAPES.iter().map(|shape| shape.name())
}

/// Where an edge that ends at `border`, a point on the box around the shape, meets the outline: it runs on along its
/// direction `inward` (a unit step along one axis). The border point itself where the outline lies along the box.
pub fn clip(shape: &dyn Shape, rect: Rect, border: Point, inward: Point) -> Point {
    outline::first_hit(&shape.outline(rect), border, inward).unwrap_or(border)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENTS: [Size; 4] =
        [Size::new(30.0, 20.0), Size::new(120.0, 40.0), Size::new(200.0, 60.0), Size::new(60.0, 120.0)];

    /// How often a ray from `p` to the right crosses the outline: odd inside.
    fn inside(outline: &[Segment], p: Point) -> bool {
        let crossings = outline::straight_pieces(outline)
            .into_iter()
            .filter(|(a, b)| (a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y));
        crossings.count() % 2 == 1
    }

    #[test]
    fn content_fits_inside_every_outline() {
        for shape in SHAPES {
            for content in CONTENTS {
                let rect = Rect::at(Point::new(10.0, 20.0), shape.size_for(content));
                let room = shape.content(rect);
                let name = shape.name();
                assert!(room.w >= content.w - 0.01 && room.h >= content.h - 0.01, "{name}: {room:?} for {content:?}");
                let c = room.center();
                let outline = shape.outline(rect);
                // The content's padding (14 and 10 px) may be cut by the outline, its inner part not.
                let (dx, dy) = (content.w / 2.0 - 13.0, content.h / 2.0 - 9.0);
                for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
                    let p = Point::new(c.x + sx * dx, c.y + sy * dy);
                    assert!(inside(&outline, p), "{name}: corner {p:?} of {content:?} in {rect:?} lies outside");
                }
            }
        }
    }

    #[test]
    fn nothing_leaves_the_box_and_size_never_shrinks() {
        for shape in SHAPES {
            let mut last = Size::default();
            for grow in 0..20 {
                let size = shape.size_for(Size::new(40.0 + 10.0 * f64::from(grow), 20.0 + 5.0 * f64::from(grow)));
                assert!(size.w >= last.w && size.h >= last.h, "{} shrinks", shape.name());
                last = size;
                let rect = Rect::at(Point::new(5.0, 5.0), size);
                let pieces = outline::straight_pieces(&shape.outline(rect));
                let details = outline::straight_pieces(&shape.details(rect));
                for (a, b) in pieces.iter().chain(&details) {
                    assert!(rect.grown(0.05).has(*a) && rect.grown(0.05).has(*b), "{} leaves its box", shape.name());
                }
            }
        }
    }

    #[test]
    fn an_edge_at_the_middle_of_a_side_ends_on_the_outline() {
        for shape in SHAPES {
            let rect = Rect::at(Point::new(0.0, 0.0), shape.size_for(Size::new(100.0, 40.0)));
            let c = rect.center();
            for (border, inward) in [
                (Point::new(c.x, 0.0), Point::new(0.0, 1.0)),
                (Point::new(c.x, rect.h), Point::new(0.0, -1.0)),
                (Point::new(0.0, c.y), Point::new(1.0, 0.0)),
                (Point::new(rect.w, c.y), Point::new(-1.0, 0.0)),
            ] {
                let hit = outline::first_hit(&shape.outline(rect), border, inward);
                let hit = hit.unwrap_or_else(|| panic!("{} is missed from {border:?}", shape.name()));
                assert!((hit.x - c.x).abs() <= c.x + 0.01 && (hit.y - c.y).abs() <= c.y + 0.01);
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let mut all: Vec<_> = names().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), SHAPES.len());
    }
}
