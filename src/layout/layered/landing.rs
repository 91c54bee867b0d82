//! Ends of lines at a group's border take no room inside the group.
//!
//! A line that comes to a group from outside ends at its border, above or below all that is in it. In the layered graph such an end is a
//! dummy in the group's first or last layer, so that it has its place in the order; but what it really meets there is only what
//! crosses the same border, or ends at it: lines from and to what stands beside it in that layer. It keeps its distance from that and
//! from the group's walls, and may stand above or below anything else. Without this a group grows by a column for every such
//! end. Seen from outside these are hierarchical ports, which take no room inside either: Schulze, Spönemann, von Hanxleden 2014,
//! *Drawing layered graphs with port constraints*.
//!
//! Before: an order. After: separations that keep ends at a border apart from each other and from what crosses it.

use super::coordinates::Frame;
use super::layers::{Border, GROUP, Kind, Layered};
use super::part::{Part, Tip, Unit};
use super::simplex::Arc;

/// On which border of a group a line from outside ends at an item; none where it does not. With lanes every item keeps its room.
pub(super) fn side(part: &Part, g: &Layered, item: u32) -> Option<Side> {
    let i = &g.items[item as usize];
    if i.kind != Kind::Dummy || !g.lanes.is_empty() {
        return None;
    }
    let line = &part.lines[i.owner as usize];
    let (chain, borders) = (g.chain_of(i.owner), g.borders[i.owner as usize]);
    let first = chain.first() == Some(&item) && matches!(borders.0, Border::Top(_) | Border::Bottom(_));
    let (border, end) = match (first, chain.last() == Some(&item)) {
        (true, _) => (borders.0, borders.0),
        (_, true) => (borders.1, borders.1),
        _ => return None,
    };
    let (Border::Top(c) | Border::Bottom(c)) = end else { return None };
    // From inside it does take room.
    let other = if line.from == Tip::Container(c) { line.to } else { line.from };
    let outside = other != Tip::Container(c) && !part.holds(c, other);
    (outside && g.layers[i.layer as usize].container == c).then_some(match border {
        Border::Top(_) => Side::Top,
        _ => Side::Bottom,
    })
}

/// Whether an entry of a layer is such an end.
pub(super) fn lands(part: &Part, g: &Layered, entry: u32) -> bool {
    entry & GROUP == 0 && side(part, g, entry).is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Top,
    Bottom,
}

/// What crosses the upper and the lower border of the layer, or group, that it stands in.
struct Crossing {
    item: [Vec<bool>; 2],
    group: [Vec<bool>; 2],
}

impl Crossing {
    fn new(part: &Part, g: &Layered) -> Self {
        let none = || [(); 2].map(|()| vec![false; g.items.len()]);
        let mut out = Self { item: none(), group: [(); 2].map(|()| vec![false; part.containers.len()]) };
        for p in &g.pieces {
            out.mark(part, g, p.upper, Side::Bottom, 0);
            out.mark(part, g, p.lower, if p.flat { Side::Bottom } else { Side::Top }, 0);
        }
        // Lines that end at a border from inside cross those of the groups on their way.
        for (line, &(upper, lower)) in g.borders.iter().enumerate() {
            let chain = g.chain_of(line as u32);
            let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { continue };
            for (item, border) in [(first, upper), (last, lower)] {
                match border {
                    Border::Top(c) => out.mark(part, g, item, Side::Top, c),
                    Border::Bottom(c) => out.mark(part, g, item, Side::Bottom, c),
                    Border::No => {}
                }
            }
        }
        out
    }

    /// Notes that a line leaves an item to a side, and the groups up to `to` whose border it crosses there.
    fn mark(&mut self, part: &Part, g: &Layered, item: u32, side: Side, to: u32) {
        let rank = if side == Side::Top { g.start(item) } else { g.end(item) };
        let mut c = g.layers[g.items[item as usize].layer as usize].container;
        self.item[side as usize][item as usize] |= c != to || to == 0;
        while c != to && c != 0 && rank == if side == Side::Top { g.span[c as usize].0 } else { g.span[c as usize].1 } {
            self.group[side as usize][c as usize] = true;
            c = part.containers[c as usize].home;
        }
    }

    fn of_entry(&self, entry: u32, side: Side) -> bool {
        if entry & GROUP != 0 {
            self.group[side as usize][(entry & !GROUP) as usize]
        } else {
            self.item[side as usize][entry as usize]
        }
    }
}

/// What ends at the borders of groups keeps apart from what crosses them.
pub(super) fn separations(part: &Part, g: &Layered, f: &Frame, arcs: &mut Vec<Arc>) {
    let mut layers: Vec<(u32, Side)> =
        (0..g.items.len() as u32).filter_map(|i| side(part, g, i).map(|s| (g.items[i as usize].layer, s))).collect();
    if layers.is_empty() {
        return;
    }
    layers.sort_unstable_by_key(|&(layer, side)| (layer, side as usize));
    layers.dedup();
    let crossing = Crossing::new(part, g);
    for (layer, side) in layers {
        let c = g.layers[layer as usize].container as usize;
        let pad = part.containers[c].pad;
        // The last that was met: its variable, how far it reaches, how far ends keep away, and whether it is one.
        let (mut last, mut reach, mut apart, mut lands) = (f.low[c], pad, 0, false);
        for &e in g.entries_of(layer) {
            let here = e & GROUP == 0 && self::side(part, g, e) == Some(side);
            if !here && !crossing.of_entry(e, side) {
                continue;
            }
            let (low, high, own) = bounds(part, g, f, e);
            if lands || here {
                let gap = if lands { own } else { apart };
                arcs.push(Arc { tail: last, head: low.0, len: reach + gap + low.1, weight: 0 });
            }
            (last, reach, apart, lands) = (high.0, high.1, own, here);
        }
        if lands {
            arcs.push(Arc { tail: last, head: f.high[c], len: pad, weight: 0 });
        }
    }
}

/// The variables at both sides of an entry and how far it reaches beyond them; and how far ends keep away from it.
fn bounds(part: &Part, g: &Layered, f: &Frame, entry: u32) -> ((u32, Unit), (u32, Unit), Unit) {
    let s = &part.space;
    if entry & GROUP != 0 {
        let c = (entry & !GROUP) as usize;
        return ((f.low[c], 0), (f.high[c], part.containers[c].margin), s.edge_node);
    }
    let (item, var) = (&g.items[entry as usize], f.var[entry as usize]);
    let apart = if item.kind == Kind::Dummy { s.edge } else { s.edge_node };
    ((var, item.left), (var, item.right), apart)
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Group, Node, Placement, Spacing, place};

    const EDGE: f64 = 12.0;

    fn node(w: f64, parent: Option<u32>, index: u32) -> Node {
        Node { size: Size::new(w, 40.0), parent, index, centered_ports: false, inset: 0.0 }
    }

    fn edge(from: End, to: End) -> Edge {
        Edge { from, to, label: None, weight: 1 }
    }

    /// A group of one node and some before it, of which each has a line to the group and some one to the node.
    fn entered(direction: Direction, to_group: u32, to_node: u32) -> (Graph, Placement) {
        let mut g = Graph {
            direction,
            spacing: Spacing { node: 20.0, rank: 50.0, edge_edge: EDGE, edge_node: 16.0, ..Spacing::default() },
            nodes: vec![Node { size: Size::new(200.0, 200.0), ..node(0.0, Some(0), 0) }],
            groups: vec![Group { padding: 16.0, ..Group::default() }],
            ..Graph::default()
        };
        for i in 0..to_group + to_node {
            g.nodes.push(node(40.0, None, i + 1));
            let to = if i < to_group { End::Group(0) } else { End::Node(0) };
            g.edges.push(edge(End::Node(i + 1), to));
        }
        let p = place(&g);
        (g, p)
    }

    #[test]
    fn a_group_does_not_grow_for_ends_at_its_border() {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            let (_, p) = entered(direction, 4, 0);
            assert_eq!(p.groups[0].rect.size(), Size::new(232.0, 232.0), "{direction:?}");
        }
    }

    #[test]
    fn ends_at_a_border_keep_apart_from_each_other_and_from_what_crosses_it() {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            let (_, p) = entered(direction, 3, 1);
            let (group, node) = (p.groups[0].rect, p.nodes[0]);
            let across = |p: crate::geometry::Point| {
                if matches!(direction, Direction::Down | Direction::Up) { p.x } else { p.y }
            };
            let last = |i: usize| across(p.edges[i].points[p.edges[i].points.len() - 1]);
            // Where the line to the node crosses the border.
            let crosses = across(p.edges[3].points[p.edges[3].points.len() - 2]);
            for i in 0..3 {
                assert!(group.holds(&node));
                assert!((last(i) - crosses).abs() >= EDGE, "{direction:?}");
                assert!((0..i).all(|j| (last(i) - last(j)).abs() >= EDGE), "{direction:?}");
            }
        }
    }
}
