//! Graphs from seeds, with everything a graph may hold.

use frieze::geometry::{Side, Size};
use frieze::layout::layered::{Along, Direction, Edge, End, Gate, Graph, Group, Node, Port, Spacing};

/// A seed's numbers.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }

    pub fn size(&mut self, w: usize, h: usize) -> Size {
        Size::new(20.0 + self.roll(w) as f64 / 3.0, 16.0 + self.roll(h) as f64 / 3.0)
    }
}

/// A graph with every feature of the contract somewhere.
pub fn generated(seed: u64, nodes: usize, groups: usize, edges: usize, lanes: bool) -> Graph {
    let mut d = Dice::new(seed);
    let direction = [Direction::Down, Direction::Right, Direction::Up, Direction::Left][d.roll(4)];
    let mut spacing =
        Spacing { node: 40.0, rank: 60.0, edge_edge: 12.0, edge_node: 16.0, edge_label: 4.0, component: 40.0 };
    if d.roll(3) == 0 {
        let mut px = |most: usize| (4 + d.roll(most)) as f64;
        spacing = Spacing {
            node: px(60),
            rank: px(90),
            edge_edge: px(16),
            edge_node: px(20),
            edge_label: px(6),
            component: px(60),
        };
    }
    let mut g = Graph { direction, spacing, aspect: 1.6, ..Graph::default() };
    for i in 0..groups {
        let parent = if i == 0 || d.roll(3) == 0 { None } else { Some(d.roll(i) as u32) };
        let title = if d.roll(4) == 0 { Size::default() } else { d.size(300, 20) };
        g.groups.push(Group { parent, index: i as u32, title, padding: 12.0, ..Group::default() });
    }
    if lanes {
        // Some groups of one parent become lanes.
        let parent = if groups > 3 { Some(0) } else { None };
        for i in groups..groups + 3 {
            g.groups.push(Group {
                parent,
                index: i as u32,
                title: d.size(200, 20),
                padding: 12.0,
                lane: true,
                ..Group::default()
            });
        }
    }
    for i in 0..nodes {
        let parent = if d.roll(3) == 0 || g.groups.is_empty() { None } else { Some(d.roll(g.groups.len()) as u32) };
        let parent = if lanes && d.roll(2) == 0 { Some((groups + d.roll(3)) as u32) } else { parent };
        g.nodes.push(Node {
            size: d.size(300, 150),
            parent,
            index: (100 + i) as u32,
            centered_ports: d.roll(6) == 0,
            inset: [0.0, 15.0, 40.0][d.roll(3)],
        });
    }
    for _ in 0..edges {
        let (from, to) = ends(&mut d, &g);
        let label = (d.roll(3) == 0).then(|| d.size(200, 30));
        let weight = if d.roll(8) == 0 { 0 } else { 1 + d.roll(2) as u32 };
        g.edges.push(Edge { from, to, label, weight });
    }
    for _ in 0..d.roll(3) {
        let list = (0..2 + d.roll(2)).map(|_| End::Node(d.roll(nodes) as u32)).collect();
        if d.roll(2) == 0 { g.same_rank.push(list) } else { g.order.push(list) }
    }
    // Ends of some edges are level.
    for _ in 0..d.roll(4).min(edges) {
        let e = &g.edges[d.roll(edges)];
        g.same_rank.push(vec![e.from, e.to]);
    }
    own_directions(&mut d, &mut g);
    ports(&mut d, &mut g);
    gates(&mut d, &mut g);
    least_sizes(&mut d, &mut g);
    g
}

/// The ends of an edge: mostly any two, but also those that chance rarely finds.
fn ends(d: &mut Dice, g: &Graph) -> (End, End) {
    // Lanes come last; no edge ends at one.
    let any = |d: &mut Dice| match g.groups.iter().filter(|group| !group.lane).count() {
        0 => End::Node(d.roll(g.nodes.len()) as u32),
        n if d.roll(5) == 0 => End::Group(d.roll(n) as u32),
        _ => End::Node(d.roll(g.nodes.len()) as u32),
    };
    let (from, other) = (any(d), any(d));
    // What is around it, innermost first.
    let parent = match from {
        End::Node(i) => g.nodes[i as usize].parent,
        End::Group(i) => g.groups[i as usize].parent,
    };
    let up = std::iter::successors(parent, |&p| g.groups[p as usize].parent);
    let around: Vec<u32> = up.filter(|&p| !g.groups[p as usize].lane).collect();
    match (d.roll(16), g.edges.last()) {
        (0, _) => (from, from),
        // As the one before, or against it.
        (1, Some(e)) => (e.from, e.to),
        (2, Some(e)) => (e.to, e.from),
        (3, _) if !around.is_empty() => (from, End::Group(around[d.roll(around.len())])),
        (4, _) if !around.is_empty() => (End::Group(around[d.roll(around.len())]), from),
        _ => (from, other),
    }
}

/// Some groups flow their own way.
fn own_directions(d: &mut Dice, g: &mut Graph) {
    for group in &mut g.groups {
        if d.roll(8) == 0 {
            group.direction = Some([Direction::Down, Direction::Right, Direction::Up, Direction::Left][d.roll(4)]);
        }
    }
}

/// A line from each node to the next, which makes the graph long.
pub fn chain(g: &mut Graph) {
    let next = |i: u32| Edge { from: End::Node(i - 1), to: End::Node(i), label: None, weight: 1 };
    g.edges.extend((1..g.nodes.len() as u32).map(next));
}

/// The ends of lines at a node or a group: which line, and whether it starts there.
pub fn ends_at(g: &Graph, at: End) -> Vec<(u32, bool)> {
    let lines = g.edges.iter().zip(0..);
    lines.flat_map(|(e, i)| [(i, true, e.from), (i, false, e.to)]).filter(|e| e.2 == at).map(|e| (e.0, e.1)).collect()
}

/// Some nodes have ports, each with one end or more, and some ends none.
fn ports(d: &mut Dice, g: &mut Graph) {
    for node in 0..g.nodes.len() as u32 {
        if d.roll(6) == 0 {
            ports_of(d, g, node, |d| d.roll(5) > 0);
        }
    }
}

/// Ports for the ends at a node: each on a side of its own choice, for one end or two, as far as they are wanted.
pub fn ports_of(d: &mut Dice, g: &mut Graph, node: u32, mut wanted: impl FnMut(&mut Dice) -> bool) {
    let size = g.nodes[node as usize].size;
    let ends = ends_at(g, End::Node(node));
    let mut at = 0;
    while at < ends.len() {
        let count = 1 + d.roll(2).min(ends.len() - at - 1);
        let side = [Side::Top, Side::Right, Side::Bottom, Side::Left][d.roll(4)];
        let length = if matches!(side, Side::Top | Side::Bottom) { size.w } else { size.h };
        let place = length * (1 + d.roll(7)) as f64 / 8.0;
        if wanted(d) {
            g.ports.push(Port { node, side, at: place, ends: ends[at..at + count].to_vec() });
        }
        at += count;
    }
}

/// Some groups are to be larger than they have to be, in one extent or both.
fn least_sizes(d: &mut Dice, g: &mut Graph) {
    for group in g.groups.iter_mut().filter(|group| !group.lane) {
        if d.roll(5) == 0 {
            group.least = Size::new(d.roll(1500) as f64 / 3.0, d.roll(1500) as f64 / 3.0);
        }
    }
}

/// Some groups have gates, each with one end or more, or none at all.
fn gates(d: &mut Dice, g: &mut Graph) {
    for group in 0..g.groups.len() as u32 {
        if g.groups[group as usize].lane || d.roll(4) > 0 {
            continue;
        }
        let ends = ends_at(g, End::Group(group));
        let ordered = d.roll(3) == 0;
        // Places in the order of their numbers, on each side by itself: in px, or as shares of the side.
        let places = if ordered { d.roll(3) } else { 0 };
        let mut next = [0.0; 4];
        let mut at = 0;
        for number in 0..1 + d.roll(5) as u32 {
            let count = d.roll(3).min(ends.len() - at);
            let side = [Side::Top, Side::Right, Side::Bottom, Side::Left][d.roll(4)];
            let breadth = [0.0, 6.0, 30.0][d.roll(3)];
            let along = match places {
                1 => {
                    let at = next[side as usize] + breadth / 2.0 + 6.0 + d.roll(240) as f64 / 3.0;
                    next[side as usize] = at + breadth / 2.0;
                    Some(Along::Px(at))
                }
                2 => Some(Along::Share(f64::from(number + 1) / 6.0)),
                _ => None,
            };
            g.gates.push(Gate {
                group,
                side,
                order: ordered.then_some(number),
                at: along,
                breadth: if places == 2 { 3.0 } else { breadth },
                depth: [0.0, 7.3][d.roll(2)],
                clear: [0.0, 11.0][d.roll(2)],
                ends: ends[at..at + count].to_vec(),
            });
            at += count;
        }
    }
}
