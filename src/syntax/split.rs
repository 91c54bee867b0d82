//! The splitter: text to a tree of statements, each with the bytes of its head, its block, its comments. First step of
//! [`parse`](super::parse); it knows strings, comments, free text, braces and indentation, and nothing of grammar.
//!
//! One pass without recursion, linear in the text. Where braces do not balance, indentation tells which block was left
//! open, and the text is split again with that block closed where its author meant it to end: one forgotten brace is
//! one report, and what follows keeps its context.

use std::ops::Range;

use super::ast::Comment;
use super::report::Reports;
use super::scan::{Pass, Repair, scan};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// Blocks inside blocks; far beyond what anyone can read, far below what a stack can hold.
pub(super) const MAX_DEPTH: usize = 64;

/// How often unbalanced braces are repaired by indentation before the splitter gives up guessing.
const MAX_REPAIRS: usize = 8;

/// How many guesses one repair tries.
const MAX_GUESSES: usize = 24;

/// Bytes that all tries together may scan: what a large file may cost beyond its first reading.
const MAX_TRIED: usize = 16 * 1024 * 1024;

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
    let mut repairs: Vec<Repair> = Vec::new();
    let mut pass = scan(text, file, start, &repairs);
    let mut tries = MAX_TRIED / text.len().max(1);
    while pass.unbalanced() > 0 && repairs.len() < MAX_REPAIRS {
        let Some((repair, better)) = next_repair(text, file, start, &repairs, &pass, &mut tries) else { break };
        insert(&mut repairs, repair);
        pass = better;
    }
    reports.extend(repairs.iter().map(|repair| missing(text, file, *repair)).collect());
    if let Some(open) = pass.left_open.first() {
        let mut report =
            Diagnostic::error(Code::UNCLOSED_BLOCK, character(text, file, *open), "this block is never closed")
                .label("opened here")
                .help("add a `}` at the end of the block");
        if pass.left_open.len() > 1 {
            report = match pass.left_open.len() - 1 {
                1 => report.help("the block around it is open too"),
                more => report.help(format!("{more} blocks around it are open too")),
            };
        }
        reports.push(report);
    }
    reports.extend(pass.reports);
    pass.body
}

/// The first guess that leaves fewer braces without a partner.
fn next_repair(
    text: &str,
    file: FileId,
    start: usize,
    repairs: &[Repair],
    pass: &Pass,
    tries: &mut usize,
) -> Option<(Repair, Pass)> {
    // Where nothing is indented, indentation says nothing.
    if pass.indented < pass.flat {
        return None;
    }
    let (closing, opening) = (!pass.left_open.is_empty(), pass.strays > 0);
    let fits = |repair: &&Repair| match repair {
        Repair::Close { .. } => closing,
        Repair::Open { .. } => opening,
    };
    pass.guesses.iter().filter(fits).take(MAX_GUESSES).find_map(|&repair| {
        *tries = tries.checked_sub(1)?;
        let mut tried = repairs.to_vec();
        insert(&mut tried, repair);
        let better = scan(text, file, start, &tried);
        (better.unbalanced() < pass.unbalanced()).then_some((repair, better))
    })
}

fn insert(repairs: &mut Vec<Repair>, repair: Repair) {
    // At one place blocks are closed before one is opened.
    let place = |repair: &Repair| (repair.at(), matches!(repair, Repair::Open { .. }));
    let at = repairs.partition_point(|other| place(other) <= place(&repair));
    repairs.insert(at, repair);
}

/// The report of a brace that is not there.
fn missing(text: &str, file: FileId, repair: Repair) -> Diagnostic {
    match repair {
        Repair::Close { open, before } => {
            let alone = text[open + 1..].split('\n').next().is_none_or(|rest| rest.trim().is_empty());
            Diagnostic::error(Code::UNCLOSED_BLOCK, character(text, file, open), "this block is never closed")
                .label("opened here")
                .related(character(text, file, before), "by its indentation it should end before this")
                .help(if alone { "add a `}` on a line of its own" } else { "add ` }` at the end of the line" })
        }
        Repair::Open { head, end, below } => Diagnostic::error(
            Code::STRAY_BRACE,
            Span::new(file, head, end),
            "this statement opens no block, yet one is closed below",
        )
        .label("expected ` {` at its end")
        .related(character(text, file, below), "by its indentation this stands in its block"),
    }
}

fn character(text: &str, file: FileId, at: usize) -> Span {
    Span::new(file, at, at + text[at..].chars().next().map_or(0, char::len_utf8))
}
