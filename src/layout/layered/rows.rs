//! Coordinates along the flow: where ranks, the gaps between them, and the borders of groups lie.
//!
//! A rank is as high as the highest leaf or label in it. A gap holds, from top to bottom: the borders of groups that end above
//! it, a channel for the cross segments of its lines, and the borders and titles of groups that start below it. So a cross
//! segment never runs along or through a border or title. Groups that start in one layer of their parent share their top.
//!
//! Before: widths and the number of slots of each gap. After: y of every leaf, label, border and channel.

use super::layers::{Kind, Layered};
use super::part::{Part, TitleSide, Unit};

#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// Top and bottom of each rank.
    pub rank: Vec<(Unit, Unit)>,
    /// Upper and lower end of the channel below each rank.
    pub channel: Vec<(Unit, Unit)>,
    /// Top of each leaf's and label's box.
    pub item: Vec<Unit>,
    pub top: Vec<Unit>,
    pub bottom: Vec<Unit>,
    pub height: Unit,
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

pub(super) fn assign(part: &Part, g: &Layered, slots: &[u32], least: &[Unit]) -> Rows {
    let ranks = g.ranks as usize;
    let mut row: Vec<u32> = (0..g.items.len() as u32).map(|i| row_of(g, i)).collect();
    // Bridged leaves stand on one row.
    let mut common = vec![None; part.containers.len()];
    for (i, leaf) in part.leaves.iter().enumerate() {
        if part.containers[leaf.home as usize].bridge > 0 {
            row[i] = *common[leaf.home as usize].get_or_insert(row[i]);
        }
    }
    let (mut high, mut solid) = (vec![0; ranks], vec![false; ranks]);
    for (i, item) in g.items.iter().enumerate() {
        if item.kind != Kind::Dummy {
            let r = row[i] as usize;
            high[r] = high[r].max(item.height);
            solid[r] |= item.kind == Kind::Leaf;
        }
    }
    let last = last_rows(part, g, &row);
    let above = title_zones(part, g);
    let mut starts: Vec<Vec<u32>> = vec![Vec::new(); ranks];
    let mut ends: Vec<Vec<u32>> = vec![Vec::new(); ranks];
    for c in 0..part.containers.len() as u32 {
        starts[g.span[c as usize].0 as usize].push(c);
        ends[last[c as usize] as usize].push(c);
    }
    // Inner containers end before outer ones; a lane is inside its home.
    for list in &mut ends {
        list.sort_by_key(|&c| {
            let k = &part.containers[c as usize];
            std::cmp::Reverse(2 * k.depth + u32::from(k.is_lane))
        });
    }
    let s = &part.space;
    let n = part.containers.len();
    let mut rows = Rows {
        rank: Vec::with_capacity(ranks),
        channel: Vec::with_capacity(ranks),
        item: vec![0; g.items.len()],
        top: vec![0; n],
        bottom: vec![0; n],
        height: 0,
    };
    let mut y = starts[0].iter().map(|&c| above[c as usize]).max().unwrap_or(0);
    let mut inner = vec![Unit::MIN; n];
    for r in 0..ranks {
        let bottom = y + high[r];
        rows.rank.push((y, bottom));
        for &c in &starts[r] {
            rows.top[c as usize] = y - above[c as usize];
        }
        let mut channel = bottom;
        for &c in &ends[r] {
            let k = &part.containers[c as usize];
            let strip = if part.title_at(c) == TitleSide::End { k.strip(k.title.h) } else { k.pad };
            let content = bottom.max(inner[c as usize]) + strip;
            let b = content.max(rows.top[c as usize] + least[c as usize]);
            rows.bottom[c as usize] = b;
            channel = channel.max(b);
            let outer = if k.is_lane {
                k.home
            } else if k.lane != super::part::NONE {
                k.lane
            } else {
                k.home
            };
            if outer != super::part::NONE {
                inner[outer as usize] = inner[outer as usize].max(b);
            }
        }
        let zone = starts.get(r + 1).map_or(0, |l| l.iter().map(|&c| above[c as usize]).max().unwrap_or(0));
        let need = match slots[r] {
            0 => 0,
            k => 2 * s.edge_node + (Unit::from(k) - 1) * s.edge,
        };
        let borders = channel > bottom || zone > 0;
        let below = solid.get(r + 1).copied();
        let free = match below {
            None => 0,
            Some(b) if b && solid[r] => {
                if borders {
                    s.rank / 2
                } else {
                    s.rank
                }
            }
            Some(_) if borders => s.edge_node,
            Some(b) => {
                let thin = if b { high[r] } else { high[r + 1] };
                ((s.rank - thin) / 2).max(s.edge_node)
            }
        };
        let end = channel + need.max(free);
        rows.channel.push((channel, end));
        y = if below.is_some() { end + zone } else { if need > 0 { end } else { channel } };
    }
    // The part's own border is below all.
    rows.height = y.max(rows.bottom[0]);
    for (i, item) in g.items.iter().enumerate() {
        let (top, bottom) = rows.rank[row[i] as usize];
        rows.item[i] = top + (bottom - top - item.height) / 2;
    }
    lanes(part, &mut rows);
    rows
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

/// How far above its first rank each container starts: its padding, its title, and the same of what starts with it inside.
fn title_zones(part: &Part, g: &Layered) -> Vec<Unit> {
    let n = part.containers.len();
    let mut inside = vec![0; n];
    let mut above = vec![0; n];
    let own = |c: usize| {
        let k = &part.containers[c];
        match part.title_at(c as u32) {
            _ if c == 0 => 0,
            TitleSide::Start => k.strip(k.title.h),
            _ => k.pad,
        }
    };
    let mut by_depth: Vec<u32> = (0..n as u32).filter(|&c| !part.containers[c as usize].is_lane).collect();
    // Deepest first; members of one layer side by side.
    by_depth.sort_by_key(|&c| {
        let k = &part.containers[c as usize];
        (std::cmp::Reverse(k.depth), k.home, g.span[c as usize].0)
    });
    for chunk in by_depth.chunk_by(|&a, &b| {
        let (ka, kb) = (&part.containers[a as usize], &part.containers[b as usize]);
        (ka.depth, ka.home, g.span[a as usize].0) == (kb.depth, kb.home, g.span[b as usize].0)
    }) {
        // Lanes of these containers stand between them and what starts inside.
        for &c in chunk {
            let lanes: Vec<u32> = g.lanes.iter().filter(|l| l.0 == c).map(|l| l.1).collect();
            if !lanes.is_empty() {
                let t = inside[c as usize] + lanes.iter().map(|&l| own(l as usize)).max().unwrap_or(0);
                lanes.iter().for_each(|&l| above[l as usize] = t);
                inside[c as usize] = t;
            }
        }
        let t = chunk.iter().map(|&c| own(c as usize) + inside[c as usize]).max().unwrap_or(0);
        for &c in chunk {
            above[c as usize] = t;
            let home = part.containers[c as usize].home;
            if home != super::part::NONE && g.span[home as usize].0 == g.span[c as usize].0 {
                inside[home as usize] = inside[home as usize].max(t);
            }
        }
    }
    above
}

/// All lanes of a container end where the longest of them does.
fn lanes(part: &Part, rows: &mut Rows) {
    let n = part.containers.len();
    let mut lowest = vec![Unit::MIN; n];
    for (c, k) in part.containers.iter().enumerate().filter(|(_, k)| k.is_lane) {
        lowest[k.home as usize] = lowest[k.home as usize].max(rows.bottom[c]);
    }
    for (c, k) in part.containers.iter().enumerate().filter(|(_, k)| k.is_lane) {
        rows.bottom[c] = lowest[k.home as usize];
        rows.height = rows.height.max(rows.bottom[c]);
    }
}
