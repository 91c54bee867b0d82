//! The label of an edge: numbers of a trace, text, technology. Measured as one box, which the engine places, and taken
//! apart again.

use super::{Align, Edge, Placed, Step, content};
use crate::geometry::{Point, Rect, Size};
use crate::text::{self, Block};
use crate::theme::{Sizes, TextRole};
use crate::view;

/// Height of a step's disc, and its least width, px.
const DISC: f64 = 18.0;

/// Inside a disc, left and right of its number, px.
const DISC_PADDING: f64 = 5.0;

/// Between discs, and between discs and text, px.
const GAP: f64 = 4.0;

/// Discs in a row before a new one begins.
const DISCS_A_ROW: usize = 4;

/// An edge's label measured, before it has a place.
#[derive(Clone, Debug)]
pub struct Label {
    pub size: Size,
    text: Option<Block>,
    tech: Option<Block>,
    discs: Vec<(Rect, Block)>,
    discs_size: Size,
}

impl Label {
    /// None where the edge has nothing to say.
    pub fn of(edge: &view::Edge, sizes: &Sizes) -> Option<Self> {
        let wrap = |text: &String, role| text::wrap(text, sizes.text(role), sizes.label_wrap);
        let text = edge.label.as_ref().map(|text| wrap(text, TextRole::Label));
        let tech = edge.tech.as_ref().map(|text| wrap(text, TextRole::LabelDetail));
        let (discs, discs_size) = discs(&edge.steps, sizes);
        if text.is_none() && tech.is_none() && discs.is_empty() {
            return None;
        }
        let lines = [&text, &tech].into_iter().flatten();
        let words = lines.fold(Size::default(), |all, block| Size::new(all.w.max(block.size.w), all.h + block.size.h));
        let gap = if discs.is_empty() || words.w == 0.0 { 0.0 } else { GAP };
        let (discs_top, words_top) = tops(&discs, text.as_ref().or(tech.as_ref()));
        let height = (discs_top + discs_size.h).max(words_top + words.h);
        let size = Size::new((discs_size.w + gap + words.w).ceil(), height.ceil());
        Some(Self { size, text, tech, discs, discs_size })
    }

    /// Puts it into `rect`; text aligns towards the line, which is at the start, the middle or the end of it.
    pub fn place(self, rect: Rect, align: Align, edge: &mut Edge) {
        let words = [&self.text, &self.tech].into_iter().flatten();
        let width = words.fold(0.0_f64, |width, block| width.max(block.size.w));
        let gap = if self.discs.is_empty() || width == 0.0 { 0.0 } else { GAP };
        let used = self.discs_size.w + gap + width;
        let left = match align {
            Align::Start => rect.x,
            Align::Center => rect.x + (rect.w - used) / 2.0,
            Align::End => rect.right() - used,
        };
        let (discs_top, words_top) = tops(&self.discs, self.text.as_ref().or(self.tech.as_ref()));
        let disc_top = rect.y + discs_top;
        edge.steps = self.discs.into_iter().map(|(disc, block)| step(disc.shifted(left, disc_top), block)).collect();
        let x = left + self.discs_size.w + gap;
        let top = rect.y + words_top;
        let line = |block: Block, y: f64| Placed { rect: Rect::new(x, y, width, block.size.h), block, align };
        let below = top + self.text.as_ref().map_or(0.0, |block| block.size.h);
        edge.label = self.text.map(|block| line(block, top));
        edge.tech = self.tech.map(|block| line(block, below));
    }
}

/// Tops of the discs and of the words below the top of the label: the first row of discs has its middle in the first line.
fn tops(discs: &[(Rect, Block)], words: Option<&Block>) -> (f64, f64) {
    match words {
        Some(words) if !discs.is_empty() => {
            let lower = (DISC - words.style.line_height) / 2.0;
            ((-lower).max(0.0), lower.max(0.0))
        }
        _ => (0.0, 0.0),
    }
}

fn step(rect: Rect, block: Block) -> Step {
    let c = rect.center();
    let text = content::placed(block.clone(), c.x - block.size.w / 2.0, c.y - block.size.h / 2.0, Align::Center);
    Step { rect, text }
}

/// The discs in rows, from the origin, and the room they take.
fn discs(steps: &[u32], sizes: &Sizes) -> (Vec<(Rect, Block)>, Size) {
    let mut all = Vec::with_capacity(steps.len());
    let mut size = Size::default();
    for (row, numbers) in steps.chunks(DISCS_A_ROW).enumerate() {
        let mut at = Point::new(0.0, row as f64 * (DISC + GAP / 2.0));
        for number in numbers {
            let block = text::wrap(&number.to_string(), sizes.text(TextRole::Badge), f64::INFINITY);
            let rect = Rect::at(at, Size::new((block.size.w + 2.0 * DISC_PADDING).max(DISC), DISC));
            at.x = rect.right() + GAP / 2.0;
            size = Size::new(size.w.max(rect.right()), rect.bottom());
            all.push((rect, block));
        }
    }
    (all, size)
}
