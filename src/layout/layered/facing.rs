//! Leaves that face each other with more ends than their lines find ways between.
//!
//! Where the upper end of one line stands near the lower end of another, only one order of their slots will do, and lines whose wishes
//! contradict each other turn twice, on upright stretches of their own ([`super::route`]). Between two rows of which everything is
//! joined with everything nearly all lines do, and there is no room for so many. Ends that are not one above the other have no
//! such wishes: so the leaves of both rows stand beside one another instead of one above the other, in the order that they have, and
//! the drawing is as wide as both rows. No paper: textbooks draw such gaps with slanting lines.
//!
//! Before: coordinates with which lines in some gaps found no way. After: separations between the leaves on both sides of these gaps,
//! which contradict none that the coordinates keep.

use super::coordinates::{Across, Frame};
use super::layers::Layered;
use super::part::{NONE, Part, Unit};
use super::ports::Ports;
use super::route::touching;
use super::simplex::Arc;

/// Adds the separations for the gaps below these ranks; whether there are any.
pub(super) fn part_rows(
    part: &Part,
    g: &Layered,
    across: &Across,
    ports: &Ports,
    cramped: &[u32],
    frame: &mut Frame,
) -> bool {
    let mut row: Vec<(u32, Unit, bool, u32)> = Vec::new();
    for p in ports.list.iter().filter(|p| p.piece != NONE) {
        let piece = g.pieces[p.piece as usize];
        let gap = g.end(piece.upper);
        if cramped.contains(&gap) {
            row.push((gap, across.item[p.leaf as usize], !piece.flat && piece.lower == p.leaf, p.leaf));
        }
    }
    row.sort_unstable();
    row.dedup();
    let before = frame.walls.len();
    for w in row.windows(2) {
        let ((gap, x, lower, a), (next, y, other, b)) = (w[0], w[1]);
        // The order of an earlier drawing may have the second first where both stand at one place.
        let known = x < y || part.before.is_none();
        if gap == next && lower != other && known {
            let len = g.items[a as usize].right + touching() + g.items[b as usize].left;
            frame.walls.push(Arc { tail: frame.var[a as usize], head: frame.var[b as usize], len, weight: 0 });
        }
    }
    let found = frame.walls.len() > before;
    frame.walls.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    frame.walls.dedup_by_key(|a| (a.tail, a.head));
    found
}
