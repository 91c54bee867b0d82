//! The order across the flow that a part would have if all of its nodes were alike.
//!
//! Coordinates choose among many drawings that are nearly as good, and which wins may hang on a few px: a label that gets longer would
//! send nodes of other layers to the other side of one another. So the places of all leaves across the flow, whatever their layer,
//! are found first for leaves of one typical size. What stands clearly apart there keeps its order, by separations between middles,
//! when coordinates are found for the sizes that they have; what stands near there may give way to a line that becomes straight. A
//! wider node then moves what is beside it, and nothing far passes anything.
//!
//! Domrös, von Hanxleden 2022, *Preserving order during crossing minimization in Sugiyama layouts*, keep an order of the source within
//! layers; this is an order of our own, between them. Constraints between middles are those of Dwyer, Koren, Marriott 2006,
//! *IPSep-CoLa: an incremental procedure for separation constraint layout of graphs*.
//!
//! Before: an order, ports shared evenly, and the frame of coordinates. After: the frame with more separations, which
//! contradict none that it had.

use super::coordinates::{self, Frame};
use super::lateral::{self, Found};
use super::layers::Layered;
use super::order::Places;
use super::part::{Part, Unit, unit};
use super::ports::{self, Ports};
use super::simplex::Arc;

/// Middles nearer to one another than this stand at one place: 1 px.
const LEVEL: Unit = 8;
/// Leaves this far apart keep their order, 40 px: what stands nearer may give way to a line that becomes straight.
const CLEAR: Unit = 320;
/// The least width of typical leaves, px. The others are this times powers of two, so that one leaf that grows rarely changes it.
const LEAST: f64 = 20.0;
/// Lines pull a leaf aside by so much at most, 50 px: a far one does not outweigh several near ones.
const PULL: Unit = 400;

/// Parts of more pieces have no time for a second solution.
const LARGE: usize = 1_000;

/// Keeps the order of what would stand clearly apart if leaves were alike, and gives how much each piece was pulled to be straight there. None where
/// there is no order to keep, an earlier drawing has one, or the part is large.
pub(super) fn keep(part: &Part, g: &Layered, places: &Places, even: &Ports, frame: &mut Frame) -> Option<Vec<i64>> {
    if part.before.is_some() || part.leaves.len() < 3 || g.pieces.len() > LARGE {
        return None;
    }
    let (alike, g) = alike(part, g);
    let ports = ports(part, &alike, &g, places, even);
    let (found, (pull, _)) = lateral::search(&alike, &g, &coordinates::frame(&alike, &g, places), &ports, None);
    frame.order = apart(&in_order(part, &g, &found), &found.lateral.across.item);
    let arc =
        |&(a, b): &(u32, u32)| Arc { tail: frame.var[a as usize], head: frame.var[b as usize], len: 0, weight: 0 };
    frame.walls.extend(frame.order.iter().map(arc));
    frame.walls.sort_unstable_by_key(|a| (a.tail, a.head, -a.len));
    frame.walls.dedup_by_key(|a| (a.tail, a.head));
    Some(pull)
}

/// Of leaves from low to high the pairs that stand clearly apart, without those that follow from two others.
fn apart(sorted: &[u32], at: &[Unit]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for (k, &b) in sorted.iter().enumerate() {
        let clear = |a: u32, b: u32| at[a as usize] + CLEAR <= at[b as usize];
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

/// The part with leaves of one size: which of its sides is the width that a reader sees hangs on the direction, and the drawing must not.
fn alike(part: &Part, g: &Layered) -> (Part, Layered) {
    let (mut part, mut g) = (part.clone(), g.clone());
    let width = typical(part.leaves.iter().map(|l| l.size.w));
    let height = typical(part.leaves.iter().map(|l| l.size.h));
    for (leaf, item) in part.leaves.iter_mut().zip(&mut g.items).filter(|(l, _)| !l.pinned) {
        let more = width / 2 - leaf.size.w / 2;
        (leaf.size.w, leaf.size.h) = (width, height);
        item.left += more;
        item.right += more;
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

/// The leaves from low to high; of those at one place the one that is pulled lowest comes first, and then that of the source.
fn in_order(part: &Part, g: &Layered, found: &Found) -> Vec<u32> {
    let at = &found.lateral.across.item;
    let mut leaves: Vec<u32> = (0..part.leaves.len() as u32).collect();
    leaves.sort_by_key(|&i| (at[i as usize], i));
    let pulled = pulled(part, g, found);
    let mut from = 0;
    while let Some(&first) = leaves.get(from) {
        let level = leaves[from..].iter().take_while(|&&i| at[i as usize] - at[first as usize] < LEVEL).count();
        leaves[from..from + level].sort_by_key(|&i| (pulled[i as usize], part.leaves[i as usize].order));
        from += level;
    }
    leaves
}

/// How far the lines of each leaf pull it aside.
fn pulled(part: &Part, g: &Layered, found: &Found) -> Vec<Unit> {
    let (across, ports) = (&found.lateral.across, &found.lateral.ports);
    let mut sum = vec![(0, 0); part.leaves.len()];
    for (i, p) in g.pieces.iter().enumerate() {
        let (a, b) = ports.of_piece(g, i as u32);
        let by = across.item[p.lower as usize] + b - across.item[p.upper as usize] - a;
        for (end, by) in [(p.upper, by), (p.lower, -by)].into_iter().filter(|&(end, _)| g.is_leaf(end)) {
            let of = &mut sum[end as usize];
            *of = (of.0 + by.clamp(-PULL, PULL), of.1 + 1);
        }
    }
    sum.into_iter().map(|(by, count): (Unit, Unit)| by.checked_div(count).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Placement, Spacing, place};

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
}
