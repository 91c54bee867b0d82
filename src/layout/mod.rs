//! The layout stage.
pub mod elk;
pub mod layered;
mod types;
pub use types::*;
