//! Lets an edge leave a diamond or a disc by its free corner, as a flowchart's "no" does, instead of by the side where
//! another already leaves.
//!
//! The engine joins all edges of a side in its middle; an edge that then runs sideways takes two bends to do what one from
//! the corner does. Before: an orthogonal route per edge, ends on the boxes around nodes. After: the same ends, never more
//! bends, and no line, label, title or foreign box nearer to the new pieces than [`CLEARANCE`].

use super::content::shape_of;
use super::layered::Placement;
use crate::geometry::{Point, Rect};
use crate::view::{Direction, End, Map};

/// Least distance of a moved piece from anything it does not belong to, px.
const CLEARANCE: f64 = 8.0;

/// Least length of the piece that leaves the corner, px: an arrowhead and some line.
const LEAST: f64 = 14.0;

/// Moves ends to free corners, edge by edge in source order.
pub fn use_corners(map: &Map, placement: &mut Placement) {
    let lying = matches!(map.direction, Direction::Right | Direction::Left);
    let mut taken: Vec<(usize, bool)> = Vec::new();
    for i in 0..map.edges.len() {
        for at_start in [true, false] {
            let end = if at_start { map.edges[i].from } else { map.edges[i].to };
            let End::Node(node) = end else { continue };
            if map.edges[i].from == map.edges[i].to || !shape_of(&map.nodes[node].face).centered_ports() {
                continue;
            }
            let Some((route, far_side)) =
                from_corner(&placement.edges[i].points, placement.nodes[node], at_start, lying)
            else {
                continue;
            };
            if !taken.contains(&(node, far_side)) && is_free(map, placement, i, node, &route, at_start) {
                placement.edges[i].points = route;
                taken.push((node, far_side));
            }
        }
    }
}

/// The route by the corner, and which corner it is (true: right, or bottom where the flow lies).
fn from_corner(points: &[Point], rect: Rect, at_start: bool, lying: bool) -> Option<(Vec<Point>, bool)> {
    if points.len() < 4 {
        return None;
    }
    let turn = |p: Point| if lying { Point::new(p.y, p.x) } else { p };
    let mut route: Vec<Point> = points.iter().copied().map(turn).collect();
    if !at_start {
        route.reverse();
    }
    let rect = if lying { Rect::new(rect.y, rect.x, rect.h, rect.w) } else { rect };
    // Along the flow, across it, along it again.
    let along = |a: Point, b: Point| (a.x - b.x).abs() < 0.01;
    if !along(route[0], route[1]) || along(route[1], route[2]) || !along(route[2], route[3]) {
        return None;
    }
    let (c, x) = (rect.center(), route[2].x);
    // The rest must go on away from the node, or the new bend would turn back.
    let forward = route[1].y > route[0].y;
    if forward != (route[3].y > route[2].y) || forward != (route[3].y > c.y) {
        return None;
    }
    let far_side = x > c.x;
    let corner = if far_side { rect.right() } else { rect.x };
    let room = if far_side { x - corner } else { corner - x };
    if room < LEAST {
        return None;
    }
    route.splice(0..3, [Point::new(corner, c.y), Point::new(x, c.y)]);
    if !at_start {
        route.reverse();
    }
    Some((route.into_iter().map(turn).collect(), far_side))
}

/// Whether the two pieces next to the corner keep clear of everything foreign.
fn is_free(map: &Map, placement: &Placement, edge: usize, node: usize, route: &[Point], at_start: bool) -> bool {
    let n = route.len();
    let pieces = if at_start {
        [(route[0], route[1]), (route[1], route[2])]
    } else {
        [(route[n - 1], route[n - 2]), (route[n - 2], route[n - 3])]
    };
    let own = |end: End, i: usize| end == End::Node(i);
    pieces.iter().enumerate().all(|(nth, &(a, b))| {
        let room = Rect::around(a, b).grown(CLEARANCE);
        let nodes = placement.nodes.iter().enumerate().all(|(i, rect)| {
            let mine =
                i == node && nth == 0 || nth == 1 && (own(map.edges[edge].from, i) || own(map.edges[edge].to, i));
            mine || !rect.overlaps(&room)
        });
        let titles = placement.groups.iter().all(|group| !group.title.overlaps(&room));
        let foreign = (0..map.groups.len())
            .filter(|&g| !holds(map, g, map.edges[edge].from) && !holds(map, g, map.edges[edge].to))
            .all(|g| !placement.groups[g].rect.overlaps(&room));
        let lines = placement.edges.iter().enumerate().filter(|&(other, _)| other != edge).all(|(_, other)| {
            let label = other.label.is_none_or(|label| !label.overlaps(&room));
            label && other.points.windows(2).all(|p| !touches(Rect::around(p[0], p[1]), room))
        });
        let label = placement.edges[edge].label.is_none_or(|label| !touches(Rect::around(a, b), label.grown(1.0)));
        nodes && titles && foreign && lines && label
    })
}

/// As [`Rect::overlaps`], for rectangles that may have no width or height.
fn touches(line: Rect, room: Rect) -> bool {
    line.x < room.right() && room.x < line.right() && line.y < room.bottom() && room.y < line.bottom()
        || room.holds(&line)
        || line.w == 0.0 && line.x > room.x && line.x < room.right() && line.y < room.bottom() && room.y < line.bottom()
        || line.h == 0.0 && line.y > room.y && line.y < room.bottom() && line.x < room.right() && room.x < line.right()
}

/// Whether the group is around that end, or the end itself.
fn holds(map: &Map, group: usize, end: End) -> bool {
    let mut at = match end {
        End::Node(i) => map.nodes[i].parent,
        End::Group(i) => Some(i),
    };
    while let Some(g) = at {
        if g == group {
            return true;
        }
        at = map.groups[g].parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(list: &[(f64, f64)]) -> Vec<Point> {
        list.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn a_sideways_exit_takes_the_corner() {
        let rect = Rect::new(0.0, 0.0, 100.0, 60.0);
        let route = points(&[(50.0, 60.0), (50.0, 80.0), (150.0, 80.0), (150.0, 200.0)]);
        let (new, far) = from_corner(&route, rect, true, false).expect("room enough");
        assert!(far);
        assert_eq!(new, points(&[(100.0, 30.0), (150.0, 30.0), (150.0, 200.0)]));
    }

    #[test]
    fn an_exit_straight_down_or_under_the_shape_stays() {
        let rect = Rect::new(0.0, 0.0, 100.0, 60.0);
        assert!(from_corner(&points(&[(50.0, 60.0), (50.0, 200.0)]), rect, true, false).is_none());
        let under = points(&[(50.0, 60.0), (50.0, 80.0), (90.0, 80.0), (90.0, 200.0)]);
        assert!(from_corner(&under, rect, true, false).is_none());
    }

    #[test]
    fn a_lying_flow_uses_top_and_bottom() {
        let rect = Rect::new(0.0, 0.0, 60.0, 100.0);
        let route = points(&[(60.0, 50.0), (80.0, 50.0), (80.0, 150.0), (200.0, 150.0)]);
        let (new, _) = from_corner(&route, rect, true, true).expect("room enough");
        assert_eq!(new, points(&[(30.0, 100.0), (30.0, 150.0), (200.0, 150.0)]));
    }
}
