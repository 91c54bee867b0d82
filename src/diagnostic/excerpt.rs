//! The few lines of a source that a report shows, made safe for a terminal: see [`print`](super::print).

use std::ops::Range;

use crate::source::{FileId, Sources, Span};

/// A place to underline.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub span: Span,
    pub primary: bool,
    pub label: String,
}

/// A place in the text of an excerpt, in bytes of that text.
pub(super) struct Underline {
    pub range: Range<usize>,
    pub primary: bool,
    pub label: String,
}

pub(super) struct Excerpt {
    pub file: FileId,
    /// Byte offset in the file of the place that the heading names.
    pub first: u32,
    /// Number of the first line shown, from 1.
    pub line: usize,
    pub text: String,
    /// The text is what stands in the file: nothing was cut or made inert.
    pub faithful: bool,
    pub places: Vec<Underline>,
}

/// A span over more lines is underlined on its first alone.
const MAX_LINES: usize = 8;

/// Characters shown before and after a place in a long line.
const AROUND: usize = 200;

impl Excerpt {
    /// `places`: at least one, all of one file, the first named in the heading.
    pub fn new(sources: &Sources, places: Vec<Place>) -> Self {
        let file = places[0].span.file;
        let text = sources.file(file).text.as_str();
        let first = places[0].span.start;
        let spans: Vec<Range<usize>> = places.iter().map(|place| shortened(text, place.span)).collect();
        let start = spans.iter().map(|span| line_start(text, span.start)).min().unwrap_or(0);
        let end = spans.iter().map(|span| line_end(text, span.end)).max().unwrap_or(text.len());
        let line = sources.file(file).line_column(start as u32).0;

        let mut shown = String::new();
        let mut marks: Vec<(usize, usize)> = Vec::new();
        let mut at = start;
        for row in text[start..end].split_inclusive('\n') {
            let kept = window(row, at, &spans);
            copy(row, at, kept, &mut shown, &mut marks);
            at += row.len();
        }
        marks.push((end, shown.len()));
        let place = |offset: usize| marks[marks.partition_point(|&(from, _)| from < offset).min(marks.len() - 1)].1;
        let places = places.into_iter().zip(spans).map(|(it, span)| Underline {
            range: place(span.start)..place(span.end),
            primary: it.primary,
            label: it.label,
        });
        let places = places.collect();
        let faithful = shown == text[start..end].replace('\r', "");
        Self { file, first, line, text: shown, faithful, places }
    }
}

fn shortened(text: &str, span: Span) -> Range<usize> {
    let (start, end) = (span.start as usize, span.end as usize);
    if text[start..end].matches('\n').count() < MAX_LINES {
        return start..end;
    }
    start..start + text[start..line_end(text, start)].trim_end().len()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The end of the line without its line feed.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// The part of a long row that is worth showing, as a range of the row.
fn window(row: &str, at: usize, spans: &[Range<usize>]) -> Range<usize> {
    let inside = |place: usize| place.checked_sub(at).filter(|&place| place <= row.len());
    let mut from = row.len();
    let mut to = 0;
    for span in spans {
        if let Some(start) = inside(span.start) {
            from = from.min(start.saturating_sub(AROUND));
            to = to.max((start + AROUND).min(row.len()));
        }
        if let Some(end) = inside(span.end) {
            to = to.max((end + AROUND / 4).min(row.len()).min(from.saturating_add(8 * AROUND)));
        }
    }
    if from >= to {
        (from, to) = (0, row.len().min(2 * AROUND));
    }
    if from < AROUND {
        from = 0;
    }
    while !row.is_char_boundary(from) {
        from -= 1;
    }
    while !row.is_char_boundary(to) {
        to += 1;
    }
    from..to
}

/// Copies the kept part of a row; `marks` pairs offsets of the file with offsets of the copy, both ascending.
fn copy(row: &str, at: usize, kept: Range<usize>, shown: &mut String, marks: &mut Vec<(usize, usize)>) {
    marks.push((at, shown.len()));
    if kept.start > 0 {
        shown.push('…');
    }
    for (offset, c) in row[kept.clone()].char_indices() {
        marks.push((at + kept.start + offset, shown.len()));
        // A CR stands before the end of a line alone, and says nothing.
        if c != '\r' {
            push_inert(c, shown);
        }
    }
    marks.push((at + kept.end, shown.len()));
    if kept.end < row.len() {
        shown.push('…');
        if row.ends_with('\n') {
            marks.push((at + row.len() - 1, shown.len()));
            shown.push('\n');
        }
    }
}

fn push_inert(c: char, out: &mut String) {
    let speaks = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    if speaks || is_hidden(c) {
        out.extend(c.escape_unicode());
    } else {
        out.push(c);
    }
}

/// Characters that reorder or hide text: bidirectional controls, zero width spaces, line separators, tags.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Text from a user's file for one line of a report.
pub(super) fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.extend(c.escape_default()),
            c => push_inert(c, &mut out),
        }
    }
    out
}
