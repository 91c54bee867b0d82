//! Bridges: lines between two neighbours of one rank, drawn straight across from side to side.
//!
//! Where a hint puts two leaves on one rank and a line joins them, they are shut in a container of their own that shows nothing:
//! its members stand side by side and nothing else gets between them, whatever ordering does around it. The line then needs no
//! layer below, only room: its label stands over it, between the two.
//!
//! No paper: the textbook draws no line within a rank.
//!
//! Before: a part as it was asked for. After: bridged leaves have a container of their own as home, and their lines are left
//! out of all phases up to drawing. All other lines between level leaves turn back below their rank.

use super::arrange::Block;
use super::part::{Container, NONE, Part, Tip, TitleSide, Unit, unit};

/// Between a label and the leaves on both sides, px; an arrowhead fits in.
const BESIDE: f64 = 12.0;
/// The shortest bridge, px.
const LEAST: f64 = 36.0;

/// Up to two lines that join two neighbours.
#[derive(Clone, Debug)]
pub(super) struct Bridge {
    leaves: [u32; 2],
    lines: Vec<u32>,
}

/// Finds the lines that can be bridges and makes room for them in the part, in source order.
pub(super) fn build(part: &mut Part) -> Vec<Bridge> {
    let level = level(part);
    let mut bridges: Vec<Bridge> = Vec::new();
    let mut degree = vec![0u32; part.leaves.len()];
    // The chain that a leaf belongs to. Chains grow at their ends only, so they never close to a ring.
    let mut chain: Vec<u32> = (0..part.leaves.len() as u32).collect();
    // An order that was asked for could part the members of a longer chain; of two it can be seen at once.
    let most = if part.order.is_empty() { 2 } else { 1 };
    let looped: Vec<Tip> = part.lines.iter().filter(|l| l.from == l.to).map(|l| l.from).collect();
    for i in 0..part.lines.len() {
        let line = &part.lines[i];
        let (Tip::Leaf(a), Tip::Leaf(b)) = (line.from, line.to) else { continue };
        let (p, q) = (&part.leaves[a as usize], &part.leaves[b as usize]);
        let same = level[a as usize] != NONE && level[a as usize] == level[b as usize];
        if a == b
            || !same
            || p.pinned
            || q.pinned
            || (p.home, p.lane) != (q.home, q.lane)
            || looped.contains(&line.from)
            || looped.contains(&line.to)
        {
            continue;
        }
        let pair = [a.min(b), a.max(b)];
        if let Some(known) = bridges.iter_mut().find(|known| known.leaves == pair) {
            if known.lines.len() < 2 && !p.centered && !q.centered {
                known.lines.push(i as u32);
                part.lines[i].bridge = true;
            }
            continue;
        }
        let (x, y) = (chain[a as usize], chain[b as usize]);
        if x == y || degree[a as usize] >= most || degree[b as usize] >= most || parted(part, &chain, [a, b]) {
            continue;
        }
        chain.iter_mut().filter(|c| **c == y).for_each(|c| *c = x);
        pair.iter().for_each(|&l| degree[l as usize] += 1);
        bridges.push(Bridge { leaves: pair, lines: vec![i as u32] });
        part.lines[i].bridge = true;
    }
    let mut chains: Vec<u32> = bridges.iter().map(|b| chain[b.leaves[0] as usize]).collect();
    chains.sort_unstable();
    chains.dedup();
    for c in chains {
        let own: Vec<&Bridge> = bridges.iter().filter(|b| chain[b.leaves[0] as usize] == c).collect();
        shut_in(part, &own);
    }
    bridges
}

/// Whether an order that was asked for puts something between two leaves, which `chain` says are in chains so far.
fn parted(part: &Part, chain: &[u32], [a, b]: [u32; 2]) -> bool {
    let (home, joined) = (part.leaves[a as usize].home, [chain[a as usize], chain[b as usize]]);
    // What stands as one in their container: both chains are to be one.
    let one = |tip: Tip| match part.member(home, tip)? {
        Tip::Leaf(l) if joined.contains(&chain[l as usize]) => Some(Tip::Leaf(joined[0])),
        Tip::Leaf(l) => Some(Tip::Leaf(chain[l as usize])),
        container => Some(container),
    };
    let lists = part.order.iter().filter_map(|list| list.iter().map(|&t| one(t)).collect::<Option<Vec<Tip>>>());
    let arcs: Vec<[Tip; 2]> = lists.flat_map(|l| l.windows(2).map(|w| [w[0], w[1]]).collect::<Vec<_>>()).collect();
    // From the two, by way of anything else, and back to them.
    let start = Tip::Leaf(joined[0]);
    let mut reached: Vec<Tip> = Vec::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        for &[_, to] in arcs.iter().filter(|arc| arc[0] == at && arc[1] != at) {
            if to == start {
                return true;
            }
            if !reached.contains(&to) {
                reached.push(to);
                open.push(to);
            }
        }
    }
    false
}

/// For each leaf the leaves that hints put on its rank, as a number in common.
fn level(part: &Part) -> Vec<u32> {
    let mut level = vec![NONE; part.leaves.len()];
    for (number, list) in part.same_rank.iter().enumerate() {
        let leaves: Vec<usize> =
            list.iter().filter_map(|t| if let Tip::Leaf(l) = t { Some(*l as usize) } else { None }).collect();
        let old: Vec<u32> = leaves.iter().map(|&l| level[l]).filter(|&l| l != NONE).collect();
        level.iter_mut().filter(|l| old.contains(l)).for_each(|l| *l = number as u32);
        leaves.iter().for_each(|&l| level[l] = number as u32);
    }
    level
}

/// Puts the leaves of one chain into a container, in their sequence from the end that comes first in the source.
fn shut_in(part: &mut Part, chain: &[&Bridge]) {
    let mut ends: Vec<u32> = chain.iter().flat_map(|b| b.leaves).collect();
    ends.sort_by_key(|&l| part.leaves[l as usize].order);
    let lone = |l: &&u32| chain.iter().filter(|b| b.leaves.contains(l)).count() == 1;
    let Some(&first) = ends.iter().find(lone) else { return };
    let order = ends.first().map_or(0, |&l| part.leaves[l as usize].order);
    let mut members = vec![first];
    let mut at = first;
    while let Some(next) = chain
        .iter()
        .filter(|b| b.leaves.contains(&at))
        .map(|b| if b.leaves[0] == at { b.leaves[1] } else { b.leaves[0] })
        .find(|l| !members.contains(l))
    {
        members.push(next);
        at = next;
    }
    let widest = chain.iter().flat_map(|b| &b.lines).filter_map(|&l| part.lines[l as usize].label).map(|l| l.w).max();
    let gap = widest.map_or(0, |w| w + 2 * unit(BESIDE)).max(unit(LEAST)).max(part.space.node);
    let (home, lane) = (part.leaves[first as usize].home, part.leaves[first as usize].lane);
    let container = part.containers.len() as u32;
    part.containers.push(Container {
        home,
        lane,
        depth: part.containers[home as usize].depth + 1,
        is_lane: false,
        order,
        title: Default::default(),
        least: Default::default(),
        pad: 0,
        margin: 0,
        bridge: gap,
        row: None,
    });
    for &l in &members {
        part.leaves[l as usize].home = container;
        part.leaves[l as usize].lane = NONE;
    }
    let tips: Vec<Tip> = members.into_iter().map(Tip::Leaf).collect();
    if tips.len() > 2 {
        part.order.push(tips.clone());
    }
    part.same_rank.push(tips);
}

impl Bridge {
    /// The distance of each line from the middle.
    fn apart(&self, part: &Part) -> Unit {
        let low = self.leaves.iter().map(|&l| part.leaves[l as usize].size.h).min().unwrap_or(0);
        if self.lines.len() > 1 { (part.space.edge / 2).min(low / 4) } else { 0 }
    }

    /// How high a row must be for each of the leaves and the labels, which stand on both sides of two lines.
    pub(super) fn heights(&self, part: &Part) -> impl Iterator<Item = (u32, Unit)> {
        let label =
            self.lines.iter().filter_map(|&l| part.lines[l as usize].label).map(|l| l.h + part.space.label).max();
        let need = label.map_or(0, |h| 2 * (h + self.apart(part)));
        self.leaves.into_iter().map(move |l| (l, need))
    }

    /// Each line with its points and its label, between the leaves as they were placed.
    pub(super) fn draw<'a>(
        &'a self,
        part: &'a Part,
        leaves: &'a [Block],
    ) -> impl Iterator<Item = (u32, Vec<(Unit, Unit)>, Option<Block>)> + 'a {
        let [a, b] = self.leaves;
        let [left, right] = if leaves[a as usize].x < leaves[b as usize].x { [a, b] } else { [b, a] };
        let (l, r) = (leaves[left as usize], leaves[right as usize]);
        let (from, to, middle) = (l.x + l.w, r.x, l.y + l.h / 2);
        self.lines.iter().enumerate().map(move |(nth, &line)| {
            let apart = self.apart(part);
            let y = if nth == 0 { middle - apart } else { middle + apart };
            let mut points = vec![(from, y), (to, y)];
            if part.lines[line as usize].from == Tip::Leaf(right) {
                points.reverse();
            }
            // One line has it above in the picture, two have theirs on their outer sides.
            let before = if self.lines.len() > 1 { nth == 0 } else { part.title_side == TitleSide::Start };
            let label = part.lines[line as usize].label.map(|size| {
                let top = if before { y - part.space.label - size.h } else { y + part.space.label };
                Block { x: from + (to - from - size.w) / 2, y: top, w: size.w, h: size.h }
            });
            (line, points, label)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::layered::{Direction, Edge, End, Graph, Node, Placement, Spacing, place};

    /// Three nodes level, of which the lines join neighbours, below a fourth.
    fn level(direction: Direction, lines: &[(u32, u32)]) -> Placement {
        let node = |i: u32| Node {
            size: Size::new(80.0, 40.0 + f64::from(i)),
            parent: None,
            index: i,
            centered_ports: false,
            inset: 0.0,
        };
        let edge = |&(a, b): &(u32, u32)| Edge {
            from: End::Node(a),
            to: End::Node(b),
            label: Some(Size::new(120.0, 16.0)),
            weight: 1,
        };
        place(&Graph {
            direction,
            nodes: (0..4).map(node).collect(),
            edges: lines.iter().chain(&[(3, 0), (3, 2)]).map(edge).collect(),
            same_rank: vec![(0..3).map(End::Node).collect()],
            spacing: Spacing { node: 30.0, rank: 50.0, edge_edge: 12.0, edge_label: 4.0, ..Spacing::default() },
            ..Graph::default()
        })
    }

    const ALL: [Direction; 4] = [Direction::Down, Direction::Right, Direction::Up, Direction::Left];

    #[test]
    fn neighbours_of_a_rank_are_joined_straight_across() {
        for direction in ALL {
            let p = level(direction, &[(0, 1), (2, 1)]);
            for route in &p.edges[..2] {
                let [a, b] = route.points[..] else { panic!("{direction:?}: {:?}", route.points) };
                let flows_down = matches!(direction, Direction::Down | Direction::Up);
                let (across, along) = ((a.x - b.x).abs(), (a.y - b.y).abs());
                let (across, along) = if flows_down { (across, along) } else { (along, across) };
                let room = if flows_down { 120.0 } else { 16.0 };
                assert!(along == 0.0 && across >= room + 20.0, "{direction:?}: {:?}", route.points);
                let label = route.label.expect("it has one");
                assert!(p.nodes.iter().all(|n| !n.overlaps(&label)), "{direction:?}");
                assert!(!flows_down || (label.bottom() <= a.y && a.y - label.bottom() < 8.0), "above: {direction:?}");
            }
        }
    }

    #[test]
    fn an_order_that_puts_something_between_two_parts_them() {
        use End::Node as N;
        let orders: [&[&[End]]; 3] =
            [&[&[N(0), N(1), N(2)]], &[&[N(0), N(1)], &[N(1), N(2)]], &[&[N(0), N(1)], &[N(3), N(2)]]];
        for (direction, order) in ALL.into_iter().flat_map(|d| orders.map(|o| (d, o))) {
            let node =
                |index| Node { size: Size::new(80.0, 40.0), parent: None, index, centered_ports: false, inset: 0.0 };
            let edge = |(a, b)| Edge { from: N(a), to: N(b), label: None, weight: 1 };
            let p = place(&Graph {
                direction,
                nodes: (0..4).map(node).collect(),
                // In the last case one bridge fits the orders, the other one does not any more.
                edges: [(0, 2), (1, 3)].map(edge).to_vec(),
                same_rank: vec![(0..4).map(N).collect()],
                order: order.iter().map(|list| list.to_vec()).collect(),
                spacing: Spacing { node: 30.0, rank: 50.0, edge_edge: 12.0, ..Spacing::default() },
                ..Graph::default()
            });
            let across = |e: End| {
                let End::Node(i) = e else { panic!("a node") };
                let c = p.nodes[i as usize].center();
                if matches!(direction, Direction::Down | Direction::Up) { c.x } else { c.y }
            };
            for pair in order.iter().flat_map(|list| list.windows(2)) {
                assert!(across(pair[0]) < across(pair[1]), "{direction:?} {order:?}: {:?}", p.nodes);
            }
        }
    }

    #[test]
    fn a_call_and_its_answer_run_side_by_side() {
        for direction in ALL {
            let p = level(direction, &[(0, 1), (1, 0)]);
            let [a, b] = [&p.edges[0], &p.edges[1]];
            assert!(a.points.len() == 2 && b.points.len() == 2, "{direction:?}");
            assert_ne!(a.points[0], b.points[1], "{direction:?}");
            let labels = a.label.zip(b.label).expect("both have one");
            assert!(!labels.0.overlaps(&labels.1), "{direction:?}");
        }
    }
}
