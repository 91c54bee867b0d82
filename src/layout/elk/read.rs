//! From a document to a graph.

use std::collections::BTreeMap;

use serde_json::Value;

use super::edges::Later;
use super::labels::{self, Placing};
use super::options::{self, On, Options, Sides};
use super::ports::{self, Given, PortShape};
use super::problem::{Problem, id, inside, kind, list, name_of, problem, quoted, shown};
use super::tips::Pair;
use super::unheard::Unheard;
use super::whole::{self, PADDING, WHOLE, direction, layered_only, plain};
use super::{DEEPEST, Document, LARGEST, Shape};
use crate::geometry::Size;
use crate::layout::layered::{End, Graph, Group, Node};

const CONSTRAINTS: [&str; 4] = ["NODE_LABELS", "MINIMUM_SIZE", "PORTS", PORT_LABELS];
/// Labels of ports keep no room in nodes.
const PORT_LABELS: &str = "PORT_LABELS";

/// What coordinates are measured from below some node.
#[derive(Clone, Copy, Default)]
struct Frames {
    /// Shapes from the document's corner.
    absolute: bool,
    edges: Coords,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Coords {
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

#[derive(Default)]
pub(super) struct Reader {
    pub(super) ids: BTreeMap<String, (End, Option<u32>, String)>,
    edge_ids: BTreeMap<String, String>,
    /// What else has an id: no edge can end there.
    pub(super) no_ends: BTreeMap<String, &'static str>,
    pub(super) graph: Graph,
    nodes: Vec<Shape>,
    groups: Vec<Shape>,
    /// Whether edges are merged in the document, and in which groups.
    merging: (bool, Vec<bool>),
    /// The sizes with which groups came.
    group_sizes: Vec<Size>,
    pub(super) ports: Vec<PortShape>,
    pub(super) tips: Vec<Pair<Size>>,
    /// How far the labels of each node reach beyond it.
    beyond: Vec<Sides>,
    /// Nodes that are as large as their ports need.
    fitted: Vec<u32>,
    later: Vec<Later>,
    pub(super) unheard: Unheard,
    /// The options of the document itself that the whole drawing has one value of.
    whole: Vec<(&'static str, String)>,
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
    if let Some(v) = value.get("id") {
        let Some(id) = name_of(v) else {
            return problem("id", format!("an id is a string or a whole number, not {}", shown(v)));
        };
        r.no_ends.insert(id, "the document itself");
    }
    for port in list(&value, "", "ports")? {
        r.no_ends.extend(port.get("id").and_then(name_of).map(|id| (id, "a port of the document itself")));
    }
    r.strays(&value, "", "the document itself", &["ports"]);
    let root = options::of(&value, "", On::Root, &mut r.unheard)?;
    r.whole = WHOLE.iter().filter_map(|&n| root.get(n).map(|(_, v)| (n, plain(v)))).collect();
    whole::settle(&root, &mut r.graph)?;
    r.merging.0 = root.truth("layered.mergeEdges")?;
    let frames = frames(&root, Frames::default())?;
    let padding = root.sides("padding")?.unwrap_or(Sides::all(PADDING));
    labels::extent(&value, "")?;
    labels::tell_options(&value, "", &mut r.unheard)?;
    r.container(&value, Place { path: "", pointer: "" }, None, frames, 0)?;
    if root.truth("layered.crossingMinimization.forceNodeModelOrder")? {
        r.keep_order(None, (0, 0));
    }
    let mut edges = Vec::with_capacity(r.later.len());
    for later in std::mem::take(&mut r.later) {
        let Some(edge) = value.pointer(&later.pointer) else { continue };
        edges.push(r.edge(edge, later)?);
    }
    let loose = r.merged();
    let around = ports::settle(&mut r.graph, &mut r.ports, &r.beyond, (&r.fitted, &r.group_sizes), &mut r.unheard);
    let warnings = r.unheard.warnings();
    Ok(Document {
        value,
        graph: r.graph,
        warnings,
        nodes: r.nodes,
        groups: r.groups,
        edges,
        ports: r.ports,
        tips: r.tips,
        tip_boxes: Vec::new(),
        loose,
        around,
        padding,
    })
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
            let again = if around && port.is_none() { "; a node cannot stand inside itself" } else { "" };
            return problem(&inside(path, "id"), format!("{} is the id of {first} already{again}", quoted(&id)));
        }
        self.ids.insert(id, (end, port, path.to_owned()));
        Ok(())
    }

    /// Whether the edges of nodes in a group, or in none, are merged.
    pub(super) fn merges(&self, group: Option<u32>) -> bool {
        group.map_or(self.merging.0, |g| self.merging.1[g as usize])
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
        labels::extent(child, place.path)?;
        let placing = Placing::read(&options, child, place.path, &mut self.unheard)?;
        let shape = Shape {
            pointer: place.pointer.to_owned(),
            absolute: around.absolute,
            absolute_inside: frames.absolute,
            placing,
        };
        if !is_group {
            let number = self.graph.nodes.len() as u32;
            self.name(child, place.path, End::Node(number), None)?;
            let constraints = constraints(&options)?;
            if options.set("nodeSize.constraints", &CONSTRAINTS)?.is_some_and(|all| all.contains(&PORT_LABELS)) {
                self.unheard.value("nodeSize.constraints", PORT_LABELS, place.path);
            }
            let size = node_size(&options, &constraints, size, shape.placing.around(child))?;
            if constraints.contains(&"PORTS") {
                self.fitted.push(number);
            }
            self.ports_of(ports, place, End::Node(number), &options)?;
            self.beyond.push(shape.placing.beyond(child, size));
            self.graph.nodes.push(Node { size, parent, index, centered_ports: false, inset: 0.0 });
            self.nodes.push(shape);
            return self.edges_of(child, place, Some(End::Node(number)), frames);
        }
        if depth >= DEEPEST {
            return problem(place.path, format!("groups are nested more than {DEEPEST} deep"));
        }
        self.one_for_all(&options, place.path);
        let number = self.graph.groups.len() as u32;
        self.name(child, place.path, End::Group(number), None)?;
        let first = self.ports.len();
        self.ports_of(ports, place, End::Group(number), &options)?;
        if self.ports[first..].iter().any(|p| p.given >= Given::Ratio && p.at.is_none()) {
            self.unheard.places(place.path);
        }
        if shape.placing.any_outside() {
            self.unheard.no_room(place.path);
        }
        if shape.placing.title_extent(child) != Size::default() && shape.placing.off_the_top() {
            let value = options.get("nodeLabels.placement").map_or_else(String::new, |o| shown(o.1));
            self.unheard.value("nodeLabels.placement", &value, place.path);
        }
        let padding = options.sides("padding")?.unwrap_or(Sides::all(PADDING));
        // The flow keeps one distance from the other sides; at the top the strip of the title holds what is more.
        let sides = padding.right.max(padding.bottom).max(padding.left);
        let title = shape.placing.title(child, (padding.top - sides).max(0.0));
        self.graph.groups.push(Group {
            parent,
            index,
            title,
            least: group_size(&options, size)?,
            padding: sides,
            direction: direction(&options)?,
            ..Group::default()
        });
        self.groups.push(shape);
        self.group_sizes.push(size);
        self.merging.1.push(options.truth("layered.mergeEdges")?);
        let first = (self.graph.nodes.len(), self.graph.groups.len());
        self.container(child, place, Some(number), frames, depth + 1)?;
        if options.truth("layered.crossingMinimization.forceNodeModelOrder")? {
            self.keep_order(Some(number), first);
        }
        Ok(())
    }

    fn ports_of(&mut self, ports: &[Value], place: Place, of: End, around: &Options) -> Result<(), Problem> {
        let given = ports::given(around)?;
        let words = around.set("portLabels.placement", ports::LABELS)?.unwrap_or_default();
        for word in words.iter().filter(|&&w| w != "INSIDE" && w != "OUTSIDE") {
            self.unheard.value("portLabels.placement", word, place.path);
        }
        let labels_inside = words.contains(&"INSIDE");
        for (i, port) in ports.iter().enumerate() {
            let path = inside(place.path, &format!("ports[{i}]"));
            self.name(port, &path, of, Some(self.ports.len() as u32))?;
            self.strays(port, &path, "a port", &["children", "ports", "edges"]);
            let options = options::of(port, &path, On::Port, &mut self.unheard)?;
            labels::tell_options(port, &path, &mut self.unheard)?;
            let pointer = format!("{}/ports/{i}", place.pointer);
            let shape = PortShape::read(port, &options, (&path, pointer), of, given)?;
            self.ports.push(PortShape { labels_inside, ..shape });
        }
        Ok(())
    }

    /// Tells of parts that nothing of this kind has.
    fn strays(&mut self, element: &Value, path: &str, of: &str, names: &[&str]) {
        let any = |name: &&&str| matches!(element.get(**name), Some(Value::Array(list)) if !list.is_empty());
        names.iter().filter(any).for_each(|name| self.unheard.part(name, of, path));
    }

    /// Tells of options on an inner node that differ from those of the document.
    fn one_for_all(&mut self, options: &Options, path: &str) {
        for name in WHOLE {
            if let Some((_, v)) = options.get(name)
                && self.whole.iter().find(|w| w.0 == name).is_none_or(|w| w.1 != plain(v))
            {
                self.unheard.inner(name, path);
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
                return problem(&inside(&path, "id"), format!("{} is the id of {first} already", quoted(&id)));
            }
            self.no_ends.entry(id.clone()).or_insert("an edge");
            self.strays(edge, &path, "an edge", &["children", "ports", "edges"]);
            self.edge_ids.insert(id, path.clone());
            let pointer = format!("{}/edges/{i}", place.pointer);
            self.later.push(Later { path, pointer, coords: frames.edges, owner });
        }
        Ok(())
    }
}

/// The least size of a group. Any constraint brings the least size in, as in elkjs; a size of its own counts only where it is fixed.
fn group_size(options: &Options, size: Size) -> Result<Size, Problem> {
    let constraints = options.set("nodeSize.constraints", &CONSTRAINTS)?.unwrap_or_default();
    let least = options.pair("nodeSize.minimum")?.filter(|_| !constraints.is_empty());
    let least = least.map_or(Size::default(), |(w, h)| Size::new(w, h));
    let fixed = if options.truth("nodeSize.fixedGraphSize")? { size } else { Size::default() };
    Ok(Size::new(least.w.max(fixed.w), least.h.max(fixed.h)))
}

/// What is to be heeded of `nodeSize.constraints`.
fn constraints(options: &Options) -> Result<Vec<&'static str>, Problem> {
    let mut all = options.set("nodeSize.constraints", &CONSTRAINTS)?.unwrap_or_default();
    all.retain(|c| *c != PORT_LABELS);
    Ok(all)
}

/// The size of a node: what the document says, unless constraints ask for what its labels need.
fn node_size(options: &Options, constraints: &[&str], size: Size, labels: Size) -> Result<Size, Problem> {
    let least = options.pair("nodeSize.minimum")?.map(|(w, h)| Size::new(w, h));
    if constraints.is_empty() {
        return Ok(size);
    }
    let out = if constraints.contains(&"NODE_LABELS") { labels } else { Size::default() };
    // Without a least size of its own a node's is the one in the document.
    let least = if constraints.contains(&"MINIMUM_SIZE") { least.unwrap_or(size) } else { Size::default() };
    Ok(Size::new(out.w.max(least.w).min(LARGEST), out.h.max(least.h).min(LARGEST)))
}
