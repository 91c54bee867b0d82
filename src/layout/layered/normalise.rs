//! From a graph to the parts that are laid out one by one.
//!
//! A group whose border no line crosses is *sealed*: its inside is a picture of its own, laid out first, and the group is a leaf
//! of fixed size outside. What is inside one sealed group (or in none) is a *frame*; the connected parts of a frame are laid out
//! by themselves and packed. Anything malformed is mended here: unknown parents and ends, circles of parents, lengths that are none. No paper.
//!
//! Before: any graph. After: parts in the frame where the flow runs down, and where each of their pieces comes from.

use super::collar::{Flank, Pin};
use super::graph::{Direction, End, Graph};
use super::pack::Extents;
use super::part::{Container, Extent, LONGEST, Leaf, Line, NONE, PX, Part, Space, Tip, TitleSide, Unit, unit};
use super::previous::{self, Before};
pub(super) use super::tree::{Tree, drawable};
use super::typical;
use crate::geometry::{Side, Size};

/// A part and the numbers in the graph of its leaves, containers and lines.
pub(super) struct Piecewise {
    pub part: Part,
    pub leaves: Vec<End>,
    /// Container `i + 1` is this group.
    pub groups: Vec<u32>,
    pub lines: Vec<u32>,
}

pub(super) fn transposed(direction: Direction) -> bool {
    matches!(direction, Direction::Right | Direction::Left)
}

pub(super) fn extent(direction: Direction, size: Size) -> Extent {
    let (w, h) = (unit(size.w), unit(size.h));
    if transposed(direction) { Extent { w: h, h: w } } else { Extent { w, h } }
}

/// Everything of each frame, sorted: the members of frames and the lines within them.
pub(super) struct Frames {
    /// Ends by frame.
    ends: Vec<(u32, End)>,
    lines: Vec<(u32, u32)>,
    /// A typical node.
    typical: Extent,
    /// Whether lines may leave by a flank near an earlier drawing.
    pub flanks: bool,
}

impl Frames {
    pub(super) fn new(graph: &Graph, tree: &Tree) -> Self {
        let mut ends: Vec<(u32, End)> = (0..graph.nodes.len() as u32)
            .map(|i| (tree.node_frame[i as usize], End::Node(i)))
            .chain((0..graph.groups.len() as u32).map(|g| (tree.frame[g as usize], End::Group(g))))
            .collect();
        ends.sort_unstable();
        let frame = |e: End| match e {
            End::Node(i) => tree.node_frame[i as usize],
            End::Group(g) => tree.frame[g as usize],
        };
        let mut lines: Vec<(u32, u32)> = graph
            .edges
            .iter()
            .enumerate()
            .filter(|(_, e)| drawable(graph, e))
            .map(|(i, e)| (frame(e.from), i as u32))
            .collect();
        lines.sort_unstable();
        Self { ends, lines, typical: typical::node(graph), flanks: true }
    }

    /// The connected parts of a frame in source order. `sizes` holds the extents of sealed groups laid out before.
    pub(super) fn parts(&self, graph: &Graph, tree: &Tree, frame: u32, sizes: &[Extents]) -> Vec<Piecewise> {
        let of = |list: &[(u32, End)]| {
            let from = list.partition_point(|e| e.0 < frame);
            from..from + list[from..].partition_point(|e| e.0 == frame)
        };
        let range = of(&self.ends);
        let ends: Vec<End> = self.ends[range].iter().map(|e| e.1).collect();
        let from = self.lines.partition_point(|l| l.0 < frame);
        let lines: Vec<u32> = self.lines[from..].iter().take_while(|l| l.0 == frame).map(|l| l.1).collect();
        let component = components(graph, tree, frame, &ends, &lines);
        let mut parts = build(graph, tree, frame, &ends, &lines, &component, (self.typical, sizes));
        for before in parts.iter_mut().filter_map(|p| p.part.before.as_mut()) {
            before.flanks = self.flanks;
        }
        parts
    }
}

/// For each end of a frame the number of its connected part, in source order.
fn components(graph: &Graph, tree: &Tree, frame: u32, ends: &[End], lines: &[u32]) -> Vec<u32> {
    let at = |e: End| ends.binary_search(&e).ok();
    let mut root: Vec<u32> = (0..ends.len() as u32).collect();
    fn find(root: &mut [u32], mut v: u32) -> u32 {
        while root[v as usize] != v {
            root[v as usize] = root[root[v as usize] as usize];
            v = root[v as usize];
        }
        v
    }
    let mut join = |a: Option<usize>, b: Option<usize>| {
        if let (Some(a), Some(b)) = (a, b) {
            let (a, b) = (find(&mut root, a as u32), find(&mut root, b as u32));
            root[a.max(b) as usize] = a.min(b);
        }
    };
    let mut lanes: Vec<usize> = Vec::new();
    for (i, &e) in ends.iter().enumerate() {
        let parent = tree.parent_of(e);
        if parent != frame {
            join(Some(i), at(End::Group(parent)));
        } else if matches!(e, End::Group(g) if tree.lane[g as usize]) {
            lanes.push(i);
        }
    }
    lanes.windows(2).for_each(|p| join(Some(p[0]), Some(p[1])));
    for &l in lines {
        let e = &graph.edges[l as usize];
        join(at(e.from), at(e.to));
    }
    for list in graph.same_rank.iter().chain(&graph.order) {
        list.windows(2).for_each(|p| join(at(p[0]), at(p[1])));
    }
    let mut members: Vec<(u32, End)> = ends.iter().enumerate().map(|(i, &e)| (find(&mut root, i as u32), e)).collect();
    members.sort_unstable();
    let lists: Vec<Vec<End>> = members.chunk_by(|a, b| a.0 == b.0).map(|c| c.iter().map(|m| m.1).collect()).collect();
    for (a, b) in previous::together(graph, &lists) {
        let (a, b) = (at(lists[a][0]), at(lists[b][0]));
        if let (Some(a), Some(b)) = (a, b) {
            let (a, b) = (find(&mut root, a as u32), find(&mut root, b as u32));
            root[a.max(b) as usize] = a.min(b);
        }
    }
    let source = |e: End| match e {
        End::Node(i) => tree.node_order[i as usize],
        End::Group(g) => tree.order[g as usize],
    };
    let mut by_source: Vec<u32> = (0..ends.len() as u32).collect();
    by_source.sort_by_key(|&i| source(ends[i as usize]));
    let mut number = vec![NONE; ends.len()];
    let mut count = 0;
    for i in by_source {
        let r = find(&mut root, i);
        if number[r as usize] == NONE {
            number[r as usize] = count;
            count += 1;
        }
        number[i as usize] = number[r as usize];
    }
    number
}

fn build(
    graph: &Graph,
    tree: &Tree,
    frame: u32,
    ends: &[End],
    lines: &[u32],
    component: &[u32],
    (typical, sizes): (Extent, &[Extents]),
) -> Vec<Piecewise> {
    let count = component.iter().max().map_or(0, |m| m + 1);
    let space = Space::of(graph);
    let blank = || Piecewise {
        part: Part {
            space,
            title_side: TitleSide::of(graph.direction),
            containers: vec![Container {
                home: NONE,
                lane: NONE,
                depth: 0,
                is_lane: false,
                order: 0,
                title: Extent::default(),
                least: Extent::default(),
                pad: 0,
                margin: 0,
                bridge: 0,
                row: None,
            }],
            leaves: Vec::new(),
            lines: Vec::new(),
            same_rank: Vec::new(),
            order: Vec::new(),
            before: None,
            pins: Vec::new(),
            taken: Vec::new(),
        },
        leaves: Vec::new(),
        groups: Vec::new(),
        lines: Vec::new(),
    };
    let mut parts: Vec<Piecewise> = (0..count).map(|_| blank()).collect();
    let mut tips = vec![Tip::Leaf(NONE); ends.len()];
    let at = |e: End| ends.binary_search(&e).ok();
    // Outer groups before inner ones, nodes last: every home is known when its members come.
    let mut by_depth: Vec<u32> = (0..ends.len() as u32).collect();
    by_depth.sort_by_key(|&i| match ends[i as usize] {
        End::Group(g) => (0, tree.depth[g as usize], tree.order[g as usize]),
        End::Node(n) => (1, 0, tree.node_order[n as usize]),
    });
    for i in by_depth {
        let end = ends[i as usize];
        let p = &mut parts[component[i as usize] as usize];
        let parent = tree.parent_of(end);
        let around = if parent == frame { 0 } else { at(End::Group(parent)).map_or(0, |k| container(tips[k])) };
        let (home, lane) = if p.part.containers[around as usize].is_lane {
            (p.part.containers[around as usize].home, around)
        } else {
            (around, NONE)
        };
        tips[i as usize] = match end {
            End::Group(g) if !tree.is_leaf(g) => {
                let group = &graph.groups[g as usize];
                let depth = p.part.containers[home as usize].depth + 1;
                p.part.containers.push(Container {
                    home,
                    lane,
                    depth,
                    is_lane: tree.lane[g as usize],
                    order: tree.order[g as usize],
                    title: extent(graph.direction, group.title),
                    least: if tree.lane[g as usize] { Extent::default() } else { extent(graph.direction, group.least) },
                    // Lines on both sides of a wall between lanes keep their distance, and that from nodes.
                    pad: unit(group.padding).max(if tree.lane[g as usize] {
                        space.edge.max(space.edge_node) / 2
                    } else {
                        0
                    }),
                    margin: 0,
                    bridge: 0,
                    row: None,
                });
                p.groups.push(g);
                Tip::Container(p.part.containers.len() as u32 - 1)
            }
            _ => {
                let (Extents { real: size, alike }, order, centered, inset) = match end {
                    End::Group(g) => (sizes[g as usize], tree.order[g as usize], false, 0),
                    End::Node(n) => {
                        let node = &graph.nodes[n as usize];
                        let size = Extents { real: extent(graph.direction, node.size), alike: typical };
                        (size, tree.node_order[n as usize], node.centered_ports, unit(node.inset))
                    }
                };
                // The ends at a side that is hardly one meet.
                let centered = centered || size != size.seen();
                let size = size.seen();
                p.part.leaves.push(Leaf { size, alike, home, lane, order, centered, inset, pinned: false });
                p.leaves.push(end);
                Tip::Leaf(p.part.leaves.len() as u32 - 1)
            }
        };
    }
    for &l in lines {
        let e = &graph.edges[l as usize];
        let (Some(from), Some(to)) = (at(e.from), at(e.to)) else { continue };
        let p = &mut parts[component[from] as usize];
        p.part.lines.push(Line {
            from: tips[from],
            to: tips[to],
            // One without any extent needs no room: see [`super::finish`].
            label: e.label.map(|s| extent(graph.direction, s)).filter(|s| s.w > 0 || s.h > 0).map(Extent::seen),
            weight: i64::from(e.weight.min(1000)),
            bridge: false,
        });
        p.lines.push(l);
    }
    for (lists, of) in [(&graph.same_rank, true), (&graph.order, false)] {
        for list in lists {
            let known: Vec<usize> = list.iter().filter_map(|&e| at(e)).collect();
            if let (Some(&first), true) = (known.first(), known.len() > 1) {
                let p = &mut parts[component[first] as usize].part;
                let tips = known.iter().map(|&k| tips[k]).collect();
                if of { p.same_rank.push(tips) } else { p.order.push(tips) }
            }
        }
    }
    pin(graph, &at, &tips, component, &mut parts);
    for p in &mut parts {
        p.part.before = Before::of(graph, &p.leaves, &p.groups, &p.lines);
    }
    parts
}

/// Hands the ports of a frame's nodes to its parts.
fn pin(graph: &Graph, at: &dyn Fn(End) -> Option<usize>, tips: &[Tip], component: &[u32], parts: &mut [Piecewise]) {
    for port in &graph.ports {
        let Some(k) = at(End::Node(port.node)) else { continue };
        let (Tip::Leaf(leaf), p) = (tips[k], &mut parts[component[k] as usize]) else { continue };
        let node = graph.nodes[port.node as usize].size;
        let long = if matches!(port.side, Side::Top | Side::Bottom) { node.w } else { node.h };
        let (flank, at) = flank(graph.direction, port.side, (port.at, long), p.part.leaves[leaf as usize].size);
        // A port without edges makes the others keep to their gaps as well.
        p.part.leaves[leaf as usize].pinned = true;
        if port.ends.is_empty() {
            p.part.taken.push((leaf, flank, at));
        }
        for &(edge, start) in &port.ends {
            let Ok(line) = p.lines.binary_search(&edge) else { continue };
            let l = &p.part.lines[line];
            if l.from != l.to && (if start { l.from } else { l.to }) == Tip::Leaf(leaf) {
                p.part.pins.push(Pin { line: line as u32, start, flank, at });
            }
        }
    }
}

/// A place on a side of the picture's box, which is so long, in the frame where the flow runs down.
fn flank(direction: Direction, side: Side, (at, long): (f64, f64), leaf: Extent) -> (Flank, Unit) {
    // Along a side that the flow runs beside, from where the flow starts.
    let back = matches!(direction, Direction::Up | Direction::Left);
    // A px is not rounded here: what comes from another layout must meet it to the dot.
    let facing = facing(direction, side);
    let rounded = if matches!(facing, Flank::Top | Flank::Bottom) { leaf.w } else { leaf.h };
    // The box is drawn as long as it was asked to be, or as a place in the middle.
    let most = if long > 0.0 { rounded.min((long * PX) as Unit) } else { rounded / 2 };
    let least = if long > 0.0 { 0 } else { most };
    let exact = if at.is_finite() { (at.clamp(0.0, LONGEST) * PX).round() as Unit } else { 0 }.clamp(least, most);
    match facing {
        Flank::Top | Flank::Bottom => (facing, exact - rounded / 2),
        Flank::Low | Flank::High => (facing, if back { rounded - exact } else { exact }),
    }
}

/// A side of the picture's boxes in the frame where the flow runs down.
pub(super) fn facing(direction: Direction, side: Side) -> Flank {
    let (starts, ends) = match direction {
        Direction::Down => (Side::Top, Side::Bottom),
        Direction::Up => (Side::Bottom, Side::Top),
        Direction::Right => (Side::Left, Side::Right),
        Direction::Left => (Side::Right, Side::Left),
    };
    match side {
        _ if side == starts => Flank::Top,
        _ if side == ends => Flank::Bottom,
        Side::Left | Side::Top => Flank::Low,
        Side::Right | Side::Bottom => Flank::High,
    }
}

fn container(tip: Tip) -> u32 {
    match tip {
        Tip::Container(c) => c,
        Tip::Leaf(_) => 0,
    }
}
