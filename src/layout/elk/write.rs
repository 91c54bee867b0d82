//! The placement written back into the document, in the frames that it asks for.

use serde_json::{Map, Value, json};

use super::options::Sides;
use super::problem::name_of;
use super::{Document, EdgeFrame, Shape, labels, ports};
use crate::geometry::{Point, Rect, Size};
use crate::layout::layered::{End, Placement};

impl Document {
    /// The document with the placement written into it.
    pub fn write(mut self, placement: &Placement) -> Value {
        let moved = Moved { placement, around: &self.around, x: self.padding.left, y: self.padding.top };
        let mut value = std::mem::take(&mut self.value);
        for (i, shape) in self.nodes.iter().enumerate() {
            let rect = moved.node(i as u32);
            let inside = if shape.absolute_inside { rect } else { Rect::at(Point::default(), rect.size()) };
            if let Some(element) = value.pointer_mut(&shape.pointer) {
                let corner = self.corner(&moved, shape, self.graph.nodes[i].parent);
                put(element, Point::new(rect.x - corner.x, rect.y - corner.y), Some(rect.size()));
                shape.placing.write(element, inside);
            }
        }
        for (i, shape) in self.groups.iter().enumerate() {
            let rect = moved.group(i as u32);
            let inside = if shape.absolute_inside { rect } else { Rect::at(Point::default(), rect.size()) };
            let title = placement.groups[i].title.shifted(moved.x, moved.y);
            let title = title.shifted(inside.x - rect.x, inside.y - rect.y);
            if let Some(element) = value.pointer_mut(&shape.pointer) {
                let corner = self.corner(&moved, shape, self.graph.groups[i].parent);
                put(element, Point::new(rect.x - corner.x, rect.y - corner.y), Some(rect.size()));
                if shape.placing.outside() {
                    shape.placing.write(element, inside);
                } else {
                    labels::stack(element, title);
                }
            }
        }
        self.write_ports(&mut value, &moved);
        self.write_edges(&mut value, &moved);
        let p = self.padding;
        let size = Size::new(placement.size.w + p.left + p.right, placement.size.h + p.top + p.bottom);
        put(&mut value, Point::default(), Some(size));
        value
    }

    /// The corner that a shape is measured from.
    fn corner(&self, moved: &Moved, shape: &Shape, parent: Option<u32>) -> Point {
        match parent {
            Some(g) if !shape.absolute => moved.group(g).origin(),
            _ => Point::default(),
        }
    }

    fn write_ports(&self, value: &mut Value, moved: &Moved) {
        for (port, rect) in self.port_boxes(moved.placement) {
            let (corner, shape) = match port.of {
                End::Node(n) => (moved.node(n).origin(), &self.nodes[n as usize]),
                End::Group(g) => (moved.group(g).origin(), &self.groups[g as usize]),
            };
            let at = if shape.absolute_inside { corner } else { Point::default() };
            if let Some(element) = value.pointer_mut(&port.pointer) {
                let corner = Point::new(rect.x + at.x, rect.y + at.y);
                put(element, corner, Some(rect.size()));
                let labels = labels::stacked(element);
                let off = ports::label_corner(rect, labels);
                let from = if shape.absolute_inside { corner } else { Point::default() };
                labels::stack(element, Rect::at(Point::new(from.x + off.x, from.y + off.y), labels));
            }
        }
    }

    fn write_edges(&self, value: &mut Value, moved: &Moved) {
        for (i, wire) in self.edges.iter().enumerate() {
            let group = |g: Option<u32>| g.map_or(Point::default(), |g| moved.group(g).origin());
            let origin = match wire.frame {
                EdgeFrame::Root => Point::default(),
                EdgeFrame::Container => group(wire.container),
                EdgeFrame::Parent(Some(End::Node(n))) => moved.node(n).origin(),
                EdgeFrame::Parent(Some(End::Group(g))) => group(Some(g)),
                EdgeFrame::Parent(None) => Point::default(),
            };
            let (dx, dy) = (moved.x - origin.x, moved.y - origin.y);
            let container = (wire.frame == EdgeFrame::Container)
                .then(|| match wire.container {
                    Some(g) => value.pointer(&self.groups[g as usize].pointer).and_then(|g| g.get("id")),
                    None => value.get("id"),
                })
                .flatten()
                .cloned();
            let mut route = moved.placement.edges[i].clone();
            let graph_edge = &self.graph.edges[i];
            if let (End::Node(n), Some(p)) = (graph_edge.from, route.points.first_mut()) {
                self.lead_in(n, i as u32, true, moved.placement, p);
            }
            if let (End::Node(n), Some(p)) = (graph_edge.to, route.points.last_mut()) {
                self.lead_in(n, i as u32, false, moved.placement, p);
            }
            if let Some(edge) = value.pointer_mut(&wire.pointer) {
                let points: Vec<Point> = route.points.iter().map(|p| Point::new(p.x + dx, p.y + dy)).collect();
                write_edge(edge, &points, container);
                if let Some(r) = route.label {
                    labels::stack(edge, r.shifted(dx, dy));
                }
            }
        }
    }
}

/// The placement, moved by the padding of the document.
struct Moved<'a> {
    placement: &'a Placement,
    around: &'a [Sides],
    x: f64,
    y: f64,
}

impl Moved<'_> {
    fn node(&self, i: u32) -> Rect {
        let (r, s) = (self.placement.nodes[i as usize], self.around[i as usize]);
        let (w, h) = (r.w - s.left - s.right, r.h - s.top - s.bottom);
        Rect::new(r.x + s.left + self.x, r.y + s.top + self.y, w, h)
    }

    fn group(&self, i: u32) -> Rect {
        self.placement.groups[i as usize].rect.shifted(self.x, self.y)
    }
}

/// Writes a place, and a size where it is given.
pub(super) fn put(element: &mut Value, at: Point, size: Option<Size>) {
    if let Some(map) = element.as_object_mut() {
        map.insert("x".to_owned(), json!(at.x));
        map.insert("y".to_owned(), json!(at.y));
        if let Some(size) = size {
            map.insert("width".to_owned(), json!(size.w));
            map.insert("height".to_owned(), json!(size.h));
        }
    }
}

fn write_edge(edge: &mut Value, points: &[Point], container: Option<Value>) {
    let point = |p: &Point| json!({ "x": p.x, "y": p.y });
    let ([first, bends @ .., last], Some(map)) = (points, edge.as_object_mut()) else { return };
    let mut section = Map::new();
    let id = map.get("id").and_then(name_of).unwrap_or_default();
    section.insert("id".to_owned(), json!(format!("{id}_s0")));
    section.insert("startPoint".to_owned(), point(first));
    section.insert("endPoint".to_owned(), point(last));
    if !bends.is_empty() {
        section.insert("bendPoints".to_owned(), bends.iter().map(point).collect());
    }
    for (key, many) in [("incomingShape", "sources"), ("outgoingShape", "targets")] {
        let one = &many[..many.len() - 1];
        let port = map.get(&format!("{one}Port"));
        if let Some(shape) = map.get(many).and_then(|l| l.get(0)).or(port).or_else(|| map.get(one)) {
            section.insert(key.to_owned(), shape.clone());
        }
    }
    map.insert("sections".to_owned(), json!([section]));
    match container {
        Some(container) => map.insert("container".to_owned(), container),
        None => map.remove("container"),
    };
}
