//! The splitter: text to a tree of statements, each with the bytes of its head, its block, its comments. First step of
//! [`parse`](super::parse); it knows strings, comments, free text, braces and indentation, and nothing of grammar.
//!
//! One pass without recursion, linear in the text. Where braces do not balance, indentation tells which block was left
//! open, and the text is split again with that block closed where its author meant it to end: one forgotten brace is
//! one report, and what follows keeps its context.

use std::ops::Range;

use super::ast::Comment;
use super::report::Reports;
use super::scan::{Guess, Pass, scan};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// Blocks inside blocks; far beyond what anyone can read, far below what a stack can hold.
pub(super) const MAX_DEPTH: usize = 64;

/// How often unbalanced braces are repaired by indentation before the splitter gives up guessing.
const MAX_REPAIRS: usize = 8;

/// How many guesses one repair tries.
const MAX_GUESSES: usize = 12;

#[derive(Clone, Debug, Default)]
pub(super) struct RawBody {
    pub statements: Vec<Raw>,
    pub trailing: Vec<Comment>,
}

/// A statement before its head is understood.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub gap: bool,
    pub comments: Vec<Comment>,
    /// The `///` lines, slashes included.
    pub doc: Vec<Span>,
    pub head: Range<usize>,
    pub block: Option<RawBlock>,
    pub remark: Option<Comment>,
    /// The splitter has already reported its head: silence about it from here on.
    pub reported: bool,
    /// The head was cut by a `;` inside free text.
    pub cut: bool,
}

impl Raw {
    /// A head without report or comment.
    pub fn clean(&self) -> bool {
        !self.reported && self.remark.is_none()
    }
}

#[derive(Clone, Debug)]
pub(super) struct RawBlock {
    pub open: Span,
    pub close: Span,
    pub inline: bool,
    pub remark: Option<Comment>,
    pub body: RawBody,
}

pub(super) fn split(text: &str, file: FileId, start: usize, reports: &mut Reports) -> RawBody {
    let mut repairs: Vec<usize> = Vec::new();
    let mut missing: Vec<Diagnostic> = Vec::new();
    let mut pass = scan(text, file, start, &repairs);
    while !pass.left_open.is_empty() && repairs.len() < MAX_REPAIRS {
        let Some((guess, better)) = repair(text, file, start, &repairs, &pass) else { break };
        missing.push(unclosed(file, guess.open, Some(guess.before)));
        repairs.push(guess.before);
        repairs.sort_unstable();
        pass = better;
    }
    if let Some(open) = pass.left_open.first() {
        let mut report = unclosed(file, *open, None);
        if pass.left_open.len() > 1 {
            report = match pass.left_open.len() - 1 {
                1 => report.help("the block around it is open too"),
                more => report.help(format!("{more} blocks around it are open too")),
            };
        }
        missing.push(report);
    }
    reports.extend(missing);
    reports.extend(pass.reports);
    pass.body
}

/// The first guess that leaves fewer blocks open and no brace too many.
fn repair(text: &str, file: FileId, start: usize, repairs: &[usize], pass: &Pass) -> Option<(Guess, Pass)> {
    // Where nothing is indented, indentation says nothing.
    if pass.indented <= pass.flat {
        return None;
    }
    pass.guesses.iter().take(MAX_GUESSES).find_map(|guess| {
        let mut tried = repairs.to_vec();
        tried.push(guess.before);
        tried.sort_unstable();
        let better = scan(text, file, start, &tried);
        (better.left_open.len() < pass.left_open.len() && better.strays <= pass.strays).then(|| (*guess, better))
    })
}

fn unclosed(file: FileId, open: usize, before: Option<usize>) -> Diagnostic {
    let report = Diagnostic::error(Code::UNCLOSED_BLOCK, Span::new(file, open, open + 1), "this block is never closed")
        .label("opened here");
    match before {
        Some(at) => report
            .related(Span::new(file, at, at + 1), "by its indentation it should end before this")
            .help("add a `}` on a line of its own"),
        None => report.help("add a `}` at the end of the block"),
    }
}
