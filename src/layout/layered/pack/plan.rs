//! How parts stand to one another: in a grid, in rows, or as they fill the room best. (Papers stand in
//! [`super`]: Jylänki 2010 fills the room, and relations of sequence pairs place parts of other sizes.)
//!
//! Before: extents. After: a plan which says who stands beside and below whom, and corners for parts of any other extents by it.

use super::super::part::{Extent, Unit};
use super::free::{fill, level};
use super::{Packing, around, cost, least};

/// How many widths are tried on a scale around what the area asks for, and at most of those that a run of parts fills.
const WIDTHS: u32 = 24;
const RUNS: usize = 40;
/// How much more than the tightest packing a grid may cost: half as much again. What fits the holes of others hangs on all of them, so
/// a part more or a larger one sends many elsewhere; in a grid it moves what is beside it.
const REGULAR: f64 = 1.5;
/// Parts are alike if none is more than so many times as wide or as high as a typical one.
const ALIKE: Unit = 2;
/// Above so many parts, for which free rectangles would take quadratic time, they are laid in rows.
pub(super) const MANY: usize = 400;

/// How parts stand to one another, whatever their sizes.
pub(super) enum Plan {
    /// Full rows but for the last, each part at the low end of its cell, or in the middle of it.
    Grid { columns: usize, middle: bool },
    /// In rows, of which each holds so many.
    Rows(Vec<usize>),
    /// Beside and below one another as parts of some sizes at some corners.
    Corners(Vec<Extent>, Vec<(Unit, Unit)>),
}

impl Plan {
    /// The best plan for parts of these sizes.
    pub(super) fn new(parts: Vec<Extent>, gap: Unit, aspect: f64) -> Self {
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
    pub(super) fn place(&self, parts: &[Extent], gap: Unit) -> Packing {
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
pub(super) fn in_columns(parts: &[Extent], gap: Unit, columns: usize, middle: bool) -> Vec<(Unit, Unit)> {
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
pub(super) fn columns(n: usize) -> impl Iterator<Item = usize> {
    let most = if n > MANY { 2 * ((n as f64).sqrt() as usize + 1) } else { n };
    (1..=most).filter(move |&c| n.div_ceil(n.div_ceil(c)) == c)
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

#[cfg(test)]
mod tests {
    use super::super::tests::{apart, different};
    use super::*;

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
}
