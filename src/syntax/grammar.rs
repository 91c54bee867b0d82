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

#[cfg(test)]
mod tests {
    use super::*;

    /// `group` is a kind too; `order` begins a statement only with a colon.
    const NAMES_TOO: &[&str] = &["group", "order"];

    #[test]
    fn no_component_begins_with_a_word_that_begins_a_statement() {
        set_limits();
        let contexts = [Context::File, Context::Architecture, Context::Sequence, Context::Flow, Context::Element];
        for word in contexts.iter().flat_map(|context| context.keywords()) {
            let refused = parse(Context::Element, &format!("{word} shop")).is_err();
            let is_name = NAMES_TOO.contains(word) || Context::Element.keywords().contains(word);
            assert_eq!(refused, !is_name, "{word} shop");
            if !word.contains(' ') {
                assert!(parse(Context::Element, &format!("{word}s shop")).is_ok(), "{word}s shop");
                assert!(parse(Context::Element, &format!("{word} -> shop")).is_ok(), "{word} -> shop");
            }
        }
    }
}
