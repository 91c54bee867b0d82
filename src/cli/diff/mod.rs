//! `frieze diff`: what changed between two versions of sources, in words, as data, as a comment, and as redlines.

mod choose;
mod human;
mod pictures;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::findings::Findings;
use super::{Exit, options, report};
use crate::diagnostic::Severity;
use crate::diff::{self, Links, Report, Version};
use crate::project::Trouble;
use crate::project::version::{Disk, Git, Side, Tree};
use choose::{Choice, Revision};
use pictures::Picture;

/// Tell what changed between two versions, in words and as pictures
///
/// A and B are two files, two folders, or revisions of a git repository: with one revision it is compared with the working tree,
/// with none HEAD is, with two they are compared with each other; `A..B` is the same as `A B`, and `A...B` begins where B left A. What
/// exists as a file or a folder is taken for one; behind `--` stand paths only.
///
/// Renames and moves are recognised by kind, title, technology and the connections that stayed. Comments and format are no
/// difference. A file with errors on one side is told and left out.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER, override_usage = USAGE)]
pub struct Arguments {
    /// Two versions (files, folders or revisions), and the paths to look at
    #[arg(value_name = "A B PATHS")]
    given: Vec<String>,

    /// Paths to look at, whatever their names
    #[arg(value_name = "PATHS", last = true)]
    paths: Vec<String>,

    /// Compare HEAD with the index: what the next commit changes
    #[arg(long)]
    staged: bool,

    /// How to tell what changed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Style,

    /// Write a redline of every view that differs below this folder
    #[arg(short = 'o', long, value_name = "DIR")]
    pictures: Option<PathBuf>,

    /// Formats of the redlines, separated by commas [default: svg]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', requires = "pictures")]
    picture_format: Vec<Picture>,

    /// The theme of the redlines: a name from `frieze list themes` [default: auto]
    #[arg(short, long, value_name = "NAME", value_parser = options::known_theme, requires = "pictures")]
    theme: Option<String>,

    /// Where the redlines will be found: put before their names in `--format markdown` [default: DIR]
    #[arg(long, value_name = "URL", requires = "pictures")]
    base: Option<String>,

    /// End with 1 where something differs, as `git diff --exit-code` does
    #[arg(long)]
    exit_code: bool,
}

const USAGE: &str = "frieze diff [OPTIONS] [REVISION [REVISION]] [PATHS]
       frieze diff [OPTIONS] A..B [PATHS]
       frieze diff [OPTIONS] --staged [PATHS]
       frieze diff [OPTIONS] OLD NEW";

const AFTER: &str = "\
Examples:
  frieze diff                                    HEAD against the working tree
  frieze diff main                               main against the working tree
  frieze diff main..HEAD diagrams/chat           two revisions, one folder
  frieze diff --staged                           what the next commit changes, for a hook
  frieze diff old.frieze new.frieze              two files
  frieze diff main -o redlines                   and a picture of what changed in each view
  frieze diff main...HEAD --format markdown      a comment for a pull request

Ends with 0 when it could compare, whatever it found; with --exit-code 1 where something differs. 1 also where a source has errors.";

/// How to tell what changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Style {
    /// Sentences, by file and view
    #[default]
    Human,
    /// A document with every change and its places
    Json,
    /// A comment on a pull request, at most 65,536 characters
    Markdown,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let cwd = options::cwd()?;
    let choice = choose::choose(&arguments.given, &arguments.paths, arguments.staged, &cwd)?;
    let mut findings = Findings::told();
    let mut compared = compare(&choice, &cwd, &mut findings)?;
    if let Some(folder) = &arguments.pictures {
        let drawing = pictures::Drawing {
            cwd: &cwd,
            folder,
            formats: &arguments.picture_format,
            theme: arguments.theme.as_deref(),
        };
        drawing.draw(&mut compared, &mut findings)?;
    }
    match arguments.format {
        Style::Human => report::styled(&human::text(&compared))?,
        Style::Json => report::output(diff::json(&compared).as_bytes())?,
        Style::Markdown => report::output(diff::markdown(&compared, &links(&arguments)).as_bytes())?,
    }
    findings.close();
    if arguments.format == Style::Human {
        let between = format!("{} → {}", compared.before, compared.after);
        report::say(&report::inert(&format!("{between}: {}", compared.counts().words())));
    }
    let differs = if arguments.exit_code && !compared.is_same() { Exit::Findings } else { Exit::Good };
    Ok(findings.exit().max(differs))
}

/// How the comment finds the redlines.
fn links(arguments: &Arguments) -> Links {
    let folder = arguments.pictures.as_ref().map(|folder| folder.to_string_lossy().replace('\\', "/"));
    let svg = arguments.picture_format.is_empty() || arguments.picture_format.contains(&Picture::Svg);
    let extension = if svg { Picture::Svg } else { Picture::Png }.extension().to_string();
    Links { base: arguments.base.clone().or(folder), extension }
}

/// Reads both versions and compares them file by file.
fn compare(choice: &Choice, cwd: &Path, findings: &mut Findings) -> Result<Report, Trouble> {
    match choice {
        Choice::Files(old, new) => {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            read_into(&mut disk(old, cwd)?, &mut before, findings);
            read_into(&mut disk(new, cwd)?, &mut after, findings);
            // Whatever their names, they are two versions of one file.
            let pair = match (before.pop(), after.pop()) {
                (Some(mut old), Some(new)) => {
                    let name = new.keys[new.model.file.0 as usize].clone();
                    let own = old.model.file.0 as usize;
                    old.keys[own] = name;
                    vec![(Some(old), Some(new))]
                }
                _ => Vec::new(),
            };
            Ok(Report::new(&old.to_string_lossy(), &new.to_string_lossy(), pair))
        }
        Choice::Folders(old, new) => {
            let sides = (disk(old, cwd)?, disk(new, cwd)?);
            sides_compared(sides, (&old.to_string_lossy(), &new.to_string_lossy()), &[old, new], findings)
        }
        Choice::Git { git, before, after, paths: given } => {
            let sides = (side(git, before, given, cwd)?, side(git, after, given, cwd)?);
            let given: Vec<&PathBuf> = given.iter().collect();
            sides_compared(sides, (before.name(), after.name()), &given, findings)
        }
    }
}

fn sides_compared(
    (mut before, mut after): (Side, Side),
    names: (&str, &str),
    given: &[&PathBuf],
    findings: &mut Findings,
) -> Result<Report, Trouble> {
    // Paths that lead to nothing are a mistake; a repository without diagrams has nothing to tell, in a hook as well.
    if before.keys().is_empty() && after.keys().is_empty() && !given.is_empty() {
        let given: Vec<String> = given.iter().map(|path| path.display().to_string()).collect();
        return Err(Trouble::usage(format!("neither version holds a .frieze file below {}", given.join(", "))));
    }
    let (mut old, mut new) = (Vec::new(), Vec::new());
    // A file that cannot be read in one version is left out of both: it neither came nor went.
    let unread_before = read_into(&mut before, &mut old, findings);
    let unread_after = read_into(&mut after, &mut new, findings);
    let unread: BTreeSet<String> = unread_before.union(&unread_after).cloned().collect();
    let good = |version: &Version| !unread.contains(&version.keys[version.model.file.0 as usize]);
    old.retain(good);
    new.retain(good);
    Ok(Report::new(names.0, names.1, diff::pairs(old, new)))
}

/// Reads every source of a version; the keys of those that have errors, which are told.
fn read_into(side: &mut Side, versions: &mut Vec<Version>, findings: &mut Findings) -> BTreeSet<String> {
    let mut unread = BTreeSet::new();
    for key in side.keys() {
        let read = side.read(&key);
        match read.version {
            Some(version) => versions.push(version),
            None => {
                // Warnings are the business of `check` and `lint`.
                let errors = read.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
                findings.diagnostics(&read.sources, &errors.collect::<Vec<_>>());
                if let Some(trouble) = &read.trouble {
                    findings.trouble(trouble);
                }
                unread.insert(key);
            }
        }
    }
    unread
}

fn disk(path: &Path, cwd: &Path) -> Result<Side, Trouble> {
    let base = cwd.join(path);
    let base = if base.is_dir() { base.as_path() } else { base.parent().unwrap_or(cwd) };
    let base = base.canonicalize().map_err(|error| Trouble::io("read", path, &error))?;
    Ok(Side::Disk(Disk::new(&[path.to_owned()], &base, cwd)?))
}

/// One side of a comparison inside a repository.
fn side(git: &Git, revision: &Revision, given: &[PathBuf], cwd: &Path) -> Result<Side, Trouble> {
    let below = choose::below(git, given, cwd)?;
    let entries = match revision {
        Revision::Commit { hash, .. } => git.tree(hash)?,
        Revision::Unborn => Vec::new(),
        Revision::Index => git.index()?,
        Revision::WorkingTree => {
            let given: Vec<PathBuf> = below.iter().map(|key| git.root.join(key)).filter(|path| path.exists()).collect();
            let mut disk = Disk::new(&given, &git.root, cwd)?;
            let tree = Tree::new(git, "index", git.index()?, &below, cwd);
            disk.track(tree.keys().into_iter());
            return Ok(Side::Disk(disk));
        }
    };
    Ok(Side::Tree(Tree::new(git, revision.name(), entries, &below, cwd)))
}
