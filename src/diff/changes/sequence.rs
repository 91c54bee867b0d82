//! What holds for one sequence: who takes part, what is said, and what stands around it.

use std::collections::BTreeSet;

use super::super::names::Side;
use super::super::order::strays;
use super::super::sequence::Items;
use super::super::types::{BodyDiff, Scope, SequenceDiff, Subject, ViewDiff, What};
use super::{About, Attributes, Teller, titled};
use crate::model::{FragmentOperator, NotePlace, Step, StepKind};
use crate::view::{Body, Event, EventKind, Face, Message, MessageEnd, Sequence};

pub(super) fn tell(teller: &mut Teller, view: usize, items: &(Items, Items), diff: &mut ViewDiff) {
    let (Some(old), Some(new)) = (&diff.drawn_before, &diff.drawn_after) else { return };
    let (Body::Sequence(old), Body::Sequence(new)) = (&old.body, &new.body) else { return };
    let BodyDiff::Sequence(body) = &mut diff.body else { return };
    let both = Both {
        before: Told { side: Side::Before, sequence: old, items: &items.0 },
        after: Told { side: Side::After, sequence: new, items: &items.1 },
    };
    participants(teller, view, &both, body);
    events(teller, view, &both, body);
}

struct Both<'a> {
    before: Told<'a>,
    after: Told<'a>,
}

/// One side of a sequence, and how its parts are named.
struct Told<'a> {
    side: Side,
    sequence: &'a Sequence,
    items: &'a Items,
}

fn participants(teller: &mut Teller, view: usize, both: &Both, body: &mut SequenceDiff) {
    let (old, new) = (&both.before.sequence.lifelines, &both.after.sequence.lifelines);
    let pairs: Vec<_> = body.lifelines.iter().filter_map(|thing| Some((thing.before?, thing.after?))).collect();
    let strays = strays(&pairs, |i, _| &both.before.items.lifelines[i]);
    for thing in &mut body.lifelines {
        let (side, face) = match (thing.before, thing.after) {
            (_, Some(at)) => (Side::After, &new[at].face),
            (Some(at), None) => (Side::Before, &old[at].face),
            (None, None) => continue,
        };
        let short = teller.short_of(side, &face.id).to_string();
        let own = face.id.rsplit('.').next().unwrap_or(&face.id);
        let mut about = About {
            scope: Scope::View(view),
            subject: Subject::Participant,
            name: titled(&short, own, &face.title),
            before: thing.before.map(|at| old[at].face.span),
            after: thing.after.map(|at| new[at].face.span),
        };
        let (Some(i), Some(j)) = (thing.before, thing.after) else {
            let what = if thing.is_added() { What::Added } else { What::Removed };
            thing.changes.push(teller.tell(&about, what, None));
            continue;
        };
        about.name = short;
        if let Some(stray) = strays.iter().find(|stray| stray.before == i) {
            thing.reordered = true;
            let name = |side: Side, face: &Face| teller.short_of(side, &face.id).to_string();
            let from = stray.behind_before.map(|at| name(Side::Before, &old[at].face));
            let to = stray.behind_after.map(|at| name(Side::After, &new[at].face));
            thing.changes.push(teller.tell(&about, What::Reordered { from, to }, None));
        }
        let created = |yes: bool| yes.then_some("during the sequence");
        let attributes = Attributes::default().add("created", created(old[i].created), created(new[j].created));
        thing.changes.extend(teller.tell_attributes(&about, &attributes));
    }
}

fn events(teller: &mut Teller, view: usize, both: &Both, body: &mut SequenceDiff) {
    // Where a fragment or a call stands elsewhere, what it holds went with it.
    let elsewhere: BTreeSet<usize> =
        body.events.iter().filter(|thing| thing.reordered).filter_map(|thing| thing.after).collect();
    let in_both = body.events.iter().filter_map(|thing| Some((thing.before?, thing.after?)));
    let kept: (BTreeSet<usize>, BTreeSet<usize>) = in_both.unzip();
    for thing in &mut body.events {
        let (told, kept, at) = match (thing.before, thing.after) {
            (_, Some(at)) => (&both.after, &kept.1, at),
            (Some(at), None) => (&both.before, &kept.0, at),
            (None, None) => continue,
        };
        let Some(subject) = subject(&told.sequence.events[at].kind) else { continue };
        if told.items.items[at].owner.is_some() {
            continue;
        }
        let mut about = About {
            scope: Scope::View(view),
            subject,
            name: told.name(teller, at, true),
            before: thing.before.map(|at| both.before.sequence.events[at].span),
            after: thing.after.map(|at| both.after.sequence.events[at].span),
        };
        let (Some(i), Some(j)) = (thing.before, thing.after) else {
            let what = if thing.is_added() { What::Added } else { What::Removed };
            if subject == Subject::Message {
                // What it says is the detail.
                about.name = told.name(teller, at, false);
            }
            let detail = told.detail(teller, at, kept);
            thing.changes.push(teller.tell(&about, what, detail));
            continue;
        };
        let parent = both.after.items.items[j].parent;
        if thing.moved {
            let what = What::Moved { from: both.before.around(teller, i), to: both.after.around(teller, j) };
            thing.changes.push(teller.tell(&about, what, None));
        } else if thing.reordered && !parent.is_some_and(|parent| elsewhere.contains(&parent)) {
            let what = What::Reordered { from: both.before.behind(teller, i), to: both.after.behind(teller, j) };
            thing.changes.push(teller.tell(&about, what, None));
        }
        let attributes = attributes(teller, both, i, j);
        if attributes.0.iter().any(|(name, from, to)| from != to && (name == "text" || name == "title")) {
            about.name = told.name(teller, at, false);
        }
        let told = teller.tell_attributes(&about, &attributes);
        thing.changed |= !told.is_empty();
        thing.changes.extend(told);
    }
}

/// None for what a reader is not told of.
fn subject(kind: &EventKind) -> Option<Subject> {
    match kind {
        EventKind::Message(_) => Some(Subject::Message),
        EventKind::FragmentStart { .. } => Some(Subject::Fragment),
        EventKind::Operand { .. } => Some(Subject::Operand),
        EventKind::Note { .. } => Some(Subject::Note),
        EventKind::Reference { .. } => Some(Subject::Reference),
        EventKind::Divider(_) => Some(Subject::Divider),
        EventKind::Delay(_) => Some(Subject::Delay),
        EventKind::Space => Some(Subject::Gap),
        EventKind::Activate(_) | EventKind::Deactivate(_) => Some(Subject::Activation),
        EventKind::Destroy(_) => Some(Subject::Destruction),
        EventKind::FragmentEnd => None,
    }
}

fn attributes(teller: &Teller, both: &Both, i: usize, j: usize) -> Attributes {
    let (before, after) = (&both.before, &both.after);
    let mut attributes = Attributes::default();
    match (&before.sequence.events[i].kind, &after.sequence.events[j].kind) {
        (EventKind::Message(a), EventKind::Message(b)) => {
            for (name, from, to) in [("from", a.from, b.from), ("to", a.to, b.to)] {
                if before.word(from) != after.word(to) {
                    attributes = attributes.text(name, before.end(teller, from), after.end(teller, to));
                }
            }
            attributes = attributes.text("arrow", arrow(a), arrow(b)).add("text", a.text.as_ref(), b.text.as_ref());
            let call = |told: &Told, at: usize, message: &Message| {
                told.items.items[at].calls.then(|| told.end(teller, message.to).to_string())
            };
            let calls = (before.items.items[i].calls, after.items.items[j].calls);
            if calls.0 != calls.1 {
                attributes = attributes.add("activation", call(before, i, a), call(after, j, b));
            }
            attributes.look(&a.look, &b.look).add("link", a.link.as_ref(), b.link.as_ref())
        }
        (
            EventKind::FragmentStart { operator: a, title: from },
            EventKind::FragmentStart { operator: b, title: to },
        ) => attributes.text("operator", a.word(), b.word()).add("title", from.as_ref(), to.as_ref()),
        (EventKind::Operand { title: from }, EventKind::Operand { title: to }) => {
            attributes.add("title", from.as_ref(), to.as_ref())
        }
        (EventKind::Note { text: from, .. }, EventKind::Note { text: to, .. }) => {
            if before.place_word(i) != after.place_word(j) {
                attributes = attributes.add("place", before.place(teller, i), after.place(teller, j));
            }
            attributes.text("text", from, to)
        }
        (EventKind::Reference { text: from, view: a, .. }, EventKind::Reference { text: to, view: b, .. }) => {
            if teller.names.word_of_view(Side::Before, a) != teller.names.word_of_view(Side::After, b) {
                attributes = attributes.text("sequence", a, b);
            }
            if before.place_word(i) != after.place_word(j) {
                attributes = attributes.add("place", before.place(teller, i), after.place(teller, j));
            }
            attributes.text("text", from, to)
        }
        (EventKind::Divider(from), EventKind::Divider(to)) => attributes.text("text", from, to),
        (EventKind::Delay(from), EventKind::Delay(to)) => attributes.add("text", from.as_ref(), to.as_ref()),
        _ => attributes,
    }
}

/// As it is written; a reply may also be written as `return`.
fn arrow(message: &Message) -> &'static str {
    if message.lost { "-x" } else { message.operator.word() }
}

impl Told<'_> {
    /// `message 4`, `alt "connected"`, `note over api`; without its text where that is said anyway. Messages bear the numbers
    /// that the picture shows, else they are counted.
    fn name(&self, teller: &Teller, at: usize, texted: bool) -> String {
        let event: &Event = &self.sequence.events[at];
        let with = |word: &str, text: Option<&String>| match text.filter(|_| texted) {
            Some(text) => format!("{word} {text:?}"),
            None => word.to_string(),
        };
        let of = |word: &str, at: usize| format!("{word} of {}", self.end(teller, MessageEnd::Lifeline(at)));
        match &event.kind {
            EventKind::Message(message) => {
                let counted = event.id.trim_start_matches('m').to_string();
                let number = message.number.map_or(counted, |number| number.to_string());
                with(&format!("message {number}"), message.text.as_ref())
            }
            EventKind::FragmentStart { operator, title } => with(operator.word(), title.as_ref()),
            EventKind::Operand { title } => with(self.operand(at), title.as_ref()),
            EventKind::Note { .. } => format!("note {}", self.place(teller, at).unwrap_or_default()),
            EventKind::Reference { view, .. } => format!("ref {view}"),
            EventKind::Divider(text) => with("divider", Some(text)),
            EventKind::Delay(text) => with("delay", text.as_ref()),
            EventKind::Space => "gap".to_string(),
            EventKind::Activate(at) => of("activation", *at),
            EventKind::Deactivate(at) => of("deactivation", *at),
            EventKind::Destroy(at) => of("destruction", *at),
            EventKind::FragmentEnd => "end".to_string(),
        }
    }

    /// The word that opens a further operand of the fragment around it.
    fn operand(&self, at: usize) -> &'static str {
        let start = self.items.items[at].parent.map(|start| &self.sequence.events[start].kind);
        match start {
            Some(EventKind::FragmentStart { operator: FragmentOperator::Par, .. }) => "and",
            Some(EventKind::FragmentStart { operator: FragmentOperator::Critical, .. }) => "option",
            _ => "else",
        }
    }

    /// Where a note or a reference stands.
    fn place(&self, teller: &Teller, at: usize) -> Option<String> {
        let (word, over) = match &self.sequence.events[at].kind {
            EventKind::Note { place: NotePlace::LeftOf, over, .. } => ("left of", over),
            EventKind::Note { place: NotePlace::RightOf, over, .. } => ("right of", over),
            EventKind::Note { over, .. } | EventKind::Reference { over, .. } => ("over", over),
            _ => return None,
        };
        let names: Vec<&str> = over.iter().map(|&at| self.end(teller, MessageEnd::Lifeline(at))).collect();
        Some(format!("{word} {}", names.join(", ")))
    }

    /// The same in words that both sides share.
    fn place_word(&self, at: usize) -> Option<(u8, BTreeSet<&str>)> {
        let (word, over) = match &self.sequence.events[at].kind {
            EventKind::Note { place, over, .. } => (*place as u8, over),
            EventKind::Reference { over, .. } => (0, over),
            _ => return None,
        };
        Some((word, over.iter().map(|&at| self.items.lifelines[at].as_str()).collect()))
    }

    fn end<'b>(&'b self, teller: &'b Teller, end: MessageEnd) -> &'b str {
        match end {
            MessageEnd::Lifeline(at) => teller.short_of(self.side, &self.sequence.lifelines[at].face.id),
            MessageEnd::Outside => "outside",
        }
    }

    fn word(&self, end: MessageEnd) -> Option<&str> {
        match end {
            MessageEnd::Lifeline(at) => Some(&self.items.lifelines[at]),
            MessageEnd::Outside => None,
        }
    }

    /// What there is to say of an event that came or went; `kept` are the events of this side that both versions have.
    fn detail(&self, teller: &Teller, at: usize, kept: &BTreeSet<usize>) -> Option<String> {
        match &self.sequence.events[at].kind {
            EventKind::Message(message) => {
                let (from, to) = (self.end(teller, message.from), self.end(teller, message.to));
                let line = format!("{from} {} {to}", arrow(message));
                Some(message.text.as_ref().map_or(line.clone(), |text| format!("{line} {text:?}")))
            }
            EventKind::FragmentStart { .. } | EventKind::Operand { .. } => self.wrapped(teller, at, kept),
            EventKind::Note { text, .. } | EventKind::Reference { text, .. } => Some(format!("{text:?}")),
            EventKind::Divider(_) | EventKind::Delay(_) => None,
            _ => self.behind(teller, at).map(|name| format!("behind {name}")),
        }
    }

    /// `around message 3`, `around messages 3 to 5`: what a fragment that came or went holds and both versions have.
    fn wrapped(&self, teller: &Teller, at: usize, kept: &BTreeSet<usize>) -> Option<String> {
        let inside = |child: usize| {
            std::iter::successors(self.items.items[child].parent, |&up| self.items.items[up].parent).any(|up| up == at)
        };
        let message = |child: &usize| matches!(self.sequence.events[*child].kind, EventKind::Message(_));
        let mut held = kept.range(at..).copied().take_while(|&child| inside(child) || !message(&child)).filter(message);
        let first = held.next()?;
        let number = |at: usize| self.name(teller, at, false).trim_start_matches("message ").to_string();
        let (mut count, mut last) = (1, first);
        held.for_each(|at| (count, last) = (count + 1, at));
        Some(match count {
            1 => format!("around message {}", number(first)),
            2 => format!("around messages {} and {}", number(first), number(last)),
            _ => format!("around messages {} to {}", number(first), number(last)),
        })
    }

    /// The fragment, operand or call around an event.
    fn around(&self, teller: &Teller, at: usize) -> Option<String> {
        let parent = self.items.items[at].parent?;
        let name = self.name(teller, parent, true);
        let call = matches!(self.sequence.events[parent].kind, EventKind::Message(_));
        Some(if call { format!("the call of {name}") } else { name })
    }

    /// The event before it; None where it is the first. A message is named by what it says: its number is another on each side.
    fn behind(&self, teller: &Teller, at: usize) -> Option<String> {
        let own = |&other: &usize| self.items.items[other].owner.is_none();
        let other = (0..at).rev().find(own)?;
        Some(match &self.sequence.events[other].kind {
            EventKind::Message(Message { text: Some(text), .. }) => format!("{text:?}"),
            _ => self.name(teller, other, true),
        })
    }
}

/// The `autonumber` statements of a sequence in their order.
pub(super) fn numbering(steps: &[Step]) -> String {
    let mut found = Vec::new();
    collect(steps, &mut found);
    if found.is_empty() { "off".to_string() } else { found.join(", ") }
}

/// Nests as deep as the source, 64 at most.
fn collect(steps: &[Step], found: &mut Vec<String>) {
    for step in steps {
        match &step.kind {
            StepKind::Autonumber { on: false, .. } => found.push("off".to_string()),
            StepKind::Autonumber { from, step, .. } => {
                let from = from.map(|from| format!(" from {from}")).unwrap_or_default();
                let step = step.map(|step| format!(" step {step}")).unwrap_or_default();
                found.push(format!("on{from}{step}"));
            }
            StepKind::Message { call: Some(inner), .. } => collect(inner, found),
            StepKind::Fragment { operands, .. } => {
                operands.iter().for_each(|operand| collect(&operand.steps, found));
            }
            _ => {}
        }
    }
}
