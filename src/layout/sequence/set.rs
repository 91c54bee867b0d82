//! Every event with its places from left to right, set at y 0 and not yet in its row.

use super::activations::Timeline;
use super::fragments::Frames;
use super::lifelines::{Head, box_stretch};
use super::measures::{BREATH, CROSS, DIVIDER_AIR, SPACE, TAB_HEIGHT};
use super::messages::Stubs;
use super::needs::Need;
use super::room::Stretch;
use super::{messages, notes};
use crate::layout::{Delay, Divider, Message, Note, Placed, Reference};
use crate::theme::Theme;
use crate::view::{EventKind, MessageEnd, Sequence};

pub(super) enum Set {
    /// With how far it reaches above its line and below it.
    Message(Message, (f64, f64)),
    /// The words at the top of a fragment or operand, and their height.
    Guard(Option<Placed>, f64),
    Note(Note),
    Reference(Reference),
    Divider(Divider),
    Delay(Delay),
    Space,
    Cross,
    /// Takes no row of its own.
    Nothing,
}

/// What the columns and the steps before them decided.
pub(super) struct Setting<'a> {
    pub view: &'a Sequence,
    pub columns: &'a [f64],
    pub timeline: &'a Timeline,
    pub heads: &'a [Head],
    pub stubs: &'a Stubs,
    pub frames: &'a Frames,
    pub needs: &'a [Option<Need>],
    pub theme: &'a Theme,
}

impl Setting<'_> {
    pub fn events(&self) -> Vec<Set> {
        let whole = self.bounds();
        (0..self.view.events.len()).map(|event| self.event(event, whole)).collect()
    }

    /// From the leftmost to the rightmost of everything that stands at a column.
    fn bounds(&self) -> Stretch {
        let heads = self.columns.iter().zip(self.heads).map(|(x, head)| (x - head.size.w / 2.0, x + head.size.w / 2.0));
        let needs = self.needs.iter().flatten().chain(self.frames.frames.iter().map(|frame| &frame.need));
        let needs = needs.map(|need| (self.columns[need.first] - need.left, self.columns[need.last] + need.right));
        let start = (self.columns[0], self.columns[0]);
        let (left, right) = heads.chain(needs).fold(start, |(l, r), (left, right)| (l.min(left), r.max(right)));
        Stretch::new(left, right)
    }

    /// From left to right, boxes and words that are wider than the columns included.
    pub fn extent(&self, sets: &[Set]) -> (f64, f64) {
        let bounds = self.bounds();
        let boxes = (0..self.view.boxes.len()).map(|at| box_stretch(self.view, at, self.columns, self.heads));
        let own = sets.iter().filter_map(|set| match set {
            Set::Message(message, _) => {
                let ends = (message.points[0].x, message.points[1].x);
                Some((ends.0.min(ends.1), ends.0.max(ends.1)))
            }
            Set::Divider(divider) => Some((divider.text.rect.x - BREATH, divider.text.rect.right() + BREATH)),
            Set::Delay(delay) => delay.text.as_ref().map(|text| (text.rect.x, text.rect.right())),
            _ => None,
        });
        let all = boxes.chain(own);
        all.fold((bounds.left, bounds.right), |(l, r), (left, right)| (l.min(left), r.max(right)))
    }

    fn event(&self, event: usize, whole: Stretch) -> Set {
        let &Setting { view, columns, timeline, heads, theme, .. } = self;
        // A divider or delay inside a frame stays inside.
        let frame = self.frames.around[event].map(|frame| &self.frames.frames[frame]);
        let inside = frame.map_or(whole, |frame| {
            let stretch = frame.stretch(columns);
            Stretch::new(stretch.left + BREATH, stretch.right - BREATH)
        });
        match (&view.events[event].kind, &self.needs[event]) {
            (EventKind::Message(message), _) => {
                let creates = match message.to {
                    MessageEnd::Lifeline(to) if message.creates => Some(&heads[to]),
                    _ => None,
                };
                let message = messages::set(message, event, columns, timeline, heads, self.stubs, theme);
                let extent = messages::extent(&message, creates);
                Set::Message(message, extent)
            }
            (EventKind::FragmentStart { .. } | EventKind::Operand { .. }, _) => {
                let Some(frame) = frame else { return Set::Nothing };
                let guard = frame.set_guard(view, event, columns, timeline, theme);
                let least = if event == frame.start { TAB_HEIGHT } else { 0.0 };
                let height = guard.as_ref().map_or(0.0, |guard| guard.rect.bottom()).max(least);
                Set::Guard(guard, height)
            }
            (EventKind::Note { place, text, .. }, Some(need)) => {
                Set::Note(notes::set_note((*place, text), event, need, columns, theme))
            }
            (EventKind::Reference { text, .. }, Some(need)) => {
                Set::Reference(notes::set_reference(text, event, need, columns, theme))
            }
            (EventKind::Divider(text), _) => Set::Divider(notes::set_divider(text, event, inside, theme)),
            (EventKind::Delay(text), _) => Set::Delay(notes::set_delay(text.as_deref(), event, inside, theme)),
            (EventKind::Space, _) => Set::Space,
            (EventKind::Destroy(_), _) => Set::Cross,
            _ => Set::Nothing,
        }
    }
}

impl Set {
    /// How far it reaches above its line and below it.
    pub fn extent(&self) -> (f64, f64) {
        match self {
            Set::Message(_, extent) => *extent,
            Set::Guard(_, height) => (0.0, *height),
            Set::Note(note) => (0.0, note.rect.h),
            Set::Reference(reference) => (0.0, reference.rect.h),
            Set::Divider(divider) => {
                let half = divider.text.rect.h / 2.0 + DIVIDER_AIR;
                (half, half)
            }
            Set::Delay(delay) => (0.0, delay.bottom),
            Set::Space => (0.0, SPACE),
            Set::Cross => (CROSS, CROSS),
            Set::Nothing => (0.0, 0.0),
        }
    }

    /// Moved to its place in the picture and its row.
    pub fn shift(&mut self, x: f64, y: f64) {
        match self {
            Set::Message(message, _) => message.shift(x, y),
            Set::Guard(guard, _) => guard.iter_mut().for_each(|guard| guard.shift(x, y)),
            Set::Note(note) => {
                note.rect = note.rect.shifted(x, y);
                note.text.shift(x, y);
            }
            Set::Reference(reference) => reference.shift(x, y),
            Set::Divider(divider) => {
                divider.y += y;
                divider.left += x;
                divider.right += x;
                divider.text.shift(x, y);
            }
            Set::Delay(delay) => {
                delay.top += y;
                delay.bottom += y;
                delay.text.iter_mut().for_each(|text| text.shift(x, y));
            }
            Set::Space | Set::Cross | Set::Nothing => {}
        }
    }
}
