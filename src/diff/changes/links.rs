//! Ties every change to the drawn things that show it, and every view to the changes that are seen in it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::names::{Names, Side};
use super::super::types::{BodyDiff, Change, Diff, Scope, Subject, Thing, ViewDiff, What};
use crate::model::{ElementId, KindId, ViewBody};
use crate::view::{Body, End, Face, Map, MapKind, View};

pub(super) fn link(names: &Names, diff: &mut Diff) {
    let told = Told::new(names, diff);
    for (at, view) in diff.views.iter_mut().enumerate() {
        let own = |(index, change): (usize, &Change)| (change.scope == Scope::View(at)).then_some(index);
        let mut seen: BTreeSet<usize> = diff.changes.iter().enumerate().filter_map(own).collect();
        // A view that came or went is one change, whatever it draws.
        if let (Some(before), Some(after)) = (view.before, view.after) {
            let implied = names.before.views[before].implied && names.after.views[after].implied;
            seen.extend(told.title.iter().filter(|_| implied));
            tie(&told, view, (before, after), &mut seen);
        }
        view.changes = seen.into_iter().collect();
    }
    for (at, view) in diff.views.iter().enumerate() {
        view.changes.iter().for_each(|&change| diff.changes[change].views.push(at));
    }
}

/// The changes that hold for the whole file and are seen in pictures.
struct Told<'a> {
    names: &'a Names<'a>,
    title: Option<usize>,
    /// By the element, before and after; by the kind; by the connection, before and after.
    elements: (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>),
    kinds: BTreeMap<String, Vec<usize>>,
    connections: (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>),
}

impl<'a> Told<'a> {
    fn new(names: &'a Names<'a>, diff: &Diff) -> Self {
        let mut kinds: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, change) in diff.changes.iter().enumerate().filter(|(_, change)| change.subject == Subject::Kind) {
            kinds.entry(change.name.clone()).or_default().push(at);
        }
        Self {
            names,
            title: diff.changes.iter().position(|change| change.subject == Subject::File),
            elements: visible(&diff.elements, &diff.changes),
            kinds,
            connections: visible(&diff.connections, &diff.changes),
        }
    }

    fn of_element(&self, side: Side, id: ElementId) -> Vec<usize> {
        let changes = if side == Side::Before { &self.elements.0 } else { &self.elements.1 };
        let mut found = changes.get(&(id.0 as usize)).cloned().unwrap_or_default();
        found.extend(self.of_kind(side, self.names.model(side).elements[id.0 as usize].kind));
        found
    }

    fn of_kind(&self, side: Side, kind: KindId) -> Vec<usize> {
        self.kinds.get(&self.names.model(side).kinds[kind.0 as usize].name).cloned().unwrap_or_default()
    }
}

/// The changes of things by their indices before and after, without those that no picture shows.
fn visible(things: &[Thing], changes: &[Change]) -> (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>) {
    let mut found: (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>) = Default::default();
    for thing in things {
        let shown = thing.changes.iter().copied().filter(|&at| is_drawn(&changes[at].what));
        let shown: Vec<usize> = shown.collect();
        if shown.is_empty() {
            continue;
        }
        thing.before.into_iter().for_each(|at| found.0.entry(at).or_default().extend(&shown));
        thing.after.into_iter().for_each(|at| found.1.entry(at).or_default().extend(&shown));
    }
    found
}

/// Tags and a user's own keys are not drawn.
fn is_drawn(what: &What) -> bool {
    !matches!(what, What::Changed { attribute, .. } if attribute == "tags" || attribute.starts_with("x-"))
}

fn tie(told: &Told, view: &mut ViewDiff, (before, after): (usize, usize), seen: &mut BTreeSet<usize>) {
    let sides = (
        Drawn::new(told, Side::Before, before, view.drawn_before.as_deref()),
        Drawn::new(told, Side::After, after, view.drawn_after.as_deref()),
    );
    match &mut view.body {
        BodyDiff::Map(map) => {
            add(&mut map.nodes, &sides.0.things, &sides.1.things, seen);
            add(&mut map.groups, &sides.0.around, &sides.1.around, seen);
            add(&mut map.edges, &sides.0.edges, &sides.1.edges, seen);
        }
        BodyDiff::Sequence(sequence) => {
            add(&mut sequence.lifelines, &sides.0.things, &sides.1.things, seen);
            add(&mut sequence.boxes, &sides.0.around, &sides.1.around, seen);
        }
    }
}

/// Adds the changes of both sides to the things.
fn add(things: &mut [Thing], before: &[Vec<usize>], after: &[Vec<usize>], seen: &mut BTreeSet<usize>) {
    for thing in things {
        let sides = [thing.before.map(|at| &before[at]), thing.after.map(|at| &after[at])];
        let all: BTreeSet<usize> = sides.into_iter().flatten().flatten().chain(&thing.changes).copied().collect();
        seen.extend(&all);
        thing.changes = all.into_iter().collect();
    }
}

/// The changes that one side of a view shows, thing by thing.
#[derive(Default)]
struct Drawn {
    /// Nodes or lifelines.
    things: Vec<Vec<usize>>,
    /// Groups or boxes.
    around: Vec<Vec<usize>>,
    edges: Vec<Vec<usize>>,
}

impl Drawn {
    fn new(told: &Told, side: Side, at: usize, view: Option<&View>) -> Self {
        let Some(view) = view else { return Self::default() };
        let of_face = |face: &Face| {
            let path = face.id.strip_prefix("lane:").unwrap_or(&face.id);
            let path = path.split('#').next().unwrap_or(path);
            told.names.find(side, path).map_or(Vec::new(), |id| told.of_element(side, id))
        };
        match (&view.body, &told.names.model(side).views[at].body) {
            (Body::Sequence(sequence), _) => Self {
                things: sequence.lifelines.iter().map(|lifeline| of_face(&lifeline.face)).collect(),
                around: sequence.boxes.iter().map(|group| of_face(&group.face)).collect(),
                edges: Vec::new(),
            },
            (Body::Map(map), ViewBody::Flow(flow)) => {
                let things = flow.nodes.iter().map(|node| match node.element {
                    Some(id) => told.of_element(side, id),
                    None => told.of_kind(side, node.kind),
                });
                Self {
                    things: things.collect(),
                    around: map.groups.iter().map(|group| of_face(&group.face)).collect(),
                    edges: vec![Vec::new(); map.edges.len()],
                }
            }
            (Body::Map(map), _) => Self {
                things: map.nodes.iter().map(|node| of_face(&node.face)).collect(),
                around: map.groups.iter().map(|group| of_face(&group.face)).collect(),
                edges: edges(told, side, map),
            },
        }
    }
}

/// The changes of connections on the edges that draw them.
fn edges(told: &Told, side: Side, map: &Map) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); map.edges.len()];
    let changes = if side == Side::Before { &told.connections.0 } else { &told.connections.1 };
    if changes.is_empty() || map.kind != MapKind::Architecture {
        return found;
    }
    let model = told.names.model(side);
    let mut places: BTreeMap<ElementId, (bool, usize)> = BTreeMap::new();
    let mut place = |face: &Face, end: End| {
        if let Some(id) = told.names.find(side, &face.id) {
            places.insert(id, key(end));
        }
    };
    map.nodes.iter().enumerate().for_each(|(at, node)| place(&node.face, End::Node(at)));
    map.groups.iter().enumerate().for_each(|(at, group)| place(&group.face, End::Group(at)));
    let mut between: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, edge) in map.edges.iter().enumerate() {
        between.entry((key(edge.from), key(edge.to))).or_default().push(at);
    }
    // Where an element is not drawn itself, the collapsed group around it may be; a group that is open does not stand for what it
    // hides.
    let drawn = |id: ElementId| {
        let up = std::iter::successors(Some(id), |id| model.elements[id.0 as usize].parent);
        let place = up.filter_map(|at| Some((at, places.get(&at)?))).next();
        place.filter(|(at, place)| *at == id || !place.0).map(|(_, place)| place)
    };
    for (&connection, changes) in changes {
        let connection = &model.connections[connection];
        let (Some(from), Some(to)) = (drawn(connection.from), drawn(connection.to)) else { continue };
        let Some(lines) = between.get(&(*from, *to)) else { continue };
        let same = lines.iter().find(|&&at| map.edges[at].span == connection.span);
        // Merged edges bear the place of the first connection only.
        if let Some(&at) = same.or(lines.first().filter(|_| lines.len() == 1)) {
            found[at].extend(changes);
        }
    }
    found
}

/// An end with an order.
fn key(end: End) -> (bool, usize) {
    match end {
        End::Node(at) => (false, at),
        End::Group(at) => (true, at),
    }
}
