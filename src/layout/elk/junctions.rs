//! Junctions: where lines that share a port part from one another, so that a program can mark these points with dots.
//!
//! Before: routes that begin or end at a port, as they are drawn. After: for each edge the points where another one leaves it; each
//! point belongs to the first of the edges in the document that pass it, as in elkjs.

use std::cmp::Ordering;

use super::ports::PortShape;
use crate::geometry::Point;

/// For each edge its junctions, in the frame of the routes.
pub(super) fn of(ports: &[PortShape], routes: &[Vec<Point>]) -> Vec<Vec<Point>> {
    let mut out = vec![Vec::new(); routes.len()];
    for port in ports.iter().filter(|p| p.uses.len() > 1) {
        let mut ways: Vec<(u32, Vec<Point>)> = Vec::with_capacity(port.uses.len());
        for &(edge, start) in &port.uses {
            let mut way = routes[edge as usize].clone();
            if !start {
                way.reverse();
            }
            ways.push((edge, way));
        }
        ways.retain(|w| w.1.len() > 1);
        // Those of one tree stand together, and where it branches two neighbours part.
        ways.sort_by(|a, b| {
            (a.1[0].x, a.1[0].y)
                .partial_cmp(&(b.1[0].x, b.1[0].y))
                .unwrap_or(Ordering::Equal)
                .then(parting(&a.1, &b.1).0)
        });
        let mut found: Vec<(Point, u32)> = Vec::new();
        for pair in ways.windows(2).filter(|w| w[0].1[0] == w[1].1[0]) {
            let first = pair[0].0.min(pair[1].0);
            if let Some(at) = parting(&pair[0].1, &pair[1].1).1 {
                match found.iter_mut().find(|f| f.0 == at) {
                    Some(known) => known.1 = known.1.min(first),
                    None => found.push((at, first)),
                }
            }
        }
        found.iter().for_each(|&(at, edge)| out[edge as usize].push(at));
    }
    out
}

/// How two ways that begin at one point compare where they part, and that point unless it is the first.
fn parting(a: &[Point], b: &[Point]) -> (Ordering, Option<Point>) {
    let (mut at, mut i, mut j) = (a[0], 1, 1);
    while let (Some(&u), Some(&v)) = (a.get(i), b.get(j)) {
        let heading = |p: Point| (p.x > at.x, p.x < at.x, p.y > at.y);
        if heading(u) != heading(v) {
            return (heading(u).cmp(&heading(v)), (at != a[0]).then_some(at));
        }
        let far = |p: Point| (p.x - at.x).abs() + (p.y - at.y).abs();
        match far(u).total_cmp(&far(v)) {
            Ordering::Less => (at, i) = (u, i + 1),
            Ordering::Greater => (at, j) = (v, j + 1),
            Ordering::Equal => (at, i, j) = (u, i + 1, j + 1),
        }
    }
    ((a.len() - i).cmp(&(b.len() - j)), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn ways_part_where_one_of_them_turns() {
        let straight = way(&[(0.0, 0.0), (30.0, 0.0)]);
        let down = way(&[(0.0, 0.0), (10.0, 0.0), (10.0, 20.0)]);
        let farther = way(&[(0.0, 0.0), (10.0, 0.0), (10.0, 40.0), (20.0, 40.0)]);
        assert_eq!(parting(&straight, &down).1, Some(Point::new(10.0, 0.0)));
        assert_eq!(parting(&straight, &down).0, parting(&down, &straight).0.reverse());
        assert_eq!(parting(&down, &farther).1, None, "one ends on the other");
        assert_eq!(parting(&straight, &way(&[(0.0, 0.0), (0.0, 9.0)])).1, None, "they part at the port");
        assert_eq!(parting(&straight, &straight), (Ordering::Equal, None));
    }
}
