//! The layout stage: a view and the theme's sizes become absolute geometry. It knows nothing of colours.
//!
//! Maps and flows go to an engine (`layered`, or `simple` where asked for), sequences have a layout of their own. Then all
//! get what every picture has: a heading and a margin.

pub mod content;
mod corners;
pub mod elk;
mod label;
mod lanes;
pub mod layered;
mod map;
pub mod sequence;
mod shift;
pub mod simple;
mod slide;
mod types;

pub use layered::Previous;
pub use types::*;

use crate::diagnostic::Diagnostic;
use crate::geometry::Size;
use crate::text;
use crate::theme::{TextRole, Theme};
use crate::view::{self, View};

/// Between heading and drawing, px.
const HEADING_GAP: f64 = 20.0;

/// A heading may be this wide even where the drawing is narrower, px.
const HEADING_WIDTH: f64 = 420.0;

/// Places everything that the view holds.
///
/// # Errors
/// `engine: simple` was asked for where it cannot serve.
pub fn place(view: &View, theme: &Theme) -> Result<Layout, Vec<Diagnostic>> {
    place_with(view, theme, Wishes::default())
}

/// What a drawing is asked besides what its view says.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Left free between heading and drawing for something that is no part of the view, px.
    pub strip: f64,
    /// An earlier drawing of a map or a flow to stay near, parallel to the view's nodes, groups and edges. A sequence, whose order is
    /// its source's, needs none, and `engine: simple` heeds none.
    pub previous: Option<Previous>,
}

/// The same, with wishes.
///
/// # Errors
/// As for [`place`].
pub fn place_with(view: &View, theme: &Theme, wishes: Wishes) -> Result<Layout, Vec<Diagnostic>> {
    let sizes = &theme.sizes;
    let (size, mut body) = match &view.body {
        view::Body::Map(map) => {
            let (size, map) = map::place(map, sizes, wishes.previous)?;
            (size, Body::Map(map))
        }
        view::Body::Sequence(view) => {
            let (size, sequence) = sequence::place(view, theme);
            (size, Body::Sequence(sequence))
        }
    };
    let block = text::wrap(&view.title, sizes.text(TextRole::Heading), size.w.max(HEADING_WIDTH));
    let heading = content::placed(block, sizes.margin, sizes.margin, Align::Start);
    let top = heading.rect.bottom() + wishes.strip + HEADING_GAP;
    body.shift(sizes.margin, top);
    let width = size.w.max(heading.rect.w) + 2.0 * sizes.margin;
    Ok(Layout { size: Size::new(width.ceil(), (top + size.h + sizes.margin).ceil()), heading, body })
}
