//! Proofs that every phase keeps its word on real graphs: the postcondition of each phase's head as a function, tested on what the
//! phases made of the corpus.
//!
//! The corpus is the maps and flows of `diagrams/` and the graphs of `tests/graphs/`. All of it is laid out once; [`witness`] keeps
//! what every phase found on the way, so the proofs see what the engine did and no copy of its road. A proof counts and compares
//! by the simplest means that there are (all pairs, brute force), never by the code that it judges.

mod across;
mod columns;
pub(super) mod corpus;
mod drawn;
mod layers;
pub(super) mod order;
mod phases;
mod ports;
mod previous;
mod ranks;
mod route;
mod rows;
mod shortest;
mod together;
mod tree;
mod wrap;

use std::cell::RefCell;

use super::arrange::{Drawn, Stages};
use super::graph::Graph;
use super::simplex::{Arc, Tie};

/// What the phases made of one part.
pub(super) struct Seen {
    pub stages: Stages,
    pub drawn: Drawn,
}

/// A problem of the simplex and the positions that it found.
#[derive(Clone)]
pub(super) struct Solved {
    pub arcs: Vec<Arc>,
    pub ties: Vec<Tie>,
    pub x: Vec<i64>,
    /// The variable from which the lowest optimum is seen.
    pub root: u32,
    /// Whether the budget was enough.
    pub done: bool,
}

/// What the engine was asked, first of all, and what it did.
#[derive(Default)]
pub(super) struct Watch {
    pub asked: Option<Graph>,
    pub parts: Vec<Seen>,
    pub solved: Vec<Solved>,
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
            watch.parts.push(Seen { stages, drawn: drawn.clone() });
        }
    });
}

/// Keeps a problem of the simplex, where somebody watches.
pub(super) fn solved(arcs: &[Arc], ties: &[Tie], x: &[i64], root: u32, done: bool) {
    WATCH.with_borrow_mut(|watch| {
        if let Some(watch) = watch {
            watch.solved.push(Solved { arcs: arcs.to_vec(), ties: ties.to_vec(), x: x.to_vec(), root, done });
        }
    });
}

/// Watches the engine while something is laid out.
pub(super) fn watched<T>(lay_out: impl FnOnce() -> T) -> (T, Watch) {
    WATCH.set(Some(Watch::default()));
    let made = lay_out();
    (made, WATCH.take().unwrap_or_default())
}

/// Asserts that a postcondition, which says what breaks it, holds for every part of the corpus.
fn prove(broken: impl Fn(&Seen) -> Vec<String>) {
    for (name, part) in corpus::parts() {
        let wrong = broken(part);
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

/// The pairs of things of which one comes before the other.
fn pairs<T: Copy>(list: &[T]) -> impl Iterator<Item = (T, T)> + '_ {
    list.iter().enumerate().flat_map(|(i, &b)| list[..i].iter().map(move |&a| (a, b)))
}
