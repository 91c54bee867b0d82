//! The laws of a picture, judged on the final SVG by code that shares nothing with the layout: a mistake of the one is
//! caught by the other. Beside the road; needs the SVG, and where it is known what the view says must be drawn.
//!
//! [`read`](read::read) makes a flat [`Picture`] of the SVG, with measured texts and final paints; then each law looks at it.
//! All of them ask a spatial index, so that a picture of 2,000 elements is judged in little more than a hundred times the
//! time of one of 20.
//!
//! | law | file | codes |
//! |---|---|---|
//! | conservation | `conservation.rs` | everything is drawn once, in its place, and nothing else |
//! | room | `room.rs` | boxes keep apart, groups hold their members, texts lie in their shapes, nothing leaves the canvas |
//! | lines | `lines.rs` | lines pass nothing that they do not end at, share no stretch, and end on outlines with whole heads |
//! | labels | `labels.rs` | texts cover nothing, and labels stand nearest to their own line |
//! | contrast | `contrast.rs` | texts and lines can be told from their ground, in light and in dark |
//!
//! *Deliberately absent*: taste. Bends, crossings and lengths are the layout's matter.

mod case;
mod conservation;
mod contrast;
mod expected;
mod labels;
mod line;
mod lines;
mod path;
mod picture;
mod plane;
mod read;
mod room;

pub use expected::{Expected, Item};
pub use picture::{Part, Role};
pub use read::Unreadable;

use std::collections::BTreeMap;

use case::Case;
use picture::Picture;

use crate::diagnostic::Code;
use crate::geometry::Rect;

/// One broken law.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub code: Code,
    /// Ids of the layers concerned, the one at fault first.
    pub ids: Vec<String>,
    /// Where to look, px.
    pub at: Rect,
    /// One sentence without a full stop.
    pub message: String,
    /// What to write in the source.
    pub proposal: String,
}

/// A law: its code, and what looks for breaches of it.
#[derive(Clone, Copy)]
pub struct Law {
    pub code: Code,
    check: fn(&Case, &mut Vec<Finding>),
}

/// Every law, in the order in which findings are told.
pub const LAWS: &[Law] = &[
    Law { code: Code::LAW_CONSERVATION, check: conservation::check },
    Law { code: Code::LAW_ROOM_OVERLAP, check: room::overlap },
    Law { code: Code::LAW_ROOM_GROUP, check: room::group },
    Law { code: Code::LAW_ROOM_TEXT, check: room::text },
    Law { code: Code::LAW_ROOM_CANVAS, check: room::canvas },
    Law { code: Code::LAW_LINES_THROUGH, check: lines::through },
    Law { code: Code::LAW_LINES_SHARED, check: lines::shared },
    Law { code: Code::LAW_LINES_ENDS, check: lines::ends },
    Law { code: Code::LAW_LABELS_COVER, check: labels::cover },
    Law { code: Code::LAW_LABELS_NEAREST, check: labels::nearest },
    Law { code: Code::LAW_CONTRAST_TEXT, check: contrast::text },
    Law { code: Code::LAW_CONTRAST_LINE, check: contrast::line },
];

/// Judges an SVG by every law. Without `expected` (a file alone) conservation is judged by what the SVG says of itself.
///
/// # Errors
/// It is not an SVG that this version of Frieze wrote.
pub fn judge(svg: &str, expected: Option<&Expected>) -> Result<Vec<Finding>, Unreadable> {
    judge_by(LAWS, svg, expected)
}

/// The same by some laws only.
///
/// # Errors
/// It is not an SVG that this version of Frieze wrote.
pub fn judge_by(laws: &[Law], svg: &str, expected: Option<&Expected>) -> Result<Vec<Finding>, Unreadable> {
    let picture = read::read(svg)?;
    let case = Case::new(&picture, expected);
    let mut findings = Vec::new();
    for law in laws {
        (law.check)(&case, &mut findings);
    }
    Ok(findings)
}

/// Where the elements and groups of a map or flow stand in an SVG, by the ids of their layers, px.
///
/// # Errors
/// It is not an SVG that this version of Frieze wrote.
pub fn places(svg: &str) -> Result<BTreeMap<String, Rect>, Unreadable> {
    let picture = read::read(svg)?;
    let boxes = picture.layers.iter().filter(|layer| matches!(layer.role, Role::Node | Role::Group | Role::Lane));
    let outline = |layer: &picture::Layer| {
        let own = &picture.shapes[layer.shapes.clone()];
        own.iter().filter(|shape| shape.part == Part::Outline).map(|shape| shape.bounds).reduce(|a, b| a.union(&b))
    };
    Ok(boxes.filter_map(|layer| Some((layer.id.clone(), outline(layer)?))).collect())
}

/// A finding about layers of the picture.
fn finding(code: Code, picture: &Picture, layers: &[usize], at: Rect, message: String, proposal: &str) -> Finding {
    let ids = layers.iter().map(|&layer| picture.layers[layer].id.clone()).collect();
    Finding { code, ids, at, message, proposal: proposal.to_string() }
}
