//! `frieze watch`: draws on every save, and only what depends on the saved file.
//!
//! Folders are watched, not files: editors save by renaming, and a watch on a file dies with it. An event only says
//! where to look; what counts is whether the content of a file differs from what was drawn last. So a lost or a doubled event
//! costs nothing, and where the system reports none at all (some network file systems) a slow look around finds the change.
//! The parts: [`folders`] keeps the watches, [`state`] knows what was drawn from which bytes.

mod folders;
mod state;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::EventKind;
use notify::event::ModifyKind;
use notify_debouncer_full::{DebounceEventResult, new_debouncer};

use self::folders::Folders;
use self::state::State;
use super::options::{self, Drawing, Formats, Paths};
use super::{Exit, report};
use crate::project::plan::Output;
use crate::project::{Trouble, config, discover};

/// Draw again on every save
///
/// Everything is drawn once, then whatever depends on a file that changes: the source itself, the sources that import it, and
/// all sources of a frieze.toml. SVG comes first, PNG follows. Each save prints one line. A source with errors keeps its last good pictures. Ctrl-C ends.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    formats: Formats,

    #[command(flatten)]
    drawing: Drawing,

    /// Write below this folder instead of beside the sources
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Replace files that Frieze did not make
    #[arg(long)]
    force: bool,
}

/// How long events are gathered. Editors save in bursts (write, rename, set the time) that are over in a few milliseconds;
/// a person waits from 50 on.
const DEBOUNCE: Duration = Duration::from_millis(10);
const TICK: Duration = Duration::from_millis(3);

/// How often to look around although nothing was reported.
const LOOK_AROUND: Duration = Duration::from_secs(1);

/// What wakes the watcher.
enum Wake {
    Events(DebounceEventResult),
    /// Ctrl-C, or a request to end.
    End,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    if arguments.paths.is_stream()? {
        return Err(Trouble::usage("standard input cannot be watched"));
    }
    let cwd = options::cwd()?;
    let output = arguments.output.clone().map_or(Output::Project, Output::Folder);
    let request = arguments.drawing.request(&arguments.formats.format, output);
    let given: Vec<PathBuf> = arguments.paths.or_here();
    for path in &given {
        cwd.join(path).metadata().map_err(|error| Trouble::io("watch", path, &error))?;
    }
    let (wake, woken) = mpsc::channel();
    let end = wake.clone();
    ctrlc::set_handler(move || drop(end.send(Wake::End)))
        .map_err(|error| Trouble::system(format!("could not listen for Ctrl-C: {error}")))?;
    let debouncer = new_debouncer(DEBOUNCE, Some(TICK), move |events| drop(wake.send(Wake::Events(events))))
        .map_err(|error| Trouble::system(format!("could not watch for changes: {error}")))?;
    let mut folders = Folders::new(debouncer);
    let mut state = State::new(cwd, given, request, arguments.force, arguments.drawing.threads());
    // Watches first, then the look: what changes in between is seen twice rather than never.
    folders.watch(state.folders());
    state.refresh_all()?;
    folders.watch(state.folders());
    report::line(&state.greeting())?;
    state.look_around(Instant::now())?;
    attend(&woken, &mut folders, &mut state)
}

/// Serves events until the end is asked for.
fn attend(woken: &Receiver<Wake>, folders: &mut Folders, state: &mut State) -> Result<Exit, Trouble> {
    loop {
        match woken.recv_timeout(LOOK_AROUND) {
            Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Good),
            Ok(Wake::Events(Ok(events))) => {
                let start = events.iter().map(|event| event.time).min().unwrap_or_else(Instant::now);
                let mut look = Look::default();
                for event in &events {
                    look.note(event.need_rescan(), &event.kind, &event.paths);
                }
                if look.everywhere || look.folders {
                    // A folder that came may hold sources already; one that came back lost its watch.
                    folders.watch(state.folders());
                    state.look_around(start)?;
                } else if !look.files.is_empty() {
                    state.look_at(&look.files, start)?;
                }
                folders.watch(state.folders_of_imports());
            }
            // An error of the watcher may stand for events that never came.
            Ok(Wake::Events(Err(_))) | Err(RecvTimeoutError::Timeout) => state.look_around(Instant::now())?,
        }
    }
}

/// Where events say to look.
#[derive(Default)]
struct Look {
    files: BTreeSet<PathBuf>,
    /// A folder came, went or was renamed.
    folders: bool,
    /// The system lost events.
    everywhere: bool,
}

impl Look {
    fn note(&mut self, rescan: bool, kind: &EventKind, paths: &[PathBuf]) {
        self.everywhere |= rescan;
        if matches!(kind, EventKind::Access(_)) {
            return;
        }
        for path in paths {
            if concerns(path) {
                self.files.insert(path.clone());
            } else if !is_output(path)
                && !matches!(kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)))
            {
                // What went cannot be asked what it was: a name without a known extension may have been a folder.
                self.folders |= path.is_dir() || !path.exists() && path.extension().is_none();
            }
        }
    }
}

/// Files whose content decides what is drawn, and from what.
fn concerns(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name == config::NAME
        || name == ".gitignore"
        || path.extension().is_some_and(|extension| extension == discover::EXTENSION)
}

/// Our own pictures and temporary files, which every redraw touches.
fn is_output(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("svg" | "png" | "json" | "tmp"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, RemoveKind};

    fn look(kind: EventKind, path: &str) -> Look {
        let mut look = Look::default();
        look.note(false, &kind, &[PathBuf::from(path)]);
        look
    }

    #[test]
    fn events_about_sources_are_looked_at_and_pictures_are_not() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert_eq!(look(written, "/nowhere/a.frieze").files.len(), 1);
        assert_eq!(look(written, "/nowhere/frieze.toml").files.len(), 1);
        let created = EventKind::Create(CreateKind::File);
        for other in ["/nowhere/a.svg", "/nowhere/.frieze-x.tmp", "/nowhere/a.frieze~", "/nowhere/.a.frieze.swp"] {
            let look = look(created, other);
            assert!(look.files.is_empty() && !look.folders, "{other}");
        }
        assert!(look(EventKind::Remove(RemoveKind::Folder), "/nowhere/folder").folders);
    }
}
