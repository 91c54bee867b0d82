//! Where ports come to stand when their document is laid out, and their labels with them.

use super::Document;
use super::options::Sides;
use super::ports::{BESIDE, Given, PortShape, level, share, tell};
use super::tips;
use crate::geometry::{Point, Rect, Side, Size};
use crate::layout::layered::{End, Gate, GateBox, Placement};

impl Document {
    /// Lays the document out.
    pub fn place(&mut self) -> Placement {
        self.part();
        let (mut placement, mut boxes) = tips::place(&self.graph, &self.tips);
        let merged = self.merge(&placement);
        if self.sort_ports(&placement) || merged {
            tell(&mut self.graph, &self.ports, &self.around);
            (placement, boxes) = tips::place(&self.graph, &self.tips);
        }
        self.tip_boxes = boxes;
        placement
    }

    /// Puts ports of free order into the order of what they lead to. Whether that changes anything.
    fn sort_ports(&mut self, placement: &Placement) -> bool {
        let mut changed = false;
        for own in self.ports.chunk_by_mut(|a, b| a.of == b.of) {
            let End::Node(node) = own[0].of else { continue };
            let s = self.around[node as usize];
            let whole = self.graph.nodes[node as usize].size;
            let size = Size::new(whole.w - s.left - s.right, whole.h - s.top - s.bottom);
            for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
                let free = |p: &PortShape| p.place.0 == side && p.given < Given::Order && p.pinned();
                let mut row: Vec<&mut PortShape> = own.iter_mut().filter(|p| free(p)).collect();
                let before: Vec<f64> = row.iter().map(|p| p.place.1).collect();
                let far = |p: &PortShape| {
                    let ends = p.uses.iter().filter_map(|&(e, start)| {
                        let points = &placement.edges[e as usize].points;
                        let end = if start { points.last() } else { points.first() }?;
                        Some(if level(side) { end.x } else { end.y })
                    });
                    ends.sum::<f64>() / p.uses.len().max(1) as f64
                };
                row.sort_by(|a, b| far(a).total_cmp(&far(b)));
                share(&mut row, side, size);
                changed |= before.into_iter().ne(own.iter().filter(|p| free(p)).map(|p| p.place.1));
            }
        }
        changed
    }

    /// Where ports stand, each with its box from the corner of its node; a free one where its edge ends.
    pub(super) fn port_boxes<'a>(
        &'a self,
        placement: &'a Placement,
    ) -> impl Iterator<Item = (&'a PortShape, Side, Rect)> + 'a {
        // Groups' ports are gates of the graph, in their order.
        let mut gates = self.graph.gates.iter().zip(&placement.gates);
        self.ports.iter().map(move |p| {
            let (size, place) = match p.of {
                End::Node(node) => self.place_on_node(p, node, placement),
                End::Group(group) => {
                    let r = placement.groups[group as usize].rect;
                    let length = if level(p.place.0) { r.w } else { r.h };
                    let along = |(gate, found): (&Gate, &GateBox)| match (gate.at, level(p.place.0)) {
                        (Some(_), _) => gate.middle(length),
                        (None, true) => found.at.x - r.x,
                        (None, false) => found.at.y - r.y,
                    };
                    (r.size(), (p.place.0, gates.next().map_or(0.0, along)))
                }
            };
            let (w, h) = (p.size.w, p.size.h);
            let rect = match place.0 {
                Side::Top => Rect::new(place.1 - w / 2.0, -h, w, h),
                Side::Bottom => Rect::new(place.1 - w / 2.0, size.h, w, h),
                Side::Left => Rect::new(-w, place.1 - h / 2.0, w, h),
                Side::Right => Rect::new(size.w, place.1 - h / 2.0, w, h),
            };
            (p, place.0, rect)
        })
    }

    /// The size of a node without its ports, and the place of one of them.
    fn place_on_node(&self, p: &PortShape, node: u32, placement: &Placement) -> (Size, (Side, f64)) {
        let (s, whole) = (self.around[node as usize], placement.nodes[node as usize]);
        let size = Size::new(whole.w - s.left - s.right, whole.h - s.top - s.bottom);
        let mut place = p.place;
        if let (false, Some(&(edge, start))) = (p.pinned(), p.uses.first()) {
            let points = &placement.edges[edge as usize].points;
            if let Some(&end) = if start { points.first() } else { points.last() } {
                place = ended(&whole, end);
                place.1 -= if level(place.0) { s.left } else { s.top };
            }
        }
        (size, place)
    }

    /// Leads an edge's end from the border of a node with its ports to the port's outer side, or to the node.
    pub(super) fn lead_in(&self, node: u32, edge: u32, start: bool, placement: &Placement, end: &mut Point) {
        let (s, whole) = (self.around[node as usize], placement.nodes[node as usize]);
        if s == Sides::default() {
            return;
        }
        let port = self.ports.iter().find(|p| p.of == End::Node(node) && p.uses.contains(&(edge, start)));
        let (side, _) = ended(&whole, *end);
        let out = port.map_or(0.0, |p| if level(side) { p.size.h } else { p.size.w });
        match side {
            Side::Top => end.y = whole.y + s.top - out,
            Side::Bottom => end.y = whole.bottom() - s.bottom + out,
            Side::Left => end.x = whole.x + s.left - out,
            Side::Right => end.x = whole.right() - s.right + out,
        }
    }
}

/// The side of a box where a point lies, and how far along it.
fn ended(r: &Rect, p: Point) -> (Side, f64) {
    let off = [
        (Side::Top, (p.y - r.y).abs()),
        (Side::Bottom, (p.y - r.bottom()).abs()),
        (Side::Left, (p.x - r.x).abs()),
        (Side::Right, (p.x - r.right()).abs()),
    ];
    let side = off.iter().fold(off[0], |least, o| if o.1 < least.1 { *o } else { least }).0;
    (side, if level(side) { p.x - r.x } else { p.y - r.y })
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
