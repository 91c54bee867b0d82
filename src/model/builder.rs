//! What the steps of `model::build` share: the model as far as it has come, what was found wrong, and the indices by name.

use std::collections::BTreeMap;

use super::types::{Element, ElementId, KindId, Look, Model, Undeclared};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Sources, Span};
use crate::syntax::ast::{Ast, Item, Path, Statement, Text};

/// Elements of one model. A view holds at most as many, so a larger model is refused before anything is laid out.
pub const MAX_ELEMENTS: usize = 20_000;
/// Connections of one model, flow or sequence.
pub const MAX_CONNECTIONS: usize = 40_000;

pub(super) struct Builder<'a> {
    pub sources: &'a Sources,
    pub asts: &'a [Ast],
    pub model: Model,
    pub diagnostics: Vec<Diagnostic>,
    /// Kinds by name.
    pub kind_ids: BTreeMap<String, KindId>,
    /// Elements by the last part of their path.
    pub by_id: BTreeMap<String, Vec<ElementId>>,
    /// Members by id, of the top level under None.
    pub members: BTreeMap<Option<ElementId>, BTreeMap<String, ElementId>>,
    /// The views of the main file by id.
    pub view_ids: BTreeMap<String, usize>,
    /// Names compared so far in search of the nearest.
    pub compared: usize,
}

impl<'a> Builder<'a> {
    pub fn new(sources: &'a Sources, asts: &'a [Ast]) -> Self {
        let file = asts.last().map(|ast| ast.file).unwrap_or_default();
        let mut model = Model { file, ..Model::default() };
        let statements = asts.last().map_or(&[][..], |ast| &ast.body.statements[..]);
        let mut titles = statements.iter().filter_map(|statement| match &statement.item {
            Item::Title(text) => Some(text),
            _ => None,
        });
        let mut diagnostics = Vec::new();
        if let Some(first) = titles.next() {
            model.title = Some(first.value.clone());
            for again in titles {
                let diagnostic = Diagnostic::error(Code::DUPLICATE_ATTRIBUTE, again.span, "the file has two titles")
                    .label("a second title")
                    .related(first.span, "the first stands here");
                diagnostics.push(diagnostic);
            }
        }
        Self {
            sources,
            asts,
            model,
            diagnostics,
            kind_ids: BTreeMap::new(),
            by_id: BTreeMap::new(),
            members: BTreeMap::new(),
            view_ids: BTreeMap::new(),
            compared: 0,
        }
    }

    /// The model and what was found wrong, in order of place (imports first).
    pub fn finish(mut self) -> (Model, Vec<Diagnostic>) {
        let Model { elements, connections, graph, .. } = &mut self.model;
        for index in 0..elements.len() {
            graph.add_node(ElementId(index as u32));
        }
        for (index, connection) in connections.iter().enumerate() {
            let ends = [connection.from.0.into(), connection.to.0.into()];
            graph.add_edge(ends[0], ends[1], super::types::ConnectionId(index as u32));
        }
        let rank: BTreeMap<_, _> = self.asts.iter().enumerate().map(|(at, ast)| (ast.file, at)).collect();
        self.diagnostics.sort_by_key(|found| found.span.map(|span| (rank.get(&span.file).copied(), span.start)));
        self.model.sound = self.diagnostics.iter().all(|found| found.severity != Severity::Error);
        self.model.undeclared.sort_by_key(|used| (rank.get(&used.span.file).copied(), used.span));
        (self.model, self.diagnostics)
    }

    pub fn element(&self, id: ElementId) -> &Element {
        &self.model.elements[id.0 as usize]
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A statement that has no meaning where it stands. The grammar keeps most of them away; this is for those whose place
    /// depends on a meaning, and for trees that were not parsed.
    pub fn report_misplaced(&mut self, statement: &Statement, place: &str) {
        let message = format!("this statement has no meaning in {place}");
        self.report(Diagnostic::error(Code::MISPLACED, statement.head, message).label("not expected here"));
    }

    /// Adds an element; its id must be free among the members of `parent`.
    pub fn add_element(&mut self, element: Element) -> ElementId {
        let id = ElementId(self.model.elements.len() as u32);
        self.by_id.entry(element.id.clone()).or_default().push(id);
        self.members.entry(element.parent).or_default().insert(element.id.clone(), id);
        if let Some(parent) = element.parent {
            self.model.elements[parent.0 as usize].members.push(id);
        }
        self.model.elements.push(element);
        id
    }

    pub fn path_below(&self, parent: Option<ElementId>, id: &str) -> String {
        match parent {
            Some(parent) => format!("{}.{id}", self.element(parent).path),
            None => id.to_string(),
        }
    }

    /// The element that an end of a connection or message means. A name that nobody declared makes a plain component: in a
    /// sketch that is what the user wants, elsewhere the lint `undeclared-component` says so.
    pub fn resolve_or_imply(&mut self, scope: Option<ElementId>, path: &Path) -> Option<ElementId> {
        let parts: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
        let found = match self.look_up(scope, &parts) {
            super::names::Found::One(id) => Some(id),
            super::names::Found::Several(candidates) => {
                self.report_ambiguous(&path.dotted(), path.span, &candidates);
                None
            }
            super::names::Found::Nothing if parts.len() > 1 && !self.model.sketch => {
                self.report_unknown(scope, &parts, path.span);
                None
            }
            super::names::Found::Nothing => self.imply(scope, path),
        }?;
        if self.element(found).implied {
            self.model.undeclared.push(Undeclared { element: found, span: path.span });
        }
        Some(found)
    }

    /// Makes what `path` names, groups before members, below the nearest scope that holds its first part.
    fn imply(&mut self, scope: Option<ElementId>, path: &Path) -> Option<ElementId> {
        let mut parent = match self.look_up(scope, &[path.parts[0].text.as_str()]) {
            super::names::Found::One(id) if path.parts.len() > 1 => self.element(id).parent,
            _ => scope,
        };
        let (last, groups) = path.parts.split_last()?;
        for part in groups {
            parent = Some(match self.members.get(&parent).and_then(|members| members.get(&part.text)) {
                Some(&known) => known,
                None => self.add_implied("group", &part.text, parent, part.span)?,
            });
        }
        if let Some(holder) = parent.filter(|&id| !self.element(id).container) {
            // `a.b` where `a` is a component of the sketch: it turns out to be a group.
            if !self.element(holder).implied {
                self.report_unknown(scope, &path.parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), path.span);
                return None;
            }
            self.retype(holder, "group");
        }
        self.add_implied("component", &last.text, parent, last.span)
    }

    fn add_implied(&mut self, kind: &str, id: &str, parent: Option<ElementId>, span: Span) -> Option<ElementId> {
        if !self.may_add_element(span) {
            return None;
        }
        let element = Element {
            id: id.to_string(),
            path: self.path_below(parent, id),
            title: id.to_string(),
            description: None,
            kind: self.kind_ids[kind],
            parent,
            members: Vec::new(),
            container: kind == "group",
            shape: String::new(),
            icon: None,
            tech: None,
            replicas: None,
            tags: Vec::new(),
            link: None,
            look: Look::default(),
            meta: Vec::new(),
            implied: true,
            span,
        };
        let id = self.add_element(element);
        self.retype(id, kind);
        Some(id)
    }

    fn retype(&mut self, id: ElementId, kind: &str) {
        let kind_id = self.kind_ids[kind];
        let kind = &self.model.kinds[kind_id.0 as usize];
        let element = &mut self.model.elements[id.0 as usize];
        element.kind = kind_id;
        element.container = kind.container;
        element.shape = kind.shape.clone();
        element.icon = kind.icon.clone();
    }

    /// False, with an error once, when the model holds as many elements as it may.
    pub fn may_add_element(&mut self, span: Span) -> bool {
        self.within(self.model.elements.len(), MAX_ELEMENTS, "elements", span)
    }

    pub fn within(&mut self, count: usize, limit: usize, what: &str, span: Span) -> bool {
        if count < limit {
            return true;
        }
        let message = format!("more than {} {what}", super::values::grouped(limit as u32));
        if !self.diagnostics.iter().any(|found| found.code == Code::TOO_MANY && found.message == message) {
            let help = "split the model into several sources, each with views of its own";
            self.report(Diagnostic::error(Code::TOO_MANY, span, message).label("the first one too many").help(help));
        }
        false
    }

    pub fn text(&self, text: &Option<Text>) -> Option<String> {
        text.as_ref().map(|text| text.value.clone()).filter(|value| !value.is_empty())
    }
}
