//! Ranks: in which layer of its container each member stands.
//!
//! Each container's members are layered by network simplex (Gansner et al. 1993) with two border vertices, above and below all
//! (Sander 1996, *Layout of compound directed graphs*): a line that enters the container pulls its member towards the first
//! layer, one that leaves towards the last. A layer of a container is a band of the whole picture; a group stands in one layer of
//! its parent, so nothing that is not the group's own ever shares its height and connects past it, and every line can reach its
//! end without entering a foreign group, whatever the graph.
//!
//! A label asks for a layer between its ends; a line of weight 0 asks for nothing.
//!
//! A line between given ports that both face against the flow is turned from the start (after the inverted ports of Schulze,
//! Spönemann, von Hanxleden 2014, *Drawing layered graphs with port constraints*).
//!
//! Before: a part. After: for every line that is not flat the upper end's member lies in a higher layer than the lower end's.

use super::collar::Flank;
use super::cycles::{self, Link};
use super::part::{Lifted, Part, Tip};
use super::previous;
use super::simplex::{self, Arc};

/// How much more a line within a container counts than one that crosses its border.
const INNER: i64 = 4;
/// Steps of the simplex for each member and link; in practice a few hundred are used.
const EFFORT: u64 = 4_000;

pub(super) struct Ranks {
    /// The layer of each leaf in its home.
    pub leaf: Vec<u32>,
    /// The layer of each container in its home.
    pub container: Vec<u32>,
    /// How many layers each container has; lanes have none of their own.
    pub layers: Vec<u32>,
    /// Lines drawn against their direction: their upper end is `to`.
    pub turned: Vec<bool>,
    /// What each line connects where its ends' ways meet; of turned lines too in the direction of the line.
    pub lifted: Vec<Lifted>,
}

/// The members of every container in source order, and the number of each member in that list.
struct Members {
    first: Vec<u32>,
    list: Vec<Tip>,
    leaf_at: Vec<u32>,
    container_at: Vec<u32>,
}

impl Members {
    fn new(part: &Part) -> Self {
        let mut list: Vec<Tip> = (0..part.leaves.len() as u32).map(Tip::Leaf).collect();
        list.extend(
            (1..part.containers.len() as u32).filter(|&c| !part.containers[c as usize].is_lane).map(Tip::Container),
        );
        list.sort_by_key(|&t| (part.home(t).0, part.source_order(t)));
        let mut first = vec![0u32; part.containers.len() + 1];
        list.iter().for_each(|&t| first[part.home(t).0 as usize + 1] += 1);
        for i in 1..first.len() {
            first[i] += first[i - 1];
        }
        let (mut leaf_at, mut container_at) = (vec![0; part.leaves.len()], vec![0; part.containers.len()]);
        for (i, &t) in list.iter().enumerate() {
            let at = i as u32 - first[part.home(t).0 as usize];
            match t {
                Tip::Leaf(l) => leaf_at[l as usize] = at,
                Tip::Container(c) => container_at[c as usize] = at,
            }
        }
        Self { first, list, leaf_at, container_at }
    }

    fn at(&self, t: Tip) -> u32 {
        match t {
            Tip::Leaf(l) => self.leaf_at[l as usize],
            Tip::Container(c) => self.container_at[c as usize],
        }
    }

    fn of(&self, c: usize) -> &[Tip] {
        &self.list[self.first[c] as usize..self.first[c + 1] as usize]
    }
}

/// A line's pull on a member of a container that it enters or leaves.
#[derive(Clone, Copy)]
struct Pull {
    container: u32,
    member: u32,
    up: bool,
    weight: i64,
}

pub(super) fn assign(part: &Part) -> Ranks {
    let members = Members::new(part);
    let lifted: Vec<Lifted> = part.lines.iter().map(|l| part.lift(l.from, l.to)).collect();
    let mut by_container: Vec<u32> = (0..part.lines.len() as u32).filter(|&i| !stands_apart(part, i)).collect();
    by_container.sort_by_key(|&i| lifted[i as usize].container);
    let same = merged(part, &members);
    let mut turned = vec![false; part.lines.len()];
    let mut ranks = Ranks {
        leaf: vec![0; part.leaves.len()],
        container: vec![0; part.containers.len()],
        layers: vec![0; part.containers.len()],
        turned: Vec::new(),
        lifted: Vec::new(),
    };
    let backwards = backwards(part);
    for chunk in by_container.chunk_by(|&a, &b| lifted[a as usize].container == lifted[b as usize].container) {
        break_cycles(part, &members, &same, &lifted, chunk, &backwards, &mut turned);
    }
    let mut pulls = pulls(part, &members, &lifted, &turned, &by_container);
    pulls.sort_by_key(|p| p.container);
    let (mut line_at, mut pull_at) = (0, 0);
    for c in 0..part.containers.len() {
        let lines = take(&by_container, &mut line_at, |&i| lifted[i as usize].container == c as u32);
        let pulls = take(&pulls, &mut pull_at, |p| p.container == c as u32);
        if part.containers[c].is_lane {
            continue;
        }
        layer(part, &members, &same, &lifted, lines, pulls, &mut turned, c, &mut ranks);
    }
    ranks.turned = turned;
    ranks.lifted = lifted;
    ranks
}

/// The run of a sorted list from `at` on that satisfies `is`.
fn take<'a, T>(list: &'a [T], at: &mut usize, is: impl Fn(&T) -> bool) -> &'a [T] {
    let from = *at;
    while *at < list.len() && is(&list[*at]) {
        *at += 1;
    }
    &list[from..*at]
}

/// Whether the line takes no part in layering: a loop, or a bridge between neighbours.
pub(super) fn stands_apart(part: &Part, line: u32) -> bool {
    is_loop(part, line) || part.lines[line as usize].bridge
}

pub(super) fn is_loop(part: &Part, line: u32) -> bool {
    part.lines[line as usize].from == part.lines[line as usize].to
}

/// For each member (by its place in the list of all) the member that stands for its rank: `same_rank` joins some.
fn merged(part: &Part, members: &Members) -> Vec<u32> {
    let mut stands: Vec<u32> = (0..members.list.len() as u32).collect();
    for list in &part.same_rank {
        let Some(&one) = list.first() else { continue };
        let mut common = part.home(one).0;
        for &t in &list[1..] {
            let l = part.lift(one, t).container;
            if part.containers[l as usize].depth < part.containers[common as usize].depth {
                common = l;
            }
        }
        let at: Vec<u32> = list
            .iter()
            .filter_map(|&t| part.member(common, t))
            .map(|t| members.first[common as usize] + members.at(t))
            .collect();
        let Some(&least) = at.iter().map(|&m| &stands[m as usize]).min() else { continue };
        let roots: Vec<u32> = at.iter().map(|&m| stands[m as usize]).collect();
        for s in &mut stands {
            if roots.contains(s) {
                *s = least;
            }
        }
    }
    stands
}

/// Lines from a port where the flow enters to one where it leaves: they mean to run backwards, and straight.
fn backwards(part: &Part) -> Vec<bool> {
    let mut sides = vec![(false, false); if part.pins.is_empty() { 0 } else { part.lines.len() }];
    for pin in &part.pins {
        let (start, end) = &mut sides[pin.line as usize];
        *start |= pin.start && pin.flank == Flank::Top;
        *end |= !pin.start && pin.flank == Flank::Bottom;
    }
    sides.into_iter().map(|(start, end)| start && end).collect()
}

fn break_cycles(
    part: &Part,
    members: &Members,
    same: &[u32],
    lifted: &[Lifted],
    lines: &[u32],
    backwards: &[bool],
    turned: &mut [bool],
) {
    let mut links = Vec::with_capacity(lines.len());
    let mut which = Vec::with_capacity(lines.len());
    let base = lines.first().map_or(0, |&i| members.first[lifted[i as usize].container as usize]);
    let n = lines.first().map_or(0, |&i| members.of(lifted[i as usize].container as usize).len());
    let back = |i: u32| backwards.get(i as usize).is_some_and(|&b| b);
    for &i in lines {
        let (l, line) = (lifted[i as usize], &part.lines[i as usize]);
        if let (Some(a), Some(b)) = (l.from, l.to)
            && line.weight > 0
        {
            let root = |t| same[(base + members.at(t)) as usize] - base;
            let (a, b) = if back(i) { (b, a) } else { (a, b) };
            links.push(Link { from: root(a), to: root(b), weight: line.weight });
            which.push(i);
        }
    }
    let container = lines.first().map_or(0, |&i| lifted[i as usize].container as usize);
    if part.row(members.of(container).first().copied()).is_some() {
        // Between rows the later one's end is the lower one.
        for &i in lines {
            let l = lifted[i as usize];
            turned[i as usize] = part.row(l.from) > part.row(l.to) && l.to.is_some();
        }
        return;
    }
    let by_before = previous::turned(part, members.of(container), &same[base as usize..], base, &links);
    for (&i, t) in which.iter().zip(by_before.unwrap_or_else(|| cycles::turned(n, &links))) {
        turned[i as usize] = t != back(i);
    }
}

/// The pulls of all lines on the members of the containers between their ends and the container where they meet.
fn pulls(part: &Part, members: &Members, lifted: &[Lifted], turned: &[bool], lines: &[u32]) -> Vec<Pull> {
    let mut out = Vec::new();
    for &i in lines {
        let (line, l) = (&part.lines[i as usize], lifted[i as usize]);
        for (end, top, up) in [(line.from, l.from, turned[i as usize]), (line.to, l.to, !turned[i as usize])] {
            let Some(top) = top else { continue };
            let mut at = match end {
                Tip::Container(c) => Tip::Container(part.body(c)),
                Tip::Leaf(_) => end,
            };
            while at != top {
                let home = part.home(at).0;
                out.push(Pull { container: home, member: members.at(at), up, weight: line.weight });
                at = Tip::Container(home);
            }
        }
    }
    out
}

#[expect(clippy::too_many_arguments, reason = "one container's share of each list that the phase works on")]
fn layer(
    part: &Part,
    members: &Members,
    same: &[u32],
    lifted: &[Lifted],
    lines: &[u32],
    pulls: &[Pull],
    turned: &mut [bool],
    c: usize,
    ranks: &mut Ranks,
) {
    let (base, list) = (members.first[c], members.of(c));
    if part.row(list.first().copied()).is_some() {
        // Rows stand side by side; the layers above and below them are where lines turn from one to the next.
        for t in list {
            if let Tip::Container(row) = *t {
                ranks.container[row as usize] = 1;
            }
        }
        ranks.layers[c] = 3;
        return;
    }
    let vertex = |t: Tip| same[(base + members.at(t)) as usize] - base + 2;
    let n = list.len() + 2;
    let mut arcs = Vec::with_capacity(lines.len() + 2 * list.len());
    for v in 2..n as u32 {
        arcs.push(Arc { tail: 0, head: v, len: 0, weight: 0 });
        arcs.push(Arc { tail: v, head: 1, len: 0, weight: 0 });
    }
    for p in pulls {
        let v = same[(base + p.member) as usize] - base + 2;
        arcs.push(if p.up {
            Arc { tail: 0, head: v, len: 0, weight: p.weight }
        } else {
            Arc { tail: v, head: 1, len: 0, weight: p.weight }
        });
    }
    for &i in lines {
        let (l, line) = (lifted[i as usize], &part.lines[i as usize]);
        // A line from or to a lane starts in that lane and may have to leave it.
        let lane =
            [line.from, line.to].iter().any(|&t| matches!(t, Tip::Container(c) if part.containers[c as usize].is_lane));
        let room = i64::from(line.label.is_some() || lane);
        match (l.from, l.to) {
            (Some(a), Some(b)) => {
                let (a, b) = if turned[i as usize] { (vertex(b), vertex(a)) } else { (vertex(a), vertex(b)) };
                if a != b && line.weight > 0 {
                    arcs.push(Arc { tail: a, head: b, len: 1 + room, weight: INNER * line.weight });
                }
            }
            (None, Some(b)) => arcs.push(Arc { tail: 0, head: vertex(b), len: room, weight: line.weight }),
            (Some(a), None) => arcs.push(Arc { tail: vertex(a), head: 1, len: room, weight: line.weight }),
            (None, None) => arcs.push(Arc { tail: 0, head: 1, len: room, weight: 0 }),
        }
    }
    let root: Vec<u32> = same[base as usize..].iter().take(list.len()).map(|s| s - base + 2).collect();
    let n = previous::keep_ranks(part, list, &root, n, &mut arcs);
    let solved = |arcs: Vec<Arc>| {
        let arcs = joined(arcs);
        let start = simplex::longest_paths(n, &arcs);
        simplex::solve(n, &arcs, start, 0, EFFORT * (n + arcs.len()) as u64)
    };
    let mut x = solved(arcs.clone());
    // Lines without influence take the direction that came out; only their labels need room. Making it may part ends that were
    // level before, so look again until all have theirs.
    let mut late: Vec<u32> = Vec::new();
    loop {
        let known = late.len();
        for &i in
            lines.iter().filter(|&&i| part.lines[i as usize].weight == 0 && part.lines[i as usize].label.is_some())
        {
            if let (Some(a), Some(b)) = (lifted[i as usize].from, lifted[i as usize].to) {
                let (a, b) = (vertex(a), vertex(b));
                let (a, b) = if x[a as usize] > x[b as usize] { (b, a) } else { (a, b) };
                if x[a as usize] != x[b as usize] && !late.contains(&i) {
                    late.push(i);
                    arcs.push(Arc { tail: a, head: b, len: 2, weight: 0 });
                }
            }
        }
        if late.len() == known {
            break;
        }
        x = solved(arcs.clone());
    }
    let mut count = x[1] as u32 + 1;
    for (i, &t) in list.iter().enumerate() {
        let r = x[(same[base as usize + i] - base + 2) as usize] as u32;
        match t {
            Tip::Leaf(l) => ranks.leaf[l as usize] = r,
            Tip::Container(d) => ranks.container[d as usize] = r,
        }
    }
    for &i in lines {
        if let (Some(a), Some(b)) = (lifted[i as usize].from, lifted[i as usize].to) {
            let (ra, rb) = (x[vertex(a) as usize], x[vertex(b) as usize]);
            turned[i as usize] = ra > rb;
            if ra == rb {
                // A flat line runs below its layer, its label below that, inside the container.
                count = count.max(ra as u32 + 2 + u32::from(part.lines[i as usize].label.is_some()));
            }
        }
    }
    ranks.layers[c] = count;
}

/// Parallel arcs joined to one: the longest length, the sum of weights.
fn joined(mut arcs: Vec<Arc>) -> Vec<Arc> {
    arcs.sort_unstable();
    let mut out: Vec<Arc> = Vec::with_capacity(arcs.len());
    for a in arcs {
        match out.last_mut() {
            Some(last) if (last.tail, last.head) == (a.tail, a.head) => {
                last.len = last.len.max(a.len);
                last.weight += a.weight;
            }
            _ => out.push(a),
        }
    }
    out
}
