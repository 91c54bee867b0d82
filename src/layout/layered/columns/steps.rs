//! Small steps: lines that run down, a little across, and down again are made straight where there is room for that.
//!
//! Coordinates decide which lines are straight while all of a rank stands side by side. Once heights are known there is more room, and
//! narrowing moves things by a few px that nobody saw before; what is left of a bend then is a step that the eye takes for a mistake.
//! A straight line is a bound on a difference of coordinates, as distances are, so each step is asked for in turn, from the
//! shortest to the longest, whether it fits with all that holds: what is in its way is pushed, and where that comes back to where it began the
//! step stays (Cotton, Maler 2006, *Fast and flexible difference constraint propagation for DPLL(T)*, as in [`super::super::together`]).
//! Ends may slide for it, those in the middle of a side, too.
//!
//! Before: a drawing. After: one with the same heights, orders and crossings, nothing wider, fewer bends.

use super::super::arrange::Drawn;
use super::super::layers::Layered;
use super::super::part::{NONE, Part, Unit, unit};
use super::super::simplex::Arc;
use super::super::together::by_variable;
use super::{Columns, Problem, shift};

/// The longest step that is made straight, px.
const STEP: f64 = 24.0;
/// Larger drawings, by the number of their upright stretches, have no time for it.
const LARGE: usize = 2_000;

/// Two upright stretches of a line, one after the other, from low to high x.
#[derive(Clone, Copy)]
struct Step {
    long: Unit,
    low: u32,
    high: u32,
}

/// Makes steps straight.
pub(super) fn straighten(part: &Part, g: &Layered, order: &[(u32, u32)], d: &mut Drawn) {
    let mut c = Columns::new(part, g, d, true);
    let steps = steps(&c);
    if steps.is_empty() || c.uprights.len() > LARGE {
        return;
    }
    let mut p = c.problem(order);
    let walls = (0..part.containers.len() as u32).map(|k| (p.vars[c.low(k) as usize], p.vars[c.high(k) as usize]));
    p.arcs.extend(walls.filter(|w| w.0 != w.1).map(|(low, high)| Arc { tail: high, head: low, len: 0, weight: 0 }));
    let mut room = Room::new(&p);
    for s in steps {
        let (low, high) = (p.vars[c.upright(s.low) as usize], p.vars[c.upright(s.high) as usize]);
        if low != high && room.meet(low, high, s.long) {
            p.arcs.push(Arc { tail: high, head: low, len: s.long, weight: 0 });
        }
    }
    if room.held.is_empty() {
        return;
    }
    let x = p.solve(room.x);
    let by: Vec<Unit> = p.vars.iter().map(|&v| x[v as usize] - x[p.root as usize]).collect();
    let uprights = c.uprights;
    shift(part, d, &uprights, &by);
}

/// The steps of all lines, the shortest first.
fn steps(c: &Columns) -> Vec<Step> {
    let most = unit(STEP);
    let mut list: Vec<Step> = Vec::new();
    for line in (0..c.part.lines.len() as u32).filter(|&l| !c.g.chain_of(l).is_empty()) {
        let of = c.of(line);
        for k in of.start + 1..of.end {
            let (u, v) = (c.uprights[k as usize - 1], c.uprights[k as usize]);
            let long = (u.x - v.x).abs();
            // A stretch of one point ends at a flank, and one that turns back goes where it came from.
            let on = u.first < u.last && v.first < v.last && u.bottom.min(v.bottom) <= u.top.max(v.top);
            if on && long < most {
                let (low, high) = if u.x < v.x { (k - 1, k) } else { (k, k - 1) };
                list.push(Step { long, low, high });
            }
        }
    }
    list.sort_unstable_by_key(|s| (s.long, s.low.min(s.high)));
    list
}

/// Bounds on differences with positions that keep them.
struct Room {
    x: Vec<Unit>,
    /// Arcs by their tail: the other variable, and how much further it is at least.
    first: Vec<u32>,
    arcs: Vec<(u32, Unit)>,
    /// Steps that are straight: arcs from high to low, and for each variable the last of them.
    held: Vec<(u32, Unit, u32)>,
    held_at: Vec<u32>,
    /// What moved since the last question, and from where.
    moved: Vec<(u32, Unit)>,
}

impl Room {
    fn new(p: &Problem) -> Self {
        let (first, arcs) = by_variable(p.count, || p.arcs.iter().map(|a| (a.tail, (a.head, a.len))));
        Self { x: vec![0; p.count], first, arcs, held: Vec::new(), held_at: vec![NONE; p.count], moved: Vec::new() }
    }

    /// Brings two that were so far apart together for good, or leaves everything as it was.
    fn meet(&mut self, low: u32, high: u32, long: Unit) -> bool {
        self.moved.clear();
        let free = self.raise(low, self.x[high as usize] + long, high);
        if free {
            self.held.push((low, long, self.held_at[high as usize]));
            self.held_at[high as usize] = self.held.len() as u32 - 1;
        } else {
            while let Some((v, x)) = self.moved.pop() {
                self.x[v as usize] = x;
            }
        }
        free
    }

    /// Moves a variable to `x`, and what is in its way; false where that is `stop`.
    fn raise(&mut self, v: u32, x: Unit, stop: u32) -> bool {
        let mut at = 0;
        self.push(v, x);
        while let Some(&(v, _)) = self.moved.get(at) {
            at += 1;
            let x = self.x[v as usize];
            for k in self.first[v as usize]..self.first[v as usize + 1] {
                let (w, len) = self.arcs[k as usize];
                if self.push(w, x + len) && w == stop {
                    return false;
                }
            }
            let mut next = self.held_at[v as usize];
            while let Some(&(w, len, before)) = self.held.get(next as usize) {
                next = before;
                if self.push(w, x + len) && w == stop {
                    return false;
                }
            }
        }
        true
    }

    /// Whether a variable had to move to be at `least`.
    fn push(&mut self, v: u32, least: Unit) -> bool {
        let moves = self.x[v as usize] < least;
        if moves {
            self.moved.push((v, std::mem::replace(&mut self.x[v as usize], least)));
        }
        moves
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Group, Node, Placement, Spacing, place};

    /// Two chains in groups, a line between them in both directions, a line back in one; before and after them a node.
    fn processes(direction: Direction) -> Placement {
        let node = |index: u32| Node {
            size: Size::new(if index == 8 { 69.5 } else { 47.0 }, 40.0),
            parent: (index < 8).then_some(index / 4),
            index,
            centered_ports: false,
            inset: 0.0,
        };
        let lines =
            [(0, 1), (1, 2), (1, 7), (2, 3), (3, 0), (3, 9), (4, 5), (5, 6), (6, 3), (6, 7), (7, 9), (8, 0), (8, 4)];
        let group = |index| Group { title: Size::new(75.0, 20.0), padding: 16.0, index, ..Group::default() };
        place(&Graph {
            direction,
            nodes: (0..10).map(node).collect(),
            groups: (0..2).map(group).collect(),
            edges: lines
                .iter()
                .map(|&(a, b)| Edge { from: End::Node(a), to: End::Node(b), label: None, weight: 1 })
                .collect(),
            spacing: Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() },
            ..Graph::default()
        })
    }

    #[test]
    fn no_step_is_left_where_ends_can_slide() {
        for direction in [Direction::Down, Direction::Up] {
            for line in processes(direction).edges {
                for w in line.points.windows(4) {
                    let on = (w[1].x - w[0].x) * (w[3].x - w[2].x) + (w[1].y - w[0].y) * (w[3].y - w[2].y) > 0.0;
                    let across = (w[2].x - w[1].x).abs() + (w[2].y - w[1].y).abs();
                    assert!(!on || across >= super::STEP, "{direction:?}: {:?}", line.points);
                }
            }
        }
    }
}
