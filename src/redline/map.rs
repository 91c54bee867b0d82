//! Two versions of a map or a flow as one: everything of both, each thing once, in the order of the new version.
//!
//! What only the old version has stands behind the thing that it followed there. A thing that moved stands in its new group,
//! and leaves a ghost in the old one. A group that is left without members is drawn as one box, as in any view.

use super::mark::{Mark, Marks, Places, plain};
use super::words::{self, was};
use crate::diff::{MapDiff, Thing};
use crate::scene::name;
use crate::source::Span;
use crate::view::{Edge, End, Engine, Face, Group, Map, MapKind, Node};

impl Places {
    fn of(map: &Map) -> Self {
        Self {
            nodes: vec![None; map.nodes.len()],
            groups: vec![None; map.groups.len()],
            edges: vec![None; map.edges.len()],
        }
    }

    fn end(&self, end: End) -> End {
        let place = match end {
            End::Node(i) => self.nodes[i],
            End::Group(i) => self.groups[i],
        };
        place.expect("a comparison names every node and every group")
    }
}

/// A node of the merged map before it has an index.
struct Stand {
    /// Index into the things of nodes.
    thing: usize,
    /// Only shows where the thing stood.
    ghost: bool,
    /// Index into the things of groups.
    parent: Option<usize>,
}

pub(super) fn merge(before: &Map, after: &Map, diff: &MapDiff) -> (Map, Marks, Places) {
    let mut merger = Merger {
        before,
        after,
        diff,
        group_of_before: index(&diff.groups, before.groups.len(), |thing| thing.before),
        group_of_after: index(&diff.groups, after.groups.len(), |thing| thing.after),
        marks: Marks::default(),
        group_order: Order::default(),
        node_order: Order::default(),
        old: Places::of(before),
        new: Places::of(after),
        map: Map {
            kind: after.kind,
            direction: after.direction,
            // The other engine refuses what may well come together here.
            engine: Engine::Layered,
            engine_span: None,
            aspect: after.aspect,
            nodes: Vec::new(),
            groups: Vec::new(),
            edges: Vec::new(),
            same_rank: Vec::new(),
            order: Vec::new(),
        },
    };
    merger.boxes();
    merger.edges();
    let ends = |list: &Vec<End>| list.iter().map(|&end| merger.new.end(end)).collect();
    merger.map.same_rank = after.same_rank.iter().map(ends).collect();
    merger.map.order = after.order.iter().map(ends).collect();
    (merger.map, merger.marks, merger.new)
}

/// For every index of one version the thing that it is.
fn index(things: &[Thing], len: usize, of: impl Fn(&Thing) -> Option<usize>) -> Vec<Option<usize>> {
    let mut index = vec![None; len];
    for (at, thing) in things.iter().enumerate() {
        if let Some(i) = of(thing) {
            index[i] = Some(at);
        }
    }
    index
}

struct Merger<'a> {
    before: &'a Map,
    after: &'a Map,
    diff: &'a MapDiff,
    group_of_before: Vec<Option<usize>>,
    group_of_after: Vec<Option<usize>>,
    marks: Marks,
    old: Places,
    new: Places,
    map: Map,
    group_order: Order,
    node_order: Order,
}

impl Merger<'_> {
    /// Groups and nodes.
    fn boxes(&mut self) {
        let parents: Vec<Option<usize>> = self.diff.groups.iter().map(|thing| self.parent_of_group(thing)).collect();
        let stands = self.stands();
        let mut members = vec![0_usize; parents.len()];
        let shown = |at: &usize| !self.is_dropped(&self.diff.groups[*at]);
        let inner = (0..parents.len()).filter(shown).filter_map(|at| parents[at]);
        inner.chain(stands.iter().filter_map(|stand| stand.parent)).for_each(|parent| members[parent] += 1);
        // A group without members becomes a box behind the nodes.
        let mut ends: Vec<Option<End>> = vec![None; parents.len()];
        let mut alone = Vec::new();
        for (at, thing) in self.diff.groups.iter().enumerate() {
            if self.is_dropped(thing) {
                continue;
            }
            if members[at] == 0 {
                ends[at] = Some(End::Node(stands.len() + alone.len()));
                alone.push(at);
            } else {
                ends[at] = Some(End::Group(self.map.groups.len()));
                let parent = parents[at].and_then(|parent| group_end(ends[parent]));
                self.group(thing, parent);
            }
        }
        let dropped = self.diff.groups.iter().filter(|thing| self.is_dropped(thing)).filter_map(|thing| thing.before);
        self.marks.unframed = dropped.map(|at| self.before.groups[at].face.title.clone()).collect();
        for stand in &stands {
            let parent = stand.parent.and_then(|parent| group_end(ends[parent]));
            self.node(stand, parent);
        }
        for &at in &alone {
            let parent = parents[at].and_then(|parent| group_end(ends[parent]));
            let (face, _) = self.group_face(&self.diff.groups[at], "node");
            self.map.nodes.push(Node { face, parent, collapsed: false });
        }
        for (at, thing) in self.diff.groups.iter().enumerate() {
            if let Some(i) = thing.before {
                self.old.groups[i] = ends[at];
            }
            if let Some(i) = thing.after {
                self.new.groups[i] = ends[at];
            }
        }
    }

    /// Lanes of the old version where the new one has none: the steps stay, the lanes are no part of the picture any more.
    fn is_dropped(&self, thing: &Thing) -> bool {
        self.after.kind == MapKind::Flow && self.after.groups.is_empty() && thing.after.is_none()
    }

    fn parent_of_group(&self, thing: &Thing) -> Option<usize> {
        match (thing.after, thing.before) {
            (Some(after), _) => self.after.groups[after].parent.and_then(|parent| self.group_of_after[parent]),
            (None, Some(before)) => self.before.groups[before].parent.and_then(|parent| self.group_of_before[parent]),
            (None, None) => None,
        }
    }

    /// The nodes in order, with a ghost behind each that moved.
    fn stands(&self) -> Vec<Stand> {
        let mut stands = Vec::new();
        for (at, thing) in self.diff.nodes.iter().enumerate() {
            if let Some(after) = thing.after {
                let parent = self.after.nodes[after].parent.and_then(|parent| self.group_of_after[parent]);
                stands.push(Stand { thing: at, ghost: false, parent });
            }
            let Some(before) = thing.before else { continue };
            let ghost = thing.after.is_some();
            if !ghost || thing.moved {
                let parent = self.parent_before(before);
                stands.push(Stand { thing: at, ghost, parent });
            }
        }
        stands
    }

    /// The group of a node of the old version. Where lanes came up, a step that is gone stands in the last one: every step
    /// of a flow with lanes stands in some.
    fn parent_before(&self, node: usize) -> Option<usize> {
        let parent = self.before.nodes[node].parent.and_then(|parent| self.group_of_before[parent]);
        let lanes = self.after.kind == MapKind::Flow && !self.after.groups.is_empty();
        match parent {
            None if lanes => self.group_of_after.last().copied().flatten(),
            Some(parent) if self.is_dropped(&self.diff.groups[parent]) => None,
            parent => parent,
        }
    }

    fn group(&mut self, thing: &Thing, parent: Option<usize>) {
        let group = match (thing.after, thing.before) {
            (Some(after), _) => Some(&self.after.groups[after]),
            (None, before) => before.map(|before| &self.before.groups[before]),
        };
        let (lane, direction) = group.map_or((false, None), |group| (group.lane, group.direction));
        let role = if lane { "lane" } else { "group" };
        let (face, _) = self.group_face(thing, role);
        let depth = parent.map_or(0, |parent| self.map.groups[parent].depth + 1);
        self.map.groups.push(Group { face, parent, lane, direction, depth });
    }

    /// The face of a group, noted with its mark.
    fn group_face(&mut self, thing: &Thing, role: &str) -> (Face, Option<Mark>) {
        let before = thing.before.map(|i| &self.before.groups[i]);
        let after = thing.after.map(|i| &self.after.groups[i]);
        let from = before.map(|group| self.title_of_before(group.parent));
        let (before, after) = (before.map(|group| &group.face), after.map(|group| &group.face));
        let seen = if role == "lane" { thing.clone() } else { unordered(thing) };
        let mut face = marked_face(&seen, before, after, from.as_deref(), role, &mut self.marks);
        face.0.span = self.group_order.next(after.map(|face| face.span));
        face
    }

    fn title_of_before(&self, group: Option<usize>) -> String {
        group.map_or("outside".to_string(), |group| self.before.groups[group].face.title.clone())
    }

    fn node(&mut self, stand: &Stand, parent: Option<usize>) {
        let thing = &self.diff.nodes[stand.thing];
        let before = thing.before.map(|i| &self.before.nodes[i]);
        let after = thing.after.map(|i| &self.after.nodes[i]);
        let here = End::Node(self.map.nodes.len());
        let face = match (before, after) {
            (Some(before), Some(after)) if stand.ghost => {
                let group = after.parent.map(|parent| self.after.groups[parent].face.title.as_str());
                let (face, struck) = words::gone(&before.face, Some(group.unwrap_or("no group")));
                self.marks.note("node", &face.id, Mark::Left, name::of_face(&before.face));
                self.marks.strike("node", &face.id, struck);
                face
            }
            _ => {
                let from = before.map(|node| self.title_of_before(node.parent));
                let (old, new) = (before.map(|node| &node.face), after.map(|node| &node.face));
                if let Some(i) = thing.after {
                    self.new.nodes[i] = Some(here);
                }
                if let Some(i) = thing.before {
                    self.old.nodes[i] = Some(here);
                }
                marked_face(&unordered(thing), old, new, from.as_deref(), "node", &mut self.marks).0
            }
        };
        let collapsed = after.or(before).is_some_and(|node| node.collapsed);
        let span = self.node_order.next(after.filter(|_| !stand.ghost).map(|node| node.face.span));
        let face = Face { span, ..face };
        self.map.nodes.push(Node { face, parent, collapsed });
    }

    fn edges(&mut self) {
        for thing in &self.diff.edges {
            let before = thing.before.map(|i| &self.before.edges[i]);
            let after = thing.after.map(|i| &self.after.edges[i]);
            if let Some(i) = thing.after {
                self.new.edges[i] = Some(self.map.edges.len());
            }
            match (before, after) {
                (Some(old), Some(new)) => self.edge_of_both(thing, old, new),
                (None, Some(new)) => self.edge_of_one(new, Mark::Added),
                (Some(old), None) => self.edge_of_one(old, Mark::Removed),
                (None, None) => {}
            }
        }
    }

    fn edge_of_both(&mut self, thing: &Thing, old: &Edge, new: &Edge) {
        let (from, to) = (self.new.end(new.from), self.new.end(new.to));
        let (was_from, was_to) = (self.old.end(old.from), self.old.end(old.to));
        let elsewhere = (from, to) != (was_from, was_to);
        let reworded = (&old.label, &old.tech, old.operator) != (&new.label, &new.tech, new.operator);
        let mut edge = Edge { from, to, label: new.label.as_deref().map(plain), ..new.clone() };
        if !(elsewhere || reworded || thing.changed || thing.renamed || thing.moved) {
            self.map.edges.push(edge);
            return;
        }
        let mark = if elsewhere { Mark::Moved } else { Mark::Changed };
        let label = words::label(mark, old.label.as_deref(), new.label.as_deref());
        let tech = words::lines(mark, old.tech.as_deref(), new.tech.as_deref());
        let heard = heard(&name::of_edge(self.before, old), &name::of_edge(self.after, new));
        self.marks.note("edge", &edge.id, mark, heard);
        self.marks.strike("edge", &edge.id, [label.struck, tech.struck].concat());
        (edge.label, edge.tech) = (label.text, tech.text);
        self.map.edges.push(edge);
        if elsewhere {
            self.edge_of_one(old, Mark::Left);
        }
    }

    fn edge_of_one(&mut self, edge: &Edge, mark: Mark) {
        let gone = mark.is_gone();
        let (places, map) = if gone { (&self.old, self.before) } else { (&self.new, self.after) };
        let id = if gone { was(&edge.id) } else { edge.id.clone() };
        let (from, to) = (places.end(edge.from), places.end(edge.to));
        let label = words::label(mark, None, edge.label.as_deref());
        let tech = words::lines(mark, None, edge.tech.as_deref());
        self.marks.note("edge", &id, mark, name::of_edge(map, edge));
        self.marks.strike("edge", &id, [label.struck, tech.struck].concat());
        // The numbers of a trace count the steps of the new version.
        let steps = if gone { Vec::new() } else { edge.steps.clone() };
        self.map.edges.push(Edge { id, from, to, label: label.text, tech: tech.text, steps, ..edge.clone() });
    }
}

const fn group_end(end: Option<End>) -> Option<usize> {
    match end {
        Some(End::Group(at)) => Some(at),
        _ => None,
    }
}

/// Order among siblings is nothing that a map shows, but for lanes.
fn unordered(thing: &Thing) -> Thing {
    Thing { reordered: false, ..thing.clone() }
}

/// Places in the order of the source, by which layout breaks ties: what the new version has keeps its own, what it lacks stands
/// right behind the thing before it.
#[derive(Default)]
struct Order {
    last: Span,
}

impl Order {
    fn next(&mut self, after: Option<Span>) -> Span {
        self.last = match after {
            Some(own) => Span { end: 0, ..own },
            None => Span { end: self.last.end + 1, ..self.last },
        };
        self.last
    }
}

/// A face with its words, noted with its mark; None where nothing happened to it.
pub(super) fn marked_face(
    thing: &Thing,
    before: Option<&Face>,
    after: Option<&Face>,
    from: Option<&str>,
    role: &str,
    marks: &mut Marks,
) -> (Face, Option<Mark>) {
    let (face, struck, mark, heard) = match (before, after) {
        (Some(old), Some(new)) => {
            let Some(mark) = mark_of(thing, old.title != new.title) else { return (new.clone(), None) };
            let (face, struck) = words::face(old, new, mark, from.filter(|_| thing.moved));
            let heard = heard(&name::of_face(old), &name::of_face(new));
            (face, struck, mark, heard)
        }
        (None, Some(new)) => (new.clone(), Vec::new(), Mark::Added, name::of_face(new)),
        (Some(old), None) => {
            let (face, struck) = words::gone(old, None);
            (face, struck, Mark::Removed, name::of_face(old))
        }
        (None, None) => unreachable!("a thing stands in one version at least"),
    };
    marks.note(role, &face.id, mark, heard);
    marks.strike(role, &face.id, struck);
    (face, Some(mark))
}

/// The one mark of a thing of both versions: where it went says more than how it is called, and that more than the rest.
pub(super) const fn mark_of(thing: &Thing, retitled: bool) -> Option<Mark> {
    match thing {
        Thing { moved: true, .. } => Some(Mark::Moved),
        Thing { renamed: true, .. } => Some(Mark::Renamed),
        Thing { changed: true, .. } if retitled => Some(Mark::Renamed),
        Thing { changed: true, .. } => Some(Mark::Changed),
        Thing { reordered: true, .. } => Some(Mark::Reordered),
        _ => None,
    }
}

/// Both spoken names of a thing, one where they are the same.
pub(super) fn heard(before: &str, after: &str) -> String {
    if before == after { after.to_string() } else { format!("{after} (was: {before})") }
}
