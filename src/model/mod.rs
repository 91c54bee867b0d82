//! The model stage.
mod types;
pub use types::*;
