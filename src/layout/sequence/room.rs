//! Room for a text in a row: which stretch it stands in, and how it wraps there.
//!
//! A text never stands on a bar. It would rather stand between two lifelines than across one; where it does cross one,
//! the line is interrupted behind it.

use crate::text::{Block, Style, wrap};

/// A stretch of a row, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub left: f64,
    pub right: f64,
}

impl Stretch {
    pub const fn new(left: f64, right: f64) -> Self {
        Self { left, right }
    }

    fn width(self) -> f64 {
        self.right - self.left
    }

    fn middle(self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

/// What stands in a row between its ends, from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Obstacle {
    /// A lifeline that may be interrupted.
    Line(f64),
    /// A bar that may not.
    Bar(Stretch),
}

/// A text in its stretch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stand {
    pub block: Block,
    /// The room it was wrapped for; the text is centred in it or starts at its left.
    pub room: Stretch,
}

/// Wraps narrow if that takes at most so many lines, else as wide as up to `widest` helps to keep it short.
pub(super) fn compact(text: &str, style: Style, lines: usize, (narrow, widest): (f64, f64)) -> Block {
    let mut width = narrow.min(widest);
    loop {
        let block = wrap(text, style, width);
        if block.lines.len() <= lines || width >= widest {
            return block;
        }
        width = (width * 1.25).min(widest);
    }
}

/// How far from the middle towards the sender a label would best stand, as a share of the row: of two gaps it takes the
/// sender's, of three the middle one.
const TOWARDS_SENDER: f64 = 0.125;

/// Finds the room of a centred text in `row`, keeping `side` px from everything: the fewest lines, then the place nearest
/// to the middle, a little on the sender's side (the left one if `rightwards`). No line is wider than `widest`.
pub(super) fn centred(
    text: &str,
    style: Style,
    row: Stretch,
    obstacles: &[Obstacle],
    (side, widest, rightwards): (f64, f64, bool),
) -> Stand {
    let near = row.middle() + row.width() * if rightwards { -TOWARDS_SENDER } else { TOWARDS_SENDER };
    let between = rooms(row, obstacles, side, |_| true);
    let whole = rooms(row, obstacles, side, |obstacle| matches!(obstacle, Obstacle::Bar(_)));
    let fewest = |rooms: &[Stretch]| {
        // What the widest room takes in fewest lines, any room that is wide enough takes too.
        let room = rooms.iter().map(|room| room.width()).fold(0.0, f64::max);
        let block = wrap(text, style, room.min(widest));
        let holds = |stretch: &&Stretch| stretch.width() >= block.size.w.min(room);
        let away = |stretch: &Stretch| (stretch.middle() - near).abs();
        let nearer = |a: Stretch, b: Stretch| if away(&b) < away(&a) - 0.5 { b } else { a };
        let room = rooms.iter().filter(holds).copied().reduce(nearer).expect("the widest room holds what it takes");
        Stand { block, room }
    };
    let calm = fewest(&between);
    if calm.block.lines.len() <= 2 || between.len() == whole.len() {
        return calm;
    }
    let mut crossing = fewest(&whole);
    // As near to the middle of the message as its room allows.
    let half = crossing.block.size.w / 2.0;
    let middle =
        row.middle().clamp(crossing.room.left + half, (crossing.room.right - half).max(crossing.room.left + half));
    crossing.room = Stretch::new(middle - half, middle + half);
    crossing
}

/// Finds the room of a text that starts at the left: the first stretch between bars that takes it in three lines,
/// else the widest.
pub(super) fn from_left(
    text: &str,
    style: Style,
    row: Stretch,
    obstacles: &[Obstacle],
    side: f64,
    widest: f64,
) -> Stand {
    let rooms = rooms(row, obstacles, side, |obstacle| matches!(obstacle, Obstacle::Bar(_)));
    let stand = |&room: &Stretch| Stand { block: wrap(text, style, room.width().min(widest)), room };
    let fits = |stand: &Stand| stand.block.lines.len() <= 3 && stand.block.size.w <= stand.room.width();
    rooms.iter().map(stand).find(fits).unwrap_or_else(|| {
        let wider = |a: Stretch, b: Stretch| if b.width() > a.width() { b } else { a };
        stand(&rooms.iter().copied().reduce(wider).expect("a row has room"))
    })
}

/// The stretches that the chosen obstacles leave, each `side` px away from them; never none.
fn rooms(row: Stretch, obstacles: &[Obstacle], side: f64, blocks: impl Fn(&Obstacle) -> bool) -> Vec<Stretch> {
    let mut rooms = Vec::new();
    let mut left = row.left;
    for obstacle in obstacles.iter().filter(|&obstacle| blocks(obstacle)) {
        let (from, to) = match *obstacle {
            Obstacle::Line(x) => (x, x),
            Obstacle::Bar(bar) => (bar.left, bar.right),
        };
        rooms.push(Stretch::new(left, from - side));
        left = to + side;
    }
    rooms.push(Stretch::new(left, row.right));
    let widest = rooms.iter().map(|room| room.width()).fold(f64::MIN, f64::max);
    rooms.retain(|room| room.width() > 0.0 || room.width() >= widest);
    rooms.into_iter().map(|room| Stretch::new(room.left, room.right.max(room.left))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::measure;
    use crate::theme::{Sizes, TextRole};

    const TEXT: &str = "a label of some length";

    fn label() -> Style {
        Sizes::default().text(TextRole::Label)
    }

    fn stand(text: &str, width: f64, obstacles: &[Obstacle], rightwards: bool) -> Stand {
        centred(text, label(), Stretch::new(0.0, width), obstacles, (8.0, 260.0, rightwards))
    }

    #[test]
    fn of_two_gaps_a_label_takes_the_senders_and_of_three_the_middle_one() {
        let two = [Obstacle::Line(200.0)];
        assert_eq!(stand(TEXT, 400.0, &two, true).room, Stretch::new(0.0, 192.0));
        assert_eq!(stand(TEXT, 400.0, &two, false).room, Stretch::new(208.0, 400.0));
        let three = [Obstacle::Line(200.0), Obstacle::Line(400.0)];
        for rightwards in [true, false] {
            assert_eq!(stand(TEXT, 600.0, &three, rightwards).room, Stretch::new(208.0, 392.0));
        }
    }

    #[test]
    fn a_long_label_goes_across_a_lifeline_and_never_across_a_bar() {
        let text = "a label that is so long that a narrow gap would make five or six lines of it, which nobody reads";
        let line = stand(text, 260.0, &[Obstacle::Line(130.0)], true);
        assert!(line.room.left < 130.0 && line.room.right > 130.0 && line.block.size.w <= 260.0);
        let bar = Stretch::new(125.0, 135.0);
        let beside = stand(text, 260.0, &[Obstacle::Bar(bar)], true);
        assert!(beside.room.right <= bar.left - 8.0 || beside.room.left >= bar.right + 8.0, "{:?}", beside.room);
        assert!(beside.block.size.w <= beside.room.width());
    }

    #[test]
    fn compact_text_grows_wider_only_when_lines_run_out() {
        let short = compact("two words", label(), 2, (160.0, 260.0));
        assert_eq!(short.lines.len(), 1);
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
        let block = compact(long, label(), 2, (160.0, 260.0));
        assert!(block.size.w > 160.0 && block.size.w <= 260.0);
        assert!(measure(long, label()) > 260.0 && block.lines.len() >= 2);
    }
}
