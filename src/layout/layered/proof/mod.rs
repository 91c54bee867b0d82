//! Proofs that every phase keeps its word on real graphs: the postcondition of each phase's head as a function, tested on what the
//! phases made of the corpus.
//!
//! The corpus is the maps and flows of `diagrams/` and the graphs of `tests/graphs/`. All of it is laid out once; [`witness`] keeps
//! what every phase found on the way, so the proofs see what the engine did and no copy of its road. A proof counts and compares
//! by the simplest means that there are (all pairs, brute force), never by the code that it judges.

mod corpus;

use std::cell::RefCell;

use super::arrange::{Drawn, Stages};
use super::graph::Graph;

/// What the phases made of one part.
/// What the phases made of one part.
pub(super) struct Seen {
    pub stages: Stages,
    pub drawn: Drawn,
}

/// What the engine was asked, first of all, and what it made of every part.
#[derive(Default)]
pub(super) struct Watch {
    asked: Option<Graph>,
    seen: Vec<Seen>,
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

/// Keeps what the engine is asked, where somebody watches.
pub(super) fn asked(graph: &Graph) {
    WATCH.with_borrow_mut(|watch| {
        if let Some(watch) = watch {
            watch.asked.get_or_insert_with(|| graph.clone());
        }
    });
}

/// Keeps what the phases found, where somebody watches.
pub(super) fn witness(stages: Stages, drawn: &Drawn) {
    WATCH.with_borrow_mut(|watch| {
        if let Some(watch) = watch {
            watch.seen.push(Seen { stages, drawn: drawn.clone() });
        }
    });
}

/// Watches the engine while something is laid out.
pub(super) fn watched<T>(lay_out: impl FnOnce() -> T) -> (T, Option<Graph>, Vec<Seen>) {
    WATCH.set(Some(Watch::default()));
    let made = lay_out();
    let Watch { asked, seen } = WATCH.take().unwrap_or_default();
    (made, asked, seen)
}
