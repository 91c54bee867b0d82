//! How alike two texts are, in whole hundredths.

/// Texts are compared by their first so many characters: what follows decides nothing, and a long description stays cheap.
const COMPARED: usize = 400;

/// Dice's coefficient over pairs of neighbouring characters, case and the kind of space left aside: 0 shares none, 100 is the
/// same. (L. R. Dice, "Measures of the amount of ecologic association between species", Ecology 26, 1945.) Symmetric. Texts of
/// a single character are alike when they are equal.
pub(super) fn similarity(a: &str, b: &str) -> u32 {
    if a == b {
        return 100;
    }
    let (a, b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    (200 * shared(&a, &b)).checked_div(total).unwrap_or(0) as u32
}

/// The pairs of a text, sorted; its borders count as characters, so that one-letter words have pairs as well.
fn pairs(text: &str) -> Vec<(char, char)> {
    let letters = text.chars().take(COMPARED).flat_map(char::to_lowercase);
    let words = letters.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    let mut pairs = Vec::new();
    let mut last = ' ';
    for letter in words.chain([' ']) {
        if (last, letter) != (' ', ' ') {
            pairs.push((last, letter));
        }
        last = letter;
    }
    pairs.sort_unstable();
    pairs
}

/// How many items two sorted lists share, each as often as both hold it.
pub(super) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, count) = (i + 1, j + 1, count + 1);
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_is_more_than_unlike() {
        assert_eq!(similarity("POST /orders", "POST /orders"), 100);
        assert_eq!(similarity("", "x"), 0);
        assert!(similarity("POST /orders", "POST /order") > 80);
        assert!(similarity("user-db", "accounts-db") > similarity("user-db", "gateway"));
        assert!(similarity("read, write", "heartbeats") < 30);
        for (a, b) in [("a b", "b a"), ("users", "Users store"), ("图书", "图")] {
            assert_eq!(similarity(a, b), similarity(b, a));
        }
    }
}
