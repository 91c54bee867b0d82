//! From a theme's inks and the colours a user wrote to final paints.

use super::{Cap, Dash, Paint, Stroke};
use crate::model::{Color, Look};
use crate::theme::{Ink, Role, Theme, Tint, Tinted, contrast};
use crate::view::Face;

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        Paint { class: ink.class, light: ink.light, dark: ink.dark }
    }
}

pub fn plain(theme: &Theme, role: Role) -> Paint {
    theme.ink(role).into()
}

pub fn tinted(theme: &Theme, part: Tinted, tint: Tint) -> Paint {
    theme.tinted(part, tint).into()
}

/// The paints of a box: the theme's for its tint, the user's own colours where given, and then text that can be read on
/// them.
#[derive(Clone, Copy, Debug)]
pub struct BoxPaint {
    pub fill: Paint,
    pub stroke: Paint,
    pub icon: Paint,
    pub title: Paint,
    pub subtitle: Paint,
}

impl BoxPaint {
    pub fn of(face: &Face, theme: &Theme) -> Self {
        let tint = crate::theme::tint(&face.look, face.family);
        let part = |part| tinted(theme, part, tint);
        let themed = Self {
            fill: part(Tinted::Fill),
            stroke: part(Tinted::Stroke),
            icon: part(Tinted::Icon),
            title: part(Tinted::Title),
            subtitle: part(Tinted::Subtitle),
        };
        themed.with_own(&face.look)
    }

    /// The same with the colours that the user wrote.
    pub fn with_own(self, look: &Look) -> Self {
        let own = |color: Color| Paint::from(Theme::own(color));
        let stroke = look.stroke.map_or(self.stroke, own);
        match look.fill {
            None => Self { stroke, ..self },
            Some(fill) => {
                let text = own(contrast::readable_on(fill));
                Self { fill: own(fill), stroke, icon: text, title: text, subtitle: text }
            }
        }
    }
}

pub const fn solid(paint: Paint, width: f64) -> Stroke {
    Stroke { paint, width, dash: Dash::Solid, cap: Cap::Butt }
}
