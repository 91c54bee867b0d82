//! Two pictures compared pixel by pixel: what differs is marked over a faded picture of now.
//!
//! Both come from one rasteriser, so that equal drawings have equal pixels: any difference counts. Where the pictures are of
//! different sizes, what only one of them covers counts as paper of the other, and the border of the smaller is drawn.

use std::io::Cursor;

/// The mark where the picture of now is black, and where it is white; between, it runs from one to the other, so that what came is
/// dark, what went is light, and words on changed ground can be read.
const CAME: [u8; 3] = [140, 0, 72];
const WENT: [u8; 3] = [255, 140, 196];
/// Around it, so that a changed hair line is seen.
const HALO: [u8; 3] = [255, 214, 234];
/// Outside the smaller picture.
const OUTSIDE: [u8; 3] = [226, 229, 234];
const BORDER: [u8; 3] = [120, 128, 140];

/// How much of the picture of now is left under the marks: a quarter, the rest is white.
const FADE: u32 = 4;

/// Reach of the halo, px of the picture.
const REACH: usize = 2;

/// Two pictures compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The marked picture, a PNG with the mark of Frieze.
    pub png: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// How many of its pixels differ.
    pub changed: usize,
}

impl Difference {
    /// In words: `1,204 of 1,048,576 pixels differ (0.1 %)`.
    pub fn told(&self) -> String {
        let all = self.width as usize * self.height as usize;
        if self.changed == 0 {
            return "no pixel differs".to_string();
        }
        let tenths = (self.changed * 1000).div_ceil(all.max(1));
        format!("{} of {} pixels differ ({}.{} %)", self.changed, all, tenths / 10, tenths % 10)
    }
}

/// A decoded picture: opaque RGB, transparent pixels on white.
struct Pixels {
    width: usize,
    height: usize,
    data: Vec<[u8; 3]>,
}

impl Pixels {
    fn at(&self, x: usize, y: usize) -> Option<[u8; 3]> {
        (x < self.width && y < self.height).then(|| self.data[y * self.width + x])
    }

    /// What an empty place of it looks like: its first pixel.
    fn paper(&self) -> [u8; 3] {
        self.data.first().copied().unwrap_or([255; 3])
    }
}

/// Compares two PNG files.
///
/// # Errors
/// One of them is no PNG, or larger than Frieze draws.
pub fn difference(before: &[u8], after: &[u8]) -> Result<Difference, String> {
    let before = decoded(before).map_err(|why| format!("the committed PNG cannot be read: {why}"))?;
    let after = decoded(after).map_err(|why| format!("the new PNG cannot be read: {why}"))?;
    let (width, height) = (before.width.max(after.width), before.height.max(after.height));
    let mut differs = vec![false; width * height];
    for y in 0..height {
        for x in 0..width {
            let (was, is) = (before.at(x, y), after.at(x, y));
            differs[y * width + x] = was.unwrap_or(before.paper()) != is.unwrap_or(after.paper());
        }
    }
    let near = grown(&differs, width, height);
    let mut data = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let at = y * width + x;
            let pixel = match after.at(x, y) {
                _ if differs[at] => mark(after.at(x, y).unwrap_or([255; 3])),
                _ if near[at] => HALO,
                _ if on_border(x, y, &before, &after) => BORDER,
                Some(pixel) => pixel.map(|channel| (255 - (255 - u32::from(channel)) / FADE) as u8),
                None => OUTSIDE,
            };
            data.extend_from_slice(&pixel);
        }
    }
    let changed = differs.iter().filter(|differs| **differs).count();
    let (width, height) = (width as u32, height as u32);
    Ok(Difference { png: encoded(width, height, &data)?, width, height, changed })
}

/// The mark on a pixel of now, by its lightness.
fn mark(pixel: [u8; 3]) -> [u8; 3] {
    let [r, g, b] = pixel.map(u32::from);
    // The weights of Rec. 601 in 256ths.
    let light = (77 * r + 150 * g + 29 * b) / 256;
    std::array::from_fn(|channel| {
        let (dark, pale) = (u32::from(CAME[channel]), u32::from(WENT[channel]));
        ((dark * (255 - light) + pale * light) / 255) as u8
    })
}

/// Every second pixel along the edge of either picture that the other goes beyond.
fn on_border(x: usize, y: usize, before: &Pixels, after: &Pixels) -> bool {
    let edge = |one: &Pixels, other: &Pixels| {
        let right = one.width < other.width && x + 1 == one.width && y < one.height;
        let below = one.height < other.height && y + 1 == one.height && x < one.width;
        right || below
    };
    (x + y) % 4 < 2 && (edge(before, after) || edge(after, before))
}

/// What lies within [`REACH`] of what differs, row by row and then column by column.
fn grown(differs: &[bool], width: usize, height: usize) -> Vec<bool> {
    let mut rows = vec![false; differs.len()];
    for (at, _) in differs.iter().enumerate().filter(|(_, differs)| **differs) {
        let (x, row) = (at % width, at / width * width);
        rows[row + x.saturating_sub(REACH)..=row + (x + REACH).min(width - 1)].fill(true);
    }
    let mut all = vec![false; differs.len()];
    for (at, _) in rows.iter().enumerate().filter(|(_, near)| **near) {
        let (x, y) = (at % width, at / width);
        for y in y.saturating_sub(REACH)..=(y + REACH).min(height - 1) {
            all[y * width + x] = true;
        }
    }
    all
}

fn decoded(file: &[u8]) -> Result<Pixels, String> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let (width, height) = (reader.info().width, reader.info().height);
    if u64::from(width) * u64::from(height) > crate::render::MAX_PIXELS {
        return Err(format!("{width} by {height} pixels are more than Frieze draws"));
    }
    let mut buffer = vec![0; reader.output_buffer_size().ok_or("it is too large")?];
    let info = reader.next_frame(&mut buffer).map_err(|error| error.to_string())?;
    let on_white = |channel: u8, alpha: u8| 255 - ((255 - u32::from(channel)) * u32::from(alpha) / 255) as u8;
    let data = buffer[..info.buffer_size()].chunks_exact(info.color_type.samples());
    let pixel = |samples: &[u8]| match *samples {
        [gray] => [gray; 3],
        [gray, alpha] => [on_white(gray, alpha); 3],
        [r, g, b] => [r, g, b],
        [r, g, b, alpha, ..] => [on_white(r, alpha), on_white(g, alpha), on_white(b, alpha)],
        [] => [255; 3],
    };
    Ok(Pixels { width: width as usize, height: height as usize, data: data.map(pixel).collect() })
}

fn encoded(width: u32, height: u32, data: &[u8]) -> Result<Vec<u8>, String> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let (keyword, value) = crate::render::PNG_MARK;
    let write = |mut encoder: png::Encoder<'_, &mut Vec<u8>>| {
        encoder.add_text_chunk(keyword.to_string(), value.to_string())?;
        let mut writer = encoder.write_header()?;
        writer.write_image_data(data)?;
        writer.finish()
    };
    write(encoder).map_err(|error| error.to_string())?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, ink: &[(u32, u32)]) -> Vec<u8> {
        let mut data = vec![255; (width * height * 3) as usize];
        for &(x, y) in ink {
            data[((y * width + x) * 3) as usize..][..3].fill(0);
        }
        encoded(width, height, &data).expect("small")
    }

    fn pixel(difference: &Difference, x: usize, y: usize) -> [u8; 3] {
        decoded(&difference.png).expect("a PNG of ours").at(x, y).expect("inside")
    }

    #[test]
    fn what_differs_is_marked_and_the_rest_fades() {
        let before = picture(20, 20, &[(3, 3), (15, 15)]);
        let after = picture(20, 20, &[(3, 3), (10, 10)]);
        let found = difference(&before, &after).expect("both are PNG");
        assert_eq!((found.changed, found.width, found.height), (2, 20, 20));
        assert_eq!(pixel(&found, 10, 10), CAME);
        assert_eq!(pixel(&found, 15, 15), WENT);
        assert_eq!(pixel(&found, 12, 12), HALO);
        assert_eq!(pixel(&found, 3, 3), [192; 3], "black, faded");
        assert_eq!(pixel(&found, 0, 0), [255; 3]);
        assert_eq!(difference(&after, &after).expect("PNG").told(), "no pixel differs");
        assert_eq!(found.told(), "2 of 400 pixels differ (0.5 %)");
    }

    #[test]
    fn pictures_of_different_sizes_are_compared_from_their_corner() {
        let found = difference(&picture(10, 10, &[]), &picture(14, 8, &[(13, 2)])).expect("both are PNG");
        assert_eq!((found.width, found.height, found.changed), (14, 10, 1));
        assert_eq!(pixel(&found, 13, 2), CAME);
        assert_eq!(pixel(&found, 12, 9), OUTSIDE);
    }

    #[test]
    fn what_is_no_picture_is_told() {
        let good = picture(2, 2, &[]);
        assert!(difference(b"no", &good).expect_err("no PNG").contains("committed"));
        assert!(difference(&good, &good[..40]).expect_err("cut").contains("new"));
    }
}
