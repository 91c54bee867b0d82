//! Hubs: nodes of hardly any size on the first rank or the last of a group, where the edges of a gate meet inside.
//!
//! A hub is joined to the border by a line that the engine draws as short and straight as can be. Gates with given places on one
//! border share a hub that is as wide as they are apart, with a port for each: so these phases know of the places what they know of
//! the ports of nodes, and what is inside takes the gates' order. (One dummy for all ports of a side: Schulze, Spönemann, von
//! Hanxleden 2014, *Drawing layered graphs with port constraints*, have one each.)
//!
//! Before: gates, by which border their edges get in, and how long the group's sides may be. After: hubs, and lines from them to the border.

use super::exact;
use super::{Planned, SIDES, THIN, ordered};
use crate::geometry::Size;
use crate::layout::layered::collar::Flank;
use crate::layout::layered::graph::{Direction, Edge, End, Graph, Node, Port, Previous};
use crate::layout::layered::nested::Share;
use crate::layout::layered::normalise::{facing, transposed};

/// Gives a gate a hub of its own, and says which line joins that to the border.
pub(super) fn add(
    graph: &Graph,
    share: &mut Share,
    own: u32,
    planned: &Planned,
    (flank, top): (Flank, bool),
) -> (End, u32) {
    let breadth = graph.gates[planned.gate as usize].breadth;
    let across = if matches!(flank, Flank::Top | Flank::Bottom) { breadth.max(THIN) } else { THIN };
    let hub = node(&mut share.graph, own, across);
    (End::Node(hub), join(&mut share.graph, own, (hub, across / 2.0), planned, top))
}

/// Gives the gates of one border that have given places, `of` their sides' lengths, one hub; the lines in their order.
pub(super) fn add_shared(
    graph: &Graph,
    share: &mut Share,
    own: u32,
    row: &[&Planned],
    top: bool,
    of: Size,
) -> (End, Vec<u32>) {
    let span = |p: &Planned| {
        let gate = &graph.gates[p.gate as usize];
        (gate.middle(exact::length(gate.side, of)), gate.breadth.max(THIN) / 2.0)
    };
    let low = row.iter().map(|p| span(p)).fold(f64::MAX, |low, (at, half)| low.min(at - half));
    let high = row.iter().map(|p| span(p)).fold(f64::MIN, |high, (at, half)| high.max(at + half));
    let hub = node(&mut share.graph, own, (high - low).max(THIN));
    let lines = row.iter().map(|p| join(&mut share.graph, own, (hub, span(p).0 - low), p, top));
    (End::Node(hub), lines.collect())
}

fn node(g: &mut Graph, own: u32, across: f64) -> u32 {
    let size = if transposed(g.direction) { Size::new(THIN, across) } else { Size::new(across, THIN) };
    g.nodes.push(Node { size, parent: Some(own), index: 0, centered_ports: true, inset: 0.0 });
    if let Some(Previous { nodes, .. }) = &mut g.previous {
        nodes.push(None);
    }
    g.nodes.len() as u32 - 1
}

/// A line from a hub to the border, as short and straight as can be: it leaves one side of the hub where all edges of the gate come
/// from the other.
fn join(g: &mut Graph, own: u32, (hub, at): (u32, f64), planned: &Planned, top: bool) -> u32 {
    let line = g.edges.len() as u32;
    let (from, to) = if top { (End::Group(own), End::Node(hub)) } else { (End::Node(hub), End::Group(own)) };
    g.edges.push(Edge { from, to, label: None, weight: 1000 });
    let side = |flank: Flank| SIDES.into_iter().find(|&s| facing(g.direction, s) == flank);
    let (outer, inner) = if top { (Flank::Top, Flank::Bottom) } else { (Flank::Bottom, Flank::Top) };
    let ends = planned.inner.iter().map(|&(k, _)| (k, top)).collect();
    let ports = [(side(outer), vec![(line, !top)]), (side(inner), ends)];
    g.ports.extend(ports.into_iter().filter_map(|(side, ends)| side.map(|side| Port { node: hub, side, at, ends })));
    line
}

/// Hubs of gates with an order stand in it, those of one border on one rank. Of edges that go around a corner the outermost track
/// belongs to the one that starts farthest from the corner.
pub(super) fn keep_order(graph: &Graph, share: &mut Share, gates: &[Planned]) {
    let direction = share.graph.direction;
    for top in [true, false] {
        let row = |flank: Flank| {
            let there = |p: &Planned| p.via.is_some_and(|v| v.top == top && v.flank == flank);
            ordered(graph, direction, gates, there)
        };
        let (mut low, mut high) = (row(Flank::Low), row(Flank::High));
        if top {
            low.reverse()
        } else {
            high.reverse()
        }
        let own = low.into_iter().chain(row(if top { Flank::Top } else { Flank::Bottom })).chain(high);
        let hub = |g: usize| gates[g].via.map(|v| &share.graph.edges[v.carrier as usize]);
        let mut list: Vec<End> = own.filter_map(hub).map(|e| if top { e.to } else { e.from }).collect();
        list.dedup();
        if list.len() > 1 {
            share.graph.same_rank.push(list.clone());
            share.graph.order.push(list);
        }
    }
}

/// The gates that share a hub at the border where the flow enters, and at that where it leaves, as they follow one another there.
pub(super) fn rows(graph: &Graph, direction: Direction, gates: &[Planned], size: Size) -> Vec<(Flank, Vec<usize>)> {
    let place = |i: &usize| {
        let gate = &graph.gates[gates[*i].gate as usize];
        gate.middle(exact::length(gate.side, size))
    };
    let row = |flank: Flank| {
        let there = |i: &usize| facing(direction, gates[*i].side) == flank && !gates[*i].inner.is_empty();
        let mut row: Vec<usize> = (0..gates.len()).filter(there).collect();
        row.sort_by(|a, b| place(a).total_cmp(&place(b)));
        (flank, row)
    };
    [Flank::Top, Flank::Bottom].map(row).into_iter().filter(|r| !r.1.is_empty()).collect()
}
