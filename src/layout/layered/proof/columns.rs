//! Compaction across the flow: heights, order and crossings stay, nothing gets wider, and nothing nearer than it may.

use super::super::arrange::{Block, Drawn};
use super::super::part::{NONE, Unit};
use super::{Seen, pairs, prove};

type Spot = (Unit, Unit);

/// What stood before compaction, with lines from end to end as they came out.
fn before(seen: &Seen) -> Drawn {
    let mut wide = seen.stages.wide();
    for (line, points) in wide.lines.iter_mut().enumerate() {
        if seen.stages.ranks.turned[line] && !super::super::ranks::stands_apart(&seen.stages.part, line as u32) {
            points.reverse();
        }
    }
    wide
}

fn heights(d: &Drawn) -> (Unit, Vec<(Unit, Unit)>, Vec<Vec<Unit>>) {
    let boxes = d.leaves.iter().chain(&d.containers).chain(d.labels.iter().flatten());
    (d.h, boxes.map(|b| (b.y, b.h)).collect(), d.lines.iter().map(|l| l.iter().map(|p| p.1).collect()).collect())
}

fn cross(a: (Spot, Spot), b: (Spot, Spot)) -> bool {
    let inside = |v: Unit, s: Unit, t: Unit| s.min(t) < v && v < s.max(t);
    let over = |l: (Spot, Spot), s: (Spot, Spot)| inside(s.0.0, l.0.0, l.1.0) && inside(l.0.1, s.0.1, s.1.1);
    over(a, b) || over(b, a)
}

fn segments(d: &Drawn) -> Vec<(usize, (Spot, Spot))> {
    d.lines.iter().enumerate().flat_map(|(i, l)| l.windows(2).map(move |w| (i, (w[0], w[1])))).collect()
}

fn crossings(d: &Drawn) -> usize {
    pairs(&segments(d)).filter(|(a, b)| a.0 != b.0 && cross(a.1, b.1)).count()
}

fn kept(seen: &Seen) -> Vec<String> {
    let (wide, narrow) = (before(seen), &seen.drawn);
    let mut wrong = Vec::new();
    if heights(&wide) != heights(narrow) {
        wrong.push("heights changed".to_owned());
    }
    if narrow.w > wide.w {
        wrong.push(format!("{} wide, before {}", narrow.w, wide.w));
    }
    let (was, now) = (crossings(&wide), crossings(narrow));
    if was != now {
        wrong.push(format!("{now} crossings, before {was}"));
    }
    let middle = |b: &Block| b.x + b.w / 2;
    for &(a, b) in &seen.stages.frame.order {
        let apart = |d: &Drawn| middle(&d.leaves[b as usize]) - middle(&d.leaves[a as usize]);
        // Halves are rounded.
        if apart(narrow) < apart(&wide).min(0) - 1 {
            wrong.push(format!("leaves {a} and {b} stand {} apart, before {}", apart(narrow), apart(&wide)));
        }
    }
    wrong
}

/// How far two lie apart across the flow, where they share a height.
fn beside(a: Block, b: Block) -> Option<Unit> {
    (a.y < b.y + b.h && b.y < a.y + a.h).then(|| (b.x - a.x - a.w).max(a.x - b.x - b.w))
}

/// Of which line, whether it is a leaf, and where.
type Piece = (usize, bool, Block);
type Pair = (Piece, Piece);

/// Boxes and the upright stretches of lines keep their distances, or what they had of them.
fn apart(seen: &Seen) -> Vec<String> {
    let s = &seen.stages.part.space;
    let wide = before(seen);
    let boxes = |d: &Drawn| -> Vec<Piece> {
        let leaves = d.leaves.iter().map(|&b| (usize::MAX, true, b));
        let labels = d.labels.iter().enumerate().filter_map(|(i, l)| l.map(|l| (i, false, l)));
        leaves.chain(labels).collect()
    };
    let uprights = |d: &Drawn| -> Vec<Piece> {
        let up = segments(d).into_iter().filter(|(_, (a, b))| a.0 == b.0 && a.1 != b.1);
        up.map(|(i, (a, b))| (i, false, Block { x: a.0, y: a.1.min(b.1), w: 0, h: (a.1 - b.1).abs() })).collect()
    };
    let mut wrong = Vec::new();
    let mut compare = |was: Vec<Pair>, now: Vec<Pair>, least: &dyn Fn(bool, bool) -> Unit| {
        for ((p, q), (a, b)) in was.into_iter().zip(now) {
            let (Some(was), Some(now)) = (beside(p.2, q.2), beside(a.2, b.2)) else { continue };
            if p.0 == q.0 && p.0 != usize::MAX {
                continue;
            }
            if was >= 0 && now < was.min(least(p.1, q.1)) {
                wrong.push(format!("{a:?} and {b:?} are {now} apart, before {was}"));
            }
        }
    };
    let all = |d: &Drawn| pairs(&boxes(d)).collect::<Vec<_>>();
    // A line between two has its distance from both.
    compare(all(&wide), all(&seen.drawn), &|a, b| if a && b { s.node.min(2 * s.edge_node) } else { s.edge_node });
    let lines = |d: &Drawn| pairs(&uprights(d)).collect::<Vec<_>>();
    compare(lines(&wide), lines(&seen.drawn), &|_, _| s.edge.min(s.edge_node));
    let both = |d: &Drawn| -> Vec<Pair> {
        let (boxes, lines) = (boxes(d), uprights(d));
        boxes.iter().flat_map(|&b| lines.iter().map(move |&l| (b, l)).collect::<Vec<_>>()).collect()
    };
    // A label keeps as far from a line as another line does.
    compare(both(&wide), both(&seen.drawn), &|leaf, _| if leaf { s.edge_node } else { s.edge.min(s.edge_node) });
    wrong
}

/// What moves together did: a label with its line, the ends of lines with the sides that they end at.
fn joined(seen: &Seen) -> Vec<String> {
    let (wide, narrow) = (before(seen), &seen.drawn);
    let mut wrong = Vec::new();
    for (line, labels) in wide.labels.iter().zip(&narrow.labels).enumerate() {
        let (Some(was), Some(now)) = labels else { continue };
        // As far from some point of its line as before.
        let off = |d: &Drawn, b: &Block| d.lines[line].iter().map(|p| p.0 - b.x).collect::<Vec<_>>();
        let (was, now) = (off(&wide, was), off(narrow, now));
        if !was.iter().zip(&now).any(|(a, b)| a == b) {
            wrong.push(format!("the label of line {line} lost its line"));
        }
    }
    let part = &seen.stages.part;
    for pin in part.pins.iter().filter(|p| !seen.stages.g.chain_of(p.line).is_empty()) {
        let super::super::part::Tip::Leaf(leaf) =
            (if pin.start { part.lines[pin.line as usize].from } else { part.lines[pin.line as usize].to })
        else {
            continue;
        };
        let off = |d: &Drawn| {
            let points = &d.lines[pin.line as usize];
            let end = if pin.start { points.first() } else { points.last() };
            end.map(|p| p.0 - d.leaves[leaf as usize].x)
        };
        if off(&wide) != off(narrow) {
            wrong.push(format!("a given end of line {} moved along leaf {leaf}", pin.line));
        }
    }
    for (lane, k) in part.containers.iter().enumerate().filter(|(_, k)| k.is_lane && k.home != NONE) {
        let next = narrow.containers.iter().zip(&part.containers).filter(|(_, l)| l.is_lane && l.home == k.home);
        let own = narrow.containers[lane];
        let touched = next.clone().filter(|(b, _)| b.x == own.x + own.w).count();
        let last = next.map(|(b, _)| b.x).max() == Some(own.x);
        if touched != usize::from(!last) {
            wrong.push(format!("lane {lane} does not share its wall"));
        }
    }
    wrong
}

#[test]
fn narrowing_keeps_heights_order_and_crossings() {
    prove(kept);
    let won = |(_, seen): (&str, &Seen)| usize::from(seen.drawn.w < before(seen).w);
    let won: usize = super::corpus::parts().map(won).sum();
    assert!(won > 12, "only {won} parts became narrower");
}

/// How often a line changes its x.
fn shifts(line: &[Spot]) -> usize {
    line.windows(2).filter(|w| w[0].0 != w[1].0).count()
}

fn straighter(seen: &Seen) -> Vec<String> {
    let wide = before(seen);
    let lines = wide.lines.iter().zip(&seen.drawn.lines).enumerate();
    lines.filter(|(_, (was, now))| shifts(now) > shifts(was)).map(|(i, _)| format!("line {i} bends more")).collect()
}

#[test]
fn narrowing_bends_no_line_and_straightens_some() {
    prove(straighter);
    let all = |d: &Drawn| d.lines.iter().map(|l| shifts(l)).sum::<usize>();
    let won: usize = super::corpus::parts().map(|(_, seen)| all(&before(seen)) - all(&seen.drawn)).sum();
    assert!(won > 1, "only {won} steps are gone");
}

#[test]
fn narrowing_brings_nothing_nearer_than_it_may_be() {
    prove(apart);
}

/// Lines alone at both of their sides stand in the middle of both boxes, unless something else holds these.
#[test]
fn lines_alone_stand_in_the_middle_of_most_boxes() {
    let (mut all, mut aside) = (0, 0);
    for (_, seen) in super::corpus::parts() {
        let part = &seen.stages.part;
        let end = |t, (x, y): Spot| {
            let super::super::part::Tip::Leaf(i) = t else { return None };
            let b = seen.drawn.leaves[i as usize];
            let free = !part.leaves[i as usize].pinned && (y == b.y || y == b.y + b.h);
            free.then_some((i, y == b.y, x - b.x - b.w / 2))
        };
        let ends: Vec<_> = part.lines.iter().zip(&seen.drawn.lines).filter(|(_, p)| p.len() > 1).collect();
        let ends: Vec<_> = ends.iter().map(|(l, p)| [end(l.from, p[0]), end(l.to, p[p.len() - 1])]).collect();
        let alone =
            |e: &(u32, bool, Unit)| ends.iter().flatten().flatten().filter(|o| (o.0, o.1) == (e.0, e.1)).count() == 1;
        for (pair, _) in ends.iter().zip(&seen.drawn.lines).filter(|(_, points)| points.len() == 2) {
            let [Some(a), Some(b)] = pair else { continue };
            if alone(a) && alone(b) {
                all += 1;
                aside += usize::from(a.2.abs() > 1 || b.2.abs() > 1);
            }
        }
    }
    assert!(all > 60 && aside * 6 < all, "{aside} of {all} stand aside");
}

#[test]
fn what_is_drawn_as_one_moves_as_one() {
    prove(joined);
}
