//! Boxes around neighbouring lifelines of one group. A group whose lifelines do not all stand side by side gets a box around each
//! run of them: no box ever holds a stranger.

use super::face;
use super::types::LifelineBox;
use crate::model::{ElementId, Model};

/// Outer boxes before inner ones, then from left to right.
pub(super) fn boxes(model: &Model, participants: &[ElementId]) -> Vec<LifelineBox> {
    let groups: Vec<Vec<ElementId>> = participants.iter().map(|&id| groups_around(model, id)).collect();
    let deepest = groups.iter().map(Vec::len).max().unwrap_or(0);
    let mut boxes: Vec<LifelineBox> = Vec::new();
    for depth in 0..deepest {
        let mut first = 0;
        while first < participants.len() {
            let Some(&group) = groups[first].get(depth) else {
                first += 1;
                continue;
            };
            let run = groups[first..].iter().take_while(|groups| groups.get(depth) == Some(&group)).count();
            let mut face = face::of_element(model, group);
            let before = boxes.iter().filter(|known| base(&known.face.id) == face.id).count();
            if before > 0 {
                face.id = format!("{}#{}", face.id, before + 1);
            }
            boxes.push(LifelineBox { face, first, last: first + run - 1, depth });
            first += run;
        }
    }
    boxes
}

fn base(id: &str) -> &str {
    id.split('#').next().unwrap_or(id)
}

/// The groups around an element, the outermost first.
fn groups_around(model: &Model, id: ElementId) -> Vec<ElementId> {
    let parent = |id: ElementId| model.elements[id.0 as usize].parent;
    let mut groups: Vec<ElementId> = std::iter::successors(parent(id), |&id| parent(id)).collect();
    groups.reverse();
    groups
}
