//! What holds for one view: that it came or went, its names, what it selects and how it asks to be laid out. What it tells or does
//! follows in [`sequence`](super::sequence) and [`flow`](super::flow).

use super::super::names::Side;
use super::super::sequence::Items;
use super::super::types::{BodyDiff, Diff, Scope, Subject, What};
use super::{About, Attributes, Teller, flow, sequence, titled};
use crate::model::{
    Architecture, Aspect, Direction, DirectionOf, ElementId, Engine, FocusDirection, HintList, RuleKind, Selection,
    SelectionKind, ViewBody, ViewDefinition,
};

pub(super) fn tell(teller: &mut Teller, at: usize, read: Option<&(Items, Items)>, diff: &mut Diff) {
    let view = &diff.views[at];
    let old = view.before.map(|at| &teller.names.before.views[at]);
    let new = view.after.map(|at| &teller.names.after.views[at]);
    let Some(one) = new.or(old) else { return };
    let mut about = About {
        scope: Scope::View(at),
        subject: Subject::View,
        name: titled(&one.id, &one.id, &one.title),
        before: old.map(|view| view.span),
        after: new.map(|view| view.span),
    };
    let (Some(old), Some(new)) = (old, new) else {
        // A view that nobody wrote comes and goes with the ones that somebody did.
        let what = if old.is_none() { What::Added } else { What::Removed };
        teller.tell(&about, what, Some(word(one).to_string()));
        return;
    };
    // The name of a view that nobody wrote is its file's, and its title the file's title.
    let written = !(old.implied && new.implied);
    let renamed = written && old.id != new.id;
    if renamed {
        let (from, to) = (titled(&old.id, &old.id, &old.title), titled(&new.id, &new.id, &new.title));
        teller.tell(&about, What::Renamed { from, to }, None);
    }
    about.name = new.id.clone();
    let mut attributes = Attributes::default();
    if written && !renamed {
        attributes = attributes.text("title", &old.title, &new.title);
    }
    attributes = attributes.add("description", old.description.as_ref(), new.description.as_ref());
    match (&old.body, &new.body) {
        (ViewBody::Architecture(old), ViewBody::Architecture(new)) => {
            attributes = selects(teller, attributes, old, new);
            let (from, to) = (&old.hints, &new.hints);
            attributes = attributes.text("direction", direction(from.direction), direction(to.direction)).text(
                "engine",
                engine(from.engine),
                engine(to.engine),
            );
            attributes = attributes.add("aspect", aspect(from.aspect).as_ref(), aspect(to.aspect).as_ref());
            attributes = directions(teller, attributes, (&from.direction_of, &to.direction_of));
            attributes = element_hints(teller, attributes, "same rank", (&from.same_rank, &to.same_rank));
            attributes = element_hints(teller, attributes, "order", (&from.order, &to.order));
            teller.tell_attributes(&about, &attributes);
        }
        (ViewBody::Flow(old), ViewBody::Flow(new)) => {
            let (from, to) = (&old.hints, &new.hints);
            attributes = attributes
                .text("direction", direction(from.direction), direction(to.direction))
                .text("engine", engine(from.engine), engine(to.engine))
                .add("aspect", aspect(from.aspect).as_ref(), aspect(to.aspect).as_ref())
                .text("lanes", switch(old.lanes.is_some()), switch(new.lanes.is_some()));
            teller.tell_attributes(&about, &attributes);
            if let BodyDiff::Map(map) = &mut diff.views[at].body {
                flow::tell(teller, at, (old, new), &about, map);
            }
        }
        (ViewBody::Sequence(old), ViewBody::Sequence(new)) => {
            attributes = attributes.text("boxes", switch(old.boxes.is_some()), switch(new.boxes.is_some())).text(
                "autonumber",
                sequence::numbering(&old.steps),
                sequence::numbering(&new.steps),
            );
            teller.tell_attributes(&about, &attributes);
            if let Some(items) = read {
                sequence::tell(teller, at, items, &mut diff.views[at]);
            }
        }
        // Views of two kinds are never the same view.
        _ => {}
    }
}

fn word(view: &ViewDefinition) -> &'static str {
    match view.body {
        ViewBody::Architecture(_) => "architecture",
        ViewBody::Sequence(_) => "sequence",
        ViewBody::Flow(_) => "flow",
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Down => "down",
        Direction::Right => "right",
        Direction::Up => "up",
        Direction::Left => "left",
    }
}

fn aspect(aspect: Option<Aspect>) -> Option<String> {
    aspect.map(|aspect| aspect.ratio.to_string())
}

fn engine(engine: Engine) -> &'static str {
    match engine {
        Engine::Layered => "layered",
        Engine::Simple => "simple",
    }
}

fn switch(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// One entry of a list: the word that both sides share, and how its own side writes it.
pub(super) type Entry = (String, String);

/// Adds an attribute that is a list, if the two differ in the words that both sides share. `ordered` tells whether the order
/// means something.
pub(super) fn entries(
    attributes: Attributes,
    name: &str,
    (from, to): (Vec<Entry>, Vec<Entry>),
    ordered: bool,
) -> Attributes {
    let words = |list: &[Entry]| {
        let mut words: Vec<String> = list.iter().map(|(word, _)| word.clone()).collect();
        if !ordered {
            words.sort_unstable();
            words.dedup();
        }
        words
    };
    if words(&from) == words(&to) {
        return attributes;
    }
    let shown = |list: &[Entry]| list.iter().map(|(_, shown)| shown.clone()).collect::<Vec<_>>();
    let separator = if from.iter().chain(&to).any(|(_, shown)| shown.contains(", ")) { "; " } else { ", " };
    let joined = |list: Vec<String>| (!list.is_empty()).then(|| list.join(separator));
    attributes.add(name, joined(shown(&from)), joined(shown(&to)))
}

/// What an architecture view selects. How the statements are divided and in which order they stand means nothing, but for the
/// order of traces.
fn selects(teller: &Teller, mut attributes: Attributes, old: &Architecture, new: &Architecture) -> Attributes {
    let both = |pick: &dyn Fn(Side, &RuleKind) -> Vec<Entry>| {
        let all = |side: Side, view: &Architecture| view.rules.iter().flat_map(|rule| pick(side, &rule.kind)).collect();
        (all(Side::Before, old), all(Side::After, new))
    };
    let include = both(&|side, rule| match rule {
        RuleKind::Include(list) => selections(teller, side, list),
        _ => Vec::new(),
    });
    attributes = entries(attributes, "include", include, false);
    let exclude = both(&|side, rule| match rule {
        RuleKind::Exclude(list) => selections(teller, side, list),
        _ => Vec::new(),
    });
    attributes = entries(attributes, "exclude", exclude, false);
    let collapse = both(&|side, rule| match rule {
        RuleKind::Collapse(list) => list.iter().map(|(id, _)| element(teller, side, *id)).collect(),
        _ => Vec::new(),
    });
    attributes = entries(attributes, "collapse", collapse, false);
    let focus = both(&|side, rule| match rule {
        RuleKind::Focus { elements, depth, direction } => {
            vec![focused(teller, side, elements, *depth, *direction)]
        }
        _ => Vec::new(),
    });
    attributes = entries(attributes, "focus", focus, false);
    let trace = both(&|side, rule| match rule {
        RuleKind::Trace(view) => vec![sequence_view(teller, side, *view)],
        _ => Vec::new(),
    });
    entries(attributes, "trace", trace, true)
}

fn element(teller: &Teller, side: Side, id: ElementId) -> Entry {
    (teller.names.word(side, id).to_string(), teller.short(side, id).to_string())
}

fn selections(teller: &Teller, side: Side, list: &[Selection]) -> Vec<Entry> {
    let same = |text: String| (text.clone(), text);
    let entry = |selection: &Selection| match &selection.kind {
        SelectionKind::All => same("*".to_string()),
        SelectionKind::Element(id) => element(teller, side, *id),
        SelectionKind::Members(id) => {
            let (word, shown) = element(teller, side, *id);
            (format!("{word}.*"), format!("{shown}.*"))
        }
        SelectionKind::Tag(tag) => same(format!("tag {tag}")),
        SelectionKind::Kind(kind) => same(format!("kind {}", teller.names.model(side).kinds[kind.0 as usize].name)),
    };
    list.iter().map(entry).collect()
}

fn focused(teller: &Teller, side: Side, elements: &[ElementId], depth: u32, direction: FocusDirection) -> Entry {
    let mut words: Vec<String> = elements.iter().map(|&id| element(teller, side, id).0).collect();
    words.sort_unstable();
    let shown: Vec<String> = elements.iter().map(|&id| element(teller, side, id).1).collect();
    let deep = if depth == 1 { String::new() } else { format!(" depth {depth}") };
    let way = match direction {
        FocusDirection::Both => "",
        FocusDirection::Upstream => " upstream",
        FocusDirection::Downstream => " downstream",
    };
    (format!("{}{deep}{way}", words.join(", ")), format!("{}{deep}{way}", shown.join(", ")))
}

/// A sequence that another view names.
fn sequence_view(teller: &Teller, side: Side, at: usize) -> Entry {
    let own = &teller.names.model(side).views[at].id;
    (teller.names.word_of_view(side, own).to_string(), own.clone())
}

/// The directions of groups, one attribute for all.
fn directions(teller: &Teller, attributes: Attributes, (from, to): (&[DirectionOf], &[DirectionOf])) -> Attributes {
    let list = |side: Side, list: &[DirectionOf]| {
        let of = |of: &DirectionOf| {
            let ((word, shown), way) = (element(teller, side, of.group), direction(of.direction));
            (format!("{word} {way}"), format!("{shown} {way}"))
        };
        list.iter().map(of).collect::<Vec<_>>()
    };
    entries(attributes, "direction of", (list(Side::Before, from), list(Side::After, to)), false)
}

fn element_hints(
    teller: &Teller,
    attributes: Attributes,
    name: &str,
    (from, to): (&[HintList<ElementId>], &[HintList<ElementId>]),
) -> Attributes {
    let list = |side: Side, lists: &[HintList<ElementId>]| {
        lists.iter().map(|list| ends(list.ends.iter().map(|&id| element(teller, side, id)), name)).collect::<Vec<_>>()
    };
    entries(attributes, name, (list(Side::Before, from), list(Side::After, to)), false)
}

/// The ends of one hint as one entry.
pub(super) fn ends(ends: impl Iterator<Item = Entry>, name: &str) -> Entry {
    let (mut words, shown): (Vec<String>, Vec<String>) = ends.unzip();
    // Who stands on one rank stands beside the others.
    if name == "same rank" {
        words.sort_unstable();
    }
    (words.join(", "), shown.join(", "))
}
