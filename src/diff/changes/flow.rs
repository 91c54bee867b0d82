//! What holds for one flow: its steps and arrows.

use std::collections::BTreeMap;

use super::super::names::Side;
use super::super::order::strays;
use super::super::types::{MapDiff, Scope, Subject, Thing, What};
use super::view::{Entry, ends, entries};
use super::{About, Attributes, Teller, titled};
use crate::model::{Flow, FlowEdge, FlowNode, HintList};

/// Both versions of a flow, with a word for each step that they share.
struct Both<'a> {
    old: &'a Flow,
    new: &'a Flow,
    words: (Vec<usize>, Vec<usize>),
}

pub(super) fn tell(teller: &mut Teller, view: usize, (old, new): (&Flow, &Flow), about: &About, map: &mut MapDiff) {
    let mut words = (vec![0; old.nodes.len()], vec![0; new.nodes.len()]);
    for (at, thing) in map.nodes.iter().enumerate() {
        thing.before.into_iter().for_each(|before| words.0[before] = at);
        thing.after.into_iter().for_each(|after| words.1[after] = at);
    }
    let both = Both { old, new, words };
    hints(teller, &both, about);
    let word = |i: usize, j: usize| (&old.nodes[i].id).min(&new.nodes[j].id);
    let name = |side: Side, flow: &Flow, at: usize| name(teller, side, &flow.nodes[at]);
    let behind = behind(&map.nodes, word, |at| name(Side::Before, old, at), |at| name(Side::After, new, at));
    for thing in &mut map.nodes {
        step(teller, view, &both, thing, &behind);
    }
    let line = |side: Side, flow: &Flow, at: usize| line(teller, side, flow, &flow.edges[at]);
    let word = |i: usize, j: usize| line(Side::Before, old, i).min(line(Side::After, new, j));
    let behind = self::behind(&map.edges, word, |at| line(Side::Before, old, at), |at| line(Side::After, new, at));
    for thing in &mut map.edges {
        arrow(teller, view, &both, thing, &behind);
    }
}

/// What is to be told of things that stand elsewhere in their order.
type Behind = BTreeMap<(usize, usize), What>;

fn behind<W: Ord>(
    things: &[Thing],
    word: impl Fn(usize, usize) -> W,
    old: impl Fn(usize) -> String,
    new: impl Fn(usize) -> String,
) -> Behind {
    let pairs: Vec<(usize, usize)> = things.iter().filter_map(|thing| Some((thing.before?, thing.after?))).collect();
    let told = strays(&pairs, word).into_iter().map(|stray| {
        let what = What::Reordered { from: stray.behind_before.map(&old), to: stray.behind_after.map(&new) };
        ((stray.before, stray.after), what)
    });
    told.collect()
}

/// `same rank` and `order`, whose ends are steps.
fn hints(teller: &mut Teller, both: &Both, about: &About) {
    let list = |flow: &Flow, words: &[usize], lists: &[HintList<usize>], name: &str| -> Vec<Entry> {
        let entry = |&at: &usize| (words[at].to_string(), flow.nodes[at].id.clone());
        lists.iter().map(|list| ends(list.ends.iter().map(entry), name)).collect()
    };
    let (from, to) = (&both.old.hints, &both.new.hints);
    let mut attributes = Attributes::default();
    for (name, from, to) in [("same rank", &from.same_rank, &to.same_rank), ("order", &from.order, &to.order)] {
        let lists = (list(both.old, &both.words.0, from, name), list(both.new, &both.words.1, to, name));
        attributes = entries(attributes, name, lists, false);
    }
    teller.tell_attributes(about, &attributes);
}

fn step(teller: &mut Teller, view: usize, both: &Both, thing: &mut Thing, behind: &Behind) {
    let (old, new) = (both.old, both.new);
    let a = thing.before.map(|at| &old.nodes[at]);
    let b = thing.after.map(|at| &new.nodes[at]);
    let Some(one) = b.or(a) else { return };
    let side = if b.is_some() { Side::After } else { Side::Before };
    let full = titled(&name(teller, side, one), one.id.rsplit('.').next().unwrap_or(&one.id), &one.title);
    let mut about = About {
        scope: Scope::View(view),
        subject: Subject::Step,
        name: full.clone(),
        before: a.map(|node| node.span),
        after: b.map(|node| node.span),
    };
    let (Some(a), Some(b)) = (a, b) else {
        let what = if thing.is_added() { What::Added } else { What::Removed };
        let kind = teller.names.model(side).kinds[one.kind.0 as usize].name.clone();
        thing.changes.push(teller.tell(&about, what, Some(kind)));
        return;
    };
    // A component that stands here is told of for the whole file.
    if a.element.is_none() && a.id != b.id {
        thing.renamed = true;
        let (from, to) = (titled(&a.id, &a.id, &a.title), full);
        thing.changes.push(teller.tell(&about, What::Renamed { from, to }, None));
    }
    about.name = name(teller, Side::After, b);
    thing.reordered = false;
    if let Some(what) = stray(thing, behind) {
        thing.reordered = true;
        thing.changes.push(teller.tell(&about, what.clone(), None));
    }
    if a.element.is_none() {
        let told = teller.tell_attributes(&about, &attributes(teller, a, b));
        thing.changed |= !told.is_empty();
        thing.changes.extend(told);
    }
}

fn attributes(teller: &Teller, a: &FlowNode, b: &FlowNode) -> Attributes {
    let names = teller.names;
    let (kind, other) = (&names.before.kinds[a.kind.0 as usize], &names.after.kinds[b.kind.0 as usize]);
    let mut attributes = Attributes::default();
    if a.id == b.id {
        attributes = attributes.text("title", &a.title, &b.title);
    }
    let by = (a.by.map(|id| names.word_before(id)), b.by.map(|id| names.word_after(id)));
    attributes = attributes.text("kind", &kind.name, &other.name);
    if by.0 != by.1 {
        attributes = attributes.add(
            "by",
            a.by.map(|id| teller.short(Side::Before, id)),
            b.by.map(|id| teller.short(Side::After, id)),
        );
    }
    attributes = attributes.add("tech", a.tech.as_ref(), b.tech.as_ref()).list("tags", &a.tags, &b.tags).add(
        "link",
        a.link.as_ref(),
        b.link.as_ref(),
    );
    if (a.look, b.look) != (kind.look, other.look) {
        attributes = attributes.look(&a.look, &b.look);
    }
    attributes.add("description", a.description.as_ref(), b.description.as_ref())
}

/// The id of a step; a component is named as everywhere.
fn name(teller: &Teller, side: Side, node: &FlowNode) -> String {
    node.element.map_or(node.id.clone(), |id| teller.short(side, id).to_string())
}

/// `known -> reused`
fn line(teller: &Teller, side: Side, flow: &Flow, edge: &FlowEdge) -> String {
    let end = |at: usize| name(teller, side, &flow.nodes[at]);
    format!("{} {} {}", end(edge.from), edge.operator.word(), end(edge.to))
}

fn arrow(teller: &mut Teller, view: usize, both: &Both, thing: &mut Thing, behind: &Behind) {
    let (old, new) = (both.old, both.new);
    let a = thing.before.map(|at| &old.edges[at]);
    let b = thing.after.map(|at| &new.edges[at]);
    let Some(one) = b.or(a) else { return };
    let (side, flow) = if b.is_some() { (Side::After, new) } else { (Side::Before, old) };
    let name = line(teller, side, flow, one);
    let mut about = About {
        scope: Scope::View(view),
        subject: Subject::Arrow,
        name: one.label.as_ref().map_or(name.clone(), |label| format!("{name} {label:?}")),
        before: a.map(|edge| edge.span),
        after: b.map(|edge| edge.span),
    };
    let (Some(a), Some(b)) = (a, b) else {
        let what = if thing.is_added() { What::Added } else { What::Removed };
        thing.changes.push(teller.tell(&about, what, None));
        return;
    };
    if a.label != b.label {
        about.name = name;
    }
    thing.reordered = false;
    if let Some(what) = stray(thing, behind) {
        thing.reordered = true;
        thing.changes.push(teller.tell(&about, what.clone(), None));
    }
    let mut attributes = Attributes::default();
    // Their ends are the same two steps.
    if both.words.0[a.from] != both.words.1[b.from] {
        attributes =
            attributes.text("direction", line(teller, Side::Before, old, a), line(teller, Side::After, new, b));
    }
    let attributes = attributes
        .text("operator", a.operator.word(), b.operator.word())
        .add("label", a.label.as_ref(), b.label.as_ref())
        .list("tags", &a.tags, &b.tags)
        .add("link", a.link.as_ref(), b.link.as_ref())
        .look(&a.look, &b.look);
    let told = teller.tell_attributes(&about, &attributes);
    thing.changed |= !told.is_empty();
    thing.changes.extend(told);
}

fn stray<'a>(thing: &Thing, behind: &'a Behind) -> Option<&'a What> {
    behind.get(&(thing.before?, thing.after?))
}
