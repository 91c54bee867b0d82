//! What holds for the whole file: its title, its kinds, its elements and connections.

use std::collections::{BTreeMap, BTreeSet};

use super::super::matching::Matching;
use super::super::names::Side;
use super::super::order::strays;
use super::super::types::{Diff, Scope, Subject, Thing, What};
use super::{About, Attributes, Teller};
use crate::model::{Connection, Element, ElementId, Kind, Model};

pub(super) fn tell(teller: &mut Teller, connections: &Matching, diff: &mut Diff) {
    let about = About { scope: Scope::File, subject: Subject::File, name: "title".into(), before: None, after: None };
    let (before, after) = (teller.names.before, teller.names.after);
    teller.tell_attributes(&about, &Attributes::default().add("title", before.title.as_ref(), after.title.as_ref()));
    kinds(teller);
    let strays = stray_elements(teller);
    for thing in &mut diff.elements {
        element(teller, thing, &strays);
    }
    let strays = stray_connections(teller, connections);
    for thing in &mut diff.connections {
        connection(teller, thing, &strays);
    }
}

/// Kinds that the user declared, by name.
fn kinds(teller: &mut Teller) {
    let own = |model: &'_ Model| -> BTreeMap<String, Kind> {
        model.kinds.iter().filter(|kind| !kind.builtin).map(|kind| (kind.name.clone(), kind.clone())).collect()
    };
    let (before, after) = (own(teller.names.before), own(teller.names.after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        let about = About {
            scope: Scope::File,
            subject: Subject::Kind,
            name: name.clone(),
            before: old.map(|kind| kind.span),
            after: new.map(|kind| kind.span),
        };
        match (old, new) {
            (Some(old), Some(new)) => {
                let attributes = Attributes::default()
                    .text("shape", &old.shape, &new.shape)
                    .add("icon", old.icon.as_ref(), new.icon.as_ref())
                    .text("label", &old.label, &new.label)
                    .look(&old.look, &new.look);
                teller.tell_attributes(&about, &attributes);
            }
            (Some(_), None) => {
                teller.tell(&about, What::Removed, None);
            }
            (None, _) => {
                teller.tell(&about, What::Added, None);
            }
        }
    }
}

fn element(teller: &mut Teller, thing: &mut Thing, strays: &BTreeMap<(usize, usize), What>) {
    let id = |at: usize| ElementId(at as u32);
    let names = teller.names;
    let old = thing.before.map(|at| &names.before.elements[at]);
    let new = thing.after.map(|at| &names.after.elements[at]);
    let Some(one) = new.or(old) else { return };
    let mut about = About {
        scope: Scope::File,
        subject: if one.container { Subject::Group } else { Subject::Element },
        name: String::new(),
        before: old.map(|element| element.span),
        after: new.map(|element| element.span),
    };
    let (Some(i), Some(j), Some(old), Some(new)) = (thing.before, thing.after, old, new) else {
        let (side, at) = thing.after.map_or((Side::Before, thing.before), |at| (Side::After, Some(at)));
        let Some(at) = at.map(id) else { return };
        about.name = teller.titled(side, at);
        let what = if thing.is_added() { What::Added } else { What::Removed };
        let detail = if one.container { around(teller, side, at) } else { Some(place(teller, side, at)) };
        let told = teller.tell(&about, what, detail);
        thing.changes.push(told);
        return;
    };
    about.name = teller.short(Side::After, id(j)).to_string();
    thing.renamed = old.id != new.id;
    if thing.renamed {
        let mut about = about.clone();
        let (from, to) = (teller.titled(Side::Before, id(i)), teller.titled(Side::After, id(j)));
        about.name = to.clone();
        let told = teller.tell(&about, What::Renamed { from, to }, None);
        thing.changes.push(told);
    }
    let (up_before, up_after) = (
        |at: usize| names.before.elements[at].parent.map(|id| id.0 as usize),
        |at: usize| names.after.elements[at].parent.map(|id| id.0 as usize),
    );
    thing.moved = Matching::moved(&names.elements, (up_before(i), &up_before), (up_after(j), &up_after));
    if thing.moved {
        let title =
            |model: &Model, parent: Option<ElementId>| parent.map(|id| model.elements[id.0 as usize].title.clone());
        let what = What::Moved { from: title(names.before, old.parent), to: title(names.after, new.parent) };
        let mut about = about.clone();
        about.name = new.id.clone();
        let told = teller.tell(&about, what, None);
        thing.changes.push(told);
    }
    if let Some(what) = strays.get(&(i, j)) {
        thing.reordered = true;
        let told = teller.tell(&about, what.clone(), None);
        thing.changes.push(told);
    }
    let told = teller.tell_attributes(&about, &attributes(teller, old, new, thing.renamed));
    thing.changed = !told.is_empty() || thing.renamed;
    thing.changes.extend(told);
}

fn attributes(teller: &Teller, old: &Element, new: &Element, renamed: bool) -> Attributes {
    let (before, after) = (teller.names.before, teller.names.after);
    let (kind, other) = (&before.kinds[old.kind.0 as usize], &after.kinds[new.kind.0 as usize]);
    let mut attributes = Attributes::default();
    if !renamed {
        attributes = attributes.text("title", &old.title, &new.title);
    }
    attributes = attributes.text("kind", &kind.name, &other.name);
    // A shape, icon or look that each version has from its kind has changed with the kind.
    if (&old.shape, &new.shape) != (&kind.shape, &other.shape) {
        attributes = attributes.text("shape", &old.shape, &new.shape);
    }
    if (&old.icon, &new.icon) != (&kind.icon, &other.icon) {
        attributes = attributes.add("icon", old.icon.as_ref(), new.icon.as_ref());
    }
    attributes = attributes
        .add("tech", old.tech.as_ref(), new.tech.as_ref())
        .add("replicas", old.replicas, new.replicas)
        .list("tags", &old.tags, &new.tags)
        .add("link", old.link.as_ref(), new.link.as_ref());
    if (old.look, new.look) != (kind.look, other.look) {
        attributes = attributes.look(&old.look, &new.look);
    }
    attributes.add("description", old.description.as_ref(), new.description.as_ref()).metadata(&old.meta, &new.meta)
}

/// `cache in "Platform"`: what an element that came or went is, and where.
fn place(teller: &Teller, side: Side, id: ElementId) -> String {
    let model = teller.names.model(side);
    let element = &model.elements[id.0 as usize];
    let kind = &model.kinds[element.kind.0 as usize].name;
    match element.parent {
        Some(parent) => format!("{kind} in {:?}", model.elements[parent.0 as usize].title),
        None => kind.clone(),
    }
}

/// `around api, web`: the members of a group that came or went which are there without it too; else where it stands.
fn around(teller: &Teller, side: Side, id: ElementId) -> Option<String> {
    let names = teller.names;
    let model = names.model(side);
    let partners = if side == Side::Before { &names.elements.forth } else { &names.elements.back };
    let kept = model.elements[id.0 as usize].members.iter().filter(|id| partners[id.0 as usize].is_some());
    let kept: Vec<&str> = kept.map(|&id| teller.short(side, id)).collect();
    if kept.is_empty() { Some(place(teller, side, id)) } else { Some(format!("around {}", kept.join(", "))) }
}

/// Elements that stand elsewhere among the members of one group, with what is to be told of each.
fn stray_elements(teller: &Teller) -> BTreeMap<(usize, usize), What> {
    let names = teller.names;
    let mut families: BTreeMap<Option<ElementId>, Vec<(usize, usize)>> = BTreeMap::new();
    for (i, j) in names.elements.pairs() {
        let (old, new) = (names.before.elements[i].parent, names.after.elements[j].parent);
        if old.map(|id| names.elements.forth[id.0 as usize]) == new.map(|id| Some(id.0 as usize)) {
            families.entry(new).or_default().push((i, j));
        }
    }
    let id = |at: usize| ElementId(at as u32);
    let mut found = BTreeMap::new();
    for pairs in families.values() {
        for stray in strays(pairs, |i, _| names.word_before(id(i))) {
            let from = stray.behind_before.map(|at| teller.short(Side::Before, id(at)).to_string());
            let to = stray.behind_after.map(|at| teller.short(Side::After, id(at)).to_string());
            found.insert((stray.before, stray.after), What::Reordered { from, to });
        }
    }
    found
}

/// Connections that stand elsewhere in the order of those that both versions have.
fn stray_connections(teller: &Teller, connections: &Matching) -> BTreeMap<(usize, usize), What> {
    let names = teller.names;
    let pairs: Vec<(usize, usize)> = connections.pairs().collect();
    let words = |side: Side, connection: &Connection| {
        (
            names.word(side, connection.from),
            names.word(side, connection.to),
            connection.operator as u8,
            connection.label.clone(),
        )
    };
    let word = |i: usize, j: usize| {
        words(Side::Before, &names.before.connections[i]).min(words(Side::After, &names.after.connections[j]))
    };
    let mut found = BTreeMap::new();
    for stray in strays(&pairs, word) {
        let from = stray.behind_before.map(|at| line(teller, Side::Before, &names.before.connections[at]));
        let to = stray.behind_after.map(|at| line(teller, Side::After, &names.after.connections[at]));
        found.insert((stray.before, stray.after), What::Reordered { from, to });
    }
    found
}

/// `web -> api`
fn line(teller: &Teller, side: Side, connection: &Connection) -> String {
    let (from, to) = (teller.short(side, connection.from), teller.short(side, connection.to));
    format!("{from} {} {to}", connection.operator.word())
}

/// With the label, where it has one.
fn labelled(line: String, label: Option<&String>) -> String {
    label.map_or(line.clone(), |label| format!("{line} {label:?}"))
}

fn connection(teller: &mut Teller, thing: &mut Thing, strays: &BTreeMap<(usize, usize), What>) {
    let names = teller.names;
    let old = thing.before.map(|at| &names.before.connections[at]);
    let new = thing.after.map(|at| &names.after.connections[at]);
    let (side, one) = match (old, new) {
        (_, Some(new)) => (Side::After, new),
        (Some(old), None) => (Side::Before, old),
        (None, None) => return,
    };
    let name = line(teller, side, one);
    let mut about = About {
        scope: Scope::File,
        subject: Subject::Connection,
        name: labelled(name.clone(), one.label.as_ref()),
        before: old.map(|connection| connection.span),
        after: new.map(|connection| connection.span),
    };
    let (Some(i), Some(j), Some(old), Some(new)) = (thing.before, thing.after, old, new) else {
        let what = if thing.is_added() { What::Added } else { What::Removed };
        thing.changes.push(teller.tell(&about, what, None));
        return;
    };
    if old.label != new.label {
        about.name = name;
    }
    if let Some(what) = strays.get(&(i, j)) {
        thing.reordered = true;
        thing.changes.push(teller.tell(&about, what.clone(), None));
    }
    let ends =
        |side: Side, connection: &Connection| (names.word(side, connection.from), names.word(side, connection.to));
    let mut attributes = Attributes::default();
    if ends(Side::Before, old) != ends(Side::After, new) {
        let (from, to) = (line(teller, Side::Before, old), line(teller, Side::After, new));
        attributes = attributes.text("direction", from, to);
    } else {
        attributes = attributes.text("operator", old.operator.word(), new.operator.word());
    }
    let attributes = attributes
        .add("label", old.label.as_ref(), new.label.as_ref())
        .add("tech", old.tech.as_ref(), new.tech.as_ref())
        .list("tags", &old.tags, &new.tags)
        .add("link", old.link.as_ref(), new.link.as_ref())
        .look(&old.look, &new.look)
        .add("description", old.description.as_ref(), new.description.as_ref())
        .metadata(&old.meta, &new.meta);
    let told = teller.tell_attributes(&about, &attributes);
    thing.changed = !told.is_empty();
    thing.changes.extend(told);
}
