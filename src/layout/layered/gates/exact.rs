//! Exact places: a strip around a group in which lines get from where they meet the content to where their gates must stand.
//!
//! Where gates have given places these are known to the content as far as can be (see [`super::hubs`]). What is left is a channel on
//! each side, between the content and the border: lines that stand right already run straight through it, others turn twice, each on
//! a track of its own. Since content and border have the gates in one order they need no crossing: of lines to the same direction
//! that overlap, the one that goes first turns nearest to the border, and lines to opposite directions never overlap (river routing:
//! Leiserson, Pinter 1983, *Optimal placement for river routing*). Lines that end elsewhere on the side make way for gates, on tracks
//! nearest to the content. The group grows by the channels, and on the side of right and bottom to hold its gates; where lines
//! come to run straight, also by a little at the left or the top.
//!
//! Before: all lines end on the group's box, in the gates' order. After: a larger box, all gates in their places on it, all lines ending there.

use super::{APART, Plan, SIDES, Standing, level, snapped};
use crate::geometry::{Point, Rect, Side, Size};
use crate::layout::layered::graph::{Along, End, Gate, Graph, Route};
use crate::layout::layered::nested::{Share, side_of};
use crate::layout::layered::part::PX;

/// Least distance of a track from a line across it that ends beside its own, px; it is looked for in steps of one px, so many times.
const CLEAR: f64 = 4.0;
const STEPS: u32 = 24;
/// Places nearer than that are the same, px.
const SAME: f64 = 0.01;
/// Gates at shares of a side's length that differ by less may stand on one another.
const NEAREST: f64 = 0.01;
/// After so many rounds the content stays where it is in its box.
const ROUNDS: usize = 3;

/// Whether the gates of a group have given places.
pub(super) fn given(graph: &Graph, group: u32) -> bool {
    let mut own = graph.gates.iter().filter(|g| g.group == group).peekable();
    own.peek().is_some()
        && own.all(|g| g.at.is_some_and(|at| matches!(at, Along::Px(v) | Along::Share(v) if v.is_finite())))
}

/// A size to begin with, of a group with gates of given places: its least, and room for the gates of a side beside one another.
pub(super) fn guess(graph: &Graph, group: u32) -> Size {
    let least = graph.groups[group as usize].least;
    let room = |side: Side| {
        let own = graph.gates.iter().filter(|g| g.group == group && g.side == side);
        own.map(|g| g.breadth + graph.spacing.edge_edge).sum::<f64>()
    };
    let most = |sides: [Side; 2], least: f64| sides.map(room).into_iter().fold(least, f64::max);
    Size::new(most([Side::Top, Side::Bottom], least.w), most([Side::Left, Side::Right], least.h))
}

/// How long a side of a box is.
pub(super) fn length(side: Side, of: Size) -> f64 {
    if level(side) { of.w } else { of.h }
}

/// What ends at a side: a gate with a given place, or a line anywhere.
struct Net<'a> {
    side: Side,
    gate: Option<(usize, &'a Gate)>,
    /// Where its lines meet the content's box, along the side.
    from: Option<f64>,
    /// Its lines, and whether they start here.
    lines: Vec<(usize, bool)>,
    /// Where it must end, along the side.
    to: f64,
}

/// The track of a net, from the border, px; none where it runs straight.
type Tracks = Vec<Option<f64>>;

/// Gives gates their places: `rect` grows, the `routes` that end on it are led to the gates, and `standing` says where those are.
pub(super) fn fit(
    graph: &Graph,
    plan: &Plan,
    share: &Share,
    routes: &mut [Route],
    standing: &mut [Standing],
    rect: &mut Rect,
) {
    let mut nets = nets(graph, plan, share, routes, rect);
    let strip = Strip {
        core: *rect,
        edge: share.graph.spacing.edge_edge.max(1.0),
        inner: (share.graph.spacing.edge_node.max(2.0)
            - graph.groups[share.groups[plan.own as usize] as usize].padding / 2.0)
            .max(0.0),
        least: graph.groups[share.groups[plan.own as usize] as usize].least,
    };
    let (border, tracks) = strip.settle(&mut nets);
    for (net, track) in nets.iter().zip(tracks) {
        if let Some((i, _)) = net.gate {
            standing[i].at = net.to - if level(net.side) { border.x } else { border.y };
            standing[i].free = false;
        }
        for &(k, start) in &net.lines {
            let way = strip.way(net, track, &border);
            let points = &mut routes[k].points;
            if start {
                points.splice(..0, way.into_iter().rev());
            } else {
                points.extend(way);
            }
            crate::layout::layered::finish::tidy(points);
        }
    }
    *rect = border;
}

/// Everything that ends on the box.
fn nets<'a>(graph: &'a Graph, plan: &Plan, share: &Share, routes: &[Route], rect: &Rect) -> Vec<Net<'a>> {
    let mut claimed = vec![[false; 2]; plan.flipped.len()];
    let mut out = Vec::new();
    let end = |k: usize, start: bool| if start { routes[k].points.first() } else { routes[k].points.last() }.copied();
    for (i, planned) in plan.gates.iter().enumerate() {
        let lines: Vec<(usize, bool)> = planned.inner.iter().map(|&(k, start)| (k as usize, start)).collect();
        lines.iter().for_each(|&(k, start)| claimed[k][usize::from(start)] = true);
        let met = lines.first().and_then(|&(k, start)| end(k, start));
        let from = met.map(|p| if level(planned.side) { p.x } else { p.y });
        out.push(Net {
            side: planned.side,
            gate: Some((i, &graph.gates[planned.gate as usize])),
            from,
            lines,
            to: 0.0,
        });
    }
    let group = End::Group(plan.own);
    for (k, claimed) in claimed.iter().enumerate() {
        let edge = &share.graph.edges[k];
        for (start, at) in [(true, edge.from), (false, edge.to)] {
            if at != group || claimed[0] || claimed[1] {
                continue;
            }
            let Some(met) = end(k, start) else { continue };
            let side = side_of(rect, met).0;
            let from = if level(side) { met.x } else { met.y };
            out.push(Net { side, gate: None, from: Some(from), lines: vec![(k, start)], to: from });
        }
    }
    out
}

struct Strip {
    /// The content's box.
    core: Rect,
    /// Between tracks.
    edge: f64,
    /// Between the innermost track and the content's box.
    inner: f64,
    /// Of the whole.
    least: Size,
}

impl Strip {
    /// The border, and the track of each net.
    fn settle(&self, nets: &mut [Net]) -> (Rect, Tracks) {
        let (mut depth, mut more, mut low) = ([0.0f64; 4], [0.0f64; 2], [0.0f64; 2]);
        for round in 0.. {
            if round < ROUNDS {
                low = [true, false].map(|lying| self.aside(nets, depth, more, lying));
            }
            let border = self.border(nets, depth, more, low);
            let missing = self.aim(nets, &border);
            let tracks = self.tracks(nets, &border);
            let need = SIDES.map(|side| {
                let own = nets.iter().zip(&tracks).filter(|(n, _)| n.side == side).filter_map(|(_, t)| *t);
                own.fold(0.0, |most: f64, t| most.max(snapped(t + self.inner)))
            });
            let room = need.iter().zip(depth).all(|(need, depth)| *need <= depth);
            // Both grow in steps no smaller than a quarter px, and never further than every line on a track of its own asks for.
            if (room && missing == [0.0; 2]) || round > 8 * (nets.len() + ROUNDS) {
                return (border, tracks);
            }
            depth.iter_mut().zip(need).for_each(|(d, n)| *d = d.max(n));
            more.iter_mut().zip(missing).for_each(|(m, n)| *m += n);
        }
        unreachable!("the loop returns")
    }

    /// The whole box with channels so deep, so much room `more` at the right and the bottom, and `low` at the left and the top.
    fn border(&self, nets: &[Net], depth: [f64; 4], more: [f64; 2], low: [f64; 2]) -> Rect {
        let [top, right, bottom, left] = depth;
        let holds = |lying: bool| {
            let own = nets.iter().filter(|n| level(n.side) == lying).filter_map(|n| n.gate);
            let each = own.fold(0.0f64, |most, (_, g)| match g.at {
                Some(Along::Px(_)) => most.max(g.middle(0.0) + g.breadth / 2.0),
                _ => most.max(g.breadth),
            });
            SIDES.into_iter().filter(|&side| level(side) == lying).map(|side| shared(nets, side)).fold(each, f64::max)
        };
        let w = (self.core.w + left + right + low[0]).max(self.least.w).max(holds(true)) + more[0];
        let h = (self.core.h + top + bottom + low[1]).max(self.least.h).max(holds(false)) + more[1];
        Rect::new(self.core.x - left - low[0], self.core.y - top - low[1], snapped(w), snapped(h))
    }

    /// How much room before the content makes most lines straight: as much as is free anyway, and a little more.
    fn aside(&self, nets: &[Net], depth: [f64; 4], more: [f64; 2], lying: bool) -> f64 {
        let border = self.border(nets, depth, more, [0.0; 2]);
        let (before, after) = if lying { (Side::Left, Side::Right) } else { (Side::Top, Side::Bottom) };
        let channels = depth[before as usize] + depth[after as usize];
        let (start, size, core) =
            if lying { (border.x, border.w, self.core.w) } else { (border.y, border.h, self.core.h) };
        let shares = nets.iter().any(|n| n.gate.is_some_and(|(_, g)| matches!(g.at, Some(Along::Share(_)))));
        let most = (size - core - channels).max(0.0) + if shares { 0.0 } else { 4.0 * self.edge };
        let wish = |n: &Net| {
            let gate = n.gate.filter(|_| level(n.side) == lying)?.1;
            Some(start + gate.middle(size) - n.from?).filter(|off| (0.0..=most).contains(off))
        };
        let wishes: Vec<f64> = nets.iter().filter_map(wish).map(|off| (off * PX).round() / PX).collect();
        let count = |off: f64| wishes.iter().filter(|w| (**w - off).abs() < SAME).count();
        wishes
            .iter()
            .copied()
            .fold((0.0, count(0.0)), |best, off| {
                let found = (off, count(off));
                if found.1 > best.1 || found.1 == best.1 && found.0 < best.0 { found } else { best }
            })
            .0
    }

    /// Sets where all nets end on the border; lines without a gate stay where they are unless one stands there. How much longer the
    /// sides must be for these.
    fn aim(&self, nets: &mut [Net], border: &Rect) -> [f64; 2] {
        let mut missing = [0.0; 2];
        for side in SIDES {
            let (start, size) = if level(side) { (border.x, border.w) } else { (border.y, border.h) };
            let mut taken: Vec<(f64, f64)> = Vec::new();
            for n in nets.iter_mut().filter(|n| n.side == side) {
                if let Some((_, gate)) = n.gate {
                    n.to = start + (gate.middle(size) * PX).round() / PX;
                    taken.push((n.to, gate.breadth / 2.0 + APART));
                }
                taken.extend(n.from.filter(|_| n.gate.is_some()).map(|from| (from, CLEAR)));
            }
            let mut free: Vec<&mut Net> = nets.iter_mut().filter(|n| n.side == side && n.gate.is_none()).collect();
            free.sort_by(|a, b| a.from.unwrap_or(0.0).total_cmp(&b.from.unwrap_or(0.0)));
            for n in free {
                let from = n.from.unwrap_or(start);
                let stays = taken.iter().all(|t| (t.0 - from).abs() >= t.1 - SAME);
                n.to = if stays { from } else { beside(&taken, from, (start + APART, start + size - APART)) };
                let over = n.to + APART - (start + size);
                if over > SAME {
                    let missing: &mut f64 = &mut missing[usize::from(!level(side))];
                    *missing = missing.max(snapped(over));
                }
                taken.push((n.to, self.edge));
            }
        }
        missing
    }

    /// The tracks of all nets on all sides.
    fn tracks(&self, nets: &[Net], border: &Rect) -> Tracks {
        let mut out = vec![None; nets.len()];
        for side in SIDES {
            let numbers = numbers(nets, side, self.edge);
            let across: Vec<f64> = nets
                .iter()
                .filter(|n| level(n.side) != level(side))
                .map(|n| match side {
                    Side::Top => n.to - border.y,
                    Side::Left => n.to - border.x,
                    Side::Bottom => border.bottom() - n.to,
                    Side::Right => border.right() - n.to,
                })
                .collect();
            let count = numbers.iter().map(|n| n.1 + 1).max().unwrap_or(0);
            let mut offs: Vec<f64> = Vec::with_capacity(count);
            for _ in 0..count {
                let next = offs.last().map_or(self.edge, |last| last + self.edge);
                let clear = |off: f64| across.iter().map(|a| (a - off).abs()).fold(f64::MAX, f64::min);
                let mut best = (clear(next).min(CLEAR), next);
                for step in 1..=STEPS {
                    let off = next + f64::from(step);
                    if clear(off).min(CLEAR) > best.0 {
                        best = (clear(off).min(CLEAR), off);
                    }
                }
                offs.push(snapped(best.1));
            }
            numbers.into_iter().for_each(|(net, number)| out[net] = Some(offs[number]));
        }
        out
    }

    /// From where a net meets the content's box to where it ends on the border.
    fn way(&self, net: &Net, track: Option<f64>, border: &Rect) -> Vec<Point> {
        let Some(from) = net.from else { return Vec::new() };
        let (inner, outer, inwards) = match net.side {
            Side::Top => (self.core.y, border.y, 1.0),
            Side::Left => (self.core.x, border.x, 1.0),
            Side::Bottom => (self.core.bottom(), border.bottom(), -1.0),
            Side::Right => (self.core.right(), border.right(), -1.0),
        };
        let point = |along: f64, across: f64| {
            if level(net.side) { Point::new(along, across) } else { Point::new(across, along) }
        };
        let turn = track.map(|track| outer + inwards * track);
        let turns = turn.into_iter().flat_map(|t| [point(from, t), point(net.to, t)]);
        [point(from, inner)].into_iter().chain(turns).chain([point(net.to, outer)]).collect()
    }
}

/// How long a side must be so that gates at shares of its length, of which none is pushed beyond a corner, do not stand on one
/// another. Of those that are asked to stand nearer than [`NEAREST`] it asks nothing.
fn shared(nets: &[Net], side: Side) -> f64 {
    let place = |n: &Net| match n.gate?.1.at? {
        Along::Share(share) if n.side == side => Some((share, n.gate?.1.breadth)),
        _ => None,
    };
    let mut places: Vec<(f64, f64)> = nets.iter().filter_map(place).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let need = |w: &[(f64, f64)]| {
        let ((a, one), (b, other)) = (w[0], w[1]);
        // Places are rounded.
        let apart = f64::midpoint(one, other) + 1.0 / PX;
        let spread = if b - a < NEAREST { 0.0 } else { apart / (b - a) };
        let pushed = |from: f64, half: f64| if from < NEAREST { 0.0 } else { (half + apart) / from };
        spread.max(pushed(b, one / 2.0)).max(pushed(1.0 - a, other / 2.0)).max(one + other + 1.0 / PX)
    };
    places.windows(2).map(need).fold(0.0, f64::max)
}

/// The nearest place on a side that keeps its distance from what is taken; beyond its end where there is none.
fn beside(taken: &[(f64, f64)], from: f64, (low, high): (f64, f64)) -> f64 {
    let clear = |at: &f64| taken.iter().all(|t| (t.0 - at).abs() >= t.1 - SAME);
    let around = taken.iter().flat_map(|t| [t.0 - t.1, t.0 + t.1]);
    let snap = |at: f64| if at < from { (at * PX).floor() / PX } else { (at * PX).ceil() / PX };
    let places: Vec<f64> = around.map(snap).filter(clear).filter(|at| *at >= low).collect();
    let near = |a: &f64, b: &f64| (a - from).abs().total_cmp(&(b - from).abs()).then(a.total_cmp(b));
    let inside = places.iter().copied().filter(|at| *at <= high).min_by(near);
    inside.or_else(|| places.iter().copied().min_by(near)).unwrap_or(from)
}

/// Of each net on a side that is not straight its track, counted from the border.
fn numbers(nets: &[Net], side: Side, apart: f64) -> Vec<(usize, usize)> {
    let moved = |n: &Net| n.from.is_some_and(|from| (from - n.to).abs() >= SAME);
    let mut list: Vec<usize> = (0..nets.len()).filter(|&i| nets[i].side == side && moved(&nets[i])).collect();
    let from = |i: usize| nets[i].from.unwrap_or(0.0);
    list.sort_by(|&a, &b| from(a).total_cmp(&from(b)));
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(list.len());
    let gates: Vec<usize> = list.iter().copied().filter(|&i| nets[i].gate.is_some()).collect();
    let up: Vec<usize> = gates.iter().copied().filter(|&i| nets[i].to > from(i)).collect();
    let down: Vec<usize> = gates.iter().rev().copied().filter(|&i| nets[i].to < from(i)).collect();
    for (row, sign) in [(up, 1.0), (down, -1.0)] {
        let (mut reach, mut next) = (f64::MIN, 0);
        for i in row {
            // Behind all that went before it begins at the border again.
            if sign * from(i) >= reach + apart {
                next = 0;
            }
            out.push((i, next));
            next += 1;
            reach = reach.max(sign * nets[i].to);
        }
    }
    let most = out.iter().map(|n| n.1 + 1).max().unwrap_or(0);
    let free = list.into_iter().filter(|&i| nets[i].gate.is_none());
    out.extend(free.enumerate().map(|(k, i)| (i, most + k)).collect::<Vec<_>>());
    out
}
