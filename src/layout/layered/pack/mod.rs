//! Packs disconnected parts towards a wanted aspect ratio.
//!
//! Parts are laid in source order into the free rectangles that those before them left: each where it stands nearest to the start
//! along the flow, of such places at the one nearest to the start across it, so that small parts fill the room beside large ones and
//! the holes between them (Jylänki 2010, *A thousand ways to pack the bin*, maximal rectangles with the bottom-left rule; without its
//! reordering). Several widths are tried, among them those that some run of parts fills to the dot; the one is kept whose
//! bounding box is small and near the aspect. Parts that stand almost on one row are then put on it. Things of one kind without lines
//! are laid out as a grid instead: rows of equal count; and so are parts where that does not cost much more.
//!
//! All of that is decided for the sizes that the parts would have if all nodes were alike ([`super::typical`]); what comes out is who
//! stands beside and below whom, which the real sizes then keep. So a node that grows moves the parts around its own, and sends none
//! elsewhere. Murata, Fujiyoshi, Nakatake, Kajitani 1996, *VLSI module placement based on rectangle-packing by the
//! sequence-pair*, place by such relations and longest paths, too.
//!
//! Before: extents in source order. After: corners such that no two overlap, `gap` apart.

mod free;
mod plan;

use super::part::{Extent, Unit};
use plan::{Plan, columns, in_columns};

/// The corners of the parts, and the extent of all.
pub(super) type Packing = (Vec<(Unit, Unit)>, Extent);

/// How large something is, and how large it would be if all nodes were alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extents {
    pub real: Extent,
    pub alike: Extent,
}

/// The corners of what was packed, and the extent of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    pub at: Vec<(Unit, Unit)>,
    pub all: Extents,
}

/// How many shapes of a grid are tried among other parts.
const SHAPES: usize = 8;
/// The aspect where none is wanted.
pub(super) const ASPECT: f64 = 1.6;

/// What a bounding box costs: its area, times the root of how far it is from the aspect.
fn cost(all: Extent, aspect: f64) -> f64 {
    let (w, h) = (all.w.max(1) as f64, all.h.max(1) as f64);
    let off = w / (h * aspect);
    w * h * off.max(1.0 / off).sqrt()
}

fn least<T>(of: impl Iterator<Item = T>, all: impl Fn(&T) -> Extent, aspect: f64) -> Option<(f64, T)> {
    of.map(|t| (cost(all(&t), aspect), t)).min_by(|a, b| a.0.total_cmp(&b.0))
}

/// Members without lines in cells of a grid, each in the middle.
fn cells(members: &[Extent], gap: Unit, columns: usize) -> Packing {
    let mut at = in_columns(members, gap, columns, true);
    for (row, at) in members.chunks(columns).zip(at.chunks_mut(columns)) {
        let high = row.iter().map(|m| m.h).max().unwrap_or(0);
        row.iter().zip(at).for_each(|(m, at)| at.1 += (high - m.h) / 2);
    }
    let all = around(&at, members);
    (at, all)
}

fn both(list: &[Extents], place: impl Fn(&[Extent]) -> Packing) -> Packed {
    let (at, real) = place(&list.iter().map(|e| e.real).collect::<Vec<_>>());
    let (_, alike) = place(&list.iter().map(|e| e.alike).collect::<Vec<_>>());
    Packed { at, all: Extents { real, alike } }
}

/// The corners of the parts. `aspect` is the wanted width / height.
pub(super) fn parts(list: &[Extents], gap: Unit, aspect: f64) -> Packed {
    let plan = Plan::new(list.iter().map(|e| e.alike).collect(), gap, aspect);
    both(list, |sizes| plan.place(sizes, gap))
}

/// Members without lines as a grid: full rows but for the last, each member in the middle of its cell. Some shapes, the best first.
fn grids(members: &[Extents], gap: Unit, aspect: f64) -> Vec<Packed> {
    let all = columns(members.len()).map(|c| both(members, |sizes| cells(sizes, gap, c)));
    let mut shapes: Vec<(f64, Packed)> = all.map(|p| (cost(p.all.alike, aspect), p)).collect();
    shapes.sort_by(|a, b| a.0.total_cmp(&b.0));
    shapes.truncate(SHAPES);
    shapes.into_iter().map(|s| s.1).collect()
}

/// Parts of which some, named by their numbers, are members without lines: those are packed as one grid, `near` apart, in the place
/// of the first of them.
pub(super) fn mixed(list: &[Extents], lone: &[usize], near: Unit, gap: Unit, aspect: f64) -> Packed {
    if lone.len() < 2 {
        return parts(list, gap, aspect);
    }
    let members: Vec<Extents> = lone.iter().map(|&i| list[i]).collect();
    let mut grids = grids(&members, near, aspect).into_iter();
    if lone.len() == list.len() {
        return grids.next().unwrap_or_default();
    }
    let rest: Vec<usize> = (0..list.len()).filter(|&i| i == lone[0] || lone.binary_search(&i).is_err()).collect();
    let around = grids.map(|grid| {
        let outer: Vec<Extents> = rest.iter().map(|&i| if i == lone[0] { grid.all } else { list[i] }).collect();
        (parts(&outer, gap, aspect), grid)
    });
    let Some((_, (outer, grid))) = least(around, |p| p.0.all.alike, aspect) else { return Packed::default() };
    let mut at = vec![(0, 0); list.len()];
    for (&i, &corner) in rest.iter().zip(&outer.at) {
        at[i] = corner;
    }
    let corner = at[lone[0]];
    for (&i, cell) in lone.iter().zip(&grid.at) {
        at[i] = (corner.0 + cell.0, corner.1 + cell.1);
    }
    Packed { at, all: outer.all }
}

/// The extent of all parts at their corners.
pub(super) fn around(at: &[(Unit, Unit)], parts: &[Extent]) -> Extent {
    at.iter()
        .zip(parts)
        .fold(Extent::default(), |all, (a, p)| Extent { w: all.w.max(a.0 + p.w), h: all.h.max(a.1 + p.h) })
}

#[cfg(test)]
mod tests {
    use super::plan::MANY;
    use super::*;

    fn alike(parts: &[Extent]) -> Vec<Extents> {
        parts.iter().map(|&p| Extents { real: p, alike: p }).collect()
    }

    fn packed(parts: &[Extent], gap: Unit, aspect: f64) -> Packing {
        let p = super::parts(&alike(parts), gap, aspect);
        (p.at, p.all.real)
    }

    pub(super) fn apart(parts: &[Extent], at: &[(Unit, Unit)], all: Extent, gap: Unit) {
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
            let (at, all) = packed(&parts, 10, 1.6);
            apart(&parts, &at, all, 10);
            let ratio = all.w as f64 / all.h as f64;
            assert!(n < 40 || (1.1..2.4).contains(&ratio), "{ratio}");
        }
    }

    #[test]
    fn small_parts_fill_the_room_beside_a_large_one() {
        let mut parts = [Extent { w: 90, h: 60 }; 6];
        parts[0] = Extent { w: 300, h: 400 };
        let (at, all) = packed(&parts, 10, 1.0);
        assert_eq!(all, Extent { w: 400, h: 400 });
        assert_eq!(at, [(0, 0), (310, 0), (310, 70), (310, 140), (310, 210), (310, 280)]);
    }

    #[test]
    fn a_width_that_a_run_of_parts_fills_to_the_dot_is_tried() {
        let parts = [Extent { w: 170, h: 50 }; 6];
        let (at, all) = packed(&parts, 10, 4.5);
        apart(&parts, &at, all, 10);
        assert_eq!(all, Extent { w: 3 * 170 + 20, h: 2 * 50 + 10 });
    }

    /// Of many sizes and shapes, seeded.
    pub(super) fn different(n: usize, seed: u64) -> Vec<Extents> {
        let mut state = seed;
        let mut roll = |below: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as i64 % below
        };
        let extent = |_| {
            let alike = Extent { w: 400 * (1 + roll(5)), h: 400 * (1 + roll(5)) };
            Extents { real: Extent { w: alike.w + roll(600) - 200, h: alike.h + roll(400) - 200 }, alike }
        };
        (0..n).map(extent).collect()
    }

    #[test]
    fn a_part_that_grows_sends_none_elsewhere() {
        for (n, seed) in (2..24).flat_map(|n| (0..4).map(move |seed| (n, seed))) {
            let mut parts = different(n, seed);
            let real = |parts: &[Extents]| parts.iter().map(|p| p.real).collect::<Vec<_>>();
            let before = super::parts(&parts, 320, 1.6).at;
            let old = real(&parts);
            for grown in 0..n {
                parts[grown].real.w += 360;
                let Packed { at: after, all } = super::parts(&parts, 320, 1.6);
                let new = real(&parts);
                apart(&new, &after, all.real, 320);
                for (i, k) in (0..n).flat_map(|i| (0..n).map(move |k| (i, k))) {
                    let (a, b) = ((before[i], before[k]), (after[i], after[k]));
                    assert!(
                        a.0.1 >= a.1.1 || b.0.1 < b.1.1,
                        "{n} parts, seed {seed}, {grown} grown: {i} was above {k}"
                    );
                    let level = a.0.1 < a.1.1 + old[k].h && a.1.1 < a.0.1 + old[i].h;
                    let beside = a.0.0 + old[i].w <= a.1.0 && level;
                    let still = b.0.0 + new[i].w <= b.1.0 || b.0.1 + new[i].h <= b.1.1;
                    assert!(!beside || still, "{n} parts, seed {seed}, {grown} grown: {i} stood before {k}");
                }
                parts[grown].real.w -= 360;
            }
        }
    }

    #[test]
    fn a_part_that_grows_passes_none_of_those_that_are_alike() {
        for n in 4..30 {
            let mut parts: Vec<Extent> = (0..n).map(|i| Extent { w: 900 + i * 328 % 700, h: 1280 }).collect();
            let (before, _) = packed(&parts, 320, 1.6);
            for grown in 0..parts.len() {
                parts[grown].w += 360;
                let (after, all) = packed(&parts, 320, 1.6);
                apart(&parts, &after, all, 320);
                let middle = |at: &[(Unit, Unit)], i: usize, w: Unit| (at[i].0 + w / 2, at[i].1);
                let old = |i: usize| middle(&before, i, parts[i].w - if i == grown { 360 } else { 0 });
                let new = |i: usize| middle(&after, i, parts[i].w);
                for (i, k) in (0..parts.len()).flat_map(|i| (0..i).map(move |k| (i, k))) {
                    let (a, b, c, d) = (old(i), old(k), new(i), new(k));
                    let swapped = (a.0 - b.0) * (c.0 - d.0) < 0 || (a.1 - b.1) * (c.1 - d.1) < 0;
                    assert!(!swapped, "{n} parts, {grown} grown: {i} and {k}");
                }
                parts[grown].w -= 360;
            }
        }
    }

    #[test]
    fn a_grid_has_full_rows_and_level_columns() {
        for n in 1..30 {
            let members: Vec<Extent> = (0..n).map(|i| Extent { w: 100 + i * 7 % 60, h: 40 }).collect();
            let Packed { at, all } = grids(&alike(&members), 20, 1.6).swap_remove(0);
            apart(&members, &at, all.real, 20);
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
