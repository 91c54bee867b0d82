//! Ports of nodes with children, where edges from outside and from inside meet.
//!
//! Like other ports they stand outside their node, flush with a side; edges from outside end in the middle of the outer side, those
//! from inside in the middle of the inner one. The size of such a node follows from its inside, and so do the places of its ports:
//! `FREE` gives them the side where the flow of their edges enters the node or leaves it, `FIXED_SIDE` has the side given,
//! `FIXED_ORDER` also the order, `FIXED_POS` the place, and `FIXED_RATIO` the share of the side where a port's middle is on a node of
//! the size that came with the document. The engine knows them as [`Gate`]s.

use super::merge::entry_and_exit;
use super::ports::{BESIDE, Given, PortShape, in_order, level};
use crate::geometry::{Side, Size};
use crate::layout::layered::{Along, End, Gate, Graph};

/// Gives the ports of a group that came with this size their sides and hands them to the graph, in their order.
pub(super) fn settle(graph: &mut Graph, own: &mut [PortShape], size: Size) {
    let Some(End::Group(group)) = own.first().map(|p| p.of) else { return };
    for p in own.iter_mut() {
        let stands = stands(p, size).filter(|_| p.given > Given::Nothing);
        p.place.0 = p.side.filter(|_| p.given > Given::Nothing).or(stands).unwrap_or_else(|| flows(graph, group, p));
    }
    let mut orders = vec![None; own.len()];
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        // The place of a port in the list goes along with it.
        own.iter_mut().enumerate().for_each(|(i, p)| p.place.1 = i as f64);
        let mut row: Vec<&mut PortShape> =
            own.iter_mut().filter(|p| p.place.0 == side && p.given >= Given::Order).collect();
        in_order(&mut row, side);
        row.iter().enumerate().for_each(|(i, p)| orders[p.place.1 as usize] = Some(i as u32));
    }
    // A label stands beside its port, farther out, before the next one.
    let label = |p: &PortShape| match (level(p.place.0), p.label) {
        (_, s) if s == Size::default() => (0.0, 0.0),
        (true, s) => (s.w + 2.0 * BESIDE, s.h + BESIDE),
        (false, s) => (s.h + 2.0 * BESIDE, s.w + BESIDE),
    };
    let placed = own.iter().all(|p| along(p, size).is_some());
    for (p, order) in own.iter().zip(orders) {
        let (side, depth) = (p.place.0, p.depth());
        let longest = own.iter().filter(|q| q.place.0 == side).map(|q| label(q).0).fold(0.0, f64::max);
        let breadth = if level(side) { p.size.w } else { p.size.h };
        let at = along(p, size).filter(|_| placed);
        // Where a place is given the labels have the room that there is.
        let breadth = if at.is_some() { breadth } else { breadth + longest };
        graph.gates.push(Gate { group, side, order, at, breadth, depth, clear: label(p).1, ends: p.uses.clone() });
    }
}

/// The place of a port on its side: a ratio is one of the side that the group came with, and where it came without a place in px.
fn along(p: &PortShape, size: Size) -> Option<Along> {
    let middle = p.middle().filter(|_| p.given >= Given::Ratio)?;
    let (at, length) = if level(p.place.0) { (middle.x, size.w) } else { (middle.y, size.h) };
    let share = p.given == Given::Ratio && length > 0.0;
    Some(if share { Along::Share((at / length).clamp(0.0, 1.0)) } else { Along::Px(at.max(0.0)) })
}

/// The side on which a port with a place stands; of a node that came without a size only the left and the top can be told.
fn stands(p: &PortShape, size: Size) -> Option<Side> {
    let corner = p.at?;
    if size.w > 0.0 && size.h > 0.0 {
        return p.nearest(size);
    }
    match (corner.x <= 0.0, corner.y <= 0.0) {
        (true, _) => Some(Side::Left),
        (false, true) => Some(Side::Top),
        (false, false) => None,
    }
}

/// The side where the flow of a port's edges enters the group, or leaves it.
fn flows(graph: &Graph, group: u32, p: &PortShape) -> Side {
    let entering = p.uses.iter().filter(|&&(e, start)| inside(graph, group, e, start) == start).count();
    let up = std::iter::successors(Some(group), |&g| graph.groups[g as usize].parent);
    let mut own = up.filter_map(|g| graph.groups[g as usize].direction);
    let direction = own.next().unwrap_or(graph.direction);
    if let Some(side) = p.beside(direction) {
        return side;
    }
    let (entry, exit) = entry_and_exit(direction);
    if 2 * entering > p.uses.len() { entry } else { exit }
}

/// Whether the other end of an edge at a group stands in it.
fn inside(graph: &Graph, group: u32, edge: u32, start: bool) -> bool {
    let edge = &graph.edges[edge as usize];
    let parent = match if start { edge.to } else { edge.from } {
        End::Node(n) => graph.nodes[n as usize].parent,
        End::Group(g) => graph.groups[g as usize].parent,
    };
    std::iter::successors(parent, |&g| graph.groups[g as usize].parent).any(|g| g == group)
}
