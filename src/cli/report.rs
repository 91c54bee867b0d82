//! Everything that commands say: results to standard output, diagnostics and prose to standard error. A reader who closes
//! the pipe early (`frieze list icons | head -1`) is no error.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use serde_json::json;

use super::Exit;
use crate::diagnostic::{Diagnostic, Severity, print};
use crate::project::Trouble;
use crate::project::trouble::Gravity;
use crate::source::{Sources, Span};

/// More findings than this are counted, not shown: nobody reads them, and the first ones cause the rest.
const SHOWN: usize = print::MAX_SHOWN;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Style {
    /// With the text underlined, for people, on standard error
    #[default]
    Human,
    /// One JSON document on standard output, for programs
    Json,
}

/// Writes results to standard output.
pub fn output(bytes: &[u8]) -> Result<(), Trouble> {
    let mut stdout = io::stdout().lock();
    settled(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

/// A line of result, on standard output and at once.
pub fn line(text: &str) -> Result<(), Trouble> {
    output(format!("{text}\n").as_bytes())
}

fn settled(written: io::Result<()>) -> Result<(), Trouble> {
    match written {
        Ok(()) => Ok(()),
        // Whoever read has read enough. The work goes on: pictures are written whoever reads their names.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Trouble::io("write", Path::new("standard output"), &error)),
    }
}

/// Prose for people, on standard error. That it cannot be written hinders no work.
pub fn say(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

const ERROR: &str = "\u{1b}[1m\u{1b}[31merror\u{1b}[0m";
const HELP: &str = "\u{1b}[1m\u{1b}[36mhelp\u{1b}[0m";

/// Tells a trouble; the exit code that it means.
pub fn trouble(trouble: &Trouble) -> Exit {
    let mut text = format!("{ERROR}: {}", inert(&trouble.message));
    if let Some(help) = &trouble.help {
        text.push_str(&format!("\n{HELP}: {}", inert(help)));
    }
    say(&text);
    trouble.gravity.into()
}

/// Names come from disks and command lines: what would steer a terminal is shown, not obeyed.
fn inert(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    text.chars().map(|c| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// Findings and troubles of a run, each told once.
#[derive(Debug, Default)]
pub struct Findings {
    style: Style,
    /// Several sources import one file: what is wrong in it is told once.
    seen: BTreeSet<(String, Option<Span>, &'static str, String)>,
    /// Messages of troubles that were told.
    troubles: BTreeSet<String>,
    pub errors: usize,
    pub warnings: usize,
    gravest: Option<Gravity>,
    /// For [`Style::Json`], in order.
    documents: Vec<serde_json::Value>,
}

impl Findings {
    pub fn new(style: Style) -> Self {
        Self { style, ..Self::default() }
    }

    /// Tells what was found in the files of `sources`.
    pub fn diagnostics(&mut self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| diagnostic.span.map_or((0, 0), |span| (span.file.0 + 1, span.start)));
        for diagnostic in sorted {
            let file = diagnostic.span.map_or(String::new(), |span| sources.file(span.file).path.clone());
            // The same file may have another number among the sources of another run.
            let place = diagnostic.span.map(|span| Span { file: Default::default(), ..span });
            if !self.seen.insert((file, place, diagnostic.code.name, diagnostic.message.clone())) {
                continue;
            }
            match diagnostic.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
            }
            let one = std::slice::from_ref(diagnostic);
            match self.style {
                Style::Json => self.documents.extend(print::records(sources, one).iter().map(|record| json!(record))),
                Style::Human if self.errors + self.warnings <= SHOWN => {
                    say(print::render(sources, one, true).trim_end_matches('\n'))
                }
                Style::Human => {}
            }
        }
    }

    /// Tells what went wrong outside the sources.
    pub fn trouble(&mut self, found: &Trouble) {
        self.gravest = self.gravest.max(Some(found.gravity));
        if !self.troubles.insert(found.message.clone()) {
            return;
        }
        match self.style {
            Style::Human => {
                trouble(found);
            }
            Style::Json => self.documents.push(json!({
                "code": null, "severity": "error", "message": found.message, "label": "", "help": found.help.iter().collect::<Vec<_>>(), "related": [],
            })),
        }
    }

    /// What is said of findings that were not shown.
    pub fn close(&self) {
        let hidden = (self.errors + self.warnings).saturating_sub(SHOWN);
        if self.style == Style::Human && hidden > 0 {
            say(&format!("… and {hidden} more"));
        }
    }

    pub fn documents(&self) -> &[serde_json::Value] {
        &self.documents
    }

    /// `2 errors, 1 warning`; None where there is nothing to count.
    pub fn counted(&self) -> Option<String> {
        let parts = [(self.errors, "error"), (self.warnings, "warning")];
        let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|&(n, word)| plural(n, word)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The exit code of errors and troubles; warnings hinder nothing.
    pub fn exit(&self) -> Exit {
        let errors = if self.errors > 0 { Exit::Findings } else { Exit::Good };
        self.gravest.map_or(errors, |gravity| errors.max(gravity.into()))
    }
}

/// `1 picture`, `3 pictures`.
pub fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown() {
        assert_eq!(inert("a\u{1b}[2Jb\u{202e}c"), "a\\u{1b}[2Jb\\u{202e}c");
        assert_eq!(inert("Grüße 图 🙂"), "Grüße 图 🙂");
    }

    #[test]
    fn one_finding_is_told_once_however_many_import_it() {
        let mut findings = Findings::new(Style::Json);
        for others in 0..2 {
            let mut sources = Sources::new();
            for _ in 0..others {
                sources.add("other.frieze", "");
            }
            let file = sources.add("shared.frieze", "a b");
            let wrong = Diagnostic::error(crate::diagnostic::Code::SYNTAX, Span::new(file, 0, 1), "no");
            findings.diagnostics(&sources, &[wrong]);
        }
        assert_eq!(findings.errors, 1);
        assert_eq!(findings.documents()[0]["end_column"], 2);
        assert_eq!(findings.exit(), Exit::Findings);
    }
}
