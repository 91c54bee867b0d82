//! What is around a group has a say in the order of its gates, which otherwise follows from the inside alone.
//!
//! Where the two disagree, the group is laid out a second time with its gates in the order of what they lead to outside, and the
//! drawing with fewer crossings stands. (ELK sweeps through all levels instead; ours are laid out one after the other. No paper.)
//!
//! Before: a drawing of what is around groups with gates. After: the graph with its gates in the order of what they lead to, where that is
//! another one than they have.

use super::{Inner, SIDES, Standing, level};
use crate::geometry::Point;
use crate::layout::layered::collar::Flank;
use crate::layout::layered::graph::{End, Graph, Route};
use crate::layout::layered::normalise::facing;

/// A drawing of more pieces of lines than that stands as it is.
const MOST: usize = 20_000;

/// The graph with the gates of groups in the order of what they lead to outside, `far` along their side; none where they are already.
pub(in crate::layout::layered) fn reordered(
    graph: &Graph,
    inner: &[Inner],
    far: impl Fn(&Standing) -> Option<f64>,
) -> Option<Graph> {
    let mut again: Option<Graph> = None;
    for one in inner {
        for side in SIDES {
            let along = matches!(facing(one.share.graph.direction, side), Flank::Top | Flank::Bottom);
            let own = one.gates.iter().filter(|g| along && g.side == side && !g.free);
            let mut row: Vec<&Standing> = own.filter(|g| graph.gates[g.gate as usize].order.is_none()).collect();
            row.sort_by(|a, b| a.at.total_cmp(&b.at));
            // One that leads nowhere outside stays beside its neighbours.
            let start = if level(side) { one.rect.x } else { one.rect.y };
            let mut wanted: Vec<(f64, u32)> = row.iter().map(|g| (far(g).unwrap_or(start + g.at), g.gate)).collect();
            wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
            if wanted.iter().map(|w| w.1).ne(row.iter().map(|g| g.gate)) {
                let graph = again.get_or_insert_with(|| graph.clone());
                wanted.iter().enumerate().for_each(|(i, w)| graph.gates[w.1 as usize].order = Some(i as u32));
            }
        }
    }
    again
}

/// The outside, where groups with gates are nodes from `first` on, with what the lines of each lead to in the order in which they end
/// there: the engine counts crossings as if ends could stand in any order. None where nothing is to be ordered.
pub(in crate::layout::layered) fn as_pinned(g: &Graph, first: u32) -> Option<Graph> {
    // Of lines to one direction: around the low flank, straight, around the high one; of those around a flank the one that has
    // the longest way runs outermost.
    let mut ends: Vec<((u32, bool, u8), f64, End)> = Vec::new();
    for port in g.ports.iter().filter(|p| p.node >= first) {
        for &(e, start) in &port.ends {
            let edge = &g.edges[e as usize];
            let (flank, at) = match facing(g.direction, port.side) {
                Flank::Low => (0, if start { port.at } else { -port.at }),
                Flank::Top | Flank::Bottom => (1, port.at),
                Flank::High => (2, if start { -port.at } else { port.at }),
            };
            ends.push(((port.node, start, flank), at, if start { edge.to } else { edge.from }));
        }
    }
    ends.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut lists = Vec::new();
    for row in ends.chunk_by(|a, b| (a.0.0, a.0.1) == (b.0.0, b.0.1)) {
        let mut list: Vec<End> = Vec::new();
        for &(_, _, far) in row {
            // Wishes for an order go before.
            let free = !g.order.iter().any(|wish| wish.contains(&far));
            if free && far != End::Node(row[0].0.0) && !list.contains(&far) {
                list.push(far);
            }
        }
        if list.len() > 1 {
            lists.push(list);
        }
    }
    if lists.is_empty() {
        return None;
    }
    let mut hinted = g.clone();
    hinted.order.extend(lists);
    Some(hinted)
}

/// How often lines cross: level pieces over upright ones.
pub(in crate::layout::layered) fn crossings(routes: &[Route]) -> usize {
    let mut upright: Vec<(f64, f64, f64)> = Vec::new();
    let mut lying: Vec<(f64, f64, f64)> = Vec::new();
    for piece in routes.iter().flat_map(|r| r.points.windows(2)) {
        let (Point { x, y }, Point { x: u, y: v }) = (piece[0], piece[1]);
        if x == u { upright.push((x, y.min(v), y.max(v))) } else { lying.push((y, x.min(u), x.max(u))) }
    }
    if upright.len() + lying.len() > MOST {
        return 0;
    }
    upright.sort_by(|a, b| a.0.total_cmp(&b.0));
    let over = |&(y, low, high): &(f64, f64, f64)| {
        let from = upright.partition_point(|u| u.0 <= low);
        upright[from..].iter().take_while(|u| u.0 < high).filter(|u| u.1 < y && y < u.2).count()
    };
    lying.iter().map(over).sum()
}

#[cfg(test)]
mod tests {
    use super::crossings;
    use crate::geometry::{Side, Size};
    use crate::layout::layered::{Edge, End, Gate, Graph, Group, Node, Route, Spacing, place};

    #[test]
    fn crossings_are_where_lines_go_over_one_another() {
        let route = |points: &[(f64, f64)]| Route {
            points: points.iter().map(|&(x, y)| crate::geometry::Point::new(x, y)).collect(),
            label: None,
        };
        let cross = [route(&[(0.0, 5.0), (10.0, 5.0)]), route(&[(5.0, 0.0), (5.0, 10.0)])];
        assert_eq!(crossings(&cross), 1);
        let touch = [route(&[(0.0, 5.0), (10.0, 5.0)]), route(&[(5.0, 5.0), (5.0, 10.0)])];
        assert_eq!(crossings(&touch), 0);
    }

    /// Four in a row inside, each at a gate of its own; what these lead to outside stands the other way round.
    #[test]
    fn inside_and_outside_agree_on_the_order_of_gates() {
        let node = |parent: Option<u32>, index: u32| Node {
            size: Size::new(60.0, 30.0),
            parent,
            index,
            centered_ports: false,
            inset: 0.0,
        };
        let edge = |from: End, to: End| Edge { from, to, label: None, weight: 1 };
        let gate = |i: u32| Gate {
            group: 0,
            side: Side::Top,
            order: None,
            at: None,
            breadth: 8.0,
            depth: 8.0,
            clear: 0.0,
            ends: vec![(i, false), (4 + i, true)],
        };
        let group = End::Group(0);
        let mut g = Graph {
            spacing: Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() },
            nodes: (0..4).map(|i| node(None, 3 - i)).chain((0..4).map(|i| node(Some(0), i))).collect(),
            groups: vec![Group { index: 9, padding: 12.0, ..Group::default() }],
            edges: (0..4).map(|i| edge(End::Node(i), group)).chain((4..8).map(|i| edge(group, End::Node(i)))).collect(),
            gates: (0..4).map(gate).collect(),
            ..Graph::default()
        };
        assert_eq!(crossings(&place(&g).edges), 0);
        // Even where what is outside may not change places.
        g.order.push((0..4).rev().map(End::Node).collect());
        let p = place(&g);
        assert_eq!(crossings(&p.edges), 0, "{:?}", p.edges);
        assert!(p.gates.windows(2).all(|w| w[0].at.x > w[1].at.x), "{:?}", p.gates);
    }
}
