//! What a comparison says: which thing of one version is which thing of the other, and what happened to it. Plain data; an
//! index points into the arrays of the model or of the drawn view that it speaks of.

use crate::source::Span;
use crate::view::{End, View};

/// Two versions of one source compared: `before` and `after` are the two models that [`super::compare`] was given.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// Indices into [`crate::model::Model::elements`], every element of both sides once.
    pub elements: Vec<Thing>,
    /// Indices into [`crate::model::Model::connections`].
    pub connections: Vec<Thing>,
    /// Every view of both sides once.
    pub views: Vec<ViewDiff>,
    /// Everything that a reader would call a change: first what holds for the whole file, then view by view, each in the
    /// order of the merged things. Empty where the versions mean the same, however differently they are written.
    pub changes: Vec<Change>,
}

/// One thing in one or both versions. Lists of things are in merged order: the order of `after`, with what only `before` has
/// standing behind the thing that it followed there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thing {
    pub before: Option<usize>,
    pub after: Option<usize>,
    /// Something that both versions draw differs: a text, the shape, the operator, the look. Also set for a rename, and for
    /// what a message is worded like.
    pub changed: bool,
    /// Known by another id now.
    pub renamed: bool,
    /// In another group, fragment or lane now, where both the old and the new one stand in both versions or the thing went
    /// from one that stays to another.
    pub moved: bool,
    /// Stands elsewhere among its siblings.
    pub reordered: bool,
    /// Indices into [`Diff::changes`]: what a reader is told about it. A thing of a view may be changed by changes that hold
    /// for the whole file.
    pub changes: Vec<usize>,
}

impl Thing {
    pub fn is_added(&self) -> bool {
        self.before.is_none()
    }

    pub fn is_removed(&self) -> bool {
        self.after.is_none()
    }

    /// In both versions, and nothing happened to it.
    pub fn is_same(&self) -> bool {
        !(self.is_added() || self.is_removed() || self.changed || self.renamed || self.moved || self.reordered)
    }
}

/// One view of one or both versions.
#[derive(Clone, Debug)]
pub struct ViewDiff {
    /// Indices into [`crate::model::Model::views`].
    pub before: Option<usize>,
    pub after: Option<usize>,
    /// What each side draws; None where the side lacks the view, or where the view draws nothing (`empty-view`).
    pub drawn_before: Option<Box<View>>,
    pub drawn_after: Option<Box<View>>,
    pub body: BodyDiff,
    /// Indices into [`Diff::changes`] of all that changed in this picture: the changes of the view itself and those of the
    /// whole file that touch what it draws.
    pub changes: Vec<usize>,
}

impl ViewDiff {
    /// Both versions draw the same: no part of the picture is marked, and neither its title nor a hint changed.
    pub fn is_same(&self) -> bool {
        self.before.is_some() && self.after.is_some() && self.changes.is_empty() && self.body.is_same()
    }
}

/// The things that a view draws, as indices into the arrays of [`ViewDiff::drawn_before`] and [`ViewDiff::drawn_after`].
#[derive(Clone, Debug)]
pub enum BodyDiff {
    Map(MapDiff),
    Sequence(SequenceDiff),
}

impl BodyDiff {
    pub fn is_same(&self) -> bool {
        match self {
            BodyDiff::Map(map) => {
                map.turned.is_empty() && [&map.nodes, &map.groups, &map.edges].iter().all(|list| same(list))
            }
            BodyDiff::Sequence(sequence) => {
                [&sequence.lifelines, &sequence.boxes, &sequence.events].iter().all(|list| same(list))
            }
        }
    }
}

fn same(things: &[Thing]) -> bool {
    things.iter().all(Thing::is_same)
}

/// An architecture view or a flow.
#[derive(Clone, Debug, Default)]
pub struct MapDiff {
    /// Into [`crate::view::Map::nodes`].
    pub nodes: Vec<Thing>,
    /// Into [`crate::view::Map::groups`]; swimlanes too. The parent of a thing of `after` stands before it; so does the parent
    /// of a thing of `before` among those of `before`.
    pub groups: Vec<Thing>,
    /// Into [`crate::view::Map::edges`].
    pub edges: Vec<Thing>,
    /// One element that is drawn as a node on one side and as a group on the other (`collapse`, or members that came or went):
    /// its end before and its end after. Both stand among `nodes` and `groups` as removed and added.
    pub turned: Vec<(End, End)>,
}

/// A sequence view.
#[derive(Clone, Debug, Default)]
pub struct SequenceDiff {
    /// Into [`crate::view::Sequence::lifelines`], from left to right.
    pub lifelines: Vec<Thing>,
    /// Into [`crate::view::Sequence::boxes`].
    pub boxes: Vec<Thing>,
    /// Into [`crate::view::Sequence::events`]. The ends of a fragment are matched where its start is, and an activation that
    /// belongs to a call where its message is.
    pub events: Vec<Thing>,
}

/// One thing that happened, told in one sentence by [`super::words()`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub scope: Scope,
    pub subject: Subject,
    /// How the thing is named to a reader, as `after` has it unless it is gone there: `api`, `web -> api "HTTPS"`, `message 4`.
    pub name: String,
    pub what: What,
    /// Of a thing that came or went, what else there is to say: the kind of an element, what a message says, what a group or a
    /// fragment was put around.
    pub detail: Option<String>,
    /// Where it stands; a thing that is there on one side alone has no place on the other.
    pub before: Option<Span>,
    pub after: Option<Span>,
    /// Indices into [`Diff::views`]: the views in which it is seen.
    pub views: Vec<usize>,
}

/// What a change holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The model: every view that draws the thing.
    File,
    /// Index into [`Diff::views`].
    View(usize),
}

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The file as a whole: its title.
    File,
    Kind,
    Element,
    Group,
    Connection,
    View,
    Participant,
    Message,
    Fragment,
    /// A further part of a fragment: `else`, `and`, `option`.
    Operand,
    Note,
    Reference,
    Divider,
    Delay,
    Gap,
    Activation,
    Destruction,
    /// A step of a flow, or a component that stands in it.
    Step,
    Arrow,
}

/// What happened to a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Added,
    Removed,
    /// One attribute; None where the side does not have it.
    Changed {
        attribute: String,
        from: Option<String>,
        to: Option<String>,
    },
    /// Known by another id; the names as [`Change::name`] has them, with the titles where they were given.
    Renamed {
        from: String,
        to: String,
    },
    /// To another group, fragment or call; None is the outermost level.
    Moved {
        from: Option<String>,
        to: Option<String>,
    },
    /// Elsewhere among its siblings: the name of the one before it, None where it stands first.
    Reordered {
        from: Option<String>,
        to: Option<String>,
    },
}
