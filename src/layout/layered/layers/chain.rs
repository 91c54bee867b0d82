//! The chain of one line: its ends, and a dummy in every layer between them, container by container.
//!
//! A line rises from its upper end out of the groups around that, passes the layers of the container where the ways of both ends
//! meet, and falls into the groups around its lower end (Forster 2002 and Sander 1996 cut lines at borders as well; here a line has no
//! place on a border that it crosses). A flat line turns below its layer and climbs to its other end. A line to another row turns below
//! its own, goes back beside it, turns again above the other, and falls.
//!
//! Before: ranks, and where each container's layers begin. After: the line's items and pieces stand at the end of their lists.

use super::super::part::{Extent, NONE, Part, Tip, TitleSide};
use super::super::ranks::Ranks;
use super::{Border, Item, Kind, Layered, Piece};

/// The dummies of a line from its upper end on, by layer and lane.
struct Way<'a> {
    part: &'a Part,
    ranks: &'a Ranks,
    layer_first: &'a [u32],
    dummies: Vec<(u32, u32)>,
    borders: (Border, Border),
    /// After how many dummies a line turns that does not run down from end to end.
    turn: Option<usize>,
    /// Of a line that goes on in another row.
    back: bool,
    /// Among which dummies the label has its place.
    label: std::ops::Range<usize>,
}

/// Appends a line to the graph.
pub(super) fn lay(part: &Part, ranks: &Ranks, g: &mut Layered, line: u32) {
    let l = &part.lines[line as usize];
    let turned = ranks.turned[line as usize];
    let (a, b) = if turned { (l.to, l.from) } else { (l.from, l.to) };
    let way = Way::new(part, ranks, &g.layer_first, line, (a, b));
    let Way { dummies, borders, turn, back, label, .. } = way;
    let label_at = match l.label {
        Some(_) if !label.is_empty() => (label.start + label.end - 1) / 2,
        _ => usize::MAX,
    };
    let begin = g.chain.len();
    if let (Tip::Leaf(i), Border::No) = (a, borders.0) {
        g.chain.push(i);
    }
    let leading = g.chain.len() - begin;
    for (k, &(layer, lane)) in dummies.iter().enumerate() {
        g.chain.push(g.items.len() as u32);
        let label = l.label.filter(|_| k == label_at);
        g.items.push(dummy(part, line, layer, lane, label));
    }
    if let (Tip::Leaf(i), Border::No) = (b, borders.1) {
        g.chain.push(i);
    }
    g.borders.push(borders);
    // The two items between which it turns back up. A line to another row comes down again.
    let turn = turn.map(|t| leading + t);
    let rises = |at: usize| turn.is_some_and(|t| if back { at == t + 1 } else { at > t });
    for k in begin + 1..g.chain.len() {
        let (p, q) = (g.chain[k - 1], g.chain[k]);
        let at = k - begin;
        let (upper, lower) = if rises(at) { (q, p) } else { (p, q) };
        g.pieces.push(Piece { upper, lower, line, flat: Some(at) == turn });
    }
}

impl<'a> Way<'a> {
    /// From the upper end `a` to the lower end `b`.
    fn new(part: &'a Part, ranks: &'a Ranks, layer_first: &'a [u32], line: u32, (a, b): (Tip, Tip)) -> Self {
        let lifted = ranks.lifted[line as usize];
        let turned = ranks.turned[line as usize];
        let (top, bottom) = if turned { (lifted.to, lifted.from) } else { (lifted.from, lifted.to) };
        let mut way = Self {
            part,
            ranks,
            layer_first,
            dummies: Vec::new(),
            borders: (Border::No, Border::No),
            turn: None,
            back: part.row(top).is_some() && part.row(bottom).is_some(),
            label: 0..0,
        };
        match (top, a) {
            (Some(top), _) => way.rise(a, top),
            (None, Tip::Container(c)) => way.borders.0 = Border::Top(c),
            (None, Tip::Leaf(_)) => {}
        }
        let labelled = part.lines[line as usize].label.is_some();
        way.meet(lifted.container, (a, top), (b, bottom), labelled);
        match (bottom, b) {
            (Some(bottom), _) if way.turn.is_some() && !way.back => way.climb(b, bottom, labelled),
            (Some(bottom), _) => way.fall(b, bottom),
            (None, Tip::Container(c)) => way.borders.1 = Border::Bottom(c),
            (None, Tip::Leaf(_)) => {}
        }
        if way.label.is_empty() {
            way.label = 0..way.dummies.len();
        }
        way
    }

    fn first(&self, c: u32) -> u32 {
        self.layer_first[c as usize]
    }

    fn count(&self, c: u32) -> u32 {
        self.layer_first[c as usize + 1] - self.first(c)
    }

    fn layer_of(&self, t: Tip) -> u32 {
        match t {
            Tip::Leaf(i) => self.ranks.leaf[i as usize],
            Tip::Container(c) => self.ranks.container[c as usize],
        }
    }

    /// Passes these layers of a container, counted in it.
    fn pass(&mut self, container: u32, layers: std::ops::Range<u32>, lane: u32) {
        let first = self.first(container);
        self.dummies.extend(layers.map(|k| (first + k, lane)));
    }

    /// Out of all groups around the upper end that `top` is or holds.
    fn rise(&mut self, end: Tip, top: Tip) {
        let mut at = end;
        if let Tip::Container(c) = end {
            self.borders.0 = Border::Bottom(c);
            let body = self.part.body(c);
            self.dummies.push((self.first(body) + self.count(body) - 1, self.lane_in(body, c)));
            at = Tip::Container(body);
        }
        while at != top {
            let (home, lane) = self.part.home(at);
            self.pass(home, self.layer_of(at) + 1..self.count(home), lane);
            at = Tip::Container(home);
        }
    }

    /// Through the container where the ways of both ends meet.
    fn meet(&mut self, c: u32, (a, top): (Tip, Option<Tip>), (b, bottom): (Tip, Option<Tip>), labelled: bool) {
        let lane_of = |t: Tip| match t {
            Tip::Container(c) if self.part.containers[c as usize].is_lane => c,
            _ => self.part.home(t).1,
        };
        let lane = bottom.map_or_else(|| lane_of(b), |t| self.part.home(t).1);
        let lane_above = lane_of(a);
        let from = top.map_or(0, |t| self.layer_of(t) + 1);
        let to = bottom.map_or(self.count(c), |t| self.layer_of(t));
        let known = self.dummies.len();
        self.pass(c, from..to.max(from), lane);
        if top.is_none()
            && let Some(first) = self.dummies.first_mut()
        {
            first.1 = lane_above;
        }
        self.label = known..self.dummies.len();
        let flat = from > to;
        if flat && labelled && !self.back {
            self.dummies.push((self.first(c) + from, top.map_or(NONE, |t| self.part.home(t).1)));
            self.label.end += 1;
        }
        self.turn = flat.then_some(self.dummies.len());
        if self.back {
            // Below its row it turns, goes back up beside the row, and turns again above the next one.
            self.label = self.dummies.len()..self.dummies.len() + 1;
            self.dummies.extend([(self.first(c) + 1, NONE), (self.first(c), NONE)]);
        }
    }

    /// The members of containers from the lower end up to `bottom`, which is not among them, the outermost first.
    fn inwards(&self, end: Tip, bottom: Tip) -> Vec<Tip> {
        let mut list = Vec::new();
        let mut at = match end {
            Tip::Container(c) => Tip::Container(self.part.body(c)),
            Tip::Leaf(_) => end,
        };
        while at != bottom {
            list.push(at);
            at = Tip::Container(self.part.home(at).0);
        }
        list.reverse();
        list
    }

    /// Up into the groups around the lower end of a flat line: both ends leave downwards.
    fn climb(&mut self, end: Tip, bottom: Tip, labelled: bool) {
        if labelled {
            let (home, lane) = self.part.home(bottom);
            self.dummies.push((self.first(home) + self.layer_of(bottom) + 1, lane));
        }
        for t in self.inwards(end, bottom) {
            let (home, lane) = self.part.home(t);
            let known = self.dummies.len();
            self.pass(home, self.layer_of(t) + 1..self.count(home), lane);
            self.dummies[known..].reverse();
        }
        if let Tip::Container(c) = end {
            self.borders.1 = Border::Bottom(c);
            let body = self.part.body(c);
            self.dummies.push((self.first(body) + self.count(body) - 1, self.lane_in(body, c)));
        }
    }

    /// Down into the groups around the lower end.
    fn fall(&mut self, end: Tip, bottom: Tip) {
        for t in self.inwards(end, bottom) {
            let (home, lane) = self.part.home(t);
            self.pass(home, 0..self.layer_of(t), lane);
        }
        if let Tip::Container(c) = end {
            self.borders.1 = Border::Top(c);
            let body = self.part.body(c);
            self.dummies.push((self.first(body), self.lane_in(body, c)));
        }
    }

    fn lane_in(&self, body: u32, c: u32) -> u32 {
        if body == c || !self.part.containers[c as usize].is_lane { NONE } else { c }
    }
}

fn dummy(part: &Part, line: u32, layer: u32, lane: u32, label: Option<Extent>) -> Item {
    let none = Item { kind: Kind::Dummy, owner: line, layer, lane, left: 0, right: 0, height: 0 };
    let Some(size) = label else { return none };
    let beside = part.space.label + size.w;
    let (left, right) = if part.title_side == TitleSide::Low { (beside, 0) } else { (0, beside) };
    Item { kind: Kind::Label, left, right, height: size.h, ..none }
}
