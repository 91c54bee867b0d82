//! Sequence diagrams: lifelines side by side, time from top to bottom.
//!
//! Everything is settled from left to right before anything has a height: bars by their order in time, needs of room by
//! bars and words, columns by needs, texts by columns. Then rows lower each event to its place, and the upright lines
//! come last, interrupted wherever something stands on them.

mod activations;
mod columns;
mod fragments;
mod lifelines;
mod measures;
mod messages;
mod needs;
mod notes;
mod room;
mod rows;
mod set;

pub use measures::FOUND_DOT;

use activations::Timeline;
use fragments::Frames;
use lifelines::{Cover, Upright};
use messages::Stubs;
use set::{Set, Setting};

use super::types::{Placed, Sequence};
use crate::geometry::{Rect, Size};
use crate::theme::Theme;
use crate::view;

/// Places every event of a sequence, from the origin on and without a margin, and says how large the whole is, px. Any
/// sequence can be placed, one without lifelines or events too.
pub fn place(view: &view::Sequence, theme: &Theme) -> (Size, Sequence) {
    let timeline = Timeline::read(view);
    let heads = lifelines::heads(view, theme);
    let stubs = Stubs::read(view, theme);
    let needs = needs::of_events(view, &timeline, &heads, &stubs, theme);
    let frames = Frames::read(view, &timeline, &needs, theme);
    let distances = needs::distances(view, &timeline, &heads, &frames.frames, &needs);
    let columns = columns::solve(view.lifelines.len(), distances);

    let setting = Setting {
        view,
        columns: &columns,
        timeline: &timeline,
        heads: &heads,
        stubs: &stubs,
        frames: &frames,
        needs: &needs,
        theme,
    };
    let mut sets = setting.events();
    let (left, right) = setting.extent(&sets);
    let shift = (-left).ceil();
    let columns: Vec<f64> = columns.iter().map(|x| x + shift).collect();

    let crown = lifelines::crown(view, &columns, &heads, theme);
    let tallest = heads.iter().map(|head| head.size.h).fold(0.0, f64::max);
    let rows = rows::place(view, &sets, &heads, crown.height + tallest);
    for (set, row) in sets.iter_mut().zip(&rows.rows) {
        set.shift(shift, row.line);
    }

    let mut out = Sequence::default();
    let guards = gather(sets, &mut out);
    out.fragments = fragments::place(&frames, &columns, &rows, &guards, theme);
    let (text, boxes) = covers(&out);
    out.activations = lifelines::interrupted(timeline.place(&columns, &rows), &columns, &boxes);
    let upright = Upright { view, columns: &columns, heads: &heads, rows: &rows, crown: &crown, theme };
    let covers: Vec<Cover> = text.into_iter().chain(boxes).collect();
    out.lifelines = upright.lifelines(&covers, &out.activations, &out.delays);
    out.boxes = upright.boxes(&covers);
    (Size::new((right + shift).ceil(), upright.bottom().ceil()), out)
}

/// Sorts the events into the layout; guards come back by event, for the frames.
fn gather(sets: Vec<Set>, out: &mut Sequence) -> Vec<Option<Placed>> {
    let mut guards = Vec::with_capacity(sets.len());
    for set in sets {
        let mut words = None;
        match set {
            Set::Message(message, _) => out.messages.push(message),
            Set::Guard(guard, _) => words = guard,
            Set::Note(note) => out.notes.push(note),
            Set::Reference(reference) => out.references.push(reference),
            Set::Divider(divider) => out.dividers.push(divider),
            Set::Delay(delay) => out.delays.push(delay),
            Set::Space | Set::Cross | Set::Nothing => {}
        }
        guards.push(words);
    }
    guards
}

/// What interrupts lines: words that pass only lifelines, and what stands on bars as well.
fn covers(out: &Sequence) -> (Vec<Cover>, Vec<Cover>) {
    let labels = out.messages.iter().filter_map(|message| message.label.as_ref());
    let guards =
        out.fragments.iter().flat_map(|fragment| &fragment.operands).filter_map(|operand| operand.title.as_ref());
    let tabs = out.fragments.iter().map(|fragment| fragment.tab);
    let text: Vec<Rect> = labels.chain(guards).map(|words| words.rect).chain(tabs).collect();
    let notes = out.notes.iter().map(|note| note.rect);
    let references = out.references.iter().map(|reference| reference.rect);
    let dividers = out.dividers.iter().map(|divider| divider.text.rect);
    let delays = out.delays.iter().filter_map(|delay| delay.text.as_ref()).map(|words| words.rect);
    let boxes = notes.chain(references).chain(dividers).chain(delays).map(Cover).collect();
    (text.into_iter().map(Cover).collect(), boxes)
}
