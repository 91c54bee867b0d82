//! The language reference, `grammar/README.md`: every example compiles and draws, and nothing the language knows is
//! missing from it.

use frieze::diagnostic::{Severity, print};
use frieze::source::{LoadError, Loaded, Loader, Sources};

const REFERENCE: &str = include_str!("../grammar/README.md");

/// What the examples may import.
struct Platform;

impl Loader for Platform {
    fn load(&self, _from: &str, import: &str) -> Result<Loaded, LoadError> {
        match import {
            "../platform.frieze" => {
                Ok(Loaded { path: "platform.frieze".into(), text: "group platform { service api }".into() })
            }
            other => Err(LoadError::Missing(other.into())),
        }
    }
}

/// Each example with the line on which it begins, and whether its fence asks for no warnings either.
fn examples() -> Vec<(usize, bool, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(usize, bool, String)> = None;
    for (number, line) in REFERENCE.lines().enumerate() {
        match &mut open {
            Some(_) if line == "```" => examples.extend(open.take()),
            Some((_, _, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("```frieze") => {
                open = Some((number + 2, line.ends_with(" lawful"), String::new()))
            }
            None => assert!(!line.starts_with("```"), "line {}: an example of what?", number + 1),
        }
    }
    examples
}

#[test]
fn every_example_draws() {
    let theme = frieze::theme::find("light").expect("a built-in theme");
    let examples = examples();
    assert!(examples.len() > 30, "only {} examples", examples.len());
    for (line, lawful, text) in examples {
        let mut sources = Sources::new();
        let file = sources.add("reference.frieze", text);
        let compiled = frieze::door::compile(&mut sources, file, &Platform, &[]);
        let mut found = compiled.diagnostics;
        for index in 0..compiled.model.views.len() {
            match frieze::door::draw(&compiled.model, index, &theme) {
                Ok(drawn) => found.extend(drawn.warnings),
                Err(errors) => found.extend(errors),
            }
        }
        found.retain(|found| lawful || found.severity == Severity::Error);
        assert!(found.is_empty(), "the example on line {line}\n{}", print::render(&sources, &found, false));
    }
}

#[test]
fn every_example_can_be_formatted() {
    for (line, _, text) in examples() {
        let once = frieze::fmt::format(&text).unwrap_or_else(|errors| panic!("line {line}: {errors:#?}"));
        assert_eq!(frieze::fmt::format(&once), Ok(once), "line {line}");
    }
}

/// Keywords, kinds, lints and shapes: what exists is written about.
#[test]
fn nothing_is_missing() {
    let grammar = include_str!("../grammar/frieze.pest");
    let keywords =
        grammar.lines().filter_map(|line| line.strip_prefix("kw_")?.split_once("@{ \"")?.1.split('"').next());
    let prelude = include_str!("../src/model/prelude.frieze");
    let kinds = prelude.lines().filter_map(|line| line.strip_prefix("kind ")?.split_whitespace().next());
    let mut known: Vec<&str> = keywords.chain(kinds).collect();
    known.extend(frieze::shape::names());
    known.extend(frieze::lint::ALL.iter().map(|lint| lint.name()));
    assert!(known.len() > 90, "only {} words were found", known.len());
    for word in known {
        let shown = REFERENCE.split(|c: char| !c.is_alphanumeric() && c != '-').any(|other| other == word);
        assert!(shown, "`{word}` is nowhere in grammar/README.md");
    }
}
