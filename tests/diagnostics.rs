//! What a user reads when something is wrong: each file of `tests/suite/wrong/` with the report printed for it.
//! `INSTA_UPDATE=always cargo test --test diagnostics` accepts what has changed.

use frieze::diagnostic::print;
use frieze::source::Sources;
use frieze::syntax;

#[test]
fn syntax_reports() {
    insta::glob!("suite/wrong/*.frieze", |path| {
        let text = std::fs::read_to_string(path).expect("a source of the suite");
        let name = path.file_name().expect("a file has a name").to_string_lossy();
        let mut sources = Sources::new();
        let file = sources.add(name, text);
        let (_, reports) = syntax::parse(&sources, file);
        assert!(!reports.is_empty(), "nothing is wrong with {}", path.display());
        insta::assert_snapshot!(print::render(&sources, &reports, false));
    });
}
