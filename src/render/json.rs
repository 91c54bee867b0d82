//! The geometry of a view as JSON, for programs that place things over a picture or judge it.
//!
//! All lengths are px, absolute, y down, origin at the top left of the picture, rounded to hundredths. A box is
//! `{"x", "y", "w", "h"}`, a point `{"x", "y"}`, a text `{"box": …, "lines": […]}`: the box it stands in and its lines from
//! top to bottom. What a thing lacks is absent. One thing a line, in the order of the source.
//!
//! | key | holds |
//! |---|---|
//! | `generator`, `version` | `"frieze"`, and the version of this format: 1. A new version only where something changes its meaning |
//! | `view` | `id`, `title`, `description`, and `kind`: `architecture`, `flow` or `sequence` |
//! | `size` | `w` and `h` of the whole picture |
//! | `heading` | the title above the drawing, a text |
//! | `nodes` | `id`, `kind`, `shape`, `parent` (id of a group), `link`, `collapsed`, `box`, `icon` (`name`, `box`), `title`, `subtitle` |
//! | `groups` | `id`, `kind`, `parent`, `link`, `lane`, `depth`, `box`, `icon`, `title`, `subtitle`: the title's box lies in the group's |
//! | `edges` | `id`, `from`, `to` (ids of nodes or groups), `operator` (`->` …), `points` from outline to outline, `label`, `tech`, `steps` (`number`, `box`), `faded`, `link` |
//! | `lifelines` | `id`, `kind`, `shape`, `link`, `head` and `foot` (`box`, `icon`, `title`, `subtitle`), `x`, `top`, `bottom`, `created`, `destroyed` |
//! | `boxes` | around neighbouring lifelines: `id`, `first`, `last` (ids of lifelines), `depth`, `box`, `title` |
//! | `activations` | `lifeline` (id), `box` |
//! | `messages` | `id`, `from`, `to` (ids of lifelines; absent for the border of the picture), `operator`, `reply`, `lost`, `creates`, `points`, `label`, `number`, `link` |
//! | `fragments` | `id`, `operator`, `depth`, `box`, `tab` (the box of the operator's name), `operands` (`id`, `y`, `title`) |
//! | `notes` | `id`, `over` (ids of lifelines), `box`, `text` |
//! | `references` | `id`, `view` (id of the view it names), `over`, `box`, `text` |
//! | `dividers` | `id`, `y`, `left`, `right`, `text` |
//! | `delays` | `id`, `top`, `bottom`, `text` |
//!
//! Maps have the first three lists, sequences the others.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::geometry::{Point, Rect};
use crate::layout::{self, Layout, Placed};
use crate::view::{self, End, EventKind, Face, MapKind, MessageEnd, View};

/// How a file of ours begins: what [`is_ours`] looks for.
const HEAD: &str = "{\n\"generator\": \"frieze\",\n";

/// The version of the format.
const VERSION: u32 = 1;

/// The geometry of `view` as it is laid out; ends with a line feed. `layout` must be this view's.
pub fn json(view: &View, layout: &Layout) -> String {
    let (kind, lists) = match (&view.body, &layout.body) {
        (view::Body::Map(view), layout::Body::Map(layout)) => (map_kind(view.kind), map(view, layout)),
        (view::Body::Sequence(view), layout::Body::Sequence(layout)) => ("sequence", sequence(view, layout)),
        // Two views mixed up: there is no geometry to tell.
        _ => ("", Vec::new()),
    };
    let about = Object::new()
        .set("id", &view.id)
        .set("title", &view.title)
        .some("description", view.description.as_ref())
        .set("kind", kind)
        .done();
    let size = json!({ "w": rounded(layout.size.w), "h": rounded(layout.size.h) });
    let mut out = format!(
        "{HEAD}\"version\": {VERSION},\n\"view\": {about},\n\"size\": {size},\n\"heading\": {}",
        text(&layout.heading)
    );
    for (name, items) in lists {
        let lines: Vec<String> = items.iter().map(|item| format!("\n{item}")).collect();
        out.push_str(&format!(",\n\"{name}\": [{}]", lines.join(",")));
    }
    out.push_str("\n}\n");
    out
}

/// Whether Frieze wrote this JSON file.
pub fn is_ours(file: &[u8]) -> bool {
    file.starts_with(HEAD.as_bytes())
}

type List = (&'static str, Vec<Value>);

fn map(view: &view::Map, layout: &layout::Map) -> Vec<List> {
    let parent = |parent: Option<usize>| parent.map(|group| &view.groups[group].face.id);
    let end = |end: End| match end {
        End::Node(node) => &view.nodes[node].face.id,
        End::Group(group) => &view.groups[group].face.id,
    };
    let nodes = view.nodes.iter().zip(&layout.nodes).map(|(node, placed)| {
        let object = face(&node.face).some("parent", parent(node.parent)).flag("collapsed", node.collapsed);
        content(object, &node.face, placed).done()
    });
    let groups = view.groups.iter().zip(&layout.groups).map(|(group, placed)| {
        face(&group.face)
            .some("parent", parent(group.parent))
            .flag("lane", group.lane)
            .set("depth", group.depth)
            .set("box", boxed(&placed.rect))
            .some("icon", icon(&group.face, placed.icon.as_ref()))
            .set("title", text(&placed.title))
            .some("subtitle", placed.subtitle.as_ref().map(text))
            .done()
    });
    let edges = view.edges.iter().zip(&layout.edges).map(|(edge, route)| {
        let steps: Vec<Value> = edge
            .steps
            .iter()
            .zip(&route.steps)
            .map(|(number, step)| json!({ "number": number, "box": boxed(&step.rect) }))
            .collect();
        Object::new()
            .set("id", &edge.id)
            .set("from", end(edge.from))
            .set("to", end(edge.to))
            .set("operator", edge.operator.word())
            .set("points", points(&route.points))
            .some("label", route.label.as_ref().map(text))
            .some("tech", route.tech.as_ref().map(text))
            .some("steps", (!steps.is_empty()).then_some(steps))
            .flag("faded", edge.faded)
            .some("link", edge.link.as_ref())
            .done()
    });
    vec![("nodes", nodes.collect()), ("groups", groups.collect()), ("edges", edges.collect())]
}

fn sequence(view: &view::Sequence, layout: &layout::Sequence) -> Vec<List> {
    let lifeline = |index: usize| &view.lifelines[index].face.id;
    let over = |over: &[usize]| over.iter().map(|&index| lifeline(index)).collect::<Vec<_>>();
    let lifelines = view.lifelines.iter().zip(&layout.lifelines).map(|(line, placed)| {
        face(&line.face)
            .set("head", content(Object::new(), &line.face, &placed.head).done())
            .some("foot", placed.foot.as_ref().map(|foot| content(Object::new(), &line.face, foot).done()))
            .set("x", rounded(placed.x))
            .set("top", rounded(placed.top))
            .set("bottom", rounded(placed.bottom))
            .flag("created", line.created)
            .flag("destroyed", placed.destroyed)
            .done()
    });
    let boxes = view.boxes.iter().zip(&layout.boxes).map(|(around, placed)| {
        Object::new()
            .set("id", &around.face.id)
            .set("first", lifeline(around.first))
            .set("last", lifeline(around.last))
            .set("depth", around.depth)
            .set("box", boxed(&placed.rect))
            .set("title", text(&placed.title))
            .done()
    });
    let activations = layout
        .activations
        .iter()
        .map(|active| json!({ "lifeline": lifeline(active.lifeline), "box": boxed(&active.rect) }));
    let id = |event: usize| &view.events[event].id;
    let messages = layout.messages.iter().filter_map(|placed| {
        let EventKind::Message(message) = &view.events[placed.event].kind else { return None };
        let end = |end: MessageEnd| match end {
            MessageEnd::Lifeline(index) => Some(lifeline(index)),
            MessageEnd::Outside => None,
        };
        let object = Object::new()
            .set("id", id(placed.event))
            .some("from", end(message.from))
            .some("to", end(message.to))
            .set("operator", message.operator.word())
            .flag("reply", message.reply)
            .flag("lost", message.lost)
            .flag("creates", message.creates)
            .set("points", points(&placed.points))
            .some("label", placed.label.as_ref().map(text))
            .some("number", message.number)
            .some("link", message.link.as_ref());
        Some(object.done())
    });
    let fragments = layout.fragments.iter().map(|fragment| {
        let operands = fragment.operands.iter().map(|operand| {
            Object::new()
                .set("id", id(operand.event))
                .set("y", rounded(operand.y))
                .some("title", operand.title.as_ref().map(text))
                .done()
        });
        let word = match &view.events[fragment.event].kind {
            EventKind::FragmentStart { operator, .. } => operator.word(),
            _ => "",
        };
        Object::new()
            .set("id", id(fragment.event))
            .set("operator", word)
            .set("depth", fragment.depth)
            .set("box", boxed(&fragment.rect))
            .set("tab", boxed(&fragment.tab))
            .set("operands", operands.collect::<Vec<_>>())
            .done()
    });
    let notes = layout.notes.iter().map(|note| {
        let lines = match &view.events[note.event].kind {
            EventKind::Note { over: lines, .. } => over(lines),
            _ => Vec::new(),
        };
        json!({ "id": id(note.event), "over": lines, "box": boxed(&note.rect), "text": text(&note.text) })
    });
    let references = layout.references.iter().map(|reference| {
        let (lines, target) = match &view.events[reference.event].kind {
            EventKind::Reference { over: lines, view, .. } => (over(lines), view.as_str()),
            _ => (Vec::new(), ""),
        };
        json!({
            "id": id(reference.event), "view": target, "over": lines,
            "box": boxed(&reference.rect), "text": text(&reference.text),
        })
    });
    let dividers = layout.dividers.iter().map(|divider| {
        let (y, left, right) = (rounded(divider.y), rounded(divider.left), rounded(divider.right));
        json!({ "id": id(divider.event), "y": y, "left": left, "right": right, "text": text(&divider.text) })
    });
    let delays = layout.delays.iter().map(|delay| {
        Object::new()
            .set("id", id(delay.event))
            .set("top", rounded(delay.top))
            .set("bottom", rounded(delay.bottom))
            .some("text", delay.text.as_ref().map(text))
            .done()
    });
    vec![
        ("lifelines", lifelines.collect()),
        ("boxes", boxes.collect()),
        ("activations", activations.collect()),
        ("messages", messages.collect()),
        ("fragments", fragments.collect()),
        ("notes", notes.collect()),
        ("references", references.collect()),
        ("dividers", dividers.collect()),
        ("delays", delays.collect()),
    ]
}

/// A JSON object that leaves out what is not there.
struct Object(Map<String, Value>);

impl Object {
    fn new() -> Self {
        Self(Map::new())
    }

    fn set(mut self, key: &str, value: impl Serialize) -> Self {
        let value = serde_json::to_value(value).expect("plain data: no keys but text, no failing writer");
        self.0.insert(key.to_string(), value);
        self
    }

    fn some(self, key: &str, value: Option<impl Serialize>) -> Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// Present and true, or absent.
    fn flag(self, key: &str, on: bool) -> Self {
        self.some(key, on.then_some(true))
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// What all things with a face have in common.
fn face(face: &Face) -> Object {
    Object::new().set("id", &face.id).set("kind", &face.kind).set("shape", &face.shape).some("link", face.link.as_ref())
}

fn content(object: Object, face: &Face, placed: &layout::Node) -> Object {
    object
        .set("box", boxed(&placed.rect))
        .some("icon", icon(face, placed.icon.as_ref()))
        .set("title", text(&placed.title))
        .some("subtitle", placed.subtitle.as_ref().map(text))
}

fn icon(face: &Face, rect: Option<&Rect>) -> Option<Value> {
    rect.map(|rect| json!({ "name": face.icon, "box": boxed(rect) }))
}

fn text(placed: &Placed) -> Value {
    let lines: Vec<&str> = placed.block.lines.iter().map(|line| line.text.as_str()).collect();
    json!({ "box": boxed(&placed.rect), "lines": lines })
}

fn boxed(rect: &Rect) -> Value {
    json!({ "x": rounded(rect.x), "y": rounded(rect.y), "w": rounded(rect.w), "h": rounded(rect.h) })
}

fn points(points: &[Point]) -> Vec<Value> {
    points.iter().map(|point| json!({ "x": rounded(point.x), "y": rounded(point.y) })).collect()
}

/// To hundredths of a px; whole numbers without a fraction.
fn rounded(value: f64) -> Value {
    let hundredths = (value * 100.0).round();
    if hundredths % 100.0 == 0.0 { json!((hundredths / 100.0) as i64) } else { json!(hundredths / 100.0) }
}

const fn map_kind(kind: MapKind) -> &'static str {
    match kind {
        MapKind::Architecture => "architecture",
        MapKind::Flow => "flow",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;
    use crate::source::Span;

    #[test]
    fn numbers_are_short() {
        assert_eq!(rounded(12.0).to_string(), "12");
        assert_eq!(rounded(-0.001).to_string(), "0");
        assert_eq!(rounded(12.345).to_string(), "12.35");
    }

    #[test]
    fn a_file_of_ours_is_json_and_known_again() {
        let (kind, direction) = (MapKind::Architecture, crate::model::Direction::Down);
        let map = view::Map {
            kind,
            direction,
            engine: crate::model::Engine::Layered,
            engine_span: None,
            aspect: None,
            nodes: Vec::new(),
            groups: Vec::new(),
            edges: Vec::new(),
            same_rank: Vec::new(),
            order: Vec::new(),
        };
        let view = View {
            id: "a".to_string(),
            title: "A \"title\"".to_string(),
            description: None,
            span: Span::default(),
            body: view::Body::Map(map),
        };
        let layout = layout::place(&view, &crate::theme::find("light").expect("bundled")).expect("an empty map");
        let layout = Layout { size: Size::new(10.5, 20.0), ..layout };
        let text = json(&view, &layout);
        assert!(is_ours(text.as_bytes()) && !is_ours(b"{}"));
        let value: Value = serde_json::from_str(&text).expect("well formed");
        assert_eq!(value["view"], json!({ "id": "a", "title": "A \"title\"", "kind": "architecture" }));
        assert_eq!(value["size"], json!({ "w": 10.5, "h": 20 }));
        assert_eq!(value["heading"]["lines"], json!(["A \"title\""]));
        assert!(value["heading"]["box"]["w"].as_f64().is_some_and(|width| width > 0.0));
        assert_eq!(value["edges"], json!([]));
    }
}
