//! Cycles and ranks: what is turned leaves no cycle and follows the source, every line that counts spans its layers.

use std::collections::BTreeSet;

use super::super::cycles::{self, Link};
use super::super::part::{Part, Tip};
use super::super::ranks::stands_apart;
use super::{Seen, prove};

/// What the lines of each container connect there, its members numbered in source order.
fn links(seen: &Seen) -> Vec<(usize, Vec<Link>)> {
    let (part, lifted) = (&seen.stages.part, &seen.stages.ranks.lifted);
    let tips = |c: u32| {
        let leaves = (0..part.leaves.len() as u32).map(Tip::Leaf);
        let inner = (1..part.containers.len() as u32).map(Tip::Container);
        let mut own: Vec<Tip> = leaves.chain(inner).filter(|&t| part.home(t).0 == c).collect();
        own.sort_by_key(|&t| part.source_order(t));
        own
    };
    let of = |c: u32| {
        let own = tips(c);
        let at = |t: Tip| own.iter().position(|&o| o == t).expect("a member of the container") as u32;
        let mut out = Vec::new();
        for (i, l) in lifted.iter().enumerate().filter(|(i, l)| l.container == c && !stands_apart(part, *i as u32)) {
            if let (Some(a), Some(b)) = (l.from, l.to) {
                out.push(Link { from: at(a), to: at(b), weight: part.lines[i].weight });
            }
        }
        (own.len(), out)
    };
    (0..part.containers.len() as u32).filter(|&c| !part.containers[c as usize].is_lane).map(of).collect()
}

/// Whether arcs have no cycle: what nothing leads to can be taken away until nothing is left.
fn acyclic(mut arcs: Vec<(u32, u32)>) -> bool {
    loop {
        let led_to: BTreeSet<u32> = arcs.iter().map(|a| a.1).collect();
        let before = arcs.len();
        arcs.retain(|a| led_to.contains(&a.0));
        if arcs.len() == before {
            return before == 0;
        }
    }
}

fn proper(links: &[Link]) -> impl Iterator<Item = (usize, &Link)> {
    links.iter().enumerate().filter(|(_, l)| l.from != l.to)
}

/// No cycle is left, an acyclic graph is left alone, and following the source would not turn fewer by weight.
fn turning(seen: &Seen) -> Vec<String> {
    let mut wrong = Vec::new();
    let as_written = links(seen);
    // As if all was listed backwards: then the source misleads.
    let backwards = as_written.iter().map(|(n, links)| {
        let last = (*n as u32).saturating_sub(1);
        (*n, links.iter().map(|l| Link { from: last - l.from, to: last - l.to, ..*l }).collect::<Vec<_>>())
    });
    for (n, links) in backwards.filter(|(_, l)| !l.is_empty()).chain(as_written.iter().cloned()) {
        let turned = cycles::turned(n, &links);
        let arcs = |flip: &dyn Fn(usize) -> bool| -> Vec<(u32, u32)> {
            proper(&links).map(|(i, l)| if flip(i) { (l.to, l.from) } else { (l.from, l.to) }).collect()
        };
        if !acyclic(arcs(&|i| turned[i])) {
            wrong.push(format!("a cycle is left: {links:?} {turned:?}"));
        }
        if acyclic(arcs(&|_| false)) && turned.contains(&true) {
            wrong.push(format!("turned without need: {links:?} {turned:?}"));
        }
        let weight = |of: &dyn Fn(usize, &Link) -> bool| -> i64 {
            proper(&links).filter(|(i, l)| of(*i, l)).map(|(_, l)| l.weight.max(1)).sum()
        };
        let on_cycles = cycles::components(n, &links);
        let inside = |l: &Link| on_cycles[l.from as usize] == on_cycles[l.to as usize];
        if weight(&|i, _| turned[i]) > weight(&|_, l| inside(l) && l.from > l.to) {
            wrong.push(format!("the source turns fewer: {links:?} {turned:?}"));
        }
    }
    wrong
}

#[test]
fn turned_lines_leave_no_cycle_and_no_line_is_turned_without_need() {
    prove(turning);
}

#[test]
fn what_follows_the_source_is_turned_nowhere() {
    let (mut flowing, mut circling) = (0, 0);
    prove(|seen| {
        let hinted = !seen.stages.part.same_rank.is_empty() || !seen.stages.part.pins.is_empty();
        let all = links(seen);
        let free = all.iter().all(|(_, l)| acyclic(proper(l).map(|(_, l)| (l.from, l.to)).collect()));
        let turned = seen.stages.ranks.turned.contains(&true);
        // Each closure is called once for each part.
        if free && turned && !hinted {
            vec!["a line is turned where nothing goes in circles".to_owned()]
        } else {
            Vec::new()
        }
    });
    for (_, seen) in super::corpus::parts() {
        *(if seen.stages.ranks.turned.contains(&true) { &mut circling } else { &mut flowing }) += 1;
    }
    assert!(flowing > 10 && circling > 10, "the corpus has both: {flowing}, {circling}");
}

fn layer_of(seen: &Seen, t: Tip) -> i64 {
    match t {
        Tip::Leaf(i) => i64::from(seen.stages.ranks.leaf[i as usize]),
        Tip::Container(c) => i64::from(seen.stages.ranks.container[c as usize]),
    }
}

fn ends_at_lane(part: &Part, line: usize) -> bool {
    let l = &part.lines[line];
    [l.from, l.to].iter().any(|&t| matches!(t, Tip::Container(c) if part.containers[c as usize].is_lane))
}

/// Lines run from a higher to a lower layer of the container where their ends' ways meet, as far as they need; members stand in
/// layers that there are.
fn spanning(seen: &Seen) -> Vec<String> {
    let (part, ranks) = (&seen.stages.part, &seen.stages.ranks);
    let mut wrong = Vec::new();
    let count = |c: u32| i64::from(ranks.layers[c as usize]);
    let leaves = (0..part.leaves.len() as u32).map(Tip::Leaf);
    let groups = (1..part.containers.len() as u32).filter(|&c| !part.containers[c as usize].is_lane);
    for t in leaves.chain(groups.map(Tip::Container)) {
        if layer_of(seen, t) >= count(part.home(t).0) {
            wrong.push(format!("{t:?} stands below its container"));
        }
    }
    for (i, l) in ranks.lifted.iter().enumerate().filter(|(i, _)| !stands_apart(part, *i as u32)) {
        let line = &part.lines[i];
        let room = i64::from(line.label.is_some() || ends_at_lane(part, i));
        let (upper, lower) = if ranks.turned[i] { (l.to, l.from) } else { (l.from, l.to) };
        match (upper, lower) {
            (Some(a), Some(b)) => {
                let span = layer_of(seen, b) - layer_of(seen, a);
                let labelled = i64::from(line.label.is_some());
                let level = a != b && span == 0;
                // Ends that a hint puts on one rank are level, lines without weight ask for nothing but room for their label.
                let hinted = !part.same_rank.is_empty() || line.weight == 0;
                let least = if line.weight == 0 { 1 + labelled } else { 1 + room };
                if span < 0 || (level && !hinted) || (span > 0 && span < least) {
                    wrong.push(format!("line {i} spans {span} layers of {least}"));
                }
                if level && ranks.layers[l.container as usize] < layer_of(seen, a) as u32 + 2 + labelled as u32 {
                    wrong.push(format!("line {i} is level and has no room to turn"));
                }
            }
            (None, Some(b)) if layer_of(seen, b) < room => wrong.push(format!("line {i} has no room at the start")),
            (Some(a), None) if count(l.container) - 1 - layer_of(seen, a) < room => {
                wrong.push(format!("line {i} has no room at the end"));
            }
            (None, None) if count(l.container) - 1 < room => wrong.push(format!("line {i} has no room inside")),
            _ => {}
        }
    }
    wrong
}

#[test]
fn lines_span_the_layers_that_they_need() {
    prove(spanning);
}

#[test]
fn what_shares_a_rank_by_a_hint_does() {
    let mut hinted = 0;
    for (name, seen) in super::corpus::parts() {
        let part = &seen.stages.part;
        for list in &part.same_rank {
            let homes: BTreeSet<u32> = list.iter().map(|&t| part.home(t).0).collect();
            let layers: BTreeSet<i64> = list.iter().map(|&t| layer_of(seen, t)).collect();
            if homes.len() == 1 {
                assert_eq!(layers.len(), 1, "{name}: {list:?}");
                hinted += 1;
            }
        }
    }
    assert!(hinted > 0, "the corpus has hints");
}
