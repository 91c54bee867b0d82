//! The second look at the events of a sequence: of what an alignment left out, which is the same event at another place, or put
//! differently?
//!
//! Candidates are scored, and joined greedily from the best downwards; a pair needs [`ENOUGH`]. Two events stand in the same gap
//! where the same aligned events stand around them.
//!
//! | event | points |
//! |---|---|
//! | message | the same sender 25, receiver 25, arrow 10; likeness of the texts up to 40; the same gap 10 |
//! | fragment | the same operator 40, else 15; likeness of the titles up to 30; what they hold in common up to 30; the same gap 10 |
//! | operand | of the same fragment 30; titles up to 30; contents up to 30; the same gap 10 |
//! | note | the same side 10, lifelines 30; likeness of the texts up to 50; the same gap 10 |
//! | reference | the same view 40, lifelines 20; likeness of the texts up to 30; the same gap 10 |
//! | divider, delay | likeness of the texts up to 60; the same gap 40 |
//!
//! So a message keeps being the same message if it stays between its neighbours and two of sender, receiver and text stay, or if it
//! goes elsewhere and keeps nearly all of them. Scores are symmetric, and ties go to the pair whose places differ least.

use std::collections::BTreeMap;

use super::matching::Matching;
use super::sequence::{Items, Shape};
use super::similarity::similarity;

/// The least score of a pair.
const ENOUGH: u32 = 76;
/// The same for what has less about it than a message.
const ENOUGH_OF_OTHERS: u32 = 60;
/// Up to so many pairs are compared; in larger rewrites only events of one gap are.
const MAX_PAIRS: usize = 250_000;
/// Events of one gap that are compared pair by pair.
const MAX_IN_GAP: usize = 200;

pub(super) fn join(before: &Items, after: &Items, matching: &mut Matching) {
    let gaps = gaps(before, after, matching);
    same_words(before, after, matching);
    // Fragments are recognised by what they hold, so messages and notes come first.
    for round in [0, 1, 2] {
        let turn = |shape: &Shape| match shape {
            Shape::Plain | Shape::End => None,
            Shape::Fragment { .. } => Some(1),
            Shape::Operand { .. } => Some(2),
            _ => Some(0),
        };
        let of_turn = |side: &Items, free: Vec<usize>| -> Vec<usize> {
            free.into_iter().filter(|&at| turn(&side.items[at].shape) == Some(round)).collect()
        };
        let left = of_turn(before, matching.free_before());
        let right = of_turn(after, matching.free_after());
        let held = if round == 0 { Held::default() } else { Held::new(before, after, matching) };
        let mut scored = Vec::new();
        for (i, j) in pairs(&left, &right, &gaps) {
            let score = score(before, after, (i, j), gaps.0[i] == gaps.1[j], matching, &held);
            let least = if matches!(before.items[i].shape, Shape::Message { .. }) { ENOUGH } else { ENOUGH_OF_OTHERS };
            if score >= least {
                scored.push((u32::MAX - score, i.abs_diff(j), i.min(j), i.max(j), i, j));
            }
        }
        scored.sort_unstable();
        for (.., i, j) in scored {
            if matching.free(i, j) {
                matching.join(i, j);
            }
        }
    }
}

/// The number of the gap between aligned events that each event stands in; an aligned event begins the next one.
fn gaps(before: &Items, after: &Items, matching: &Matching) -> (Vec<usize>, Vec<usize>) {
    let number = |partners: &[Option<usize>], count: usize| {
        let mut gap = 0;
        (0..count)
            .map(|at| {
                gap += usize::from(partners[at].is_some());
                gap
            })
            .collect()
    };
    (number(&matching.forth, before.items.len()), number(&matching.back, after.items.len()))
}

/// Joins events that say the same and stand elsewhere now. A reply is the same reply only where what it answers is: replies often
/// say the same. Of several, each with each in order, if they are as many on both sides.
fn same_words(before: &Items, after: &Items, matching: &mut Matching) {
    for replies in [false, true] {
        let mut alike: BTreeMap<Key, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in matching.free_before() {
            let item = &before.items[at];
            let parent = item.parent.map(|parent| matching.class_before(parent));
            if let Some(key) = key(&item.shape, &item.word, parent, replies) {
                alike.entry(key).or_default().0.push(at);
            }
        }
        for at in matching.free_after() {
            let item = &after.items[at];
            if let Some(key) = key(&item.shape, &item.word, item.parent, replies) {
                alike.entry(key).or_default().1.push(at);
            }
        }
        for (left, right) in alike.values().filter(|(left, right)| left.len() == right.len()) {
            left.iter().zip(right).for_each(|(&i, &j)| matching.join(i, j));
        }
    }
}

/// What an event says, and of a reply the event that it answers.
type Key<'a> = (&'a str, Option<usize>);

fn key<'a>(shape: &Shape, word: &'a Option<String>, parent: Option<usize>, replies: bool) -> Option<Key<'a>> {
    let word = word.as_deref()?;
    match shape {
        Shape::Message { reply, .. } if *reply == replies => Some((word, parent.filter(|_| replies))),
        Shape::Note { .. } | Shape::Reference { .. } | Shape::Divider(_) if !replies => Some((word, None)),
        _ => None,
    }
}

fn pairs(left: &[usize], right: &[usize], gaps: &(Vec<usize>, Vec<usize>)) -> Vec<(usize, usize)> {
    if left.len() * right.len() <= MAX_PAIRS {
        return left.iter().flat_map(|&i| right.iter().map(move |&j| (i, j))).collect();
    }
    let mut by_gap: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    left.iter().for_each(|&i| by_gap.entry(gaps.0[i]).or_default().0.push(i));
    right.iter().for_each(|&j| by_gap.entry(gaps.1[j]).or_default().1.push(j));
    let mut pairs = Vec::new();
    for (left, right) in by_gap.values() {
        for &i in left.iter().take(MAX_IN_GAP) {
            pairs.extend(right.iter().take(MAX_IN_GAP).map(|&j| (i, j)));
        }
    }
    pairs
}

fn score(
    before: &Items,
    after: &Items,
    (i, j): (usize, usize),
    same_gap: bool,
    matching: &Matching,
    held: &Held,
) -> u32 {
    let points = |same: bool, points: u32| if same { points } else { 0 };
    let alike = |a: &str, b: &str, most: u32| similarity(a, b) * most / 100;
    let titles = |a: &Option<String>, b: &Option<String>, most: u32| match (a, b) {
        (Some(a), Some(b)) => alike(a, b, most),
        (None, None) => most / 2,
        _ => 0,
    };
    let near = points(same_gap, 10);
    match (&before.items[i].shape, &after.items[j].shape) {
        (
            Shape::Message { from, to, arrow, text, .. },
            Shape::Message { from: from2, to: to2, arrow: arrow2, text: text2, .. },
        ) => {
            points(from == from2, 25)
                + points(to == to2, 25)
                + points(arrow == arrow2, 10)
                + titles(text, text2, 40)
                + near
        }
        (Shape::Fragment { operator, title }, Shape::Fragment { operator: operator2, title: title2 }) => {
            let operators = if operator == operator2 { 40 } else { 15 };
            operators + titles(title, title2, 30) + held.share(i, j) * 30 / 100 + near
        }
        (Shape::Operand { title }, Shape::Operand { title: title2 }) => {
            let (a, b) = (before.items[i].parent, after.items[j].parent);
            let same = a.and_then(|at| matching.forth[at]) == b && b.is_some();
            points(same, 30) + titles(title, title2, 30) + held.share(i, j) * 30 / 100 + near
        }
        (Shape::Note { place, over, text }, Shape::Note { place: place2, over: over2, text: text2 }) => {
            points(place == place2, 10) + points(over == over2, 30) + alike(text, text2, 50) + near
        }
        (Shape::Reference { view, over, text }, Shape::Reference { view: view2, over: over2, text: text2 }) => {
            points(view == view2, 40) + points(over == over2, 20) + alike(text, text2, 30) + near
        }
        (Shape::Divider(a), Shape::Divider(b)) => alike(a, b, 60) + 4 * near,
        (Shape::Delay(a), Shape::Delay(b)) => titles(a, b, 60) + 4 * near,
        _ => 0,
    }
}

/// What fragments and operands hold: events directly inside, by numbers that both sides share where they are matched.
#[derive(Default)]
struct Held {
    before: BTreeMap<usize, Vec<usize>>,
    after: BTreeMap<usize, Vec<usize>>,
}

impl Held {
    fn new(before: &Items, after: &Items, matching: &Matching) -> Self {
        let inside = |side: &Items, number: &dyn Fn(usize) -> usize| {
            let mut held: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (at, item) in side.items.iter().enumerate().filter(|(_, item)| item.owner.is_none()) {
                if let Some(parent) = item.parent {
                    held.entry(parent).or_default().push(number(at));
                }
            }
            held.values_mut().for_each(|inside| inside.sort_unstable());
            held
        };
        Self { before: inside(before, &|at| matching.class_before(at)), after: inside(after, &|at| at) }
    }

    /// How much two hold in common, in hundredths of both together.
    fn share(&self, i: usize, j: usize) -> u32 {
        let (Some(a), Some(b)) = (self.before.get(&i), self.after.get(&j)) else { return 0 };
        (200 * super::similarity::shared(a, b) / (a.len() + b.len())) as u32
    }
}
