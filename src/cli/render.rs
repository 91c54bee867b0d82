//! `frieze render`: every view of every source, written beside the source. What did not change in the drawing is not written.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::findings::Findings;
use super::options::{self, Drawing, Formats, Paths};
use super::progress::Progress;
use super::report::{self, plural};
use super::{Exit, run};
use crate::project::batch::{Care, Picture, State, Trust};
use crate::project::compile::{self, Source};
use crate::project::config::Configs;
use crate::project::plan::{self, Job, Output};
use crate::project::{Format, Trouble, paths, write};

/// Draw the views of sources as SVG and PNG
///
/// The view `overview` of `diagrams/chat/chat.frieze` goes to `diagrams/chat/overview.svg` and `.png`. A file is written whole or
/// not at all, only when its bytes change, and never over one that Frieze did not make. A source with errors leaves its
/// pictures as they are. The files written are listed on standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    formats: Formats,

    #[command(flatten)]
    drawing: Drawing,

    /// Write below this folder, or for a single view to this file, or `-` for standard output
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace files that Frieze did not make
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  frieze render                               every source below the working directory
  frieze render diagrams/chat --format svg    one folder, SVG only
  frieze render chat.frieze --view overview -o overview.png
  echo 'web -> api -> db' | frieze render -   the SVG goes to standard output";

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let cwd = options::cwd()?;
    let stream = arguments.paths.is_stream()?;
    let (output, implied) = output(arguments.output.as_deref(), stream, &cwd)?;
    let mut request = arguments.drawing.request(&arguments.formats.format, output);
    if let Some(format) = implied {
        match &request.formats {
            Some(asked) if *asked != [format] => {
                let message =
                    format!("--format does not fit the name of the file, which ends in .{}", format.extension());
                return Err(Trouble::usage(message));
            }
            _ => request.formats = Some(vec![format]),
        }
    } else if request.output == Output::Stdout && request.formats.is_none() {
        request.formats = Some(vec![Format::Svg]);
    }
    let threads = arguments.drawing.threads();
    let mut findings = Findings::told();
    let sources = if stream {
        standard_input(&cwd, &mut findings)
    } else {
        run::sources(&arguments.paths, &cwd, threads, &mut findings)?
    };
    run::tell(&sources, &mut findings);
    let jobs = plan::plan(&sources, &request, &cwd)?;
    let progress = Progress::new(jobs.len());
    let mut tally = Tally::new(&cwd, arguments.force);
    let care = Care { trust: Trust::Stamps, laws: false };
    let draw = run::Draw { cwd: &cwd, sources: &sources, jobs: &jobs, threads, care, progress: &progress };
    let drawn = draw.each(&mut findings, |findings, _, pictures| tally.take(pictures, findings));
    progress.clear();
    drawn?;
    findings.close();
    if request.output != Output::Stdout || findings.exit() != Exit::Good {
        report::say(&tally.summary(&sources, &jobs, &findings));
    }
    Ok(findings.exit())
}

/// What `-o` means, and the format that the name of a file implies.
fn output(given: Option<&Path>, stream: bool, cwd: &Path) -> Result<(Output, Option<Format>), Trouble> {
    let Some(path) = given else {
        return Ok((if stream { Output::Stdout } else { Output::Project }, None));
    };
    if path.as_os_str() == "-" {
        return Ok((Output::Stdout, None));
    }
    if path.as_os_str().is_empty() {
        return Err(Trouble::usage("-o needs the name of a folder or a file"));
    }
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_lowercase).as_deref().and_then(Format::find) {
        Some(format) if !cwd.join(path).is_dir() => Ok((Output::File(path.to_owned()), Some(format))),
        _ if cwd.join(path).is_file() => Err(Trouble::usage(format!("{} is a file, not a folder", path.display()))
            .help("a file must end in .svg, .png or .json")),
        _ => Ok((Output::Folder(path.to_owned()), None)),
    }
}

fn standard_input(cwd: &Path, findings: &mut Findings) -> Vec<Source> {
    match Configs::new(cwd).of(cwd) {
        Ok(project) => vec![compile::stream(io::stdin().lock(), "stdin.frieze", &project, cwd)],
        Err(refused) => {
            run::refused(&refused, findings);
            Vec::new()
        }
    }
}

/// What a run did to the disk.
pub struct Tally<'a> {
    cwd: &'a Path,
    force: bool,
    pub written: usize,
    pub current: usize,
    swept: BTreeSet<PathBuf>,
    /// Whether to list the files written.
    pub quiet: bool,
}

impl<'a> Tally<'a> {
    pub fn new(cwd: &'a Path, force: bool) -> Self {
        Self { cwd, force, written: 0, current: 0, swept: BTreeSet::new(), quiet: false }
    }

    /// Puts the pictures of a source where they belong. A file that cannot be written does not keep the others from it.
    pub fn take(&mut self, pictures: Vec<Picture>, findings: &mut Findings) -> Result<(), Trouble> {
        for picture in pictures {
            let Some(path) = picture.path else {
                if let State::Missing(bytes) = picture.state {
                    report::output(&bytes)?;
                }
                continue;
            };
            if let Some(folder) = path.parent()
                && self.swept.insert(folder.to_owned())
            {
                write::sweep(folder);
            }
            let bytes = match picture.state {
                State::Current => {
                    self.current += 1;
                    continue;
                }
                State::Missing(new) | State::Stale { new, .. } | State::Foreign { new, .. } => new,
            };
            match write::picture(&path, &bytes, self.force) {
                Ok(true) => {
                    self.written += 1;
                    if !self.quiet {
                        report::line(&paths::shown(&path, self.cwd))?;
                    }
                }
                // Another run was faster.
                Ok(false) => self.current += 1,
                Err(trouble) => {
                    findings.trouble(&trouble.naming(&path, &paths::shown(&path, self.cwd)));
                }
            }
        }
        Ok(())
    }

    fn summary(&self, sources: &[Source], jobs: &[Job], findings: &Findings) -> String {
        let drawn = format!("{}, {}", plural(sources.len(), "source"), plural(jobs.len(), "view"));
        let files = match (self.written, self.current) {
            (0, 0) => "nothing written".to_string(),
            (0, current) => format!("all {} up to date", plural(current, "file")),
            (written, 0) => format!("{} written", plural(written, "file")),
            (written, current) => format!("{} written, {current} up to date", plural(written, "file")),
        };
        match findings.counted() {
            Some(counted) => format!("{drawn}: {files}; {counted}"),
            None => format!("{drawn}: {files}"),
        }
    }
}
