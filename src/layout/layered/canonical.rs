//! The order across the flow that a part would have if all of its nodes were alike.
//!
//! Coordinates choose among many drawings that are nearly as good, and which wins may hang on a few px: a label that gets longer would
//! send nodes of other layers to the other side of one another. So the places of all leaves across the flow, whatever their layer,
//! are found first for leaves of one typical size. What stands apart there keeps its order, by separations between middles,
//! when coordinates are found for the sizes that they have; what does not stand clearly apart may give way to a line that becomes straight. A
//! wider node then moves what is beside it, and nothing far passes anything.
//!
//! Domrös, von Hanxleden 2022, *Preserving order during crossing minimization in Sugiyama layouts*, keep an order of the source within
//! layers; this is an order of our own, between them. Constraints between middles are those of Dwyer, Koren, Marriott 2006,
//! *IPSep-CoLa: an incremental procedure for separation constraint layout of graphs*.
//!
//! Before: an order, ports shared evenly, and the frame of coordinates. After: two frames with more separations, which
//! contradict none that it had; [`super::lateral`] chooses between them.

use super::coordinates::{self, Frame};
use super::flank;
use super::lateral::Search;
use super::layers::Layered;
use super::order::Places;
use super::part::{Extent, Leaf, Part, Unit, unit};
use super::ports::{self, Ports};
use super::simplex::Arc;

/// Leaves this far apart keep their order, 20 px, where no line is bent for that; where one is, those that stand clearly apart,
/// 40 px: what stands nearer gives way to a line that becomes straight.
const APART: Unit = 160;
const CLEAR: Unit = 320;
/// The least width of typical leaves, px. The others are this times powers of two, so that one leaf that grows rarely changes it.
const LEAST: f64 = 20.0;
/// Parts of more pieces have no time for a second solution.
const LARGE: usize = 1_000;

/// What is known of a part from the drawing that it would have if its leaves were alike.
pub(super) struct Canonical {
    /// How much each piece was pulled to be straight.
    pub pull: Vec<i64>,
    /// How many lines were not.
    pub bent: usize,
    /// Ports to start from: where the lines of a leaf with centred ports would join, those that went by a flank do so again.
    pub start: Ports,
    /// The frame where all that stands apart keeps its order, and that where only what stands clearly apart does; None if that
    /// is the same.
    pub strict: Frame,
    pub lax: Option<Frame>,
}

/// Finds the order of what would stand apart if leaves were alike. None where there is no order to keep, an earlier drawing has one,
/// or the part is large.
pub(super) fn find(part: &Part, g: &Layered, places: &Places, even: &Ports, frame: &Frame) -> Option<Canonical> {
    if part.before.is_some() || part.leaves.len() < 3 || g.pieces.len() > LARGE {
        return None;
    }
    // Which of its sides is the width that a reader sees hangs on the direction, and the drawing must not.
    let (w, h) = (typical(part.leaves.iter().map(|l| l.size.w)), typical(part.leaves.iter().map(|l| l.size.h)));
    let (alike, g) = alike(part, g, |_| Extent { w, h });
    let ports = ports(part, &alike, &g, places, even);
    let alike_frame = coordinates::frame(&alike, &g, places);
    let (found, (pull, _)) = Search::new(&alike, &g, &alike_frame, &ports).best(None);
    let at = &found.lateral.across.item[..part.leaves.len()];
    let (near, clear) = (apart(at, APART), apart(at, CLEAR));
    let lax = (near != clear).then(|| ordered(frame, clear));
    let start = at_flanks(part, even, &found.lateral.ports);
    Some(Canonical { pull, bent: found.bent, start, strict: ordered(frame, near), lax })
}

/// Even ports, with those at the flanks of leaves with centred ports that were there in a drawing.
fn at_flanks(part: &Part, even: &Ports, drawn: &Ports) -> Ports {
    let mut start = even.clone();
    for p in drawn.list.iter().filter(|p| part.leaves[p.leaf as usize].centered && drawn.at_flank(p)) {
        let (line, end) = (p.line as usize, usize::from(!p.first));
        let out = part.leaves[p.leaf as usize].size.w / 2 + flank::stub(part);
        start.flank[line][end] = true;
        start.offset[line][end] = if drawn.offset[line][end] > 0 { out } else { -out };
    }
    start
}

/// The frame with leaves in order.
fn ordered(frame: &Frame, order: Vec<(u32, u32)>) -> Frame {
    let mut frame = Frame { order, ..frame.clone() };
    let arc =
        |&(a, b): &(u32, u32)| Arc { tail: frame.var[a as usize], head: frame.var[b as usize], len: 0, weight: 0 };
    frame.walls.extend(frame.order.iter().map(arc));
    frame.walls.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    frame.walls.dedup_by_key(|a| (a.tail, a.head));
    frame
}

/// The pairs of leaves at these places that stand so far apart, low before high, without those that follow from two others.
fn apart(at: &[Unit], clear: Unit) -> Vec<(u32, u32)> {
    let mut sorted: Vec<u32> = (0..at.len() as u32).collect();
    sorted.sort_unstable_by_key(|&i| (at[i as usize], i));
    let mut pairs = Vec::new();
    for (k, &b) in sorted.iter().enumerate() {
        let clear = |a: u32, b: u32| at[a as usize] + clear <= at[b as usize];
        let mut nearest = None;
        for &a in sorted[..k].iter().rev().filter(|&&a| clear(a, b)) {
            if clear(a, *nearest.get_or_insert(a)) {
                break;
            }
            pairs.push((a, b));
        }
    }
    pairs
}

/// The part with leaves of other sizes, as large as they would be if they were alike.
pub(super) fn alike(part: &Part, g: &Layered, size: impl Fn(&Leaf) -> Extent) -> (Part, Layered) {
    let (mut part, mut g) = (part.clone(), g.clone());
    for (leaf, item) in part.leaves.iter_mut().zip(&mut g.items).filter(|(l, _)| !l.pinned) {
        let size = size(leaf);
        let (wider, higher) = (size.w / 2 - leaf.size.w / 2, size.h - leaf.size.h);
        item.left += wider;
        item.right += wider;
        item.height += higher;
        leaf.size = size;
    }
    (part, g)
}

/// The middle one of some lengths, coarsely.
fn typical(widths: impl Iterator<Item = Unit>) -> Unit {
    let mut widths: Vec<Unit> = widths.collect();
    widths.sort_unstable();
    let middle = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let mut width = unit(LEAST);
    while width * 3 / 2 < middle {
        width *= 2;
    }
    width
}

/// Ports shared evenly, those of leaves with given places where they are.
fn ports(part: &Part, alike: &Part, g: &Layered, places: &Places, even: &Ports) -> Ports {
    let mut ports = ports::assign(alike, g, places);
    for p in ports.list.iter().filter(|p| part.leaves[p.leaf as usize].pinned) {
        let (line, end) = (p.line as usize, usize::from(!p.first));
        ports.offset[line][end] = even.offset[line][end];
        ports.flank[line][end] = even.flank[line][end];
    }
    ports
}

#[cfg(test)]
mod tests {
    use super::{APART, CLEAR, Unit, apart, coordinates, find};
    use crate::geometry::Size;
    use crate::layout::layered::part::Tip;
    use crate::layout::layered::proof::corpus;
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Placement, Spacing, place};

    /// All that stands so far apart follows from the pairs, and nothing else; none follows from others.
    #[test]
    fn pairs_that_stand_apart_follow_from_few() {
        let mut compared = 0;
        for (name, seen) in corpus::parts() {
            let at: Vec<Unit> = seen.stages.lateral.across.item[..seen.stages.part.leaves.len()].to_vec();
            for clear in [APART, CLEAR] {
                let pairs = apart(&at, clear);
                let n = at.len();
                let mut follows = vec![vec![false; n]; n];
                let mut sorted: Vec<usize> = (0..n).collect();
                sorted.sort_by_key(|&i| at[i]);
                for &b in &sorted {
                    for a in (0..n).filter(|&a| pairs.contains(&(a as u32, b as u32))) {
                        let twice = (0..n).any(|m| pairs.contains(&(m as u32, b as u32)) && follows[a][m]);
                        assert!(!twice, "{name}: {a} before {b} follows from others");
                        for (before, row) in follows.iter_mut().enumerate() {
                            row[b] |= before == a || row[a];
                        }
                    }
                }
                for (a, b) in (0..n).flat_map(|a| (0..n).map(move |b| (a, b))) {
                    compared += usize::from(follows[a][b]);
                    assert_eq!(follows[a][b], at[a] + clear <= at[b], "{name}: {a} at {}, {b} at {}", at[a], at[b]);
                }
            }
        }
        assert!(compared > 3_000, "{compared}");
    }

    /// What stands clearly apart keeps its order in both frames, what stands apart in the strict one alone; and one of the two is taken.
    /// None of these graphs gains a straight line by the lax one.
    #[test]
    fn what_stands_apart_but_not_clearly_may_give_way() {
        let (mut differ, mut gave_way) = (0, 0);
        for (name, seen) in corpus::parts().filter(|(_, s)| s.stages.g.pieces.len() < 60) {
            let s = &seen.stages;
            let frame = coordinates::frame(&s.part, &s.g, &s.places);
            let Some(known) = find(&s.part, &s.g, &s.places, &s.even, &frame) else { continue };
            let x = |a: u32, b: u32, order: &[(u32, u32)]| {
                // Whether b has to follow a: along the pairs.
                let mut reached = vec![a];
                let mut at = 0;
                while at < reached.len() && !reached.contains(&b) {
                    let next: Vec<u32> = order.iter().filter(|p| p.0 == reached[at]).map(|p| p.1).collect();
                    reached.extend(next.into_iter().filter(|n| !reached.contains(n)).collect::<Vec<_>>());
                    at += 1;
                }
                reached.contains(&b)
            };
            let Some(lax) = &known.lax else { continue };
            let (strict, lax) = (&known.strict.order, &lax.order);
            assert!(lax.iter().all(|&(a, b)| x(a, b, strict)), "{name}: clearly apart, and not in the strict order");
            assert!(strict.iter().any(|&(a, b)| !x(a, b, lax)), "{name}: nothing may give way");
            differ += 1;
            gave_way += usize::from(s.frame.order == *lax);
            assert!(s.frame.order == *lax || s.frame.order == *strict, "{name}: another order");
        }
        assert!(differ > 5 && gave_way < differ, "{gave_way} of {differ} gave way");
    }

    #[test]
    fn leaves_keep_the_order_that_was_found() {
        let mut kept = 0;
        for (name, seen) in corpus::parts() {
            for &(a, b) in &seen.stages.frame.order {
                let x = &seen.stages.lateral.across.item;
                assert!(x[a as usize] <= x[b as usize], "{name}: {a} and {b}");
                kept += 1;
            }
        }
        assert!(kept > 500, "{kept}");
    }

    /// A connected graph of nodes of many widths, each line from an earlier node to a later one.
    fn graph(seed: u64, direction: Direction) -> Graph {
        let mut state = seed;
        let mut roll = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32 % below
        };
        let widths: Vec<u32> = (0..16).map(|_| 60 + 20 * roll(8)).collect();
        let node = |i: u32| {
            let size = Size::new(f64::from(widths[i as usize]), 40.0);
            Node { size, parent: None, index: i, centered_ports: false, inset: 0.0 }
        };
        let edge = |from: u32, to: u32| Edge { from: End::Node(from), to: End::Node(to), label: None, weight: 1 };
        let lines: Vec<(u32, u32)> = (1..16).flat_map(|i| [(roll(i), i), (roll(i), i)]).collect();
        let spacing = Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, ..Spacing::default() };
        Graph {
            direction,
            nodes: (0..16).map(node).collect(),
            edges: lines.iter().map(|&(a, b)| edge(a, b)).collect(),
            spacing,
            ..Graph::default()
        }
    }

    #[test]
    fn a_node_that_grows_wider_passes_hardly_any_other_across_the_flow() {
        let (mut passed, mut pairs) = (0, 0);
        for (seed, direction) in (0..6).flat_map(|s| [(s, Direction::Down), (s, Direction::Right)]) {
            let mut g = graph(seed, direction);
            let before = place(&g);
            for grown in 0..g.nodes.len() {
                g.nodes[grown].size.w += 15.0;
                let after = place(&g);
                let middle = |p: &Placement, i: usize| match direction {
                    Direction::Down => p.nodes[i].center().x,
                    _ => p.nodes[i].center().y,
                };
                let apart = |p: &Placement, i: usize, k: usize| middle(p, i) - middle(p, k);
                for (i, k) in (0..g.nodes.len()).flat_map(|i| (0..i).map(move |k| (i, k))) {
                    let (old, new) = (apart(&before, i, k), apart(&after, i, k));
                    let level = old.abs() <= 1.0 || new.abs() <= 1.0;
                    pairs += 1;
                    passed += usize::from(!level && (old > 0.0) != (new > 0.0));
                }
                g.nodes[grown].size.w -= 15.0;
            }
        }
        assert!(passed * 400 < pairs, "{passed} of {pairs}");
    }

    /// Both lines to a decision end in the middle of its side, unless one of them has room to come to the flank.
    #[test]
    fn lines_that_would_join_at_a_decision_arrive_by_its_flank() {
        let (mut all, mut joined) = (0, 0);
        for (_, seen) in corpus::parts().filter(|(name, _)| *name == "real-time-chat-system/routing") {
            let to = seen.stages.part.lines.iter().map(|l| l.to).zip(&seen.drawn.lines);
            let centered = |tip| matches!(tip, Tip::Leaf(i) if seen.stages.part.leaves[i as usize].centered);
            let mut ends: Vec<_> =
                to.filter(|(tip, _)| centered(*tip)).filter_map(|(_, points)| points.last()).collect();
            all += ends.len();
            ends.sort_unstable();
            joined += ends.windows(2).filter(|w| w[0] == w[1]).count();
        }
        assert!(all > 3 && joined == 0, "{joined} of {all}");
    }
}
