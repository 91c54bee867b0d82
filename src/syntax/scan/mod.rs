//! One pass of the splitter over a file: a stack of open blocks, a loop over tokens that begin a statement, open or close
//! a block, or stand for a comment. Where a head ends is the business of [`head_end`](super::head_end), blocks that of [`blocks`].

mod blocks;

use std::ops::Range;

use super::ast::Comment;
use super::head_end::{HeadEnd, Line, Stop};
use super::report::MAX_REPORTS;
use super::split::{Raw, RawBody};
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// What one pass found.
pub(super) struct Pass {
    pub body: RawBody,
    pub reports: Vec<Diagnostic>,
    /// Openers of the blocks that the end of the file left open, the innermost first.
    pub left_open: Vec<usize>,
    /// Closing braces too many.
    pub strays: usize,
    /// What indentation says of missing braces, in order of place.
    pub guesses: Vec<Repair>,
    /// Blocks whose first line is indented deeper than their head, and those whose is not.
    pub indented: usize,
    pub flat: usize,
}

impl Pass {
    /// Braces without a partner.
    pub fn unbalanced(&self) -> usize {
        self.left_open.len() + self.strays
    }
}

/// A brace that indentation says was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// A `}` before `before`, for the block opened at `open`.
    Close { open: usize, before: usize },
    /// A `{` behind the head from `head` to `end`; what stands at `below` is indented like a block.
    Open { head: usize, end: usize, below: usize },
}

impl Repair {
    /// Where the scanner applies it.
    pub fn at(&self) -> usize {
        match *self {
            Repair::Close { before, .. } => before,
            Repair::Open { head, .. } => head,
        }
    }
}

/// `repairs`: braces to add, in order of place.
pub(super) fn scan(text: &str, file: FileId, start: usize, repairs: &[Repair]) -> Pass {
    let mut scanner = Scanner::new(text, file, start, repairs);
    scanner.run();
    scanner.finish()
}

/// An open block, or the file itself.
struct Frame {
    body: RawBody,
    pending: Pending,
    /// The statement whose block it is; None for the file.
    owner: Option<Raw>,
    open: usize,
    /// Bytes of the opening brace: none where it is missing.
    brace: usize,
    /// Start of the line on which the block opened, and its indentation.
    line: usize,
    indent: usize,
    /// Inside a sequence, where `return` takes free text.
    sequence: bool,
    /// Its first line has been compared with its head's indentation.
    compared: bool,
    guessed: bool,
    /// Indentation and start of the line of its last statement.
    above: (usize, usize),
}

/// Comments that wait for their statement.
#[derive(Default)]
struct Pending {
    gap: bool,
    comments: Vec<Comment>,
    doc: Vec<Span>,
}

/// What ended last on the present line: the owner of a comment behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Head,
    Open,
    Close,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    file: FileId,
    pos: usize,
    /// Start of the present line and its indentation; a tab counts four.
    line: usize,
    indent: usize,
    /// Nothing but blanks stood on this line so far.
    fresh: bool,
    /// An empty line has passed since the last statement or comment.
    blank: bool,
    before: Before,
    /// The last token was a closing brace too many.
    stray: bool,
    /// A `"""` without an end has been met: there is no end for another either.
    no_triple: bool,
    frames: Vec<Frame>,
    repairs: &'a [Repair],
    pass: Pass,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, file: FileId, start: usize, repairs: &'a [Repair]) -> Self {
        let pass = Pass {
            body: RawBody::default(),
            reports: Vec::new(),
            left_open: Vec::new(),
            strays: 0,
            guesses: Vec::new(),
            indented: 0,
            flat: 0,
        };
        let mut scanner = Self {
            text,
            bytes: text.as_bytes(),
            file,
            pos: start,
            line: start,
            indent: 0,
            fresh: true,
            blank: false,
            before: Before::Nothing,
            stray: false,
            no_triple: false,
            frames: Vec::new(),
            repairs,
            pass,
        };
        scanner.push_frame(None, start, 0);
        scanner
    }

    fn run(&mut self) {
        while self.pass.reports.len() < MAX_REPORTS {
            self.skip_blanks();
            self.apply_repairs();
            let Some(&byte) = self.bytes.get(self.pos) else { return };
            let stray = std::mem::take(&mut self.stray);
            match byte {
                b';' => self.pos += 1,
                b'/' if self.bytes[self.pos..].starts_with(b"//") => self.comment(),
                b'}' => self.closing_brace(stray),
                b'{' => self.lone_brace(),
                _ => self.statement(),
            }
            self.fresh = false;
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the file's own frame is never popped before the end")
    }

    /// Past blanks and line ends; keeps the line's start and indentation, and whether an empty line went by.
    fn skip_blanks(&mut self) {
        let mut ends = 0;
        while let Some(c) = self.text[self.pos..].chars().next() {
            if c == '\n' {
                ends += 1;
                self.line = self.pos + 1;
                self.indent = 0;
                self.fresh = true;
                self.before = Before::Nothing;
            } else if words::is_blank(c) && !self.fresh {
                // Blanks between words.
            } else if words::is_blank(c) {
                self.indent += if c == '\t' { 4 } else { usize::from(c != '\r') };
            } else {
                break;
            }
            self.pos += c.len_utf8();
        }
        self.blank |= ends > 1;
    }

    fn apply_repairs(&mut self) {
        while let Some((Repair::Close { before, .. }, rest)) = self.repairs.split_first()
            && *before <= self.pos
        {
            self.repairs = rest;
            if self.frames.len() > 1 {
                self.close(self.pos..self.pos);
            }
        }
    }

    /// Is a block to be opened behind the head that begins here?
    fn opens_by_repair(&mut self, start: usize) -> bool {
        match self.repairs.split_first() {
            Some((Repair::Open { head, .. }, rest)) if *head <= start => {
                self.repairs = rest;
                *head == start
            }
            _ => false,
        }
    }

    // ---- comments ----

    fn comment(&mut self) {
        let start = self.pos;
        let end = self.line_end(start);
        let end = start + self.text[start..end].trim_end().len();
        self.pos = end;
        let span = self.span(start, end);
        let comment = Comment { span, text: self.text[start + 2..end].to_owned(), gap: false };
        match self.before {
            Before::Nothing => self.comment_line(comment),
            Before::Open => {
                if let Some(owner) = &mut self.frame().owner {
                    owner.remark = Some(comment);
                }
            }
            Before::Head | Before::Close => self.remark(comment),
        }
        self.before = Before::Nothing;
    }

    /// A comment behind a statement on its line: behind an inline block it is the statement's, else the block's.
    fn remark(&mut self, comment: Comment) {
        let close = self.before == Before::Close;
        let Some(last) = self.frame().body.statements.last_mut() else { return self.comment_line(comment) };
        match &mut last.block {
            Some(block) if close && !block.inline => block.remark = Some(comment),
            _ => last.remark = Some(comment),
        }
    }

    fn comment_line(&mut self, mut comment: Comment) {
        let gap = std::mem::take(&mut self.blank);
        comment.gap = gap;
        let pending = &mut self.frame().pending;
        if pending.comments.is_empty() && pending.doc.is_empty() {
            pending.gap = gap;
        }
        if comment.text.starts_with('/') && !comment.text.starts_with("//") {
            pending.doc.push(comment.span);
        } else {
            pending.comments.push(comment);
        }
    }

    // ---- statements ----

    fn statement(&mut self) {
        self.watch_indentation();
        let start = self.pos;
        let frame = self.frames.last().expect("the file's own frame is never popped before the end");
        let line = Line {
            text: self.text,
            file: self.file,
            indent: self.indent,
            closable: frame.line == self.line && self.frames.len() > 1,
            answer: frame.sequence,
            no_triple: self.no_triple,
        };
        let HeadEnd { end, next, stop, reports, cut } = line.head(start);
        self.no_triple |= reports.iter().any(|report| report.code == Code::UNCLOSED_STRING);
        let reported = !reports.is_empty();
        self.pass.reports.extend(reports);
        if let Some(at) = self.text[start..next].rfind('\n') {
            self.line = start + at + 1;
        }
        let raw = self.raw(start..start + self.text[start..end].trim_end().len(), reported, cut);
        self.pos = next;
        self.before = Before::Head;
        let opens = self.opens_by_repair(start);
        match stop {
            Stop::Open => self.open(raw, 1),
            Stop::Other if opens => self.open(raw, 0),
            Stop::Other => self.frame().body.statements.push(raw),
        }
    }

    fn raw(&mut self, head: Range<usize>, reported: bool, cut: bool) -> Raw {
        let blank = std::mem::take(&mut self.blank);
        let pending = std::mem::take(&mut self.frame().pending);
        let alone = pending.comments.is_empty() && pending.doc.is_empty();
        Raw {
            gap: if alone { blank } else { pending.gap },
            comments: pending.comments,
            doc: pending.doc,
            head,
            block: None,
            remark: None,
            reported,
            cut,
        }
    }

    /// A statement that begins a line: what does its indentation say of the block around it, and of the head above?
    fn watch_indentation(&mut self) {
        let (indent, line, before, fresh) = (self.indent, self.line, self.pos, self.fresh);
        let frame = self.frame();
        let (above, above_line) = std::mem::replace(&mut frame.above, (indent, line));
        let first = !std::mem::replace(&mut frame.compared, true) && frame.owner.is_some() && frame.line != line;
        if !fresh {
            return;
        }
        let deeper = indent > frame.indent || frame.owner.is_none();
        // Under a head without a block, a line indented deeper than that head.
        let headless =
            frame.body.statements.last().filter(|last| last.block.is_none() && above_line != line && indent > above);
        let opening = headless.map(|last| Repair::Open { head: last.head.start, end: last.head.end, below: before });
        let closing =
            (!deeper && frame.line != line && !frame.guessed).then_some(Repair::Close { open: frame.open, before });
        frame.guessed |= closing.is_some();
        self.pass.guesses.extend(opening);
        self.pass.guesses.extend(closing);
        if first && deeper {
            self.pass.indented += 1;
        } else if first {
            self.pass.flat += 1;
        }
    }

    fn line_end(&self, from: usize) -> usize {
        self.bytes[from..].iter().position(|&b| b == b'\n').map_or(self.bytes.len(), |at| from + at)
    }

    fn finish(mut self) -> Pass {
        let end = self.pos;
        while self.frames.len() > 1 {
            let open = self.frame().open;
            self.pass.left_open.push(open);
            self.close(end..end);
        }
        let file = self.frames.pop().expect("the file's own frame");
        self.pass.body = RawBody { trailing: trailing(self.text, file.pending), ..file.body };
        self.pass
    }
}

/// Comments that no statement follows; a description that describes nothing stays as the comment it looks like.
fn trailing(text: &str, pending: Pending) -> Vec<Comment> {
    let mut all = pending.comments;
    all.extend(pending.doc.into_iter().map(|span| Comment {
        span,
        text: text[span.start as usize + 2..span.end as usize].to_owned(),
        gap: false,
    }));
    all.sort_by_key(|comment| comment.span.start);
    all
}
