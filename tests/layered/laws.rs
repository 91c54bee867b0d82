//! The laws of a layered layout, judged from the outside: what is asked and what came out, nothing else.

use frieze::geometry::{Point, Rect, Side};
use frieze::layout::layered::{Direction, End, Graph, Placement};

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
    let ends: Vec<End> =
        (0..g.nodes.len() as u32).map(End::Node).chain((0..g.groups.len() as u32).map(End::Group)).collect();
    let whole = Rect::new(0.0, 0.0, p.size.w, p.size.h).grown(0.3);
    for (i, n) in g.nodes.iter().enumerate() {
        if p.nodes[i].size() != n.size {
            out.push(format!("node {i} is resized"));
        }
    }
    for (i, &a) in ends.iter().enumerate() {
        if !whole.holds(&rect(p, a)) {
            out.push(format!("{a:?} leaves the picture"));
        }
        if let Some(&parent) = around(g, a).get(1)
            && !rect(p, parent).grown(0.3).holds(&rect(p, a))
        {
            out.push(format!("{a:?} leaves {parent:?}"));
        }
        for &b in &ends[..i] {
            let related = around(g, a).contains(&b) || around(g, b).contains(&a);
            if !related && meet(&rect(p, a), &rect(p, b)) {
                out.push(format!("{a:?} overlaps {b:?}"));
            }
        }
    }
    for (i, b) in p.groups.iter().enumerate() {
        if !b.rect.grown(0.3).holds(&b.title) {
            out.push(format!("title of group {i} leaves it"));
        }
        for &e in &ends {
            if e != End::Group(i as u32) && !around(g, End::Group(i as u32)).contains(&e) && meet(&b.title, &rect(p, e))
            {
                out.push(format!("title of group {i} overlaps {e:?}"));
            }
        }
    }
    let lines: Vec<(usize, Vec<(Point, Point)>)> =
        p.edges.iter().enumerate().map(|(i, r)| (i, r.points.windows(2).map(|w| (w[0], w[1])).collect())).collect();
    for (i, segments) in &lines {
        let (e, route) = (&g.edges[*i], &p.edges[*i]);
        if segments.is_empty() {
            out.push(format!("edge {i} is missing"));
            continue;
        }
        let off = |end: End, start: bool, at: Point| {
            let gate = g.gates.iter().position(|q| e.from != e.to && q.ends.contains(&(*i as u32, start)));
            match gate {
                Some(gate) => {
                    let at_gate = gate_end(g, p, gate, Some(if start { e.to } else { e.from }));
                    (at.x - at_gate.x).abs() > 0.01 || (at.y - at_gate.y).abs() > 0.01
                }
                None => !on_border(at, &rect(p, end)),
            }
        };
        if off(e.from, true, route.points[0]) || off(e.to, false, route.points[route.points.len() - 1]) {
            out.push(format!("edge {i} ends off its ends: {:?}", route.points));
        }
        let own: Vec<End> = around(g, e.from).into_iter().chain(around(g, e.to)).collect();
        for &(a, b) in segments {
            if a.x != b.x && a.y != b.y {
                out.push(format!("edge {i} is not orthogonal: {:?}", route.points));
            }
            for &x in ends.iter().filter(|x| !own.contains(x) && !lane(g, **x)) {
                if through(a, b, &rect(p, x)) {
                    out.push(format!("edge {i} runs through {x:?}"));
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
                if let Some(l) = other.label
                    && through(a, b, &l)
                {
                    out.push(format!("edge {i} runs through the label of edge {k}"));
                }
            }
        }
        for w in route.points.windows(3) {
            if (w[0].x == w[1].x && w[1].x == w[2].x) || (w[0].y == w[1].y && w[1].y == w[2].y) {
                out.push(format!("edge {i} has a point too many"));
            }
        }
        match (e.label, route.label) {
            (None, None) => {}
            (Some(size), Some(l)) => {
                if l.size() != size {
                    out.push(format!("label of edge {i} is resized"));
                }
                let near = segments.iter().any(|&(a, b)| Rect::around(a, b).grown(20.0).overlaps(&l));
                if !near {
                    out.push(format!("label of edge {i} is astray"));
                }
                if ends.iter().any(|&x| matches!(x, End::Node(_)) && meet(&rect(p, x), &l)) {
                    out.push(format!("label of edge {i} is on a node"));
                }
                if p.groups.iter().any(|b| meet(&b.title, &l)) {
                    out.push(format!("label of edge {i} is on a title"));
                }
                if p.edges[..*i].iter().any(|o| o.label.is_some_and(|o| meet(&o, &l))) {
                    out.push(format!("label of edge {i} is on another"));
                }
                if !whole.holds(&l) {
                    out.push(format!("label of edge {i} leaves the picture"));
                }
            }
            _ => out.push(format!("edge {i} lost its label")),
        }
        for (k, others) in &lines[..*i] {
            let f = &g.edges[*k];
            if [f.from, f.to].contains(&e.from) || [f.from, f.to].contains(&e.to) {
                continue;
            }
            for &(a, b) in segments {
                for &(c, d) in others {
                    let run = |a: f64, b: f64, c: f64, d: f64| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d));
                    let lap = (a.x == b.x && c.x == d.x && (a.x - c.x).abs() < 0.5 && run(a.y, b.y, c.y, d.y) >= 3.0)
                        || (a.y == b.y && c.y == d.y && (a.y - c.y).abs() < 0.5 && run(a.x, b.x, c.x, d.x) >= 3.0);
                    if lap {
                        out.push(format!("edges {k} and {i} lie on one another"));
                    }
                }
            }
        }
    }
    for port in &g.ports {
        let r = p.nodes[port.node as usize];
        let at = match port.side {
            Side::Top => Point::new(r.x + port.at, r.y),
            Side::Bottom => Point::new(r.x + port.at, r.bottom()),
            Side::Left => Point::new(r.x, r.y + port.at),
            Side::Right => Point::new(r.right(), r.y + port.at),
        };
        for &(edge, start) in &port.ends {
            let points = &p.edges[edge as usize].points;
            let end = if start { points.first() } else { points.last() };
            if end.is_none_or(|e| (e.x - at.x).abs() > 0.3 || (e.y - at.y).abs() > 0.3) {
                out.push(format!("edge {edge} misses its port at {at:?}: {points:?}"));
            }
        }
    }
    gates(g, p, &mut out);
    // Lanes of one parent share their extent along the flow and stand in their order.
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
    out
}
