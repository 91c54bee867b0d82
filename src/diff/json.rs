//! The difference as JSON, for programs. Keys come in the order in which they are documented here; what a thing lacks is absent.
//!
//! | key | holds |
//! |---|---|
//! | `generator`, `version` | `"frieze"`, and the version of this format: 1. A new version only where something changes its meaning |
//! | `before`, `after` | the names of the two versions |
//! | `counts` | how many changes were `added`, `removed`, `changed`, `renamed`, `moved`, `reordered`; `files` with such changes, `files_added`, `files_removed` |
//! | `files` | the files that differ |
//!
//! A file:
//!
//! | key | holds |
//! |---|---|
//! | `path`, `old_path` | its path; the one it had before, where that is another |
//! | `status` | `added`, `removed` or `changed` as a whole |
//! | `changes` | a list; empty for a file that came or went |
//! | `views` | the views whose pictures differ |
//!
//! A change:
//!
//! | key | holds |
//! |---|---|
//! | `what` | `added`, `removed`, `changed`, `renamed`, `moved` or `reordered` |
//! | `subject` | `file`, `kind`, `element`, `group`, `connection`, `view`, `participant`, `message`, `fragment`, `operand`, `note`, `reference`, `divider`, `delay`, `gap`, `activation`, `destruction`, `step`, `arrow` |
//! | `name` | how a reader knows the thing, as the version after has it unless it is gone there |
//! | `attribute` | of a change: which one |
//! | `from`, `to` | values of the attribute, names, groups, or what it stands behind; null for none, first, or the outermost level |
//! | `detail` | of what came or went: its kind, its text, what it was put around |
//! | `words` | the sentence that people read |
//! | `view` | the id of the view that it holds for; absent where it holds for the whole file |
//! | `views` | ids of the views in which it is seen |
//! | `imported` | true where it stands in an imported file that is compared itself, and is told there |
//! | `before`, `after` | where it stands on each side: `file`, `line`, `column`, `end_line`, `end_column`, from 1, columns in characters |
//!
//! A view:
//!
//! | key | holds |
//! |---|---|
//! | `id`, `old_id`, `title` | of the view |
//! | `status` | `added`, `removed` or `changed` |
//! | `changes` | indices into the file's changes: all that are seen in its picture |
//! | `picture` | the path of the redline without extension, below the folder that was asked for |

use serde_json::{Map, Value, json};

use super::report::{FileReport, Report, Status, Version};
use super::types::{Change, Scope, Subject, What};
use super::words::words;
use crate::source::Span;

/// The version of the format.
const VERSION: u32 = 1;

/// The whole report; ends with a line feed.
pub fn json(report: &Report) -> String {
    let counts = report.counts();
    let document = json!({
        "generator": "frieze",
        "version": VERSION,
        "before": report.before,
        "after": report.after,
        "counts": {
            "added": counts.added,
            "removed": counts.removed,
            "changed": counts.changed,
            "renamed": counts.renamed,
            "moved": counts.moved,
            "reordered": counts.reordered,
            "files": counts.files,
            "files_added": counts.files_added,
            "files_removed": counts.files_removed,
        },
        "files": report.differing().map(file).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn file(file: &FileReport) -> Value {
    let status = file.status();
    let mut object = Map::new();
    object.insert("path".into(), json!(file.path()));
    if let Some(old) = file.before.as_ref().filter(|_| file.is_moved()) {
        object.insert("old_path".into(), json!(old.path));
    }
    object.insert("status".into(), json!(status.word()));
    // A file that came or went is one change.
    let whole = status != Status::Changed;
    let changes = file.diff.changes.iter().enumerate().filter(|_| !whole);
    object.insert("changes".into(), changes.map(|(at, one)| change(file, at, one)).collect());
    let views = (0..file.diff.views.len()).filter(|&at| file.view_status(at) != Status::Same);
    object.insert("views".into(), views.map(|at| view(file, at, whole)).collect());
    Value::Object(object)
}

fn change(file: &FileReport, at: usize, change: &Change) -> Value {
    let mut object = Map::new();
    let mut add = |key: &str, value: Value| {
        object.insert(key.to_string(), value);
    };
    add("what", json!(what(&change.what)));
    add("subject", json!(subject(change.subject)));
    add("name", json!(change.name));
    match &change.what {
        What::Added | What::Removed => {}
        What::Changed { attribute, from, to } => {
            add("attribute", json!(attribute));
            add("from", json!(from));
            add("to", json!(to));
        }
        What::Renamed { from, to } => {
            add("from", json!(from));
            add("to", json!(to));
        }
        What::Moved { from, to } | What::Reordered { from, to } => {
            add("from", json!(from));
            add("to", json!(to));
        }
    }
    if let Some(detail) = &change.detail {
        add("detail", json!(detail));
    }
    add("words", json!(words(change)));
    let id = |at: usize| file.view(at).map(|view| view.id.as_str());
    if let Scope::View(view) = change.scope {
        add("view", json!(id(view)));
    }
    add("views", change.views.iter().map(|&at| json!(id(at))).collect());
    if !file.tells(at) {
        add("imported", json!(true));
    }
    for (key, version, span) in [("before", &file.before, change.before), ("after", &file.after, change.after)] {
        if let (Some(version), Some(span)) = (version, span) {
            add(key, place(version, span));
        }
    }
    Value::Object(object)
}

fn place(version: &Version, span: Span) -> Value {
    let file = version.sources.file(span.file);
    let ((line, column), (end_line, end_column)) = (file.line_column(span.start), file.line_column(span.end));
    json!({ "file": file.path, "line": line, "column": column, "end_line": end_line, "end_column": end_column })
}

fn view(file: &FileReport, at: usize, whole: bool) -> Value {
    let mut object = Map::new();
    if let Some(view) = file.view(at) {
        object.insert("id".into(), json!(view.id));
        if let Some(old) = file.old_id(at) {
            object.insert("old_id".into(), json!(old));
        }
        object.insert("title".into(), json!(view.title));
    }
    object.insert("status".into(), json!(file.view_status(at).word()));
    let changes = if whole { Vec::new() } else { file.diff.views[at].changes.clone() };
    object.insert("changes".into(), json!(changes));
    if let Some(picture) = file.pictures.get(&at) {
        object.insert("picture".into(), json!(picture));
    }
    Value::Object(object)
}

fn what(what: &What) -> &'static str {
    match what {
        What::Added => "added",
        What::Removed => "removed",
        What::Changed { .. } => "changed",
        What::Renamed { .. } => "renamed",
        What::Moved { .. } => "moved",
        What::Reordered { .. } => "reordered",
    }
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::File => "file",
        Subject::Kind => "kind",
        Subject::Element => "element",
        Subject::Group => "group",
        Subject::Connection => "connection",
        Subject::View => "view",
        Subject::Participant => "participant",
        Subject::Message => "message",
        Subject::Fragment => "fragment",
        Subject::Operand => "operand",
        Subject::Note => "note",
        Subject::Reference => "reference",
        Subject::Divider => "divider",
        Subject::Delay => "delay",
        Subject::Gap => "gap",
        Subject::Activation => "activation",
        Subject::Destruction => "destruction",
        Subject::Step => "step",
        Subject::Arrow => "arrow",
    }
}
