//! Coordinates along the flow: leaves, labels, borders of groups, and the cross segments of lines.
//!
//! What sees each other in the order of [`super::stack`] keeps a distance ([`super::compact`]), so a segment never runs along or
//! through a box, a border or a title, and groups side by side do not wait for each other. Leaves of one layer stand on one row,
//! groups that start in one layer share their top, and rows of one rank in different groups are level where that costs little.
//!
//! Sugiyama's layers have one height each; this is a compaction instead, in which a layer's leaves are one thing and a gap is as
//! high as its own slots need at every place (Rüegg et al. 2016; the papers stand in [`super::compact`]).
//!
//! Before: x of everything, and the slots of each gap. After: y of every leaf, label, border and segment: what lies over something
//! else keeps its distance, groups hold their own, lines run down from layer to layer.

use super::compact::{self, Keep};
use super::coordinates::Across;
use super::layers::{Border, Kind, Layered};
use super::part::{NONE, Part, Tip, TitleSide, Unit};
use super::ports::Ports;
use super::previous;
use super::rims::Rim;
use super::route::Ways;
use super::simplex::{self, Arc};
use super::stack::{self, Vars, What, linked};

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
/// Between the borders of a row of what is wrapped, which is to be full from its start.
const ROW: i64 = 16;
/// Steps of the simplex for each variable.
const EFFORT: u64 = 1_000;
const MOST: u64 = 20_000_000;

pub(super) fn assign(part: &Part, g: &Layered, across: &Across, ports: &Ports, ways: &Ways, least: &[Unit]) -> Rows {
    let row = stack::item_rows(part, g);
    let mut vars = stack::ties(part, g, &row);
    let mut list = stack::entries(part, g, across, ways, &row, &vars);
    list.extend(stack::arms(part, across, ports, &row, &vars));
    list.sort_by_key(|e| (e.key, e.thing.low));
    let things = stack::number(&mut vars, &list);
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

/// Who sees whom, and what is then kept between an upper and a lower thing.
fn keep(part: &Part, a: What, b: What) -> Keep {
    use What::{Bottom, Label, Leaf, Segment, Top};
    let s = &part.space;
    // What stands beside a group, above its end or below its start, keeps its distance sideways; the group does not grow past it.
    let beside = match (a, b) {
        (Leaf(home, _), Bottom(c)) | (Top(c), Leaf(home, _)) => !part.holds(c, Tip::Container(home)),
        (Top(d) | Bottom(d), Bottom(c)) | (Top(c), Top(d)) => c != d && !part.holds(c, Tip::Container(d)),
        _ => false,
    };
    let rim = |what: What| Rim::of(matches!(what, Leaf(_, true)));
    let reach = match (a, b) {
        _ if beside => 0,
        (Segment, Segment) => s.edge,
        (Segment | Label, _) | (_, Segment | Label) => s.edge_node,
        _ => s.beside(s.node, rim(a), rim(b)),
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
        (Top(c), _) => rim(b).within(s, c, head(c)),
        (Segment, Bottom(c)) => foot(c).max(s.edge_node),
        (_, Bottom(c)) => rim(a).within(s, c, foot(c)),
        (Segment, Segment) => s.edge,
        (Leaf(_, a), Leaf(_, b)) => s.beside(s.rank, Rim::of(a), Rim::of(b)),
        (Segment | Label, _) | (_, Segment | Label) => s.edge_node,
        (Leaf(..) | Bottom(_), Leaf(..) | Top(_)) => s.beside(s.rank / 2, rim(a), rim(b)),
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
    let mut all = arcs.to_vec();
    all.extend(previous::keep_rows(part, &vars.item[..part.leaves.len()], vars.count, arcs));
    let mut x = simplex::longest_paths(vars.count, &all);
    let mut pull = |tail: u32, head: u32, weight: i64| {
        if tail != head && tail != NONE && head != NONE {
            all.push(Arc { tail, head, len: 0, weight });
        }
    };
    let mut wall: Vec<i64> = part.containers.iter().map(|k| if k.row.is_some() { ROW } else { WALL }).collect();
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
                if g.ends_downwards(line) {
                    pull(a, turn, weight);
                    pull(b, turn, weight);
                } else {
                    // It comes down again into another row. Both rows stay close to where they start.
                    pull(a, turn, 1);
                    for (item, end) in [(first, a), (last, b)] {
                        pull(vars.top[row_around(part, g, item) as usize], end, weight);
                    }
                }
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
    let mut x = simplex::solve(x.len(), &all, x, 0, budget);
    x.truncate(vars.count);
    x
}

/// The row of what is wrapped in which an item stands.
fn row_around(part: &Part, g: &Layered, item: u32) -> u32 {
    let mut c = g.layers[g.items[item as usize].layer as usize].container;
    while c != 0 && part.containers[c as usize].row.is_none() {
        c = part.containers[c as usize].home;
    }
    c
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
