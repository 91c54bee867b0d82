//! The watches on folders. Each folder is watched by itself, not with all below it: what .gitignore leaves out (build output,
//! packages) would cost a watch for every folder and wake us for nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{Debouncer, RecommendedCache};

use super::report;

pub struct Folders {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    /// Folders whose trouble was told.
    told: BTreeSet<PathBuf>,
}

impl Folders {
    pub fn new(debouncer: Debouncer<RecommendedWatcher, RecommendedCache>) -> Self {
        Self { debouncer, told: BTreeSet::new() }
    }

    /// Watches `folders`, also those that were watched before: a folder that was deleted and made again has lost its watch, and
    /// watching twice is the same as once.
    pub fn watch(&mut self, folders: BTreeSet<PathBuf>) {
        for folder in folders {
            if let Err(error) = self.debouncer.watch(&folder, RecursiveMode::NonRecursive)
                && folder.is_dir()
                && self.told.insert(folder.clone())
            {
                let why = match error.kind {
                    ErrorKind::MaxFilesWatch => "the system's limit of watches is reached".to_string(),
                    _ => error.to_string(),
                };
                report::say(&format!("{} is looked at once a second only: {why}", folder.display()));
            }
        }
    }
}
