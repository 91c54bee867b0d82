//! The labels of nodes and groups: how much room they take, and where they stand.
//!
//! Labels of one element are stacked. Inside a node they stand where `nodeLabels.placement` says, on themselves or on the node, else in its
//! middle; outside a node they keep room of their own. The labels of a group are its title, which the engine places, unless they go
//! outside, where no room is kept for them.

use serde_json::Value;

use super::options::{self, On, Options, Sides};
use super::problem::{Problem, inside, kind, list, problem, shown};
use super::unheard::Unheard;
use crate::geometry::{Point, Rect, Size};

const WORDS: &[&str] =
    &["H_LEFT", "H_CENTER", "H_RIGHT", "V_TOP", "V_CENTER", "V_BOTTOM", "INSIDE", "OUTSIDE", PRIORITY];
/// Says which of two directions matters more where both would do; here none does.
const PRIORITY: &str = "H_PRIORITY";
/// Around labels inside a node, and between a node and labels outside: ELK's defaults, px.
const PADDING: f64 = 5.0;
const BESIDE: f64 = 5.0;

/// Where labels of a node go: what they say themselves, else what the node says.
#[derive(Clone, Debug, Default)]
pub(super) struct Placing {
    spots: Vec<Spot>,
    /// By label the number of its spot.
    of: Vec<usize>,
    padding: Sides,
}

/// Words of `nodeLabels.placement`; labels with the same ones are stacked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Spot(Vec<&'static str>);

impl Spot {
    fn read(options: &Options, path: &str, unheard: &mut Unheard) -> Result<Option<Self>, Problem> {
        let mut words = options.set("nodeLabels.placement", WORDS)?;
        if let Some(words) = &mut words
            && words.contains(&PRIORITY)
        {
            unheard.value("nodeLabels.placement", PRIORITY, path);
            words.retain(|w| *w != PRIORITY);
        }
        Ok(words.map(Self))
    }

    fn says(&self, word: &str) -> bool {
        self.0.contains(&word)
    }

    fn outside(&self) -> bool {
        self.says("OUTSIDE")
    }

    /// The corner of labels of this extent, from the corner of their node.
    fn corner(&self, node: Size, labels: Size, p: Sides) -> Point {
        let across = |low: &str, high: &str, room: f64, own: f64, before: f64, after: f64| {
            if self.says(low) {
                before
            } else if self.says(high) {
                room - own - after
            } else {
                (room - own) / 2.0
            }
        };
        if !self.outside() {
            return Point::new(
                across("H_LEFT", "H_RIGHT", node.w, labels.w, p.left, p.right),
                across("V_TOP", "V_BOTTOM", node.h, labels.h, p.top, p.bottom),
            );
        }
        // Outside labels are flush with a side; those that are level with the node stand beside it.
        let beside = !self.says("V_TOP") && !self.says("V_BOTTOM");
        if beside {
            let off = -labels.w - BESIDE;
            return Point::new(across("H_LEFT", "H_RIGHT", node.w, labels.w, off, off), (node.h - labels.h) / 2.0);
        }
        let off = -labels.h - BESIDE;
        Point::new(
            across("H_LEFT", "H_RIGHT", node.w, labels.w, 0.0, 0.0),
            across("V_TOP", "V_BOTTOM", node.h, labels.h, off, off),
        )
    }
}

impl Placing {
    pub(super) fn read(options: &Options, element: &Value, path: &str, unheard: &mut Unheard) -> Result<Self, Problem> {
        let shared = Spot::read(options, path, unheard)?.unwrap_or_default();
        let mut out =
            Self { padding: options.sides("nodeLabels.padding")?.unwrap_or(Sides::all(PADDING)), ..Self::default() };
        for (i, label) in list(element, path, "labels")?.iter().enumerate() {
            let path = inside(path, &format!("labels[{i}]"));
            let own = options::of(label, &path, On::NodeLabel, unheard)?;
            let spot = Spot::read(&own, &path, unheard)?.unwrap_or_else(|| shared.clone());
            let known = out.spots.iter().position(|s| *s == spot);
            out.of.push(known.unwrap_or(out.spots.len()));
            out.spots.extend(known.is_none().then_some(spot));
        }
        Ok(out)
    }

    /// The extent of the labels at a spot.
    fn extent(&self, element: &Value, spot: usize) -> Size {
        stacked_where(element, |i| self.of.get(i) == Some(&spot))
    }

    /// Whether a label stands outside.
    pub(super) fn outside(&self, label: usize) -> bool {
        self.of.get(label).is_some_and(|&s| self.spots[s].outside())
    }

    pub(super) fn any_outside(&self) -> bool {
        self.spots.iter().any(Spot::outside)
    }

    /// The labels of a group that are its title.
    fn titles(&self) -> impl Iterator<Item = &Spot> {
        self.spots.iter().filter(|s| !s.outside())
    }

    /// The extent of the labels that are a group's title.
    pub(super) fn title_extent(&self, element: &Value) -> Size {
        stacked_where(element, |i| !self.outside(i))
    }

    /// The title of a group, with so much room above the content besides.
    pub(super) fn title(&self, element: &Value, more: f64) -> Size {
        let labels = self.title_extent(element);
        match () {
            () if labels != Size::default() => Size::new(labels.w, (labels.h + more).min(super::LARGEST)),
            () if more > 0.0 => Size::new(1.0, more),
            () => Size::default(),
        }
    }

    /// What a title cannot have: it stands at the top.
    pub(super) fn off_the_top(&self) -> bool {
        self.titles().any(|s| s.says("V_CENTER") || s.says("V_BOTTOM"))
    }

    /// How far to the right of the left end a title would stand, in a group of this width.
    pub(super) fn title_off(&self, group: f64, labels: Size, left: f64) -> f64 {
        match self.titles().next() {
            Some(s) if s.says("H_CENTER") => ((group - labels.w) / 2.0 - left).max(0.0),
            Some(s) if s.says("H_RIGHT") => (group - labels.w - 2.0 * left).max(0.0),
            _ => 0.0,
        }
    }

    /// The size of a node that holds its labels.
    pub(super) fn around(&self, element: &Value) -> Size {
        let p = self.padding;
        let inner = (0..self.spots.len()).filter(|&s| !self.spots[s].outside()).map(|s| self.extent(element, s));
        let padded = inner.filter(|&labels| labels != Size::default());
        let padded = padded.map(|labels| Size::new(labels.w + p.left + p.right, labels.h + p.top + p.bottom));
        padded.fold(Size::default(), |all, s| Size::new(all.w.max(s.w), all.h.max(s.h)))
    }

    /// How far the labels outside reach beyond a node of this size.
    pub(super) fn beyond(&self, element: &Value, node: Size) -> Sides {
        let mut out = Sides::default();
        for (k, spot) in self.spots.iter().enumerate().filter(|(_, s)| s.outside()) {
            let labels = self.extent(element, k);
            let at = spot.corner(node, labels, self.padding);
            out.left = out.left.max(-at.x);
            out.top = out.top.max(-at.y);
            out.right = out.right.max(at.x + labels.w - node.w);
            out.bottom = out.bottom.max(at.y + labels.h - node.h);
        }
        out
    }

    /// Writes the places of a node's labels, or of those outside a group, `rect` in the frame that they are written in. Labels
    /// that came with a place of their own and no wish for another keep it, as in ELK.
    pub(super) fn write(&self, element: &mut Value, rect: Rect, only_outside: bool) {
        for (k, spot) in self.spots.iter().enumerate().filter(|(_, s)| s.outside() || !only_outside) {
            let given = |l: &Value| l.get("x").is_some() || l.get("y").is_some();
            let own = element.get("labels").and_then(Value::as_array).into_iter().flatten();
            let any_given = own.zip(&self.of).any(|(l, &s)| s == k && given(l));
            if spot.0.is_empty() && any_given {
                continue;
            }
            let labels = self.extent(element, k);
            let corner = spot.corner(rect.size(), labels, self.padding);
            let at = Rect::at(Point::new(rect.x + corner.x, rect.y + corner.y), labels);
            stack_where(element, at, |i| self.of.get(i) == Some(&k));
        }
    }
}

/// A size as it stands in an element; sides that are missing are 0.
pub(super) fn size(element: &Value, path: &str) -> Result<Size, Problem> {
    if !element.is_object() {
        return problem(path, format!("expected an object, found {}", kind(element)));
    }
    let side = |name: &str| match element.get(name) {
        None | Some(Value::Null) => Ok(0.0),
        Some(v) => match v.as_f64().filter(|x| (0.0..=super::LARGEST).contains(x)) {
            // Adding turns -0 into 0.
            Some(x) => Ok(x + 0.0),
            None => problem(
                &inside(path, name),
                format!("a size must be a number from 0 to {}, not {}", super::LARGEST, shown(v)),
            ),
        },
    };
    Ok(Size::new(side("width")?, side("height")?))
}

/// Tells of all options on the labels of a port, or of the document: none means anything there.
pub(super) fn tell_options(element: &Value, path: &str, unheard: &mut Unheard) -> Result<(), Problem> {
    for (i, label) in list(element, path, "labels")?.iter().enumerate() {
        options::of(label, &inside(path, &format!("labels[{i}]")), On::OtherLabel, unheard)?;
    }
    Ok(())
}

/// The extent of an element's labels, one under the other.
pub(super) fn extent(element: &Value, path: &str) -> Result<Size, Problem> {
    for (i, label) in list(element, path, "labels")?.iter().enumerate() {
        size(label, &inside(path, &format!("labels[{i}]")))?;
    }
    Ok(stacked(element))
}

fn own(label: &Value) -> Size {
    let side = |n: &str| label.get(n).and_then(Value::as_f64).unwrap_or(0.0);
    Size::new(side("width"), side("height"))
}

pub(super) fn stacked(element: &Value) -> Size {
    stacked_where(element, |_| true)
}

/// The extent of those of an element's labels that are asked for.
pub(super) fn stacked_where(element: &Value, of: impl Fn(usize) -> bool) -> Size {
    let labels = element.get("labels").and_then(Value::as_array).into_iter().flatten().map(own);
    let labels = labels.enumerate().filter(|(i, _)| of(*i)).map(|(_, size)| size);
    labels.fold(Size::default(), |all, s| Size::new(all.w.max(s.w), (all.h + s.h).min(super::LARGEST)))
}

/// Puts labels one under the other into a box, each in the middle of its width.
pub(super) fn stack(element: &mut Value, r: Rect) {
    stack_where(element, r, |_| true);
}

/// The same with those that are asked for.
pub(super) fn stack_where(element: &mut Value, r: Rect, of: impl Fn(usize) -> bool) {
    let mut y = r.y;
    let labels = element.get_mut("labels").and_then(Value::as_array_mut).into_iter().flatten();
    for (_, label) in labels.enumerate().filter(|(i, _)| of(*i)) {
        let s = own(label);
        super::write::put(label, Point::new(r.x + (r.w - s.w) / 2.0, y), Some(s));
        y += s.h;
    }
}

/// The labels of the document itself: at its corner, where they have no place of their own.
pub(super) fn at_the_corner(document: &mut Value) {
    for label in document.get_mut("labels").and_then(Value::as_array_mut).into_iter().flatten() {
        let side = |n: &str| label.get(n).and_then(Value::as_f64).unwrap_or(0.0);
        let (corner, size) = (Point::new(side("x"), side("y")), own(label));
        super::write::put(label, corner, Some(size));
    }
}
