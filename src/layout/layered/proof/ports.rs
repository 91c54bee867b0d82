//! Ports: in the order of what they lead to, apart, on their side; the outermost at a flank, given ones where they were given.

use super::super::arrange::Block;
use super::super::collar::Flank;
use super::super::flank;
use super::super::part::{NONE, Unit, unit};
use super::super::ports::Port;
use super::super::slots::FREE;
use super::{Seen, pairs, prove};

/// From a flank to a bend, px: an arrowhead and some line.
const STUB: f64 = 14.0;

fn offset(ports: &super::super::ports::Ports, p: &Port) -> Unit {
    ports.offset[p.line as usize][usize::from(!p.first)]
}

fn at_flank(ports: &super::super::ports::Ports, p: &Port) -> bool {
    ports.flank[p.line as usize][usize::from(!p.first)]
}

/// Every end at a leaf has a port, on the side where its piece is.
fn complete(seen: &Seen) -> Vec<String> {
    let (part, g, even) = (&seen.stages.part, &seen.stages.g, &seen.stages.even);
    let mut wrong = Vec::new();
    for line in 0..part.lines.len() as u32 {
        let chain = g.chain_of(line);
        let ends = [(chain.first(), true), (chain.last(), false)];
        for (item, first) in ends.into_iter().filter_map(|(e, f)| e.filter(|&&i| g.is_leaf(i)).map(|&i| (i, f))) {
            let alone = chain.len() == 1;
            let own =
                even.list.iter().filter(|p| (p.line, p.leaf) == (line, item) && (alone || p.first == first)).count();
            if own != 1 {
                wrong.push(format!("line {line} has {own} ports at leaf {item}"));
            }
        }
    }
    for p in even.list.iter().filter(|p| p.piece != NONE) {
        let piece = g.pieces[p.piece as usize];
        let bottom = piece.upper == p.leaf || piece.flat;
        if p.bottom != bottom || (piece.upper != p.leaf && piece.lower != p.leaf) || piece.line != p.line {
            wrong.push(format!("{p:?} belongs to {piece:?}"));
        }
    }
    wrong
}

/// Lines of one side do not cross each other right at their leaf, and share the side evenly at first; one alone has the middle.
fn even(seen: &Seen) -> Vec<String> {
    let (part, g, even, places) = (&seen.stages.part, &seen.stages.g, &seen.stages.even, &seen.stages.places);
    let mut wrong = Vec::new();
    for side in even.sides() {
        let leaf = &part.leaves[side[0].leaf as usize];
        let far = |p: &Port| {
            let piece = g.pieces.get(p.piece as usize).filter(|piece| !piece.flat)?;
            Some(if p.bottom { places.top[piece.lower as usize] } else { places.bottom[piece.upper as usize] })
        };
        let fars: Vec<u32> = side.iter().filter_map(far).collect();
        if !fars.is_sorted() {
            wrong.push(format!("leaf {} has ports in the order of {fars:?}", side[0].leaf));
        }
        let at: Vec<Unit> = side.iter().map(|p| offset(even, p)).collect();
        if leaf.pinned {
            continue;
        }
        let n = at.len() as Unit;
        let share = leaf.size.w / (n + 1);
        let middle = n == 1 && at[0] != 0;
        // What is shared evenly is symmetric, up to the rounding of each place.
        let lopsided = at.iter().zip(at.iter().rev()).any(|(a, b)| (a + b).abs() > 1);
        let apart = at.windows(2).all(|w| w[1] - w[0] + 1 >= share.min(part.space.edge));
        let on = at.iter().all(|a| 2 * a.abs() < leaf.size.w);
        if leaf.centered && at.iter().any(|&a| a != 0) || middle || lopsided || !leaf.centered && !apart || !on {
            wrong.push(format!("leaf {} of {:?}: ports at {at:?}", side[0].leaf, leaf.size));
        }
    }
    wrong
}

/// In the end ports are in the same order, apart and on their side, or beyond it with room for a bend at the flank.
fn slid(seen: &Seen) -> Vec<String> {
    let (part, even, ports) = (&seen.stages.part, &seen.stages.even, &seen.stages.lateral.ports);
    let mut wrong = Vec::new();
    if ports.list != even.list {
        wrong.push("ports changed places in their list".to_owned());
    }
    for side in ports.sides() {
        let leaf = &part.leaves[side[0].leaf as usize];
        let n = side.len() as Unit;
        let at: Vec<(Unit, bool)> = side.iter().map(|p| (offset(ports, p), at_flank(ports, p))).collect();
        if leaf.pinned {
            if side.iter().any(|p| offset(ports, p) != offset(even, p)) {
                wrong.push(format!("leaf {}: a given port was moved", side[0].leaf));
            }
            continue;
        }
        let stub = part.space.edge_node.max(unit(STUB));
        let flanks = |f: &(Unit, bool)| 2 * f.0.abs() >= leaf.size.w + 2 * stub;
        let on = |f: &(Unit, bool)| 2 * f.0.abs() < leaf.size.w;
        if !at.iter().all(|f| if f.1 { flanks(f) } else { on(f) }) || !at.is_sorted_by_key(|f| f.0) {
            wrong.push(format!("leaf {} of {:?}: ports at {at:?}", side[0].leaf, leaf.size));
        }
        let inner: Vec<Unit> = at.iter().filter(|f| !f.1).map(|f| f.0).collect();
        let least = (leaf.size.w / (n + 1)).min(part.space.edge);
        let together = |w: &[Unit]| if leaf.centered { w[0] != 0 || w[1] != 0 } else { w[1] - w[0] + 1 < least };
        // Where the outline slants they keep to its level part, as far as it takes all of them.
        let count = inner.len() as Unit;
        let level = leaf.inset.min((leaf.size.w - (count - 1).max(0) * least) / 2);
        if !leaf.centered && inner.iter().any(|o| o.abs() > leaf.size.w / 2 - level + count) {
            wrong.push(format!("leaf {} of {:?}: ports at {at:?} where its outline slants", side[0].leaf, leaf.size));
        }
        if inner.windows(2).any(together) {
            wrong.push(format!("leaf {} of {:?}: ports at {at:?} are nearer than {least}", side[0].leaf, leaf.size));
        }
    }
    wrong
}

/// Ends at a flank stand at different heights, away from the corners; bends beside one leaf are apart.
fn flanked(seen: &Seen) -> Vec<String> {
    let (part, ports) = (&seen.stages.part, &seen.stages.lateral.ports);
    let heights = flank::heights(ports, &seen.drawn.leaves);
    let mut wrong = Vec::new();
    let all: Vec<&Port> = ports.list.iter().filter(|p| at_flank(ports, p)).collect();
    for p in &all {
        let (block, y) = (seen.drawn.leaves[p.leaf as usize], heights[p.line as usize][usize::from(!p.first)]);
        if y <= block.y || y >= block.y + block.h {
            wrong.push(format!("{p:?} ends at a corner"));
        }
    }
    for (p, q) in pairs(&all).filter(|(p, q)| p.leaf == q.leaf && (offset(ports, p) > 0) == (offset(ports, q) > 0)) {
        let y = |p: &Port| heights[p.line as usize][usize::from(!p.first)];
        let bends = (offset(ports, p) - offset(ports, q)).abs();
        let crowded = (y(p) - y(q)).abs() < unit(5.0) && seen.drawn.leaves[p.leaf as usize].h > unit(30.0);
        if y(p) == y(q) || crowded || (p.bottom == q.bottom && bends < part.space.edge) {
            wrong.push(format!("{p:?} and {q:?} are {bends} apart"));
        }
    }
    wrong
}

/// Ends with a given place are drawn there, and a collar is no wider than what is kept free for it.
fn pinned(seen: &Seen) -> Vec<String> {
    let (part, g) = (&seen.stages.part, &seen.stages.g);
    let mut wrong = Vec::new();
    for pin in &part.pins {
        let (line, points) = (&part.lines[pin.line as usize], &seen.drawn.lines[pin.line as usize]);
        let (tip, end) = if pin.start { (line.from, points.first()) } else { (line.to, points.last()) };
        let super::super::part::Tip::Leaf(leaf) = tip else { continue };
        let Block { x, y, w, h } = seen.drawn.leaves[leaf as usize];
        let wanted = match pin.flank {
            Flank::Top => (x + w / 2 + pin.at, y),
            Flank::Bottom => (x + w / 2 + pin.at, y + h),
            Flank::Low => (x, y + pin.at),
            Flank::High => (x + w, y + pin.at),
        };
        if end != Some(&wanted) {
            wrong.push(format!("{pin:?} at {wanted:?} ends at {end:?}"));
        }
        let item = &g.items[leaf as usize];
        let column = seen.stages.even.list.iter().filter(|p| p.leaf == leaf).map(|p| offset(&seen.stages.even, p));
        if column.clone().any(|o| o < -item.left || o > item.right) {
            wrong.push(format!("a column stands outside of the collar of leaf {leaf}"));
        }
    }
    wrong
}

/// Ends at given ports of one side are numbered as their columns stand, those of one port alike; all others have no number.
fn numbered(seen: &Seen) -> Vec<String> {
    let (part, g, even) = (&seen.stages.part, &seen.stages.g, &seen.stages.even);
    let mut wrong = Vec::new();
    for side in even.sides() {
        let of = |p: &Port| g.slot(p.piece as usize, g.pieces[p.piece as usize].lower == p.leaf && !p.bottom);
        let across = side.iter().filter(|p| p.piece != NONE && !g.pieces[p.piece as usize].flat);
        let ends: Vec<(u32, Unit)> = across.map(|p| (of(p), offset(even, p))).collect();
        if !part.leaves[side[0].leaf as usize].pinned {
            if ends.iter().any(|e| e.0 != FREE) {
                wrong.push(format!("leaf {} has numbers: {ends:?}", side[0].leaf));
            }
            continue;
        }
        for ((s, a), (t, b)) in pairs(&ends) {
            if s != FREE && t != FREE && s != t && (s < t) != (a < b) {
                wrong.push(format!("leaf {}: {s} at {a}, {t} at {b}", side[0].leaf));
            }
        }
    }
    wrong
}

#[test]
fn ends_at_given_ports_are_numbered_as_they_stand() {
    prove(numbered);
    let given = |seen: &Seen| seen.stages.g.slots.iter().flatten().filter(|&&s| s != FREE).count();
    let all: usize = super::corpus::parts().map(|(_, seen)| given(seen)).sum();
    assert!(all > 50, "{all}");
}

#[test]
fn every_end_at_a_leaf_has_a_port() {
    prove(complete);
}

#[test]
fn ports_share_a_side_in_the_order_of_what_they_lead_to() {
    prove(even);
}

#[test]
fn ports_slide_and_keep_their_order_and_distance() {
    prove(slid);
}

#[test]
fn ends_at_a_flank_are_apart() {
    prove(flanked);
    let flanks = |seen: &Seen| seen.stages.lateral.ports.flank.iter().flatten().filter(|&&f| f).count();
    let all: usize = super::corpus::parts().map(|(_, seen)| flanks(seen)).sum();
    assert!(all > 20, "{all}");
}

#[test]
fn ends_with_a_given_place_are_there() {
    prove(pinned);
    let all: usize = super::corpus::parts().map(|(_, seen)| seen.stages.part.pins.len()).sum();
    assert!(all > 50, "{all}");
}
