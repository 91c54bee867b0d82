//! Frieze draws software systems from text.
//!
//! The road: `syntax::parse → model::build → view::select → layout::place → scene::draw → render::{svg, png}`.

pub mod cli;
pub mod diagnostic;
pub mod door;
pub mod fmt;
pub mod geometry;
pub mod icon;
pub mod layout;
pub mod lint;
pub mod model;
pub mod project;
pub mod render;
pub mod scene;
pub mod shape;
pub mod source;
pub mod syntax;
pub mod text;
pub mod theme;
pub mod view;

pub use door::{Options, Picture, Rendered, render};
