//! Every word of both versions stands in the redline: titles, second lines, labels, messages, notes, conditions.

use super::{cases, changed, drawn, light};
use frieze::diff::ViewDiff;
use frieze::scene::{Item, Scene};
use frieze::view::{Body, EventKind, View};

/// The letters of all texts that a layer draws, without spaces and the brackets of conditions.
fn layers(scene: &Scene) -> Vec<String> {
    let mut texts = Vec::new();
    for item in &scene.items {
        let Item::Layer(layer) = item else { continue };
        let mut text = String::new();
        for item in &layer.items {
            if let Item::Text(line) = item {
                text.push_str(&letters(&line.content));
            }
        }
        texts.push(text);
    }
    texts
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"[]".contains(*c)).collect()
}

/// Every text that a view draws.
fn said(view: &View) -> Vec<String> {
    let mut said = vec![view.title.clone()];
    match &view.body {
        Body::Map(map) => {
            let faces = map.nodes.iter().map(|node| &node.face).chain(map.groups.iter().map(|group| &group.face));
            said.extend(faces.flat_map(|face| std::iter::once(face.title.clone()).chain(face.subtitle.clone())));
            said.extend(map.edges.iter().flat_map(|edge| edge.label.clone().into_iter().chain(edge.tech.clone())));
        }
        Body::Sequence(sequence) => {
            let faces = sequence.lifelines.iter().map(|line| &line.face);
            said.extend(faces.flat_map(|face| std::iter::once(face.title.clone()).chain(face.subtitle.clone())));
            said.extend(sequence.boxes.iter().map(|around| around.face.title.clone()));
            for event in &sequence.events {
                match &event.kind {
                    EventKind::Message(message) => said.extend(message.text.clone()),
                    EventKind::FragmentStart { title, .. } | EventKind::Operand { title } => said.extend(title.clone()),
                    EventKind::Note { text, .. } | EventKind::Reference { text, .. } | EventKind::Divider(text) => {
                        said.push(text.clone());
                    }
                    EventKind::Delay(text) => said.extend(text.clone()),
                    _ => {}
                }
            }
        }
    }
    said
}

/// The texts of either version that the redline lacks.
pub fn missing(view: &ViewDiff) -> Vec<String> {
    let layers = layers(&drawn(view, &light()));
    let both = view.drawn_before.iter().chain(&view.drawn_after).flat_map(|view| said(view));
    both.filter(|text| !layers.iter().any(|layer| layer.contains(&letters(text)))).collect()
}

#[test]
fn every_word_of_both_versions_is_in_the_picture() {
    for (name, before, after) in cases() {
        for view in changed(&before, &after).iter().chain(&changed(&after, &before)) {
            assert_eq!(missing(view), Vec::<String>::new(), "{name}");
        }
    }
}
