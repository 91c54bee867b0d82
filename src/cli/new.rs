//! `frieze new NAME`: a project to start from, which renders as it stands.

use std::path::{Path, PathBuf};

use super::{Exit, report};
use crate::project::Trouble;

/// Make a starter project
///
/// A folder with a frieze.toml, a source with one view of each sort, and a README that says what to do next.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder to make; its last part names the source
    #[arg(value_name = "NAME")]
    folder: PathBuf,
}

const CONFIGURATION: &str = include_str!("new/frieze.toml");
const SOURCE: &str = include_str!("new/starter.frieze");
const README: &str = include_str!("new/README.md");

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let folder = &arguments.folder;
    let name = name(folder)?;
    // Into an empty folder is fine (a fresh repository has hidden files), over somebody's work is not.
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries.flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).count(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => return Err(Trouble::io("use", folder, &error)),
    };
    if entries > 0 {
        let message = format!("{} is there already, and not empty", folder.display());
        return Err(Trouble::usage(message).help("choose another name"));
    }
    std::fs::create_dir_all(folder).map_err(|error| Trouble::io("create", folder, &error))?;
    let source = format!("{name}.frieze");
    for (file, text) in [("frieze.toml", CONFIGURATION), (source.as_str(), SOURCE), ("README.md", README)] {
        let path = folder.join(file);
        std::fs::write(&path, text.replace("{{name}}", &name)).map_err(|error| Trouble::io("write", &path, &error))?;
        report::line(&path.display().to_string())?;
    }
    report::say(&format!("`frieze render {0}` draws it, `frieze watch {0}` on every save", folder.display()));
    Ok(Exit::Good)
}

/// What the project is called: plain enough to stand in a file name and in a title.
fn name(folder: &Path) -> Result<String, Trouble> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if name.starts_with(char::is_alphanumeric) && name.chars().all(plain) && name.chars().count() <= 100 {
        return Ok(name.to_string());
    }
    let message = format!("`{}` cannot name a project", folder.display());
    Err(Trouble::usage(message).help("a name is letters, digits, `-` and `_`, and begins with a letter or a digit"))
}
