//! The value of what a user wrote: escapes, the indentation of `"""`, the limit on length.

use super::ast::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// Characters of a title, label, name or other text.
pub(super) const MAX_CHARACTERS: usize = 2_000;

/// Resolves `\n`, `\"`, `\\` and `\u{…}`; `offset` is the place of the text in its file, for reports.
pub(super) fn unescape(inside: &str, file: FileId, offset: usize, reports: &mut Vec<Diagnostic>) -> String {
    let mut value = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        let escape = &rest[at..];
        match resolve(escape) {
            Ok((c, length)) => {
                value.push(c);
                rest = &escape[length..];
            }
            Err(length) => {
                let start = offset + (inside.len() - rest.len()) + at;
                let report = Diagnostic::error(
                    Code::BAD_ESCAPE,
                    Span::new(file, start, start + length),
                    format!("unknown escape `{}`", &escape[..length]),
                )
                .label("expected `\\n`, `\\\"`, `\\\\` or `\\u{…}`")
                .help("a backslash is written `\\\\`");
                reports.push(report);
                value.push_str(&escape[..length]);
                rest = &escape[length..];
            }
        }
    }
    value.push_str(rest);
    if value.contains('\r') { value.replace('\r', "") } else { value }
}

/// The character of the escape at the start of the text and its length in bytes; where it is none, the length to report.
fn resolve(escape: &str) -> Result<(char, usize), usize> {
    let second = escape[1..].chars().next();
    match second {
        Some('n') => Ok(('\n', 2)),
        Some('"') => Ok(('"', 2)),
        Some('\\') => Ok(('\\', 2)),
        Some('u') => {
            let digits = escape.strip_prefix("\\u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
            let Some(digits) = digits.filter(|digits| digits.len() <= 8) else { return Err(2) };
            let length = digits.len() + 4;
            let c = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).ok_or(length)?;
            // What a file may not hold may not come in by the back door.
            if c.is_control() && c != '\n' && c != '\t' { Err(length) } else { Ok((c, length)) }
        }
        other => Err(1 + other.map_or(0, char::len_utf8)),
    }
}

/// Drops the line behind the opening and before the closing quotes if they are empty, and the common indentation.
pub(super) fn dedent(value: &str) -> String {
    let mut lines: Vec<&str> = value.split('\n').collect();
    let block = lines.len() > 1 && lines[0].trim().is_empty();
    if block {
        lines.remove(0);
    }
    if lines.len() > 1 && lines[lines.len() - 1].trim().is_empty() {
        lines.pop();
    }
    let counted = lines.iter().skip(usize::from(!block)).filter(|line| !line.trim().is_empty());
    let indent = counted.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    let lines = lines.iter().enumerate().map(|(index, line)| {
        let cut =
            if index == 0 && !block { 0 } else { indent.min(line.len() - line.trim_start_matches([' ', '\t']).len()) };
        line[cut..].trim_end()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A description from its `///` lines.
pub(super) fn doc(text: &str, lines: &[Span], reports: &mut Vec<Diagnostic>) -> Option<Text> {
    let (first, last) = (lines.first()?, lines.last()?);
    let value: Vec<&str> = lines
        .iter()
        .map(|span| {
            let line = &text[span.start as usize + 3..span.end as usize];
            line.strip_prefix(' ').unwrap_or(line)
        })
        .collect();
    let doc = Text { value: value.join("\n"), span: first.to(*last), quote: super::ast::Quote::Bare };
    check_length(&doc.value, doc.span, reports);
    Some(doc)
}

pub(super) fn check_length(value: &str, span: Span, reports: &mut Vec<Diagnostic>) {
    if value.len() <= MAX_CHARACTERS {
        return;
    }
    let count = value.chars().count();
    if count > MAX_CHARACTERS {
        let report = Diagnostic::error(Code::TOO_LONG, span, format!("this text has {count} characters"))
            .label(format!("at most {MAX_CHARACTERS} fit in a picture"));
        reports.push(report);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(inside: &str) -> (String, usize) {
        let mut reports = Vec::new();
        (unescape(inside, FileId(0), 0, &mut reports), reports.len())
    }

    #[test]
    fn escapes() {
        assert_eq!(value(r#"a\nb \"c\" \\ \u{e9}\u{1F600}"#), ("a\nb \"c\" \\ é😀".to_owned(), 0));
        assert_eq!(value(r"\q \u{zz} \u{110000} \u{7} \u"), (r"\q \u{zz} \u{110000} \u{7} \u".to_owned(), 5));
    }

    #[test]
    fn triple_strings_lose_their_common_indentation() {
        assert_eq!(dedent("\n    one\n      two\n\n    three\n  "), "one\n  two\n\nthree");
        assert_eq!(dedent("one\n    two\n      three"), "one\ntwo\n  three");
        assert_eq!(dedent("one"), "one");
        assert_eq!(dedent(""), "");
    }
}
