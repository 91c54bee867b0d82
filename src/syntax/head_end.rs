//! Where the head of a statement ends: at the line's end, a `;`, a comment, a brace. Strings hide all of these; free text
//! hides balanced braces.

use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// What the scanner knows of the place where a head begins.
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub file: FileId,
    pub indent: usize,
    /// A block was opened on this very line: a `}` in free text closes it.
    pub closable: bool,
    /// `return` takes free text here.
    pub answer: bool,
    /// It is known that no `"""` closes.
    pub no_triple: bool,
}

pub(super) struct HeadEnd {
    /// End of the head, trailing blanks included.
    pub end: usize,
    /// Where scanning goes on.
    pub next: usize,
    pub stop: Stop,
    pub reports: Vec<Diagnostic>,
    /// Free text ended at a `;`.
    pub cut: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// `next` is a brace that opens the statement's block.
    Open,
    Other,
}

impl HeadEnd {
    fn at(end: usize, stop: Stop) -> Self {
        Self { end, next: end, stop, reports: Vec::new(), cut: false }
    }
}

impl Line<'_> {
    pub fn head(&self, start: usize) -> HeadEnd {
        let bytes = self.text.as_bytes();
        let (word, rest) = words::first(&self.text[start..]);
        let mut at = start;
        if self.answer && word == "return" && words::is_plain(rest) {
            match self.free_text(start + word.len()) {
                Ok(end) => return end,
                Err(quote) => at = quote,
            }
        }
        loop {
            match bytes.get(at) {
                None | Some(b'\n' | b'}' | b';') => return HeadEnd::at(at, Stop::Other),
                Some(b'{') => return HeadEnd::at(at, Stop::Open),
                Some(b'/') if bytes[at..].starts_with(b"//") => return HeadEnd::at(at, Stop::Other),
                Some(b'"') => match self.string(at) {
                    Ok(end) => at = end,
                    Err(end) => return end,
                },
                Some(b':') => match self.free_text(at + 1) {
                    Ok(end) => return end,
                    Err(quote) => at = quote,
                },
                Some(_) => at += 1,
            }
        }
    }

    fn line_end(&self, from: usize) -> usize {
        self.text[from..].find('\n').map_or(self.text.len(), |at| from + at)
    }

    // ---- strings ----

    /// Past the closing quotes; a string without them ends the head.
    fn string(&self, start: usize) -> Result<usize, HeadEnd> {
        let bytes = self.text.as_bytes();
        if bytes[start..].starts_with(b"\"\"\"") {
            return self.triple(start);
        }
        let mut at = start + 1;
        loop {
            match bytes.get(at) {
                None | Some(b'\n') => return Err(self.unclosed(start)),
                Some(b'"') => return Ok(at + 1),
                Some(b'\\') if bytes.get(at + 1).is_some_and(|&b| b != b'\n') => at += 2,
                Some(_) => at += 1,
            }
        }
    }

    /// A `"` without its mate: the string is taken to end with the line, before a ` {` that opens a block.
    fn unclosed(&self, start: usize) -> HeadEnd {
        let line = self.text[start..self.line_end(start)].trim_end();
        let report = |end: usize| {
            Diagnostic::error(Code::UNCLOSED_STRING, Span::new(self.file, start, end), "this text has no closing quote")
                .label("expected a `\"` on this line")
                .help("a text over several lines stands in `\"\"\"`")
        };
        match line.strip_suffix('{').filter(|text| text.ends_with(words::is_blank)) {
            Some(text) => {
                let open = start + text.len();
                HeadEnd { reports: vec![report(start + text.trim_end().len())], ..HeadEnd::at(open, Stop::Open) }
            }
            None => {
                let end = start + line.len();
                HeadEnd { reports: vec![report(end)], ..HeadEnd::at(end, Stop::Other) }
            }
        }
    }

    fn triple(&self, start: usize) -> Result<usize, HeadEnd> {
        let bytes = self.text.as_bytes();
        let mut at = start + 3;
        while !self.no_triple && at < bytes.len() {
            match bytes[at] {
                b'\\' => at += 1,
                b'"' if bytes[at..].starts_with(b"\"\"\"") => return Ok(at + 3),
                _ => {}
            }
            at += 1;
        }
        let report = Diagnostic::error(
            Code::UNCLOSED_STRING,
            Span::new(self.file, start, start + 3),
            "this text is never closed",
        )
        .label("expected another `\"\"\"` below");
        let end = self.line_end(start);
        let next = self.after_deeper_lines(end);
        Err(HeadEnd { end, next, stop: Stop::Other, reports: vec![report], cut: false })
    }

    /// The end of the last line of those that follow and are empty or indented deeper than the statement: the text that an
    /// unclosed `"""` was meant to hold.
    fn after_deeper_lines(&self, mut end: usize) -> usize {
        while end < self.text.len() {
            let next = self.line_end(end + 1);
            let line = &self.text[end + 1..next];
            let text = line.trim_start();
            let indent: usize = line[..line.len() - text.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            if !text.is_empty() && indent <= self.indent {
                break;
            }
            end = next;
        }
        end
    }

    // ---- free text ----

    /// Where free text that begins at `start` ends. `Err`: it is a quoted string, at that place.
    fn free_text(&self, start: usize) -> Result<HeadEnd, usize> {
        let line = self.text_before_comment(start);
        let from = start + (line.len() - line.trim_start_matches(words::is_blank).len());
        if self.text[from..].starts_with('"') {
            return Err(from);
        }
        let end = start + line.trim_end().len();
        let tail = start + line.trim_end_matches(|c| words::is_blank(c) || c == '}' || c == ';').len();
        let mut opened: Vec<usize> = Vec::new();
        let mut reports = Vec::new();
        for (at, byte) in (from..end).zip(self.text.as_bytes()[from..end.max(from)].iter()) {
            match byte {
                b'{' => opened.push(at),
                b'}' if opened.pop().is_some() => {}
                b'}' if self.closable || at >= tail || (reports.is_empty() && self.another_operand(at + 1)) => {
                    return Ok(HeadEnd { reports, ..HeadEnd::at(at, Stop::Other) });
                }
                b'}' if reports.is_empty() => reports.push(self.unbalanced(at, "no `{` before it in this text")),
                b';' if opened.is_empty() => {
                    return Ok(HeadEnd { reports, cut: true, ..HeadEnd::at(at, Stop::Other) });
                }
                _ => {}
            }
        }
        let last = opened.last().copied();
        let opens = last.filter(|&at| at + 1 == end && self.text[..at].ends_with(|c| words::is_blank(c) || c == ':'));
        if opens.is_some() {
            opened.pop();
        }
        // A brace left open in the middle: a block if the next line is indented like one, else a part of the text.
        let mut block = opens;
        if let Some(&at) = opened.first() {
            reports.push(self.unbalanced(at, "no `}` after it in this text"));
            block = block.or_else(|| self.next_line_is_deeper(end).then_some(at));
        }
        Ok(match block {
            Some(open) => HeadEnd { reports, ..HeadEnd::at(open, Stop::Open) },
            None => HeadEnd { reports, ..HeadEnd::at(end.max(from), Stop::Other) },
        })
    }

    /// The rest of the line up to its ` //`.
    fn text_before_comment(&self, start: usize) -> &str {
        let line = &self.text[start..self.line_end(start)];
        let bytes = line.as_bytes();
        let comment = line.match_indices("//").map(|(at, _)| at).find(|&at| {
            // Directly behind the colon there is no space to tell a comment, and a text seldom begins with slashes.
            at == 0 || matches!(bytes[at - 1], b' ' | b'\t')
        });
        &line[..comment.unwrap_or(line.len())]
    }

    /// `a -> b: text } else {`: the brace closes although more follows on the line.
    fn another_operand(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches(words::is_blank);
        matches!(words::first(rest).0, "else" | "and" | "option")
    }

    fn unbalanced(&self, at: usize, label: &str) -> Diagnostic {
        Diagnostic::error(Code::SYNTAX, Span::new(self.file, at, at + 1), "a brace in free text has no partner")
            .label(label)
            .help("put the text in quotes, or open a block with ` {` at the end of the line")
    }

    fn next_line_is_deeper(&self, end: usize) -> bool {
        let rest = &self.text[self.line_end(end)..];
        let Some(line) = rest.split('\n').skip(1).find(|line| !line.trim().is_empty()) else { return false };
        let indent: usize = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        indent > self.indent
    }
}
