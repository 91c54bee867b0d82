//! What moves together: lines' ends with what they end at, labels with their lines, gates with their walls, lanes with one another. No paper.
//!
//! Before: everything by itself. After: one root for all that are joined, and what may slide.

use super::super::super::graph::{Along, End};
use super::{Axis, SAME, Things};
use crate::geometry::{Point, Rect, Side};

impl Things<'_> {
    fn join(&mut self, a: u32, b: u32) {
        self.joined.join(a, b);
    }

    /// A gate goes with the wall that it stands on, or along it; lines that end at it go with it.
    pub(super) fn join_gates(&mut self) {
        for (i, (q, b)) in (0..).zip(self.graph.gates.iter().zip(&self.drawn.gates)) {
            match (b.side, self.axis) {
                (Side::Left, Axis::X) | (Side::Top, Axis::Y) => self.join(self.begin(q.group), self.gate(i)),
                (Side::Right, Axis::X) | (Side::Bottom, Axis::Y) => self.join(self.end(q.group), self.gate(i)),
                _ => match q.at {
                    Some(Along::Px(_)) => self.join(self.begin(q.group), self.gate(i)),
                    // A share of a length that stays as it is.
                    Some(Along::Share(_)) => {
                        self.join(self.begin(q.group), self.gate(i));
                        self.join(self.end(q.group), self.gate(i));
                    }
                    None => {}
                },
            }
            for &(e, start) in &q.ends {
                let of = self.of_line.get(e as usize..e as usize + 2).map_or(0..0, |w| w[0]..w[1]);
                if !of.is_empty() {
                    self.join(self.stretch(if start { of.start } else { of.end - 1 }), self.gate(i));
                }
            }
        }
    }

    /// Joins the ends of lines with what they end at, or lets them slide there.
    pub(super) fn join_ends(&mut self) {
        let mut pinned: Vec<u32> = self.graph.ports.iter().map(|p| p.node).collect();
        pinned.sort_unstable();
        for (line, edge) in self.graph.edges.iter().enumerate() {
            let of = self.of(line);
            if of.is_empty() {
                continue;
            }
            for (end, k) in [(edge.from, of.start), (edge.to, of.end - 1)] {
                let s = self.stretches[k as usize];
                match end {
                    End::Node(n) => {
                        let (low, high) = self.axis.along(&self.drawn.nodes[n as usize]);
                        let beside = (s.at - low).abs() < SAME || (s.at - high).abs() < SAME;
                        let held = self.graph.nodes[n as usize].centered_ports || pinned.binary_search(&n).is_ok();
                        if beside || held || edge.from == edge.to {
                            self.join(n, self.stretch(k));
                        } else {
                            self.sliding.push((n, k));
                        }
                    }
                    End::Group(g) => {
                        let (low, high) = self.axis.along(&self.drawn.groups[g as usize].rect);
                        if (s.at - high).abs() < SAME {
                            self.join(self.end(g), self.stretch(k));
                        } else if (s.at - low).abs() < SAME {
                            self.join(self.begin(g), self.stretch(k));
                        }
                    }
                }
            }
        }
    }

    /// A label goes with the stretch that it stands beside. Beside what runs along the axis it stays between the ends of that.
    pub(super) fn join_labels(&mut self) {
        for line in 0..self.drawn.edges.len() {
            let route = &self.drawn.edges[line];
            let Some(label) = route.label else { continue };
            let away = |w: &[Point]| {
                let r = Rect::around(w[0], w[1]);
                (r.x - label.right()).max(label.x - r.right()).max(0.0)
                    + (r.y - label.bottom()).max(label.y - r.bottom()).max(0.0)
            };
            let nearest = (0..).zip(route.points.windows(2)).min_by(|a, b| away(a.1).total_cmp(&away(b.1)));
            let Some((at, _)) = nearest else { continue };
            let holding = |i: usize| self.of(line).find(|&k| self.stretches[k as usize].last >= i);
            if let (Some(a), Some(b)) = (holding(at), holding(at + 1)) {
                if a == b {
                    self.join(self.stretch(a), self.label(line as u32));
                } else {
                    let falls = self.stretches[a as usize].at > self.stretches[b as usize].at;
                    self.labels.push((line as u32, if falls { [b, a] } else { [a, b] }));
                }
            }
        }
    }

    /// Walls that lanes share, or that stand on one line, stay so.
    pub(super) fn join_lanes(&mut self) {
        let lanes: Vec<u32> =
            (0..self.drawn.groups.len() as u32).filter(|&g| self.graph.groups[g as usize].lane).collect();
        let near = |a: f64, b: f64| (a - b).abs() < SAME;
        for (i, &a) in lanes.iter().enumerate() {
            for &b in &lanes[i + 1..] {
                let of = |g: u32| self.axis.along(&self.drawn.groups[g as usize].rect);
                if self.graph.groups[a as usize].parent != self.graph.groups[b as usize].parent {
                    continue;
                }
                let (p, q) = (of(a), of(b));
                for (x, v) in [(p.0, self.begin(a)), (p.1, self.end(a))] {
                    for (y, w) in [(q.0, self.begin(b)), (q.1, self.end(b))] {
                        if near(x, y) {
                            self.join(v, w);
                        }
                    }
                }
            }
        }
    }
}
