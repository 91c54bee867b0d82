//! Which of the things before is which after: a partial one-to-one relation between the indices of two lists.

use std::collections::BTreeMap;

use super::types::Thing;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matching {
    /// For each thing before, its index after.
    pub forth: Vec<Option<usize>>,
    /// For each thing after, its index before.
    pub back: Vec<Option<usize>>,
}

impl Matching {
    pub fn new(before: usize, after: usize) -> Self {
        Self { forth: vec![None; before], back: vec![None; after] }
    }

    /// Neither may have a partner yet.
    pub fn join(&mut self, before: usize, after: usize) {
        debug_assert!(self.free(before, after), "a thing has one partner");
        self.forth[before] = Some(after);
        self.back[after] = Some(before);
    }

    /// Neither has a partner yet.
    pub fn free(&self, before: usize, after: usize) -> bool {
        self.forth[before].is_none() && self.back[after].is_none()
    }

    /// The pairs in the order of `before`.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.forth.iter().enumerate().filter_map(|(before, after)| after.map(|after| (before, after)))
    }

    pub fn free_before(&self) -> Vec<usize> {
        (0..self.forth.len()).filter(|&at| self.forth[at].is_none()).collect()
    }

    pub fn free_after(&self) -> Vec<usize> {
        (0..self.back.len()).filter(|&at| self.back[at].is_none()).collect()
    }

    /// One number for each thing, the same on both sides for a pair: those of `after` are their indices, those of `before`
    /// alone follow.
    pub fn class_before(&self, at: usize) -> usize {
        self.forth[at].unwrap_or(self.back.len() + at)
    }

    /// Joins the things whose words are equal; a word stands for one thing on each side.
    pub fn by_words<W: Ord>(before: &[W], after: &[W]) -> Self {
        let places: BTreeMap<&W, usize> = after.iter().enumerate().map(|(at, word)| (word, at)).collect();
        let mut matching = Self::new(before.len(), after.len());
        for (at, word) in before.iter().enumerate() {
            if let Some(&other) = places.get(word).filter(|other| matching.back[**other].is_none()) {
                matching.join(at, other);
            }
        }
        matching
    }

    /// Whether a thing went elsewhere in a tree. `parents` are the parents of all things of each side, `homes` says which of
    /// them are the same. A parent that came or went takes nothing along: then those around it are compared.
    pub fn moved(
        homes: &Matching,
        (before, parent_of_before): (Option<usize>, &dyn Fn(usize) -> Option<usize>),
        (after, parent_of_after): (Option<usize>, &dyn Fn(usize) -> Option<usize>),
    ) -> bool {
        let mut old = std::iter::successors(before, |&at| parent_of_before(at));
        let mut new = std::iter::successors(after, |&at| parent_of_after(at));
        old.find_map(|at| homes.forth[at]) != new.find(|&at| homes.back[at].is_some())
    }

    /// Every thing once, in merged order (see [`Thing`]).
    pub fn things(&self) -> Vec<Thing> {
        let mut following: Vec<Vec<usize>> = vec![Vec::new(); self.back.len()];
        let mut things = Vec::with_capacity(self.forth.len() + self.back.len());
        let mut anchor = None;
        for (before, after) in self.forth.iter().enumerate() {
            match (after, anchor) {
                (Some(after), _) => anchor = Some(*after),
                (None, Some(anchor)) => following[anchor].push(before),
                (None, None) => things.push(Thing { before: Some(before), ..Thing::default() }),
            }
        }
        for (after, before) in self.back.iter().enumerate() {
            things.push(Thing { before: *before, after: Some(after), ..Thing::default() });
            let gone = following[after].iter().map(|&at| Thing { before: Some(at), ..Thing::default() });
            things.extend(gone);
        }
        things
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_stands_behind_what_it_followed() {
        // before: a b c d, after: x c a; b and d are gone.
        let mut matching = Matching::new(4, 3);
        matching.join(0, 2);
        matching.join(2, 1);
        let order: Vec<(Option<usize>, Option<usize>)> =
            matching.things().iter().map(|thing| (thing.before, thing.after)).collect();
        let wanted = [(None, Some(0)), (Some(2), Some(1)), (Some(3), None), (Some(0), Some(2)), (Some(1), None)];
        assert_eq!(order, wanted);
    }
}
