//! The view stage.
mod types;
pub use types::*;
