//! The pages of diagnostic codes: each says something, its wrong example yields exactly its code, its right one does not.

use std::collections::BTreeSet;

use frieze::diagnostic::{Code, Severity, code};
use frieze::source::{NoImports, Sources};

/// The codes that a text yields on its way to its pictures.
fn codes(text: &str) -> BTreeSet<(&'static str, Severity)> {
    let mut sources = Sources::new();
    let file = sources.add("page.frieze", text);
    let loaded = frieze::model::load(&mut sources, file, &NoImports);
    let (model, found) = frieze::model::build(&sources, &loaded.asts);
    let mut all = loaded.diagnostics;
    all.extend(found);
    all.extend(frieze::lint::run(&model, &[]));
    if all.iter().all(|found| found.severity != Severity::Error) {
        let theme = frieze::theme::find("light").expect("a built-in theme");
        for index in 0..model.views.len() {
            match frieze::view::select(&model, index) {
                Ok((view, warnings)) => {
                    all.extend(warnings);
                    all.extend(frieze::layout::place(&view, &theme).err().unwrap_or_default());
                }
                Err(errors) => all.extend(errors),
            }
        }
    }
    all.iter().map(|found| (found.code.name, found.severity)).collect()
}

/// The first example below a heading.
fn example<'a>(page: &'a str, heading: &str) -> Option<&'a str> {
    let section = page.split_once(&format!("\n## {heading}\n"))?.1;
    let section = section.split("\n## ").next()?;
    let code = section.split_once("```frieze\n")?.1;
    Some(code.split_once("```")?.0)
}

/// Codes that no source by itself can show.
const UNSHOWN: &[&str] = &["import-missing", "import-outside", "import-limit", "import-cycle", "too-many"];

#[test]
fn every_example_shows_what_its_page_says() {
    let mut judged = 0;
    for code in code::ALL {
        let Some(wrong) = example(code.page, "Wrong") else { continue };
        let found: Vec<&str> = codes(wrong).iter().map(|(name, _)| *name).collect();
        assert_eq!(found, [code.name], "the wrong example of {}", code.name);
        let right = example(code.page, "Right").unwrap_or_else(|| panic!("{} has no right example", code.name));
        let found = codes(right);
        assert!(
            found.iter().all(|(name, severity)| *name != code.name && *severity != Severity::Error),
            "the right example of {}: {found:?}",
            code.name
        );
        judged += 1;
    }
    assert!(judged > 30, "only {judged} examples were found");
}

#[test]
fn every_lint_has_a_page_with_examples() {
    for lint in frieze::lint::ALL {
        assert!(example(lint.code.page, "Wrong").is_some(), "{}", lint.name());
        assert!(lint.code.page.contains("[lints]"), "{} does not say how to silence it", lint.name());
    }
}

#[test]
fn every_page_begins_with_its_name() {
    for code in code::ALL {
        assert!(code.page.starts_with(&format!("# {}\n", code.name)), "{}", code.name);
    }
    for name in UNSHOWN {
        let page = Code::find(name).expect("it is registered").page;
        assert!(page.contains("\n## Wrong\n") && page.contains("\n## Right\n"), "{name}");
    }
}
