//! The icons inside: outlines for the kinds of a system, ready to be put into a scene.
//!
//! Below the road; it knows nothing of paints. The set is a curated part of Lucide, see `assets/icons/README.md`.

use std::sync::OnceLock;

use crate::geometry::{Point, Rect, Segment};

/// Side of the square every icon is drawn in.
pub const BOX: f64 = 24.0;

/// Stroke width that belongs to [`BOX`]; round caps and joins, no fill.
pub const STROKE: f64 = 2.0;

static SET: &str = include_str!("../../assets/icons/lucide.txt");

#[derive(Debug)]
pub struct Icon {
    pub name: &'static str,
    /// Absolute, within a box of [`BOX`] by [`BOX`].
    pub outline: Vec<Segment>,
}

impl Icon {
    /// The outline scaled into `place` (its aspect kept, centred), and the stroke width that belongs to it, px.
    pub fn placed(&self, place: Rect) -> (Vec<Segment>, f64) {
        let scale = place.w.min(place.h) / BOX;
        let (dx, dy) = (place.x + (place.w - BOX * scale) / 2.0, place.y + (place.h - BOX * scale) / 2.0);
        let moved = |p: Point| Point::new(dx + p.x * scale, dy + p.y * scale);
        (self.outline.iter().map(|segment| segment.map(moved)).collect(), STROKE * scale)
    }
}

struct Entry {
    name: &'static str,
    data: &'static str,
    icon: OnceLock<Icon>,
}

/// Sorted by name; an outline is read when it is first asked for.
fn entries() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let split = |line: &'static str| line.split_once(' ').expect("a name and an outline on each line of the set");
        SET.lines().map(split).map(|(name, data)| Entry { name, data, icon: OnceLock::new() }).collect()
    })
}

/// The icon of that name, as Lucide names it: `database`, `shield-check`.
pub fn find(name: &str) -> Option<&'static Icon> {
    let entries = entries();
    let at = entries.binary_search_by(|entry| entry.name.cmp(name)).ok()?;
    let entry = &entries[at];
    let read = || Icon { name: entry.name, outline: outline(entry.data).expect("the set holds outlines only") };
    Some(entry.icon.get_or_init(read))
}

/// Every name, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    entries().iter().map(|entry| entry.name)
}

/// Reads absolute `M`, `L`, `Q`, `C` and `Z`, each with all its coordinates; None for anything else.
fn outline(data: &str) -> Option<Vec<Segment>> {
    let mut segments = Vec::new();
    let mut rest = data;
    while let Some(letter) = rest.chars().next() {
        let body = &rest[letter.len_utf8()..];
        let end = body.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(body.len());
        let numbers: Vec<f64> = body[..end].split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
        let point = |at: usize| Point::new(numbers[at], numbers[at + 1]);
        segments.push(match (letter, numbers.len()) {
            ('M', 2) => Segment::Move(point(0)),
            ('L', 2) => Segment::Line(point(0)),
            ('Q', 4) => Segment::Quad(point(0), point(2)),
            ('C', 6) => Segment::Cubic(point(0), point(2), point(4)),
            ('Z', 0) => Segment::Close,
            _ => return None,
        });
        rest = &body[end..];
    }
    Some(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn_inside_its_box() {
        for name in names() {
            let icon = find(name).expect("a listed icon");
            assert!(matches!(icon.outline.first(), Some(Segment::Move(_))), "{name}");
            assert!(icon.outline.len() > 1, "{name}");
            let mut pen = Point::default();
            for segment in &icon.outline {
                for p in points(pen, segment) {
                    let room = STROKE / 2.0 - 0.01..=BOX - STROKE / 2.0 + 0.01;
                    assert!(room.contains(&p.x) && room.contains(&p.y), "{name}: {p:?}");
                    pen = p;
                }
            }
        }
    }

    /// Points on a segment; its end last. Control points may lie outside the box, the line may not.
    fn points(from: Point, segment: &Segment) -> Vec<Point> {
        let between = |a: Point, b: Point, t: f64| Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
        let steps = (1..=16).map(|step| f64::from(step) / 16.0);
        match *segment {
            Segment::Move(p) | Segment::Line(p) => vec![p],
            Segment::Quad(a, p) => steps.map(|t| between(between(from, a, t), between(a, p, t), t)).collect(),
            Segment::Cubic(a, b, p) => steps
                .map(|t| {
                    let (first, middle, last) = (between(from, a, t), between(a, b, t), between(b, p, t));
                    between(between(first, middle, t), between(middle, last, t), t)
                })
                .collect(),
            Segment::Close => Vec::new(),
        }
    }

    #[test]
    fn names_are_sorted_and_looked_up_exactly() {
        let all: Vec<_> = names().collect();
        assert!(all.is_sorted() && all.len() > 120);
        for name in ["user", "database", "server", "zap", "layers", "globe", "shield", "network", "archive", "clock"] {
            assert_eq!(find(name).map(|icon| icon.name), Some(name));
        }
        assert!(find("Database").is_none() && find("").is_none() && find("slack").is_none());
    }

    #[test]
    fn a_placed_icon_fills_its_place() {
        let icon = find("square").expect("a listed icon");
        let (outline, stroke) = icon.placed(Rect::new(100.0, 50.0, 48.0, 60.0));
        assert_eq!(stroke, 4.0);
        let xs: Vec<f64> = outline
            .iter()
            .filter_map(|segment| match segment {
                Segment::Move(p) | Segment::Line(p) => Some(p.x),
                _ => None,
            })
            .collect();
        assert!(xs.iter().all(|x| (106.0..=142.0).contains(x)), "{xs:?}");
    }

    #[test]
    fn only_outlines_are_read() {
        assert_eq!(
            outline("M1 2L3 4Z"),
            Some(vec![Segment::Move(Point::new(1.0, 2.0)), Segment::Line(Point::new(3.0, 4.0)), Segment::Close])
        );
        for wrong in ["M1", "m1 2", "M1 2 3", "<script>", "M1 x", "A1 2 3 4 5 6 7"] {
            assert_eq!(outline(wrong), None, "{wrong}");
        }
    }
}
