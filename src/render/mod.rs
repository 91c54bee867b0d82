//! The last stage: a scene becomes SVG text, and that SVG becomes a PNG. Nothing is decided here any more.
//!
//! [`svg`] writes plain SVG through a typed writer, so that no text of a source is ever read as markup. [`png`] takes
//! the very same SVG through usvg and resvg with the bundled faces. [`json()`] tells where everything stands. [`is_ours`] tells the files that Frieze wrote.

pub mod json;
mod mark;
mod png;
mod subset;
mod svg;
mod xml;

pub use json::json;
pub use mark::{is_ours, is_redline};
pub use png::{MAX_PIXELS, MAX_SIDE, PngError, png};
pub use svg::svg;

/// Keyword and value of the text chunk by which a PNG of ours is known, for those who write one that no scene draws.
pub const PNG_MARK: (&str, &str) = (mark::KEYWORD, mark::VALUE);

/// Pixels of a PNG for each px of the drawing, where nothing else is asked for.
pub const DEFAULT_SCALE: f64 = 2.0;
