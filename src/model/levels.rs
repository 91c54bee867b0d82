//! `allow`, `warn`, `deny` in place: where each holds. The names are checked by the lints, which know them.

use super::builder::Builder;
use super::types::LevelInPlace;
use crate::source::Span;
use crate::syntax::ast::{Body, Item};

impl Builder<'_> {
    pub(super) fn levels(&mut self) {
        for ast in self.asts {
            let end = self.sources.file(ast.file).text.len();
            self.levels_of(&ast.body, Span::new(ast.file, 0, end));
        }
    }

    fn levels_of(&mut self, body: &Body, scope: Span) {
        for statement in &body.statements {
            if let Item::Lint { level, lints } = &statement.item {
                let levels = lints.iter().map(|name| LevelInPlace {
                    level: *level,
                    lint: name.text.clone(),
                    scope,
                    span: name.span,
                });
                self.model.levels.extend(levels);
            }
            if let Some(block) = &statement.block {
                self.levels_of(&block.body, statement.span);
            }
        }
    }
}
