//! Which bent lines could be straight together with all that are straight already.
//!
//! A line is straight where the sides at its ends can face each other, so a set of straight lines is a set of bounds on differences of
//! coordinates, as the distances between neighbours are. Whether one more fits is a question of feasibility, which takes no
//! simplex: from coordinates that keep all bounds, a new one pushes what is in its way, and fails where that comes back to where
//! it began (Cotton, Maler 2006, *Fast and flexible difference constraint propagation for DPLL(T)*). Lines are asked from the
//! nearest to the furthest, those that leave by a flank, too, and the whole may get so much wider only.
//!
//! Before: coordinates that keep all distances, and ports. After: others that do so, for which more lines can be straight, or none.

use std::collections::VecDeque;
use std::ops::Range;

use super::coordinates::{Across, Frame};
use super::layers::Layered;
use super::part::{NONE, Part, Unit};
use super::ports::Ports;
use super::simplex::Arc;
use super::straight;

/// A start for coordinates with more straight lines.
pub(super) struct Together {
    pub across: Across,
    /// Lines that get straight do not leave by a flank.
    pub ports: Ports,
    /// The pieces that are, or can be, straight.
    pub straight: Vec<bool>,
}

/// Distances and straight pieces as bounds, with coordinates that keep them.
struct Bounds<'a> {
    part: &'a Part,
    g: &'a Layered,
    frame: &'a Frame,
    x: Vec<Unit>,
    /// Separations by their tail: the other variable, and how much further it is at least.
    wall_first: Vec<u32>,
    walls: Vec<(u32, Unit)>,
    /// Pieces by the variables of their ends.
    piece_first: Vec<u32>,
    pieces: Vec<u32>,
    ports: Ports,
    /// Where the ends of each piece may stand, from their items.
    reach: Vec<[Unit; 4]>,
    straight: Vec<bool>,
    /// What moved since the last question, and from where.
    moved: Vec<(u32, Unit)>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
}

/// `across` keeps the separations of `frame` and `extra`; its lines end at `found`, where the ends of each piece are so far apart as
/// `gaps` says. The new start is to be with `ports`, and the whole `wider` at most.
pub(super) fn more(
    part: &Part,
    g: &Layered,
    frame: &Frame,
    extra: &[Arc],
    ports: &Ports,
    (across, found, gaps): (&Across, &Ports, &[Unit]),
    wider: Unit,
) -> Option<Together> {
    let mut b = Bounds::new(part, g, frame, (extra, wider), ports, across);
    for (i, p) in g.pieces.iter().enumerate() {
        b.straight[i] = gaps[i] == 0 && !p.flat && b.off(i as u32) == 0;
    }
    // What bends beside a leaf does not ask to stay there.
    for p in found.list.iter().filter(|p| p.piece != NONE && found.at_flank(p)) {
        b.straight[p.piece as usize] = false;
    }
    let bent = |&l: &u32| b.of(l).any(|i| !b.straight[i as usize]) && b.of(l).all(|i| !g.pieces[i as usize].flat);
    let mut lines: Vec<(usize, Unit, u32)> =
        (0..part.lines.len() as u32).filter(bent).map(|l| (b.of(l).len(), b.apart(l), l)).collect();
    lines.sort_unstable();
    let mut any = false;
    for (_, _, line) in lines {
        any |= b.straighten(line);
    }
    any.then(|| {
        let at = |v: &u32| b.x[*v as usize] - b.x[frame.low[0] as usize];
        let [item, low, high] = [&frame.var, &frame.low, &frame.high].map(|vars| vars.iter().map(at).collect());
        Together { across: Across { item, low, high }, ports: b.ports, straight: b.straight }
    })
}

impl<'a> Bounds<'a> {
    fn new(
        part: &'a Part,
        g: &'a Layered,
        frame: &'a Frame,
        (extra, wider): (&[Arc], Unit),
        ports: &Ports,
        across: &Across,
    ) -> Self {
        let n = frame.count as usize;
        let width = across.high[0] - across.low[0] + wider;
        let whole = Arc { tail: frame.high[0], head: frame.low[0], len: -width, weight: 0 };
        let arcs = || frame.walls.iter().chain(extra).chain([&whole]);
        let (wall_first, walls) = by_variable(n, || arcs().map(|a| (a.tail, (a.head, a.len))));
        let ends = |(i, p): (usize, &super::layers::Piece)| {
            [p.upper, p.lower].map(|item| (frame.var[item as usize], i as u32))
        };
        let (piece_first, pieces) = by_variable(n, || g.pieces.iter().enumerate().flat_map(ends));
        Self {
            part,
            g,
            frame,
            x: frame.positions(across),
            wall_first,
            walls,
            piece_first,
            pieces,
            ports: ports.clone(),
            reach: straight::reach(part, g, ports),
            straight: vec![false; g.pieces.len()],
            moved: Vec::new(),
            queue: VecDeque::new(),
            queued: vec![false; n],
        }
    }

    /// The pieces of a line.
    fn of(&self, line: u32) -> Range<u32> {
        self.g.piece_first[line as usize]..self.g.piece_first[line as usize + 1]
    }

    fn vars(&self, piece: u32) -> (u32, u32) {
        let p = self.g.pieces[piece as usize];
        (self.frame.var[p.upper as usize], self.frame.var[p.lower as usize])
    }

    /// How much further the lower variable of a piece may be than the upper one, at least and at most, so that it can be straight.
    fn bounds(&self, piece: u32) -> (Unit, Unit) {
        let [upper_low, upper_high, lower_low, lower_high] = self.reach[piece as usize];
        (upper_low - lower_high, upper_high - lower_low)
    }

    /// By how much the lower end of a piece is too far from there: below 0 at the low side.
    fn off(&self, piece: u32) -> Unit {
        let ((u, v), (least, most)) = (self.vars(piece), self.bounds(piece));
        let d = self.x[v as usize] - self.x[u as usize];
        (d - most).max(0) + (d - least).min(0)
    }

    /// How far the boxes at the ends of a line's pieces are from standing over each other, in all.
    fn apart(&self, line: u32) -> Unit {
        let half = |i: u32| if self.g.is_leaf(i) { self.part.leaves[i as usize].size.w / 2 } else { 0 };
        let gap = |i: u32| {
            let (p, (u, v)) = (self.g.pieces[i as usize], self.vars(i));
            (self.x[u as usize] - self.x[v as usize]).abs() - half(p.upper) - half(p.lower)
        };
        self.of(line).map(|i| gap(i).max(0)).sum()
    }

    /// Makes room for a line to be straight from end to end, or leaves everything as it was.
    fn straighten(&mut self, line: u32) -> bool {
        let flank = std::mem::take(&mut self.ports.flank[line as usize]);
        let (mut before, mut again) = (Vec::new(), Vec::new());
        for end in (0..2).filter(|&e| flank[e]) {
            // One end more on a side leaves the others there less room.
            let side = self.ports.side_of(self.g, line, end);
            let pieces = side.iter().map(|p| p.piece).filter(|&p| p != NONE);
            before.extend(pieces.clone().map(|p| (p, self.reach[p as usize])));
            again.extend(pieces.filter(|&p| self.straight[p as usize]));
            straight::reach_of_side(self.part, self.g, &self.ports, side, &mut self.reach);
        }
        let new: Vec<u32> = self.of(line).filter(|&i| !self.straight[i as usize]).collect();
        again.iter().for_each(|&i| self.straight[i as usize] = false);
        self.moved.clear();
        if again.iter().chain(&new).all(|&i| self.hold(i)) {
            self.back_on_its_side(line, flank);
            return true;
        }
        self.ports.flank[line as usize] = flank;
        while let Some((v, x)) = self.moved.pop() {
            self.x[v as usize] = x;
        }
        while let Some((i, was)) = before.pop() {
            self.reach[i as usize] = was;
        }
        new.iter().for_each(|&i| self.straight[i as usize] = false);
        again.iter().for_each(|&i| self.straight[i as usize] = true);
        false
    }

    /// Puts the ends of a line that were at a flank to where they can be on their side.
    fn back_on_its_side(&mut self, line: u32, flank: [bool; 2]) {
        let of = self.of(line);
        for end in (0..2).filter(|&e| flank[e]) {
            let piece = if end == 0 { of.start } else { of.end - 1 };
            let chain = self.g.chain_of(line);
            let upper = self.g.pieces[piece as usize].upper == chain[if end == 0 { 0 } else { chain.len() - 1 }];
            let [a, b, c, d] = self.reach[piece as usize];
            let (low, high) = if upper { (a, b) } else { (c, d) };
            let offset = &mut self.ports.offset[line as usize][end];
            *offset = (*offset).clamp(low, high.max(low));
        }
    }

    /// Adds the bounds of a straight piece; false where they contradict the others.
    fn hold(&mut self, piece: u32) -> bool {
        let ((u, v), off) = (self.vars(piece), self.off(piece));
        self.straight[piece as usize] = true;
        match off {
            0 => true,
            _ if u == v => false,
            1.. => self.raise(u, off, v),
            _ => self.raise(v, -off, u),
        }
    }

    /// Moves a variable, and what is in its way; false where that is the one that it should come nearer to.
    fn raise(&mut self, v: u32, by: Unit, to: u32) -> bool {
        self.put(v, self.x[v as usize] + by);
        let mut free = true;
        while let Some(v) = self.queue.pop_front() {
            self.queued[v as usize] = false;
            if !free {
                continue;
            }
            let x = self.x[v as usize];
            for k in self.wall_first[v as usize]..self.wall_first[v as usize + 1] {
                let (w, len) = self.walls[k as usize];
                free &= self.push(w, x + len, to);
            }
            for k in self.piece_first[v as usize]..self.piece_first[v as usize + 1] {
                let i = self.pieces[k as usize];
                let ((upper, lower), (least, most)) = (self.vars(i), self.bounds(i));
                if self.straight[i as usize] && upper != lower {
                    let (w, least) = if v == upper { (lower, x + least) } else { (upper, x - most) };
                    free &= self.push(w, least, to);
                }
            }
        }
        free
    }

    fn push(&mut self, v: u32, least: Unit, to: u32) -> bool {
        if self.x[v as usize] >= least {
            return true;
        }
        if v != to {
            self.put(v, least);
        }
        v != to
    }

    fn put(&mut self, v: u32, x: Unit) {
        self.moved.push((v, std::mem::replace(&mut self.x[v as usize], x)));
        if !std::mem::replace(&mut self.queued[v as usize], true) {
            self.queue.push_back(v);
        }
    }
}

/// Lists by variable in one array, and where each begins.
pub(super) fn by_variable<T: Copy + Default, I: Iterator<Item = (u32, T)>>(
    n: usize,
    list: impl Fn() -> I,
) -> (Vec<u32>, Vec<T>) {
    let mut first = vec![0; n + 1];
    list().for_each(|(v, _)| first[v as usize + 1] += 1);
    for v in 0..n {
        first[v + 1] += first[v];
    }
    let mut next = first.clone();
    let mut all = vec![T::default(); first[n] as usize];
    for (v, t) in list() {
        all[next[v as usize] as usize] = t;
        next[v as usize] += 1;
    }
    (first, all)
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Placement, Spacing, place};

    fn drawn(direction: Direction, widths: &[f64], lines: &[(u32, u32)]) -> Placement {
        let side = matches!(direction, Direction::Left | Direction::Right);
        let node = |(i, &w): (usize, &f64)| Node {
            size: if side { Size::new(40.0, w) } else { Size::new(w, 40.0) },
            parent: None,
            index: i as u32,
            centered_ports: false,
            inset: 0.0,
        };
        let edge = |&(a, b): &(u32, u32)| Edge { from: End::Node(a), to: End::Node(b), label: None, weight: 1 };
        place(&Graph {
            direction,
            nodes: widths.iter().enumerate().map(node).collect(),
            edges: lines.iter().map(edge).collect(),
            spacing: Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() },
            ..Graph::default()
        })
    }

    fn straight(p: &Placement) -> usize {
        p.edges.iter().filter(|e| e.points.len() == 2).count()
    }

    const DIRECTIONS: [Direction; 4] = [Direction::Down, Direction::Right, Direction::Up, Direction::Left];

    #[test]
    fn a_line_that_leaves_by_a_flank_is_straight_where_its_ends_can_face_each_other() {
        // Over the gap between two children their parent reaches both.
        for direction in DIRECTIONS {
            let p = drawn(direction, &[100.0, 60.0, 120.0, 120.0], &[(0, 1), (0, 2), (0, 3)]);
            assert_eq!(straight(&p), 2, "{direction:?}");
        }
    }

    #[test]
    fn where_no_more_can_be_straight_a_parent_stays_in_the_middle() {
        // Too narrow for two of its children.
        let p = drawn(Direction::Down, &[50.0, 60.0, 120.0, 60.0], &[(0, 1), (0, 2), (0, 3)]);
        assert_eq!(straight(&p), 1);
        assert!((p.nodes[0].center().x - p.nodes[2].center().x).abs() <= 1.0);
    }
}
