//! What the words on the command line mean: two files, two folders, or versions of a git repository.

use std::path::{Path, PathBuf};

use crate::project::version::Git;
use crate::project::{Trouble, paths};

/// What is compared.
#[derive(Debug)]
pub enum Choice {
    Files(PathBuf, PathBuf),
    Folders(PathBuf, PathBuf),
    Git { git: Git, before: Revision, after: Revision, paths: Vec<PathBuf> },
}

/// A version inside a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    Commit {
        /// As a person wrote it.
        name: String,
        hash: String,
    },
    /// HEAD of a repository without commits: it holds nothing.
    Unborn,
    Index,
    WorkingTree,
}

impl Revision {
    pub fn name(&self) -> &str {
        match self {
            Revision::Commit { name, .. } => name,
            Revision::Unborn => "HEAD",
            Revision::Index => "index",
            Revision::WorkingTree => "working tree",
        }
    }
}

/// `given` stands before `--`, `behind` after it. What exists as a file or a folder is one, whatever revision bears its name.
pub fn choose(given: &[String], behind: &[String], staged: bool, cwd: &Path) -> Result<Choice, Trouble> {
    let exists = |word: &str| cwd.join(word).symlink_metadata().is_ok();
    if staged {
        if let Some(word) = given.iter().find(|word| !exists(word)) {
            let message = format!("`{word}` is neither a file nor a folder");
            return Err(Trouble::usage(message)
                .help("--staged compares HEAD with the index; a path that is gone stands behind `--`"));
        }
        let git = Git::find(cwd)?;
        let before = head(&git)?;
        let paths = given.iter().chain(behind).map(PathBuf::from).collect();
        return Ok(Choice::Git { git, before, after: Revision::Index, paths });
    }
    // Behind `--` there are paths, so before it there are none.
    let here = |word: &str| behind.is_empty() && exists(word);
    if let [old, new] = given
        && here(old)
        && here(new)
    {
        return two(Path::new(old), Path::new(new), cwd);
    }
    let count = given.iter().take_while(|word| !here(word)).take(2).count();
    let range = given.first().filter(|first| count > 0 && first.contains("..")).map(String::as_str);
    let (versions, rest) = given.split_at(if range.is_some() { 1 } else { count });
    if let Some(word) = rest.iter().find(|word| !here(word)) {
        return Err(Trouble::usage(format!("`{word}` is neither a file nor a folder"))
            .help("give at most two versions; paths that are gone stand behind `--`"));
    }
    if versions.is_empty() && rest.len() > 1 {
        return Err(Trouble::usage(format!("{} paths and no version to compare them with", rest.len()))
            .help("name a revision first: `frieze diff HEAD PATHS`; two paths alone are compared with each other"));
    }
    let git = Git::find(cwd)?;
    let (before, after) = match (range, versions) {
        (Some(range), _) => ranged(&git, range)?,
        (None, [one]) => (commit(&git, one)?, Revision::WorkingTree),
        (None, [one, two]) => (commit(&git, one)?, commit(&git, two)?),
        (None, _) => (head(&git)?, Revision::WorkingTree),
    };
    let paths = rest.iter().chain(behind).map(PathBuf::from).collect();
    Ok(Choice::Git { git, before, after, paths })
}

fn two(old: &Path, new: &Path, cwd: &Path) -> Result<Choice, Trouble> {
    match (cwd.join(old).is_dir(), cwd.join(new).is_dir()) {
        (true, true) => Ok(Choice::Folders(old.to_owned(), new.to_owned())),
        (false, false) => Ok(Choice::Files(old.to_owned(), new.to_owned())),
        (folder, _) => {
            let (folder, file) = if folder { (old, new) } else { (new, old) };
            let message = format!("{} is a folder and {} is a file", folder.display(), file.display());
            Err(Trouble::usage(message).help("compare two files, or two folders"))
        }
    }
}

/// `a..b`, `a...b`; an end that is missing is HEAD.
fn ranged(git: &Git, range: &str) -> Result<(Revision, Revision), Trouble> {
    let (from, to, base) = match range.split_once("...") {
        Some((from, to)) => (from, to, true),
        None => range.split_once("..").map_or((range, "", false), |(from, to)| (from, to, false)),
    };
    let named = |name: &str| if name.is_empty() { "HEAD".to_string() } else { name.to_string() };
    let (from, to) = (named(from), named(to));
    let after = commit(git, &to)?;
    if !base {
        return Ok((commit(git, &from)?, after));
    }
    Ok((Revision::Commit { hash: git.merge_base(&from, &to)?, name: from }, after))
}

fn commit(git: &Git, name: &str) -> Result<Revision, Trouble> {
    Ok(Revision::Commit { hash: git.commit(name)?, name: name.to_string() })
}

fn head(git: &Git) -> Result<Revision, Trouble> {
    Ok(git.head()?.map_or(Revision::Unborn, |hash| Revision::Commit { name: "HEAD".to_string(), hash }))
}

/// The paths as seen from the top of the repository, forward slashes; the working directory where none is given.
pub fn below(git: &Git, given: &[PathBuf], cwd: &Path) -> Result<Vec<String>, Trouble> {
    let here = [PathBuf::from(".")];
    let given = if given.is_empty() { &here } else { given };
    let mut keys = Vec::new();
    for path in given {
        let absolute = paths::normal(&cwd.join(path)).unwrap_or_else(|| cwd.join(path));
        // Links in what exists of it are resolved; the rest may only be there in another version.
        let (real, gone) = absolute
            .ancestors()
            .find_map(|at| Some((at.canonicalize().ok()?, absolute.strip_prefix(at).ok()?)))
            .unwrap_or((absolute.clone(), Path::new("")));
        let real = if gone.as_os_str().is_empty() { real } else { real.join(gone) };
        let Ok(key) = real.strip_prefix(&git.root) else {
            let message = format!("{} lies outside the repository {}", path.display(), git.root.display());
            return Err(Trouble::usage(message));
        };
        keys.push(key.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
    }
    Ok(keys)
}
