//! Which view is which. A view is known by its id; one under another id is recognised by its title, or by what it shows.

use super::matching::Matching;
use super::names::{Names, Side};
use super::similarity::{shared, similarity};
use crate::model::{
    Architecture, Flow, MessageEnd, RuleKind, SelectionKind, Sequence, Step, StepKind, ViewBody, ViewDefinition,
};

/// The least score of two views under different ids: half for likeness of the titles, half for what they show.
const ENOUGH: u32 = 120;

/// A view of another kind (a sequence that was an architecture view) is another view, whatever its id.
pub(super) fn matching(names: &Names) -> Matching {
    let (before, after) = (&names.before.views, &names.after.views);
    let mut matching = Matching::new(before.len(), after.len());
    for (i, view) in before.iter().enumerate() {
        // Without a declared view there is one of everything, named after its file: the same view in a file of another name.
        let same = |other: &&ViewDefinition| other.id == view.id || (other.implied && view.implied);
        if let Some(j) = after.iter().position(|other| same(&other) && kind(view) == kind(other)) {
            matching.join(i, j);
        }
    }
    let mut scored = Vec::new();
    for i in matching.free_before() {
        for j in matching.free_after() {
            if kind(&before[i]) != kind(&after[j]) {
                continue;
            }
            let (a, b) = (shows(names, Side::Before, &before[i]), shows(names, Side::After, &after[j]));
            let total = a.len() + b.len();
            // Two that show nothing show the same.
            let alike = (200 * shared(&a, &b)).checked_div(total).unwrap_or(100) as u32;
            let score = similarity(&before[i].title, &after[j].title) + alike;
            if score >= ENOUGH {
                scored.push((u32::MAX - score, i.abs_diff(j), i.min(j), i.max(j), i, j));
            }
        }
    }
    scored.sort_unstable();
    for (.., i, j) in scored {
        if matching.free(i, j) {
            matching.join(i, j);
        }
    }
    matching
}

fn kind(view: &ViewDefinition) -> u8 {
    match view.body {
        ViewBody::Architecture(_) => 0,
        ViewBody::Sequence(_) => 1,
        ViewBody::Flow(_) => 2,
    }
}

/// What a view shows, as sorted words that both sides share.
fn shows(names: &Names, side: Side, view: &ViewDefinition) -> Vec<String> {
    let mut words = Vec::new();
    match &view.body {
        ViewBody::Architecture(architecture) => selects(names, side, architecture, &mut words),
        ViewBody::Sequence(sequence) => tells(names, side, sequence, &mut words),
        ViewBody::Flow(flow) => does(flow, &mut words),
    }
    words.sort_unstable();
    words
}

fn selects(names: &Names, side: Side, architecture: &Architecture, words: &mut Vec<String>) {
    for rule in &architecture.rules {
        match &rule.kind {
            RuleKind::Include(selections) | RuleKind::Exclude(selections) => {
                let verb = if matches!(rule.kind, RuleKind::Include(_)) { "include" } else { "exclude" };
                words.extend(selections.iter().map(|selection| match &selection.kind {
                    SelectionKind::All => format!("{verb} *"),
                    SelectionKind::Element(id) => format!("{verb} {}", names.word(side, *id)),
                    SelectionKind::Members(id) => format!("{verb} {}.*", names.word(side, *id)),
                    SelectionKind::Tag(tag) => format!("{verb} tag {tag}"),
                    SelectionKind::Kind(kind) => {
                        format!("{verb} kind {}", names.model(side).kinds[kind.0 as usize].name)
                    }
                }));
            }
            RuleKind::Collapse(groups) => {
                words.extend(groups.iter().map(|(id, _)| format!("collapse {}", names.word(side, *id))));
            }
            RuleKind::Focus { elements, .. } => {
                words.extend(elements.iter().map(|id| format!("focus {}", names.word(side, *id))));
            }
            RuleKind::Trace(view) => words.push(format!("trace {}", names.model(side).views[*view].title)),
        }
    }
}

fn tells(names: &Names, side: Side, sequence: &Sequence, words: &mut Vec<String>) {
    let end = |end: &MessageEnd| match end {
        MessageEnd::Participant(id) => names.word(side, *id),
        MessageEnd::Outside => "outside",
    };
    // As deep as the source nests, which has its limit.
    let mut open: Vec<&[Step]> = vec![&sequence.steps];
    while let Some(steps) = open.pop() {
        for step in steps {
            match &step.kind {
                StepKind::Message { from, to, text, call, .. } => {
                    words.push(format!("{} {} {}", end(from), end(to), text.as_deref().unwrap_or_default()));
                    open.extend(call.as_deref());
                }
                StepKind::Fragment { operands, .. } => {
                    open.extend(operands.iter().map(|operand| operand.steps.as_slice()))
                }
                _ => {}
            }
        }
    }
}

fn does(flow: &Flow, words: &mut Vec<String>) {
    words.extend(flow.nodes.iter().map(|node| format!("{} {}", node.id, node.title)));
}
