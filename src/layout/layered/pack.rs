//! Packs disconnected parts into rows, in source order, towards a wanted aspect ratio.
//!
//! Before: extents in source order. After: corners such that no two overlap, `gap` apart.

use super::part::{Extent, Unit};

/// The corners of the parts, and the extent of all.
type Packing = (Vec<(Unit, Unit)>, Extent);

/// The corners of the parts and the extent of all. `aspect` is the wanted width / height.
pub(super) fn rows(parts: &[Extent], gap: Unit, aspect: f64) -> Packing {
    let aspect = if aspect.is_finite() && aspect > 0.0 { aspect } else { 1.6 };
    let widest = parts.iter().map(|p| p.w).max().unwrap_or(0);
    let area: f64 = parts.iter().map(|p| (p.w + gap) as f64 * (p.h + gap) as f64).sum();
    // Widths to try: around what the area asks for.
    let ideal = (area * aspect).sqrt();
    let mut best: Option<(f64, Packing)> = None;
    for k in 0..24 {
        let width = ((ideal * (0.6 + 0.05 * f64::from(k))) as Unit).max(widest);
        let (at, all) = shelves(parts, gap, width);
        let cost = (all.w as f64).max(all.h as f64 * aspect);
        if best.as_ref().is_none_or(|b| cost < b.0) {
            best = Some((cost, (at, all)));
        }
    }
    best.map_or((Vec::new(), Extent::default()), |b| b.1)
}

/// The extent of all parts at their corners.
pub(super) fn around(at: &[(Unit, Unit)], parts: &[Extent]) -> Extent {
    at.iter()
        .zip(parts)
        .fold(Extent::default(), |all, (a, p)| Extent { w: all.w.max(a.0 + p.w), h: all.h.max(a.1 + p.h) })
}

fn shelves(parts: &[Extent], gap: Unit, width: Unit) -> Packing {
    let (mut x, mut y, mut high) = (0, 0, 0);
    let mut all = Extent::default();
    let mut at = Vec::with_capacity(parts.len());
    for p in parts {
        if x > 0 && x + p.w > width {
            y += high + gap;
            (x, high) = (0, 0);
        }
        at.push((x, y));
        all.w = all.w.max(x + p.w);
        all.h = all.h.max(y + p.h);
        high = high.max(p.h);
        x += p.w + gap;
    }
    (at, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_apart_and_near_the_aspect() {
        let parts: Vec<Extent> = (0..40).map(|i| Extent { w: 100 + i * 7 % 60, h: 50 + i * 11 % 40 }).collect();
        let (at, all) = rows(&parts, 10, 1.6);
        for i in 0..parts.len() {
            for j in 0..i {
                let ((a, p), (b, q)) = ((at[i], parts[i]), (at[j], parts[j]));
                let apart =
                    a.0 >= b.0 + q.w + 10 || b.0 >= a.0 + p.w + 10 || a.1 >= b.1 + q.h + 10 || b.1 >= a.1 + p.h + 10;
                assert!(apart);
            }
        }
        let ratio = all.w as f64 / all.h as f64;
        assert!((1.1..2.4).contains(&ratio), "{ratio}");
    }
}
