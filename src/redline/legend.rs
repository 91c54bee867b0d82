//! The legend under the title: what the signs mean and how often each stands in the picture, and the title that the view had.

use super::badge::{self, IN_LINE};
use super::mark::{Mark, Merged};
use crate::geometry::Point;
use crate::scene::paint::plain;
use crate::scene::{Anchor, Item, Layer, Part, Scene, Text};
use crate::text::{Style, measure, wrap};
use crate::theme::{Role, TextRole, Theme};

/// Between the title and the first row, px.
const ABOVE: f64 = 8.0;
/// A row, px.
const ROW: f64 = 18.0;
/// Between a badge and its words, and between entries, px.
const GAP: f64 = 6.0;
const APART: f64 = 18.0;
/// A title of before takes lines of this width, px.
const TITLE: f64 = 400.0;

/// Rows of entries: a badge, where one begins, and words.
pub(super) struct Legend {
    rows: Vec<Vec<(Option<Mark>, String)>>,
    style: Style,
}

/// The legend of a merged view; `whole` is the mark of a view that one version alone draws.
pub(super) fn of(merged: &Merged, whole: Option<Mark>, theme: &Theme) -> Legend {
    let style = theme.sizes.text(TextRole::Label);
    let counted = |mark: &Mark| *mark != Mark::Left && merged.marks.count(*mark) > 0;
    let entry = |mark: Mark| (Some(mark), format!("{} {}", merged.marks.count(mark), mark.word()));
    let mut rows: Vec<Vec<_>> = vec![Mark::ALL.into_iter().filter(counted).map(entry).collect()];
    if let Some(mark) = whole {
        let words = match mark {
            Mark::Added => "this view is new",
            Mark::Removed => "this view is gone",
            _ => "this view is of another kind now",
        };
        rows[0].push((Some(mark), words.to_string()));
    }
    let unframed = &merged.marks.unframed;
    let unframed =
        (!unframed.is_empty()).then(|| (Mark::Removed, format!("no longer framed: {}", unframed.join(", "))));
    let retitled = merged.retitled.as_ref().map(|title| (Mark::Renamed, format!("was titled {title}")));
    for (mark, words) in retitled.into_iter().chain(unframed) {
        let lines = wrap(&words, style, TITLE).lines;
        let line = |(at, line): (usize, crate::text::Line)| vec![((at == 0).then_some(mark), line.text)];
        rows.extend(lines.into_iter().enumerate().map(line));
    }
    rows.retain(|row| !row.is_empty());
    Legend { rows, style }
}

impl Legend {
    /// What it takes under the title, px.
    pub fn height(&self) -> f64 {
        if self.rows.is_empty() { 0.0 } else { ABOVE + ROW * self.rows.len() as f64 }
    }

    /// Draws it with its left end at `x`, below `y`; the picture becomes as wide as it needs.
    pub fn draw(&self, x: f64, y: f64, theme: &Theme, scene: &mut Scene) {
        let mut items = Vec::new();
        let mut right = x;
        for (row, entries) in self.rows.iter().enumerate() {
            let middle = y + ABOVE + (row as f64 + 0.5) * ROW;
            let mut pen = x;
            for (mark, words) in entries {
                items.extend(
                    mark.iter().flat_map(|&mark| badge::draw(mark, Point::new(pen + IN_LINE, middle), IN_LINE, theme)),
                );
                pen += 2.0 * IN_LINE + GAP;
                let width = measure(words, self.style);
                let baseline = middle - self.style.line_height / 2.0 + self.style.baseline();
                items.push(Item::Text(Text {
                    part: Part::Label,
                    at: Point::new(pen, baseline),
                    anchor: Anchor::Start,
                    content: words.clone(),
                    face: self.style.face,
                    size: self.style.size,
                    width,
                    paint: plain(theme, Role::Text),
                    struck: false,
                }));
                right = right.max(pen + width);
                pen += width + APART;
            }
        }
        if !items.is_empty() {
            scene.size.w = scene.size.w.max((right + theme.sizes.margin).ceil());
            // Behind the heading, as a reader hears it.
            scene.items.insert(1, Item::Layer(Layer { role: "legend", items, ..Layer::default() }));
        }
    }

    /// The whole redline in words: the legend, and every marked thing on a line.
    pub fn told(&self, merged: &Merged) -> String {
        let words = |row: &Vec<(Option<Mark>, String)>| {
            row.iter().map(|(_, words)| words.clone()).collect::<Vec<_>>().join(", ")
        };
        let head: Vec<String> = self.rows.iter().map(words).collect();
        let mut told = match head.is_empty() {
            true => "Two versions, nothing changed.".to_string(),
            false => format!("Two versions in one picture: {}.", head.join("; ")),
        };
        for mark in Mark::ALL.into_iter().filter(|mark| *mark != Mark::Left) {
            for marked in merged.marks.all().filter(|marked| marked.mark == mark) {
                told.push_str(&format!("\n{}: {}", capital(mark.word()), marked.name));
            }
        }
        told
    }
}

/// A word at the beginning of a sentence.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
