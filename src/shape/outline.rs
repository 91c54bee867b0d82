//! Outlines as paths, and where a straight line meets one.

use crate::geometry::{Point, Rect, Segment, Side};

/// Share of a radius at which the control points of a quarter of a circle stand: the cubic leaves the arc by less than
/// 0.03 % of the radius.
pub(super) const ARC: f64 = 0.552_284_749_8;

/// A closed border.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    Rect {
        rect: Rect,
        radius: f64,
    },
    Ellipse {
        center: Point,
        rx: f64,
        ry: f64,
    },
    /// Ends with [`Segment::Close`].
    Path(Vec<Segment>),
}

impl Outline {
    pub fn disc(center: Point, r: f64) -> Self {
        Outline::Ellipse { center, rx: r, ry: r }
    }

    /// The same border as a path.
    pub fn path(&self) -> Vec<Segment> {
        match self {
            Outline::Path(segments) => segments.clone(),
            Outline::Rect { rect, radius } => rounded_rect(*rect, *radius),
            Outline::Ellipse { center, rx, ry } => {
                let rect = Rect::new(center.x - rx, center.y - ry, 2.0 * rx, 2.0 * ry);
                let at = |x: f64, y: f64| Point::new(center.x + x * rx, center.y + y * ry);
                vec![
                    Segment::Move(Point::new(rect.x, center.y)),
                    Segment::Cubic(at(-1.0, -ARC), at(-ARC, -1.0), at(0.0, -1.0)),
                    Segment::Cubic(at(ARC, -1.0), at(1.0, -ARC), at(1.0, 0.0)),
                    Segment::Cubic(at(1.0, ARC), at(ARC, 1.0), at(0.0, 1.0)),
                    Segment::Cubic(at(-ARC, 1.0), at(-1.0, ARC), at(-1.0, 0.0)),
                    Segment::Close,
                ]
            }
        }
    }
}

fn rounded_rect(rect: Rect, radius: f64) -> Vec<Segment> {
    corners(rect, [radius; 4])
}

/// A rectangle with a quarter of a circle at each corner of its own radius, px: top left, top right, bottom right, bottom
/// left. No radius is more than half of the shorter side.
pub fn corners(rect: Rect, radii: [f64; 4]) -> Vec<Segment> {
    let most = rect.w.min(rect.h) / 2.0;
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let p = Point::new;
    // Each corner with the unit steps along the side that leads to it and along the side that leaves it.
    let turns = [
        (p(left, top), p(0.0, -1.0), p(1.0, 0.0)),
        (p(right, top), p(1.0, 0.0), p(0.0, 1.0)),
        (p(right, bottom), p(0.0, 1.0), p(-1.0, 0.0)),
        (p(left, bottom), p(-1.0, 0.0), p(0.0, -1.0)),
    ];
    let mut path = Vec::with_capacity(9);
    for ((corner, to, away), radius) in turns.into_iter().zip(radii) {
        let r = radius.min(most);
        let k = r * (1.0 - ARC);
        let before = |d: f64| p(corner.x - to.x * d, corner.y - to.y * d);
        let behind = |d: f64| p(corner.x + away.x * d, corner.y + away.y * d);
        path.push(if path.is_empty() { Segment::Move(before(r)) } else { Segment::Line(before(r)) });
        if r > 0.0 {
            path.push(Segment::Cubic(before(k), behind(k), behind(r)));
        }
    }
    path.push(Segment::Close);
    path
}

/// What of a content's corners the round ends may cut, px each way: far less than its padding.
const CUT: f64 = 3.0;

/// Room that a round end takes from the content, px: how far a circle of the pill's height has come in `CUT` below its top.
pub(super) fn round_end(height: f64) -> f64 {
    let r = height / 2.0;
    let left = (r - CUT).max(0.0);
    (r - (r * r - left * left).sqrt() - CUT).max(0.0)
}

/// A piece of a path with its start, as a curve over 0 to 1.
#[derive(Clone, Copy)]
struct Piece {
    from: Point,
    segment: Segment,
}

impl Piece {
    fn at(&self, t: f64) -> Point {
        let mix = |a: Point, b: Point| Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
        match self.segment {
            Segment::Quad(a, p) => mix(mix(self.from, a), mix(a, p)),
            Segment::Cubic(a, b, p) => {
                let middle = mix(a, b);
                mix(mix(mix(self.from, a), middle), mix(middle, mix(b, p)))
            }
            Segment::Line(p) | Segment::Move(p) => mix(self.from, p),
            Segment::Close => self.from,
        }
    }

    /// Whether the curve, which stays among its control points, may come to where `fixed` is zero.
    fn may_meet(&self, fixed: impl Fn(Point) -> f64) -> bool {
        let (first, rest) = match self.segment {
            Segment::Line(p) | Segment::Move(p) => (p, [p, p]),
            Segment::Quad(a, p) => (a, [p, p]),
            Segment::Cubic(a, b, p) => (a, [b, p]),
            Segment::Close => (self.from, [self.from; 2]),
        };
        let places = [self.from, first, rest[0], rest[1]].map(fixed);
        places.iter().any(|&at| at <= 0.0) && places.iter().any(|&at| at >= 0.0)
    }

    /// Calls `found` with the places over 0 to 1 where `fixed` is zero.
    fn zeros(&self, fixed: impl Fn(Point) -> f64, mut found: impl FnMut(f64)) {
        if !self.may_meet(&fixed) {
            return;
        }
        if let Segment::Line(p) = self.segment {
            let (f0, f1) = (fixed(self.from), fixed(p));
            // A line that runs along the other: its start stands for it.
            found(if f0 == f1 { 0.0 } else { f0 / (f0 - f1) });
            return;
        }
        let f = |t: f64| fixed(self.at(t));
        let stretches = if self.goes_one_way(&fixed) { 1 } else { STRETCHES };
        let (mut t0, mut f0) = (0.0, f(0.0));
        for i in 1..=stretches {
            let t1 = f64::from(i) / f64::from(stretches);
            let f1 = f(t1);
            if let Some(t) = root(f, (t0, f0), (t1, f1)) {
                found(t);
            }
            (t0, f0) = (t1, f1);
        }
    }

    /// Whether `fixed` only rises or only falls along the curve, as it does where it does so from control point to control point.
    fn goes_one_way(&self, fixed: impl Fn(Point) -> f64) -> bool {
        let Segment::Cubic(a, b, p) = self.segment else { return false };
        let places = [self.from, a, b, p].map(fixed);
        places.is_sorted() || places.iter().rev().is_sorted()
    }
}

/// Into how many stretches a curve is cut when it is searched: in each it turns no more than once.
const STRETCHES: u32 = 16;

fn pieces(path: &[Segment]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(path.len());
    let (mut start, mut pen) = (Point::default(), Point::default());
    for segment in path {
        let from = pen;
        match *segment {
            Segment::Move(p) => {
                (start, pen) = (p, p);
                continue;
            }
            Segment::Line(p) | Segment::Quad(_, p) | Segment::Cubic(_, _, p) => {
                pen = p;
                pieces.push(Piece { from, segment: *segment });
            }
            Segment::Close => {
                pen = start;
                pieces.push(Piece { from, segment: Segment::Line(start) });
            }
        }
    }
    pieces
}

/// A closed border taken apart, for the lines that come to meet it.
pub struct Border {
    pieces: Vec<Piece>,
}

impl Border {
    pub fn new(outline: &Outline) -> Self {
        Self { pieces: pieces(&outline.path()) }
    }

    /// Where a line square to `side` through `port` first meets the border, coming from outside; None where it never does.
    pub fn hit(&self, side: Side, port: Point) -> Option<Point> {
        let upright = matches!(side, Side::Top | Side::Bottom);
        // The coordinate that stays, and the one that is sought.
        let fixed = |p: Point| if upright { p.x - port.x } else { p.y - port.y };
        let sought = |p: Point| if upright { p.y } else { p.x };
        let first_from_low = matches!(side, Side::Top | Side::Left);
        let mut best: Option<f64> = None;
        for piece in &self.pieces {
            piece.zeros(fixed, |t| {
                let value = sought(piece.at(t));
                let better = best.is_none_or(|best| if first_from_low { value < best } else { value > best });
                if better {
                    best = Some(value);
                }
            });
        }
        best.map(|value| if upright { Point::new(port.x, value) } else { Point::new(value, port.y) })
    }
}

/// A zero of `f` between two places with their values, if it changes its sign there: by false position, the value at an end
/// that stays halved each time (Dowell and Jarratt 1971, the Illinois algorithm), which closes in from both sides.
fn root(f: impl Fn(f64) -> f64, (mut t0, mut f0): (f64, f64), (mut t1, mut f1): (f64, f64)) -> Option<f64> {
    if f0 == 0.0 {
        return Some(t0);
    }
    if f1 == 0.0 {
        return Some(t1);
    }
    if (f0 < 0.0) == (f1 < 0.0) {
        return None;
    }
    let mut t = t0;
    // Some six steps are enough for an outline; what is left after all of them is far below what a picture shows.
    for _ in 0..STEPS {
        t = t1 - f1 * (t1 - t0) / (f1 - f0);
        let value = f(t);
        if value.abs() < NOTHING {
            break;
        }
        if (value < 0.0) == (f1 < 0.0) {
            f0 /= 2.0;
        } else {
            (t0, f0) = (t1, f1);
        }
        (t1, f1) = (t, value);
    }
    Some(t)
}

/// Steps after which a search for a zero ends.
const STEPS: u32 = 40;

/// What counts as zero, px.
const NOTHING: f64 = 1e-9;

/// The path in short straight pieces.
#[cfg(test)]
fn chords(path: &[Segment]) -> Vec<(Point, Point)> {
    let of = |piece: Piece| (0..64).map(move |i| (piece.at(f64::from(i) / 64.0), piece.at(f64::from(i + 1) / 64.0)));
    pieces(path).into_iter().flat_map(of).collect()
}

#[cfg(test)]
pub(super) fn bounds(path: &[Segment]) -> Rect {
    let chords = chords(path);
    chords.iter().fold(Rect::around(chords[0].0, chords[0].1), |rect, &(a, b)| rect.union(&Rect::around(a, b)))
}

/// Whether the point lies inside, by counting the crossings of a ray to the right.
#[cfg(test)]
pub(super) fn holds(path: &[Segment], p: Point) -> bool {
    let chords = chords(path);
    let crossings = chords
        .iter()
        .filter(|(a, b)| (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x));
    crossings.count() % 2 == 1
}

#[cfg(test)]
pub(super) fn distance_to(path: &[Segment], p: Point) -> f64 {
    let near = |(a, b): (Point, Point)| {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let length = dx * dx + dy * dy;
        let t = if length == 0.0 { 0.0 } else { (((p.x - a.x) * dx + (p.y - a.y) * dy) / length).clamp(0.0, 1.0) };
        crate::geometry::distance(p, Point::new(a.x + t * dx, a.y + t * dy))
    };
    chords(path).into_iter().map(near).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_a_circle_where_the_circle_is() {
        let disc = Border::new(&Outline::disc(Point::new(0.0, 0.0), 10.0));
        let hit = disc.hit(Side::Top, Point::new(6.0, -10.0)).expect("it meets");
        assert_eq!(hit.x, 6.0);
        assert!((hit.y + 8.0).abs() < 0.01, "{hit:?}");
    }

    #[test]
    fn a_line_may_miss() {
        let disc = Border::new(&Outline::disc(Point::new(0.0, 0.0), 10.0));
        assert_eq!(disc.hit(Side::Top, Point::new(11.0, -10.0)), None);
    }

    #[test]
    fn a_line_meets_a_straight_side_exactly() {
        let rect = Rect::new(0.1, 0.7, 100.3, 50.9);
        let border = Border::new(&Outline::Rect { rect, radius: 8.0 });
        for (side, port) in [(Side::Top, Point::new(33.3, 0.0)), (Side::Bottom, Point::new(33.3, 90.0))] {
            let y = if side == Side::Top { rect.y } else { rect.bottom() };
            assert_eq!(border.hit(side, port), Some(Point::new(33.3, y)));
        }
        for (side, port) in [(Side::Left, Point::new(0.0, 20.5)), (Side::Right, Point::new(200.0, 20.5))] {
            let x = if side == Side::Left { rect.x } else { rect.right() };
            assert_eq!(border.hit(side, port), Some(Point::new(x, 20.5)));
        }
    }

    #[test]
    fn a_line_along_a_side_meets_it_at_a_corner() {
        let rect = Rect::new(0.0, 0.0, 40.0, 20.0);
        let border = Border::new(&Outline::Rect { rect, radius: 0.0 });
        assert_eq!(border.hit(Side::Top, Point::new(40.0, -5.0)), Some(Point::new(40.0, 0.0)));
        assert_eq!(border.hit(Side::Top, Point::new(40.5, -5.0)), None);
    }
}
