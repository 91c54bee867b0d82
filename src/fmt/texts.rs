//! How a text is written: bare, in `"…"`, or over lines in `"""`.

use crate::syntax;
use crate::syntax::ast::{Quote, Text};

/// What stands behind a text on its line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing, a comment, a `;`, or the `}` of the block around.
    End,
    /// ` {` at the end of the line.
    Block,
    /// ` { … }` on the same line: only a quoted text can end before it.
    Inline,
}

/// Text behind a colon; `indent` in levels, for `"""`.
pub(super) fn free(text: &Text, next: Next, indent: usize) -> String {
    let bare = match next {
        Next::Inline => false,
        Next::Block => syntax::is_free_text(&text.value, true),
        Next::End => syntax::is_free_text(&text.value, false),
    };
    if bare { text.value.clone() } else { quoted(text, indent) }
}

/// Text behind `return`.
pub(super) fn answer(text: &Text, indent: usize) -> String {
    if syntax::is_answer_text(&text.value, false) { text.value.clone() } else { quoted(text, indent) }
}

/// The value of an attribute: a quoted list stays quoted, one text with commas in it is not the same as many.
pub(super) fn value(text: &Text, indent: usize) -> String {
    if text.quote != Quote::Bare && text.value.contains(',') {
        quoted(text, indent)
    } else {
        free(text, Next::End, indent)
    }
}

pub(super) fn quoted(text: &Text, indent: usize) -> String {
    if text.quote == Quote::Triple && stands_over_lines(&text.value) {
        return over_lines(&text.value, indent);
    }
    let mut out = String::with_capacity(text.value.len() + 2);
    out.push('"');
    for c in text.value.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c => push_visible(c, &mut out),
        }
    }
    out.push('"');
    out
}

/// A character nobody sees is written by its number. Joiners stay: they shape letters and emoji.
fn push_visible(c: char, out: &mut String) {
    let hidden = matches!(c, '\u{A0}' | '\u{2000}'..='\u{200B}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}' | '\u{FEFF}');
    if hidden {
        out.extend(c.escape_unicode());
    } else {
        out.push(c);
    }
}

/// Would `"""` give this value back? Its own indentation and blanks at line ends get lost there.
fn stands_over_lines(value: &str) -> bool {
    let mut lines = value.split('\n').filter(|line| !line.trim().is_empty());
    value.contains('\n')
        && lines.clone().any(|line| !line.starts_with([' ', '\t']))
        && lines.all(|line| line.trim_end() == line)
        && value.split('\n').all(|line| line.is_empty() || !line.trim().is_empty())
}

fn over_lines(value: &str, indent: usize) -> String {
    let margin = "  ".repeat(indent + 1);
    let mut out = "\"\"\"\n".to_owned();
    for line in value.split('\n') {
        if !line.is_empty() {
            out.push_str(&margin);
        }
        for c in line.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                c => push_visible(c, &mut out),
            }
        }
        out.push('\n');
    }
    // Only three in a row would end the text.
    let out = out.split_at(4);
    let body = out.1.replace("\"\"\"", "\\\"\\\"\\\"");
    format!("{}{body}{margin}\"\"\"", out.0)
}
