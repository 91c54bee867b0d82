//! Sequence views: the tree of steps becomes a flat list of events in order of time, with activations, numbers and boxes.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Event, EventKind, Lifeline, Message, MessageEnd, Sequence};
use super::{boxes, empty, face};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, ElementId, Model, Operator, Step, StepKind, ViewDefinition};
use crate::source::Span;

pub(super) fn select(
    model: &Model,
    definition: &ViewDefinition,
    sequence: &model::Sequence,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Sequence, Vec<Diagnostic>> {
    if sequence.participants.is_empty() {
        let help = "write its first message: `client -> server: request`";
        return Err(empty(definition, "nobody takes part in it", help));
    }
    let events = flatten(model, sequence);
    let created: BTreeSet<usize> = events.iter().filter_map(created_lifeline).collect();
    let lifelines = sequence
        .participants
        .iter()
        .enumerate()
        .map(|(at, &id)| Lifeline { face: face::of_element(model, id), created: created.contains(&at) });
    let lifelines = lifelines.collect();
    let boxes = match sequence.boxes {
        Some(span) => {
            let boxes = boxes::boxes(model, &sequence.participants);
            if boxes.is_empty() {
                let message = "`boxes: on` has no effect: no participant is a member of a group";
                warnings.push(Diagnostic::warning(Code::NO_EFFECT, span, message).label("nothing to do here"));
            }
            boxes
        }
        None => Vec::new(),
    };
    Ok(Sequence { lifelines, boxes, events })
}

fn created_lifeline(event: &Event) -> Option<usize> {
    match &event.kind {
        EventKind::Message(Message { creates: true, to: MessageEnd::Lifeline(at), .. }) => Some(*at),
        _ => None,
    }
}

/// The events of a sequence in order of time.
pub(super) fn flatten(model: &Model, sequence: &model::Sequence) -> Vec<Event> {
    let lifelines = sequence.participants.iter().enumerate().map(|(at, &id)| (id, at)).collect();
    let mut writer = Writer {
        model,
        lifelines,
        events: Vec::new(),
        counts: BTreeMap::new(),
        awaited: BTreeSet::new(),
        open: vec![0; sequence.participants.len()],
        numbers: None,
        next_number: 1,
        number_step: 1,
    };
    writer.steps(&sequence.steps);
    writer.events
}

struct Writer<'a> {
    model: &'a Model,
    lifelines: BTreeMap<ElementId, usize>,
    events: Vec<Event>,
    /// Events so far by the letter of their id.
    counts: BTreeMap<char, usize>,
    /// Created, but not yet addressed.
    awaited: BTreeSet<usize>,
    /// Open activations of each lifeline.
    open: Vec<usize>,
    /// Messages are numbered.
    numbers: Option<()>,
    next_number: u32,
    number_step: u32,
}

impl Writer<'_> {
    fn add(&mut self, letter: char, span: Span, kind: EventKind) {
        let count = self.counts.entry(letter).or_default();
        *count += 1;
        self.events.push(Event { id: format!("{letter}{count}"), span, kind });
    }

    /// Nests as deep as the source, 64 at most.
    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            self.step(step);
        }
    }

    fn step(&mut self, step: &Step) {
        let span = step.span;
        match &step.kind {
            StepKind::Message { from, to, operator, lost, text, look, link, call } => {
                let to_end = self.end(*to);
                let creates = match to_end {
                    MessageEnd::Lifeline(at) => self.awaited.remove(&at),
                    MessageEnd::Outside => false,
                };
                let message = Message {
                    from: self.end(*from),
                    to: to_end,
                    operator: *operator,
                    reply: *operator == Operator::Weak,
                    lost: *lost,
                    creates,
                    text: text.clone(),
                    number: self.number(),
                    look: *look,
                    link: link.clone(),
                };
                self.add('m', span, EventKind::Message(message));
                if let (Some(inner), MessageEnd::Lifeline(callee)) = (call, to_end) {
                    self.activate(callee, span);
                    let level = self.open[callee];
                    self.steps(inner);
                    // It may have been destroyed meanwhile.
                    if self.open[callee] >= level {
                        self.deactivate(callee, span);
                    }
                }
            }
            StepKind::Return { from, to, text } => {
                let message = Message {
                    from: MessageEnd::Lifeline(self.lifelines[from]),
                    to: self.end(*to),
                    operator: Operator::Weak,
                    reply: true,
                    lost: false,
                    creates: false,
                    text: text.clone(),
                    number: self.number(),
                    look: model::Look::default(),
                    link: None,
                };
                self.add('m', span, EventKind::Message(message));
            }
            StepKind::Fragment { operator, operands } => {
                for (at, operand) in operands.iter().enumerate() {
                    let title = operand.title.clone();
                    if at == 0 {
                        self.add('f', span, EventKind::FragmentStart { operator: *operator, title });
                    } else {
                        self.add('o', operand.span, EventKind::Operand { title });
                    }
                    self.steps(&operand.steps);
                }
                self.add('e', span, EventKind::FragmentEnd);
            }
            StepKind::Note { place, over, text } => {
                let over = self.places(over);
                self.add('n', span, EventKind::Note { place: *place, over, text: text.clone() });
            }
            StepKind::Reference { view, over, text } => {
                let over = self.places(over);
                let view = self.model.views[*view].id.clone();
                self.add('r', span, EventKind::Reference { over, text: text.clone(), view });
            }
            StepKind::Divider(text) => self.add('d', span, EventKind::Divider(text.clone())),
            StepKind::Delay(text) => self.add('t', span, EventKind::Delay(text.clone())),
            StepKind::Space => self.add('g', span, EventKind::Space),
            StepKind::Create(id) => {
                self.awaited.insert(self.lifelines[id]);
            }
            StepKind::Destroy(id) => {
                let at = self.lifelines[id];
                while self.open[at] > 0 {
                    self.deactivate(at, span);
                }
                self.add('x', span, EventKind::Destroy(at));
            }
            StepKind::Activate(id) => self.activate(self.lifelines[id], span),
            StepKind::Deactivate(id) => {
                let at = self.lifelines[id];
                if self.open[at] > 0 {
                    self.deactivate(at, span);
                }
            }
            StepKind::Autonumber { on, from, step } => {
                self.numbers = on.then_some(());
                self.next_number = from.unwrap_or(self.next_number);
                self.number_step = step.unwrap_or(self.number_step);
            }
        }
    }

    fn activate(&mut self, at: usize, span: Span) {
        self.open[at] += 1;
        self.add('a', span, EventKind::Activate(at));
    }

    fn deactivate(&mut self, at: usize, span: Span) {
        self.open[at] -= 1;
        self.add('z', span, EventKind::Deactivate(at));
    }

    fn number(&mut self) -> Option<u32> {
        self.numbers?;
        let number = self.next_number;
        self.next_number = number.saturating_add(self.number_step);
        Some(number)
    }

    fn end(&self, end: model::MessageEnd) -> MessageEnd {
        match end {
            model::MessageEnd::Participant(id) => MessageEnd::Lifeline(self.lifelines[&id]),
            model::MessageEnd::Outside => MessageEnd::Outside,
        }
    }

    /// Lifelines from left to right.
    fn places(&self, elements: &[ElementId]) -> Vec<usize> {
        let mut places: Vec<usize> = elements.iter().map(|id| self.lifelines[id]).collect();
        places.sort_unstable();
        places
    }
}
