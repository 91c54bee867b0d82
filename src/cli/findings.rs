//! What a run finds: counted always, told at once by the commands that work on (`render`, `watch`, `fmt`), kept as one list
//! by those that judge (`check`, `lint`). Every output is made from that list and from nothing else.

use std::collections::BTreeSet;

use super::{Exit, report};
use crate::diagnostic::{Code, Diagnostic, Severity, print};
use crate::project::Trouble;
use crate::project::trouble::Gravity;
use crate::source::{Sources, Span};

/// More findings than this are counted, not shown: nobody reads them, and the first ones cause the rest.
const SHOWN: usize = print::MAX_SHOWN;

/// What a finding is about; in order of importance where not all can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A part of the work that could not be done.
    Trouble,
    /// The text of a source, or what it means.
    Source,
    /// A drawing breaks a law of a picture.
    Law,
    /// A picture on disk is not what its source draws.
    Picture,
    /// How a source is written.
    Format,
}

/// A stretch of a file: lines and columns from 1, columns in characters, the end behind the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Region {
    pub fn of(sources: &Sources, span: Span) -> Self {
        let file = sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        let (end_line, end_column) = file.line_column(span.end);
        Self { line, column, end_line, end_column }
    }
}

/// One thing found.
#[derive(Clone, Debug)]
pub struct Finding {
    pub kind: Kind,
    pub code: Code,
    pub severity: Severity,
    /// As people are shown it: relative to the working directory, forward slashes. None where no file is at fault.
    pub file: Option<String>,
    /// None for a file as a whole.
    pub region: Option<Region>,
    /// The picture it is about, where it is about one.
    pub picture: Option<String>,
    pub message: String,
    pub label: String,
    pub help: Vec<String>,
    /// File, place and why it belongs to it.
    pub related: Vec<(String, Region, String)>,
    /// The text at fault, which stays when lines move.
    pub subject: String,
    /// The whole finding as people read it, with the text underlined and ANSI styles. Empty where a line says it all, and
    /// beyond the first hundred.
    pub shown: String,
}

impl Finding {
    /// A finding about the text of a source.
    fn diagnostic(sources: &Sources, found: &Diagnostic) -> Self {
        let path = |span: Span| sources.file(span.file).path.clone();
        let related = found.related.iter().map(|(span, why)| (path(*span), Region::of(sources, *span), why.clone()));
        Self {
            kind: Kind::Source,
            code: found.code,
            severity: found.severity,
            file: found.span.map(path),
            region: found.span.map(|span| Region::of(sources, span)),
            picture: None,
            message: found.message.clone(),
            label: found.label.clone(),
            help: found.help.clone(),
            related: related.collect(),
            subject: found.span.map(|span| sources.slice(span).to_string()).unwrap_or_default(),
            shown: String::new(),
        }
    }

    fn trouble(found: &Trouble) -> Self {
        Self {
            kind: Kind::Trouble,
            code: Code::NOT_DONE,
            severity: Severity::Error,
            file: None,
            region: None,
            picture: None,
            message: found.message.clone(),
            label: String::new(),
            help: found.help.iter().cloned().collect(),
            related: Vec::new(),
            subject: String::new(),
            shown: report::troubled(found),
        }
    }

    /// An error about `file` that is said in one line: the message names the thing, `label` says what is wrong with it.
    pub fn plain(kind: Kind, code: Code, file: String, message: String, label: String) -> Self {
        Self {
            kind,
            code,
            severity: Severity::Error,
            subject: String::new(),
            file: Some(file),
            region: None,
            picture: None,
            message,
            label,
            help: Vec::new(),
            related: Vec::new(),
            shown: String::new(),
        }
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    pub fn at(mut self, region: Region) -> Self {
        self.region = Some(region);
        self
    }

    pub fn of_picture(mut self, path: &str) -> Self {
        self.picture = Some(path.to_string());
        self
    }

    pub const fn is_error(&self) -> bool {
        matches!(self.severity, Severity::Error)
    }

    /// `docs/a.frieze:8:3`, as far as it is known.
    pub fn place(&self) -> String {
        let file = self.file.as_deref().unwrap_or_default();
        self.region.map_or_else(|| file.to_string(), |at| format!("{file}:{}:{}", at.line, at.column))
    }
}

/// Findings and troubles of a run, each told once.
#[derive(Debug, Default)]
pub struct Findings {
    keep: bool,
    /// Several sources import one file: what is wrong in it is told once.
    seen: BTreeSet<(String, Option<Span>, &'static str, String)>,
    /// Messages of troubles that were told.
    troubles: BTreeSet<String>,
    pub errors: usize,
    pub warnings: usize,
    gravest: Option<Gravity>,
    list: Vec<Finding>,
}

impl Findings {
    /// Told at once, on standard error.
    pub fn told() -> Self {
        Self::default()
    }

    /// Kept, for [`Findings::into_list`].
    pub fn kept() -> Self {
        Self { keep: true, ..Self::default() }
    }

    /// Takes what was found in the files of `sources`.
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
            self.count(diagnostic.severity);
            let text = (self.errors + self.warnings <= SHOWN).then(|| shown(sources, diagnostic));
            if self.keep {
                let finding = Finding::diagnostic(sources, diagnostic);
                self.list.push(Finding { shown: text.unwrap_or_default(), ..finding });
            } else if let Some(text) = text {
                report::say(&text);
            }
        }
    }

    /// Takes the laws that a picture breaks, for those who keep.
    pub fn breaches(&mut self, sources: &Sources, breaches: Vec<Diagnostic>, picture: &str) {
        for mut breach in breaches {
            self.count(breach.severity);
            // Several pictures may break one law at one place of the source.
            breach.label = format!("{} in {picture}", breach.label);
            let text = if self.errors + self.warnings <= SHOWN { shown(sources, &breach) } else { String::new() };
            let finding = Finding { kind: Kind::Law, shown: text, ..Finding::diagnostic(sources, &breach) };
            self.list.push(finding.of_picture(picture));
        }
    }

    /// Takes what went wrong outside the sources.
    pub fn trouble(&mut self, found: &Trouble) {
        self.gravest = self.gravest.max(Some(found.gravity));
        if !self.troubles.insert(found.message.clone()) {
            return;
        }
        if self.keep {
            self.list.push(Finding::trouble(found));
        } else {
            report::trouble(found);
        }
    }

    /// Takes a finding that is neither; for those who keep.
    pub fn add(&mut self, finding: Finding) {
        self.count(finding.severity);
        self.list.push(finding);
    }

    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    /// What is said of findings that were not told.
    pub fn close(&self) {
        let hidden = (self.errors + self.warnings).saturating_sub(SHOWN);
        if !self.keep && hidden > 0 {
            report::say(&format!("… and {hidden} more"));
        }
    }

    /// `2 errors, 1 warning`; None where there is nothing to count.
    pub fn counted(&self) -> Option<String> {
        let parts = [(self.errors, "error"), (self.warnings, "warning")];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|&(n, word)| report::plural(n, word)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The exit code of errors and troubles; warnings hinder nothing.
    pub fn exit(&self) -> Exit {
        let errors = if self.errors > 0 { Exit::Findings } else { Exit::Good };
        self.gravest.map_or(errors, |gravity| errors.max(gravity.into()))
    }

    /// Everything that was kept, in an order that depends on nothing but the findings: by file and place, what has no file
    /// last.
    pub fn into_list(self) -> Vec<Finding> {
        let mut list = self.list;
        list.sort_by(|a, b| {
            let key = |it: &Finding| (it.file.is_none(), it.file.clone(), it.region, it.kind, it.picture.clone());
            key(a).cmp(&key(b)).then_with(|| (a.code.name, &a.message).cmp(&(b.code.name, &b.message)))
        });
        list
    }
}

fn shown(sources: &Sources, diagnostic: &Diagnostic) -> String {
    print::render(sources, std::slice::from_ref(diagnostic), true).trim_end_matches('\n').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_finding_is_told_once_however_many_import_it() {
        let mut findings = Findings::kept();
        for others in 0..2 {
            let mut sources = Sources::new();
            for _ in 0..others {
                sources.add("other.frieze", "");
            }
            let file = sources.add("shared.frieze", "a b");
            let wrong = Diagnostic::error(Code::SYNTAX, Span::new(file, 0, 1), "no");
            findings.diagnostics(&sources, &[wrong]);
        }
        assert_eq!((findings.errors, findings.exit()), (1, Exit::Findings));
        let list = findings.into_list();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].region, Some(Region { line: 1, column: 1, end_line: 1, end_column: 2 }));
        assert_eq!((list[0].place().as_str(), list[0].subject.as_str()), ("shared.frieze:1:1", "a"));
    }

    #[test]
    fn the_list_is_in_order_of_place_whoever_found_first() {
        let plain = |file: &str| Finding::plain(Kind::Format, Code::UNFORMATTED, file.into(), "m".into(), "l".into());
        let region = |line| Region { line, column: 1, end_line: line, end_column: 1 };
        let mut findings = Findings::kept();
        findings.trouble(&Trouble::system("no disk"));
        findings.add(plain("b.frieze"));
        findings.add(plain("a.frieze").at(region(9)));
        findings.add(plain("a.frieze").at(region(2)));
        assert_eq!(findings.exit(), Exit::System);
        let places: Vec<String> = findings.into_list().iter().map(Finding::place).collect();
        assert_eq!(places, ["a.frieze:2:1", "a.frieze:9:1", "b.frieze", ""]);
    }
}
