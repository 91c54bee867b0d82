//! Rows: time runs down, one event after the other, each as high as what it holds.

use super::lifelines::Head;
use super::measures::{BAR_TAIL, EMPTY_OPERAND, FRAME_BOTTOM, FRAME_GAP, FRAME_INSET, HEAD_ROOM, LOOP_HEIGHT, ROW_GAP};
use super::set::Set;
use crate::view::{EventKind, Message, MessageEnd, Sequence};

/// The place of an event. What shares the row of another has no height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Row {
    pub top: f64,
    /// Where the line runs: of a message, a divider, the top of a frame, a separator, the top of a note.
    pub line: f64,
    pub bottom: f64,
}

pub(super) struct Rows {
    /// By event.
    pub rows: Vec<Row>,
    /// By event: where the bar begins or ends, if it is one that opens or closes bars.
    pub bars: Vec<f64>,
    /// Below the last row.
    pub bottom: f64,
}

/// Between the heads and the first row a bar may already stand.
const EARLY: f64 = HEAD_ROOM / 2.0;
/// Below a frame's top or separator, where a bar begins or ends right there.
const BAR_LIFT: f64 = 4.0;
/// Below the words of a frame.
const BELOW_GUARD: f64 = 8.0;

/// Gives every event its row, from `top` (below the heads) on.
pub(super) fn place(view: &Sequence, sets: &[Set], heads: &[Head], top: f64) -> Rows {
    let mut walk = Walk { view, heads, y: top, previous: None, last: top, answered: None };
    let mut rows = Vec::with_capacity(view.events.len());
    let mut bars = Vec::with_capacity(view.events.len());
    for (event, (item, set)) in view.events.iter().zip(sets).enumerate() {
        let mut row = Row { top: walk.y, line: walk.y, bottom: walk.y };
        let bar = match item.kind {
            EventKind::Activate(lifeline) => walk.begins(lifeline, &rows),
            EventKind::Deactivate(lifeline) => walk.ends(lifeline, event, &rows),
            _ => {
                row = walk.advance(event, set, &rows);
                row.line
            }
        };
        rows.push(row);
        bars.push(bar);
    }
    Rows { rows, bars, bottom: walk.y }
}

struct Walk<'a> {
    view: &'a Sequence,
    heads: &'a [Head],
    /// The lowest that is taken.
    y: f64,
    /// The last event with a row of its own.
    previous: Option<usize>,
    /// Where the last thing that somebody did ends: what a bar ends after.
    last: f64,
    /// That thing was the reply of this lifeline, with which its bar ends.
    answered: Option<usize>,
}

impl Walk<'_> {
    fn advance(&mut self, event: usize, set: &Set, rows: &[Row]) -> Row {
        let kind = &self.view.events[event].kind;
        let before = self.previous.map(|previous| &self.view.events[previous].kind);
        if let (Some(EventKind::Destroy(_)), EventKind::Destroy(_), Some(previous)) = (before, kind, self.previous) {
            // Those who end together end in one row.
            self.previous = Some(event);
            return rows[previous];
        }
        let (above, below) = set.extent();
        let top = self.y + gap(before, kind);
        let line = top + above;
        let bottom = line + below;
        self.y = bottom;
        self.previous = Some(event);
        match kind {
            EventKind::Message(message) => {
                self.last = if itself(message).is_some() { line + LOOP_HEIGHT } else { line };
                self.answered = match message.from {
                    MessageEnd::Lifeline(from) if message.reply && itself(message).is_none() => Some(from),
                    _ => None,
                };
            }
            EventKind::Note { .. } | EventKind::Reference { .. } | EventKind::Delay(_) | EventKind::Destroy(_) => {
                (self.last, self.answered) = (bottom, None);
            }
            _ => {}
        }
        Row { top, line, bottom }
    }

    /// A bar begins with the message that calls.
    fn begins(&self, lifeline: usize, rows: &[Row]) -> f64 {
        let Some(previous) = self.previous else { return self.y + EARLY };
        match &self.view.events[previous].kind {
            EventKind::Message(message) if itself(message) == Some(lifeline) => rows[previous].line + LOOP_HEIGHT,
            EventKind::Message(message) if message.creates && message.to == MessageEnd::Lifeline(lifeline) => {
                rows[previous].line + self.heads[lifeline].size.h / 2.0
            }
            EventKind::Message(_) => rows[previous].line,
            _ => self.y + BAR_LIFT,
        }
    }

    /// A bar ends with its lifeline's reply, else a little after the last thing that happened.
    fn ends(&self, lifeline: usize, event: usize, rows: &[Row]) -> f64 {
        if let Some(EventKind::Message(before)) = event.checked_sub(1).map(|before| &self.view.events[before].kind)
            && before.reply
            && itself(before) == Some(lifeline)
        {
            // A reply to itself comes down from the bar that it ends, to the one below.
            return rows[event - 1].line;
        }
        let opening = |kind: &EventKind| matches!(kind, EventKind::FragmentStart { .. } | EventKind::Operand { .. });
        if self.previous.is_some_and(|previous| opening(&self.view.events[previous].kind)) {
            return self.y + BAR_LIFT;
        }
        if self.answered == Some(lifeline) { self.last } else { self.last + BAR_TAIL }
    }
}

fn itself(message: &Message) -> Option<usize> {
    match (message.from, message.to) {
        (MessageEnd::Lifeline(from), MessageEnd::Lifeline(to)) if from == to => Some(to),
        _ => None,
    }
}

/// Between the row before and this one.
fn gap(before: Option<&EventKind>, kind: &EventKind) -> f64 {
    let Some(before) = before else { return HEAD_ROOM };
    let opening = matches!(before, EventKind::FragmentStart { .. } | EventKind::Operand { .. });
    match kind {
        EventKind::FragmentEnd | EventKind::Operand { .. } if opening => EMPTY_OPERAND,
        EventKind::FragmentEnd if matches!(before, EventKind::FragmentEnd) => FRAME_INSET,
        EventKind::FragmentEnd | EventKind::Operand { .. } => FRAME_BOTTOM,
        _ if opening => BELOW_GUARD,
        EventKind::FragmentStart { .. } => FRAME_GAP,
        // The bars that end here reach down to the cross.
        EventKind::Destroy(_) => BAR_TAIL + 2.0,
        EventKind::Space => 0.0,
        _ => ROW_GAP,
    }
}
