//! WCAG 2 contrast, by functions that give the same bits on every machine.

use crate::model::Color;

/// Relative luminance, 0 to 1. The exponent 2.4 of the sRGB curve is taken as 2 + 13/32, which square roots can do: the
/// result is at most 0.5 % off.
pub fn luminance(color: Color) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            return value / 12.92;
        }
        let base = (value + 0.055) / 1.055;
        let fourth = base.sqrt().sqrt();
        let eighth = fourth.sqrt();
        let thirty_second = eighth.sqrt().sqrt();
        base * base * fourth * eighth * thirty_second
    };
    0.2126 * channel(color.r) + 0.7152 * channel(color.g) + 0.0722 * channel(color.b)
}

/// The ratio of WCAG 2: from 1 (the same) to 21 (black on white).
pub fn ratio(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Black or white, whichever reads better on the ground: at least 4.5:1 on any.
pub fn readable_on(ground: Color) -> Color {
    let (black, white) = (Color { r: 0, g: 0, b: 0 }, Color { r: 255, g: 255, b: 255 });
    if ratio(black, ground) >= ratio(white, ground) { black } else { white }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_ratios() {
        let gray = |v| Color { r: v, g: v, b: v };
        assert!((ratio(gray(0), gray(255)) - 21.0).abs() < 0.01);
        // #767676 on white is the well-known 4.54.
        assert!((ratio(gray(0x76), gray(255)) - 4.54).abs() < 0.03);
    }

    #[test]
    fn text_reads_on_every_gray() {
        for v in 0..=255 {
            let ground = Color { r: v, g: v, b: v };
            assert!(ratio(readable_on(ground), ground) >= 4.5);
        }
    }
}
