//! Coordinates across the flow.
//!
//! Gansner et al. 1993, section 4.2: network simplex on an auxiliary graph, which makes the weighted sum of the horizontal
//! distances along all pieces least while neighbours keep their distance. We add the walls of containers as two variables each,
//! straight over all ranks of the container, and make one variable of all dummies of a line between which no other line crosses
//! (as Brandes, Köpf 2001, *Fast and simple horizontal coordinate assignment*, keep inner segments straight), so that a long line
//! bends near its ends only.
//!
//! Before: an order and ports. After: an x for every item and two for every container; neighbours on every rank keep their
//! distances, containers hold their members with their padding and are disjoint from everything else.

use super::landing;
use super::layers::{Kind, Layered, Token};
use super::order::Places;
use super::part::{NONE, Part, TitleSide, Unit};
use super::ports::Ports;
use super::rims::{Rim, Rims};
use super::simplex::{self, Arc, Simplex, Tie};
use super::straight::FAR;

/// What a unit of distance costs: along a piece between leaves, from a leaf to a dummy, between dummies (Gansner: 1, 2, 8), and
/// between the walls of a container.
const COST: [i64; 3] = [4, 6, 16];
const COST_WALL: i64 = 4;
/// Steps of the simplex for each variable.
const EFFORT: u64 = 3_000;
const MOST: u64 = 40_000_000;

/// Which variables there are, and what must lie between them.
#[derive(Clone)]
pub(super) struct Frame {
    pub var: Vec<u32>,
    pub low: Vec<u32>,
    pub high: Vec<u32>,
    pub count: u32,
    /// `x[head] - x[tail] >= len`, sorted, each pair once.
    pub walls: Vec<Arc>,
    /// Leaves of which the first stands no further than the second.
    pub order: Vec<(u32, u32)>,
}

impl Frame {
    /// The values of all variables in a solution.
    pub(super) fn positions(&self, a: &Across) -> Vec<i64> {
        let mut x = vec![a.low[0]; self.count as usize];
        let walls = self.low.iter().zip(&a.low).chain(self.high.iter().zip(&a.high));
        for (&v, &at) in self.var.iter().zip(&a.item).chain(walls) {
            x[v as usize] = at;
        }
        x
    }
}

#[derive(Clone, Debug)]
pub(super) struct Across {
    /// The reference of every item.
    pub item: Vec<Unit>,
    pub low: Vec<Unit>,
    pub high: Vec<Unit>,
}

pub(super) fn frame(part: &Part, g: &Layered, places: &Places) -> Frame {
    let mut f = framed(part, g, places, true);
    if part.before.is_some() && !super::previous::keep_columns(part, &mut f) {
        // A long line that has to be straight may stand in the way of what stood before: it may bend.
        f = framed(part, g, places, false);
        super::previous::keep_columns(part, &mut f);
    }
    f
}

fn framed(part: &Part, g: &Layered, places: &Places, runs: bool) -> Frame {
    let (var, mut count) = variables(part, g, places, runs);
    let n = part.containers.len();
    let (mut low, mut high) = (vec![0; n], vec![0; n]);
    for c in 0..n {
        (low[c], high[c]) = (count, count + 1);
        count += 2;
    }
    // Neighbouring lanes share a wall.
    for pair in g.lanes.windows(2).filter(|p| p[0].0 == p[1].0) {
        low[pair[1].1 as usize] = high[pair[0].1 as usize];
    }
    let mut f = Frame { var, low, high, count, walls: Vec::new(), order: Vec::new() };
    f.walls = separations(part, g, &f);
    f
}

/// Finds coordinates for a frame, again and again: what all solutions share is made once.
pub(super) struct Solver<'a> {
    part: &'a Part,
    g: &'a Layered,
    frame: &'a Frame,
    /// What always holds, first, and what one solution adds to it.
    arcs: Vec<Arc>,
    fixed: usize,
    ties: Vec<Tie>,
    simplex: Simplex,
}

impl<'a> Solver<'a> {
    pub(super) fn new(part: &'a Part, g: &'a Layered, f: &'a Frame) -> Self {
        let mut arcs = f.walls.clone();
        // A wall variable that two lanes share leaves one number unused: tie it to the first.
        let root = f.low[0];
        let mut used = vec![false; f.count as usize];
        used[root as usize] = true;
        for a in &f.walls {
            used[a.tail as usize] = true;
            used[a.head as usize] = true;
        }
        let unused = (0..f.count).filter(|&v| !used[v as usize]);
        arcs.extend(unused.map(|v| Arc { tail: root, head: v, len: 0, weight: 0 }));
        let walls = f.low.iter().zip(&f.high);
        arcs.extend(walls.map(|(&low, &high)| Arc { tail: low, head: high, len: 0, weight: COST_WALL }));
        let ties = Vec::with_capacity(2 * g.pieces.len());
        Self { part, g, frame: f, fixed: arcs.len(), arcs, ties, simplex: Simplex::default() }
    }

    /// `extra` are more separations, `pull` is how much each piece wants to be straight, `before` is a solution to start from (of
    /// the same separations).
    pub(super) fn solve(&mut self, ports: &Ports, extra: &[Arc], pull: &[i64], before: Option<&Across>) -> Across {
        let f = self.frame;
        self.arcs.truncate(self.fixed);
        self.arcs.extend_from_slice(extra);
        let mut first = match before {
            Some(a) => f.positions(a),
            None => simplex::longest_paths(f.count as usize, &self.arcs),
        };
        self.pull_straight(ports, pull);
        let budget = (EFFORT * u64::from(f.count)).min(MOST);
        let all = super::previous::tether(self.part, &f.var, &mut first, &mut self.ties);
        let x = self.simplex.solve((all, f.low[0]), &self.arcs, &self.ties, first, budget);
        let base = x[f.low[0] as usize];
        let at = |v: &u32| x[*v as usize] - base;
        Across {
            item: f.var.iter().map(at).collect(),
            low: f.low.iter().map(at).collect(),
            high: f.high.iter().map(at).collect(),
        }
    }

    /// Ties the ends of each piece to each other.
    fn pull_straight(&mut self, ports: &Ports, pull: &[i64]) {
        let (g, f) = (self.g, self.frame);
        let reach = super::straight::reach(self.part, g, ports);
        self.ties.clear();
        for (i, p) in g.pieces.iter().enumerate() {
            let (tail, head) = (f.var[p.upper as usize], f.var[p.lower as usize]);
            if tail == head {
                continue;
            }
            let (mut a, mut b) = ports.of_piece(g, i as u32);
            let mut weight = pull[i];
            // What keeps the piece from being straight even with its ports slid counts in full, the rest a little.
            let [au, bu, av, bv] = reach[i];
            if au < bu || av < bv {
                if au != -FAR && bv != FAR {
                    self.ties.push(Tie { tail, head, len: au - bv, below: weight, above: 0 });
                }
                if bu != FAR && av != -FAR {
                    self.ties.push(Tie { tail, head, len: bu - av, below: 0, above: weight });
                }
                weight = (weight / 8).max(1);
                // A bend beside a leaf had better stand near it.
                a = nearer(a, (au, bu));
                b = nearer(b, (av, bv));
            }
            self.ties.push(Tie { tail, head, len: a - b, below: weight, above: weight });
        }
    }
}

/// Where an end is at rest that may be anywhere in a range: at the end of it that there is, if it has but one.
fn nearer(at: Unit, (low, high): (Unit, Unit)) -> Unit {
    match (low == -FAR, high == FAR) {
        (_, true) => low,
        (true, _) => high,
        _ => at,
    }
}

/// How much each piece wants to be straight at first.
pub(super) fn pulls(part: &Part, g: &Layered) -> Vec<i64> {
    let cost = |p: &super::layers::Piece| {
        let inner = usize::from(!g.is_leaf(p.upper)) + usize::from(!g.is_leaf(p.lower));
        COST[inner] * part.lines[p.line as usize].weight.max(1)
    };
    g.pieces.iter().map(cost).collect()
}

/// One variable for each leaf, and for each run of a line's dummies that can be straight.
fn variables(part: &Part, g: &Layered, places: &Places, runs: bool) -> (Vec<u32>, u32) {
    let mut joined = vec![NONE; g.items.len()];
    let mut by_gap: Vec<(u32, u32, u32, u32)> = Vec::new();
    for (i, p) in g.pieces.iter().enumerate() {
        // Where a line turns between rows it runs on above what comes up to it.
        let on = !g.is_turn(p.upper) || g.downs(p.upper)[0] == i as u32;
        if runs && on && !p.flat && !g.is_leaf(p.upper) && !g.is_leaf(p.lower) && g.same_lanes(part, p.upper, p.lower) {
            by_gap.push((g.end(p.upper), places.bottom[p.upper as usize], places.top[p.lower as usize], i as u32));
        }
    }
    by_gap.sort_unstable();
    for gap in by_gap.chunk_by(|a, b| a.0 == b.0) {
        for i in longest_increasing(gap.iter().map(|p| p.2)) {
            let p = g.pieces[gap[i].3 as usize];
            joined[p.lower as usize] = p.upper;
        }
    }
    // Items of a chain are numbered from top to bottom, except on the way up of a flat line: follow the links.
    let mut var = vec![NONE; g.items.len()];
    let mut count = 0;
    for i in 0..g.items.len() {
        let mut path = Vec::new();
        let mut at = i;
        while var[at] == NONE && joined[at] != NONE {
            path.push(at);
            at = joined[at] as usize;
        }
        if var[at] == NONE {
            var[at] = count;
            count += 1;
        }
        path.iter().for_each(|&p| var[p] = var[at]);
    }
    (var, count)
}

/// Indices of a longest strictly increasing subsequence, O(n log n).
fn longest_increasing(values: impl Iterator<Item = u32>) -> Vec<usize> {
    let values: Vec<u32> = values.collect();
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; values.len()];
    for (i, &v) in values.iter().enumerate() {
        let at = ends.partition_point(|&e| values[e] < v);
        if at > 0 {
            before[i] = ends[at - 1];
        }
        if at == ends.len() {
            ends.push(i);
        } else {
            ends[at] = i;
        }
    }
    let mut out = Vec::new();
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        out.push(at);
        at = before[at];
    }
    out.reverse();
    out
}

pub(super) fn pad_low(part: &Part, c: u32) -> Unit {
    let k = &part.containers[c as usize];
    if part.title_at(c) == TitleSide::Low { k.strip(k.title.w) } else { k.pad }
}

/// The least distances between neighbours on every rank.
fn separations(part: &Part, g: &Layered, f: &Frame) -> Vec<Arc> {
    let mut arcs = Vec::new();
    let rims = Rims::new(part, g);
    for rank in 0..g.ranks {
        let mut last: Option<Token> = None;
        g.walk(part, rank, |t| {
            if matches!(t, Token::Item(i) if landing::lands(part, g, i)) {
                return;
            }
            if let Some(l) = last {
                let (a, b) = (variable(f, l), variable(f, t));
                if a != b {
                    arcs.push(Arc { tail: a, head: b, len: distance(part, g, &rims, l, t), weight: 0 });
                }
            }
            last = Some(t);
        });
    }
    landing::separations(part, g, f, &mut arcs);
    for (c, k) in part.containers.iter().enumerate() {
        let title = if part.title_at(c as u32) == TitleSide::Low || k.title.w == 0 { 0 } else { k.title.w + 2 * k.pad };
        arcs.push(Arc { tail: f.low[c], head: f.high[c], len: title.max(k.least.w), weight: 0 });
    }
    arcs.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    arcs.dedup_by_key(|a| (a.tail, a.head));
    arcs
}

fn variable(f: &Frame, t: Token) -> u32 {
    match t {
        Token::Item(i) => f.var[i as usize],
        Token::Open(c) => f.low[c as usize],
        Token::Close(c) => f.high[c as usize],
    }
}

fn distance(part: &Part, g: &Layered, rims: &Rims, a: Token, b: Token) -> Unit {
    let s = &part.space;
    let margin = |c: u32| part.containers[c as usize].margin;
    let rims = |i: u32| rims.of(part, g, i);
    // Between an item and a group beside it.
    let beside = |i: u32, c: u32, item: Rim, group: Rim| match part.containers[c as usize].row {
        _ if g.is_leaf(i) => s.beside(s.node, item, group),
        // With a line between them rows are no nearer than without.
        Some(_) => s.edge_node.max(s.node / 2),
        None => s.edge_node,
    };
    // What is no leaf is a line.
    let within = |i: u32, rim: Rim, c: u32, pad: Unit| if g.is_leaf(i) { rim } else { Rim::Lined }.within(s, c, pad);
    match (a, b) {
        (Token::Item(i), Token::Item(j)) => {
            let (p, q) = (&g.items[i as usize], &g.items[j as usize]);
            let gap = match (p.kind, q.kind) {
                (Kind::Leaf, Kind::Leaf) => {
                    let home = part.leaves[p.owner as usize].home;
                    let bridge = part.containers[home as usize].bridge;
                    let apart = s.beside(s.node, rims(i)[1], rims(j)[0]);
                    if part.leaves[q.owner as usize].home == home { apart.max(bridge) } else { apart }
                }
                (Kind::Dummy, Kind::Dummy | Kind::Label) | (Kind::Label, Kind::Dummy) => s.edge,
                _ => s.edge_node,
            };
            p.right + gap + q.left
        }
        (Token::Open(c), Token::Item(i)) => within(i, rims(i)[0], c, pad_low(part, c)) + g.items[i as usize].left,
        (Token::Item(i), Token::Close(c)) => {
            g.items[i as usize].right + within(i, rims(i)[1], c, part.containers[c as usize].pad)
        }
        (Token::Close(c), Token::Item(i)) => {
            margin(c) + beside(i, c, rims(i)[0], Rims::around(part, c)[1]) + g.items[i as usize].left
        }
        (Token::Item(i), Token::Open(c)) => {
            g.items[i as usize].right + beside(i, c, rims(i)[1], Rims::around(part, c)[0])
        }
        (Token::Open(c), Token::Open(_)) => pad_low(part, c),
        (Token::Close(c), Token::Close(d)) => margin(c) + part.containers[d as usize].pad,
        (Token::Close(c), Token::Open(d)) => {
            margin(c) + s.beside(s.node, Rims::around(part, c)[1], Rims::around(part, d)[0])
        }
        (Token::Open(c), Token::Close(_)) => pad_low(part, c) + part.containers[c as usize].pad,
    }
}

#[cfg(test)]
mod tests {
    use super::longest_increasing;

    #[test]
    fn finds_a_longest_increasing_subsequence() {
        assert_eq!(longest_increasing([3, 1, 2, 5, 4].into_iter()), [1, 2, 4]);
        assert_eq!(longest_increasing([2, 2, 2].into_iter()).len(), 1);
        assert!(longest_increasing(std::iter::empty()).is_empty());
    }
}
