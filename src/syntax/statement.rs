//! Statements from their raw parts: each head by the grammar's rule for its context, each block in the context that its
//! head opens.

use super::ast::{Block, Body, Item, Statement};
use super::context::Context;
use super::grammar::{self, MAX_HEAD};
use super::head::Head;
use super::report::Reports;
use super::split::{Raw, RawBlock, RawBody};
use super::{expect, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

pub(super) fn body(source: &str, file: FileId, raw: RawBody, reports: &mut Reports) -> Body {
    Reader { source, file, reports }.body(Context::File, raw)
}

struct Reader<'a> {
    source: &'a str,
    file: FileId,
    reports: &'a mut Reports,
}

impl Reader<'_> {
    fn body(&mut self, context: Context, raw: RawBody) -> Body {
        let mut statements = Vec::with_capacity(raw.statements.len());
        let mut cut = false;
        for raw in raw.statements {
            let after_cut = std::mem::replace(&mut cut, raw.cut);
            statements.extend(self.statement(context, raw, after_cut));
        }
        Body { statements, trailing: raw.trailing }
    }

    /// None where the head could not be read; its block has been read for its own mistakes all the same. `after_cut`: the
    /// statement before it was free text that ended at a `;`.
    fn statement(&mut self, context: Context, raw: Raw, after_cut: bool) -> Option<Statement> {
        if self.reports.full() {
            return None;
        }
        let Some(item) = self.head(context, &raw, after_cut) else {
            let head = &self.source[raw.head.clone()];
            if let (Some(block), Some(inside)) = (raw.block, context.guess_inside(head)) {
                self.body(inside, block.body);
            }
            return None;
        };
        let item = self.view_if_misspelt(context, &raw, item);
        let head = Span::new(self.file, raw.head.start, raw.head.end);
        let mut reports = Vec::new();
        let doc = text::doc(self.source, &raw.doc, &mut reports);
        self.reports.extend(reports);
        let block = raw.block.and_then(|block| self.block(context, &item, head, block));
        let span = block.as_ref().map_or(head, |block| head.to(block.close));
        Some(Statement { span, head, comments: raw.comments, doc, remark: raw.remark, gap: raw.gap, item, block })
    }

    /// Where a word is close to that of a view and the block makes more sense as one, the word was misspelt; kinds of that
    /// name remain possible.
    fn view_if_misspelt(&mut self, context: Context, raw: &Raw, item: Item) -> Item {
        let (Context::File, Some(block)) = (context, &raw.block) else { return item };
        let Some((report, view)) = expect::misspelt_view(self.file, raw, &item) else { return item };
        let mistakes = |item: &Item| {
            let mut reports = Reports::default();
            let inside = context.inside(item).unwrap_or(Context::Element);
            Reader { source: self.source, file: self.file, reports: &mut reports }.body(inside, block.body.clone());
            reports.len()
        };
        if mistakes(&view) >= mistakes(&item) {
            return item;
        }
        self.reports.push(report);
        view
    }

    fn block(&mut self, context: Context, item: &Item, head: Span, raw: RawBlock) -> Option<Block> {
        let Some(inside) = context.inside(item) else {
            let report =
                Diagnostic::error(Code::UNEXPECTED_BLOCK, raw.open, format!("{} has no block", expect::name(item)))
                    .label("expected the end of the statement")
                    .related(head, "the statement");
            self.reports.push(report);
            return None;
        };
        let body = self.body(inside, raw.body);
        Some(Block { open: raw.open, close: raw.close, inline: raw.inline, remark: raw.remark, body })
    }

    fn head(&mut self, context: Context, raw: &Raw, after_cut: bool) -> Option<Item> {
        let head = &self.source[raw.head.clone()];
        if head.len() > MAX_HEAD {
            let span = Span::new(self.file, raw.head.start, raw.head.end);
            let report = Diagnostic::error(Code::TOO_LONG, span, format!("this statement has {} bytes", head.len()))
                .label(format!("at most {MAX_HEAD} are read"));
            self.reports.push(report);
            return None;
        }
        if raw.reported {
            return self.head_in_silence(context, raw);
        }
        match grammar::parse(context, head) {
            Ok(pair) => {
                let mut reports = Vec::new();
                let item = Head { file: self.file, offset: raw.head.start, reports: &mut reports }.item(pair);
                let doubt = expect::doubt(self.file, raw, head, context, &item);
                let sure = doubt.is_none();
                self.reports.extend(doubt.into_iter().chain(reports).collect());
                sure.then_some(item)
            }
            Err(error) => {
                let mut report = expect::report(self.file, raw, head, context, &error);
                if after_cut {
                    report = report.help("a `;` ends a statement; a text that holds one stands in quotes");
                }
                self.reports.push(report);
                None
            }
        }
    }

    /// The splitter has reported this head; where it can be read all the same its names are kept for what follows.
    fn head_in_silence(&mut self, context: Context, raw: &Raw) -> Option<Item> {
        let pair = grammar::parse(context, &self.source[raw.head.clone()]).ok()?;
        let mut reports = Vec::new();
        Some(Head { file: self.file, offset: raw.head.start, reports: &mut reports }.item(pair))
    }
}
