//! The layered engine.
mod graph;
pub use graph::*;
