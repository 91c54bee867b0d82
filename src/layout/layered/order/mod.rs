//! Crossing minimisation: the order of the entries of every layer.
//!
//! Layer sweeps by barycentres (Sugiyama, Tagawa, Toda 1981) over the whole container tree at once: a group stands in one layer
//! of its parent and moves there as a block, pulled by everything that enters or leaves it, so that siblings keep one order over
//! all ranks and members stay together (Forster 2002, *Applying crossing reduction strategies to layered compound graphs*).
//! Sweeps alternate with switching neighbours while that removes crossings. The first start is the order of the source; small
//! graphs get more starts from fixed seeds, and the order with the fewest crossings wins, the one nearest to the source where two are
//! equal (see [`model`]).
//!
//! Only what changed is looked at again: layers are switched and gaps are counted when a place next to them has changed.
//!
//! Before: layers in any order. After: the same entries in each layer; lanes contiguous in their order; `order` hints kept.

mod count;
mod hints;
mod model;
mod near;
mod places;
mod starts;
mod sweep;
mod switch;

use super::layers::Layered;
use super::part::Part;
use hints::Hints;
use near::Near;
pub(super) use places::Places;

/// Sweeps without gain after which a start is given up.
const PATIENCE: usize = 8;
const SWEEPS: usize = 40;
/// Work of one start, and of all together: pieces times sweeps.
const EFFORT_ONCE: usize = 80_000;
const EFFORT: usize = 1_000_000;
const STARTS: usize = 24;
/// Rounds of switching after each sweep, and at the end.
const ROUNDS: usize = 2;
const LAST_ROUNDS: usize = 8;

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
}

/// Finds an order for all layers of `g` and gives the place of every item.
pub(super) fn run(part: &Part, g: &mut Layered) -> Places {
    let mut s = Search::new(part, g);
    for layer in 0..s.g.layers.len() as u32 {
        s.hints.keep(layer, s.g);
    }
    s.want();
    s.place_all();
    let pieces = s.g.pieces.len().max(1);
    let sweeps = (EFFORT_ONCE / pieces).clamp(4, SWEEPS);
    let starts = (EFFORT / (pieces * SWEEPS)).clamp(1, STARTS);
    let source = s.g.entries.clone();
    let (mut best, mut fewest) = (source.clone(), s.crossings());
    let mut least_strays = 0;
    for start in 0..starts {
        if fewest == 0 {
            break;
        }
        s.begin(start, &source);
        let (mut idle, mut least) = (0, u64::MAX);
        for sweep in 0..sweeps {
            s.sweep(sweep % 2 == start % 2, sweep % 4 >= 2);
            s.switch_all(ROUNDS);
            let now = s.crossings();
            if now < least {
                least = now;
                idle = 0;
            } else {
                idle += 1;
            }
            if now < fewest {
                fewest = now;
                least_strays = s.strays();
                best.clone_from(&s.g.entries);
            } else if now == fewest {
                let strays = s.strays();
                if strays < least_strays {
                    least_strays = strays;
                    best.clone_from(&s.g.entries);
                }
            }
            if fewest == 0 || idle >= PATIENCE {
                break;
            }
        }
    }
    s.g.entries = best;
    s.place_all();
    s.switch_all(LAST_ROUNDS);
    s.face();
    s.switch_all(LAST_ROUNDS);
    s.places
}

impl<'a> Search<'a> {
    fn new(part: &'a Part, g: &'a mut Layered) -> Self {
        let near = Near::new(part, g);
        let places = Places::new(part, g);
        let hints = Hints::new(part, g);
        let counts = count::Counts::new(g.ranks as usize);
        Self {
            part,
            g,
            near,
            places,
            hints,
            counts,
            sorting: sweep::Scratch::default(),
            switching: switch::Scratch::default(),
            wanted: Vec::new(),
            listing: (Vec::new(), Vec::new()),
        }
    }

    fn place_all(&mut self) {
        self.places.place_all(self.g);
    }
}
