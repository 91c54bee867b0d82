//! Sizes that layout and scene share: one type scale, one stroke scale, one corner radius. The same in every theme, so
//! that changing a theme never moves anything.

use crate::text::{Face, Style};

/// What a text is for; decides face and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// The title of the picture.
    Heading,
    /// The title of a node, a lifeline head, a step.
    Title,
    /// The small second line: technology.
    Subtitle,
    /// The title of a group.
    Group,
    /// The label of an edge or a message.
    Label,
    /// The small second line of an edge's label.
    LabelDetail,
    /// Notes, references, dividers.
    Note,
    /// The operator in a fragment's tab, numbers in badges.
    Badge,
}

/// Sizes in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Around the whole picture.
    pub margin: f64,
    /// Corner radius of boxes and groups.
    pub radius: f64,
    /// Radius of the bends of edges.
    pub bend_radius: f64,
    /// Outlines of nodes and groups.
    pub outline: f64,
    /// Edges and messages.
    pub line: f64,
    /// Arrowhead: length along the line and full width across.
    pub arrow_length: f64,
    pub arrow_width: f64,
    /// Icon beside a title (a square).
    pub icon: f64,
    /// Between icon and text.
    pub icon_gap: f64,
    /// Inside a node, left and right, top and bottom.
    pub node_padding_x: f64,
    pub node_padding_y: f64,
    /// Smallest node.
    pub node_min_width: f64,
    pub node_min_height: f64,
    /// Lowest step of a flow.
    pub step_min_height: f64,
    /// Widest text before it wraps: node titles, edge labels, message labels, notes.
    pub title_wrap: f64,
    pub label_wrap: f64,
    pub message_wrap: f64,
    pub note_wrap: f64,
    /// Inside a group, on every side and between title and content.
    pub group_padding: f64,
    /// Layout distances of maps.
    pub node_gap: f64,
    pub rank_gap: f64,
    pub edge_gap: f64,
    pub edge_node_gap: f64,
    pub edge_label_gap: f64,
    pub component_gap: f64,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            margin: 24.0,
            radius: crate::shape::RADIUS,
            bend_radius: 8.0,
            outline: 1.25,
            line: 1.5,
            arrow_length: 9.0,
            arrow_width: 8.0,
            icon: 20.0,
            icon_gap: 10.0,
            node_padding_x: 14.0,
            node_padding_y: 10.0,
            node_min_width: 120.0,
            node_min_height: 56.0,
            step_min_height: 44.0,
            title_wrap: 168.0,
            label_wrap: 128.0,
            message_wrap: 260.0,
            note_wrap: 220.0,
            group_padding: 18.0,
            node_gap: 36.0,
            rank_gap: 52.0,
            edge_gap: 12.0,
            edge_node_gap: 16.0,
            edge_label_gap: 5.0,
            component_gap: 48.0,
        }
    }
}

impl Sizes {
    pub const fn text(&self, role: TextRole) -> Style {
        match role {
            TextRole::Heading => Style { face: Face::SemiBold, size: 18.0, line_height: 24.0 },
            TextRole::Title => Style { face: Face::SemiBold, size: 14.0, line_height: 18.0 },
            TextRole::Subtitle => Style { face: Face::Regular, size: 12.0, line_height: 16.0 },
            TextRole::Group => Style { face: Face::SemiBold, size: 13.0, line_height: 17.0 },
            TextRole::Label => Style { face: Face::Regular, size: 12.5, line_height: 16.0 },
            TextRole::LabelDetail => Style { face: Face::Mono, size: 11.0, line_height: 15.0 },
            TextRole::Note => Style { face: Face::Regular, size: 12.5, line_height: 17.0 },
            TextRole::Badge => Style { face: Face::SemiBold, size: 11.0, line_height: 14.0 },
        }
    }
}
