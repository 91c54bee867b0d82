//! The mark by which Frieze knows its own files, so that it never overwrites or deletes what somebody else made.
//!
//! An SVG of ours has the attribute `data-frieze` on its root; a PNG of ours has a text chunk `Software` with the value
//! `Frieze` before its pixels. Both survive a copy, and both are lost when another program saves the picture, which is
//! right: then it is no longer ours.

use super::xml::Attribute;

/// Value of the root's mark: the version of the file's form, see `svg`.
pub(super) const VERSION: &str = "2";

/// Keyword and value of the text chunk.
pub(super) const KEYWORD: &str = "Software";
pub(super) const VALUE: &str = "Frieze";
/// The value in a PNG that shows two versions laid out together.
pub(super) const REDLINE_VALUE: &str = "Frieze redline";

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Bytes from the start of an SVG in which the root's tag must end.
const SVG_HEAD: usize = 4096;

/// Whether Frieze wrote this SVG or PNG file. False for anything else, and for what cannot be read.
pub fn is_ours(file: &[u8]) -> bool {
    match file.strip_prefix(PNG_SIGNATURE) {
        Some(chunks) => marked_png(chunks, &[VALUE, REDLINE_VALUE]),
        None => marked_svg(file, Attribute::Mark),
    }
}

/// Whether Frieze wrote this SVG or PNG file as a redline: two versions laid out together, which no view draws.
pub fn is_redline(file: &[u8]) -> bool {
    match file.strip_prefix(PNG_SIGNATURE) {
        Some(chunks) => marked_png(chunks, &[REDLINE_VALUE]),
        None => marked_svg(file, Attribute::Mark) && marked_svg(file, Attribute::Redline),
    }
}

fn marked_png(mut chunks: &[u8], values: &[&str]) -> bool {
    let of_mark =
        |data: &[u8]| values.iter().any(|value| data == [KEYWORD.as_bytes(), b"\0", value.as_bytes()].concat());
    // Length, type, data, checksum.
    while let Some((head, rest)) = chunks.split_at_checked(8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some((data, rest)) = rest.split_at_checked(length) else { return false };
        match &head[4..] {
            b"tEXt" if of_mark(data) => return true,
            b"IDAT" | b"IEND" => return false,
            _ => chunks = rest.get(4..).unwrap_or_default(),
        }
    }
    false
}

/// Whether the root has the attribute.
fn marked_svg(file: &[u8], mark: Attribute) -> bool {
    let head = String::from_utf8_lossy(&file[..file.len().min(SVG_HEAD)]);
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // A declaration or a comment may have been put before the root; nothing else.
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->")] {
        if rest.starts_with(open) {
            let Some(end) = rest.find(close) else { return false };
            rest = rest[end + close.len()..].trim_start();
        }
    }
    let Some(mut attributes) = rest.strip_prefix("<svg") else { return false };
    loop {
        attributes = attributes.trim_start();
        let Some((name, value)) = attributes.split_once('=') else { return false };
        let Some(quote) = value.chars().next().filter(|c| ['"', '\''].contains(c)) else { return false };
        if name.contains(['<', '>']) {
            return false;
        }
        let Some(end) = value[1..].find(quote) else { return false };
        if name == mark.text() {
            return true;
        }
        attributes = &value[1 + end + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_an_attribute_of_the_root() {
        assert!(is_ours(br#"<svg xmlns="http://www.w3.org/2000/svg" data-frieze="1" width="3">"#));
        assert!(is_ours(b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg data-frieze='1'/>"));
        for other in [
            "",
            "<svg",
            "<svg>",
            r#"<svg width="3"><g data-frieze="1"/></svg>"#,
            r#"<svg aria-label=" data-frieze='1' ">"#,
            r#"<html><svg data-frieze="1">"#,
            "data-frieze=\"1\"",
            "\u{89}PNG",
        ] {
            assert!(!is_ours(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn a_redline_is_ours_and_tells_that_it_is_one() {
        let redline = br#"<svg xmlns="http://www.w3.org/2000/svg" data-frieze="1" data-redline="1" width="3">"#;
        assert!(is_ours(redline) && is_redline(redline));
        assert!(!is_redline(br#"<svg data-frieze="1"><g data-redline="1"/></svg>"#));
        assert!(!is_redline(br#"<svg data-redline="1"/>"#));
    }

    #[test]
    fn a_broken_png_is_not_ours() {
        assert!(!is_ours(PNG_SIGNATURE));
        assert!(!is_ours(&[PNG_SIGNATURE, &[0xff; 40]].concat()));
        assert!(!is_ours(&[PNG_SIGNATURE, b"\0\0\0\x05tEXthello"].concat()));
    }
}
