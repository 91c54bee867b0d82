//! A source on disk with its settings, compiled: ready to be drawn, or with the reasons why not.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::Project;
use super::discover::Found;
use super::guard::{self, guarded};
use super::loader::{self, FileLoader};
use super::trouble::Trouble;
use crate::diagnostic::Diagnostic;
use crate::door;
use crate::model::{LintLevel, Model};
use crate::source::{LoadError, Sources};

/// One source of a run.
#[derive(Clone, Debug)]
pub struct Source {
    pub found: Found,
    pub project: Arc<Project>,
    /// The texts that the spans of the diagnostics lie in.
    pub sources: Sources,
    /// None where the file, or its configuration, could not be read at all.
    pub model: Option<Model>,
    pub diagnostics: Vec<Diagnostic>,
    /// Why the file could not be read.
    pub trouble: Option<Trouble>,
    /// Absolute paths of the files it was made from: itself and its imports, also those that are missing.
    pub depends: BTreeSet<PathBuf>,
}

impl Source {
    /// Nothing keeps its views from being drawn.
    pub fn is_good(&self) -> bool {
        self.model.is_some() && !door::has_errors(&self.diagnostics)
    }
}

/// Reads and compiles a source file. A fault of our own is told as the source's trouble.
pub fn file(found: &Found, project: &Arc<Project>, cwd: &Path) -> Source {
    let text = || text_of(found, project, cwd, loader::read(&found.path, &found.shown));
    guarded(text).unwrap_or_else(|fault| {
        let message = format!("internal error while reading {}: {fault}", found.shown);
        let trouble = Trouble::system(message).help(guard::REPORT);
        Source { trouble: Some(trouble), ..unread_yet(found, project) }
    })
}

/// Compiles what standard input brings; imports are relative to the working directory.
pub fn stream(input: impl Read, name: &str, project: &Arc<Project>, cwd: &Path) -> Source {
    let found = Found { path: cwd.join(name), shown: name.to_string(), below: PathBuf::new() };
    let text = loader::take(input, name);
    text_of(&found, project, cwd, text)
}

fn text_of(found: &Found, project: &Arc<Project>, cwd: &Path, text: Result<String, LoadError>) -> Source {
    let mut source = unread_yet(found, project);
    match text {
        Ok(text) => {
            let file = source.sources.add(found.shown.as_str(), text);
            let loader = FileLoader::new(cwd, &project.root);
            let lints: &[(String, LintLevel)] = &project.settings.lints;
            let compiled = door::compile(&mut source.sources, file, &loader, lints);
            source.depends.extend(loader.asked());
            source.diagnostics = compiled.diagnostics;
            source.model = Some(compiled.model);
        }
        Err(error) => source.trouble = Some(unread(error)),
    }
    source
}

/// A source of which nothing is known but its place: not read yet, or not to be read because its configuration is wrong.
pub fn unread_yet(found: &Found, project: &Arc<Project>) -> Source {
    Source {
        found: found.clone(),
        project: project.clone(),
        sources: Sources::new(),
        model: None,
        diagnostics: Vec::new(),
        trouble: None,
        depends: BTreeSet::from([found.path.clone()]),
    }
}

/// A file that a person named and that is no source, in their words.
pub fn unread(error: LoadError) -> Trouble {
    match error {
        LoadError::Missing(path) => Trouble::system(format!("{path} is not there")),
        LoadError::Binary(path) => {
            Trouble::source(format!("{path} is not text")).help("a source is UTF-8 text without zero bytes")
        }
        LoadError::TooLarge { path, limit } => {
            let limit = limit / (1024 * 1024);
            Trouble::system(format!("{path} is larger than {limit} MiB")).help("split it, and `import` the parts")
        }
        LoadError::Unreadable { path, reason } => Trouble::system(format!("could not read {path}: {reason}")),
        LoadError::Outside(path) => Trouble::source(format!("{path} lies outside the project")),
        LoadError::Unsupported => Trouble::source("imports are not possible here"),
    }
}
