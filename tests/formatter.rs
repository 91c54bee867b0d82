//! The two laws of the formatter over generated sources: formatting twice changes nothing, and what is written means what
//! it meant. And its third promise: no comment is lost.

mod sources;

use frieze::diagnostic::print;
use frieze::fmt::format;
use frieze::source::Sources;
use frieze::syntax;
use proptest::prelude::*;

/// The tree without what formatting may change: places, quotes, empty lines, and whether a block stands on one line.
fn meaning(text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add("generated.frieze", text);
    let (ast, reports) = syntax::parse(&sources, file);
    assert!(reports.is_empty(), "{text}\n{}", print::render(&sources, &reports, false));
    let shown = format!("{ast:#?}");
    let kept = |line: &&str| {
        let line = line.trim();
        !["start:", "end:", "gap:", "inline:", "quote:"].iter().any(|field| line.starts_with(field))
    };
    shown.lines().filter(kept).collect::<Vec<_>>().join("\n")
}

fn comments(text: &str) -> Vec<&str> {
    let mut comments: Vec<&str> = text.lines().filter_map(|line| line.find("//").map(|at| line[at..].trim())).collect();
    comments.sort_unstable();
    comments
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_keeps_the_meaning_and_settles(tape in prop::collection::vec(any::<u16>(), 0..300)) {
        let text = sources::source(&tape);
        let before = meaning(&text);
        let once = format(&text).expect("a valid source is formatted");
        prop_assert_eq!(meaning(&once), before, "{}\n--- became ---\n{}", text, once);
        let twice = format(&once).expect("a formatted source is formatted");
        prop_assert_eq!(&twice, &once, "{}\n--- became ---\n{}", text, once);
        prop_assert_eq!(once.trim_end().is_empty(), once.is_empty());
        prop_assert!(once.lines().all(|line| line.trim_end() == line), "blanks at the end of a line:\n{}", once);
    }

    #[test]
    fn formatting_never_fails_loudly(text in "(?s)[ \\na-c\"{}:;/\\\\,.<>x-]{0,80}") {
        if let Ok(once) = format(&text) {
            prop_assert_eq!(meaning(&once), meaning(&text), "{}\n--- became ---\n{}", text, once);
            prop_assert_eq!(format(&once), Ok(once));
        }
    }
}

#[test]
fn comments_are_all_still_there() {
    let text =
        "// one\na->b // two\ngroup g{//three\n///four\nservice x{tech:y // five\n}//six\n// seven\n}\n/// eight\n";
    let once = format(text).expect("valid");
    assert_eq!(comments(&once), comments(text), "{once}");
}
