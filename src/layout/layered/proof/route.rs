//! Orthogonal routing: segments of one slot are apart, and no two pieces share more than a point of their ways through a gap.

use std::collections::BTreeMap;

use super::super::crowded;
use super::super::part::{Unit, unit};
use super::super::route::Way;
use super::{Seen, pairs, prove};

/// Pieces whose legs are nearer than this lie on one another, px.
const ON: f64 = 5.0;

/// The pieces of every gap.
fn gaps(seen: &Seen) -> BTreeMap<u32, Vec<u32>> {
    let g = &seen.stages.g;
    let mut out: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, p) in g.pieces.iter().enumerate() {
        out.entry(g.end(p.upper)).or_default().push(i as u32);
    }
    out
}

/// Segments across: slot, from, to.
fn across(w: &Way) -> Vec<(u32, Unit, Unit)> {
    let span = |a: Unit, b: Unit| (a.min(b), a.max(b));
    match w.split {
        _ if w.from == w.to => Vec::new(),
        None => vec![(w.slot, w.low(), w.high())],
        Some((x, second)) => {
            let (a, b) = (span(w.from, x), span(x, w.to));
            vec![(w.slot, a.0, a.1), (second, b.0, b.1)]
        }
    }
}

/// Legs along: x, and from which to which slot; the ends of the gap are before the first and after the last.
fn along(w: &Way, flat: bool) -> Vec<(Unit, i64, i64)> {
    const END: i64 = 1 << 40;
    let slot = i64::from(w.slot);
    match w.split {
        _ if w.from == w.to && !flat => vec![(w.from, -END, END)],
        _ if flat => vec![(w.from, -END, slot), (w.to, -END, slot)],
        None => vec![(w.from, -END, slot), (w.to, slot, END)],
        Some((x, second)) => {
            vec![(w.from, -END, slot), (x, slot, i64::from(second)), (w.to, i64::from(second), END)]
        }
    }
}

fn apart(seen: &Seen) -> Vec<String> {
    let (part, g, ways) = (&seen.stages.part, &seen.stages.g, &seen.stages.ways.way);
    let mut wrong = Vec::new();
    for (gap, ids) in gaps(seen) {
        for (a, b) in pairs(&ids) {
            let (p, q) = (&ways[a as usize], &ways[b as usize]);
            for (s, from, to) in across(p) {
                for (t, low, high) in across(q) {
                    if s == t && from < high + part.space.edge && low < to + part.space.edge {
                        wrong.push(format!("gap {gap}: {a} and {b} are on one another in slot {s}"));
                    }
                }
            }
            // Lines of one leaf may leave it together.
            let (m, n) = (&g.pieces[a as usize], &g.pieces[b as usize]);
            let own = [m.upper, m.lower].iter().any(|&i| g.is_leaf(i) && [n.upper, n.lower].contains(&i));
            for (x, from, to) in along(p, m.flat) {
                for (y, low, high) in along(q, n.flat) {
                    if !own && (x - y).abs() < unit(ON) && from.max(low) < to.min(high) {
                        wrong.push(format!("gap {gap}: {a} and {b} run along one another at {x}: {p:?} {q:?}"));
                    }
                }
            }
        }
    }
    wrong
}

/// Ways begin and end where their pieces do.
fn joined(seen: &Seen) -> Vec<String> {
    let (g, l) = (&seen.stages.g, &seen.stages.lateral);
    let mut wrong = Vec::new();
    for (i, (p, w)) in g.pieces.iter().zip(&seen.stages.ways.way).enumerate() {
        let (a, b) = l.ports.of_piece(g, i as u32);
        let ends = (l.across.item[p.upper as usize] + a, l.across.item[p.lower as usize] + b);
        if ends != (w.from, w.to) {
            wrong.push(format!("{p:?} runs from {} to {}, not as {ends:?}", w.from, w.to));
        }
    }
    wrong
}

/// The slots for gaps that are too full to look at all pairs, asked for on every gap.
fn crowds(seen: &Seen) -> Vec<String> {
    let (part, ways) = (&seen.stages.part, &seen.stages.ways.way);
    let mut wrong = Vec::new();
    for (gap, ids) in gaps(seen) {
        let bent: Vec<u32> = ids.into_iter().filter(|&i| ways[i as usize].from != ways[i as usize].to).collect();
        let slots = crowded::slots(&bent, ways, part.space.edge, unit(ON));
        let listed: Vec<(u32, u32)> = bent.iter().copied().zip(slots.iter().copied()).collect();
        let mut beside = 0;
        for ((a, s), (b, t)) in pairs(&listed) {
            let (p, q) = (&ways[a as usize], &ways[b as usize]);
            let over = p.low() < q.high() + part.space.edge && q.low() < p.high() + part.space.edge;
            beside += u64::from(over);
            if over && s == t {
                wrong.push(format!("gap {gap}: {a} and {b} are on one another"));
            }
        }
        // Counted from one side of the pair, so at most what all pairs give.
        if crowded::pairs(&bent, ways, part.space.edge) != beside {
            wrong.push(format!("gap {gap}: {beside} pairs lie side by side"));
        }
    }
    wrong
}

#[test]
fn no_two_pieces_share_more_than_a_point() {
    prove(apart);
    let split = super::corpus::parts().any(|(_, seen)| seen.stages.ways.way.iter().any(|w| w.split.is_some()));
    assert!(split, "some piece of the corpus can avoid another in no order");
}

/// Splitting costs two bends, so it is for what no order of slots helps.
#[test]
fn few_pieces_are_split() {
    let count = |(_, seen): (&str, &Seen)| {
        let ways = &seen.stages.ways.way;
        (ways.len(), ways.iter().filter(|w| w.split.is_some()).count())
    };
    let (all, split) = super::corpus::parts().map(count).fold((0, 0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
    assert!(split * 500 < all, "{split} of {all}");
}

#[test]
fn ways_lead_from_end_to_end() {
    prove(joined);
}

#[test]
fn crowded_gaps_keep_segments_apart() {
    prove(crowds);
}
