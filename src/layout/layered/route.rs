//! Orthogonal routing between two ranks: which slot of the gap each cross segment takes.
//!
//! Sander 2003, *Layout of directed hypergraphs with orthogonal hyperedges*: each piece that is not straight gets one segment
//! across, and for each two that lie side by side the one order that crosses less is asked for; where two would lie on one another
//! on their way to or from their slots, only one order will do. Cycles of such wishes are broken at the cheapest (Eades, Lin, Smyth
//! 1993), slots are longest paths. A piece that cannot avoid another in any order is split and turns twice
//! (Weber's remedy for critical cycles, in ELK).
//!
//! Before: an x for every item and port. After: no two segments of different pieces share more than a point.

use super::coordinates::Across;
use super::crowded;
use super::cycles::{Arc, greedy_sequence};
use super::layers::Layered;
use super::part::{Part, Unit, unit};
use super::ports::Ports;

/// Up to so many pairs of segments that lie side by side in a gap, all of them are looked at; else see [`crowded`].
const MOST_PAIRS: u64 = 20_000;

/// Pieces closer than this on their way across count as lying on one another.
pub(super) fn touching() -> Unit {
    unit(5.0)
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Way {
    /// x at the upper and at the lower end.
    pub from: Unit,
    pub to: Unit,
    /// How many of these two, from the first, lead up from the slot: of flat pieces both, where a line turns above rows none.
    pub tops: u8,
    /// Slot of the cross segment, from the top of the gap.
    pub slot: u32,
    /// For a piece that was split: where it crosses in between, and its second slot.
    pub split: Option<(Unit, u32)>,
}

impl Way {
    /// Where it leads up from its slot, and where down.
    pub(super) fn ends(&self) -> ([Unit; 2], usize) {
        ([self.from, self.to], usize::from(self.tops))
    }

    fn straight(&self) -> bool {
        self.from == self.to
    }

    pub(super) fn low(&self) -> Unit {
        self.from.min(self.to)
    }

    pub(super) fn high(&self) -> Unit {
        self.from.max(self.to)
    }
}

pub(super) struct Ways {
    pub way: Vec<Way>,
    /// The last ranks above gaps in which some line found no way that keeps off all others.
    pub cramped: Vec<u32>,
}

impl Ways {
    /// The pieces that turn twice.
    pub(super) fn split(&self) -> impl Iterator<Item = u32> {
        (0..self.way.len() as u32).filter(|&i| self.way[i as usize].split.is_some())
    }
}

pub(super) fn assign(part: &Part, g: &Layered, ports: &Ports, across: &Across) -> Ways {
    let mut way: Vec<Way> = (0..g.pieces.len() as u32)
        .map(|i| {
            let p = g.pieces[i as usize];
            let (a, b) = ports.of_piece(g, i);
            let (from, to) = (across.item[p.upper as usize] + a, across.item[p.lower as usize] + b);
            Way { from, to, tops: 1 + u8::from(p.flat), slot: 0, split: None }
        })
        .collect();
    // A line that comes straight up to its turn goes no further up than to the slot from which it comes down again.
    for turn in (0..g.items.len() as u32).filter(|&i| g.is_turn(i)) {
        if let &[a, b] = g.downs(turn) {
            let (one, other) = (way[a as usize].straight(), way[b as usize].straight());
            if one != other {
                way[if one { b } else { a } as usize].tops = 0;
            }
        }
    }
    let mut by_gap: Vec<(u32, u32)> =
        (0..g.pieces.len() as u32).map(|i| (g.end(g.pieces[i as usize].upper), i)).collect();
    by_gap.sort_unstable();
    let mut cramped = Vec::new();
    for gap in by_gap.chunk_by(|a, b| a.0 == b.0) {
        let ids: Vec<u32> = gap.iter().map(|p| p.1).collect();
        if !self::gap(part, &ids, &mut way) {
            cramped.push(gap[0].0);
        }
    }
    Ways { way, cramped }
}

/// A wish: the first segment lies above the second; `cost` is what the other order costs.
struct Wish {
    above: u32,
    below: u32,
    cost: u32,
}

/// Gives all pieces of a gap their ways; whether all of them keep off one another.
fn gap(part: &Part, ids: &[u32], way: &mut [Way]) -> bool {
    let mut segments: Vec<u32> = ids.iter().copied().filter(|&i| !way[i as usize].straight()).collect();
    if segments.is_empty() {
        return true;
    }
    segments.sort_by_key(|&i| (way[i as usize].low(), way[i as usize].high(), i));
    let slots = if crowded::pairs(&segments, way, part.space.edge) > MOST_PAIRS {
        crowded::slots(&segments, way, part.space.edge, touching())
    } else {
        slots(part, &segments, way)
    };
    let count = slots.iter().max().map_or(0, |s| s + 1);
    for (&slot, &s) in slots.iter().zip(&segments) {
        way[s as usize].slot = slot;
    }
    split(part, ids, &segments, way, count)
}

/// A slot for each segment: longest paths along a sequence that breaks few wishes, among segments that lie side by side.
fn slots(part: &Part, segments: &[u32], way: &[Way]) -> Vec<u32> {
    let (wishes, beside) = wishes(part, segments, way);
    let rank = sequence(segments.len(), &wishes);
    let mut order: Vec<u32> = (0..segments.len() as u32).collect();
    order.sort_by_key(|&s| rank[s as usize]);
    let mut neighbours: Vec<(u32, u32)> = beside.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
    neighbours.sort_unstable();
    let mut slot = vec![0u32; segments.len()];
    for &s in &order {
        let from = neighbours.partition_point(|n| n.0 < s);
        let above =
            neighbours[from..].iter().take_while(|n| n.0 == s).filter(|n| rank[n.1 as usize] < rank[s as usize]);
        slot[s as usize] = above.map(|n| slot[n.1 as usize] + 1).max().unwrap_or(0);
    }
    slot
}

/// For all pairs that lie side by side: what they wish, and that they do.
fn wishes(part: &Part, segments: &[u32], way: &[Way]) -> (Vec<Wish>, Vec<(u32, u32)>) {
    let (mut wishes, mut beside) = (Vec::new(), Vec::new());
    let mut active: Vec<u32> = Vec::new();
    for (k, &s) in segments.iter().enumerate() {
        let p = way[s as usize];
        active.retain(|&a| way[segments[a as usize] as usize].high() + part.space.edge > p.low());
        for &a in &active {
            let q = way[segments[a as usize] as usize];
            beside.push((a, k as u32));
            let (up, down) = (cost(part, q, p), cost(part, p, q));
            if up < down {
                wishes.push(Wish { above: a, below: k as u32, cost: down - up });
            } else if down < up {
                wishes.push(Wish { above: k as u32, below: a, cost: up - down });
            }
        }
        active.push(k as u32);
    }
    (wishes, beside)
}

/// What it costs when `p` lies above `q`: crossings, and much more for lying on one another.
fn cost(part: &Part, p: Way, q: Way) -> u32 {
    let inside = |x: Unit, w: Way| u32::from(w.low() < x && x < w.high());
    let ((p_ends, p_tops), (q_ends, q_tops)) = (p.ends(), q.ends());
    // What comes down to `q` from above crosses `p`; what leaves `p` downwards crosses `q`.
    let mut sum = q_ends[..q_tops].iter().map(|&x| inside(x, p)).sum();
    for &down in &p_ends[p_tops..] {
        sum += inside(down, q);
        // `p`'s way down from its slot and `q`'s way down to its own: on one another where they are as near.
        let near = q_ends[..q_tops].iter().map(|&t| (down - t).abs()).min().unwrap_or(Unit::MAX);
        if near < touching() {
            sum += 10_000;
        } else if near < part.space.edge {
            sum += 4;
        }
    }
    sum
}

/// A sequence that breaks wishes of little cost in all.
fn sequence(n: usize, wishes: &[Wish]) -> Vec<u32> {
    let arcs: Vec<Arc> = wishes.iter().map(|w| (w.above, w.below, i64::from(w.cost))).collect();
    greedy_sequence(n, &arcs)
}

/// Splits what still lies on another piece: its first half takes a slot above all, its second one below all, and it crosses
/// between them where nothing else does. `count` slots are taken. Whether there was room for all.
fn split(part: &Part, ids: &[u32], segments: &[u32], way: &mut [Way], count: u32) -> bool {
    let near = touching();
    let mut tops: Vec<(Unit, u32)> = Vec::new();
    for &s in segments {
        let (ends, count) = way[s as usize].ends();
        tops.extend(ends[..count].iter().map(|&x| (x, s)));
    }
    tops.sort_unstable();
    let mut broken: Vec<u32> = Vec::new();
    for &s in segments.iter().filter(|&&s| way[s as usize].tops < 2) {
        let p = way[s as usize];
        let from = tops.partition_point(|t| t.0 <= p.to - near);
        let hit = tops[from..]
            .iter()
            .take_while(|t| t.0 < p.to + near)
            .any(|t| t.1 != s && !broken.contains(&t.1) && way[t.1 as usize].slot >= p.slot);
        if hit {
            broken.push(s);
        }
    }
    if broken.is_empty() {
        return true;
    }
    let mut room = true;
    let mut used: Vec<Unit> = ids.iter().flat_map(|&i| [way[i as usize].from, way[i as usize].to]).collect();
    used.sort_unstable();
    let more = broken.len() as u32;
    for &s in segments {
        way[s as usize].slot += more;
    }
    for (k, &s) in broken.iter().enumerate() {
        let x = free_between(part, &used, way[s as usize].low(), way[s as usize].high());
        let at = used.partition_point(|&u| u < x);
        let far = |u: Option<&Unit>| u.is_none_or(|u| (u - x).abs() >= near);
        room &= far(used.get(at)) && far(at.checked_sub(1).and_then(|k| used.get(k)));
        used.insert(at, x);
        way[s as usize].slot = k as u32;
        way[s as usize].split = Some((x, count + more + k as u32));
    }
    room
}

/// An x between two that keeps away from all used ones: the middle of the widest gap, or of the first that is wide enough. Where all
/// are too narrow, the nearest gap beyond that is not, or the widest there is.
fn free_between(part: &Part, used: &[Unit], low: Unit, high: Unit) -> Unit {
    let from = used.partition_point(|&u| u < low);
    let mut best = (0, (low + high) / 2);
    let mut last = low;
    for &u in used[from..].iter().chain([&high]) {
        let u = u.min(high);
        if u - last > best.0 {
            best = (u - last, (u + last) / 2);
        }
        if best.0 >= 2 * part.space.edge || u >= high {
            break;
        }
        last = u;
    }
    if best.0 >= 2 * touching() {
        return best.1;
    }
    let far = |x: Unit| (x - best.1).abs();
    let gaps = used.windows(2).map(|w| ((w[1] - w[0]).min(2 * touching()), (w[0] + w[1]) / 2));
    gaps.max_by_key(|&(room, x)| (room, std::cmp::Reverse((far(x), x)))).map_or(best.1, |gap| gap.1)
}
