//! First stage: text to the spanned tree of one file.
//!
//! Three steps: the text is looked at as a whole (is it text, is it too large), split into statements with their blocks
//! and comments, and each statement's head is parsed by pest with the rule of its context. So one broken statement never
//! hides the next, and pest never sees a block.

pub mod ast;
mod context;
mod expect;
mod foreign;
mod grammar;
mod head;
mod head_end;
mod report;
mod scan;
mod shapes;
mod split;
mod statement;
mod text;
mod whole;
mod words;

use ast::{Ast, Body};
pub use foreign::kind_elsewhere;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};

/// Reads one file. Never fails: what could not be read is left out of the tree and stands in the list, in order of place.
pub fn parse(sources: &Sources, file: FileId) -> (Ast, Vec<Diagnostic>) {
    grammar::set_limits();
    let text = sources.file(file).text.as_str();
    let start = match whole::check(text, file) {
        Ok(start) => start,
        Err(report) => return (Ast { file, body: Body::default() }, vec![*report]),
    };
    let mut reports = report::Reports::default();
    let raw = split::split(text, file, start, &mut reports);
    let body = statement::body(text, file, raw, &mut reports);
    (Ast { file, body }, reports.finish(file))
}

/// Can this text stand behind a colon without quotes, and be read back as it is? With `block`, in front of a ` {` that ends
/// the line. Asks the splitter itself, so that the answer cannot differ from what is read.
pub fn is_free_text(value: &str, block: bool) -> bool {
    if value.is_empty() || value.trim() != value || value.contains(['\n', '\r']) || value.starts_with('"') {
        return false;
    }
    let line = if block { format!("a: {value} {{\n}}\n") } else { format!("a: {value}\n") };
    let mut reports = report::Reports::default();
    let body = split::split(&line, FileId(0), 0, &mut reports);
    let [statement] = body.statements.as_slice() else { return false };
    statement.head == (0..value.len() + 3) && statement.block.is_some() == block && statement.clean()
}

/// [`is_free_text`] for the text of a `return`, which no colon precedes: what looks like an arrow would be taken for one.
pub fn is_answer_text(value: &str, block: bool) -> bool {
    is_free_text(value, block) && words::is_plain(&format!(" {value}"))
}

#[cfg(test)]
mod tests {
    use super::ast::*;
    use super::*;

    fn read(text: &str) -> (Ast, Vec<Diagnostic>) {
        let mut sources = Sources::new();
        let file = sources.add("test.frieze", text);
        parse(&sources, file)
    }

    fn lawful(text: &str) -> Ast {
        let (ast, reports) = read(text);
        assert!(reports.is_empty(), "{reports:#?}");
        ast
    }

    fn codes(text: &str) -> Vec<&'static str> {
        read(text).1.iter().map(|report| report.code.name).collect()
    }

    fn label(statement: &Statement) -> &str {
        match &statement.item {
            Item::Connect(Connect { label: Some(label), .. }) => &label.value,
            Item::Attribute(attribute) => &attribute.value.value,
            Item::Return(Some(text)) => &text.value,
            other => panic!("no label in {other:?}"),
        }
    }

    #[test]
    fn a_whole_case_is_read() {
        let ast = lawful(include_str!("../../tests/suite/lawful/authentication.frieze"));
        assert_eq!(ast.body.statements.len(), 18);
    }

    #[test]
    fn free_text_ends_where_it_should() {
        let ast = lawful(
            "a -> b: GET /x // why\na -> b: { x, {y} } z\na -> b: https://x.org//y\na -> b: one; a -> b: \"two; {\"\na->b:/auth/*\n",
        );
        let labels: Vec<&str> = ast.body.statements.iter().map(label).collect();
        assert_eq!(labels, ["GET /x", "{ x, {y} } z", "https://x.org//y", "one", "two; {", "/auth/*"]);
        assert_eq!(ast.body.statements[0].remark.as_ref().map(|remark| remark.text.as_str()), Some(" why"));
    }

    #[test]
    fn a_line_that_ends_in_a_brace_opens_a_block() {
        let ast = lawful("sequence s {\n  a -> b: POST /x { // call\n    return 200 { a, b }\n  }\n}\n");
        let Some(block) = &ast.body.statements[0].block else { panic!("no block") };
        let call = &block.body.statements[0];
        assert_eq!(label(call), "POST /x");
        assert_eq!(call.remark.as_ref().map(|remark| remark.text.as_str()), Some(" call"));
        let inside = &call.block.as_ref().expect("the call has a block").body.statements;
        assert_eq!(label(&inside[0]), "200 { a, b }");
    }

    #[test]
    fn a_keyword_is_a_name_before_an_operator() {
        let ast =
            lawful("title -> note, kind.flow: text\nsequence s {\n  return -> alt: x\n  note -> loop -> title\n}\n");
        assert!(ast.body.statements.iter().all(|s| matches!(s.item, Item::Connect(_) | Item::View { .. })));
    }

    #[test]
    fn one_broken_statement_does_not_hide_the_next() {
        let text = "service\na => b\nservice a \"A\" {\n  tech = Rust\n  owner: me\n}\na -> b: x\n";
        assert_eq!(codes(text), ["syntax", "syntax", "syntax"]);
        assert_eq!(read(text).0.body.statements.len(), 2);
    }

    #[test]
    fn a_forgotten_brace_is_one_report_at_its_opener() {
        let text = "group a {\n  group b {\n    service c \"C\"\n}\nservice d \"D\"\nsequence s {\n  c -> d\n}\n";
        let (ast, reports) = read(text);
        assert_eq!(reports.len(), 1, "{reports:#?}");
        assert_eq!(reports[0].span.map(|span| span.start), Some(20));
        assert_eq!(ast.body.statements.len(), 3);
        let text = "group a {\n  service c \"C\"\nsequence s {\n  a -> b: x\n  alt \"y\" {\n}\nflow f {\n  a -> b\n}\n";
        let (ast, reports) = read(text);
        assert_eq!(reports.iter().map(|r| r.code.name).collect::<Vec<_>>(), ["unclosed-block", "unclosed-block"]);
        assert_eq!(ast.body.statements.len(), 3);
    }

    #[test]
    fn unclosed_strings_do_not_swallow_the_file() {
        assert_eq!(codes("service a \"A\nservice b \"B\"\n"), ["unclosed-string"]);
        assert_eq!(codes("service a \"\"\"A\n  text\nservice b \"B\"\nb => a\n"), ["unclosed-string", "syntax"]);
        assert_eq!(codes("sequence s \"A {\n  a -> b: x\n}\n"), ["unclosed-string"]);
    }

    #[test]
    fn limits() {
        let deep = |n: usize| format!("{}{}", "group g {\n".repeat(n), "}\n".repeat(n));
        assert_eq!(codes(&deep(64)), [""; 0]);
        assert_eq!(codes(&deep(65)), ["too-deep"]);
        assert_eq!(codes(&format!("a -> b: {}", "é".repeat(2_000))), [""; 0]);
        assert_eq!(codes(&format!("a -> b: {}", "é".repeat(2_001))), ["too-long"]);
        assert_eq!(codes(&" ".repeat(whole::MAX_BYTES + 1)), ["too-large"]);
        assert_eq!(codes("a -> b\0"), ["not-text"]);
        assert_eq!(codes("a -> b: \u{1b}[31mred"), ["not-text"]);
        assert_eq!(codes("\u{feff}a -> b\r\nb -> c\r\n"), [""; 0]);
    }

    /// Each would take minutes if a step were quadratic.
    #[test]
    fn hostile_text_is_answered() {
        for piece in [
            "{",
            "}",
            "{}",
            "\"",
            "\"\"\"",
            "a: {",
            "a: }x ",
            ";",
            "\\\"\"\"\n",
            "a{",
            "-",
            "a.",
            "//",
            "///\n",
            "a,",
            "a->b;",
        ] {
            let (_, reports) = read(&piece.repeat((256 << 10) / piece.len()));
            assert!(reports.len() <= report::MAX_REPORTS + 1, "{piece}");
        }
    }
}
