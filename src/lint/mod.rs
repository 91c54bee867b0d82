//! Lints: what is allowed, but most often a mistake. One file a rule; each has a default level, which `frieze.toml` and
//! `allow`, `warn`, `deny` in place change, and a page.
//!
//! Adding a rule: its file, and two lines here.

mod dead_end_step;
mod decision_without_choice;
mod duplicate_connection;
mod empty_group;
mod missing_glyph;
mod undeclared_component;
mod undeclared_connection;
mod unreachable_step;
mod unused_component;
mod unused_connection;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{LintLevel, Model};
use crate::source::Span;

/// A rule. What it finds are warnings; levels are applied afterwards.
pub struct Lint {
    pub code: Code,
    /// Where nobody says otherwise.
    pub level: LintLevel,
    /// What it finds, for listings.
    pub summary: &'static str,
    /// Speaks of what is missing, so it is silent on a model that lacks something because of a mistake.
    whole: bool,
    find: fn(&Model) -> Vec<Diagnostic>,
}

impl Lint {
    pub fn name(&self) -> &'static str {
        self.code.name
    }
}

/// Every lint, in the order in which they are listed.
pub const ALL: &[Lint] = &[
    undeclared_component::LINT,
    undeclared_connection::LINT,
    unused_component::LINT,
    unused_connection::LINT,
    duplicate_connection::LINT,
    empty_group::LINT,
    unreachable_step::LINT,
    dead_end_step::LINT,
    decision_without_choice::LINT,
    missing_glyph::LINT,
];

/// The names of all lints.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(Lint::name)
}

pub fn find(name: &str) -> Option<&'static Lint> {
    ALL.iter().find(|lint| lint.name() == name)
}

/// What the lints find in the main file of a model, in order of place, with the levels of `levels` (by name, the last one counts)
/// and those in place, which go first. An imported file is judged when it is itself drawn; only its undeclared components
/// are told here too, because they would become boxes.
pub fn run(model: &Model, levels: &[(String, LintLevel)]) -> Vec<Diagnostic> {
    let mut found = unknown_names(model);
    for lint in ALL {
        let configured = levels.iter().rev().find(|(name, _)| name == lint.name()).map(|(_, level)| *level);
        let general = configured.unwrap_or(lint.level);
        let in_place = model.levels.iter().any(|level| level.lint == lint.name() && level.level != LintLevel::Allow);
        if (lint.whole && !model.sound) || (general == LintLevel::Allow && !in_place) {
            continue;
        }
        for finding in (lint.find)(model) {
            let here = finding.span.is_none_or(|span| span.file == model.file);
            if here || lint.code == Code::UNDECLARED_COMPONENT {
                let level = finding.span.and_then(|span| level_at(model, lint.name(), span)).unwrap_or(general);
                found.extend(levelled(finding, level));
            }
        }
    }
    found.sort_by_key(|found| found.span);
    found
}

fn levelled(mut finding: Diagnostic, level: LintLevel) -> Option<Diagnostic> {
    finding.severity = match level {
        LintLevel::Allow => return None,
        LintLevel::Warn => Severity::Warning,
        LintLevel::Deny => Severity::Error,
    };
    Some(finding)
}

/// The level in place that is nearest around a span; of two in one block the later.
fn level_at(model: &Model, lint: &str, span: Span) -> Option<LintLevel> {
    let holds = |scope: Span| scope.file == span.file && scope.start <= span.start && span.start <= scope.end;
    let around = model.levels.iter().filter(|level| level.lint == lint && holds(level.scope));
    // `min_by_key` gives the first of equals, so the later ones are looked at first.
    around.rev().min_by_key(|level| level.scope.end - level.scope.start).map(|level| level.level)
}

/// `allow`, `warn` and `deny` of what is no lint.
fn unknown_names(model: &Model) -> Vec<Diagnostic> {
    let unknown = model.levels.iter().filter(|level| find(&level.lint).is_none());
    let report = |level: &crate::model::LevelInPlace| {
        Diagnostic::error(Code::UNKNOWN_LINT, level.span, format!("there is no lint `{}`", level.lint))
            .label("unknown lint")
            .nearest(&level.lint, names())
            .help("`frieze list lints` names them all")
    };
    unknown.map(report).collect()
}

/// An element as a source names it: by its id where that is enough, else by its path.
fn written(model: &Model, id: crate::model::ElementId) -> &str {
    let element = &model.elements[id.0 as usize];
    let alone = model.elements.iter().filter(|other| other.id == element.id).nth(1).is_none();
    if alone { &element.id } else { &element.path }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{NoImports, Sources};

    /// What the lints say of a text, as `line: code`, errors with a `!`.
    pub(super) fn said(text: &str) -> Vec<String> {
        said_with(text, &[])
    }

    pub(super) fn said_with(text: &str, levels: &[(&str, LintLevel)]) -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add("test.frieze", text);
        let loaded = crate::model::load(&mut sources, file, &NoImports);
        let (model, found) = crate::model::build(&sources, &loaded.asts);
        assert!(found.is_empty() && loaded.diagnostics.is_empty(), "{found:?} {:?}", loaded.diagnostics);
        let levels: Vec<(String, LintLevel)> = levels.iter().map(|(name, level)| (name.to_string(), *level)).collect();
        let line = |found: &Diagnostic| sources.file(file).line_column(found.span.map_or(0, |span| span.start)).0;
        let mark = |found: &Diagnostic| if found.severity == Severity::Error { "!" } else { "" };
        run(&model, &levels)
            .iter()
            .map(|found| format!("{}: {}{}", line(found), found.code.name, mark(found)))
            .collect()
    }

    #[test]
    fn the_nearest_level_wins() {
        let text = "group a\ngroup b { allow empty-group }\ngroup c {\n  deny empty-group\n  group d\n}\nservice s\n";
        assert_eq!(said(text), ["1: empty-group", "5: empty-group!"]);
        assert_eq!(said(&format!("{text}allow empty-group\n")), ["5: empty-group!"]);
        assert_eq!(said_with(text, &[("empty-group", LintLevel::Allow)]), ["5: empty-group!"]);
        assert_eq!(said_with(text, &[("empty-group", LintLevel::Deny)]), ["1: empty-group!", "5: empty-group!"]);
    }

    #[test]
    fn an_unknown_lint_is_an_error() {
        assert_eq!(said("a -> b\nallow emty-group\n"), ["2: unknown-lint!"]);
    }

    #[test]
    fn every_lint_has_a_page_of_its_own() {
        for lint in ALL {
            assert_eq!(Code::find(lint.name()), Some(lint.code));
        }
    }
}
