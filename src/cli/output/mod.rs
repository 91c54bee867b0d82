//! What `check` and `lint` say, in the formats that people and their machines read: one file a format, each a function of one
//! [`Report`]. README.md beside this file is their reference.
//!
//! A format that machines read names files from the top of the repository, because annotations and alerts do; people are
//! shown paths from the working directory.

mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod markdown;
mod sarif;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::findings::{Finding, Kind};
use super::report::{self, plural};
use crate::diagnostic::nearest::nearest;
use crate::project::{Trouble, paths, write};

/// Everything that a run has to say.
pub struct Report {
    /// `check` or `lint`.
    pub command: &'static str,
    /// In their final order.
    pub findings: Vec<Finding>,
    /// The sources that were looked at.
    pub sources: Vec<String>,
    /// The pictures that were looked at.
    pub pictures: Vec<Judged>,
    /// The sources that could not be drawn, so that nothing is known about their pictures.
    pub undrawn: Vec<String>,
    /// What `--fix` did.
    pub done: Vec<Done>,
    /// The working directory as seen from the top of the repository; empty at the top and where there is none.
    pub below: PathBuf,
}

/// A picture that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judged {
    /// The source that draws it; None for an orphan and for a picture that was named by itself.
    pub source: Option<String>,
    pub path: String,
}

/// Something that was put right.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Done {
    /// `formatted`, `drawn` or `removed`.
    pub action: &'static str,
    pub path: String,
}

impl Report {
    /// A path that people are shown, as seen from the top of the repository.
    fn path_at_top(&self, shown: &str) -> String {
        if Path::new(shown).is_absolute() {
            return shown.to_string();
        }
        match paths::normal(&self.below.join(shown)) {
            Some(path) => path.to_string_lossy().replace('\\', "/"),
            // Above the top there is nothing that the repository could name.
            None => shown.to_string(),
        }
    }

    fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_error()).count()
    }

    fn warnings(&self) -> usize {
        self.findings.len() - self.errors()
    }

    /// `3 sources, 12 pictures: 1 error, 2 stale`, or what is said when there is nothing to count.
    fn counted(&self) -> String {
        let mut head = plural(self.sources.len(), "source");
        if self.sources.is_empty() {
            head = plural(self.pictures.len(), "picture");
        } else if self.command == "check" {
            head.push_str(&format!(", {}", plural(self.pictures.len(), "picture")));
        }
        let counts = counts(self.findings.iter());
        let mut line = if counts.is_empty() { format!("{head}: nothing found") } else { format!("{head}: {counts}") };
        if !self.undrawn.is_empty() {
            let sources = plural(self.undrawn.len(), "source");
            let whose = if self.undrawn.len() == 1 { "it" } else { "them" };
            line.push_str(&format!("; {sources} could not be drawn, and no picture of {whose} was looked at"));
        }
        line
    }

    /// What each finding is known by when it stands at another line: SHA-256 over code, file, and the text at fault or the
    /// picture. Parallel to the findings; equal ones are told apart by their order.
    fn fingerprints(&self) -> Vec<String> {
        let mut seen: BTreeMap<[u8; 32], u32> = BTreeMap::new();
        let print = |finding: &Finding| {
            let file = finding.file.as_deref().map(|file| self.path_at_top(file)).unwrap_or_default();
            let picture = finding.picture.as_deref().map(|path| self.path_at_top(path)).unwrap_or_default();
            let mut parts = vec![finding.code.name.to_string(), file];
            match finding.kind {
                // One word may be wrong in two ways.
                Kind::Source => parts.extend([finding.subject.clone(), finding.message.clone()]),
                // Numbers in the message change with every other line.
                Kind::Law => parts.extend([picture, finding.subject.clone()]),
                Kind::Picture => parts.push(picture),
                Kind::Trouble => parts.push(finding.message.clone()),
                Kind::Format => {}
            }
            let first = digest(&parts);
            let same = seen.entry(first).or_default();
            *same += 1;
            let print = if *same == 1 { first } else { digest(&[hex(&first), same.to_string()]) };
            hex(&print)
        };
        self.findings.iter().map(print).collect()
    }
}

/// SHA-256 over parts, each led by its length: no two different lists read the same.
fn digest(parts: &[String]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `2 errors, 1 warning, 1 broken law, 3 stale, 1 unformatted`, in the order of importance; empty for nothing.
fn counts<'a>(findings: impl Iterator<Item = &'a Finding>) -> String {
    let (mut errors, mut warnings, mut laws) = (0, 0, 0);
    let mut states: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
    for finding in findings {
        match finding.kind {
            Kind::Picture | Kind::Format => *states.entry((finding.kind, state(finding))).or_default() += 1,
            Kind::Law => laws += 1,
            _ if finding.is_error() => errors += 1,
            _ => warnings += 1,
        }
    }
    let parts = [(errors, "error"), (warnings, "warning"), (laws, "broken law")];
    let mut parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|&(n, word)| plural(n, word)).collect();
    parts.extend(states.iter().map(|((_, state), count)| format!("{count} {state}")));
    parts.join(", ")
}

/// The one word for what is wrong with a file: `stale`, `missing`, `unformatted`.
fn state(finding: &Finding) -> &'static str {
    finding.code.name.split('-').next().unwrap_or_default()
}

/// The message with everything that belongs to it, a line each; no text of the source.
fn prose(finding: &Finding) -> String {
    let mut lines = vec![finding.message.clone()];
    if !finding.label.is_empty() {
        lines.push(finding.label.clone());
    }
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Human,
    Github,
    Gitlab,
    Sarif,
    Json,
    Junit,
    Markdown,
}

const STYLES: [(&str, Style); 7] = [
    ("human", Style::Human),
    ("github", Style::Github),
    ("gitlab", Style::Gitlab),
    ("sarif", Style::Sarif),
    ("json", Style::Json),
    ("junit", Style::Junit),
    ("markdown", Style::Markdown),
];

/// A style and where it goes: standard output, or a file.
#[derive(Clone, Debug)]
pub struct Target {
    style: Style,
    file: Option<PathBuf>,
}

/// How a command says what it found.
#[derive(Debug, clap::Args)]
pub struct Outputs {
    /// How to tell what was found: human (default), github, gitlab, sarif, json, junit or markdown
    ///
    /// human: for a terminal, with the text underlined; github: annotations of GitHub Actions; gitlab: a Code Quality report;
    /// sarif: SARIF 2.1.0; json: one document; junit: a test case for each source and picture; markdown: a summary for a job or
    /// a comment. With `=FILE` it is written to that file; the option may be given again, so that one run writes several.
    #[arg(short = 'f', long = "format", value_name = "STYLE[=FILE]", value_parser = target)]
    targets: Vec<Target>,
}

fn target(text: &str) -> Result<Target, String> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
    let Some(&(_, style)) = STYLES.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = STYLES.iter().map(|(name, _)| *name).collect();
        return Err(match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            // What this option once meant.
            None if ["svg", "png"].contains(&name) => "the formats of pictures are chosen with --pictures".to_string(),
            None => format!("known formats: {}", names.join(", ")),
        });
    };
    match file {
        Some("") => Err(format!("`{name}=` needs the name of a file")),
        Some(file) if file.ends_with(".frieze") => Err("a report never replaces a source".to_string()),
        file => Ok(Target { style, file: file.map(PathBuf::from) }),
    }
}

impl Outputs {
    /// Whether the formats fit together; to be asked before the work begins.
    pub fn fit(&self) -> Result<(), Trouble> {
        let streams = self.targets.iter().filter(|target| target.file.is_none()).count();
        if streams > 1 {
            let message = "two formats do not fit into standard output";
            return Err(Trouble::usage(message).help("give one a file: `--format sarif=FILE`"));
        }
        Ok(())
    }

    /// Writes the report in every format that was asked for; people are told where nothing else goes to standard output.
    pub fn write(&self, report: &Report, cwd: &Path) -> Result<(), Trouble> {
        for target in &self.targets {
            match &target.file {
                Some(file) => write::report(&cwd.join(file), text(report, target.style).as_bytes())?,
                None if target.style == Style::Human => human::tell(report)?,
                None => report::output(text(report, target.style).as_bytes())?,
            }
        }
        if self.targets.iter().all(|target| target.file.is_some()) {
            human::tell(report)?;
        }
        Ok(())
    }
}

fn text(report: &Report, style: Style) -> String {
    match style {
        Style::Human => human::text(report),
        Style::Github => github::text(report),
        Style::Gitlab => gitlab::text(report),
        Style::Sarif => sarif::text(report),
        Style::Json => json::text(report),
        Style::Junit => junit::text(report),
        Style::Markdown => markdown::text(report),
    }
}

/// The working directory as seen from the folder that holds `.git`; empty where there is none above.
pub fn below_top(cwd: &Path) -> PathBuf {
    let top = cwd.ancestors().find(|folder| folder.join(".git").exists());
    top.and_then(|top| cwd.strip_prefix(top).ok()).map(Path::to_owned).unwrap_or_default()
}
