//! The layered graph: bands that tile their containers, chains of dummies that are complete.

use super::super::layers::{Border, GROUP, Kind, Layered, Token};
use super::super::part::{NONE, Part, Tip};
use super::super::ranks::stands_apart;
use super::order::{self, rows};
use super::{Seen, prove};

/// The layers of every container follow one another without a gap, and a group fills one layer of its home.
pub(super) fn bands(seen: &Seen) -> Vec<String> {
    let (part, g) = (&seen.stages.part, &seen.stages.g);
    let mut wrong = Vec::new();
    for c in (0..part.containers.len()).filter(|&c| !part.containers[c].is_lane) {
        let own = &g.layers[g.layer_first[c] as usize..g.layer_first[c + 1] as usize];
        let tiled = own.windows(2).all(|w| w[0].end + 1 == w[1].start) && own.iter().all(|l| l.start <= l.end);
        let spans = own.first().map(|l| l.start) == Some(g.span[c].0) && own.last().map(|l| l.end) == Some(g.span[c].1);
        if !tiled || !spans || own.iter().any(|l| l.container != c as u32) {
            wrong.push(format!("container {c} spans {:?} with {own:?}", g.span[c]));
        }
        let at = g.layers.iter().position(|l| (l.start, l.end) == g.span[c] && l.container == part.containers[c].home);
        if c > 0 && at.is_none() {
            wrong.push(format!("container {c} is in no layer of its home"));
        }
    }
    if g.span[0] != (0, g.ranks - 1) {
        wrong.push("the part does not span all ranks".to_owned());
    }
    wrong
}

/// Where a chain must begin or end for a tip: at the leaf itself, or inside the container right at the border.
fn meets(part: &Part, g: &Layered, tip: Tip, border: Border, item: u32) -> bool {
    let inside = |c: u32| g.layers[g.items[item as usize].layer as usize].container == part.body(c);
    match (tip, border) {
        (Tip::Leaf(i), Border::No) => item == i,
        (Tip::Container(c), Border::Top(d)) => c == d && g.start(item) == g.span[c as usize].0,
        (Tip::Container(c), Border::Bottom(d)) => c == d && inside(c) && g.end(item) == g.span[c as usize].1,
        _ => false,
    }
}

/// A line's chain runs from one end to the other, one item on every rank between, one of them as large as its label.
pub(super) fn chains(seen: &Seen) -> Vec<String> {
    let (part, g, ranks) = (&seen.stages.part, &seen.stages.g, &seen.stages.ranks);
    let mut wrong = Vec::new();
    for (i, l) in part.lines.iter().enumerate() {
        let (chain, pieces) = (g.chain_of(i as u32), g.piece_first[i] as usize..g.piece_first[i + 1] as usize);
        if stands_apart(part, i as u32) {
            if !chain.is_empty() {
                wrong.push(format!("line {i} stands apart and has a chain"));
            }
            continue;
        }
        let (from, to) = if ranks.turned[i] { (l.to, l.from) } else { (l.from, l.to) };
        let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else {
            // From a container to one that starts, or ends, where it does.
            wrong.push(format!("line {i} has no chain"));
            continue;
        };
        if !meets(part, g, from, g.borders[i].0, first) || !meets(part, g, to, g.borders[i].1, last) {
            wrong.push(format!("line {i} runs from {first} at {:?} to {last}", g.borders[i]));
        }
        if pieces.len() + 1 != chain.len() || g.pieces[pieces.clone()].iter().filter(|p| p.flat).count() > 1 {
            wrong.push(format!("line {i} has {} items and {} pieces", chain.len(), pieces.len()));
        }
        for (p, ends) in g.pieces[pieces].iter().zip(chain.windows(2)) {
            let joined = [p.upper, p.lower] == [ends[0], ends[1]] || [p.lower, p.upper] == [ends[0], ends[1]];
            let near = if p.flat { g.end(p.upper) == g.end(p.lower) } else { g.end(p.upper) + 1 == g.start(p.lower) };
            if !joined || !near || p.line != i as u32 {
                wrong.push(format!("line {i}: {p:?} joins ranks {} and {}", g.end(p.upper), g.start(p.lower)));
            }
        }
        let inner = chain.iter().filter(|&&k| !g.is_leaf(k)).map(|&k| &g.items[k as usize]);
        let labels: Vec<_> = inner.clone().filter(|k| k.kind == Kind::Label).collect();
        let large = labels.iter().all(|k| l.label.is_some_and(|s| k.left + k.right > s.w && k.height >= s.h));
        if labels.len() != usize::from(l.label.is_some()) || !large || inner.clone().any(|k| k.owner != i as u32) {
            wrong.push(format!("line {i} has {} labels", labels.len()));
        }
    }
    wrong
}

/// Every item and every group is an entry of its layer, once; the lists of pieces by item hold each piece at both its ends.
pub(super) fn indices(seen: &Seen) -> Vec<String> {
    let (part, g) = (&seen.stages.part, &seen.stages.g);
    let mut wrong = Vec::new();
    let mut entries: Vec<(u32, u32)> = Vec::new();
    for layer in 0..g.layers.len() as u32 {
        entries.extend(g.entries_of(layer).iter().map(|&e| (layer, e)));
    }
    let mut wanted: Vec<(u32, u32)> = g.items.iter().enumerate().map(|(i, item)| (item.layer, i as u32)).collect();
    for c in (1..part.containers.len() as u32).filter(|&c| !part.containers[c as usize].is_lane) {
        let home = part.containers[c as usize].home;
        let layer = g.layer_first[home as usize] + seen.stages.ranks.container[c as usize];
        wanted.push((layer, c | GROUP));
    }
    entries.sort_unstable();
    wanted.sort_unstable();
    if entries != wanted {
        wrong.push("the entries of layers are not what stands in them".to_owned());
    }
    for (i, p) in g.pieces.iter().enumerate() {
        let i = i as u32;
        let lower = if p.flat { g.downs(p.lower) } else { g.ups(p.lower) };
        if !g.downs(p.upper).contains(&i) || !lower.contains(&i) {
            wrong.push(format!("piece {i} is not listed at its ends"));
        }
    }
    let flat = g.pieces.iter().filter(|p| p.flat).count();
    if g.down.len() + g.up.len() != 2 * g.pieces.len() || g.down.len() != g.pieces.len() + flat {
        wrong.push("pieces are listed more than once".to_owned());
    }
    wrong
}

/// A rank is read with all walls around what stands on it: opened and closed in turn, the inner before the outer.
fn read(seen: &Seen) -> Vec<String> {
    let (part, g) = (&seen.stages.part, &seen.stages.g);
    let mut wrong = Vec::new();
    for (rank, row) in rows(g).into_iter().enumerate() {
        let (mut open, mut items) = (Vec::new(), Vec::new());
        g.walk(part, rank as u32, |t| match t {
            Token::Open(c) => open.push(c),
            Token::Close(c) if open.pop() != Some(c) => wrong.push(format!("rank {rank}: {c} is closed too early")),
            Token::Close(_) => {}
            Token::Item(i) => {
                let lane = Some(g.items[i as usize].lane).filter(|&l| l != NONE);
                let mut walls = order::around(part, g, i);
                walls.reverse();
                // The walls of lanes around it belong to those who divide it.
                let all = walls
                    .iter()
                    .flat_map(|&c| [Some(part.containers[c as usize].lane).filter(|&l| l != NONE), Some(c)]);
                let all: Vec<u32> = all.chain([lane]).flatten().collect();
                if open != all {
                    wrong.push(format!("rank {rank}: {i} stands between {open:?} instead of {all:?}"));
                }
                items.push(i);
            }
        });
        if items != row || !open.is_empty() {
            wrong.push(format!("rank {rank}: {items:?} instead of {row:?}, open {open:?}"));
        }
    }
    wrong
}

#[test]
fn ranks_are_read_from_wall_to_wall() {
    prove(read);
}

#[test]
fn layers_tile_their_containers() {
    prove(bands);
}

#[test]
fn chains_of_dummies_are_complete() {
    prove(chains);
}

#[test]
fn everything_stands_in_its_layer_once() {
    prove(indices);
}
