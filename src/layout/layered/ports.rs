//! Ports: where on the sides of their leaves the lines end.
//!
//! The ends on a side stand in the order of what they lead to, so that lines of one leaf do not cross, and share the side evenly;
//! one alone stands in the middle. Leaves with centred ports have all their ends in the middle of a side.
//! Schulze, Spönemann, von Hanxleden 2014, *Drawing layered graphs with port constraints*, let ports take part in crossing
//! minimisation; ours do where they have given places (see [`super::slots`]) and are moved there by [`super::collar`], all others are
//! free until then and follow from it.
//!
//! Before: an order. After: for every line an offset from the middle of its first and of its last leaf: on its side, symmetric to
//! the others there, in the order of the far ends' places.

use super::layers::{Border, Layered, Piece};
use super::order::Places;
use super::part::{NONE, Part, Unit};
use super::straight;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Port {
    pub leaf: u32,
    pub bottom: bool,
    pub line: u32,
    /// Whether it is the first end of the line's chain.
    pub first: bool,
    /// The piece that starts there; none where the line ends at a border straight above or below.
    pub piece: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ports {
    /// Ports by leaf and side, each side from low to high x.
    pub list: Vec<Port>,
    /// Offsets of a line's first and last end. Beyond the sides: the line turns there and ends at the flank.
    pub offset: Vec<[Unit; 2]>,
    /// Whether a line's first and last end are at a flank.
    pub flank: Vec<[bool; 2]>,
}

impl Ports {
    /// The ports of each side that has any.
    pub(super) fn sides(&self) -> impl Iterator<Item = &[Port]> {
        self.list.chunk_by(|a, b| (a.leaf, a.bottom) == (b.leaf, b.bottom))
    }

    pub(super) fn at_flank(&self, p: &Port) -> bool {
        self.flank[p.line as usize][usize::from(!p.first)]
    }

    /// The ports of the side of a leaf where a line's first or last end is.
    pub(super) fn side_of(&self, g: &Layered, line: u32, end: usize) -> &[Port] {
        let chain = g.chain_of(line);
        let Some(&leaf) = (if end == 0 { chain.first() } else { chain.last() }) else { return &[] };
        let from = self.list.partition_point(|p| p.leaf < leaf);
        let to = self.list.partition_point(|p| p.leaf <= leaf);
        let own = |p: &Port| p.line == line && usize::from(!p.first) == end;
        self.list[from..to].chunk_by(|a, b| a.bottom == b.bottom).find(|s| s.iter().any(own)).unwrap_or(&[])
    }

    /// Where a piece meets its upper and its lower item, from their references.
    pub(super) fn of_piece(&self, g: &Layered, piece: u32) -> (Unit, Unit) {
        let p = g.pieces[piece as usize];
        (self.at(g, &p, p.upper), self.at(g, &p, p.lower))
    }

    fn at(&self, g: &Layered, p: &Piece, item: u32) -> Unit {
        if !g.is_leaf(item) {
            return 0;
        }
        let chain = g.chain_of(p.line);
        self.offset[p.line as usize][usize::from(chain.first() != Some(&item))]
    }
}

pub(super) fn assign(part: &Part, g: &Layered, places: &Places) -> Ports {
    let mut list: Vec<(Port, (i32, i64))> = Vec::new();
    for line in 0..part.lines.len() as u32 {
        let chain = g.chain_of(line);
        let pieces = g.piece_first[line as usize]..g.piece_first[line as usize + 1];
        let borders = g.borders[line as usize];
        for first in [true, false] {
            let end = if first { chain.first() } else { chain.last() };
            let border = if first { borders.0 } else { borders.1 };
            let Some(&leaf) = end.filter(|&&i| g.is_leaf(i) && border == Border::No) else { continue };
            let piece = if pieces.is_empty() {
                NONE
            } else if first {
                pieces.start
            } else {
                pieces.end - 1
            };
            let (bottom, key) = if piece == NONE {
                // Straight to a border of a container around it: below where the leaf is the first end.
                (first, (1, i64::from(u32::MAX)))
            } else {
                side(g, places, piece, leaf)
            };
            list.push((Port { leaf, bottom, line, first, piece }, key));
        }
    }
    list.sort_by_key(|(p, key)| (p.leaf, p.bottom, *key, p.line));
    let mut ports = Ports {
        list: list.into_iter().map(|p| p.0).collect(),
        offset: vec![[0; 2]; part.lines.len()],
        flank: vec![[false; 2]; part.lines.len()],
    };
    let mut offset = std::mem::take(&mut ports.offset);
    for side in ports.sides() {
        let leaf = &part.leaves[side[0].leaf as usize];
        let n = side.len() as Unit;
        for (i, p) in side.iter().enumerate() {
            if !leaf.centered {
                let (least, most) = straight::limits(part, leaf, (i as Unit, n));
                let at = (leaf.size.w * (i as Unit + 1) / (n + 1) - leaf.size.w / 2).clamp(least, most);
                offset[p.line as usize][usize::from(!p.first)] = at;
                if p.piece == NONE {
                    offset[p.line as usize] = [at; 2];
                }
            }
        }
    }
    ports.offset = offset;
    ports
}

/// The side of a leaf where a piece ends, and its sorting key there.
fn side(g: &Layered, places: &Places, piece: u32, leaf: u32) -> (bool, (i32, i64)) {
    let p = &g.pieces[piece as usize];
    // Lines to one leaf in the order of its ports.
    let by_port = |place: u32, lower: bool| i64::from(place) << 32 | i64::from(g.slot(piece as usize, lower));
    let other = if p.upper == leaf { p.lower } else { p.upper };
    if p.flat {
        // Lines to the same side enclose one another: the nearest partner's turns first.
        let (own, far) = (places.bottom[leaf as usize], places.bottom[other as usize]);
        return (true, (if far < own { -1 } else { 1 }, -i64::from(far)));
    }
    if p.upper == leaf {
        (true, (0, by_port(places.top[other as usize], true)))
    } else if g.is_turn(other) {
        // From another row, low in x: of those that turn above the one that comes from nearest turns first.
        (false, (-1, -i64::from(places.bottom[other as usize])))
    } else {
        (false, (0, by_port(places.bottom[other as usize], false)))
    }
}
