//! Draws the views of a plan, in parallel, and compares each picture with what stands on disk. Order and bytes do not depend on
//! the number of threads. A fault of our own in one view is told as that and does not touch the others.

use std::path::PathBuf;

use rayon::prelude::*;

use super::compile::Source;
use super::guard::{self, guarded};
use super::plan::Job;
use super::write::{self, Standing};
use super::{Format, Trouble, laws, stamp};
use crate::diagnostic::{Diagnostic, Severity};
use crate::door::{self, Drawn};
use crate::model::LintLevel;
use crate::{render, theme};

/// The stack of every thread that draws, in bytes: recursion over groups 64 deep needs a fraction of it, and no thread of a
/// library's choosing does the work.
pub const STACK: usize = 16 * 1024 * 1024;

/// What is asked of every view besides its drawing.
#[derive(Clone, Copy, Debug)]
pub struct Care {
    pub trust: Trust,
    /// Judge the drawing by the laws of a picture.
    pub laws: bool,
}

/// How pictures are compared with the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// A PNG with the right stamp is right.
    Stamps,
    /// Every PNG is drawn.
    Nothing,
}

/// What became of one view.
#[derive(Clone, Debug)]
pub enum Outcome {
    Drawn {
        pictures: Vec<Picture>,
        warnings: Vec<Diagnostic>,
        /// Where the drawing breaks a law of a picture; empty where nobody asked.
        breaches: Vec<Diagnostic>,
    },
    /// The source is at fault.
    Refused(Vec<Diagnostic>),
    /// The system, a limit, or Frieze itself is.
    Failed(Trouble),
}

/// A picture, compared with what stands at its place.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Index into the views of its source's model.
    pub view: usize,
    pub format: Format,
    /// None for standard output.
    pub path: Option<PathBuf>,
    pub state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The file on disk is this picture.
    Current,
    /// There is none yet.
    Missing(Vec<u8>),
    /// Another one of ours stands there.
    Stale { new: Vec<u8>, old: Vec<u8> },
    /// Something that Frieze did not make stands there.
    Foreign { new: Vec<u8>, why: &'static str },
}

/// Runs `work` for every item on up to `threads` threads and gives the results in the order of the items.
pub fn each<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // Starting threads costs more than a small drawing.
    if threads <= 1 || items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    let threads = threads.min(items.len());
    match rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
        Ok(pool) => pool.install(|| items.par_iter().with_max_len(1).map(&work).collect()),
        // A system without threads to spare still draws.
        Err(_) => items.iter().map(work).collect(),
    }
}

/// Draws `jobs`; `done` is called after each, from any thread. The outcomes are parallel to the jobs.
pub fn draw(sources: &[Source], jobs: &[Job], threads: usize, care: Care, done: &(dyn Fn() + Sync)) -> Vec<Outcome> {
    each(jobs, threads, |job| {
        let outcome = guarded(|| one(&sources[job.source], job, care)).unwrap_or_else(|fault| {
            let source = &sources[job.source];
            let id = source.model.as_ref().map_or("", |model| &model.views[job.view].id);
            let message = format!("internal error while drawing `{id}` of {}: {fault}", source.found.shown);
            Outcome::Failed(Trouble::system(message).help(guard::REPORT))
        });
        done();
        outcome
    })
}

fn one(source: &Source, job: &Job, care: Care) -> Outcome {
    let Some(model) = &source.model else { return Outcome::Refused(Vec::new()) };
    let Some(theme) = theme::find(&job.theme) else {
        return Outcome::Failed(Trouble::usage(format!("no theme is named `{}`", job.theme)));
    };
    let drawn = match door::draw(model, job.view, &theme) {
        Ok(drawn) => drawn,
        // A refusal without a reason must not look like a success.
        Err(wrong) if !door::has_errors(&wrong) => {
            let message = format!("internal error: a view of {} was refused without a reason", source.found.shown);
            return Outcome::Failed(Trouble::system(message).help(guard::REPORT));
        }
        Err(wrong) => return Outcome::Refused(wrong),
    };
    let mut pictures = Vec::new();
    for (format, path) in &job.targets {
        let standing = match path.as_deref().map(write::standing).transpose() {
            Ok(standing) => standing.unwrap_or(Standing::Nothing),
            Err(trouble) => return Outcome::Failed(trouble),
        };
        let state = match compared(&drawn, *format, job.scale, standing, care.trust) {
            Ok(state) => state,
            Err(trouble) => {
                let name = &source.found.shown;
                let message = format!("`{}` of {name}: {}", drawn.view.id, trouble.message);
                return Outcome::Failed(Trouble { message, ..trouble });
            }
        };
        pictures.push(Picture { view: job.view, format: *format, path: path.clone(), state });
    }
    let level = source.project.settings.check_laws.unwrap_or(LintLevel::Deny);
    let asked = care.laws && level != LintLevel::Allow;
    let mut breaches = if asked { laws::of_view(&drawn.view, &drawn.svg) } else { Ok(Vec::new()) };
    if let (LintLevel::Warn, Ok(breaches)) = (level, &mut breaches) {
        breaches.iter_mut().for_each(|breach| breach.severity = Severity::Warning);
    }
    match breaches {
        Ok(breaches) => Outcome::Drawn { pictures, warnings: drawn.warnings, breaches },
        Err(why) => {
            let message =
                format!("internal error: `{}` of {} cannot be judged: {why}", drawn.view.id, source.found.shown);
            Outcome::Failed(Trouble::system(message).help(guard::REPORT))
        }
    }
}

fn compared(drawn: &Drawn, format: Format, scale: f64, standing: Standing, trust: Trust) -> Result<State, Trouble> {
    if let (Format::Png, Trust::Stamps, Standing::Ours(old)) = (format, trust, &standing)
        && stamp::is_right(old, &drawn.svg, scale)
    {
        return Ok(State::Current);
    }
    let new = match format {
        Format::Svg => drawn.svg.clone().into_bytes(),
        Format::Json => render::json(&drawn.view, &drawn.layout).into_bytes(),
        Format::Png => {
            let png = render::png(&drawn.svg, scale).map_err(|error| Trouble::system(error.to_string()))?;
            stamp::stamped(&png, &drawn.svg, scale)
        }
    };
    Ok(match standing {
        Standing::Nothing => State::Missing(new),
        // Nothing changes on disk that did not change in the drawing: another release's stamp is no reason to write.
        Standing::Ours(old) if old == new || format == Format::Png && stamp::same_picture(&old, &new) => State::Current,
        Standing::Ours(old) => State::Stale { new, old },
        Standing::Foreign(why) => State::Foreign { new, why },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_depend_on_threads() {
        let items: Vec<usize> = (0..100).collect();
        for threads in [0, 1, 2, 8] {
            let squares = each(&items, threads, |n| n * n);
            assert_eq!(squares, items.iter().map(|n| n * n).collect::<Vec<_>>());
        }
    }
}
