//! An earlier drawing of a document, for the engine to stay near: a document that was laid out before, or the geometry that
//! `frieze render --format json` writes. What has the same id is the same thing.

use std::collections::BTreeMap;

use serde_json::Value;

use super::problem::{Problem, name_of, problem};
use super::{Document, EdgeFrame, Shape, landings, parse, read};
use crate::geometry::{Point, Rect, Side};
use crate::layout::layered::{End, Previous};

/// Boxes and routes by id.
#[derive(Default)]
struct Drawn {
    shapes: BTreeMap<String, Rect>,
    edges: BTreeMap<String, Vec<Point>>,
}

impl Document {
    /// Has the document laid out near an earlier drawing.
    ///
    /// # Errors
    /// The text is neither a document in ELK's JSON with positions nor geometry of ours, flows in another direction, or has no node of
    /// this document.
    pub fn stay_near(&mut self, text: &[u8]) -> Result<(), Problem> {
        let value = parse::json(text)?;
        let drawn = if value.get("generator").and_then(Value::as_str) == Some("frieze") {
            of_view(&value)
        } else {
            let earlier = read::read(value)?;
            if earlier.graph.direction != self.graph.direction {
                return problem("", "the drawing flows in another direction");
            }
            of_document(&earlier)
        };
        if drawn.shapes.is_empty() {
            return problem("", "nothing in it has a place; expected a document that was laid out");
        }
        self.stay_where(&|id| drawn.shapes.get(id).copied(), &|id| drawn.edges.get(id).cloned())
    }

    /// The same by places that are known otherwise: those of nodes and groups and the routes of edges, by their ids in the document.
    ///
    /// # Errors
    /// The document has nodes, and none of them is known.
    pub fn stay_where(
        &mut self,
        shape: &dyn Fn(&str) -> Option<Rect>,
        route: &dyn Fn(&str) -> Option<Vec<Point>>,
    ) -> Result<(), Problem> {
        let id = |pointer: &str| self.value.pointer(pointer).and_then(|e| e.get("id")).and_then(name_of);
        let shapes = |list: &[Shape]| -> Vec<Option<Rect>> {
            list.iter().map(|s| id(&s.pointer).and_then(|id| shape(&id))).collect()
        };
        let edge = |pointer: &str| id(pointer).and_then(|id| route(&id)).unwrap_or_default();
        let mut edges: Vec<Vec<Point>> = self.edges.iter().map(|e| edge(&e.pointer)).collect();
        let (mut nodes, groups) = (shapes(&self.nodes), shapes(&self.groups));
        let mut all = nodes.iter().chain(&groups).peekable();
        if all.peek().is_some() && all.all(Option::is_none) {
            return problem("", "no node in it has the id of one in the document; is it a drawing of another graph?");
        }
        self.enlarge(&mut nodes, &mut edges);
        self.graph.previous = Some(Previous { nodes, groups, edges });
        Ok(())
    }
}

impl Document {
    /// Makes nodes larger by what surrounds them, as they are for the engine, and has their lines end on them there.
    fn enlarge(&self, nodes: &mut [Option<Rect>], edges: &mut [Vec<Point>]) {
        for (points, edge) in edges.iter_mut().zip(&self.graph.edges) {
            for (of, start) in [(edge.from, true), (edge.to, false)] {
                let End::Node(n) = of else { continue };
                let Some(own) = nodes[n as usize] else { continue };
                let whole = self.around[n as usize].whole(&own);
                let [end, next] = landings::tip(points, start);
                if whole == own || end == next {
                    continue;
                }
                let p = if start { points.first_mut() } else { points.last_mut() };
                match (landings::arrives(&own, end, next), p) {
                    (Side::Top, Some(p)) => p.y = whole.y,
                    (Side::Bottom, Some(p)) => p.y = whole.bottom(),
                    (Side::Left, Some(p)) => p.x = whole.x,
                    (Side::Right, Some(p)) => p.x = whole.right(),
                    (_, None) => {}
                }
            }
        }
        for (node, around) in nodes.iter_mut().zip(&self.around) {
            *node = node.map(|own| around.whole(&own));
        }
    }
}

fn number(v: &Value, name: &str) -> Option<f64> {
    v.get(name).and_then(Value::as_f64)
}

fn point(v: &Value) -> Option<Point> {
    Some(Point::new(number(v, "x")?, number(v, "y")?))
}

/// The geometry of a view: everything is absolute.
fn of_view(value: &Value) -> Drawn {
    let mut out = Drawn::default();
    let list = |name: &str| value.get(name).and_then(Value::as_array).into_iter().flatten();
    for element in list("nodes").chain(list("groups")) {
        let rect = element
            .get("box")
            .and_then(|b| Some(Rect::new(number(b, "x")?, number(b, "y")?, number(b, "w")?, number(b, "h")?)));
        if let Some((id, rect)) = element.get("id").and_then(name_of).zip(rect) {
            out.shapes.insert(id, rect);
        }
    }
    for edge in list("edges") {
        let points = edge.get("points").and_then(Value::as_array).into_iter().flatten().map_while(point).collect();
        if let Some(id) = edge.get("id").and_then(name_of) {
            out.edges.insert(id, points);
        }
    }
    out
}

/// A document that was laid out: from its frames to absolute ones.
fn of_document(doc: &Document) -> Drawn {
    let mut out = Drawn::default();
    let own = |pointer: &str| {
        let e = doc.value.pointer(pointer)?;
        let at = point(e)?;
        let side = |name| number(e, name).unwrap_or(0.0);
        Some((e.get("id").and_then(name_of)?, Rect::new(at.x, at.y, side("width"), side("height"))))
    };
    let placed = |shape: &Shape, parent: Option<u32>, groups: &[Option<Rect>]| {
        let (id, rect) = own(&shape.pointer)?;
        let origin = match parent {
            Some(g) if !shape.absolute => groups[g as usize]?.origin(),
            _ => Point::default(),
        };
        Some((id, rect.shifted(origin.x, origin.y)))
    };
    // Outer groups come before inner ones.
    let mut groups: Vec<Option<Rect>> = Vec::with_capacity(doc.groups.len());
    for (shape, group) in doc.groups.iter().zip(&doc.graph.groups) {
        let found = placed(shape, group.parent, &groups);
        groups.push(found.as_ref().map(|f| f.1));
        out.shapes.extend(found);
    }
    let mut nodes: Vec<Option<Rect>> = Vec::with_capacity(doc.nodes.len());
    for (shape, node) in doc.nodes.iter().zip(&doc.graph.nodes) {
        let found = placed(shape, node.parent, &groups);
        nodes.push(found.as_ref().map(|f| f.1));
        out.shapes.extend(found);
    }
    for wire in &doc.edges {
        let frame = match wire.frame {
            EdgeFrame::Root | EdgeFrame::Parent(None) => Some(Point::default()),
            EdgeFrame::Container => {
                wire.container.map_or(Some(Point::default()), |g| Some(groups[g as usize]?.origin()))
            }
            EdgeFrame::Parent(Some(End::Group(g))) => groups[g as usize].map(|r| r.origin()),
            EdgeFrame::Parent(Some(End::Node(n))) => nodes[n as usize].map(|r| r.origin()),
        };
        let edge = doc.value.pointer(&wire.pointer);
        let section = edge.and_then(|e| e.get("sections")).and_then(|s| s.get(0));
        if let (Some(origin), Some(section), Some(id)) =
            (frame, section, edge.and_then(|e| e.get("id")).and_then(name_of))
        {
            let bends = section.get("bendPoints").and_then(Value::as_array).into_iter().flatten();
            let all = section.get("startPoint").into_iter().chain(bends).chain(section.get("endPoint"));
            out.edges.insert(id, all.filter_map(point).map(|p| Point::new(p.x + origin.x, p.y + origin.y)).collect());
        }
    }
    out
}
