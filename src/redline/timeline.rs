//! The merged timeline of a sequence: which events stand there, in which order, and what they do to frames.

use std::collections::BTreeMap;

use super::frames::{Step, Token};
use super::mark::Mark;
use super::sequence::{Place, Teller};
use crate::diff::{SequenceDiff, Thing};
use crate::view::{EventKind, Sequence};

impl Teller<'_> {
    /// Everything that is drawn, in order; what belongs to the row of a message of the new version stands right behind it.
    pub(super) fn timeline(&self) -> Vec<Place> {
        let ghosts = self.ghosts();
        let mut places: Vec<Place> = Vec::new();
        let mut behind = 0;
        let put = |place: Place, at: Option<usize>, places: &mut Vec<Place>| match at {
            Some(at) => places.insert(at, place),
            None => places.push(place),
        };
        for &thing in ghosts.get(&None).into_iter().flatten() {
            places.push(Place { thing, ghost: true });
        }
        for (at, thing) in self.diff.events.iter().enumerate() {
            let place = Place { thing: at, ghost: false };
            let bar = matches!(self.kind(place), EventKind::Activate(_) | EventKind::Deactivate(_));
            match thing.after {
                Some(_) if bar => {
                    put(place, Some(behind), &mut places);
                    behind += 1;
                }
                Some(_) => {
                    places.push(place);
                    behind = places.len();
                }
                None if bar || matches!(self.kind(place), EventKind::Destroy(_) | EventKind::Space) => {}
                None => places.push(place),
            }
            for &thing in ghosts.get(&Some(at)).into_iter().flatten() {
                places.push(Place { thing, ghost: true });
            }
        }
        self.outside(&mut places);
        self.whole(places)
    }

    /// What is there no more never stood in a frame that is new: at its end it goes out.
    fn outside(&self, places: &mut [Place]) {
        let old = |place: Place| place.ghost || self.diff.events[place.thing].after.is_none();
        let ends = |place: Place| {
            self.diff.events[place.thing].before.is_none() && matches!(self.kind(place), EventKind::FragmentEnd)
        };
        for first in (0..places.len().saturating_sub(1)).rev() {
            let mut at = first;
            while at + 1 < places.len() && old(places[at]) && ends(places[at + 1]) {
                places.swap(at, at + 1);
                at += 1;
            }
        }
    }

    /// A frame that is gone keeps its parts together where its members went apart: what ends it stands behind what begins it, and
    /// its conditions between.
    fn whole(&self, places: Vec<Place>) -> Vec<Place> {
        let ends = |place: &Place| matches!(self.kind(*place), EventKind::FragmentEnd);
        let gone = |place: &Place| self.diff.events[place.thing].after.is_none();
        let mut begun = vec![false; self.diff.events.len()];
        let mut ended = vec![false; self.diff.events.len()];
        // Parts that come before the beginning of their frame wait for it.
        let mut waiting: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        let mut out = Vec::with_capacity(places.len());
        for place in places {
            if let Some(opens) = self.opens[place.thing] {
                if gone(&place) && (!begun[opens] || ended[opens]) {
                    waiting.entry(opens).or_default().push(place);
                    continue;
                }
                ended[opens] |= ends(&place);
            }
            out.push(place);
            begun[place.thing] |= !place.ghost;
            if let Some(mut parts) = waiting.remove(&place.thing) {
                parts.sort_by_key(ends);
                ended[place.thing] = parts.iter().any(ends);
                out.extend(parts);
            }
        }
        // Conditions behind the end of their frame go into it.
        for (opens, parts) in waiting {
            let end = out.iter().position(|place| self.opens[place.thing] == Some(opens) && ends(place));
            let end = end.expect("what waits behind an end has one");
            out.splice(end..end, parts);
        }
        out
    }

    /// Messages that stand elsewhere now, by the thing behind which they stood.
    fn ghosts(&self) -> BTreeMap<Option<usize>, Vec<usize>> {
        let mut of_before: Vec<Option<usize>> = vec![None; self.before.events.len()];
        for (at, thing) in self.diff.events.iter().enumerate() {
            thing.before.into_iter().for_each(|i| of_before[i] = Some(at));
        }
        let elsewhere = |at: usize| matches!(self.mark(at), Some(Mark::Moved | Mark::Reordered));
        let mut ghosts: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut last = None;
        for (i, event) in self.before.events.iter().enumerate() {
            let Some(at) = of_before[i] else { continue };
            match event.kind {
                _ if !elsewhere(at) => last = Some(at),
                EventKind::Message(_) => ghosts.entry(last).or_default().push(at),
                _ => {}
            }
        }
        ghosts
    }

    pub(super) fn tokens(&self, places: &[Place]) -> Vec<Token> {
        // Frames that stay nest in their order; those that are gone need not any more, and are known by their things.
        let mut open: Vec<usize> = Vec::new();
        let mut gone: BTreeMap<usize, usize> = BTreeMap::new();
        let mut step = |at: usize, place: Place| {
            let stays = self.diff.events[place.thing].after.is_some();
            let of_gone = self.opens[place.thing].and_then(|thing| gone.get(&thing).copied());
            let step = match self.kind(place) {
                EventKind::FragmentStart { .. } => {
                    if stays {
                        open.push(at);
                    }
                    gone.insert(place.thing, at);
                    Step::Opens
                }
                EventKind::Operand { .. } if stays => open.last().map_or(Step::Neither, |&frame| Step::Divides(frame)),
                EventKind::FragmentEnd if stays => open.pop().map_or(Step::Neither, Step::Closes),
                EventKind::Operand { .. } => of_gone.map_or(Step::Neither, Step::Divides),
                EventKind::FragmentEnd => of_gone.map_or(Step::Neither, Step::Closes),
                _ => Step::Neither,
            };
            Token { step, stays }
        };
        places.iter().enumerate().map(|(at, &place)| step(at, place)).collect()
    }
}

/// What begins the frame that each thing of the version before ends or divides.
pub(super) fn openings(before: &Sequence, diff: &SequenceDiff) -> Vec<Option<usize>> {
    let mut things = vec![None; before.events.len()];
    for (at, thing) in diff.events.iter().enumerate() {
        thing.before.into_iter().for_each(|i| things[i] = Some(at));
    }
    let mut opens = vec![None; diff.events.len()];
    let mut open: Vec<usize> = Vec::new();
    for (event, thing) in before.events.iter().zip(things) {
        let Some(thing) = thing else { continue };
        match event.kind {
            EventKind::FragmentStart { .. } => open.push(thing),
            EventKind::Operand { .. } => opens[thing] = open.last().copied(),
            EventKind::FragmentEnd => opens[thing] = open.pop(),
            _ => {}
        }
    }
    opens
}

/// The frame that each thing stands in, in one version.
pub(super) fn frames_of(
    sequence: &Sequence,
    diff: &SequenceDiff,
    of: impl Fn(&Thing) -> Option<usize>,
) -> Vec<Option<usize>> {
    let mut things = vec![None; sequence.events.len()];
    for (at, thing) in diff.events.iter().enumerate() {
        of(thing).into_iter().for_each(|i| things[i] = Some(at));
    }
    let mut frames = vec![None; diff.events.len()];
    let mut open = Vec::new();
    for (event, thing) in sequence.events.iter().zip(things) {
        let Some(thing) = thing else { continue };
        if matches!(event.kind, EventKind::FragmentEnd) {
            open.pop();
        }
        frames[thing] = open.last().copied();
        if matches!(event.kind, EventKind::FragmentStart { .. }) {
            open.push(thing);
        }
    }
    frames
}
