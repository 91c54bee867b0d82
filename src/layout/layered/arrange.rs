//! Lays out one part: the phases in their order, and the geometry that comes out of them. No paper: each phase names its own.
//!
//! Before: a part. After: a box for every leaf and container of it, a place for every title, and for every line an orthogonal way
//! from the border of one end to that of the other, in the direction in which it was written, with its label beside it.

use super::bridges::{self, Bridge};
use super::canonical;
use super::collar::{self, Collars};
use super::columns;
use super::coordinates::{self, Across, Frame};
use super::facing;
use super::flank;
use super::lateral::{self, Lateral};
use super::layers::{self, Border, Kind, Layered};
use super::loops::{self, Nest};
use super::order::Places;
use super::part::{Extent, Part, Tip, TitleSide, Unit, unit};
use super::ports::Ports;
use super::ranks::Ranks;
use super::route::Ways;
use super::rows::Rows;
use super::wrap::{self, Plan};
use super::{apart, order, ports, previous, ranks, rows, slots, typical};

/// How far the loops of a leaf with given ports may move beyond its ends to keep away from these, px.
const ASIDE: f64 = 12.0;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub x: Unit,
    pub y: Unit,
    pub w: Unit,
    pub h: Unit,
}

/// A part's geometry; its own corner of low x and y is at 0, 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    pub w: Unit,
    pub h: Unit,
    /// About how large it would be if all nodes were alike; as large as it is where that matters to nobody, or it was wrapped for that.
    pub alike: Extent,
    pub leaves: Vec<Block>,
    /// Of the part itself: its extent.
    pub containers: Vec<Block>,
    /// Low x of each container's title.
    pub titles: Vec<Unit>,
    pub lines: Vec<Vec<(Unit, Unit)>>,
    pub labels: Vec<Option<Block>>,
}

/// What every phase made of a part, for drawing, and for the proofs that each keeps its word.
#[cfg_attr(not(test), expect(dead_code, reason = "drawing asks for some of it, the proofs for all"))]
pub(super) struct Stages {
    /// The part with bridged leaves in containers of their own and with room for loops.
    pub part: Part,
    pub nests: Vec<(Tip, Nest)>,
    pub bridges: Vec<Bridge>,
    /// How long each container is along the flow at least.
    pub least: Vec<Unit>,
    pub ranks: Ranks,
    /// In its final order, with the extents of loops, bridges and collars.
    pub g: Layered,
    pub places: Places,
    /// Shared evenly, and collared.
    pub even: Ports,
    pub collars: Collars,
    pub frame: Frame,
    pub lateral: Lateral,
    pub ways: Ways,
    pub rows: Rows,
}

/// `plan` says where containers are cut into rows, `packed` whether the part stands among others, or the group that it fills may.
pub(super) fn arrange(part: &Part, plan: Option<&Plan>, packed: bool) -> Drawn {
    let stages = stages(part, plan);
    let mut drawn = stages.draw();
    drawn.alike = match plan {
        None if packed => typical::part(&stages.part, &stages.g, &stages.places),
        _ => Extent { w: drawn.w, h: drawn.h },
    };
    #[cfg(test)]
    super::proof::witness(stages, &drawn);
    drawn
}

fn stages(part: &Part, plan: Option<&Plan>) -> Stages {
    let nests = loops::nests(part);
    let mut part = part.clone();
    if let Some(plan) = plan {
        wrap::rows(&mut part, plan);
    }
    let bridges = bridges::build(&mut part);
    previous::extend(&mut part);
    previous::ease(&mut part);
    // Along the flow a container is at least as long as was asked for, as a title along its wall, and as its loops.
    let title = |c: usize| match part.title_at(c as u32) {
        TitleSide::Low if part.containers[c].title.h > 0 => part.containers[c].title.h + 2 * part.containers[c].pad,
        _ => 0,
    };
    let mut least: Vec<Unit> = (0..part.containers.len()).map(|c| title(c).max(part.containers[c].least.h)).collect();
    for (tip, nest) in &nests {
        if let Tip::Container(c) = *tip {
            part.containers[c as usize].margin = nest.width;
            least[c as usize] = least[c as usize].max(2 * nest.half);
        }
    }
    let ranks = ranks::assign(&part);
    let mut g = layers::build(&part, &ranks);
    for (tip, nest) in &nests {
        if let Tip::Leaf(i) = *tip {
            let item = &mut g.items[i as usize];
            item.right += nest.width;
            // Loops move aside for given ports.
            let aside = if part.leaves[i as usize].pinned { unit(ASIDE) } else { 0 };
            item.height = item.height.max(2 * (nest.half + aside));
        }
    }
    for (leaf, height) in bridges.iter().flat_map(|b| b.heights(&part)) {
        let item = &mut g.items[leaf as usize];
        item.height = item.height.max(height);
    }
    g.slots = slots::assign(&part, &g, &ranks.turned);
    let mut places = order::run(&part, &mut g);
    wrap::channels(&part, &mut g, &mut places);
    let mut even = ports::assign(&part, &g, &places);
    let collars = collar::assign(&part, &mut g, &mut even, &ranks.turned);
    let frame = coordinates::frame(&part, &g, &places);
    let known = canonical::find(&part, &g, &places, &even, &frame);
    let (mut lateral, mut frame) = lateral::assign(&part, &g, frame, &even, known);
    let mut ways = apart::assign(&part, &g, &mut lateral);
    if !ways.cramped.is_empty() {
        let mut wide = coordinates::frame(&part, &g, &places);
        if facing::part_rows(&part, &g, &lateral.across, &lateral.ports, &ways.cramped, &mut wide) {
            (lateral, frame) = lateral::assign(&part, &g, wide, &even, None);
            ways = apart::assign(&part, &g, &mut lateral);
        }
    }
    let rows = rows::assign(&part, &g, &lateral.across, &lateral.ports, &ways, &least);
    Stages { part, nests, bridges, least, ranks, g, places, even, collars, frame, lateral, ways, rows }
}

impl Stages {
    fn draw(&self) -> Drawn {
        let part = &self.part;
        let mut drawn = self.wide();
        columns::narrow(part, &self.g, &self.frame.order, &mut drawn);
        for (line, points) in drawn.lines.iter_mut().enumerate() {
            if self.ranks.turned[line] && !ranks::stands_apart(part, line as u32) {
                points.reverse();
            }
        }
        drawn
    }

    /// Everything where its rank put it, before it comes nearer; turned lines from their upper end.
    pub(super) fn wide(&self) -> Drawn {
        let mut drawn = self.chains();
        for (line, points, label) in
            self.bridges.iter().flat_map(|b| b.draw(&self.part, &drawn.leaves).collect::<Vec<_>>())
        {
            (drawn.lines[line as usize], drawn.labels[line as usize]) = (points, label);
        }
        drawn
    }

    /// Everything but bridges.
    fn chains(&self) -> Drawn {
        let Self { part, nests, g, collars, ways, rows, lateral, .. } = self;
        let Lateral { across, ports, titles } = lateral;
        let mut out = Drawn {
            w: across.high[0] + part.containers[0].margin,
            h: rows.height,
            titles: titles.clone(),
            lines: vec![Vec::new(); part.lines.len()],
            labels: vec![None; part.lines.len()],
            ..Drawn::default()
        };
        for (i, l) in part.leaves.iter().enumerate() {
            let y = rows.item[i] + (g.items[i].height - l.size.h) / 2;
            out.leaves.push(Block { x: across.item[i] - l.size.w / 2, y, w: l.size.w, h: l.size.h });
        }
        for c in 0..part.containers.len() {
            let (low, high, top, bottom) = (across.low[c], across.high[c], rows.top[c], rows.bottom[c]);
            out.containers.push(Block { x: low, y: top, w: high - low, h: bottom - top });
        }
        for (i, item) in g.items.iter().enumerate().filter(|(_, item)| item.kind == Kind::Label) {
            if let Some(size) = part.lines[item.owner as usize].label {
                let x = if item.left > 0 { across.item[i] - item.left } else { across.item[i] + part.space.label };
                out.labels[item.owner as usize] = Some(Block { x, y: rows.item[i], w: size.w, h: size.h });
            }
        }
        let heights = flank::heights(ports, &out.leaves);
        for line in 0..part.lines.len() as u32 {
            let mut points = way(g, ports, across, ways, rows, &out, line);
            // An end at a flank: out level, and on from the bend.
            for (end, &y) in
                heights[line as usize].iter().enumerate().filter(|&(end, _)| ports.flank[line as usize][end])
            {
                let item = if end == 0 { g.chain_of(line).first() } else { g.chain_of(line).last() };
                let Some(leaf) = item.map(|&i| out.leaves[i as usize]) else { continue };
                let at = if end == 0 { 0 } else { points.len() - 1 };
                points[at].1 = y;
                let x = if points[at].0 > leaf.x { leaf.x + leaf.w } else { leaf.x };
                points.insert(if end == 0 { 0 } else { at + 1 }, (x, y));
            }
            out.lines[line as usize] = points;
        }
        collars.draw(&out.leaves, &mut out.lines);
        for (tip, nest) in nests {
            let (block, off) = match *tip {
                Tip::Leaf(i) => (out.leaves[i as usize], collars.beside(i)),
                Tip::Container(c) => (out.containers[c as usize], 0),
            };
            let (x, mut y) = (block.x + block.w, block.y + block.h / 2);
            if let Tip::Leaf(i) = *tip {
                let ends = nest.loops.iter().flat_map(|l| l.points.first().into_iter().chain(l.points.last()));
                let heights: Vec<Unit> = ends.map(|p| p.1 + block.h / 2).collect();
                // Not up to the corners: the box may be drawn a quarter px smaller.
                let end = heights.iter().map(|h| (h - block.h / 2).abs()).max().unwrap_or(0);
                let corner = part.leaves[i as usize].inset.max(unit(1.0));
                let room = (block.h / 2 - end - corner).min(g.items[i as usize].height / 2 - nest.half);
                y += collars.aside(i, &heights, room);
            }
            for l in &nest.loops {
                let away = |p: &(Unit, Unit)| (if p.0 > 0 { x + off + p.0 } else { x }, y + p.1);
                out.lines[l.line as usize] = l.points.iter().map(away).collect();
                let size = part.lines[l.line as usize].label;
                out.labels[l.line as usize] =
                    l.label.zip(size).map(|(p, s)| Block { x: x + off + p.0, y: y + p.1, w: s.w, h: s.h });
            }
        }
        out
    }
}

/// The points of one line from its upper to its lower end, then in its own direction.
fn way(
    g: &Layered,
    ports: &Ports,
    across: &Across,
    ways: &Ways,
    rows: &Rows,
    out: &Drawn,
    line: u32,
) -> Vec<(Unit, Unit)> {
    let chain = g.chain_of(line);
    let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { return Vec::new() };
    let borders = g.borders[line as usize];
    let bottom = g.ends_downwards(line);
    let end = |item: u32, border: Border, k: usize, bottom: bool| {
        let offset = if g.is_leaf(item) { ports.offset[line as usize][k] } else { 0 };
        let y = match border {
            Border::Top(c) => rows.top[c as usize],
            Border::Bottom(c) => rows.bottom[c as usize],
            Border::No => {
                let b = out.leaves[item as usize];
                if bottom { b.y + b.h } else { b.y }
            }
        };
        (across.item[item as usize] + offset, y)
    };
    let mut points = vec![end(first, borders.0, 0, true)];
    for (k, p) in (g.piece_first[line as usize]..g.piece_first[line as usize + 1]).enumerate() {
        let w = ways.way[p as usize];
        if w.from == w.to {
            continue;
        }
        let (a, b) = if g.pieces[p as usize].upper == chain[k] { (w.from, w.to) } else { (w.to, w.from) };
        let [y, second] = rows.cross[p as usize];
        match w.split {
            None => points.extend([(a, y), (b, y)]),
            Some((x, _)) => {
                let mut turn = [(w.from, y), (x, y), (x, second), (w.to, second)];
                if a != w.from {
                    turn.reverse();
                }
                points.extend(turn);
            }
        }
    }
    points.push(end(last, borders.1, 1, bottom));
    points
}
