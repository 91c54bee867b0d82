//! Looks names up: from the inside outwards, then anywhere in the model where only one element bears the name.

use super::builder::Builder;
use super::types::{ElementId, Model};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::Path;

/// Names compared in one run in the search for the nearest. A small model may have a thousand mistakes, each with its nearest
/// name; the largest one has it for the first few, so that thousands of mistakes are answered as fast as one.
pub(crate) const MAX_COMPARED: usize = 50_000;

/// What a look-up found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    One(ElementId),
    Several(Vec<ElementId>),
    Nothing,
}

impl Builder<'_> {
    /// The element that `parts` means within `scope` (None: at the top level).
    pub(super) fn look_up(&self, scope: Option<ElementId>, parts: &[&str]) -> Found {
        let mut scope = scope;
        loop {
            if let Some(found) = self.descend(scope, parts) {
                return Found::One(found);
            }
            match scope {
                Some(inner) => scope = self.model.elements[inner.0 as usize].parent,
                None => break,
            }
        }
        let (Some(last), first) = (parts.last(), parts) else { return Found::Nothing };
        let bearers = self.by_id.get(*last).map_or(&[][..], Vec::as_slice);
        let fits = |id: &&ElementId| first.len() == 1 || ends_with(&self.model, **id, first);
        let candidates: Vec<ElementId> = bearers.iter().filter(fits).copied().collect();
        match candidates[..] {
            [] => Found::Nothing,
            [one] => Found::One(one),
            _ => Found::Several(candidates),
        }
    }

    /// Follows `parts` downwards from the members of `scope`.
    fn descend(&self, scope: Option<ElementId>, parts: &[&str]) -> Option<ElementId> {
        let mut at = scope;
        for part in parts {
            at = Some(*self.members.get(&at)?.get(*part)?);
        }
        at
    }

    /// The element that a path means, or an error that says why it means none.
    pub(super) fn resolve(&mut self, scope: Option<ElementId>, path: &Path) -> Option<ElementId> {
        let parts: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
        self.resolve_parts(scope, &parts, path.span)
    }

    pub(super) fn resolve_parts(&mut self, scope: Option<ElementId>, parts: &[&str], span: Span) -> Option<ElementId> {
        match self.look_up(scope, parts) {
            Found::One(id) => Some(id),
            Found::Several(candidates) => {
                self.report_ambiguous(&parts.join("."), span, &candidates);
                None
            }
            Found::Nothing => {
                self.report_unknown(scope, parts, span);
                None
            }
        }
    }

    pub(super) fn report_ambiguous(&mut self, name: &str, span: Span, candidates: &[ElementId]) {
        let paths: Vec<String> =
            candidates.iter().map(|id| format!("`{}`", self.model.elements[id.0 as usize].path)).collect();
        let mut diagnostic =
            Diagnostic::error(Code::AMBIGUOUS_NAME, span, format!("`{name}` could be {}", one_of(&paths)))
                .label("several elements bear this name");
        for id in candidates.iter().take(8) {
            let element = &self.model.elements[id.0 as usize];
            diagnostic = diagnostic.related(element.span, format!("`{}` is declared here", element.path));
        }
        self.diagnostics.push(diagnostic.help("write the whole path, from the outermost group on"));
    }

    /// No element bears the name: the nearest names, and of a dotted path how far it led.
    pub(super) fn report_unknown(&mut self, scope: Option<ElementId>, parts: &[&str], span: Span) {
        let name = parts.join(".");
        let mut diagnostic = Diagnostic::error(Code::UNKNOWN_NAME, span, format!("cannot find `{name}`"))
            .label("no element bears this name");
        let known = (1..parts.len()).rev().find_map(|length| match self.look_up(scope, &parts[..length]) {
            Found::One(id) => Some((length, id)),
            _ => None,
        });
        if let Some((length, id)) = known {
            let search = self.may_search();
            let element = self.element(id);
            diagnostic.label = format!("`{}` holds no `{}`", element.path, parts[length]);
            if search {
                let members = element.members.iter().map(|m| self.model.elements[m.0 as usize].id.as_str());
                diagnostic = diagnostic.nearest(parts[length], members);
            }
        } else if self.may_search() {
            diagnostic = diagnostic.nearest(&name, nearest_names(&self.model, parts.len() > 1));
        }
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn may_search(&mut self) -> bool {
        self.compared += self.model.elements.len();
        self.compared <= MAX_COMPARED.max(self.model.elements.len())
    }
}

/// Declared names to compare with: ids, or whole paths for a dotted name.
fn nearest_names(model: &Model, dotted: bool) -> impl Iterator<Item = &str> {
    let declared = model.elements.iter().filter(|element| !element.implied);
    declared.map(move |element| if dotted { element.path.as_str() } else { element.id.as_str() })
}

/// Whether the path of `id` ends with `parts`.
fn ends_with(model: &Model, id: ElementId, parts: &[&str]) -> bool {
    let mut at = Some(id);
    for part in parts.iter().rev() {
        match at.map(|id| &model.elements[id.0 as usize]) {
            Some(element) if element.id == *part => at = element.parent,
            _ => return false,
        }
    }
    true
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn one_of<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", head.join(", "), last.as_ref())
        }
    }
}
