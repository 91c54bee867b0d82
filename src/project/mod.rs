//! A project on disk: where sources are found, what `frieze.toml` says, where pictures go, and how they get there.
//!
//! One of the users of the road, and with `cli` the only one that touches the world. The steps of a run:
//! [`discover`] finds the sources below the paths given, [`config`] reads the settings that hold for each, [`compile`]
//! resolves its names (imports come through [`loader`]), [`plan`] says which file each view goes to, [`batch`] draws them, and
//! [`laws`] judges them, and
//! [`write`] puts them on disk whole or not at all, never over a file that Frieze did not make.

pub mod batch;
pub mod compile;
pub mod config;
pub mod discover;
pub mod format;
pub mod guard;
pub mod laws;
pub mod loader;
pub mod orphan;
pub mod paths;
pub mod plan;
pub mod stamp;
pub mod trouble;
pub mod version;
pub mod write;

pub use format::Format;
pub use trouble::Trouble;
