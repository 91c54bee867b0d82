//! Coordinates along the flow: leaves, labels, borders of groups, and the cross segments of lines.
//!
//! All that has a place along the flow is put in one order, in which a drawing could have it from top to bottom: for each rank the
//! borders of groups that start there, its leaves and labels, the borders of groups that end there, and the segments in the gap
//! below. What sees each other in that order keeps a distance ([`super::compact`]), so a segment never runs along or through a box, a
//! border or a title, and groups side by side do not wait for each other. Leaves of one layer stand on one row, groups that
//! start in one layer share their top, and rows of one rank in different groups are level where that costs little.
//!
//! Before: x of everything, and the slots of each gap. After: y of every leaf, label, border and segment.

use super::compact::{self, Keep, Thing};
use super::coordinates::Across;
use super::layers::{Border, Kind, Layered};
use super::part::{NONE, Part, TitleSide, Unit};
use super::ports::Ports;
use super::route::Ways;
use super::simplex::{self, Arc};

#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// Top of each leaf's and label's box.
    pub item: Vec<Unit>,
    pub top: Vec<Unit>,
    pub bottom: Vec<Unit>,
    /// Where each piece that bends crosses; one that was split does so twice.
    pub cross: Vec<[Unit; 2]>,
    pub height: Unit,
}

/// What a unit of length costs: along a line, between the borders of a group, of the whole, and between rows that could be level.
const LINE: i64 = 2;
const WALL: i64 = 1;
const WHOLE: i64 = 2;
const LEVEL: i64 = 3;
/// Steps of the simplex for each variable.
const EFFORT: u64 = 1_000;
const MOST: u64 = 20_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Top(u32),
    Leaf,
    Label,
    Bottom(u32),
    Segment,
}

/// A thing and where it stands in the order: rank, phase of the rank, place in the phase.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: (u32, u8, u32),
    thing: Thing<What>,
}

/// The variable of everything; what moves together has the same.
struct Vars {
    item: Vec<u32>,
    top: Vec<u32>,
    bottom: Vec<u32>,
    cross: Vec<[u32; 2]>,
    count: usize,
}

pub(super) fn assign(part: &Part, g: &Layered, across: &Across, ports: &Ports, ways: &Ways, least: &[Unit]) -> Rows {
    let row = item_rows(part, g);
    let mut vars = ties(part, g, &row);
    let mut list = entries(part, g, across, ways, &row, &vars);
    list.extend(arms(part, across, ports, &row, &vars));
    list.sort_by_key(|e| (e.key, e.thing.low));
    let things = number(&mut vars, &list);
    let s = &part.space;
    let most = s.node.max(s.edge_node).max(s.edge);
    let mut arcs = compact::separations(&things, most, |a, b| keep(part, *a, *b));
    for c in (0..part.containers.len()).filter(|&c| part.containers[c].bridge == 0) {
        arcs.push(Arc { tail: vars.top[c], head: vars.bottom[c], len: least[c], weight: 0 });
    }
    arcs.extend(successive(part, g, &vars));
    arcs.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    let mut x = shortest(part, g, across, &row, &vars, &arcs);
    settle(part, g, &vars, &arcs, &mut x);
    let base = x[vars.top[0] as usize];
    let at = |v: u32| if v == NONE { 0 } else { x[v as usize] - base };
    let mut rows = Rows {
        item: g.items.iter().zip(&vars.item).map(|(i, &v)| at(v) - i.height / 2).collect(),
        top: vars.top.iter().map(|&v| at(v)).collect(),
        bottom: vars.bottom.iter().map(|&v| at(v)).collect(),
        cross: vars.cross.iter().map(|c| c.map(at)).collect(),
        height: 0,
    };
    rows.height = rows.bottom[0];
    for (i, leaf) in part.leaves.iter().enumerate().filter(|(_, l)| part.containers[l.home as usize].bridge > 0) {
        let c = leaf.home as usize;
        (rows.top[c], rows.bottom[c]) = (rows.item[i], rows.item[i] + g.items[i].height);
    }
    rows
}

/// What stands on which rank: of an item that covers several, one.
fn row_of(g: &Layered, item: u32) -> u32 {
    let (start, end) = (g.start(item), g.end(item));
    if start == end {
        return start;
    }
    match (g.ups(item).is_empty(), g.downs(item).is_empty()) {
        (false, true) => start,
        (true, false) => end,
        _ => start + (end - start) / 2,
    }
}

/// The row of every item; bridged leaves stand on one.
fn item_rows(part: &Part, g: &Layered) -> Vec<u32> {
    let mut row: Vec<u32> = (0..g.items.len() as u32).map(|i| row_of(g, i)).collect();
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
fn linked(g: &Layered, item: u32) -> bool {
    !g.ups(item).is_empty() || !g.downs(item).is_empty()
}

/// What moves together gets one number.
fn ties(part: &Part, g: &Layered, row: &[u32]) -> Vars {
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
fn entries(part: &Part, g: &Layered, across: &Across, ways: &Ways, row: &[u32], vars: &Vars) -> Vec<Entry> {
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
                add((row[i], 1, 0), vars.item[i], half, What::Leaf);
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
        let kind = if item.kind == Kind::Leaf { What::Leaf } else { What::Label };
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
fn arms(part: &Part, across: &Across, ports: &Ports, row: &[u32], vars: &Vars) -> impl Iterator<Item = Entry> {
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
fn number(vars: &mut Vars, list: &[Entry]) -> Vec<Thing<What>> {
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

/// Who sees whom, and what is then kept between an upper and a lower thing.
fn keep(part: &Part, a: What, b: What) -> Keep {
    use What::{Bottom, Label, Leaf, Segment, Top};
    let s = &part.space;
    let reach = match (a, b) {
        (Segment, Segment) => s.edge,
        (Segment | Label, _) | (_, Segment | Label) => s.edge_node,
        _ => s.node,
    };
    let head = |c: u32| {
        let k = &part.containers[c as usize];
        if c == 0 {
            0
        } else if part.title_at(c) == TitleSide::Start {
            k.strip(k.title.h)
        } else {
            k.pad
        }
    };
    let foot = |c: u32| {
        let k = &part.containers[c as usize];
        if part.title_at(c) == TitleSide::End { k.strip(k.title.h) } else { k.pad }
    };
    let gap = match (a, b) {
        (Top(c), Bottom(_)) => head(c) + foot(c),
        (Top(c), Segment) => head(c).max(s.edge_node),
        (Top(c), _) => head(c),
        (Segment, Bottom(c)) => foot(c).max(s.edge_node),
        (_, Bottom(c)) => foot(c),
        (Segment, Segment) => s.edge,
        (Leaf, Leaf) => s.rank,
        (Segment | Label, _) | (_, Segment | Label) => s.edge_node,
        (Leaf | Bottom(_), Leaf | Top(_)) => s.rank / 2,
    };
    Keep { reach, gap }
}

/// The rows of one layer of a container stay below those of the layer before, even where nothing in them sees anything there.
fn successive(part: &Part, g: &Layered, vars: &Vars) -> Vec<Arc> {
    // Rows by layer, which are numbered by container, with half the height of the lowest leaf.
    let mut list: Vec<(u32, u32, Unit)> = (0..part.leaves.len())
        .filter(|&i| linked(g, i as u32))
        .map(|i| (g.items[i].layer, vars.item[i], part.leaves[i].size.h / 2))
        .collect();
    list.sort_unstable();
    list.dedup_by_key(|l| (l.0, l.1));
    let home = |l: &(u32, u32, Unit)| g.layers[l.0 as usize].container;
    let next = |w: &&[(u32, u32, Unit)]| home(&w[0]) == home(&w[1]) && w[0].0 != w[1].0 && w[0].1 != w[1].1;
    let arc =
        |w: &[(u32, u32, Unit)]| Arc { tail: w[0].1, head: w[1].1, len: part.space.rank + w[0].2 + w[1].2, weight: 0 };
    list.windows(2).filter(next).map(arc).collect()
}

/// Positions that make lines, groups and the whole short, and rows level.
fn shortest(part: &Part, g: &Layered, across: &Across, row: &[u32], vars: &Vars, arcs: &[Arc]) -> Vec<Unit> {
    let mut x = simplex::longest_paths(vars.count, arcs);
    let mut all = arcs.to_vec();
    let mut pull = |tail: u32, head: u32, weight: i64| {
        if tail != head && tail != NONE && head != NONE {
            all.push(Arc { tail, head, len: 0, weight });
        }
    };
    let mut wall = vec![WALL; part.containers.len()];
    wall[0] = WHOLE;
    // What no line pulls stays near the top of its group.
    for (i, leaf) in part.leaves.iter().enumerate() {
        if !linked(g, i as u32) {
            pull(vars.top[leaf.home as usize], vars.item[i], 1);
        }
    }
    for line in 0..part.lines.len() as u32 {
        let chain = g.chain_of(line);
        let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { continue };
        let weight = LINE * part.lines[line as usize].weight.max(1);
        // A group is not stretched to shorten the lines that end at its border.
        let mut end = |border: Border, item: u32| match border {
            Border::Top(c) | Border::Bottom(c) => {
                wall[c as usize] += weight;
                if border == Border::Top(c) { vars.top[c as usize] } else { vars.bottom[c as usize] }
            }
            Border::No => vars.item[item as usize],
        };
        let (a, b) = (end(g.borders[line as usize].0, first), end(g.borders[line as usize].1, last));
        let flat =
            (g.piece_first[line as usize]..g.piece_first[line as usize + 1]).find(|&p| g.pieces[p as usize].flat);
        match flat {
            Some(p) => {
                let turn = vars.cross[p as usize][0];
                pull(a, turn, weight);
                pull(b, turn, weight);
            }
            None => pull(a, b, weight),
        }
    }
    wall.iter().zip(vars.top.iter().zip(&vars.bottom)).for_each(|(&weight, (&a, &b))| pull(a, b, weight));
    // Neighbouring rows of one rank: how far they are from level is what both are below an auxiliary variable above them.
    for (p, q) in level(g, across, row, vars) {
        let (v, at) = (x.len() as u32, x[p as usize].min(x[q as usize]));
        all.extend([p, q].map(|head| Arc { tail: v, head, len: 0, weight: LEVEL }));
        x.push(at);
    }
    let budget = (EFFORT * x.len() as u64).min(MOST);
    let mut x = simplex::solve(x.len(), &all, x, budget);
    x.truncate(vars.count);
    x
}

/// Pairs of rows next to each other on one rank. What may stand on several ranks is level with none.
fn level(g: &Layered, across: &Across, row: &[u32], vars: &Vars) -> Vec<(u32, u32)> {
    let mut list: Vec<(u32, Unit, u32)> = Vec::new();
    for i in (0..g.items.len()).filter(|&i| g.is_leaf(i as u32) && linked(g, i as u32)) {
        if g.start(i as u32) == g.end(i as u32) {
            list.push((row[i], across.item[i], vars.item[i]));
        }
    }
    list.sort_unstable();
    list.dedup_by_key(|l| (l.0, l.2));
    let mut pairs: Vec<(u32, u32)> = list
        .windows(2)
        .filter(|w| w[0].0 == w[1].0 && w[0].2 != w[1].2)
        .map(|w| (w[0].2.min(w[1].2), w[0].2.max(w[1].2)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Segments and labels have no wish of their own: labels stand in the middle of their slack, and so do segments, but not far from
/// where their line begins or ends.
fn settle(part: &Part, g: &Layered, vars: &Vars, arcs: &[Arc], x: &mut [Unit]) {
    let mut free = vec![false; vars.count];
    // Whether a segment stays near what is above it, and near what is below.
    let mut near = vec![(false, false); vars.count];
    for (i, item) in g.items.iter().enumerate() {
        if item.kind == Kind::Label {
            free[vars.item[i] as usize] = true;
        }
    }
    for (p, cross) in g.pieces.iter().zip(&vars.cross).filter(|(p, _)| !p.flat) {
        for &v in cross.iter().filter(|&&v| v != NONE) {
            free[v as usize] = true;
            near[v as usize] = (g.is_leaf(p.upper), g.is_leaf(p.lower));
        }
    }
    let most = ((part.space.rank - 2 * part.space.edge_node) / 2).max(0);
    compact::settle(x, arcs, &free, |v, early, late| {
        let middle = (early + late) / 2;
        match near[v] {
            (true, false) => middle.min(early + most),
            (false, true) => middle.max(late - most),
            _ => middle,
        }
    });
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
