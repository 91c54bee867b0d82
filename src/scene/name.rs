//! Spoken names: what a reader who cannot see the picture hears of an element, an edge, the whole.

use crate::view::{Edge, End, EventKind, Face, Map, MapKind, Message, MessageEnd, NotePlace, Operator, Sequence};

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

/// Says in words what the picture shows: who takes part and what happens, one step a line.
pub fn of_sequence(view: &Sequence) -> String {
    let mut lines = Vec::new();
    let names: Vec<&str> = view.lifelines.iter().map(|lifeline| lifeline.face.title.as_str()).collect();
    lines.push(format!("Participants: {}.", names.join(", ")));
    let mut depth = 0;
    for event in &view.events {
        let opens = matches!(event.kind, EventKind::FragmentStart { .. });
        let step = matches!(event.kind, EventKind::Operand { .. });
        if matches!(event.kind, EventKind::FragmentEnd) {
            depth = usize::saturating_sub(depth, 1);
        }
        if let Some(name) = of_event(view, &event.kind) {
            let indent = if step { usize::saturating_sub(depth, 1) } else { depth };
            lines.push(format!("{}{name}", "  ".repeat(indent)));
        }
        if opens {
            depth += 1;
        }
    }
    lines.join("\n")
}

/// What a reader of the picture would say of the event; None for what is no event of its own.
pub fn of_event(view: &Sequence, kind: &EventKind) -> Option<String> {
    let name = |at: usize| view.lifelines[at].face.title.as_str();
    let names = |over: &[usize]| over.iter().map(|&at| name(at)).collect::<Vec<_>>().join(", ");
    let titled = |word: &str, title: &Option<String>| match title {
        Some(title) => format!("{word}: {}", flat(title)),
        None => word.to_string(),
    };
    Some(match kind {
        EventKind::Message(message) => {
            let end = |end: MessageEnd| match end {
                MessageEnd::Lifeline(at) => name(at),
                MessageEnd::Outside => "outside",
            };
            let (from, to) = (end(message.from), end(message.to));
            let arrow = arrow(message.operator);
            let number = message.number.map_or(String::new(), |number| format!("{number}. "));
            let how = match message {
                Message { lost: true, .. } => " (lost)",
                Message { creates: true, .. } => " (creates)",
                Message { reply: true, .. } => " (reply)",
                _ => "",
            };
            let text = message.text.as_deref().map_or(String::new(), |text| format!(": {}", flat(text)));
            format!("{number}{from} {arrow} {to}{how}{text}")
        }
        EventKind::FragmentStart { operator, title } => titled(operator.word(), title),
        EventKind::Operand { title } => titled("or", title),
        EventKind::Note { place, over, text } => {
            let place = match place {
                NotePlace::LeftOf => "left of",
                NotePlace::RightOf => "right of",
                NotePlace::Over => "over",
            };
            format!("Note {place} {}: {}", names(over), flat(text))
        }
        EventKind::Reference { over, text, .. } => format!("See {}, over {}", flat(text), names(over)),
        EventKind::Divider(text) => flat(text),
        EventKind::Delay(text) => titled("Delay", text),
        EventKind::Destroy(at) => format!("{} ends", name(*at)),
        EventKind::FragmentEnd | EventKind::Space | EventKind::Activate(_) | EventKind::Deactivate(_) => return None,
    })
}

/// On one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
