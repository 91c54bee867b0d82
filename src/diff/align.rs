//! Aligns two lists of words so that most words stand still: what the alignment leaves out came, went or changed its place.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Pairs of indices, ascending on both sides, of equal words. The same pairs come out, turned round, when the lists are
/// exchanged.
///
/// Words that only one list holds are left aside first, then patience diff finds the common subsequence (B. Cohen's algorithm,
/// Myers' between its anchors: E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986). Both
/// prefer deleting to inserting where several subsequences are as long; so that this does not depend on which list is called
/// the first, the list that is smaller as a list of words always takes that part.
pub(super) fn align<T: Ord>(before: &[T], after: &[T]) -> Vec<(usize, usize)> {
    let numbers = numbers(before, after);
    let keep = |list: &[T]| {
        let shared = list.iter().enumerate().filter_map(|(at, word)| numbers.get(word).map(|number| (at, *number)));
        shared.unzip::<usize, usize, Vec<_>, Vec<_>>()
    };
    let ((places_before, words_before), (places_after, words_after)) = (keep(before), keep(after));
    let turned = words_before > words_after;
    let (left, right) = if turned { (&words_after, &words_before) } else { (&words_before, &words_after) };
    let mut pairs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, left, right) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            pairs.extend((0..len).map(|step| (old_index + step, new_index + step)));
        }
    }
    let turn = |(i, j)| if turned { (j, i) } else { (i, j) };
    pairs.into_iter().map(turn).map(|(i, j)| (places_before[i], places_after[j])).collect()
}

/// A number for each word that both lists hold, in the order of the words.
fn numbers<'a, T: Ord>(before: &'a [T], after: &'a [T]) -> BTreeMap<&'a T, usize> {
    let mut sides: BTreeMap<&T, (bool, bool)> = BTreeMap::new();
    before.iter().for_each(|word| sides.entry(word).or_default().0 = true);
    after.iter().for_each(|word| sides.entry(word).or_default().1 = true);
    let both = sides.into_iter().filter(|(_, sides)| *sides == (true, true));
    both.enumerate().map(|(number, (word, _))| (word, number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_words_stand_still() {
        let (a, b) = (["a", "b", "c", "d", "e"], ["c", "a", "b", "x", "d", "e"]);
        assert_eq!(align(&a, &b), [(0, 1), (1, 2), (3, 4), (4, 5)]);
        assert_eq!(align::<&str>(&[], &b), []);
    }

    #[test]
    fn exchanging_the_lists_turns_the_pairs_round() {
        let lists = ["abab", "baba", "aabb", "bbaa", "abcabc", "cbacba", "", "a", "xaxbxc"];
        for a in lists.map(|list| list.chars().collect::<Vec<_>>()) {
            for b in lists.map(|list| list.chars().collect::<Vec<_>>()) {
                let turned: Vec<_> = align(&b, &a).into_iter().map(|(j, i)| (i, j)).collect();
                assert_eq!(align(&a, &b), turned, "{a:?} {b:?}");
            }
        }
    }
}
