//! Collars: room around leaves with given ports, in which lines find from where they arrive to where they must end.
//!
//! Every other phase knows lines that come from above and from below. So a leaf with given ports gets a collar: a line to a port on
//! the side where it arrives ends there straight; one to a port at a flank comes down beside the leaf, in a column of its own, and
//! turns in; one to the far side goes around. The collar belongs to the leaf's extent, so nothing else comes near, and columns and
//! tracks are `edge` apart, so that no two lines lie on one another (after the north/south ports of Schulze, Spönemann, von Hanxleden
//! 2014, *Drawing layered graphs with port constraints*, but within one layer).
//!
//! Before: an order and even ports. After: offsets of all ends at such leaves, which later phases leave alone; extents that hold
//! the collar; and for each line the points to add when it is drawn.

use super::arrange::Block;
use super::layers::Layered;
use super::part::{Part, Unit, unit};
use super::ports::{Port, Ports};

/// A loop keeps this far from ports where there is room, px, and is moved by such steps until it does.
const APART: f64 = 6.0;
const STEP: f64 = 1.0;

/// A side of a leaf in the frame where the flow runs down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flank {
    Top,
    Bottom,
    Low,
    High,
}

/// A line's end that must be at a given place of its leaf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pin {
    pub line: u32,
    /// Whether it is the end that the line starts from.
    pub start: bool,
    pub flank: Flank,
    /// Across the flow from the leaf's middle at the top and the bottom, along it from the leaf's top at the flanks.
    pub at: Unit,
}

/// How an end gets from its column to its port.
#[derive(Clone, Copy, Debug)]
struct Detour {
    line: u32,
    first: bool,
    leaf: u32,
    /// From the leaf's corner of low x and y: the turn in the column, then the port.
    turns: [Option<(Unit, Unit)>; 3],
}

#[derive(Clone, Debug, Default)]
pub(super) struct Collars {
    detours: Vec<Detour>,
    /// How far the collars of leaves reach at the flank of high x, sorted.
    high: Vec<(u32, Unit)>,
    /// Where lines end at that flank, by leaf.
    ends: Vec<(u32, Unit)>,
}

/// An end at a leaf with its pin.
#[derive(Clone, Copy)]
struct Pinned {
    port: Port,
    pin: Pin,
}

/// Columns beside a leaf, from the inside out: lines to one port from one side share theirs.
#[derive(Default)]
struct Columns(Vec<(Flank, Unit, bool)>);

impl Columns {
    fn of(&mut self, flank: Flank, at: Unit, bottom: bool) -> Unit {
        let key = (flank, at, bottom);
        let found = self.0.iter().position(|k| *k == key).unwrap_or(self.0.len());
        if found == self.0.len() {
            self.0.push(key);
        }
        found as Unit
    }
}

fn reach(part: &Part, count: usize) -> Unit {
    if count == 0 { 0 } else { part.space.edge_node + (count as Unit - 1) * part.space.edge }
}

/// Puts collars around all leaves with given ports. `turned` lines run against their own direction.
pub(super) fn assign(part: &Part, g: &mut Layered, ports: &mut Ports, turned: &[bool]) -> Collars {
    let mut out = Collars::default();
    if part.pins.is_empty() && part.taken.is_empty() {
        return out;
    }
    let mut pins = part.pins.clone();
    pins.sort_by_key(|p| (p.line, p.start));
    let list = ports.list.clone();
    for of_leaf in list.chunk_by(|a, b| a.leaf == b.leaf).filter(|l| part.leaves[l[0].leaf as usize].pinned) {
        let pin = |p: &Port| {
            let start = p.first != turned[p.line as usize];
            pins.binary_search_by_key(&(p.line, start), |q| (q.line, q.start)).ok().map(|i| pins[i])
        };
        let pinned: Vec<Pinned> =
            of_leaf.iter().filter_map(|&port| pin(&port).map(|pin| Pinned { port, pin })).collect();
        around(part, g, ports, of_leaf[0].leaf, &pinned, &mut out);
        let free: Vec<Port> = of_leaf.iter().filter(|p| pin(p).is_none()).copied().collect();
        for bottom in [false, true] {
            let free: Vec<Port> = free.iter().filter(|p| p.bottom == bottom).copied().collect();
            between(part, ports, &free, &pinned, if bottom { Flank::Bottom } else { Flank::Top });
        }
    }
    out
}

/// The collar of one leaf.
fn around(part: &Part, g: &mut Layered, ports: &mut Ports, leaf: u32, pinned: &[Pinned], out: &mut Collars) {
    let size = part.leaves[leaf as usize].size;
    let mut sorted = pinned.to_vec();
    // Columns nest: of the lines from above the one that turns in first stands innermost, of those from below the last one;
    // those that go around stand outside, the one to the nearest port innermost.
    sorted.sort_by_key(|p| match p.pin.flank {
        Flank::Low | Flank::High => (0, p.port.bottom, if p.port.bottom { -p.pin.at } else { p.pin.at }, p.port.line),
        Flank::Top | Flank::Bottom => (1, false, -p.pin.at.abs(), p.port.line),
    });
    let (mut low, mut high) = (Columns::default(), Columns::default());
    let (mut above, mut below) = (Columns::default(), Columns::default());
    for Pinned { port, pin } in sorted {
        let (flank, at) = (pin.flank, pin.at);
        let straight = flank == if port.bottom { Flank::Bottom } else { Flank::Top };
        if straight {
            put(ports, &port, at);
            continue;
        }
        let on_low = flank == Flank::Low || (flank != Flank::High && at < 0);
        let column = if on_low { &mut low } else { &mut high }.of(flank, at, port.bottom);
        let off = part.space.edge_node + column * part.space.edge;
        let x = if on_low { -off } else { size.w + off };
        put(ports, &port, x - size.w / 2);
        let turns = match flank {
            Flank::Low => [Some((x, at)), Some((0, at)), None],
            Flank::High => {
                out.ends.push((leaf, at));
                [Some((x, at)), Some((size.w, at)), None]
            }
            Flank::Top | Flank::Bottom => {
                let tracks = if flank == Flank::Top { &mut above } else { &mut below };
                let off = part.space.edge_node + tracks.of(flank, at, port.bottom) * part.space.edge;
                let (end, track) = if flank == Flank::Top { (0, -off) } else { (size.h, size.h + off) };
                let to = size.w / 2 + at;
                [Some((x, track)), Some((to, track)), Some((to, end))]
            }
        };
        out.detours.push(Detour { line: port.line, first: port.first, leaf, turns });
    }
    let item = &mut g.items[leaf as usize];
    item.left += reach(part, low.0.len());
    let beside = reach(part, high.0.len());
    item.right += beside;
    out.high.push((leaf, beside));
    let deep = reach(part, above.0.len()).max(reach(part, below.0.len()));
    item.height = item.height.max(size.h + 2 * deep);
}

fn put(ports: &mut Ports, port: &Port, at: Unit) {
    ports.offset[port.line as usize][usize::from(!port.first)] = at;
    if port.piece == super::part::NONE {
        ports.offset[port.line as usize] = [at; 2];
    }
}

/// Ends without a port stand between the ports of their side: each in the middle of the widest gap that is left, off the
/// corners.
fn between(part: &Part, ports: &mut Ports, free: &[Port], pinned: &[Pinned], flank: Flank) {
    let Some(first) = free.first() else { return };
    let leaf = &part.leaves[first.leaf as usize];
    let half = (leaf.size.w / 2 - leaf.inset).max(0);
    let mut used: Vec<Unit> = pinned.iter().filter(|p| p.pin.flank == flank).map(|p| p.pin.at).collect();
    used.extend(part.taken.iter().filter(|t| (t.0, t.1) == (first.leaf, flank)).map(|t| t.2));
    used.extend([-half, half]);
    let mut places = Vec::with_capacity(free.len());
    for _ in free {
        used.sort_unstable();
        let gap = used.windows(2).max_by_key(|w| (w[1] - w[0], std::cmp::Reverse(w[0])));
        let at = gap.map_or(0, |w| (w[0] + w[1]) / 2);
        used.push(at);
        places.push(at);
    }
    places.sort_unstable();
    free.iter().zip(places).for_each(|(p, at)| put(ports, p, at));
}

impl Collars {
    /// How far a leaf's collar reaches at the flank of high x: its loops stand beyond.
    pub(super) fn beside(&self, leaf: u32) -> Unit {
        self.high.binary_search_by_key(&leaf, |h| h.0).map_or(0, |i| self.high[i].1)
    }

    /// How far loops that leave a leaf at these heights have to move along the flow, by at most `room`, to keep away from the ports
    /// there; where there is no room for that, to come as little near them as can be.
    pub(super) fn aside(&self, leaf: u32, heights: &[Unit], room: Unit) -> Unit {
        let first = self.ends.partition_point(|e| e.0 < leaf);
        let ports = self.ends[first..].iter().take_while(|e| e.0 == leaf).map(|e| e.1);
        let ports: Vec<Unit> = ports.collect();
        let clear = |by: Unit| {
            let nearest = heights.iter().flat_map(|h| ports.iter().map(move |p| (p - h - by).abs())).min();
            nearest.map_or(Unit::MAX, |n| n.min(unit(APART)))
        };
        let step = unit(STEP);
        let ways = (0..=2 * (room.max(0) / step)).map(|k| step * if k % 2 == 0 { k / 2 } else { -(k + 1) / 2 });
        let mut best = (clear(0), 0);
        for by in ways {
            if best.0 >= unit(APART) {
                break;
            }
            let clear = clear(by);
            if clear > best.0 {
                best = (clear, by);
            }
        }
        best.1
    }

    /// Leads the lines' ends through the collars; their points are those of chains, from the first to the last.
    pub(super) fn draw(&self, leaves: &[Block], lines: &mut [Vec<(Unit, Unit)>]) {
        for d in &self.detours {
            let (block, points) = (leaves[d.leaf as usize], &mut lines[d.line as usize]);
            if points.is_empty() {
                continue;
            }
            let turns: Vec<(Unit, Unit)> = d.turns.iter().flatten().map(|t| (block.x + t.0, block.y + t.1)).collect();
            if d.first {
                points.splice(..1, turns.into_iter().rev());
            } else {
                points.pop();
                points.extend(turns);
            }
        }
    }
}
