//! `frieze fmt`: one way to write a source.

use std::io;

use super::findings::Findings;
use super::options::{self, Paths};
use super::report::{self, plural};
use super::{Exit, run};
use crate::fmt;
use crate::project::compile::unread;
use crate::project::discover::Found;
use crate::project::{Trouble, loader, write};
use crate::source::Sources;

/// Format sources in place
///
/// Comments and meaning stay as they are, and formatting twice changes nothing more. A source that cannot be read is left alone.
/// With `-`, standard input is formatted to standard output.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    paths: Paths,

    /// Change nothing: list the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let mut findings = Findings::told();
    if arguments.paths.is_stream()? {
        return stream(arguments.check, &mut findings);
    }
    let cwd = options::cwd()?;
    let found = run::found(&arguments.paths, &cwd)?;
    let mut changed = 0;
    for file in &found {
        changed += usize::from(one(file, arguments.check, &mut findings)?);
    }
    findings.close();
    let verb = if arguments.check { "would change" } else { "changed" };
    let mut summary = format!("{}, {changed} {verb}", plural(found.len(), "source"));
    summary.extend(findings.counted().map(|counted| format!("; {counted}")));
    report::say(&summary);
    let off = if arguments.check && changed > 0 { Exit::Findings } else { Exit::Good };
    Ok(findings.exit().max(off))
}

/// Formats a file; whether its bytes change.
fn one(file: &Found, check: bool, findings: &mut Findings) -> Result<bool, Trouble> {
    let text = match loader::read(&file.path, &file.shown) {
        Ok(text) => text,
        Err(error) => {
            findings.trouble(&unread(error));
            return Ok(false);
        }
    };
    let Some(formatted) = formatted(&file.shown, &text, findings) else { return Ok(false) };
    // Bytes, not text: a byte order mark that reading dropped is a change as well.
    if write::holds(&file.path, formatted.as_bytes()) {
        return Ok(false);
    }
    if !check && let Err(trouble) = write::source(&file.path, &formatted) {
        findings.trouble(&trouble);
        return Ok(false);
    }
    report::line(&file.shown)?;
    Ok(true)
}

fn stream(check: bool, findings: &mut Findings) -> Result<Exit, Trouble> {
    let text = loader::take(io::stdin().lock(), "stdin.frieze").map_err(unread)?;
    let Some(formatted) = formatted("stdin.frieze", &text, findings) else {
        findings.close();
        return Ok(findings.exit());
    };
    if check {
        return Ok(if formatted == text { Exit::Good } else { Exit::Findings });
    }
    report::output(formatted.as_bytes())?;
    Ok(Exit::Good)
}

/// The text as it should be written; None, with the errors told, where it cannot be read.
fn formatted(name: &str, text: &str, findings: &mut Findings) -> Option<String> {
    match fmt::format(text) {
        Ok(formatted) => Some(formatted),
        Err(errors) => {
            let mut sources = Sources::new();
            sources.add(name, text);
            findings.diagnostics(&sources, &errors);
            None
        }
    }
}
