//! Connections: chains and fan-outs become one connection a pair, each end looked up from where the statement stands.

use super::attributes::CONNECTION;
use super::builder::{Builder, MAX_CONNECTIONS};
use super::types::{Connection, ElementId, Look};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Body, Connect, Item, Operator, Path, Statement};

impl Builder<'_> {
    pub(super) fn connections(&mut self) {
        for ast in self.asts {
            self.connect_members(&ast.body, None);
        }
    }

    /// The connections of a file or of a group's block, and of the groups inside.
    fn connect_members(&mut self, body: &Body, scope: Option<ElementId>) {
        for statement in &body.statements {
            match &statement.item {
                Item::Connect(connect) => self.connect(statement, connect, scope),
                Item::Declare { id, .. } => {
                    let Some(block) = &statement.block else { continue };
                    let inner = self.members.get(&scope).and_then(|members| members.get(&id.text)).copied();
                    self.connect_members(&block.body, inner.or(scope));
                }
                // Read elsewhere.
                Item::Attribute(_)
                | Item::Lint { .. }
                | Item::Title(_)
                | Item::Import(_)
                | Item::Kind(_)
                | Item::Style(_)
                | Item::View { .. } => {}
                _ => self.report_misplaced(statement, "the model"),
            }
        }
    }

    fn connect(&mut self, statement: &Statement, connect: &Connect, scope: Option<ElementId>) {
        self.check_text(connect.label.as_ref(), CONNECTION);
        let mut read = Connection {
            from: ElementId(0),
            to: ElementId(0),
            operator: Operator::Call,
            label: self.text(&connect.label),
            tech: None,
            tags: Vec::new(),
            link: None,
            look: Look::default(),
            description: self.text(&statement.doc),
            meta: Vec::new(),
            span: statement.head,
        };
        for attribute in self.attributes_alone(statement.block.as_ref(), CONNECTION) {
            if self.look(attribute, &mut read.look) {
                continue;
            }
            match attribute.key.text.as_str() {
                "tech" => read.tech = Some(attribute.value.value.clone()).filter(|tech| !tech.is_empty()),
                "tags" => read.tags = self.tags(attribute),
                "link" => read.link = self.link(&attribute.value),
                key => read.meta.push((key.to_string(), attribute.value.value.clone())),
            }
        }
        for (from, hop_operator, lost, to) in pairs(connect) {
            if let Some(span) = lost {
                let found = Diagnostic::error(Code::MISPLACED, span, "only a message can be lost")
                    .label("`-x` stands in a sequence alone")
                    .help("a connection is `->`, `->>`, `-->`, `<->` or `--`");
                self.report(found);
                continue;
            }
            let ends = (self.resolve_or_imply(scope, from), self.resolve_or_imply(scope, to));
            let (Some(from), Some(to)) = ends else { continue };
            if !self.within(self.model.connections.len(), MAX_CONNECTIONS, "connections", statement.head) {
                return;
            }
            self.model.connections.push(Connection { from, to, operator: hop_operator, ..read.clone() });
        }
    }
}

/// The single arrows of a chain or fan-out: from, operator, the operator's place where the message is lost, to.
pub(super) fn pairs(connect: &Connect) -> impl Iterator<Item = (&Path, Operator, Option<crate::source::Span>, &Path)> {
    let firsts = std::iter::once(&connect.first).chain(connect.hops.iter().filter_map(|hop| hop.targets.first()));
    firsts.zip(&connect.hops).flat_map(|(from, hop)| {
        let lost = hop.lost.then_some(hop.operator_span);
        hop.targets.iter().map(move |to| (from, hop.operator, lost, to))
    })
}
