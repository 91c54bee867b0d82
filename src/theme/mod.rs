//! Themes: sizes that layout reads and paints that the scene takes, from data files in `themes/`. Below the road.
//!
//! A theme has one palette, or two: then the second replaces the first in dark surroundings (`auto`). Colours are named
//! by role, never by place, so that a tone, a family or dark mode is a row of a table and not a decision in the drawing.

pub mod contrast;
mod palette;
mod sizes;

pub use palette::{Mark, Palette, Role, Tint, Tinted};
pub use sizes::{Sizes, TextRole};

use crate::model::{Color, Family, Look, Tone};

/// A named theme.
#[derive(Clone, Debug)]
pub struct Theme {
    pub name: &'static str,
    pub sizes: Sizes,
    pub palette: Palette,
    /// Replaces `palette` in dark surroundings.
    pub dark: Option<Palette>,
}

/// A paint role's colour, and the one for dark surroundings where the theme adapts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    pub class: &'static str,
    pub light: Color,
    pub dark: Option<Color>,
}

/// The registered themes: name, what it is for, its file. `auto` is made of `light` and `dark`.
const THEMES: &[(&str, &str, &str)] = &[
    ("light", "Calm colours on white, for documents", include_str!("../../themes/light.toml")),
    ("dark", "The same calm on near-black, for dark pages and slides", include_str!("../../themes/dark.toml")),
    ("blueprint", "White lines on blueprint blue", include_str!("../../themes/blueprint.toml")),
];

const AUTO: (&str, &str) = ("auto", "Light, and dark where the reader's system is dark (the default)");

/// Names and descriptions of all themes, `auto` first.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    std::iter::once(AUTO).chain(THEMES.iter().map(|&(name, about, _)| (name, about)))
}

/// The theme of that name.
pub fn find(name: &str) -> Option<Theme> {
    if name == AUTO.0 {
        let light = find("light").expect("the light theme is registered");
        let dark = find("dark").expect("the dark theme is registered");
        return Some(Theme { name: AUTO.0, dark: Some(dark.palette), ..light });
    }
    let &(name, _, text) = THEMES.iter().find(|(known, _, _)| *known == name)?;
    let palette = Palette::parse(text).expect("a bundled theme is complete: a test reads each");
    Some(Theme { name, sizes: Sizes::default(), palette, dark: None })
}

impl Theme {
    /// The ink of a plain role.
    pub fn ink(&self, role: Role) -> Ink {
        Ink { class: role.class(), light: self.palette.plain(role), dark: self.dark.as_ref().map(|p| p.plain(role)) }
    }

    /// The ink of a tinted role: the tone's where one is set, else the family's.
    pub fn tinted(&self, part: Tinted, tint: Tint) -> Ink {
        let class = palette::tinted_class(part, tint);
        Ink { class, light: self.palette.tinted(part, tint), dark: self.dark.as_ref().map(|p| p.tinted(part, tint)) }
    }

    /// A colour the user wrote; the same in dark surroundings.
    pub fn own(color: Color) -> Ink {
        Ink { class: "", light: color, dark: None }
    }
}

/// What tints an element: its tone, else its family.
pub fn tint(look: &Look, family: Family) -> Tint {
    look.tone.map_or(Tint::Family(family), Tint::Tone)
}

/// Every tone, in the order of the reference.
pub const TONES: [(&str, Tone); 5] =
    [("accent", Tone::Accent), ("muted", Tone::Muted), ("good", Tone::Good), ("warn", Tone::Warn), ("bad", Tone::Bad)];

#[cfg(test)]
mod tests {
    use super::contrast::ratio as contrast;
    use super::*;

    #[test]
    fn every_theme_reads_and_has_contrast() {
        for (name, _) in names() {
            let theme = find(name).unwrap_or_else(|| panic!("{name} reads"));
            for palette in std::iter::once(&theme.palette).chain(&theme.dark) {
                palette_has_contrast(name, palette);
            }
        }
    }

    fn palette_has_contrast(name: &str, p: &Palette) {
        let grounds = [Role::Canvas, Role::Group0, Role::Group1, Role::Group2].map(|r| p.plain(r));
        for ground in grounds {
            for role in [Role::Text, Role::TextMuted, Role::LineLabel, Role::GroupTitle] {
                let ratio = contrast(p.plain(role), ground);
                assert!(ratio >= 4.5, "{name}: {role:?} on {ground:?} is {ratio:.2}");
            }
            for role in [Role::Line, Role::LineFaded, Role::GroupStroke, Role::Badge] {
                let ratio = contrast(p.plain(role), ground);
                assert!(ratio >= 3.0, "{name}: {role:?} on {ground:?} is {ratio:.2}");
            }
        }
        for tint in palette::all_tints() {
            let fill = p.tinted(Tinted::Fill, tint);
            for text in [p.tinted(Tinted::Title, tint), p.tinted(Tinted::Subtitle, tint)] {
                let ratio = contrast(text, fill);
                assert!(ratio >= 4.5, "{name}: text of {tint:?} is {ratio:.2}");
            }
            for ground in grounds {
                for part in [Tinted::Stroke, Tinted::Line] {
                    let ratio = contrast(p.tinted(part, tint), ground);
                    assert!(ratio >= 3.0, "{name}: {part:?} of {tint:?} on {ground:?} is {ratio:.2}");
                }
                let ratio = contrast(p.tinted(Tinted::Label, tint), ground);
                assert!(ratio >= 4.5, "{name}: label of {tint:?} on {ground:?} is {ratio:.2}");
            }
            if matches!(tint, Tint::Mark(_)) {
                // The sign of a badge, and a mark's words where they stand on the box of a group.
                let badge = contrast(p.plain(Role::Canvas), p.tinted(Tinted::Line, tint));
                assert!(badge >= 4.5, "{name}: the badge of {tint:?} is {badge:.2}");
                let stroke = contrast(p.tinted(Tinted::Stroke, tint), fill);
                assert!(stroke >= 3.0, "{name}: the outline of {tint:?} on its fill is {stroke:.2}");
                for ground in grounds {
                    let title = contrast(p.tinted(Tinted::Title, tint), ground);
                    assert!(title >= 4.5, "{name}: the title of {tint:?} on {ground:?} is {title:.2}");
                    let words = contrast(p.tinted(Tinted::Subtitle, tint), ground);
                    assert!(words >= 4.5, "{name}: the words of {tint:?} on {ground:?} are {words:.2}");
                }
            }
            let icon = contrast(p.tinted(Tinted::Icon, tint), fill);
            assert!(icon >= 3.0, "{name}: icon of {tint:?} is {icon:.2}");
        }
        for (text, ground) in
            [(Role::BadgeText, Role::Badge), (Role::NoteText, Role::NoteFill), (Role::TabText, Role::Tab)]
        {
            let ratio = contrast(p.plain(text), p.plain(ground));
            assert!(ratio >= 4.5, "{name}: {text:?} on {ground:?} is {ratio:.2}");
        }
    }
}
