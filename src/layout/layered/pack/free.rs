//! Maximal rectangles of free room (Jylänki 2010, *A thousand ways to pack the bin*), and rows that are level.
//!
//! Before: extents and a width. After: corners, each part as near to the start as can be.

use super::super::part::{Extent, Unit};
use super::{Packing, around};

/// A free rectangle, which other free ones may overlap. It includes the gaps that what comes into it keeps at its high ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Free {
    x: (Unit, Unit),
    y: (Unit, Unit),
}

impl Free {
    fn holds(&self, o: &Self) -> bool {
        self.x.0 <= o.x.0 && o.x.1 <= self.x.1 && self.y.0 <= o.y.0 && o.y.1 <= self.y.1
    }

    /// What is left of it, as large as possible, around something taken.
    fn without(&self, taken: &Self) -> Option<[Self; 4]> {
        let apart = taken.x.1 <= self.x.0 || self.x.1 <= taken.x.0 || taken.y.1 <= self.y.0 || self.y.1 <= taken.y.0;
        let rest = [
            Self { y: (self.y.0, taken.y.0), ..*self },
            Self { y: (taken.y.1, self.y.1), ..*self },
            Self { x: (self.x.0, taken.x.0), ..*self },
            Self { x: (taken.x.1, self.x.1), ..*self },
        ];
        if apart { None } else { Some(rest) }
    }
}

pub(super) fn fill(parts: &[Extent], gap: Unit, width: Unit) -> Packing {
    let widest = parts.iter().map(|p| p.w).max().unwrap_or(0);
    let mut free = vec![Free { x: (0, width.max(widest) + gap), y: (0, Unit::MAX) }];
    let mut at = Vec::with_capacity(parts.len());
    for p in parts {
        let (w, h) = (p.w + gap, p.h + gap);
        let fits = |f: &&Free| f.x.1 - f.x.0 >= w && f.y.1 - f.y.0 >= h;
        let (y, x) = free.iter().filter(fits).map(|f| (f.y.0, f.x.0)).min().expect("the room at the end has no end");
        at.push((x, y));
        let taken = Free { x: (x, x + w), y: (y, y + h) };
        let mut left = Vec::new();
        free.retain(|f| match f.without(&taken) {
            Some(rest) => {
                left.extend(rest.into_iter().filter(|r| r.x.0 < r.x.1 && r.y.0 < r.y.1));
                false
            }
            None => true,
        });
        for (i, new) in left.iter().enumerate() {
            let known = |o: &Free| o.holds(new);
            // Of two equal ones the first stays.
            let better = left.iter().enumerate().any(|(j, o)| o.holds(new) && (o != new || j < i));
            if !better && !free.iter().any(known) {
                free.push(*new);
            }
        }
    }
    let all = around(&at, parts);
    (at, all)
}

/// Puts parts that stand almost on one row, less than a gap above it, on that row, where all that share their own have room.
pub(super) fn level(parts: &[Extent], at: &mut [(Unit, Unit)], high: Unit, gap: Unit) {
    let mut rows: Vec<Unit> = at.iter().map(|a| a.1).collect();
    rows.sort_unstable();
    rows.dedup();
    for k in (0..rows.len().saturating_sub(1)).rev() {
        let (from, near) = (rows[k], rows[k + 1..].partition_point(|&y| y < rows[k] + gap));
        let can = |to: Unit| {
            (0..parts.len()).filter(|&i| at[i].1 == from).all(|i| {
                let clear = |j: usize| {
                    at[j].1 <= from
                        || at[j].0 >= at[i].0 + parts[i].w + gap
                        || at[i].0 >= at[j].0 + parts[j].w + gap
                        || at[j].1 >= to + parts[i].h + gap
                };
                to + parts[i].h <= high && (0..parts.len()).all(clear)
            })
        };
        if let Some(to) = rows[k + 1..k + 1 + near].iter().rev().copied().find(|&to| can(to)) {
            at.iter_mut().filter(|a| a.1 == from).for_each(|a| a.1 = to);
            rows[k] = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::apart;
    use super::*;

    #[test]
    fn a_later_part_fills_a_hole_that_is_covered() {
        // The second is too wide to stand beside the first, and closes the room there; the third fits into it.
        let parts = [Extent { w: 100, h: 90 }, Extent { w: 290, h: 90 }, Extent { w: 100, h: 60 }];
        let (at, all) = fill(&parts, 20, 300);
        assert_eq!(at, [(0, 0), (0, 110), (120, 0)]);
        apart(&parts, &at, all, 20);
    }

    #[test]
    fn parts_that_stand_almost_on_one_row_are_put_on_it() {
        let size = |h| Extent { w: 100, h };
        let parts = [size(90), size(80), size(60), size(60)];
        let (mut at, all) = fill(&parts, 20, 220);
        assert_eq!(at, [(0, 0), (120, 0), (120, 100), (0, 110)]);
        level(&parts, &mut at, all.h, 20);
        assert_eq!(at, [(0, 0), (120, 0), (120, 110), (0, 110)]);
        apart(&parts, &at, all, 20);
        // Not where it would push what stands below.
        let parts = [size(90), size(80), size(60), size(60), size(60)];
        let (before, mut after) = (vec![(0, 0), (120, 0), (120, 100), (0, 110), (120, 180)], Vec::new());
        after.clone_from(&before);
        level(&parts, &mut after, 240, 20);
        assert_eq!(before, after);
    }
}
