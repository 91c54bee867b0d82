//! Any two versions: what holds for the difference of models that nobody wrote by hand.

use frieze::diff::{self, BodyDiff, Diff, Subject, Thing, What};
use frieze::fmt;
use frieze::model::Model;
use proptest::prelude::*;

use crate::edits::{study, study_model, turned};
use crate::model;

const STUDIES: [&str; 5] = [
    "analytics-event-pipeline",
    "authentication-system",
    "file-upload-service",
    "notification-system",
    "real-time-chat-system",
];
const KINDS: [&str; 5] = ["service", "database", "cache", "queue", "client"];
const OPERATORS: [&str; 5] = ["->", "->>", "-->", "<->", "--"];
const WORDS: [&str; 8] = ["log in", "SELECT", "200", "heartbeat", "retry later", "order placed", "append", "what now?"];

/// A system as numbers; any numbers make a lawful source.
#[derive(Clone, Debug)]
struct System {
    /// Kind, title, group (0 is none), technology.
    elements: Vec<(usize, usize, usize, usize)>,
    /// Ends, operator, label.
    connections: Vec<(usize, usize, usize, usize)>,
    /// Ends, operator, text, and what stands around: 0 nothing, 1 a call, 2 a fragment, 3 a note before it.
    messages: Vec<(usize, usize, usize, usize, usize)>,
    /// Kind, title; ends, label.
    steps: Vec<(usize, usize)>,
    arrows: Vec<(usize, usize, usize)>,
    view: usize,
}

fn system() -> impl Strategy<Value = System> {
    let number = 0..40usize;
    let elements = prop::collection::vec((0..5usize, number.clone(), 0..4usize, 0..4usize), 1..9);
    let connections = prop::collection::vec((number.clone(), number.clone(), 0..5usize, 0..9usize), 0..12);
    let messages = prop::collection::vec((number.clone(), number.clone(), 0..3usize, 0..8usize, 0..4usize), 1..14);
    let steps = prop::collection::vec((0..3usize, number.clone()), 1..7);
    let arrows = prop::collection::vec((number.clone(), number.clone(), 0..9usize), 0..8);
    (elements, connections, messages, steps, arrows, number).prop_map(
        |(elements, connections, messages, steps, arrows, view)| System {
            elements,
            connections,
            messages,
            steps,
            arrows,
            view,
        },
    )
}

impl System {
    fn source(&self) -> String {
        let mut text = String::from("allow missing-glyph, undeclared-connection\n");
        for group in 0..4 {
            if group > 0 {
                text.push_str(&format!("group g{group} \"Group {group}\" {{\n"));
            }
            for (at, (kind, title, own, tech)) in self.elements.iter().enumerate() {
                if *own == group {
                    let tech = if *tech > 0 { format!(" {{ tech: T{tech} }}") } else { String::new() };
                    text.push_str(&format!("{} e{at} \"Title {title}\"{tech}\n", KINDS[*kind]));
                }
            }
            if group > 0 {
                text.push_str("}\n");
            }
        }
        let count = self.elements.len();
        for (from, to, operator, label) in &self.connections {
            let label = WORDS.get(*label).map(|word| format!(": {word}")).unwrap_or_default();
            text.push_str(&format!("e{} {} e{}{label}\n", from % count, OPERATORS[*operator], to % count));
        }
        let direction = ["down", "right", "up", "left"][self.view % 4];
        text.push_str(&format!("architecture all \"All {}\" {{ direction: {direction} }}\n", self.view / 10));
        text.push_str("sequence talk \"Talk\" {\n");
        for (from, to, operator, word, around) in &self.messages {
            let (from, to, word) = (from % count, to % count, WORDS[*word]);
            let message = format!("e{from} {} e{to}: {word}", OPERATORS[*operator]);
            match around {
                // A reply is no call.
                1 if *operator < 2 => text.push_str(&format!("{message} {{\n return {word}\n}}\n")),
                2 => text.push_str(&format!("opt \"{word}\" {{\n{message}\n}}\n")),
                3 => text.push_str(&format!("note over e{to}: {word}\n{message}\n")),
                _ => text.push_str(&format!("{message}\n")),
            }
        }
        text.push_str("}\nflow work \"Work\" {\n");
        for (at, (kind, title)) in self.steps.iter().enumerate() {
            text.push_str(&format!("{} s{at} \"Step {title}\"\n", ["step", "decision", "end"][*kind]));
        }
        for (from, to, label) in &self.arrows {
            let label = WORDS.get(*label).map(|word| format!(": {word}")).unwrap_or_default();
            text.push_str(&format!("s{} -> s{}{label}\n", from % self.steps.len(), to % self.steps.len()));
        }
        text.push_str("}\n");
        text
    }
}

/// A second version: what of the first stays is chosen by `keep`, in another order now and then, with parts of a third.
fn edited(system: &System, other: &System, keep: &[u8]) -> System {
    let mut edited = system.clone();
    let choice = |at: usize| keep.get(at % keep.len().max(1)).copied().unwrap_or(0);
    edited.messages = Vec::new();
    for (at, message) in system.messages.iter().enumerate() {
        match choice(at) % 6 {
            0 => {}
            1 => edited.messages.insert(0, *message),
            2 => edited.messages.extend([*message, other.messages[at % other.messages.len()]]),
            3 => edited.messages.push((message.0, message.1, message.2, (message.3 + 1) % WORDS.len(), message.4)),
            _ => edited.messages.push(*message),
        }
    }
    if edited.messages.is_empty() {
        edited.messages.push(other.messages[0]);
    }
    for (at, element) in edited.elements.iter_mut().enumerate() {
        match choice(at + 7) % 6 {
            0 => element.2 = (element.2 + 1) % 4,
            1 => element.1 += 1,
            2 => element.0 = (element.0 + 1) % KINDS.len(),
            _ => {}
        }
    }
    edited.connections.retain(|connection| choice(connection.0) % 5 != 0);
    edited.arrows.extend(other.arrows.iter().take(2));
    edited
}

/// Every index of both sides once, and marks that agree with what is there.
fn complete(things: &[Thing], before: usize, after: usize) {
    let indices = |of: fn(&Thing) -> Option<usize>| {
        let mut indices: Vec<usize> = things.iter().filter_map(of).collect();
        indices.sort_unstable();
        indices
    };
    assert_eq!(indices(|thing| thing.before), (0..before).collect::<Vec<_>>());
    assert_eq!(indices(|thing| thing.after), (0..after).collect::<Vec<_>>());
    for thing in things.iter().filter(|thing| thing.is_added() || thing.is_removed()) {
        assert!(!(thing.changed || thing.renamed || thing.moved || thing.reordered), "{thing:?}");
    }
}

fn consistent(diff: &Diff, before: &Model, after: &Model) {
    complete(&diff.elements, before.elements.len(), after.elements.len());
    complete(&diff.connections, before.connections.len(), after.connections.len());
    for view in &diff.views {
        let count = |view: &Option<Box<frieze::view::View>>| match view.as_ref().map(|view| &view.body) {
            Some(frieze::view::Body::Map(map)) => [map.nodes.len(), map.groups.len(), map.edges.len()],
            Some(frieze::view::Body::Sequence(s)) => [s.lifelines.len(), s.boxes.len(), s.events.len()],
            None => [0; 3],
        };
        let (old, new) = (count(&view.drawn_before), count(&view.drawn_after));
        let lists = match &view.body {
            BodyDiff::Map(map) => [&map.nodes, &map.groups, &map.edges],
            BodyDiff::Sequence(sequence) => [&sequence.lifelines, &sequence.boxes, &sequence.events],
        };
        for (at, list) in lists.into_iter().enumerate() {
            complete(list, old[at], new[at]);
        }
    }
    for (at, change) in diff.changes.iter().enumerate() {
        assert!(!diff::words(change).contains('\n'));
        assert!(change.views.iter().all(|&view| diff.views[view].changes.contains(&at)), "{change:?}");
        assert_ne!(change.before.is_some() || change.after.is_some(), change.subject == Subject::File, "{change:?}");
    }
}

fn told(before: &Model, after: &Model, turn: bool) -> Vec<String> {
    let mut list: Vec<String> =
        diff::compare(before, after).changes.iter().map(|change| turned(change, turn)).collect();
    list.sort();
    list
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_two_versions_are_compared_alike_from_both_sides(a in system(), b in system(), keep in prop::collection::vec(any::<u8>(), 1..12)) {
        let c = edited(&a, &b, &keep);
        let (a, b, c) = (model(&a.source()), model(&b.source()), model(&c.source()));
        for (before, after) in [(&a, &b), (&a, &c), (&c, &b)] {
            consistent(&diff::compare(before, after), before, after);
            prop_assert_eq!(told(before, after, false), told(after, before, true));
        }
    }

    #[test]
    fn nothing_differs_from_itself_however_it_is_written(a in system()) {
        let source = a.source();
        let before = model(&source);
        for after in [model(&source), model(&formatted(&source))] {
            let diff = diff::compare(&before, &after);
            prop_assert!(diff.changes.is_empty(), "{:?}", diff.changes);
            prop_assert!(diff.views.iter().all(diff::ViewDiff::is_same));
        }
    }

    #[test]
    fn a_rename_with_all_connections_kept_is_one_rename(a in system(), at in 0..9usize, with in 0..9usize) {
        let mut a = a;
        let at = at % a.elements.len();
        // Something holds it in its place.
        let with = if with % a.elements.len() == at { (at + 1) % a.elements.len() } else { with % a.elements.len() };
        prop_assume!(with != at);
        a.connections.push((at, with, 0, 0));
        let source = a.source();
        let own = format!("\"Title {}\"", a.elements[at].1);
        let declared = format!("e{at} {own}");
        prop_assert_eq!(source.matches(&declared).count(), 1);
        let renamed = source.replace(&declared, "another \"Something else\"");
        // No id begins with another: there are fewer than ten.
        let renamed = renamed.replace(&format!("e{at}"), "another");
        let diff = diff::compare(&model(&source), &model(&renamed));
        let whats: Vec<&What> = diff.changes.iter().map(|change| &change.what).collect();
        prop_assert!(matches!(whats[..], [What::Renamed { .. }]), "{:?}", diff.changes);
    }
}

fn formatted(text: &str) -> String {
    fmt::format(text).expect("nothing is wrong with it")
}

#[test]
fn a_reformatted_case_study_is_no_change() {
    for name in STUDIES {
        let text = study(name);
        let flat: String = text.lines().map(|line| format!("{}\n", line.trim_start())).collect();
        let before = study_model(name, &text);
        for other in
            [formatted(&text), formatted(&flat), flat, format!("// A word before.\n\n{text}\n\n// And one behind.\n")]
        {
            let diff = diff::compare(&before, &study_model(name, &other));
            assert!(diff.changes.is_empty(), "{name}: {:?}", diff.changes);
            assert!(diff.views.iter().all(diff::ViewDiff::is_same), "{name}");
        }
    }
}
