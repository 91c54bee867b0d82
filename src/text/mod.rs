//! Text: what is written is measured with the bundled faces, so that it takes the same room in every renderer.
//!
//! Below the road: layout asks for widths and wrapped blocks, scene places the lines, `render::svg` embeds the glyphs
//! that [`runs`] names. Nothing here knows of system fonts.

pub mod faces;
mod measure;
mod types;
mod wrap;

pub use faces::Metrics;
pub use measure::{Run, cleaned, measure, missing, runs};
pub use types::*;
pub use wrap::wrap;
