//! What changed, for people: by file and view, one sentence a line. Tone is for terminals; the words say everything.

use super::super::report::inert;
use crate::diff::{self, Change, FileReport, Report, Status, What};

const BOLD: &str = "\u{1b}[1m";
const CALM: &str = "\u{1b}[2m";
const GREEN: &str = "\u{1b}[32m";
const RED: &str = "\u{1b}[31m";
const YELLOW: &str = "\u{1b}[33m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// The report with ANSI styles; empty where nothing differs.
pub fn text(report: &Report) -> String {
    report.differing().map(file).collect::<Vec<_>>().join("\n")
}

fn file(file: &FileReport) -> String {
    let path = inert(file.path());
    let mut out = match file.status() {
        Status::Added => return format!("{GREEN}added{PLAIN}  {BOLD}{path}{PLAIN}{}\n", holds(file)),
        Status::Removed => return format!("{RED}removed{PLAIN}  {BOLD}{path}{PLAIN}{}\n", holds(file)),
        Status::Changed | Status::Same => format!("{BOLD}{path}{PLAIN}"),
    };
    if let Some(old) = file.before.as_ref().filter(|_| file.is_moved()) {
        out.push_str(&format!(" {CYAN}was{PLAIN} {}", inert(&old.path)));
    }
    out.push('\n');
    for change in file.of_file() {
        out.push_str(&format!("  {}\n", sentence(change)));
    }
    for (path, count) in &file.elsewhere {
        let changes = if *count == 1 { "1 change".to_string() } else { format!("{count} changes") };
        out.push_str(&format!("  {CALM}{changes} of {}, which it imports{PLAIN}\n", inert(path)));
    }
    for at in 0..file.diff.views.len() {
        let changes: Vec<&Change> = file.of_view(at).collect();
        let Some(view) = file.view(at).filter(|_| !changes.is_empty()) else { continue };
        // That a view came or went says its name already.
        let whole = matches!(file.view_status(at), Status::Added | Status::Removed);
        let indent = if whole { "  " } else { "    " };
        if !whole {
            out.push_str(&format!("  {BOLD}{}{PLAIN}\n", inert(&view.id)));
        }
        for change in changes {
            out.push_str(&format!("{indent}{}\n", sentence(change)));
        }
    }
    out
}

/// `: 12 elements, 3 views`
fn holds(file: &FileReport) -> String {
    let Some(version) = file.after.as_ref().or(file.before.as_ref()) else { return String::new() };
    let plural = super::super::report::plural;
    let (elements, views) = (version.model.elements.len(), version.model.views.len());
    format!(": {}, {}", plural(elements, "element"), plural(views, "view"))
}

/// One sentence; its tone is that of its sort.
fn sentence(change: &Change) -> String {
    let words = inert(&diff::words(change));
    let tone = match change.what {
        What::Added => GREEN,
        What::Removed => RED,
        What::Changed { .. } => YELLOW,
        What::Renamed { .. } | What::Moved { .. } | What::Reordered { .. } => CYAN,
    };
    match words.split_once("  ") {
        Some((verb, rest)) => format!("{tone}{verb}{PLAIN}  {rest}"),
        None => match words.split_once(": ") {
            Some((head, rest)) => format!("{tone}{head}{PLAIN}: {rest}"),
            None => format!("{tone}{words}{PLAIN}"),
        },
    }
}
