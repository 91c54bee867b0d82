//! The formats a picture may be written in.

use clap::ValueEnum;

/// A format, and with it the extension of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Format {
    /// Plain SVG, sharp at every size
    Svg,
    /// Pixels, made from that same SVG
    Png,
    /// The geometry of the view: boxes, lines, labels in px
    Json,
}

impl Format {
    pub const ALL: [Format; 3] = [Format::Svg, Format::Png, Format::Json];

    /// Name and file extension at once.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Json => "json",
        }
    }

    pub fn find(name: &str) -> Option<Format> {
        Self::ALL.into_iter().find(|format| format.extension() == name)
    }
}
