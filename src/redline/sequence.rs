//! Two versions of a sequence as one: the lifelines and events of the new version in their order, and among them, where they stood,
//! those that are there no more.
//!
//! `timeline` says what stands there in which order, `frames` makes frames nest, and here each event gets its words.
//!
//! Bars are those of the new version: a call that is gone has its messages, but no bar. A message that moved stands at its new
//! place and leaves a ghost at the old one.

use std::collections::BTreeMap;

use super::boxes;
use super::frames::{self, Piece};
use super::map::{heard, mark_of, marked_face};
use super::mark::{Mark, Marks};
use super::timeline;
use super::words::{self, Words, was};
use crate::diff::{SequenceDiff, Thing};
use crate::scene::name;
use crate::view::{Event, EventKind, Lifeline, Message, MessageEnd, Sequence};

pub(super) fn merge(before: &Sequence, after: &Sequence, diff: &SequenceDiff) -> (Sequence, Marks) {
    let mut marks = Marks::default();
    let mut old = vec![0; before.lifelines.len()];
    let mut new = vec![0; after.lifelines.len()];
    let mut lifelines = Vec::new();
    for (at, thing) in diff.lifelines.iter().enumerate() {
        let (was, is) = (thing.before.map(|i| &before.lifelines[i]), thing.after.map(|i| &after.lifelines[i]));
        thing.before.into_iter().for_each(|i| old[i] = at);
        thing.after.into_iter().for_each(|i| new[i] = at);
        let faces = (was.map(|line| &line.face), is.map(|line| &line.face));
        let (mut face, _) = marked_face(thing, faces.0, faces.1, None, "lifeline", &mut marks);
        if let (Some(was), Some(is)) = (was, is)
            && was.created != is.created
        {
            let words = if is.created { "made on the way now" } else { "was made on the way" };
            face.subtitle = Some(face.subtitle.into_iter().chain([words.to_string()]).collect::<Vec<_>>().join("\n"));
        }
        lifelines.push(Lifeline { face, created: is.or(was).is_some_and(|line| line.created) });
    }
    let boxes = boxes::boxes(before, after, diff, &mut marks);
    let frames = [
        timeline::frames_of(before, diff, |thing| thing.before),
        timeline::frames_of(after, diff, |thing| thing.after),
    ];
    let opens = timeline::openings(before, diff);
    let mut teller = Teller { before, after, diff, old, new, frames, opens, marks };
    let mut events = teller.events();
    settle(&mut lifelines, &mut events);
    (Sequence { lifelines, boxes, events }, teller.marks)
}

/// A thing of the merged timeline, or the ghost of one.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub thing: usize,
    pub ghost: bool,
}

pub(super) struct Teller<'a> {
    pub before: &'a Sequence,
    pub after: &'a Sequence,
    pub diff: &'a SequenceDiff,
    /// Merged lifelines of those of each version.
    old: Vec<usize>,
    new: Vec<usize>,
    /// The frame around each thing in each version, as a thing.
    frames: [Vec<Option<usize>>; 2],
    /// What begins the frame that a thing of the version before ends or divides, as a thing.
    pub opens: Vec<Option<usize>>,
    marks: Marks,
}

impl Teller<'_> {
    fn events(&mut self) -> Vec<Event> {
        let places = self.timeline();
        let tokens = self.tokens(&places);
        let mut events = Vec::new();
        let mut resumed: BTreeMap<usize, usize> = BTreeMap::new();
        // The layers of the frames around, innermost last.
        let mut open: Vec<String> = Vec::new();
        for piece in frames::nest(&tokens) {
            let (at, again) = match piece {
                Piece::Pause(at) => {
                    let id = format!("{}..", self.own(places[at]).id);
                    events.push(Event { id, span: self.own(places[at]).span, kind: EventKind::FragmentEnd });
                    open.pop();
                    continue;
                }
                Piece::Whole(at) => (at, None),
                Piece::Resume(at) => {
                    let again = resumed.entry(at).or_insert(1);
                    *again += 1;
                    (at, Some(*again))
                }
            };
            let event = self.event(places[at], again, open.last().map(String::as_str));
            match event.kind {
                EventKind::FragmentStart { .. } => open.push(event.id.clone()),
                EventKind::FragmentEnd => {
                    open.pop();
                }
                _ => {}
            }
            events.push(event);
        }
        events
    }

    /// The event as its version has it: the new one, if it is there.
    fn own(&self, place: Place) -> &Event {
        let thing = &self.diff.events[place.thing];
        match (thing.after, thing.before) {
            (Some(after), _) if !place.ghost => &self.after.events[after],
            (_, Some(before)) => &self.before.events[before],
            (Some(after), None) => &self.after.events[after],
            (None, None) => unreachable!("a thing stands in one version at least"),
        }
    }

    pub fn kind(&self, place: Place) -> &EventKind {
        &self.own(place).kind
    }

    /// What became of a thing. In another call now, but at the same place among the others and in the same frames, a message is
    /// drawn as before.
    pub fn mark(&self, at: usize) -> Option<Mark> {
        let thing = &self.diff.events[at];
        if thing.before.is_none() || thing.after.is_none() {
            return Some(if thing.before.is_none() { Mark::Added } else { Mark::Removed });
        }
        let reframed = self.frames[0][at] != self.frames[1][at];
        let seen = Thing { moved: thing.moved && reframed, ..thing.clone() };
        mark_of(&seen, false).or(self.were(thing).map(|_| Mark::Changed))
    }

    /// The ends that a message had, where they are others now.
    fn were(&self, thing: &Thing) -> Option<String> {
        let old = thing.before.map(|i| &self.before.events[i].kind)?;
        let new = thing.after.map(|i| &self.after.events[i].kind)?;
        let (EventKind::Message(old), EventKind::Message(new)) = (old, new) else { return None };
        let name = |end: MessageEnd| match end {
            MessageEnd::Lifeline(at) => self.before.lifelines[at].face.title.clone(),
            MessageEnd::Outside => "outside".to_string(),
        };
        let place = |end: MessageEnd, lines: &[usize]| match end {
            MessageEnd::Lifeline(at) => Some(lines[at]),
            MessageEnd::Outside => None,
        };
        let same = |old: MessageEnd, new: MessageEnd| place(old, &self.old) == place(new, &self.new);
        match (same(old.from, new.from), same(old.to, new.to)) {
            (true, true) => None,
            (true, false) => Some(format!("was to {}", name(old.to))),
            (false, true) => Some(format!("was from {}", name(old.from))),
            (false, false) => Some(format!("was from {} to {}", name(old.from), name(old.to))),
        }
    }

    /// The event of the merged sequence. `again` counts the pieces of a frame that is cut, `frame` is the one around.
    fn event(&mut self, place: Place, again: Option<usize>, frame: Option<&str>) -> Event {
        let thing = &self.diff.events[place.thing];
        let old = thing.before.map(|i| &self.before.events[i]);
        let new = thing.after.map(|i| &self.after.events[i]).filter(|_| !place.ghost);
        let mark = if place.ghost { Some(Mark::Left) } else { self.mark(place.thing) };
        let own = new.or(old).expect("a thing stands in one version at least");
        let mut id = if new.is_some() { own.id.clone() } else { was(&own.id) };
        if let Some(again) = again {
            id = format!("{id}#{again}");
        }
        let lifelines = if new.is_some() { &self.new } else { &self.old };
        let mut words = words(mark, old.map(|event| &event.kind), new.map(|event| &event.kind));
        let were = self.were(thing).filter(|_| new.is_some());
        words.text = words.text.map(|text| std::iter::once(text).chain(were).collect::<Vec<_>>().join("\n"));
        let kind = merged(&own.kind, lifelines, words.text, new.is_some());
        if let Some((mark, role)) = mark.zip(role(&own.kind)) {
            let told = |event: &Event, view| name::of_event(view, &event.kind);
            let names = (old.and_then(|event| told(event, self.before)), new.and_then(|event| told(event, self.after)));
            let heard = match names {
                (Some(old), Some(new)) => heard(&old, &new),
                (old, new) => new.or(old).unwrap_or_default(),
            };
            self.marks.note(role, &id, mark, heard);
        }
        match (&own.kind, frame) {
            // Its title is drawn by its frame.
            (EventKind::Operand { .. }, Some(frame)) => self.marks.strike("fragment", frame, words.struck),
            (kind, _) => self.marks.strike(role(kind).unwrap_or_default(), &id, words.struck),
        }
        Event { id, span: own.span, kind }
    }
}

/// The role of the layer that draws an event; an operand has none, but is counted by it.
const fn role(kind: &EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::Message(_) => "message",
        EventKind::FragmentStart { .. } => "fragment",
        EventKind::Operand { .. } => "operand",
        EventKind::Note { .. } => "note",
        EventKind::Reference { .. } => "reference",
        EventKind::Divider(_) => "divider",
        EventKind::Delay(_) => "delay",
        EventKind::FragmentEnd
        | EventKind::Space
        | EventKind::Activate(_)
        | EventKind::Deactivate(_)
        | EventKind::Destroy(_) => return None,
    })
}

/// The one text of an event.
fn text(kind: &EventKind) -> Option<&str> {
    match kind {
        EventKind::Message(message) => message.text.as_deref(),
        EventKind::FragmentStart { title, .. } | EventKind::Operand { title } => title.as_deref(),
        EventKind::Note { text, .. } | EventKind::Reference { text, .. } | EventKind::Divider(text) => Some(text),
        EventKind::Delay(text) => text.as_deref(),
        _ => None,
    }
}

fn words(mark: Option<Mark>, old: Option<&EventKind>, new: Option<&EventKind>) -> Words {
    let (before, after) = (old.and_then(text), new.and_then(text));
    let Some(mark) = mark else {
        return Words { text: after.or(before).map(super::mark::plain), struck: Vec::new() };
    };
    let operator = |kind: Option<&EventKind>| match kind {
        Some(EventKind::FragmentStart { operator, .. }) => Some(operator.word()),
        _ => None,
    };
    let mut words = words::label(mark, before, after);
    if let (Some(was), Some(is)) = (operator(old), operator(new))
        && was != is
    {
        words.text = words.text.map(|text| format!("{text}\nwas {was}"));
    }
    words
}

/// The event with its merged lifelines and its words.
fn merged(kind: &EventKind, lifelines: &[usize], text: Option<String>, stays: bool) -> EventKind {
    let over = |over: &[usize]| {
        let mut over: Vec<usize> = over.iter().map(|&at| lifelines[at]).collect();
        over.sort_unstable();
        over
    };
    let written = text.clone().unwrap_or_default();
    match kind {
        EventKind::Message(message) => {
            let end = |end| match end {
                MessageEnd::Lifeline(at) => MessageEnd::Lifeline(lifelines[at]),
                MessageEnd::Outside => MessageEnd::Outside,
            };
            // The numbers count the messages of the new version.
            let number = message.number.filter(|_| stays);
            EventKind::Message(Message {
                from: end(message.from),
                to: end(message.to),
                text,
                number,
                link: message.link.clone(),
                ..*message
            })
        }
        EventKind::FragmentStart { operator, .. } => EventKind::FragmentStart { operator: *operator, title: text },
        EventKind::Operand { .. } => EventKind::Operand { title: text },
        EventKind::Note { place, over: at, .. } => EventKind::Note { place: *place, over: over(at), text: written },
        EventKind::Reference { over: at, view, .. } => {
            EventKind::Reference { over: over(at), text: written, view: view.clone() }
        }
        EventKind::Divider(_) => EventKind::Divider(written),
        EventKind::Delay(_) => EventKind::Delay(text),
        EventKind::Activate(at) => EventKind::Activate(lifelines[*at]),
        EventKind::Deactivate(at) => EventKind::Deactivate(lifelines[*at]),
        EventKind::Destroy(at) => EventKind::Destroy(lifelines[*at]),
        EventKind::FragmentEnd => EventKind::FragmentEnd,
        EventKind::Space => EventKind::Space,
    }
}

fn touched(kind: &EventKind) -> Vec<usize> {
    match kind {
        EventKind::Message(message) => {
            let ends = [message.from, message.to].into_iter();
            ends.filter_map(|end| if let MessageEnd::Lifeline(at) = end { Some(at) } else { None }).collect()
        }
        EventKind::Note { over, .. } | EventKind::Reference { over, .. } => over.clone(),
        EventKind::Activate(at) | EventKind::Deactivate(at) => vec![*at],
        _ => Vec::new(),
    }
}

/// A lifeline is there whenever an event of either version touches it: it begins with a message that creates it only where
/// nothing touches it before, and ends only where nothing does behind.
fn settle(lifelines: &mut [Lifeline], events: &mut Vec<Event>) {
    for (at, lifeline) in lifelines.iter_mut().enumerate() {
        let first = events.iter().find(|event| touched(&event.kind).contains(&at));
        let created = |event: &Event| matches!(&event.kind, EventKind::Message(m) if m.creates && m.to == MessageEnd::Lifeline(at));
        lifeline.created &= first.is_some_and(created);
        let mut born = !lifeline.created;
        for event in events.iter_mut() {
            if let EventKind::Message(message) = &mut event.kind
                && message.to == MessageEnd::Lifeline(at)
            {
                message.creates &= !born;
                born |= message.creates;
            }
        }
    }
    let mut later = vec![false; lifelines.len()];
    for at in (0..events.len()).rev() {
        match events[at].kind {
            EventKind::Destroy(line) if later[line] => {
                events.remove(at);
            }
            EventKind::Destroy(line) => later[line] = true,
            ref kind => touched(kind).into_iter().for_each(|line| later[line] = true),
        }
    }
}
