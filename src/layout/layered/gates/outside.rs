//! What is around a group has a say in the order of its gates, which otherwise follows from the inside alone.
//!
//! Where the two disagree, the group is laid out a second time with its gates in the order of what they lead to outside, and the
//! drawing with fewer crossings stands. (ELK sweeps through all levels instead; ours are laid out one after the other.)

use super::{Inner, SIDES, Standing, level};
use crate::geometry::Point;
use crate::layout::layered::collar::Flank;
use crate::layout::layered::graph::{End, Graph, Port, Route};
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

/// The outside, where groups with gates are nodes from `first` on, with what the lines of each lead to in the order in which they end there; the engine counts crossings as if
/// ends could stand in any order. None where nothing is to be ordered.
pub(in crate::layout::layered) fn as_pinned(g: &Graph, first: u32) -> Option<Graph> {
    let along = |p: &&Port| matches!(facing(g.direction, p.side), Flank::Top | Flank::Bottom);
    let mut pins: Vec<&Port> = g.ports.iter().filter(|p| p.node >= first).filter(along).collect();
    pins.sort_by(|a, b| (a.node, a.side as usize).cmp(&(b.node, b.side as usize)).then(a.at.total_cmp(&b.at)));
    let mut lists = Vec::new();
    for row in pins.chunk_by(|a, b| (a.node, a.side) == (b.node, b.side)) {
        let mut list: Vec<End> = Vec::new();
        for &(e, start) in row.iter().flat_map(|p| &p.ends) {
            let edge = &g.edges[e as usize];
            let far = if start { edge.to } else { edge.from };
            if far != End::Node(row[0].node) && !list.contains(&far) {
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
