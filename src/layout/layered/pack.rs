//! Packs disconnected parts towards a wanted aspect ratio.
//!
//! Parts are laid in source order onto a skyline: each at the lowest place that it fits, of those at the one nearest to the start, so
//! that small parts fill the room beside large ones (the bottom-left rule; Burke, Kendall, Whitwell 2004, *A new placement heuristic
//! for the orthogonal stock-cutting problem*, without its reordering). Several widths are tried; the one is kept whose bounding
//! box is small and near the aspect. Things of one kind without lines are laid out as a grid instead: rows of equal count.
//!
//! Before: extents in source order. After: corners such that no two overlap, `gap` apart.

use super::part::{Extent, Unit};

/// The corners of the parts, and the extent of all.
type Packing = (Vec<(Unit, Unit)>, Extent);

const WIDTHS: u32 = 24;
/// Above so many parts, which the skyline would take quadratic time for, they are laid in rows.
const MANY: usize = 400;

fn wanted(aspect: f64) -> f64 {
    if aspect.is_finite() && aspect > 0.0 { aspect } else { 1.6 }
}

/// What a bounding box costs: its area, times the root of how far it is from the aspect.
fn cost(all: Extent, aspect: f64) -> f64 {
    let (w, h) = (all.w.max(1) as f64, all.h.max(1) as f64);
    let off = w / (h * aspect);
    w * h * off.max(1.0 / off).sqrt()
}

fn least(packings: impl Iterator<Item = Packing>, aspect: f64) -> Packing {
    let mut best: Option<(f64, Packing)> = None;
    for p in packings {
        let cost = cost(p.1, aspect);
        if best.as_ref().is_none_or(|b| cost < b.0) {
            best = Some((cost, p));
        }
    }
    best.map_or_else(Default::default, |b| b.1)
}

/// The corners of the parts and the extent of all. `aspect` is the wanted width / height.
pub(super) fn parts(parts: &[Extent], gap: Unit, aspect: f64) -> Packing {
    let aspect = wanted(aspect);
    let widest = parts.iter().map(|p| p.w).max().unwrap_or(0);
    let area: f64 = parts.iter().map(|p| (p.w + gap) as f64 * (p.h + gap) as f64).sum();
    // Widths to try: around what the area asks for.
    let ideal = (area * aspect).sqrt();
    let widths = (0..WIDTHS).map(|k| ((ideal * (0.6 + 0.05 * f64::from(k))) as Unit).max(widest));
    let lay = |width| if parts.len() > MANY { shelves(parts, gap, width) } else { skyline(parts, gap, width) };
    least(widths.map(lay), aspect)
}

/// Members without lines as a grid: full rows but for the last, each member in the middle of its cell.
pub(super) fn grid(members: &[Extent], gap: Unit, aspect: f64) -> Packing {
    let n = members.len();
    let most = if n > MANY { 2 * ((n as f64).sqrt() as usize + 1) } else { n };
    // As few columns as the number of rows allows, so that the last row is not short.
    let columns = (1..=most).filter(|&c| n.div_ceil(n.div_ceil(c)) == c);
    least(columns.map(|c| cells(members, gap, c)), wanted(aspect))
}

fn cells(members: &[Extent], gap: Unit, columns: usize) -> Packing {
    let mut widths = vec![0; columns];
    for (i, m) in members.iter().enumerate() {
        widths[i % columns] = m.w.max(widths[i % columns]);
    }
    let mut at = Vec::with_capacity(members.len());
    let mut y = 0;
    for row in members.chunks(columns) {
        let high = row.iter().map(|m| m.h).max().unwrap_or(0);
        let mut x = 0;
        for (m, &w) in row.iter().zip(&widths) {
            at.push((x + (w - m.w) / 2, y + (high - m.h) / 2));
            x += w + gap;
        }
        y += high + gap;
    }
    let w = widths.iter().sum::<Unit>() + gap * (columns as Unit - 1);
    (at, Extent { w, h: y - gap })
}

/// Parts of which some, named by their numbers, are members without lines: those are packed as one grid, `near` apart, in the place
/// of the first of them.
pub(super) fn mixed(list: &[Extent], lone: &[usize], near: Unit, gap: Unit, aspect: f64) -> Packing {
    if lone.len() < 2 {
        return parts(list, gap, aspect);
    }
    let members: Vec<Extent> = lone.iter().map(|&i| list[i]).collect();
    let (cells, block) = grid(&members, near, aspect);
    if lone.len() == list.len() {
        return (cells, block);
    }
    let rest: Vec<usize> = (0..list.len()).filter(|&i| i == lone[0] || lone.binary_search(&i).is_err()).collect();
    let outer: Vec<Extent> = rest.iter().map(|&i| if i == lone[0] { block } else { list[i] }).collect();
    let (corners, all) = parts(&outer, gap, aspect);
    let mut at = vec![(0, 0); list.len()];
    for (&i, &corner) in rest.iter().zip(&corners) {
        at[i] = corner;
    }
    let corner = at[lone[0]];
    for (&i, cell) in lone.iter().zip(cells) {
        at[i] = (corner.0 + cell.0, corner.1 + cell.1);
    }
    (at, all)
}

/// The extent of all parts at their corners.
pub(super) fn around(at: &[(Unit, Unit)], parts: &[Extent]) -> Extent {
    at.iter()
        .zip(parts)
        .fold(Extent::default(), |all, (a, p)| Extent { w: all.w.max(a.0 + p.w), h: all.h.max(a.1 + p.h) })
}

fn shelves(parts: &[Extent], gap: Unit, width: Unit) -> Packing {
    let (mut x, mut y, mut high) = (0, 0, 0);
    let mut at = Vec::with_capacity(parts.len());
    for p in parts {
        if x > 0 && x + p.w > width {
            y += high + gap;
            (x, high) = (0, 0);
        }
        at.push((x, y));
        high = high.max(p.h);
        x += p.w + gap;
    }
    let all = around(&at, parts);
    (at, all)
}

fn skyline(parts: &[Extent], gap: Unit, width: Unit) -> Packing {
    // Steps of the skyline: from this x on, up to the next one's, everything above this y is taken.
    let mut sky: Vec<(Unit, Unit)> = vec![(0, 0)];
    let mut at = Vec::with_capacity(parts.len());
    for p in parts {
        let mut best: Option<(Unit, Unit)> = None;
        for (k, &(x, _)) in sky.iter().enumerate() {
            if x > 0 && x + p.w > width {
                break;
            }
            let y = sky[k..].iter().take_while(|s| s.0 < x + p.w + gap).map(|s| s.1).max().unwrap_or(0);
            if best.is_none_or(|b| (y, x) < b) {
                best = Some((y, x));
            }
        }
        let (y, x) = best.unwrap_or_default();
        at.push((x, y));
        let end = x + p.w + gap;
        let first = sky.partition_point(|s| s.0 < x);
        let last = sky.partition_point(|s| s.0 <= end);
        let after = (end, sky[last - 1].1);
        sky.splice(first..last, [(x, y + p.h + gap), after]);
    }
    let all = around(&at, parts);
    (at, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(parts: &[Extent], at: &[(Unit, Unit)], all: Extent, gap: Unit) {
        for (i, (a, p)) in at.iter().zip(parts).enumerate() {
            assert!(a.0 >= 0 && a.1 >= 0 && a.0 + p.w <= all.w && a.1 + p.h <= all.h);
            for (b, q) in at.iter().zip(parts).take(i) {
                let beside = a.0 >= b.0 + q.w + gap || b.0 >= a.0 + p.w + gap;
                assert!(beside || a.1 >= b.1 + q.h + gap || b.1 >= a.1 + p.h + gap);
            }
        }
    }

    #[test]
    fn parts_keep_apart_and_near_the_aspect() {
        for n in [1, 7, 40, MANY as i64 + 50] {
            let parts: Vec<Extent> = (0..n).map(|i| Extent { w: 100 + i * 7 % 60, h: 50 + i * 11 % 40 }).collect();
            let (at, all) = super::parts(&parts, 10, 1.6);
            apart(&parts, &at, all, 10);
            let ratio = all.w as f64 / all.h as f64;
            assert!(n < 40 || (1.1..2.4).contains(&ratio), "{ratio}");
        }
    }

    #[test]
    fn small_parts_fill_the_room_beside_a_large_one() {
        let parts =
            [Extent { w: 300, h: 400 }, Extent { w: 90, h: 60 }, Extent { w: 90, h: 60 }, Extent { w: 90, h: 60 }];
        let (at, all) = super::parts(&parts, 10, 1.0);
        assert_eq!(all, Extent { w: 400, h: 400 });
        assert_eq!(at, [(0, 0), (310, 0), (310, 70), (310, 140)]);
    }

    #[test]
    fn a_grid_has_full_rows_and_level_columns() {
        for n in 1..30 {
            let members: Vec<Extent> = (0..n).map(|i| Extent { w: 100 + i * 7 % 60, h: 40 }).collect();
            let (at, all) = grid(&members, 20, 1.6);
            apart(&members, &at, all, 20);
            let rows = at.chunk_by(|a, b| a.1 == b.1).map(<[_]>::len).collect::<Vec<_>>();
            assert!(rows.iter().all(|&r| r <= rows[0]) && rows[..rows.len() - 1].iter().all(|&r| r == rows[0]));
            assert!(
                rows.len() == 1 || rows[rows.len() - 1] * 2 >= rows[0] || rows[0] - rows[rows.len() - 1] < rows.len()
            );
            let middle = |i: usize| 2 * at[i].0 + members[i].w;
            assert!((rows[0]..members.len()).all(|i| (middle(i) - middle(i - rows[0])).abs() <= 1));
        }
    }
}
