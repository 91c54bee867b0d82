//! Compaction across the flow: what no longer stands beside each other once heights are known may come nearer.
//!
//! Coordinates across the flow are found rank by rank, before anything is known of heights. Then a low box leaves room beside it, a
//! label is lower than its row, a bend sees fewer neighbours than its rank has. Rüegg, Schulze, Grevismühl, von Hanxleden 2016,
//! *Using one-dimensional compaction for smaller graph drawings*: what sees each other from side to side keeps its order and a
//! distance (see [`super::compact`]), and the rest is free. Under that a network simplex makes groups and the whole narrow and lines short,
//! where the paper takes longest paths, which pull everything to one side and lines apart.
//!
//! A line's upright stretches move as they are, so nothing that is straight gets a bend. An end may slide along its side as far as
//! its neighbours there allow, but not for the sake of its own line alone; it had better stand at its share ([`share`]), and one that
//! stands in the middle stays there.
//!
//! Before: a drawing. After: one with the same heights, orders and crossings, no wider, in which nothing is nearer to anything
//! than the spacings ask, or than it was; of bends some may be gone.

mod join;
mod keep;
mod pulls;
mod share;
mod steps;

use super::arrange::{Block, Drawn};
use super::compact::Thing;
use super::joined::Joined;
use super::layers::Layered;
use super::part::{NONE, Part, TitleSide, Unit};
use super::rims::{Rim, Rims};
use super::simplex::{self, Arc, Tie};

/// Steps of the simplex for each variable, and in all: about what a drawing of 3,000 nodes needs. Of a larger one the budget narrows
/// less and less.
const EFFORT: u64 = 1_000;
const MOST: u64 = 4_000_000;
/// Further than anything moves.
const FAR: Unit = 1 << 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// With what is at its low and at its high side.
    Leaf([Rim; 2]),
    Label,
    /// By number.
    Upright(u32),
    /// Of the container that ends there and of the one that begins: two lanes share theirs.
    Wall(Option<u32>, Option<u32>),
    Title,
}

/// An upright stretch of a line: all of its points in a row with one x. It may be a single point.
#[derive(Clone, Copy, Debug)]
struct Upright {
    line: u32,
    /// Its points.
    first: usize,
    last: usize,
    x: Unit,
    top: Unit,
    bottom: Unit,
}

/// How far everything moves. Things that move together are joined.
struct Columns<'a> {
    part: &'a Part,
    g: &'a Layered,
    d: &'a Drawn,
    uprights: Vec<Upright>,
    /// Where those of each line begin.
    of_line: Vec<u32>,
    joined: Joined,
    /// Upright stretches that end at a leaf and may slide along its side.
    sliding: Vec<(u32, u32)>,
    /// Whether an end alone in the middle of its side may slide, too.
    all_slide: bool,
}

/// Makes a drawing narrower, and what then nearly stands over each other straight. `order` has pairs of leaves of which the first stands
/// no further than the second.
pub(super) fn narrow(part: &Part, g: &Layered, order: &[(u32, u32)], d: &mut Drawn) {
    let mut c = Columns::new(part, g, d, false);
    let p = c.problem(order);
    let x = p.solve(vec![0; p.count]);
    let by: Vec<Unit> = p.vars.iter().map(|&v| x[v as usize] - x[p.root as usize]).collect();
    let uprights = c.uprights;
    shift(part, d, &uprights, &by);
    steps::straighten(part, g, order, d);
}

/// What the simplex is asked: by how much the variables of all things move.
struct Problem {
    /// Of everything, the number of its variable.
    vars: Vec<u32>,
    count: usize,
    arcs: Vec<Arc>,
    ties: Vec<Tie>,
    /// The low wall of the whole.
    root: u32,
}

impl Problem {
    fn solve(&self, start: Vec<Unit>) -> Vec<Unit> {
        simplex::solve_tied(
            self.count,
            &self.arcs,
            &self.ties,
            start,
            self.root,
            (EFFORT * self.count as u64).min(MOST),
        )
    }
}

/// Moves everything by what was found.
fn shift(part: &Part, d: &mut Drawn, uprights: &[Upright], by: &[Unit]) {
    let leaves = d.leaves.len();
    for (b, by) in d.leaves.iter_mut().zip(by) {
        b.x += by;
    }
    for (c, by) in by[leaves..].chunks_exact(3).take(d.containers.len()).enumerate() {
        d.containers[c].x += by[0];
        d.containers[c].w += by[1] - by[0];
        d.titles[c] += by[2];
    }
    let first = leaves + 3 * d.containers.len();
    for (u, by) in uprights.iter().zip(&by[first..]) {
        d.lines[u.line as usize][u.first..=u.last].iter_mut().for_each(|p| p.0 += by);
    }
    let labels = &by[first + uprights.len()..];
    for (b, by) in d.labels.iter_mut().zip(labels) {
        b.iter_mut().for_each(|b| b.x += by);
    }
    d.w = d.containers[0].x + d.containers[0].w + part.containers[0].margin;
}

/// By what a thing stands among the others, its variable, its box, and what it is.
type Found = ((Unit, u8, u32), u32, Block, What);

impl<'a> Columns<'a> {
    fn new(part: &'a Part, g: &'a Layered, d: &'a Drawn, all_slide: bool) -> Self {
        let mut uprights = Vec::with_capacity(2 * d.lines.len());
        let mut of_line = vec![0];
        for (line, points) in d.lines.iter().enumerate() {
            let mut first = 0;
            for run in points.chunk_by(|a, b| a.0 == b.0) {
                let (top, bottom) = run.iter().fold((run[0].1, run[0].1), |(t, b), p| (t.min(p.1), b.max(p.1)));
                let last = first + run.len() - 1;
                uprights.push(Upright { line: line as u32, first, last, x: run[0].0, top, bottom });
                first = last + 1;
            }
            of_line.push(uprights.len() as u32);
        }
        let count = d.leaves.len() + 3 * d.containers.len() + uprights.len() + d.lines.len();
        Self { part, g, d, uprights, of_line, joined: Joined::new(count), sliding: Vec::new(), all_slide }
    }

    /// Distances between all that sees each other, and what pulls.
    fn problem(&mut self, order: &[(u32, u32)]) -> Problem {
        self.join_ends();
        self.join_rest();
        let (things, vars, count) = self.things();
        let mut arcs = self.separations(&things);
        let ties = self.pulls(&vars, &mut arcs);
        arcs.extend(self.in_order(order, &vars));
        let root = vars[self.low(0) as usize];
        // Whatever else holds, everything is connected.
        arcs.extend((0..count as u32).filter(|&v| v != root).map(|head| Arc {
            tail: root,
            head,
            len: -FAR,
            weight: 0,
        }));
        Problem { vars, count, arcs, ties, root }
    }

    fn low(&self, c: u32) -> u32 {
        self.d.leaves.len() as u32 + 3 * c
    }

    fn high(&self, c: u32) -> u32 {
        self.low(c) + 1
    }

    fn title(&self, c: u32) -> u32 {
        self.low(c) + 2
    }

    fn upright(&self, u: u32) -> u32 {
        self.low(self.d.containers.len() as u32) + u
    }

    fn label(&self, line: u32) -> u32 {
        self.upright(self.uprights.len() as u32) + line
    }

    fn of(&self, line: u32) -> std::ops::Range<u32> {
        self.of_line[line as usize]..self.of_line[line as usize + 1]
    }

    /// A leaf with its loops and its collar.
    fn around(&self, i: u32) -> Block {
        let (item, b) = (&self.g.items[i as usize], self.d.leaves[i as usize]);
        let (x, y) = (b.x + b.w / 2 - item.left, b.y + b.h / 2 - item.height / 2);
        Block { x, y: y.min(b.y), w: item.left + item.right, h: item.height.max(b.h) }
    }

    /// What there is from low to high x, the simplex's variable of everything, and how many those are.
    fn things(&mut self) -> (Vec<Thing<What>>, Vec<u32>, usize) {
        let part = self.part;
        let mut list: Vec<Found> = Vec::new();
        for c in 0..part.containers.len() as u32 {
            let (k, b) = (&part.containers[c as usize], self.d.containers[c as usize]);
            if k.bridge > 0 {
                continue;
            }
            // Where walls meet, what is outside comes before what it holds, and after it again.
            let depth = 2 * k.depth + u32::from(k.is_lane);
            let beside = |by: usize| {
                let at = self.g.lanes.iter().position(|l| l.1 == c).and_then(|i| (i + by).checked_sub(1));
                at.and_then(|i| self.g.lanes.get(i)).filter(|l| k.is_lane && l.0 == k.home).map(|l| l.1)
            };
            let before = beside(0).map_or(0, |l| part.containers[l as usize].margin);
            let (low, high) = (Block { w: before, ..b }, Block { x: b.x + b.w, w: k.margin, ..b });
            let first = if c == 0 { Unit::MIN } else { b.x };
            list.push(((first, 1, depth), self.low(c), low, What::Wall(beside(0), Some(c))));
            if beside(2).is_none() {
                let last = if c == 0 { Unit::MAX } else { high.x };
                list.push(((last, 3, u32::MAX - depth), self.high(c), high, What::Wall(Some(c), None)));
            }
            if part.has_head(c) {
                let off = if k.is_lane { k.pad } else { k.pad / 2 };
                let start = part.title_at(c) == TitleSide::Start;
                let y = if start { b.y + off } else { b.y + b.h - off - k.title.h };
                let title = Block { x: self.d.titles[c as usize], y, w: k.title.w, h: k.title.h };
                list.push(((title.x, 4, 0), self.title(c), title, What::Title));
            }
        }
        let rims = Rims::new(part, self.g);
        for i in 0..part.leaves.len() as u32 {
            let b = self.around(i);
            list.push(((b.x, 4, 0), i, b, What::Leaf(rims.of(part, self.g, i))));
        }
        for line in (0..part.lines.len() as u32).filter(|&l| !self.g.chain_of(l).is_empty()) {
            for k in self.of(line) {
                if let Some((top, bottom)) = self.outside(line, k) {
                    let x = self.uprights[k as usize].x;
                    let b = Block { x, y: top, w: 0, h: bottom - top };
                    list.push(((x, 2, 0), self.upright(k), b, What::Upright(k)));
                }
            }
            if let Some(b) = self.d.labels[line as usize] {
                list.push(((b.x, 4, 0), self.label(line), b, What::Label));
            }
        }
        list.sort_by_key(|l| (l.0, l.1));
        let mut vars = vec![NONE; self.joined.len()];
        let mut count = 0;
        let mut number = |vars: &mut Vec<u32>, v: u32| {
            if vars[v as usize] == NONE {
                vars[v as usize] = count;
                count += 1;
            }
            vars[v as usize]
        };
        let mut things = Vec::with_capacity(list.len());
        for (step, (_, v, b, kind)) in list.into_iter().enumerate() {
            let var = number(&mut vars, self.joined.root(v));
            things.push(Thing { low: b.y, high: b.y + b.h, var, step: step as u32, start: b.x, end: b.x + b.w, kind });
        }
        for v in 0..self.joined.len() as u32 {
            vars[v as usize] = number(&mut vars, self.joined.root(v));
        }
        (things, vars, count as usize)
    }

    /// The height of an upright stretch without what lies within the boxes of the leaves at its line's ends.
    fn outside(&self, line: u32, k: u32) -> Option<(Unit, Unit)> {
        let u = self.uprights[k as usize];
        let (mut top, mut bottom) = (u.top, u.bottom);
        for i in self.ends(line).into_iter().flatten() {
            let b = self.around(i);
            if u.x < b.x || u.x > b.x + b.w {
                continue;
            }
            if top >= b.y && top <= b.y + b.h {
                top = b.y + b.h;
            }
            if bottom >= b.y && bottom <= b.y + b.h {
                bottom = b.y;
            }
        }
        (top <= bottom).then_some((top, bottom))
    }

    /// Keeps the order of the middles of leaves.
    fn in_order<'b>(&'b self, order: &'b [(u32, u32)], vars: &'b [u32]) -> impl Iterator<Item = Arc> + 'b {
        let middle = |i: u32| self.d.leaves[i as usize].x + self.d.leaves[i as usize].w / 2;
        order
            .iter()
            .map(move |&(a, b)| (vars[a as usize], vars[b as usize], (middle(a) - middle(b)).min(0)))
            .filter_map(|(tail, head, len)| (tail != head).then_some(Arc { tail, head, len, weight: 0 }))
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::{Rect, Size};
    use crate::layout::layered::{Edge, End, Graph, Node, Placement, Spacing, place};

    /// Three labels of 100 by 16 stand in rows with boxes 120 high.
    fn labelled() -> Placement {
        let sizes = [(200.0, 40.0), (60.0, 40.0), (60.0, 120.0), (200.0, 120.0), (60.0, 120.0)];
        let lines = [(0, 1, false), (0, 2, true), (1, 3, false), (1, 4, false), (0, 3, true), (2, 3, true)];
        let node = |(i, &(w, h)): (usize, &(f64, f64))| Node {
            size: Size::new(w, h),
            parent: None,
            index: i as u32,
            centered_ports: false,
            inset: 0.0,
        };
        let edge = |&(a, b, label): &(u32, u32, bool)| Edge {
            from: End::Node(a),
            to: End::Node(b),
            label: label.then_some(Size::new(100.0, 16.0)),
            weight: 1,
        };
        let spacing =
            Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 2.0, component: 40.0 };
        place(&Graph {
            nodes: sizes.iter().enumerate().map(node).collect(),
            edges: lines.iter().map(edge).collect(),
            spacing,
            ..Graph::default()
        })
    }

    #[test]
    fn a_label_takes_the_width_of_its_own_height_only() {
        // Rank by rank the drawing is 378 wide.
        let p = labelled();
        assert!(p.size.w <= 360.0, "{}", p.size.w);
    }

    #[test]
    fn what_stands_beside_each_other_keeps_its_distance() {
        let drawn = labelled();
        let labels = drawn.edges.iter().filter_map(|e| e.label);
        let boxes: Vec<(Rect, f64)> = drawn.nodes.iter().map(|&r| (r, 40.0)).chain(labels.map(|r| (r, 16.0))).collect();
        let runs_between = |a: &Rect, b: &Rect| {
            drawn.edges.iter().flat_map(|e| e.points.windows(2)).any(|w| {
                let beside = w[0].y.min(w[1].y) < a.bottom().min(b.bottom()) && w[0].y.max(w[1].y) > a.y.max(b.y);
                w[0].x == w[1].x && beside && w[0].x > a.right().min(b.right()) && w[0].x < a.x.max(b.x)
            })
        };
        for (i, (a, p)) in boxes.iter().enumerate() {
            for (b, q) in &boxes[i + 1..] {
                let beside = a.y < b.bottom() && b.y < a.bottom();
                let apart = (a.x - b.right()).max(b.x - a.right());
                // From a line between them each is as far as from any line.
                let least = if runs_between(a, b) { 32.0 } else { p.min(*q) };
                assert!(!beside || apart >= least, "{a:?} {b:?}");
            }
        }
    }
}
