//! Which things changed their place in an order, and which only stand beside such a thing.

use super::align::align;

/// A pair that stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stray {
    pub before: usize,
    pub after: usize,
    /// The one before it among the pairs: its index before, and that of the one before it now, its index after. None where it is
    /// the first.
    pub behind_before: Option<usize>,
    pub behind_after: Option<usize>,
}

/// Of `pairs` (indices before and after, each once), those that do not stand in the longest order that both sides share, in
/// the order of `before`. `word` names a pair, the same whichever side is called `before`.
pub(super) fn strays<W: Ord>(pairs: &[(usize, usize)], word: impl Fn(usize, usize) -> W) -> Vec<Stray> {
    let (mut left, mut right) = (pairs.to_vec(), pairs.to_vec());
    left.sort_unstable_by_key(|&(before, _)| before);
    right.sort_unstable_by_key(|&(_, after)| after);
    if left == right {
        return Vec::new();
    }
    // Pairs of equal words are told apart by where they stand, whichever side that is.
    let words = |list: &[(usize, usize)]| {
        list.iter().map(|&(i, j)| (word(i, j), i.min(j), i.max(j))).collect::<Vec<(W, usize, usize)>>()
    };
    let mut still = vec![false; left.len()];
    for (at, _) in align(&words(&left), &words(&right)) {
        still[at] = true;
    }
    let mut found = Vec::new();
    for (at, &(before, after)) in left.iter().enumerate().filter(|(at, _)| !still[*at]) {
        let place = right.partition_point(|&(_, other)| other < after);
        let behind_before = at.checked_sub(1).map(|at| left[at].0);
        let behind_after = place.checked_sub(1).map(|at| right[at].1);
        found.push(Stray { before, after, behind_before, behind_after });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_are_strays() {
        // before: 0 1 2 3; after: 3 0 1 2.
        let pairs = [(0, 1), (1, 2), (2, 3), (3, 0)];
        let stray = Stray { before: 3, after: 0, behind_before: Some(2), behind_after: None };
        assert_eq!(strays(&pairs, |i, _| i), [stray]);
        assert_eq!(strays(&[(0, 0), (1, 5)], |i, _| i), []);
    }
}
