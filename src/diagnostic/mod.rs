//! Diagnostics as data: what is wrong, where, what was expected, the nearest name. Printing happens in [`mod@print`].
//!
//! Every diagnostic has a stable code; each code has a page below `pages/`, which `frieze explain CODE` shows.

pub mod code;
mod excerpt;
pub mod nearest;
pub mod print;

pub use code::Code;

use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// One finding. Data only: printing, sorting and levels are the business of those who hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// One sentence in the user's words, without a full stop.
    pub message: String,
    /// The text at fault, underlined. None only for findings about a whole file or folder.
    pub span: Option<Span>,
    /// What stands under the underline: the expectation ("expected a kind, found …").
    pub label: String,
    /// Other places that belong to it ("first declared here").
    pub related: Vec<(Span, String)>,
    /// What to do: "did you mean `cache`?", the line to add.
    pub help: Vec<String>,
}

impl Diagnostic {
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Some(span), message)
    }

    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Some(span), message)
    }

    pub fn new(code: Code, severity: Severity, span: Option<Span>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, severity, message, span, label: String::new(), related: Vec::new(), help: Vec::new() }
    }

    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// "did you mean `x`?" where a near name is known.
    pub fn nearest<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest::nearest(found, known) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}
