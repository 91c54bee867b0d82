//! Frieze draws software systems from text: one model, and from it architecture maps, sequences and flows.
//!
//! # The road
//!
//! ```text
//! Source → syntax::parse → model::build → view::select → layout::place → scene::draw → render::{svg, png}
//! ```
//!
//! Each stage is pure, has one public entry function, makes a new value, and knows nothing of the stages after it.
//!
//! | stage | takes | makes | *deliberately absent* |
//! |---|---|---|---|
//! | [`syntax`] | text | [`syntax::ast::Ast`] with places and comments | kinds, names: nothing has a meaning yet |
//! | [`model`] | the trees of a file and its imports | [`model::Model`]: every name resolved, every mistake told | px, colours |
//! | [`view`] | the model and one view | [`view::View`]: exactly what is drawn | the model: no later stage asks it |
//! | [`layout`] | a view and the theme's sizes | [`layout::Layout`]: absolute geometry | colours |
//! | [`scene`] | view, layout, theme | [`scene::Scene`]: shapes, paths, text, paints | names to look up, anything relative |
//! | [`render`] | the scene | SVG; PNG from that same SVG; JSON of the geometry | decisions |
//!
//! Words that every stage may use lie below the road: [`source`], [`diagnostic`], [`geometry`], [`text`] (measured with the
//! bundled faces), [`theme`], [`shape`], [`icon`]. Its users are [`cli`], [`project`] (configuration, discovery, writing),
//! [`fmt`], [`lint`], [`judge`] (the laws of a picture, asked of its SVG), [`door`], [`diff`] (two versions compared) and
//! [`redline`] (both of them in one picture), [`snapshot`] (what changed between two pictures). Only `cli` and `project` touch the world. `tests/architecture.rs` holds this order.
//!
//! # What holds everywhere
//!
//! - The same input gives the same bytes on every machine: no hash maps, no clock, no system fonts, no float function that
//!   differs between platforms.
//! - Whatever is wrong in a source is a [`diagnostic::Diagnostic`] with a place and a stable code; all of them in one run.
//! - Everything that a user wrote is drawn, or told.
//!
//! # The one-call door
//!
//! ```
//! let rendered = frieze::render("web -> api -> db", &frieze::Options::default()).expect("a sketch draws");
//! assert!(rendered.pictures[0].svg.starts_with("<svg"));
//! ```

pub mod cli;
pub mod diagnostic;
pub mod diff;
pub mod door;
pub mod fmt;
pub mod geometry;
pub mod icon;
pub mod judge;
pub mod layout;
pub mod lint;
pub mod model;
pub mod project;
pub mod redline;
pub mod render;
pub mod scene;
pub mod shape;
pub mod snapshot;
pub mod source;
pub mod syntax;
pub mod text;
pub mod theme;
pub mod view;

pub use door::{Options, Picture, Rendered, render};
