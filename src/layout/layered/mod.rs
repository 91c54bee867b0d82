//! The layered engine: compound graphs with lines across and to groups, labels, loops, lanes, in four directions.
//!
//! Sugiyama's method (Sugiyama, Tagawa, Toda 1981) on one global layered graph, with groups as constraints of every phase (Sander
//! 1996, Forster 2002). The road: `normalise → (bridges → cycles → ranks → layers → slots → order → ports → collar → coordinates of
//! alike nodes (canonical) → lateral → apart → route → rows → columns) for each part → pack → finish`, more than once where the drawing
//! is to be wrapped. No two boxes overlap, no line runs through a
//! box, a foreign group or a title, no two unrelated lines share a stretch: each phase's head says what it contributes to that.

mod apart;
mod arrange;
mod bridges;
mod canonical;
mod collar;
mod columns;
mod compact;
mod coordinates;
mod crowded;
mod cycles;
mod facing;
mod finish;
mod flank;
mod gates;
mod graph;
mod joined;
mod landing;
mod lateral;
mod layers;
mod lone;
mod loops;
mod nested;
mod normalise;
mod order;
mod pack;
mod part;
mod ports;
mod previous;
#[cfg(test)]
mod proof;
mod ranks;
mod rims;
mod rings;
mod route;
mod rows;
mod simplex;
mod slots;
mod stack;
mod straight;
mod titles;
mod together;
mod tree;
mod typical;
mod wrap;

use finish::Canvas;
pub(in crate::layout) use finish::tidy;
pub use graph::*;
use normalise::{Frames, Tree};

/// Lays out any graph. Never fails: ends and parents that do not exist are ignored, and their routes stay empty.
/// Gates of what cannot have any have no place: the placement holds none unless all gates are those of groups that are no lanes.
pub fn place(graph: &Graph) -> Placement {
    #[cfg(test)]
    proof::asked(graph);
    if graph.previous.is_some() { previous::place(graph, &fresh) } else { fresh(graph, true) }
}

/// Lays out a graph from the start, each phase heeding an earlier drawing for itself. `flanks` says whether lines may leave by a flank.
fn fresh(graph: &Graph, flanks: bool) -> Placement {
    if let Some(placement) = nested::place(graph) {
        return placement;
    }
    if let Some(placement) = rings::place(graph) {
        return placement;
    }
    if let Some(placement) = lone::place(graph) {
        return placement;
    }
    let tree = Tree::new(graph);
    let mut frames = Frames::new(graph, &tree);
    frames.flanks = flanks;
    match graph.wrap {
        Wrapping::Never => lay(graph, &tree, &frames, &[], None).finish(),
        Wrapping::AtSingleEdges | Wrapping::Anywhere => {
            wrap::choose(graph, &|plans, known| lay(graph, &tree, &frames, plans, known)).finish()
        }
    }
}

/// Lays out all frames, some of their parts cut into rows. Parts that are as in a known layout are taken from that.
fn lay<'a>(
    graph: &'a Graph,
    tree: &'a Tree,
    frames: &Frames,
    plans: &[wrap::Plan],
    known: Option<&Canvas>,
) -> Canvas<'a> {
    let mut canvas = Canvas::new(graph, tree);
    // Innermost first: a sealed group's size is known when what is around it is laid out.
    for frame in canvas.frames() {
        let parts = frames.parts(graph, tree, frame, canvas.sizes());
        let packed = frame != part::NONE || parts.len() > 1;
        let arrange = |(i, p): (usize, &normalise::Piecewise)| {
            let plan = plans.iter().find(|w| (w.frame, w.part) == (frame, i));
            let same = known.filter(|_| plan.is_none()).and_then(|k| k.drawn_as(frame, i, &p.part));
            same.cloned().unwrap_or_else(|| match plan {
                None if graph.wrap != Wrapping::Never => arrange::arrange(&wrap::unfolded(&p.part), None, packed),
                _ => arrange::arrange(&p.part, plan, packed),
            })
        };
        let drawn: Vec<_> = parts.iter().enumerate().map(arrange).collect();
        canvas.pack(frame, parts, drawn);
    }
    canvas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;

    fn node(w: f64, h: f64, parent: Option<u32>) -> Node {
        Node { size: Size::new(w, h), parent, index: 0, centered_ports: false, inset: 0.0 }
    }

    fn group(parent: Option<u32>) -> Group {
        Group { parent, index: 0, title: Size::new(60.0, 16.0), padding: 10.0, ..Group::default() }
    }

    fn edge(from: End, to: End) -> Edge {
        Edge { from, to, label: None, weight: 1 }
    }

    #[test]
    fn nothing_is_laid_out_as_nothing() {
        let p = place(&Graph::default());
        assert_eq!((p.size, p.nodes.len()), (Size::default(), 0));
    }

    #[test]
    fn two_that_face_each_other_are_joined_by_one_straight_segment() {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            let g = Graph {
                direction,
                nodes: vec![node(100.0, 40.0, None), node(60.0, 30.0, None)],
                edges: vec![edge(End::Node(0), End::Node(1))],
                spacing: Spacing { rank: 50.0, ..Spacing::default() },
                ..Graph::default()
            };
            let p = place(&g);
            assert_eq!(p.edges[0].points.len(), 2, "{direction:?}");
            let (a, b) = (p.nodes[0].center(), p.nodes[1].center());
            let across = if matches!(direction, Direction::Down | Direction::Up) { a.x - b.x } else { a.y - b.y };
            assert_eq!(across, 0.0, "{direction:?}");
        }
    }

    #[test]
    fn an_empty_group_holds_its_title() {
        let p = place(&Graph { groups: vec![group(None)], ..Graph::default() });
        assert_eq!(p.groups[0].rect.size(), Size::new(80.0, 36.0));
        assert!(p.groups[0].rect.holds(&p.groups[0].title));
    }

    #[test]
    fn malformed_graphs_are_mended() {
        let g = Graph {
            nodes: vec![node(f64::NAN, -3.0, Some(7)), node(f64::INFINITY, 1e300, Some(0))],
            groups: vec![group(Some(1)), group(Some(0)), group(Some(2))],
            edges: vec![
                edge(End::Node(0), End::Node(1)),
                edge(End::Node(9), End::Group(9)),
                edge(End::Group(2), End::Group(2)),
                edge(End::Group(0), End::Group(1)),
            ],
            same_rank: vec![vec![End::Node(4), End::Node(0)], vec![]],
            order: vec![vec![End::Group(8)]],
            ..Graph::default()
        };
        let p = place(&g);
        assert!(p.edges[1].points.is_empty(), "an edge between what does not exist");
        assert!(p.edges[0].points.len() >= 2 && p.edges[2].points.len() >= 2 && p.edges[3].points.len() >= 2);
        assert!(p.size.w.is_finite() && p.size.h.is_finite());
    }
}
