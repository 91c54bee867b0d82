//! Architecture maps and flows: a view is measured into the engine's graph, placed, and dressed with its text again.

use super::content::{self, Content, shape_of};
use super::label::Label;
use super::layered::{self, Graph, Placement, Previous, Spacing, Wrapping};
use super::simple;
use super::{Align, Edge, Group, Map, corners, lanes, slide};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::{Point, Rect, Side, Size};
use crate::shape;
use crate::theme::Sizes;
use crate::view::{self, End, Engine};

/// Wanted width to height of the whole when disconnected parts are packed: a page's landscape.
const ASPECT: f64 = 1.6;

/// Places a map, near an earlier drawing where there is one; the size is that of the content, its origin at 0, 0.
///
/// # Errors
/// `engine: simple` was asked for where it cannot serve.
pub fn place(map: &view::Map, sizes: &Sizes, previous: Option<Previous>) -> Result<(Size, Map), Vec<Diagnostic>> {
    let mut contents: Vec<Content> =
        map.nodes.iter().map(|node| Content::of_node(&node.face, sizes, node.collapsed)).collect();
    let kin = |node: &'_ view::Node| {
        let free = !node.collapsed && !shape_of(&node.face).centered_ports();
        free.then_some((node.parent, shape_of(&node.face).name()))
    };
    content::even_out(&mut contents, &map.nodes.iter().map(kin).collect::<Vec<_>>());
    let titles: Vec<Content> = map.groups.iter().map(|group| Content::of_group(&group.face, sizes)).collect();
    let labels: Vec<Option<Label>> = map.edges.iter().map(|edge| Label::of(edge, sizes)).collect();
    let graph = Graph { previous, ..graph(map, &contents, &titles, &labels, sizes) };
    let placement = match map.engine {
        Engine::Layered => {
            let mut placement = layered::place(&graph);
            corners::use_corners(map, &mut placement);
            slide::off_slants(map, &mut placement);
            slide::loops_off_gaps(map, &mut placement);
            placement
        }
        Engine::Simple => simple::place(&graph).map_err(|reason| vec![refusal(map, &reason)])?,
    };
    Ok((placement.size, dress(map, placement, contents, titles, labels, sizes)))
}

fn refusal(map: &view::Map, reason: &str) -> Diagnostic {
    let span = map.engine_span;
    let message = format!("the engine `simple` cannot draw this view: {reason}");
    Diagnostic::new(Code::ENGINE_CANNOT_SERVE, crate::diagnostic::Severity::Error, span, message)
        .label("asked for here")
        .help("leave `engine` out: the engine `layered` draws every view")
}

fn graph(map: &view::Map, contents: &[Content], titles: &[Content], labels: &[Option<Label>], sizes: &Sizes) -> Graph {
    let (node_index, group_index) = positions(map);
    let nodes = map.nodes.iter().zip(contents).zip(node_index).map(|((node, content), index)| layered::Node {
        size: content.size,
        parent: node.parent.map(|p| p as u32),
        index,
        centered_ports: shape_of(&node.face).centered_ports(),
        inset: if node.collapsed {
            0.0
        } else {
            slide::inset(shape_of(&node.face), content.size, map.direction_in(node.parent))
        },
    });
    let lane_titles = lane_titles(map, titles);
    let groups = map.groups.iter().zip(lane_titles).zip(group_index).map(|((group, title), index)| layered::Group {
        parent: group.parent.map(|p| p as u32),
        index,
        title,
        padding: sizes.group_padding,
        lane: group.lane,
        direction: group.direction.map(direction),
        ..layered::Group::default()
    });
    let edges = map.edges.iter().zip(labels).map(|(edge, label)| layered::Edge {
        from: end(edge.from),
        to: end(edge.to),
        label: label.as_ref().map(|label| label.size),
        weight: 1,
    });
    let lists = |lists: &[Vec<End>]| lists.iter().map(|list| list.iter().copied().map(end).collect()).collect();
    Graph {
        direction: direction(map.direction),
        spacing: Spacing {
            node: sizes.node_gap,
            rank: sizes.rank_gap,
            edge_edge: sizes.edge_gap,
            edge_node: sizes.edge_node_gap,
            edge_label: sizes.edge_label_gap,
            component: sizes.component_gap,
        },
        nodes: nodes.collect(),
        groups: groups.collect(),
        edges: edges.collect(),
        same_rank: lists(&map.same_rank),
        order: lists(&map.order),
        aspect: map.aspect.map_or(ASPECT, |aspect| aspect.ratio),
        wrap: if map.aspect.is_some() { Wrapping::Anywhere } else { Wrapping::Never },
        previous: None,
        ports: Vec::new(),
        gates: Vec::new(),
    }
}

/// The sizes of the titles. Lanes of one parent have heads of one breadth along the flow, that of the widest.
fn lane_titles(map: &view::Map, titles: &[Content]) -> Vec<Size> {
    let lying = matches!(map.direction, view::Direction::Right | view::Direction::Left);
    let mut sizes: Vec<Size> = titles.iter().map(|title| title.size).collect();
    for (at, lane) in map.groups.iter().enumerate().filter(|(_, group)| group.lane) {
        let siblings = map.groups.iter().zip(titles).filter(|(other, _)| other.lane && other.parent == lane.parent);
        let along = siblings.map(|(_, title)| if lying { title.size.w } else { title.size.h }).fold(0.0, f64::max);
        sizes[at] = if lying { Size::new(along, sizes[at].h) } else { Size::new(sizes[at].w, along) };
    }
    sizes
}

/// The place of each node and each group in the source order of all, which is what breaks the engine's ties. Lanes stand
/// in the order of the view, that of their first step: the components they are named after may be declared in another.
fn positions(map: &view::Map) -> (Vec<u32>, Vec<u32>) {
    let nodes = map.nodes.iter().enumerate().map(|(i, node)| (node.face.span, false, i));
    let groups = map.groups.iter().enumerate().map(|(i, group)| (group.face.span, true, i));
    let mut all: Vec<_> = nodes.chain(groups).collect();
    all.sort_unstable();
    let (mut of_nodes, mut of_groups) = (vec![0; map.nodes.len()], vec![0; map.groups.len()]);
    for (position, (_, is_group, i)) in all.into_iter().enumerate() {
        let of = if is_group { &mut of_groups } else { &mut of_nodes };
        of[i] = if is_group && map.groups[i].lane { i } else { position } as u32;
    }
    (of_nodes, of_groups)
}

const fn end(end: End) -> layered::End {
    match end {
        End::Node(i) => layered::End::Node(i as u32),
        End::Group(i) => layered::End::Group(i as u32),
    }
}

const fn direction(direction: view::Direction) -> layered::Direction {
    match direction {
        view::Direction::Down => layered::Direction::Down,
        view::Direction::Right => layered::Direction::Right,
        view::Direction::Up => layered::Direction::Up,
        view::Direction::Left => layered::Direction::Left,
    }
}

fn dress(
    map: &view::Map,
    placement: Placement,
    contents: Vec<Content>,
    titles: Vec<Content>,
    labels: Vec<Option<Label>>,
    sizes: &Sizes,
) -> Map {
    let places = map.nodes.iter().zip(contents).zip(&placement.nodes);
    let nodes = places.map(|((node, content), rect)| content.place_node(&node.face, *rect, sizes)).collect();
    let groups = titles.into_iter().zip(&placement.groups).map(|(content, place)| {
        let (icon, title, subtitle) = content.place_group(place.title, sizes);
        Group { rect: place.rect, icon, title, subtitle, head: None }
    });
    let edges = map.edges.iter().zip(placement.edges).zip(labels).map(|((edge, route), label)| {
        let points = clipped(map, edge, route.points, &placement.nodes);
        let mut drawn = Edge { points, ..Edge::default() };
        if let (Some(label), Some(rect)) = (label, route.label) {
            let align = alignment(rect, &drawn.points);
            label.place(rect, align, &mut drawn);
        }
        drawn
    });
    let (mut groups, edges): (Vec<Group>, _) = (groups.collect(), edges.collect());
    lanes::heads(map, &mut groups);
    Map { groups, edges, nodes }
}

/// The route with each end on the outline of its shape instead of the box around it.
fn clipped(map: &view::Map, edge: &view::Edge, mut points: Vec<Point>, rects: &[Rect]) -> Vec<Point> {
    let n = points.len();
    if let End::Node(i) = edge.from {
        points[0] = on_outline(&map.nodes[i], rects[i], points[0], points[1]);
    }
    if let End::Node(i) = edge.to {
        points[n - 1] = on_outline(&map.nodes[i], rects[i], points[n - 1], points[n - 2]);
    }
    points
}

fn on_outline(node: &view::Node, rect: Rect, border: Point, before: Point) -> Point {
    let side = match (border.x - before.x, border.y - before.y) {
        (0.0, dy) if dy > 0.0 => Side::Top,
        (0.0, _) => Side::Bottom,
        (dx, _) if dx > 0.0 => Side::Left,
        _ => Side::Right,
    };
    let shape = shape_of(&node.face);
    if !node.collapsed {
        return shape::clip(shape, rect, side, border);
    }
    // The card that reaches farther out; beyond its corner the other one.
    let (front, back) = (content::front(rect), content::back(rect));
    let (outer, inner) = match side {
        Side::Top | Side::Right => (back, front),
        Side::Bottom | Side::Left => (front, back),
    };
    shape::border(shape, outer).hit(side, border).unwrap_or_else(|| shape::clip(shape, inner, side, border))
}

/// Text leans towards its line: to its start where a vertical piece passes on the left, to its end where one passes on the
/// right, else it is centred over the line.
fn alignment(rect: Rect, points: &[Point]) -> Align {
    let c = rect.center();
    let passes = |p: &[Point]| {
        let vertical = (p[0].x - p[1].x).abs() < 0.01;
        vertical && p[0].y.min(p[1].y) <= c.y && c.y <= p[0].y.max(p[1].y)
    };
    let distances = points.windows(2).filter(|p| passes(p)).map(|p| p[0].x - c.x);
    let near = distances.filter(|d| d.abs() <= rect.w / 2.0 + 20.0).min_by(|a, b| a.abs().total_cmp(&b.abs()));
    match near {
        Some(d) if d < 0.0 => Align::Start,
        Some(_) => Align::End,
        None => Align::Center,
    }
}
