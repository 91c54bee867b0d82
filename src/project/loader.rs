//! Reads sources from the file system: the only road by which text comes in, for the file a person names and for the files it
//! imports. An import stays inside the project root, also through symbolic links.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::paths;
use super::trouble::reason;
use crate::source::{LoadError, Loaded, Loader};

/// The largest source file, in bytes. A source is written by hand; one beyond this is a mistake or an attack.
pub const FILE_LIMIT: u64 = 4 * 1024 * 1024;

/// A loader for one run over one project.
pub struct FileLoader {
    /// The working directory, absolute and canonical: paths in `Sources` are relative to it.
    cwd: PathBuf,
    /// No import leaves this folder; absolute and canonical.
    root: PathBuf,
    /// Every file that was asked for, also those that are missing: what a watcher has to look at.
    asked: RefCell<BTreeSet<PathBuf>>,
}

impl FileLoader {
    pub fn new(cwd: &Path, root: &Path) -> Self {
        Self { cwd: cwd.to_owned(), root: root.to_owned(), asked: RefCell::default() }
    }

    /// The absolute paths of all files that imports asked for, found or not, sorted.
    pub fn asked(self) -> BTreeSet<PathBuf> {
        self.asked.into_inner()
    }
}

impl Loader for FileLoader {
    fn load(&self, from: &str, import: &str) -> Result<Loaded, LoadError> {
        let folder = self.cwd.join(from);
        let folder = folder.parent().unwrap_or(&self.cwd);
        // Whether a path outside exists is nobody's business: refuse by the letters before the file system is asked.
        let outside = || LoadError::Outside(import.to_string());
        if Path::new(import).is_absolute() || import.contains('\0') {
            return Err(outside());
        }
        let wanted = paths::normal(&folder.join(import)).ok_or_else(outside)?;
        if !wanted.starts_with(&self.root) {
            return Err(outside());
        }
        self.asked.borrow_mut().insert(wanted.clone());
        let real = match wanted.canonicalize() {
            Ok(real) => real,
            Err(error) => return Err(unreadable(&paths::shown(&wanted, &self.cwd), &error)),
        };
        if !real.starts_with(&self.root) {
            return Err(outside());
        }
        self.asked.borrow_mut().insert(real.clone());
        let path = paths::shown(&real, &self.cwd);
        let text = read(&real, &path)?;
        Ok(Loaded { path, text })
    }
}

/// The text of a source file. `shown` is its name in errors.
pub fn read(path: &Path, shown: &str) -> Result<String, LoadError> {
    let metadata = path.metadata().map_err(|error| unreadable(shown, &error))?;
    // A pipe or a device would block or never end.
    if !metadata.is_file() {
        let reason = if metadata.is_dir() { "it is a folder" } else { "it is not a regular file" };
        return Err(LoadError::Unreadable { path: shown.to_string(), reason: reason.to_string() });
    }
    let file = File::open(path).map_err(|error| unreadable(shown, &error))?;
    take(file, shown)
}

/// The text that a stream carries, under the limits of a source file.
pub fn take(stream: impl Read, shown: &str) -> Result<String, LoadError> {
    let mut bytes = Vec::new();
    // One byte more than the limit tells a file at the limit from one beyond it, whatever its metadata claims.
    stream.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| unreadable(shown, &error))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(LoadError::TooLarge { path: shown.to_string(), limit: FILE_LIMIT });
    }
    let mut text = String::from_utf8(bytes).map_err(|_| LoadError::Binary(shown.to_string()))?;
    // Zero bytes are valid UTF-8 and never text.
    if text.contains('\0') {
        return Err(LoadError::Binary(shown.to_string()));
    }
    // A byte order mark is an editor's business, not part of what a person wrote.
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

fn unreadable(shown: &str, error: &std::io::Error) -> LoadError {
    match error.kind() {
        std::io::ErrorKind::NotFound => LoadError::Missing(shown.to_string()),
        _ => LoadError::Unreadable { path: shown.to_string(), reason: reason(error) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it exists");
        std::fs::create_dir_all(root.join("inside/deep")).expect("writable");
        std::fs::write(root.join("inside/a.frieze"), "a -> b\n").expect("writable");
        std::fs::write(root.join("secret.frieze"), "c -> d\n").expect("writable");
        (folder, root)
    }

    #[test]
    fn one_file_has_one_identity() {
        let (_folder, root) = project();
        let loader = FileLoader::new(&root, &root.join("inside"));
        let one = loader.load("inside/deep/x.frieze", "../a.frieze").expect("inside");
        let two = loader.load("inside/y.frieze", "./deep/.././a.frieze").expect("inside");
        assert_eq!(one, two);
        assert_eq!(one.path, "inside/a.frieze");
    }

    #[test]
    fn imports_stay_inside_whatever_the_road() {
        let (_folder, root) = project();
        let loader = FileLoader::new(&root, &root.join("inside"));
        let outside = |import: &str| {
            let answer = loader.load("inside/a.frieze", import);
            assert!(matches!(answer, Err(LoadError::Outside(_))), "{import}: {answer:?}");
        };
        outside("../secret.frieze");
        outside("../nothing-there.frieze");
        outside("../../../../../../../../etc/passwd");
        outside("/etc/passwd");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root.join("secret.frieze"), root.join("inside/link.frieze")).expect("writable");
            outside("link.frieze");
        }
    }

    #[test]
    fn what_is_not_a_source_is_told() {
        let (_folder, root) = project();
        std::fs::write(root.join("inside/binary.frieze"), [0xff, 0xfe, 0x00]).expect("writable");
        std::fs::write(root.join("inside/zero.frieze"), "a\0b").expect("writable");
        std::fs::write(root.join("inside/mark.frieze"), "\u{feff}a -> b").expect("writable");
        std::fs::write(root.join("inside/big.frieze"), vec![b'{'; FILE_LIMIT as usize + 1]).expect("writable");
        let loader = FileLoader::new(&root, &root);
        let load = |import| loader.load("inside/a.frieze", import);
        assert!(matches!(load("binary.frieze"), Err(LoadError::Binary(_))));
        assert!(matches!(load("zero.frieze"), Err(LoadError::Binary(_))));
        assert!(matches!(load("big.frieze"), Err(LoadError::TooLarge { .. })));
        assert!(matches!(load("deep"), Err(LoadError::Unreadable { .. })));
        assert!(matches!(load("nothing.frieze"), Err(LoadError::Missing(_))));
        assert_eq!(load("mark.frieze").expect("text").text, "a -> b");
        assert!(loader.asked().contains(&root.join("inside/nothing.frieze")));
    }
}
