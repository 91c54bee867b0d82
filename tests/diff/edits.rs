//! Edits of the five case studies and the exact words that a reader is told. The table is `edits.txt`: a case names a study, says
//! what is replaced by what (`replace` once, `every` wherever it stands; `\n` is a new line), and lists the sentences.
//!
//! `UPDATE_EDITS=1 cargo test --test diff edits` writes the sentences that come out now; read the difference before it is kept.

use std::fs;
use std::path::{Path, PathBuf};

use frieze::diff::{self, Change, What};
use frieze::door;
use frieze::model::Model;
use frieze::project::loader::FileLoader;
use frieze::source::Sources;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().expect("the crate's folder")
}

/// The text of a case study.
pub fn study(name: &str) -> String {
    let path = root().join(format!("diagrams/{name}/{name}.frieze"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The model of a version of a case study; what it imports is on disk.
pub fn study_model(name: &str, text: &str) -> Model {
    let root = root();
    let mut sources = Sources::new();
    let file = sources.add(format!("diagrams/{name}/{name}.frieze"), text);
    let compiled = door::compile(&mut sources, file, &FileLoader::new(&root, &root), &[]);
    let errors: Vec<_> =
        compiled.diagnostics.iter().filter(|d| d.severity == frieze::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    compiled.model
}

#[derive(Default)]
struct Case {
    title: String,
    study: String,
    edits: Vec<Edit>,
    says: Vec<String>,
}

#[derive(Default)]
struct Edit {
    every: bool,
    from: String,
    to: String,
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(root().join("tests/diff/edits.txt")).expect("the table");
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        let unescaped = |text: &str| text.replace("\\n", "\n");
        if let Some(title) = line.strip_prefix("# ") {
            cases.push(Case { title: title.to_string(), ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(study) = line.strip_prefix("in ") {
            case.study = study.to_string();
        } else if let Some(from) = line.strip_prefix("replace ") {
            case.edits.push(Edit { every: false, from: unescaped(from), to: String::new() });
        } else if let Some(from) = line.strip_prefix("every ") {
            case.edits.push(Edit { every: true, from: unescaped(from), to: String::new() });
        } else if let Some(to) = line.strip_prefix("with ") {
            case.edits.last_mut().expect("something to replace").to = unescaped(to);
        } else if let Some(said) = line.strip_prefix("  ") {
            case.says.push(said.to_string());
        } else {
            assert!(line.is_empty() || line == "with", "what does `{line}` mean?");
        }
    }
    cases
}

impl Case {
    fn edited(&self) -> (String, String) {
        let before = study(&self.study);
        let mut after = before.clone();
        for edit in &self.edits {
            let count = after.matches(&edit.from).count();
            assert!(count > 0, "{}: `{}` stands nowhere", self.title, edit.from);
            assert!(edit.every || count == 1, "{}: `{}` stands {count} times", self.title, edit.from);
            after = after.replace(&edit.from, &edit.to);
        }
        (before, after)
    }

    fn written(&self, says: &[String]) -> String {
        let escaped = |text: &str| text.replace('\n', "\\n");
        let mut text = format!("# {}\nin {}\n", self.title, self.study);
        for edit in &self.edits {
            let word = if edit.every { "every" } else { "replace" };
            text.push_str(&format!(
                "{word} {}\n{}\n",
                escaped(&edit.from),
                format!("with {}", escaped(&edit.to)).trim_end()
            ));
        }
        says.iter().for_each(|said| text.push_str(&format!("  {said}\n")));
        text
    }
}

/// The sentences, with the view that each holds for.
fn said(before: &Model, after: &Model) -> Vec<String> {
    let diff = diff::compare(before, after);
    let sentence = |change: &Change| match change.scope {
        diff::Scope::File => diff::words(change),
        diff::Scope::View(at) => {
            let view = &diff.views[at];
            let id = view.after.map(|at| &after.views[at].id).or(view.before.map(|at| &before.views[at].id));
            format!("{}: {}", id.expect("a view is somewhere"), diff::words(change))
        }
    };
    diff.changes.iter().map(sentence).collect()
}

#[test]
fn edits_are_told_in_these_words() {
    let cases = cases();
    let update = std::env::var_os("UPDATE_EDITS").is_some();
    let mut table = String::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let (before, after) = case.edited();
        let says = said(&study_model(&case.study, &before), &study_model(&case.study, &after));
        table.push_str(&case.written(&says));
        table.push('\n');
        if says != case.says {
            wrong.push(format!(
                "{}\n  is told\n    {}\n  instead of\n    {}",
                case.title,
                says.join("\n    "),
                case.says.join("\n    ")
            ));
        }
    }
    assert!(cases.len() >= 60, "only {} edits", cases.len());
    if update {
        fs::write(root().join("tests/diff/edits.txt"), table.trim_end().to_string() + "\n").expect("writable");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// A change with its two sides exchanged, in terms that do not depend on the side: the name is that of one side alone.
pub fn turned(change: &Change, turn: bool) -> String {
    let what = match (change.what.clone(), turn) {
        (What::Added, true) => What::Removed,
        (What::Removed, true) => What::Added,
        (What::Changed { attribute, from, to }, true) => What::Changed { attribute, from: to, to: from },
        (What::Renamed { from, to }, true) => What::Renamed { from: to, to: from },
        (What::Moved { from, to }, true) => What::Moved { from: to, to: from },
        (What::Reordered { from, to }, true) => What::Reordered { from: to, to: from },
        (what, false) => what,
    };
    let spans = if turn { (change.after, change.before) } else { (change.before, change.after) };
    let starts = (spans.0.map(|span| span.start), spans.1.map(|span| span.start));
    format!("{:?} {what:?} {:?} {starts:?}", change.subject, change.detail)
}

#[test]
fn exchanging_the_versions_turns_every_change_round() {
    for case in cases() {
        let (before, after) = case.edited();
        let (before, after) = (study_model(&case.study, &before), study_model(&case.study, &after));
        let list = |a: &Model, b: &Model, turn: bool| {
            let mut list: Vec<String> = diff::compare(a, b).changes.iter().map(|change| turned(change, turn)).collect();
            list.sort();
            list
        };
        assert_eq!(list(&before, &after, false), list(&after, &before, true), "{}", case.title);
    }
}
