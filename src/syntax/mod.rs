//! The syntax stage.
pub mod ast;
