//! The stamp of a PNG: what lets a second run leave rasterising out, with no cache beside the pictures.
//!
//! Rasterising is the dear part of a run, drawing the SVG is not. So a PNG carries a `tEXt` chunk `frieze-stamp`: the SHA-256
//! over the rasteriser's name and version, the scale, the SVG it was made from, and every other byte of the PNG file
//! itself. A PNG whose stamp is right for the SVG of this run was made from that SVG and has not been touched since: a
//! single changed pixel, a chunk added or dropped, another scale or another SVG give another sum. Whatever has no right stamp
//! is rasterised and compared byte for byte, so a wrong stamp costs time and never hides a difference.
//!
//! The stamp guards against accidents and staleness, not against a person who forges it: whoever can compute it can as well
//! commit another program. `frieze check --redraw` trusts no stamp.

use sha2::{Digest, Sha256};

/// What turns an SVG into pixels. A new version of one of the crates, or another way to call them, changes this text (a
/// test compares the versions with `Cargo.lock`), and every stamp made before is no longer believed.
const RASTERISER: &str = "resvg 0.49.0, usvg 0.49.0, tiny-skia 0.12.0, png 0.18.1; frieze 1";

const KEYWORD: &[u8] = b"frieze-stamp";
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Length, type and checksum around the data of a chunk.
const FRAME: usize = 12;

/// `png` with its stamp, directly before the first image data. Bytes that are no PNG come back as they are.
pub fn stamped(png: &[u8], svg: &str, scale: f64) -> Vec<u8> {
    let Some(place) = chunks(png).into_iter().find(|chunk| &chunk.kind == b"IDAT").map(|chunk| chunk.start) else {
        return png.to_vec();
    };
    let mut data = KEYWORD.to_vec();
    data.push(0);
    data.extend_from_slice(sum(png, svg, scale).as_bytes());
    let mut result = Vec::with_capacity(png.len() + data.len() + FRAME);
    result.extend_from_slice(&png[..place]);
    result.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let checked = result.len();
    result.extend_from_slice(b"tEXt");
    result.extend_from_slice(&data);
    let checksum = crc(&result[checked..]);
    result.extend_from_slice(&checksum.to_be_bytes());
    result.extend_from_slice(&png[place..]);
    result
}

/// Whether `png` was made from `svg` at `scale` by this rasteriser and has not changed since.
pub fn is_right(png: &[u8], svg: &str, scale: f64) -> bool {
    // Stamping once more must give the very file: that judges the stamp's own frame and place as well.
    parted(png).is_some_and(|(_, rest)| stamped(&rest.concat(), svg, scale) == png)
}

/// Whether two PNG files are the same but for their stamps.
pub fn same_picture(a: &[u8], b: &[u8]) -> bool {
    let bare = |png: &[u8]| parted(png).map_or_else(|| png.to_vec(), |(_, rest)| rest.concat());
    bare(a) == bare(b)
}

/// The text of the stamp, and the file around it. None where there is no stamp, or more than one.
fn parted(png: &[u8]) -> Option<(&[u8], [&[u8]; 2])> {
    let mut stamps = chunks(png).into_iter().filter_map(|chunk| {
        let data = &png[chunk.start + 8..chunk.end - 4];
        let text = data.strip_prefix(KEYWORD)?.strip_prefix(b"\0")?;
        (&chunk.kind == b"tEXt").then_some((text, [&png[..chunk.start], &png[chunk.end..]]))
    });
    let first = stamps.next()?;
    stamps.next().is_none().then_some(first)
}

fn sum(png: &[u8], svg: &str, scale: f64) -> String {
    let mut hash = Sha256::new();
    // Each part is led by its length: no two different inputs read the same.
    for part in [RASTERISER.as_bytes(), &scale.to_bits().to_be_bytes(), svg.as_bytes(), png] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Chunk {
    start: usize,
    end: usize,
    kind: [u8; 4],
}

/// The chunks of a PNG in order; empty if it is none, cut short where the file is.
fn chunks(png: &[u8]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    if !png.starts_with(SIGNATURE) {
        return chunks;
    }
    let mut start = SIGNATURE.len();
    while let Some(&[a, b, c, d, k0, k1, k2, k3]) = png.get(start..start + 8) {
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let Some(end) = start.checked_add(length + FRAME).filter(|&end| end <= png.len()) else { break };
        chunks.push(Chunk { start, end, kind: [k0, k1, k2, k3] });
        start = end;
    }
    chunks
}

/// The checksum of a chunk: CRC-32 as the PNG specification gives it, bit by bit; a stamp is a hundred bytes.
fn crc(bytes: &[u8]) -> u32 {
    let step = |value: u32, byte: &u8| {
        (0..8).fold(value ^ u32::from(*byte), |v, _| if v & 1 == 1 { 0xedb8_8320 ^ (v >> 1) } else { v >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(pixels: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, pixels.len() as u32 / 2);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a valid header");
        writer.write_image_data(pixels).expect("as many pixels as said");
        writer.finish().expect("memory is writable");
        bytes
    }

    #[test]
    fn a_stamp_holds_for_one_svg_one_scale_and_these_bytes() {
        let bare = png(&[1, 2, 3, 4]);
        let stamped = stamped(&bare, "<svg/>", 2.0);
        assert!(is_right(&stamped, "<svg/>", 2.0));
        assert!(!is_right(&stamped, "<svg />", 2.0));
        assert!(!is_right(&stamped, "<svg/>", 1.0));
        assert!(!is_right(&bare, "<svg/>", 2.0));
        assert!(same_picture(&bare, &stamped));
        assert!(!same_picture(&bare, &png(&[1, 2, 3, 5])));
    }

    #[test]
    fn no_byte_can_change_unseen() {
        let stamped = stamped(&png(&[1, 2, 3, 4]), "<svg/>", 2.0);
        for place in 0..stamped.len() {
            let mut changed = stamped.clone();
            changed[place] ^= 1;
            assert!(!is_right(&changed, "<svg/>", 2.0), "byte {place}");
        }
        for length in 0..stamped.len() {
            assert!(!is_right(&stamped[..length], "<svg/>", 2.0), "cut at {length}");
        }
        let longer = [stamped.as_slice(), b"x"].concat();
        assert!(!is_right(&longer, "<svg/>", 2.0));
    }

    #[test]
    fn a_stamped_png_is_still_one() {
        let stamped = stamped(&png(&[1, 2, 3, 4]), "<svg/>", 2.0);
        let mut reader =
            png::Decoder::new(std::io::Cursor::new(&stamped)).read_info().expect("every checksum is right");
        let mut pixels = vec![0; reader.output_buffer_size().expect("small")];
        reader.next_frame(&mut pixels).expect("whole");
        assert_eq!(pixels, [1, 2, 3, 4]);
        assert!(reader.info().uncompressed_latin1_text.iter().any(|text| text.keyword.as_bytes() == KEYWORD));
    }

    #[test]
    fn the_rasteriser_is_the_one_in_the_lock_file() {
        let lock = include_str!("../../Cargo.lock");
        for part in RASTERISER.split("; ").next().expect("has a first part").split(", ") {
            let (name, version) = part.split_once(' ').expect("name and version");
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"");
            assert!(lock.contains(&entry), "{name} is no longer {version}: change RASTERISER and redraw");
        }
    }
}
