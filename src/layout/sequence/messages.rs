//! Messages: from bar to bar, the label above the line and between the lifelines where it can be.
//!
//! A message is set with its line at y 0; the row that it gets lowers it to its place.

use super::activations::Timeline;
use super::lifelines::Head;
use super::measures::{
    BARE_LINE, CLEAR, FOUND_DOT, LABEL_COMPACT, LABEL_LIFT, LABEL_SIDE, LOOP_GAP, LOOP_HEIGHT, LOOP_WIDTH, LOST_SHORT,
    MESSAGE_MIN, NUMBER, NUMBER_GAP, STUB,
};
use super::needs::Need;
use super::room::{Obstacle, Stretch, centred, compact};
use crate::geometry::{Point, Rect};
use crate::layout::{Align, Message, Placed, Step};
use crate::text::{Block, measure, wrap};
use crate::theme::{TextRole, Theme};
use crate::view::{self, EventKind, MessageEnd};

/// Where a message runs.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Course {
    /// Between two lifelines.
    Between(usize, usize),
    Itself(usize),
    /// From outside to a lifeline, or the other way round; on which side of it the other end hangs.
    Stub {
        lifeline: usize,
        leftwards: bool,
        arrives: bool,
    },
    /// From outside to outside: nobody's message. It has no place on a lifeline and runs along the border.
    Nowhere,
}

fn course(message: &view::Message) -> Course {
    match (message.from, message.to) {
        (MessageEnd::Lifeline(from), MessageEnd::Lifeline(to)) if from == to => Course::Itself(from),
        (MessageEnd::Lifeline(from), MessageEnd::Lifeline(to)) => Course::Between(from, to),
        (MessageEnd::Outside, MessageEnd::Lifeline(to)) => {
            Course::Stub { lifeline: to, leftwards: !message.reply, arrives: true }
        }
        // An answer goes back to where calls from outside come from.
        (MessageEnd::Lifeline(from), MessageEnd::Outside) => {
            Course::Stub { lifeline: from, leftwards: message.reply, arrives: false }
        }
        (MessageEnd::Outside, MessageEnd::Outside) => Course::Nowhere,
    }
}

fn label(message: &view::Message, theme: &Theme) -> Option<Block> {
    let text = message.text.as_deref()?;
    let sizes = &theme.sizes;
    let block = compact(text, sizes.text(TextRole::Label), 2, (LABEL_COMPACT, sizes.message_wrap));
    (!block.lines.is_empty()).then_some(block)
}

/// Width of the number's disc or pill; 0 without one.
fn number_width(message: &view::Message, theme: &Theme) -> f64 {
    let width = |number: u32| measure(&number.to_string(), theme.sizes.text(TextRole::Badge));
    message.number.map_or(0.0, |number| (width(number) + 9.0).max(NUMBER).ceil())
}

fn number_room(message: &view::Message, theme: &Theme) -> f64 {
    match number_width(message, theme) {
        0.0 => 0.0,
        width => number_gap(message, theme) + width,
    }
}

/// Between the start of the line, with what stands there, and the number.
fn number_gap(message: &view::Message, theme: &Theme) -> f64 {
    if message.from == MessageEnd::Outside {
        FOUND_DOT + NUMBER_GAP
    } else if message.operator == view::Operator::Both {
        theme.sizes.arrow_length + NUMBER_GAP
    } else {
        NUMBER_GAP
    }
}

/// How long the messages from and to outside are: all of one lifeline and side alike, so that their far ends stand
/// below each other.
pub(super) struct Stubs(Vec<[f64; 2]>);

impl Stubs {
    pub fn read(view: &view::Sequence, theme: &Theme) -> Self {
        // One more, for messages that touch no lifeline.
        let mut lengths = vec![[0.0_f64; 2]; view.lifelines.len() + 1];
        for event in &view.events {
            let EventKind::Message(message) = &event.kind else { continue };
            let (at, leftwards) = match course(message) {
                Course::Stub { lifeline, leftwards, .. } => (lifeline, leftwards),
                Course::Nowhere => (view.lifelines.len(), true),
                _ => continue,
            };
            let text = label(message, theme).map_or(0.0, |block| block.size.w);
            let number = number_room(message, theme);
            let length = &mut lengths[at][usize::from(leftwards)];
            *length = length.max(number + (text + 2.0 * LABEL_SIDE).max(STUB)).ceil();
        }
        Self(lengths)
    }

    fn length(&self, lifeline: usize, leftwards: bool) -> f64 {
        self.0[lifeline][usize::from(leftwards)]
    }
}

fn loop_width(message: &view::Message, theme: &Theme) -> f64 {
    LOOP_WIDTH + number_room(message, theme)
}

pub(super) fn need(
    kind: &EventKind,
    event: usize,
    timeline: &Timeline,
    heads: &[Head],
    stubs: &Stubs,
    theme: &Theme,
) -> Option<Need> {
    let EventKind::Message(message) = kind else { return None };
    let text = label(message, theme).map_or(0.0, |block| block.size.w);
    let number = number_room(message, theme);
    match course(message) {
        Course::Between(from, to) => {
            let (first, last) = (from.min(to), from.max(to));
            let (a, b) = (timeline.reach(first, event).right, timeline.reach(last, event).left);
            // A lifeline that is made here begins with its head.
            let head = |at: usize| if message.creates && to == at { heads[at].size.w / 2.0 } else { 0.0 };
            let ends = a.max(head(first)) + b.max(head(last));
            let short = if message.lost { LOST_SHORT } else { 0.0 };
            let least = (number + text + 2.0 * LABEL_SIDE).max(MESSAGE_MIN + number) + short;
            let mut need = Need { first, last, left: 0.0, right: 0.0, width: ends + least };
            if message.creates {
                // The head also keeps its distance from the far side's neighbour.
                let side = if to == last { &mut need.right } else { &mut need.left };
                *side = heads[to].size.w / 2.0;
                need.width += heads[to].size.w / 2.0;
            }
            Some(need)
        }
        Course::Itself(at) => {
            let (before, after) = loop_ends(message, event, at, timeline);
            let reach = before.max(after);
            let label = if text > 0.0 { LOOP_GAP + text } else { 0.0 };
            let right = reach + loop_width(message, theme) + label;
            Some(Need { first: at, last: at, left: 0.0, right, width: right })
        }
        Course::Stub { lifeline, leftwards, .. } => {
            let reach = timeline.reach(lifeline, event);
            let out = stubs.length(lifeline, leftwards) + FOUND_DOT;
            let (left, right) = if leftwards { (reach.left + out, 0.0) } else { (0.0, reach.right + out) };
            Some(Need { first: lifeline, last: lifeline, left, right, width: left + right })
        }
        Course::Nowhere => None,
    }
}

/// Sets the message of an event with its line at y 0.
pub(super) fn set(
    message: &view::Message,
    event: usize,
    columns: &[f64],
    timeline: &Timeline,
    heads: &[Head],
    stubs: &Stubs,
    theme: &Theme,
) -> Message {
    match course(message) {
        Course::Between(from, to) => {
            let rightwards = columns[from] < columns[to];
            let start = side(columns[from], timeline.reach(from, event), rightwards);
            let arrives = if message.creates {
                columns[to] + heads[to].size.w / 2.0 * if rightwards { -1.0 } else { 1.0 }
            } else {
                side(columns[to], timeline.reach(to, event), !rightwards)
            };
            let short = if message.lost { LOST_SHORT } else { 0.0 };
            let end = if rightwards { arrives - short } else { arrives + short };
            straight(message, event, (start, end), between(columns, timeline, event, (from, to)), theme)
        }
        Course::Itself(at) => itself(message, event, at, columns[at], timeline, theme),
        Course::Stub { lifeline, leftwards, arrives } => {
            let near = side(columns[lifeline], timeline.reach(lifeline, event), !leftwards);
            let length = stubs.length(lifeline, leftwards);
            let far = if leftwards { near - length } else { near + length };
            let ends = if arrives { (far, near) } else { (near, far) };
            straight(message, event, ends, Vec::new(), theme)
        }
        Course::Nowhere => {
            let end = columns[0] - CLEAR;
            let start = end - stubs.length(heads.len(), true);
            straight(message, event, (start, end), Vec::new(), theme)
        }
    }
}

/// The edge of the bars on one side of a lifeline.
fn side(x: f64, reach: super::activations::Reach, right: bool) -> f64 {
    if right { x + reach.right } else { x - reach.left }
}

/// Foreign lifelines that a message passes, from left to right.
fn between(columns: &[f64], timeline: &Timeline, event: usize, (from, to): (usize, usize)) -> Vec<Obstacle> {
    let passed = from.min(to) + 1..from.max(to);
    let obstacle = |at: usize| {
        let reach = timeline.reach(at, event);
        if reach.left > 0.0 {
            Obstacle::Bar(Stretch::new(columns[at] - reach.left, columns[at] + reach.right))
        } else {
            Obstacle::Line(columns[at])
        }
    };
    passed.map(obstacle).collect()
}

fn straight(
    message: &view::Message,
    event: usize,
    (start, end): (f64, f64),
    obstacles: Vec<Obstacle>,
    theme: &Theme,
) -> Message {
    let style = theme.sizes.text(TextRole::Label);
    let rightwards = start < end;
    let number = number(message, rightwards, start, theme);
    let room = number_room(message, theme);
    let (left, right) = if rightwards { (start + room, end) } else { (end, start - room) };
    let row = Stretch::new(left + LABEL_SIDE, right - LABEL_SIDE);
    // Wider than a label may be by itself only where the columns are that far apart anyway.
    let widest = theme.sizes.message_wrap.max((right - left) * 0.6).min(1.5 * theme.sizes.message_wrap);
    let words = message.text.as_deref().filter(|text| !text.trim().is_empty());
    let label = words.map(|text| {
        let stand = centred(text, style, row, &obstacles, (LABEL_SIDE, widest, rightwards));
        let size = stand.block.size;
        let x = (stand.room.left + stand.room.right - size.w) / 2.0;
        Placed { rect: Rect::new(x, -LABEL_LIFT - size.h, size.w, size.h), block: stand.block, align: Align::Center }
    });
    Message { event, points: vec![Point::new(start, 0.0), Point::new(end, 0.0)], label, number }
}

/// How far the bars reach to the right of the line where a message to itself leaves and where it arrives.
fn loop_ends(message: &view::Message, event: usize, at: usize, timeline: &Timeline) -> (f64, f64) {
    let before = timeline.before(at, event).right;
    let after = timeline.after(at, event).right;
    // A bar ends with its reply, but goes on a little below any other message.
    if message.reply && after < before {
        (before, timeline.answered(at, event).right)
    } else {
        (before, after.max(before))
    }
}

fn itself(message: &view::Message, event: usize, at: usize, x: f64, timeline: &Timeline, theme: &Theme) -> Message {
    let (before, after) = loop_ends(message, event, at, timeline);
    let (start, end) = (x + before, x + after);
    let far = x + before.max(after) + loop_width(message, theme);
    let points =
        vec![Point::new(start, 0.0), Point::new(far, 0.0), Point::new(far, LOOP_HEIGHT), Point::new(end, LOOP_HEIGHT)];
    let label = label(message, theme).map(|block| {
        let size = block.size;
        let rect = Rect::new(far + LOOP_GAP, (LOOP_HEIGHT - size.h) / 2.0, size.w, size.h);
        Placed { rect, block, align: Align::Start }
    });
    Message { event, points, label, number: number(message, true, start, theme) }
}

/// The number stands on the line, at its start.
fn number(message: &view::Message, rightwards: bool, start: f64, theme: &Theme) -> Option<Step> {
    let width = number_width(message, theme);
    let block = wrap(&message.number?.to_string(), theme.sizes.text(TextRole::Badge), f64::INFINITY);
    let gap = number_gap(message, theme);
    let x = if rightwards { start + gap } else { start - gap - width };
    let rect = Rect::new(x, -NUMBER / 2.0, width, NUMBER);
    let middle = rect.center();
    let text = Rect::new(middle.x - block.size.w / 2.0, middle.y - block.size.h / 2.0, block.size.w, block.size.h);
    Some(Step { rect, text: Placed { rect: text, block, align: Align::Center } })
}

/// How far a message reaches above its line and below it.
pub(super) fn extent(message: &Message, creates: Option<&Head>) -> (f64, f64) {
    let label = message.label.as_ref().map(|label| label.rect);
    let number = message.number.as_ref().map_or(0.0, |number| number.rect.h / 2.0);
    let head = creates.map_or(0.0, |head| head.size.h / 2.0);
    let above = label.map_or(BARE_LINE, |rect| -rect.y).max(number).max(head);
    let lowest = message.points.iter().map(|p| p.y).fold(0.0, f64::max);
    let below = label.map_or(0.0, |rect| rect.bottom()).max(lowest).max(head);
    (above.max(0.0), below)
}
