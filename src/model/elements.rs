//! Components and groups: every declaration of every file, parents before members.

use super::attributes::ELEMENT;
use super::builder::Builder;
use super::types::{Element, ElementId, Kind, KindId, Look};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Block, Body, Item, Name, Statement, Text};

impl Builder<'_> {
    pub(super) fn elements(&mut self) {
        for ast in self.asts {
            self.declare_members(&ast.body, None);
        }
        let component = |element: &Element| !element.container;
        self.model.sketch = !self.model.elements.iter().any(component);
    }

    /// The declarations of a file or of a group's block. Blocks nest at most 64 deep: the syntax stage holds that limit.
    fn declare_members(&mut self, body: &Body, parent: Option<ElementId>) {
        for statement in &body.statements {
            if let Item::Declare { kind, id, title } = &statement.item {
                let Some(element) = self.declare(statement, kind, id, title.as_ref(), parent) else { continue };
                if let Some(block) = &statement.block {
                    self.declare_block(block, element);
                }
            }
        }
    }

    fn declare_block(&mut self, block: &Block, id: ElementId) {
        let member = block.body.statements.iter().find(|statement| matches!(statement.item, Item::Declare { .. }));
        let Some(member) = member else { return };
        let element = self.element(id);
        if !element.container {
            let kind = &self.model.kinds[element.kind.0 as usize].name;
            let message = format!("the {kind} `{}` cannot hold other elements", element.id);
            let found = Diagnostic::error(Code::NOT_A_CONTAINER, member.head, message)
                .label("declared inside a component")
                .related(element.span, format!("`{}` is a {kind}", element.id))
                .help(format!(
                    "make it a group: `group {}`; system, zone, cluster and host hold others too",
                    element.id
                ));
            self.report(found);
            // It holds them all the same, so that their names are known below.
            self.model.elements[id.0 as usize].container = true;
        }
        self.declare_members(&block.body, Some(id));
    }

    /// One element; None where it cannot be had, with the reason reported.
    fn declare(
        &mut self,
        statement: &Statement,
        kind_name: &Name,
        id: &Name,
        title: Option<&Text>,
        parent: Option<ElementId>,
    ) -> Option<ElementId> {
        let kind = self.component_kind(kind_name);
        if id.text == "outside" {
            let found = Diagnostic::error(Code::RESERVED_ID, id.span, "`outside` cannot be an id")
                .label("means the border of a sequence")
                .help("choose another id, such as `world`");
            self.report(found);
            return None;
        }
        if let Some(&first) = self.members.get(&parent).and_then(|members| members.get(&id.text)) {
            self.report_duplicate(id, first);
            return Some(first).filter(|&first| self.element(first).container);
        }
        if !self.may_add_element(id.span) {
            return None;
        }
        let kind_id = kind.unwrap_or(self.kind_ids["component"]);
        let kind_of = &self.model.kinds[kind_id.0 as usize];
        // A block of declarations below an unknown kind: taken for a group, so that one mistake is not reported as many.
        let holds = |block: &Block| block.body.statements.iter().any(|s| matches!(s.item, Item::Declare { .. }));
        let container = kind_of.container || (kind.is_none() && statement.block.as_ref().is_some_and(holds));
        let element = Element {
            id: id.text.clone(),
            path: self.path_below(parent, &id.text),
            title: title.map(|text| text.value.clone()).filter(|text| !text.is_empty()).unwrap_or(id.text.clone()),
            description: self.text(&statement.doc),
            kind: kind_id,
            parent,
            members: Vec::new(),
            container,
            shape: kind_of.shape.clone(),
            icon: kind_of.icon.clone(),
            tech: None,
            replicas: None,
            tags: Vec::new(),
            link: None,
            look: Look::default(),
            meta: Vec::new(),
            implied: false,
            span: statement.head,
        };
        let element = self.add_element(element);
        self.describe(element, statement.block.as_ref());
        Some(element)
    }

    fn component_kind(&mut self, name: &Name) -> Option<KindId> {
        let fits = |kind: &Kind| !kind.step;
        let id = self.resolve_kind(name, fits)?;
        if fits(&self.model.kinds[id.0 as usize]) {
            return Some(id);
        }
        let found = Diagnostic::error(
            Code::MISPLACED,
            name.span,
            format!("`{}` is a step of a flow, not a component", name.text),
        )
        .label("expected the kind of a component or group")
        .help("steps stand inside `flow NAME { … }`");
        self.report(found);
        None
    }

    fn report_duplicate(&mut self, id: &Name, first: ElementId) {
        let path = &self.element(first).path;
        let found = Diagnostic::error(Code::DUPLICATE_ID, id.span, format!("`{path}` is declared twice"))
            .label("declared again")
            .related(self.element(first).span, "first declared here")
            .help("an id names one element; give one of the two another id");
        self.report(found);
    }

    /// Reads the attributes of an element's block.
    fn describe(&mut self, element: ElementId, block: Option<&Block>) {
        let mut look = Look::default();
        for attribute in self.attributes(block, ELEMENT) {
            if self.look(attribute, &mut look) {
                continue;
            }
            let value = attribute.value.value.clone();
            let at = element.0 as usize;
            match attribute.key.text.as_str() {
                "tech" => self.model.elements[at].tech = Some(value).filter(|tech| !tech.is_empty()),
                "tags" => self.model.elements[at].tags = self.tags(attribute),
                "replicas" => self.model.elements[at].replicas = self.number(attribute, 1..=1_000_000),
                "link" => self.model.elements[at].link = self.link(&attribute.value),
                "shape" => {
                    if let Some(shape) = self.shape(attribute) {
                        self.model.elements[at].shape = shape;
                    }
                }
                "icon" if value == "none" => self.model.elements[at].icon = None,
                "icon" => {
                    if let Some(icon) = self.icon(attribute) {
                        self.model.elements[at].icon = Some(icon);
                    }
                }
                key => self.model.elements[at].meta.push((key.to_string(), value)),
            }
        }
        self.model.elements[element.0 as usize].look = look;
    }
}
