//! The steps that the commands over sources share: find and compile, then draw in order.

use std::path::Path;

use super::findings::Findings;
use super::options::Paths;
use super::progress::Progress;
use crate::project::batch::{self, Care, Outcome, Picture};
use crate::project::compile::{self, Source};
use crate::project::config::{Configs, Refused};
use crate::project::discover::{self, Found};
use crate::project::plan::Job;
use crate::project::{Format, Trouble, paths};

/// Finds, reads and compiles every source below the paths, with the settings that hold for each. Configurations that cannot be
/// read are told, and their sources come back without a model.
pub fn sources(paths: &Paths, cwd: &Path, threads: usize, findings: &mut Findings) -> Result<Vec<Source>, Trouble> {
    Ok(compiled(&found(paths, cwd)?, cwd, threads, findings))
}

/// The source files below the paths. That there is none is a mistake: a check that looks at nothing must not pass.
pub fn found(paths: &Paths, cwd: &Path) -> Result<Vec<Found>, Trouble> {
    let given = paths.or_here();
    let found = discover::discover(&given, cwd)?;
    if found.is_empty() {
        let names: Vec<String> = given.iter().map(|path| path.display().to_string()).collect();
        let message = format!("there is no .frieze file below {}", names.join(", "));
        return Err(Trouble::usage(message).help("`frieze new NAME` makes a project to start from"));
    }
    Ok(found)
}

/// Compiles `found` under their configurations.
pub fn compiled(found: &[Found], cwd: &Path, threads: usize, findings: &mut Findings) -> Vec<Source> {
    let mut configs = Configs::new(cwd);
    let tasks: Vec<_> = found.iter().map(|file| (file, configs.of(file.path.parent().unwrap_or(cwd)))).collect();
    for wrong in tasks.iter().filter_map(|(_, project)| project.as_ref().err()) {
        refused(wrong, findings);
    }
    batch::each(&tasks, threads, |(file, project)| match project {
        Ok(project) => compile::file(file, project, cwd),
        Err(wrong) => compile::unread_yet(file, &wrong.project),
    })
}

/// Tells what compiling found.
pub fn tell(sources: &[Source], findings: &mut Findings) {
    for source in sources {
        findings.diagnostics(&source.sources, &source.diagnostics);
        if let Some(trouble) = &source.trouble {
            findings.trouble(trouble);
        }
    }
}

/// Tells why a configuration could not be used.
pub fn refused(refused: &Refused, findings: &mut Findings) {
    findings.diagnostics(&refused.sources, &refused.diagnostics);
    if let Some(error) = &refused.unreadable {
        findings.trouble(&compile::unread(error.clone()));
    }
}

/// Views are drawn in lots of about this many, so that a thousand PNGs are never in memory at once.
const LOT: usize = 128;

/// The drawing half of a run.
pub struct Draw<'a> {
    pub cwd: &'a Path,
    pub sources: &'a [Source],
    /// In the order of their sources.
    pub jobs: &'a [Job],
    pub threads: usize,
    pub care: Care,
    pub progress: &'a Progress,
}

impl Draw<'_> {
    /// Draws the views of every good source and hands the pictures over, source by source. A source in which a view turns
    /// out wrong hands over none; a view that fails for another reason only withholds its own.
    pub fn each(
        &self,
        findings: &mut Findings,
        mut take: impl FnMut(&mut Findings, &Source, Vec<Picture>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let good: Vec<Job> = self.jobs.iter().filter(|job| self.sources[job.source].is_good()).cloned().collect();
        let by_source: Vec<&[Job]> = good.chunk_by(|a, b| a.source == b.source).collect();
        let mut rest = by_source.as_slice();
        while !rest.is_empty() {
            let (mut views, mut count) = (0, 0);
            while count < rest.len() && views < LOT {
                views += rest[count].len();
                count += 1;
            }
            let (lot, later) = rest.split_at(count);
            rest = later;
            let jobs = lot.concat();
            let mut outcomes =
                batch::draw(self.sources, &jobs, self.threads, self.care, &|| self.progress.step()).into_iter();
            for jobs in lot {
                let source = &self.sources[jobs[0].source];
                self.progress.aside(|| {
                    let pictures = settle(source, outcomes.by_ref().take(jobs.len()), self.cwd, findings);
                    take(findings, source, pictures)
                })?;
            }
        }
        Ok(())
    }
}

/// Tells what the views of one source had to say; their pictures, if the source is not at fault.
fn settle(
    source: &Source,
    outcomes: impl Iterator<Item = Outcome>,
    cwd: &Path,
    findings: &mut Findings,
) -> Vec<Picture> {
    let mut all = Vec::new();
    let mut wrong = false;
    for outcome in outcomes {
        match outcome {
            Outcome::Drawn { pictures, warnings, breaches } => {
                findings.diagnostics(&source.sources, &warnings);
                if let Some(picture) = judged(&pictures) {
                    findings.breaches(&source.sources, breaches, &paths::shown(picture, cwd));
                }
                all.extend(pictures);
            }
            Outcome::Refused(errors) => {
                wrong = true;
                findings.diagnostics(&source.sources, &errors);
            }
            Outcome::Failed(trouble) => findings.trouble(&trouble),
        }
    }
    if wrong { Vec::new() } else { all }
}

/// The picture that a law is about: the SVG, or what is made from it.
fn judged(pictures: &[Picture]) -> Option<&Path> {
    let svg = pictures.iter().find(|picture| picture.format == Format::Svg);
    svg.or(pictures.first())?.path.as_deref()
}
