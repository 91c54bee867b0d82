//! Moves the last piece of a line sideways where it would meet a slanting part of an outline: the round end of a pill, the rim of
//! a cylinder, a shoulder. The engine knows boxes only and spreads lines over their sides.
//!
//! Before: an orthogonal route per edge, ends on the boxes around nodes. After: the same routes but for moved pieces; each
//! is as clear of everything foreign as [`CLEARANCE`] says and crosses nothing that it did not cross, and its label has
//! moved with it.

use super::content::shape_of;
use super::layered::Placement;
use crate::geometry::{Point, Rect, Side, Size};
use crate::shape::{self, Border};
use crate::view::{Direction, End, Map};

/// Least distance of a moved piece, and of its label, from anything foreign, px.
const CLEARANCE: f64 = 8.0;

/// Least distance between two ends on one side, px.
const APART: f64 = 12.0;

/// Steepest outline on which a line may end, rise over run: half as much again would look like a miss.
const SLANT: f64 = 0.5;

/// Steepest outline that counts as level where there is a choice, rise over run.
const LEVEL: f64 = 0.25;

/// How far the end of a self loop may move, px: over the gap between head and shoulders of a person, and round a shoulder.
const LOOP_SHIFT: u32 = 8;

/// The slope of an arrowhead's flanks is 9 to 4; with half a stroke on each side, this is the steepest outline beside which
/// it is whole.
const STEEP: f64 = 1.8;

/// Half the breadth of an arrowhead and a little air, px.
const HEAD: f64 = 5.0;

/// A label stands at most this far from its line, px.
const LABEL_REACH: f64 = 12.0;

/// Moves ends off slanting parts of outlines towards the middle of their side, where there is room: first on the sides where
/// the flow enters and leaves, then on the flanks.
pub fn off_slants(map: &Map, placement: &mut Placement) {
    let lying = matches!(map.direction, Direction::Right | Direction::Left);
    for lying in [lying, !lying] {
        if lying {
            transpose(placement);
        }
        for edge in 0..map.edges.len() {
            for at_start in [true, false] {
                settle(map, placement, edge, at_start, lying);
            }
        }
        if lying {
            transpose(placement);
        }
    }
}

/// How far from the corners of the sides where the flow enters and leaves a line has to stay, px: where the outline is level enough
/// to end on, up to a third of the side. What is in the middle of a side, like a person's head, is left to [`off_slants`].
pub fn inset(shape: &'static dyn shape::Shape, size: Size, direction: Direction) -> f64 {
    if shape.centered_ports() {
        return 0.0;
    }
    let lying = matches!(direction, Direction::Right | Direction::Left);
    let (w, h) = if lying { (size.h, size.w) } else { (size.w, size.h) };
    let sides = [true, false].map(|low| Outline::new(shape, Rect::new(0.0, 0.0, w, h), low, lying));
    let holds = |x: f64| sides.iter().all(|side| side.is_level(x, LEVEL) && side.holds_head(x));
    // Nearer to a corner no line ends anyway; most shapes are level from there on, and a step is less than a reader sees.
    let mut steps = (8..=(w / 3.0) as u32).step_by(2).map(f64::from);
    steps.find(|&d| holds(d) && holds(w - d)).filter(|&d| d > 8.0).unwrap_or(0.0)
}

/// Whether an arrowhead that comes square to a side, at `port` on that side, stays outside of the shape: nothing beside it
/// rises above its flanks.
fn holds_head(border: &Border, side: Side, port: Point) -> bool {
    let depth = |d: f64| {
        let (dx, dy) = if matches!(side, Side::Top | Side::Bottom) { (d, 0.0) } else { (0.0, d) };
        let Some(hit) = border.hit(side, Point::new(port.x + dx, port.y + dy)) else { return f64::INFINITY };
        match side {
            Side::Top => hit.y,
            Side::Bottom => -hit.y,
            Side::Left => hit.x,
            Side::Right => -hit.x,
        }
    };
    let tip = depth(0.0);
    let clear = |d: f64| tip - depth(d) <= STEEP * d.abs();
    tip.is_finite() && (1..=HEAD as i32).all(|d| clear(f64::from(d)) && clear(f64::from(-d)))
}

/// Moves the ends of self loops off gaps and slopes of outlines, by a little: loops stand in their own room.
pub fn loops_off_gaps(map: &Map, placement: &mut Placement) {
    for (edge, route) in map.edges.iter().zip(&mut placement.edges) {
        let End::Node(node) = edge.from else { continue };
        if edge.from != edge.to || map.nodes[node].collapsed {
            continue;
        }
        let border = shape::border(shape_of(&map.nodes[node].face), placement.nodes[node]);
        let n = route.points.len();
        for (tip, next) in [(0, 1), (n - 1, n - 2)] {
            let (at, beside) = (route.points[tip], route.points[next]);
            let upright = at.x == beside.x;
            let side = match upright {
                true if beside.y < at.y => Side::Top,
                true => Side::Bottom,
                false if beside.x < at.x => Side::Left,
                false => Side::Right,
            };
            let moved = |p: Point, d: f64| if upright { Point::new(p.x + d, p.y) } else { Point::new(p.x, p.y + d) };
            let steps = (0..=LOOP_SHIFT).flat_map(|i| [f64::from(i), -f64::from(i)]);
            let mut holding = steps.filter(|&d| holds_head(&border, side, moved(at, d)));
            if let Some(d) = holding.next().filter(|d| *d != 0.0) {
                route.points[tip] = moved(at, d);
                route.points[next] = moved(beside, d);
            }
        }
    }
}

/// Swaps the axes: then lines run up and down along every flow.
fn transpose(placement: &mut Placement) {
    let turned = |r: &mut Rect| *r = Rect::new(r.y, r.x, r.h, r.w);
    placement.nodes.iter_mut().for_each(turned);
    for group in &mut placement.groups {
        turned(&mut group.rect);
        turned(&mut group.title);
    }
    for route in &mut placement.edges {
        route.points.iter_mut().for_each(|p| *p = Point::new(p.y, p.x));
        route.label.iter_mut().for_each(turned);
    }
}

fn settle(map: &Map, placement: &mut Placement, edge: usize, at_start: bool, lying: bool) {
    let end = if at_start { map.edges[edge].from } else { map.edges[edge].to };
    let End::Node(node) = end else { return };
    if map.edges[edge].from == map.edges[edge].to || map.nodes[node].collapsed {
        return;
    }
    let shape = shape_of(&map.nodes[node].face);
    let points = &placement.edges[edge].points;
    let n = points.len();
    let (tip, next) = if at_start { (points[0], points[1]) } else { (points[n - 1], points[n - 2]) };
    if shape.centered_ports() || tip.x != next.x {
        return;
    }
    let side = Outline::new(shape, placement.nodes[node], next.y < tip.y, lying);
    let moved = side.level_from(tip.x).into_iter().flatten().any(|x| slide(map, placement, edge, at_start, x, ROOMY));
    // A line into a gap, or onto a slope that its arrowhead would stick in, must move, however narrow the way.
    if !moved && !side.holds_head(tip.x) {
        side.holding_from(tip.x).find(|&x| slide(map, placement, edge, at_start, x, NARROW));
    }
}

/// Least distances of a moved piece, px: of the line and its label from anything foreign, between two ends on one side, and
/// between two bends, as both are rounded.
#[derive(Clone, Copy)]
struct Room {
    clearance: f64,
    apart: f64,
    jog: f64,
}

const ROOMY: Room = Room { clearance: CLEARANCE, apart: APART, jog: 16.0 };
const NARROW: Room = Room { clearance: 4.0, apart: 6.0, jog: 4.0 };

/// The outline of a node as seen from its low or its high side, axes swapped where the flow lies.
struct Outline {
    border: Border,
    rect: Rect,
    /// The side of low y.
    low: bool,
    lying: bool,
}

impl Outline {
    /// Of the shape that fills `rect`, whose axes are swapped where the flow lies.
    fn new(shape: &dyn shape::Shape, rect: Rect, low: bool, lying: bool) -> Self {
        let seen = if lying { Rect::new(rect.y, rect.x, rect.h, rect.w) } else { rect };
        Self { border: shape::border(shape, seen), rect, low, lying }
    }

    /// A line at `x` as the shape sees it: the side and the port.
    fn line(&self, x: f64) -> (Side, Point) {
        let y = if self.low { self.rect.y } else { self.rect.bottom() };
        match (self.lying, self.low) {
            (false, true) => (Side::Top, Point::new(x, y)),
            (false, false) => (Side::Bottom, Point::new(x, y)),
            (true, true) => (Side::Left, Point::new(y, x)),
            (true, false) => (Side::Right, Point::new(y, x)),
        }
    }

    /// Where a line at `x` meets it; None where it misses.
    fn height(&self, x: f64) -> Option<f64> {
        let (side, port) = self.line(x);
        let hit = self.border.hit(side, port)?;
        Some(if self.lying { hit.x } else { hit.y })
    }

    fn holds_head(&self, x: f64) -> bool {
        let (side, port) = self.line(x);
        holds_head(&self.border, side, port)
    }

    /// Whether a line at `x` meets it where it rises no more than `most`, rise over run. Beside it the outline may end.
    fn is_level(&self, x: f64, most: f64) -> bool {
        let beside = |x: f64| self.height(x).unwrap_or(if self.low { self.rect.y } else { self.rect.bottom() });
        self.height(x).is_some() && (beside(x + 1.0) - beside(x - 1.0)).abs() / 2.0 <= most
    }

    /// The places that hold an arrowhead, the nearest first, those towards the middle before the others.
    fn holding_from(&self, x: f64) -> impl Iterator<Item = f64> {
        let step = if x < self.rect.center().x { 1.0 } else { -1.0 };
        let both = (1..=self.rect.w as u32).flat_map(move |i| [x + step * f64::from(i), x - step * f64::from(i)]);
        both.filter(|&x| self.holds_head(x))
    }

    /// The nearest places that are level enough, if `x` is not: towards the middle, and away from it, as on a person's head.
    fn level_from(&self, x: f64) -> [Option<f64>; 2] {
        let middle = self.rect.center().x;
        let step = if x < middle { 1.0 } else { -1.0 };
        let level = |x: f64| self.is_level(x, SLANT);
        if level(x) {
            return [None; 2];
        }
        let nearest = |step: f64, steps: f64| (1..=steps as u32).map(|i| x + step * f64::from(i)).find(|&x| level(x));
        let away = (x - self.rect.x).min(self.rect.right() - x) - CLEARANCE;
        [nearest(step, (middle - x).abs()), nearest(-step, away.max(0.0))]
    }
}

/// Moves the first or last piece of a line to `x`, if nothing is in its way; says whether it did.
fn slide(map: &Map, placement: &mut Placement, edge: usize, at_start: bool, x: f64, room: Room) -> bool {
    let route = &placement.edges[edge];
    let n = route.points.len();
    let at = if at_start { 0 } else { n - 2 };
    let mut points = route.points.clone();
    let dx = x - points[at].x;
    points[at].x = x;
    points[at + 1].x = x;
    let label = route.label.map(|label| {
        if is_beside(label, route.points[at], route.points[at + 1]) { label.shifted(dx, 0.0) } else { label }
    });
    // The piece itself, and the one or two across that reach to it.
    let changed = at.saturating_sub(1)..(at + 2).min(n - 1);
    let straight_between_nodes = n == 2;
    let fits = !straight_between_nodes || both_ends_hold(map, placement, edge, x, room.clearance);
    let bends = changed.clone().filter(|&i| i != at).all(|i| (points[i].x - points[i + 1].x).abs() >= room.jog);
    let same_way = changed
        .clone()
        .filter(|&i| i != at)
        .all(|i| (points[i].x < points[i + 1].x) == (route.points[i].x < route.points[i + 1].x));
    let others = Others { map, placement, edge, room };
    let free = fits
        && bends
        && same_way
        && others.leave_room_at_end(at_start, x)
        && changed
            .clone()
            .all(|i| others.are_clear_of((points[i], points[i + 1]), (route.points[i], route.points[i + 1])))
        && label.is_none_or(|label| others.are_clear_of_label(label, &points));
    if free {
        let route = &mut placement.edges[edge];
        route.points = points;
        route.label = label;
    }
    free
}

/// A straight line that moves takes both its ends along: each must stay on the side of its box, off the corners.
fn both_ends_hold(map: &Map, placement: &Placement, edge: usize, x: f64, clearance: f64) -> bool {
    [map.edges[edge].from, map.edges[edge].to].into_iter().all(|end| match end {
        End::Node(i) if shape_of(&map.nodes[i].face).centered_ports() => false,
        End::Node(i) => inside(placement.nodes[i], x, clearance),
        End::Group(i) => inside(placement.groups[i].rect, x, clearance),
    })
}

fn inside(rect: Rect, x: f64, clearance: f64) -> bool {
    rect.x + clearance <= x && x <= rect.right() - clearance
}

fn is_beside(label: Rect, a: Point, b: Point) -> bool {
    let piece = Rect::around(a, b);
    let shared = piece.bottom().min(label.bottom()) - piece.y.max(label.y);
    piece.overlaps(&label.grown(LABEL_REACH)) && shared >= label.h / 2.0
}

/// What a line must keep clear of.
struct Others<'a> {
    map: &'a Map,
    placement: &'a Placement,
    edge: usize,
    room: Room,
}

impl Others<'_> {
    fn lines(&self) -> impl Iterator<Item = (Point, Point)> {
        let others = self.placement.edges.iter().enumerate().filter(|&(i, _)| i != self.edge);
        others.flat_map(|(_, other)| other.points.windows(2).map(|p| (p[0], p[1])))
    }

    fn labels(&self) -> impl Iterator<Item = Rect> {
        self.placement.edges.iter().enumerate().filter(|&(i, _)| i != self.edge).filter_map(|(_, other)| other.label)
    }

    /// Whether no other line ends near `x` on the same side of the same box.
    fn leave_room_at_end(&self, at_start: bool, x: f64) -> bool {
        let own = &self.placement.edges[self.edge].points;
        let y = if at_start { own[0].y } else { own[own.len() - 1].y };
        let mut tips = self
            .placement
            .edges
            .iter()
            .enumerate()
            .filter(|&(i, _)| i != self.edge)
            .flat_map(|(_, other)| [other.points[0], other.points[other.points.len() - 1]]);
        tips.all(|tip| (tip.y - y).abs() > 1.0 || (tip.x - x).abs() >= self.room.apart)
    }

    /// Whether a piece that was `before` is clear of boxes, titles, labels and lines.
    fn are_clear_of(&self, piece: (Point, Point), before: (Point, Point)) -> bool {
        let line = Rect::around(piece.0, piece.1);
        let room = line.grown(self.room.clearance);
        let ends = [self.map.edges[self.edge].from, self.map.edges[self.edge].to];
        let foreign = |i: &(usize, &Rect)| !ends.contains(&End::Node(i.0));
        self.placement.nodes.iter().enumerate().filter(foreign).all(|(_, rect)| !rect.overlaps(&room))
            && self
                .placement
                .groups
                .iter()
                .all(|group| !group.title.overlaps(&room) && !along_border(group.rect, line, self.room.clearance))
            && self.labels().all(|label| !label.overlaps(&room))
            && self.lines().all(|other| {
                if crosses(piece, other) {
                    crosses(before, other)
                } else {
                    !Rect::around(other.0, other.1).overlaps(&room)
                }
            })
    }

    fn are_clear_of_label(&self, label: Rect, own: &[Point]) -> bool {
        let room = label.grown(2.0);
        self.placement.nodes.iter().all(|rect| !rect.overlaps(&room))
            && self.placement.groups.iter().all(|group| !group.title.overlaps(&room) && !border_cuts(group.rect, room))
            && self.labels().all(|other| !other.overlaps(&room))
            && self.lines().all(|(a, b)| !Rect::around(a, b).overlaps(&label.grown(self.room.clearance)))
            && own.windows(2).all(|p| !Rect::around(p[0], p[1]).overlaps(&label))
    }
}

/// Whether an upright line runs beside an upright border, too near.
fn along_border(group: Rect, line: Rect, clearance: f64) -> bool {
    let shared = line.bottom().min(group.bottom()) - line.y.max(group.y);
    line.w == 0.0
        && shared > 0.0
        && ((line.x - group.x).abs() < clearance || (line.x - group.right()).abs() < clearance)
}

/// Whether a box lies neither inside a group nor outside of it.
fn border_cuts(group: Rect, label: Rect) -> bool {
    group.overlaps(&label) && !group.holds(&label)
}

/// Whether two pieces cross squarely, each reaching to both sides of the other.
fn crosses(a: (Point, Point), b: (Point, Point)) -> bool {
    let (ra, rb) = (Rect::around(a.0, a.1), Rect::around(b.0, b.1));
    let through = |upright: Rect, level: Rect| {
        level.x + 1.0 < upright.x
            && upright.x < level.right() - 1.0
            && upright.y + 1.0 < level.y
            && level.y < upright.bottom() - 1.0
    };
    (ra.w == 0.0 && rb.h == 0.0 && through(ra, rb)) || (rb.w == 0.0 && ra.h == 0.0 && through(rb, ra))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_end_is_slanting_and_its_middle_is_not() {
        let shape = shape::find("pill").expect("a shape");
        let pill = Outline::new(shape, Rect::new(0.0, 0.0, 120.0, 44.0), true, false);
        assert_eq!(pill.level_from(60.0), [None; 2]);
        let x = pill.level_from(6.0)[0].expect("a round end");
        assert!((10.0..20.0).contains(&x), "{x}");
        let x = pill.level_from(116.0)[0].expect("the other");
        assert!((100.0..110.0).contains(&x), "{x}");
    }

    #[test]
    fn a_lying_flow_sees_the_sides() {
        let shape = shape::find("queue").expect("a shape");
        // A queue 100 by 60 with its axes swapped: its round ends point up and down.
        let queue = Outline::new(shape, Rect::new(0.0, 0.0, 60.0, 100.0), true, true);
        assert!(queue.level_from(2.0)[0].is_some());
        assert_eq!(queue.level_from(30.0), [None; 2]);
    }

    #[test]
    fn a_line_at_the_chin_may_go_up_to_the_cheek() {
        let shape = shape::find("person").expect("a shape");
        let person = Outline::new(shape, Rect::new(0.0, 0.0, 70.0, 120.0), false, true);
        let chin = (1..60).map(f64::from).find(|&y| !person.is_level(y, SLANT) && y > 15.0).expect("below the cheek");
        let [body, cheek] = person.level_from(chin).map(|y| y.expect("level"));
        assert!(cheek < chin && chin < body && person.is_level(cheek, SLANT) && person.is_level(body, SLANT));
    }

    #[test]
    fn only_square_crossings_count() {
        let p = Point::new;
        let upright = (p(10.0, 0.0), p(10.0, 20.0));
        assert!(crosses(upright, (p(0.0, 10.0), p(20.0, 10.0))));
        assert!(!crosses(upright, (p(0.0, 10.0), p(10.0, 10.0))));
        assert!(!crosses(upright, (p(12.0, 0.0), p(12.0, 20.0))));
    }
}
