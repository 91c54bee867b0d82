//! Blocks of the scanner: what opens and closes them, what stands there without a partner, how deep they may go.

use std::ops::Range;

use super::{Before, Frame, Pending, Repair, Scanner, trailing};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::split::{MAX_DEPTH, Raw, RawBlock, RawBody};
use crate::syntax::words;

impl Scanner<'_> {
    /// `self.pos` stands at the opening brace, `brace` bytes long: none where it is missing.
    pub(super) fn open(&mut self, owner: Raw, brace: usize) {
        if self.frames.len() > MAX_DEPTH {
            let report =
                Diagnostic::error(Code::TOO_DEEP, self.span(self.pos, self.pos + 1), "blocks are nested too deep")
                    .label(format!("more than {MAX_DEPTH} blocks inside each other"))
                    .help("the block was skipped; split it into groups or views of their own");
            self.pass.reports.push(report);
            self.pos = self.after_matching_brace();
            self.frame().body.statements.push(owner);
            return;
        }
        let open = self.pos;
        self.pos += brace;
        self.before = Before::Open;
        self.blank = false;
        self.push_frame(Some(owner), open, brace);
    }

    pub(super) fn push_frame(&mut self, owner: Option<Raw>, open: usize, brace: usize) {
        let opens_sequence = owner.as_ref().is_some_and(|owner| {
            let (word, rest) = words::first(&self.text[owner.head.clone()]);
            word == "sequence" && words::is_plain(rest)
        });
        self.frames.push(Frame {
            body: RawBody::default(),
            pending: Pending::default(),
            sequence: opens_sequence || self.frames.last().is_some_and(|frame| frame.sequence),
            owner,
            open,
            brace,
            line: self.line,
            indent: self.indent,
            compared: false,
            guessed: false,
            above: (usize::MAX, usize::MAX),
        });
    }

    /// A `{` that begins a statement: on a line of its own it belongs to the head above.
    pub(super) fn lone_brace(&mut self) {
        let span = self.span(self.pos, self.pos + 1);
        let frame = self.frame();
        let alone = frame.pending.comments.is_empty() && frame.pending.doc.is_empty();
        let above = frame.body.statements.last().is_some_and(|last| last.block.is_none() && !last.reported);
        if self.fresh && alone && above {
            let owner = self.frame().body.statements.pop().expect("there is a statement above");
            let report = Diagnostic::error(Code::SYNTAX, span, "a block opens on the line of its head")
                .label("this `{` stands on a line of its own")
                .related(self.span(owner.head.start, owner.head.end), "the head")
                .help("write ` {` at the end of the line above");
            self.pass.reports.push(report);
            return self.open(owner, 1);
        }
        // Of many in each other one report is enough.
        if self.frame().owner.as_ref().is_none_or(|owner| !owner.head.is_empty()) {
            let report = Diagnostic::error(Code::SYNTAX, span, "a block without a head")
                .label("expected a statement before this `{`")
                .help("name what the block belongs to: `group backend \"Backend\" {`");
            self.pass.reports.push(report);
        }
        let owner = self.raw(self.pos..self.pos, true, false);
        self.open(owner, 1);
    }

    pub(super) fn closing_brace(&mut self, after_stray: bool) {
        let (at, indent, line) = (self.pos, self.indent, self.line);
        if self.frames.len() == 1 {
            if !after_stray {
                let report =
                    Diagnostic::error(Code::STRAY_BRACE, self.span(at, at + 1), "a `}` without a block to close")
                        .label("no block is open here")
                        .help("remove it, or look above for a block that was closed too early");
                self.pass.reports.push(report);
            }
            let run = self.bytes[at..].iter().take_while(|&&byte| byte == b'}').count();
            self.pass.strays += run;
            self.stray = true;
            self.pos += run;
            return;
        }
        let fresh = self.fresh;
        let frame = self.frame();
        if fresh && frame.line != line && indent < frame.indent && !frame.guessed {
            frame.guessed = true;
            let open = frame.open;
            self.pass.guesses.push(Repair::Close { open, before: at });
        }
        self.pos += 1;
        self.close(at..at + 1);
    }

    pub(super) fn close(&mut self, brace: Range<usize>) {
        let frame = self.frames.pop().expect("only called with a block open");
        let inline = frame.line == self.line;
        let (mut owner, block) = self.settle(frame, brace, inline);
        owner.block = Some(block);
        self.frame().body.statements.push(owner);
        self.before = Before::Close;
        self.blank = false;
    }

    fn settle(&self, frame: Frame, brace: Range<usize>, inline: bool) -> (Raw, RawBlock) {
        let body = RawBody { trailing: trailing(self.text, frame.pending), ..frame.body };
        let open = self.span(frame.open, frame.open + frame.brace);
        let close = self.span(brace.start, brace.end);
        let owner = frame.owner.expect("every frame but the file's has an owner");
        (owner, RawBlock { open, close, inline, remark: None, body })
    }

    /// Past the brace that closes the one at `pos`, strings and comments counted out; the end of the text without one.
    fn after_matching_brace(&self) -> usize {
        let mut depth = 0usize;
        let mut at = self.pos;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 1 => return at + 1,
                b'}' => depth -= 1,
                b'"' => at = self.after_string_on_line(at),
                b'/' if self.bytes[at..].starts_with(b"//") && self.bytes[at - 1].is_ascii_whitespace() => {
                    at = self.line_end(at);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// The closing quote of a string on this line, or the quote itself where it has none.
    fn after_string_on_line(&self, quote: usize) -> usize {
        let mut at = quote + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\n' => break,
                b'"' => return at,
                b'\\' => at += 1,
                _ => {}
            }
            at += 1;
        }
        quote
    }
}
