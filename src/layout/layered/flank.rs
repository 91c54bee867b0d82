//! Lets the outermost lines of a side leave by the flank: out level, one bend, and on, instead of down, across, and down again.
//!
//! An edge between things of which neither lies under the other needs one bend, as every orthogonal drawing model with ends on all four
//! sides knows (Fößmeier, Kaufmann 1995, *Drawing high degree graphs with low bend numbers*); the textbook's layered drawings spend
//! two. The corner stands between the leaf and its neighbour in the layer, where nothing else is, so that the line meets the same
//! lines as before: outermost ports only, and those of a flank enclose one another. Lines that run down hang from the flank in the
//! order outer above inner, lines that come from above end above them, inner above outer, so that none cross.
//!
//! Before: ports as straight as they can be. After: ports beyond their side's ends are at a flank; each saves one bend.

use super::arrange::Block;
use super::coordinates::pad_low;
use super::landing;
use super::layers::GROUP;
use super::part::{NONE, Part, Unit, unit};
use super::ports::Ports;
use super::straight::Slide;

/// Shortest piece between a flank and its bend, px: an arrowhead and some line.
const STUB: f64 = 14.0;
/// Between ends at a flank, and to its corners, px.
const APART: f64 = 10.0;

/// A corner that was placed: in which gap between entries of a layer, where, and at which of both sides of the gap its leaf stands.
#[derive(Clone, Copy)]
struct Corner {
    x: Unit,
    /// Whether its leaf is on the low side of the gap: it hangs from a high flank.
    from_low: bool,
    next: u32,
}

/// The corners placed so far, by gap.
struct Corners {
    /// The place of each leaf among the entries of all layers.
    entry: Vec<u32>,
    /// The gap on its low side. Ends at the border of the group around it do not part gaps.
    low: Vec<u32>,
    /// Such ends by layer.
    ends: Vec<(u32, u32)>,
    first: Vec<u32>,
    list: Vec<Corner>,
}

impl Corners {
    fn new(s: &Slide) -> Self {
        let leaves = s.part.leaves.len();
        let (mut entry, mut low, mut ends) = (vec![0; leaves], vec![0; leaves], Vec::new());
        for layer in 0..s.g.layers.len() {
            let range = s.g.entry_first[layer]..s.g.entry_first[layer + 1];
            let mut gap = range.start + layer as u32;
            for at in range {
                let e = s.g.entries[at as usize];
                if (e as usize) < leaves {
                    (entry[e as usize], low[e as usize]) = (at, gap);
                }
                if landing::lands(s.part, s.g, e) {
                    ends.push((layer as u32, e));
                } else {
                    gap += 1;
                }
            }
        }
        Self { entry, low, ends, first: vec![NONE; s.g.entries.len() + s.g.layers.len() + 1], list: Vec::new() }
    }

    fn gap(&self, leaf: u32, high: bool) -> usize {
        self.low[leaf as usize] as usize + usize::from(high)
    }

    /// The ends at the border of the group around a layer.
    fn ends(&self, layer: u32) -> impl Iterator<Item = u32> {
        let from = self.ends.partition_point(|e| e.0 < layer);
        self.ends[from..].iter().take_while(move |e| e.0 == layer).map(|e| e.1)
    }

    fn of(&self, gap: usize) -> impl Iterator<Item = Corner> {
        let at = |i: u32| self.list.get(i as usize);
        std::iter::successors(at(self.first[gap]), move |c| at(c.next)).copied()
    }

    fn add(&mut self, gap: usize, x: Unit, from_low: bool) {
        self.list.push(Corner { x, from_low, next: self.first[gap] });
        self.first[gap] = self.list.len() as u32 - 1;
    }
}

/// Moves ports to flanks: first at the upper ends of lines, where most start, then at the lower ones. Whether it moved any.
pub(super) fn leave(s: &mut Slide) -> bool {
    let mut corners = Corners::new(s);
    for first in [true, false] {
        for side in 0..s.sides.len() {
            for high in [false, true] {
                while let Some((port, other, x)) = outermost(s, &corners, side, high, first) {
                    let leaf = s.ports.list[port as usize].leaf;
                    corners.add(corners.gap(leaf, high), x, high);
                    s.fix(port, x);
                    s.fix(other, x);
                    s.take_out(side, high);
                    let p = s.ports.list[port as usize];
                    s.ports.flank[p.line as usize][usize::from(!p.first)] = true;
                    // That makes room on the side.
                    s.straighten_side(side);
                }
            }
        }
    }
    !corners.list.is_empty()
}

/// The outermost port of a side if it can go to the flank, the piece's other port, and the x of its bend.
fn outermost(s: &Slide, corners: &Corners, side: usize, high: bool, first: bool) -> Option<(u32, u32, Unit)> {
    let last = s.sides[side].count.checked_sub(1)?;
    let port = s.sides[side].first + if high { last } else { 0 };
    let p = s.ports.list[port as usize];
    if p.piece == NONE || s.g.pieces[p.piece as usize].flat {
        return None;
    }
    let (a, b) = s.ends(p.piece);
    let upper = s.upper[p.piece as usize] == port;
    let (own, far, other) = if upper { (a, b, s.lower[p.piece as usize]) } else { (b, a, s.upper[p.piece as usize]) };
    if own == far || p.first != first {
        return None;
    }
    let (low, most) = room(s, corners, p.leaf, high)?;
    let reach = s.range(other, far);
    let low = low.max(reach.0).max(s.bound_of(port as usize));
    let most = most.min(reach.1);
    (low <= most).then(|| (port, other, far.clamp(low, most)))
}

/// How far a bend stands from its leaf at least.
pub(super) fn stub(part: &Part) -> Unit {
    part.space.edge_node.max(unit(STUB))
}

/// Where a bend beside a leaf may stand.
fn room(s: &Slide, corners: &Corners, leaf: u32, high: bool) -> Option<(Unit, Unit)> {
    let (item, size) = (&s.g.items[leaf as usize], s.part.leaves[leaf as usize].size);
    let home = s.part.leaves[leaf as usize].home;
    let looped = high && item.right > size.w - size.w / 2;
    if looped || s.part.leaves[leaf as usize].pinned || s.part.containers[home as usize].bridge > 0 {
        return None;
    }
    let x = s.across.item[leaf as usize];
    let stub = stub(s.part);
    let limit = limit(s, corners, leaf, high);
    let (mut low, mut most) = if high { (x + size.w / 2 + stub, limit) } else { (limit, x - size.w / 2 - stub) };
    let mut used = 0;
    for c in corners.of(corners.gap(leaf, high)) {
        used += Unit::from(c.from_low == high);
        if high {
            most = most.min(c.x - s.part.space.edge);
        } else {
            low = low.max(c.x + s.part.space.edge);
        }
    }
    let holds = if s.part.leaves[leaf as usize].centered { 1 } else { (size.h / unit(APART) - 1).max(1) };
    (used < holds).then_some((low, most))
}

/// How far a line may go from a leaf's flank before it comes too near to what stands next in the layer.
fn limit(s: &Slide, corners: &Corners, leaf: u32, high: bool) -> Unit {
    let (g, part, across) = (s.g, s.part, s.across);
    let layer = g.items[leaf as usize].layer;
    let entries = g.entries_of(layer);
    let at = (corners.entry[leaf as usize] - g.entry_first[layer as usize]) as usize;
    let clear = part.space.edge_node;
    let inward = |x: Unit, by: Unit| if high { x - by } else { x + by };
    let real = |e: &u32| !landing::lands(part, g, *e);
    let next = if high { entries[at + 1..].iter().find(|e| real(e)) } else { entries[..at].iter().rfind(|e| real(e)) };
    let wall = match next.copied().filter(|&e| g.lane_of_entry(part, e) == g.lane_of_entry(part, leaf)) {
        Some(e) if e & GROUP != 0 => {
            let c = (e & !GROUP) as usize;
            inward(if high { across.low[c] } else { across.high[c] + part.containers[c].margin }, clear)
        }
        Some(e) => {
            let i = &g.items[e as usize];
            let by = if i.kind == super::layers::Kind::Dummy { part.space.edge } else { clear };
            inward(across.item[e as usize], by + if high { i.left } else { i.right })
        }
        None => end_of_layer(s, leaf, high),
    };
    // Ends at the border of the group around it that are on this side.
    let ends = corners.ends(layer).map(|e| across.item[e as usize]);
    ends.filter(|&x| (x > across.item[leaf as usize]) == high)
        .map(|x| inward(x, part.space.edge))
        .fold(wall, |a, b| if high { a.min(b) } else { a.max(b) })
}

/// How far a line may go from the flank of the last, or first, leaf of a layer.
fn end_of_layer(s: &Slide, leaf: u32, high: bool) -> Unit {
    let (g, part, across) = (s.g, s.part, s.across);
    let (home, own, clear) = (part.leaves[leaf as usize].home, g.items[leaf as usize].lane, part.space.edge_node);
    let lanes = g.lanes.partition_point(|l| l.0 < home);
    if let (NONE, true, Some(&(_, lane))) = (own, high, g.lanes.get(lanes).filter(|l| l.0 == home)) {
        return across.low[lane as usize] - clear;
    }
    let c = if own == NONE { home } else { own } as usize;
    if c == 0 {
        return if high { across.high[c] } else { across.low[c] };
    }
    // A title along the wall counts as a part of it.
    let k = &part.containers[c];
    let title = pad_low(part, c as u32) - k.pad;
    let past = if title > 0 { (title + clear).max(title + k.pad / 2 + clear / 2) } else { clear };
    if high { across.high[c] - clear } else { across.low[c] + past }
}

/// The y of every end at a flank, for lines' first and last ends.
pub(super) fn heights(ports: &Ports, leaves: &[Block]) -> Vec<[Unit; 2]> {
    let mut out = vec![[0; 2]; ports.offset.len()];
    // By flank: lines from above, inner ones first, then lines that run down, outer ones first.
    let mut list: Vec<(u32, bool, bool, Unit, u32, bool)> = Vec::new();
    for p in &ports.list {
        let end = usize::from(!p.first);
        if ports.flank[p.line as usize][end] {
            let x = ports.offset[p.line as usize][end];
            list.push((p.leaf, x > 0, p.bottom, if p.bottom { -x.abs() } else { x.abs() }, p.line, p.first));
        }
    }
    list.sort_unstable();
    for flank in list.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let leaf = leaves[flank[0].0 as usize];
        for (i, &(.., line, first)) in flank.iter().enumerate() {
            out[line as usize][usize::from(!first)] = leaf.y + leaf.h * (i as Unit + 1) / (flank.len() as Unit + 1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Placement, Spacing, place};

    /// One node above, or before, so many others.
    fn fan(direction: Direction, children: u32, centered: bool) -> (Graph, Placement) {
        let node = |i: u32| Node {
            // The parent reaches one of its children only.
            size: Size::new(if i == 0 { 50.0 } else { 80.0 }, 60.0),
            parent: None,
            index: i,
            centered_ports: centered && i == 0,
            inset: 0.0,
        };
        let edge = |i: u32| Edge { from: End::Node(0), to: End::Node(i), label: None, weight: 1 };
        let spacing = Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() };
        let g = Graph {
            direction,
            nodes: (0..=children).map(node).collect(),
            edges: (1..=children).map(edge).collect(),
            spacing,
            ..Graph::default()
        };
        let p = place(&g);
        (g, p)
    }

    #[test]
    fn the_lines_of_a_fan_bend_once() {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            let (_, p) = fan(direction, 5, false);
            let bends: Vec<usize> = p.edges.iter().map(|e| e.points.len() - 2).collect();
            assert!(bends.iter().all(|&b| b <= 1), "{direction:?}: {bends:?}");
            assert!(bends.contains(&0), "the one in the middle is straight: {direction:?}");
        }
    }

    #[test]
    fn ends_at_a_flank_keep_their_distances() {
        let (_, p) = fan(Direction::Down, 5, false);
        let root = p.nodes[0];
        let level = |e: &&crate::layout::layered::Route| e.points[0].y == e.points[1].y;
        let mut tips: Vec<(bool, f64)> =
            p.edges.iter().filter(level).map(|e| (e.points[0].x == root.right(), e.points[0].y)).collect();
        assert_eq!(tips.len(), 4);
        for e in p.edges.iter().filter(level) {
            assert!(e.points[0].x == root.x || e.points[0].x == root.right());
            assert!((e.points[0].x - e.points[1].x).abs() >= super::STUB, "room for an arrowhead");
        }
        tips.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        for (i, &(high, y)) in tips.iter().enumerate() {
            assert!(y - root.y >= super::APART && root.bottom() - y >= super::APART);
            assert!(tips[..i].iter().all(|t| t.0 != high || (t.1 - y).abs() >= super::APART));
        }
    }

    #[test]
    fn an_arrowhead_has_room_beside_a_flank_however_near_lines_may_come() {
        let (mut g, _) = fan(Direction::Down, 5, false);
        g.spacing.edge_node = 4.0;
        let p = place(&g);
        let level = p.edges.iter().filter(|e| e.points[0].y == e.points[1].y);
        assert!(level.clone().count() > 2);
        for e in level {
            assert!((e.points[0].x - e.points[1].x).abs() >= super::STUB, "{:?}", e.points);
        }
    }

    #[test]
    fn a_flank_takes_as_many_lines_as_have_room() {
        for height in [30.0, 45.0, 60.0] {
            let (mut g, _) = fan(Direction::Down, 13, false);
            g.nodes[0].size.h = height;
            let p = place(&g);
            let (root, level) = (p.nodes[0], |e: &&crate::layout::layered::Route| e.points[0].y == e.points[1].y);
            let mut tips: Vec<(bool, f64)> =
                p.edges.iter().filter(level).map(|e| (e.points[0].x == root.right(), e.points[0].y)).collect();
            tips.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
            assert!(tips.len() > 2, "{height}: {tips:?}");
            let near = |w: &&[(bool, f64)]| w[0].0 == w[1].0 && w[1].1 - w[0].1 < super::APART;
            assert!(!tips.windows(2).any(|w| near(&w)), "{height}: {tips:?}");
        }
    }

    #[test]
    fn centred_ports_leave_by_the_middle_of_a_flank() {
        let (_, p) = fan(Direction::Down, 3, true);
        let middle = p.nodes[0].center().y;
        let level: Vec<f64> =
            p.edges.iter().filter(|e| e.points[0].y == e.points[1].y).map(|e| e.points[0].y).collect();
        assert_eq!(level, [middle, middle]);
    }

    #[test]
    fn who_leaves_by_a_flank_makes_room_for_the_next() {
        // Three lines from each of two nodes to one below: on its side there is room for five.
        let node = |(i, &w): (usize, &f64)| Node {
            size: Size::new(w, 60.0),
            parent: None,
            index: i as u32,
            centered_ports: false,
            inset: 0.0,
        };
        let edge = |i: u32| Edge { from: End::Node(i % 2), to: End::Node(2), label: None, weight: 1 };
        let p = place(&Graph {
            nodes: [174.0, 157.0, 118.0].iter().enumerate().map(node).collect(),
            edges: (0..6).map(edge).collect(),
            spacing: Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() },
            ..Graph::default()
        });
        let straight = p.edges.iter().filter(|e| e.points.len() == 2).count();
        assert_eq!(straight, 5);
    }
}
