//! The form of sources: is each written as `frieze fmt` would write it? A source that cannot be read has no form; its errors
//! are told elsewhere.

use std::path::PathBuf;

use super::super::findings::{Finding, Findings, Kind, Region};
use super::super::output::Done;
use super::fresh::parted;
use crate::diagnostic::Code;
use crate::fmt;
use crate::project::compile::Source;
use crate::project::{batch, write};

/// A source whose bytes formatting would change.
pub struct Unformatted {
    path: PathBuf,
    shown: String,
    formatted: String,
    /// Where the two first part, and how far.
    region: Region,
    label: String,
}

/// The sources that are not formatted, in order.
pub fn judge(sources: &[Source], threads: usize) -> Vec<Unformatted> {
    batch::each(sources, threads, one).into_iter().flatten().collect()
}

fn one(source: &Source) -> Option<Unformatted> {
    // The source itself is the first of its files.
    let (_, file) = source.sources.iter().next()?;
    if source.model.is_none() || source.project.settings.check_format == Some(false) {
        return None;
    }
    let formatted = fmt::format(&file.text).ok()?;
    // Bytes, not text: a byte order mark that reading dropped is a change as well.
    if write::holds(&source.found.path, formatted.as_bytes()) {
        return None;
    }
    let parted = parted(&file.text, &formatted);
    let (first, last) = (parted.first, parted.first + parted.old.max(1) - 1);
    let width = file.text.lines().nth(last - 1).map_or(0, |line| line.chars().count());
    Some(Unformatted {
        path: source.found.path.clone(),
        shown: source.found.shown.clone(),
        region: Region { line: first, column: 1, end_line: last, end_column: width + 1 },
        label: parted.told(),
        formatted,
    })
}

pub fn tell(unformatted: &[Unformatted], findings: &mut Findings) {
    for it in unformatted {
        let message = format!("`frieze fmt` would write {} in another way", it.shown);
        let finding =
            Finding::plain(Kind::Format, Code::UNFORMATTED, it.shown.clone(), message, it.label.clone()).at(it.region);
        findings.add(finding.help(format!("`frieze fmt {}` formats it", it.shown)));
    }
}

/// Formats them; how many were. A file that cannot be written does not keep the others from it.
pub fn fix(unformatted: &[Unformatted], done: &mut Vec<Done>, findings: &mut Findings) -> usize {
    let before = done.len();
    for it in unformatted {
        match write::source(&it.path, &it.formatted) {
            Ok(()) => done.push(Done { action: "formatted", path: it.shown.clone() }),
            Err(trouble) => {
                findings.trouble(&trouble.naming(&it.path, &it.shown));
                tell(std::slice::from_ref(it), findings);
            }
        }
    }
    done.len() - before
}
