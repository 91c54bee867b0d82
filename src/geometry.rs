//! Plain geometry that every stage may use: points, sizes, rectangles and pieces of a path in px, y down.

use serde::Serialize;

/// A point in px, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A width and a height in px, neither negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Size {
    pub w: f64,
    pub h: f64,
}

impl Size {
    pub const fn new(w: f64, h: f64) -> Self {
        Self { w, h }
    }

    /// The same size lying on its side.
    pub const fn transposed(self) -> Self {
        Self { w: self.h, h: self.w }
    }
}

/// An axis-parallel rectangle: top left corner and size, in px, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    pub const fn at(origin: Point, size: Size) -> Self {
        Self::new(origin.x, origin.y, size.w, size.h)
    }

    /// The smallest rectangle around both corners, whichever way they lie.
    pub fn around(a: Point, b: Point) -> Self {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        Self::new(x, y, a.x.max(b.x) - x, a.y.max(b.y) - y)
    }

    pub const fn size(&self) -> Size {
        Size::new(self.w, self.h)
    }

    pub const fn origin(&self) -> Point {
        Point::new(self.x, self.y)
    }

    pub const fn right(&self) -> f64 {
        self.x + self.w
    }

    pub const fn bottom(&self) -> f64 {
        self.y + self.h
    }

    pub const fn center(&self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Grown by `d` px on every side (shrunk where `d` is negative).
    pub fn grown(&self, d: f64) -> Self {
        Self::new(self.x - d, self.y - d, self.w + 2.0 * d, self.h + 2.0 * d)
    }

    pub fn shifted(&self, dx: f64, dy: f64) -> Self {
        Self::new(self.x + dx, self.y + dy, self.w, self.h)
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (r, b) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Self::new(x, y, r - x, b - y)
    }

    /// Whether the interiors meet; rectangles that only touch do not overlap.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies inside, borders included.
    pub fn holds(&self, other: &Self) -> bool {
        self.x <= other.x && self.y <= other.y && self.right() >= other.right() && self.bottom() >= other.bottom()
    }

    pub fn has(&self, p: Point) -> bool {
        self.x <= p.x && p.x <= self.right() && self.y <= p.y && p.y <= self.bottom()
    }
}

/// A side of a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

/// A piece of a path, absolute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(Point),
    Line(Point),
    /// One control point, then the end.
    Quad(Point, Point),
    /// Two control points, then the end.
    Cubic(Point, Point, Point),
    Close,
}

impl Segment {
    /// The same piece with every point moved by `f`.
    pub fn map(&self, f: impl Fn(Point) -> Point) -> Self {
        match *self {
            Segment::Move(p) => Segment::Move(f(p)),
            Segment::Line(p) => Segment::Line(f(p)),
            Segment::Quad(a, p) => Segment::Quad(f(a), f(p)),
            Segment::Cubic(a, b, p) => Segment::Cubic(f(a), f(b), f(p)),
            Segment::Close => Segment::Close,
        }
    }
}

/// A polyline as a path whose corners are rounded by at most `radius`, less where a piece is short: a corner takes at most
/// half of each piece it joins. `closed` joins the last point to the first and rounds there as well. Fewer than two
/// points give an empty path.
pub fn rounded(points: &[Point], radius: f64, closed: bool) -> Vec<Segment> {
    let n = points.len();
    if n < 2 {
        return Vec::new();
    }
    let mut path = Vec::with_capacity(2 * n + 2);
    let first_corner = usize::from(!closed);
    let last_corner = if closed { n } else { n - 1 };
    if !closed {
        path.push(Segment::Move(points[0]));
    }
    for i in first_corner..last_corner {
        let (before, corner, after) = (points[(i + n - 1) % n], points[i], points[(i + 1) % n]);
        let r = radius.min(distance(before, corner) / 2.0).min(distance(corner, after) / 2.0);
        let (a, b) = (towards(corner, before, r), towards(corner, after, r));
        path.push(if path.is_empty() { Segment::Move(a) } else { Segment::Line(a) });
        if r > 0.0 {
            path.push(Segment::Quad(corner, b));
        }
    }
    path.push(if closed { Segment::Close } else { Segment::Line(points[n - 1]) });
    path
}

pub fn distance(a: Point, b: Point) -> f64 {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
}

/// The point `d` px from `from` on the way to `to`; `from` itself where both are one.
pub fn towards(from: Point, to: Point, d: f64) -> Point {
    let length = distance(from, to);
    if length == 0.0 {
        return from;
    }
    let share = d / length;
    Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_never_take_more_than_half_of_a_short_piece() {
        let points = [Point::new(0.0, 0.0), Point::new(0.0, 6.0), Point::new(40.0, 6.0), Point::new(40.0, 50.0)];
        let path = rounded(&points, 8.0, false);
        assert_eq!(path[0], Segment::Move(points[0]));
        assert_eq!(path[1], Segment::Line(Point::new(0.0, 3.0)));
        assert_eq!(path[2], Segment::Quad(points[1], Point::new(3.0, 6.0)));
        assert_eq!(path[3], Segment::Line(Point::new(32.0, 6.0)));
        assert_eq!(path.last(), Some(&Segment::Line(points[3])));
    }

    #[test]
    fn a_closed_path_rounds_every_corner() {
        let square = [Point::new(0.0, 0.0), Point::new(20.0, 0.0), Point::new(20.0, 20.0), Point::new(0.0, 20.0)];
        let path = rounded(&square, 4.0, true);
        assert_eq!(path.iter().filter(|s| matches!(s, Segment::Quad(..))).count(), 4);
        assert_eq!(path.last(), Some(&Segment::Close));
        assert!(rounded(&square[..1], 4.0, true).is_empty());
    }
}
