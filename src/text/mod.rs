//! Text: measuring and wrapping with the bundled font.
mod types;
pub use types::*;
