//! Everything across the flow together: coordinates, ports and the places of titles.
//!
//! [`super::coordinates`] makes lines short, but what a reader sees is whether a line is straight. After each round the pieces that
//! are nearly straight are pulled harder and those that are far from it are let go (iteratively reweighted, as in Candès, Wakin,
//! Boyd 2008, *Enhancing sparsity by reweighted l1 minimization*); the round with the fewest bends is kept, where the width of
//! the whole and of its groups counts a little. Then all that can be straight together ([`super::together`]) is pulled hard, and kept
//! so where that saves bends. Titles move aside for lines where they must, and stay at the low end of their group where that costs little.
//!
//! All this is done twice: first for nodes that are alike, where bent pieces are also pulled one by one. That gives the order that is
//! kept (see [`super::canonical`]) and the pulls that the rounds start from.
//!
//! Before: an order and even ports. After: coordinates and ports that keep all distances, titles that no line runs through.

use super::canonical::Canonical;
use super::coordinates::{self, Across, Frame, Solver};
use super::layers::Layered;
use super::part::{Part, Unit};
use super::ports::Ports;
use super::{straight, titles, together};

#[derive(Clone, Debug)]
pub(super) struct Lateral {
    pub across: Across,
    pub ports: Ports,
    /// The low x of each container's title.
    pub titles: Vec<Unit>,
}

/// Rounds at most, and the number of pieces times rounds up to which they are taken.
const ROUNDS: usize = 6;
/// Fewer where a solution of nearly the same is known.
const ROUNDS_HINTED: usize = 2;
const ROUNDS_EFFORT: usize = 6_000;
/// A piece whose ends are this far apart is pulled half as hard as a straight one: 40 px.
const NEAR: Unit = 320;
/// Above so many pieces titles are kept clear of without looking first.
const LARGE: usize = 3_000;
/// Parts of at most so many pieces try to bring their titles to the low end, of at most so many groups one by one.
const TITLES_PIECES: usize = 400;
const TITLES_TRIES: usize = 12;

/// A bend less may cost so much width: 40 px.
const WORTH: Unit = 320;
/// A line more that is straight from end to end is worth so many bends: the eye follows it at once.
const STRAIGHT: usize = 8;
/// A px of a group's width counts as much as such a part of one of the whole: a group that is torn open for a straight line
/// costs room even where the whole does not grow.
const GROUPS: Unit = 4;
/// How much harder a piece is pulled that is to be straight.
const STRAIGHT_PULL: i64 = 64;
/// The number of pieces times tries up to which bent pieces are pulled one by one, and the fewest tries that are worth the time.
const TRIES_EFFORT: usize = 10_000;
const TRIES_LEAST: usize = 10;

/// A solution with what it costs.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub lateral: Lateral,
    bends: usize,
    /// Lines with any bend.
    pub bent: usize,
    gaps: Vec<Unit>,
    /// The containers whose lines were asked to keep clear of the title at the low end.
    kept: Vec<u32>,
}

impl Found {
    fn cost(&self) -> Unit {
        let Across { low, high, .. } = &self.lateral.across;
        let groups: Unit = low.iter().zip(high).skip(1).map(|(low, high)| high - low).sum();
        (self.bends + STRAIGHT * self.bent) as Unit * WORTH + high[0] + groups / GROUPS
    }

    /// What the next solution starts from. Where titles had to be kept clear of, these other ports are what is known to leave room.
    fn start<'a>(&'a self, other: &'a Ports) -> (&'a Ports, Option<&'a Across>) {
        match self.kept.is_empty() {
            true => (&self.lateral.ports, Some(&self.lateral.across)),
            false => (other, None),
        }
    }

    /// Whether it saves at least what a bend is worth. Less is no reason to move everything: a node that grows a little would be one.
    fn is_worth_more_than(&self, other: &Self) -> bool {
        self.cost() + WORTH <= other.cost()
    }
}

/// How much each piece is pulled, and the ports that a solution started from.
type With = (Vec<i64>, Ports);

/// The best solution, and the frame that it keeps: of what is known from leaves that are alike the strict one, unless a line
/// becomes straight in the lax one.
pub(super) fn assign(
    part: &Part,
    g: &Layered,
    frame: Frame,
    even: &Ports,
    known: Option<Canonical>,
) -> (Lateral, Frame) {
    let (frame, lax, bent, hint, start) = match known {
        Some(Canonical { strict, lax, bent, pull, start }) => (strict, lax, bent, Some(pull), start),
        None => (frame, None, 0, None, even.clone()),
    };
    let mut search = Search::new(part, g, &frame, &start);
    let (mut best, with) = search.best(hint.as_deref());
    if let Some(lax) = lax.filter(|_| best.bent > bent) {
        let mut other = Search::new(part, g, &lax, &start);
        let (found, with) = other.best(hint.as_deref());
        if found.is_worth_more_than(&best) {
            return (other.titles_low(found, &with).lateral, lax);
        }
    }
    best = search.titles_low(best, &with);
    (best.lateral, frame)
}

/// What all solutions for one frame share.
pub(super) struct Search<'a> {
    part: &'a Part,
    g: &'a Layered,
    frame: &'a Frame,
    even: &'a Ports,
    solver: Solver<'a>,
}

impl<'a> Search<'a> {
    pub(super) fn new(part: &'a Part, g: &'a Layered, frame: &'a Frame, even: &'a Ports) -> Self {
        Self { part, g, frame, even, solver: Solver::new(part, g, frame) }
    }

    /// The best solution, and what it came from.
    pub(super) fn best(&mut self, hint: Option<&[i64]>) -> (Found, With) {
        let pieces = self.g.pieces.len();
        let most = if hint.is_some() { ROUNDS_HINTED } else { ROUNDS };
        let rounds = (ROUNDS_EFFORT / pieces.max(1)).clamp(1, most);
        let base = coordinates::pulls(self.part, self.g);
        let pull = hint.map_or_else(|| base.clone(), <[i64]>::to_vec);
        // Large parts have no time for second thoughts: all lines keep clear of titles from the start.
        let all: Vec<u32> = (0..self.part.containers.len() as u32).collect();
        let mut last = self.attempt(self.even, &pull, None, if pieces > LARGE { &all } else { &[] });
        let mut from = (pull, self.even.clone());
        let (mut best, mut with) = (last.clone(), from.clone());
        for _ in 1..rounds {
            let pull = base.iter().zip(&last.gaps).map(|(&b, &gap)| (b * 16 * NEAR / (NEAR + gap)).max(1)).collect();
            let (start, before) = last.start(self.even);
            let next = (pull, start.clone());
            // From the same pulls and ports comes the same again.
            if best.bends == 0 || next == from {
                break;
            }
            from = next;
            last = self.attempt(&from.1, &from.0, before, &last.kept);
            if last.is_worth_more_than(&best) {
                best = last.clone();
                with = from.clone();
            }
        }
        best = self.straighten_together(best, &mut with);
        if hint.is_none() {
            best = self.straighten_one_by_one(best, &mut with);
        }
        (best, with)
    }

    /// Pulls bent pieces one after the other, and keeps what saves bends where the whole gets no wider: unlike what can be straight
    /// together with all that is, that also gives up a line for others. `with` is what `best` came from.
    fn straighten_one_by_one(&mut self, mut best: Found, with: &mut With) -> Found {
        let pieces = self.g.pieces.len();
        let tries = TRIES_EFFORT / pieces.max(1);
        if tries < TRIES_LEAST {
            return best;
        }
        let mut done = vec![false; pieces];
        for _ in 0..tries {
            let next = (0..pieces).filter(|&i| best.gaps[i] != 0 && !done[i]).min_by_key(|&i| (best.gaps[i], i));
            let Some(i) = next else { break };
            done[i] = true;
            let (start, before) = best.start(&with.1);
            with.0[i] *= STRAIGHT_PULL;
            let found = self.attempt(start, &with.0, before, &best.kept);
            if found.is_worth_more_than(&best) && found.lateral.across.high[0] <= best.lateral.across.high[0] {
                if best.kept.is_empty() {
                    with.1.clone_from(&best.lateral.ports);
                }
                best = found;
            } else {
                with.0[i] /= STRAIGHT_PULL;
            }
        }
        best
    }

    /// Pulls all lines that can be straight together, and keeps that if it saves bends.
    fn straighten_together(&mut self, mut best: Found, with: &mut With) -> Found {
        let (part, g) = (self.part, self.g);
        if best.bends == 0 || g.pieces.len() > LARGE {
            return best;
        }
        let mut extra = Vec::new();
        let l = &best.lateral;
        let (start, _) = best.start(&with.1);
        titles::keep_right(part, self.frame, &titles::passages(part, g, start), &best.kept, &mut extra);
        let found = (&l.across, &l.ports, &best.gaps[..]);
        let Some(more) = together::more(part, g, self.frame, &extra, start, found, WORTH) else { return best };
        let mut pull = with.0.clone();
        for (p, _) in pull.iter_mut().zip(&more.straight).filter(|p| *p.1) {
            *p *= STRAIGHT_PULL;
        }
        let before = best.kept.is_empty().then_some(&more.across);
        let found = self.attempt(&more.ports, &pull, before, &best.kept);
        if found.is_worth_more_than(&best) {
            best = found;
            *with = (pull, more.ports);
        }
        best
    }

    /// Coordinates for given pulls, again as long as a title finds no room.
    fn attempt(&mut self, start: &Ports, pull: &[i64], mut before: Option<&Across>, kept: &[u32]) -> Found {
        let (part, g, frame) = (self.part, self.g, self.frame);
        let mut kept = kept.to_vec();
        let passages = titles::passages(part, g, start);
        for round in 0.. {
            let mut extra = Vec::new();
            titles::keep_right(part, frame, &passages, &kept, &mut extra);
            let mut across = self.solver.solve(start, &extra, pull, before);
            let mut ports = start.clone();
            straight::slide(part, g, &mut ports, &across, &titles::bounds(part, g, &across, &kept));
            if straight::nudge(g, frame, &extra, &ports, &mut across) {
                // Bends beside leaves keep clear of what stood there before.
                ports.clone_from(start);
                straight::slide(part, g, &mut ports, &across, &titles::bounds(part, g, &across, &kept));
            }
            let titles = match titles::place(part, &across, &titles::passages(part, g, &ports)) {
                Ok(at) => at,
                Err(more) if round < 6 => {
                    // Once all have been asked to keep clear there is nothing left to crowd.
                    kept = if round > 3 { (0..part.containers.len() as u32).collect() } else { [kept, more].concat() };
                    before = None;
                    continue;
                }
                Err(_) => across.low.clone(),
            };
            let (bends, bent, gaps) = straight::bends(g, &ports, &across);
            return Found { lateral: Lateral { across, ports, titles }, bends, bent, gaps, kept };
        }
        unreachable!("the last round returns")
    }

    /// Brings titles that moved aside back to the low end where the picture gets at most one bent piece more for each and at most a
    /// tenth wider. Large parts have no time for it.
    fn titles_low(&mut self, mut best: Found, with: &With) -> Found {
        let part = self.part;
        if self.g.pieces.len() > TITLES_PIECES {
            return best;
        }
        let aside = |f: &Found| -> Vec<u32> {
            let l = &f.lateral;
            let low = |c: usize| l.across.low[c] + part.containers[c].pad;
            (1..part.containers.len())
                .filter(|&c| part.has_head(c as u32) && l.titles[c] > low(c))
                .map(|c| c as u32)
                .collect()
        };
        let most = best.lateral.across.high[0] * 11 / 10;
        let mut try_with = |more: &[u32], best: &mut Found| {
            let kept = [&best.kept, more].concat();
            let found = self.attempt(&with.1, &with.0, None, &kept);
            let gained = aside(best).len().saturating_sub(aside(&found).len());
            if gained > 0 && found.bends <= best.bends + gained && found.lateral.across.high[0] <= most {
                *best = found;
            }
        };
        let moved = aside(&best);
        if !moved.is_empty() {
            try_with(&moved, &mut best);
        }
        for c in moved.into_iter().take(TITLES_TRIES) {
            if aside(&best).contains(&c) {
                try_with(&[c], &mut best);
            }
        }
        best
    }
}
