//! Flows: steps of their own, components of the model as nodes, and the connections between them.

use std::collections::BTreeMap;

use super::attributes::{FLOW, STEP, STEP_EDGE};
use super::builder::{Builder, MAX_CONNECTIONS, MAX_ELEMENTS};
use super::connections::pairs;
use super::names::Found;
use super::types::{ElementId, Flow, FlowEdge, FlowNode, HintList, KindId, Look};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Block, Connect, Item, Name, Operator, Path, Statement, Text};

/// The nodes of a flow by what they are named.
#[derive(Default)]
struct Nodes {
    steps: BTreeMap<String, usize>,
    elements: BTreeMap<ElementId, usize>,
    /// Neither the model nor this flow declares anything: names make plain steps.
    sketch: bool,
}

impl Builder<'_> {
    pub(super) fn flow(&mut self, block: Option<&Block>) -> Flow {
        let mut flow = Flow::default();
        for attribute in self.attributes(block, FLOW) {
            let hints = &mut flow.hints;
            if attribute.key.text == "aspect" {
                hints.aspect = self.aspect(attribute);
            } else if !self.hint(attribute, &mut hints.direction, &mut hints.engine, &mut hints.engine_span)
                && self.switch(attribute) == Some(true)
            {
                flow.lanes = Some(attribute.key.span.to(attribute.value.span));
            }
        }
        let statements = block.map_or(&[][..], |block| &block.body.statements[..]);
        let mut nodes = Nodes::default();
        for statement in statements {
            if let Item::Declare { kind, id, title } = &statement.item {
                self.step(statement, kind, id, title.as_ref(), &mut flow, &mut nodes);
            }
        }
        nodes.sketch = self.model.sketch && flow.nodes.is_empty();
        for statement in statements {
            match &statement.item {
                Item::Connect(connect) => self.step_edges(statement, connect, &mut flow, &mut nodes),
                Item::SameRank(_) | Item::Order(_) => self.refuse_block(statement, "a hint"),
                Item::Declare { .. } | Item::Attribute(_) | Item::Lint { .. } => {}
                _ => self.report_misplaced(statement, "a flow"),
            }
        }
        for statement in statements {
            match &statement.item {
                Item::SameRank(paths) => {
                    let list = self.step_hint(paths, statement.head, "same rank", &flow, &nodes);
                    flow.hints.same_rank.extend(list);
                }
                Item::Order(paths) => {
                    let list = self.step_hint(paths, statement.head, "order", &flow, &nodes);
                    flow.hints.order.extend(list);
                }
                _ => {}
            }
        }
        flow
    }

    fn step(
        &mut self,
        statement: &Statement,
        kind_name: &Name,
        id: &Name,
        title: Option<&Text>,
        flow: &mut Flow,
        nodes: &mut Nodes,
    ) {
        let kind = self.step_kind(kind_name);
        if let Some(&first) = nodes.steps.get(&id.text) {
            let message = format!("the step `{}` is declared twice", id.text);
            let found = Diagnostic::error(Code::DUPLICATE_ID, id.span, message)
                .label("declared again")
                .related(flow.nodes[first].span, "first declared here");
            self.report(found);
            return;
        }
        if !self.within(flow.nodes.len(), MAX_ELEMENTS, "steps", id.span) {
            return;
        }
        let mut node = FlowNode {
            id: id.text.clone(),
            title: title.map(|text| text.value.clone()).filter(|text| !text.is_empty()).unwrap_or(id.text.clone()),
            description: self.text(&statement.doc),
            kind: kind.unwrap_or(self.kind_ids["step"]),
            element: None,
            by: None,
            tech: None,
            tags: Vec::new(),
            link: None,
            look: Look::default(),
            span: statement.head,
        };
        for attribute in self.attributes_alone(statement.block.as_ref(), STEP) {
            if self.look(attribute, &mut node.look) {
                continue;
            }
            let value = &attribute.value;
            match attribute.key.text.as_str() {
                "by" => {
                    let parts: Vec<&str> = value.value.split('.').collect();
                    node.by = self.resolve_parts(None, &parts, value.span);
                }
                "tech" => node.tech = Some(value.value.clone()).filter(|tech| !tech.is_empty()),
                "tags" => node.tags = self.tags(attribute),
                _ => node.link = self.link(value),
            }
        }
        nodes.steps.insert(id.text.clone(), flow.nodes.len());
        flow.nodes.push(node);
    }

    fn step_kind(&mut self, name: &Name) -> Option<KindId> {
        let id = self.resolve_kind(name, |kind| kind.step)?;
        if self.model.kinds[id.0 as usize].step {
            return Some(id);
        }
        let message = format!("`{}` is a kind of component, not a step of a flow", name.text);
        let found = Diagnostic::error(Code::MISPLACED, name.span, message)
            .label("expected the kind of a step")
            .help("declare the component outside of the flow; inside, a connection may name it as it is");
        self.report(found);
        None
    }

    fn step_edges(&mut self, statement: &Statement, connect: &Connect, flow: &mut Flow, nodes: &mut Nodes) {
        self.check_text(connect.label.as_ref(), STEP_EDGE);
        let mut read = FlowEdge {
            from: 0,
            to: 0,
            operator: Operator::Call,
            label: self.text(&connect.label),
            tags: Vec::new(),
            link: None,
            look: Look::default(),
            span: statement.head,
        };
        for attribute in self.attributes_alone(statement.block.as_ref(), STEP_EDGE) {
            if self.look(attribute, &mut read.look) {
                continue;
            }
            match attribute.key.text.as_str() {
                "tags" => read.tags = self.tags(attribute),
                _ => read.link = self.link(&attribute.value),
            }
        }
        for (from, operator, lost, to) in pairs(connect) {
            if let Some(span) = lost {
                let found = Diagnostic::error(Code::MISPLACED, span, "only a message can be lost")
                    .label("`-x` stands in a sequence alone");
                self.report(found);
                continue;
            }
            let ends = (self.node(from, flow, nodes), self.node(to, flow, nodes));
            let (Some(from), Some(to)) = ends else { continue };
            if !self.within(flow.edges.len(), MAX_CONNECTIONS, "connections", statement.head) {
                return;
            }
            flow.edges.push(FlowEdge { from, to, operator, ..read.clone() });
        }
    }

    /// The node that a path means: a step of this flow, then a component, which takes its place as a node.
    fn node(&mut self, path: &Path, flow: &mut Flow, nodes: &mut Nodes) -> Option<usize> {
        let name = path.dotted();
        if let Some(&step) = nodes.steps.get(&name) {
            return Some(step);
        }
        let parts: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
        match self.look_up(None, &parts) {
            Found::One(element) => {
                if let Some(&node) = nodes.elements.get(&element) {
                    return Some(node);
                }
                nodes.elements.insert(element, flow.nodes.len());
                let node = self.element_node(element, path.span);
                flow.nodes.push(node);
                Some(flow.nodes.len() - 1)
            }
            Found::Several(candidates) => {
                self.report_ambiguous(&name, path.span, &candidates);
                None
            }
            Found::Nothing if nodes.sketch && parts.len() == 1 => {
                nodes.steps.insert(name.clone(), flow.nodes.len());
                flow.nodes.push(FlowNode {
                    title: name.clone(),
                    id: name,
                    description: None,
                    kind: self.kind_ids["step"],
                    element: None,
                    by: None,
                    tech: None,
                    tags: Vec::new(),
                    link: None,
                    look: Look::default(),
                    span: path.span,
                });
                Some(flow.nodes.len() - 1)
            }
            Found::Nothing => {
                self.report_unknown_step(&name, path.span, nodes);
                None
            }
        }
    }

    fn report_unknown_step(&mut self, name: &str, span: Span, nodes: &Nodes) {
        let mut found = Diagnostic::error(Code::UNKNOWN_NAME, span, format!("cannot find `{name}`"))
            .label("neither a step of this flow nor a component");
        if self.may_search() {
            let components = self.model.elements.iter().filter(|element| !element.implied);
            let known = nodes.steps.keys().map(String::as_str).chain(components.map(|element| element.id.as_str()));
            found = found.nearest(name, known);
        }
        self.report(found);
    }

    fn element_node(&self, id: ElementId, span: Span) -> FlowNode {
        let element = self.element(id);
        FlowNode {
            id: element.path.clone(),
            title: element.title.clone(),
            description: element.description.clone(),
            kind: element.kind,
            element: Some(id),
            by: None,
            tech: element.tech.clone(),
            tags: element.tags.clone(),
            link: element.link.clone(),
            look: element.look,
            span,
        }
    }

    fn step_hint(
        &mut self,
        paths: &[Path],
        span: Span,
        word: &str,
        flow: &Flow,
        nodes: &Nodes,
    ) -> Option<HintList<usize>> {
        let mut ends = Vec::new();
        for path in paths {
            let name = path.dotted();
            let parts: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
            let standing = |element| nodes.elements.get(&element).copied();
            let node = match (nodes.steps.get(&name), self.look_up(None, &parts)) {
                (Some(&step), _) => Some(step),
                (None, Found::One(element)) => standing(element),
                _ => None,
            };
            match node {
                Some(node) if node < flow.nodes.len() => self.add_hint_end(&mut ends, node, path),
                _ => self.report_unknown_step(&name, path.span, nodes),
            }
        }
        self.finish_hint_list(ends, paths.len(), span, word)
    }
}
