//! A PNG from a drawing's own SVG, through usvg and resvg with the bundled faces and no other font.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use usvg::{FontResolver, Options, Tree, fontdb};

use super::mark;
use super::xml::FACE_START;
use crate::text::Face;

/// The largest width or height in pixels.
pub const MAX_SIDE: u32 = 16_384;

/// The largest number of pixels: 400 MB of memory while drawing.
pub const MAX_PIXELS: u64 = 100_000_000;

/// Why there is no PNG.
#[derive(Clone, Debug, PartialEq)]
pub enum PngError {
    /// The picture would be larger than [`MAX_SIDE`] or [`MAX_PIXELS`] allow.
    TooLarge { width: f64, height: f64, scale: f64 },
    /// The scale is not a positive number.
    Scale(f64),
    /// The text is not an SVG that can be drawn.
    Svg(String),
}

impl std::error::Error for PngError {}

impl std::fmt::Display for PngError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PngError::TooLarge { width, height, scale } => {
                let by_side = f64::from(MAX_SIDE) / width.max(*height);
                let by_pixels = (MAX_PIXELS as f64 / (width * height)).sqrt();
                // Rounded down, so that the advice works.
                let largest = (by_side.min(by_pixels) * scale * 100.0).floor() / 100.0;
                write!(
                    f,
                    "the PNG would be {width} by {height} pixels; a side may have {MAX_SIDE} and the whole {MAX_PIXELS}: \
                     choose a scale of at most {largest}, draw less in this view, or use SVG"
                )
            }
            PngError::Scale(scale) => write!(f, "a PNG cannot be drawn at scale {scale}; it must be a number above 0"),
            PngError::Svg(why) => write!(f, "the SVG cannot be drawn: {why}"),
        }
    }
}

/// Draws `svg`, as [`super::svg`] wrote it, at `scale` pixels a px, and encodes it with the mark of Frieze. The same text
/// gives the same bytes; embedded and installed fonts are never read.
///
/// # Errors
/// The scale is not positive, the picture would exceed [`MAX_SIDE`] or [`MAX_PIXELS`], or the text is no SVG.
pub fn png(svg: &str, scale: f64) -> Result<Vec<u8>, PngError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PngError::Scale(scale));
    }
    let tree = Tree::from_str(&without_faces(svg), &options()).map_err(|error| PngError::Svg(error.to_string()))?;
    let (width, height) = (f64::from(tree.size().width()) * scale, f64::from(tree.size().height()) * scale);
    let (width, height) = (width.ceil(), height.ceil());
    if width.max(height) > f64::from(MAX_SIDE) || width * height > MAX_PIXELS as f64 {
        return Err(PngError::TooLarge { width, height, scale });
    }
    let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or(PngError::Scale(scale))?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
    let value = if mark::is_redline(svg.as_bytes()) { mark::REDLINE_VALUE } else { mark::VALUE };
    Ok(encoded(&pixmap, value))
}

/// The SVG without its embedded faces: the whole ones are at hand, and reading base64 takes time.
fn without_faces(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    for line in svg.split_inclusive('\n').filter(|line| !line.starts_with(FACE_START)) {
        out.push_str(line);
    }
    out
}

fn options() -> Options<'static> {
    Options {
        fontdb: fonts(),
        font_family: Face::Regular.family().to_string(),
        font_resolver: FontResolver {
            // A character that the face lacks has been given to another face in the SVG itself, or no face has it.
            select_fallback: Box::new(|_, _, _| None),
            ..FontResolver::default()
        },
        ..Options::default()
    }
}

/// The bundled faces under the family names that a drawing uses.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut fonts = fontdb::Database::new();
            for face in Face::ALL {
                fonts.push_face_info(fontdb::FaceInfo {
                    id: fontdb::ID::dummy(),
                    source: fontdb::Source::Binary(Arc::new(face.bytes())),
                    index: 0,
                    families: vec![(face.family().to_string(), fontdb::Language::English_UnitedStates)],
                    post_script_name: format!("{}-{}", face.family().replace(' ', ""), face.weight()),
                    style: fontdb::Style::Normal,
                    weight: fontdb::Weight(face.weight()),
                    stretch: fontdb::Stretch::Normal,
                    monospaced: face == Face::Mono,
                });
            }
            // What a font list ends with when nothing before it is known.
            fonts.set_serif_family(Face::Regular.family());
            fonts.set_sans_serif_family(Face::Regular.family());
            fonts.set_monospace_family(Face::Mono.family());
            Arc::new(fonts)
        })
        .clone()
}

fn encoded(pixmap: &Pixmap, mark: &str) -> Vec<u8> {
    let pixels = pixmap.pixels();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_depth(png::BitDepth::Eight);
    // Drawings are flat: rows repeat, and unfiltered they compress best. Level 3 takes two thirds of the time of the usual
    // level 6 for a twentieth more bytes.
    encoder.set_deflate_compression(png::DeflateCompression::Level(3));
    encoder.set_filter(png::Filter::NoFilter);
    let data: Vec<u8> = if let Some((palette, indices)) = indexed(pixels) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        indices
    } else if pixels.iter().all(|pixel| pixel.is_opaque()) {
        encoder.set_color(png::ColorType::Rgb);
        let mut data = Vec::with_capacity(pixels.len() * 3);
        for pixel in pixels {
            data.extend_from_slice(&[pixel.red(), pixel.green(), pixel.blue()]);
        }
        data
    } else {
        encoder.set_color(png::ColorType::Rgba);
        let mut data = Vec::with_capacity(pixels.len() * 4);
        for pixel in pixels {
            let straight = pixel.demultiply();
            data.extend_from_slice(&[straight.red(), straight.green(), straight.blue(), straight.alpha()]);
        }
        data
    };
    let in_memory = "writing to memory does not fail";
    encoder.add_text_chunk(mark::KEYWORD.to_string(), mark.to_string()).expect("the mark is Latin");
    let mut writer = encoder.write_header().expect(in_memory);
    writer.write_image_data(&data).expect(in_memory);
    writer.finish().expect(in_memory);
    file
}

/// A palette (three bytes a colour, in order of appearance) and an index for each pixel, where all are opaque and of at
/// most 256 colours. Most drawings are, and then a file is smaller by a third and made in half the time.
fn indexed(pixels: &[PremultipliedColorU8]) -> Option<(Vec<u8>, Vec<u8>)> {
    // An open hash table of colours: a quarter full at most, so that a probe or two finds a colour.
    const SLOTS: usize = 1024;
    const FREE: u32 = u32::MAX;
    let mut slots = [(FREE, 0_u8); SLOTS];
    let mut palette: Vec<u8> = Vec::new();
    let mut indices = Vec::with_capacity(pixels.len());
    let mut last = (FREE, 0_u8);
    for pixel in pixels {
        if !pixel.is_opaque() {
            return None;
        }
        let color = u32::from_be_bytes([0, pixel.red(), pixel.green(), pixel.blue()]);
        if color != last.0 {
            // Knuth's multiplicative hash: the upper ten bits choose the slot.
            let mut slot = (color.wrapping_mul(2_654_435_769) >> 22) as usize;
            while slots[slot].0 != color {
                if slots[slot].0 == FREE {
                    let index = u8::try_from(palette.len() / 3).ok()?;
                    palette.extend_from_slice(&color.to_be_bytes()[1..]);
                    slots[slot] = (color, index);
                    break;
                }
                slot = (slot + 1) % SLOTS;
            }
            last = slots[slot];
        }
        indices.push(last.1);
    }
    Some((palette, indices))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Point, Size};
    use crate::model::Color;
    use crate::scene::{Anchor, Item, Paint, Scene, Text};
    use crate::text::{Style, measure};

    fn text_boxes(group: &usvg::Group, boxes: &mut Vec<usvg::Rect>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => text_boxes(group, boxes),
                usvg::Node::Text(text) => boxes.push(text.bounding_box()),
                _ => {}
            }
        }
    }

    #[test]
    fn what_is_measured_is_what_is_drawn() {
        const TEXTS: &[&str] = &[
            "AVATAR WAVE To. Ty. Yo, P.O. LT r. f) \"T\" 11 L'",
            "store refresh token family",
            "GET /auth/*?page=1&size=20 -> 200 { access, refresh }",
            "SELECT * FROM users WHERE e_mail = $1;",
            "12:30 3x4 (A) <= != === ... fi ffl www",
            "Größe Ångström naïve Łódź Đặng e\u{301}",
            "Жук Ωμέγα Ελληνικά → ≥ ½ • … “quoted”",
            "left ┌──┐ right",
        ];
        for &content in TEXTS {
            for face in Face::ALL {
                for size in [10.0, 11.5, 14.0, 40.0] {
                    let (drawn, width) = drawn_and_measured(content, face, size);
                    assert!((drawn - width).abs() < 0.1, "{face:?} {size}: {drawn} is drawn, {width} measured");
                }
            }
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]

        #[test]
        fn any_printable_text_is_drawn_as_wide_as_measured(content in "[!-~¡-ÿĀ-ſΑ-ώА-я]([ -~¡-ÿĀ-ſΑ-ώА-я]{0,30}[!-~])?") {
            for face in Face::ALL {
                let (drawn, width) = drawn_and_measured(&content, face, 14.0);
                proptest::prop_assert!((drawn - width).abs() < 0.1, "{face:?}: {drawn} is drawn, {width} measured");
            }
        }
    }

    fn drawn_and_measured(content: &str, face: Face, size: f64) -> (f64, f64) {
        let paint = Paint { class: "", light: Color { r: 0, g: 0, b: 0 }, dark: None };
        let width = measure(content, Style { face, size, line_height: size });
        let (at, content) = (Point::new(100.0, 100.0), content.to_string());
        let text = Text {
            part: crate::scene::Part::Label,
            at,
            anchor: Anchor::Start,
            content,
            face,
            size,
            width,
            paint,
            struck: false,
        };
        let svg = crate::render::svg(&Scene {
            size: Size::new(2000.0, 200.0),
            title: String::new(),
            description: String::new(),
            background: paint,
            adaptive: false,
            holds: Vec::new(),
            redline: false,
            items: vec![Item::Text(text)],
        });
        let tree = Tree::from_str(&without_faces(&svg), &options()).expect("an SVG");
        let mut boxes = Vec::new();
        text_boxes(tree.root(), &mut boxes);
        (f64::from(boxes[0].width()), width)
    }

    #[test]
    fn few_colours_are_indexed_and_many_are_not() {
        let pixel = |n: usize| {
            let [_, _, g, b] = (n as u32).to_be_bytes();
            PremultipliedColorU8::from_rgba(7, g, b, 255).expect("opaque")
        };
        let few: Vec<_> = (0..256).chain(0..256).map(pixel).collect();
        let (palette, indices) = indexed(&few).expect("256 colours");
        assert_eq!(palette.len(), 768);
        for (pixel, &index) in few.iter().zip(&indices) {
            let at = usize::from(index) * 3;
            assert_eq!(palette[at..at + 3], [pixel.red(), pixel.green(), pixel.blue()]);
        }
        assert!(indexed(&(0..257).map(pixel).collect::<Vec<_>>()).is_none());
        assert!(indexed(&[PremultipliedColorU8::TRANSPARENT]).is_none());
    }

    #[test]
    fn embedded_faces_are_left_out_and_nothing_else() {
        let svg = format!("<svg>\n<style>\n.a{{}}\n</style>\n{FACE_START}font-family:'x'}}</style>\n</svg>\n");
        assert_eq!(without_faces(&svg), "<svg>\n<style>\n.a{}\n</style>\n</svg>\n");
    }
}
