//! The placement written back into the document, in the frames that it asks for.

use serde_json::{Map, Value, json};

use super::labels::Placing;
use super::ports::Around;
use super::problem::name_of;
use super::{Document, EdgeFrame, Shape, Tip, Wire, junctions, labels, landings};
use crate::geometry::{Point, Rect, Size};
use crate::layout::layered::{End, Placement};

/// Between a title that is not at the left end and the lines beside it, px.
const CLEAR: f64 = 2.0;

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
                shape.placing.write(element, inside, false);
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
                let labels = shape.placing.title_extent(element);
                let off = self.title_off(i, &shape.placing, placement, labels);
                let title = Rect { w: labels.w, ..title }.shifted(off, 0.0);
                labels::stack_where(element, title, |k| !shape.placing.outside(k));
                shape.placing.write(element, inside, true);
            }
        }
        self.write_ports(&mut value, &moved);
        self.write_edges(&mut value, &moved);
        let p = self.padding;
        let size = Size::new(placement.size.w + p.left + p.right, placement.size.h + p.top + p.bottom);
        put(&mut value, Point::default(), Some(size));
        labels::at_the_corner(&mut value);
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
        for (port, side, rect) in self.port_boxes(moved.placement) {
            let (corner, shape) = match port.of {
                End::Node(n) => (moved.node(n).origin(), &self.nodes[n as usize]),
                End::Group(g) => (moved.group(g).origin(), &self.groups[g as usize]),
            };
            let at = if shape.absolute_inside { corner } else { Point::default() };
            if let Some(element) = port.pointer.as_ref().and_then(|at| value.pointer_mut(at)) {
                let corner = Point::new(rect.x + at.x, rect.y + at.y);
                put(element, corner, Some(rect.size()));
                let labels = labels::stacked(element);
                let off = landings::label_corner(side, rect.size(), labels, port.labels_inside);
                let from = if shape.absolute_inside { corner } else { Point::default() };
                labels::stack(element, Rect::at(Point::new(from.x + off.x, from.y + off.y), labels));
            }
        }
    }

    /// How far a group's title can be from where the engine put it, at the left end: as far as asked if nothing is in the way.
    fn title_off(&self, group: usize, placing: &Placing, placement: &Placement, labels: Size) -> f64 {
        let (group, title) = (placement.groups[group].rect, placement.groups[group].title);
        let off = placing.title_off(group.w, labels, title.x - group.x);
        if off == 0.0 {
            return off;
        }
        let to = Rect::new(title.x + off, title.y, labels.w, title.h);
        let free = placement.edges.iter().all(|r| {
            let runs = |w: &[Point]| Rect::around(w[0], w[1]).grown(CLEAR).overlaps(&to);
            !r.points.windows(2).any(runs) && r.label.is_none_or(|l| !l.overlaps(&to))
        });
        if free { off } else { 0.0 }
    }

    /// What the points of an edge are measured from.
    fn origin(&self, wire: &Wire, moved: &Moved) -> Point {
        let group = |g: Option<u32>| g.map_or(Point::default(), |g| moved.group(g).origin());
        match wire.frame {
            EdgeFrame::Root | EdgeFrame::Parent(None) => Point::default(),
            EdgeFrame::Container => group(wire.container),
            EdgeFrame::Parent(Some(End::Node(n))) => moved.node(n).origin(),
            EdgeFrame::Parent(Some(End::Group(g))) => group(Some(g)),
        }
    }

    fn write_edges(&self, value: &mut Value, moved: &Moved) {
        let mut routes = self.routes(moved.placement);
        routes.iter_mut().flatten().for_each(|p| *p = Point::new(p.x + moved.x, p.y + moved.y));
        let junctions = junctions::of(&self.ports, &routes);
        for (i, wire) in self.edges.iter().enumerate() {
            let origin = self.origin(wire, moved);
            let container = (wire.frame == EdgeFrame::Container)
                .then(|| match wire.container {
                    Some(g) => value.pointer(&self.groups[g as usize].pointer).and_then(|g| g.get("id")),
                    None => value.get("id"),
                })
                .flatten()
                .and_then(name_of);
            if let Some(edge) = value.pointer_mut(&wire.pointer) {
                let framed = |p: &Point| Point::new(p.x - origin.x, p.y - origin.y);
                let points: Vec<Point> = routes[i].iter().map(framed).collect();
                let junctions: Vec<Point> = junctions[i].iter().map(framed).collect();
                write_edge(edge, &points, &junctions, container);
                let [tail, head] = self.tip_boxes.get(i).copied().unwrap_or_default();
                let laid = &moved.placement.edges[i];
                // Labels without extent at an end are on that end.
                let on = |p: Option<&Point>| p.map(|&p| Rect::at(p, Size::default()));
                let (tail, head) = (tail.or_else(|| on(laid.points.first())), head.or_else(|| on(laid.points.last())));
                let boxes = [(Tip::Tail, tail), (Tip::Center, laid.label), (Tip::Head, head)];
                for (tip, r) in boxes.into_iter().filter_map(|(tip, r)| Some((tip, r?))) {
                    let r = r.shifted(moved.x - origin.x, moved.y - origin.y);
                    labels::stack_where(edge, r, |i| wire.labels.get(i) == Some(&tip));
                }
            }
        }
    }
}

/// The placement, moved by the padding of the document.
struct Moved<'a> {
    placement: &'a Placement,
    around: &'a [Around],
    x: f64,
    y: f64,
}

impl Moved<'_> {
    fn node(&self, i: u32) -> Rect {
        self.around[i as usize].inner(&self.placement.nodes[i as usize]).shifted(self.x, self.y)
    }

    fn group(&self, i: u32) -> Rect {
        self.placement.groups[i as usize].rect.shifted(self.x, self.y)
    }
}

/// Writes a place, and a size where it is given.
pub(super) fn put(element: &mut Value, at: Point, size: Option<Size>) {
    if let Some(map) = element.as_object_mut() {
        map.insert("x".to_owned(), number(at.x));
        map.insert("y".to_owned(), number(at.y));
        if let Some(size) = size {
            map.insert("width".to_owned(), number(size.w));
            map.insert("height".to_owned(), number(size.h));
        }
    }
}

/// A number as JavaScript writes it: whole ones without a point.
fn number(x: f64) -> Value {
    if x.fract() == 0.0 && x.abs() < 1e15 { json!(x as i64) } else { json!(x) }
}

fn write_edge(edge: &mut Value, points: &[Point], junctions: &[Point], container: Option<String>) {
    let point = |p: &Point| json!({ "x": number(p.x), "y": number(p.y) });
    let ([first, bends @ .., last], Some(map)) = (points, edge.as_object_mut()) else { return };
    // A section that is there already keeps its name and what a program put into it.
    let mut section = match map.get_mut("sections").and_then(|s| s.get_mut(0)).map(Value::take) {
        Some(Value::Object(old)) => old,
        _ => Map::new(),
    };
    if !section.contains_key("id") {
        let id = map.get("id").and_then(name_of).unwrap_or_default();
        section.insert("id".to_owned(), json!(format!("{id}_s0")));
    }
    section.insert("startPoint".to_owned(), point(first));
    section.insert("endPoint".to_owned(), point(last));
    let listed = |map: &mut Map<String, Value>, key: &str, points: &[Point]| match points {
        [] => drop(map.shift_remove(key)),
        points => drop(map.insert(key.to_owned(), points.iter().map(point).collect())),
    };
    listed(&mut section, "bendPoints", bends);
    for (key, many) in [("incomingShape", "sources"), ("outgoingShape", "targets")] {
        let one = &many[..many.len() - 1];
        let port = map.get(&format!("{one}Port"));
        if let Some(shape) = map.get(many).and_then(|l| l.get(0)).or(port).or_else(|| map.get(one)) {
            section.insert(key.to_owned(), shape.clone());
        }
    }
    map.insert("sections".to_owned(), json!([section]));
    listed(map, "junctionPoints", junctions);
    match container {
        Some(container) => drop(map.insert("container".to_owned(), json!(container))),
        None => drop(map.shift_remove("container")),
    }
}
