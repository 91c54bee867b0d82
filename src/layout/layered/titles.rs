//! Titles of groups are obstacles: where each one finds room among the lines that cross its height.
//!
//! A line that enters a group crosses the height of its title on its way in. A title stands at the low end of its group's first
//! side where that is free, else in the first free stretch; where no stretch is wide enough, the group's lines are asked to keep
//! right of it, and coordinates are assigned again.
//!
//! No paper: what dot, dagre and ELK draw has lines through titles.
//!
//! Before: coordinates and ports. After: a place between the walls for every title that no line runs through, or the containers
//! whose titles find none and the separations by which they will.

use super::coordinates::{Across, Frame, pad_low};
use super::layers::{Border, Layered};
use super::part::{NONE, Part, TitleSide, Unit};
use super::ports::Ports;
use super::simplex::Arc;

/// A line that crosses the title's height in a container: the item whose x it has there, and its offset from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passage {
    pub container: u32,
    pub item: u32,
    pub offset: Unit,
}

/// All passages, sorted by container.
pub(super) fn passages(part: &Part, g: &Layered, ports: &Ports) -> Vec<Passage> {
    let mut out = Vec::new();
    let titled = part.containers.iter().any(|k| k.title.w > 0);
    if !titled || part.title_side == TitleSide::Low && g.lanes.is_empty() {
        return out;
    }
    let start = part.title_side != TitleSide::End;
    for line in 0..part.lines.len() as u32 {
        let chain = g.chain_of(line);
        let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { continue };
        let (upper, lower) = g.borders[line as usize];
        let offset = |i: u32, end: usize| if g.is_leaf(i) { ports.offset[line as usize][end] } else { 0 };
        for p in g.piece_first[line as usize]..g.piece_first[line as usize + 1] {
            let piece = g.pieces[p as usize];
            let (a, b) = ports.of_piece(g, p);
            let ends_here = |i: u32, border: Border| match border {
                Border::Top(c) if start && (i == first || i == last) => c,
                Border::Bottom(c) if !start && (i == first || i == last) => c,
                _ => NONE,
            };
            if start && !piece.flat {
                let own = if piece.lower == last { ends_here(last, lower) } else { NONE };
                climb(part, g, piece.lower, b, own, start, &mut out);
            } else if !start {
                let own = if piece.upper == first {
                    ends_here(first, upper)
                } else if piece.upper == last {
                    ends_here(last, lower)
                } else {
                    NONE
                };
                climb(part, g, piece.upper, a, own, start, &mut out);
                if piece.flat {
                    let own = if piece.lower == last { ends_here(last, lower) } else { NONE };
                    climb(part, g, piece.lower, b, own, start, &mut out);
                }
            }
        }
        // Lines that start or end at the border from inside.
        match (start, upper, lower) {
            (true, Border::Top(c), _) => up_to(part, g, first, offset(first, 0), c, start, &mut out),
            (false, _, Border::Bottom(c)) if !g.pieces_flat(line) => {
                up_to(part, g, last, offset(last, 1), c, start, &mut out);
            }
            _ => {}
        }
    }
    out.retain(|p| part.containers[p.container as usize].title.w > 0 && part.title_at(p.container) != TitleSide::Low);
    out.sort_unstable();
    out.dedup();
    out
}

/// The containers (and lanes) whose border a line crosses right before, or right after, an item; `own` is its end, not crossed.
fn climb(part: &Part, g: &Layered, item: u32, offset: Unit, own: u32, start: bool, out: &mut Vec<Passage>) {
    let rank = if start { g.start(item) } else { g.end(item) };
    let at_rank = |c: u32| {
        let s = g.span[c as usize];
        if start { s.0 == rank } else { s.1 == rank }
    };
    let mut lane = g.items[item as usize].lane;
    let mut c = g.layers[g.items[item as usize].layer as usize].container;
    while at_rank(c) {
        for k in [lane, c] {
            if k != NONE && k != 0 && k != own {
                out.push(Passage { container: k, item, offset });
            }
        }
        if c == 0 {
            break;
        }
        lane = part.containers[c as usize].lane;
        c = part.containers[c as usize].home;
    }
}

fn up_to(part: &Part, g: &Layered, item: u32, offset: Unit, outer: u32, start: bool, out: &mut Vec<Passage>) {
    let from = out.len();
    climb(part, g, item, offset, NONE, start, out);
    if let Some(k) = out[from..].iter().position(|p| p.container == outer) {
        out.truncate(from + k + 1);
    }
}

/// For each line the least x of its first and last end: right of the titles of `crowded` containers whose height they cross.
pub(super) fn bounds(part: &Part, g: &Layered, across: &Across, crowded: &[u32]) -> Vec<[Unit; 2]> {
    let mut out = vec![[Unit::MIN / 2; 2]; part.lines.len()];
    if crowded.is_empty() {
        return out;
    }
    let start = part.title_side != TitleSide::End;
    for line in 0..part.lines.len() as u32 {
        let chain = g.chain_of(line);
        let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { continue };
        for (end, item) in [(0, first), (1, last)] {
            let mut met = Vec::new();
            climb(part, g, item, 0, NONE, start, &mut met);
            for p in met.iter().filter(|p| crowded.contains(&p.container)) {
                let k = &part.containers[p.container as usize];
                let x = across.low[p.container as usize] + k.pad + k.title.w + part.space.edge_node / 2;
                out[line as usize][end] = out[line as usize][end].max(x);
            }
        }
    }
    out
}

/// Where each container's title stands (its low x), or the containers whose titles find no room.
pub(super) fn place(part: &Part, across: &Across, passages: &[Passage]) -> Result<Vec<Unit>, Vec<u32>> {
    let mut at = vec![0; part.containers.len()];
    let mut crowded = Vec::new();
    let clear = part.space.edge_node / 2;
    let mut from = 0;
    for (c, k) in part.containers.iter().enumerate() {
        let begin = from;
        while from < passages.len() && passages[from].container == c as u32 {
            from += 1;
        }
        let mut xs: Vec<Unit> = passages[begin..from].iter().map(|p| across.item[p.item as usize] + p.offset).collect();
        xs.sort_unstable();
        let (low, high) = (across.low[c] + k.pad, across.high[c] - k.pad);
        at[c] = low;
        if k.title.w == 0 || part.title_at(c as u32) == TitleSide::Low {
            continue;
        }
        let mut room = low;
        for &x in &xs {
            if x - clear >= room + k.title.w {
                break;
            }
            room = room.max(x + clear);
        }
        if room + k.title.w <= high || xs.is_empty() {
            at[c] = room;
        } else {
            crowded.push(c as u32);
        }
    }
    if crowded.is_empty() { Ok(at) } else { Err(crowded) }
}

/// Keeps a container's passages right of its title.
pub(super) fn keep_right(part: &Part, f: &Frame, passages: &[Passage], crowded: &[u32], arcs: &mut Vec<Arc>) {
    for p in passages.iter().filter(|p| crowded.contains(&p.container)) {
        let k = &part.containers[p.container as usize];
        let len = pad_low(part, p.container) + k.title.w + part.space.edge_node / 2 - p.offset;
        arcs.push(Arc { tail: f.low[p.container as usize], head: f.var[p.item as usize], len: len.max(0), weight: 0 });
    }
}
