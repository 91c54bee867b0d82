//! The formatter: one way of writing a source. A user of the road; it reads the tree of `syntax` and writes text.
//!
//! Two spaces a level, one statement a line, at most one empty line, columns aligned in runs of neighbouring
//! declarations. Blocks on one line stay so while they fit into [`WIDTH`] columns. Comments stand where they stood, empty
//! lines too. What is written means what it meant, and formatting twice changes nothing; `tests/formatter.rs` holds both.

mod blocks;
mod heads;
mod texts;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Sources};
use crate::syntax;

/// Columns a line with an inline block may take; a longer one has its block opened up.
pub const WIDTH: usize = 120;

/// Formats a source. Errors: the file does not parse, and stays as it is; spans are of file 0, which is `text`.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let mut sources = Sources::new();
    let file = sources.add("", text);
    format_file(&sources, file)
}

/// [`format()`] for a file that has a name to report errors under.
pub fn format_file(sources: &Sources, file: FileId) -> Result<String, Vec<Diagnostic>> {
    let (ast, reports) = syntax::parse(sources, file);
    let errors: Vec<Diagnostic> = reports.into_iter().filter(|report| report.severity == Severity::Error).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let text = sources.file(file).text.as_str();
    let formatted = blocks::file(text, &ast.body);
    // A file keeps its line ends, told by the first.
    let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    Ok(if crlf { formatted.replace('\n', "\r\n") } else { formatted })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        let once = format(text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
        assert_eq!(format(&once).as_ref(), Ok(&once), "twice changes something");
        once
    }

    #[test]
    fn columns_of_neighbouring_declarations() {
        let text = "person user \"User\"\ngateway   edge {tech:Envoy}\n// a cache\ncache c \"Tokens\" {tech:Redis; replicas:3}\n\nservice x\n";
        let wanted = "person  user \"User\"\ngateway edge          { tech: Envoy }\n// a cache\ncache   c    \"Tokens\" { tech: Redis; replicas: 3 }\n\nservice x\n";
        assert_eq!(formatted(text), wanted);
    }

    #[test]
    fn views_align_their_blocks_alone() {
        let text =
            "architecture a \"A\" {trace s}\narchitecture long-id \"Long\" { collapse x ;exclude tag y,*,g.* }\n";
        let wanted = "architecture a \"A\"          { trace s }\narchitecture long-id \"Long\" { collapse x; exclude tag y, *, g.* }\n";
        assert_eq!(formatted(text), wanted);
    }

    #[test]
    fn comments_stay_where_they_stood() {
        let text = "\n\n// one\n\n\n// two\n/// doc\n//// rule\n/// more\ngroup   g{ // open\n\n  // first\n  service a // behind\n\n  // last\n}   // closed\n// end\n\n\n";
        let wanted = "// one\n\n// two\n/// doc\n//// rule\n/// more\ngroup g { // open\n  // first\n  service a // behind\n\n  // last\n} // closed\n// end\n";
        assert_eq!(formatted(text), wanted);
    }

    #[test]
    fn quotes_only_where_needed() {
        let text = "a->b:\"plain\"\na->b:\" padded\"\na->b:\"x; y\"\na->b:\"a // b\"\na->b:\"{ open\"\na->b:\"\"\na->b:\"inline\"{tone:bad}\nsequence s {\n a->b:\"block\"{\n return \"401\"\n }\n}\n";
        let wanted = "a -> b: plain\na -> b: \" padded\"\na -> b: \"x; y\"\na -> b: \"a // b\"\na -> b: \"{ open\"\na -> b: \"\"\na -> b: \"inline\" { tone: bad }\nsequence s {\n  a -> b: block {\n    return 401\n  }\n}\n";
        assert_eq!(formatted(text), wanted);
    }

    #[test]
    fn an_else_follows_its_brace() {
        let text = "sequence s {\nalt \"x\"{\na->b\n}\nelse \"y\"{\nb->a\n}\n// why\nelse{\na->a\n}\n}\n";
        let wanted = "sequence s {\n  alt \"x\" {\n    a -> b\n  } else \"y\" {\n    b -> a\n  }\n  // why\n  else {\n    a -> a\n  }\n}\n";
        assert_eq!(formatted(text), wanted);
    }

    #[test]
    fn a_block_too_wide_is_opened_up() {
        let tech = "word ".repeat(25);
        let text = format!("service a {{ tech: {tech}; replicas: 3 }} // why\nservice bcd \"B\" {{ replicas: 2 }}\n");
        let wanted = format!(
            "service a {{ // why\n  tech: {}\n  replicas: 3\n}}\nservice bcd \"B\" {{ replicas: 2 }}\n",
            tech.trim()
        );
        assert_eq!(formatted(&text), wanted);
    }

    #[test]
    fn text_over_lines_is_indented_with_its_statement() {
        let text = "sequence s {\nnote over a: \"\"\"\n one\n   two \"\"\\\"\n\n three\n\"\"\"\nnote over a: \"one\\ntwo\"\n}\n";
        let wanted = "sequence s {\n  note over a: \"\"\"\n    one\n      two \"\"\"\n\n    three\n    \"\"\"\n  note over a: \"one\\ntwo\"\n}\n";
        assert_eq!(formatted(text), wanted.replace("two \"\"\"\n", "two \\\"\\\"\\\"\n"));
    }

    #[test]
    fn every_statement_has_its_form() {
        let text = include_str!("../../tests/suite/lawful/statements.frieze");
        assert_eq!(formatted(text), text);
    }

    #[test]
    fn line_ends_are_kept_and_a_broken_file_is_refused() {
        assert_eq!(formatted("\u{feff}a->b\r\n\r\n\r\nb->c"), "a -> b\r\n\r\nb -> c\r\n");
        assert_eq!(formatted(""), "");
        assert_eq!(formatted("\n;\n"), "");
        assert!(format("a => b").is_err());
    }
}
