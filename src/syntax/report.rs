//! The reports of one file while it is read: in order of place, and not without end.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// Reports of one file before reading it is given up: far more than are shown, little enough to hold.
pub(super) const MAX_REPORTS: usize = 1_000;

#[derive(Debug, Default)]
pub(super) struct Reports {
    list: Vec<Diagnostic>,
}

impl Reports {
    pub fn push(&mut self, report: Diagnostic) {
        self.list.push(report);
    }

    pub fn extend(&mut self, reports: Vec<Diagnostic>) {
        self.list.extend(reports);
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// So many that reading on would tell nobody anything.
    pub fn full(&self) -> bool {
        self.list.len() >= MAX_REPORTS
    }

    /// All, in order of place; where there were too many the last says so.
    pub fn finish(mut self, file: FileId) -> Vec<Diagnostic> {
        self.list.sort_by_key(|report| report.span.map_or((0, 0), |span| (span.start, span.end)));
        if self.list.len() >= MAX_REPORTS {
            self.list.truncate(MAX_REPORTS);
            let at = self.list.last().and_then(|report| report.span).map_or(0, |span| span.start as usize);
            self.list.push(
                Diagnostic::error(
                    Code::SYNTAX,
                    Span::new(file, at, at),
                    "too many errors: the rest of the file was not read",
                )
                .label(format!("{MAX_REPORTS} errors up to here")),
            );
        }
        self.list
    }
}
