//! Groups that flow in a direction of their own, or have gates.
//!
//! Such a group is a picture by itself: its inside is laid out first, in its own direction, and outside it is a node of that size.
//! A line across its border is two lines: inside one between the group itself and its end (which the engine draws from the border
//! where the group's flow enters, or to the one where it leaves), outside one that must end where that met the border (see
//! [`super::collar`]). Seen from the picture that is what ELK does with hierarchical ports: Schulze, Spönemann, von Hanxleden 2014.
//!
//! What is inside of such groups and around them is told apart in [`split`], and put together again in [`whole`].
//!
//! Before: any graph. After: its placement; every other graph goes to the engine as it is.

mod split;
mod whole;

use super::gates::{self, Inner, Standing};
use super::graph::{End, Graph, Placement, Wrapping};
use super::normalise::Tree;
use super::part::NONE;
use super::wrap;
use crate::geometry::Side;
pub(super) use split::{Share, index};
use split::{inner, outer};
pub(super) use whole::{lead_in, side_of};

/// Groups with gates that stand in one another deeper than that are laid out once each: every level might ask for its inside again.
const LEVELS: usize = 3;

/// The outermost groups with gates or a direction of their own, and for all groups the one of those that is or is around them.
fn turned(graph: &Graph, tree: &Tree) -> (Vec<u32>, Vec<u32>) {
    let mut inside = vec![NONE; graph.groups.len()];
    let mut by_depth: Vec<u32> = (0..graph.groups.len() as u32).collect();
    by_depth.sort_by_key(|&g| tree.depth[g as usize]);
    let mut gated: Vec<u32> = graph.gates.iter().map(|g| g.group).collect();
    gated.sort_unstable();
    let mut roots = Vec::new();
    for g in by_depth {
        let parent = tree.parent[g as usize];
        let group = &graph.groups[g as usize];
        let around = if parent == NONE { NONE } else { inside[parent as usize] };
        let apart = gated.binary_search(&g).is_ok() || group.direction.is_some_and(|d| d != graph.direction);
        let own = apart && !tree.lane[g as usize];
        inside[g as usize] = if around == NONE && own { g } else { around };
        if inside[g as usize] == g {
            roots.push(g);
        }
    }
    roots.sort_unstable();
    (roots, inside)
}

/// Places a graph with such groups; None where it has none. They are wrapped inside only where the whole comes out clearly smaller:
/// each is laid out before anything is known of what is around it.
pub(super) fn place(graph: &Graph) -> Option<Placement> {
    let plain = placed(graph, Wrapping::Never)?;
    let Some(aspect) = graph.wanted_aspect().filter(|_| graph.wrap != Wrapping::Never) else { return Some(plain) };
    let frame = |p: &Placement| (p.size.w / aspect).max(p.size.h);
    let wrapped = placed(graph, graph.wrap)?;
    Some(if frame(&wrapped) < frame(&plain) * wrap::CLEARLY { wrapped } else { plain })
}

/// The same with their insides wrapped or not.
fn placed(graph: &Graph, rows: Wrapping) -> Option<Placement> {
    if graph.gates.is_empty() && graph.groups.iter().all(|g| g.direction.is_none_or(|d| d == graph.direction)) {
        return None;
    }
    let tree = Tree::new(graph);
    let (roots, inside) = turned(graph, &tree);
    if roots.is_empty() {
        return None;
    }
    // The root that a group or node stands in; a root itself stands in none.
    let within = |e: End| match e {
        End::Group(g) if inside[g as usize] == g => NONE,
        End::Group(g) => inside[g as usize],
        End::Node(n) => match tree.node_parent[n as usize] {
            NONE => NONE,
            p => inside[p as usize],
        },
    };
    let twice = levels(graph, &tree) <= LEVELS;
    let first = arrange(graph, &roots, &within, twice, rows);
    let far = |standing: &Standing| far(graph, standing, &first.outer, &first.outside);
    // Near an earlier drawing nothing is looked for that may have stood otherwise there.
    let again = if twice && graph.previous.is_none() { gates::reordered(graph, &first.inner, far) } else { None };
    let again = again.map(|again| arrange(&again, &roots, &within, twice, rows).compose(graph));
    let placement = first.compose(graph);
    Some(again.filter(|a| gates::crossings(&a.edges) < gates::crossings(&placement.edges)).unwrap_or(placement))
}

/// The insides of all roots, and what is around them.
struct Arranged {
    inner: Vec<Inner>,
    outer: Share,
    outside: Placement,
}

/// How deep groups with gates or directions of their own stand in one another.
fn levels(graph: &Graph, tree: &Tree) -> usize {
    let mut apart: Vec<bool> = graph.groups.iter().map(|g| g.direction.is_some()).collect();
    for gate in &graph.gates {
        if let Some(apart) = apart.get_mut(gate.group as usize) {
            *apart = true;
        }
    }
    let mut by_depth: Vec<usize> = (0..graph.groups.len()).collect();
    by_depth.sort_by_key(|&g| tree.depth[g]);
    let mut deep = vec![0; graph.groups.len()];
    for g in by_depth {
        let around = if tree.parent[g] == NONE { 0 } else { deep[tree.parent[g] as usize] };
        deep[g] = around + usize::from(apart[g]);
    }
    deep.into_iter().max().unwrap_or(0)
}

fn arrange(graph: &Graph, roots: &[u32], within: &dyn Fn(End) -> u32, twice: bool, rows: Wrapping) -> Arranged {
    let mut inner: Vec<Inner> =
        roots.iter().map(|&root| gates::inner(graph, root, twice, || inner(graph, root, within, rows))).collect();
    let mut around = outer(graph, roots, &inner, within);
    let mut outside = super::place(&around.graph);
    if sort_gates(graph, &mut inner, &around, &outside) {
        around = outer(graph, roots, &inner, within);
        outside = super::place(&around.graph);
    }
    if twice
        && graph.previous.is_none()
        && let Some(hinted) = gates::as_pinned(&around.graph, around.nodes.len() as u32)
    {
        let other = super::place(&hinted);
        if gates::crossings(&other.edges) < gates::crossings(&outside.edges) {
            outside = other;
        }
    }
    Arranged { inner, outer: around, outside }
}

/// Where what a gate leads to outside lies along the gate's side, on average.
fn far(graph: &Graph, standing: &Standing, outer: &Share, placed: &Placement) -> Option<f64> {
    let level = matches!(standing.side, Side::Top | Side::Bottom);
    let ends = graph.gates[standing.gate as usize].ends.iter().filter_map(|&(e, start)| {
        let points = &placed.edges[index(&outer.edges, e)? as usize].points;
        let end = if start { points.last() } else { points.first() }?;
        Some(if level { end.x } else { end.y })
    });
    let ends: Vec<f64> = ends.collect();
    (!ends.is_empty()).then(|| ends.iter().sum::<f64>() / ends.len() as f64)
}

/// Puts gates of free places into the order of what they lead to outside. Whether that changes anything.
fn sort_gates(graph: &Graph, inner: &mut [Inner], outer: &Share, placed: &Placement) -> bool {
    let mut changed = false;
    for one in inner {
        changed |= gates::sort(&mut one.gates, |standing| far(graph, standing, outer, placed).unwrap_or(0.0));
    }
    changed
}
