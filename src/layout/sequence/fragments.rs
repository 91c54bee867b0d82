//! Fragments: frames around what they hold, with a tab for the operator and a guard for each operand.
//!
//! A frame spans exactly the lifelines that something in it touches. Its tab stands to the left of the first lifeline, so
//! that it covers neither line nor bar; guards begin to the right of it, so that those of all operands stand in one line.

use super::activations::Timeline;
use super::measures::{
    BREATH, CLEAR, FRAME_INSET, FRAME_SIDE, GUARD_COMPACT, GUARD_LEAST, GUARD_LIFT, LABEL_SIDE, TAB_GAP, TAB_HEIGHT,
};
use super::needs::Need;
use super::notes::{tab, tab_width};
use super::room::{Obstacle, Stretch, compact, from_left};
use super::rows::Rows;
use crate::geometry::{Point, Rect};
use crate::layout::{Align, Fragment, Operand, Placed};
use crate::text::wrap;
use crate::theme::{TextRole, Theme};
use crate::view::{EventKind, FragmentOperator, MessageEnd, Sequence};

/// A fragment before it has a place.
pub(super) struct Frame {
    pub start: usize,
    /// The event that ends it, or the last of all.
    pub last_event: usize,
    pub parent: Option<usize>,
    pub depth: usize,
    pub operator: FragmentOperator,
    /// The events that start its operands; the first is `start`.
    pub operands: Vec<usize>,
    pub need: Need,
    /// From the first lifeline to the next, the least room for its guards.
    pub guards: f64,
    /// From the first lifeline to its right side, room for its guards at ease.
    words: f64,
}

/// Frames in order of their start, and for each event the innermost frame around it.
pub(super) struct Frames {
    pub frames: Vec<Frame>,
    pub around: Vec<Option<usize>>,
}

/// What stands for an operand's title: a condition in brackets, a plain title where nothing is decided.
pub(super) fn guard(operator: FragmentOperator, first: bool, title: Option<&str>) -> Option<String> {
    let title = title.filter(|title| !title.trim().is_empty());
    match operator {
        FragmentOperator::Group | FragmentOperator::Par => title.map(str::to_string),
        FragmentOperator::Alt if !first => Some(format!("[{}]", title.unwrap_or("else"))),
        _ => title.map(|title| format!("[{title}]")),
    }
}

fn title(kind: &EventKind) -> Option<&str> {
    match kind {
        EventKind::FragmentStart { title, .. } | EventKind::Operand { title } => title.as_deref(),
        _ => None,
    }
}

impl Frames {
    pub fn read(view: &Sequence, timeline: &Timeline, needs: &[Option<Need>], theme: &Theme) -> Self {
        let mut frames = Self::nest(view);
        frames.touch(view, needs);
        frames.widen(view, timeline, needs, theme);
        frames
    }

    /// Which frame holds which event.
    fn nest(view: &Sequence) -> Self {
        let mut frames: Vec<Frame> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut around = Vec::with_capacity(view.events.len());
        for (event, item) in view.events.iter().enumerate() {
            match item.kind {
                EventKind::FragmentStart { operator, .. } => {
                    let parent = open.last().copied();
                    open.push(frames.len());
                    frames.push(Frame {
                        start: event,
                        last_event: view.events.len() - 1,
                        parent,
                        depth: open.len() - 1,
                        operator,
                        operands: vec![event],
                        need: Need { first: usize::MAX, ..Need::default() },
                        guards: 0.0,
                        words: 0.0,
                    });
                }
                EventKind::Operand { .. } => {
                    if let Some(&frame) = open.last() {
                        frames[frame].operands.push(event);
                    }
                }
                _ => {}
            }
            around.push(open.last().copied());
            if matches!(item.kind, EventKind::FragmentEnd)
                && let Some(frame) = open.pop()
            {
                frames[frame].last_event = event;
            }
        }
        Self { frames, around }
    }

    /// The first and the last lifeline of each frame. One that touches none spans what the frame around it spans.
    fn touch(&mut self, view: &Sequence, needs: &[Option<Need>]) {
        for (event, item) in view.events.iter().enumerate() {
            let Some(frame) = self.around[event] else { continue };
            let own = &mut self.frames[frame].need;
            let mut touch = |first: usize, last: usize| {
                own.first = own.first.min(first);
                own.last = own.last.max(last);
            };
            if let Some(need) = &needs[event] {
                touch(need.first, need.last);
            }
            match &item.kind {
                EventKind::Message(message) => {
                    for end in [message.from, message.to] {
                        if let MessageEnd::Lifeline(at) = end {
                            touch(at, at);
                        }
                    }
                }
                EventKind::Note { over, .. } => over.iter().for_each(|&at| touch(at, at)),
                EventKind::Destroy(at) => touch(*at, *at),
                _ => {}
            }
        }
        for frame in (0..self.frames.len()).rev() {
            let Need { first, last, .. } = self.frames[frame].need;
            if let Some(parent) = self.frames[frame].parent.filter(|_| first <= last) {
                let around = &mut self.frames[parent].need;
                (around.first, around.last) = (around.first.min(first), around.last.max(last));
            }
        }
        for frame in 0..self.frames.len() {
            if self.frames[frame].need.first > self.frames[frame].need.last {
                let parent = self.frames[frame].parent.map(|parent| self.frames[parent].need);
                let all = Need { first: 0, last: view.lifelines.len().saturating_sub(1), ..Need::default() };
                let parent = parent.unwrap_or(all);
                (self.frames[frame].need.first, self.frames[frame].need.last) = (parent.first, parent.last);
            }
        }
    }

    /// How far each frame reaches beyond its lifelines: as far as what it holds and a margin, and as its own words need.
    fn widen(&mut self, view: &Sequence, timeline: &Timeline, needs: &[Option<Need>], theme: &Theme) {
        for frame in &mut self.frames {
            let (from, to) = (frame.start, frame.last_event);
            let bars = timeline.reach_over(frame.need.first, from, to).left;
            frame.need.left = bars + TAB_GAP + tab_width(frame.operator.word(), theme);
            frame.need.right = FRAME_SIDE.max(timeline.reach_over(frame.need.last, from, to).right + CLEAR);
            let bars = timeline.reach_over(frame.need.first, from, to).right;
            let guards = frame.operands.iter().filter_map(|&event| {
                let text = guard(frame.operator, event == frame.start, title(&view.events[event].kind))?;
                let style = theme.sizes.text(TextRole::Label);
                Some(compact(&text, style, 2, (GUARD_COMPACT, theme.sizes.message_wrap)).size.w)
            });
            let widest = guards.fold(0.0, f64::max);
            frame.guards = bars + widest.min(GUARD_LEAST) + 2.0 * LABEL_SIDE;
            frame.words = bars + widest + 2.0 * LABEL_SIDE;
        }
        for (event, need) in needs.iter().enumerate() {
            let Some(frame) = self.around[event] else { continue };
            if let Some(need) = need {
                self.frames[frame].hold(need);
            }
            // Words across the frame stand in its middle: it is as wide as they are.
            let across = across(&view.events[event].kind, theme);
            self.frames[frame].words = self.frames[frame].words.max(across);
        }
        for frame in (0..self.frames.len()).rev() {
            self.frames[frame].suffice();
            if let Some(parent) = self.frames[frame].parent {
                let inner = self.frames[frame].need;
                self.frames[parent].hold(&inner);
            }
        }
    }
}

/// Room that a divider or a delay needs from side to side, px; 0 for any other event.
fn across(kind: &EventKind, theme: &Theme) -> f64 {
    let (text, role) = match kind {
        EventKind::Divider(text) => (text, TextRole::Group),
        EventKind::Delay(Some(text)) => (text, TextRole::Note),
        _ => return 0.0,
    };
    wrap(text, theme.sizes.text(role), theme.sizes.note_wrap).size.w + 4.0 * BREATH
}

impl Frame {
    /// Reaches around something that it holds.
    fn hold(&mut self, inner: &Need) {
        if inner.first == self.need.first && inner.left > 0.0 {
            self.need.left = self.need.left.max(inner.left + FRAME_INSET);
        }
        if inner.last == self.need.last && inner.right > 0.0 {
            self.need.right = self.need.right.max(inner.right + FRAME_INSET);
        }
    }

    /// A frame around one lifeline has no columns to push apart: it grows to the right itself.
    fn suffice(&mut self) {
        if self.need.first == self.need.last {
            self.need.right = self.need.right.max(self.words);
        }
        self.need.width = self.need.left + self.words.max(self.need.right);
    }

    pub fn stretch(&self, columns: &[f64]) -> Stretch {
        Stretch::new(columns[self.need.first] - self.need.left, columns[self.need.last] + self.need.right)
    }

    /// The guard of the operand that `event` starts, with the line above it (the frame's top or the separator) at y 0.
    pub fn set_guard(
        &self,
        view: &Sequence,
        event: usize,
        columns: &[f64],
        timeline: &Timeline,
        theme: &Theme,
    ) -> Option<Placed> {
        let text = guard(self.operator, event == self.start, title(&view.events[event].kind))?;
        let style = theme.sizes.text(TextRole::Label);
        let bars = timeline.reach_over(self.need.first, self.start, self.last_event).right;
        let left = columns[self.need.first] + bars + LABEL_SIDE;
        let row = Stretch::new(left, self.stretch(columns).right - LABEL_SIDE);
        let foreign = (self.need.first + 1..=self.need.last).map(|at| {
            let reach = timeline.reach(at, event);
            if reach.left > 0.0 {
                Obstacle::Bar(Stretch::new(columns[at] - reach.left, columns[at] + reach.right))
            } else {
                Obstacle::Line(columns[at])
            }
        });
        let foreign: Vec<Obstacle> = foreign.collect();
        let stand = from_left(&text, style, row, &foreign, LABEL_SIDE, 1.5 * theme.sizes.message_wrap);
        let size = stand.block.size;
        // The first guard's first line is level with the word in the tab.
        let lift = (TAB_HEIGHT - style.line_height) / 2.0;
        let y = if event == self.start { lift } else { GUARD_LIFT };
        Some(Placed { rect: Rect::new(stand.room.left, y, size.w, size.h), block: stand.block, align: Align::Start })
    }
}

/// The frames in their places. `guards` holds the guard of each operand's event, already in its row.
pub(super) fn place(
    frames: &Frames,
    columns: &[f64],
    rows: &Rows,
    guards: &[Option<Placed>],
    theme: &Theme,
) -> Vec<Fragment> {
    let place = |frame: &Frame| {
        let stretch = frame.stretch(columns);
        let top = rows.rows[frame.start].line;
        let bottom = rows.rows[frame.last_event].bottom;
        let rect = Rect::new(stretch.left, top, stretch.right - stretch.left, bottom - top);
        let (tab, operator) = tab(frame.operator.word(), Point::new(rect.x, rect.y), theme);
        let operand = |&event: &usize| Operand { event, y: rows.rows[event].line, title: guards[event].clone() };
        let operands = frame.operands.iter().map(operand).collect();
        Fragment { event: frame.start, rect, tab, operator, operands, depth: frame.depth }
    };
    frames.frames.iter().map(place).collect()
}
