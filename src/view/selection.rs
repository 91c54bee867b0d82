//! Which elements a view shows: includes make the ground, `focus` and `trace` narrow it, excludes take away. The order of the
//! statements does not matter. Groups around what is shown are shown with it.

use crate::model::{
    Architecture, ElementId, FocusDirection, Model, Operator, RuleKind, Selection, SelectionKind, ViewBody,
};

pub(super) struct Shown {
    /// Parallel to the model's elements.
    pub elements: Vec<bool>,
    /// A trace without an `include`: connections that it does not use stay away instead of fading.
    pub only_traced: bool,
}

pub(super) fn shown(model: &Model, architecture: &Architecture) -> Shown {
    let count = model.elements.len();
    let mut included: Option<Vec<bool>> = None;
    let mut excluded = vec![false; count];
    let mut traced: Option<Vec<bool>> = None;
    for rule in &architecture.rules {
        match &rule.kind {
            RuleKind::Include(selections) => {
                let marks = included.get_or_insert_with(|| vec![false; count]);
                selections.iter().for_each(|selection| mark(model, selection, marks));
            }
            RuleKind::Exclude(selections) => {
                selections.iter().for_each(|selection| mark(model, selection, &mut excluded));
            }
            RuleKind::Trace(view) => {
                let marks = traced.get_or_insert_with(|| vec![false; count]);
                if let ViewBody::Sequence(sequence) = &model.views[*view].body {
                    sequence.participants.iter().for_each(|id| marks[id.0 as usize] = true);
                }
            }
            RuleKind::Collapse(_) | RuleKind::Focus { .. } => {}
        }
    }
    spread_down(model, &mut excluded);
    let only_traced = traced.is_some() && included.is_none();
    let mut elements = match (included, traced) {
        // A trace over included elements draws both.
        (Some(a), Some(b)) => a.iter().zip(&b).map(|(a, b)| *a || *b).collect(),
        (Some(marks), None) | (None, Some(marks)) => marks,
        (None, None) => vec![true; count],
    };
    elements.iter_mut().zip(&excluded).for_each(|(shown, out)| *shown &= !out);
    narrow_to_focus(model, architecture, &mut elements);
    spread_up(model, &mut elements);
    Shown { elements, only_traced }
}

/// Marks what a selection speaks of; a group means everything inside it too.
fn mark(model: &Model, selection: &Selection, marks: &mut [bool]) {
    match &selection.kind {
        SelectionKind::All => marks.fill(true),
        SelectionKind::Element(id) => {
            marks[id.0 as usize] = true;
            mark_below(model, *id, marks);
        }
        SelectionKind::Members(id) => mark_below(model, *id, marks),
        SelectionKind::Tag(tag) => {
            let bears = |(at, _): &(usize, &crate::model::Element)| model.elements[*at].tags.contains(tag);
            mark_all(model, model.elements.iter().enumerate().filter(bears).map(|(at, _)| at).collect(), marks);
        }
        SelectionKind::Kind(kind) => {
            let is = |(at, _): &(usize, &crate::model::Element)| model.elements[*at].kind == *kind;
            mark_all(model, model.elements.iter().enumerate().filter(is).map(|(at, _)| at).collect(), marks);
        }
    }
}

fn mark_all(model: &Model, elements: Vec<usize>, marks: &mut [bool]) {
    for at in elements {
        marks[at] = true;
        mark_below(model, ElementId(at as u32), marks);
    }
}

fn mark_below(model: &Model, group: ElementId, marks: &mut [bool]) {
    let mut open: Vec<ElementId> = model.elements[group.0 as usize].members.clone();
    while let Some(id) = open.pop() {
        marks[id.0 as usize] = true;
        open.extend(&model.elements[id.0 as usize].members);
    }
}

/// Members of marked groups are marked; parents stand before members, so one pass is enough.
fn spread_down(model: &Model, marks: &mut [bool]) {
    for (at, element) in model.elements.iter().enumerate() {
        if element.parent.is_some_and(|parent| marks[parent.0 as usize]) {
            marks[at] = true;
        }
    }
}

fn spread_up(model: &Model, marks: &mut [bool]) {
    for (at, element) in model.elements.iter().enumerate().rev() {
        if let (true, Some(parent)) = (marks[at], element.parent) {
            marks[parent.0 as usize] = true;
        }
    }
}

/// Keeps what lies within reach of the focus, along connections between elements that are shown.
fn narrow_to_focus(model: &Model, architecture: &Architecture, shown: &mut [bool]) {
    let mut kept: Option<Vec<bool>> = None;
    for rule in &architecture.rules {
        let RuleKind::Focus { elements, depth, direction } = &rule.kind else { continue };
        let kept = kept.get_or_insert_with(|| vec![false; shown.len()]);
        let mut reached = vec![false; shown.len()];
        for id in elements {
            reached[id.0 as usize] = true;
            mark_below(model, *id, &mut reached);
        }
        let mut front: Vec<usize> = (0..shown.len()).filter(|&at| reached[at] && shown[at]).collect();
        let neighbours = neighbours(model, *direction);
        for _ in 0..*depth {
            let mut next = Vec::new();
            for at in front {
                for &other in &neighbours[at] {
                    if shown[other] && !reached[other] {
                        reached[other] = true;
                        next.push(other);
                    }
                }
            }
            front = next;
            if front.is_empty() {
                break;
            }
        }
        kept.iter_mut().zip(&reached).for_each(|(kept, reached)| *kept |= reached);
    }
    if let Some(kept) = kept {
        shown.iter_mut().zip(&kept).for_each(|(shown, kept)| *shown &= kept);
    }
}

/// Of each element those next to it: upstream are those that call it, downstream those that it calls.
fn neighbours(model: &Model, direction: FocusDirection) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); model.elements.len()];
    for connection in &model.connections {
        let (from, to) = (connection.from.0 as usize, connection.to.0 as usize);
        let both = matches!(connection.operator, Operator::Both | Operator::Link);
        if both || direction != FocusDirection::Upstream {
            lists[from].push(to);
        }
        if both || direction != FocusDirection::Downstream {
            lists[to].push(from);
        }
    }
    lists
}
