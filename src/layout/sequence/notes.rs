//! What stands beside the messages: notes, references to other sequences, dividers and delays.
//!
//! Each is set with its top at y 0 (a divider with its line); the row that it gets lowers it to its place.

use super::activations::Timeline;
use super::measures::{
    BREATH, DELAY_PAD, NOTE_COMPACT, NOTE_GAP, NOTE_LINES, NOTE_OVER, NOTE_PAD, NOTE_SIDE, REFERENCE_PAD, SPACE,
    TAB_HEIGHT, TAB_SIDE,
};
use super::needs::Need;
use super::room::{Stretch, compact};
use crate::geometry::{Point, Rect, Size};
use crate::layout::{Align, Delay, Divider, Note, Placed, Reference};
use crate::text::{Block, wrap};
use crate::theme::{TextRole, Theme};
use crate::view::{EventKind, NotePlace};

/// The word in the tab of a reference, as UML writes it.
const REF: &str = "ref";

pub(super) fn need(kind: &EventKind, event: usize, timeline: &Timeline, theme: &Theme) -> Option<Need> {
    match kind {
        EventKind::Note { place, over, text } => {
            let (first, last) = (*over.iter().min()?, *over.iter().max()?);
            let width = note_text(*place, first < last, text, theme).size.w + 2.0 * NOTE_SIDE;
            Some(match place {
                NotePlace::LeftOf => {
                    let left = timeline.reach(first, event).left + NOTE_GAP + width;
                    Need { first, last: first, left, right: 0.0, width: left }
                }
                NotePlace::RightOf => {
                    let right = timeline.reach(last, event).right + NOTE_GAP + width;
                    Need { first: last, last, left: 0.0, right, width: right }
                }
                NotePlace::Over => over_need(first, last, width, timeline, event),
            })
        }
        EventKind::Reference { over, text, .. } => {
            let (first, last) = (*over.iter().min()?, *over.iter().max()?);
            let block =
                compact(text, theme.sizes.text(TextRole::Note), NOTE_LINES, (NOTE_COMPACT, theme.sizes.note_wrap));
            let width = block.size.w + 2.0 * (tab_width(REF, theme) + BREATH);
            Some(over_need(first, last, width, timeline, event))
        }
        _ => None,
    }
}

fn over_need(first: usize, last: usize, width: f64, timeline: &Timeline, event: usize) -> Need {
    if first == last {
        let half = (width / 2.0).max(NOTE_OVER);
        return Need { first, last, left: half, right: half, width: 2.0 * half };
    }
    let left = NOTE_OVER.max(timeline.reach(first, event).left + NOTE_GAP);
    let right = NOTE_OVER.max(timeline.reach(last, event).right + NOTE_GAP);
    Need { first, last, left, right, width: width.max(left + right) }
}

fn note_text(place: NotePlace, several: bool, text: &str, theme: &Theme) -> Block {
    let style = theme.sizes.text(TextRole::Note);
    match place {
        NotePlace::Over if several => compact(text, style, 2, (theme.sizes.note_wrap, 1.5 * theme.sizes.note_wrap)),
        _ => compact(text, style, NOTE_LINES, (NOTE_COMPACT, theme.sizes.note_wrap)),
    }
}

/// Width of a tab around its word.
pub(super) fn tab_width(word: &str, theme: &Theme) -> f64 {
    let block = wrap(word, theme.sizes.text(TextRole::Badge), f64::INFINITY);
    (block.size.w + 2.0 * TAB_SIDE).ceil()
}

/// A tab at the top left corner of a frame, and the word in it.
pub(super) fn tab(word: &str, corner: Point, theme: &Theme) -> (Rect, Placed) {
    let block = wrap(word, theme.sizes.text(TextRole::Badge), f64::INFINITY);
    let rect = Rect::at(corner, Size::new(tab_width(word, theme), TAB_HEIGHT));
    let word = centred_in(rect, block);
    (rect, word)
}

/// A block in the middle of a rectangle.
pub(super) fn centred_in(rect: Rect, block: Block) -> Placed {
    let middle = rect.center();
    let size = block.size;
    let rect = Rect::new(middle.x - size.w / 2.0, middle.y - size.h / 2.0, size.w, size.h);
    Placed { rect, block, align: Align::Center }
}

/// The columns' need as it came out.
fn stretch(need: &Need, columns: &[f64]) -> Stretch {
    Stretch::new(columns[need.first] - need.left, columns[need.last] + need.right)
}

pub(super) fn set_note(
    (place, text): (NotePlace, &str),
    event: usize,
    need: &Need,
    columns: &[f64],
    theme: &Theme,
) -> Note {
    let several = need.first < need.last;
    let stretch = stretch(need, columns);
    let mut block = note_text(place, several, text, theme);
    let rect = match place {
        NotePlace::LeftOf => Rect::new(stretch.left, 0.0, block.size.w + 2.0 * NOTE_SIDE, 0.0),
        NotePlace::RightOf => {
            let width = block.size.w + 2.0 * NOTE_SIDE;
            Rect::new(stretch.right - width, 0.0, width, 0.0)
        }
        NotePlace::Over => {
            let width = stretch.right - stretch.left;
            if several {
                block = wrap(text, theme.sizes.text(TextRole::Note), (width - 2.0 * NOTE_SIDE).max(block.size.w));
            }
            Rect::new(stretch.left, 0.0, width, 0.0)
        }
    };
    let rect = Rect { h: block.size.h + 2.0 * NOTE_PAD, ..rect };
    Note { event, rect, text: centred_in(rect, block) }
}

pub(super) fn set_reference(text: &str, event: usize, need: &Need, columns: &[f64], theme: &Theme) -> Reference {
    let stretch = stretch(need, columns);
    let width = stretch.right - stretch.left;
    let room = width - 2.0 * (tab_width(REF, theme) + BREATH);
    let block = wrap(text, theme.sizes.text(TextRole::Note), room);
    let height = (block.size.h + 2.0 * REFERENCE_PAD).max(TAB_HEIGHT + REFERENCE_PAD);
    let rect = Rect::new(stretch.left, 0.0, width, height);
    let (tab, operator) = tab(REF, Point::new(rect.x, rect.y), theme);
    Reference { event, rect, tab, operator, text: centred_in(rect, block) }
}

/// A divider through `whole`, its line at y 0.
pub(super) fn set_divider(text: &str, event: usize, whole: Stretch, theme: &Theme) -> Divider {
    let width = (whole.right - whole.left - 4.0 * BREATH).max(theme.sizes.note_wrap);
    let block = wrap(text, theme.sizes.text(TextRole::Group), width);
    let rect = Rect::new(whole.left, -block.size.h / 2.0, whole.right - whole.left, block.size.h);
    Divider { event, y: 0.0, left: whole.left, right: whole.right, text: centred_in(rect, block) }
}

pub(super) fn set_delay(text: Option<&str>, event: usize, whole: Stretch, theme: &Theme) -> Delay {
    let width = (whole.right - whole.left - 4.0 * BREATH).max(theme.sizes.note_wrap);
    let block = text.map(|text| wrap(text, theme.sizes.text(TextRole::Note), width));
    let block = block.filter(|block| !block.lines.is_empty());
    let bottom = block.as_ref().map_or(SPACE, |block| block.size.h + 2.0 * DELAY_PAD);
    let rect = Rect::new(whole.left, 0.0, whole.right - whole.left, bottom);
    Delay { event, top: 0.0, bottom, text: block.map(|block| centred_in(rect, block)) }
}
