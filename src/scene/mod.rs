//! The scene stage: a view, its layout and a theme become final shapes, paths, texts and paints in drawing order.
//!
//! Groups lie at the bottom, nodes on them, edges with their labels on top. Every element is a layer with an id made of its
//! model path and a spoken name.

mod edge;
pub mod id;
mod lane;
mod map;
pub mod name;
pub mod paint;
mod sequence;
mod types;

pub use types::*;

use crate::layout::{self, Align, Layout, Placed};
use crate::theme::{Role, Theme};
use crate::view::{Body, View};

/// Draws a view that has been laid out.
pub fn draw(view: &View, layout: &Layout, theme: &Theme) -> Scene {
    let mut items = vec![heading(&layout.heading, theme)];
    let (description, holds) = match (&view.body, &layout.body) {
        (Body::Map(map), layout::Body::Map(placed)) => {
            map::draw(map, placed, theme, &mut items);
            (name::of_map(map), map::holds(map))
        }
        (Body::Sequence(sequence), layout::Body::Sequence(placed)) => {
            sequence::draw(sequence, placed, theme, &mut items);
            (name::of_sequence(sequence), sequence::holds(sequence))
        }
        _ => unreachable!("a layout has the kind of its view"),
    };
    let description = match &view.description {
        Some(own) => format!("{own}\n{description}"),
        None => description,
    };
    Scene {
        size: layout.size,
        title: view.title.clone(),
        description,
        background: paint::plain(theme, Role::Canvas),
        adaptive: theme.dark.is_some(),
        holds: holds.into_iter().filter(|(_, count)| *count > 0).collect(),
        redline: false,
        items,
    }
}

fn heading(heading: &Placed, theme: &Theme) -> Item {
    let items = texts(heading, Part::Title, paint::plain(theme, Role::Text));
    // The picture's own name says the same already.
    Item::Layer(Layer { role: "heading", items, ..Layer::default() })
}

/// The lines of a placed block.
pub fn texts(placed: &Placed, part: Part, paint: Paint) -> Vec<Item> {
    let style = placed.block.style;
    let (x, anchor) = match placed.align {
        Align::Start => (placed.rect.x, Anchor::Start),
        Align::Center => (placed.rect.center().x, Anchor::Middle),
        Align::End => (placed.rect.right(), Anchor::End),
    };
    let lines = placed.block.lines.iter().enumerate();
    let line = |(i, line): (usize, &crate::text::Line)| {
        let y = placed.rect.y + i as f64 * style.line_height + style.baseline();
        Item::Text(Text {
            part,
            at: crate::geometry::Point::new(x, y),
            anchor,
            content: line.text.clone(),
            face: style.face,
            size: style.size,
            width: line.width,
            paint,
            struck: false,
        })
    };
    lines.filter(|(_, line)| !line.text.is_empty()).map(line).collect()
}
