//! Second stage: the trees of a file and its imports become one model, every name resolved and every value checked.
//!
//! [`load`] brings the trees, [`build`] reads them in this order: kinds, elements, connections, sequences and flows,
//! architecture views, looks. Each step is a file of this folder.

mod attributes;
mod builder;
mod connections;
mod elements;
mod flows;
mod import;
mod kinds;
mod levels;
mod messages;
mod names;
mod sequences;
mod styles;
mod timeline;
mod types;
mod values;
mod views;

pub use import::{Loaded, MAX_BYTES, MAX_DEPTH, MAX_FILES, load};
pub(crate) use names::{MAX_COMPARED, one_of};
pub use types::*;

use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::syntax::ast::Ast;

/// Builds the model of the last of `asts` and those before it, which it imports. Never fails: what is wrong is left out of
/// the model and stands in the list, in order of place. A model with errors must not be drawn.
pub fn build(sources: &Sources, asts: &[Ast]) -> (Model, Vec<Diagnostic>) {
    let mut builder = builder::Builder::new(sources, asts);
    builder.kinds();
    builder.elements();
    builder.connections();
    builder.views();
    builder.styles();
    builder.levels();
    builder.finish()
}

/// The kinds of the prelude, in the order in which they are listed for people.
pub fn builtin_kinds() -> &'static [Kind] {
    kinds::builtin()
}
