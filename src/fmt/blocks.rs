//! Statements, blocks and comments line by line; the columns of runs.

use unicode_width::UnicodeWidthStr;

use crate::syntax::ast::*;

use super::WIDTH;
use super::heads::{Class, Head, head};
use super::texts::Next;

/// A cell wider than this stands out of its column instead of pushing every neighbour to the right.
const MAX_CELL: usize = 40;

pub(super) fn file(source: &str, body: &Body) -> String {
    let mut writer = Writer { source, out: String::new() };
    writer.body(body, 0);
    writer.out
}

struct Writer<'a> {
    source: &'a str,
    out: String,
}

/// One statement of a body, ready to be written.
struct Row<'a> {
    statement: &'a Statement,
    head: Head,
    /// The block on the same line, with its braces.
    inline: Option<String>,
    /// Belongs to the run of the row before it.
    joined: bool,
}

impl Row<'_> {
    fn over_lines(&self) -> bool {
        self.statement.block.is_some() && self.inline.is_none()
    }
}

impl Writer<'_> {
    fn body(&mut self, body: &Body, indent: usize) {
        let mut first = true;
        let rows = self.rows(&body.statements, indent);
        let lines = aligned(&rows);
        let mut before: Option<&Row> = None;
        for (row, line) in rows.iter().zip(lines) {
            if before.is_some_and(|before| continues(before, row)) {
                // `} else {`: the brace is written, its line end taken back.
                self.out.pop();
                self.out.push(' ');
            } else {
                first = self.comments(leading(self.source, row.statement), indent, first);
                self.line_start(row.statement.span.start, indent, first);
            }
            first = false;
            self.row(row, &line, indent);
            before = Some(row);
        }
        let trailing = body.trailing.iter().map(|comment| (comment.span.start, format!("//{}", comment.text)));
        self.comments(trailing.collect(), indent, first);
    }

    fn row(&mut self, row: &Row, line: &str, indent: usize) {
        self.out.push_str(line);
        let remark = |out: &mut String, remark: &Option<Comment>| {
            if let Some(comment) = remark {
                out.push_str(&format!(" //{}", comment.text));
            }
            out.push('\n');
        };
        let Some(block) = row.statement.block.as_ref().filter(|_| row.over_lines()) else {
            return remark(&mut self.out, &row.statement.remark);
        };
        self.out.push_str(" {");
        remark(&mut self.out, &row.statement.remark);
        self.body(&block.body, indent + 1);
        self.indent(indent);
        self.out.push('}');
        remark(&mut self.out, &block.remark);
    }

    fn indent(&mut self, indent: usize) {
        self.out.push_str(&"  ".repeat(indent));
    }

    /// An empty line where one stood, and the indentation.
    fn line_start(&mut self, at: u32, indent: usize, first: bool) {
        if !first && gap_before(self.source, at as usize) {
            self.out.push('\n');
        }
        self.indent(indent);
    }

    /// Full-line comments with their places; whether the body is still empty comes in and goes out.
    fn comments(&mut self, comments: Vec<(u32, String)>, indent: usize, mut first: bool) -> bool {
        for (at, text) in comments {
            self.line_start(at, indent, first);
            self.out.push_str(&text);
            self.out.push('\n');
            first = false;
        }
        first
    }

    // ---- runs ----

    /// The statements with their heads, runs marked; inline blocks that do not fit beside their aligned head are opened up.
    fn rows<'s>(&self, statements: &'s [Statement], indent: usize) -> Vec<Row<'s>> {
        let mut rows: Vec<Row> = statements
            .iter()
            .map(|statement| {
                let inline = statement.block.as_ref().filter(|block| block.inline).map(|block| inline(&block.body));
                row(statement, inline, indent)
            })
            .collect();
        // Opening one up takes it out of its run, which may move its neighbours; each round opens at least one.
        loop {
            self.join(&mut rows);
            let lines = aligned(&rows);
            let wide: Vec<usize> = (0..rows.len())
                .filter(|&index| rows[index].inline.as_deref().is_some_and(|block| block != "{}"))
                .filter(|&index| 2 * indent + lines[index].width() > WIDTH)
                .collect();
            if wide.is_empty() {
                return rows;
            }
            for index in wide {
                rows[index] = row(rows[index].statement, None, indent);
            }
        }
    }

    fn join(&self, rows: &mut [Row]) {
        for index in 1..rows.len() {
            let (before, row) = (&rows[index - 1], &rows[index]);
            let same = row.head.class == before.head.class && row.head.class != Class::Other;
            let lines = |row: &Row| row.over_lines() || row.head.cells.iter().any(|cell| cell.contains('\n'));
            let start = leading(self.source, row.statement).first().map_or(row.statement.span.start, |&(at, _)| at);
            let apart =
                gap_before(self.source, start as usize) || gap_before(self.source, row.statement.span.start as usize);
            rows[index].joined = same && !apart && !lines(before) && !lines(row);
        }
    }
}

fn row(statement: &Statement, inline: Option<String>, indent: usize) -> Row<'_> {
    let next = match (&statement.block, &inline) {
        (None, _) => Next::End,
        (Some(_), None) => Next::Block,
        (Some(_), Some(_)) => Next::Inline,
    };
    Row { statement, head: head(&statement.item, next, indent), inline, joined: false }
}

/// An operand stands behind the brace that closes the one before it.
fn continues(before: &Row, row: &Row) -> bool {
    let follows = matches!(row.statement.item, Item::Operand { .. })
        && matches!(before.statement.item, Item::Operand { .. } | Item::Fragment { .. });
    let remark = before.statement.block.as_ref().is_some_and(|block| block.remark.is_some());
    follows && before.over_lines() && !remark && row.statement.comments.is_empty() && row.statement.doc.is_none()
}

/// A block on one line.
fn inline(body: &Body) -> String {
    if body.statements.is_empty() {
        return "{}".to_owned();
    }
    let statements = body.statements.iter().map(|statement| {
        let block = statement.block.as_ref().map(|block| inline(&block.body));
        let row = row(statement, block, 0);
        let head = row.head.cells.join(" ");
        row.inline.map_or(head.clone(), |block| format!("{head} {block}"))
    });
    format!("{{ {} }}", statements.collect::<Vec<_>>().join("; "))
}

/// The rows as lines without indentation, remark and the block over lines.
fn aligned(rows: &[Row]) -> Vec<String> {
    let mut lines = Vec::with_capacity(rows.len());
    let mut start = 0;
    while start < rows.len() {
        let length = 1 + rows[start + 1..].iter().take_while(|row| row.joined).count();
        lines.extend(run(&rows[start..start + length]));
        start += length;
    }
    lines
}

fn run(rows: &[Row]) -> Vec<String> {
    let cells = rows.iter().map(|row| row.head.cells.len()).max().unwrap_or(0);
    let mut heads: Vec<String> = vec![String::new(); rows.len()];
    for cell in 0..cells {
        let widths = rows.iter().filter_map(|row| row.head.cells.get(cell)).map(|cell| cell.width());
        let widest = widths.filter(|&width| width <= MAX_CELL).max().unwrap_or(0);
        for (head, row) in heads.iter_mut().zip(rows) {
            let Some(text) = row.head.cells.get(cell) else { continue };
            head.push_str(text);
            if cell + 1 < row.head.cells.len() {
                pad(head, (widest + 1).saturating_sub(text.width()).max(1));
            }
        }
    }
    let widest = rows.iter().zip(&heads).filter(|(row, _)| row.inline.is_some()).map(|(_, head)| head.width()).max();
    for (head, row) in heads.iter_mut().zip(rows) {
        if let Some(block) = &row.inline {
            pad(head, widest.unwrap_or(0) + 1 - head.width());
            head.push_str(block);
        }
    }
    heads
}

fn pad(text: &mut String, spaces: usize) {
    text.extend(std::iter::repeat_n(' ', spaces));
}

/// The comment and description lines before a statement, in their order.
fn leading(source: &str, statement: &Statement) -> Vec<(u32, String)> {
    let mut lines: Vec<(u32, String)> =
        statement.comments.iter().map(|comment| (comment.span.start, format!("//{}", comment.text))).collect();
    if let Some(doc) = &statement.doc {
        let mut at = doc.span.start;
        for line in source[doc.span.start as usize..doc.span.end as usize].split_inclusive('\n') {
            let text = line.trim();
            // Plain comments between are in the list already.
            if text.starts_with("///") && !text.starts_with("////") {
                lines.push((at + (line.len() - line.trim_start().len()) as u32, text.to_owned()));
            }
            at += line.len() as u32;
        }
        lines.sort_by_key(|&(at, _)| at);
    }
    lines
}

/// Did an empty line stand before this place?
fn gap_before(source: &str, at: usize) -> bool {
    let blank = source[..at].chars().rev().take_while(|&c| c.is_whitespace() || c == ';');
    blank.filter(|&c| c == '\n').nth(1).is_some()
}
