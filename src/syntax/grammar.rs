//! The pest grammar, compiled. Nothing outside `syntax` sees its types.

use std::num::NonZeroUsize;

use pest::Parser;
use pest::error::Error;
use pest::iterators::Pair;

use super::context::Context;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/frieze.pest"]
pub(super) struct Grammar;

/// The longest head that pest is given, in bytes.
pub(super) const MAX_HEAD: usize = 64 * 1024;

/// Rule calls a head may take. The grammar needs some ten a byte; this bounds the damage of a slip in it.
const MAX_CALLS: usize = 40 * MAX_HEAD;

/// Must run before the first [`parse`]; the limit belongs to the process, and is the same for all.
pub(super) fn set_limits() {
    pest::set_call_limit(NonZeroUsize::new(MAX_CALLS));
}

/// The meaningful pair of a head, or the furthest failure.
pub(super) fn parse(context: Context, head: &str) -> Result<Pair<'_, Rule>, Box<Error<Rule>>> {
    let mut pairs = Grammar::parse(context.rule(), head).map_err(Box::new)?;
    let whole = pairs.next().expect("a rule gives its pair");
    Ok(whole.into_inner().next().expect("a head holds a statement"))
}
