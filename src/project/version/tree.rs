//! The sources of a revision or of the index. Imports are resolved inside it; nothing comes from the disk.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use super::Read;
use super::git::{Blobs, Entry, Git, Unread};
use crate::diagnostic::Diagnostic;
use crate::diff::Version;
use crate::door;
use crate::project::discover::EXTENSION;
use crate::project::loader::{self, FILE_LIMIT};
use crate::project::{Trouble, compile, config, paths};
use crate::source::{LoadError, Loaded, Loader, Sources};

/// How many symbolic links lead on from one to the next.
const MAX_LINKS: usize = 8;

/// All files of a revision or of the index, and the program that brings their texts.
pub struct Tree {
    /// As people know it: `main`, `index`.
    label: String,
    git: Git,
    cwd: PathBuf,
    entries: BTreeMap<String, Entry>,
    /// The folders and files, from the top, that sources are looked for in.
    below: Vec<String>,
    /// Started with the first question.
    blobs: RefCell<Option<Blobs>>,
    configs: BTreeMap<String, Rc<Settings>>,
}

/// What holds for the sources of a folder.
struct Settings {
    /// The folder of `frieze.toml`, else the top: imports do not leave it.
    root: String,
    settings: config::Settings,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    trouble: Option<Trouble>,
}

impl Tree {
    /// `cwd` is absolute and canonical: paths are shown relative to it.
    pub fn new(git: &Git, label: &str, entries: Vec<Entry>, below: &[String], cwd: &Path) -> Self {
        Self {
            label: label.to_string(),
            git: git.clone(),
            cwd: cwd.to_owned(),
            entries: entries.into_iter().map(|entry| (entry.path.clone(), entry)).collect(),
            below: below.to_vec(),
            blobs: RefCell::new(None),
            configs: BTreeMap::new(),
        }
    }

    /// The sources below the paths that were asked for; hidden ones only where they are named themselves.
    pub fn keys(&self) -> Vec<String> {
        let asked = |key: &str| {
            self.below.iter().any(|start| {
                let rest = if start.is_empty() { Some(key) } else { key.strip_prefix(start.as_str()) };
                match rest {
                    Some("") => true,
                    Some(rest) => {
                        let inside = start.is_empty() || rest.starts_with('/');
                        inside && !rest.split('/').any(|part| part.starts_with('.'))
                    }
                    None => false,
                }
            })
        };
        let source = |key: &&String| Path::new(key).extension().is_some_and(|extension| extension == EXTENSION);
        self.entries.keys().filter(source).filter(|key| asked(key)).cloned().collect()
    }

    pub fn read(&mut self, key: &str) -> Read {
        let settings = self.settings(folder_of(key));
        let mut read =
            Read { version: None, sources: Sources::new(), diagnostics: Vec::new(), trouble: settings.trouble.clone() };
        if !settings.diagnostics.is_empty() || settings.trouble.is_some() {
            read.sources = settings.sources.clone();
            read.diagnostics = settings.diagnostics.clone();
            return read;
        }
        let shown = self.shown(key);
        let text = match self.text(key, &settings.root) {
            Ok(loaded) => loaded.text,
            Err(error) => return Read { trouble: Some(compile::unread(error)), ..read },
        };
        let file = read.sources.add(shown, text);
        let loader = TreeLoader { tree: self, root: &settings.root };
        let compiled = door::compile(&mut read.sources, file, &loader, &settings.settings.lints);
        if !door::has_errors(&compiled.diagnostics) {
            let keys = read.sources.iter().map(|(_, file)| self.key(&file.path).to_string()).collect();
            read.version = Some(Version {
                path: paths::shown(&self.git.root.join(key), &self.cwd),
                sources: read.sources.clone(),
                keys,
                model: compiled.model,
            });
        }
        read.diagnostics = compiled.diagnostics;
        read
    }

    /// `main:diagrams/chat.frieze`, as `git show` takes it.
    fn shown(&self, key: &str) -> String {
        format!("{}:{key}", self.label)
    }

    fn key<'a>(&self, shown: &'a str) -> &'a str {
        shown.strip_prefix(&self.label).and_then(|rest| rest.strip_prefix(':')).unwrap_or(shown)
    }

    /// The nearest `frieze.toml` of this version from a folder upwards.
    fn settings(&mut self, folder: &str) -> Rc<Settings> {
        let mut at = folder;
        loop {
            let file = if at.is_empty() { config::NAME.to_string() } else { format!("{at}/{}", config::NAME) };
            if self.entries.contains_key(&file) {
                if let Some(known) = self.configs.get(&file) {
                    return known.clone();
                }
                let read = Rc::new(self.configured(at, &file));
                self.configs.insert(file, read.clone());
                return read;
            }
            if at.is_empty() {
                let none = Settings {
                    root: String::new(),
                    settings: config::Settings::default(),
                    sources: Sources::new(),
                    diagnostics: Vec::new(),
                    trouble: None,
                };
                return Rc::new(none);
            }
            at = folder_of(at);
        }
    }

    fn configured(&self, root: &str, file: &str) -> Settings {
        let mut read = Settings {
            root: root.to_string(),
            settings: config::Settings::default(),
            sources: Sources::new(),
            diagnostics: Vec::new(),
            trouble: None,
        };
        match self.text(file, root) {
            Ok(loaded) => {
                let id = read.sources.add(self.shown(file), loaded.text.as_str());
                match config::parse(&loaded.text, id) {
                    Ok(settings) => read.settings = settings,
                    Err(diagnostics) => read.diagnostics = diagnostics,
                }
            }
            Err(error) => read.trouble = Some(compile::unread(error)),
        }
        read
    }

    fn bytes(&self, blob: &str) -> Result<Vec<u8>, Unread> {
        let mut blobs = self.blobs.borrow_mut();
        let open = match blobs.take() {
            Some(open) => open,
            None => Blobs::open(&self.git).map_err(|trouble| Unread::Failed(trouble.message))?,
        };
        blobs.insert(open).read(blob)
    }

    /// The text of a file, links followed inside `root`.
    fn text(&self, key: &str, root: &str) -> Result<Loaded, LoadError> {
        let mut key = key.to_string();
        for _ in 0..MAX_LINKS {
            let Some(entry) = self.entries.get(&key) else { return Err(LoadError::Missing(self.shown(&key))) };
            let shown = self.shown(&key);
            let bytes = self.bytes(&entry.blob).map_err(|why| match why {
                Unread::TooLarge => LoadError::TooLarge { path: shown.clone(), limit: FILE_LIMIT },
                Unread::Failed(reason) => LoadError::Unreadable { path: shown.clone(), reason },
            })?;
            if !entry.link {
                return Ok(Loaded { text: loader::take(bytes.as_slice(), &shown)?, path: shown });
            }
            let target = String::from_utf8(bytes).map_err(|_| LoadError::Binary(shown.clone()))?;
            key = inside(folder_of(&key), &target, root).ok_or(LoadError::Outside(target))?;
        }
        Err(LoadError::Unreadable {
            path: self.shown(&key),
            reason: "too many links lead on from one to the next".into(),
        })
    }
}

/// The folder of a path from the top; empty at the top.
fn folder_of(key: &str) -> &str {
    key.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path written in a file of `folder`, from the top; None where it leaves `root`.
fn inside(folder: &str, written: &str, root: &str) -> Option<String> {
    if Path::new(written).is_absolute() || written.contains('\0') {
        return None;
    }
    let path = paths::normal(&Path::new(folder).join(written))?;
    let parts = path.components().map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    });
    let key = parts.collect::<Option<Vec<_>>>()?.join("/");
    let within = root.is_empty() || key.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    within.then_some(key)
}

/// Brings imports out of the same version.
struct TreeLoader<'a> {
    tree: &'a Tree,
    root: &'a str,
}

impl Loader for TreeLoader<'_> {
    fn load(&self, from: &str, import: &str) -> Result<Loaded, LoadError> {
        let folder = folder_of(self.tree.key(from));
        let key = inside(folder, import, self.root).ok_or_else(|| LoadError::Outside(import.to_string()))?;
        self.tree.text(&key, self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_stay_inside_the_root() {
        assert_eq!(inside("docs/a", "../b.frieze", "docs").as_deref(), Some("docs/b.frieze"));
        assert_eq!(inside("docs/a", "../../b.frieze", "docs"), None);
        assert_eq!(inside("docs", "../docs-other/b.frieze", "docs"), None);
        assert_eq!(inside("", "../b.frieze", ""), None);
        assert_eq!(inside("", "/etc/passwd", ""), None);
        assert_eq!(inside("a", "./x/../b.frieze", "").as_deref(), Some("a/b.frieze"));
    }
}
