//! Landings: where lines end at nodes with ports, and where ports stand, when all is laid out.
//!
//! For the engine a node is larger by its ports. Lines are led on from its border to their port's outer side, or to the node where they
//! end at no port; and the last piece of a line to a port with a given place runs to the very middle of it, which the engine knows to a
//! part of a px.
//!
//! Before: a placement. After: routes, and boxes of ports, that meet.

use super::Document;
use super::ports::{BESIDE, PortShape, level};
use crate::geometry::{Point, Rect, Side, Size};
use crate::layout::layered::{End, Placement, tidy};

/// The engine meets places as near as that, px.
const NEAR: f64 = 0.5;
/// Places nearer than that are one, px.
const SAME: f64 = 1e-6;

/// The ports at both ends of every edge.
pub(super) struct Ends(Vec<[Option<u32>; 2]>);

impl Ends {
    /// The index of the port where an edge starts, or ends.
    pub(super) fn port(&self, edge: u32, start: bool) -> Option<usize> {
        self.0[edge as usize][usize::from(!start)].map(|p| p as usize)
    }
}

impl Document {
    pub(super) fn ends(&self) -> Ends {
        let mut out = vec![[None; 2]; self.graph.edges.len()];
        for (i, p) in (0u32..).zip(&self.ports) {
            p.uses.iter().for_each(|&(e, start)| out[e as usize][usize::from(!start)] = Some(i));
        }
        Ends(out)
    }

    /// The side of a node where an end of an edge lies, and how far along the side of the node itself.
    pub(super) fn landed(&self, node: u32, (edge, start): (u32, bool), placement: &Placement) -> (Side, f64) {
        let (whole, own) = self.boxes(node, placement);
        let points = &placement.edges[edge as usize].points;
        let [end, next] = tip(points, start);
        let side = arrives(&whole, end, next);
        (side, if level(side) { end.x - own.x } else { end.y - own.y })
    }

    /// The boxes of a node with its ports and without.
    fn boxes(&self, node: u32, placement: &Placement) -> (Rect, Rect) {
        let whole = placement.nodes[node as usize];
        (whole, self.around[node as usize].inner(&whole))
    }

    /// Where each port stands: its side, and its middle on that, from the corner of its node.
    pub(super) fn stands(&self, placement: &Placement) -> Vec<(Side, f64)> {
        // Groups' ports are gates of the graph, in their order.
        let mut gates = self.graph.gates.iter().zip(&placement.gates);
        let place = |p: &PortShape| match (p.of, p.uses.first()) {
            (End::Node(_), None) => p.place,
            (End::Node(_), _) if p.fixed() => p.place,
            (End::Node(node), Some(&end)) if !p.pinned() => self.landed(node, end, placement),
            (End::Node(node), Some(&(edge, start))) => {
                let own = self.boxes(node, placement).1;
                let [end, _] = tip(&placement.edges[edge as usize].points, start);
                let along = if level(p.place.0) { end.x - own.x } else { end.y - own.y };
                (p.place.0, if (along - p.place.1).abs() < NEAR { along } else { p.place.1 })
            }
            (End::Group(group), _) => {
                let r = placement.groups[group as usize].rect;
                let upright = !level(p.place.0);
                let along = gates.next().map_or(0.0, |(gate, found)| match (gate.at, upright) {
                    (Some(_), _) => gate.middle(if upright { r.h } else { r.w }),
                    (None, false) => found.at.x - r.x,
                    (None, true) => found.at.y - r.y,
                });
                (p.place.0, along)
            }
        };
        self.ports.iter().map(place).collect()
    }

    /// Where ports stand, each with its box from the corner of its node.
    pub(super) fn port_boxes(&self, placement: &Placement) -> Vec<(&PortShape, Side, Rect)> {
        let stands = self.stands(placement);
        self.ports
            .iter()
            .zip(stands)
            .map(|(p, (side, along))| {
                let size = match p.of {
                    End::Node(node) => self.boxes(node, placement).1.size(),
                    End::Group(group) => placement.groups[group as usize].rect.size(),
                };
                (p, side, p.standing(size, (side, along)))
            })
            .collect()
    }

    /// The routes of all edges from port to port.
    pub(super) fn routes(&self, placement: &Placement) -> Vec<Vec<Point>> {
        let (ends, stands) = (self.ends(), self.stands(placement));
        (0..self.edges.len() as u32).map(|e| self.route(e, (&ends, &stands), placement)).collect()
    }

    fn route(&self, edge: u32, (ends, stands): (&Ends, &[(Side, f64)]), placement: &Placement) -> Vec<Point> {
        let mut points = placement.edges[edge as usize].points.clone();
        let of = &self.graph.edges[edge as usize];
        let mut meet = [None; 2];
        let mut led = false;
        for (of, start) in [(of.from, true), (of.to, false)] {
            let port = ends.port(edge, start);
            led |= self.lead_in(of, (edge, start), port.map(|i| (&self.ports[i], stands[i])), placement, &mut points);
            let corner = match of {
                End::Node(n) => self.boxes(n, placement).1.origin(),
                End::Group(g) => placement.groups[g as usize].rect.origin(),
            };
            // A line that has its place for itself is drawn straight from there.
            let shared = |i: &usize| self.ports[*i].pointer.is_some() || self.ports[*i].uses.len() > 1;
            meet[usize::from(!start)] = port.filter(shared).map(|i| {
                let (side, along) = stands[i];
                (level(side), along + if level(side) { corner.x } else { corner.y })
            });
        }
        if align(&mut points, meet) || led {
            tidy(&mut points);
        }
        points
    }

    /// Leads an edge's end from the border of a node with its ports to the port's outer side, or to the node. Whether it did.
    fn lead_in(
        &self,
        of: End,
        end: (u32, bool),
        port: Option<(&PortShape, (Side, f64))>,
        placement: &Placement,
        points: &mut [Point],
    ) -> bool {
        let End::Node(node) = of else { return false };
        let (whole, own) = self.boxes(node, placement);
        if whole == own {
            return false;
        }
        let (side, out) = match port {
            Some((p, (side, _))) => (side, p.reach(side)),
            None => (self.landed(node, end, placement).0, 0.0),
        };
        let last = if end.1 { points.first_mut() } else { points.last_mut() };
        if let Some(p) = last {
            match side {
                Side::Top => p.y = own.y - out,
                Side::Bottom => p.y = own.bottom() + out,
                Side::Left => p.x = own.x - out,
                Side::Right => p.x = own.right() + out,
            }
        }
        true
    }
}

/// An end of a route and the point next to it.
pub(super) fn tip(points: &[Point], start: bool) -> [Point; 2] {
    match points {
        [] => [Point::default(); 2],
        [only] => [*only; 2],
        [first, second, ..] if start => [*first, *second],
        [.., before, last] => [*last, *before],
    }
}

/// The side of a box where a line ends that comes from `next`: of the sides that it can end squarely at the nearest.
pub(super) fn arrives(r: &Rect, end: Point, next: Point) -> Side {
    let off = [
        (Side::Top, (end.y - r.y).abs()),
        (Side::Bottom, (end.y - r.bottom()).abs()),
        (Side::Left, (end.x - r.x).abs()),
        (Side::Right, (end.x - r.right()).abs()),
    ];
    let square = |side: Side| if level(side) { end.x == next.x } else { end.y == next.y };
    let any = off.iter().any(|o| square(o.0));
    let fit = off.iter().filter(|o| !any || square(o.0));
    fit.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(Side::Top, |o| o.0)
}

/// Has the ends of a route meet places: on level sides at an x, on others at a y. Whether any point moved.
fn align(points: &mut Vec<Point>, meet: [Option<(bool, f64)>; 2]) -> bool {
    let n = points.len();
    let along = |p: Point, level: bool| if level { p.x } else { p.y };
    let set = |p: &mut Point, level: bool, to: f64| if level { p.x = to } else { p.y = to };
    let wanted = [0, 1].map(|k| {
        let [end, next] = tip(points, k == 0);
        let (level, to) = meet[k].filter(|&(level, _)| end != next && along(end, level) == along(next, level))?;
        let by = (along(end, level) - to).abs();
        (by < NEAR).then_some((level, if by < SAME { along(end, level) } else { to }))
    });
    if let (2, Some((level, first)), Some((_, last))) = (n, wanted[0].or(wanted[1]), wanted[1].or(wanted[0])) {
        // Two places that are not quite in line are joined by a step in the middle.
        let mut middle = [Point::new((points[0].x + points[1].x) / 2.0, (points[0].y + points[1].y) / 2.0); 2];
        let moved = along(points[0], level) != first || along(points[1], level) != last;
        set(&mut points[0], level, first);
        set(&mut points[1], level, last);
        if first != last {
            set(&mut middle[0], level, first);
            set(&mut middle[1], level, last);
            points.splice(1..1, middle);
        }
        return moved;
    }
    let mut moved = false;
    for (k, (level, to)) in wanted.into_iter().enumerate().filter_map(|(k, w)| Some((k, w?))) {
        for i in if k == 0 { [0, 1] } else { [n - 1, n - 2] } {
            moved |= along(points[i], level) != to;
            set(&mut points[i], level, to);
        }
    }
    moved
}

/// Where the labels of a port stand, from its corner: inside the node in line with it, or outside beside where its edge runs.
pub(super) fn label_corner(side: Side, port: Size, labels: Size, inside: bool) -> Point {
    let (along, across) = ((port.w - labels.w) / 2.0, (port.h - labels.h) / 2.0);
    match (side, inside) {
        (Side::Left, true) => Point::new(port.w + BESIDE, across),
        (Side::Right, true) => Point::new(-labels.w - BESIDE, across),
        (Side::Top, true) => Point::new(along, port.h + BESIDE),
        (Side::Bottom, true) => Point::new(along, -labels.h - BESIDE),
        (Side::Left, false) => Point::new(-labels.w - BESIDE, port.h + BESIDE),
        (Side::Right | Side::Bottom, false) => Point::new(port.w + BESIDE, port.h + BESIDE),
        (Side::Top, false) => Point::new(port.w + BESIDE, -labels.h - BESIDE),
    }
}
