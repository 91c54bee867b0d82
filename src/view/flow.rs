//! Flow views: steps and components become nodes, swimlanes groups.

use std::collections::BTreeMap;

use super::types::{Edge, End, Group, Map, MapKind, Node};
use super::{empty, face};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ElementId, Family, Flow, Model, ViewDefinition};

/// The title of the lane of steps that nobody does and that no connection leads to a lane.
const REST: &str = "Others";

pub(super) fn select(
    model: &Model,
    definition: &ViewDefinition,
    flow: &Flow,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Map, Vec<Diagnostic>> {
    if flow.nodes.is_empty() {
        let help = "declare its steps, such as `start begin \"Begin\"`, and connect them";
        return Err(empty(definition, "it has no step", help));
    }
    let mut map = Map {
        kind: MapKind::Flow,
        direction: flow.hints.direction,
        engine: flow.hints.engine,
        engine_span: flow.hints.engine_span,
        aspect: flow.hints.aspect,
        nodes: Vec::new(),
        groups: Vec::new(),
        edges: Vec::new(),
        same_rank: Vec::new(),
        order: Vec::new(),
    };
    let mut lanes = vec![None; flow.nodes.len()];
    if let Some(span) = flow.lanes {
        lanes = lanes_of(flow);
        if lanes.iter().all(Option::is_none) {
            let message = "`lanes: on` has no effect: no step says `by` whom it is done";
            let found = Diagnostic::warning(Code::NO_EFFECT, span, message).label("nothing to do here");
            warnings.push(found.help("`step pay \"Pay\" { by: billing }` puts a step into the lane of `billing`"));
        } else {
            lay_lanes(model, flow, &mut lanes, &mut map);
            if let Some(aspect) = map.aspect.take() {
                let message = "`aspect` has no effect: lanes span the whole flow, which cannot be cut";
                let found = Diagnostic::warning(Code::NO_EFFECT, aspect.span, message).label("nothing to do here");
                warnings.push(found.help("leave `aspect` or `lanes: on` out"));
            }
        }
    }
    for (at, node) in flow.nodes.iter().enumerate() {
        // A lane says who does its steps.
        let by = node.by.filter(|_| map.groups.is_empty());
        let face = match node.element {
            Some(element) => face::of_element(model, element),
            None => face::of_step(model, node, by),
        };
        map.nodes.push(Node { face, parent: lanes[at].filter(|_| !map.groups.is_empty()), collapsed: false });
    }
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for edge in &flow.edges {
        let count = counts.entry((edge.from, edge.to)).or_default();
        *count += 1;
        let pair = format!("{}->{}", flow.nodes[edge.from].id, flow.nodes[edge.to].id);
        map.edges.push(Edge {
            id: if *count > 1 { format!("{pair}#{count}") } else { pair },
            from: End::Node(edge.from),
            to: End::Node(edge.to),
            operator: edge.operator,
            label: edge.label.clone(),
            tech: None,
            steps: Vec::new(),
            faded: false,
            description: None,
            look: edge.look,
            link: edge.link.clone(),
            span: edge.span,
        });
    }
    let ends = |list: &crate::model::HintList<usize>| list.ends.iter().map(|&node| End::Node(node)).collect();
    map.same_rank = flow.hints.same_rank.iter().map(ends).collect();
    map.order = flow.hints.order.iter().map(ends).collect();
    Ok(map)
}

/// The node whose lane each node stands in, as an index of a node that has one. A component stands in its own lane; a step
/// without `by` in that of the step before it, else of the step after it, however far away.
fn lanes_of(flow: &Flow) -> Vec<Option<usize>> {
    let own =
        |at: usize| flow.nodes[at].by.or(flow.nodes[at].element.filter(|_| flow.nodes.iter().any(|n| n.by.is_some())));
    let mut lanes: Vec<Option<usize>> = (0..flow.nodes.len()).map(|at| own(at).map(|_| at)).collect();
    for forwards in [true, false] {
        let mut open: Vec<usize> = (0..lanes.len()).filter(|&at| lanes[at].is_some()).collect();
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); lanes.len()];
        for edge in &flow.edges {
            let (from, to) = if forwards { (edge.from, edge.to) } else { (edge.to, edge.from) };
            next[from].push(to);
        }
        while !open.is_empty() {
            let mut front = Vec::new();
            for at in open {
                for &to in &next[at] {
                    if lanes[to].is_none() {
                        lanes[to] = lanes[at];
                        front.push(to);
                    }
                }
            }
            open = front;
        }
    }
    lanes
}

/// Makes the lanes in order of first appearance, and turns `lanes` into indices of them.
fn lay_lanes(model: &Model, flow: &Flow, lanes: &mut [Option<usize>], map: &mut Map) {
    let mut known: Vec<Option<ElementId>> = Vec::new();
    let whose = |lane: &Option<usize>| lane.and_then(|at| flow.nodes[at].by.or(flow.nodes[at].element));
    for owner in lanes.iter().map(whose) {
        if !known.contains(&owner) {
            known.push(owner);
        }
    }
    // The lane of the rest stands last; the sort is stable.
    known.sort_by_key(Option::is_none);
    for lane in lanes.iter_mut() {
        *lane = known.iter().position(|&id| id == whose(lane));
    }
    for whose in known {
        let mut face = match whose {
            Some(id) => face::of_element(model, id),
            None => {
                let mut face = face::of_step(model, &flow.nodes[0], None);
                face.title = REST.into();
                face.link = None;
                face.description = None;
                face.icon = None;
                face.look = Default::default();
                face.id = "others".into();
                face
            }
        };
        // A step may bear the same id.
        face.id = format!("lane:{}", face.id);
        face.shape = "box".into();
        face.subtitle = None;
        face.family = Family::Container;
        map.groups.push(Group { face, parent: None, lane: true, direction: None, depth: 0 });
    }
}
