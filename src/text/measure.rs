//! Advance widths, shaped with the same library and features as the renderer: what is measured is what is drawn.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use harfrust::{Direction, ShapeOptions, UnicodeBuffer};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::faces::{LATIN, bundled};
use super::types::{Face, Style};

/// Room for a character that no bundled face has, in em: the square of a CJK face, and a generous Latin letter.
const WIDE: f64 = 1.0;
const NARROW: f64 = 0.6;

/// Labels remembered by a thread and face before the memory is cleared; a picture of 1,000 nodes stays below.
const REMEMBERED: usize = 8192;

/// A stretch of one line that one face draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// None where no bundled face has the characters: the reader's system draws them, in the room measured here.
    pub face: Option<Face>,
}

/// The advance width of one line in px as it is drawn: kerning counted, controls and white space as [`cleaned`] leaves
/// them. A line break counts as a space: [`super::wrap`] knows lines.
pub fn measure(text: &str, style: Style) -> f64 {
    em(text, style.face) * style.size
}

/// The characters that no bundled face has, sorted, each once.
pub fn missing(text: &str, face: Face) -> Vec<char> {
    let mut found: Vec<char> = runs(text, face)
        .into_iter()
        .filter(|run| run.face.is_none())
        .flat_map(|run| text[run.range].chars().collect::<Vec<_>>())
        .filter(|&c| !ignorable(c) && !bundled(face).has(c) && !bundled(face.fallback()).has(c))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The text as it is drawn: white space of any kind is a space, and a character that XML forbids is U+FFFD, so that a
/// control character in a source neither breaks a picture nor vanishes without a trace.
pub fn cleaned(text: &str) -> String {
    text.chars().map(clean).collect()
}

pub(super) fn clean(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    }
}

/// Splits a line by the face that draws each stretch. A grapheme is never split: if a face lacks one of its characters,
/// the whole grapheme goes to the next.
pub fn runs(text: &str, face: Face) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        if !text.is_empty() {
            runs.push(Run { range: 0..text.len(), face: Some(face) });
        }
        return runs;
    }
    for (start, grapheme) in text.grapheme_indices(true) {
        let end = start + grapheme.len();
        let drawn_by = [face, face.fallback()].into_iter().find(|&face| covers(face, grapheme));
        match runs.last_mut() {
            Some(last) if last.face == drawn_by => last.range.end = end,
            _ => runs.push(Run { range: start..end, face: drawn_by }),
        }
    }
    runs
}

fn covers(face: Face, grapheme: &str) -> bool {
    let bundled = bundled(face);
    grapheme.chars().all(|c| bundled.has(c) || ignorable(c))
}

/// Characters without a glyph of their own: joiners, direction marks, variation selectors, tags, the soft hyphen.
fn ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The advance width in em. Remembered by each thread: layout asks for the same label more than once.
fn em(text: &str, face: Face) -> f64 {
    thread_local! {
        static MEMORY: RefCell<[BTreeMap<Box<str>, f64>; 3]> = const { RefCell::new([const { BTreeMap::new() }; 3]) };
    }
    MEMORY.with_borrow_mut(|memory| {
        let known = &mut memory[face as usize];
        if let Some(&width) = known.get(text) {
            return width;
        }
        let mut width = 0.0;
        each_advance(&cleaned(text), face, |_, advance| width += advance);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(text.into(), width);
        width
    })
}

/// The pen's place in em before each byte of the text, and after the last: characters of one cluster share theirs.
pub(super) fn pens(text: &str, face: Face) -> Vec<f64> {
    let mut advances = vec![0.0; text.len() + 1];
    each_advance(text, face, |at, advance| advances[at + 1] += advance);
    // A cluster's advance is booked on its first byte; summing up leaves the pen behind it for all later ones.
    for at in 1..advances.len() {
        advances[at] += advances[at - 1];
    }
    advances
}

/// Calls `take(byte, advance in em)` for each glyph, or each grapheme without one.
fn each_advance(text: &str, face: Face, mut take: impl FnMut(usize, f64)) {
    for run in runs(text, face) {
        let part = &text[run.range.clone()];
        match run.face {
            Some(face) => {
                let units_per_em = bundled(face).units_per_em;
                shape(part, face, |cluster, units| take(run.range.start + cluster, f64::from(units) / units_per_em));
            }
            None => {
                for (at, grapheme) in part.grapheme_indices(true) {
                    take(run.range.start + at, reserved(grapheme));
                }
            }
        }
    }
}

fn reserved(grapheme: &str) -> f64 {
    match grapheme.width() {
        0 => 0.0,
        1 => NARROW,
        _ => WIDE,
    }
}

/// Shapes one run and calls `take(byte of the cluster, advance in font units)` for each glyph.
fn shape(text: &str, face: Face, mut take: impl FnMut(usize, i32)) {
    thread_local! {
        static BUFFER: RefCell<Option<UnicodeBuffer>> = const { RefCell::new(None) };
    }
    let bundled = bundled(face);
    let mut buffer = BUFFER.take().unwrap_or_default();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.guess_segment_properties();
    let plan = (buffer.script() == LATIN && buffer.language().is_none()).then_some(&bundled.latin);
    let shaped = bundled.shaper.shape(buffer, ShapeOptions::new().plan(plan));
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        take(info.cluster as usize, position.x_advance);
    }
    BUFFER.set(Some(shaped.clear()));
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { face: Face::Regular, size: 100.0, line_height: 120.0 };

    #[test]
    fn kerning_counts() {
        assert!(measure("AV", STYLE) < measure("A", STYLE) + measure("V", STYLE) - 1.0);
    }

    #[test]
    fn a_code_face_gives_every_letter_the_same_room() {
        let mono = Style { face: Face::Mono, ..STYLE };
        let one = measure("i", mono);
        for text in ["->", "!==", "WW", "/auth/*", "www"] {
            assert!((measure(text, mono) - one * text.len() as f64).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn a_composed_letter_and_its_parts_are_equally_wide() {
        assert_eq!(measure("é", STYLE), measure("e\u{301}", STYLE));
    }

    #[test]
    fn what_no_face_has_is_reserved_room_and_reported() {
        assert_eq!(measure("漢字", STYLE), 200.0);
        assert_eq!(measure("👩‍👩‍👧", STYLE), 100.0);
        assert_eq!(measure("שלום", STYLE), 4.0 * NARROW * 100.0);
        assert_eq!(missing("a漢b字漢", Face::Regular), ['字', '漢']);
        assert!(missing("Größe → Ω Жук ≥ ½ naïve", Face::Regular).is_empty());
    }

    #[test]
    fn what_the_other_face_has_is_drawn_with_it() {
        let runs = runs("a ┌─┐ b", Face::Regular);
        let faces: Vec<_> = runs.iter().map(|run| run.face).collect();
        assert_eq!(faces, [Some(Face::Regular), Some(Face::Mono), Some(Face::Regular)]);
    }

    #[test]
    fn pens_end_where_the_measure_ends() {
        for text in ["", "Wave, To. AV", "漢字 and ┌─┐", "e\u{301}a", "Жук Ω", "fi ffl"] {
            let pens = pens(text, Face::Regular);
            assert!((pens[text.len()] - em(text, Face::Regular)).abs() < 1e-9, "{text}");
            assert!(pens.windows(2).all(|pair| pair[0] <= pair[1] + 0.2));
        }
    }

    #[test]
    fn controls_are_made_visible() {
        assert_eq!(measure("a\tb\u{0}", STYLE), measure("a b\u{fffd}", STYLE));
        assert_eq!(cleaned("a\tb\u{1b}[31m\u{0}"), "a b\u{fffd}[31m\u{fffd}");
        // Neither has a glyph; a caller that warns shows the one that was written.
        assert_eq!(missing("a\u{1b}", Face::Regular), ['\u{1b}']);
    }
}
