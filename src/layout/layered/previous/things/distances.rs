//! What has to lie between things, and what costs length.
//!
//! Things that see each other along the axis keep their order and a distance, as in [`super::super::super::columns`]; what is too near
//! already comes no nearer. Lines and groups want to be short, ends to stay where they are on their side. No paper.
//!
//! Before: things and their variables. After: arcs and ties that the drawing as it is satisfies, with nothing moved.

use super::super::super::compact::{self, Keep, Thing};
use super::super::super::graph::End;
use super::super::super::part::{Unit, unit};
use super::super::super::simplex::{Arc, Tie};
use super::{Axis, SAME, Stretch, Things, gate_box, units};

/// What a unit of length costs: along a line, between the walls of a group, and by which an end or a label slides.
const LINE: i64 = 2;
const WALL: i64 = 1;
const SLIDE: i64 = 3;
const LABEL: i64 = 1;
/// Least distance of an end from the corners of its side, px.
const CORNER: f64 = 8.0;

#[derive(Clone, Copy)]
enum What {
    Node,
    Label,
    /// By number.
    Stretch(u32),
    /// The walls of a group where it begins and where it ends.
    Begin(u32),
    End(u32),
    Title,
    Gate,
}

/// By what a thing stands among the others, its number, and the thing.
type Listed = ((Unit, u8, u32), u32, Thing<What>);

/// Arcs and ties by variable, collected.
pub(in super::super) struct Pulls<'a> {
    vars: &'a [u32],
    pub arcs: Vec<Arc>,
    pub ties: Vec<Tie>,
}

impl Pulls<'_> {
    /// `b` lies at least `least` after `a`, or as far as now where that is less; what lies between costs `weight`.
    fn pull(&mut self, a: u32, b: u32, least: Unit, now: Unit, weight: i64) {
        let (tail, head) = (self.vars[a as usize], self.vars[b as usize]);
        if tail != head {
            self.arcs.push(Arc { tail, head, len: least.min(now) - now, weight });
        }
    }

    /// Two had better stay as far apart as they are.
    fn hold(&mut self, a: u32, b: u32, weight: i64) {
        let (tail, head) = (self.vars[a as usize], self.vars[b as usize]);
        if tail != head {
            self.ties.push(Tie { tail, head, len: 0, below: weight, above: weight });
        }
    }
}

impl Things<'_> {
    /// Everything that lies between variables; lengths are by how much nearer two may come.
    pub(in super::super) fn pulls<'a>(&self, vars: &'a [u32]) -> Pulls<'a> {
        let mut p = Pulls { vars, arcs: self.separations(vars), ties: Vec::new() };
        self.groups(&mut p);
        self.gates(&mut p);
        self.lines(&mut p);
        self.labels_beside(&mut p);
        self.slides(&mut p);
        p
    }

    fn groups(&self, p: &mut Pulls) {
        for (g, b) in (0u32..).zip(&self.drawn.groups) {
            let ((low, high), title) = (self.axis.along(&b.rect), self.axis.along(&b.title));
            let group = &self.graph.groups[g as usize];
            let pad = unit(group.padding);
            let least = match self.axis {
                _ if group.lane => 0,
                Axis::X => unit(group.least.w),
                Axis::Y => unit(group.least.h),
            };
            p.pull(self.begin(g), self.end(g), least, units(high - low), WALL);
            let (before, after) = (units(title.0 - low), units(high - title.1));
            if before >= 0 && after >= 0 {
                p.pull(self.begin(g), self.title(g), pad, before, WALL);
                p.pull(self.title(g), self.end(g), pad, after, 0);
            }
        }
    }

    /// Gates stay on their side, in their order there.
    fn gates(&self, p: &mut Pulls) {
        let side = |&i: &usize| (self.graph.gates[i].group, self.drawn.gates[i].side as u8);
        let at = |i: usize| self.axis.of(self.drawn.gates[i].at).0;
        let mut gates: Vec<usize> = (0..self.drawn.gates.len()).collect();
        gates.sort_by(|a, b| side(a).cmp(&side(b)).then(at(*a).total_cmp(&at(*b))));
        let breadth = |i: usize| self.graph.gates[i].breadth;
        for &i in &gates {
            let (g, gate) = (self.graph.gates[i].group, self.gate(i as u32));
            let (low, high) = self.axis.along(&self.drawn.groups[g as usize].rect);
            let half = unit(breadth(i) / 2.0);
            p.pull(self.begin(g), gate, half, units(at(i) - low), 0);
            p.pull(gate, self.end(g), half, units(high - at(i)), 0);
        }
        for w in gates.windows(2).filter(|w| side(&w[0]) == side(&w[1])) {
            let least = f64::midpoint(breadth(w[0]), breadth(w[1])).max(self.graph.spacing.edge_edge);
            let (a, b) = (self.gate(w[0] as u32), self.gate(w[1] as u32));
            p.pull(a, b, unit(least).max(1), units(at(w[1]) - at(w[0])), 0);
        }
    }

    /// What runs along the axis between two stretches wants to be short.
    fn lines(&self, p: &mut Pulls) {
        let stub = unit(self.graph.spacing.edge_node);
        for (line, edge) in self.graph.edges.iter().enumerate() {
            let (of, weight) = (self.of(line), LINE * i64::from(edge.weight.clamp(1, 1000)));
            for k in of.start + 1..of.end {
                let (s, t) = (&self.stretches[k as usize - 1], &self.stretches[k as usize]);
                let (a, b) = if s.at < t.at { (k - 1, k) } else { (k, k - 1) };
                // An arrowhead at a flank needs room.
                let tip = (k == of.start + 1 && s.first == s.last) || (k + 1 == of.end && t.first == t.last);
                let least = if tip { stub } else { 0 };
                p.pull(self.stretch(a), self.stretch(b), least, units((s.at - t.at).abs()), weight);
            }
        }
    }

    fn labels_beside(&self, p: &mut Pulls) {
        for &(line, [a, b]) in &self.labels {
            let Some(rect) = &self.drawn.edges[line as usize].label else { continue };
            let ((low, high), of) = (self.axis.along(rect), |k: u32| self.stretches[k as usize].at);
            let label = self.label(line);
            p.pull(self.stretch(a), label, 0, units(low - of(a)), 0);
            p.pull(label, self.stretch(b), 0, units(of(b) - high), 0);
            p.hold(self.stretch(a), label, LABEL);
        }
    }

    fn slides(&self, p: &mut Pulls) {
        for &(n, k) in &self.sliding {
            let ((low, high), at) = (self.axis.along(&self.drawn.nodes[n as usize]), self.stretches[k as usize].at);
            let margin = unit(CORNER.max(self.graph.nodes[n as usize].inset));
            p.pull(n, self.stretch(k), margin, units(at - low), 0);
            p.pull(self.stretch(k), n, margin, units(high - at), 0);
            p.hold(n, self.stretch(k), SLIDE);
        }
    }

    /// What lies between variables at least; lengths are by how much nearer two may come.
    fn separations(&self, vars: &[u32]) -> Vec<Arc> {
        let things = self.listed(vars);
        let s = &self.graph.spacing;
        let most = unit(s.node.max(s.edge_node).max(s.edge_edge));
        compact::pairs(
            &things,
            most,
            |a, b| self.keep(*a, *b),
            |a, b, keep| {
                let now = b.start - a.end;
                (now >= 0).then(|| keep.gap.min(now) - now)
            },
        )
    }

    /// Everything from low to high along the axis, walls before what they hold.
    fn listed(&self, vars: &[u32]) -> Vec<Thing<What>> {
        let mut list: Vec<Listed> = Vec::new();
        let mut add = |key: (u8, u32), v: u32, along: (f64, f64), across: (f64, f64), kind: What| {
            let ((start, end), (low, high)) = (along, across);
            let (start, end, low, high) = (units(start), units(end), units(low), units(high));
            let thing = Thing { low, high, var: vars[v as usize], step: 0, start, end, kind };
            list.push(((start, key.0, key.1), v, thing));
        };
        for (n, r) in self.drawn.nodes.iter().enumerate() {
            add((4, 0), n as u32, self.axis.along(r), self.axis.across(r), What::Node);
        }
        let depth = self.depths();
        for (g, b) in (0u32..).zip(&self.drawn.groups) {
            let ((low, high), across) = (self.axis.along(&b.rect), self.axis.across(&b.rect));
            let deep = depth[g as usize];
            add((1, deep), self.begin(g), (low, low), across, What::Begin(g));
            add((3, u32::MAX - deep), self.end(g), (high, high), across, What::End(g));
            if b.title.w > 0.0 {
                add((4, 0), self.title(g), self.axis.along(&b.title), self.axis.across(&b.title), What::Title);
            }
        }
        for i in 0..self.drawn.gates.len() {
            let r = gate_box(self.graph, self.drawn, i);
            add((4, 0), self.gate(i as u32), self.axis.along(&r), self.axis.across(&r), What::Gate);
        }
        for (line, edge) in self.graph.edges.iter().enumerate() {
            for k in self.of(line) {
                let s = &self.stretches[k as usize];
                if !self.within(edge.from, s) && !self.within(edge.to, s) {
                    add((2, 0), self.stretch(k), (s.at, s.at), (s.low, s.high), What::Stretch(k));
                }
            }
            if let Some(l) = &self.drawn.edges[line].label {
                add((4, 0), self.label(line as u32), self.axis.along(l), self.axis.across(l), What::Label);
            }
        }
        list.sort_by_key(|l| (l.0, l.1));
        // The first thing is what everything sees where there is nothing else.
        let border = Thing {
            low: Unit::MIN,
            high: Unit::MAX,
            var: u32::MAX,
            step: 0,
            start: Unit::MAX / 4,
            end: Unit::MAX / 4,
            kind: What::Label,
        };
        let numbered = (1..).zip(list).map(|(step, (_, _, thing))| Thing { step, ..thing });
        std::iter::once(border).chain(numbered).collect()
    }

    /// Whether a stretch runs in the side of a node where its line ends.
    fn within(&self, end: End, s: &Stretch) -> bool {
        let End::Node(n) = end else { return false };
        let r = &self.drawn.nodes[n as usize];
        let ((low, high), (top, bottom)) = (self.axis.along(r), self.axis.across(r));
        low - SAME < s.at && s.at < high + SAME && top + SAME < s.low && s.high < bottom - SAME
    }

    fn depths(&self) -> Vec<u32> {
        let groups = &self.graph.groups;
        let up = |g: u32| groups.get(g as usize).and_then(|g| g.parent);
        // A circle of parents is no deeper than there are groups.
        (0..groups.len() as u32)
            .map(|g| std::iter::successors(up(g), |&p| up(p)).take(groups.len()).count() as u32)
            .collect()
    }

    /// Who sees whom, and what is then kept between one of low and one of high place.
    fn keep(&self, a: What, b: What) -> Keep {
        use What::{Begin, End, Gate, Label, Node, Stretch, Title};
        let s = &self.graph.spacing;
        let along = if self.axis.flows(self.graph.direction) { s.rank } else { s.node };
        let reach = match (a, b) {
            (Title, Stretch(_)) | (Stretch(_), Title) => s.edge_node / 2.0,
            (Title, _) | (_, Title) => 1.0,
            (Stretch(_), Stretch(_)) => s.edge_edge,
            (Stretch(_) | Label | Gate, _) | (_, Stretch(_) | Label | Gate) => s.edge_node,
            _ => s.node.min(s.rank / 2.0),
        };
        let pad = |g: u32| self.graph.groups[g as usize].padding;
        // A title at the top keeps everything below its own line.
        let head = |g: u32| if self.axis == Axis::Y { pad(g) + self.drawn.groups[g as usize].title.h } else { pad(g) };
        let gap = match (a, b) {
            (Title, Stretch(_)) | (Stretch(_), Title) => s.edge_node / 2.0,
            (Begin(g), Stretch(_)) => head(g).max(s.edge_node),
            (Stretch(_), End(g)) => pad(g).max(s.edge_node),
            (Gate, Gate | Begin(_) | End(_)) | (Begin(_) | End(_), Gate) => 0.0,
            (Begin(g), Title) => pad(g),
            (Begin(g), _) => head(g),
            (_, End(g)) => pad(g),
            (Stretch(p), Stretch(q)) => {
                let (u, v) = (&self.stretches[p as usize], &self.stretches[q as usize]);
                // One that goes on where the other ends may meet it, one that turns back may not.
                let on = u.line == v.line && p.abs_diff(q) == 1 && u.high.min(v.high) <= u.low.max(v.low);
                if on { 0.0 } else { s.edge_edge }
            }
            (Node | End(_), Node | Begin(_)) => along,
            _ => s.edge_node,
        };
        Keep { reach: unit(reach), gap: unit(gap) }
    }
}
