//! `frieze check`: is every committed picture what its source draws?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::options::{self, Drawing, Paths};
use super::progress::Progress;
use super::report::{self, Findings, Style, plural};
use super::{Exit, run};
use crate::project::batch::{Picture, State, Trust};
use crate::project::compile::Source;
use crate::project::plan::{self, Output};
use crate::project::write::{self, Standing};
use crate::project::{Format, Trouble, orphan, paths};

/// Check that every picture on disk is what its source draws
///
/// Names each picture that is stale (its source draws something else), missing, or orphaned (no view draws it any more), and
/// tells errors and lints on the way. Nothing is written. Ends with 1 if anything but a warning was found.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    drawing: Drawing,

    /// Draw every PNG again instead of trusting the stamp in it
    #[arg(long)]
    redraw: bool,

    /// How to tell what was found
    #[arg(long, value_name = "STYLE", value_enum, default_value_t)]
    message_format: Style,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let cwd = options::cwd()?;
    let threads = arguments.drawing.threads();
    let style = arguments.message_format;
    let mut findings = Findings::new(style);
    let sources = run::sources(&arguments.paths, &cwd, threads, &mut findings)?;
    run::tell(&sources, &mut findings);
    let mut jobs = plan::plan(&sources, &arguments.drawing.request(Output::Project), &cwd)?;
    for job in &mut jobs {
        let more = beside(&job.targets);
        job.targets.extend(more);
    }
    let progress = Progress::new(jobs.len());
    let trust = if arguments.redraw { Trust::Nothing } else { Trust::Stamps };
    let mut judged = Judged { cwd: &cwd, current: 0, wrong: Vec::new() };
    let draw = run::Draw { sources: &sources, jobs: &jobs, threads, trust, progress: &progress };
    let drawn = draw.each(&mut findings, |_, _, pictures| {
        judged.pictures(pictures);
        Ok(())
    });
    progress.clear();
    drawn?;
    // With one view or one format chosen, the other pictures were not looked at.
    if arguments.drawing.view.is_empty() {
        judged.orphans(&arguments.paths.or_here(), &sources)?;
    }
    findings.close();
    judged.tell(style, &sources, &findings)?;
    let off = if judged.wrong.is_empty() { Exit::Good } else { Exit::Findings };
    Ok(findings.exit().max(off))
}

/// Pictures of the same view in formats that nobody asked for, where they stand on disk and are ours: they are judged as
/// well.
fn beside(targets: &[(Format, Option<PathBuf>)]) -> Vec<(Format, Option<PathBuf>)> {
    let asked: Vec<Format> = targets.iter().map(|(format, _)| *format).collect();
    let Some((_, Some(path))) = targets.first() else { return Vec::new() };
    let others = Format::ALL.into_iter().filter(|format| !asked.contains(format));
    others
        .map(|format| (format, path.with_file_name(with_extension(path, format))))
        .filter(|(_, path)| matches!(write::standing(path), Ok(Standing::Ours(_))))
        .map(|(format, path)| (format, Some(path)))
        .collect()
}

/// The file name of the same view in another format. The id of a view may hold no dot, but nothing is lost if it does.
fn with_extension(path: &Path, format: Format) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{stem}.{}", format.extension())
}

/// What is wrong with a picture.
struct Wrong {
    state: &'static str,
    path: String,
    detail: String,
}

struct Judged<'a> {
    cwd: &'a Path,
    current: usize,
    wrong: Vec<Wrong>,
}

impl Judged<'_> {
    fn pictures(&mut self, pictures: Vec<Picture>) {
        for picture in pictures {
            let Some(path) = picture.path else { continue };
            let (state, detail) = match picture.state {
                State::Current => {
                    self.current += 1;
                    continue;
                }
                State::Missing(_) => ("missing", "the view was never written".to_string()),
                State::Stale { new, old } => ("stale", difference(picture.format, &old, &new)),
                State::Foreign { why, .. } => ("foreign", why.to_string()),
            };
            self.wrong.push(Wrong { state, path: paths::shown(&path, self.cwd), detail });
        }
    }

    fn orphans(&mut self, given: &[PathBuf], sources: &[Source]) -> Result<(), Trouble> {
        for path in orphan::find(given, sources, self.cwd)? {
            let detail = "no view draws it".to_string();
            self.wrong.push(Wrong { state: "orphaned", path: paths::shown(&path, self.cwd), detail });
        }
        Ok(())
    }

    fn tell(&self, style: Style, sources: &[Source], findings: &Findings) -> Result<(), Trouble> {
        let summary = self.summary(sources, findings);
        if style == Style::Json {
            let pictures: Vec<_> = self
                .wrong
                .iter()
                .map(|wrong| json!({ "state": wrong.state, "path": wrong.path, "detail": wrong.detail }))
                .collect();
            let document = json!({
                "current": self.current,
                "pictures": pictures,
                "diagnostics": findings.documents(),
                "errors": findings.errors,
                "warnings": findings.warnings,
            });
            return report::line(&format!("{document:#}"));
        }
        for wrong in &self.wrong {
            report::line(&format!("{:<8}  {}  ({})", wrong.state, wrong.path, wrong.detail))?;
        }
        report::say(&summary);
        let states: BTreeSet<&str> = self.wrong.iter().map(|wrong| wrong.state).collect();
        if states.contains("stale") || states.contains("missing") {
            report::say("`frieze render` with the same paths brings them up to date");
        }
        if states.contains("orphaned") {
            report::say("orphaned pictures can be deleted; Frieze does not do that by itself");
        }
        Ok(())
    }

    fn summary(&self, sources: &[Source], findings: &Findings) -> String {
        let all = self.current + self.wrong.len();
        let head = format!("{}, {}", plural(sources.len(), "source"), plural(all, "picture"));
        let count = |state: &str| self.wrong.iter().filter(|wrong| wrong.state == state).count();
        let mut parts: Vec<String> = ["stale", "missing", "orphaned", "foreign"]
            .into_iter()
            .filter(|state| count(state) > 0)
            .map(|state| format!("{} {state}", count(state)))
            .collect();
        parts.extend(findings.counted());
        let held = if findings.exit() == Exit::Good { "all up to date" } else { "the others not judged or up to date" };
        if parts.is_empty() { format!("{head}: {held}") } else { format!("{head}: {}", parts.join(", ")) }
    }
}

/// Where two versions of a picture part, in words.
fn difference(format: Format, old: &[u8], new: &[u8]) -> String {
    if format == Format::Png {
        return "its source draws other pixels".to_string();
    }
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let changed = old.len().max(new.len()) - head - tail;
    if changed == 0 {
        return "only the ends of its lines differ".to_string();
    }
    format!(
        "{} from line {} on",
        plural(changed, "line").replace("lines", "lines differ").replace("1 line", "1 line differs"),
        head + 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_by_its_lines() {
        let told = |old: &str, new: &str| difference(Format::Svg, old.as_bytes(), new.as_bytes());
        assert_eq!(told("a\nb\nc\n", "a\nx\nc\n"), "1 line differs from line 2 on");
        assert_eq!(told("a\nb\nc\n", "a\nx\ny\nc\n"), "2 lines differ from line 2 on");
        assert_eq!(told("a\n", "a\r\n"), "only the ends of its lines differ");
    }
}
