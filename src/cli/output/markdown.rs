//! A summary in Markdown, for the page of a job or a comment: a line of counts and a table.

use super::super::findings::Finding;
use super::Report;

/// Rows of the table; nobody reads more, and a job's page takes a mebibyte.
const ROWS: usize = 100;

pub fn text(report: &Report) -> String {
    let mut out = format!("### Frieze {}\n\n{}\n", report.command, report.counted());
    for done in &report.done {
        out.push_str(&format!("\n- {} {}", done.action, code(&report.path_at_top(&done.path))));
    }
    if !report.done.is_empty() {
        out.push('\n');
    }
    if report.findings.is_empty() {
        return out;
    }
    out.push_str("\n| | where | what |\n|---|---|---|\n");
    for finding in report.findings.iter().take(ROWS) {
        out.push_str(&row(report, finding));
    }
    if let Some(more) = report.findings.len().checked_sub(ROWS).filter(|&more| more > 0) {
        out.push_str(&format!("\nand {more} more\n"));
    }
    out
}

fn row(report: &Report, finding: &Finding) -> String {
    let level = if finding.is_error() { "**error**" } else { "warning" };
    let mut place = finding.file.as_deref().map(|file| report.path_at_top(file)).unwrap_or_default();
    if let Some(region) = finding.region {
        place.push_str(&format!(":{}", region.line));
    }
    let place = if place.is_empty() { String::new() } else { code(&place) };
    let mut what = vec![format!("{} {}", escaped(&finding.message), code(finding.code.name))];
    if !finding.label.is_empty() {
        what.push(escaped(&finding.label));
    }
    what.extend(finding.help.iter().map(|help| format!("help: {}", escaped(help))));
    format!("| {level} | {place} | {} |\n", what.join("<br>"))
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", entities(text))
}

/// Text with the words between backticks as code, and nothing else in it that Markdown or HTML would act on.
fn escaped(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // Backticks that do not pair up are only that.
    if parts.len().is_multiple_of(2) {
        return entities(text);
    }
    let part = |(index, part): (usize, &&str)| if index % 2 == 1 { code(part) } else { entities(part) };
    parts.iter().enumerate().map(part).collect()
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            // Punctuation that starts nothing inside a line.
            ' ' | '.' | ',' | ';' | '-' | '/' | '(' | ')' | '=' | '%' | '?' => out.push(c),
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", c as u32)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_source_speaks_markdown() {
        assert_eq!(escaped("no `a|b` here"), "no <code>a&#124;b</code> here");
        assert_eq!(escaped("<img src=x> [a](b) *c*\n| d"), "&#60;img src=x&#62; &#91;a&#93;(b) &#42;c&#42; &#124; d");
        assert_eq!(escaped("one ` alone"), "one &#96; alone");
        assert_eq!(escaped("https://a.b @c"), "https&#58;//a.b &#64;c");
    }
}
