//! Wrapping: a flow much longer than the picture is wanted is cut into rows that read one after the other, as lines of text do.
//!
//! Rüegg, von Hanxleden 2018, *Wrapping layered graphs*. A container is cut between two of its layers; what lies between two cuts
//! is a *row*. Rows start level and stand side by side across the flow, in their order. A line from a row to another leaves its row
//! at the end, turns, goes back beside it, turns again above the other row and enters that from its start. Where the paper cuts
//! after ordering, and lays the chunks of layers beside one another, here a row is a container that shows nothing, and a line to
//! another row a long line with a dummy beside the rows and one above them: so all later phases keep their distances, and a group,
//! which is a member of one row, is never torn.
//!
//! Before: a part, and layers of some of its containers at which new rows start. After [`rows`]: the same part with its rows as
//! containers. After [`channels`]: lines between rows stand in the order in which they enclose one another.

mod choose;
mod cuts;
mod sketch;

pub(super) use choose::{CLEARLY, choose};

use super::layers::{GROUP, Layered};
use super::order::Places;
use super::part::{Container, Extent, NONE, Part, Tip};
use super::ranks::{self, Ranks};

/// Where a container is cut: the layers with which its second and later rows start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cuts {
    pub container: u32,
    pub starts: Vec<u32>,
}

/// Cuts of one part of one frame.
pub(super) struct Plan<'r> {
    pub frame: u32,
    /// Which of the frame's parts.
    pub part: usize,
    /// Its ranks as it is without cuts.
    pub ranks: &'r Ranks,
    pub cuts: Vec<Cuts>,
}

/// The ranks of a part that is not wrapped. An earlier drawing has no say: in its rows the flow starts again.
fn plain_ranks(part: &Part) -> Ranks {
    let mut plain = part.clone();
    plain.before = None;
    ranks::assign(&plain)
}

/// Puts the members of the cut containers into rows.
pub(super) fn rows(part: &mut Part, plan: &Plan) {
    for cut in &plan.cuts {
        cut_up(part, plan.ranks, cut);
    }
    if !reads_on(part, plan.ranks) {
        part.before = None;
    }
}

fn cut_up(part: &mut Part, ranks: &Ranks, cut: &Cuts) {
    let (c, known) = (cut.container, part.containers.len() as u32);
    let depth = part.containers[c as usize].depth + 1;
    let inside: Vec<u32> = (0..known).filter(|&d| d != c && part.holds(c, Tip::Container(d))).collect();
    inside.iter().for_each(|&d| part.containers[d as usize].depth += 1);
    for row in 0..=cut.starts.len() as u32 {
        part.containers.push(Container {
            home: c,
            lane: NONE,
            depth,
            is_lane: false,
            order: u32::MAX,
            title: Extent::default(),
            least: Extent::default(),
            pad: 0,
            margin: 0,
            bridge: 0,
            row: Some(row),
        });
    }
    let row_of = |layer: u32| known + cut.starts.partition_point(|&s| s <= layer) as u32;
    for (leaf, &layer) in part.leaves.iter_mut().zip(&ranks.leaf).filter(|(l, _)| l.home == c) {
        leaf.home = row_of(layer);
        let row = &mut part.containers[leaf.home as usize];
        row.order = row.order.min(leaf.order);
    }
    for d in (0..known as usize).filter(|&d| d != c as usize) {
        if part.containers[d].home == c {
            let row = row_of(ranks.container[d]);
            part.containers[d].home = row;
            part.containers[row as usize].order = part.containers[row as usize].order.min(part.containers[d].order);
        }
    }
    // A later hint goes over an earlier one.
    part.order.push((known..part.containers.len() as u32).map(Tip::Container).collect());
}

/// Whether the flow ran on in the earlier drawing within each container, as it does now: it was cut at the same places. Where it did
/// not, what stood first says nothing.
fn reads_on(part: &Part, ranks: &Ranks) -> bool {
    let Some(before) = &part.before else { return true };
    part.lines.iter().zip(&ranks.turned).all(|(line, &turned)| {
        let l = part.lift(line.from, line.to);
        match (l.from, l.to) {
            (Some(from), Some(to)) if part.row(l.from).is_none() || part.row(l.to).is_none() => {
                before.stood_before(from, to).is_none_or(|forward| forward != turned)
            }
            _ => true,
        }
    })
}

/// A part that is not cut does not stay near an earlier drawing that was.
pub(super) fn unfold(part: &mut Part) {
    if part.before.is_some() && !reads_on(part, &plain_ranks(part)) {
        part.before = None;
    }
}

/// Puts the lines between rows into the order in which they enclose one another, beside the row that they come from first and
/// above the rows.
pub(super) fn channels(part: &Part, g: &mut Layered, places: &mut Places) {
    for c in part.containers.iter().filter(|k| k.row == Some(0)).map(|k| k.home) {
        let first = g.layer_first[c as usize];
        beside(part, g, places, first + 1);
        places.place_all(g);
        above(g, places, first);
        places.place_all(g);
    }
}

fn range(g: &Layered, layer: u32) -> std::ops::Range<usize> {
    g.entry_first[layer as usize] as usize..g.entry_first[layer as usize + 1] as usize
}

/// Of a dummy beside rows: the item that it comes from below and the one that it leads to above.
fn leads(g: &Layered, item: u32) -> Option<(u32, u32)> {
    let flat = g.downs(item).iter().map(|&p| g.pieces[p as usize]).find(|p| p.flat)?;
    let turn = g.pieces[*g.ups(item).first()? as usize].upper;
    let to = g.pieces[*g.downs(turn).get(1)? as usize].lower;
    Some((if flat.upper == item { flat.lower } else { flat.upper }, to))
}

/// Each line stands right after the row that it comes from. The outermost leads furthest, so that those in the same order at both
/// ends do not cross.
fn beside(part: &Part, g: &mut Layered, places: &Places, layer: u32) {
    let home = g.layers[layer as usize].container;
    let row = |item: u32| {
        let mut at = g.layers[g.items[item as usize].layer as usize].container;
        while at != NONE && part.containers[at as usize].home != home {
            at = part.containers[at as usize].home;
        }
        if at == NONE { None } else { part.containers[at as usize].row }
    };
    let key = |e: u32| {
        if e & GROUP != 0 {
            return (part.containers[(e & !GROUP) as usize].row, 0, 0, 0, e);
        }
        leads(g, e).map_or((None, 0, 0, 0, e), |(from, to)| {
            let (from_place, to_place) = (places.bottom[from as usize], places.top[to as usize]);
            (row(from), 1, -i64::from(to_place), -i64::from(from_place), e)
        })
    };
    let mut entries: Vec<u32> = g.entries_of(layer).to_vec();
    entries.sort_by_cached_key(|&e| key(e));
    let range = range(g, layer);
    g.entries[range].copy_from_slice(&entries);
}

/// The turns stand as what comes up to them does, among the lines that enter from further above.
fn above(g: &mut Layered, places: &Places, layer: u32) {
    let place = |e: u32| g.downs(e).first().map_or(0, |&p| places.top[g.pieces[p as usize].lower as usize]);
    let (mut turns, others): (Vec<u32>, Vec<u32>) = g.entries_of(layer).iter().partition(|&&e| g.is_turn(e));
    turns.sort_by_key(|&e| place(e));
    let mut turns = turns.into_iter().peekable();
    let mut entries = Vec::with_capacity(others.len());
    for e in others {
        while let Some(turn) = turns.next_if(|&t| place(t) < place(e)) {
            entries.push(turn);
        }
        entries.push(e);
    }
    entries.extend(turns);
    let range = range(g, layer);
    g.entries[range].copy_from_slice(&entries);
}
