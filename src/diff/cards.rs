//! Recognises things by what they are, not only by their names: elements of a model, steps of a flow.
//!
//! First come things that bear the same key (the path of an element, the id of a step): that is the same thing, whatever else
//! changed. What is left over on both sides is compared pair by pair, and joined greedily from the best score downwards, in
//! rounds of falling strictness, so that what is certain helps to recognise its neighbours. The weights:
//!
//! | evidence | points |
//! |---|---|
//! | the same id, else likeness of the ids | 35, else up to 15 |
//! | the same written title, else likeness of the titles | 25, else up to 15 |
//! | the same kind; another one | 15; -20 |
//! | the same technology; none on both sides; two different ones | 10; 3; -10 |
//! | the same description | 10 |
//! | parents that are the same thing (or none on both sides) | 10 |
//! | connections and members kept: the share, weighed by how many they are | up to 40 |
//! | the same neighbour before it in the source, behind it | 4, 4 |
//!
//! A pair needs [`ENOUGH`]. So a thing under another id is the same thing if it kept its kind, place and one connection, or its kind
//! and title; one that shares only its kind and place is another thing. The scores are symmetric, and so are the joins:
//! ties go to the pair whose places in the source differ least.

use std::collections::BTreeMap;

use super::matching::Matching;
use super::similarity::{shared, similarity};
use crate::model::Operator;

/// The least score of a pair.
const ENOUGH: i32 = 50;
/// The least scores of the rounds; each is repeated until it joins nothing more.
const ROUNDS: [i32; 4] = [95, 80, 65, ENOUGH];
/// Up to so many pairs are all compared; beyond that only those that share an id or a title, which makes the work near-linear in
/// very large models, where things that share neither are then told as removed and added.
const MAX_PAIRS: usize = 10_000;
/// Things of one id or title that are compared pair by pair.
const MAX_ALIKE: usize = 32;

/// One side.
#[derive(Debug, Default)]
pub(super) struct Cards<'a> {
    pub cards: Vec<Card<'a>>,
    pub lines: Vec<CardLine<'a>>,
}

/// What a thing is recognised by.
#[derive(Debug)]
pub(super) struct Card<'a> {
    /// Things that bear the same are the same. Unique on its side.
    pub key: String,
    /// Whether it may be recognised without its key.
    pub open: bool,
    pub id: &'a str,
    pub title: &'a str,
    pub kind: &'a str,
    pub container: bool,
    pub tech: Option<&'a str>,
    pub description: Option<&'a str>,
    /// Index of a card.
    pub parent: Option<usize>,
}

/// A connection between cards.
#[derive(Debug)]
pub(super) struct CardLine<'a> {
    pub from: usize,
    pub to: usize,
    pub operator: Operator,
    pub label: Option<&'a str>,
}

pub(super) fn matching(before: &Cards, after: &Cards) -> Matching {
    let mut matching = Matching::new(before.cards.len(), after.cards.len());
    let keys: BTreeMap<&str, usize> =
        after.cards.iter().enumerate().map(|(at, card)| (card.key.as_str(), at)).collect();
    for (at, card) in before.cards.iter().enumerate() {
        if let Some(&other) = keys.get(card.key.as_str()) {
            matching.join(at, other);
        }
    }
    recognise(before, after, &mut matching);
    matching
}

fn recognise(before: &Cards, after: &Cards, matching: &mut Matching) {
    let mut candidates: Vec<Candidate> = candidates(before, after, matching)
        .into_iter()
        .map(|(i, j)| Candidate { i, j, fixed: alike(&before.cards[i], &after.cards[j]) })
        // All that can still come is neighbourhood, parents and position.
        .filter(|candidate| candidate.fixed + 58 >= ENOUGH)
        .collect();
    if candidates.is_empty() {
        return;
    }
    let places = (Places::new(before), Places::new(after));
    for least in ROUNDS {
        loop {
            candidates.retain(|candidate| matching.free(candidate.i, candidate.j));
            if !round(before, after, &places, &candidates, least, matching) {
                break;
            }
        }
    }
}

struct Candidate {
    i: usize,
    j: usize,
    /// The points that no join changes.
    fixed: i32,
}

/// Joins the pairs of at least `least` points, the best first; false where there is none.
fn round(
    before: &Cards,
    after: &Cards,
    places: &(Places, Places),
    candidates: &[Candidate],
    least: i32,
    matching: &mut Matching,
) -> bool {
    let common = |at: usize| matching.forth[at];
    let own = |at: usize| matching.back[at].map(|_| at);
    let mut around: (BTreeMap<usize, Around>, BTreeMap<usize, Around>) = Default::default();
    for candidate in candidates {
        around.0.entry(candidate.i).or_insert_with(|| places.0.around(before, candidate.i, common));
        around.1.entry(candidate.j).or_insert_with(|| places.1.around(after, candidate.j, own));
    }
    let mut scored: Vec<(i32, usize, usize, usize)> = Vec::new();
    for &Candidate { i, j, fixed } in candidates {
        let score = fixed + together(&around.0[&i], &around.1[&j]);
        if score >= least {
            scored.push((-score, i.abs_diff(j), i, j));
        }
    }
    // Among pairs that exclude each other the first three differ, whichever side is called `before`.
    scored.sort_unstable_by_key(|&(score, apart, i, j)| (score, apart, i.min(j), i.max(j)));
    for &(_, _, i, j) in &scored {
        if matching.free(i, j) {
            matching.join(i, j);
        }
    }
    !scored.is_empty()
}

/// The pairs of things without partner that are worth a look.
fn candidates(before: &Cards, after: &Cards, matching: &Matching) -> Vec<(usize, usize)> {
    let open = |side: &Cards, free: Vec<usize>| free.into_iter().filter(|&at| side.cards[at].open).collect::<Vec<_>>();
    let (left, right) = (open(before, matching.free_before()), open(after, matching.free_after()));
    if left.len() * right.len() <= MAX_PAIRS {
        return left.iter().flat_map(|&i| right.iter().map(move |&j| (i, j))).collect();
    }
    let mut pairs = Vec::new();
    for name in [|card: &Card| card.id.to_string(), |card: &Card| format!("{}\n{}", card.kind, card.title)] {
        let mut alike: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        left.iter().for_each(|&i| alike.entry(name(&before.cards[i])).or_default().0.push(i));
        right.iter().for_each(|&j| alike.entry(name(&after.cards[j])).or_default().1.push(j));
        for (left, right) in alike.values() {
            for &i in left.iter().take(MAX_ALIKE) {
                pairs.extend(right.iter().take(MAX_ALIKE).map(|&j| (i, j)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The points of what two things say of themselves.
fn alike(a: &Card, b: &Card) -> i32 {
    if a.container != b.container {
        return i32::MIN / 2;
    }
    let part = |a: &str, b: &str, most: u32| (similarity(a, b) * most / 100) as i32;
    let id = if a.id == b.id { 35 } else { part(a.id, b.id, 15) };
    let title = match (a.title != a.id, b.title != b.id) {
        (true, true) if a.title == b.title => 25,
        (false, false) => 0,
        _ => part(a.title, b.title, 15),
    };
    let kind = if a.kind == b.kind { 15 } else { -20 };
    let tech = match (a.tech, b.tech) {
        (None, None) => 3,
        (Some(a), Some(b)) => {
            if a == b {
                10
            } else {
                -10
            }
        }
        _ => 0,
    };
    let description = if a.description.is_some() && a.description == b.description { 10 } else { 0 };
    id + title + kind + tech + description
}

/// The points of what stands around two things.
fn together(a: &Around, b: &Around) -> i32 {
    // An unrecognised parent is no common ground.
    let parents = if a.parent == b.parent && a.parent != Some(None) { 10 } else { 0 };
    let known = a.ends.len().max(b.ends.len());
    let unknown = a.unknown.max(b.unknown);
    let kept = shared(&a.ends, &b.ends);
    // A connection that goes elsewhere counts against the pair, one to a thing that is not recognised yet half as much.
    let whole = (4 * known + 2 * unknown) as i32;
    let most = [0, 30, 36, 40][kept.min(3)];
    let points = 2 * (kept + shared(&a.lines, &b.lines)) as i32;
    let neighbours = if whole == 0 { 0 } else { most * points / whole };
    let beside = |a: Beside, b: Beside| if a == b && a != Beside::Unknown { 4 } else { 0 };
    parents + neighbours + beside(a.previous, b.previous) + beside(a.next, b.next)
}

/// What stands around a thing, in numbers that both sides share: indices of `after`.
struct Around {
    /// The parent; None at the top, Some(None) where it is not recognised.
    parent: Option<Option<usize>>,
    /// Connections and members with things that are recognised: the role and the thing, sorted; the same with the words.
    ends: Vec<(u8, usize)>,
    lines: Vec<(u8, usize, String)>,
    /// Connections and members with things that are not.
    unknown: usize,
    previous: Beside,
    next: Beside,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nobody,
    Known(usize),
    Unknown,
}

/// Lookups of one side.
struct Places {
    /// Lines by the card at one of their ends: index, and whether it is where the line begins.
    lines: Vec<Vec<(usize, bool)>>,
    members: Vec<Vec<usize>>,
    previous: Vec<Option<usize>>,
    next: Vec<Option<usize>>,
}

impl Places {
    fn new(side: &Cards) -> Self {
        let count = side.cards.len();
        let mut places = Self {
            lines: vec![Vec::new(); count],
            members: vec![Vec::new(); count],
            previous: vec![None; count],
            next: vec![None; count],
        };
        for (at, line) in side.lines.iter().enumerate() {
            places.lines[line.from].push((at, true));
            places.lines[line.to].push((at, false));
        }
        let mut last: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for (at, card) in side.cards.iter().enumerate() {
            if let Some(parent) = card.parent {
                places.members[parent].push(at);
            }
            if let Some(previous) = last.insert(card.parent, at) {
                places.previous[at] = Some(previous);
                places.next[previous] = Some(at);
            }
        }
        places
    }

    /// `known` turns a card of this side into the number that both sides share, if it is recognised.
    fn around(&self, side: &Cards, at: usize, known: impl Fn(usize) -> Option<usize>) -> Around {
        let mut around = Around {
            parent: side.cards[at].parent.map(&known),
            ends: Vec::new(),
            lines: Vec::new(),
            unknown: 0,
            previous: Beside::Nobody,
            next: Beside::Nobody,
        };
        for &(line, begins) in &self.lines[at] {
            let line = &side.lines[line];
            let other = if begins { line.to } else { line.from };
            let words = format!("{:?} {}", line.operator, line.label.unwrap_or_default());
            around.meet(u8::from(begins), known(other), words);
        }
        for &member in &self.members[at] {
            around.meet(2, known(member), String::new());
        }
        around.ends.sort_unstable();
        around.lines.sort_unstable();
        let beside = |other: Option<usize>| match other {
            None => Beside::Nobody,
            Some(other) => known(other).map_or(Beside::Unknown, Beside::Known),
        };
        around.previous = beside(self.previous[at]);
        around.next = beside(self.next[at]);
        around
    }
}

impl Around {
    fn meet(&mut self, role: u8, other: Option<usize>, words: String) {
        match other {
            Some(other) => {
                self.ends.push((role, other));
                self.lines.push((role, other, words));
            }
            None => self.unknown += 1,
        }
    }
}
