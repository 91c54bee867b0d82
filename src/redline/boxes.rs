//! Boxes around lifelines of both versions.

use std::collections::BTreeMap;

use super::map::marked_face;
use super::mark::Marks;
use crate::diff::{SequenceDiff, Thing};
use crate::view::{Face, LifelineBox, Sequence};

/// Boxes around neighbouring lifelines of one group, a box for each run of them.
pub(super) fn boxes(before: &Sequence, after: &Sequence, diff: &SequenceDiff, marks: &mut Marks) -> Vec<LifelineBox> {
    let around = |sequence: &Sequence, at: usize, of: &dyn Fn(&Thing) -> Option<usize>| -> Vec<usize> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (thing, known) in diff.boxes.iter().enumerate() {
            let Some(own) = of(known).map(|i| &sequence.boxes[i]) else { continue };
            if own.first <= at && at <= own.last {
                found.push((own.depth, thing));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, thing)| thing).collect()
    };
    let chain = |thing: &Thing| match (thing.after, thing.before) {
        (Some(at), _) => around(after, at, &|thing| thing.after),
        (None, Some(at)) => around(before, at, &|thing| thing.before),
        (None, None) => Vec::new(),
    };
    let chains: Vec<Vec<usize>> = diff.lifelines.iter().map(chain).collect();
    let undrawn = |(at, thing): (usize, &Thing)| match thing {
        Thing { before: Some(before), after: None, .. } if !chains.iter().any(|chain| chain.contains(&at)) => {
            Some(*before)
        }
        _ => None,
    };
    let undrawn = diff.boxes.iter().enumerate().filter_map(undrawn);
    marks.unframed = undrawn.map(|at| before.boxes[at].face.title.clone()).collect();
    let deepest = chains.iter().map(Vec::len).max().unwrap_or(0);
    let mut boxes = Vec::new();
    let mut pieces: BTreeMap<usize, usize> = BTreeMap::new();
    for depth in 0..deepest {
        let mut first = 0;
        while first < chains.len() {
            let Some(own) = chains[first].get(..=depth) else {
                first += 1;
                continue;
            };
            let run = chains[first..].iter().take_while(|chain| chain.get(..=depth) == Some(own)).count();
            let thing = &diff.boxes[own[depth]];
            let piece = pieces.entry(own[depth]).or_insert(0);
            *piece += 1;
            boxes.push(LifelineBox {
                face: box_face(before, after, thing, *piece, marks),
                first,
                last: first + run - 1,
                depth,
            });
            first += run;
        }
    }
    boxes
}

fn box_face(before: &Sequence, after: &Sequence, thing: &Thing, piece: usize, marks: &mut Marks) -> Face {
    let again = |face: &Face| {
        let mut face = face.clone();
        if piece > 1 {
            face.id = format!("{}#again{piece}", face.id);
        }
        face
    };
    let old = thing.before.map(|i| again(&before.boxes[i].face));
    let new = thing.after.map(|i| again(&after.boxes[i].face));
    marked_face(thing, old.as_ref(), new.as_ref(), None, "box", marks).0
}
