//! Annotations of GitHub Actions: workflow commands in the log, which the runner shows beside the lines of a change.
//!
//! What the runner and the service do with them, and what we do about it:
//!
//! - Of each level ten annotations are kept for a step and the rest is dropped without a word. The most important come first;
//!   what is beyond stands in the log, folded away, and a notice says so.
//! - `%` and line ends mean something in a message, `:` and `,` in a property too: they are written as `%25`, `%0A`, `%3A`…
//! - Columns with an end in another line are refused: they are given for one line only.
//! - Any line of the log may be a command. Lines with words from a source are printed while commands are switched off, until
//!   a word that no source can foresee: it is the sum of those very lines.

use super::super::findings::Finding;
use super::super::report::{one_line, plural};
use super::{Report, digest, hex, prose};

/// Annotations of one level that GitHub keeps for a step.
const KEPT: usize = 10;

pub fn text(report: &Report) -> String {
    let mut errors: Vec<&Finding> = report.findings.iter().filter(|finding| finding.is_error()).collect();
    let mut warnings: Vec<&Finding> = report.findings.iter().filter(|finding| !finding.is_error()).collect();
    // Stable: within one kind the order of files and lines stays.
    errors.sort_by_key(|finding| finding.kind);
    warnings.sort_by_key(|finding| finding.kind);
    let hidden = [errors.split_off(errors.len().min(KEPT)), warnings.split_off(warnings.len().min(KEPT))];
    let mut lines: Vec<String> = errors.into_iter().chain(warnings).map(|finding| command(report, finding)).collect();
    lines.extend(rest(&hidden));
    lines.push(report.counted());
    lines.join("\n") + "\n"
}

fn command(report: &Report, finding: &Finding) -> String {
    let level = if finding.is_error() { "error" } else { "warning" };
    let mut properties = Vec::new();
    if let Some(file) = &finding.file {
        properties.push(("file", report.path_at_top(file)));
        // Without a line an annotation hangs at the first, which says the same.
        let (start, end) = finding.region.map_or((1, 1), |region| (region.line, region.end_line));
        properties.extend([("line", start.to_string()), ("endLine", end.to_string())]);
        if let Some(region) = finding.region.filter(|_| start == end) {
            properties.extend([("col", region.column.to_string()), ("endColumn", region.end_column.to_string())]);
        }
    }
    properties.push(("title", finding.code.name.to_string()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{level} {}::{}", properties.join(","), message(&prose(finding)))
}

/// What GitHub would drop: said by a notice, and in the log in full.
fn rest(hidden: &[Vec<&Finding>; 2]) -> Vec<String> {
    let counts = [(hidden[0].len(), "more error"), (hidden[1].len(), "more warning")];
    let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|&(n, word)| plural(n, word)).collect();
    if counts.is_empty() {
        return Vec::new();
    }
    let counts = counts.join(" and ");
    let lines: Vec<String> = hidden.concat().into_iter().map(line).collect();
    let token = hex(&digest(&lines));
    let mut out = vec![
        format!(
            "::notice title=frieze::{counts} in the log of this step, beyond the ten of each level that GitHub shows"
        ),
        format!("::group::{counts}"),
        format!("::stop-commands::{token}"),
    ];
    out.extend(lines);
    out.extend([format!("::{token}::"), "::endgroup::".to_string()]);
    out
}

/// A finding as a line of the log.
fn line(finding: &Finding) -> String {
    let level = if finding.is_error() { "error" } else { "warning" };
    one_line(&format!("{level}[{}] {}: {}", finding.code.name, finding.place(), finding.message))
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
