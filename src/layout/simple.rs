//! The engine `simple`: layout-rs, for small flat graphs, behind the layered engine's types.
//!
//! It draws curved lines, here as polylines. What it cannot serve is refused with the reason: groups, more than
//! [`MOST_NODES`] nodes, graphs that it would search for too long, hints and an aspect. Labels stand right of the point that their line
//! passes, loops beside their node.

use super::layered::{Direction, End, Graph, Placement, Route, Wrapping};
use crate::geometry::{Point, Rect, Size};
use layout::core::base::Orientation;
use layout::core::format::{ClipHandle, RenderBackend};
use layout::core::geometry::Point as Spot;
use layout::core::style::{LineStyleKind, StyleAttr};
use layout::std_shapes::shapes::{Arrow, Element, LineEndKind, ShapeKind};
use layout::topo::layout::VisualGraph;

/// Above this layout-rs takes seconds.
pub const MOST_NODES: usize = 100;
/// Paths that it may find; it walks every one of them, more than once.
const MOST_STEPS: u64 = 20_000;
/// Straight pieces of each curve.
const PIECES: u32 = 12;
/// Its drawings are rounded to this part of a px, so that they are the same on every machine.
const PARTS: f64 = 8.0;

/// Lays out a flat graph.
///
/// # Errors
/// The reason why this engine cannot serve the graph, as the end of a sentence.
pub fn place(graph: &Graph) -> Result<Placement, String> {
    if graph.nodes.is_empty() && graph.groups.is_empty() {
        return Ok(Placement::default());
    }
    if !graph.groups.is_empty() {
        return Err("it has groups".to_owned());
    }
    if graph.nodes.len() > MOST_NODES {
        return Err(format!("it has {} nodes, more than {MOST_NODES}", graph.nodes.len()));
    }
    if !graph.same_rank.is_empty() || !graph.order.is_empty() {
        return Err("it has hints (`same rank`, `order`)".to_owned());
    }
    if graph.wrap != Wrapping::Never {
        return Err("it wants an `aspect`".to_owned());
    }
    let mut edges = Vec::with_capacity(graph.edges.len());
    for e in &graph.edges {
        match (e.from, e.to) {
            (End::Node(a), End::Node(b)) if a.max(b) < graph.nodes.len() as u32 => edges.push((a, b)),
            _ => return Err("a connection ends at something that is no node".to_owned()),
        }
    }
    let turned = turned(graph.nodes.len(), &edges)?;
    // Its invariants are asserted; a broken one must not end the program.
    let run = std::panic::AssertUnwindSafe(|| draw(graph, &edges, &turned));
    std::panic::catch_unwind(run).unwrap_or_else(|_| Err("layout-rs failed on it".to_owned()))
}

/// Which edges the engine will turn to keep its graph acyclic, as it adds them one by one; an error where finding out would take
/// it too long.
fn turned(n: usize, edges: &[(u32, u32)]) -> Result<Vec<bool>, String> {
    let mut to: Vec<Vec<u32>> = vec![Vec::new(); n];
    let mut out = Vec::with_capacity(edges.len());
    let mut steps = 0u64;
    for &(a, b) in edges {
        if a == b {
            out.push(false);
            continue;
        }
        let (found, walked) = search(&to, b, a);
        steps += walked;
        if steps > MOST_STEPS {
            return Err("its connections form too many paths".to_owned());
        }
        out.push(found);
        let (a, b) = if found { (b, a) } else { (a, b) };
        to[a as usize].push(b);
    }
    if paths(&to) > MOST_STEPS {
        return Err("its connections form too many paths".to_owned());
    }
    Ok(out)
}

/// How many paths an acyclic graph has, from anywhere to anywhere.
fn paths(to: &[Vec<u32>]) -> u64 {
    let mut before = vec![0u32; to.len()];
    to.iter().flatten().for_each(|&w| before[w as usize] += 1);
    let mut order: Vec<u32> = (0..to.len() as u32).filter(|&v| before[v as usize] == 0).collect();
    let mut at = 0;
    let mut count = vec![1u64; to.len()];
    let mut sum = 0u64;
    while at < order.len() {
        let v = order[at] as usize;
        at += 1;
        sum = sum.saturating_add(count[v]);
        for &w in &to[v] {
            count[w as usize] = count[w as usize].saturating_add(count[v]);
            before[w as usize] -= 1;
            if before[w as usize] == 0 {
                order.push(w);
            }
        }
    }
    sum
}

/// Whether `goal` can be reached, and how many steps walking every path to it takes (no more than a little over the limit).
fn search(to: &[Vec<u32>], from: u32, goal: u32) -> (bool, u64) {
    let mut stack = vec![(from, 0usize)];
    let mut steps = 0;
    while let Some((v, at)) = stack.last_mut() {
        if *v == goal {
            return (true, steps);
        }
        let Some(&w) = to[*v as usize].get(*at) else {
            stack.pop();
            continue;
        };
        *at += 1;
        steps += 1;
        if steps > MOST_STEPS {
            break;
        }
        stack.push((w, 0));
    }
    (false, steps)
}

fn draw(graph: &Graph, edges: &[(u32, u32)], turned: &[bool]) -> Result<Placement, String> {
    let across = matches!(graph.direction, Direction::Right | Direction::Left);
    let orientation = if across { Orientation::LeftToRight } else { Orientation::TopToBottom };
    let mut visual = VisualGraph::new(orientation);
    let look = StyleAttr::new(layout::core::color::Color::fast("black"), 1, None, 0, 1);
    let handles: Vec<_> = graph
        .nodes
        .iter()
        .map(|n| {
            let size = Spot::new(length(n.size.w), length(n.size.h));
            visual.add_node(Element::create(ShapeKind::new_box(""), look.clone(), orientation, size))
        })
        .collect();
    for (e, &(a, b)) in graph.edges.iter().zip(edges) {
        let text = e.label.map_or(String::new(), |s| blank(s, graph.spacing.edge_label));
        let arrow =
            Arrow::new(LineEndKind::None, LineEndKind::Arrow, LineStyleKind::Normal, &text, &look, &None, &None);
        visual.add_edge(arrow, handles[a as usize], handles[b as usize]);
    }
    let mut canvas = Canvas::default();
    visual.do_it(false, false, false, &mut canvas);
    // It keeps the order of edges, loops last; labels follow their edges.
    let (loops, plain): (Vec<usize>, Vec<usize>) = (0..edges.len()).partition(|&i| edges[i].0 == edges[i].1);
    let sequence: Vec<usize> = plain.into_iter().chain(loops).collect();
    let labelled = sequence.iter().filter(|&&i| graph.edges[i].label.is_some()).count();
    if canvas.boxes.len() != graph.nodes.len() || canvas.paths.len() != edges.len() || canvas.texts.len() != labelled {
        return Err("layout-rs lost a part of it".to_owned());
    }
    let mut placement = Placement {
        size: Size::default(),
        nodes: graph.nodes.iter().zip(&canvas.boxes).map(|(n, b)| Rect::at(round(*b), n.size)).collect(),
        groups: Vec::new(),
        edges: vec![Route::default(); edges.len()],
        gates: Vec::new(),
    };
    let mut texts = canvas.texts.iter();
    for (&i, path) in sequence.iter().zip(&canvas.paths) {
        let mut points = flatten(path);
        if turned[i] {
            points.reverse();
        }
        placement.edges[i].points = points;
        if let Some(size) = graph.edges[i].label
            && let Some(middle) = texts.next()
        {
            let at = Point::new(middle.x + graph.spacing.edge_label, middle.y - size.h / 2.0);
            placement.edges[i].label = Some(Rect::at(round(at), size));
        }
    }
    turn(graph.direction, &mut placement);
    Ok(placement)
}

fn length(px: f64) -> f64 {
    if px.is_finite() && px > 1.0 { px.min(10_000.0) } else { 1.0 }
}

/// A text that layout-rs takes to be as large as the label and as much room on the other side of the line: at a font size of 1 each
/// character is one px wide and each line one px high.
fn blank(size: Size, gap: f64) -> String {
    let columns = 2 * (length(size.w) + gap).ceil() as usize;
    let mut text = ".".repeat(columns);
    for _ in 1..length(size.h).ceil() as usize {
        text.push_str("\n.");
    }
    text
}

fn round(p: Point) -> Point {
    let part = |x: f64| (x * PARTS).round() / PARTS;
    Point::new(part(p.x), part(p.y))
}

/// A chain of cubic curves as points. The path holds, for its start, the point and its control; for each further point its control
/// before it and the point; the control after it is the mirror image.
fn flatten(path: &[(Point, Point)]) -> Vec<Point> {
    let mut points = Vec::new();
    let Some(&(start, mut control)) = path.first() else { return points };
    let mut from = start;
    points.push(round(from));
    for &(before, to) in &path[1..] {
        for k in 1..=PIECES {
            let t = f64::from(k) / f64::from(PIECES);
            let u = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            let p = Point::new(mix(from.x, control.x, before.x, to.x), mix(from.y, control.y, before.y, to.y));
            points.push(round(p));
        }
        control = Point::new(2.0 * to.x - before.x, 2.0 * to.y - before.y);
        from = to;
    }
    points.dedup();
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for p in points {
        if let [.., a, b] = kept[..] {
            let bend = (b.x - a.x) * (p.y - b.y) - (b.y - a.y) * (p.x - b.x);
            if bend.abs() < 1e-9 {
                kept.pop();
            }
        }
        kept.push(p);
    }
    if kept.len() == 1 {
        kept.push(kept[0]);
    }
    kept
}

/// Mirrors for the directions that layout-rs does not know, and moves everything to the origin.
fn turn(direction: Direction, placement: &mut Placement) {
    let rects = placement.nodes.iter().chain(placement.edges.iter().filter_map(|e| e.label.as_ref()));
    let lines = placement.edges.iter().flat_map(|e| &e.points).map(|&p| Rect::around(p, p));
    let Some(all) = rects.copied().chain(lines).reduce(|a, b| a.union(&b)) else { return };
    let point = |p: Point| match direction {
        Direction::Down | Direction::Right => Point::new(p.x - all.x, p.y - all.y),
        Direction::Up => Point::new(p.x - all.x, all.bottom() - p.y),
        Direction::Left => Point::new(all.right() - p.x, p.y - all.y),
    };
    let rect = |r: Rect| Rect::around(point(Point::new(r.x, r.y)), point(Point::new(r.right(), r.bottom())));
    for r in placement.nodes.iter_mut().chain(placement.edges.iter_mut().filter_map(|e| e.label.as_mut())) {
        *r = Rect::at(Point::new(rect(*r).x, rect(*r).y), r.size());
    }
    for p in placement.edges.iter_mut().flat_map(|e| &mut e.points) {
        *p = point(*p);
    }
    placement.size = all.size();
}

/// Takes down what layout-rs draws.
#[derive(Default)]
struct Canvas {
    boxes: Vec<Point>,
    paths: Vec<Vec<(Point, Point)>>,
    texts: Vec<Point>,
}

const fn point(p: Spot) -> Point {
    Point::new(p.x, p.y)
}

impl RenderBackend for Canvas {
    fn draw_rect(&mut self, xy: Spot, _: Spot, _: &StyleAttr, _: Option<String>, _: Option<ClipHandle>) {
        self.boxes.push(point(xy));
    }

    fn draw_line(&mut self, _: Spot, _: Spot, _: &StyleAttr, _: Option<String>) {}

    fn draw_circle(&mut self, _: Spot, _: Spot, _: &StyleAttr, _: Option<String>) {}

    fn draw_text(&mut self, xy: Spot, text: &str, _: &StyleAttr) {
        // Boxes have no text.
        if !text.is_empty() {
            self.texts.push(point(xy));
        }
    }

    fn draw_arrow(
        &mut self,
        path: &[(Spot, Spot)],
        _: bool,
        _: (bool, bool),
        _: &StyleAttr,
        _: Option<String>,
        _: &str,
    ) {
        self.paths.push(path.iter().map(|p| (point(p.0), point(p.1))).collect());
    }

    fn create_clip(&mut self, _: Spot, _: Spot, _: usize) -> ClipHandle {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::super::layered::{Edge, Group, Node};
    use super::*;

    fn graph(nodes: usize, edges: &[(u32, u32, bool)], direction: Direction) -> Graph {
        let node =
            |i| Node { size: Size::new(60.0, 30.0), parent: None, index: i as u32, centered_ports: false, inset: 0.0 };
        let edge = |&(a, b, label): &(u32, u32, bool)| Edge {
            from: End::Node(a),
            to: End::Node(b),
            label: label.then_some(Size::new(40.0, 12.0)),
            weight: 1,
        };
        Graph {
            direction,
            nodes: (0..nodes).map(node).collect(),
            edges: edges.iter().map(edge).collect(),
            ..Graph::default()
        }
    }

    fn touches(r: &Rect, p: Point) -> bool {
        r.grown(0.5).has(p) && !r.grown(-0.5).has(p)
    }

    #[test]
    fn refuses_to_wrap() {
        let g = Graph { wrap: Wrapping::Anywhere, ..graph(3, &[(0, 1, false), (1, 2, false)], Direction::Down) };
        assert_eq!(place(&g).unwrap_err(), "it wants an `aspect`");
    }

    #[test]
    fn draws_cycles_loops_labels_and_parallel_lines_in_all_directions() {
        let edges =
            [(0, 1, true), (1, 2, false), (2, 0, true), (1, 1, true), (0, 1, false), (0, 3, false), (2, 2, false)];
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            let g = graph(5, &edges, direction);
            let p = place(&g).unwrap();
            for (i, (e, r)) in edges.iter().zip(&p.edges).enumerate() {
                let (first, last) = (r.points[0], r.points[r.points.len() - 1]);
                assert!(touches(&p.nodes[e.0 as usize], first), "{direction:?} start of {i}: {first:?} {:?}", p.nodes);
                assert!(touches(&p.nodes[e.1 as usize], last), "{direction:?} end of {i}: {last:?} {:?}", p.nodes);
                assert_eq!(r.label.is_some(), e.2, "{direction:?} label of {i}");
            }
            let apart = |a: usize, b: usize| !p.nodes[a].overlaps(&p.nodes[b]);
            assert!((0..5).all(|a| (0..a).all(|b| apart(a, b))));
            let down = p.nodes[1].center().y - p.nodes[0].center().y;
            let right = p.nodes[1].center().x - p.nodes[0].center().x;
            let along = match direction {
                Direction::Down => down,
                Direction::Up => -down,
                Direction::Right => right,
                Direction::Left => -right,
            };
            assert!(along > 0.0, "{direction:?}");
        }
    }

    #[test]
    fn says_what_it_cannot_serve() {
        let mut g = graph(1, &[], Direction::Down);
        g.groups.push(Group { parent: None, index: 0, ..Group::default() });
        assert_eq!(place(&g).unwrap_err(), "it has groups");
        assert_eq!(place(&graph(101, &[], Direction::Down)).unwrap_err(), "it has 101 nodes, more than 100");
        assert!(place(&graph(0, &[], Direction::Down)).is_ok());
        // A ladder of diamonds has 2^32 paths.
        let rung = |i: u32| [(3 * i, 3 * i + 1), (3 * i, 3 * i + 2), (3 * i + 1, 3 * i + 3), (3 * i + 2, 3 * i + 3)];
        let ladder: Vec<(u32, u32, bool)> = (0..32).flat_map(rung).map(|(a, b)| (a, b, false)).collect();
        assert_eq!(place(&graph(97, &ladder, Direction::Down)).unwrap_err(), "its connections form too many paths");
        let turned: Vec<(u32, u32, bool)> = ladder.iter().rev().copied().collect();
        assert_eq!(place(&graph(97, &turned, Direction::Down)).unwrap_err(), "its connections form too many paths");
    }
}
