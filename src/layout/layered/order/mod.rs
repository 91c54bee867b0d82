//! Crossing minimisation: the order of the entries of every layer.
//!
//! Layer sweeps by barycentres (Sugiyama, Tagawa, Toda 1981) over the whole container tree at once: a group stands in one layer
//! of its parent and moves there as a block, pulled by everything that enters or leaves it, so that siblings keep one order over
//! all ranks and members stay together (Forster 2002, *Applying crossing reduction strategies to layered compound graphs*).
//! Sweeps alternate with switching neighbours while that removes crossings. The first start is the order of the source; small
//! graphs get more starts from fixed seeds, and the order with the fewest crossings wins, the one nearest to the source where two are
//! equal (see [`model`]). Then
//! entries are sifted and whole lines are moved while that gains.
//!
//! Only what changed is looked at again: layers are switched and gaps are counted when a place next to them has changed. A budget
//! of work, in places and pieces looked at, bounds the effort on large graphs; no clock is asked.
//!
//! Before: layers in any order. After: the same entries in each layer; lanes contiguous in their order; `order` hints kept.

mod count;
mod hints;
mod kicks;
mod model;
mod near;
mod places;
mod sift;
mod starts;
mod sweep;
mod switch;

use super::layers::Layered;
use super::part::Part;
use hints::Hints;
use near::{Ends, Near};
pub(super) use places::Places;

/// Sweeps without gain after which a start is given up, and sweeps of one start.
const PATIENCE: usize = 8;
const SWEEPS: usize = 40;
/// Sweeps that even the largest graph gets.
const LEAST_SWEEPS: usize = 4;
const STARTS: usize = 8;
/// Rounds of switching after each sweep, and at the end.
const ROUNDS: usize = 2;
const LAST_ROUNDS: usize = 12;
/// The budget: places and pieces looked at by the first start, by all starts, by sifting and by kicks. A millisecond is some
/// hundred thousand.
const WORK_FIRST: u64 = 6_000_000;
const WORK_STARTS: u64 = 1_500_000;
const WORK_SIFT: u64 = 20_000_000;
const WORK_KICKS: u64 = 3_000_000;
/// What switching may look at while there are sweeps, and after them. Sparse graphs of 10,000 nodes need less. Where every node has
/// tens of lines, sweeps alone remove most crossings, and switching is worth its time once the best order is known.
const WORK_SWITCH: u64 = 20_000_000;
const WORK_LAST_SWITCH: u64 = 60_000_000;

/// Parts of more pieces get a share of all switching and sifting that falls with the square of their number, and fewer sweeps: in them every node has
/// tens of lines, each pass looks at hundreds of thousands of places, and gains little. The largest that people draw has tens of thousands.
const LARGE: u64 = 200_000;
const LEAST_SWEEPS_OF_LARGE: usize = 2;
/// Parts of more pieces get a single sweep: in each layer of them stand thousands of lines, in an order that the first sweep finds.
const HUGE: u64 = 2 * LARGE;

/// The state of the search.
struct Search<'a> {
    part: &'a Part,
    g: &'a mut Layered,
    near: Near,
    places: Places,
    hints: Hints,
    counts: count::Counts,
    sorting: sweep::Scratch,
    switching: switch::Scratch,
    /// The place of each entry in the wanted order.
    wanted: Vec<u32>,
    listing: (Vec<(u32, u32)>, Vec<u32>),
    /// Layers whose order changed outside of sweeps, since the list was last cleared.
    touched: Vec<u32>,
    /// Places and pieces looked at so far.
    work: u64,
    /// The same in the passes of switching alone, and where they end.
    switched: u64,
    stop: u64,
}

/// The best order found so far.
struct Best {
    crossings: u64,
    strays: u64,
    entries: Vec<u32>,
}

/// Finds an order for all layers of `g` and gives the place of every item.
pub(super) fn run(part: &Part, g: &mut Layered) -> Places {
    let mut s = Search::new(part, g);
    s.stop = s.share(WORK_SWITCH);
    let source = s.g.entries.clone();
    s.begin(0, &source);
    s.want();
    let mut best = Best { crossings: s.crossings(), strays: 0, entries: s.g.entries.clone() };
    for start in 0..STARTS {
        if best.crossings == 0 || start > 0 && s.work >= WORK_STARTS {
            break;
        }
        if start > 0 {
            s.begin(start, &source);
        }
        s.sweeps(start, &mut best);
    }
    s.g.entries.copy_from_slice(&best.entries);
    s.place_all();
    let (sift, kicks) = (s.share(WORK_SIFT), s.share(WORK_KICKS));
    s.stop = s.switched + s.share(WORK_LAST_SWITCH);
    s.switch_all(LAST_ROUNDS);
    s.sift_all(sift);
    s.kick_lines(kicks);
    s.face();
    s.switch_all(LAST_ROUNDS);
    debug_assert!(s.crossings() <= best.crossings, "the best order is lost");
    s.places.without_ends(s.g)
}

impl<'a> Search<'a> {
    fn new(part: &'a Part, g: &'a mut Layered) -> Self {
        let ends = Ends::new(g);
        let near = Near::new(part, g, &ends);
        let places = Places::new(part, g, ends);
        let hints = Hints::new(part, g);
        let counts = count::Counts::new(g.ranks as usize);
        let switching = switch::Scratch::new(g.layers.len());
        Self {
            part,
            g,
            near,
            places,
            hints,
            counts,
            sorting: sweep::Scratch::default(),
            switching,
            wanted: Vec::new(),
            listing: Default::default(),
            touched: Vec::new(),
            work: 0,
            switched: 0,
            stop: WORK_SWITCH,
        }
    }

    /// What a part of this size gets of a budget.
    fn share(&self, budget: u64) -> u64 {
        let pieces = LARGE.max(self.g.pieces.len() as u64);
        budget * LARGE / pieces * LARGE / pieces
    }

    fn place_all(&mut self) {
        self.places.place_all(self.g);
    }

    /// Sweeps and switches by turns until that gains nothing more; keeps the best order and its crossings.
    fn sweeps(&mut self, start: usize, best: &mut Best) {
        let (mut idle, mut least) = (0, u64::MAX);
        let few = match self.g.pieces.len() as u64 {
            HUGE.. => 1,
            LARGE.. => LEAST_SWEEPS_OF_LARGE,
            _ => LEAST_SWEEPS,
        };
        for sweep in 0..SWEEPS {
            self.sweep(sweep % 2 == start % 2, sweep % 4 >= 2);
            self.switch_all(ROUNDS);
            let now = self.crossings();
            idle = if now < least { 0 } else { idle + 1 };
            least = least.min(now);
            if now <= best.crossings {
                let strays = self.strays();
                if now < best.crossings || strays < best.strays {
                    (best.crossings, best.strays) = (now, strays);
                    best.entries.copy_from_slice(&self.g.entries);
                }
            }
            if now == 0 || idle >= PATIENCE || sweep + 1 >= few && self.work >= WORK_FIRST {
                break;
            }
        }
        self.touched.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layered::layers::{self, GROUP};
    use crate::layout::layered::normalise::{Frames, Tree};
    use crate::layout::layered::part::NONE;
    use crate::layout::layered::proof::{self, corpus};
    use crate::layout::layered::{Edge, End, Graph, Group, Node, Spacing, ranks};

    /// Forty nodes in nested groups with lines across their borders.
    fn part(seed: u64) -> Part {
        let mut state = seed;
        let mut roll = |n: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32 % n
        };
        let size = crate::geometry::Size::new(60.0, 30.0);
        let groups = (0..6u32).map(|i| Group { parent: i.checked_sub(3), index: i, ..Group::default() });
        let mut g = Graph { spacing: Spacing { node: 20.0, rank: 30.0, ..Spacing::default() }, ..Graph::default() };
        g.groups = groups.collect();
        for i in 0..40 {
            let parent = Some(roll(8)).filter(|&p| p < 6);
            g.nodes.push(Node { size, parent, index: 6 + i, centered_ports: false, inset: 0.0 });
        }
        for i in 1..40 {
            for from in [roll(i), roll(40)] {
                g.edges.push(Edge { from: End::Node(from), to: End::Node(i), label: None, weight: 1 });
            }
        }
        let tree = Tree::new(&g);
        let sizes = vec![Default::default(); g.groups.len()];
        let parts = Frames::new(&g, &tree).parts(&g, &tree, NONE, &sizes);
        parts.into_iter().map(|p| p.part).max_by_key(|p| p.leaves.len()).expect("a graph has parts")
    }

    /// Pairs of pieces of one gap whose ends stand the other way round.
    fn crossings(g: &Layered, places: &Places) -> u64 {
        let across: Vec<_> = g.pieces.iter().filter(|p| !p.flat).collect();
        let ends = |p: &layers::Piece| (places.bottom[p.upper as usize], places.top[p.lower as usize]);
        let cross = |p: &layers::Piece, q: &layers::Piece| {
            let ((a, b), (c, d)) = (ends(p), ends(q));
            g.end(p.upper) == g.end(q.upper) && (a < c && b > d || a > c && b < d)
        };
        (0..across.len()).map(|i| across[..i].iter().filter(|q| cross(across[i], q)).count() as u64).sum()
    }

    #[test]
    fn an_order_has_the_same_entries_and_fewer_crossings_than_the_source() {
        for seed in 0..8 {
            let part = part(seed);
            let source = layers::build(&part, &ranks::assign(&part));
            let mut before = Places::new(&part, &source, Ends::default());
            before.place_all(&source);
            let mut g = source.clone();
            let places = run(&part, &mut g);
            assert!(crossings(&g, &places) <= crossings(&source, &before), "seed {seed}");
            for layer in 0..g.layers.len() as u32 {
                let sorted = |g: &Layered| {
                    let mut list = g.entries_of(layer).to_vec();
                    list.sort_unstable();
                    list
                };
                assert_eq!(sorted(&g), sorted(&source), "seed {seed}, layer {layer}");
            }
            // What was numbered piece by piece is what numbering everything gives.
            let mut anew = Places::new(&part, &g, Ends::default());
            anew.place_all(&g);
            assert_eq!((&places.top, &places.bottom), (&anew.top, &anew.bottom), "seed {seed}");
        }
    }

    #[test]
    fn what_is_counted_as_the_search_goes_on_is_what_crosses() {
        let part = part(3);
        let mut g = layers::build(&part, &ranks::assign(&part));
        assert!(g.entries.iter().any(|e| e & GROUP != 0), "the part has groups");
        let mut s = Search::new(&part, &mut g);
        let source = s.g.entries.clone();
        s.begin(0, &source);
        s.want();
        for start in 0..4 {
            s.begin(start, &source);
            let mut last = s.crossings();
            assert_eq!(last, crossings(s.g, &s.places), "start {start}");
            s.sweep(start % 2 == 0, false);
            assert_eq!(s.crossings(), crossings(s.g, &s.places), "start {start}, swept");
            for step in ["switched", "sifted", "kicked"] {
                match step {
                    "switched" => s.switch_all(LAST_ROUNDS),
                    "sifted" => s.sift_all(WORK_SIFT),
                    _ => s.kick_lines(WORK_KICKS),
                }
                let now = s.crossings();
                assert_eq!(now, crossings(s.g, &s.places), "start {start}, {step}");
                assert!(step == "switched" || now <= last, "start {start}, {step}");
                last = now;
            }
        }
    }

    /// Every step on every small part of the corpus: the same entries, lanes and hints in order, places as numbered anew, crossings as
    /// counted pair by pair, and never more of them from what may not add any.
    #[test]
    fn every_step_of_the_search_keeps_its_word_on_real_graphs() {
        // By how many searches each step was of use.
        let mut gained = [0; 4];
        for (name, seen) in corpus::parts().filter(|(_, s)| (2..160).contains(&s.stages.g.pieces.len())) {
            let part = &seen.stages.part;
            let mut g = layers::build(part, &seen.stages.ranks);
            g.slots.clone_from(&seen.stages.g.slots);
            let mut s = Search::new(part, &mut g);
            let source = s.g.entries.clone();
            let sorted = |entries: &[u32], g: &Layered| -> Vec<Vec<u32>> {
                let layer = |l: usize| {
                    let mut list = entries[g.entry_first[l] as usize..g.entry_first[l + 1] as usize].to_vec();
                    list.sort_unstable();
                    list
                };
                (0..g.layers.len()).map(layer).collect()
            };
            for start in [0, 2] {
                s.begin(start, &source);
                s.want();
                let mut last = u64::MAX;
                for (nth, step) in ["swept", "switched", "sifted", "kicked", "faced"].into_iter().enumerate() {
                    match step {
                        "swept" => s.sweep(true, false),
                        "switched" => s.switch_all(LAST_ROUNDS),
                        "sifted" => s.sift_all(WORK_SIFT / 100),
                        "kicked" => s.kick_lines(WORK_KICKS / 100),
                        _ => s.face(),
                    }
                    let now = s.crossings();
                    assert_eq!(now, proof::order::crossings(s.g) as u64, "{name}, {start}, {step}");
                    assert!(now <= last, "{name}, {start}, {step}: {now} crossings, before {last}");
                    if (1..4).contains(&nth) {
                        gained[nth] += usize::from(now < last);
                    }
                    last = now;
                    assert_eq!(sorted(&s.g.entries, s.g), sorted(&source, s.g), "{name}, {start}, {step}");
                    let (top, bottom) = (s.places.top.clone(), s.places.bottom.clone());
                    s.place_all();
                    assert_eq!((&top, &bottom), (&s.places.top, &s.places.bottom), "{name}, {start}, {step}");
                    for layer in 0..s.g.layers.len() as u32 {
                        assert!(
                            s.g.entries_of(layer).is_sorted_by_key(|&e| s.g.lane_of_entry(part, e)),
                            "{name}: {step}"
                        );
                        let now = s.g.entries_of(layer).to_vec();
                        s.hints.keep(layer, s.g);
                        assert_eq!(now, s.g.entries_of(layer), "{name}, {start}, {step}: a hint is broken");
                    }
                }
                // The mirror image is no nearer to what was wanted.
                let strays = s.strays();
                s.face();
                assert_eq!(strays, s.strays(), "{name}");
            }
        }
        assert!(gained[1..].iter().all(|&g| g > 0), "{gained:?}");
    }

    #[test]
    fn switching_counts_what_it_compares() {
        let part = part(5);
        let mut g = layers::build(&part, &ranks::assign(&part));
        let layer = (0..g.layers.len() as u32).max_by_key(|&l| g.entries_of(l).len()).expect("a part has layers");
        let mut s = Search::new(&part, &mut g);
        s.want();
        s.place_all();
        let mut scratch = std::mem::take(&mut s.switching);
        s.collect(s.range(layer), &mut scratch);
        let all = scratch.looked_at(1);
        let looked_at: Vec<u64> = std::iter::from_fn(|| {
            let (gained, looked_at) = s.pass(layer, &mut scratch);
            gained.then_some(looked_at)
        })
        .collect();
        assert!(looked_at.len() > 1, "one pass is enough");
        assert!(looked_at[1..].iter().all(|&n| n < all), "{looked_at:?} of {all}");
    }

    #[test]
    fn the_last_switching_removes_crossings_that_the_sweeps_left() {
        for seed in 0..4 {
            let part = part(seed);
            let mut g = layers::build(&part, &ranks::assign(&part));
            let mut s = Search::new(&part, &mut g);
            let source = s.g.entries.clone();
            s.begin(0, &source);
            s.want();
            // As where the budget of switching is spent in the sweeps.
            s.stop = 0;
            s.sweep(true, false);
            let swept = s.crossings();
            s.switch_all(LAST_ROUNDS);
            assert_eq!(s.crossings(), swept, "seed {seed}: a spent budget switches nothing");
            s.stop = WORK_LAST_SWITCH;
            s.switch_all(LAST_ROUNDS);
            assert!(s.crossings() < swept, "seed {seed}: {swept}");
        }
    }
}
