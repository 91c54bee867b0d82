//! Finds orphans: pictures that Frieze made and that no view draws any more.
//!
//! A picture is judged only where every source that could draw it is known and sound: a view that cannot be read today must
//! not make its picture look abandoned.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::compile::{self, Source};
use super::config::Configs;
use super::discover::{self, EXTENSION, Found};
use super::write::{self, Standing};
use super::{Format, Trouble, paths, plan};
use crate::{render, snapshot};

/// The orphans below the folders `given` and in the folders where the pictures of `sources` go, sorted. `sources` are all the
/// sources of these paths.
pub fn find(given: &[PathBuf], sources: &[Source], cwd: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let siblings = siblings(sources, cwd);
    let mut drawn = BTreeSet::new();
    let mut unsure = BTreeSet::new();
    let mut folders = BTreeSet::new();
    for source in sources.iter().chain(&siblings) {
        let folder = plan::folder(source)?;
        if !source.is_good() {
            unsure.insert(folder.clone());
        }
        for view in source.model.iter().flat_map(|model| &model.views) {
            drawn.extend(Format::ALL.map(|format| folder.join(format!("{}.{}", view.id, format.extension()))));
        }
        folders.insert(folder);
    }
    folders.extend(below(given, cwd)?);
    let mut orphans = Vec::new();
    for folder in folders.difference(&unsure).filter(|folder| !is_report(folder)) {
        orphans.extend(pictures(folder)?.into_iter().filter(|path| !drawn.contains(path)));
    }
    orphans.sort_unstable();
    Ok(orphans)
}

/// The folder of a report: it shows pictures of both versions, which no view is to draw there.
fn is_report(folder: &Path) -> bool {
    std::fs::read(folder.join(snapshot::PAGE)).is_ok_and(|page| snapshot::is_our_page(&page))
}

/// Sources that stand beside those of the run without being part of it: their pictures go to the same folders.
fn siblings(sources: &[Source], cwd: &Path) -> Vec<Source> {
    let known: BTreeSet<&Path> = sources.iter().map(|source| source.found.path.as_path()).collect();
    let mut seen = BTreeSet::new();
    let mut siblings = Vec::new();
    for source in sources {
        let Some(folder) = source.found.path.parent() else { continue };
        if !seen.insert(folder) {
            continue;
        }
        for path in files(folder).into_iter().filter(|path| path.extension().is_some_and(|ext| ext == EXTENSION)) {
            if !known.contains(path.as_path()) {
                let found = Found { shown: paths::shown(&path, cwd), path, below: PathBuf::new() };
                siblings.push(compile::file(&found, &Arc::clone(&source.project), cwd));
            }
        }
    }
    siblings
}

/// The folders below `given` in which a picture can only come from a source below `given`.
fn below(given: &[PathBuf], cwd: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut configs = Configs::new(cwd);
    let mut result = Vec::new();
    for start in given {
        let Ok(start) = cwd.join(start).canonicalize() else { continue };
        for folder in discover::folders(&start)? {
            let Ok(project) = configs.of(&folder) else { continue };
            let elsewhere = project.settings.output.as_ref().is_some_and(|output| {
                folder.starts_with(project.root.join(output)) && !project.root.starts_with(&start)
            });
            if !elsewhere {
                result.push(folder);
            }
        }
    }
    Ok(result)
}

/// The pictures of views in a folder that Frieze made, sorted; a redline is none.
fn pictures(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let format = |path: &Path| path.extension().and_then(|extension| extension.to_str()).and_then(Format::find);
    let mut ours = Vec::new();
    for path in files(folder).into_iter().filter(|path| format(path).is_some()) {
        if let Standing::Ours(bytes) = write::standing(&path)?
            && !bytes.is_empty()
            && !render::is_redline(&bytes)
        {
            ours.push(path);
        }
    }
    Ok(ours)
}

/// The entries of a folder, sorted; none where it is not there (nothing was ever written).
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    paths
}
