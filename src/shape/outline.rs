//! Pieces that outlines are made of, and where a straight line first meets one.

use crate::geometry::{Point, Rect, Segment};

/// Distance of a cubic's control point that draws a quarter circle of radius 1 (error below 0.03 %).
const KAPPA: f64 = 0.552_284_75;

/// Straight pieces a curve is cut into when a line is clipped against it: under 0.1 px off at the sizes of nodes.
const PIECES: usize = 24;

/// A path being drawn; the pen's position is kept for the curves.
#[derive(Default)]
pub struct Pen {
    segments: Vec<Segment>,
    at: Point,
}

impl Pen {
    pub fn start(x: f64, y: f64) -> Self {
        let mut pen = Self::default();
        pen.jump(x, y);
        pen
    }

    pub fn jump(&mut self, x: f64, y: f64) -> &mut Self {
        self.at = Point::new(x, y);
        self.segments.push(Segment::Move(self.at));
        self
    }

    pub fn line(&mut self, x: f64, y: f64) -> &mut Self {
        self.at = Point::new(x, y);
        self.segments.push(Segment::Line(self.at));
        self
    }

    /// A quarter of an ellipse to (x, y) that leaves towards (cx, cy), the corner it rounds.
    pub fn corner(&mut self, cx: f64, cy: f64, x: f64, y: f64) -> &mut Self {
        let from = self.at;
        let a = Point::new(from.x + (cx - from.x) * KAPPA, from.y + (cy - from.y) * KAPPA);
        let b = Point::new(x + (cx - x) * KAPPA, y + (cy - y) * KAPPA);
        self.cubic(a, b, x, y)
    }

    pub fn cubic(&mut self, a: Point, b: Point, x: f64, y: f64) -> &mut Self {
        self.at = Point::new(x, y);
        self.segments.push(Segment::Cubic(a, b, self.at));
        self
    }

    pub fn close(&mut self) -> Vec<Segment> {
        self.segments.push(Segment::Close);
        std::mem::take(&mut self.segments)
    }

    /// The path as it is, open.
    pub fn open(&mut self) -> Vec<Segment> {
        std::mem::take(&mut self.segments)
    }
}

/// A closed polygon whose corners are rounded by at most `radius`, less where an edge is short.
pub fn rounded(corners: &[Point], radius: f64) -> Vec<Segment> {
    let n = corners.len();
    let toward = |from: Point, to: Point, radius: f64| {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = (dx * dx + dy * dy).sqrt();
        let share = if length > 0.0 { radius.min(length / 2.0) / length } else { 0.0 };
        Point::new(from.x + dx * share, from.y + dy * share)
    };
    let mut segments = Vec::with_capacity(2 * n + 1);
    for i in 0..n {
        let (before, corner, after) = (corners[(i + n - 1) % n], corners[i], corners[(i + 1) % n]);
        let (enter, leave) = (toward(corner, before, radius), toward(corner, after, radius));
        segments.push(if i == 0 { Segment::Move(enter) } else { Segment::Line(enter) });
        segments.push(Segment::Quad(corner, leave));
    }
    segments.push(Segment::Close);
    segments
}

/// A rectangle with quarter circles at its corners.
pub fn rounded_rect(rect: Rect, radius: f64) -> Vec<Segment> {
    let r = radius.min(rect.w / 2.0).min(rect.h / 2.0);
    let (x, y, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let mut pen = Pen::start(x + r, y);
    pen.line(right - r, y).corner(right, y, right, y + r);
    pen.line(right, bottom - r).corner(right, bottom, right - r, bottom);
    pen.line(x + r, bottom).corner(x, bottom, x, bottom - r);
    pen.line(x, y + r).corner(x, y, x + r, y);
    pen.close()
}

pub fn ellipse(rect: Rect) -> Vec<Segment> {
    let c = rect.center();
    let (x, y, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let mut pen = Pen::start(c.x, y);
    pen.corner(right, y, right, c.y).corner(right, bottom, c.x, bottom);
    pen.corner(x, bottom, x, c.y).corner(x, y, c.x, y);
    pen.close()
}

/// Where a line that comes from `outside` and runs straight along one axis into the outline first meets it; None where it
/// misses. `inward` is the unit step of the line, one of its parts 0.
pub fn first_hit(outline: &[Segment], outside: Point, inward: Point) -> Option<Point> {
    let vertical = inward.x == 0.0;
    let mut best: Option<f64> = None;
    for (a, b) in straight_pieces(outline) {
        // In the line's own frame: `u` across it, `v` along it.
        let frame = |p: Point| {
            if vertical {
                (p.x - outside.x, (p.y - outside.y) * inward.y)
            } else {
                (p.y - outside.y, (p.x - outside.x) * inward.x)
            }
        };
        let ((ua, va), (ub, vb)) = (frame(a), frame(b));
        if (ua > 0.0 && ub > 0.0) || (ua < 0.0 && ub < 0.0) {
            continue;
        }
        let v = if ua == ub { va.min(vb) } else { va + (vb - va) * (ua / (ua - ub)) };
        if v >= -1.0 && best.is_none_or(|least| v < least) {
            best = Some(v);
        }
    }
    best.map(|v| Point::new(outside.x + inward.x * v, outside.y + inward.y * v))
}

/// The outline as straight pieces, curves cut into [`PIECES`].
pub fn straight_pieces(outline: &[Segment]) -> Vec<(Point, Point)> {
    let mut pieces = Vec::new();
    let (mut at, mut start) = (Point::default(), Point::default());
    for &segment in outline {
        match segment {
            Segment::Move(p) => (at, start) = (p, p),
            Segment::Line(p) => {
                pieces.push((at, p));
                at = p;
            }
            Segment::Quad(c, p) => {
                let from = at;
                at = cut(&mut pieces, from, p, |t| {
                    let s = 1.0 - t;
                    let part = |a: f64, b: f64, c: f64| s * s * a + 2.0 * s * t * b + t * t * c;
                    Point::new(part(from.x, c.x, p.x), part(from.y, c.y, p.y))
                });
            }
            Segment::Cubic(c, d, p) => {
                let from = at;
                at = cut(&mut pieces, from, p, |t| {
                    let s = 1.0 - t;
                    let part = |a: f64, b: f64, c: f64, d: f64| {
                        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
                    };
                    Point::new(part(from.x, c.x, d.x, p.x), part(from.y, c.y, d.y, p.y))
                });
            }
            Segment::Close => {
                pieces.push((at, start));
                at = start;
            }
        }
    }
    pieces
}

fn cut(pieces: &mut Vec<(Point, Point)>, from: Point, to: Point, curve: impl Fn(f64) -> Point) -> Point {
    let mut last = from;
    for i in 1..=PIECES {
        let next = if i == PIECES { to } else { curve(i as f64 / PIECES as f64) };
        pieces.push((last, next));
        last = next;
    }
    to
}
