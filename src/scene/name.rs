//! Spoken names: what a reader who cannot see the picture hears of an element, an edge, the whole.

use crate::view::{Edge, End, Face, Map, MapKind, Operator};

/// "User store: Database, PostgreSQL", with the description behind it.
pub fn of_face(face: &Face) -> String {
    let mut name = face.title.clone();
    let mut kind = face.kind.clone();
    if let Some(subtitle) = face.subtitle.as_ref().filter(|subtitle| **subtitle != face.kind) {
        if !kind.is_empty() {
            kind.push_str(", ");
        }
        kind.push_str(subtitle);
    }
    if !kind.is_empty() && kind != name {
        name = format!("{name}: {kind}");
    }
    match &face.description {
        Some(text) => format!("{name}. {text}"),
        None => name,
    }
}

/// "Auth service → User store: read, write (SQL)".
pub fn of_edge(map: &Map, edge: &Edge) -> String {
    let mut name = format!("{} {} {}", title(map, edge.from), arrow(edge.operator), title(map, edge.to));
    if let Some(label) = &edge.label {
        name.push_str(": ");
        name.push_str(label);
    }
    if let Some(tech) = &edge.tech {
        name.push_str(&format!(" ({tech})"));
    }
    if !edge.steps.is_empty() {
        let numbers: Vec<String> = edge.steps.iter().map(u32::to_string).collect();
        let word = if numbers.len() == 1 { "step" } else { "steps" };
        name.push_str(&format!(", {word} {}", numbers.join(", ")));
    }
    match &edge.description {
        Some(text) => format!("{name}. {text}"),
        None => name,
    }
}

pub const fn arrow(operator: Operator) -> &'static str {
    match operator {
        Operator::Call | Operator::Async | Operator::Weak => "→",
        Operator::Both => "↔",
        Operator::Link => "–",
    }
}

fn title(map: &Map, end: End) -> &str {
    match end {
        End::Node(i) => &map.nodes[i].face.title,
        End::Group(i) => &map.groups[i].face.title,
    }
}

/// The whole in words: what there is, and every connection on a line.
pub fn of_map(map: &Map) -> String {
    let what = match map.kind {
        MapKind::Architecture => "Architecture map",
        MapKind::Flow => "Flowchart",
    };
    let mut text = format!("{what} of {}", count(map.nodes.len(), "element", "elements"));
    if !map.groups.is_empty() {
        text.push_str(&format!(" in {}", count(map.groups.len(), "group", "groups")));
    }
    text.push_str(&format!(", with {}.", count(map.edges.len(), "connection", "connections")));
    for edge in &map.edges {
        text.push('\n');
        text.push_str(&of_edge(map, edge));
    }
    text
}

pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
