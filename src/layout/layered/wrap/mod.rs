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

use std::borrow::Cow;

pub(super) use choose::{CLEARLY, choose};

use super::layers::{GROUP, Layered};
use super::order::Places;
use super::part::{Container, Extent, NONE, Part, Tip};
use super::previous;
use super::ranks::{self, Ranks};

/// Where a container is cut: the layers with which its second and later rows start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cuts {
    pub container: u32,
    pub starts: Vec<u32>,
}

/// The cuts of one part of one frame.
pub(super) struct Plan<'r> {
    pub frame: u32,
    /// Which of the frame's parts.
    pub part: usize,
    pub cuts: By<'r>,
}

/// What tells rows apart.
pub(super) enum By<'r> {
    /// Layers, those of the part's ranks without cuts.
    Layers(&'r Ranks, Vec<Cuts>),
    /// Where things stood in an earlier drawing.
    Earlier(Vec<previous::Rows>),
}

/// The ranks of a part that is not wrapped. An earlier drawing has no say: in its rows the flow starts again.
fn plain_ranks(part: &Part) -> Ranks {
    let mut plain = part.clone();
    plain.before = None;
    ranks::assign(&plain)
}

/// Puts the members of the cut containers into rows. In rows that are cut anew the flow starts again: where things stood says nothing.
pub(super) fn rows(part: &mut Part, plan: &Plan) {
    match &plan.cuts {
        By::Layers(ranks, cuts) => {
            part.before = None;
            for cut in cuts {
                let layer = |tip: Tip| match tip {
                    Tip::Leaf(i) => ranks.leaf[i as usize],
                    Tip::Container(d) => ranks.container[d as usize],
                };
                let row = |tip| cut.starts.partition_point(|&s| s <= layer(tip)) as u32;
                cut_up(part, cut.container, cut.starts.len() as u32 + 1, &row);
            }
        }
        By::Earlier(stood) => {
            for rows in stood {
                cut_up(part, rows.container, rows.count, &|tip| rows.row[&tip]);
            }
        }
    }
}

fn cut_up(part: &mut Part, c: u32, count: u32, row: &dyn Fn(Tip) -> u32) {
    let known = part.containers.len() as u32;
    let depth = part.containers[c as usize].depth + 1;
    let inside: Vec<u32> = (0..known).filter(|&d| d != c && part.holds(c, Tip::Container(d))).collect();
    inside.iter().for_each(|&d| part.containers[d as usize].depth += 1);
    for row in 0..count {
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
    for (i, leaf) in (0..).zip(&mut part.leaves).filter(|(_, l)| l.home == c) {
        leaf.home = known + row(Tip::Leaf(i));
        let row = &mut part.containers[leaf.home as usize];
        row.order = row.order.min(leaf.order);
    }
    for d in (0..known).filter(|&d| d != c) {
        if part.containers[d as usize].home == c {
            let (row, order) = (known + row(Tip::Container(d)), part.containers[d as usize].order);
            part.containers[d as usize].home = row;
            part.containers[row as usize].order = part.containers[row as usize].order.min(order);
        }
    }
    // A later hint goes over an earlier one.
    part.order.push((known..part.containers.len() as u32).map(Tip::Container).collect());
}

/// A part as it is laid out without cuts: not near an earlier drawing in which it had some.
pub(super) fn unfolded(part: &Part) -> Cow<'_, Part> {
    if previous::earlier_rows(part).is_empty() {
        return Cow::Borrowed(part);
    }
    let mut part = part.clone();
    part.before = None;
    Cow::Owned(part)
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
