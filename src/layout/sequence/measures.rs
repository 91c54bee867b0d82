//! The distances of a sequence diagram, px. One place, so that the whole picture keeps one rhythm.

/// Width of an activation's bar.
pub const BAR: f64 = 10.0;
/// How far a nested activation stands to the right of the one below it: half a bar, so that both edges show.
pub const BAR_STEP: f64 = 5.0;
/// A bar goes on for this long below what it ends after, unless that is its own reply.
pub const BAR_TAIL: f64 = 8.0;

/// Between anything that reaches out from one lifeline and the bar or line of the next.
pub const CLEAR: f64 = 12.0;
/// Between two heads.
pub const HEAD_GAP: f64 = 28.0;
/// Between the heads and the first row, and between the last row and the feet.
pub const HEAD_ROOM: f64 = 22.0;

/// Between two rows: from what stands lowest in one to what stands highest in the next.
pub const ROW_GAP: f64 = 16.0;
/// Between a label and its line.
pub const LABEL_LIFT: f64 = 3.0;
/// Between a label and the bars or lifelines beside it.
pub const LABEL_SIDE: f64 = 9.0;
/// Room above a line without a label.
pub const BARE_LINE: f64 = 6.0;
/// The shortest message.
pub const MESSAGE_MIN: f64 = 44.0;
/// Narrowest width to which the need of a label's room is wrapped; labels of more than two such lines ask for more.
pub const LABEL_COMPACT: f64 = 164.0;

/// A self message: how far it reaches out, how high it is, and the distance to its label.
pub const LOOP_WIDTH: f64 = 22.0;
pub const LOOP_HEIGHT: f64 = 20.0;
pub const LOOP_GAP: f64 = 8.0;

/// A message from outside or to it is at least this long.
pub const STUB: f64 = 60.0;
/// Radius of the dot where a message from outside begins.
pub const FOUND_DOT: f64 = 4.0;
/// A message that is lost on its way ends this far before its target.
pub const LOST_SHORT: f64 = 26.0;

/// Inside the tab of a fragment or reference, left and right; its height.
pub const TAB_SIDE: f64 = 8.0;
pub const TAB_HEIGHT: f64 = 20.0;
/// Between a frame's tab and the first lifeline's bar, and between the tab and the guard.
pub const TAB_GAP: f64 = 5.0;
/// Between two frames, one inside the other.
pub const FRAME_INSET: f64 = 10.0;
/// Between the last lifeline of a frame and its right side, and around what else it holds.
pub const FRAME_SIDE: f64 = 24.0;
/// Below the last row inside a frame, and above a separator.
pub const FRAME_BOTTOM: f64 = 14.0;
/// Above a frame.
pub const FRAME_GAP: f64 = 18.0;
/// Between the separator and the guard under it; also above a guard beside the tab.
pub const GUARD_LIFT: f64 = 4.0;
/// Narrowest width to which a guard's need of room is wrapped.
pub const GUARD_COMPACT: f64 = 150.0;
/// A guard has at least this much room before the next lifeline, so that bars never squeeze it to single letters.
pub const GUARD_LEAST: f64 = 96.0;
/// An operand without content is this high below its guard.
pub const EMPTY_OPERAND: f64 = 8.0;

/// Inside a note.
pub const NOTE_SIDE: f64 = 11.0;
pub const NOTE_PAD: f64 = 7.0;
/// A note over several lifelines reaches this far beyond the first and the last.
pub const NOTE_OVER: f64 = 22.0;
/// Between a note at a side and its lifeline.
pub const NOTE_GAP: f64 = 10.0;
/// Narrowest width to which a note beside a lifeline is wrapped.
pub const NOTE_COMPACT: f64 = 156.0;
/// More lines than this make it wider.
pub const NOTE_LINES: usize = 4;

/// Inside a reference, above and below its text.
pub const REFERENCE_PAD: f64 = 11.0;
/// Above and below a divider, beyond the distance between rows: it parts what comes before from what comes after.
pub const DIVIDER_AIR: f64 = 6.0;
/// Around the text of a divider or a delay.
pub const BREATH: f64 = 10.0;
/// `gap`, and a delay without text.
pub const SPACE: f64 = 24.0;
/// Above and below a delay's text, where the lines are dotted.
pub const DELAY_PAD: f64 = 12.0;

/// Half the cross that ends a lifeline.
pub const CROSS: f64 = 7.0;

/// Height of a step's number, and its room on the line.
pub const NUMBER: f64 = 17.0;
pub const NUMBER_GAP: f64 = 3.0;

/// Inside a box around lifelines: at its sides, and between its title and what it holds.
pub const BOX_SIDE: f64 = 12.0;
pub const BOX_TITLE_GAP: f64 = 6.0;
/// Between two boxes that stand side by side.
pub const BOX_GAP: f64 = 14.0;

/// From this height on, the heads are repeated at the foot: about a screen, beyond which they scroll out of sight.
pub const FEET_FROM: f64 = 900.0;

/// A lifeline is interrupted this far before and behind what stands on it.
pub const HALO: f64 = 3.0;
/// Pieces of a line shorter than this are noise and not drawn.
pub const SHORTEST_STRETCH: f64 = 3.0;
