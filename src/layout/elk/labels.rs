//! The labels of nodes and groups: how much room they take, and where they stand.
//!
//! Labels of one element are stacked. Inside a node they stand where `nodeLabels.placement` says, else in its middle; outside
//! ones keep no room of their own. The labels of a group are its title, which the engine places, unless they go outside.

use serde_json::Value;

use super::options::{Options, Sides};
use super::problem::{Problem, inside, kind, list, problem, shown};
use crate::geometry::{Point, Rect, Size};

const WORDS: &[&str] =
    &["H_LEFT", "H_CENTER", "H_RIGHT", "V_TOP", "V_CENTER", "V_BOTTOM", "INSIDE", "OUTSIDE", "H_PRIORITY"];
/// Around labels inside a node, and between a node and labels outside: ELK's defaults, px.
const PADDING: f64 = 5.0;
const BESIDE: f64 = 5.0;

/// Where the labels of a node go.
#[derive(Clone, Debug, Default)]
pub(super) struct Placing {
    words: Vec<&'static str>,
    padding: Sides,
}

impl Placing {
    pub(super) fn read(options: &Options) -> Result<Self, Problem> {
        Ok(Self {
            words: options.set("nodeLabels.placement", WORDS)?.unwrap_or_default(),
            padding: options.sides("nodeLabels.padding")?.unwrap_or(Sides::all(PADDING)),
        })
    }

    fn says(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    pub(super) fn outside(&self) -> bool {
        self.says("OUTSIDE")
    }

    /// The title of a group whose labels have this extent, with so much room above the content besides.
    pub(super) fn title(&self, labels: Size, more: f64) -> Size {
        match () {
            () if labels != Size::default() && !self.outside() => {
                Size::new(labels.w, (labels.h + more).min(super::LARGEST))
            }
            () if more > 0.0 => Size::new(1.0, more),
            () => Size::default(),
        }
    }

    /// What a title cannot have: it stands at the top.
    pub(super) fn off_the_top(&self) -> bool {
        !self.outside() && (self.says("V_CENTER") || self.says("V_BOTTOM"))
    }

    /// How far to the right of the left end a title would stand, in a group of this width.
    pub(super) fn title_off(&self, group: f64, labels: Size, left: f64) -> f64 {
        match () {
            () if self.says("H_CENTER") => ((group - labels.w) / 2.0 - left).max(0.0),
            () if self.says("H_RIGHT") => (group - labels.w - 2.0 * left).max(0.0),
            () => 0.0,
        }
    }

    /// The size of a node that holds labels of this extent.
    pub(super) fn around(&self, labels: Size) -> Size {
        if labels == Size::default() || self.outside() {
            return Size::default();
        }
        let p = self.padding;
        Size::new(labels.w + p.left + p.right, labels.h + p.top + p.bottom)
    }

    /// The corner of labels of this extent, from the corner of their node.
    fn corner(&self, node: Size, labels: Size) -> Point {
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
            let p = self.padding;
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

    /// Writes the places of a node's labels, `rect` in the frame that they are written in. Labels that came with a place
    /// of their own and no wish for another keep it, as in ELK.
    pub(super) fn write(&self, element: &mut Value, rect: Rect) {
        let given = |l: &Value| l.get("x").is_some() || l.get("y").is_some();
        let kept = self.words.is_empty()
            && element.get("labels").and_then(Value::as_array).is_some_and(|all| all.iter().any(given));
        if !kept {
            let corner = self.corner(rect.size(), stacked(element));
            stack(element, Rect::at(Point::new(rect.x + corner.x, rect.y + corner.y), stacked(element)));
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
