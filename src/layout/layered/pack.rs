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

use super::part::{Extent, Unit};

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

/// How many widths are tried on a scale around what the area asks for, and at most of those that a run of parts fills.
const WIDTHS: u32 = 24;
const RUNS: usize = 40;
/// How many shapes of a grid are tried among other parts.
const SHAPES: usize = 8;
/// How much more than the tightest packing a grid may cost: half as much again. What fits the holes of others hangs on all of them, so
/// a part more or a larger one sends many elsewhere; in a grid it moves what is beside it.
const REGULAR: f64 = 1.5;
/// Parts are alike if none is more than so many times as wide or as high as a typical one.
const ALIKE: Unit = 2;
/// Above so many parts, for which free rectangles would take quadratic time, they are laid in rows.
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

fn least<T>(of: impl Iterator<Item = T>, all: impl Fn(&T) -> Extent, aspect: f64) -> Option<(f64, T)> {
    of.map(|t| (cost(all(&t), aspect), t)).min_by(|a, b| a.0.total_cmp(&b.0))
}

/// How parts stand to one another, whatever their sizes.
enum Plan {
    /// Full rows but for the last, each part at the low end of its cell, or in the middle of it.
    Grid { columns: usize, middle: bool },
    /// In rows, of which each holds so many.
    Rows(Vec<usize>),
    /// Beside and below one another as parts of some sizes at some corners.
    Corners(Vec<Extent>, Vec<(Unit, Unit)>),
}

impl Plan {
    /// The best plan for parts of these sizes.
    fn new(parts: Vec<Extent>, gap: Unit, aspect: f64) -> Self {
        if parts.len() > MANY {
            let rows = widths(&parts, gap, aspect).into_iter().map(|width| Self::Rows(shelves(&parts, gap, width)));
            return least(rows, |plan| plan.place(&parts, gap).1, aspect).map_or(Self::Rows(Vec::new()), |p| p.1);
        }
        let fills = widths(&parts, gap, aspect).into_iter().map(|width| fill(&parts, gap, width));
        let Some((tight, (mut at, all))) = least(fills, |p| p.1, aspect) else { return Self::Rows(Vec::new()) };
        level(&parts, &mut at, all.h, gap);
        match regular(&parts, gap, aspect) {
            Some(grid) if cost(grid.place(&parts, gap).1, aspect) <= tight * REGULAR => grid,
            _ => Self::Corners(parts, at),
        }
    }

    /// Places parts of other sizes as planned.
    fn place(&self, parts: &[Extent], gap: Unit) -> Packing {
        let at = match self {
            Self::Grid { columns, middle } => in_columns(parts, gap, *columns, *middle),
            Self::Rows(rows) => in_rows(parts, gap, rows),
            Self::Corners(planned, at) => settle(planned, at, parts, gap),
        };
        let all = around(&at, parts);
        (at, all)
    }
}

/// A grid for parts of these sizes. How many columns there are depends on how many parts there are and on how large a typical one is.
fn regular(parts: &[Extent], gap: Unit, aspect: f64) -> Option<Plan> {
    let middle = |of: fn(&Extent) -> Unit| {
        let mut list: Vec<Unit> = parts.iter().map(of).collect();
        list.sort_unstable();
        list.get(list.len().checked_sub(1)? / 2).copied()
    };
    let (w, h) = (middle(|p| p.w)?, middle(|p| p.h)?);
    let n = parts.len();
    let typical = |columns: &usize| {
        let all = |count: usize, size: Unit| count as Unit * (size + gap) - gap;
        Extent { w: all(*columns, w), h: all(n.div_ceil(*columns), h) }
    };
    let (_, columns) = least(columns(n), typical, aspect)?;
    let alike = parts.iter().all(|p| p.w <= ALIKE * w && p.h <= ALIKE * h);
    Some(Plan::Grid { columns, middle: alike })
}

/// The middle of its cell is where a part that grows passes none of its column.
fn in_columns(parts: &[Extent], gap: Unit, columns: usize, middle: bool) -> Vec<(Unit, Unit)> {
    let mut widths = vec![0; columns];
    for (i, p) in parts.iter().enumerate() {
        widths[i % columns] = p.w.max(widths[i % columns]);
    }
    let (mut at, mut y) = (Vec::with_capacity(parts.len()), 0);
    for row in parts.chunks(columns) {
        let mut x = 0;
        for (p, w) in row.iter().zip(&widths) {
            at.push((if middle { x + (w - p.w) / 2 } else { x }, y));
            x += w + gap;
        }
        y += row.iter().map(|p| p.h).max().unwrap_or(0) + gap;
    }
    at
}

fn in_rows(parts: &[Extent], gap: Unit, rows: &[usize]) -> Vec<(Unit, Unit)> {
    let (mut at, mut y, mut rest) = (Vec::with_capacity(parts.len()), 0, parts);
    for &count in rows {
        let (row, more) = rest.split_at(count.min(rest.len()));
        let mut x = 0;
        for p in row {
            at.push((x, y));
            x += p.w + gap;
        }
        y += row.iter().map(|p| p.h).max().unwrap_or(0) + gap;
        rest = more;
    }
    at
}

/// Parts of any sizes as others at these corners: what stood on one row still does, what stood below something is below it, and
/// what stood beside it on a common height is beside it.
fn settle(planned: &[Extent], corners: &[(Unit, Unit)], parts: &[Extent], gap: Unit) -> Vec<(Unit, Unit)> {
    let mut by_row: Vec<usize> = (0..parts.len()).collect();
    by_row.sort_by_key(|&i| (corners[i].1, corners[i].0));
    let mut at = vec![(0, 0); parts.len()];
    let mut done = 0;
    for row in by_row.chunk_by(|&a, &b| corners[a].1 == corners[b].1) {
        let (above, from) = (&by_row[..done], corners[row[0]].1);
        let over = above.iter().filter(|&&k| corners[k].1 + planned[k].h + gap <= from);
        let y = over.map(|&k| at[k].1 + parts[k].h + gap).max().unwrap_or(0);
        row.iter().for_each(|&i| at[i].1 = y);
        done += row.len();
    }
    let mut by_column = by_row;
    by_column.sort_by_key(|&i| (corners[i].0, corners[i].1));
    for (done, &i) in by_column.iter().enumerate() {
        let (from, to) = (corners[i].1, corners[i].1 + planned[i].h + gap);
        let level = |k: usize| corners[k].1 < to && from < corners[k].1 + planned[k].h + gap;
        let beside = by_column[..done].iter().filter(|&&k| level(k));
        at[i].0 = beside.map(|&k| at[k].0 + parts[k].w + gap).max().unwrap_or(0);
    }
    at
}

/// Widths to try: on a scale around what the area asks for, and near that those of runs of parts.
fn widths(parts: &[Extent], gap: Unit, aspect: f64) -> Vec<Unit> {
    let widest = parts.iter().map(|p| p.w).max().unwrap_or(0);
    let area: f64 = parts.iter().map(|p| (p.w + gap) as f64 * (p.h + gap) as f64).sum();
    let ideal = (area * aspect).sqrt();
    let scale = |k: u32| ((ideal * (0.6 + 0.05 * f64::from(k))) as Unit).max(widest);
    let (low, high) = (scale(0), scale(WIDTHS));
    let mut runs = Vec::new();
    for first in 0..parts.len().min(MANY) {
        let mut width = -gap;
        for p in &parts[first..] {
            width += gap + p.w;
            if width > high {
                break;
            }
            if width >= low {
                runs.push(width);
            }
        }
    }
    runs.sort_unstable();
    runs.dedup();
    let step = runs.len().div_ceil(RUNS).max(1);
    let mut out: Vec<Unit> = (0..WIDTHS).map(scale).chain(runs.into_iter().step_by(step)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Numbers of columns for a grid: as few as the number of rows allows, so that the last row is not short.
fn columns(n: usize) -> impl Iterator<Item = usize> {
    let most = if n > MANY { 2 * ((n as f64).sqrt() as usize + 1) } else { n };
    (1..=most).filter(move |&c| n.div_ceil(n.div_ceil(c)) == c)
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
    let plan = Plan::new(list.iter().map(|e| e.alike).collect(), gap, wanted(aspect));
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
    let mut grids = grids(&members, near, wanted(aspect)).into_iter();
    if lone.len() == list.len() {
        return grids.next().unwrap_or_default();
    }
    let rest: Vec<usize> = (0..list.len()).filter(|&i| i == lone[0] || lone.binary_search(&i).is_err()).collect();
    let around = grids.map(|grid| {
        let outer: Vec<Extents> = rest.iter().map(|&i| if i == lone[0] { grid.all } else { list[i] }).collect();
        (parts(&outer, gap, aspect), grid)
    });
    let Some((_, (outer, grid))) = least(around, |p| p.0.all.alike, wanted(aspect)) else { return Packed::default() };
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

/// How many parts each row holds when rows are as wide as this.
fn shelves(parts: &[Extent], gap: Unit, width: Unit) -> Vec<usize> {
    let (mut x, mut rows) = (0, Vec::new());
    for p in parts {
        match rows.last_mut() {
            Some(count) if x + p.w <= width => *count += 1,
            _ => {
                rows.push(1);
                x = 0;
            }
        }
        x += p.w + gap;
    }
    rows
}

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

fn fill(parts: &[Extent], gap: Unit, width: Unit) -> Packing {
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
fn level(parts: &[Extent], at: &mut [(Unit, Unit)], high: Unit, gap: Unit) {
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
    use super::*;

    fn alike(parts: &[Extent]) -> Vec<Extents> {
        parts.iter().map(|&p| Extents { real: p, alike: p }).collect()
    }

    fn packed(parts: &[Extent], gap: Unit, aspect: f64) -> Packing {
        let p = super::parts(&alike(parts), gap, aspect);
        (p.at, p.all.real)
    }

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
    fn a_later_part_fills_a_hole_that_is_covered() {
        // The second is too wide to stand beside the first, and closes the room there; the third fits into it.
        let parts = [Extent { w: 100, h: 90 }, Extent { w: 290, h: 90 }, Extent { w: 100, h: 60 }];
        let (at, all) = fill(&parts, 20, 300);
        assert_eq!(at, [(0, 0), (0, 110), (120, 0)]);
        apart(&parts, &at, all, 20);
    }

    #[test]
    fn a_width_that_a_run_of_parts_fills_to_the_dot_is_tried() {
        let parts = [Extent { w: 170, h: 50 }; 6];
        let (at, all) = packed(&parts, 10, 4.5);
        apart(&parts, &at, all, 10);
        assert_eq!(all, Extent { w: 3 * 170 + 20, h: 2 * 50 + 10 });
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

    /// Of many sizes and shapes, seeded.
    fn different(n: usize, seed: u64) -> Vec<Extents> {
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
    fn parts_as_large_as_planned_stand_as_planned_or_closer() {
        for (n, seed) in (1..24).flat_map(|n| (0..4).map(move |seed| (n, seed))) {
            let parts: Vec<Extent> = different(n, seed).iter().map(|p| p.alike).collect();
            let (at, all) = fill(&parts, 40, 3_000);
            let settled = settle(&parts, &at, &parts, 40);
            apart(&parts, &settled, around(&settled, &parts), 40);
            assert!(settled.iter().zip(&at).all(|(s, a)| s.0 <= a.0 && s.1 <= a.1), "{n} parts, seed {seed}, {all:?}");
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
