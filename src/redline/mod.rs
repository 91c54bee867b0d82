//! Redlines: both versions of a view laid out together in one picture, each part marked with what became of it.
//!
//! A user of the road, not a stage of it. What [`crate::diff`] found becomes a merged view ([`merge`]), which is laid out near the
//! picture of the new version ([`near`]) and drawn as any other; then the marks are painted onto the scene: what is unchanged steps back, what is marked gets its tone, its line
//! and its badge, never the tone alone, and old words stand struck. Ordinary pictures know nothing of all this.
//!
//! A view that only one version has is drawn as that version draws it, with one mark beside its title: marking every part of it
//! would say the same forty times.

mod badge;
mod boxes;
mod frames;
mod legend;
mod map;
mod mark;
mod near;
mod paint;
mod sequence;
mod timeline;
mod words;

pub use mark::{Mark, Marked, Marks, Merged, Places};
pub use near::place;

use crate::diagnostic::Diagnostic;
use crate::diff::{BodyDiff, ViewDiff};
use crate::layout::{self, Wishes};
use crate::scene::{self, Scene};
use crate::theme::Theme;
use crate::view::{Body, View};

/// Draws what became of one view. None where neither version draws it.
///
/// # Errors
/// The merged view cannot be laid out.
pub fn draw(diff: &ViewDiff, theme: &Theme) -> Result<Option<Scene>, Vec<Diagnostic>> {
    let (merged, whole) = match (diff.drawn_before.as_deref(), diff.drawn_after.as_deref()) {
        (Some(before), Some(after)) => match merge(before, after, &diff.body) {
            Some(merged) => (merged, None),
            // A map became a sequence: nothing of one has a place in the other.
            None => (alone(after), Some(Mark::Changed)),
        },
        (None, Some(after)) => (alone(after), Some(Mark::Added)),
        (Some(before), None) => (alone(before), Some(Mark::Removed)),
        (None, None) => return Ok(None),
    };
    let legend = legend::of(&merged, whole, theme);
    let layout = match diff.drawn_after.as_deref() {
        Some(after) if whole.is_none() => near::place(after, &merged, theme, legend.height())?,
        _ => layout::place_with(&merged.view, theme, Wishes { strip: legend.height(), previous: None })?,
    };
    let mut scene = scene::draw(&merged.view, &layout, theme);
    if whole.is_none() {
        paint::marks(&mut scene, &merged, &layout, theme);
    }
    let heading = layout.heading.rect;
    legend.draw(heading.x, heading.bottom(), theme, &mut scene);
    scene.description = legend.told(&merged);
    scene.redline = true;
    Ok(Some(scene))
}

/// Both versions of a view as one. None where they are of different kinds.
pub fn merge(before: &View, after: &View, diff: &BodyDiff) -> Option<Merged> {
    let (body, marks, new) = match (&before.body, &after.body, diff) {
        (Body::Map(before), Body::Map(after), BodyDiff::Map(diff)) => {
            let (map, marks, new) = map::merge(before, after, diff);
            (Body::Map(map), marks, new)
        }
        (Body::Sequence(before), Body::Sequence(after), BodyDiff::Sequence(diff)) => {
            let (sequence, marks) = sequence::merge(before, after, diff);
            (Body::Sequence(sequence), marks, Places::default())
        }
        _ => return None,
    };
    let retitled = (before.title != after.title).then(|| before.title.clone());
    Some(Merged { view: View { body, ..after.clone() }, marks, new, retitled })
}

fn alone(view: &View) -> Merged {
    Merged { view: view.clone(), marks: Marks::default(), new: Places::default(), retitled: None }
}
