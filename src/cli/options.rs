//! Options that several commands share: which sources, and how they are drawn.

use std::path::{Path, PathBuf};

use crate::diagnostic::nearest::nearest;
use crate::project::config::SCALES;
use crate::project::plan::{Output, Request};
use crate::project::{Format, Trouble};
use crate::theme;

/// Where the sources are.
#[derive(Debug, clap::Args)]
pub struct Paths {
    /// Sources (.frieze), or folders to look for them in [default: the working directory]
    ///
    /// Folders are searched with all their subfolders; what .gitignore names is left out.
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
}

impl Paths {
    pub fn or_here(&self) -> Vec<PathBuf> {
        if self.paths.is_empty() { vec![PathBuf::from(".")] } else { self.paths.clone() }
    }

    /// `-` stands for standard input, and alone.
    pub fn is_stream(&self) -> Result<bool, Trouble> {
        let streams = self.paths.iter().filter(|path| path.as_os_str() == "-").count();
        if streams > 0 && self.paths.len() > 1 {
            return Err(Trouble::usage("`-` (standard input) cannot be mixed with other paths"));
        }
        Ok(streams == 1)
    }
}

/// What pictures are written as.
#[derive(Debug, clap::Args)]
pub struct Formats {
    /// Formats of the pictures, separated by commas [default: svg,png]
    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',')]
    pub format: Vec<Format>,
}

/// How views are drawn. What is not given comes from frieze.toml.
#[derive(Debug, clap::Args)]
pub struct Drawing {
    /// The theme: a name from `frieze list themes` [default: auto]
    #[arg(short, long, value_name = "NAME", value_parser = known_theme)]
    pub theme: Option<String>,

    /// Pixels of a PNG for each px of the drawing, from 0.1 to 8 [default: 2]
    #[arg(long, value_name = "FACTOR", value_parser = known_scale)]
    pub scale: Option<f64>,

    /// Draw this view only; may be given again
    #[arg(long, value_name = "ID")]
    pub view: Vec<String>,

    /// How many threads draw [default: one for each processor]
    #[arg(short, long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

impl Drawing {
    pub fn request(&self, formats: &[Format], output: Output) -> Request {
        let mut formats = formats.to_vec();
        formats.sort_unstable();
        formats.dedup();
        Request {
            formats: (!formats.is_empty()).then_some(formats),
            theme: self.theme.clone(),
            scale: self.scale,
            views: self.view.clone(),
            output,
        }
    }

    pub fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or_else(all, usize::from)
    }
}

pub fn known_theme(name: &str) -> Result<String, String> {
    let known: Vec<&str> = theme::names().map(|(name, _)| name).collect();
    if known.contains(&name) {
        return Ok(name.to_string());
    }
    Err(match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known themes: {}", known.join(", ")),
    })
}

fn known_scale(text: &str) -> Result<f64, String> {
    let scale = text.parse().ok().filter(|scale| SCALES.contains(scale));
    scale.ok_or_else(|| format!("expected a number from {} to {}", SCALES.start(), SCALES.end()))
}

/// The working directory, absolute, links resolved: what paths are shown relative to.
pub fn cwd() -> Result<PathBuf, Trouble> {
    let cwd = std::env::current_dir().and_then(|cwd| cwd.canonicalize());
    cwd.map_err(|error| Trouble::io("find", Path::new("the working directory"), &error))
}
