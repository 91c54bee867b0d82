//! `frieze check`: are sources, their form, and the committed pictures right? Four questions, one answer:
//!
//! 1. the sources: errors and lints, as `frieze lint` finds them;
//! 2. their form ([`form`]): is each written as `frieze fmt` would write it?
//! 3. freshness ([`fresh`]): is each picture on disk what its source draws now?
//! 4. the laws of a picture: does each drawing keep them? Also asked of an SVG file by itself ([`alone`]).
//!
//! With `--fix`, 2 and 3 are put right and what remains is reported.

mod alone;
mod form;
mod fresh;
mod snapshots;

use std::path::{Path, PathBuf};

use super::findings::Findings;
use super::options::{self, Drawing, Paths};
use super::output::{self, Outputs, Report};
use super::progress::Progress;
use super::{Exit, run};
use crate::project::batch::{Care, Trust};
use crate::project::compile::Source;
use crate::project::plan::{self, Job, Output};
use crate::project::trouble::Gravity;
use crate::project::{Format, Trouble};

/// Check sources, their form and every picture
///
/// Tells errors and lints of the sources; sources that `frieze fmt` would change; pictures that are stale (the source draws something
/// else), missing, or orphaned (no view draws them any more); and drawings that break a law of a picture: something lost or
/// doubled, boxes that overlap, lines through boxes, labels over lines, text too pale. An SVG that is named is judged by these
/// laws alone. Nothing is written without --fix. Ends with 1 if anything but a warning was found.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    outputs: Outputs,

    /// Put right what can be: format sources, draw stale and missing pictures, remove orphans; then tell what remains
    #[arg(long)]
    fix: bool,

    /// Do not ask whether sources are formatted (`[check] format = false` in frieze.toml)
    #[arg(long)]
    no_format: bool,

    /// End with 1 for a warning too
    #[arg(long)]
    deny_warnings: bool,

    /// Draw every PNG again instead of trusting the stamp in it
    #[arg(long)]
    redraw: bool,

    /// Write a report of every picture that changed to this folder: both versions, their difference, and a page that shows them
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Formats in which each view must have a picture, separated by commas [default: svg,png]; others that are there are
    /// checked as well
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    pictures: Vec<Format>,

    #[command(flatten)]
    drawing: Drawing,
}

const EXAMPLES: &str = "\
Examples:
  frieze check                                everything below the working directory
  frieze check overview.svg                   one picture, by itself
  frieze check --fix                          put right what can be, report what remains
  frieze check --report changes               changed pictures side by side in changes/index.html
  frieze check --format github --format sarif=frieze.sarif
                                              annotations in the log, and a file for code scanning";

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    arguments.outputs.fit()?;
    if arguments.paths.is_stream()? {
        return Err(Trouble::usage("standard input has no pictures to check").help("`frieze render -` draws it"));
    }
    let cwd = options::cwd()?;
    let mut findings = Findings::kept();
    let (pictures, others) = alone::part(&arguments.paths);
    let mut report = Report {
        command: "check",
        findings: Vec::new(),
        sources: Vec::new(),
        pictures: alone::judge(&pictures, &cwd, &mut findings),
        undrawn: Vec::new(),
        done: Vec::new(),
        below: output::below_top(&cwd),
    };
    // A picture named by itself asks for nothing else; no path at all asks for everything here.
    if pictures.is_empty() || !others.paths.is_empty() {
        sources(&arguments, &others, &cwd, &mut findings, &mut report)?;
    }
    let mut exit = findings.exit();
    if arguments.deny_warnings && findings.warnings > 0 {
        exit = exit.max(Exit::Findings);
    }
    report.findings = findings.into_list();
    report.pictures.sort();
    arguments.outputs.write(&report, &cwd)?;
    Ok(exit)
}

/// The sources below the paths and the pictures they draw.
fn sources(
    arguments: &Arguments,
    paths: &Paths,
    cwd: &Path,
    findings: &mut Findings,
    report: &mut Report,
) -> Result<(), Trouble> {
    let threads = arguments.drawing.threads();
    let found = run::found(paths, cwd)?;
    // What a configuration has to say is said once, although sources may be compiled twice.
    let mut sources = run::compiled(&found, cwd, threads, findings);
    if !arguments.no_format {
        let unformatted = form::judge(&sources, threads);
        if !arguments.fix {
            form::tell(&unformatted, findings);
        } else if form::fix(&unformatted, &mut report.done, findings) > 0 {
            sources = run::compiled(&found, cwd, threads, findings);
        }
    }
    run::tell(&sources, findings);
    report.sources = sources.iter().map(|source| source.found.shown.clone()).collect();
    let planned = soft(jobs(arguments, &sources, cwd), findings)?;
    let jobs = planned.clone().unwrap_or_default();
    let progress = Progress::new(jobs.len());
    let trust = if arguments.redraw { Trust::Nothing } else { Trust::Stamps };
    let snapshots = arguments.report.as_deref().map(|folder| snapshots::Snapshots::new(folder, cwd));
    let mut fresh = fresh::Fresh::new(cwd, arguments.fix, report, snapshots);
    let care = Care { trust, laws: true };
    let draw = run::Draw { cwd, sources: &sources, jobs: &jobs, threads, care, progress: &progress };
    let drawn = draw.each(findings, |findings, source, pictures| {
        fresh.pictures(source, pictures, findings);
        Ok(())
    });
    progress.clear();
    drawn?;
    fresh.undrawn(&sources, planned.as_deref());
    // With one view chosen, the other pictures were not looked at.
    if arguments.drawing.view.is_empty() {
        let orphans = fresh.orphans(&paths.or_here(), &sources, findings);
        soft(orphans, findings)?;
    }
    // What was found is told even where the report of it cannot be written.
    if let Err(trouble) = fresh.close() {
        findings.trouble(&trouble);
    }
    Ok(())
}

/// What is drawn to which files: what was asked for, and what is there besides.
fn jobs(arguments: &Arguments, sources: &[Source], cwd: &Path) -> Result<Vec<Job>, Trouble> {
    let mut jobs = plan::plan(sources, &arguments.drawing.request(&arguments.pictures, Output::Project), cwd)?;
    for job in &mut jobs {
        let more = fresh::beside(&job.targets);
        job.targets.extend(more);
    }
    Ok(jobs)
}

/// A fault of the sources is a finding like others and ends nothing; any other trouble ends the run.
fn soft<T>(result: Result<T, Trouble>, findings: &mut Findings) -> Result<Option<T>, Trouble> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(trouble) if trouble.gravity == Gravity::Source => {
            findings.trouble(&trouble);
            Ok(None)
        }
        Err(trouble) => Err(trouble),
    }
}
