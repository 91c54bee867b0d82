//! The words of a redline: what can be said of a thing, with its sign, tone and line, and how a text makes room for a badge.

use std::collections::BTreeMap;

use crate::scene::Dash;
use crate::scene::id::id;
use crate::theme;
use crate::view::{End, View};

/// What became of a thing between two versions. Ordered as the legend tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Added,
    Removed,
    /// Its words, kind, looks or ends differ.
    Changed,
    /// It bears another title or another id.
    Renamed,
    /// In another group, lane or fragment.
    Moved,
    /// Elsewhere among its siblings.
    Reordered,
    /// The place that a moved or reordered thing had before.
    Left,
}

/// Two versions of a view as one, and what to say of its parts.
#[derive(Clone, Debug)]
pub struct Merged {
    pub view: View,
    pub marks: Marks,
    /// Where in it the nodes, groups and edges of the new version stand, of a map or a flow.
    pub new: Places,
    /// The title of the view before, where it was another.
    pub retitled: Option<String>,
}

/// Where in a merged map the things of one version stand, by their indices in that version.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// A node may have become a group or a group without members a node.
    pub nodes: Vec<Option<End>>,
    pub groups: Vec<Option<End>>,
    pub edges: Vec<Option<usize>>,
}

impl Places {
    /// Of nodes, then of groups.
    pub fn ends(&self) -> impl Iterator<Item = Option<End>> {
        self.nodes.iter().chain(&self.groups).copied()
    }
}

/// What is marked, by the id of the layer that draws it (see [`crate::scene::id`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    marked: BTreeMap<String, Marked>,
    struck: BTreeMap<String, Vec<String>>,
    /// Titles of lanes or boxes which the version before drew and which have no place in the picture any more: the legend names
    /// them.
    pub unframed: Vec<String>,
}

/// One marked thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub mark: Mark,
    /// What a reader who cannot see the picture hears.
    pub name: String,
}

impl Marks {
    /// Notes a thing that is drawn in the layer of this role and path; `name` is what a reader who cannot see it hears.
    pub fn note(&mut self, role: &str, path: &str, mark: Mark, name: String) {
        self.marked.insert(id(role, path), Marked { mark, name });
    }

    /// Notes texts of the version before that stand struck at the heads of texts of a layer, in order.
    pub fn strike(&mut self, role: &str, path: &str, texts: Vec<String>) {
        if !texts.is_empty() {
            self.struck.entry(id(role, path)).or_default().extend(texts);
        }
    }

    pub fn get(&self, layer: &str) -> Option<&Marked> {
        self.marked.get(layer)
    }

    pub fn struck(&self, layer: &str) -> &[String] {
        self.struck.get(layer).map_or(&[], Vec::as_slice)
    }

    /// How many things bear the mark.
    pub fn count(&self, mark: Mark) -> usize {
        self.marked.values().filter(|marked| marked.mark == mark).count()
    }

    pub fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// In the order of the layers' ids.
    pub fn all(&self) -> impl Iterator<Item = &Marked> {
        self.marked.values()
    }
}

/// How the outline or the line of a marked thing is drawn: what is new is thick, what is gone broken, what stays and was
/// touched in between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// px
    pub width: f64,
    /// None keeps the dash of the line.
    pub dash: Option<Dash>,
}

impl Mark {
    pub const ALL: [Mark; 7] =
        [Mark::Added, Mark::Removed, Mark::Changed, Mark::Renamed, Mark::Moved, Mark::Reordered, Mark::Left];

    /// How legend and spoken names call it.
    pub const fn word(self) -> &'static str {
        match self {
            Mark::Added => "added",
            Mark::Removed => "removed",
            Mark::Changed => "changed",
            Mark::Renamed => "renamed",
            Mark::Moved => "moved",
            Mark::Reordered => "reordered",
            Mark::Left => "stood here",
        }
    }

    pub const fn tint(self) -> theme::Tint {
        theme::Tint::Mark(match self {
            Mark::Added => theme::Mark::Added,
            Mark::Removed => theme::Mark::Removed,
            Mark::Changed | Mark::Renamed => theme::Mark::Changed,
            Mark::Moved | Mark::Reordered | Mark::Left => theme::Mark::Moved,
        })
    }

    pub const fn pen(self) -> Pen {
        match self {
            Mark::Added => Pen { width: 2.75, dash: None },
            Mark::Removed => Pen { width: 1.5, dash: Some(Dash::Dashed) },
            Mark::Left => Pen { width: 1.25, dash: Some(Dash::Dashed) },
            Mark::Changed | Mark::Renamed | Mark::Moved | Mark::Reordered => Pen { width: 2.0, dash: None },
        }
    }

    /// Stands for a thing that is there no more.
    pub const fn is_gone(self) -> bool {
        matches!(self, Mark::Removed | Mark::Left)
    }

    /// The letter by which a text that makes room for a badge says which; it is never drawn. All are about as wide.
    const fn letter(self) -> char {
        match self {
            Mark::Added => '+',
            Mark::Removed => '÷',
            Mark::Changed => '~',
            Mark::Renamed => '=',
            Mark::Moved => '>',
            Mark::Reordered => '×',
            Mark::Left => '<',
        }
    }
}

/// Behind the letter: as many no-break spaces as give a badge beside the words of a label its room.
const ROOM: &str = "\u{a0}\u{a0}\u{a0}";

/// The text with room for the badge before it, for labels: layout measures it as any other.
pub fn with_badge(mark: Mark, text: &str) -> String {
    format!("{}{ROOM}{text}", mark.letter())
}

/// The mark and the words of a text that [`with_badge`] made.
pub fn badge_of(text: &str) -> Option<(Mark, &str)> {
    let letter = text.chars().next()?;
    let words = text[letter.len_utf8()..].strip_prefix(ROOM)?;
    let mark = Mark::ALL.into_iter().find(|mark| mark.letter() == letter)?;
    Some((mark, words))
}

/// A text of a user, which must not look as if it had a badge.
pub fn plain(text: &str) -> String {
    text.replace(ROOM, "   ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_read_back_and_never_made_by_a_user() {
        for mark in Mark::ALL {
            let text = with_badge(mark, "read, write");
            assert_eq!(badge_of(&text), Some((mark, "read, write")));
            assert_eq!(badge_of(&plain(&text)), None);
        }
        assert_eq!(badge_of("+ read"), None);
        assert_eq!(badge_of(""), None);
    }
}
