//! Draws maps and flows: groups, nodes on them, edges with their labels on top.

use super::paint::{self, BoxPaint, solid};
use super::{Cap, Dash, Geometry, Item, Layer, Paint, Part, Place, Shape, Stroke, edge, id, lane, name, texts};
use crate::geometry::Rect;
use crate::icon;
use crate::layout::content::{self, shape_of};
use crate::layout::{self, Placed};
use crate::model::Tone;
use crate::shape::Outline;
use crate::theme::{Role, Sizes, Theme, Tint, Tinted};
use crate::view::{self, End, Face, Look, Map};

pub fn draw(map: &Map, placed: &layout::Map, theme: &Theme, items: &mut Vec<Item>) {
    for (at, place) in placed.groups.iter().enumerate() {
        let group = &map.groups[at];
        items.push(match place.head {
            Some(head) => lane::draw(map, at, head, placed, theme),
            None => draw_group(map, group, place, theme),
        });
    }
    for ((node, place), calm) in map.nodes.iter().zip(&placed.nodes).zip(calm_nodes(map)) {
        if calm {
            let look = Look { tone: Some(Tone::Muted), ..Look::default() };
            items.push(draw_node(map, node, &Face { look, ..node.face.clone() }, place, theme));
        } else {
            items.push(draw_node(map, node, &node.face, place, theme));
        }
    }
    for (edge, place) in map.edges.iter().zip(&placed.edges) {
        items.push(draw_edge(map, edge, place, theme));
    }
}

/// In a traced view: the nodes that no step of the sequence touches, neither themselves nor by a group around them. They
/// step back with their edges.
fn calm_nodes(map: &Map) -> Vec<bool> {
    let traced = map.edges.iter().any(|edge| edge.faded);
    let mut nodes = vec![traced; map.nodes.len()];
    let mut groups = vec![traced; map.groups.len()];
    for end in map.edges.iter().filter(|edge| !edge.faded).flat_map(|edge| [edge.from, edge.to]) {
        match end {
            End::Node(i) => nodes[i] = false,
            End::Group(i) => groups[i] = false,
        }
    }
    // A group stands before its members.
    for (i, group) in map.groups.iter().enumerate() {
        groups[i] &= group.parent.is_none_or(|parent| groups[parent]);
    }
    for (i, node) in map.nodes.iter().enumerate() {
        nodes[i] &= node.parent.is_none_or(|parent| groups[parent]);
    }
    nodes
}

/// How many layers of each role the map must have.
pub fn holds(map: &Map) -> Vec<(&'static str, usize)> {
    let lanes = map.groups.iter().filter(|group| group.lane).count();
    vec![("group", map.groups.len() - lanes), ("lane", lanes), ("node", map.nodes.len()), ("edge", map.edges.len())]
}

/// The layer of a group: what its members stand in.
fn group_id(group: &view::Group) -> String {
    id::id(if group.lane { "lane" } else { "group" }, &group.face.id)
}

/// Where a member of that group belongs.
pub(super) fn within(map: &Map, parent: Option<usize>) -> Place {
    Place { within: parent.map(|group| group_id(&map.groups[group])), ..Place::default() }
}

fn draw_node(map: &Map, own: &view::Node, face: &Face, place: &layout::Node, theme: &Theme) -> Item {
    let mut items = Vec::new();
    node(&mut items, face, place, theme);
    layer(face, "node", within(map, own.parent), items)
}

/// A node, a lifeline's head: shape, icon and text.
pub fn node(items: &mut Vec<Item>, face: &Face, place: &layout::Node, theme: &Theme) {
    let paints = BoxPaint::of(face, theme);
    if place.collapsed {
        items.extend(frame(face, content::back(place.rect), Part::Back, &paints, theme));
        items.extend(frame(face, content::front(place.rect), Part::Outline, &paints, theme));
    } else {
        items.extend(frame(face, place.rect, Part::Outline, &paints, theme));
    }
    inside(items, face, &paints, place.icon, &place.title, place.subtitle.as_ref());
}

/// A shape without its content.
fn frame(face: &Face, rect: Rect, part: Part, paints: &BoxPaint, theme: &Theme) -> Vec<Item> {
    let shape = shape_of(face);
    let item = |part, geometry, fill, stroke| Item::Shape(Shape { part, geometry, fill, stroke });
    if !shape.framed() {
        // Nothing to see, yet lines end there, and a link has a place to be clicked.
        return vec![item(part, shape.outline(rect).into(), None, None)];
    }
    let stroke = Some(solid(paints.stroke, theme.sizes.outline));
    let mut items = vec![item(part, shape.outline(rect).into(), Some(paints.fill), stroke)];
    let details = shape.details(rect);
    if !details.is_empty() {
        items.push(item(Part::Detail, Geometry::Path(details), None, stroke));
    }
    let marks = shape.marks(rect).into_iter();
    items.extend(marks.map(|mark| item(Part::Detail, mark.into(), Some(paints.stroke), None)));
    items
}

impl From<Outline> for Geometry {
    fn from(outline: Outline) -> Self {
        match outline {
            Outline::Rect { rect, radius } => Geometry::Rect { rect, radius },
            Outline::Ellipse { center, rx, ry } => Geometry::Ellipse { center, rx, ry },
            Outline::Path(segments) => Geometry::Path(segments),
        }
    }
}

/// The paints of a group, or of a box around lifelines.
pub fn group_paint(face: &Face, depth: usize, theme: &Theme) -> BoxPaint {
    let role = [Role::Group0, Role::Group1, Role::Group2][depth % 3];
    match face.look.tone {
        Some(_) => BoxPaint::of(face, theme),
        None => {
            let part = |part| paint::tinted(theme, part, Tint::Family(face.family));
            let title = paint::plain(theme, Role::GroupTitle);
            let (fill, stroke) = (paint::plain(theme, role), paint::plain(theme, Role::GroupStroke));
            BoxPaint { fill, stroke, icon: part(Tinted::Icon), title, subtitle: paint::plain(theme, Role::TextMuted) }
                .with_own(&face.look)
        }
    }
}

fn draw_group(map: &Map, group: &view::Group, place: &layout::Group, theme: &Theme) -> Item {
    let themed = group_paint(&group.face, group.depth, theme);
    let radius = theme.sizes.radius;
    let mut items = vec![Item::Shape(Shape {
        part: Part::Outline,
        geometry: Geometry::Rect { rect: place.rect, radius },
        fill: Some(themed.fill),
        stroke: Some(solid(themed.stroke, 1.0)),
    })];
    inside(&mut items, &group.face, &themed, place.icon, &place.title, place.subtitle.as_ref());
    layer(&group.face, "group", within(map, group.parent), items)
}

/// Icon, title and second line of a box.
pub fn inside(
    items: &mut Vec<Item>,
    face: &Face,
    paints: &BoxPaint,
    icon_rect: Option<Rect>,
    title: &Placed,
    subtitle: Option<&Placed>,
) {
    if let (Some(rect), Some(icon_name)) = (icon_rect, &face.icon) {
        let icon = icon::find(icon_name).expect("the model lets known icons through only");
        let (segments, width) = icon.placed(rect);
        let stroke = Stroke { paint: paints.icon, width, dash: Dash::Solid, cap: Cap::Round };
        let (part, geometry) = (Part::Icon, Geometry::Path(segments));
        items.push(Item::Shape(Shape { part, geometry, fill: None, stroke: Some(stroke) }));
    }
    items.extend(texts(title, Part::Title, paints.title));
    items.extend(subtitle.into_iter().flat_map(|line| texts(line, Part::Subtitle, paints.subtitle)));
}

pub(super) fn layer(face: &Face, role: &'static str, place: Place, items: Vec<Item>) -> Item {
    Item::Layer(Layer {
        id: Some(id::id(role, &face.id)),
        role,
        name: Some(name::of_face(face)),
        link: face.link.clone(),
        place,
        items,
    })
}

fn draw_edge(map: &Map, edge: &view::Edge, place: &layout::Edge, theme: &Theme) -> Item {
    let (line, label) = edge_paints(edge, theme);
    let (start, end, dash) = edge::style(edge.operator);
    // What a trace does not use steps back: thinner as well as paler.
    let width = if edge.faded { theme.sizes.outline } else { theme.sizes.line };
    let sizes = Sizes { line: width, ..theme.sizes };
    let mut items = edge::line(&place.points, (start, end), dash, line, &sizes);
    for step in &place.steps {
        items.extend(disc(step, theme));
    }
    items.extend(place.label.iter().flat_map(|text| texts(text, Part::Label, label)));
    let muted = paint::plain(theme, Role::TextMuted);
    items.extend(place.tech.iter().flat_map(|text| texts(text, Part::Tech, muted)));
    let end = |end: End| match end {
        End::Node(i) => id::id("node", &map.nodes[i].face.id),
        End::Group(i) => group_id(&map.groups[i]),
    };
    let ends = Place { from: Some(end(edge.from)), to: Some(end(edge.to)), ..Place::default() };
    Item::Layer(Layer {
        id: Some(id::id("edge", &edge.id)),
        role: "edge",
        name: Some(name::of_edge(map, edge)),
        link: edge.link.clone(),
        place: ends,
        items,
    })
}

/// Paints of the line and of its label.
fn edge_paints(edge: &view::Edge, theme: &Theme) -> (Paint, Paint) {
    let (line, label) = match edge.look.tone {
        _ if edge.faded => (paint::plain(theme, Role::LineFaded), paint::plain(theme, Role::TextMuted)),
        Some(tone) => {
            let tint = Tint::Tone(tone);
            (paint::tinted(theme, Tinted::Line, tint), paint::tinted(theme, Tinted::Label, tint))
        }
        // The path of a trace has the colour of its numbers.
        None if !edge.steps.is_empty() => (paint::plain(theme, Role::Badge), paint::plain(theme, Role::LineLabel)),
        None => (paint::plain(theme, Role::Line), paint::plain(theme, Role::LineLabel)),
    };
    (edge.look.stroke.map_or(line, |color| Theme::own(color).into()), label)
}

/// The number of a step in its disc.
pub fn disc(step: &layout::Step, theme: &Theme) -> Vec<Item> {
    let mut items = vec![Item::Shape(Shape {
        part: Part::Disc,
        geometry: Geometry::Rect { rect: step.rect, radius: step.rect.h / 2.0 },
        fill: Some(paint::plain(theme, Role::Badge)),
        stroke: None,
    })];
    items.extend(texts(&step.text, Part::Number, paint::plain(theme, Role::BadgeText)));
    items
}
