//! The order in which everything has a place along the flow, and what moves together: what [`super::rows`] compacts.
//!
//! For each rank: the borders of groups that start there, its leaves and labels, the borders of groups that end there, and the
//! segments in the gap below. Some drawing has them in this order from top to bottom, so distances between an earlier and a later
//! one never contradict each other. No paper.
//!
//! Before: x of everything, and the slots of each gap. After: the list in that order, and numbers of variables that go up along it.

use super::compact::Thing;
use super::coordinates::Across;
use super::layers::{Kind, Layered};
use super::part::{NONE, Part, Unit};
use super::ports::Ports;
use super::route::Ways;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Top(u32),
    /// With the container it is a member of, and whether loops or a collar are above and below it.
    Leaf(u32, bool),
    Label,
    Bottom(u32),
    Segment,
}

/// A thing and where it stands in the order: rank, phase of the rank, place in the phase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub key: (u32, u8, u32),
    pub thing: Thing<What>,
}

/// The variable of everything; what moves together has the same.
pub(super) struct Vars {
    pub item: Vec<u32>,
    pub top: Vec<u32>,
    pub bottom: Vec<u32>,
    pub cross: Vec<[u32; 2]>,
    pub count: usize,
}

/// What stands on which rank: of an item that covers several, one. Rows of a container that is wrapped start level.
fn row_of(part: &Part, g: &Layered, item: u32) -> u32 {
    let (start, end) = (g.start(item), g.end(item));
    let home = g.layers[g.items[item as usize].layer as usize].container;
    if start == end || part.containers[home as usize].row.is_some() && g.span[home as usize].0 == start {
        return start;
    }
    match (g.ups(item).is_empty(), g.downs(item).is_empty()) {
        (false, true) => start,
        (true, false) => end,
        _ => start + (end - start) / 2,
    }
}

/// The row of every item; bridged leaves stand on one.
pub(super) fn item_rows(part: &Part, g: &Layered) -> Vec<u32> {
    let mut row: Vec<u32> = (0..g.items.len() as u32).map(|i| row_of(part, g, i)).collect();
    let mut common = vec![None; part.containers.len()];
    for (i, leaf) in part.leaves.iter().enumerate() {
        if part.containers[leaf.home as usize].bridge > 0 {
            row[i] = *common[leaf.home as usize].get_or_insert(row[i]);
        }
    }
    row
}

/// For each of `n` things the first that has the same key, from `first` on; those without one stand alone.
fn united<K: Ord>(n: usize, first: u32, key: impl Fn(u32) -> Option<K>) -> Vec<u32> {
    let mut list: Vec<(K, u32)> = (0..n as u32).filter_map(|i| key(i).map(|k| (k, i))).collect();
    list.sort_unstable();
    let mut out: Vec<u32> = (first..first + n as u32).collect();
    for same in list.chunk_by(|a, b| a.0 == b.0) {
        same.iter().for_each(|s| out[s.1 as usize] = first + same[0].1);
    }
    out
}

/// Whether a line pins an item to its layer.
pub(super) fn linked(g: &Layered, item: u32) -> bool {
    !g.ups(item).is_empty() || !g.downs(item).is_empty()
}

/// What moves together gets one number.
pub(super) fn ties(part: &Part, g: &Layered, row: &[u32]) -> Vars {
    let (n, items) = (part.containers.len(), g.items.len());
    let top = united(n, 0, |c| {
        let k = &part.containers[c as usize];
        (k.home != NONE && k.bridge == 0).then(|| (k.is_lane, k.home, g.span[c as usize].0))
    });
    let bottom = united(n, n as u32, |c| {
        let k = &part.containers[c as usize];
        k.is_lane.then_some(k.home)
    });
    // What no line pins to its layer stands by itself where it is higher than all that one does.
    let mut high = vec![0; g.layers.len()];
    for i in (0..items as u32).filter(|&i| g.is_leaf(i) && linked(g, i)) {
        let item = &g.items[i as usize];
        high[item.layer as usize] = item.height.max(high[item.layer as usize]);
    }
    let item = united(items, 2 * n as u32, |i| {
        let item = &g.items[i as usize];
        let layer = &g.layers[item.layer as usize];
        match item.kind {
            Kind::Dummy => None,
            Kind::Leaf if part.containers[layer.container as usize].bridge > 0 => Some((0, layer.container, 0)),
            Kind::Leaf if !linked(g, i) && item.height > high[item.layer as usize] => None,
            Kind::Leaf => Some((1, item.layer, row[i as usize])),
            Kind::Label => Some((2, item.layer, row[i as usize])),
        }
    });
    let base = 2 * n + items;
    let cross = (0..g.pieces.len()).map(|i| [(base + 2 * i) as u32, (base + 2 * i + 1) as u32]).collect();
    Vars { item, top, bottom, cross, count: base + 2 * g.pieces.len() }
}

/// Everything that takes room along the flow.
pub(super) fn entries(part: &Part, g: &Layered, across: &Across, ways: &Ways, row: &[u32], vars: &Vars) -> Vec<Entry> {
    let mut list = Vec::with_capacity(2 * part.containers.len() + g.items.len() + g.pieces.len());
    let last = last_rows(part, g, row);
    for (c, k) in part.containers.iter().enumerate() {
        let (low, high) = (across.low[c], across.high[c] + k.margin);
        let inner = 2 * k.depth + u32::from(k.is_lane);
        let mut add = |key, var, half: Unit, kind| {
            list.push(Entry { key, thing: Thing { low, high, var, step: 0, start: -half, end: half, kind } });
        };
        if k.bridge > 0 {
            // Its leaves and what joins them are one box.
            let own = (0..part.leaves.len()).filter(|&i| part.leaves[i].home == c as u32);
            if let Some(i) = own.clone().next() {
                let half = own.map(|i| g.items[i].height / 2).max().unwrap_or(0);
                add((row[i], 1, 0), vars.item[i], half, What::Leaf(c as u32, false));
            }
        } else {
            add((g.span[c].0, 0, inner), vars.top[c], 0, What::Top(c as u32));
            // What is the part's own ends after the lines that turn below its last rank.
            let end = match (c, k.home) {
                (0, _) => (g.ranks, 4, 0),
                (_, 0) if k.is_lane => (g.ranks, 3, 0),
                _ => (last[c], 2, u32::MAX - inner),
            };
            add(end, vars.bottom[c], 0, What::Bottom(c as u32));
        }
    }
    for (i, item) in g.items.iter().enumerate().filter(|(_, item)| item.kind != Kind::Dummy) {
        if item.kind == Kind::Leaf && part.containers[part.leaves[i].home as usize].bridge > 0 {
            continue;
        }
        let (low, high, half) = (across.item[i] - item.left, across.item[i] + item.right, item.height / 2);
        let kind = if item.kind == Kind::Leaf {
            What::Leaf(part.leaves[i].home, item.height > part.leaves[i].size.h)
        } else {
            What::Label
        };
        let thing = Thing { low, high, var: vars.item[i], step: 0, start: -half, end: item.height - half, kind };
        list.push(Entry { key: (row[i], 1, 0), thing });
    }
    for (i, p) in g.pieces.iter().enumerate() {
        let w = ways.way[i];
        let gap = g.end(p.upper);
        let mut add = |a: Unit, b: Unit, slot, k: usize| {
            let var = vars.cross[i][k];
            let thing = Thing { low: a.min(b), high: a.max(b), var, step: 0, start: 0, end: 0, kind: What::Segment };
            list.push(Entry { key: (gap, 3, slot), thing });
        };
        match w.split {
            _ if w.from == w.to => {}
            None => add(w.from, w.to, w.slot, 0),
            Some((x, second)) => {
                add(w.from, x, w.slot, 0);
                add(x, w.to, second, 1);
            }
        }
    }
    list
}

/// The level stretches of lines between a flank and their bend; they move with their leaf.
pub(super) fn arms(
    part: &Part,
    across: &Across,
    ports: &Ports,
    row: &[u32],
    vars: &Vars,
) -> impl Iterator<Item = Entry> {
    ports.list.iter().filter(|p| ports.flank[p.line as usize][usize::from(!p.first)]).map(|p| {
        let i = p.leaf as usize;
        let (x, size) = (across.item[i], part.leaves[i].size);
        let bend = x + ports.offset[p.line as usize][usize::from(!p.first)];
        let (low, high) = if bend > x { (x + size.w / 2, bend) } else { (bend, x - size.w / 2) };
        let thing =
            Thing { low, high, var: vars.item[i], step: 0, start: -size.h / 2, end: size.h / 2, kind: What::Segment };
        Entry { key: (row[i], 1, 0), thing }
    })
}

/// Numbers the variables in the order in which they appear.
pub(super) fn number(vars: &mut Vars, list: &[Entry]) -> Vec<Thing<What>> {
    let mut new = vec![NONE; vars.count];
    vars.count = 0;
    for e in list {
        let v = &mut new[e.thing.var as usize];
        if *v == NONE {
            *v = vars.count as u32;
            vars.count += 1;
        }
    }
    for v in vars.item.iter_mut().chain(&mut vars.top).chain(&mut vars.bottom).chain(vars.cross.iter_mut().flatten()) {
        *v = new[*v as usize];
    }
    let steps = list.chunk_by(|a, b| a.key == b.key).zip(0..);
    steps
        .flat_map(|(l, step)| l.iter().map(move |e| (e, step)))
        .map(|(e, step)| Thing { var: new[e.thing.var as usize], step, ..e.thing })
        .collect()
}

/// The last rank on which a container has something to show.
fn last_rows(part: &Part, g: &Layered, row: &[u32]) -> Vec<u32> {
    let mut last: Vec<u32> = g.span.iter().map(|s| s.0).collect();
    for (i, item) in g.items.iter().enumerate() {
        if item.kind != Kind::Dummy {
            let c = g.layers[item.layer as usize].container as usize;
            last[c] = last[c].max(row[i]);
        }
    }
    // Flat lines run below their rank, inside.
    for p in g.pieces.iter().filter(|p| p.flat) {
        for end in [p.upper, p.lower] {
            let mut c = g.layers[g.items[end as usize].layer as usize].container;
            while c != 0 && g.span[c as usize].1 == g.end(end) {
                c = part.containers[c as usize].home;
            }
            last[c as usize] = last[c as usize].max(g.end(end) + 1);
        }
    }
    let mut by_depth: Vec<u32> = (1..part.containers.len() as u32).collect();
    by_depth.sort_by_key(|&c| std::cmp::Reverse(part.containers[c as usize].depth));
    for &c in &by_depth {
        let k = &part.containers[c as usize];
        if !k.is_lane {
            last[k.home as usize] = last[k.home as usize].max(last[c as usize]);
        }
    }
    for &c in &by_depth {
        if part.containers[c as usize].is_lane {
            last[c as usize] = last[part.containers[c as usize].home as usize];
        }
    }
    last[0] = g.ranks - 1;
    last
}
