//! Prints diagnostics: for people through annotate-snippets ([`render`]), for programs as data ([`json`]).
//!
//! The renderer never sees a source as it stands: it gets the few lines around a place, long lines cut, and every
//! character that could speak to a terminal shown as `\u{…}` (`excerpt.rs`).

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::excerpt::{Excerpt, Place, inert};
use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// How many are shown; the rest is counted.
pub const MAX_SHOWN: usize = 100;

/// The reports as text for a terminal, each followed by an empty line; `colour` adds ANSI styles. Order is kept.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for diagnostic in diagnostics.iter().take(MAX_SHOWN) {
        // The renderer pads lines whose margin stays empty.
        for line in renderer.render(&[group(sources, diagnostic)]).lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    if let Some(more) = diagnostics.len().checked_sub(MAX_SHOWN).filter(|&more| more > 0) {
        out.push_str(&format!("and {more} more\n"));
    }
    out
}

fn group<'a>(sources: &'a Sources, diagnostic: &Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(inert(&diagnostic.message)).id(diagnostic.code.name);
    let mut group = Group::with_title(title);
    for excerpt in excerpts(sources, diagnostic) {
        let file = sources.file(excerpt.file);
        let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.line);
        if excerpt.faithful {
            snippet = snippet.path(inert(&file.path));
        } else {
            // The renderer counts columns in what it is shown; where that is not what stands in the file, we count.
            let (line, column) = file.line_column(excerpt.first);
            group = group.element(Origin::path(inert(&file.path)).line(line).char_column(column));
        }
        let annotations = excerpt.places.into_iter().map(|place| {
            let kind = if place.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(place.range);
            if place.label.is_empty() { annotation } else { annotation.label(inert(&place.label)) }
        });
        group = group.element(snippet.annotations(annotations));
    }
    let help = diagnostic.help.iter().map(|help| Level::HELP.message(inert(help)));
    group.elements(help)
}

/// The places of a diagnostic, those that stand near each other in one excerpt, the primary one's first.
fn excerpts(sources: &Sources, diagnostic: &Diagnostic) -> Vec<Excerpt> {
    let Some(span) = diagnostic.span else { return Vec::new() };
    let mut places = vec![Place { span, primary: true, label: diagnostic.label.clone() }];
    places.extend(diagnostic.related.iter().map(|(span, text)| Place {
        span: *span,
        primary: false,
        label: text.clone(),
    }));
    let mut groups: Vec<Vec<Place>> = Vec::new();
    for place in places {
        match groups.iter_mut().find(|group| group.iter().any(|other| near(sources, other.span, place.span))) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups.into_iter().map(|places| Excerpt::new(sources, places)).collect()
}

/// Close enough to be read as one piece, in lines.
const NEAR: usize = 6;

fn near(sources: &Sources, a: Span, b: Span) -> bool {
    let line = |span: Span| sources.file(span.file).line_column(span.start).0;
    a.file == b.file && line(a).abs_diff(line(b)) <= NEAR
}

/// A diagnostic as data. Lines and columns count from 1, columns in characters; all four are absent for a finding about a
/// file or folder as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    pub code: &'static str,
    pub severity: &'static str,
    #[serde(flatten)]
    pub place: Option<RecordPlace>,
    pub message: String,
    pub label: String,
    pub help: Vec<String>,
    pub related: Vec<RecordRelated>,
}

/// From the first character to the one behind the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordPlace {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordRelated {
    #[serde(flatten)]
    pub place: RecordPlace,
    pub message: String,
}

/// Every diagnostic as data, in the order given; nothing is left out or made inert, JSON escapes by itself.
pub fn records(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<Record> {
    let place = |span: Span| {
        let file = sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        let (end_line, end_column) = file.line_column(span.end);
        RecordPlace { file: file.path.clone(), line, column, end_line, end_column }
    };
    let record = |diagnostic: &Diagnostic| Record {
        code: diagnostic.code.name,
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        place: diagnostic.span.map(place),
        message: diagnostic.message.clone(),
        label: diagnostic.label.clone(),
        help: diagnostic.help.clone(),
        related: diagnostic
            .related
            .iter()
            .map(|(span, message)| RecordRelated { place: place(*span), message: message.clone() })
            .collect(),
    };
    diagnostics.iter().map(record).collect()
}

/// [`records`] as a JSON list, one diagnostic a line.
pub fn json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = records(sources, diagnostics)
        .iter()
        .map(|record| serde_json::to_string(record).expect("strings and numbers always serialise"))
        .collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::FileId;

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::new();
        sources.add("a.frieze", text);
        sources
    }

    fn span(start: usize, end: usize) -> Span {
        Span::new(FileId(0), start, end)
    }

    #[test]
    fn a_report_shows_place_label_related_and_help() {
        let sources = sources("one two\nthree\n\tfour\n");
        let report = Diagnostic::error(Code::SYNTAX, span(15, 19), "wrong")
            .label("here")
            .related(span(4, 7), "because of this")
            .help("do that");
        insta::assert_snapshot!(render(&sources, &[report], false));
    }

    #[test]
    fn user_text_cannot_speak_to_the_terminal() {
        let sources = sources("a \u{1b}[31m \u{202e}b\u{9b}c");
        let report =
            Diagnostic::error(Code::SYNTAX, span(2, 3), "found `\u{1b}[2J\r\n`").label("\u{2066}x").help("\u{7f}");
        let text = render(&sources, &[report], false);
        assert!(
            !text.chars().any(|c| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)),
            "{text}"
        );
        assert!(text.contains("\\u{1b}") && text.contains("\\u{202e}") && text.contains("\\u{2066}"), "{text}");
    }

    #[test]
    fn a_hundred_are_shown_and_the_rest_is_counted() {
        let sources = sources("a");
        let reports = vec![Diagnostic::error(Code::SYNTAX, span(0, 1), "wrong"); 103];
        let text = render(&sources, &reports, false);
        assert_eq!(text.matches("error[syntax]").count(), 100);
        assert!(text.ends_with("\nand 3 more\n"));
    }

    #[test]
    fn any_span_can_be_shown() {
        let text = "é\r\n\n\tx\u{feff}😀 y\nlast";
        let sources = sources(text);
        let places: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        for &start in &places {
            for &end in places.iter().filter(|&&end| end >= start) {
                let report = Diagnostic::warning(Code::SYNTAX, span(start, end), "w").label("l");
                assert!(render(&sources, &[report], true).contains("a.frieze"));
            }
        }
    }

    #[test]
    fn a_long_line_costs_little_and_keeps_its_column() {
        let sources = sources(&"word ".repeat(200_000));
        let report = Diagnostic::error(Code::SYNTAX, span(500_000, 500_004), "wrong").label("here");
        let text = render(&sources, &[report], false);
        assert!(text.contains("a.frieze:1:500001") && text.len() < 2_000, "{text}");
    }

    #[test]
    fn data_for_programs() {
        let sources = sources("é b\nc");
        let report = Diagnostic::warning(Code::SYNTAX, span(3, 6), "m").label("l").related(span(0, 2), "r");
        let text = json(&sources, &[report, Diagnostic::new(Code::SYNTAX, Severity::Error, None, "whole")]);
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(value[0]["line"], 1);
        assert_eq!(value[0]["column"], 3);
        assert_eq!(value[0]["end_line"], 2);
        assert_eq!(value[0]["end_column"], 2);
        assert_eq!(value[0]["related"][0]["message"], "r");
        assert!(value[1].get("line").is_none());
    }
}
