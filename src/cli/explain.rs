//! `frieze explain CODE`: the page of a diagnostic.

use super::{Exit, report};
use crate::diagnostic::Code;
use crate::diagnostic::code::ALL;
use crate::diagnostic::nearest::nearest;
use crate::project::Trouble;

/// Explain a diagnostic: what it means, an example, and how to put it right
///
/// The code stands in brackets behind the severity: `error[unknown-kind]`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The code of the diagnostic; without one, all codes are listed
    code: Option<String>,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let Some(name) = arguments.code else {
        let lines: Vec<String> = ALL.iter().map(|code| format!("{:<26} {}\n", code.name, summary(code.page))).collect();
        report::output(lines.concat().as_bytes())?;
        return Ok(Exit::Good);
    };
    let Some(code) = Code::find(&name) else {
        let known = ALL.iter().map(|code| code.name);
        let help = match nearest(&name, known.clone()) {
            Some(near) => format!("did you mean `{near}`? `frieze explain` lists them all"),
            None => format!("known codes: {}", known.collect::<Vec<_>>().join(", ")),
        };
        return Err(Trouble::usage(format!("no diagnostic has the code `{name}`")).help(help));
    };
    report::output(code.page.as_bytes())?;
    Ok(Exit::Good)
}

/// The longest summary in a listing, in characters: with the name before it, it fits a terminal.
const SUMMARY: usize = 90;

/// The first sentence of a page, cut between words where it is long.
fn summary(page: &str) -> String {
    let paragraph = page.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
    let text = paragraph.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let sentence = text.split_inclusive(". ").next().unwrap_or_default().trim_end_matches([' ', '.']);
    if sentence.chars().count() <= SUMMARY {
        return sentence.to_string();
    }
    let head: String = sentence.chars().take(SUMMARY).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{} …", head.trim_end_matches([',', ':', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_that_begins_with_its_name_and_says_something() {
        for code in ALL {
            assert!(code.page.starts_with(&format!("# {}\n", code.name)), "{}", code.name);
            assert!(!summary(code.page).is_empty(), "{}", code.name);
        }
    }

    #[test]
    fn a_summary_is_the_first_sentence() {
        let long = summary(&format!("# name\n\n{}.\n", "word, ".repeat(40)));
        assert!(long.ends_with("word …") && long.chars().count() <= SUMMARY + 2, "{long}");
        assert_eq!(summary("# name\n\nOne thing\nor two. And more.\n\n## Wrong\n"), "One thing or two");
    }
}
