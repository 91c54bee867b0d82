//! Slides ports along their sides so that lines between things that face each other become straight.
//!
//! A port may stand anywhere on its side that leaves its neighbours room. Pieces are taken by how far their ends are apart,
//! the nearest first; where both ends can stand at one x they are put there and stay. The ports that are left share what room
//! there is between those evenly. Each success removes two bends, none adds one.
//!
//! Before: coordinates, ports shared evenly. After: ports in the same order on each side, at least a little apart.

use super::coordinates::{Across, Frame};
use super::layers::Layered;
use super::part::{NONE, Part, Unit, unit};
use super::ports::Ports;
use super::simplex::Arc;

/// Where each port may stand: a side's ends, and the least distance between its ports.
#[derive(Clone, Copy)]
struct Side {
    first: u32,
    count: u32,
    low: Unit,
    high: Unit,
    gap: Unit,
}

/// `bound` is, for each line, the least x of its first and last end (where a title must stay clear).
pub(super) fn slide(part: &Part, g: &Layered, ports: &mut Ports, across: &Across, bound: &[[Unit; 2]]) {
    let mut sides: Vec<Side> = Vec::new();
    let mut side_of = vec![0u32; ports.list.len()];
    let mut at = vec![0 as Unit; ports.list.len()];
    let mut locked = vec![false; ports.list.len()];
    // The two ports of each piece.
    let mut upper = vec![NONE; g.pieces.len()];
    let mut lower = vec![NONE; g.pieces.len()];
    let mut from = 0usize;
    while from < ports.list.len() {
        let p = ports.list[from];
        let count = ports.list[from..].iter().take_while(|q| (q.leaf, q.bottom) == (p.leaf, p.bottom)).count();
        let leaf = &part.leaves[p.leaf as usize];
        let (x, w) = (across.item[p.leaf as usize], leaf.size.w);
        let (margin, gap) = spacing(part, w, count as Unit);
        sides.push(Side {
            first: from as u32,
            count: count as u32,
            low: x - w / 2 + margin,
            high: x + w / 2 - margin,
            gap,
        });
        for k in from..from + count {
            let q = ports.list[k];
            side_of[k] = sides.len() as u32 - 1;
            at[k] = x + ports.offset[q.line as usize][usize::from(!q.first)];
            locked[k] = leaf.centered;
            if q.piece != NONE {
                let list = if g.pieces[q.piece as usize].upper == q.leaf { &mut upper } else { &mut lower };
                list[q.piece as usize] = k as u32;
            }
        }
        from += count;
    }
    let ends = |i: u32, at: &[Unit]| {
        let p = g.pieces[i as usize];
        let x = |port: u32, item: u32| if port == NONE { across.item[item as usize] } else { at[port as usize] };
        (x(upper[i as usize], p.upper), x(lower[i as usize], p.lower))
    };
    let mut order: Vec<(Unit, u32)> = (0..g.pieces.len() as u32)
        .filter(|&i| !g.pieces[i as usize].flat && (upper[i as usize] != NONE || lower[i as usize] != NONE))
        .map(|i| {
            let (a, b) = ends(i, &at);
            ((a - b).abs(), i)
        })
        .collect();
    order.sort_unstable();
    for (_, i) in order {
        let (a, b) = ends(i, &at);
        let range = |port: u32, x: Unit| {
            if port == NONE || locked[port as usize] {
                (x, x)
            } else {
                room(ports, &sides, &side_of, &at, &locked, port, bound)
            }
        };
        let (ra, rb) = (range(upper[i as usize], a), range(lower[i as usize], b));
        let (low, high) = (ra.0.max(rb.0), ra.1.min(rb.1));
        if low <= high {
            let x = ((a + b) / 2).clamp(low, high);
            for port in [upper[i as usize], lower[i as usize]] {
                if port != NONE {
                    at[port as usize] = x;
                    locked[port as usize] = true;
                }
            }
        }
    }
    for s in &sides {
        spread(ports, s, &mut at, &locked, bound);
    }
    for (k, p) in ports.list.iter().enumerate() {
        let offset = at[k] - across.item[p.leaf as usize];
        ports.offset[p.line as usize][usize::from(!p.first)] = offset;
        if p.piece == NONE {
            ports.offset[p.line as usize] = [offset; 2];
        }
    }
}

/// Moves the dummies of long lines, a whole straight run at a time, to where one more of its ends is straight, if that keeps all
/// distances. Ports that are crowded or bound by a title cannot come to the line; then the line comes to them.
pub(super) fn nudge(g: &Layered, frame: &Frame, extra: &[Arc], ports: &Ports, across: &mut Across) {
    let n = frame.count as usize;
    let mut x = frame.positions(across);
    // The end pieces of each run, by variable, and the separations on both sides of it.
    let mut ends: Vec<(u32, u32)> = Vec::new();
    for (i, p) in g.pieces.iter().enumerate() {
        let (u, v) = (frame.var[p.upper as usize], frame.var[p.lower as usize]);
        if !p.flat && u != v {
            ends.extend([(p.upper, u), (p.lower, v)].iter().filter(|e| !g.is_leaf(e.0)).map(|e| (e.1, i as u32)));
        }
    }
    ends.sort_unstable();
    let mut near: Vec<(u32, bool, u32, Unit)> = Vec::with_capacity(2 * (frame.walls.len() + extra.len()));
    for a in frame.walls.iter().chain(extra) {
        near.push((a.tail, true, a.head, a.len));
        near.push((a.head, false, a.tail, a.len));
    }
    near.sort_unstable();
    let gap = |x: &[Unit], i: u32| {
        let p = g.pieces[i as usize];
        let (a, b) = ports.of_piece(g, i);
        x[frame.var[p.upper as usize] as usize] + a - x[frame.var[p.lower as usize] as usize] - b
    };
    debug_assert_eq!(x.len(), n);
    for _ in 0..3 {
        let mut moved = false;
        for run in ends.chunk_by(|a, b| a.0 == b.0) {
            let v = run[0].0;
            let from = near.partition_point(|s| s.0 < v);
            let (mut low, mut high) = (Unit::MIN, Unit::MAX);
            for &(_, follows, w, len) in near[from..].iter().take_while(|s| s.0 == v) {
                if follows {
                    high = high.min(x[w as usize] - len);
                } else {
                    low = low.max(x[w as usize] + len);
                }
            }
            let upper = |i: u32| frame.var[g.pieces[i as usize].upper as usize] == v;
            let straight = run.iter().filter(|e| gap(&x, e.1) == 0).count();
            let mut best: Option<(usize, Unit, Unit)> = None;
            for &(_, i) in run {
                let d = gap(&x, i);
                let to = x[v as usize] + if upper(i) { -d } else { d };
                if d == 0 || to < low || to > high {
                    continue;
                }
                let old = std::mem::replace(&mut x[v as usize], to);
                let now = run.iter().filter(|e| gap(&x, e.1) == 0).count();
                x[v as usize] = old;
                if now > straight && best.is_none_or(|b| (now, -d.abs()) > (b.0, b.1)) {
                    best = Some((now, -d.abs(), to));
                }
            }
            if let Some((_, _, to)) = best {
                x[v as usize] = to;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    for (at, &v) in across.item.iter_mut().zip(&frame.var) {
        *at = x[v as usize];
    }
}

/// For each piece the lowest and highest offset that its upper and its lower port can slide to.
pub(super) fn reach(part: &Part, g: &Layered, ports: &Ports) -> Vec<[Unit; 4]> {
    let mut out = vec![[0; 4]; g.pieces.len()];
    for side in ports.sides() {
        let leaf = &part.leaves[side[0].leaf as usize];
        let (w, n) = (leaf.size.w, side.len() as Unit);
        if leaf.centered {
            continue;
        }
        let (margin, gap) = spacing(part, w, n);
        for (k, p) in side.iter().enumerate().filter(|(_, p)| p.piece != NONE) {
            let at = if g.pieces[p.piece as usize].upper == p.leaf { 0 } else { 2 };
            let r = &mut out[p.piece as usize];
            r[at] = margin - w / 2 + k as Unit * gap;
            r[at + 1] = w / 2 - margin - (n - 1 - k as Unit) * gap;
        }
    }
    out
}

/// How far ports stay from the corners of a side of width `w` with `n` ports, and from one another.
fn spacing(part: &Part, w: Unit, n: Unit) -> (Unit, Unit) {
    let share = w / (n + 1);
    (share.min(unit(10.0)).min(w / 4), share.min(part.space.edge.max(part.space.edge_node)))
}

/// How many pieces bend, and for each piece how far its ends are apart.
pub(super) fn bends(g: &Layered, ports: &Ports, across: &Across) -> (usize, Vec<Unit>) {
    let apart = |i: u32| {
        let p = g.pieces[i as usize];
        let (a, b) = ports.of_piece(g, i);
        if p.flat { 0 } else { (across.item[p.upper as usize] + a - across.item[p.lower as usize] - b).abs() }
    };
    let gaps: Vec<Unit> = (0..g.pieces.len() as u32).map(apart).collect();
    (gaps.iter().filter(|&&d| d != 0).count(), gaps)
}

fn bound_of(ports: &Ports, k: usize, bound: &[[Unit; 2]]) -> Unit {
    let p = ports.list[k];
    bound[p.line as usize][usize::from(!p.first)]
}

/// Where a port may go: between the nearest fixed ports, with room for those in between.
fn room(
    ports: &Ports,
    sides: &[Side],
    side_of: &[u32],
    at: &[Unit],
    locked: &[bool],
    port: u32,
    bound: &[[Unit; 2]],
) -> (Unit, Unit) {
    let s = &sides[side_of[port as usize] as usize];
    let (first, last) = (s.first as usize, (s.first + s.count) as usize - 1);
    let k = port as usize;
    let mut low = s.low.max(bound_of(ports, first, bound)) + (k - first) as Unit * s.gap;
    let mut high = s.high - (last - k) as Unit * s.gap;
    if let Some(j) = (first..k).rev().find(|&j| locked[j]) {
        low = at[j] + (k - j) as Unit * s.gap;
    }
    if let Some(j) = (k + 1..=last).find(|&j| locked[j]) {
        high = at[j] - (j - k) as Unit * s.gap;
    }
    (low.max(bound_of(ports, k, bound)), high)
}

/// Shares the room between fixed ports evenly among the others.
fn spread(ports: &Ports, s: &Side, at: &mut [Unit], locked: &[bool], bound: &[[Unit; 2]]) {
    let (first, end) = (s.first as usize, (s.first + s.count) as usize);
    if !(first..end).any(|k| locked[k]) {
        return;
    }
    let mut k = first;
    while k < end {
        if locked[k] {
            k += 1;
            continue;
        }
        let stop = (k..end).find(|&j| locked[j]).unwrap_or(end);
        // The side's own ends count as half a share away.
        let low = if k == first { s.low.max(bound_of(ports, first, bound)) - s.gap } else { at[k - 1] };
        let high = if stop == end { s.high + s.gap } else { at[stop] };
        let n = (stop - k) as Unit;
        for (t, a) in at[k..stop].iter_mut().enumerate() {
            *a = low + (high - low) * (t as Unit + 1) / (n + 1);
        }
        k = stop;
    }
}
