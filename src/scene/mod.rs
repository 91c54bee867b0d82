//! The scene stage.
mod types;
pub use types::*;
