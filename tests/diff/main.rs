//! The semantic difference of two versions: which thing is which, and what a reader is told.

mod edits;
mod generated;
mod revisions;
#[path = "../support/mod.rs"]
mod support;
mod things;

use frieze::door;
use frieze::model::Model;
use frieze::source::{NoImports, Sources};

/// The model of a text that stands alone; a mistake in it is a mistake of the test.
pub fn model(text: &str) -> Model {
    let mut sources = Sources::new();
    let file = sources.add("test.frieze", text);
    let compiled = door::compile(&mut sources, file, &NoImports, &[]);
    assert!(!door::has_errors(&compiled.diagnostics), "{:#?}\n{text}", compiled.diagnostics);
    compiled.model
}
