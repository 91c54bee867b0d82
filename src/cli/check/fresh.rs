//! Freshness: is every picture on disk what its source draws now, is one missing, is one drawn by nothing any more? And, with
//! `--fix`, the remedy: stale and missing pictures are drawn, orphans of ours removed; nobody else's file is touched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::findings::{Finding, Findings, Kind, Region};
use super::super::output::{Done, Judged, Report};
use super::super::report::plural;
use super::snapshots::Snapshots;
use crate::diagnostic::Code;
use crate::project::batch::{Picture, State};
use crate::project::compile::Source;
use crate::project::plan::Job;
use crate::project::write::{self, Standing};
use crate::project::{Format, Trouble, orphan, paths};
use crate::source::Span;

/// Pictures of the same view in formats that nobody asked for, where they stand on disk and are ours: they are judged as
/// well.
pub fn beside(targets: &[(Format, Option<PathBuf>)]) -> Vec<(Format, Option<PathBuf>)> {
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

/// Judges pictures as they are drawn.
pub struct Fresh<'a> {
    cwd: &'a Path,
    fix: bool,
    report: &'a mut Report,
    /// What changed, where that is to be shown.
    snapshots: Option<Snapshots>,
}

impl<'a> Fresh<'a> {
    pub fn new(cwd: &'a Path, fix: bool, report: &'a mut Report, snapshots: Option<Snapshots>) -> Self {
        Self { cwd, fix, report, snapshots }
    }

    /// Writes the report of what changed, if it was asked for.
    pub fn close(self) -> Result<(), Trouble> {
        self.snapshots.map_or(Ok(()), |snapshots| snapshots.write(&self.report.undrawn, self.cwd))
    }

    /// Judges the pictures of one source.
    pub fn pictures(&mut self, source: &Source, pictures: Vec<Picture>, findings: &mut Findings) {
        for picture in pictures {
            let Some(path) = &picture.path else { continue };
            let shown = paths::shown(path, self.cwd);
            self.report.pictures.push(Judged { source: Some(source.found.shown.clone()), path: shown.clone() });
            self.snapshots.iter_mut().for_each(|snapshots| snapshots.take(&shown, &picture));
            if let Some(finding) = self.judge(source, &picture, path, &shown, findings) {
                findings.add(finding);
            }
        }
    }

    /// What is wrong with a picture and remains so.
    fn judge(
        &mut self,
        source: &Source,
        picture: &Picture,
        path: &Path,
        shown: &str,
        findings: &mut Findings,
    ) -> Option<Finding> {
        let render = format!("`frieze render {}` draws it", source.found.shown);
        let (code, message, label, help) = match &picture.state {
            State::Current => return None,
            State::Stale { new, .. } | State::Missing(new) if self.fixed(path, shown, new, findings) => return None,
            State::Stale { new, old } => (
                Code::STALE_PICTURE,
                format!("{shown} is not what its source draws"),
                difference(picture.format, old, new),
                render,
            ),
            State::Missing(_) => {
                (Code::MISSING_PICTURE, format!("{shown} is missing"), "the view was never written".to_string(), render)
            }
            State::Foreign { why, .. } => (
                Code::FOREIGN_PICTURE,
                format!("{shown} stands in the place of a picture"),
                why.to_string(),
                "move it away, or let `frieze render --force` replace it".to_string(),
            ),
        };
        let view = source.model.as_ref().map(|model| model.views[picture.view].span);
        let (file, region) = view.map_or((source.found.shown.clone(), None), |span| place(source, span));
        let mut finding = Finding::plain(Kind::Picture, code, file, message, label).of_picture(shown).help(help);
        finding.region = region;
        Some(finding)
    }

    /// Writes a picture if that is wanted; whether its place is right now.
    fn fixed(&mut self, path: &Path, shown: &str, bytes: &[u8], findings: &mut Findings) -> bool {
        if !self.fix {
            return false;
        }
        match write::picture(path, bytes, false) {
            Ok(written) => {
                if written {
                    self.report.done.push(Done { action: "drawn", path: shown.to_string() });
                }
                true
            }
            Err(trouble) => {
                findings.trouble(&trouble.naming(path, shown));
                false
            }
        }
    }

    /// Notes the sources of which no picture was judged although some are planned, or could not be (`jobs` is None).
    pub fn undrawn(&mut self, sources: &[Source], jobs: Option<&[Job]>) {
        let judged: BTreeSet<&str> = self.report.pictures.iter().filter_map(|it| it.source.as_deref()).collect();
        let wanted = |index: usize| jobs.is_none_or(|jobs| jobs.iter().any(|job| job.source == index));
        let undrawn = sources.iter().enumerate().filter(|(index, source)| !source.is_good() || wanted(*index));
        let names = undrawn.map(|(_, source)| &source.found.shown).filter(|name| !judged.contains(name.as_str()));
        self.report.undrawn = names.cloned().collect();
    }

    /// Looks for pictures that nothing draws.
    pub fn orphans(&mut self, given: &[PathBuf], sources: &[Source], findings: &mut Findings) -> Result<(), Trouble> {
        for path in orphan::find(given, sources, self.cwd)? {
            let shown = paths::shown(&path, self.cwd);
            self.snapshots.iter_mut().for_each(|snapshots| snapshots.orphan(&shown, &path));
            if self.fix && self.removed(&path, &shown, findings) {
                continue;
            }
            self.report.pictures.push(Judged { source: None, path: shown.clone() });
            let message = format!("{shown} is drawn by no view");
            let label = "no view draws it".to_string();
            let finding = Finding::plain(Kind::Picture, Code::ORPHANED_PICTURE, shown.clone(), message, label);
            findings.add(finding.of_picture(&shown).help("delete it, or let `frieze check --fix` do so"));
        }
        Ok(())
    }

    fn removed(&mut self, path: &Path, shown: &str, findings: &mut Findings) -> bool {
        match write::remove(path) {
            Ok(removed) => {
                if removed {
                    self.report.done.push(Done { action: "removed", path: shown.to_string() });
                }
                removed
            }
            Err(trouble) => {
                findings.trouble(&trouble.naming(path, shown));
                false
            }
        }
    }
}

/// The file that a span lies in, and where.
fn place(source: &Source, span: Span) -> (String, Option<Region>) {
    (source.sources.file(span.file).path.clone(), Some(Region::of(&source.sources, span)))
}

/// Where two versions of a picture part, in words.
fn difference(format: Format, old: &[u8], new: &[u8]) -> String {
    if format == Format::Png {
        return "its source draws other pixels".to_string();
    }
    parted(&String::from_utf8_lossy(old), &String::from_utf8_lossy(new)).told()
}

/// Where two texts part.
pub struct Parted {
    /// The first line that differs, from 1.
    pub first: usize,
    /// How many lines differ, of the old text.
    pub old: usize,
    /// And of the new one.
    pub new: usize,
}

impl Parted {
    pub fn told(&self) -> String {
        match self.old.max(self.new) {
            0 => "only the ends of its lines differ".to_string(),
            1 => format!("1 line differs from line {} on", self.first),
            many => format!("{} differ from line {} on", plural(many, "line"), self.first),
        }
    }
}

pub fn parted(old: &str, new: &str) -> Parted {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    Parted { first: head + 1, old: old.len() - head - tail, new: new.len() - head - tail }
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
