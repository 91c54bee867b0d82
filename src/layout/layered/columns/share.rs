//! Where ends that slide along their side had better stand: at their shares of it.
//!
//! A straight line may join two boxes anywhere that both reach. Where coordinates left it near a corner, what it joins looks pushed
//! aside: a chain becomes a staircase, a parent stands beside its only child. So an end counts each unit that it is away from where it
//! would be, were the ends of its side shared out evenly (one alone: in the middle), half as much again as a unit of its line, so that a
//! line that bends is not made shorter by its end alone; and half as much as that unit where it shares a side: there lines that bend have
//! to be paid for. Those of a straight line that has both sides to itself count three
//! times as much, which outweighs the width of the whole and of a group: a label beside a line does not push it to the corners. Boxes
//! that nothing else holds come to stand in line.
//!
//! The same as the even ports of the textbook's placement (Gansner et al. 1993, section 4.2), but asked for when it is known which lines
//! are straight, so that none is bent for it.
//!
//! Before: a drawing, and the ends that slide. After: how far each is from its share.

use super::super::part::{Part, Unit};
use super::super::straight;
use super::Columns;

/// An end at the upper or lower side of a leaf; in the order of the side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    leaf: u32,
    bottom: bool,
    x: Unit,
    upright: u32,
}

/// Where an end had better stand.
#[derive(Clone, Copy, Default)]
pub(super) struct Share {
    /// By how much it is further at the high end than the end itself.
    pub off: Unit,
    pub with: With,
}

/// What a stretch meets at its ends.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum With {
    /// Other lines at a side that it joins.
    #[default]
    Others,
    /// A side that is its alone, and a bend.
    Bend,
    /// Two sides that are its alone: it is the whole of a line.
    Nothing,
}

/// Of each sliding end. O(E log E).
pub(super) fn shares(c: &Columns) -> Vec<Share> {
    let mut sliding: Vec<((u32, u32), usize)> = c.sliding.iter().enumerate().map(|(i, &s)| (s, i)).collect();
    sliding.sort_unstable();
    let mut shares = vec![Share::default(); sliding.len()];
    let mut shared = vec![false; c.uprights.len()];
    for side in ends(c).chunk_by(|a, b| (a.leaf, a.bottom) == (b.leaf, b.bottom)) {
        let b = c.d.leaves[side[0].leaf as usize];
        side.iter().for_each(|end| shared[end.upright as usize] |= side.len() > 1);
        for (k, end) in side.iter().enumerate() {
            if let Ok(at) = sliding.binary_search_by_key(&(end.leaf, end.upright), |s| s.0) {
                let middle = b.x + b.w / 2;
                let off = middle + share(c.part, end.leaf, (k as Unit, side.len() as Unit)) - end.x;
                shares[sliding[at].1].off = off;
            }
        }
    }
    for (share, &(_, upright)) in shares.iter_mut().zip(&c.sliding) {
        let whole = c.of(c.uprights[upright as usize].line).len() == 1;
        share.with = match shared[upright as usize] {
            true => With::Others,
            false if whole => With::Nothing,
            false => With::Bend,
        };
    }
    shares
}

/// Where the `k`-th of `n` ends of a side stands, from the leaf's middle, if they share it evenly.
fn share(part: &Part, leaf: u32, (k, n): (Unit, Unit)) -> Unit {
    let leaf = &part.leaves[leaf as usize];
    let (least, most) = straight::limits(part, leaf, (k, n));
    (leaf.size.w * (k + 1) / (n + 1) - leaf.size.w / 2).clamp(least, most)
}

/// All ends at the upper and lower sides of leaves, a side at a time, from low to high x.
fn ends(c: &Columns) -> Vec<End> {
    let mut out = Vec::with_capacity(2 * c.d.lines.len());
    for (line, points) in c.d.lines.iter().enumerate() {
        let of = c.of(line as u32);
        if of.is_empty() || c.g.chain_of(line as u32).is_empty() {
            continue;
        }
        let tips = [(of.start, points.first()), (of.end - 1, points.last())];
        for (leaf, (upright, tip)) in c.ends(line as u32).into_iter().zip(tips) {
            let (Some(leaf), Some(&(x, y)), u) = (leaf, tip, c.uprights[upright as usize]) else { continue };
            // A stretch of one point ends at a flank.
            if u.first < u.last {
                let b = c.d.leaves[leaf as usize];
                out.push(End { leaf, bottom: 2 * y > 2 * b.y + b.h, x, upright });
            }
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Placement, Spacing, place};

    /// Nodes of these widths and lines, some of which have a label so wide.
    fn drawn(direction: Direction, widths: &[f64], lines: &[(u32, u32, f64)]) -> Placement {
        let side = matches!(direction, Direction::Left | Direction::Right);
        let size = |w, h| if side { Size::new(h, w) } else { Size::new(w, h) };
        let node = |(i, &w): (usize, &f64)| Node {
            size: size(w, 40.0),
            parent: None,
            index: i as u32,
            centered_ports: false,
            inset: 0.0,
        };
        let edge = |&(a, b, label): &(u32, u32, f64)| Edge {
            from: End::Node(a),
            to: End::Node(b),
            label: (label > 0.0).then_some(size(label, 20.0)),
            weight: 1,
        };
        let spacing =
            Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 2.0, component: 40.0 };
        place(&Graph {
            direction,
            nodes: widths.iter().enumerate().map(node).collect(),
            edges: lines.iter().map(edge).collect(),
            spacing,
            ..Graph::default()
        })
    }

    const DIRECTIONS: [Direction; 4] = [Direction::Down, Direction::Right, Direction::Up, Direction::Left];

    /// The middle of a node across the flow.
    fn middle(p: &Placement, direction: Direction, i: usize) -> f64 {
        let c = p.nodes[i].center();
        if matches!(direction, Direction::Down | Direction::Up) { c.x } else { c.y }
    }

    #[test]
    fn a_parent_stands_in_line_with_the_child_below_it() {
        // Two decisions, one after the other; the first one, which is too narrow for both, has its other branch leave by a flank.
        let widths = [84.0, 50.0, 76.0, 152.0, 114.0, 136.0, 92.0];
        let lines = [
            (0, 1, 0.0),
            (1, 2, 30.0),
            (1, 3, 24.0),
            (2, 4, 30.0),
            (2, 5, 24.0),
            (4, 6, 0.0),
            (5, 6, 0.0),
            (3, 6, 0.0),
        ];
        for direction in DIRECTIONS {
            let p = drawn(direction, &widths, &lines);
            let off = (middle(&p, direction, 1) - middle(&p, direction, 2)).abs();
            assert_eq!(p.edges[1].points.len(), 2, "{direction:?}");
            assert!(off <= 1.0, "{direction:?}: the child is {off} px aside");
        }
    }

    #[test]
    fn a_line_alone_stands_in_the_middle_beside_its_label() {
        for (direction, label) in DIRECTIONS.into_iter().flat_map(|d| [(d, 0.0), (d, 40.0), (d, 100.0), (d, 600.0)]) {
            let p = drawn(direction, &[84.0, 100.0, 60.0], &[(0, 1, label), (1, 2, 30.0)]);
            for (edge, ends) in [(0, [0, 1]), (1, [1, 2])] {
                let at = p.edges[edge].points[0];
                let at = if matches!(direction, Direction::Down | Direction::Up) { at.x } else { at.y };
                let off = ends.map(|i| (middle(&p, direction, i) - at).abs());
                assert!(p.edges[edge].points.len() == 2, "{direction:?}, label {label}");
                assert!(off.iter().all(|o| *o <= 1.0), "{direction:?}, label {label}: {off:?} px aside");
            }
        }
    }

    #[test]
    fn an_end_alone_stands_in_the_middle_where_its_line_bends() {
        let lines = [(0, 1), (1, 2), (2, 0), (0, 3), (3, 4), (4, 2)].map(|(a, b)| (a, b, 0.0));
        for direction in DIRECTIONS {
            let p = drawn(direction, &[114.5, 84.5, 69.5, 40.0, 54.5], &lines);
            let points = &p.edges[4].points;
            let at = if matches!(direction, Direction::Down | Direction::Up) { points[0].x } else { points[0].y };
            let off = (middle(&p, direction, 3) - at).abs();
            assert!(points.len() > 2 && off <= 1.0, "{direction:?}: {off} px aside");
        }
    }
}
