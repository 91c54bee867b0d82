//! Lets an edge leave a diamond or a disc by its free corner, as a flowchart's "no" does, instead of by the side where
//! another already leaves.
//!
//! The engine joins all edges of a side in its middle; an edge that then runs sideways takes two bends to do what one from
//! the corner does. Before: an orthogonal route per edge, ends on the boxes around nodes. After: the same ends, never more
//! bends, and no line, label, title or foreign box nearer to the new pieces than [`CLEARANCE`].

use super::content::shape_of;
use super::layered::Placement;
use crate::geometry::{Point, Rect};
use crate::view::{Direction, Edge, End, Map};

/// Least distance of a moved piece from anything it does not belong to, px.
const CLEARANCE: f64 = 8.0;

/// Least length of the piece that leaves the corner, px: an arrowhead and some line.
const LEAST: f64 = 14.0;

/// A label stands at most this far from its line, px.
const LABEL_REACH: f64 = 12.0;

/// Moves ends to free corners, in source order: first where edges leave, then where one arrives at the very point from
/// which another leaves, so that a point is never both a beginning and an end.
pub fn use_corners(map: &Map, placement: &mut Placement) {
    let mut taken: Vec<(usize, bool)> = Vec::new();
    for at_start in [true, false] {
        for edge in 0..map.edges.len() {
            let end = if at_start { map.edges[edge].from } else { map.edges[edge].to };
            let End::Node(node) = end else { continue };
            let cornered = shape_of(&map.nodes[node].face).centered_ports();
            if !cornered || map.edges[edge].from == map.edges[edge].to {
                continue;
            }
            if at_start || arrives_where_another_leaves(map, placement, edge) {
                move_end(map, placement, edge, node, at_start, &mut taken);
            }
        }
    }
}

fn arrives_where_another_leaves(map: &Map, placement: &Placement, edge: usize) -> bool {
    let tip = placement.edges[edge].points.last();
    let leaving = (0..map.edges.len()).filter(|&other| other != edge && map.edges[other].from == map.edges[edge].to);
    leaving.into_iter().any(|other| placement.edges[other].points.first() == tip)
}

fn move_end(
    map: &Map,
    placement: &mut Placement,
    edge: usize,
    node: usize,
    at_start: bool,
    taken: &mut Vec<(usize, bool)>,
) {
    let lying = matches!(map.direction, Direction::Right | Direction::Left);
    let exit = from_corner(&placement.edges[edge].points, placement.nodes[node], at_start, lying);
    let Some(Exit { route, far_side, fresh }) = exit else { return };
    let stays = placement.edges[edge].label.is_none_or(|label| is_beside(label, &route));
    if stays && !taken.contains(&(node, far_side)) && is_free(map, placement, edge, node, &fresh) {
        placement.edges[edge].points = route;
        taken.push((node, far_side));
    }
}

/// Whether a label still stands beside a piece of its line: the piece it stood at may be gone.
fn is_beside(label: Rect, route: &[Point]) -> bool {
    let near = label.grown(LABEL_REACH);
    route.windows(2).any(|piece| {
        let line = Rect::around(piece[0], piece[1]);
        let shared = if line.w == 0.0 {
            line.bottom().min(label.bottom()) - line.y.max(label.y)
        } else {
            line.right().min(label.right()) - line.x.max(label.x)
        };
        line.overlaps(&near) && shared >= label.w.min(label.h) / 2.0
    })
}

/// A route by a corner.
#[derive(Debug, PartialEq)]
struct Exit {
    route: Vec<Point>,
    /// Right, or bottom where the flow lies.
    far_side: bool,
    /// The pieces that were not there before, the one at the corner first.
    fresh: [(Point, Point); 2],
}

fn from_corner(points: &[Point], rect: Rect, at_start: bool, lying: bool) -> Option<Exit> {
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
    let (tip, bend, old_bend) = (Point::new(corner, c.y), Point::new(x, c.y), route[2]);
    route.splice(0..3, [tip, bend]);
    if !at_start {
        route.reverse();
    }
    let fresh = [(turn(tip), turn(bend)), (turn(bend), turn(old_bend))];
    Some(Exit { route: route.into_iter().map(turn).collect(), far_side, fresh })
}

/// Whether the new pieces keep clear of everything foreign. Lanes lie side by side: every line may cross them.
fn is_free(map: &Map, placement: &Placement, edge: usize, node: usize, fresh: &[(Point, Point); 2]) -> bool {
    let Edge { from, to, .. } = map.edges[edge];
    let foreign = |g: &usize| !map.groups[*g].lane && !holds(map, *g, from) && !holds(map, *g, to);
    let foreign: Vec<Rect> = (0..map.groups.len()).filter(foreign).map(|g| placement.groups[g].rect).collect();
    fresh.iter().enumerate().all(|(nth, &(a, b))| {
        let line = Rect::around(a, b);
        let room = line.grown(CLEARANCE);
        let mut nodes = placement.nodes.iter().enumerate().filter(|&(i, _)| nth != 0 || i != node);
        let mut others = placement.edges.iter().enumerate().filter(|&(i, _)| i != edge);
        nodes.all(|(_, rect)| !rect.overlaps(&room))
            && placement.groups.iter().all(|group| !group.title.overlaps(&room))
            && foreign.iter().all(|group| !group.overlaps(&room))
            && placement.edges[edge].label.is_none_or(|label| !label.grown(1.0).overlaps(&line))
            && others.all(|(_, other)| {
                other.label.is_none_or(|label| !label.overlaps(&room))
                    && other.points.windows(2).all(|p| !Rect::around(p[0], p[1]).overlaps(&room))
            })
    })
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
        let exit = from_corner(&route, rect, true, false).expect("room enough");
        assert!(exit.far_side);
        assert_eq!(exit.route, points(&[(100.0, 30.0), (150.0, 30.0), (150.0, 200.0)]));
        // What lay below the old bend was there before.
        assert_eq!(exit.fresh[1], (Point::new(150.0, 30.0), Point::new(150.0, 80.0)));
    }

    #[test]
    fn a_label_whose_piece_is_gone_holds_the_end() {
        let label = Rect::new(55.0, 100.0, 20.0, 16.0);
        assert!(is_beside(label, &points(&[(50.0, 60.0), (50.0, 200.0)])));
        assert!(!is_beside(label, &points(&[(50.0, 10.0), (50.0, 60.0), (300.0, 60.0)])));
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
        let exit = from_corner(&route, rect, true, true).expect("room enough");
        assert_eq!(exit.route, points(&[(30.0, 100.0), (30.0, 150.0), (200.0, 150.0)]));
    }
}
