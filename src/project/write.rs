//! Puts a file on disk whole or not at all, only when its bytes change, and never over one that Frieze did not make.
//!
//! A new file is written beside its place under a temporary name and renamed: whoever reads sees the old bytes or the new,
//! also when the process is killed in between. Pictures are not forced through to the disk (they can be drawn again, and
//! an empty file left by a power cut counts as nobody's); sources that `fmt` rewrites are.

use std::fs::{File, Permissions};
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use super::Trouble;
use crate::{render, snapshot};

const TEMPORARY_PREFIX: &str = ".frieze-";
const TEMPORARY_SUFFIX: &str = ".tmp";

/// After this long a temporary file belongs to a process that was killed, not to one that writes beside us.
const ABANDONED: Duration = Duration::from_secs(60);

/// What stands at the place of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Nothing,
    /// Made by Frieze; its bytes.
    Ours(Vec<u8>),
    /// Not made by Frieze, and why we think so.
    Foreign(&'static str),
}

/// Looks at the place of a picture without changing it.
pub fn standing(path: &Path) -> Result<Standing, Trouble> {
    let metadata = match path.symlink_metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Standing::Nothing),
        Err(error) => return Err(Trouble::io("read", path, &error)),
    };
    if metadata.is_symlink() {
        return Ok(Standing::Foreign("it is a symbolic link"));
    }
    if !metadata.is_file() {
        return Ok(Standing::Foreign("it is not a regular file"));
    }
    let bytes = std::fs::read(path).map_err(|error| Trouble::io("read", path, &error))?;
    let ours = render::is_ours(&bytes) || render::json::is_ours(&bytes) || snapshot::is_our_page(&bytes);
    Ok(if bytes.is_empty() || ours { Standing::Ours(bytes) } else { Standing::Foreign("Frieze did not make it") })
}

/// Writes a picture. True if the bytes on disk changed. `force` also replaces a file or a link that Frieze did not make,
/// never a folder.
pub fn picture(path: &Path, bytes: &[u8], force: bool) -> Result<bool, Trouble> {
    match standing(path)? {
        Standing::Ours(old) if old == bytes => return Ok(false),
        Standing::Foreign(why) if !force || path.is_dir() => {
            let message = format!("{} is left as it is: {why}", path.display());
            return Err(Trouble::system(message).help("move it away, or give --force to replace it"));
        }
        _ => {}
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Trouble::io("create", folder, &error))?;
    }
    replace(path, bytes, false)?;
    Ok(true)
}

/// Replaces a source that is already there, forced through to the disk: nobody can draw it again.
pub fn source(path: &Path, text: &str) -> Result<(), Trouble> {
    // A link stays a link: the file behind it is the source.
    let real = path.canonicalize().map_err(|error| Trouble::io("write", path, &error))?;
    replace(&real, text.as_bytes(), true)
}

/// Writes a report to the file that a person named for it, whatever stood there: they asked for it.
pub fn report(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    if path.is_dir() {
        return Err(Trouble::usage(format!("{} is a folder; a report needs a file", path.display())));
    }
    // A stream (`/dev/stderr`, a pipe) is written to; only a file can be replaced.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return std::fs::write(path, bytes).map_err(|error| Trouble::io("write", path, &error));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Trouble::io("create", folder, &error))?;
    }
    // A link stays a link.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    replace(&real, bytes, false)
}

/// Removes a picture that Frieze made. False if something else stands there now, or nothing.
pub fn remove(path: &Path) -> Result<bool, Trouble> {
    if !matches!(standing(path)?, Standing::Ours(bytes) if !bytes.is_empty()) {
        return Ok(false);
    }
    std::fs::remove_file(path).map_err(|error| Trouble::io("remove", path, &error))?;
    Ok(true)
}

fn replace(path: &Path, bytes: &[u8], sync: bool) -> Result<(), Trouble> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: &std::io::Error| Trouble::io("write", path, error);
    let mut file = temporary(folder, path).map_err(|error| failed(&error))?;
    file.write_all(bytes).map_err(|error| failed(&error))?;
    if sync {
        file.as_file().sync_all().map_err(|error| failed(&error))?;
    }
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// A new file in `folder` with the permissions of the file it will replace, or those of any new file.
fn temporary(folder: &Path, path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    let old = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.permissions());
    match old {
        Some(permissions) => {
            let file = builder.tempfile_in(folder)?;
            file.as_file().set_permissions(permissions)?;
            Ok(file)
        }
        None => {
            if let Some(permissions) = usual() {
                builder.permissions(permissions);
            }
            builder.tempfile_in(folder)
        }
    }
}

/// Readable for all as far as the user's umask allows; a temporary file is private otherwise.
#[cfg(unix)]
fn usual() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual() -> Option<Permissions> {
    None
}

/// Removes temporary files that a killed process left in `folder`. Quiet: a later run tries again.
pub fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX) {
            let modified = entry.metadata().and_then(|metadata| metadata.modified()).ok();
            let age = modified.and_then(|modified| modified.elapsed().ok());
            if age.is_some_and(|age| age > ABANDONED) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether `path` holds exactly `bytes`, without reading more than it must.
pub fn holds(path: &Path, bytes: &[u8]) -> bool {
    let Ok(metadata) = path.symlink_metadata() else { return false };
    if !metadata.is_file() || metadata.len() != bytes.len() as u64 {
        return false;
    }
    let mut read = Vec::with_capacity(bytes.len());
    File::open(path).and_then(|mut file| file.read_to_end(&mut read)).is_ok() && read == bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOREIGN: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

    #[test]
    fn what_frieze_did_not_make_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("overview.svg");
        std::fs::write(&path, FOREIGN).expect("writable");
        let refused = picture(&path, b"new", false).expect_err("it is not ours");
        assert!(refused.help.expect("there is a way out").contains("--force"));
        assert_eq!(std::fs::read(&path).expect("readable"), FOREIGN);
        assert_eq!(picture(&path, b"new", true), Ok(true));
        assert_eq!(std::fs::read(&path).expect("readable"), b"new");
        std::fs::create_dir(folder.path().join("folder.svg")).expect("writable");
        assert!(picture(&folder.path().join("folder.svg"), b"new", true).is_err());
    }

    #[test]
    fn only_what_frieze_made_is_removed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("overview.svg");
        assert_eq!(remove(&path), Ok(false));
        for kept in [FOREIGN, b""] {
            std::fs::write(&path, kept).expect("writable");
            assert_eq!((remove(&path), path.exists()), (Ok(false), true));
        }
        std::fs::write(&path, b"<svg data-frieze=\"1\"/>").expect("writable");
        assert_eq!((remove(&path), path.exists()), (Ok(true), false));
        std::fs::create_dir(&path).expect("writable");
        assert_eq!((remove(&path), path.exists()), (Ok(false), true));
    }

    #[cfg(unix)]
    #[test]
    fn a_report_goes_where_it_was_sent() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("new/deep/report.json");
        report(&target, b"one").expect("folders are made");
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&target, &link).expect("writable");
        report(&link, b"two").expect("writable");
        assert_eq!(std::fs::read(&target).expect("readable"), b"two");
        assert!(link.is_symlink());
        assert!(report(folder.path(), b"three").is_err());
        report(Path::new("/dev/null"), b"four").expect("a stream takes it");
    }

    #[test]
    fn an_empty_file_is_nobodys() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("overview.svg");
        std::fs::write(&path, b"").expect("writable");
        assert_eq!(picture(&path, b"new", false), Ok(true));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("target");
        std::fs::write(&target, b"").expect("writable");
        let link = folder.path().join("overview.svg");
        std::os::unix::fs::symlink(&target, &link).expect("writable");
        assert!(picture(&link, b"new", false).is_err());
        assert_eq!(picture(&link, b"new", true), Ok(true));
        assert_eq!(std::fs::read(&target).expect("readable"), b"");
        assert!(!link.is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_new_files_are_usual() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mode = |name: &str| folder.path().join(name).metadata().expect("it exists").permissions().mode() & 0o777;
        std::fs::write(folder.path().join("usual"), b"").expect("writable");
        picture(&folder.path().join("new.svg"), b"new", false).expect("writable");
        assert_eq!(mode("new.svg"), mode("usual"));
        let script = folder.path().join("a.frieze");
        std::fs::write(&script, "a -> b").expect("writable");
        std::fs::set_permissions(&script, Permissions::from_mode(0o640)).expect("writable");
        source(&script, "b -> a").expect("writable");
        assert_eq!(mode("a.frieze"), 0o640);
    }

    #[test]
    fn only_old_temporary_files_are_swept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (old, new) = (folder.path().join(".frieze-old.tmp"), folder.path().join(".frieze-new.tmp"));
        std::fs::write(&new, b"").expect("writable");
        let file = File::create(&old).expect("writable");
        let past = new.metadata().and_then(|m| m.modified()).expect("has a time") - 2 * ABANDONED;
        file.set_modified(past).expect("writable");
        sweep(folder.path());
        assert!(new.exists() && !old.exists());
    }
}
