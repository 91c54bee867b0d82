//! What was drawn from which bytes, which source depends on which file, and how a change becomes a line of print.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::super::findings::Findings;
use super::super::progress::Progress;
use super::super::render::Tally;
use super::super::report::{self, plural};
use super::super::run;
use crate::project::batch::{Care, Trust};
use crate::project::compile::Source;
use crate::project::config;
use crate::project::discover::{self, Found};
use crate::project::plan::{self, Job, Request};
use crate::project::{Format, Trouble, paths};

/// The content of a file as far as a change needs it; None where it is not there.
type Print = Option<[u8; 32]>;

/// A save by renaming leaves the name free for a moment, a save in place leaves the file empty: how often to look again, and
/// after how long.
const LOOKS: usize = 8;
const LOOK: Duration = Duration::from_millis(5);

pub struct State {
    cwd: PathBuf,
    given: Vec<PathBuf>,
    request: Request,
    force: bool,
    threads: usize,
    sources: Vec<Source>,
    /// Every file that some source depends on, as it was when it was last drawn.
    prints: BTreeMap<PathBuf, Print>,
}

impl State {
    pub fn new(cwd: PathBuf, given: Vec<PathBuf>, request: Request, force: bool, threads: usize) -> Self {
        Self { cwd, given, request, force, threads, sources: Vec::new(), prints: BTreeMap::new() }
    }

    pub fn greeting(&self) -> String {
        format!("watching {}; Ctrl-C ends", plural(self.sources.len(), "source"))
    }

    /// Every folder in which a change may matter: those searched for sources, those above them up to the project's root, and
    /// those of imports.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let mut folders = self.folders_of_imports();
        for start in &self.given {
            let Ok(start) = self.cwd.join(start).canonicalize() else { continue };
            if start.is_dir() {
                folders.extend(discover::folders(&start).unwrap_or_default());
            }
            folders.extend(start.parent().map(Path::to_owned));
        }
        folders
    }

    /// The folders of all files that were read, and of the configurations that hold or might come to hold.
    pub fn folders_of_imports(&self) -> BTreeSet<PathBuf> {
        let folders = self.prints.keys().filter_map(|file| file.parent());
        folders.filter(|folder| folder.is_dir()).map(Path::to_owned).collect()
    }

    /// Draws everything, as `render` does.
    pub fn refresh_all(&mut self) -> Result<(), Trouble> {
        let found = self.discover()?;
        self.redraw(&found, &found, None)
    }

    /// Looks at files that may have changed.
    pub fn look_at(&mut self, files: &BTreeSet<PathBuf>, start: Instant) -> Result<(), Trouble> {
        self.let_saves_end(files.iter());
        let known = |file: &PathBuf| self.prints.contains_key(file) && file.exists();
        // A name that was never seen may be a source that came, or an ignore file; one that is not there may be a source
        // that went: only discovery can tell.
        if !files.iter().all(known) {
            return self.look_around(start);
        }
        let found: Vec<Found> = self.sources.iter().map(|source| source.found.clone()).collect();
        self.react(found, files.iter().cloned().collect(), start)
    }

    /// Looks at everything: files that came, went or changed, whether or not anything was reported.
    pub fn look_around(&mut self, start: Instant) -> Result<(), Trouble> {
        self.let_saves_end(self.prints.keys());
        let found = self.discover()?;
        let files = self.prints.keys().cloned().collect();
        self.react(found, files, start)
    }

    /// Waits a little while a file is missing or empty that was neither before: most likely it is being saved.
    fn let_saves_end<'a>(&self, files: impl Iterator<Item = &'a PathBuf>) {
        let hollow = |file: &Path| file.metadata().map_or(true, |metadata| metadata.len() == 0);
        let had = |file: &PathBuf| self.prints.get(file).copied().flatten().is_some_and(|print| print != empty());
        let saved: Vec<&PathBuf> = files.filter(|file| hollow(file) && had(file)).collect();
        for _ in 0..LOOKS {
            if !saved.iter().any(|file| hollow(file)) {
                break;
            }
            std::thread::sleep(LOOK);
        }
    }

    fn discover(&self) -> Result<Vec<Found>, Trouble> {
        // A path that is gone for now (a folder renamed, a branch switched) has no sources; it may come back.
        let there: Vec<PathBuf> = self.given.iter().filter(|path| self.cwd.join(path).exists()).cloned().collect();
        discover::discover(&there, &self.cwd)
    }

    /// Redraws what depends on those of `files` whose content is new, and sources that are new themselves.
    fn react(&mut self, found: Vec<Found>, files: Vec<PathBuf>, start: Instant) -> Result<(), Trouble> {
        let changed: BTreeSet<PathBuf> = files.into_iter().filter(|file| self.differs(file)).collect();
        let before: BTreeSet<&PathBuf> = self.sources.iter().map(|source| &source.found.path).collect();
        let there: BTreeSet<&PathBuf> = found.iter().map(|file| &file.path).collect();
        let gone: Vec<PathBuf> = before.difference(&there).map(|&path| path.clone()).collect();
        let came: BTreeSet<PathBuf> = there.difference(&before).map(|&path| path.clone()).collect();
        for path in &gone {
            report::line(&format!("{}: gone; its pictures stay", paths::shown(path, &self.cwd)))?;
        }
        self.sources.retain(|source| !gone.contains(&source.found.path));
        if changed.is_empty() && came.is_empty() {
            return Ok(());
        }
        let depends = |file: &Found| {
            let source = self.sources.iter().find(|source| source.found.path == file.path);
            came.contains(&file.path) || source.is_some_and(|source| !watched(source).is_disjoint(&changed))
        };
        let affected: Vec<Found> = found.iter().filter(|file| depends(file)).cloned().collect();
        for file in &changed {
            let print = print(file);
            self.prints.insert(file.clone(), print);
        }
        if affected.is_empty() {
            return Ok(());
        }
        let (lost, saved): (BTreeSet<_>, BTreeSet<_>) = changed.union(&came).partition(|file| gone.contains(file));
        let cause = self.named(if saved.is_empty() { &lost } else { &saved });
        self.redraw(&found, &affected, Some((cause, start)))
    }

    /// A few files by name, many by number.
    fn named(&self, files: &BTreeSet<&PathBuf>) -> String {
        match files.len() {
            1..=3 => files.iter().map(|file| paths::shown(file, &self.cwd)).collect::<Vec<_>>().join(", "),
            many => plural(many, "file"),
        }
    }

    fn differs(&self, file: &PathBuf) -> bool {
        self.prints.get(file).is_some_and(|before| print(file) != *before)
    }

    /// Compiles and draws `affected`, keeps the others of `found` as they are. `cause` is what was saved, and when; None for
    /// the first drawing.
    fn redraw(&mut self, found: &[Found], affected: &[Found], cause: Option<(String, Instant)>) -> Result<(), Trouble> {
        let mut findings = Findings::told();
        // Taken before the files are read: a change in between is seen as one the next time.
        let prints: BTreeMap<PathBuf, Print> =
            affected.iter().map(|file| (file.path.clone(), print(&file.path))).collect();
        let fresh = run::compiled(affected, &self.cwd, self.threads, &mut findings);
        let paths: BTreeSet<PathBuf> = affected.iter().map(|file| file.path.clone()).collect();
        for source in &fresh {
            for file in watched(source) {
                let now = prints.get(&file).copied().unwrap_or_else(|| print(&file));
                self.prints.insert(file, now);
            }
        }
        // Sources whose configuration is wrong are not compiled; they wait for the configuration to change.
        let compiled: BTreeSet<PathBuf> = fresh.iter().map(|source| source.found.path.clone()).collect();
        self.prints.extend(prints.into_iter().filter(|(path, _)| !compiled.contains(path)));
        let mut all: BTreeMap<PathBuf, Source> =
            std::mem::take(&mut self.sources).into_iter().map(|source| (source.found.path.clone(), source)).collect();
        all.extend(fresh.into_iter().map(|source| (source.found.path.clone(), source)));
        let there: BTreeSet<&PathBuf> = found.iter().map(|file| &file.path).collect();
        self.sources = all.into_values().filter(|source| there.contains(&source.found.path)).collect();
        let mut tally = Tally::new(&self.cwd, self.force);
        tally.quiet = true;
        let start = cause.as_ref().map_or_else(Instant::now, |(_, start)| *start);
        let seen = self.draw(&paths, &mut findings, &mut tally, start).unwrap_or_else(|trouble| {
            findings.trouble(&trouble);
            None
        });
        let line = summary(tally.written, tally.current, &findings);
        findings.close();
        let all = start.elapsed().as_millis();
        let spent = seen.map_or_else(|| format!("{all} ms"), |seen| format!("{} ms (PNG {all} ms)", seen.as_millis()));
        report::line(&cause.map_or_else(|| line.clone(), |(cause, _)| format!("{cause}: {line}, {spent}")))
    }

    /// Draws the views of the sources in `paths`: first what is drawn in a moment, for the eye that waits, then the PNGs. How
    /// long the first took since `start`, if there was something for both.
    fn draw(
        &self,
        paths: &BTreeSet<PathBuf>,
        findings: &mut Findings,
        tally: &mut Tally,
        start: Instant,
    ) -> Result<Option<Duration>, Trouble> {
        for source in self.sources.iter().filter(|source| paths.contains(&source.found.path)) {
            run::tell(std::slice::from_ref(source), findings);
        }
        // The plan is made for all sources: two views with one place are seen whichever of them was saved last.
        let mut jobs = plan::plan(&self.sources, &self.request, &self.cwd)?;
        jobs.retain(|job| paths.contains(&self.sources[job.source].found.path));
        let (quick, slow) = (only(&jobs, |format| format != Format::Png), only(&jobs, |format| format == Format::Png));
        self.pass(&quick, findings, tally)?;
        let seen = start.elapsed();
        self.pass(&slow, findings, tally)?;
        Ok((!quick.is_empty() && !slow.is_empty()).then_some(seen))
    }

    fn pass(&self, jobs: &[Job], findings: &mut Findings, tally: &mut Tally) -> Result<(), Trouble> {
        let progress = Progress::new(jobs.len());
        let care = Care { trust: Trust::Stamps, laws: false };
        let draw = run::Draw {
            cwd: &self.cwd,
            sources: &self.sources,
            jobs,
            threads: self.threads,
            care,
            progress: &progress,
        };
        let drawn = draw.each(findings, |findings, _, pictures| tally.take(pictures, findings));
        progress.clear();
        drawn
    }
}

/// The files whose change redraws a source: itself, its imports, and every configuration that holds or could come to hold
/// between it and the project's root.
fn watched(source: &Source) -> BTreeSet<PathBuf> {
    let mut files = source.depends.clone();
    let folders = source.found.path.ancestors().skip(1);
    let root = &source.project.root;
    files.extend(folders.take_while(|folder| folder.starts_with(root)).map(|folder| folder.join(config::NAME)));
    files
}

/// The jobs with those of their formats that are wanted; jobs without any are left out.
fn only(jobs: &[Job], wanted: impl Fn(Format) -> bool) -> Vec<Job> {
    let mut jobs = jobs.to_vec();
    jobs.iter_mut().for_each(|job| job.targets.retain(|(format, _)| wanted(*format)));
    jobs.retain(|job| !job.targets.is_empty());
    jobs
}

/// The print of a file with nothing in it.
fn empty() -> [u8; 32] {
    Sha256::digest([]).into()
}

fn print(file: &Path) -> Print {
    let bytes = std::fs::read(file).ok()?;
    Some(Sha256::digest(bytes).into())
}

fn summary(written: usize, current: usize, findings: &Findings) -> String {
    let mut parts = Vec::new();
    if written > 0 {
        parts.push(format!("{} redrawn", plural(written, "file")));
    }
    if current > 0 || written == 0 && findings.counted().is_none() {
        parts.push(format!("{current} unchanged"));
    }
    parts.extend(findings.counted());
    if parts.is_empty() {
        parts.push("nothing drawn".to_string());
    }
    if findings.errors > 0 {
        parts.push("the last good pictures stay".to_string());
    }
    parts.join(", ")
}
