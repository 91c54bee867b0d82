//! Third stage: exactly what one view draws, and nothing that it does not. Selection, lifting, merging, tracing and the flat
//! order of a sequence's events are decided here; no stage after this one asks the model.

mod architecture;
mod boxes;
mod edges;
mod face;
mod flow;
mod selection;
mod sequence;
mod trace;
mod types;

pub use trace::{Carriers, Request, requests};
pub use types::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, Model, ViewBody};

/// Nodes and groups, or lifelines, of one view.
pub const MAX_NODES: usize = 20_000;
/// Edges, or events, of one view.
pub const MAX_EDGES: usize = 40_000;

/// The view at `index` of [`Model::views`], with the warnings about statements that have no effect in it.
///
/// # Errors
/// A view that holds nothing (`empty-view`) or more than can be laid out (`too-many`).
pub fn select(model: &Model, index: usize) -> Result<(View, Vec<Diagnostic>), Vec<Diagnostic>> {
    let definition = &model.views[index];
    let mut warnings = Vec::new();
    let body = match &definition.body {
        ViewBody::Architecture(body) => Body::Map(architecture::select(model, definition, body, &mut warnings)?),
        ViewBody::Flow(body) => Body::Map(flow::select(model, definition, body, &mut warnings)?),
        ViewBody::Sequence(body) => Body::Sequence(sequence::select(model, definition, body, &mut warnings)?),
    };
    let (nodes, edges) = match &body {
        Body::Map(map) => (map.nodes.len() + map.groups.len(), map.edges.len()),
        Body::Sequence(sequence) => (sequence.lifelines.len(), sequence.events.len()),
    };
    for (count, limit, what) in
        [(nodes, MAX_NODES, "20,000 elements"), (edges, MAX_EDGES, "40,000 connections or steps")]
    {
        if count > limit {
            let message = format!("the view `{}` holds more than {what}", definition.id);
            let found = Diagnostic::error(Code::TOO_MANY, definition.span, message)
                .label("too much for one picture")
                .help("`collapse` groups, or split it into several views");
            return Err(vec![found]);
        }
    }
    let view = View {
        id: definition.id.clone(),
        title: definition.title.clone(),
        description: definition.description.clone(),
        span: definition.span,
        body,
    };
    Ok((view, warnings))
}

/// Which of the model's elements the view at `index` speaks of, in one way or another: as a node, a group, a lifeline, inside a
/// collapsed group, as the one who does a step. Parallel to [`Model::elements`].
pub fn elements_of(model: &Model, index: usize) -> Vec<bool> {
    let mut marks = vec![false; model.elements.len()];
    let mut mark = |id: model::ElementId| marks[id.0 as usize] = true;
    match &model.views[index].body {
        ViewBody::Architecture(architecture) => return selection::shown(model, architecture).elements,
        ViewBody::Sequence(sequence) => sequence.participants.iter().for_each(|&id| mark(id)),
        ViewBody::Flow(flow) => flow.nodes.iter().flat_map(|node| [node.element, node.by]).flatten().for_each(mark),
    }
    marks
}

/// The error of a view that draws nothing.
fn empty(definition: &model::ViewDefinition, reason: &str, help: &str) -> Vec<Diagnostic> {
    let message = format!("the view `{}` is empty: {reason}", definition.id);
    vec![Diagnostic::error(Code::EMPTY_VIEW, definition.span, message).label("nothing to draw").help(help)]
}
