//! Ties every change to the drawn things that show it, and every view to the changes that are seen in it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::names::{Names, Side};
use super::super::types::{BodyDiff, Change, Diff, Scope, Subject, Thing, ViewDiff, What};
use crate::model::{ElementId, KindId, Model, RuleKind, ViewBody};
use crate::view::{Body, End, Face, Map, MapKind, View};

pub(super) fn link(names: &Names, diff: &mut Diff) {
    let told = Told::new(names, diff);
    let mut own: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); diff.views.len()];
    for (index, change) in diff.changes.iter().enumerate() {
        if let Scope::View(at) = change.scope {
            own[at].insert(index);
        }
    }
    let traced = traced(names, &diff.views);
    for (at, view) in diff.views.iter_mut().enumerate() {
        let mut seen = own[at].clone();
        // A view that came or went is one change, whatever it draws.
        if let (Some(before), Some(after)) = (view.before, view.after) {
            let implied = names.before.views[before].implied && names.after.views[after].implied;
            seen.extend(told.title.iter().filter(|_| implied));
            tie(&told, view, (before, after), &mut seen);
            // What a trace draws otherwise, it does because of what its sequence tells now.
            if !view.body.is_same() {
                seen.extend(traced[at].iter().flat_map(|&sequence| &own[sequence]));
            }
        }
        view.changes = seen.into_iter().collect();
    }
    for (at, view) in diff.views.iter().enumerate() {
        view.changes.iter().for_each(|&change| diff.changes[change].views.push(at));
    }
}

/// For each view the views of the sequences that it traces, in either version.
fn traced(names: &Names, views: &[ViewDiff]) -> Vec<BTreeSet<usize>> {
    let by = |side: fn(&ViewDiff) -> Option<usize>| -> BTreeMap<usize, usize> {
        views.iter().enumerate().filter_map(|(at, view)| Some((side(view)?, at))).collect()
    };
    let pairs = (by(|view| view.before), by(|view| view.after));
    let of = |model: &Model, view: Option<usize>, pairs: &BTreeMap<usize, usize>| -> Vec<usize> {
        let Some(ViewBody::Architecture(view)) = view.map(|at| &model.views[at].body) else { return Vec::new() };
        let sequences = view.rules.iter().filter_map(|rule| match rule.kind {
            RuleKind::Trace(sequence) => pairs.get(&sequence).copied(),
            _ => None,
        });
        sequences.collect()
    };
    let both = views.iter().map(|view| {
        let sides = [of(names.before, view.before, &pairs.0), of(names.after, view.after, &pairs.1)];
        sides.into_iter().flatten().collect()
    });
    both.collect()
}

/// Changes by the index of a thing, before and after.
type Sorted = (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>);

/// The changes that hold for the whole file and are seen in pictures.
struct Told<'a> {
    names: &'a Names<'a>,
    title: Option<usize>,
    /// By the element, before and after; by the kind; by the connection, before and after.
    elements: Sorted,
    /// By the element, what no picture shows but by which a view may choose.
    hidden: Sorted,
    kinds: BTreeMap<String, Vec<usize>>,
    connections: Sorted,
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
            elements: sorted(&diff.elements, &diff.changes, is_drawn),
            hidden: sorted(&diff.elements, &diff.changes, |what| !is_drawn(what)),
            kinds,
            connections: sorted(&diff.connections, &diff.changes, is_drawn),
        }
    }

    fn of_element(&self, side: Side, id: ElementId) -> Seen {
        let own = |changes: &Sorted| {
            let changes = if side == Side::Before { &changes.0 } else { &changes.1 };
            changes.get(&(id.0 as usize)).cloned().unwrap_or_default()
        };
        let mut seen = Seen { drawn: own(&self.elements), hidden: own(&self.hidden) };
        seen.drawn.extend(self.of_kind(side, self.names.model(side).elements[id.0 as usize].kind));
        seen
    }

    fn of_kind(&self, side: Side, kind: KindId) -> Vec<usize> {
        self.kinds.get(&self.names.model(side).kinds[kind.0 as usize].name).cloned().unwrap_or_default()
    }
}

/// The wanted changes of things by their indices before and after.
fn sorted(things: &[Thing], changes: &[Change], wanted: fn(&What) -> bool) -> Sorted {
    let mut found: Sorted = Default::default();
    for thing in things {
        let shown = thing.changes.iter().copied().filter(|&at| wanted(&changes[at].what));
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
fn add(things: &mut [Thing], before: &[Seen], after: &[Seen], seen: &mut BTreeSet<usize>) {
    for thing in things {
        let sides = [thing.before.map(|at| &before[at]), thing.after.map(|at| &after[at])];
        let alone = thing.is_added() || thing.is_removed();
        let told = sides.into_iter().flatten();
        let told = told.flat_map(|seen| seen.drawn.iter().chain(seen.hidden.iter().filter(|_| alone)));
        let all: BTreeSet<usize> = told.chain(&thing.changes).copied().collect();
        seen.extend(&all);
        thing.changes = all.into_iter().collect();
    }
}

/// The changes of a thing on one side: those that a picture shows, and those by which a view may have chosen it.
#[derive(Clone, Default)]
struct Seen {
    drawn: Vec<usize>,
    hidden: Vec<usize>,
}

/// The changes that one side of a view shows, thing by thing.
#[derive(Default)]
struct Drawn {
    /// Nodes or lifelines.
    things: Vec<Seen>,
    /// Groups or boxes.
    around: Vec<Seen>,
    edges: Vec<Seen>,
}

impl Drawn {
    fn new(told: &Told, side: Side, at: usize, view: Option<&View>) -> Self {
        let Some(view) = view else { return Self::default() };
        let of_face = |face: &Face| {
            let path = face.id.strip_prefix("lane:").unwrap_or(&face.id);
            let path = path.split('#').next().unwrap_or(path);
            told.names.find(side, path).map_or(Seen::default(), |id| told.of_element(side, id))
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
                    None => Seen { drawn: told.of_kind(side, node.kind), hidden: Vec::new() },
                });
                Self {
                    things: things.collect(),
                    around: map.groups.iter().map(|group| of_face(&group.face)).collect(),
                    edges: vec![Seen::default(); map.edges.len()],
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
fn edges(told: &Told, side: Side, map: &Map) -> Vec<Seen> {
    let mut found = vec![Seen::default(); map.edges.len()];
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
            found[at].drawn.extend(changes);
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
