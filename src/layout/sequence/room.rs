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
        let stands = rooms.iter().map(|&room| Stand { block: wrap(text, style, room.width().min(widest)), room });
        let nearest = |stand: &Stand| (stand.room.middle() - near).abs();
        stands.reduce(|best, next| {
            let (a, b) = (best.block.lines.len(), next.block.lines.len());
            if b < a || (b == a && nearest(&next) < nearest(&best) - 0.5) { next } else { best }
        })
    };
    let calm = fewest(&between).expect("a row has room");
    if calm.block.lines.len() <= 2 || between.len() == whole.len() {
        return calm;
    }
    let mut crossing = fewest(&whole).expect("a row has room");
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
