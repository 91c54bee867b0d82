//! Plane geometry of the laws: polygons, stretches and distances, in px. Of their own, so that a mistake of the layout is
//! not made twice.

use crate::geometry::{Point, Rect};

/// A piece of an outline or a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    pub points: Vec<Point>,
    /// Its end is joined to its start.
    pub closed: bool,
}

impl Ring {
    /// Its straight pieces.
    pub fn pieces(&self) -> impl Iterator<Item = (Point, Point)> {
        let n = self.points.len();
        let last = if self.closed { n } else { n.saturating_sub(1) };
        (0..last).map(move |i| (self.points[i], self.points[(i + 1) % n]))
    }
}

/// The smallest rectangle around all points; empty at the origin where there are none.
pub fn bounds<'a>(points: impl IntoIterator<Item = &'a Point>) -> Rect {
    let around = |all: Option<Rect>, p: &Point| {
        let own = Rect::around(*p, *p);
        Some(all.map_or(own, |all: Rect| all.union(&own)))
    };
    points.into_iter().fold(None, around).unwrap_or_default()
}

pub fn distance(a: Point, b: Point) -> f64 {
    let (dx, dy) = (a.x - b.x, a.y - b.y);
    (dx * dx + dy * dy).sqrt()
}

/// The point between at a share of the way, 0 to 1.
pub fn between(a: Point, b: Point, share: f64) -> Point {
    Point::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
}

/// The unit step from `a` to `b`; nothing where they are one.
pub fn toward(a: Point, b: Point) -> Point {
    let l = distance(a, b);
    if l == 0.0 { Point::default() } else { Point::new((b.x - a.x) / l, (b.y - a.y) / l) }
}

/// From a point to the nearest of a stretch.
pub fn to_stretch(p: Point, (a, b): (Point, Point)) -> f64 {
    distance(p, nearest_on(p, (a, b)))
}

/// The point of a stretch that is nearest to `p`.
pub fn nearest_on(p: Point, (a, b): (Point, Point)) -> Point {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let square = dx * dx + dy * dy;
    if square == 0.0 {
        return a;
    }
    let share = ((p.x - a.x) * dx + (p.y - a.y) * dy) / square;
    between(a, b, share.clamp(0.0, 1.0))
}

/// From a point to the border of a shape; infinite where the shape has none.
pub fn to_border(p: Point, rings: &[Ring]) -> f64 {
    rings.iter().flat_map(Ring::pieces).map(|piece| to_stretch(p, piece)).fold(f64::INFINITY, f64::min)
}

/// Whether a point lies in a shape, by the even-odd rule; open rings hold nothing.
pub fn inside(p: Point, rings: &[Ring]) -> bool {
    let mut odd = false;
    for (a, b) in rings.iter().filter(|ring| ring.closed).flat_map(Ring::pieces) {
        if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) {
            odd = !odd;
        }
    }
    odd
}

/// How deep a point lies in a shape, px from its border; 0 outside.
pub fn depth(p: Point, rings: &[Ring]) -> f64 {
    if inside(p, rings) { to_border(p, rings) } else { 0.0 }
}

/// The part of a stretch within a rectangle, as shares of its way from `a` to `b`.
pub fn clipped((a, b): (Point, Point), rect: &Rect) -> Option<(f64, f64)> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (start, step, low, high) in [(a.x, b.x - a.x, rect.x, rect.right()), (a.y, b.y - a.y, rect.y, rect.bottom())] {
        if step == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (s, t) = ((low - start) / step, (high - start) / step);
        from = from.max(s.min(t));
        to = to.min(s.max(t));
    }
    (from <= to).then_some((from, to))
}

/// The deepest point of a stretch in a shape, and how deep it is: looked for between each two crossings of the border.
pub fn deepest((a, b): (Point, Point), rings: &[Ring]) -> (Point, f64) {
    let mut cuts = vec![0.0, 1.0];
    for piece in rings.iter().flat_map(Ring::pieces) {
        cuts.extend(crossing((a, b), piece));
    }
    cuts.sort_by(f64::total_cmp);
    let mut found = (a, 0.0);
    for pair in cuts.windows(2) {
        for share in [0.25, 0.5, 0.75] {
            let p = between(a, b, pair[0] + (pair[1] - pair[0]) * share);
            let depth = depth(p, rings);
            if depth > found.1 {
                found = (p, depth);
            }
        }
    }
    found
}

/// Where the first stretch meets the second, as a share of the first's way; None where they are parallel or do not meet.
pub fn crossing((a, b): (Point, Point), (c, d): (Point, Point)) -> Option<f64> {
    let (r, s) = (Point::new(b.x - a.x, b.y - a.y), Point::new(d.x - c.x, d.y - c.y));
    let cross = r.x * s.y - r.y * s.x;
    if cross == 0.0 {
        return None;
    }
    let (dx, dy) = (c.x - a.x, c.y - a.y);
    let (t, u) = ((dx * s.y - dy * s.x) / cross, (dx * r.y - dy * r.x) / cross);
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some(t)
}

/// From a rectangle to a stretch; 0 where they meet.
pub fn rect_to_stretch(rect: &Rect, (a, b): (Point, Point)) -> f64 {
    if clipped((a, b), rect).is_some() {
        return 0.0;
    }
    let (r, l) = (rect.right(), rect.bottom());
    let corners = [Point::new(rect.x, rect.y), Point::new(r, rect.y), Point::new(r, l), Point::new(rect.x, l)];
    let from_corners = corners.into_iter().map(|corner| to_stretch(corner, (a, b)));
    let from_ends = [a, b].into_iter().map(|p| to_rect(p, rect));
    from_corners.chain(from_ends).fold(f64::INFINITY, f64::min)
}

/// From a point to a rectangle; 0 inside.
pub fn to_rect(p: Point, rect: &Rect) -> f64 {
    let dx = (rect.x - p.x).max(p.x - rect.right()).max(0.0);
    let dy = (rect.y - p.y).max(p.y - rect.bottom()).max(0.0);
    (dx * dx + dy * dy).sqrt()
}

/// What two rectangles share; None where it is thinner than `least` in either direction.
pub fn shared(a: &Rect, b: &Rect, least: f64) -> Option<Rect> {
    let (x, y) = (a.x.max(b.x), a.y.max(b.y));
    let (w, h) = (a.right().min(b.right()) - x, a.bottom().min(b.bottom()) - y);
    (w > least && h > least).then(|| Rect::new(x, y, w, h))
}

/// Where two stretches run over one another: parallel, no more than `apart` from each other. Returns the stretch of the
/// first that they share, if it is at least `least` long.
pub fn overlay(one: (Point, Point), other: (Point, Point), apart: f64, least: f64) -> Option<(Point, Point)> {
    let along = toward(one.0, one.1);
    let off = |p: Point| ((p.x - one.0.x) * along.y - (p.y - one.0.y) * along.x).abs();
    if off(other.0) > apart || off(other.1) > apart {
        return None;
    }
    let place = |p: Point| (p.x - one.0.x) * along.x + (p.y - one.0.y) * along.y;
    let (c, d) = (place(other.0), place(other.1));
    let (from, to) = (c.min(d).max(0.0), c.max(d).min(distance(one.0, one.1)));
    let at = |d: f64| Point::new(one.0.x + along.x * d, one.0.y + along.y * d);
    (to - from >= least).then(|| (at(from), at(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Vec<Ring> {
        let points = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].map(|(x, y)| Point::new(x, y)).to_vec();
        vec![Ring { points, closed: true }]
    }

    #[test]
    fn depth_is_measured_from_the_border() {
        assert_eq!(depth(Point::new(5.0, 2.0), &square()), 2.0);
        assert_eq!(depth(Point::new(15.0, 2.0), &square()), 0.0);
        let through = (Point::new(-5.0, 4.0), Point::new(15.0, 4.0));
        assert_eq!(deepest(through, &square()).1, 4.0);
        let beside = (Point::new(-5.0, 12.0), Point::new(15.0, 12.0));
        assert_eq!(deepest(beside, &square()).1, 0.0);
    }

    #[test]
    fn a_stretch_is_clipped_by_a_rectangle() {
        let rect = Rect::new(0.0, 0.0, 10.0, 10.0);
        let p = Point::new;
        assert_eq!(clipped((p(-10.0, 5.0), p(10.0, 5.0)), &rect), Some((0.5, 1.0)));
        assert_eq!(clipped((p(-10.0, 15.0), p(10.0, 15.0)), &rect), None);
        assert_eq!(rect_to_stretch(&rect, (p(13.0, -5.0), p(13.0, 15.0))), 3.0);
        assert_eq!(rect_to_stretch(&rect, (p(13.0, 14.0), p(20.0, 14.0))), 5.0);
    }

    #[test]
    fn parallel_stretches_share_what_lies_side_by_side() {
        let p = Point::new;
        let one = (p(0.0, 0.0), p(0.0, 20.0));
        assert_eq!(overlay(one, (p(0.4, 30.0), p(0.4, 5.0)), 0.5, 3.0), Some((p(0.0, 5.0), p(0.0, 20.0))));
        assert_eq!(overlay(one, (p(2.0, 0.0), p(2.0, 20.0)), 0.5, 3.0), None);
        assert_eq!(overlay(one, (p(0.0, 18.0), p(0.0, 40.0)), 0.5, 3.0), None);
    }
}
