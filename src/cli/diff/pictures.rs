//! Writes the redlines: one picture for each view that differs, both versions laid out together.

use std::path::Path;

use super::super::findings::Findings;
use super::super::report;
use crate::diff::{self, Report};
use crate::project::plan::SCALE;
use crate::project::{Format, Trouble, write};
use crate::{redline, render, theme};

/// A redline is a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Picture {
    /// Plain SVG, sharp at every size
    Svg,
    /// Pixels, made from that same SVG
    Png,
}

impl Picture {
    pub fn extension(self) -> &'static str {
        match self {
            Picture::Svg => Format::Svg.extension(),
            Picture::Png => Format::Png.extension(),
        }
    }
}

/// Where and how.
pub struct Drawing<'a> {
    pub cwd: &'a Path,
    /// As it was given.
    pub folder: &'a Path,
    /// None given means SVG.
    pub formats: &'a [Picture],
    pub theme: Option<&'a str>,
}

impl Drawing<'_> {
    /// Draws and writes them, and notes in the report where they are. A view that cannot be drawn is told and left out.
    pub fn draw(&self, report: &mut Report, findings: &mut Findings) -> Result<(), Trouble> {
        let formats = if self.formats.is_empty() { &[Picture::Svg][..] } else { self.formats };
        let name = self.theme.unwrap_or(crate::project::plan::THEME);
        let theme = theme::find(name).ok_or_else(|| Trouble::usage(format!("unknown theme `{name}`")))?;
        let mut written = 0;
        for file in &mut report.files {
            for (at, path) in diff::pictures(file) {
                let scene = match redline::draw(&file.diff.views[at], &theme) {
                    Ok(Some(scene)) => scene,
                    Ok(None) => continue,
                    Err(errors) => {
                        if let Some(version) = file.after.as_ref().or(file.before.as_ref()) {
                            findings.diagnostics(&version.sources, &errors);
                        }
                        continue;
                    }
                };
                let svg = render::svg(&scene);
                for format in formats {
                    let bytes = match format {
                        Picture::Png => render::png(&svg, SCALE)
                            .map_err(|error| Trouble::system(format!("{path} cannot be a PNG: {error}")))?,
                        Picture::Svg => svg.clone().into_bytes(),
                    };
                    let target = self.cwd.join(self.folder).join(format!("{path}.{}", format.extension()));
                    written += usize::from(write::picture(&target, &bytes, false)?);
                }
                file.pictures.insert(at, path);
            }
        }
        let all: usize = report.files.iter().map(|file| file.pictures.len()).sum();
        let all = report::plural(all * formats.len(), "redline");
        report::say(&report::inert(&format!("{all} below {}, {written} written", self.folder.display())));
        Ok(())
    }
}
