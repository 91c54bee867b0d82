//! Font subsets for drawings: the glyphs a picture shows, as TrueType (WOFF2 would save a third of the bytes and cost
//! thirty times as long).
//!
//! Small letters, capitals and digits come in whole sets as soon as one of them is shown; any other character only where
//! it is shown. A face is one line of base64 in the file, unreadable in a review; with whole sets it costs a quarter more
//! bytes, and changing the words of a label leaves it as it was.

use std::collections::BTreeSet;

use read_fonts::FontRef;
use read_fonts::collections::IntSet;
use skera::{Plan, SubsetFlags};

use crate::text::Face;

/// The characters each face must draw.
#[derive(Default)]
pub(super) struct Glyphs {
    shown: [BTreeSet<char>; 3],
}

/// First and last character of each set.
const SETS: [(char, char); 3] = [('a', 'z'), ('A', 'Z'), ('0', '9')];

impl Glyphs {
    pub fn add(&mut self, face: Face, text: &str) {
        let shown = &mut self.shown[face as usize];
        for c in text.chars() {
            if shown.contains(&c) {
                continue;
            }
            match SETS.iter().find(|&&(first, last)| (first..=last).contains(&c)) {
                Some(&(first, last)) => shown.extend(first..=last),
                None => {
                    shown.insert(c);
                }
            }
        }
    }

    /// A TrueType file with those glyphs and what they need: parts of composites, marks, kerning between them. None where
    /// the face is not used.
    pub fn subset(&self, face: Face) -> Option<Vec<u8>> {
        let shown = &self.shown[face as usize];
        if shown.is_empty() {
            return None;
        }
        let font = FontRef::new(face.bytes()).expect("a bundled face is a TrueType file");
        let unicodes: IntSet<u32> = shown.iter().map(|&c| u32::from(c)).collect();
        let tags = |list: &str| skera::parse_tag_list(list).expect("a list of tags");
        let plan = Plan::new(
            &IntSet::empty(),
            &unicodes,
            &font,
            SubsetFlags::SUBSET_FLAGS_NO_HINTING | SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE,
            &tags("DSIG"),
            &tags("*"),
            &tags("ccmp,locl,mark,mkmk,kern"),
            &IntSet::empty(),
            &IntSet::empty(),
        );
        Some(skera::subset_font(&font, &plan).expect("a bundled face has tables that can be subset"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_in_whole_sets_and_nothing_else_does() {
        let mut glyphs = Glyphs::default();
        glyphs.add(Face::Regular, "ab-é");
        assert!(glyphs.subset(Face::Mono).is_none());
        let font = glyphs.subset(Face::Regular).expect("the face is used");
        let mut other = Glyphs::default();
        other.add(Face::Regular, "-ézyx");
        assert_eq!(other.subset(Face::Regular).as_ref(), Some(&font));
        let font = skrifa::FontRef::new(&font).expect("a font");
        let has = |c| skrifa::MetadataProvider::charmap(&font).map(c).is_some();
        assert!(has('q') && has('é') && has('-') && !has('Q') && !has('5') && !has('ö'));
    }

    #[test]
    fn a_subset_is_small() {
        let mut glyphs = Glyphs::default();
        glyphs.add(Face::Regular, "Any letters, 0-9 and (some) marks: /auth/*");
        let size = glyphs.subset(Face::Regular).expect("the face is used").len();
        assert!((4_000..16_000).contains(&size), "{size}");
    }
}
