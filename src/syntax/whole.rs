//! A file as a whole, before it is read: its size, and whether it is text at all.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// Bytes of one source file.
pub(super) const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Where the text begins, behind a byte order mark.
pub(super) fn check(text: &str, file: FileId) -> Result<usize, Box<Diagnostic>> {
    if text.len() > MAX_BYTES {
        let report = Diagnostic::error(Code::TOO_LARGE, Span::new(file, 0, 0), "this file is too large")
            .label(format!("{} bytes; at most {MAX_BYTES} are read", text.len()))
            .help("split it, and bring the parts together with `import`");
        return Err(Box::new(report));
    }
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    // Control characters stand in no text that people write; U+0080 to U+009F are two bytes from C2.
    let bytes = text.as_bytes();
    let control = |at: usize| match bytes[at] {
        b'\t' | b'\n' => false,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        0xC2 => bytes.get(at + 1).is_some_and(|&b| b < 0xA0),
        byte => byte.is_ascii_control(),
    };
    let Some(first) = (start..bytes.len()).find(|&at| control(at)) else { return Ok(start) };
    let c = text[first..].chars().next().unwrap_or('\0');
    let span = Span::new(file, first, first + c.len_utf8());
    let report = Diagnostic::error(Code::NOT_TEXT, span, "this file is not plain text")
        .label(format!("found the control character U+{:04X}", c as u32));
    Err(Box::new(match c {
        '\0' => report.help("is it a picture, a program, or text in UTF-16? A source is UTF-8 text"),
        '\r' => report.help("lines end with a line feed (LF) or with CR LF, not with CR alone"),
        _ => report.help("remove the character; an editor may hide it"),
    }))
}
