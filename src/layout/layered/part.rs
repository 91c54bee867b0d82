//! One connected part of a graph in the engine's own frame, the input of all phases that follow [`super::normalise`].
//!
//! The flow always runs down here: `x` lies across it, `y` along it. Lengths are integers in 1/8 px, so that every machine
//! computes the same. Containers are the part itself (0) and its groups; a *leaf* is a node, an empty group, or a group laid out
//! beforehand because no edge crosses its border.

use crate::layout::layered::graph::{Direction, Graph};

/// Lengths and coordinates: 1/8 px.
pub(super) type Unit = i64;
pub(super) const NONE: u32 = u32::MAX;
/// Units of a px.
pub(super) const PX: f64 = 8.0;
/// Boxes and ranks never touch: what touches does not see each other, and has no line between.
const LEAST: Unit = 2;
/// The longest that anything may be, px, groups that are laid out by themselves included. What is longer is cut, so that no sum
/// overflows.
pub(super) const LONGEST: f64 = 1e9;

/// Px to units, rounded up to an even number so that halves are exact; anything that is no length counts as 0.
pub(super) fn unit(px: f64) -> Unit {
    if px.is_finite() && px > 0.0 { ((px.min(LONGEST) * PX / 2.0).ceil() as Unit) * 2 } else { 0 }
}

pub(super) fn px(u: Unit) -> f64 {
    u as f64 / PX
}

/// A width (across the flow) and a height (along it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub w: Unit,
    pub h: Unit,
}

/// Minimum distances.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Space {
    pub node: Unit,
    pub rank: Unit,
    pub edge: Unit,
    pub edge_node: Unit,
    pub label: Unit,
    pub component: Unit,
}

impl Space {
    pub(super) fn of(graph: &Graph) -> Self {
        let s = &graph.spacing;
        Self {
            node: unit(s.node).max(LEAST),
            rank: unit(s.rank).max(unit(1.0)),
            edge: unit(s.edge_edge).max(unit(1.0)),
            edge_node: unit(s.edge_node).max(unit(2.0)),
            label: unit(s.edge_label).max(unit(1.0)),
            component: unit(s.component),
        }
    }
}

impl Extent {
    /// As large as what others can see at least: lines end at its sides, and two of no size would stand on one another.
    pub(super) fn seen(self) -> Self {
        Self { w: self.w.max(LEAST), h: self.h.max(LEAST) }
    }
}

/// On which side of a group its title lies, in the frame where the flow runs down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleSide {
    /// Where the flow enters, at the low x: the picture flows down.
    Start,
    /// Where it leaves: the picture flows up.
    End,
    /// Along the wall of low x: the picture flows to a side.
    Low,
}

impl TitleSide {
    pub(super) fn of(direction: Direction) -> Self {
        match direction {
            Direction::Down => Self::Start,
            Direction::Up => Self::End,
            Direction::Right | Direction::Left => Self::Low,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tip {
    Leaf(u32),
    Container(u32),
}

#[derive(Clone, Debug)]
pub(super) struct Container {
    /// The container around it: for a member of a lane the one around the lanes. The part itself has none.
    pub home: u32,
    /// The lane that it stands in, a container too.
    pub lane: u32,
    /// How many containers are around it, lanes not counted.
    pub depth: u32,
    /// A lane is no container for the phases up to ordering: its members are its home's, told apart by their lane.
    pub is_lane: bool,
    /// Position in source order among everything in the part.
    pub order: u32,
    pub title: Extent,
    /// How large it is at least.
    pub least: Extent,
    pub pad: Unit,
    /// Room for loops of the group on itself, beside its wall of high x.
    pub margin: Unit,
    /// Of a container that only keeps bridged leaves together (see [`super::bridges`]): how far apart they stand. Else 0.
    pub bridge: Unit,
    /// Of a container that is a row of its home, which is wrapped (see [`super::wrap`]): which one, from 0.
    pub row: Option<u32>,
}

impl Container {
    /// How much a title of this height along its wall takes between border and content. It stands half the padding from both; a
    /// lane's, which gets a head of its own, the whole.
    pub(super) fn strip(&self, title: Unit) -> Unit {
        match (title, self.is_lane) {
            (0, _) => self.pad,
            (t, false) => t + self.pad / 2 * 2,
            (t, true) => t + 2 * self.pad,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub size: Extent,
    /// How large it would be if all nodes were alike (see [`super::typical`]).
    pub alike: Extent,
    pub home: u32,
    pub lane: u32,
    pub order: u32,
    pub centered: bool,
    /// How far ends stay from the corners of its upper and lower side, where there is room.
    pub inset: Unit,
    /// Some of its ends have given places, and none may move.
    pub pinned: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub from: Tip,
    pub to: Tip,
    pub label: Option<Extent>,
    pub weight: i64,
    /// Runs straight across between neighbours of one rank (see [`super::bridges`]).
    pub bridge: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Part {
    pub space: Space,
    pub title_side: TitleSide,
    pub containers: Vec<Container>,
    pub leaves: Vec<Leaf>,
    pub lines: Vec<Line>,
    pub same_rank: Vec<Vec<Tip>>,
    pub order: Vec<Vec<Tip>>,
    /// Where everything stood in an earlier drawing.
    pub before: Option<super::previous::Before>,
    /// Ends with given places.
    pub pins: Vec<super::collar::Pin>,
    /// Given places at which no line of the part ends: of leaf, side and how far along it, as of pins.
    pub taken: Vec<(u32, super::collar::Flank, Unit)>,
}

impl Part {
    /// The container whose layers hold the tip, and the lane there.
    pub(super) fn home(&self, tip: Tip) -> (u32, u32) {
        match tip {
            Tip::Leaf(i) => (self.leaves[i as usize].home, self.leaves[i as usize].lane),
            Tip::Container(c) => (self.containers[c as usize].home, self.containers[c as usize].lane),
        }
    }

    /// Where a container's title lies. A lane's stands at its head, where no line crosses from lane to lane.
    pub(super) fn title_at(&self, c: u32) -> TitleSide {
        match self.title_side {
            TitleSide::Low if self.containers[c as usize].is_lane => TitleSide::Start,
            side => side,
        }
    }

    /// Which row of its home a member is.
    pub(super) fn row(&self, member: Option<Tip>) -> Option<u32> {
        match member {
            Some(Tip::Container(c)) => self.containers[c as usize].row,
            _ => None,
        }
    }

    /// Whether a container has a title that lines may have to keep clear of.
    pub(super) fn has_head(&self, c: u32) -> bool {
        self.containers[c as usize].title.w > 0 && self.title_at(c) != TitleSide::Low
    }

    /// The container with layers of its own that stands for a container: a lane's is its home.
    pub(super) fn body(&self, c: u32) -> u32 {
        if self.containers[c as usize].is_lane { self.containers[c as usize].home } else { c }
    }

    pub(super) fn source_order(&self, tip: Tip) -> u32 {
        match tip {
            Tip::Leaf(i) => self.leaves[i as usize].order,
            Tip::Container(c) => self.containers[c as usize].order,
        }
    }

    /// Whether a container is, or is around, a tip.
    pub(super) fn holds(&self, c: u32, tip: Tip) -> bool {
        let mut at = match tip {
            Tip::Leaf(i) => self.leaves[i as usize].home,
            Tip::Container(c) => self.body(c),
        };
        let depth = self.containers[c as usize].depth;
        while at != NONE && self.containers[at as usize].depth > depth {
            at = self.containers[at as usize].home;
        }
        at == c
    }

    /// The lowest container around both ends of a line and the members of it that hold them: what the line connects there.
    pub(super) fn lift(&self, a: Tip, b: Tip) -> Lifted {
        if let Tip::Container(c) = a
            && self.holds(self.body(c), b)
        {
            let body = self.body(c);
            let below = if b == Tip::Container(body) { None } else { self.member(body, b) };
            return Lifted { container: body, from: None, to: below };
        }
        if let Tip::Container(c) = b
            && self.holds(self.body(c), a)
        {
            let body = self.body(c);
            return Lifted { container: body, from: self.member(body, a), to: None };
        }
        let (mut a, mut b) = (self.up_from_lane(a), self.up_from_lane(b));
        loop {
            let (ha, hb) = (self.home(a).0, self.home(b).0);
            if ha == hb {
                return Lifted { container: ha, from: Some(a), to: Some(b) };
            }
            if self.containers[ha as usize].depth >= self.containers[hb as usize].depth {
                a = Tip::Container(ha);
            } else {
                b = Tip::Container(hb);
            }
        }
    }

    fn up_from_lane(&self, tip: Tip) -> Tip {
        match tip {
            Tip::Container(c) => Tip::Container(self.body(c)),
            Tip::Leaf(_) => tip,
        }
    }

    /// The member of `container` that is or holds `tip`.
    pub(super) fn member(&self, container: u32, tip: Tip) -> Option<Tip> {
        let mut at = tip;
        if let Tip::Container(c) = tip {
            at = Tip::Container(self.body(c));
            if at == Tip::Container(container) {
                return None;
            }
        }
        loop {
            let home = self.home(at).0;
            if home == container {
                return Some(at);
            }
            if home == NONE {
                return None;
            }
            at = Tip::Container(home);
        }
    }
}

/// What a line connects in one container. An end is missing where the line ends at that container's own border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lifted {
    pub container: u32,
    pub from: Option<Tip>,
    pub to: Option<Tip>,
}
