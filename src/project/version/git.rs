//! The program `git`, asked for names, lists and blobs. It is run without a shell, never with an argument that a person could turn
//! into an option, and never so that it changes anything or reaches the network.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use super::super::Trouble;
use super::super::loader::FILE_LIMIT;
use crate::diagnostic::nearest::nearest;

/// A repository with a working tree.
#[derive(Clone, Debug)]
pub struct Git {
    /// The top of the working tree, canonical.
    pub root: PathBuf,
}

/// A file of a revision or of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From the top of the repository, forward slashes.
    pub path: String,
    /// The blob's name.
    pub blob: String,
    /// A symbolic link: the blob holds where it leads.
    pub link: bool,
}

impl Git {
    /// The repository around `cwd`.
    ///
    /// # Errors
    /// There is no program `git`, or no repository, or git refuses to read it.
    pub fn find(cwd: &Path) -> Result<Self, Trouble> {
        let output = run(cwd, &["rev-parse", "--show-toplevel"])?;
        if !output.status.success() {
            let said = complaint(&output);
            let help = "without git, compare two files or two folders: `frieze diff OLD NEW`";
            return Err(if said.contains("not a git repository") {
                Trouble::usage(format!("{} is in no git repository", cwd.display())).help(help)
            } else {
                Trouble::system(format!("git refuses: {said}"))
            });
        }
        let top = String::from_utf8_lossy(&output.stdout);
        let top = Path::new(top.trim_end_matches(['\n', '\r']));
        let root = top.canonicalize().map_err(|error| Trouble::io("read", top, &error))?;
        Ok(Self { root })
    }

    /// The commit that a person names.
    pub fn commit(&self, name: &str) -> Result<String, Trouble> {
        checked(name)?;
        let output = run(&self.root, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        if output.status.success() {
            return Ok(first_line(&output));
        }
        let unknown = Trouble::usage(format!("`{name}` is neither a file nor a revision of this repository"));
        let names = self.names();
        Err(match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => unknown.help(format!("did you mean `{near}`?")),
            None => unknown.help("a revision is a branch, a tag or a commit; put paths behind `--`"),
        })
    }

    /// HEAD's commit; None in a repository without commits.
    pub fn head(&self) -> Result<Option<String>, Trouble> {
        let output = run(&self.root, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?;
        Ok(output.status.success().then(|| first_line(&output)))
    }

    /// The best common ancestor of two revisions.
    pub fn merge_base(&self, a: &str, b: &str) -> Result<String, Trouble> {
        let (left, right) = (self.commit(a)?, self.commit(b)?);
        let output = run(&self.root, &["merge-base", &left, &right])?;
        if output.status.success() {
            return Ok(first_line(&output));
        }
        Err(Trouble::usage(format!("`{a}` and `{b}` have no common ancestor"))
            .help(format!("compare them as they are: {a}..{b}")))
    }

    /// Branches and tags, for suggestions.
    fn names(&self) -> Vec<String> {
        let listed = run(&self.root, &["for-each-ref", "--format=%(refname:short)"]);
        let text = listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        text.lines().map(str::to_string).collect()
    }

    /// The files of a commit.
    pub fn tree(&self, commit: &str) -> Result<Vec<Entry>, Trouble> {
        let listed = self.listed(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        // `100644 blob 2d832d9044c698081e59c322d5a2a459da546469\tpath`
        let entry = |record: &str| {
            let (head, path) = record.split_once('\t')?;
            let mut words = head.split(' ');
            let (mode, kind, blob) = (words.next()?, words.next()?, words.next()?);
            (kind == "blob").then(|| Entry { path: path.into(), blob: blob.into(), link: mode == LINK })
        };
        Ok(listed.iter().filter_map(|record| entry(record)).collect())
    }

    /// The files of the index.
    pub fn index(&self) -> Result<Vec<Entry>, Trouble> {
        let listed = self.listed(&["ls-files", "-s", "-z"])?;
        let mut entries = Vec::new();
        for record in &listed {
            // `100644 2d832d9044c698081e59c322d5a2a459da546469 0\tpath`
            let Some((head, path)) = record.split_once('\t') else { continue };
            let words: Vec<&str> = head.split(' ').collect();
            let [mode, blob, stage] = words[..] else { continue };
            if stage != "0" {
                let message = format!("{path} is unmerged: the index holds several versions of it");
                return Err(Trouble::usage(message).help("resolve the conflict, then `git add` the file"));
            }
            if mode != SUBMODULE {
                entries.push(Entry { path: path.into(), blob: blob.into(), link: mode == LINK });
            }
        }
        Ok(entries)
    }

    fn listed(&self, arguments: &[&str]) -> Result<Vec<String>, Trouble> {
        let output = run(&self.root, arguments)?;
        if !output.status.success() {
            return Err(Trouble::system(format!("git refuses: {}", complaint(&output))));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(text.split('\0').filter(|record| !record.is_empty()).map(str::to_string).collect())
    }
}

/// The modes of a symbolic link and of a submodule.
const LINK: &str = "120000";
const SUBMODULE: &str = "160000";

/// Nothing that git would take for an option or for several arguments.
fn checked(name: &str) -> Result<(), Trouble> {
    if name.is_empty() || name.starts_with('-') || name.chars().any(char::is_control) {
        let message = format!("`{}` is no revision", name.escape_debug());
        return Err(
            Trouble::usage(message).help("a revision is a branch, a tag or a commit, and does not begin with `-`")
        );
    }
    Ok(())
}

fn first_line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_string()
}

/// What git says about itself, in a line.
fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not say why");
    line.trim_start_matches("fatal: ").to_string()
}

fn command(cwd: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // In one language; no lock on the index; a partial clone does not fetch what it lacks.
    command.current_dir(cwd).args(arguments).stdin(Stdio::null());
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1");
    command
}

fn run(cwd: &Path, arguments: &[&str]) -> Result<Output, Trouble> {
    command(cwd, arguments).output().map_err(|error| not_run(&error))
}

fn not_run(error: &std::io::Error) -> Trouble {
    let help = "two files or two folders can be compared without it: `frieze diff OLD NEW`";
    match error.kind() {
        std::io::ErrorKind::NotFound => Trouble::system("the program `git` is not there").help(help),
        _ => Trouble::io("run", Path::new("git"), error),
    }
}

/// `git cat-file --batch`: one program for all blobs of a run.
pub struct Blobs {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// Why a blob could not be had.
#[derive(Debug)]
pub enum Unread {
    TooLarge,
    Failed(String),
}

impl Blobs {
    pub fn open(git: &Git) -> Result<Self, Trouble> {
        let mut command = command(&git.root, &["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_run(&error))?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Trouble::system("git cannot be talked to"));
        };
        Ok(Self { child, questions: Some(questions), answers: BufReader::new(answers) })
    }

    /// The bytes of a blob, which the lists above named.
    pub fn read(&mut self, blob: &str) -> Result<Vec<u8>, Unread> {
        self.ask(blob).unwrap_or_else(|error| Err(Unread::Failed(super::super::trouble::reason(&error))))
    }

    fn ask(&mut self, blob: &str) -> std::io::Result<Result<Vec<u8>, Unread>> {
        let Some(questions) = &mut self.questions else { return Err(std::io::ErrorKind::BrokenPipe.into()) };
        writeln!(questions, "{blob}")?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        // `2d832d9044c698081e59c322d5a2a459da546469 blob 14`, or `… missing`.
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size else {
            return Ok(Err(Unread::Failed("git does not have it here".to_string())));
        };
        // A line feed follows the bytes.
        let mut answer = (&mut self.answers).take(size + 1);
        if size > FILE_LIMIT {
            std::io::copy(&mut answer, &mut std::io::sink())?;
            return Ok(Err(Unread::TooLarge));
        }
        let mut bytes = Vec::with_capacity(size as usize + 1);
        answer.read_to_end(&mut bytes)?;
        if bytes.len() as u64 != size + 1 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        bytes.pop();
        Ok(Ok(bytes))
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // Without further questions it ends by itself.
        self.questions = None;
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_no_option() {
        for name in ["-", "--output=x", "-c core.pager=x", "", "main\nother", "a\0b"] {
            assert!(checked(name).is_err(), "{name:?}");
        }
        for name in ["main", "HEAD~3", "v1.0", "feature/a-b", "HEAD@{1 day ago}"] {
            assert!(checked(name).is_ok(), "{name}");
        }
    }
}
