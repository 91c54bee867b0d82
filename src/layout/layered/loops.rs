//! Self loops, beside their node or group on the side of high x.
//!
//! The loops of one thing enclose one another around the middle of its side. A label stands right of its own loop, inside the
//! next one, which makes a detour above and below where the label is higher than the loop's ends are apart. The room is
//! reserved before ordering: loops are part of the extent of what they belong to, so nothing else comes near them.
//! No paper: the textbook's layered drawings know no loops, and ELK, too, leaves room for them beforehand.
//!
//! Before: the sizes of leaves, the loops in source order. After: loops that neither cross nor touch one another, with their labels
//! within the width and the half height that are reserved.

use super::part::{Extent, Part, Tip, Unit, unit};

/// How far a loop whose ends are hardly apart reaches to both sides of them, px.
const OPEN: f64 = 4.0;

/// Loops relative to the middle of a side: x away from it, y along the flow.
#[derive(Clone, Debug, Default)]
pub(super) struct Nest {
    pub width: Unit,
    /// How far they reach to both sides of the middle.
    pub half: Unit,
    pub loops: Vec<Loop>,
}

#[derive(Clone, Debug)]
pub(super) struct Loop {
    pub line: u32,
    pub points: Vec<(Unit, Unit)>,
    /// Its label's corner of low x and low y.
    pub label: Option<(Unit, Unit)>,
}

/// All loops of a part by what they belong to, sorted.
pub(super) fn nests(part: &Part) -> Vec<(Tip, Nest)> {
    let key = |t: Tip| match t {
        Tip::Leaf(i) => (0, i),
        Tip::Container(c) => (1, c),
    };
    let mut lines: Vec<u32> = (0..part.lines.len() as u32).filter(|&i| super::ranks::is_loop(part, i)).collect();
    lines.sort_by_key(|&i| (key(part.lines[i as usize].from), i));
    lines
        .chunk_by(|&a, &b| part.lines[a as usize].from == part.lines[b as usize].from)
        .map(|chunk| {
            let tip = part.lines[chunk[0] as usize].from;
            let side = match tip {
                Tip::Leaf(i) => part.leaves[i as usize].size.h,
                Tip::Container(_) => unit(12.0) * (chunk.len() as Unit + 1),
            };
            (tip, nest(part, chunk, side))
        })
        .collect()
}

fn nest(part: &Part, lines: &[u32], side: Unit) -> Nest {
    let n = lines.len() as Unit;
    let gap = part.space.label.max(unit(2.0));
    let column = unit(4.0);
    // A detour begins behind the arrowhead.
    let stub = unit(12.0);
    let mut out = Nest::default();
    let mut x = if n == 1 { unit(14.0) } else { stub + column * n + unit(2.0) };
    let mut clear = 0;
    for (k, &line) in lines.iter().enumerate() {
        let k = k as Unit;
        // The middle two thirds of the side: outlines are round or slanting near their corners.
        let port = side * (2 * k + 1) / (6 * n);
        // A side that is hardly one keeps its loop open.
        let open = if port < unit(1.0) { unit(OPEN) } else { port };
        let reach = open.max(clear);
        let mut points = vec![(0, -port)];
        if reach > port {
            let at = stub + column * (n - 1 - k);
            points.extend([(at, -port), (at, -reach)]);
        }
        points.extend([(x, -reach), (x, reach)]);
        if reach > port {
            let at = stub + column * (n - 1 - k);
            points.extend([(at, reach), (at, port)]);
        }
        points.push((0, port));
        clear = if k == 0 { open } else { reach } + part.space.edge.min(unit(8.0));
        let mut label = None;
        if let Some(Extent { w, h }) = part.lines[line as usize].label {
            label = Some((x + gap, -h / 2));
            x += gap + w;
            // Farther from the next loop than from its own.
            clear = clear.max(h / 2 + 2 * gap + unit(2.0));
            out.half = out.half.max(h / 2);
        }
        out.half = out.half.max(reach);
        x += part.space.edge;
        out.loops.push(Loop { line, points, label });
    }
    out.width = x - part.space.edge;
    out
}
