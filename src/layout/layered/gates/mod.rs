//! Gates: ports of groups, places on a border where edges end from outside, from inside, or both.
//!
//! A group with gates is a picture by itself (see [`super::nested`]). Inside, an edge at a gate is one between the group itself and
//! its end, which the engine draws from the border where the flow enters, or to the one where it leaves; the gate stands where that
//! meets the border. Gates with several edges inside, those of given order, and all where they would stand on one another or on
//! other lines, have a *hub*: a node of hardly any size on the first rank or the last, joined to the border, where their edges meet
//! (the dummies of hierarchical ports in Schulze, Spönemann, von Hanxleden 2014, *Drawing layered graphs with port constraints*). To a side that the flow runs beside the edges get
//! around a corner: before and behind the content is then a band with a track for each such gate. Gates without edges inside stand
//! in the gaps that the others leave.
//!
//! Before: the inside of a group as a graph. After: its placement, all edges at its border ending on the group's box, and a place for
//! each of its gates.

mod band;
mod exact;
mod gaps;
mod hubs;
mod outside;

use super::collar::Flank;
use super::graph::{Along, Direction, End, Graph, Placement};
use super::nested::{Share, index};
use super::normalise::{facing, transposed};
use super::part::{NONE, px, unit};
use crate::geometry::{Point, Rect, Side, Size};
use band::Band;
pub(super) use gaps::sort;
pub(super) use outside::{as_pinned, crossings, reordered};

/// Extent of a hub along the flow, and the least across it, px.
const THIN: f64 = 1.0;
/// Loops move so far at most to keep off gates, to both sides, px.
const LOOSE: f64 = 24.0;
/// Least distance between neighbouring gates, px.
const APART: f64 = 6.0;

/// In the order of the type, by which arrays of sides are indexed.
const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

/// A gate of the group, with the edges of the inside that end there, and whether they start there.
struct Planned {
    gate: u32,
    side: Side,
    inner: Vec<(u32, bool)>,
    via: Option<Via>,
}

/// How edges get from a gate to the inside.
#[derive(Clone, Copy)]
struct Via {
    flank: Flank,
    /// By the border where the flow enters, or that where it leaves.
    top: bool,
    /// The edge of the inside that meets the border.
    carrier: u32,
}

/// What was made of the inside of a group for its gates.
struct Plan {
    own: u32,
    nodes: usize,
    /// Of the edges of the inside: whether it runs against its own direction, and the line that joins its hub to the border.
    flipped: Vec<bool>,
    hub: Vec<u32>,
    gates: Vec<Planned>,
}

/// Where a gate stands.
pub(super) struct Standing {
    pub gate: u32,
    pub side: Side,
    /// From the side's left or top end, px.
    pub at: f64,
    breadth: f64,
    /// It may change places with others of its side that are as broad.
    free: bool,
}

/// Which gates have a hub.
#[derive(Clone, Copy)]
enum Hubs {
    /// Those with several edges inside, and those of given order.
    Needed,
    /// All, for else they stand on one another or on other lines.
    All,
    /// Their places are given, on sides of a group of about this size.
    Placed(Size),
}

/// Lays out the inside of a group; a second time, if that may be, where gates stand on one another without hubs.
pub(super) fn inner(graph: &Graph, root: u32, twice: bool, share: impl Fn() -> Share) -> Inner {
    let lay = |hubs: Hubs| {
        let mut share = share();
        let plan = plan(graph, root, &mut share, hubs);
        let placement = super::place(&share.graph);
        finish(graph, plan, share, placement)
    };
    if exact::given(graph, root) {
        let first = lay(Hubs::Placed(exact::guess(graph, root)));
        // Shares of a length are known when that is.
        let again = twice && graph.gates.iter().any(|g| g.group == root && matches!(g.at, Some(Along::Share(_))));
        return if again { lay(Hubs::Placed(first.rect.size())) } else { first };
    }
    let plain = Some(()).filter(|()| twice).map(|()| lay(Hubs::Needed)).filter(|found| !found.crowded);
    plain.unwrap_or_else(|| lay(Hubs::All))
}

/// The inside of a group, laid out.
pub(super) struct Inner {
    pub share: Share,
    pub placement: Placement,
    /// The group's box there.
    pub rect: Rect,
    /// How far gates stand out at each [`Side`], the same on opposite ones.
    pub out: [f64; 4],
    pub gates: Vec<Standing>,
    /// Gates have too little room.
    crowded: bool,
}

/// Whether a side lies level.
fn level(side: Side) -> bool {
    matches!(side, Side::Top | Side::Bottom)
}

/// Prepares the inside of a group for its gates.
fn plan(graph: &Graph, root: u32, share: &mut Share, hubs: Hubs) -> Plan {
    let own = index(&share.groups, root).unwrap_or(0);
    let count = share.edges.len();
    let mut plan =
        Plan { own, nodes: share.nodes.len(), flipped: vec![false; count], hub: vec![NONE; count], gates: Vec::new() };
    let mut claimed = vec![false; count];
    for (i, gate) in graph.gates.iter().enumerate().filter(|(_, g)| g.group == root) {
        let mut inner = Vec::new();
        for &(e, start) in &gate.ends {
            let Some(k) = index(&share.edges, e) else { continue };
            let edge = &graph.edges[e as usize];
            let here = (if start { edge.from } else { edge.to }) == End::Group(root);
            if here && edge.from != edge.to && !std::mem::replace(&mut claimed[k as usize], true) {
                inner.push((k, start));
            }
        }
        plan.gates.push(Planned { gate: i as u32, side: gate.side, inner, via: None });
    }
    let direction = share.graph.direction;
    let ports = share.graph.ports.len();
    if let Hubs::Placed(size) = hubs {
        for (flank, row) in hubs::rows(graph, direction, &plan.gates, size) {
            let top = flank == Flank::Top;
            let gates: Vec<&Planned> = row.iter().map(|&i| &plan.gates[i]).collect();
            let (hub, lines) = hubs::add_shared(graph, share, own, &gates, top, size);
            row.into_iter()
                .zip(lines)
                .for_each(|(i, line)| plan.lead(share, i, hub, Via { flank, top, carrier: line }));
        }
    }
    for (i, top) in tops(graph, direction, &plan.gates).into_iter().enumerate() {
        let planned = &plan.gates[i];
        let gate = &graph.gates[planned.gate as usize];
        let placed = matches!(hubs, Hubs::Placed(_));
        if planned.via.is_some() || planned.inner.is_empty() && (placed || gate.order.is_none()) {
            continue;
        }
        let flank = facing(direction, planned.side);
        let hub = planned.inner.len() != 1 || gate.order.is_some() || !matches!(hubs, Hubs::Needed);
        let (at, carrier) = match hub {
            true => hubs::add(graph, share, own, planned, (flank, top)),
            false => (End::Group(own), planned.inner[0].0),
        };
        plan.lead(share, i, at, Via { flank, top, carrier });
    }
    hubs::keep_order(graph, share, &plan.gates);
    let ports = share.graph.ports[..ports].iter_mut().map(|p| &mut p.ends);
    for ends in ports.chain(share.graph.gates.iter_mut().map(|g| &mut g.ends)) {
        ends.iter_mut().for_each(|end| end.1 ^= plan.flipped[end.0 as usize]);
    }
    plan
}

impl Plan {
    /// Leads the edges of a gate to its hub, or to the border.
    fn lead(&mut self, share: &mut Share, gate: usize, at: End, via: Via) {
        let planned = &mut self.gates[gate];
        for &(k, start) in &planned.inner {
            let edge = &mut share.graph.edges[k as usize];
            let other = if start { edge.to } else { edge.from };
            (edge.from, edge.to) = if via.top { (at, other) } else { (other, at) };
            self.flipped[k as usize] = start != via.top;
            self.hub[k as usize] = if matches!(at, End::Node(_)) { via.carrier } else { NONE };
        }
        planned.via = Some(via);
    }
}

/// By which border the edges of each gate get inside: at a side that the flow runs beside as most of them run, where an order is
/// given at that side first by the one where the flow enters, then by the other.
fn tops(graph: &Graph, direction: Direction, gates: &[Planned]) -> Vec<bool> {
    let flank = |p: &Planned| facing(direction, p.side);
    let wish = |p: &Planned| match flank(p) {
        Flank::Top => true,
        Flank::Bottom => false,
        Flank::Low | Flank::High => 2 * p.inner.iter().filter(|i| i.1).count() >= p.inner.len(),
    };
    let mut out: Vec<bool> = gates.iter().map(wish).collect();
    for beside in [Flank::Low, Flank::High] {
        let row = ordered(graph, direction, gates, |p| flank(p) == beside);
        let wrong = |split: usize| row.iter().enumerate().filter(|&(i, &g)| out[g] != (i < split)).count();
        let split = (0..=row.len()).min_by_key(|&s| wrong(s)).unwrap_or(0);
        row.iter().enumerate().for_each(|(i, &g)| out[g] = i < split);
    }
    out
}

/// Gates with an order, as they follow one another across the flow, or along it.
fn ordered(graph: &Graph, direction: Direction, gates: &[Planned], of: impl Fn(&Planned) -> bool) -> Vec<usize> {
    let order = |i: &usize| graph.gates[gates[*i].gate as usize].order;
    let mut row: Vec<usize> = (0..gates.len()).filter(|i| order(i).is_some() && of(&gates[*i])).collect();
    row.sort_by_key(order);
    let along = |i: &usize| level(gates[*i].side) == transposed(direction);
    if matches!(direction, Direction::Up | Direction::Left) && row.iter().all(along) {
        row.reverse();
    }
    row
}

/// Into the frame where the flow runs down, and back.
fn down(direction: Direction, p: Point) -> Point {
    match direction {
        Direction::Down => p,
        Direction::Up => Point::new(p.x, -p.y),
        Direction::Right => Point::new(p.y, p.x),
        Direction::Left => Point::new(p.y, -p.x),
    }
}

fn back(direction: Direction, p: Point) -> Point {
    match direction {
        Direction::Left => Point::new(-p.y, p.x),
        _ => down(direction, p),
    }
}

fn turned(direction: Direction, r: &Rect, to: fn(Direction, Point) -> Point) -> Rect {
    Rect::around(to(direction, r.origin()), to(direction, Point::new(r.right(), r.bottom())))
}

/// Rounded up as the engine rounds lengths, so that what meets here meets outside.
fn snapped(length: f64) -> f64 {
    px(unit(length))
}

/// From the placement of the inside to what is seen from outside.
fn finish(graph: &Graph, plan: Plan, mut share: Share, mut placed: Placement) -> Inner {
    let direction = share.graph.direction;
    let own = plan.own as usize;
    let routes: Vec<Vec<Point>> =
        placed.edges.iter().map(|r| r.points.iter().map(|&p| down(direction, p)).collect()).collect();
    let core = turned(direction, &placed.groups[own].rect, down);
    let mut bands = [true, false].map(|top| Band::new(graph, &share, &plan.gates, &routes, top));
    let [top, bottom] = &mut bands;
    top.hold(core.h + bottom.depth);
    bottom.hold(core.h + top.depth);
    let around = Rect::new(core.x, core.y - bands[0].depth, core.w, core.h + bands[0].depth + bands[1].depth);
    let mut rect = turned(direction, &around, back);
    let least = graph.groups[share.groups[own] as usize].least;
    (rect.w, rect.h) = (rect.w.max(snapped(least.w)), rect.h.max(snapped(least.h)));
    let mut gates = standing(graph, &plan, &share, &routes, &bands, &core, &rect);
    let crossing = crossing(graph, &plan, &share, &routes, &rect);
    let exact = exact::given(graph, share.groups[own]);
    if !exact {
        gaps::fill(graph, share.graph.spacing.edge_edge, &crossing, &mut gates, &mut rect);
    }
    let out = outreach(graph, &gates);
    room_for_others(graph, &share, share.groups[own], !gates.is_empty(), &out, &mut rect);
    let crowded = !exact && gaps::crowded(&rect, &crossing, &gates);
    let border = turned(direction, &rect, down);
    // From the border to where the core's was met.
    let lead = |meet: Point, top: bool, carrier: u32| match bands[usize::from(!top)].track(carrier, &core) {
        None => vec![Point::new(meet.x, if top { border.y } else { border.bottom() })],
        Some((flank, y)) => {
            let x = if flank == Flank::Low { border.x } else { border.right() };
            vec![Point::new(x, y), Point::new(meet.x, y)]
        }
    };
    let group = End::Group(plan.own);
    for k in 0..plan.flipped.len() {
        let mut points = routes[k].clone();
        let hub = plan.hub[k];
        let carrier = if hub == NONE { k as u32 } else { hub };
        let edge = &share.graph.edges[carrier as usize];
        let (enters, leaves) = (edge.from == group, edge.to == group);
        if hub != NONE && enters {
            points.splice(..0, routes[hub as usize].iter().copied());
        } else if hub != NONE {
            points.extend(&routes[hub as usize]);
        }
        if let (true, Some(&meet)) = (enters, points.first()) {
            points.splice(..0, lead(meet, true, carrier));
        }
        if let (true, Some(&meet)) = (leaves, points.last()) {
            points.extend(lead(meet, false, carrier).into_iter().rev());
        }
        if plan.flipped[k] {
            points.reverse();
        }
        placed.edges[k].points = points.into_iter().map(|p| back(direction, p)).collect();
        super::finish::tidy(&mut placed.edges[k].points);
    }
    if exact {
        exact::fit(graph, &plan, &share, &mut placed.edges, &mut gates, &mut rect);
    }
    placed.groups[own].rect = rect;
    placed.edges.truncate(plan.flipped.len());
    placed.nodes.truncate(plan.nodes);
    share.graph.edges.truncate(plan.flipped.len());
    share.graph.nodes.truncate(plan.nodes);
    Inner { share, placement: placed, rect, out, gates, crowded }
}

/// How far gates stand out at each side, the same on opposite ones.
fn outreach(graph: &Graph, gates: &[Standing]) -> [f64; 4] {
    let beyond = |a: Side, b: Side| {
        let own = gates.iter().filter(|g| g.side == a || g.side == b);
        own.map(|g| &graph.gates[g.gate as usize]).fold(0.0f64, |most, g| most.max(snapped(g.depth + g.clear)))
    };
    let (upright, level) = (beyond(Side::Top, Side::Bottom), beyond(Side::Left, Side::Right));
    [upright, level, upright, level]
}

/// Makes a group's box large enough for the lines that end at the group itself outside, and for its loops.
fn room_for_others(graph: &Graph, share: &Share, root: u32, gated: bool, out: &[f64; 4], rect: &mut Rect) {
    let group = End::Group(root);
    let loops = gated && graph.edges.iter().any(|e| e.from == group && e.to == group);
    let ends = graph
        .edges
        .iter()
        .enumerate()
        .filter(|(i, e)| (e.from == group) != (e.to == group) && index(&share.edges, *i as u32).is_none());
    let room = match ends.count() {
        0 if !gated => return,
        n => (n + 1) as f64 * share.graph.spacing.edge_edge,
    };
    let lying = transposed(graph.direction);
    let (across, along) = if lying { (&mut rect.h, &mut rect.w) } else { (&mut rect.w, &mut rect.h) };
    *across = snapped(across.max(room));
    if loops {
        // Their ends stand in the middle two thirds of a side, of a box that is larger by the gates.
        let beyond = out[if lying { Side::Left } else { Side::Top } as usize];
        *along = snapped(along.max(4.0 * beyond + LOOSE));
    }
}

/// How far along its side a place on the border lies, given in the frame where the flow runs down.
fn along(direction: Direction, rect: &Rect, side: Side, p: Point) -> f64 {
    let p = back(direction, p);
    if level(side) { p.x - rect.x } else { p.y - rect.y }
}

/// Where gates stand whose edges come from inside, or that have an order.
fn standing(
    graph: &Graph,
    plan: &Plan,
    share: &Share,
    routes: &[Vec<Point>],
    bands: &[Band; 2],
    core: &Rect,
    rect: &Rect,
) -> Vec<Standing> {
    let stand = |p: &Planned| {
        let at = p.via.and_then(|v| {
            let route = &routes[v.carrier as usize];
            let meet = *(if v.top { route.first() } else { route.last() })?;
            let met = bands[usize::from(!v.top)].track(v.carrier, core).map_or(meet, |(_, y)| Point::new(meet.x, y));
            Some(along(share.graph.direction, rect, p.side, met))
        });
        let breadth = graph.gates[p.gate as usize].breadth;
        Standing { gate: p.gate, side: p.side, at: at.unwrap_or(0.0), breadth, free: at.is_none() }
    };
    plan.gates.iter().map(stand).collect()
}

/// Where edges cross the border that end neither at a gate nor at the group itself.
fn crossing(graph: &Graph, plan: &Plan, share: &Share, routes: &[Vec<Point>], rect: &Rect) -> Vec<(Side, f64)> {
    let (direction, group) = (share.graph.direction, End::Group(plan.own));
    let place = |k: usize| {
        let inside = &share.graph.edges[k];
        let (flank, meet) = match (inside.from == group, inside.to == group) {
            (true, _) => (Flank::Top, *routes[k].first()?),
            (_, true) => (Flank::Bottom, *routes[k].last()?),
            _ => return None,
        };
        let side = SIDES.into_iter().find(|&s| facing(direction, s) == flank)?;
        Some((side, along(direction, rect, side, meet)))
    };
    let root = End::Group(share.groups[plan.own as usize]);
    let crosses = |k: &usize| {
        let edge = &graph.edges[share.edges[*k] as usize];
        edge.from != root && edge.to != root
    };
    (0..plan.flipped.len()).filter(crosses).filter_map(place).collect()
}
