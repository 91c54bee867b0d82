//! Words for text that layout and scene share.

use crate::geometry::Size;

/// One of the bundled faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Inter 400
    Regular,
    /// Inter 600
    SemiBold,
    /// JetBrains Mono 400
    Mono,
}

/// A face at a size in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    pub face: Face,
    pub size: f64,
    /// Distance from baseline to baseline, px.
    pub line_height: f64,
}

/// Text broken into lines and measured: what is drawn is this and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub lines: Vec<Line>,
    pub style: Style,
    /// Width of the widest line; lines times line height.
    pub size: Size,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub text: String,
    /// Advance width, px.
    pub width: f64,
}
