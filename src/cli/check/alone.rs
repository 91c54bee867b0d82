//! Pictures that are named by themselves: `frieze check overview.svg`. What the file says is all there is; no source is asked.

use std::path::{Path, PathBuf};

use super::super::findings::Findings;
use super::super::options::Paths;
use super::super::output::Judged;
use crate::project::{Trouble, paths};
use crate::render;

/// The pictures among the paths, and the other paths.
pub fn part(given: &Paths) -> (Vec<PathBuf>, Paths) {
    let is_picture =
        |path: &PathBuf| path.extension().is_some_and(|ext| ext == "svg" || ext == "png") && !path.is_dir();
    let (pictures, paths) = given.paths.iter().cloned().partition(is_picture);
    (pictures, Paths { paths })
}

/// Judges each; a file that cannot be judged does not keep the others from it.
pub fn judge(given: &[PathBuf], cwd: &Path, findings: &mut Findings) -> Vec<Judged> {
    let mut judged = Vec::new();
    for path in given {
        match svg(path, cwd) {
            Ok(_svg) => judged.push(Judged { source: None, path: paths::shown(&cwd.join(path), cwd) }),
            Err(trouble) => findings.trouble(&trouble),
        }
    }
    judged
}

/// The text of an SVG that Frieze made.
fn svg(path: &Path, cwd: &Path) -> Result<String, Trouble> {
    let shown = path.display();
    if path.extension().is_some_and(|extension| extension == "png") {
        let message = format!("{shown} holds pixels; a picture is judged by its SVG");
        return Err(
            Trouble::usage(message).help("name the SVG, or the folder: `frieze check` then compares the PNG too")
        );
    }
    let bytes = std::fs::read(cwd.join(path)).map_err(|error| Trouble::io("read", path, &error))?;
    if !render::is_ours(&bytes) {
        let message = format!("{shown} was not made by Frieze, or was saved by another program since");
        return Err(Trouble::usage(message).help("only pictures that bear Frieze's mark can be judged"));
    }
    String::from_utf8(bytes).map_err(|_| Trouble::source(format!("{shown} is not text")))
}
