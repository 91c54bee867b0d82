//! Reads and writes graphs in ELK's JSON, so that the layered engine can be used, and measured, by itself.
//!
//! Read: nested `children` (one without children is a node, one with is a group), `edges` anywhere with one source and one target
//! (also in the older form `source`, `target`), `labels` with sizes, and of `layoutOptions` the direction, the spacings, the
//! aspect ratio, the padding and where coordinates count from. Keys may carry the prefixes `elk.` or `org.eclipse.elk.`; other
//! options are ELK's own business and are passed through. Written: the same document with `x`, `y`, `width`, `height` and, for
//! edges, `sections`.

use super::layered::{Direction, Edge, End, Graph, Group, Node, Placement, Spacing};
use crate::geometry::{Point, Rect, Size};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Groups may be nested this deep.
const DEEPEST: usize = 64;
/// ELK's own defaults, px.
const NODE: f64 = 20.0;
const EDGE: f64 = 10.0;
const PADDING: f64 = 12.0;
const LABEL: f64 = 2.0;

/// What is wrong with a document: where (a JSON path such as `$.children[2].id`) and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for Problem {}

fn problem<T>(path: &str, message: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { path: path.to_owned(), message: message.into() })
}

/// A document and what its parts are in the graph.
#[derive(Clone, Debug)]
pub struct Document {
    value: Value,
    pub graph: Graph,
    /// JSON pointers of nodes, groups and edges, parallel to the graph's arrays.
    nodes: Vec<String>,
    groups: Vec<String>,
    edges: Vec<String>,
    root_shapes: bool,
    root_edges: bool,
}

/// An option of an element by its name without prefix.
fn option<'a>(element: &'a Value, name: &str) -> Option<&'a Value> {
    let options = element.get("layoutOptions").or_else(|| element.get("properties"))?;
    ["", "elk.", "org.eclipse.elk."].iter().find_map(|prefix| options.get(format!("{prefix}{name}")))
}

/// A length option: a number, or a number in a string.
fn length(element: &Value, path: &str, name: &str, default: f64) -> Result<f64, Problem> {
    let Some(v) = option(element, name) else { return Ok(default) };
    match v.as_f64().or_else(|| v.as_str().and_then(|s| s.trim().parse().ok())) {
        Some(x) if x.is_finite() && x >= 0.0 => Ok(x),
        _ => problem(&format!("{path}.layoutOptions"), format!("`{name}` must be a length of 0 or more, not {v}")),
    }
}

/// The largest side of a padding such as `[top=12,left=12,bottom=12,right=12]`.
fn padding(element: &Value, path: &str) -> Result<f64, Problem> {
    let Some(v) = option(element, "padding") else { return Ok(PADDING) };
    let wrong = || format!("`padding` must look like [top=12,left=12,bottom=12,right=12], not {v}");
    let Some(text) = v.as_str() else { return problem(&format!("{path}.layoutOptions"), wrong()) };
    let mut most = 0.0f64;
    for side in text.trim_matches(['[', ']', ' ']).split(',').filter(|s| !s.trim().is_empty()) {
        match side
            .split_once('=')
            .and_then(|(_, n)| n.trim().parse::<f64>().ok())
            .filter(|n| n.is_finite() && *n >= 0.0)
        {
            Some(n) => most = most.max(n),
            None => return problem(&format!("{path}.layoutOptions"), wrong()),
        }
    }
    Ok(most)
}

fn size(element: &Value, path: &str) -> Result<Size, Problem> {
    let side = |name: &str| match element.get(name) {
        None | Some(Value::Null) => Ok(0.0),
        Some(v) => match v.as_f64() {
            Some(x) if x.is_finite() && x >= 0.0 => Ok(x),
            _ => problem(&format!("{path}.{name}"), format!("a size must be a number of 0 or more, not {v}")),
        },
    };
    Ok(Size::new(side("width")?, side("height")?))
}

/// The extent of an element's labels, one under the other.
fn labels(element: &Value, path: &str) -> Result<Size, Problem> {
    let mut all = Size::default();
    for (i, label) in list(element, path, "labels")?.iter().enumerate() {
        let s = size(label, &format!("{path}.labels[{i}]"))?;
        all = Size::new(all.w.max(s.w), all.h + s.h);
    }
    Ok(all)
}

fn list<'a>(element: &'a Value, path: &str, name: &str) -> Result<&'a [Value], Problem> {
    match element.get(name) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(a)) => Ok(a),
        Some(v) => problem(&format!("{path}.{name}"), format!("expected a list, found {}", kind(v))),
    }
}

fn kind(v: &Value) -> &'static str {
    match v {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn id(element: &Value, path: &str) -> Result<String, Problem> {
    match element.get("id") {
        Some(Value::String(s)) => Ok(s.clone()),
        Some(Value::Number(n)) => Ok(n.to_string()),
        Some(v) => problem(&format!("{path}.id"), format!("an id is a string or a number, not {}", kind(v))),
        None if element.is_object() => problem(path, "has no `id`"),
        None => problem(path, format!("expected an object, found {}", kind(element))),
    }
}

/// The reader's state: what was found so far.
struct Reader {
    ids: BTreeMap<String, (Option<End>, String)>,
    graph: Graph,
    nodes: Vec<String>,
    groups: Vec<String>,
    /// Edges are read last, when all ids are known: (JSON path, pointer).
    edges: Vec<(String, String)>,
}

impl Reader {
    fn name(&mut self, element: &Value, path: &str, end: Option<End>) -> Result<(), Problem> {
        let id = id(element, path)?;
        if let Some((_, first)) = self.ids.get(&id) {
            return problem(&format!("{path}.id"), format!("`{id}` is the id of {first} already"));
        }
        self.ids.insert(id, (end, path.to_owned()));
        Ok(())
    }

    fn container(
        &mut self,
        element: &Value,
        path: &str,
        pointer: &str,
        this: Option<u32>,
        depth: usize,
    ) -> Result<(), Problem> {
        for (i, child) in list(element, path, "children")?.iter().enumerate() {
            let (path, pointer) = (format!("{path}.children[{i}]"), format!("{pointer}/children/{i}"));
            let size = size(child, &path)?;
            if !list(child, &path, "ports")?.is_empty() {
                return problem(&format!("{path}.ports"), "ports are not supported; connect the nodes themselves");
            }
            if list(child, &path, "children")?.is_empty() {
                self.name(child, &path, Some(End::Node(self.graph.nodes.len() as u32)))?;
                self.graph.nodes.push(Node { size, parent: this, index: i as u32, centered_ports: false });
                self.nodes.push(pointer.clone());
                self.edges_of(child, &path, &pointer)?;
                continue;
            }
            if depth >= DEEPEST {
                return problem(&path, format!("groups are nested more than {DEEPEST} deep"));
            }
            let number = self.graph.groups.len() as u32;
            self.name(child, &path, Some(End::Group(number)))?;
            self.graph.groups.push(Group {
                parent: this,
                index: i as u32,
                title: labels(child, &path)?,
                padding: padding(child, &path)?,
                lane: false,
            });
            self.groups.push(pointer.clone());
            self.container(child, &path, &pointer, Some(number), depth + 1)?;
        }
        self.edges_of(element, path, pointer)
    }

    fn edges_of(&mut self, element: &Value, path: &str, pointer: &str) -> Result<(), Problem> {
        for (i, edge) in list(element, path, "edges")?.iter().enumerate() {
            let at = format!("{path}.edges[{i}]");
            self.name(edge, &at, None)?;
            self.edges.push((at, format!("{pointer}/edges/{i}")));
        }
        Ok(())
    }

    fn end(&self, edge: &Value, path: &str, many: &str, one: &str) -> Result<End, Problem> {
        let (at, v) = match (edge.get(many), edge.get(one)) {
            (Some(Value::Array(a)), _) if a.len() == 1 => (format!("{path}.{many}[0]"), &a[0]),
            (Some(Value::Array(a)), _) => {
                return problem(&format!("{path}.{many}"), format!("an edge has one end here, not {}", a.len()));
            }
            (Some(v), _) => return problem(&format!("{path}.{many}"), format!("expected a list, found {}", kind(v))),
            (None, Some(v)) => (format!("{path}.{one}"), v),
            (None, None) => return problem(path, format!("has no `{many}`")),
        };
        let id = match v {
            Value::String(s) => s.clone(),
            Value::Number(n) => n.to_string(),
            _ => return problem(&at, format!("an id is a string or a number, not {}", kind(v))),
        };
        match self.ids.get(&id) {
            Some((Some(end), _)) => Ok(*end),
            Some((None, _)) => problem(&at, format!("`{id}` is no node or group; an edge cannot end there")),
            None => {
                let near = crate::diagnostic::nearest::nearest(
                    &id,
                    self.ids.iter().filter(|i| i.1.0.is_some()).map(|i| i.0.as_str()),
                );
                let hint = near.map_or(String::new(), |n| format!("; the nearest known id is `{n}`"));
                problem(&at, format!("no node has the id `{id}`{hint}"))
            }
        }
    }
}

/// Reads a document; the first thing wrong in it is the error.
pub fn read(value: Value) -> Result<Document, Problem> {
    if !value.is_object() {
        return problem("$", format!("expected an object, found {}", kind(&value)));
    }
    let mut r = Reader {
        ids: BTreeMap::new(),
        graph: Graph::default(),
        nodes: Vec::new(),
        groups: Vec::new(),
        edges: Vec::new(),
    };
    if value.get("id").is_some() {
        r.name(&value, "$", None)?;
    }
    r.container(&value, "$", "", None, 0)?;
    let mut edges = Vec::with_capacity(r.edges.len());
    for (path, pointer) in std::mem::take(&mut r.edges) {
        let Some(edge) = value.pointer(&pointer) else { continue };
        let label = labels(edge, &path)?;
        r.graph.edges.push(Edge {
            from: r.end(edge, &path, "sources", "source")?,
            to: r.end(edge, &path, "targets", "target")?,
            label: (label.w > 0.0 && label.h > 0.0).then_some(label),
            weight: 1,
        });
        edges.push(pointer);
    }
    let node = length(&value, "$", "spacing.nodeNode", NODE)?;
    r.graph.spacing = Spacing {
        node,
        rank: length(&value, "$", "layered.spacing.nodeNodeBetweenLayers", NODE)?,
        edge_edge: length(&value, "$", "spacing.edgeEdge", EDGE)?,
        edge_node: length(&value, "$", "spacing.edgeNode", EDGE)?,
        edge_label: length(&value, "$", "spacing.edgeLabel", LABEL)?,
        component: length(&value, "$", "spacing.componentComponent", node)?,
    };
    r.graph.aspect = length(&value, "$", "aspectRatio", 1.6)?;
    r.graph.direction = direction(&value)?;
    let root = |name| option(&value, name).and_then(Value::as_str) == Some("ROOT");
    let (root_shapes, root_edges) = (root("json.shapeCoords"), root("json.edgeCoords"));
    Ok(Document { graph: r.graph, nodes: r.nodes, groups: r.groups, edges, root_shapes, root_edges, value })
}

fn direction(value: &Value) -> Result<Direction, Problem> {
    let Some(v) = option(value, "direction") else { return Ok(Direction::Right) };
    Ok(match v.as_str() {
        Some("RIGHT" | "UNDEFINED") => Direction::Right,
        Some("LEFT") => Direction::Left,
        Some("DOWN") => Direction::Down,
        Some("UP") => Direction::Up,
        _ => return problem("$.layoutOptions", format!("`direction` is RIGHT, LEFT, DOWN or UP, not {v}")),
    })
}

impl Document {
    /// The document with the placement written into it.
    pub fn write(mut self, placement: &Placement) -> Value {
        let parent = |p: Option<u32>| match p {
            Some(g) if !self.root_shapes => placement.groups[g as usize].rect,
            _ => Rect::default(),
        };
        let mut sets: Vec<(String, Rect, Option<Rect>)> = Vec::new();
        for (i, pointer) in self.nodes.iter().enumerate() {
            let (r, p) = (placement.nodes[i], parent(self.graph.nodes[i].parent));
            sets.push((pointer.clone(), r.shifted(-p.x, -p.y), None));
        }
        for (i, pointer) in self.groups.iter().enumerate() {
            let (b, p) = (placement.groups[i], parent(self.graph.groups[i].parent));
            let origin = if self.root_shapes { Rect::default() } else { b.rect };
            sets.push((pointer.clone(), b.rect.shifted(-p.x, -p.y), Some(b.title.shifted(-origin.x, -origin.y))));
        }
        for (pointer, rect, title) in sets {
            if let Some(element) = self.value.pointer_mut(&pointer) {
                put(element, rect);
                match title {
                    Some(title) => put_labels(element, title),
                    None => {
                        let inside = Rect::new(
                            if self.root_shapes { rect.x } else { 0.0 },
                            if self.root_shapes { rect.y } else { 0.0 },
                            rect.w,
                            rect.h,
                        );
                        center_labels(element, inside);
                    }
                }
            }
        }
        for (i, pointer) in self.edges.iter().enumerate() {
            let origin = if self.root_edges { Point::default() } else { self.container_of(pointer, placement) };
            let route = &placement.edges[i];
            if let Some(edge) = self.value.pointer_mut(pointer) {
                write_edge(edge, &route.points, origin);
                if let Some(r) = route.label {
                    put_labels(edge, r.shifted(-origin.x, -origin.y));
                }
            }
        }
        put(&mut self.value, Rect::new(0.0, 0.0, placement.size.w, placement.size.h));
        self.value
    }

    /// The corner of the group whose `edges` list holds the edge.
    fn container_of(&self, pointer: &str, placement: &Placement) -> Point {
        let owner = pointer.rsplit_once("/edges/").map_or("", |p| p.0);
        let at = self.groups.iter().position(|g| g == owner).map(|g| placement.groups[g].rect);
        let at = at.or_else(|| self.nodes.iter().position(|n| n == owner).map(|n| placement.nodes[n]));
        at.map_or(Point::default(), |r| Point::new(r.x, r.y))
    }
}

fn put(element: &mut Value, r: Rect) {
    if let Some(map) = element.as_object_mut() {
        for (k, v) in [("x", r.x), ("y", r.y), ("width", r.w), ("height", r.h)] {
            map.insert(k.to_owned(), json!(v));
        }
    }
}

fn own_size(label: &Value) -> Size {
    let side = |n: &str| label.get(n).and_then(Value::as_f64).unwrap_or(0.0);
    Size::new(side("width"), side("height"))
}

/// Puts labels one under the other from the top left of a box.
fn put_labels(element: &mut Value, r: Rect) {
    let mut y = r.y;
    for label in element.get_mut("labels").and_then(Value::as_array_mut).into_iter().flatten() {
        let s = own_size(label);
        put(label, Rect::new(r.x, y, s.w, s.h));
        y += s.h;
    }
}

fn center_labels(element: &mut Value, r: Rect) {
    let all = element.get("labels").and_then(Value::as_array).map_or(0.0, |l| l.iter().map(|l| own_size(l).h).sum());
    let mut y = r.y + (r.h - all) / 2.0;
    for label in element.get_mut("labels").and_then(Value::as_array_mut).into_iter().flatten() {
        let s = own_size(label);
        put(label, Rect::new(r.x + (r.w - s.w) / 2.0, y, s.w, s.h));
        y += s.h;
    }
}

fn write_edge(edge: &mut Value, points: &[Point], origin: Point) {
    let point = |p: &Point| json!({ "x": p.x - origin.x, "y": p.y - origin.y });
    let ([first, .., last], Some(map)) = (points, edge.as_object_mut()) else { return };
    let name = |many: &str, one: &str, map: &Map<String, Value>| {
        map.get(many).and_then(|l| l.get(0)).or_else(|| map.get(one)).cloned().unwrap_or(Value::Null)
    };
    let id = map.get("id").map_or(String::new(), |v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
    let mut section = json!({
        "id": format!("{id}_s0"),
        "startPoint": point(first),
        "endPoint": point(last),
        "incomingShape": name("sources", "source", map),
        "outgoingShape": name("targets", "target", map),
    });
    let bends: Vec<Value> = points[1..points.len() - 1].iter().map(point).collect();
    if !bends.is_empty() {
        section["bendPoints"] = Value::Array(bends);
    }
    map.insert("sections".to_owned(), json!([section]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(v: Value) -> String {
        read(v).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn reads_and_writes_a_nested_graph() {
        let v = json!({
            "id": "root", "layoutOptions": { "elk.direction": "DOWN", "elk.spacing.nodeNode": "40" },
            "children": [
                { "id": "a", "width": 80, "height": 40 },
                { "id": "g", "labels": [{ "text": "G", "width": 20, "height": 10 }],
                  "children": [{ "id": "b", "width": 80, "height": 40 }] },
            ],
            "edges": [{ "id": "e", "sources": ["a"], "targets": ["b"] }],
        });
        let doc = read(v).unwrap();
        assert_eq!(doc.graph.spacing.node, 40.0);
        let placement = super::super::layered::place(&doc.graph);
        let out = doc.write(&placement);
        assert_eq!(out["children"][1]["children"][0]["x"], json!(12.0));
        let section = &out["edges"][0]["sections"][0];
        assert_eq!(section["incomingShape"], "a");
        assert!(section["endPoint"]["y"].as_f64() > section["startPoint"]["y"].as_f64());
    }

    #[test]
    fn names_the_place_of_what_is_wrong() {
        assert_eq!(wrong(json!([])), "$: expected an object, found a list");
        let twice = json!({ "id": "r", "children": [{ "id": "a" }, { "id": "a" }] });
        assert_eq!(wrong(twice), "$.children[1].id: `a` is the id of $.children[0] already");
        let unknown = json!({ "id": "r", "children": [{ "id": "alpha" }], "edges": [{ "id": "e", "sources": ["alpha"], "targets": ["alphb"] }] });
        assert_eq!(
            wrong(unknown),
            "$.edges[0].targets[0]: no node has the id `alphb`; the nearest known id is `alpha`"
        );
        let negative = json!({ "id": "r", "children": [{ "id": "a", "width": -1 }] });
        assert_eq!(wrong(negative), "$.children[0].width: a size must be a number of 0 or more, not -1");
    }

    #[test]
    fn refuses_deep_nesting() {
        let mut v = json!({ "id": "leaf" });
        for i in 0..70 {
            v = json!({ "id": format!("g{i}"), "children": [v] });
        }
        assert!(wrong(v).ends_with("groups are nested more than 64 deep"));
    }
}
