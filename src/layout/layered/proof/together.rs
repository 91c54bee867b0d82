//! Lines that can be straight together: the new coordinates keep every distance, are no wider than allowed, and all that are said to
//! be straight can be.

use super::super::coordinates;
use super::super::straight;
use super::super::titles;
use super::super::together;
use super::corpus::parts;

/// How much wider the whole may get.
const WIDER: i64 = 320;

#[test]
fn more_lines_are_straight_and_every_distance_is_kept() {
    let (mut asked, mut gained) = (0, 0);
    for (name, seen) in parts().filter(|(_, s)| s.stages.g.pieces.len() > 3) {
        let (part, g, f, even) = (&seen.stages.part, &seen.stages.g, &seen.stages.frame, &seen.stages.even);
        // A first solution, as before anything was pulled.
        let across = coordinates::Solver::new(part, g, f).solve(even, &[], &coordinates::pulls(part, g), None);
        let mut slid = even.clone();
        straight::slide(part, g, &mut slid, &across, &titles::bounds(part, g, &across, &[]));
        let (_, bent, gaps) = straight::bends(g, &slid, &across);
        asked += 1;
        let Some(more) = together::more(part, g, f, &[], &slid, (&across, &slid, &gaps), WIDER) else { continue };
        let x = f.positions(&more.across);
        for a in &f.walls {
            assert!(x[a.head as usize] - x[a.tail as usize] >= a.len, "{name}: {a:?}");
        }
        let wide = |a: &coordinates::Across| a.high[0] - a.low[0];
        assert!(wide(&more.across) <= wide(&across) + WIDER, "{name}");
        let reach = straight::reach(part, g, &more.ports);
        let at = |i: u32| more.across.item[i as usize];
        for ((p, r), _) in g.pieces.iter().zip(&reach).zip(&more.straight).filter(|(_, s)| **s) {
            let facing = (at(p.upper) + r[0]).max(at(p.lower) + r[2]) <= (at(p.upper) + r[1]).min(at(p.lower) + r[3]);
            assert!(facing, "{name}: {p:?} cannot be straight");
        }
        let whole = |line: usize| {
            let mut own = g.piece_first[line] as usize..g.piece_first[line + 1] as usize;
            !own.is_empty() && own.all(|i| more.straight[i])
        };
        let now = (0..part.lines.len()).filter(|&l| whole(l)).count();
        let with_pieces = (0..part.lines.len()).filter(|&l| g.piece_first[l] < g.piece_first[l + 1]).count();
        let before = with_pieces.saturating_sub(bent);
        gained += usize::from(now > before);
    }
    assert!(gained * 3 > asked && gained > 10, "{gained} of {asked} parts gained a line");
}
