//! The colours of a theme by role, read from its TOML file. A missing or unknown role is an error: a theme is whole.

use crate::model::{Color, Family, Tone};
use std::collections::BTreeMap;

macro_rules! roles {
    ($($role:ident = $key:literal,)*) => {
        /// Colours that depend on no element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Role { $($role,)* }
        impl Role {
            pub const ALL: &[Role] = &[$(Role::$role,)*];
            /// Its key in a theme file.
            pub const fn key(self) -> &'static str {
                match self { $(Role::$role => $key,)* }
            }
            /// Its class in an adaptive SVG.
            pub const fn class(self) -> &'static str {
                self.key()
            }
        }
    };
}

roles! {
    Canvas = "canvas",
    Text = "text",
    TextMuted = "text-muted",
    Line = "line",
    LineFaded = "line-faded",
    LineLabel = "line-label",
    Group0 = "group-0",
    Group1 = "group-1",
    Group2 = "group-2",
    GroupStroke = "group-stroke",
    GroupTitle = "group-title",
    Lifeline = "lifeline",
    ActivationFill = "activation-fill",
    ActivationStroke = "activation-stroke",
    FragmentStroke = "fragment-stroke",
    Tab = "tab",
    TabText = "tab-text",
    NoteFill = "note-fill",
    NoteStroke = "note-stroke",
    NoteText = "note-text",
    Badge = "badge",
    BadgeText = "badge-text",
}

/// Colours that depend on an element's tone or family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tinted {
    /// Inside of a box.
    Fill,
    /// Its outline.
    Stroke,
    Icon,
    Title,
    Subtitle,
    /// An edge of that tone.
    Line,
    /// Text on the canvas of that tone: an edge's label.
    Label,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    Family(Family),
    Tone(Tone),
    Mark(Mark),
}

/// What a redline says of an element; several of its words share a colour and are told apart by line and badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Added,
    Removed,
    Changed,
    Moved,
}

const PARTS: [(Tinted, &str); 7] = [
    (Tinted::Fill, "fill"),
    (Tinted::Stroke, "stroke"),
    (Tinted::Icon, "icon"),
    (Tinted::Title, "title"),
    (Tinted::Subtitle, "subtitle"),
    (Tinted::Line, "line"),
    (Tinted::Label, "label"),
];

const TINTS: [(Tint, &str); 16] = [
    (Tint::Family(Family::Actor), "actor"),
    (Tint::Family(Family::Compute), "compute"),
    (Tint::Family(Family::Data), "data"),
    (Tint::Family(Family::Message), "message"),
    (Tint::Family(Family::Edge), "edge"),
    (Tint::Family(Family::Container), "container"),
    (Tint::Family(Family::Step), "step"),
    (Tint::Tone(Tone::Accent), "accent"),
    (Tint::Tone(Tone::Muted), "muted"),
    (Tint::Tone(Tone::Good), "good"),
    (Tint::Tone(Tone::Warn), "warn"),
    (Tint::Tone(Tone::Bad), "bad"),
    (Tint::Mark(Mark::Added), "added"),
    (Tint::Mark(Mark::Removed), "removed"),
    (Tint::Mark(Mark::Changed), "changed"),
    (Tint::Mark(Mark::Moved), "moved"),
];

#[cfg(test)]
pub(super) fn all_tints() -> impl Iterator<Item = Tint> {
    TINTS.iter().map(|&(tint, _)| tint)
}

fn tint_row(tint: Tint) -> usize {
    TINTS.iter().position(|&(known, _)| known == tint).expect("every tint has a row")
}

fn part_column(part: Tinted) -> usize {
    PARTS.iter().position(|&(known, _)| known == part).expect("every part has a column")
}

macro_rules! classes {
    ($($tint:literal),*) => {
        [$([concat!($tint, "-fill"), concat!($tint, "-stroke"), concat!($tint, "-icon"), concat!($tint, "-title"),
            concat!($tint, "-subtitle"), concat!($tint, "-line"), concat!($tint, "-label")],)*]
    };
}

/// In the order of `TINTS` and `PARTS`.
const CLASSES: [[&str; 7]; 16] = classes![
    "actor",
    "compute",
    "data",
    "message",
    "edge",
    "container",
    "step",
    "accent",
    "muted",
    "good",
    "warn",
    "bad",
    "added",
    "removed",
    "changed",
    "moved"
];

pub(super) fn tinted_class(part: Tinted, tint: Tint) -> &'static str {
    CLASSES[tint_row(tint)][part_column(part)]
}

/// Every colour of one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    plain: Vec<Color>,
    tinted: Vec<[Color; 7]>,
}

impl Palette {
    pub fn plain(&self, role: Role) -> Color {
        self.plain[role as usize]
    }

    pub fn tinted(&self, part: Tinted, tint: Tint) -> Color {
        self.tinted[tint_row(tint)][part_column(part)]
    }

    /// Reads `[colors]` (a colour for every [`Role`]) and one table for every tint (a colour for every [`Tinted`]).
    ///
    /// # Errors
    /// Names the first key that is missing, unknown or not a colour.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut tables: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(text).map_err(|error| error.to_string())?;
        let mut colors = tables.remove("colors").ok_or("no table `colors`")?;
        let plain = Role::ALL.iter().map(|role| take(&mut colors, "colors", role.key())).collect::<Result<_, _>>()?;
        nothing_left("colors", &colors)?;
        let mut tinted = Vec::new();
        for (_, name) in TINTS {
            let mut row = tables.remove(name).ok_or_else(|| format!("no table `{name}`"))?;
            let mut values = [Color { r: 0, g: 0, b: 0 }; 7];
            for (value, (_, key)) in values.iter_mut().zip(PARTS) {
                *value = take(&mut row, name, key)?;
            }
            nothing_left(name, &row)?;
            tinted.push(values);
        }
        match tables.keys().next() {
            Some(extra) => Err(format!("unknown table `{extra}`")),
            None => Ok(Self { plain, tinted }),
        }
    }
}

fn take(table: &mut BTreeMap<String, String>, name: &str, key: &str) -> Result<Color, String> {
    let value = table.remove(key).ok_or_else(|| format!("`{name}` has no `{key}`"))?;
    hex(&value).ok_or_else(|| format!("`{name}.{key}`: `{value}` is not a colour like #1f2937"))
}

fn nothing_left(name: &str, table: &BTreeMap<String, String>) -> Result<(), String> {
    table.keys().next().map_or(Ok(()), |key| Err(format!("`{name}` has an unknown key `{key}`")))
}

/// `#rrggbb`.
fn hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let channel = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).ok();
    Some(Color { r: channel(0)?, g: channel(2)?, b: channel(4)? })
}
