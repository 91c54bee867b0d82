//! Finds the sources below the paths that a person gives: gitignore-aware, sorted, each file once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::paths;
use super::trouble::Trouble;

/// The extension of a source file.
pub const EXTENSION: &str = "frieze";

/// A source file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Absolute, symbolic links of its folder resolved; its own name as given, so that pictures stand beside it.
    pub path: PathBuf,
    /// Its name in messages.
    pub shown: String,
    /// Its folder relative to the path that led to it: what `-o FOLDER` repeats below the folder.
    pub below: PathBuf,
}

/// Every source below `given` (files or folders), sorted by path. Ignored files are left out unless they are named
/// themselves. Hidden files and folders are left out; symbolic links are not followed.
pub fn discover(given: &[PathBuf], cwd: &Path) -> Result<Vec<Found>, Trouble> {
    let mut found = BTreeMap::new();
    for start in given {
        let absolute = cwd.join(start);
        let metadata = absolute.metadata().map_err(|error| Trouble::io("read", start, &error))?;
        if metadata.is_dir() {
            let folder = absolute.canonicalize().map_err(|error| Trouble::io("read", start, &error))?;
            for path in walk(&folder)? {
                let below = path.parent().and_then(|parent| parent.strip_prefix(&folder).ok()).unwrap_or(Path::new(""));
                let below = below.to_owned();
                found.entry(path).or_insert(below);
            }
        } else {
            if absolute.extension().is_none_or(|extension| extension != EXTENSION) {
                let message = format!("{} is not a Frieze source", start.display());
                return Err(
                    Trouble::usage(message).help("sources are files that end in .frieze, or folders with such files")
                );
            }
            found.entry(beside(&absolute)?).or_insert_with(PathBuf::new);
        }
    }
    let name = |(path, below): (PathBuf, PathBuf)| Found { shown: paths::shown(&path, cwd), path, below };
    Ok(found.into_iter().map(name).collect())
}

/// The file itself, links in its folder resolved.
fn beside(file: &Path) -> Result<PathBuf, Trouble> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Err(Trouble::usage(format!("{} is not a file", file.display())));
    };
    let folder = folder.canonicalize().map_err(|error| Trouble::io("read", folder, &error))?;
    Ok(folder.join(name))
}

fn walk(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let is_source = |path: &Path| path.extension().is_some_and(|extension| extension == EXTENSION);
    entries(folder, |kind, path| kind.is_file() && is_source(path))
}

/// `start` and the folders below it that are not ignored, in no order; nothing if `start` is a file.
pub fn folders(start: &Path) -> Result<Vec<PathBuf>, Trouble> {
    entries(start, |kind, _| kind.is_dir())
}

fn entries(start: &Path, wanted: impl Fn(std::fs::FileType, &Path) -> bool) -> Result<Vec<PathBuf>, Trouble> {
    // A person's global ignore file would make two machines see different projects. `.gitignore` holds with and
    // without a repository around it, so that an exported archive draws as the checkout does.
    let walk = WalkBuilder::new(start).git_global(false).require_git(false).follow_links(false).build();
    let mut paths = Vec::new();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            // Deleted between the look at its folder and the look at itself.
            Err(error) if error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound) => continue,
            Err(error) => return Err(Trouble::system(format!("could not read a folder: {error}"))),
        };
        if entry.file_type().is_some_and(|kind| wanted(kind, entry.path())) {
            paths.push(entry.into_path());
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_come_sorted_once_and_without_the_ignored() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it exists");
        for file in ["b/two.frieze", "a/one.frieze", "a/note.txt", "target/old.frieze", ".hidden/x.frieze"] {
            std::fs::create_dir_all(root.join(file).parent().expect("has one")).expect("writable");
            std::fs::write(root.join(file), "a -> b\n").expect("writable");
        }
        std::fs::write(root.join(".gitignore"), "target/\n").expect("writable");
        let shown = |given: &[&str]| -> Vec<(String, PathBuf)> {
            let given: Vec<PathBuf> = given.iter().map(PathBuf::from).collect();
            discover(&given, &root).expect("readable").into_iter().map(|f| (f.shown, f.below)).collect()
        };
        let both = vec![("a/one.frieze".to_string(), "a".into()), ("b/two.frieze".to_string(), "b".into())];
        assert_eq!(shown(&["."]), both);
        assert_eq!(shown(&[".", "b", "a/one.frieze"]), both);
        assert_eq!(shown(&["target/old.frieze"]), vec![("target/old.frieze".to_string(), PathBuf::new())]);
        let refused = discover(&["a/note.txt".into()], &root).expect_err("not a source");
        assert!(refused.message.contains("not a Frieze source"));
        assert!(discover(&["nowhere".into()], &root).is_err());
    }
}
