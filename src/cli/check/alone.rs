//! Pictures that are named by themselves: `frieze check overview.svg`. What the file says is all there is; no source is asked.

use std::path::{Path, PathBuf};

use super::super::findings::Findings;
use super::super::options::Paths;
use super::super::output::Judged;
use crate::judge::Unreadable;
use crate::project::{Trouble, laws, paths};
use crate::render;
use crate::source::Sources;

/// The largest SVG that is read, bytes: ten times what a view at the limits takes.
const LARGEST: u64 = 256 << 20;

/// The pictures among the paths, and the other paths.
pub fn part(given: &Paths) -> (Vec<PathBuf>, Paths) {
    let is_picture =
        |path: &PathBuf| path.extension().is_some_and(|ext| ext == "svg" || ext == "png") && !path.is_dir();
    let (pictures, paths) = given.paths.iter().cloned().partition(is_picture);
    (pictures, Paths { paths })
}

/// Judges each; a file that cannot be judged does not keep the others from it.
pub fn judge(given: &[PathBuf], cwd: &Path, findings: &mut Findings) -> Vec<Judged> {
    let mut judged: Vec<Judged> = Vec::new();
    for path in given {
        let shown = paths::shown(&cwd.join(path), cwd);
        if judged.iter().any(|other| other.path == shown) {
            continue;
        }
        match one(path, &shown, cwd, findings) {
            Ok(()) => judged.push(Judged { source: None, path: shown }),
            Err(trouble) => findings.trouble(&trouble),
        }
    }
    judged
}

fn one(path: &Path, shown: &str, cwd: &Path, findings: &mut Findings) -> Result<(), Trouble> {
    if path.extension().is_some_and(|extension| extension == "png") {
        let message = format!("{shown} holds pixels; a picture is judged by its SVG");
        return Err(
            Trouble::usage(message).help("name the SVG, or the folder: `frieze check` then compares the PNG too")
        );
    }
    let mut sources = Sources::new();
    let text = text(&cwd.join(path), shown)?;
    if render::is_redline(text.as_bytes()) {
        let message = format!("{shown} shows two versions laid out together, and is no picture of a view");
        return Err(Trouble::usage(message).help("the pictures of either version can be judged"));
    }
    let file = sources.add(shown, text);
    let breaches = laws::of_file(&sources, file).map_err(|why| match why {
        Unreadable::Foreign => {
            Trouble::usage(format!("{shown} was not made by Frieze, or was saved by another program since"))
                .help("only pictures that bear Frieze's mark can be judged")
        }
        why => Trouble::source(format!("{shown} cannot be judged: {why}")),
    })?;
    findings.breaches(&sources, breaches, shown);
    Ok(())
}

fn text(path: &Path, shown: &str) -> Result<String, Trouble> {
    let metadata = path.metadata().map_err(|error| Trouble::io("read", Path::new(shown), &error))?;
    // A pipe or a device would block or never end.
    if !metadata.is_file() {
        return Err(Trouble::system(format!("could not read {shown}: it is not a regular file")));
    }
    if metadata.len() > LARGEST {
        return Err(Trouble::system(format!("{shown} is larger than {} MiB", LARGEST >> 20)));
    }
    let bytes = std::fs::read(path).map_err(|error| Trouble::io("read", Path::new(shown), &error))?;
    String::from_utf8(bytes).map_err(|_| Trouble::source(format!("{shown} cannot be judged: it is not text")))
}
