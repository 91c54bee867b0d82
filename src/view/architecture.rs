//! Architecture views: what is shown becomes nodes, groups and edges.

use std::collections::BTreeMap;

use super::edges::{Drawn, Use, edges};
use super::selection::{Shown, shown};
use super::types::{End, Group, Map, MapKind, Node};
use super::{empty, face, trace};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Architecture, Connection, DirectionOf, ElementId, HintList, Look, Model, RuleKind, SelectionKind, ViewBody,
    ViewDefinition,
};
use crate::source::Span;

pub(super) fn select(
    model: &Model,
    definition: &ViewDefinition,
    architecture: &Architecture,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Map, Vec<Diagnostic>> {
    if model.elements.is_empty() {
        let help = "declare a component, such as `service api \"API\"`, or just connect two: `web -> api`";
        return Err(empty(definition, "the source declares no component", help));
    }
    let shown = shown(model, architecture);
    if !shown.elements.contains(&true) {
        let help = "widen `include`, `focus` or `trace`, or exclude less";
        return Err(empty(definition, "its statements leave no element", help));
    }
    warn_idle_rules(model, architecture, &shown, warnings);
    let mut map = Map {
        kind: MapKind::Architecture,
        direction: architecture.hints.direction,
        engine: architecture.hints.engine,
        engine_span: architecture.hints.engine_span,
        aspect: architecture.hints.aspect,
        nodes: Vec::new(),
        groups: Vec::new(),
        edges: Vec::new(),
        same_rank: Vec::new(),
        order: Vec::new(),
    };
    let drawn = place(model, architecture, &shown, &mut map);
    let (steps, untold) = trace_steps(model, architecture, &shown);
    map.edges = edges(model, &drawn, uses(model, architecture, &shown, steps, &untold));
    directions(model, &architecture.hints.direction_of, &drawn, &mut map, warnings);
    map.same_rank = hints(&architecture.hints.same_rank, "same rank", &drawn, warnings);
    map.order = hints(&architecture.hints.order, "order", &drawn, warnings);
    Ok(map)
}

/// Makes nodes and groups, and says where each element is drawn.
fn place(model: &Model, architecture: &Architecture, shown: &Shown, map: &mut Map) -> Vec<Option<Drawn>> {
    let mut collapsed = vec![false; model.elements.len()];
    for rule in &architecture.rules {
        if let RuleKind::Collapse(groups) = &rule.kind {
            groups.iter().for_each(|(id, _)| collapsed[id.0 as usize] = true);
        }
    }
    let mut drawn: Vec<Option<Drawn>> = vec![None; model.elements.len()];
    for (at, element) in model.elements.iter().enumerate() {
        let parent = element.parent.and_then(|parent| drawn[parent.0 as usize]);
        if !shown.elements[at] {
            continue;
        }
        // What a collapsed group holds is drawn as that group: its connections are what the group does.
        if let Some(parent) = parent.filter(|parent| matches!(parent.end, End::Node(_))) {
            drawn[at] = Some(Drawn { end: parent.end, lifted: true, joins: true });
            continue;
        }
        let parent = parent.and_then(|parent| match parent.end {
            End::Group(group) => Some(group),
            End::Node(_) => None,
        });
        let face = face::of_element(model, ElementId(at as u32));
        let holds = element.members.iter().any(|id| shown.elements[id.0 as usize]);
        let end = if holds && !collapsed[at] {
            let depth = parent.map_or(0, |parent| map.groups[parent].depth + 1);
            map.groups.push(Group { face, parent, lane: false, direction: None, depth });
            End::Group(map.groups.len() - 1)
        } else {
            map.nodes.push(Node { face, parent, collapsed: element.container });
            End::Node(map.nodes.len() - 1)
        };
        drawn[at] = Some(Drawn { end, lifted: false, joins: holds && collapsed[at] });
    }
    drawn
}

/// A connection that a message makes because the model has none, with the numbers of its steps.
type Untold = (Connection, Vec<u32>);

/// The numbers of traced steps: of each connection of the model that is used, and of what no connection in sight carries,
/// which makes connections of its own, so that no step is missing: a message to a group may be carried by a connection to a
/// member that the view does not show. A second trace goes on counting where the first one ended.
fn trace_steps(model: &Model, architecture: &Architecture, shown: &Shown) -> (Vec<Option<Vec<u32>>>, Vec<Untold>) {
    let in_sight = |index: &usize| {
        let connection = &model.connections[*index];
        shown.elements[connection.from.0 as usize] && shown.elements[connection.to.0 as usize]
    };
    let mut steps: Vec<Option<Vec<u32>>> = vec![None; model.connections.len()];
    let mut untold: Vec<Untold> = Vec::new();
    let mut places: BTreeMap<(ElementId, ElementId), usize> = BTreeMap::new();
    let carriers = trace::Carriers::new(model);
    let mut last = 0;
    for view in traced(architecture) {
        let ViewBody::Sequence(sequence) = &model.views[view].body else { continue };
        for request in trace::requests(model, sequence, last) {
            last = last.max(request.number.unwrap_or(0));
            let carrier = carriers.find(request.from, request.to, request.operator, false).filter(in_sight);
            if let Some(index) = carrier {
                steps[index].get_or_insert_default().extend(request.number);
                continue;
            }
            let place = *places.entry((request.from, request.to)).or_insert_with(|| {
                untold.push((connection_of(&request), Vec::new()));
                untold.len() - 1
            });
            untold[place].1.extend(request.number);
        }
    }
    (steps, untold)
}

fn traced(architecture: &Architecture) -> impl Iterator<Item = usize> + '_ {
    architecture.rules.iter().filter_map(|rule| match rule.kind {
        RuleKind::Trace(view) => Some(view),
        _ => None,
    })
}

fn connection_of(request: &trace::Request) -> Connection {
    Connection {
        from: request.from,
        to: request.to,
        operator: request.operator,
        label: None,
        tech: None,
        tags: Vec::new(),
        link: None,
        look: Look::default(),
        description: None,
        meta: Vec::new(),
        span: request.span,
    }
}

/// The connections to draw: all of them, or with a trace those that it uses, and the others calm or not at all.
fn uses<'a>(
    model: &'a Model,
    architecture: &Architecture,
    shown: &Shown,
    steps: Vec<Option<Vec<u32>>>,
    untold: &'a [Untold],
) -> Vec<Use<'a>> {
    let tracing = traced(architecture).next().is_some();
    let mut uses = Vec::new();
    for (connection, steps) in model.connections.iter().zip(steps) {
        let idle = tracing && steps.is_none();
        if !(idle && shown.only_traced) {
            uses.push(Use { connection, steps: steps.unwrap_or_default(), faded: idle });
        }
    }
    uses.extend(untold.iter().map(|(connection, steps)| Use { connection, steps: steps.clone(), faded: false }));
    uses
}

/// Gives groups the directions of their own; whatever is not drawn as a group here says so.
fn directions(
    model: &Model,
    list: &[DirectionOf],
    drawn: &[Option<Drawn>],
    map: &mut Map,
    warnings: &mut Vec<Diagnostic>,
) {
    for of in list {
        let element = &model.elements[of.group.0 as usize];
        let path = &element.path;
        let reason = match drawn[of.group.0 as usize] {
            Some(Drawn { end: End::Group(group), .. }) => {
                map.groups[group].direction = Some(of.direction);
                continue;
            }
            _ if element.members.is_empty() => format!("`{path}` holds nothing that could flow"),
            None => format!("`{path}` is not part of this view"),
            Some(Drawn { lifted: true, .. }) => format!("`{path}` is inside of what is collapsed here"),
            Some(Drawn { joins: true, .. }) => format!("`{path}` is collapsed here"),
            Some(_) => format!("nothing that `{path}` holds is drawn here"),
        };
        warnings.push(no_effect(of.span, format!("`direction of` has no effect: {reason}")));
    }
}

/// Hints in terms of what is drawn; one that is left with fewer than two ends says so.
fn hints(
    lists: &[HintList<ElementId>],
    word: &str,
    drawn: &[Option<Drawn>],
    warnings: &mut Vec<Diagnostic>,
) -> Vec<Vec<End>> {
    let mut kept = Vec::new();
    for list in lists {
        let mut ends: Vec<End> = Vec::new();
        for id in &list.ends {
            if let Some(place) = drawn[id.0 as usize].filter(|place| !ends.contains(&place.end)) {
                ends.push(place.end);
            }
        }
        if ends.len() < 2 {
            let message = format!("`{word}` has no effect: fewer than two of its elements are drawn here");
            warnings.push(no_effect(list.span, message));
        } else {
            kept.push(ends);
        }
    }
    kept
}

fn no_effect(span: Span, message: String) -> Diagnostic {
    Diagnostic::warning(Code::NO_EFFECT, span, message).label("nothing to do here")
}

/// Statements that change nothing are most often mistakes.
fn warn_idle_rules(model: &Model, architecture: &Architecture, shown: &Shown, warnings: &mut Vec<Diagnostic>) {
    let focused = architecture.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Focus { .. }));
    let is_shown = |id: ElementId| shown.elements[id.0 as usize];
    for rule in &architecture.rules {
        match &rule.kind {
            RuleKind::Collapse(groups) => {
                for &(id, span) in groups {
                    let element = &model.elements[id.0 as usize];
                    if element.members.is_empty() {
                        warnings
                            .push(no_effect(span, format!("`{}` holds nothing that could be collapsed", element.path)));
                    } else if !is_shown(id) {
                        warnings.push(no_effect(span, format!("`{}` is not part of this view", element.path)));
                    }
                }
            }
            // What a focus leaves out was the ground that it chose from.
            RuleKind::Include(_) if focused => {}
            RuleKind::Include(selections) => {
                let excluded = |id: ElementId| !is_shown(id);
                for selection in selections {
                    if let SelectionKind::Element(id) = selection.kind
                        && excluded(id)
                    {
                        let path = &model.elements[id.0 as usize].path;
                        let message = format!("`{path}` is included, but another statement takes it away");
                        warnings.push(no_effect(selection.span, message));
                    }
                }
            }
            RuleKind::Exclude(_) | RuleKind::Focus { .. } | RuleKind::Trace(_) => {}
        }
    }
}
