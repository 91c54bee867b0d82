//! The report of `check --report DIR`: every picture that is not what its source draws, before and after, in a folder of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::super::report::{self, plural};
use crate::project::batch::{Picture, State};
use crate::project::write::{self, Standing};
use crate::project::{Format, Trouble, paths};
use crate::snapshot::{self, Changed, Shot};

/// Collects what changed, and writes the report in the end.
pub struct Snapshots {
    folder: PathBuf,
    /// By the path of the picture without its extension.
    changed: BTreeMap<String, Changed>,
}

impl Snapshots {
    pub fn new(folder: &Path, cwd: &Path) -> Self {
        Self { folder: cwd.join(folder), changed: BTreeMap::new() }
    }

    /// Notes a picture that is stale or missing; `shown` is its path.
    pub fn take(&mut self, shown: &str, picture: &Picture) {
        match &picture.state {
            State::Stale { new, old } => self.note(shown, picture.format, Some(old), Some(new)),
            State::Missing(new) => self.note(shown, picture.format, None, Some(new)),
            State::Current | State::Foreign { .. } => {}
        }
    }

    /// Notes a picture that no view draws.
    pub fn orphan(&mut self, shown: &str, path: &Path) {
        let format = path.extension().and_then(|extension| extension.to_str()).and_then(Format::find);
        if let (Some(format), Ok(Standing::Ours(old))) = (format, write::standing(path)) {
            self.note(shown, format, Some(&old), None);
        }
    }

    fn note(&mut self, shown: &str, format: Format, old: Option<&Vec<u8>>, new: Option<&Vec<u8>>) {
        // The geometry as JSON is nothing to look at.
        if format == Format::Json {
            return;
        }
        let name = Path::new(shown).with_extension("").to_string_lossy().into_owned();
        let empty = Changed { name: name.clone(), before: Shot::default(), after: Shot::default() };
        let changed = self.changed.entry(name).or_insert(empty);
        for (shot, bytes) in [(&mut changed.before, old), (&mut changed.after, new)] {
            let Some(bytes) = bytes else { continue };
            match format {
                Format::Svg => shot.svg = Some(String::from_utf8_lossy(bytes).into_owned()),
                Format::Png => shot.png = Some(bytes.clone()),
                Format::Json => {}
            }
        }
    }

    /// Writes the report (`undrawn` names the sources of which nothing is known), and removes what an earlier one left. Nothing is written where a file of somebody else stands in the
    /// way.
    ///
    /// # Errors
    /// A file that Frieze did not make is in the way, or the folder cannot be written.
    pub fn write(self, undrawn: &[String], cwd: &Path) -> Result<(), Trouble> {
        let changed: Vec<Changed> = self.changed.into_values().collect();
        let files = snapshot::report(&changed, undrawn);
        for file in &files {
            let path = self.folder.join(&file.name);
            if let Standing::Foreign(why) = write::standing(&path)? {
                let shown = paths::shown(&path, cwd);
                let message = format!("no report was written: {shown} is in the way, {why}");
                return Err(Trouble::system(message).help("move it away, or name another folder with --report"));
            }
        }
        for file in &files {
            write::picture(&self.folder.join(&file.name), &file.bytes, false)?;
        }
        leftovers(&self.folder, &files.iter().map(|file| file.name.as_str()).collect())?;
        let page = paths::shown(&self.folder.join(snapshot::PAGE), cwd);
        report::say(&format!("{} in {page}", plural(changed.len(), "changed picture")));
        Ok(())
    }
}

/// Removes the files of an earlier report that this one does not have.
fn leftovers(folder: &Path, written: &BTreeSet<&str>) -> Result<(), Trouble> {
    let entries = std::fs::read_dir(folder).map_err(|error| Trouble::io("read", folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| Trouble::io("read", folder, &error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if snapshot::is_of_a_report(name)
            && !written.contains(name)
            && matches!(write::standing(&path)?, Standing::Ours(bytes) if !bytes.is_empty())
        {
            write::remove(&path)?;
        }
    }
    Ok(())
}
