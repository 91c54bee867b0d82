//! The nearest known name to one that was not found.

/// The candidate with the smallest edit distance (Damerau–Levenshtein, adjacent swaps cost one), if at most a third of the
/// longer name's characters, at least one, had to change. Case differences cost nothing extra beyond the first comparison.
/// Ties go to the earlier candidate, so the answer follows source order.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = found.to_lowercase().chars().collect();
    // A name of hundreds of characters is no typing mistake, and the distance is quadratic.
    if wanted.is_empty() || wanted.len() > 80 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let letters: Vec<char> = candidate.to_lowercase().chars().collect();
        let longer = wanted.len().max(letters.len());
        let limit = (longer / 3).max(1);
        if letters.is_empty() || wanted.len().abs_diff(letters.len()) > limit {
            continue;
        }
        let cost = distance(&wanted, &letters);
        if cost <= limit && cost < longer && best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, candidate));
        }
    }
    best.map(|(_, name)| name)
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_finds_its_name() {
        let kinds = ["service", "server", "database", "cache", "queue"];
        assert_eq!(nearest("servcie", kinds), Some("service"));
        assert_eq!(nearest("Databse", kinds), Some("database"));
        assert_eq!(nearest("zebra", kinds), None);
        assert_eq!(nearest("", kinds), None);
    }
}
