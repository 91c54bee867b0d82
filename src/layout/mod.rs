//! The layout stage.
pub mod layered;
mod types;
pub use types::*;
