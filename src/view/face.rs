//! How an element or a step presents itself: title, second line, shape, icon, looks.

use super::types::Face;
use crate::model::{ElementId, FlowNode, Model};

pub(super) fn of_element(model: &Model, id: ElementId) -> Face {
    let element = &model.elements[id.0 as usize];
    let kind = &model.kinds[element.kind.0 as usize];
    let replicas = element.replicas.filter(|&count| count > 1).map(|count| format!("×{count}"));
    Face {
        id: element.path.clone(),
        title: element.title.clone(),
        subtitle: joined([element.tech.clone(), replicas], " "),
        description: element.description.clone(),
        shape: element.shape.clone(),
        icon: element.icon.clone(),
        kind: kind.label.clone(),
        family: kind.family,
        look: element.look,
        link: element.link.clone(),
        span: element.span,
    }
}

/// A step of a flow; `by` is who does it, where the picture does not say so otherwise.
pub(super) fn of_step(model: &Model, node: &FlowNode, by: Option<ElementId>) -> Face {
    let kind = &model.kinds[node.kind.0 as usize];
    let by = by.map(|id| model.elements[id.0 as usize].title.clone());
    Face {
        id: node.id.clone(),
        title: node.title.clone(),
        subtitle: joined([by, node.tech.clone()], " · "),
        description: node.description.clone(),
        shape: kind.shape.clone(),
        icon: kind.icon.clone(),
        kind: kind.label.clone(),
        family: kind.family,
        look: node.look,
        link: node.link.clone(),
        span: node.span,
    }
}

fn joined(parts: [Option<String>; 2], between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
