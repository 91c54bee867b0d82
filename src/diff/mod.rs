//! The semantic difference of two versions of a source: what was added, removed, changed, renamed, moved and reordered, and in
//! every view which drawn thing is which. A user of the road: it takes two models, and what their views draw.
//!
//! [`compare`] reads as its steps: which element is which (`names`, by `cards`), which connection (`lines`), which view
//! (`views`), then what each pair of views draws (`map` and `flow`, or `sequence`), and at last what a reader is told of it
//! (`changes`). [`words()`] says a change in a sentence; a [`Report`] is the difference of many files, which [`json()`] and
//! [`markdown()`] say.
//!
//! Deliberately absent: whatever draws the same and means the same. Comments, format, the order of attributes, where an element
//! is declared among files, and `allow`, `warn`, `deny` are no difference.

mod align;
mod cards;
mod changes;
mod flow;
mod json;
mod lines;
mod map;
mod markdown;
mod matching;
mod names;
mod order;
mod report;
mod reworded;
mod sequence;
mod similarity;
mod types;
mod views;
mod words;

pub use json::json;
pub use markdown::{LIMIT, Links, markdown};
pub use report::{Counts, FileReport, Report, Status, Version, pairs, pictures};
pub use types::*;
pub use words::words;

use crate::model::{Connection, ElementId, Model, ViewBody};
use crate::view::{self, Body, Map, Sequence, View};
use lines::Line;
use matching::Matching;
use names::{Names, Side};
use sequence::Items;

/// Compares two versions of a source, each built without errors. Symmetric: exchanging the two turns every answer round. The
/// work is near-linear in what is the same, and bounded in what is not.
pub fn compare(before: &Model, after: &Model) -> Diff {
    let mut names = Names::new(before, after);
    let connections = connections(&names);
    let views = views::matching(&names);
    names.know_views(&views);
    let drawn = views.things().into_iter().map(|pair| view(&names, pair.before, pair.after));
    let (drawn, read) = drawn.unzip();
    let mut diff = Diff {
        elements: names.elements.things(),
        connections: connections.things(),
        views: drawn,
        changes: Vec::new(),
    };
    changes::tell(&names, &connections, &read, &mut diff);
    diff
}

/// Which connection of the models is which.
fn connections(names: &Names) -> Matching {
    let line =
        |connection: &'_ Connection, class: &dyn Fn(ElementId) -> usize| (class(connection.from), class(connection.to));
    let before = names.before.connections.iter().map(|connection| {
        let (from, to) = line(connection, &|id| names.elements.class_before(id.0 as usize));
        line_of(connection, from, to)
    });
    let after = names.after.connections.iter().map(|connection| {
        let (from, to) = line(connection, &|id| id.0 as usize);
        line_of(connection, from, to)
    });
    lines::matching(&before.collect::<Vec<_>>(), &after.collect::<Vec<_>>())
}

fn line_of(connection: &Connection, from: usize, to: usize) -> Line<'_> {
    Line {
        from,
        to,
        operator: connection.operator,
        label: connection.label.as_deref(),
        tech: connection.tech.as_deref(),
    }
}

/// What two views draw, thing by thing.
fn view(names: &Names, before: Option<usize>, after: Option<usize>) -> (ViewDiff, Option<(Items, Items)>) {
    // A view that draws nothing is told by whoever draws it.
    let drawn = |side: Side, at: Option<usize>| Some(Box::new(view::select(names.model(side), at?).ok()?.0));
    let (drawn_before, drawn_after) = (drawn(Side::Before, before), drawn(Side::After, after));
    let mut read = None;
    let body = |side: Side, at: Option<usize>| at.map(|at| &names.model(side).views[at].body);
    let body = match (body(Side::Before, before), body(Side::After, after)) {
        (Some(ViewBody::Sequence(_)), _) | (None, Some(ViewBody::Sequence(_))) => {
            let (diff, before, after) = sequence::compare(names, sequence_of(&drawn_before), sequence_of(&drawn_after));
            read = Some((before, after));
            BodyDiff::Sequence(diff)
        }
        (Some(ViewBody::Flow(old)), Some(ViewBody::Flow(new))) => {
            let steps = flow::steps(names, old, new);
            BodyDiff::Map(map::compare(names, map_of(&drawn_before), map_of(&drawn_after), Some(&steps)))
        }
        _ => BodyDiff::Map(map::compare(names, map_of(&drawn_before), map_of(&drawn_after), None)),
    };
    (ViewDiff { before, after, drawn_before, drawn_after, body, changes: Vec::new() }, read)
}

fn map_of(view: &Option<Box<View>>) -> Option<&Map> {
    match &view.as_deref()?.body {
        Body::Map(map) => Some(map),
        Body::Sequence(_) => None,
    }
}

fn sequence_of(view: &Option<Box<View>>) -> Option<&Sequence> {
    match &view.as_deref()?.body {
        Body::Map(_) => None,
        Body::Sequence(sequence) => Some(sequence),
    }
}
