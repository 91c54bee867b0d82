//! Draws maps and flows: groups, nodes on them, edges with their labels on top.

use super::paint::{self, BoxPaint, solid};
use super::{Cap, Dash, Geometry, Item, Layer, Paint, Shape, Stroke, edge, id, name, texts};
use crate::geometry::Rect;
use crate::icon;
use crate::layout::content::{COLLAPSED_INSET, shape_of};
use crate::layout::{self, Placed};
use crate::theme::{Role, Theme, Tint, Tinted};
use crate::view::{self, Face, Map};

pub fn draw(map: &Map, placed: &layout::Map, theme: &Theme, items: &mut Vec<Item>) {
    for (group, place) in map.groups.iter().zip(&placed.groups) {
        items.push(draw_group(group, place, theme));
    }
    for (node, place) in map.nodes.iter().zip(&placed.nodes) {
        items.push(draw_node(&node.face, place, theme, "node"));
    }
    for (edge, place) in map.edges.iter().zip(&placed.edges) {
        items.push(draw_edge(map, edge, place, theme));
    }
}

/// A node, a lifeline's head: shape, icon and text, in a layer of that role.
pub fn draw_node(face: &Face, place: &layout::Node, theme: &Theme, role: &'static str) -> Item {
    let mut items = Vec::new();
    node(&mut items, face, place, theme);
    layer(face, role, items)
}

/// The same without a layer of its own: shape, icon and text.
pub fn node(items: &mut Vec<Item>, face: &Face, place: &layout::Node, theme: &Theme) {
    let paints = BoxPaint::of(face, theme);
    let shape = shape_of(face);
    let width = theme.sizes.outline;
    items.push(Item::Shape(Shape {
        geometry: Geometry::Path(shape.outline(place.rect)),
        fill: Some(paints.fill),
        stroke: Some(solid(paints.stroke, width)),
    }));
    let mut line = |segments: Vec<super::Segment>| {
        if !segments.is_empty() {
            let stroke = Some(solid(paints.stroke, width));
            items.push(Item::Shape(Shape { geometry: Geometry::Path(segments), fill: None, stroke }));
        }
    };
    line(shape.details(place.rect));
    if place.collapsed {
        line(shape.outline(place.rect.grown(-COLLAPSED_INSET)));
    }
    inside(items, face, &paints, place.icon, &place.title, place.subtitle.as_ref());
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

fn draw_group(group: &view::Group, place: &layout::Group, theme: &Theme) -> Item {
    let themed = group_paint(&group.face, group.depth, theme);
    let radius = theme.sizes.radius;
    let mut items = vec![Item::Shape(Shape {
        geometry: Geometry::Rect { rect: place.rect, radius },
        fill: Some(themed.fill),
        stroke: Some(solid(themed.stroke, 1.0)),
    })];
    inside(&mut items, &group.face, &themed, place.icon, &place.title, place.subtitle.as_ref());
    layer(&group.face, "group", items)
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
        items.push(Item::Shape(Shape { geometry: Geometry::Path(segments), fill: None, stroke: Some(stroke) }));
    }
    items.extend(texts(title, paints.title));
    items.extend(subtitle.into_iter().flat_map(|line| texts(line, paints.subtitle)));
}

fn layer(face: &Face, role: &'static str, items: Vec<Item>) -> Item {
    Item::Layer(Layer {
        id: Some(id::id(role, &face.id)),
        role,
        name: Some(name::of_face(face)),
        link: face.link.clone(),
        items,
    })
}

fn draw_edge(map: &Map, edge: &view::Edge, place: &layout::Edge, theme: &Theme) -> Item {
    let (line, label) = edge_paints(edge, theme);
    let (start, end, dash) = edge::style(edge.operator);
    let mut items = edge::line(&place.points, (start, end), dash, line, &theme.sizes);
    for step in &place.steps {
        items.extend(disc(step, theme));
    }
    items.extend(place.label.iter().flat_map(|text| texts(text, label)));
    let muted = paint::plain(theme, Role::TextMuted);
    items.extend(place.tech.iter().flat_map(|text| texts(text, muted)));
    Item::Layer(Layer {
        id: Some(id::id("edge", &edge.id)),
        role: "edge",
        name: Some(name::of_edge(map, edge)),
        link: edge.link.clone(),
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
        None => (paint::plain(theme, Role::Line), paint::plain(theme, Role::LineLabel)),
    };
    (edge.look.stroke.map_or(line, |color| Theme::own(color).into()), label)
}

/// The number of a step in its disc.
pub fn disc(step: &layout::Step, theme: &Theme) -> Vec<Item> {
    let mut items = vec![Item::Shape(Shape {
        geometry: Geometry::Rect { rect: step.rect, radius: step.rect.h / 2.0 },
        fill: Some(paint::plain(theme, Role::Badge)),
        stroke: None,
    })];
    items.extend(texts(&step.text, paint::plain(theme, Role::BadgeText)));
    items
}
