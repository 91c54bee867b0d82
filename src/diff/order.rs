//! Which things changed their place in an order, and which only stand beside such a thing.

use super::align::align;

/// Of `pairs` (indices before and after, each once), those that do not stand in the longest order that both sides share. `word`
/// names a pair, the same whichever side is called `before`; equal words are interchangeable.
pub(super) fn strays<W: Ord + Clone>(
    pairs: &[(usize, usize)],
    word: impl Fn(usize, usize) -> W,
) -> Vec<(usize, usize)> {
    let (mut left, mut right) = (pairs.to_vec(), pairs.to_vec());
    left.sort_unstable_by_key(|&(before, _)| before);
    right.sort_unstable_by_key(|&(_, after)| after);
    if left == right {
        return Vec::new();
    }
    let words = |list: &[(usize, usize)]| list.iter().map(|&(i, j)| word(i, j)).collect::<Vec<W>>();
    let mut still = vec![false; left.len()];
    for (at, _) in align(&words(&left), &words(&right)) {
        still[at] = true;
    }
    left.into_iter().zip(still).filter(|(_, still)| !still).map(|(pair, _)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_are_strays() {
        // before: 0 1 2 3; after: 3 0 1 2.
        let pairs = [(0, 1), (1, 2), (2, 3), (3, 0)];
        assert_eq!(strays(&pairs, |i, _| i), [(3, 0)]);
        assert_eq!(strays(&[(0, 0), (1, 5)], |i, _| i), []);
    }
}
