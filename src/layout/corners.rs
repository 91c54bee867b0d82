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

/// Least distance of an end that gives way from the corners of its box and from other ends, px.
const APART: f64 = 12.0;

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
    let lying = matches!(map.direction_in(map.nodes[node].parent), Direction::Right | Direction::Left);
    let far = range_of_far_end(map, placement, edge, at_start, lying);
    let exit = from_corner(&placement.edges[edge].points, placement.nodes[node], at_start, lying, far);
    let Some(Exit { route, far_side, fresh, moved }) = exit else { return };
    let label = placement.edges[edge].label.map(|label| label.shifted(moved.x, moved.y));
    let stays = label.is_none_or(|label| is_beside(label, &route));
    let parted = moved == Point::default() || parted_from_others(placement, edge, &route, at_start);
    if stays && parted && !taken.contains(&(node, far_side)) && is_free(map, placement, edge, node, &fresh, label) {
        placement.edges[edge].points = route;
        placement.edges[edge].label = label;
        taken.push((node, far_side));
    }
}

/// Where the other end of the edge may go along its side, in the frame where the flow runs down: nowhere if it is a group's, or
/// a corner's itself.
fn range_of_far_end(map: &Map, placement: &Placement, edge: usize, at_start: bool, lying: bool) -> Option<(f64, f64)> {
    let end = if at_start { map.edges[edge].to } else { map.edges[edge].from };
    let End::Node(node) = end else { return None };
    if shape_of(&map.nodes[node].face).centered_ports() {
        return None;
    }
    let rect = placement.nodes[node];
    let (low, high) = if lying { (rect.y, rect.bottom()) } else { (rect.x, rect.right()) };
    Some((low + APART, high - APART))
}

/// Whether the far end of the route keeps its distance from all others.
fn parted_from_others(placement: &Placement, edge: usize, route: &[Point], at_start: bool) -> bool {
    let tip = if at_start { route[route.len() - 1] } else { route[0] };
    let others = placement.edges.iter().enumerate().filter(|&(i, _)| i != edge);
    let mut tips = others.flat_map(|(_, other)| other.points.first().into_iter().chain(other.points.last()));
    tips.all(|other| (other.x - tip.x).abs().max((other.y - tip.y).abs()) >= APART)
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
    /// How far the far end has given way, and the label with it.
    moved: Point,
}

/// The route by the corner that it leads to. Where the far piece lies too near under the corner, it gives way as far as its end
/// may go (`far`, along the side of its box).
fn from_corner(points: &[Point], rect: Rect, at_start: bool, lying: bool, far: Option<(f64, f64)>) -> Option<Exit> {
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
    let (c, mut x) = (rect.center(), route[2].x);
    // The rest must go on away from the node, or the new bend would turn back.
    let forward = route[1].y > route[0].y;
    if forward != (route[3].y > route[2].y) || forward != (route[3].y > c.y) {
        return None;
    }
    let far_side = x > c.x;
    let corner = if far_side { rect.right() } else { rect.x };
    let room = if far_side { x - corner } else { corner - x };
    let (tip, mut kept) = (Point::new(corner, c.y), route[2]);
    let mut moved = 0.0;
    if room < LEAST {
        let wanted = if far_side { corner + LEAST } else { corner - LEAST };
        if route.len() != 4 || !far.is_some_and(|(low, high)| low <= wanted && wanted <= high) {
            return None;
        }
        moved = wanted - x;
        x = wanted;
        route[3].x = x;
        kept = route[3];
    }
    let bend = Point::new(x, c.y);
    route.splice(0..3, [tip, bend]);
    if !at_start {
        route.reverse();
    }
    let fresh = [(turn(tip), turn(bend)), (turn(bend), turn(kept))];
    Some(Exit { route: route.into_iter().map(turn).collect(), far_side, fresh, moved: turn(Point::new(moved, 0.0)) })
}

/// Whether the new pieces keep clear of everything foreign. Lanes lie side by side: every line may cross them.
fn is_free(
    map: &Map,
    placement: &Placement,
    edge: usize,
    node: usize,
    fresh: &[(Point, Point); 2],
    label: Option<Rect>,
) -> bool {
    let Edge { from, to, .. } = map.edges[edge];
    let goal = if from == End::Node(node) { to } else { from };
    let foreign = |g: &usize| !map.groups[*g].lane && !holds(map, *g, from) && !holds(map, *g, to);
    let foreign: Vec<Rect> = (0..map.groups.len()).filter(foreign).map(|g| placement.groups[g].rect).collect();
    fresh.iter().enumerate().all(|(nth, &(a, b))| {
        let line = Rect::around(a, b);
        let room = line.grown(CLEARANCE);
        // The first piece starts at the node, the second may reach to the goal.
        let own = |i: usize| if nth == 0 { i == node } else { End::Node(i) == goal };
        let mut nodes = placement.nodes.iter().enumerate().filter(|&(i, _)| !own(i));
        let mut others = placement.edges.iter().enumerate().filter(|&(i, _)| i != edge);
        nodes.all(|(_, rect)| !rect.overlaps(&room))
            && placement.groups.iter().all(|group| !group.title.overlaps(&room))
            && foreign.iter().all(|group| !group.overlaps(&room))
            && label.is_none_or(|label| !label.grown(1.0).overlaps(&line))
            && others.all(|(_, other)| {
                let in_the_way =
                    |at: &Rect| at.overlaps(&room) || label.is_some_and(|own| at.overlaps(&own.grown(2.0)));
                !other.label.is_some_and(|label| in_the_way(&label))
                    && !other.points.windows(2).any(|p| in_the_way(&Rect::around(p[0], p[1])))
            })
    }) && label.is_none_or(|label| {
        let room = label.grown(2.0);
        placement.nodes.iter().all(|rect| !rect.overlaps(&room))
            && placement.groups.iter().all(|g| !g.title.overlaps(&room))
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
        let exit = from_corner(&route, rect, true, false, None).expect("room enough");
        assert!(exit.far_side);
        assert_eq!(exit.route, points(&[(100.0, 30.0), (150.0, 30.0), (150.0, 200.0)]));
        // What lay below the old bend was there before.
        assert_eq!(exit.fresh[1], (Point::new(150.0, 30.0), Point::new(150.0, 80.0)));
    }

    #[test]
    fn an_end_under_the_corner_gives_way_where_it_may() {
        let rect = Rect::new(0.0, 0.0, 100.0, 60.0);
        let under = points(&[(50.0, 60.0), (50.0, 80.0), (90.0, 80.0), (90.0, 120.0)]);
        let exit = from_corner(&under, rect, true, false, Some((80.0, 200.0))).expect("room to give way");
        assert_eq!(exit.route, points(&[(100.0, 30.0), (114.0, 30.0), (114.0, 120.0)]));
        assert_eq!(exit.moved, Point::new(24.0, 0.0));
        assert!(from_corner(&under, rect, true, false, Some((80.0, 100.0))).is_none());
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
        assert!(from_corner(&points(&[(50.0, 60.0), (50.0, 200.0)]), rect, true, false, None).is_none());
        let under = points(&[(50.0, 60.0), (50.0, 80.0), (90.0, 80.0), (90.0, 200.0)]);
        assert!(from_corner(&under, rect, true, false, None).is_none());
    }

    #[test]
    fn a_lying_flow_uses_top_and_bottom() {
        let rect = Rect::new(0.0, 0.0, 60.0, 100.0);
        let route = points(&[(60.0, 50.0), (80.0, 50.0), (80.0, 150.0), (200.0, 150.0)]);
        let exit = from_corner(&route, rect, true, true, None).expect("room enough");
        assert_eq!(exit.route, points(&[(30.0, 100.0), (30.0, 150.0), (200.0, 150.0)]));
    }
}
