//! What comes out: lines square and from border to border, labels at their lines, loops that enclose one another, parts packed apart,
//! a picture in px that is whole.

use super::super::arrange::Block;
use super::super::graph::{End, Graph};
use super::super::pack::{self, Extents};
use super::super::part::{Extent, Tip, Unit, px, unit};
use super::super::ranks::is_loop;
use super::corpus::cases;
use super::{Seen, pairs, prove};
use crate::geometry::{Point, Rect};

type Spot = (Unit, Unit);

fn square(points: &[Spot]) -> bool {
    points.windows(2).all(|w| (w[0].0 == w[1].0) || (w[0].1 == w[1].1))
}

fn on_border(b: Block, (x, y): Spot) -> bool {
    let within = (b.x..=b.x + b.w).contains(&x) && (b.y..=b.y + b.h).contains(&y);
    within && (x == b.x || x == b.x + b.w || y == b.y || y == b.y + b.h)
}

fn overlap(a: Block, b: Block) -> bool {
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

/// Whether a segment runs through the inside of a box.
fn through(a: Spot, b: Spot, r: Block) -> bool {
    let (x, y) = ((a.0.min(b.0), a.0.max(b.0)), (a.1.min(b.1), a.1.max(b.1)));
    x.0 < r.x + r.w && r.x < x.1 && y.0 < r.y + r.h && r.y < y.1
}

/// Lines are square and end on the borders of their ends, in the direction in which they were written.
fn ends(seen: &Seen) -> Vec<String> {
    let part = &seen.stages.part;
    let mut wrong = Vec::new();
    let block = |t: Tip| match t {
        Tip::Leaf(i) => seen.drawn.leaves[i as usize],
        Tip::Container(c) => seen.drawn.containers[c as usize],
    };
    for (i, (line, points)) in part.lines.iter().zip(&seen.drawn.lines).enumerate() {
        let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
            wrong.push(format!("line {i} has no points"));
            continue;
        };
        if !square(points) || !on_border(block(line.from), first) || !on_border(block(line.to), last) {
            wrong.push(format!("line {i} from {:?} to {:?}: {points:?}", block(line.from), block(line.to)));
        }
    }
    wrong
}

/// Boxes have the size asked for, inside the part; none overlaps, and none is crossed by a line that does not end there.
fn boxes(seen: &Seen) -> Vec<String> {
    let (part, drawn) = (&seen.stages.part, &seen.drawn);
    let mut wrong = Vec::new();
    let inside = |b: &Block| b.x >= 0 && b.y >= 0 && b.x + b.w <= drawn.w && b.y + b.h <= drawn.h;
    for (i, (leaf, b)) in part.leaves.iter().zip(&drawn.leaves).enumerate() {
        if (b.w, b.h) != (leaf.size.w, leaf.size.h) || !inside(b) {
            wrong.push(format!("leaf {i} is {b:?}"));
        }
        for (l, points) in drawn.lines.iter().enumerate() {
            if points.windows(2).any(|w| through(w[0], w[1], *b)) {
                wrong.push(format!("line {l} runs through leaf {i}"));
            }
        }
    }
    for ((i, a), (k, b)) in pairs(&drawn.leaves.iter().enumerate().collect::<Vec<_>>()) {
        if overlap(*a, *b) {
            wrong.push(format!("leaves {i} and {k} overlap"));
        }
    }
    for (c, b) in drawn.containers.iter().enumerate().skip(1) {
        let around = drawn.containers[part.containers[c].home as usize];
        let held =
            b.x >= around.x && b.y >= around.y && b.x + b.w <= around.x + around.w && b.y + b.h <= around.y + around.h;
        if !held {
            wrong.push(format!("container {c} is not inside of the one around it"));
        }
        // A line may run through the containers around its ends, and no others.
        for (l, (line, points)) in part.lines.iter().zip(&drawn.lines).enumerate() {
            let own = [line.from, line.to].iter().any(|&t| part.holds(c as u32, t));
            if !own && !part.containers[c].is_lane && points.windows(2).any(|w| through(w[0], w[1], *b)) {
                wrong.push(format!("line {l} runs through container {c}"));
            }
        }
    }
    wrong
}

/// Labels have their size, touch no box, no line and no other label, and stand at their own line.
fn labels(seen: &Seen) -> Vec<String> {
    let (part, drawn) = (&seen.stages.part, &seen.drawn);
    let mut wrong = Vec::new();
    let known: Vec<(usize, Block)> = drawn.labels.iter().enumerate().filter_map(|(i, l)| l.map(|l| (i, l))).collect();
    for &(i, b) in &known {
        if part.lines[i].label != Some(Extent { w: b.w, h: b.h }) || drawn.leaves.iter().any(|&l| overlap(l, b)) {
            wrong.push(format!("label {i} is {b:?}"));
        }
        if drawn.lines.iter().any(|points| points.windows(2).any(|w| through(w[0], w[1], b))) {
            wrong.push(format!("a line runs through label {i}"));
        }
        let reach = 2 * part.space.label.max(unit(2.0));
        let room = Block { x: b.x - reach, y: b.y - reach, w: b.w + 2 * reach, h: b.h + 2 * reach };
        if !drawn.lines[i].windows(2).any(|w| through(w[0], w[1], room)) {
            wrong.push(format!("label {i} at {b:?} is astray"));
        }
    }
    if known.len() != part.lines.iter().filter(|l| l.label.is_some()).count() {
        wrong.push("a label is lost".to_owned());
    }
    wrong.extend(pairs(&known).filter(|(a, b)| overlap(a.1, b.1)).map(|(a, b)| format!("labels {} and {}", a.0, b.0)));
    wrong
}

/// Whether two segments share more than a point.
fn shared(a: [Spot; 2], b: [Spot; 2]) -> bool {
    let run = |a: Unit, b: Unit, c: Unit, d: Unit| a.max(b).min(c.max(d)) > a.min(b).max(c.min(d));
    let level = a[0].1 == a[1].1 && b[0].1 == b[1].1 && a[0].1 == b[0].1 && run(a[0].0, a[1].0, b[0].0, b[1].0);
    level || a[0].0 == a[1].0 && b[0].0 == b[1].0 && a[0].0 == b[0].0 && run(a[0].1, a[1].1, b[0].1, b[1].1)
}

fn cross(a: [Spot; 2], b: [Spot; 2]) -> bool {
    let inside = |v: Unit, s: Unit, t: Unit| s.min(t) < v && v < s.max(t);
    let over = |level: [Spot; 2], steep: [Spot; 2]| {
        inside(steep[0].0, level[0].0, level[1].0) && inside(level[0].1, steep[0].1, steep[1].1)
    };
    over(a, b) || over(b, a)
}

/// Lines without a common end share no more than points.
fn apart(seen: &Seen) -> Vec<String> {
    let part = &seen.stages.part;
    let segments = |i: usize| seen.drawn.lines[i].windows(2).map(|w| [w[0], w[1]]);
    let all: Vec<usize> = (0..part.lines.len()).collect();
    let strangers = |i: usize, k: usize| {
        let (a, b) = (&part.lines[i], &part.lines[k]);
        ![a.from, a.to].iter().any(|t| [b.from, b.to].contains(t))
    };
    let met = pairs(&all).filter(|&(i, k)| strangers(i, k) && segments(i).any(|a| segments(k).any(|b| shared(a, b))));
    met.map(|(i, k)| format!("lines {i} and {k} lie on one another")).collect()
}

/// Loops of one thing are square, inside the room that is kept for them, and neither cross nor touch one another.
fn nests(seen: &Seen) -> Vec<String> {
    let mut wrong = Vec::new();
    for (tip, nest) in &seen.stages.nests {
        for l in &nest.loops {
            let fits = l.points.iter().all(|p| (0..=nest.width).contains(&p.0) && p.1.abs() <= nest.half);
            let ends = l.points.first().map(|p| p.0) == Some(0) && l.points.last().map(|p| p.0) == Some(0);
            let size = seen.stages.part.lines[l.line as usize].label.unwrap_or_default();
            let held =
                l.label.is_none_or(|p| p.0 + size.w <= nest.width && p.1 >= -nest.half && p.1 + size.h <= nest.half);
            if !fits || !ends || !held || !square(&l.points) || l.points.len() < 4 {
                wrong.push(format!("{tip:?}: {l:?} in {} by {}", nest.width, nest.half));
            }
        }
        let all: Vec<&super::super::loops::Loop> = nest.loops.iter().collect();
        for (a, b) in pairs(&all) {
            let segments = |l: &super::super::loops::Loop| -> Vec<[Spot; 2]> {
                l.points.windows(2).map(|w| [w[0], w[1]]).collect()
            };
            let touch = segments(a).iter().any(|&p| segments(b).iter().any(|&q| shared(p, q) || cross(p, q)));
            if touch {
                wrong.push(format!("{tip:?}: {a:?} meets {b:?}"));
            }
        }
    }
    wrong
}

#[test]
fn lines_are_square_and_end_on_borders() {
    prove(ends);
}

#[test]
fn boxes_are_apart_and_no_line_runs_through_one() {
    prove(boxes);
}

#[test]
fn labels_stand_clear_at_their_lines() {
    prove(labels);
    let all: usize = super::corpus::parts().map(|(_, s)| s.drawn.labels.iter().flatten().count()).sum();
    assert!(all > 150, "{all}");
}

#[test]
fn no_two_lines_lie_on_one_another() {
    prove(apart);
}

#[test]
fn loops_enclose_one_another() {
    prove(nests);
    let loops = super::corpus::parts().flat_map(|(_, s)| (0..s.stages.part.lines.len()).map(move |i| (s, i as u32)));
    assert!(loops.filter(|(s, i)| is_loop(&s.stages.part, *i)).count() > 8);
}

#[test]
fn bridges_are_one_segment_between_neighbours() {
    let mut bridged = 0;
    for (name, seen) in super::corpus::parts() {
        for (i, line) in seen.stages.part.lines.iter().enumerate().filter(|(_, l)| l.bridge) {
            bridged += 1;
            let [a, b] = seen.drawn.lines[i][..] else { panic!("{name}: {:?}", seen.drawn.lines[i]) };
            assert_eq!(a.1, b.1, "{name}: line {i}");
            let leaf = |t: Tip| if let Tip::Leaf(l) = t { l as usize } else { panic!("{name}: {t:?}") };
            let (from, to) = (seen.drawn.leaves[leaf(line.from)], seen.drawn.leaves[leaf(line.to)]);
            assert_eq!(from.y + from.h / 2, to.y + to.h / 2, "{name}: line {i} joins what is not level");
            let twins = seen.stages.part.lines.iter().filter(|l| {
                l.bridge && (l.from, l.to) == (line.from, line.to) || (l.to, l.from) == (line.from, line.to)
            });
            assert!(twins.count() > 1 || a.1 == from.y + from.h / 2, "{name}: line {i} is alone and off the middle");
            let gap = Block { x: a.0.min(b.0), y: a.1 - 1, w: (a.0 - b.0).abs(), h: 2 };
            assert!(!seen.drawn.leaves.iter().any(|&l| overlap(l, gap)), "{name}: something is between");
        }
    }
    assert!(bridged > 0, "the corpus has bridges");
}

#[test]
fn parts_are_packed_apart_and_as_a_box() {
    // All parts of the corpus as if they were one picture's, and those of each case.
    let extents = |case: &super::corpus::Case| -> Vec<Extent> {
        case.parts.iter().map(|p| Extent { w: p.drawn.w, h: p.drawn.h }).collect()
    };
    let mut lists: Vec<Vec<Extent>> = cases().iter().map(extents).collect();
    lists.push(lists.concat());
    for list in &lists {
        for (gap, aspect) in [(0, 1.6), (320, 1.6), (96, 0.5), (320, 4.0)] {
            let lone: Vec<usize> = (0..list.len()).filter(|i| i % 3 == 0).collect();
            // As planned for sizes of their own, and for others.
            let own: Vec<Extents> = list.iter().map(|&e| Extents { real: e, alike: e }).collect();
            let next = list.iter().cycle().skip(1);
            let other: Vec<Extents> = list.iter().zip(next).map(|(&real, &alike)| Extents { real, alike }).collect();
            let all: Vec<usize> = (0..list.len()).collect();
            let mixed = |list: &[Extents], lone: &[usize]| pack::mixed(list, lone, gap, gap, aspect);
            let packings = [&own, &other].map(|list| [&[][..], &all, &lone].map(|lone| mixed(list, lone)));
            for pack::Packed { at, all: Extents { real: all, .. } } in packings.into_iter().flatten() {
                let boxes: Vec<Block> =
                    at.iter().zip(list).map(|(a, e)| Block { x: a.0, y: a.1, w: e.w + gap, h: e.h + gap }).collect();
                assert!(pairs(&boxes).all(|(a, b)| !overlap(a, b)), "{list:?} {at:?}");
                let within = |b: &Block| b.x >= 0 && b.y >= 0 && b.x + b.w <= all.w + gap && b.y + b.h <= all.h + gap;
                assert!(boxes.iter().all(within), "{list:?} {at:?} {all:?}");
            }
        }
        // No larger than all in one row or one column, for the aspect between the two.
        let (row, column) = (list.iter().map(|e| e.w).sum::<Unit>(), list.iter().map(|e| e.h).sum::<Unit>());
        let (wide, high) = (list.iter().map(|e| e.w).max().unwrap_or(0), list.iter().map(|e| e.h).max().unwrap_or(0));
        let own: Vec<Extents> = list.iter().map(|&e| Extents { real: e, alike: e }).collect();
        let all = pack::parts(&own, 0, 1.6).all.real;
        let most = (row.max(1) as f64 * high as f64).max(wide as f64 * column as f64);
        assert!(all.w as f64 * all.h as f64 <= most, "{list:?} {all:?}");
    }
}

/// What parts are packed by among others is no longer their extent, and no node has a say in it.
#[test]
fn no_node_alone_changes_what_parts_are_packed_by() {
    let mut compared = 0;
    for case in cases().iter().filter(|c| c.graph.nodes.len() > 4 && c.parts.len() > 1) {
        let mut wider = case.graph.clone();
        wider.nodes[case.graph.nodes.len() / 2].size.w += 15.0;
        let (_, after) = super::watched(|| super::super::place(&wider));
        for (was, now) in case.parts.iter().zip(&after.parts) {
            let real = Extent { w: was.drawn.w, h: was.drawn.h };
            if was.drawn.alike != real {
                compared += 1;
                assert_eq!(was.drawn.alike, now.drawn.alike, "{}", case.name);
            }
        }
    }
    assert!(compared > 15, "{compared}");
}

fn parents(graph: &Graph) -> impl Iterator<Item = (End, Option<u32>)> + '_ {
    let nodes = graph.nodes.iter().enumerate().map(|(i, n)| (End::Node(i as u32), n.parent));
    nodes.chain(graph.groups.iter().enumerate().map(|(i, g)| (End::Group(i as u32), g.parent)))
}

#[test]
fn pictures_are_whole() {
    for case in cases() {
        let (graph, p) = (&case.graph, &case.placement);
        let whole = Rect::new(0.0, 0.0, p.size.w, p.size.h);
        let rect = |e: End| match e {
            End::Node(n) => p.nodes[n as usize],
            End::Group(g) => p.groups[g as usize].rect,
        };
        for (n, node) in graph.nodes.iter().enumerate() {
            assert_eq!(p.nodes[n].size(), node.size, "{}: node {n}", case.name);
        }
        for (end, parent) in parents(graph) {
            let around = parent.map_or(whole, |g| p.groups[g as usize].rect);
            assert!(around.holds(&rect(end)), "{}: {end:?} leaves what is around it", case.name);
        }
        for (g, group) in graph.groups.iter().enumerate().filter(|(_, g)| g.title.w > 0.0) {
            let b = &p.groups[g];
            assert!(b.title.size() == group.title && b.rect.holds(&b.title), "{}: title of {g}", case.name);
            let struck = |w: &[Point]| Rect::around(w[0], w[1]).grown(0.1).overlaps(&b.title);
            let edge = p.edges.iter().position(|e| e.points.windows(2).any(struck));
            assert_eq!(edge, None, "{}: an edge runs through the title of {g}", case.name);
            let covered = p.nodes.iter().any(|n| n.overlaps(&b.title));
            assert!(!covered, "{}: a node covers the title of {g}", case.name);
        }
        for (i, (edge, route)) in graph.edges.iter().zip(&p.edges).enumerate() {
            let points = &route.points;
            assert!(points.len() >= 2, "{}: edge {i} is missing", case.name);
            assert_eq!(route.label.map(|l| l.size()), edge.label, "{}: label of edge {i}", case.name);
            for w in points.windows(2) {
                assert!(w[0] != w[1] && (w[0].x == w[1].x || w[0].y == w[1].y), "{}: {points:?}", case.name);
            }
            for w in points.windows(3) {
                let straight = (w[0].x == w[1].x && w[1].x == w[2].x) || (w[0].y == w[1].y && w[1].y == w[2].y);
                assert!(!straight, "{}: edge {i} has a point too many: {points:?}", case.name);
            }
            assert!(
                points.iter().all(|q| whole.grown(px(1)).holds(&Rect::around(*q, *q))),
                "{}: {points:?}",
                case.name
            );
        }
    }
}
