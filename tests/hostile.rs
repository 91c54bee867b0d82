//! Text that nobody would write on purpose, and text that is nearly right: never a panic, spans that stand on characters,
//! reports that can be printed, and answers whose price grows with the text and no faster.

mod sources;

use frieze::diagnostic::{Diagnostic, print};
use frieze::source::Sources;
use frieze::syntax::{self, ast::Ast};
use proptest::prelude::*;

fn read(text: &str) -> (Sources, Ast, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add("hostile.frieze", text);
    let (ast, reports) = syntax::parse(&sources, file);
    (sources, ast, reports)
}

fn judge(text: &str) -> usize {
    let (sources, _, reports) = read(text);
    for report in &reports {
        let spans = report.span.iter().chain(report.related.iter().map(|(span, _)| span));
        for span in spans {
            assert!(span.start <= span.end && span.end as usize <= text.len(), "{text:?} {report:?}");
            assert!(
                text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize),
                "{text:?} {report:?}"
            );
        }
        assert!(!report.message.is_empty() && !report.message.ends_with('.'), "{report:?}");
    }
    let ordered =
        reports.windows(2).all(|pair| pair[0].span.map(|span| span.start) <= pair[1].span.map(|span| span.start));
    assert!(ordered, "reports stand in order of place: {reports:#?}");
    print::render(&sources, &reports, true);
    reports.len()
}

/// The reference's examples, the suite and the case studies: everything lawful that the project holds.
fn corpus() -> Vec<String> {
    let mut texts = vec![
        include_str!("suite/lawful/authentication.frieze").to_owned(),
        include_str!("suite/lawful/statements.frieze").to_owned(),
    ];
    texts.extend(
        include_str!("../grammar/README.md")
            .split("```frieze\n")
            .skip(1)
            .filter_map(|part| part.split_once("```").map(|(example, _)| example.to_owned())),
    );
    texts
}

#[test]
fn every_beginning_of_a_source_is_answered() {
    for text in corpus() {
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            judge(&text[..end]);
        }
    }
}

#[test]
fn every_source_without_one_of_its_signs_is_answered() {
    for text in corpus() {
        for (at, sign) in text.match_indices(['{', '}', '"', ':', '-', '>', ';', '\n', '/', ',']) {
            judge(&format!("{}{}", &text[..at], &text[at + sign.len()..]));
        }
    }
}

/// One sign too few is one mistake, told near its place: within two lines of it in nearly all cases.
#[test]
fn the_first_report_stands_where_the_mistake_is() {
    let (mut told, mut near) = (0, 0);
    for text in corpus() {
        for (at, sign) in text.match_indices(['{', '}', '"', '>']) {
            let broken = format!("{}{}", &text[..at], &text[at + sign.len()..]);
            let (sources, _, reports) = read(&broken);
            let Some(span) = reports.first().and_then(|report| report.span) else { continue };
            let place = sources.file(span.file).line_column(span.start).0;
            let wanted = sources.file(span.file).line_column(at as u32).0;
            told += 1;
            // An unclosed block is reported at its opener, with the place where it should end beside it.
            let related = reports[0]
                .related
                .iter()
                .any(|(other, _)| sources.file(other.file).line_column(other.start).0.abs_diff(wanted) <= 2);
            near += usize::from(place.abs_diff(wanted) <= 2 || related);
        }
    }
    assert!(told > 400, "only {told} mistakes were made");
    assert!(near * 100 >= told * 95, "{near} of {told} are told near their place");
}

/// What a text of nothing else might cost more than its length.
const PIECES: [&str; 34] = [
    "{",
    "}",
    "{}",
    "\"",
    "\"\"\"",
    "\"\"\"\n",
    "\\\"\"\"\n",
    "a: {",
    "a: }x ",
    "a: {\n",
    ";",
    "a{",
    "-",
    "->",
    "a.",
    "a-",
    "//",
    "///\n",
    "a,",
    "a -> b;",
    "service a \"b\"\n",
    "group a {\n}\n",
    "a: b // c\n",
    "\t",
    "\n",
    "é",
    "\u{202e}",
    "return ",
    "sequence s {\n",
    "alt \"x\" {\n",
    "} else {\n",
    "x {y: z} ",
    "\" \\",
    "a b c d\n",
];

/// Eight times the text may ask for eight times the memory, in as many pieces, and half as much again. `benches/syntax.rs` has the
/// time.
#[test]
fn memory_grows_with_the_text() {
    for piece in PIECES {
        let asked = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            allocation_counter::measure(|| {
                judge(&text);
            })
        };
        let (small, large) = (asked(16 << 10), asked(128 << 10));
        assert!(large.bytes_total <= 12 * small.bytes_total, "{piece:?}: {small:?} {large:?}");
        assert!(large.count_total <= 12 * small.count_total, "{piece:?}: {small:?} {large:?}");
    }
}

/// A statement may take some steps for each byte of the longest one, and says so when it takes more. None does, of any length: one
/// that took steps by the square of its length would, from 1.6 KiB on, and one that tried all ways of reading it long before.
#[test]
fn steps_grow_with_the_statement() {
    for piece in PIECES.iter().filter(|piece| !piece.contains(['\n', ';', '{', '}'])) {
        for start in ["", "a -> b: ", "service a ", "order: ", "a.", "sequence s { ", "a { x: "] {
            for bytes in [64, 512, 2 << 10, 63 << 10] {
                let text = format!("{start}{}", piece.repeat(bytes / piece.len()));
                let (_, _, reports) = read(&text);
                let spent = reports.iter().find(|report| report.message.contains("too long to be read"));
                assert!(spent.is_none(), "{start:?} and {bytes} bytes of {piece:?}: {spent:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,120}") {
        judge(&text);
    }

    #[test]
    fn any_soup_of_signs_is_answered(text in "(?s)[ \\n\\ta-dé{}\"\":;/\\\\,.<>x*=|-]{0,120}") {
        judge(&text);
    }

    #[test]
    fn generated_sources_with_a_hole_are_answered(tape in prop::collection::vec(any::<u16>(), 0..200), at in 0usize..4000, length in 1usize..6) {
        let text: Vec<char> = sources::source(&tape).chars().collect();
        let start = at.min(text.len());
        let end = (start + length).min(text.len());
        let broken: String = text[..start].iter().chain(&text[end..]).collect();
        judge(&broken);
    }
}
