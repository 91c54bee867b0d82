//! Which connection is which: those of a model, the edges of a drawn map, the arrows of a flow. Lines are matched as multisets in
//! passes of falling strictness; within a pass, lines that are equal under it are paired in their order.

use std::collections::BTreeMap;

use super::matching::Matching;
use super::similarity::similarity;
use crate::model::Operator;

/// A line whose ends are numbers that both sides share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub from: usize,
    pub to: usize,
    pub operator: Operator,
    pub label: Option<&'a str>,
    pub tech: Option<&'a str>,
}

/// What two lines must share in a pass.
type Key<'a> = (usize, usize, Option<u8>, Option<&'a str>, Option<&'a str>);

/// Lines of one bundle that are compared pair by pair for the likest labels; beyond that they are paired in order.
const MAX_ALIKE: usize = 64;

pub(super) fn matching(before: &[Line], after: &[Line]) -> Matching {
    let mut matching = Matching::new(before.len(), after.len());
    // Same in everything; another technology; another label; another operator; both; turned round, with its label, without.
    pass(before, after, &mut matching, |line| (line.from, line.to, word(line), line.label, line.tech), false);
    pass(before, after, &mut matching, |line| (line.from, line.to, word(line), line.label, None), false);
    pass(before, after, &mut matching, |line| (line.from, line.to, word(line), None, None), false);
    pass(before, after, &mut matching, |line| (line.from, line.to, None, line.label, None), false);
    pass(before, after, &mut matching, |line| (line.from, line.to, None, None, None), false);
    pass(before, after, &mut matching, |line| (line.from, line.to, word(line), line.label, None), true);
    pass(before, after, &mut matching, |line| (line.from, line.to, word(line), None, None), true);
    matching
}

/// The operator as a number with an order.
fn word(line: &Line) -> Option<u8> {
    Some(line.operator as u8)
}

/// Joins the lines without partner that are equal under `key`; `turned` looks for those that run the other way.
fn pass<'a>(
    before: &[Line<'a>],
    after: &[Line<'a>],
    matching: &mut Matching,
    key: fn(&Line<'a>) -> Key<'a>,
    turned: bool,
) {
    let mut bundles: BTreeMap<Key, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for at in matching.free_before() {
        bundles.entry(key(&before[at])).or_default().0.push(at);
    }
    for at in matching.free_after() {
        let mut line = after[at];
        if turned {
            (line.from, line.to) = (line.to, line.from);
        }
        if let Some(bundle) = bundles.get_mut(&key(&line)) {
            bundle.1.push(at);
        }
    }
    for (left, right) in bundles.values() {
        if left.len().max(right.len()) > 1 && left.len().max(right.len()) <= MAX_ALIKE {
            join_alike(before, after, left, right, matching);
        } else {
            left.iter().zip(right).for_each(|(&i, &j)| matching.join(i, j));
        }
    }
}

/// The likest labels first; ties go to lines at the same place of the bundle.
fn join_alike(before: &[Line], after: &[Line], left: &[usize], right: &[usize], matching: &mut Matching) {
    let label = |line: &Line| line.label.unwrap_or_default().to_string();
    let mut pairs = Vec::new();
    for (p, &i) in left.iter().enumerate() {
        for (q, &j) in right.iter().enumerate() {
            let alike = similarity(&label(&before[i]), &label(&after[j]));
            pairs.push((100 - alike, p.abs_diff(q), p.min(q), p.max(q), i, j));
        }
    }
    pairs.sort_unstable();
    for (.., i, j) in pairs {
        if matching.free(i, j) {
            matching.join(i, j);
        }
    }
}
