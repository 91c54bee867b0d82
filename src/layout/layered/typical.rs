//! How large a part would be if all nodes were alike, which is what it is packed by.
//!
//! Which part stands beside which, how many columns a grid has, where a row ends: each hangs on a few px, and one node that grows
//! a little would send whole parts elsewhere. So that is decided for sizes that no single node has a say in ([`super::pack`]), as
//! ranks and the order in them are. A typical node is as large as the middle one of the graph, so coarsely that it rarely
//! becomes another; titles are as large as they are. No paper.
//!
//! Before: an order. After: about the extent that the part would have; it need not hold anything.

use super::canonical;
use super::coordinates;
use super::graph::Graph;
use super::layers::{Kind, Layered};
use super::normalise::extent;
use super::order::Places;
use super::part::{Extent, Part, TitleSide, Unit};
use super::simplex;
use crate::geometry::Size;

/// How long a side around a short word is, counted in distances between ranks, which all lengths of a graph go with: 72 px where those
/// are 60. Half of it to twice as much is what words take on one line or two, across or down.
const SHORT: f64 = 1.2;
/// How much larger or smaller the next length is that all nodes may be like.
const STEP: f64 = 4.0;
/// Where ranks keep no distance.
const RANK: f64 = 60.0;

/// How long a usual side is, px.
fn usual(rank: f64) -> f64 {
    SHORT * if rank.is_finite() && rank >= 1.0 { rank } else { RANK }
}

/// What all nodes of a graph are like, where the flow runs down.
pub(super) fn node(graph: &Graph) -> Extent {
    let (sizes, usual) = (|| graph.nodes.iter().map(|n| n.size), usual(graph.spacing.rank));
    extent(graph.direction, Size::new(middle(sizes().map(|s| s.w), usual), middle(sizes().map(|s| s.h), usual)))
}

/// The middle one of some lengths, coarsely: the nearest of a usual one times powers of `STEP`.
fn middle(lengths: impl Iterator<Item = f64>, usual: f64) -> f64 {
    let mut lengths: Vec<f64> = lengths.filter(|l| l.is_finite() && *l > 0.0).collect();
    lengths.sort_unstable_by(f64::total_cmp);
    let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(usual).clamp(usual / 1024.0, usual * 1024.0);
    let near = STEP.sqrt();
    let mut length = usual;
    while length * near < middle {
        length *= STEP;
    }
    while length > middle * near {
        length /= STEP;
    }
    length
}

/// About the extent of a part if all nodes were alike.
pub(super) fn part(part: &Part, g: &Layered, places: &Places) -> Extent {
    let (part, mut g) = canonical::alike(part, g, |leaf| leaf.alike);
    // What a label says changes as often as what a node does.
    let short = (part.space.rank as f64 * SHORT) as Unit;
    for item in g.items.iter_mut().filter(|item| item.kind == Kind::Label) {
        let label = if item.left > item.right { &mut item.left } else { &mut item.right };
        (*label, item.height) = (short, short / 4);
    }
    let frame = coordinates::frame(&part, &g, places);
    let x = simplex::longest_paths(frame.count as usize, &frame.walls);
    let w = x[frame.high[0] as usize] - x[frame.low[0] as usize];
    Extent { w: w + part.containers[0].margin, h: height(&part, &g) }
}

/// About how high a part is: its ranks one below the other, with the heads and feet of groups between them.
fn height(part: &Part, g: &Layered) -> Unit {
    let ranks = g.ranks as usize;
    let (mut high, mut leaves, mut walls) = (vec![0; ranks], vec![false; ranks], vec![0; ranks + 1]);
    for (i, item) in g.items.iter().enumerate() {
        let rank = g.start(i as u32) as usize;
        high[rank] = item.height.max(high[rank]);
        leaves[rank] |= item.kind == Kind::Leaf;
    }
    // What groups take that start or end with one another; their homes have smaller numbers.
    let (mut heads, mut feet) = (vec![0; part.containers.len()], vec![0; part.containers.len()]);
    for (c, k) in part.containers.iter().enumerate().skip(1) {
        let (span, home) = (g.span[c], k.home as usize);
        let strip = |side: TitleSide| if part.title_at(c as u32) == side { k.strip(k.title.h) } else { k.pad };
        let with = |same: bool, of: Unit| if same && home != 0 { of } else { 0 };
        heads[c] = strip(TitleSide::Start) + with(g.span[home].0 == span.0, heads[home]);
        feet[c] = strip(TitleSide::End) + with(g.span[home].1 == span.1, feet[home]);
        let (above, below) = (span.0 as usize, span.1 as usize + 1);
        walls[above] = heads[c].max(walls[above]);
        walls[below] = feet[c].max(walls[below]);
    }
    let s = &part.space;
    let gaps = leaves.windows(2).map(|l| if l[0] && l[1] { s.rank } else { s.edge_node });
    high.iter().sum::<Unit>() + walls.iter().sum::<Unit>() + gaps.sum::<Unit>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;
    use crate::layout::layered::part::unit;
    use crate::layout::layered::{Direction, Edge, End, Node, Spacing, place};

    /// Disconnected chains and fans of nodes of many widths; and for each node its part.
    fn graph(seed: u64, direction: Direction) -> (Graph, Vec<usize>) {
        let mut state = seed;
        let mut roll = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32 % below
        };
        let mut g = Graph {
            direction,
            spacing: Spacing {
                node: 40.0,
                rank: 60.0,
                edge_edge: 12.0,
                edge_node: 16.0,
                component: 40.0,
                ..Spacing::default()
            },
            aspect: 1.6,
            ..Graph::default()
        };
        let mut parts = Vec::new();
        for part in 0..4 + roll(6) as usize {
            let (first, fan) = (g.nodes.len() as u32, roll(2) == 0);
            for k in 0..1 + roll(6) {
                let size = Size::new(f64::from(50 + 15 * roll(7)), 40.0);
                g.nodes.push(Node { size, parent: None, index: first + k, centered_ports: false, inset: 0.0 });
                parts.push(part);
                if k > 0 {
                    let from = if fan { first } else { first + k - 1 };
                    let (from, to) = (End::Node(from), End::Node(first + k));
                    g.edges.push(Edge { from, to, label: None, weight: 1 });
                }
            }
        }
        (g, parts)
    }

    #[test]
    fn a_node_that_grows_sends_no_part_elsewhere() {
        for (seed, direction) in (0..12).flat_map(|s| [(s, Direction::Down), (s, Direction::Right)]) {
            let (mut g, parts) = graph(seed, direction);
            // How far each part reaches down the page, or to the right.
            let boxes = |g: &Graph| {
                let placed = place(g);
                let mut all = vec![(Point::new(f64::MAX, f64::MAX), Point::default()); parts[parts.len() - 1] + 1];
                for (r, &part) in placed.nodes.iter().zip(&parts) {
                    let (low, high) = &mut all[part];
                    *low = Point::new(low.x.min(r.x), low.y.min(r.y));
                    *high = Point::new(high.x.max(r.right()), high.y.max(r.bottom()));
                }
                all
            };
            let before = boxes(&g);
            for grown in 0..g.nodes.len() {
                g.nodes[grown].size.w += 45.0;
                let after = boxes(&g);
                for (a, b) in (0..before.len()).flat_map(|a| (0..before.len()).map(move |b| (a, b))) {
                    let above = |of: &[(Point, Point)], a: usize, b: usize| of[a].1.y <= of[b].0.y;
                    let left = |of: &[(Point, Point)], a: usize, b: usize| of[a].1.x <= of[b].0.x;
                    let passed =
                        above(&before, a, b) && above(&after, b, a) || left(&before, a, b) && left(&after, b, a);
                    assert!(!passed, "seed {seed}, {direction:?}: node {grown} grows, and {a} passes {b}");
                }
                g.nodes[grown].size.w -= 45.0;
            }
        }
    }

    #[test]
    fn one_node_hardly_ever_changes_what_all_are_like() {
        let nodes = |widths: &[f64]| {
            let node = |(i, &w): (usize, &f64)| Node {
                size: Size::new(w, 40.0),
                parent: None,
                index: i as u32,
                centered_ports: false,
                inset: 0.0,
            };
            super::node(&Graph { nodes: widths.iter().enumerate().map(node).collect(), ..Graph::default() })
        };
        let usual = Extent { w: unit(72.0), h: unit(72.0) };
        assert_eq!(nodes(&[40.0, 60.0, 75.0, 90.0, 140.0]), usual);
        assert_eq!(nodes(&[40.0, 60.0, 120.0, 135.0, 140.0]), usual);
        assert_eq!(nodes(&[300.0; 3]), Extent { w: unit(288.0), h: unit(72.0) });
        assert_eq!(nodes(&[9.0; 3]), Extent { w: unit(18.0), h: unit(72.0) });
        assert_eq!(nodes(&[f64::NAN, 0.0, -3.0]), usual);
        assert_eq!(nodes(&[]), usual);
    }
}
