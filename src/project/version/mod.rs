//! Versions of sources for `frieze diff`: a revision or the index of a git repository, or what is on disk. Each lists its sources under
//! names that are the same in all versions of a file, and compiles them with the settings that hold in that version.

mod disk;
mod git;
mod tree;

pub use disk::Disk;
pub use git::Git;
pub use tree::Tree;

use crate::diagnostic::Diagnostic;
use crate::diff;
use crate::source::Sources;

use super::Trouble;

/// Where one side of a comparison comes from.
pub enum Side {
    Tree(Tree),
    Disk(Disk),
}

/// A source that was read: fit to be compared, or with the reasons why not.
pub struct Read {
    /// None where there are errors.
    pub version: Option<diff::Version>,
    /// The texts that the spans of the diagnostics lie in.
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    pub trouble: Option<Trouble>,
}

impl Side {
    /// The keys of its sources, sorted.
    pub fn keys(&self) -> Vec<String> {
        match self {
            Side::Tree(tree) => tree.keys(),
            Side::Disk(disk) => disk.keys(),
        }
    }

    pub fn read(&mut self, key: &str) -> Read {
        match self {
            Side::Tree(tree) => tree.read(key),
            Side::Disk(disk) => disk.read(key),
        }
    }
}
