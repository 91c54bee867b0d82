//! Between the view of a picture and the laws: tells the judge what must be drawn, and turns what it finds into diagnostics
//! with the places of the source.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::judge::{self, Expected, Finding, Item, Part, Role, Unreadable};
use crate::scene::id::id;
use crate::source::{FileId, Sources, Span};
use crate::view::{Body, End, EventKind, Face, FragmentOperator, Map, MessageEnd, Operator, Sequence, View};

/// Judges the picture of a view by every law.
///
/// # Errors
/// The SVG is not one that this version of Frieze wrote.
pub fn of_view(view: &View, svg: &str) -> Result<Vec<Diagnostic>, Unreadable> {
    let expected = expected(view);
    let spans: BTreeMap<&str, Span> = expected.items.iter().map(|item| (item.id.as_str(), item.span)).collect();
    let findings = judge::judge(svg, Some(&expected))?;
    Ok(findings.into_iter().map(|found| diagnostic(found, &spans, Some(view.span))).collect())
}

/// Judges an SVG of which nothing else is known. Its own text is the source: an element stands where its id is written.
///
/// # Errors
/// The SVG is not one that this version of Frieze wrote.
pub fn of_file(sources: &Sources, file: FileId) -> Result<Vec<Diagnostic>, Unreadable> {
    let svg = sources.file(file).text.as_str();
    let findings = judge::judge(svg, None)?;
    let place = |id: &str| {
        let written = format!("id=\"{id}\"");
        let start = svg.find(&format!(" {written}"))? + 1;
        Some(Span::new(file, start, start + written.len()))
    };
    let ids = findings.iter().flat_map(|found| &found.ids);
    let spans: BTreeMap<String, Span> = ids.filter_map(|id| Some((id.clone(), place(id)?))).collect();
    let spans = spans.iter().map(|(id, span)| (id.as_str(), *span)).collect();
    let whole = Some(Span::new(file, 0, 0));
    Ok(findings.into_iter().map(|found| diagnostic(found, &spans, whole)).collect())
}

/// A finding with the places of its elements in the source: the first is underlined, the others stand beside it. Without a
/// source the message says which layers and where.
fn diagnostic(found: Finding, spans: &BTreeMap<&str, Span>, view: Option<Span>) -> Diagnostic {
    let mut places = found.ids.iter().filter_map(|id| Some((id, *spans.get(id.as_str())?)));
    let first = places.next();
    let rest: Vec<(Span, String)> = places.map(|(id, span)| (span, format!("`{id}` is declared here"))).collect();
    let span = first.map(|(_, span)| span).or(view);
    let at = found.at;
    let place = format!("at x {:.0}, y {:.0}", at.x, at.y);
    let message = match span {
        Some(_) => found.message,
        None => format!("{} ({place}; {})", found.message, found.ids.join(", ")),
    };
    let mut out = Diagnostic::new(found.code, Severity::Error, span, message).label(place);
    out.related = rest;
    out.help(found.proposal)
}

/// Everything that the picture of a view must hold.
pub fn expected(view: &View) -> Expected {
    let items = match &view.body {
        Body::Map(map) => of_map(map),
        Body::Sequence(sequence) => of_sequence(sequence),
    };
    Expected { items }
}

/// An item that says nothing and stands at the top.
fn item(id: String, role: Role, span: Span) -> Item {
    Item { id, role, within: None, operand: None, from: None, to: None, heads: None, words: Vec::new(), span }
}

fn of_face(face: &Face, role: Role, within: Option<String>) -> Item {
    let title = (Part::Title, face.title.clone());
    let subtitle = face.subtitle.iter().map(|text| (Part::Subtitle, text.clone()));
    let words = std::iter::once(title).chain(subtitle).collect();
    Item { within, words, ..item(id(role.word(), &face.id), role, face.span) }
}

fn of_map(map: &Map) -> Vec<Item> {
    let role = |group: usize| if map.groups[group].lane { Role::Lane } else { Role::Group };
    let group_id = |group: usize| id(role(group).word(), &map.groups[group].face.id);
    let groups = map.groups.iter().enumerate();
    let groups = groups.map(|(at, group)| of_face(&group.face, role(at), group.parent.map(group_id)));
    let nodes = map.nodes.iter().map(|node| of_face(&node.face, Role::Node, node.parent.map(group_id)));
    let end = |end: End| match end {
        End::Node(node) => id("node", &map.nodes[node].face.id),
        End::Group(group) => group_id(group),
    };
    let edges = map.edges.iter().map(|edge| {
        let words = [(Part::Label, edge.label.clone()), (Part::Tech, edge.tech.clone())];
        let steps = edge.steps.iter().map(|step| (Part::Number, step.to_string()));
        Item {
            from: Some(end(edge.from)),
            to: Some(end(edge.to)),
            heads: Some(heads(edge.operator)),
            words: words.into_iter().filter_map(|(part, text)| Some((part, text?))).chain(steps).collect(),
            ..item(id("edge", &edge.id), Role::Edge, edge.span)
        }
    });
    groups.chain(nodes).chain(edges).collect()
}

const fn heads(operator: Operator) -> [bool; 2] {
    match operator {
        Operator::Call | Operator::Async | Operator::Weak => [false, true],
        Operator::Both => [true, true],
        Operator::Link => [false, false],
    }
}

fn of_sequence(view: &Sequence) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, own) in view.boxes.iter().enumerate() {
        let around = view.boxes[..at].iter().rfind(|other| other.first <= own.first && own.last <= other.last);
        let mut own = of_face(&own.face, Role::Box, around.map(|around| id("box", &around.face.id)));
        // Its head holds a title alone.
        own.words.truncate(1);
        items.push(own);
    }
    for (at, own) in view.lifelines.iter().enumerate() {
        let around = view.boxes.iter().rfind(|around| (around.first..=around.last).contains(&at));
        items.push(of_face(&own.face, Role::Lifeline, around.map(|around| id("box", &around.face.id))));
    }
    // Open fragments: index into the items, operator, and which operand is told.
    let mut open: Vec<(usize, FragmentOperator, usize)> = Vec::new();
    for event in &view.events {
        if matches!(event.kind, EventKind::FragmentEnd) {
            open.pop();
        }
        if let EventKind::Operand { title } = &event.kind
            && let Some((fragment, operator, operand)) = open.last_mut()
        {
            *operand += 1;
            items[*fragment].words.extend(guard(*operator, false, title.as_deref()));
        }
        let Some(mut own) = of_event(view, &event.id, &event.kind, event.span) else { continue };
        if let Some(&(fragment, _, operand)) = open.last() {
            own.within = Some(items[fragment].id.clone());
            own.operand = Some(operand);
        }
        if let EventKind::FragmentStart { operator, .. } = &event.kind {
            open.push((items.len(), *operator, 1));
        }
        items.push(own);
    }
    items
}

/// What stands beside the tab or separator of an operand: a condition in brackets, a plain title where nothing is decided.
fn guard(operator: FragmentOperator, first: bool, title: Option<&str>) -> Option<(Part, String)> {
    let title = match (operator, title.filter(|title| !title.trim().is_empty())) {
        (FragmentOperator::Alt, None) if !first => "else",
        (_, title) => title?,
    };
    let plain = matches!(operator, FragmentOperator::Group | FragmentOperator::Par);
    Some((Part::Guard, if plain { title.to_string() } else { format!("[{title}]") }))
}

/// The layer of an event; None for what has none.
fn of_event(view: &Sequence, name: &str, kind: &EventKind, span: Span) -> Option<Item> {
    let of = |role: Role, words: Vec<(Part, String)>| Item { words, ..item(id(role.word(), name), role, span) };
    Some(match kind {
        EventKind::Message(message) => {
            let end = |end| match end {
                MessageEnd::Lifeline(at) => Some(id("lifeline", &view.lifelines[at].face.id)),
                MessageEnd::Outside => None,
            };
            let number = message.number.map(|number| (Part::Number, number.to_string()));
            let text = message.text.clone().map(|text| (Part::Label, text));
            let [start, tip] = heads(if message.reply { Operator::Weak } else { message.operator });
            Item {
                from: end(message.from),
                to: end(message.to),
                heads: Some([start, tip && !message.lost]),
                ..of(Role::Message, number.into_iter().chain(text).collect())
            }
        }
        EventKind::FragmentStart { operator, title } => {
            let word = (Part::Operator, operator.word().to_string());
            let guard = guard(*operator, true, title.as_deref());
            of(Role::Fragment, std::iter::once(word).chain(guard).collect())
        }
        EventKind::Note { text, .. } => of(Role::Note, vec![(Part::Label, text.clone())]),
        EventKind::Reference { text, .. } => {
            of(Role::Reference, vec![(Part::Operator, "ref".to_string()), (Part::Label, text.clone())])
        }
        EventKind::Divider(text) => of(Role::Divider, vec![(Part::Label, text.clone())]),
        EventKind::Delay(text) => of(Role::Delay, vec![(Part::Label, text.clone()?)]),
        EventKind::Operand { .. }
        | EventKind::FragmentEnd
        | EventKind::Space
        | EventKind::Activate(_)
        | EventKind::Deactivate(_)
        | EventKind::Destroy(_) => return None,
    })
}
