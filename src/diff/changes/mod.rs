//! What a reader is told: from matched things to a list of changes, each once. What holds for the whole file comes first
//! ([`model`]), then what holds for one view ([`view`], [`sequence`], [`flow`]); at last every change is tied to the drawn things
//! that show it ([`links`]).

mod flow;
mod links;
mod model;
mod sequence;
mod view;

use std::collections::BTreeMap;

use super::matching::Matching;
use super::names::{Names, Side};
use super::sequence::Items;
use super::types::{Change, Diff, Scope, Subject, What};
use crate::model::{Color, ElementId, Look, Model, Tone};
use crate::source::Span;

/// The items of the sequences of each view, where it is one.
pub(super) type Read = Vec<Option<(Items, Items)>>;

/// Fills the changes of `diff`, and the marks and links of its things.
pub(super) fn tell(names: &Names, connections: &Matching, read: &Read, diff: &mut Diff) {
    let mut teller = Teller { names, ids: (ids(names.before), ids(names.after)), told: Vec::new() };
    model::tell(&mut teller, connections, diff);
    for (at, items) in read.iter().enumerate() {
        view::tell(&mut teller, at, items.as_ref(), diff);
    }
    diff.changes = teller.told;
    links::link(names, diff);
}

/// How many elements bear each id.
type Ids<'a> = BTreeMap<&'a str, usize>;

fn ids(model: &Model) -> Ids<'_> {
    let mut ids = Ids::new();
    model.elements.iter().for_each(|element| *ids.entry(element.id.as_str()).or_default() += 1);
    ids
}

struct Teller<'a> {
    names: &'a Names<'a>,
    ids: (Ids<'a>, Ids<'a>),
    told: Vec<Change>,
}

/// What changes of one thing have in common.
#[derive(Clone)]
struct About {
    scope: Scope,
    subject: Subject,
    name: String,
    before: Option<Span>,
    after: Option<Span>,
}

impl Teller<'_> {
    /// Adds a change; its index.
    fn tell(&mut self, about: &About, what: What, detail: Option<String>) -> usize {
        self.told.push(Change {
            scope: about.scope,
            subject: about.subject,
            name: about.name.clone(),
            what,
            detail,
            before: about.before,
            after: about.after,
            views: Vec::new(),
        });
        self.told.len() - 1
    }

    /// Adds the attributes that differ; their indices.
    fn tell_attributes(&mut self, about: &About, attributes: &Attributes) -> Vec<usize> {
        let differ = attributes.0.iter().filter(|(_, from, to)| from != to);
        let changes: Vec<What> = differ
            .map(|(name, from, to)| What::Changed { attribute: name.clone(), from: from.clone(), to: to.clone() })
            .collect();
        changes.into_iter().map(|what| self.tell(about, what, None)).collect()
    }

    /// The id of an element where only one bears it, else its path.
    fn short(&self, side: Side, id: ElementId) -> &str {
        let element = &self.names.model(side).elements[id.0 as usize];
        let ids = if side == Side::Before { &self.ids.0 } else { &self.ids.1 };
        if ids.get(element.id.as_str()) == Some(&1) { &element.id } else { &element.path }
    }

    /// The same for a path of the model; one that no element bears stays as it is.
    fn short_of<'b>(&'b self, side: Side, path: &'b str) -> &'b str {
        self.names.find(side, path).map_or(path, |id| self.short(side, id))
    }

    /// With the title, where one was given.
    fn titled(&self, side: Side, id: ElementId) -> String {
        let element = &self.names.model(side).elements[id.0 as usize];
        titled(self.short(side, id), &element.id, &element.title)
    }
}

/// `api "Public API"`, or `api` where the title only repeats the id.
fn titled(name: &str, id: &str, title: &str) -> String {
    if title == id { name.to_string() } else { format!("{name} {title:?}") }
}

/// Attributes of one thing before and after, in the order in which they are told.
#[derive(Default)]
struct Attributes(Vec<(String, Option<String>, Option<String>)>);

impl Attributes {
    fn add(mut self, name: &str, from: Option<impl ToString>, to: Option<impl ToString>) -> Self {
        self.0.push((name.to_string(), from.map(|from| from.to_string()), to.map(|to| to.to_string())));
        self
    }

    /// One that is always there.
    fn text(self, name: &str, from: impl ToString, to: impl ToString) -> Self {
        self.add(name, Some(from), Some(to))
    }

    fn list(self, name: &str, from: &[String], to: &[String]) -> Self {
        let joined = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
        self.add(name, joined(from), joined(to))
    }

    fn look(self, from: &Look, to: &Look) -> Self {
        self.add("tone", from.tone.map(tone), to.tone.map(tone))
            .add("fill", from.fill.map(color), to.fill.map(color))
            .add("stroke", from.stroke.map(color), to.stroke.map(color))
    }

    fn metadata(mut self, from: &[(String, String)], to: &[(String, String)]) -> Self {
        let find = |list: &[(String, String)], key: &str| list.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let mut keys: Vec<&String> = from.iter().chain(to).map(|(key, _)| key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            self = self.add(key, find(from, key), find(to, key));
        }
        self
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Accent => "accent",
        Tone::Muted => "muted",
        Tone::Good => "good",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
    }
}

fn color(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}
