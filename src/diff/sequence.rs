//! The lifelines, boxes and events of two sequences. Events are aligned as lists of words first; what the alignment leaves out is
//! looked at again in [`reworded`](super::reworded), so that a message that moved or says something else is not told as removed
//! and added.

use std::collections::BTreeMap;

use super::align::align;
use super::map::{look_at_faces, mark_strays};
use super::matching::Matching;
use super::names::{Names, Side};
use super::reworded;
use super::types::SequenceDiff;
use crate::source::Span;
use crate::view::{Event, EventKind, Message, MessageEnd, NotePlace, Sequence};

/// The things of both, and the items of each side.
pub(super) fn compare(
    names: &Names,
    before: Option<&Sequence>,
    after: Option<&Sequence>,
) -> (SequenceDiff, Items, Items) {
    let empty = Sequence { lifelines: Vec::new(), boxes: Vec::new(), events: Vec::new() };
    let (old, new) = (before.unwrap_or(&empty), after.unwrap_or(&empty));
    let (left, right) = (Items::new(names, Side::Before, old), Items::new(names, Side::After, new));
    let lifelines = Matching::by_words(&left.lifelines, &right.lifelines);
    let boxes = Matching::by_words(&words_of_boxes(&left, old), &words_of_boxes(&right, new));
    let events = events(&left, &right);
    let mut diff = SequenceDiff { lifelines: lifelines.things(), boxes: boxes.things(), events: events.things() };
    for thing in &mut diff.lifelines {
        let (Some(i), Some(j)) = (thing.before, thing.after) else { continue };
        look_at_faces(&old.lifelines[i].face, &new.lifelines[j].face, thing);
        thing.changed |= old.lifelines[i].created != new.lifelines[j].created;
    }
    mark_strays(&mut diff.lifelines, |i, _| ((), &left.lifelines[i]));
    for thing in &mut diff.boxes {
        let (Some(i), Some(j)) = (thing.before, thing.after) else { continue };
        look_at_faces(&old.boxes[i].face, &new.boxes[j].face, thing);
    }
    let homes = homes(&left, &right, &events);
    let up = (&|at: usize| left.items[at].parent, &|at: usize| right.items[at].parent);
    for thing in &mut diff.events {
        let (Some(i), Some(j)) = (thing.before, thing.after) else { continue };
        thing.changed = left.items[i].word != right.items[j].word
            || look_of(&old.events[i]) != look_of(&new.events[j])
            || left.items[i].calls != right.items[j].calls;
        thing.moved = Matching::moved(&homes, (left.items[i].parent, up.0), (right.items[j].parent, up.1));
    }
    mark_strays(&mut diff.events, |i, j| {
        let (a, b) = (&left.items[i], &right.items[j]);
        // Ends stand where their owners do.
        let owned = a.owner.is_some().then_some((i, j));
        (owned, a.word.as_ref().min(b.word.as_ref()))
    });
    (diff, left, right)
}

/// The events that hold others in both versions: a call that became a plain message let go what it held, and nothing moved.
fn homes(before: &Items, after: &Items, events: &Matching) -> Matching {
    let holds = |item: &Item| item.calls || matches!(item.shape, Shape::Fragment { .. } | Shape::Operand { .. });
    let mut homes = Matching::new(before.items.len(), after.items.len());
    for (i, j) in events.pairs().filter(|&(i, j)| holds(&before.items[i]) && holds(&after.items[j])) {
        homes.join(i, j);
    }
    homes
}

/// What both versions draw of an event besides its words.
fn look_of(event: &Event) -> Option<(&crate::view::Look, &Option<String>, bool)> {
    match &event.kind {
        EventKind::Message(message) => Some((&message.look, &message.link, message.creates)),
        _ => None,
    }
}

fn words_of_boxes(items: &Items, sequence: &Sequence) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words = Vec::new();
    for (at, word) in items.boxes.iter().enumerate() {
        let count = counts.entry(word).or_default();
        *count += 1;
        words.push(format!("{word}#{count} {}", sequence.boxes[at].depth));
    }
    words
}

/// One side: its events as items of a tree.
pub(super) struct Items {
    /// Words that both sides share.
    pub lifelines: Vec<String>,
    boxes: Vec<String>,
    /// Parallel to the events.
    pub items: Vec<Item>,
}

pub(super) struct Item {
    /// What the event says, in words that both sides share. None for an event that belongs to another.
    pub word: Option<String>,
    /// The event that it belongs to: the end of a fragment to its start, the activation of a call to the message.
    pub owner: Option<usize>,
    /// The fragment, operand or call around it.
    pub parent: Option<usize>,
    /// A message that makes its receiver active for the length of a block.
    pub calls: bool,
    pub shape: Shape,
}

/// What kind of event it is, with its parts in words that both sides share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Message {
        from: String,
        to: String,
        arrow: String,
        text: Option<String>,
        reply: bool,
    },
    Fragment {
        operator: &'static str,
        title: Option<String>,
    },
    Operand {
        title: Option<String>,
    },
    Note {
        place: &'static str,
        over: String,
        text: String,
    },
    Reference {
        view: String,
        over: String,
        text: String,
    },
    Divider(String),
    Delay(Option<String>),
    /// Gaps, activations, ends of lifelines: there is nothing about them that could be put differently.
    Plain,
    /// It has an owner.
    End,
}

impl Items {
    fn new(names: &Names, side: Side, sequence: &Sequence) -> Self {
        let words = |id: &str| names.word_of(side, id).to_string();
        let lifelines: Vec<String> = sequence.lifelines.iter().map(|lifeline| words(&lifeline.face.id)).collect();
        let base = |id: &str| words(id.split('#').next().unwrap_or(id));
        let boxes = sequence.boxes.iter().map(|group| base(&group.face.id)).collect();
        let view = |id: &str| names.word_of_view(side, id).to_string();
        let mut reader =
            Reader { lifelines: &lifelines, view: &view, items: Vec::new(), open: Vec::new(), calls: BTreeMap::new() };
        for (at, event) in sequence.events.iter().enumerate() {
            reader.read(at, event, &sequence.events);
        }
        let items = reader.items;
        Self { lifelines, boxes, items }
    }
}

struct Reader<'a> {
    lifelines: &'a [String],
    /// The word for a view.
    view: &'a dyn Fn(&str) -> String,
    items: Vec<Item>,
    /// The fragments and calls around the next event, as indices of what opened them; of a fragment its operand too.
    open: Vec<Open>,
    /// The message that stands at a place in the source.
    calls: BTreeMap<Span, usize>,
}

enum Open {
    Fragment { start: usize, operand: usize },
    Call(usize),
}

impl Reader<'_> {
    fn read(&mut self, at: usize, event: &Event, events: &[Event]) {
        let shape = self.shape(event);
        let owner = match &event.kind {
            EventKind::FragmentEnd => {
                // Calls inside have ended before.
                let start = self.open.iter().rposition(|open| matches!(open, Open::Fragment { .. }));
                start.map(|place| match self.open.remove(place) {
                    Open::Fragment { start, .. } | Open::Call(start) => start,
                })
            }
            EventKind::Activate(_) => self.calls.get(&event.span).copied(),
            EventKind::Deactivate(_) => self.calls.get(&event.span).copied().or_else(|| {
                let ends = |later: &Event| later.span == event.span && matches!(later.kind, EventKind::Destroy(_));
                events[at..].iter().take_while(|later| later.span == event.span).position(ends).map(|ahead| at + ahead)
            }),
            _ => None,
        };
        if let (EventKind::Deactivate(_), Some(owner)) = (&event.kind, owner) {
            self.open.retain(|open| !matches!(open, Open::Call(message) if *message == owner));
        }
        if let (EventKind::Operand { .. }, Some(Open::Fragment { start, operand })) =
            (&event.kind, self.open.last_mut())
        {
            *operand = at;
            let start = *start;
            self.items.push(Item {
                word: Some(word(&shape, event, self.lifelines)),
                owner: None,
                parent: Some(start),
                calls: false,
                shape,
            });
            return;
        }
        let parent = self.open.last().map(|open| match open {
            Open::Fragment { operand, .. } => *operand,
            Open::Call(message) => *message,
        });
        let (word, shape) = match owner {
            Some(_) => (None, Shape::End),
            None => (Some(word(&shape, event, self.lifelines)), shape),
        };
        self.items.push(Item { word, owner, parent, calls: false, shape });
        match &event.kind {
            EventKind::Message(_) => {
                self.calls.insert(event.span, at);
            }
            EventKind::FragmentStart { .. } => self.open.push(Open::Fragment { start: at, operand: at }),
            EventKind::Activate(_) => {
                if let Some(message) = owner {
                    self.items[message].calls = true;
                    self.open.push(Open::Call(message));
                }
            }
            _ => {}
        }
    }

    fn shape(&self, event: &Event) -> Shape {
        let over = |places: &[usize]| {
            let mut words: Vec<&str> = places.iter().map(|&at| self.lifelines[at].as_str()).collect();
            words.sort_unstable();
            words.join(" ")
        };
        match &event.kind {
            EventKind::Message(message) => Shape::Message {
                from: self.end(message.from),
                to: self.end(message.to),
                arrow: arrow(message),
                text: message.text.clone(),
                reply: message.reply,
            },
            EventKind::FragmentStart { operator, title } => {
                Shape::Fragment { operator: operator.word(), title: title.clone() }
            }
            EventKind::Operand { title } => Shape::Operand { title: title.clone() },
            EventKind::Note { place, over: places, text } => {
                let place = match place {
                    NotePlace::LeftOf => "left of",
                    NotePlace::RightOf => "right of",
                    NotePlace::Over => "over",
                };
                Shape::Note { place, over: over(places), text: text.clone() }
            }
            EventKind::Reference { over: places, text, view } => {
                Shape::Reference { view: (self.view)(view), over: over(places), text: text.clone() }
            }
            EventKind::Divider(text) => Shape::Divider(text.clone()),
            EventKind::Delay(text) => Shape::Delay(text.clone()),
            EventKind::Space | EventKind::Activate(_) | EventKind::Deactivate(_) | EventKind::Destroy(_) => {
                Shape::Plain
            }
            EventKind::FragmentEnd => Shape::End,
        }
    }

    fn end(&self, end: MessageEnd) -> String {
        match end {
            MessageEnd::Lifeline(at) => self.lifelines[at].clone(),
            // No path holds a space.
            MessageEnd::Outside => " outside".to_string(),
        }
    }
}

fn arrow(message: &Message) -> String {
    let lost = if message.lost { " lost" } else { "" };
    let reply = if message.reply { " reply" } else { "" };
    format!("{:?}{lost}{reply}", message.operator)
}

/// What an event says, as one word: two events with equal words draw the same.
fn word(shape: &Shape, event: &Event, lifelines: &[String]) -> String {
    match &event.kind {
        EventKind::Activate(at) => format!("activate {}", lifelines[*at]),
        EventKind::Deactivate(at) => format!("deactivate {}", lifelines[*at]),
        EventKind::Destroy(at) => format!("destroy {}", lifelines[*at]),
        _ => format!("{shape:?}"),
    }
}

/// Which event is which.
fn events(before: &Items, after: &Items) -> Matching {
    let places = |side: &Items| (0..side.items.len()).filter(|&at| side.items[at].owner.is_none()).collect::<Vec<_>>();
    let (left, right) = (places(before), places(after));
    let words =
        |side: &Items, places: &[usize]| places.iter().map(|&at| side.items[at].word.clone()).collect::<Vec<_>>();
    let mut matching = Matching::new(before.items.len(), after.items.len());
    for (i, j) in align(&words(before, &left), &words(after, &right)) {
        matching.join(left[i], right[j]);
    }
    reworded::join(before, after, &mut matching);
    // What belongs to others goes with them, the first with the first.
    let owned = |side: &Items| {
        let mut owned: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, item) in side.items.iter().enumerate() {
            if let Some(owner) = item.owner {
                owned.entry(owner).or_default().push(at);
            }
        }
        owned
    };
    let (left, right) = (owned(before), owned(after));
    for (owner, ends) in &left {
        let Some(others) = matching.forth[*owner].and_then(|owner| right.get(&owner)) else { continue };
        ends.iter().zip(others).for_each(|(&i, &j)| matching.join(i, j));
    }
    matching
}
