//! Coordinates along the flow: nothing that lies above something else comes nearer than it may, groups hold their own, lines run
//! with the flow.

use super::super::layers::Kind;
use super::super::part::{NONE, TitleSide, Unit};
use super::super::stack::{self, What, linked};
use super::{Seen, pairs, prove};

/// Across from, to; along from, to.
type Area = (Unit, Unit, Unit, Unit);

/// Leaves and labels with the room around them that is theirs.
fn areas(seen: &Seen) -> Vec<(usize, Area)> {
    let (g, x, rows) = (&seen.stages.g, &seen.stages.lateral.across.item, &seen.stages.rows);
    let area = |i: usize| {
        let item = &g.items[i];
        (x[i] - item.left, x[i] + item.right, rows.item[i], rows.item[i] + item.height)
    };
    (0..g.items.len()).filter(|&i| g.items[i].kind != Kind::Dummy).map(|i| (i, area(i))).collect()
}

/// Segments across: the piece, and where it is.
fn segments(seen: &Seen) -> Vec<(usize, Area)> {
    let mut out = Vec::new();
    for (i, (w, y)) in seen.stages.ways.way.iter().zip(&seen.stages.rows.cross).enumerate() {
        let mut add = |a: Unit, b: Unit, y: Unit| out.push((i, (a.min(b), a.max(b), y, y)));
        match w.split {
            _ if w.from == w.to => {}
            None => add(w.from, w.to, y[0]),
            Some((x, _)) => {
                add(w.from, x, y[0]);
                add(x, w.to, y[1]);
            }
        }
    }
    out
}

/// How far apart two things are along the flow, where they overlap across it.
fn between(a: Area, b: Area) -> Option<Unit> {
    (a.0 < b.1 && b.0 < a.1).then(|| (b.2 - a.3).max(a.2 - b.3))
}

fn distances(seen: &Seen) -> Vec<String> {
    let s = &seen.stages.part.space;
    let (areas, segments) = (areas(seen), segments(seen));
    let mut wrong = Vec::new();
    for ((i, a), (k, b)) in pairs(&areas) {
        let leaves = seen.stages.g.is_leaf(i as u32) && seen.stages.g.is_leaf(k as u32);
        // A segment between two leaves keeps its own distance from both.
        let least = if leaves { s.rank.min(2 * s.edge_node) } else { s.edge_node };
        if between(a, b).is_some_and(|d| d < least) {
            wrong.push(format!("items {i} and {k} are not {least} apart: {a:?} {b:?}"));
        }
    }
    for &(p, a) in &segments {
        for &(i, b) in &areas {
            if between(a, b).is_some_and(|d| d < s.edge_node) {
                wrong.push(format!("piece {p} runs {:?} from item {i}", between(a, b)));
            }
        }
    }
    for ((p, a), (q, b)) in pairs(&segments).filter(|(p, q)| p.0 != q.0) {
        if between(a, b).is_some_and(|d| d < s.edge.min(s.edge_node)) {
            wrong.push(format!("pieces {p} and {q} run {:?} apart", between(a, b)));
        }
    }
    wrong
}

/// Groups hold what is theirs with their padding and title, and those over one another are apart.
fn groups(seen: &Seen) -> Vec<String> {
    let (part, g, rows, a) = (&seen.stages.part, &seen.stages.g, &seen.stages.rows, &seen.stages.lateral.across);
    let mut wrong = Vec::new();
    let inner = |c: usize| {
        let k = &part.containers[c];
        let strip = |side: TitleSide| if part.title_at(c as u32) == side { k.title.h } else { 0 };
        let top = if c == 0 { 0 } else { strip(TitleSide::Start) + k.pad / 2 };
        (rows.top[c] + top, rows.bottom[c] - strip(TitleSide::End) - k.pad / 2)
    };
    let whole = |c: usize| part.containers[c].bridge > 0;
    for (i, area) in areas(seen) {
        let item = &g.items[i];
        let home = g.layers[item.layer as usize].container as usize;
        for c in [home, if item.lane == NONE { home } else { item.lane as usize }] {
            if !whole(c) && (area.2 < inner(c).0 || area.3 > inner(c).1) {
                wrong.push(format!("item {i} at {area:?} is not inside of container {c} at {:?}", inner(c)));
            }
        }
    }
    for (c, k) in part.containers.iter().enumerate() {
        let home = k.home as usize;
        if c > 0 && !k.is_lane && (rows.top[c] < inner(home).0 || rows.bottom[c] > inner(home).1) {
            wrong.push(format!("container {c} is not inside of container {home}"));
        }
        if !whole(c) && rows.bottom[c] - rows.top[c] < seen.stages.least[c] {
            wrong.push(format!("container {c} is shorter than {}", seen.stages.least[c]));
        }
        let area = |c: usize| (a.low[c], a.high[c], rows.top[c], rows.bottom[c]);
        let related = |d: &usize| part.containers[*d].home == k.home && !k.is_lane && !part.containers[*d].is_lane;
        for d in (1..c).filter(related) {
            if between(area(c), area(d)).is_some_and(|d| d < part.space.edge_node) {
                wrong.push(format!("containers {d} and {c} are not apart"));
            }
        }
        for d in (1..c).filter(|&d| k.is_lane && part.containers[d].is_lane && part.containers[d].home == k.home) {
            if (rows.top[c], rows.bottom[c]) != (rows.top[d], rows.bottom[d]) {
                wrong.push(format!("lanes {d} and {c} are uneven"));
            }
        }
    }
    if rows.top[0] != 0 || rows.height != rows.bottom[0] {
        wrong.push(format!("the part lies from {} to {}", rows.top[0], rows.height));
    }
    wrong
}

/// Lines run down from layer to layer, turn in the gap between, and leaves of one layer that lines pin to it stand on one row.
fn flow(seen: &Seen) -> Vec<String> {
    let (part, g, rows) = (&seen.stages.part, &seen.stages.g, &seen.stages.rows);
    let mut wrong = Vec::new();
    let solid = |i: u32| g.items[i as usize].kind != Kind::Dummy;
    let foot = |i: u32| rows.item[i as usize] + g.items[i as usize].height;
    for (i, p) in g.pieces.iter().enumerate() {
        let w = &seen.stages.ways.way[i];
        let [first, second] = rows.cross[i];
        let last = if w.split.is_some() { second } else { first };
        let bent = w.from != w.to;
        let up = solid(p.upper) && bent && first < foot(p.upper) + part.space.edge_node;
        let down = if p.flat {
            solid(p.lower) && bent && first < foot(p.lower) + part.space.edge_node
        } else {
            solid(p.lower) && bent && last > rows.item[p.lower as usize] - part.space.edge_node
        };
        if up || down || (w.split.is_some() && second < first + part.space.edge) {
            wrong.push(format!("{p:?} turns at {first}, {second}"));
        }
        if solid(p.upper) && solid(p.lower) && !p.flat && foot(p.upper) >= rows.item[p.lower as usize] {
            wrong.push(format!("{p:?} runs against the flow"));
        }
    }
    let middle = |i: u32| rows.item[i as usize] + g.items[i as usize].height / 2;
    let leaves: Vec<u32> = (0..part.leaves.len() as u32).filter(|&i| linked(g, i)).collect();
    for (a, b) in pairs(&leaves) {
        let (l, m) = (g.items[a as usize].layer, g.items[b as usize].layer);
        let one =
            l == m && g.start(a) == g.end(a) && part.containers[part.leaves[a as usize].home as usize].bridge == 0;
        if one && middle(a) != middle(b) {
            wrong.push(format!("leaves {a} and {b} of layer {l} are not level"));
        }
        let homes = part.leaves[a as usize].home == part.leaves[b as usize].home;
        let (upper, lower) = if l < m { (a, b) } else { (b, a) };
        if homes && l != m && middle(lower) - middle(upper) < part.space.rank {
            wrong.push(format!("leaves {upper} and {lower} of layers {l} and {m} are not a rank apart"));
        }
    }
    wrong
}

/// The order along the flow lists everything once, and variables are numbered by the first thing that each moves.
fn listed(seen: &Seen) -> Vec<String> {
    let (part, g, s) = (&seen.stages.part, &seen.stages.g, &seen.stages);
    let row = stack::item_rows(part, g);
    let mut vars = stack::ties(part, g, &row);
    let mut list = stack::entries(part, g, &s.lateral.across, &s.ways, &row, &vars);
    list.sort_by_key(|e| e.key);
    let things = stack::number(&mut vars, &list);
    let mut wrong = Vec::new();
    let mut next = 0;
    for t in &things {
        if t.var > next {
            wrong.push(format!("variable {} comes before {next}", t.var));
        }
        next = next.max(t.var + 1);
    }
    let of = |is: &dyn Fn(What) -> bool| things.iter().filter(|t| is(t.kind)).count();
    let groups = part.containers.iter().filter(|k| k.bridge == 0).count();
    let bridged = |i: &usize| part.containers[part.leaves[*i].home as usize].bridge > 0;
    let alone = (0..part.leaves.len()).filter(|i| !bridged(i)).count() + part.containers.len() - groups;
    let labels = g.items.iter().filter(|i| i.kind == Kind::Label).count();
    let found = [
        of(&|k| matches!(k, What::Top(_))),
        of(&|k| matches!(k, What::Bottom(_))),
        of(&|k| matches!(k, What::Leaf(..))),
        of(&|k| k == What::Label),
        of(&|k| k == What::Segment),
    ];
    if found != [groups, groups, alone, labels, segments(seen).len()] {
        wrong.push(format!("tops, bottoms, leaves, labels, segments: {found:?}"));
    }
    wrong
}

#[test]
fn everything_is_listed_once_along_the_flow() {
    prove(listed);
}

#[test]
fn nothing_comes_nearer_along_the_flow_than_it_may() {
    prove(distances);
}

#[test]
fn groups_hold_their_own_along_the_flow() {
    prove(groups);
}

#[test]
fn lines_run_with_the_flow_and_layers_are_level() {
    prove(flow);
}
