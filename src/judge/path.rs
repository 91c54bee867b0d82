//! Shapes of an SVG as polygons: rectangles, ellipses and paths with their curves cut into straight pieces.

use super::plane::Ring;
use crate::geometry::{Point, Rect};

/// Pieces of a curve. A quarter of a circle of 40 px radius is left by less than 0.1 px.
const PIECES: u32 = 12;

/// Where the control points of a quarter of a circle stand, as a share of the radius.
const ARC: f64 = 0.552_284_749_8;

/// A rectangle whose corners are rounded by `radius`.
pub fn rect(rect: Rect, radius: f64) -> Ring {
    let r = radius.min(rect.w / 2.0).min(rect.h / 2.0);
    let (l, t, e, b) = (rect.x, rect.y, rect.right(), rect.bottom());
    let p = Point::new;
    if r <= 0.0 {
        return Ring { points: vec![p(l, t), p(e, t), p(e, b), p(l, b)], closed: true };
    }
    let mut points = Vec::new();
    let k = r * (1.0 - ARC);
    for curve in [
        [p(l, t + r), p(l, t + k), p(l + k, t), p(l + r, t)],
        [p(e - r, t), p(e - k, t), p(e, t + k), p(e, t + r)],
        [p(e, b - r), p(e, b - k), p(e - k, b), p(e - r, b)],
        [p(l + r, b), p(l + k, b), p(l, b - k), p(l, b - r)],
    ] {
        points.push(curve[0]);
        cubic(&mut points, curve);
    }
    Ring { points, closed: true }
}

pub fn ellipse(center: Point, rx: f64, ry: f64) -> Ring {
    let at = |x: f64, y: f64| Point::new(center.x + x * rx, center.y + y * ry);
    let mut points = Vec::new();
    for (x, y) in [(-1.0, 0.0), (0.0, -1.0), (1.0, 0.0), (0.0, 1.0)] {
        // A quarter turn on, clockwise.
        let (u, v) = (-y, x);
        cubic(&mut points, [at(x, y), at(x + u * ARC, y + v * ARC), at(u + x * ARC, v + y * ARC), at(u, v)]);
    }
    Ring { points, closed: true }
}

fn cubic(points: &mut Vec<Point>, [a, b, c, d]: [Point; 4]) {
    for i in 1..=PIECES {
        let t = f64::from(i) / f64::from(PIECES);
        let s = 1.0 - t;
        let mix =
            |a: f64, b: f64, c: f64, d: f64| s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d;
        points.push(Point::new(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y)));
    }
}

/// The path data that Frieze writes: `M`, `L`, `Q`, `C` and `Z`, absolute.
///
/// # Errors
/// The command or number that is not of these.
pub fn path(data: &str) -> Result<Vec<Ring>, String> {
    let mut rings: Vec<Ring> = Vec::new();
    let mut rest = data.trim_start();
    while let Some(letter) = rest.chars().next() {
        if !letter.is_ascii() {
            return Err(letter.to_string());
        }
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let numbers = numbers(&rest[1..end])?;
        rest = &rest[end..];
        let wanted = match letter {
            'M' | 'L' => 2,
            'Q' => 4,
            'C' => 6,
            'Z' => 0,
            other => return Err(other.to_string()),
        };
        if numbers.len() != wanted {
            return Err(format!("{letter} with {} numbers", numbers.len()));
        }
        let p = |i: usize| Point::new(numbers[2 * i], numbers[2 * i + 1]);
        if letter == 'M' {
            rings.push(Ring { points: vec![p(0)], closed: false });
            continue;
        }
        let ring = rings.last_mut().ok_or_else(|| format!("{letter} before M"))?;
        let from = ring.points[ring.points.len() - 1];
        match letter {
            'Z' => ring.closed = true,
            'L' => ring.points.push(p(0)),
            'Q' => {
                // The same curve with two control points.
                let third = |a: Point, b: Point| Point::new((a.x + 2.0 * b.x) / 3.0, (a.y + 2.0 * b.y) / 3.0);
                cubic(&mut ring.points, [from, third(from, p(0)), third(p(1), p(0)), p(1)]);
            }
            _ => cubic(&mut ring.points, [from, p(0), p(1), p(2)]),
        }
    }
    Ok(rings)
}

/// Numbers with spaces or commas between them.
fn numbers(text: &str) -> Result<Vec<f64>, String> {
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    words.map(|word| word.parse().ok().filter(|n: &f64| n.is_finite()).ok_or_else(|| word.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::plane::{bounds, to_border};
    use super::*;

    #[test]
    fn curves_stay_near_themselves() {
        let disc = [ellipse(Point::new(0.0, 0.0), 40.0, 40.0)];
        for (x, y) in [(0.6, 0.8), (-0.8, 0.6), (0.96, -0.28)] {
            assert!(to_border(Point::new(40.0 * x, 40.0 * y), &disc) < 0.1);
        }
        let card = rect(Rect::new(10.0, 10.0, 60.0, 40.0), 8.0);
        assert_eq!(bounds(&card.points), Rect::new(10.0, 10.0, 60.0, 40.0));
    }

    #[test]
    fn what_frieze_never_writes_is_told() {
        assert!(path("M0 0L10 0Q20 0 20 10C20 20 10 20 0 20Z").is_ok_and(|rings| rings.len() == 1 && rings[0].closed));
        assert_eq!(path("M0 0l10 0"), Err("l".to_string()));
        assert_eq!(path("L0 0"), Err("L before M".to_string()));
        assert_eq!(path("M0 #"), Err("#".to_string()));
        assert_eq!(path("é"), Err("é".to_string()));
    }
}
