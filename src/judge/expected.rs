//! What a view says must be drawn, as plain data. Whoever knows the view fills it in; the laws ask nothing else of it.

use super::picture::{Part, Role};
use crate::source::Span;

/// Everything that must be in a picture, exactly once.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    pub items: Vec<Item>,
}

/// One layer: an element, a group, a connection, an event.
#[derive(Clone, Debug)]
pub struct Item {
    /// The id of its layer.
    pub id: String,
    pub role: Role,
    /// The id of the layer around it, and of a fragment which operand, from 1.
    pub within: Option<String>,
    pub operand: Option<usize>,
    /// Ids of the layers at the ends of a line.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Of a line: whether an arrowhead stands at its start and at its end.
    pub heads: Option<[bool; 2]>,
    /// What it says, by part, each as a whole. A part that is not listed must say nothing.
    pub words: Vec<(Part, String)>,
    /// Where the source says so.
    pub span: Span,
}

impl Expected {
    pub fn find(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }
}
