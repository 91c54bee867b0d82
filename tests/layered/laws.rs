//! The laws of a layered layout, judged from the outside: what is asked and what came out, nothing else.

use frieze::geometry::{Point, Rect, Side};
use frieze::layout::layered::{Direction, Edge, End, Graph, Placement};

/// Lines nearer than this lie on one another, px.
const ON_ONE_ANOTHER: f64 = 0.5;
/// Lines keep so far from one another where they run side by side for as long, px; less only where less is asked for.
const NEAR_EDGE: f64 = 5.0;
/// Lines keep so far from nodes that they do not end at, px; less only where less is asked for.
const NEAR_NODE: f64 = 4.0;
/// Labels stand no farther from their lines, px.
const FAR_LABEL: f64 = 20.0;

/// Everything around an end, itself first.
fn around(g: &Graph, end: End) -> Vec<End> {
    let mut out = vec![end];
    let mut up = match end {
        End::Node(i) => g.nodes[i as usize].parent,
        End::Group(i) => g.groups[i as usize].parent,
    };
    while let Some(p) = up {
        out.push(End::Group(p));
        up = g.groups[p as usize].parent;
    }
    out
}

fn rect(p: &Placement, end: End) -> Rect {
    match end {
        End::Node(i) => p.nodes[i as usize],
        End::Group(i) => p.groups[i as usize].rect,
    }
}

/// Whether an axis-parallel segment runs through a box, touching its border not counted.
fn through(a: Point, b: Point, r: &Rect) -> bool {
    let r = r.grown(-0.05);
    r.w > 0.0
        && r.h > 0.0
        && a.x.min(b.x) < r.right()
        && a.x.max(b.x) > r.x
        && a.y.min(b.y) < r.bottom()
        && a.y.max(b.y) > r.y
}

fn meet(a: &Rect, b: &Rect) -> bool {
    a.grown(-0.05).overlaps(&b.grown(-0.05))
}

fn on_border(p: Point, r: &Rect) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 0.3;
    let in_x = p.x > r.x - 0.3 && p.x < r.right() + 0.3;
    let in_y = p.y > r.y - 0.3 && p.y < r.bottom() + 0.3;
    (in_x && (near(p.y, r.y) || near(p.y, r.bottom()))) || (in_y && (near(p.x, r.x) || near(p.x, r.right())))
}

/// Which way the inside of a group flows.
fn flows(g: &Graph, group: Option<u32>) -> Direction {
    let up = std::iter::successors(group, |&p| g.groups[p as usize].parent);
    let mut own = up.filter(|&p| !g.groups[p as usize].lane).filter_map(|p| g.groups[p as usize].direction);
    own.next().unwrap_or(g.direction)
}

fn lane(g: &Graph, end: End) -> bool {
    matches!(end, End::Group(i) if g.groups[i as usize].lane)
}

/// Where an edge ends at a gate: outside at its outer side, inside on the border.
fn gate_end(g: &Graph, p: &Placement, gate: usize, other: Option<End>) -> Point {
    let (q, b) = (&g.gates[gate], p.gates[gate]);
    let inside = other.is_some_and(|other| around(g, other).contains(&End::Group(q.group)));
    let depth = if inside { 0.0 } else { q.depth };
    match q.side {
        Side::Top => Point::new(b.at.x, b.at.y - depth),
        Side::Bottom => Point::new(b.at.x, b.at.y + depth),
        Side::Left => Point::new(b.at.x - depth, b.at.y),
        Side::Right => Point::new(b.at.x + depth, b.at.y),
    }
}

/// Gates stand on their sides, in their order, not on one another, and within what is around their group.
fn gates(g: &Graph, p: &Placement, out: &mut Vec<String>) {
    if p.gates.len() != g.gates.len() {
        out.push("gates are missing".to_owned());
        return;
    }
    let place = |i: usize| {
        let (q, b, r) = (&g.gates[i], p.gates[i], p.groups[g.gates[i].group as usize].rect);
        match q.side {
            Side::Top => (b.at.y == r.y, b.at.x - r.x, r.w),
            Side::Bottom => ((b.at.y - r.bottom()).abs() < 0.01, b.at.x - r.x, r.w),
            Side::Left => (b.at.x == r.x, b.at.y - r.y, r.h),
            Side::Right => ((b.at.x - r.right()).abs() < 0.01, b.at.y - r.y, r.h),
        }
    };
    let whole = Rect::new(0.0, 0.0, p.size.w, p.size.h).grown(0.3);
    for (i, q) in g.gates.iter().enumerate() {
        let (on_side, at, length) = place(i);
        if p.gates[i].side != q.side || !on_side || at - q.breadth / 2.0 < -0.01 || at + q.breadth / 2.0 > length + 0.01
        {
            out.push(format!("gate {i} stands off its side at {at} of {length}"));
        }
        let wanted = if q.at.is_some() { q.middle(length) } else { at };
        let all = g.gates.iter().filter(|o| o.group == q.group).all(|o| o.at.is_some());
        if all && (at - wanted).abs() > 0.25 {
            out.push(format!("gate {i} stands at {at}, not {wanted}"));
        }
        let tip = gate_end(g, p, i, None);
        let holder = g.groups[q.group as usize].parent.map_or(whole, |k| p.groups[k as usize].rect.grown(0.3));
        if !holder.holds(&Rect::around(tip, tip)) {
            out.push(format!("gate {i} sticks out of what is around its group"));
        }
        for (k, other) in g.gates.iter().enumerate().take(i).filter(|(_, o)| o.group == q.group && o.side == q.side) {
            let apart = at - place(k).1;
            if apart.abs() < (q.breadth + other.breadth) / 2.0 - 0.01 {
                out.push(format!("gates {k} and {i} overlap"));
            }
            if let (Some(a), Some(b)) = (other.order, q.order)
                && (a < b) != (apart > 0.0)
            {
                out.push(format!("gates {k} and {i} are out of order"));
            }
        }
    }
}

/// All broken laws, in words.
pub fn broken(g: &Graph, p: &Placement) -> Vec<String> {
    let mut out = Vec::new();
    let nodes = (0..g.nodes.len() as u32).map(End::Node);
    let all = All { g, p, ends: nodes.chain((0..g.groups.len() as u32).map(End::Group)).collect() };
    boxes(&all, &mut out);
    titles(&all, &mut out);
    for i in 0..p.edges.len() {
        line(&all, i, &mut out);
        label(&all, i, &mut out);
    }
    pairs(&all, &mut out);
    ports(g, p, &mut out);
    gates(g, p, &mut out);
    lanes(g, p, &mut out);
    out
}

/// A graph, its drawing, and all that lines may end at.
struct All<'a> {
    g: &'a Graph,
    p: &'a Placement,
    ends: Vec<End>,
}

impl All<'_> {
    fn whole(&self) -> Rect {
        Rect::new(0.0, 0.0, self.p.size.w, self.p.size.h).grown(0.3)
    }
}

fn segments(p: &Placement, edge: usize) -> impl Iterator<Item = (Point, Point)> + Clone {
    p.edges[edge].points.windows(2).map(|w| (w[0], w[1]))
}

/// How far a box is from an axis-parallel segment, px.
fn distance(a: Point, b: Point, r: &Rect) -> f64 {
    let s = Rect::around(a, b);
    let gap = |lo: f64, hi: f64, other_lo: f64, other_hi: f64| (other_lo - hi).max(lo - other_hi).max(0.0);
    let (dx, dy) = (gap(s.x, s.right(), r.x, r.right()), gap(s.y, s.bottom(), r.y, r.bottom()));
    (dx * dx + dy * dy).sqrt()
}

/// Nodes have their sizes, and all stands in what it belongs to, apart from the rest.
fn boxes(all: &All, out: &mut Vec<String>) {
    let (g, p) = (all.g, all.p);
    for (i, n) in g.nodes.iter().enumerate() {
        if p.nodes[i].size() != n.size {
            out.push(format!("node {i} is resized"));
        }
    }
    for (i, k) in g.groups.iter().enumerate().filter(|(_, k)| !k.lane) {
        let size = p.groups[i].rect.size();
        if size.w < k.least.w - 0.01 || size.h < k.least.h - 0.01 {
            out.push(format!("group {i} is smaller than it must be"));
        }
    }
    for (i, &a) in all.ends.iter().enumerate() {
        if !all.whole().holds(&rect(p, a)) {
            out.push(format!("{a:?} leaves the picture"));
        }
        if let Some(&parent) = around(g, a).get(1)
            && !rect(p, parent).grown(0.3).holds(&rect(p, a))
        {
            out.push(format!("{a:?} leaves {parent:?}"));
        }
        for &b in &all.ends[..i] {
            let related = || around(g, a).contains(&b) || around(g, b).contains(&a);
            if meet(&rect(p, a), &rect(p, b)) && !related() {
                out.push(format!("{a:?} overlaps {b:?}"));
            }
        }
    }
}

/// Titles stand in their groups, on nothing.
fn titles(all: &All, out: &mut Vec<String>) {
    let (g, p) = (all.g, all.p);
    for (i, b) in p.groups.iter().enumerate() {
        if !b.rect.grown(0.3).holds(&b.title) {
            out.push(format!("title of group {i} leaves it"));
        }
        for &e in &all.ends {
            if meet(&b.title, &rect(p, e)) && !around(g, End::Group(i as u32)).contains(&e) {
                out.push(format!("title of group {i} overlaps {e:?}"));
            }
        }
    }
}

/// An edge runs square from its one end to its other, through nothing and near to nothing that is not its own.
fn line(all: &All, i: usize, out: &mut Vec<String>) {
    let (g, p) = (all.g, all.p);
    let (e, route) = (&g.edges[i], &p.edges[i]);
    let [Some(&first), Some(&last)] = [route.points.first(), route.points.last()] else {
        out.push(format!("edge {i} is missing"));
        return;
    };
    let off = |end: End, start: bool, at: Point| {
        let gate = g.gates.iter().position(|q| q.ends.contains(&(i as u32, start)));
        match gate {
            Some(gate) => {
                let other = Some(if start { e.to } else { e.from }).filter(|_| e.from != e.to);
                let at_gate = gate_end(g, p, gate, other);
                (at.x - at_gate.x).abs() > 0.01 || (at.y - at_gate.y).abs() > 0.01
            }
            None => !on_border(at, &rect(p, end)),
        }
    };
    if off(e.from, true, first) || off(e.to, false, last) {
        out.push(format!("edge {i} ends off its ends: {:?}", route.points));
    }
    for w in route.points.windows(3) {
        if (w[0].x == w[1].x && w[1].x == w[2].x) || (w[0].y == w[1].y && w[1].y == w[2].y) {
            out.push(format!("edge {i} has a point too many"));
        }
    }
    let own: Vec<End> = around(g, e.from).into_iter().chain(around(g, e.to)).collect();
    // Where an edge ends at a group's border, what stands behind that is half a rank away.
    let clear = NEAR_NODE.min(g.spacing.edge_node).min(g.spacing.rank / 2.0);
    // What stands beside or in what it ends at may be nearer, if that is asked for.
    let padding = |end: End| match end {
        End::Group(i) => g.groups[i as usize].padding,
        End::Node(_) => NEAR_NODE,
    };
    let clear = clear.min(g.spacing.node).min(padding(e.from)).min(padding(e.to)) - 0.05;
    for (a, b) in segments(p, i) {
        if a.x != b.x && a.y != b.y {
            out.push(format!("edge {i} is not orthogonal: {:?}", route.points));
        }
        for &x in all.ends.iter().filter(|x| !own.contains(x) && !lane(g, **x)) {
            if through(a, b, &rect(p, x)) {
                out.push(format!("edge {i} runs through {x:?}"));
            } else if matches!(x, End::Node(_)) && distance(a, b, &rect(p, x)) < clear {
                out.push(format!("edge {i} runs along {x:?}"));
            }
        }
        for x in [e.from, e.to].into_iter().filter(|x| matches!(x, End::Node(_))) {
            if through(a, b, &rect(p, x)) {
                out.push(format!("edge {i} runs through its own {x:?}: {:?}", route.points));
            }
        }
        for (k, group) in p.groups.iter().enumerate() {
            if through(a, b, &group.title) {
                out.push(format!("edge {i} runs through the title of group {k}"));
            }
        }
        for (k, other) in p.edges.iter().enumerate() {
            if other.label.is_some_and(|l| through(a, b, &l)) {
                out.push(format!("edge {i} runs through the label of edge {k}"));
            }
        }
    }
}

/// A label has its size, and stands near its line and on nothing.
fn label(all: &All, i: usize, out: &mut Vec<String>) {
    let p = all.p;
    let (size, l) = match (all.g.edges[i].label, p.edges[i].label) {
        (None, None) => return,
        (Some(size), Some(l)) => (size, l),
        _ => return out.push(format!("edge {i} lost its label")),
    };
    let mut wrong = |found: bool, what: &str| {
        if found {
            out.push(format!("label of edge {i} {what}"));
        }
    };
    wrong(l.size() != size, "is resized");
    wrong(!segments(p, i).any(|(a, b)| distance(a, b, &l) <= FAR_LABEL), "is astray");
    wrong(p.nodes.iter().any(|n| meet(n, &l)), "is on a node");
    wrong(p.groups.iter().any(|b| meet(&b.title, &l)), "is on a title");
    wrong(p.edges[..i].iter().any(|o| o.label.is_some_and(|o| meet(&o, &l))), "is on another");
    wrong(!all.whole().holds(&l), "leaves the picture");
}

/// Edges without a common end neither lie on one another nor run side by side nearer than asked for.
fn pairs(all: &All, out: &mut Vec<String>) {
    let (g, p) = (all.g, all.p);
    let hull = |i: usize| segments(p, i).map(|(a, b)| Rect::around(a, b)).reduce(|a, b| a.union(&b));
    let hulls: Vec<Option<Rect>> = (0..p.edges.len()).map(hull).collect();
    // A loop belongs to its node as what passes it sees it, and so do ends at a side.
    let near = NEAR_EDGE.min(g.spacing.edge_edge).min(g.spacing.edge_node) - 0.05;
    for (i, e) in g.edges.iter().enumerate() {
        for (k, f) in g.edges[..i].iter().enumerate() {
            let apart = match (&hulls[i], &hulls[k]) {
                (Some(a), Some(b)) => !a.grown(NEAR_EDGE).overlaps(b),
                _ => true,
            };
            if apart || [f.from, f.to].contains(&e.from) || [f.from, f.to].contains(&e.to) {
                continue;
            }
            let runs = |(a, b)| segments(p, k).filter_map(move |(c, d)| side_by_side(a, b, c, d));
            let runs = segments(p, i).flat_map(runs);
            let lap: f64 = runs.clone().filter(|r| r.0 < ON_ONE_ANOTHER && r.1 > 0.5).map(|r| r.1).sum();
            if lap >= 3.0 {
                out.push(format!("edges {k} and {i} lie on one another"));
            }
            // A loop at a group that is a picture of its own shares a side with what crosses that side at a given place.
            let given = |e: &Edge| {
                let End::Group(own) = e.from else { return false };
                g.groups[own as usize].direction.is_some() || g.gates.iter().any(|q| q.group == own)
            };
            let at_one_side = |e: &Edge, f: &Edge| {
                e.from == e.to && given(e) && [f.from, f.to].iter().any(|&x| around(g, x).contains(&e.from))
            };
            if !at_one_side(e, f)
                && !at_one_side(f, e)
                && runs.clone().any(|r| r.0 >= ON_ONE_ANOTHER && r.0 < near && r.1 >= NEAR_EDGE)
            {
                out.push(format!("edges {k} and {i} run too near to one another"));
            }
        }
    }
}

/// How far two parallel segments are apart, and how long they run side by side.
fn side_by_side(a: Point, b: Point, c: Point, d: Point) -> Option<(f64, f64)> {
    let run = |a: f64, b: f64, c: f64, d: f64| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d));
    if a.x == b.x && c.x == d.x {
        return Some(((a.x - c.x).abs(), run(a.y, b.y, c.y, d.y)));
    }
    (a.y == b.y && c.y == d.y).then(|| ((a.y - c.y).abs(), run(a.x, b.x, c.x, d.x)))
}

/// Edges end at their ports, but for loops, whose ends are free.
fn ports(g: &Graph, p: &Placement, out: &mut Vec<String>) {
    for port in &g.ports {
        let r = p.nodes[port.node as usize];
        let at = match port.side {
            Side::Top => Point::new(r.x + port.at, r.y),
            Side::Bottom => Point::new(r.x + port.at, r.bottom()),
            Side::Left => Point::new(r.x, r.y + port.at),
            Side::Right => Point::new(r.right(), r.y + port.at),
        };
        for &(edge, start) in port.ends.iter().filter(|e| g.edges[e.0 as usize].from != g.edges[e.0 as usize].to) {
            let points = &p.edges[edge as usize].points;
            let end = if start { points.first() } else { points.last() };
            if end.is_none_or(|e| (e.x - at.x).abs() > 0.3 || (e.y - at.y).abs() > 0.3) {
                out.push(format!("edge {edge} misses its port at {at:?}: {points:?}"));
            }
        }
    }
}

/// Lanes of one parent share their extent along the flow and stand in their order.
fn lanes(g: &Graph, p: &Placement, out: &mut Vec<String>) {
    for (i, a) in g.groups.iter().enumerate().filter(|(_, a)| a.lane) {
        for (k, b) in g.groups.iter().enumerate().filter(|(k, b)| b.lane && b.parent == a.parent && *k != i) {
            let (r, s) = (p.groups[i].rect, p.groups[k].rect);
            let down = matches!(flows(g, a.parent), Direction::Down | Direction::Up);
            let even = if down { r.y == s.y && r.h == s.h } else { r.x == s.x && r.w == s.w };
            let ordered = (a.index < b.index) == if down { r.x < s.x } else { r.y < s.y };
            if !even || !ordered {
                out.push(format!("lanes {i} and {k} are uneven or out of order: {r:?} {s:?}"));
            }
        }
    }
}
