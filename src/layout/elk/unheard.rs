//! What a document asks for and cannot have here: one warning for each, with the first place that asks.

use std::collections::BTreeMap;

/// More warnings than these tell a reader nothing.
const MOST: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// There is no such thing here.
    Unknown,
    /// No such thing stands here.
    Nowhere,
    /// The whole drawing has one value.
    Inner,
    /// Places are fixed, and some are not said.
    Places,
    /// It is put where it was asked for, whatever is there.
    NoRoom,
    /// A place is fixed where none can be.
    Moved,
}

/// What was set without effect: why and what, the first place and how many more.
#[derive(Clone, Debug, Default)]
pub(super) struct Unheard(BTreeMap<(Why, String), (String, usize)>);

impl Unheard {
    fn note(&mut self, why: Why, what: String, path: &str) {
        let path = if path.is_empty() { "$" } else { path };
        self.0.entry((why, what)).or_insert_with(|| (path.to_owned(), 0)).1 += 1;
    }

    /// An option that has no counterpart, by the key that it has in the document.
    pub(super) fn option(&mut self, key: &str, path: &str) {
        self.note(Why::Unknown, format!("`{key}`"), path);
    }

    /// An option that has a counterpart, with a value that has none.
    pub(super) fn value(&mut self, name: &str, value: &str, path: &str) {
        self.note(Why::Unknown, format!("`elk.{name}: {value}`"), path);
    }

    /// An option on an inner node that differs from the document's.
    pub(super) fn inner(&mut self, name: &str, path: &str) {
        self.note(Why::Inner, format!("`elk.{name}`"), path);
    }

    /// Parts of an element that has none of their kind, such as the children of a port.
    pub(super) fn part(&mut self, name: &str, of: &str, path: &str) {
        self.note(Why::Nowhere, format!("`{name}` of {of}"), path);
    }

    /// Fixed places of ports of a node with children, some of which have none.
    pub(super) fn places(&mut self, path: &str) {
        self.note(Why::Places, "`elk.portConstraints`".to_owned(), path);
    }

    /// Labels outside of a node with children.
    pub(super) fn no_room(&mut self, path: &str) {
        self.note(Why::NoRoom, "`elk.nodeLabels.placement: OUTSIDE`".to_owned(), path);
    }

    /// A port with a fixed place in its node or beside its side.
    pub(super) fn moved(&mut self, path: &str) {
        self.note(Why::Moved, "`x` and `y`".to_owned(), path);
    }

    /// A sentence for each.
    pub(super) fn warnings(&self) -> Vec<String> {
        let sentence = |((why, what), (path, count)): (&(Why, String), &(String, usize))| {
            let others = if *count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            let why = match why {
                Why::Unknown => "has no counterpart here and changes nothing",
                Why::Nowhere => "are not read, and not drawn",
                Why::Places => {
                    "fixes the places of ports, and some have no `x` and `y`: only their sides and their order are kept"
                }
                Why::NoRoom => "puts labels beside a node with children, where no room is kept for them",
                Why::Moved => {
                    "do not put the port on or outside its side of the node: it stands at the nearest place there"
                }
                Why::Inner => "is not heeded on an inner node: the whole drawing has the value of the document itself",
            };
            format!("{path}{others}: {what} {why}")
        };
        let mut out: Vec<String> = self.0.iter().take(MOST).map(sentence).collect();
        if self.0.len() > MOST {
            out.push(format!("{} more options change nothing", self.0.len() - MOST));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_once_with_its_first_place() {
        let mut unheard = Unheard::default();
        unheard.option("elk.force.model", "");
        unheard.option("elk.force.model", "children[0]");
        unheard.value("edgeRouting", "\"SPLINES\"", "children[2]");
        unheard.inner("aspectRatio", "children[1]");
        assert_eq!(
            unheard.warnings(),
            [
                "children[2]: `elk.edgeRouting: \"SPLINES\"` has no counterpart here and changes nothing",
                "$ and 1 more: `elk.force.model` has no counterpart here and changes nothing",
                "children[1]: `elk.aspectRatio` is not heeded on an inner node: the whole drawing has the value of the document itself",
            ]
        );
        (0..100).for_each(|i| unheard.option(&format!("key{i}"), ""));
        assert_eq!(unheard.warnings().len(), MOST + 1);
    }
}
