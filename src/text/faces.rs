//! The bundled faces: their bytes, metrics, character maps and shapers, each read once a process.
//!
//! `assets/fonts/README.md` says where they come from and what was left out of them.

use std::sync::OnceLock;

use harfrust::{Direction, Script, ShapePlan, Shaper, ShaperData};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::types::{Face, Style};

impl Face {
    pub const ALL: [Face; 3] = [Face::Regular, Face::SemiBold, Face::Mono];

    /// The whole TrueType file.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
            Face::SemiBold => include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
            Face::Mono => include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf"),
        }
    }

    /// The family name a drawing uses: a name of our own, so that an installed font of another version never takes the
    /// place of the bundled one.
    pub const fn family(self) -> &'static str {
        match self {
            Face::Regular | Face::SemiBold => "Frieze Inter",
            Face::Mono => "Frieze Mono",
        }
    }

    /// CSS weight, 100 to 900.
    pub const fn weight(self) -> u16 {
        match self {
            Face::Regular | Face::Mono => 400,
            Face::SemiBold => 600,
        }
    }

    /// The face that draws a character which this one lacks, where it has it.
    pub const fn fallback(self) -> Face {
        match self {
            Face::Regular | Face::SemiBold => Face::Mono,
            Face::Mono => Face::Regular,
        }
    }
}

/// Vertical measures of a style in px; all positive, `descent` measured downwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    pub ascent: f64,
    pub descent: f64,
    pub cap_height: f64,
    pub x_height: f64,
}

impl Style {
    pub fn metrics(&self) -> Metrics {
        let bundled = bundled(self.face);
        let scale = self.size / bundled.units_per_em;
        Metrics {
            ascent: bundled.ascent * scale,
            descent: bundled.descent * scale,
            cap_height: bundled.cap_height * scale,
            x_height: bundled.x_height * scale,
        }
    }

    /// From the top of a line to its baseline, px: capitals stand in the middle of the line, which is what makes a label
    /// look centred in its box (ascenders and descenders are rarer and lighter than the band of capitals and digits).
    pub fn baseline(&self) -> f64 {
        (self.line_height + self.metrics().cap_height) / 2.0
    }
}

/// A face made ready. All measures in font units.
pub(super) struct Bundled {
    pub units_per_em: f64,
    pub shaper: Shaper<'static>,
    /// The plan of most labels: Latin letters from left to right.
    pub latin: ShapePlan,
    charmap: Charmap<'static>,
    ascent: f64,
    descent: f64,
    cap_height: f64,
    x_height: f64,
}

impl Bundled {
    pub fn has(&self, c: char) -> bool {
        // Every bundled face holds printable ASCII; a test says so.
        matches!(c, ' '..='~') || self.charmap.map(c).is_some_and(|glyph| glyph.to_u32() != 0)
    }
}

pub(super) fn bundled(face: Face) -> &'static Bundled {
    static DATA: [OnceLock<ShaperData>; 3] = [const { OnceLock::new() }; 3];
    static FACES: [OnceLock<Bundled>; 3] = [const { OnceLock::new() }; 3];
    let slot = face as usize;
    FACES[slot].get_or_init(|| {
        let font = FontRef::new(face.bytes()).expect("a bundled face is a TrueType file");
        let data = DATA[slot].get_or_init(|| ShaperData::new(&font));
        let shaper = data.shaper(&font).build();
        let latin = ShapePlan::new(&shaper, Direction::LeftToRight, Some(LATIN), None, &[]);
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        Bundled {
            units_per_em: f64::from(metrics.units_per_em),
            shaper,
            latin,
            charmap: font.charmap(),
            ascent: f64::from(metrics.ascent),
            descent: -f64::from(metrics.descent),
            cap_height: f64::from(metrics.cap_height.expect("the bundled faces state their cap height")),
            x_height: f64::from(metrics.x_height.expect("the bundled faces state their x height")),
        }
    })
}

pub(super) const LATIN: Script = harfrust::script::LATIN;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_read_and_holds_printable_ascii() {
        for face in Face::ALL {
            let bundled = bundled(face);
            assert!(bundled.units_per_em >= 1000.0);
            for c in ' '..='~' {
                assert!(bundled.charmap.map(c).is_some_and(|glyph| glyph.to_u32() != 0), "{face:?} lacks {c:?}");
            }
        }
    }

    #[test]
    fn capitals_stand_in_the_middle_of_a_line() {
        let style = Style { face: Face::Regular, size: 14.0, line_height: 20.0 };
        let metrics = style.metrics();
        let above = style.baseline() - metrics.cap_height;
        let below = style.line_height - style.baseline();
        assert!((above - below).abs() < 1e-9);
        assert!(metrics.ascent > metrics.cap_height && metrics.cap_height > metrics.x_height && metrics.descent > 0.0);
    }
}
