//! Where the lifelines stand: the least distances that leave room for everything, in an even rhythm where that is cheap.
//!
//! Needs are difference constraints `x[last] - x[first] >= least`. They are met in the order of their length; what a
//! long one still lacks goes to the narrowest gaps under it first, so that a wide label over many columns widens all of
//! them a little and none a lot. (The longest path alone would put the whole lack into the last gap.)

/// A distance between two lifelines, `first < last`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Distance {
    pub first: usize,
    pub last: usize,
    pub least: f64,
}

/// How much of the width may be spent on making narrow gaps as wide as the others.
const RHYTHM: f64 = 0.08;

/// The x of every lifeline, from 0, whole px; every distance is kept.
pub(super) fn solve(lifelines: usize, mut distances: Vec<Distance>) -> Vec<f64> {
    let mut gaps = vec![0.0_f64; lifelines.saturating_sub(1)];
    distances.sort_by(|a, b| {
        let order = (a.last - a.first).cmp(&(b.last - b.first)).then(a.first.cmp(&b.first));
        order.then(b.least.total_cmp(&a.least))
    });
    // Of several needs of the same two lifelines the first is the largest.
    distances.dedup_by_key(|distance| (distance.first, distance.last));
    for Distance { first, last, least } in distances {
        let under = &mut gaps[first..last];
        let lack = least - under.iter().sum::<f64>();
        if lack > 0.0 {
            fill(under, lack);
        }
    }
    let spare = gaps.iter().sum::<f64>() * RHYTHM;
    let widest = gaps.iter().copied().fold(0.0, f64::max);
    let to_even = gaps.iter().map(|gap| widest - gap).sum::<f64>();
    fill(&mut gaps, spare.min(to_even));
    let mut x = 0.0;
    let after = gaps.iter().map(|gap| {
        x += gap.ceil();
        x
    });
    std::iter::once(0.0).chain(after).take(lifelines.max(1)).collect()
}

/// Pours `amount` over the gaps as water finds its level: the lowest rise first, to one level.
fn fill(gaps: &mut [f64], amount: f64) {
    if gaps.is_empty() || amount <= 0.0 {
        return;
    }
    let mut sorted = gaps.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut below = 0.0;
    let mut level = 0.0;
    for (count, gap) in sorted.iter().enumerate().map(|(at, gap)| (at + 1, gap)) {
        below += gap;
        level = (below + amount) / count as f64;
        if sorted.get(count).is_none_or(|next| level <= *next) {
            break;
        }
    }
    for gap in gaps {
        *gap = gap.max(level);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(first: usize, last: usize, least: f64) -> Distance {
        Distance { first, last, least }
    }

    #[test]
    fn every_distance_is_kept_and_little_more() {
        let distances =
            vec![distance(0, 1, 100.0), distance(1, 2, 140.0), distance(2, 3, 100.0), distance(0, 3, 400.0)];
        let x = solve(4, distances.clone());
        for Distance { first, last, least } in distances {
            assert!(x[last] - x[first] >= least, "{first}..{last}: {x:?}");
        }
        assert!(x[3] <= 400.0 * (1.0 + RHYTHM) + 3.0, "{x:?}");
    }

    #[test]
    fn a_long_need_widens_the_narrow_gaps_first() {
        let mut gaps = [100.0, 180.0, 100.0];
        fill(&mut gaps, 40.0);
        assert_eq!(gaps, [120.0, 180.0, 120.0]);
        fill(&mut gaps, 180.0);
        assert_eq!(gaps, [200.0, 200.0, 200.0]);
    }

    #[test]
    fn nearly_equal_gaps_become_equal() {
        let x = solve(4, vec![distance(0, 1, 150.0), distance(1, 2, 160.0), distance(2, 3, 155.0)]);
        assert_eq!(x, [0.0, 160.0, 320.0, 480.0]);
    }

    #[test]
    fn one_lifeline_or_none_stands_at_the_origin() {
        assert_eq!(solve(1, Vec::new()), [0.0]);
        assert_eq!(solve(0, Vec::new()), [0.0]);
    }
}
