//! For people: mistakes in the text of sources with the text underlined, on standard error; then file by file what else is
//! wrong, on standard output; then one line of counts.

use super::super::findings::{Finding, Kind};
use super::super::report::{self, one_line};
use super::{Report, counts, state};
use crate::diagnostic::Code;
use crate::project::Trouble;

/// Says it, each part on the stream where it belongs.
pub fn tell(report: &Report) -> Result<(), Trouble> {
    for line in done(report) {
        report::line(&line)?;
    }
    for text in reports(report) {
        report::say(&text);
    }
    for line in files(report) {
        report::line(&line)?;
    }
    report::say(&close(report).join("\n"));
    Ok(())
}

/// All of it as one text without styles.
pub fn text(report: &Report) -> String {
    let parts = [done(report), reports(report), files(report), close(report)].concat();
    parts.iter().map(|part| format!("{}\n", anstream::adapter::strip_str(part))).collect()
}

/// What was put right.
fn done(report: &Report) -> Vec<String> {
    report.done.iter().map(|done| format!("{:<9}  {}", done.action, one_line(&done.path))).collect()
}

/// Findings that need more than a line.
fn reports(report: &Report) -> Vec<String> {
    let (shown, rest): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().filter(|it| !is_state(it)).partition(|finding| !finding.shown.is_empty());
    let mut texts: Vec<String> = shown.iter().map(|finding| finding.shown.clone()).collect();
    if !rest.is_empty() {
        texts.push(format!("… and {} more", rest.len()));
    }
    texts
}

fn is_state(finding: &Finding) -> bool {
    matches!(finding.kind, Kind::Picture | Kind::Format)
}

/// One heading a file, with a line for each picture that is not as it should be.
fn files(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for group in report.findings.chunk_by(|a, b| a.file == b.file) {
        let states: Vec<&Finding> = group.iter().filter(|finding| is_state(finding)).collect();
        let Some(file) = group[0].file.as_deref().filter(|_| !states.is_empty()) else { continue };
        lines.push(format!("{}: {}", one_line(file), counts(group.iter())));
        let path = |finding: &Finding| finding.picture.clone().unwrap_or_else(|| file.to_string());
        for finding in states {
            lines.push(format!(
                "  {:<11}  {}  ({})",
                state(finding),
                one_line(&path(finding)),
                one_line(&finding.label)
            ));
        }
    }
    lines
}

/// The line of counts, and what to do.
fn close(report: &Report) -> Vec<String> {
    let mut lines = vec![report.counted()];
    let fixable = [Code::STALE_PICTURE, Code::MISSING_PICTURE, Code::ORPHANED_PICTURE, Code::UNFORMATTED];
    let fixed = report.findings.iter().filter(|finding| fixable.contains(&finding.code)).count();
    if report.done.is_empty() && fixed > 0 {
        let all = report.findings.len();
        let what = if fixed == all { "this".to_string() } else { format!("{fixed} of these {all}") };
        lines.push(format!("`frieze check --fix` with the same paths puts {what} right"));
    }
    lines
}
