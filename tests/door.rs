//! The library as another program calls it: one call from text to pictures.

use frieze::diagnostic::Severity;
use frieze::model::LintLevel;
use frieze::{Options, render};

const SOURCE: &str = "client web \"Web\"\nservice api \"API\"\nweb -> api: HTTPS\ngroup empty \"Empty\" {\n}\n\
                      architecture one \"One\"\narchitecture two \"Two\" { exclude empty }\n";

#[test]
fn every_view_comes_in_order_with_what_was_asked_for() {
    let rendered = render(SOURCE, &Options { png: Some(1.0), ..Options::default() }).expect("no errors");
    let ids: Vec<&str> = rendered.pictures.iter().map(|picture| picture.id.as_str()).collect();
    assert_eq!(ids, ["one", "two"]);
    let first = &rendered.pictures[0];
    assert_eq!(first.title, "One");
    assert!(first.svg.contains("HTTPS"));
    assert!(first.png.as_ref().expect("it was asked for").starts_with(b"\x89PNG"));
    assert!(serde_json::from_str::<serde_json::Value>(&first.json).expect("JSON")["nodes"].is_array());
    let warning = rendered.warnings.iter().find(|warning| warning.code.name == "empty-group").expect("a warning");
    assert_eq!(warning.severity, Severity::Warning);
    assert!(render(SOURCE, &Options::default()).expect("no errors").pictures[0].png.is_none());
}

#[test]
fn levels_hold() {
    let lints = |level| Options { lints: vec![("empty-group".to_string(), level)], ..Options::default() };
    assert!(render(SOURCE, &lints(LintLevel::Deny)).is_err());
    assert!(render(SOURCE, &lints(LintLevel::Allow)).expect("no errors").warnings.is_empty());
}

#[test]
fn the_name_of_a_source_names_its_view() {
    let options = Options { name: "docs/shop.frieze".to_string(), ..Options::default() };
    assert_eq!(render("a -> b", &options).expect("no errors").pictures[0].id, "shop");
}

#[test]
fn all_errors_come_at_once_and_nothing_is_read_from_disk() {
    let source = "import \"Cargo.toml\"\nservice a \"A\"\nservice a \"B\"\na -> -> a\n";
    let wrong = render(source, &Options::default()).expect_err("three things are wrong");
    assert_eq!(wrong.iter().filter(|wrong| wrong.severity == Severity::Error).count(), 3, "{wrong:#?}");
    assert!(wrong.iter().all(|wrong| wrong.span.is_some_and(|span| span.file.0 == 0)));
}

#[test]
fn a_png_beyond_the_limits_is_an_error_not_a_crash() {
    let wrong =
        render("a -> b", &Options { png: Some(1000.0), ..Options::default() }).expect_err("gigabytes of pixels");
    assert_eq!(wrong[0].code.name, "png");
}
