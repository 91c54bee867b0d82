//! What changed between two pictures, in words: element by element for those with ids of their own, and in their order for the
//! events of a sequence, whose ids only count them.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::inventory::{self, Inventory, Layer};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `Database "Orders: Database, PostgreSQL"`: what it is, and its spoken name.
    Added(&'static str, String),
    Removed(&'static str, String),
    /// The spoken name of before and that of now.
    Reworded(&'static str, String, String),
    /// Its name, and the names of the groups.
    Moved(&'static str, String, String, String),
    /// Painted otherwise.
    Looks(&'static str, String),
    /// So many elements stand elsewhere in the picture and are otherwise the same.
    Shifted(usize),
    Title(String, String),
    Size(String, String),
    /// The SVG is no SVG any more, or not yet one.
    Unreadable(&'static str),
    /// Nothing that the picture says of its elements differs.
    Nothing,
}

/// What changed from one SVG to the other. Nothing is told of what is not there.
pub fn changes(before: Option<&str>, after: Option<&str>) -> Vec<Change> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let (before, after) = match (inventory::read(before), inventory::read(after)) {
        (Some(before), Some(after)) => (before, after),
        (None, _) => return vec![Change::Unreadable("the committed SVG")],
        (_, None) => return vec![Change::Unreadable("the new SVG")],
    };
    let mut changes = Vec::new();
    if before.title != after.title {
        changes.push(Change::Title(before.title.clone(), after.title.clone()));
    }
    let mut shifted = 0;
    elements(&before, &after, &mut changes, &mut shifted);
    events(&before, &after, &mut changes, &mut shifted);
    if shifted > 0 {
        changes.push(Change::Shifted(shifted));
    }
    if before.size != after.size {
        let told = |(width, height): &(String, String)| format!("{width} by {height} px");
        changes.push(Change::Size(told(&before.size), told(&after.size)));
    }
    if changes.is_empty() {
        changes.push(Change::Nothing);
    }
    // One kind of change after the other; the sort keeps the order within each.
    changes.sort_by_key(Change::rank);
    changes
}

/// Layers whose ids count them: `message-m3` is the third message, whichever it is.
fn is_event(layer: &Layer) -> bool {
    ["message", "fragment", "note", "reference", "divider", "delay"].contains(&layer.role.as_str())
}

/// How people call a role.
fn word(role: &str) -> &'static str {
    match role {
        "node" => "element",
        "group" => "group",
        "lane" => "lane",
        "edge" => "connection",
        "lifeline" => "participant",
        "box" => "box",
        "message" => "message",
        "fragment" => "frame",
        "note" => "note",
        "reference" => "reference",
        "divider" => "divider",
        "delay" => "delay",
        _ => "part",
    }
}

/// What has an id made of its model path.
fn elements(before: &Inventory, after: &Inventory, changes: &mut Vec<Change>, shifted: &mut usize) {
    let by_id = |inventory: &'_ Inventory| -> BTreeMap<String, Layer> {
        inventory
            .layers
            .iter()
            .filter(|layer| !is_event(layer))
            .map(|layer| (layer.id.clone(), layer.clone()))
            .collect()
    };
    let (old, new) = (by_id(before), by_id(after));
    for layer in after.layers.iter().filter(|layer| !is_event(layer) && !old.contains_key(&layer.id)) {
        changes.push(Change::Added(word(&layer.role), layer.name.clone()));
    }
    for layer in before.layers.iter().filter(|layer| !is_event(layer) && !new.contains_key(&layer.id)) {
        changes.push(Change::Removed(word(&layer.role), layer.name.clone()));
    }
    let group = |groups: &BTreeMap<String, Layer>, id: &Option<String>| {
        let found = id.as_ref().map(|id| groups.get(id).map_or(id.clone(), |group| group.name.clone()));
        found.unwrap_or_else(|| "no group".to_string())
    };
    for layer in after.layers.iter().filter(|layer| !is_event(layer)) {
        let Some(was) = old.get(&layer.id) else { continue };
        if was.within != layer.within {
            let (from, to) = (group(&old, &was.within), group(&new, &layer.within));
            changes.push(Change::Moved(word(&layer.role), layer.name.clone(), from, to));
        }
        same_thing(was, layer, changes, shifted);
    }
}

/// A layer of both pictures.
fn same_thing(was: &Layer, is: &Layer, changes: &mut Vec<Change>, shifted: &mut usize) {
    if was.name != is.name {
        changes.push(Change::Reworded(word(&is.role), was.name.clone(), is.name.clone()));
    } else if was.texts != is.texts && letters(&was.texts) != letters(&is.texts) {
        changes.push(Change::Reworded(word(&is.role), flat(&was.texts), flat(&is.texts)));
    } else if was.looks != is.looks {
        changes.push(Change::Looks(word(&is.role), is.name.clone()));
    } else if was.place != is.place {
        *shifted += 1;
    }
}

/// Messages, frames and notes, aligned in their order.
fn events(before: &Inventory, after: &Inventory, changes: &mut Vec<Change>, shifted: &mut usize) {
    let events = |inventory: &'_ Inventory| -> Vec<Layer> {
        let mut events: Vec<Layer> = inventory.layers.iter().filter(|layer| is_event(layer)).cloned().collect();
        // In drawing order each kind stands by itself, and within it in order of time.
        events.sort_by_key(|layer| word(&layer.role));
        events
    };
    let (old, new) = (events(before), events(after));
    let names = |events: &[Layer]| -> Vec<String> {
        events.iter().map(|event| format!("{} {}", event.role, unnumbered(&event.name))).collect()
    };
    for operation in capture_diff_slices(Algorithm::Patience, &names(&old), &names(&new)) {
        let (was, is) = (&old[operation.old_range()], &new[operation.new_range()]);
        match operation {
            DiffOp::Equal { .. } => was.iter().zip(is).for_each(|(was, is)| {
                let quiet = Layer { name: is.name.clone(), texts: is.texts.clone(), ..was.clone() };
                same_thing(&quiet, is, changes, shifted);
            }),
            _ => replaced(was, is, changes),
        }
    }
}

/// A run of events that stands in the place of another: those that say the same between others, or something else between the
/// same, are one event reworded; the rest came and went.
fn replaced(was: &[Layer], is: &[Layer], changes: &mut Vec<Change>) {
    let mut rest = is;
    for old in was {
        let Some(at) = rest.iter().position(|new| is_like(old, new)) else {
            changes.push(Change::Removed(word(&old.role), unnumbered(&old.name).to_string()));
            continue;
        };
        let come = rest[..at].iter().map(|new| Change::Added(word(&new.role), unnumbered(&new.name).to_string()));
        changes.extend(come);
        let (was, now) = (unnumbered(&old.name).to_string(), unnumbered(&rest[at].name).to_string());
        changes.push(Change::Reworded(word(&old.role), was, now));
        rest = &rest[at + 1..];
    }
    changes.extend(rest.iter().map(|new| Change::Added(word(&new.role), unnumbered(&new.name).to_string())));
}

/// Whether two events of one kind have their ends or their words in common, as spoken names put them: `API → Store: read`.
fn is_like(old: &Layer, new: &Layer) -> bool {
    let (old_name, new_name) = (unnumbered(&old.name), unnumbered(&new.name));
    let parts = (old_name.split_once(": "), new_name.split_once(": "));
    old.role == new.role
        && matches!(parts, (Some((ends, words)), Some((ends_now, words_now))) if ends == ends_now || words == words_now)
}

/// A spoken name without the number that `autonumber` gave it: `3. API → Store: read`.
fn unnumbered(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < name.len() { rest.strip_prefix(". ").unwrap_or(name) } else { name }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Change {
    /// A sentence without a full stop.
    pub fn told(&self) -> String {
        match self {
            Change::Added(what, name) => format!("{what} “{name}”"),
            Change::Removed(what, name) => format!("{what} “{name}”"),
            Change::Reworded(what, was, is) => format!("{what} “{was}” is now “{is}”"),
            Change::Moved(what, name, from, to) => format!("{what} “{name}” went from {from} to {to}"),
            Change::Looks(what, name) => format!("{what} “{name}” looks other"),
            Change::Shifted(1) => "1 element stands elsewhere and is otherwise the same".to_string(),
            Change::Shifted(count) => format!("{count} elements stand elsewhere and are otherwise the same"),
            Change::Title(was, is) => format!("the title “{was}” is now “{is}”"),
            Change::Size(was, is) => format!("the picture is {is}, and was {was}"),
            Change::Unreadable(which) => format!("{which} cannot be read, so that its elements cannot be compared"),
            Change::Nothing => "no element differs: only how the file is written".to_string(),
        }
    }

    fn rank(&self) -> usize {
        match self {
            Change::Title(..) => 0,
            Change::Added(..) => 1,
            Change::Removed(..) => 2,
            Change::Moved(..) => 3,
            Change::Reworded(..) => 4,
            Change::Looks(..) => 5,
            Change::Shifted(_) => 6,
            Change::Size(..) => 7,
            Change::Unreadable(_) | Change::Nothing => 8,
        }
    }

    /// The word before the sentence.
    pub const fn verb(&self) -> &'static str {
        match self {
            Change::Added(..) => "added",
            Change::Removed(..) => "removed",
            Change::Reworded(..) | Change::Title(..) => "reworded",
            Change::Moved(..) => "moved",
            Change::Looks(..) => "repainted",
            Change::Shifted(_) => "shifted",
            Change::Size(..) => "resized",
            Change::Unreadable(_) | Change::Nothing => "note",
        }
    }
}

/// How many changes there are of each verb, in order of first appearance; the size of a picture is no news.
pub(super) fn counted(changes: &[Change]) -> Vec<(&'static str, usize)> {
    let mut seen = BTreeSet::new();
    let verbs =
        changes.iter().map(Change::verb).filter(|verb| !["note", "resized"].contains(verb) && seen.insert(*verb));
    let verbs: Vec<&'static str> = verbs.collect();
    let count = |verb: &'static str| {
        let of = changes.iter().filter(|change| change.verb() == verb);
        of.map(|change| if let Change::Shifted(count) = change { *count } else { 1 }).sum()
    };
    verbs.into_iter().map(|verb| (verb, count(verb))).collect()
}
