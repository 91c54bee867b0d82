//! The sources on disk: the working tree of a repository, a folder, or a single file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Read;
use crate::diff::Version;
use crate::project::compile::{self, unread};
use crate::project::config::Configs;
use crate::project::discover::{self, Found};
use crate::project::{Trouble, paths};

/// Files below one folder, or one file.
pub struct Disk {
    cwd: PathBuf,
    /// Keys are relative to it; absolute and canonical.
    base: PathBuf,
    found: BTreeMap<String, Found>,
    configs: Configs,
}

impl Disk {
    /// The sources below `given` (files or folders); their keys are relative to `base`, absolute and canonical, or to what is
    /// given by a name of its own.
    pub fn new(given: &[PathBuf], base: &Path, cwd: &Path) -> Result<Self, Trouble> {
        let mut disk =
            Self { cwd: cwd.to_owned(), base: base.to_owned(), found: BTreeMap::new(), configs: Configs::new(cwd) };
        for found in discover::discover(given, cwd)? {
            disk.found.insert(disk.key(&found.path), found);
        }
        Ok(disk)
    }

    /// Adds files that the repository tracks, though they are ignored; those that are not on disk are left out.
    pub fn track(&mut self, keys: impl Iterator<Item = String>) {
        for key in keys {
            let path = self.base.join(&key);
            if !self.found.contains_key(&key) && path.is_file() {
                let shown = paths::shown(&path, &self.cwd);
                self.found.insert(key, Found { path, shown, below: PathBuf::new() });
            }
        }
    }

    pub fn keys(&self) -> Vec<String> {
        self.found.keys().cloned().collect()
    }

    fn key(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.base).unwrap_or(path);
        below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }

    pub fn read(&mut self, key: &str) -> Read {
        let mut read = Read { version: None, sources: Default::default(), diagnostics: Vec::new(), trouble: None };
        let Some(found) = self.found.get(key).cloned() else { return read };
        let project = match self.configs.of(found.path.parent().unwrap_or(&self.cwd)) {
            Ok(project) => project,
            Err(refused) => {
                read.sources = refused.sources.clone();
                read.diagnostics = refused.diagnostics.clone();
                read.trouble = refused.unreadable.clone().map(unread);
                return read;
            }
        };
        let source = compile::file(&found, &project, &self.cwd);
        read.trouble = source.trouble.clone();
        let good = source.is_good();
        if let Some(model) = source.model.filter(|_| good) {
            let absolute = |path: &str| paths::normal(&self.cwd.join(path)).unwrap_or_else(|| PathBuf::from(path));
            let keys = source.sources.iter().map(|(_, file)| self.key(&absolute(&file.path))).collect();
            read.version = Some(Version { path: found.shown, sources: source.sources.clone(), keys, model });
        }
        read.sources = source.sources;
        read.diagnostics = source.diagnostics;
        read
    }
}
