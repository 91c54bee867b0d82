//! From a document to a graph.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::labels::{self, Placing};
use super::options::{self, On, Options, Sides, Unheard};
use super::ports::{self, Given, PortShape};
use super::problem::{Problem, id, inside, kind, list, name_of, problem, shown};
use super::{DEEPEST, Document, EdgeFrame, LARGEST, Shape, Wire};
use crate::geometry::Size;
use crate::layout::layered::{Direction, Edge, End, Graph, Group, Node, Spacing, Wrapping};

/// ELK's own defaults, px.
const NODE: f64 = 20.0;
const EDGE: f64 = 10.0;
const EDGE_LABEL: f64 = 2.0;
const PADDING: f64 = 12.0;
const ASPECT: f64 = 1.6;

/// Lists and objects may be nested this deep: two for each group, and some for what programs keep in their nodes.
const NESTED: usize = 2 * DEEPEST + 56;

const CONSTRAINTS: [&str; 4] = ["NODE_LABELS", "MINIMUM_SIZE", "PORTS", "PORT_LABELS"];

/// Options that the whole drawing has one value of.
const WHOLE: [&str; 10] = [
    "aspectRatio",
    "layered.wrapping.strategy",
    "spacing.nodeNode",
    "spacing.edgeEdge",
    "spacing.edgeNode",
    "spacing.edgeLabel",
    "spacing.componentComponent",
    "layered.spacing.nodeNodeBetweenLayers",
    "layered.spacing.edgeEdgeBetweenLayers",
    "layered.spacing.edgeNodeBetweenLayers",
];

/// What coordinates are measured from below some node.
#[derive(Clone, Copy, Default)]
struct Frames {
    /// Shapes from the document's corner.
    absolute: bool,
    edges: Coords,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Coords {
    Root,
    Parent,
    #[default]
    Container,
}

/// Where an element stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    pointer: &'a str,
}

/// An edge, to be read when all ids are known.
struct Later {
    path: String,
    pointer: String,
    coords: Coords,
    owner: Option<End>,
}

#[derive(Default)]
struct Reader {
    ids: BTreeMap<String, (End, Option<u32>, String)>,
    edge_ids: BTreeMap<String, String>,
    graph: Graph,
    nodes: Vec<Shape>,
    groups: Vec<Shape>,
    ports: Vec<PortShape>,
    /// Nodes that are as large as their ports need.
    fitted: Vec<u32>,
    later: Vec<Later>,
    unheard: Unheard,
    /// The options of the document itself that the whole drawing has one value of.
    whole: Vec<(&'static str, String)>,
}

/// Reads a document from its text.
///
/// # Errors
/// What is no JSON or nested too deep to be a graph, and everything that [`read`] tells.
pub fn parse(text: &[u8]) -> Result<Document, Problem> {
    json(text).and_then(read)
}

pub(super) fn json(text: &[u8]) -> Result<Value, Problem> {
    if let Some(at) = too_deep(text) {
        let (line, column) = place_of(text, at);
        return problem("", format!("values are nested more than {NESTED} deep at line {line} column {column}"));
    }
    let mut json = serde_json::Deserializer::from_slice(text);
    // A hundred groups take more levels than serde_json allows by itself; ours were counted before.
    json.disable_recursion_limit();
    let value = Value::deserialize(&mut json).and_then(|v| json.end().map(|()| v));
    value.map_err(|e| Problem { path: "$".to_owned(), message: format!("this is not JSON: {e}") })
}

/// Where brackets are open more than [`NESTED`] deep.
fn too_deep(text: &[u8]) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (i, &b) in text.iter().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                if depth > NESTED {
                    return Some(i);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Line and column from 1.
fn place_of(text: &[u8], at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.iter().filter(|b| **b == b'\n').count();
    (line + 1, at - before.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1) + 1)
}

/// Reads a document; the first thing wrong in it is the error.
///
/// # Errors
/// What is no graph in ELK's JSON: an id twice or unknown, a size or distance that is negative or over [`LARGEST`], groups nested
/// deeper than [`DEEPEST`], an option with a value that it cannot have.
pub fn read(value: Value) -> Result<Document, Problem> {
    if !value.is_object() {
        return problem("", format!("expected an object, found {}", kind(&value)));
    }
    let mut r = Reader::default();
    let root = options::of(&value, "", On::Root, &mut r.unheard)?;
    r.whole = WHOLE.iter().filter_map(|&n| root.get(n).map(|(_, v)| (n, plain(v)))).collect();
    r.graph.spacing = spacing(&root)?;
    r.graph.aspect = root.number("aspectRatio")?.unwrap_or(ASPECT);
    if r.graph.aspect <= 0.0 {
        let key = root.get("aspectRatio").map_or("aspectRatio", |o| o.0);
        return root.problem(key, "must be more than 0");
    }
    let strategies =
        [("OFF", Wrapping::Never), ("SINGLE_EDGE", Wrapping::AtSingleEdges), ("MULTI_EDGE", Wrapping::Anywhere)];
    r.graph.wrap = root.one_of("layered.wrapping.strategy", &strategies)?.unwrap_or_default();
    r.graph.direction = direction(&root)?.unwrap_or(Direction::Right);
    layered_only(&root)?;
    let frames = frames(&root, Frames::default())?;
    let padding = root.sides("padding")?.unwrap_or(Sides::all(PADDING));
    r.container(&value, Place { path: "", pointer: "" }, None, frames, 0)?;
    if root.truth("layered.crossingMinimization.forceNodeModelOrder")? {
        r.keep_order(None, (0, 0));
    }
    let mut edges = Vec::with_capacity(r.later.len());
    for later in std::mem::take(&mut r.later) {
        let Some(edge) = value.pointer(&later.pointer) else { continue };
        edges.push(r.edge(edge, later)?);
    }
    let around = ports::settle(&mut r.graph, &mut r.ports, &r.fitted);
    let warnings = r.unheard.warnings();
    Ok(Document {
        value,
        graph: r.graph,
        warnings,
        nodes: r.nodes,
        groups: r.groups,
        edges,
        ports: r.ports,
        around,
        padding,
    })
}

/// A value without the quotes that JSON may or may not have around it.
fn plain(v: &Value) -> String {
    v.as_str().map_or_else(|| v.to_string(), |s| s.trim().to_owned())
}

fn spacing(root: &Options) -> Result<Spacing, Problem> {
    // Every distance follows the base value unless it is set itself.
    let factor = root.length("layered.spacing.baseValue")?.map_or(1.0, |base| base / NODE);
    let most = |names: &[&str], default: f64| -> Result<f64, Problem> {
        let mut most: Option<f64> = None;
        for name in names {
            most = root.length(name)?.into_iter().chain(most).reduce(f64::max);
        }
        Ok(most.unwrap_or((default * factor).min(LARGEST)))
    };
    Ok(Spacing {
        node: most(&["spacing.nodeNode"], NODE)?,
        rank: most(&["layered.spacing.nodeNodeBetweenLayers"], NODE)?,
        edge_edge: most(&["spacing.edgeEdge", "layered.spacing.edgeEdgeBetweenLayers"], EDGE)?,
        edge_node: most(&["spacing.edgeNode", "layered.spacing.edgeNodeBetweenLayers"], EDGE)?,
        edge_label: most(&["spacing.edgeLabel"], EDGE_LABEL)?,
        component: most(&["spacing.componentComponent"], NODE)?,
    })
}

fn direction(options: &Options) -> Result<Option<Direction>, Problem> {
    let words = [
        ("RIGHT", Some(Direction::Right)),
        ("LEFT", Some(Direction::Left)),
        ("DOWN", Some(Direction::Down)),
        ("UP", Some(Direction::Up)),
        ("UNDEFINED", None),
    ];
    Ok(options.one_of("direction", &words)?.flatten())
}

/// Other algorithms make other drawings: to give a layered one instead would be no service.
fn layered_only(options: &Options) -> Result<(), Problem> {
    let Some((key, v)) = options.get("algorithm") else { return Ok(()) };
    let name = plain(v);
    if ["layered", "elk.layered", "org.eclipse.elk.layered"].contains(&name.as_str()) {
        return Ok(());
    }
    options.problem(key, format!("the only algorithm here is `layered`, not {}", shown(v)))
}

fn frames(options: &Options, around: Frames) -> Result<Frames, Problem> {
    let shapes = [("INHERIT", None), ("ROOT", Some(true)), ("PARENT", Some(false))];
    let edges = [
        ("INHERIT", None),
        ("ROOT", Some(Coords::Root)),
        ("PARENT", Some(Coords::Parent)),
        ("CONTAINER", Some(Coords::Container)),
    ];
    Ok(Frames {
        absolute: options.one_of("json.shapeCoords", &shapes)?.flatten().unwrap_or(around.absolute),
        edges: options.one_of("json.edgeCoords", &edges)?.flatten().unwrap_or(around.edges),
    })
}

impl Reader {
    fn name(&mut self, element: &Value, path: &str, end: End, port: Option<u32>) -> Result<(), Problem> {
        let id = id(element, path)?;
        if let Some((_, _, first)) = self.ids.get(&id) {
            let around = path.strip_prefix(first.as_str()).is_some_and(|rest| rest.starts_with('.'));
            let again = if around { "; a node cannot stand inside itself" } else { "" };
            return problem(&inside(path, "id"), format!("\"{id}\" is the id of {first} already{again}"));
        }
        self.ids.insert(id, (end, port, path.to_owned()));
        Ok(())
    }

    /// Reads what is inside the document or a group.
    fn container(
        &mut self,
        element: &Value,
        place: Place,
        this: Option<u32>,
        frames: Frames,
        depth: usize,
    ) -> Result<(), Problem> {
        for (i, child) in list(element, place.path, "children")?.iter().enumerate() {
            let path = inside(place.path, &format!("children[{i}]"));
            let pointer = format!("{}/children/{i}", place.pointer);
            self.child(child, Place { path: &path, pointer: &pointer }, (this, i as u32), frames, depth)?;
        }
        self.edges_of(element, place, this.map(End::Group), frames)
    }

    fn child(
        &mut self,
        child: &Value,
        place: Place,
        (parent, index): (Option<u32>, u32),
        around: Frames,
        depth: usize,
    ) -> Result<(), Problem> {
        let size = labels::size(child, place.path)?;
        let ports = list(child, place.path, "ports")?;
        let is_group = !list(child, place.path, "children")?.is_empty();
        let on = if is_group { On::Group } else { On::Node };
        let options = options::of(child, place.path, on, &mut self.unheard)?;
        layered_only(&options)?;
        let frames = frames(&options, around)?;
        let placing = Placing::read(&options)?;
        let labels = labels::extent(child, place.path)?;
        let shape = Shape {
            pointer: place.pointer.to_owned(),
            absolute: around.absolute,
            absolute_inside: frames.absolute,
            placing,
        };
        if !is_group {
            let number = self.graph.nodes.len() as u32;
            self.name(child, place.path, End::Node(number), None)?;
            let size = node_size(&options, &shape.placing, size, labels)?;
            let constraints = options.set("nodeSize.constraints", &CONSTRAINTS)?.unwrap_or_default();
            if constraints.contains(&"PORTS") {
                self.fitted.push(number);
            }
            self.ports_of(ports, place, End::Node(number), ports::given(&options)?)?;
            self.graph.nodes.push(Node { size, parent, index, centered_ports: false, inset: 0.0 });
            self.nodes.push(shape);
            return self.edges_of(child, place, Some(End::Node(number)), frames);
        }
        if depth >= DEEPEST {
            return problem(place.path, format!("groups are nested more than {DEEPEST} deep"));
        }
        self.one_for_all(&options);
        let number = self.graph.groups.len() as u32;
        self.name(child, place.path, End::Group(number), None)?;
        let given = ports::given(&options)?;
        if given == Given::Place && !ports.is_empty() {
            self.unheard.place(place.path);
        }
        self.ports_of(ports, place, End::Group(number), given)?;
        let padding = options.sides("padding")?.unwrap_or(Sides::all(PADDING));
        let title = if shape.placing.outside() { Size::default() } else { labels };
        self.graph.groups.push(Group {
            parent,
            index,
            title,
            padding: padding.most(),
            direction: direction(&options)?,
            ..Group::default()
        });
        self.groups.push(shape);
        let first = (self.graph.nodes.len(), self.graph.groups.len());
        self.container(child, place, Some(number), frames, depth + 1)?;
        if options.truth("layered.crossingMinimization.forceNodeModelOrder")? {
            self.keep_order(Some(number), first);
        }
        Ok(())
    }

    fn ports_of(&mut self, ports: &[Value], place: Place, of: End, given: Given) -> Result<(), Problem> {
        for (i, port) in ports.iter().enumerate() {
            let path = inside(place.path, &format!("ports[{i}]"));
            self.name(port, &path, of, Some(self.ports.len() as u32))?;
            let options = options::of(port, &path, On::Port, &mut self.unheard)?;
            let pointer = format!("{}/ports/{i}", place.pointer);
            self.ports.push(PortShape::read(port, &options, (&path, pointer), of, given)?);
        }
        Ok(())
    }

    /// Tells of options on an inner node that differ from those of the document.
    fn one_for_all(&mut self, options: &Options) {
        for name in WHOLE {
            if let Some((_, v)) = options.get(name)
                && self.whole.iter().find(|w| w.0 == name).is_none_or(|w| w.1 != plain(v))
            {
                self.unheard.inner(name);
            }
        }
    }

    /// The members of a container keep their order wherever they share a rank.
    fn keep_order(&mut self, container: Option<u32>, (node, group): (usize, usize)) {
        let g = &self.graph;
        let nodes = (node..g.nodes.len()).map(|i| (g.nodes[i].parent, g.nodes[i].index, End::Node(i as u32)));
        let groups = (group..g.groups.len()).map(|i| (g.groups[i].parent, g.groups[i].index, End::Group(i as u32)));
        let mut members: Vec<_> = nodes.chain(groups).filter(|m| m.0 == container).collect();
        members.sort_by_key(|m| m.1);
        if members.len() > 1 {
            self.graph.order.push(members.into_iter().map(|m| m.2).collect());
        }
    }

    fn edges_of(&mut self, element: &Value, place: Place, owner: Option<End>, frames: Frames) -> Result<(), Problem> {
        for (i, edge) in list(element, place.path, "edges")?.iter().enumerate() {
            let path = inside(place.path, &format!("edges[{i}]"));
            let id = id(edge, &path)?;
            if let Some(first) = self.edge_ids.get(&id) {
                return problem(&inside(&path, "id"), format!("\"{id}\" is the id of {first} already"));
            }
            self.edge_ids.insert(id, path.clone());
            let pointer = format!("{}/edges/{i}", place.pointer);
            self.later.push(Later { path, pointer, coords: frames.edges, owner });
        }
        Ok(())
    }

    fn edge(&mut self, edge: &Value, later: Later) -> Result<Wire, Problem> {
        let options = options::of(edge, &later.path, On::Edge, &mut self.unheard)?;
        for (i, label) in list(edge, &later.path, "labels")?.iter().enumerate() {
            let path = inside(&later.path, &format!("labels[{i}]"));
            options::of(label, &path, On::Label, &mut self.unheard)?;
        }
        let label = labels::extent(edge, &later.path)?;
        let (from, start) = self.end(edge, &later.path, "sources")?;
        let (to, end) = self.end(edge, &later.path, "targets")?;
        if from == to && (start.is_some() || end.is_some()) {
            return problem(&later.path, "a loop at a port is not supported; connect the node itself");
        }
        let number = self.graph.edges.len() as u32;
        for (port, starts) in [(start, true), (end, false)] {
            if let Some(port) = port {
                self.ports[port as usize].uses.push((number, starts));
            }
        }
        let mut weight = 1.0f64;
        for name in ["layered.priority.shortness", "layered.priority.straightness"] {
            weight = weight.max(options.number(name)?.unwrap_or(0.0));
        }
        self.graph.edges.push(Edge {
            from,
            to,
            label: (label.w > 0.0 && label.h > 0.0).then_some(label),
            weight: weight.min(1000.0) as u32,
        });
        let frame = match later.coords {
            Coords::Root => EdgeFrame::Root,
            Coords::Parent => EdgeFrame::Parent(later.owner),
            Coords::Container => EdgeFrame::Container,
        };
        Ok(Wire { pointer: later.pointer, frame, container: self.container_of(from, to) })
    }

    fn parent(&self, end: End) -> Option<u32> {
        match end {
            End::Node(i) => self.graph.nodes[i as usize].parent,
            End::Group(i) => self.graph.groups[i as usize].parent,
        }
    }

    /// The lowest group that is, or is around, both ends; of a loop the one around it.
    fn container_of(&self, from: End, to: End) -> Option<u32> {
        let up = |end: End| {
            let own = match end {
                End::Group(g) if from != to => Some(g),
                _ => self.parent(end),
            };
            std::iter::successors(own, |&g| self.graph.groups[g as usize].parent)
        };
        let mut around: Vec<u32> = up(from).collect();
        around.sort_unstable();
        up(to).find(|g| around.binary_search(g).is_ok())
    }

    /// One end of an edge: `sources` or `targets` with one entry, or the older `source` or `target`.
    fn end(&self, edge: &Value, path: &str, many: &str) -> Result<(End, Option<u32>), Problem> {
        let one = &many[..many.len() - 1];
        let port = format!("{one}Port");
        let (at, v) = match (edge.get(many), edge.get(&port).or_else(|| edge.get(one))) {
            (Some(Value::Array(a)), _) if a.len() == 1 => (format!("{many}[0]"), &a[0]),
            (Some(Value::Array(a)), _) => {
                return problem(
                    &inside(path, many),
                    format!("an edge has one end here, not {}: hyperedges are not supported", a.len()),
                );
            }
            (Some(v), _) => return problem(&inside(path, many), format!("expected a list, found {}", kind(v))),
            (None, Some(v)) if edge.get(&port).is_some() => (port, v),
            (None, Some(v)) => (one.to_owned(), v),
            (None, None) => return problem(path, format!("has no `{many}`")),
        };
        let at = inside(path, &at);
        let Some(id) = name_of(v) else {
            return problem(&at, format!("an id is a string or a whole number, not {}", shown(v)));
        };
        match self.ids.get(&id) {
            Some((end, port, _)) => Ok((*end, *port)),
            None => {
                let near = crate::diagnostic::nearest::nearest(&id, self.ids.keys().map(String::as_str));
                let hint = near.map_or(String::new(), |n| format!("; the nearest id is \"{n}\""));
                problem(&at, format!("no node or port \"{id}\"{hint}"))
            }
        }
    }
}

/// The size of a node: what the document says, unless constraints ask for what its labels need.
fn node_size(options: &Options, placing: &Placing, size: Size, labels: Size) -> Result<Size, Problem> {
    let constraints = options.set("nodeSize.constraints", &CONSTRAINTS)?.unwrap_or_default();
    let least = options.pair("nodeSize.minimum")?.map(|(w, h)| Size::new(w, h));
    if constraints.is_empty() {
        return Ok(size);
    }
    let mut out = Size::default();
    if constraints.contains(&"NODE_LABELS") {
        out = placing.around(labels);
    }
    // Without a least size of its own a node's is the one in the document.
    let least = if constraints.contains(&"MINIMUM_SIZE") { least.unwrap_or(size) } else { Size::default() };
    Ok(Size::new(out.w.max(least.w).min(LARGEST), out.h.max(least.h).min(LARGEST)))
}
