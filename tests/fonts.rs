//! Makes the bundled faces from the files of their makers; see `assets/fonts/README.md`. Ignored in a usual run: the
//! faces are made once and committed.

use read_fonts::FontRef;
use skera::{Plan, SubsetFlags};

/// (file of the maker, bundled file)
const FACES: &[(&str, &str)] = &[
    ("Inter_400Regular.ttf", "Inter-Regular.ttf"),
    ("Inter_600SemiBold.ttf", "Inter-SemiBold.ttf"),
    ("JetBrainsMono_400Regular.ttf", "JetBrainsMono-Regular.ttf"),
];

/// Composition of accents, forms a language asks for, placing of marks, and pair kerning. Left out: ligatures and
/// contextual alternates, so that a label shows the characters that were written (`->` stays `->`), and so that a
/// renderer which skips such features draws the same widths; and every feature that only a typesetter turns on.
const FEATURES: &str = "ccmp,locl,mark,mkmk,kern";

/// `FRIEZE_FONT_SOURCE=folder cargo test --test fonts -- --ignored` writes the faces to `assets/fonts`.
#[test]
#[ignore = "a tool: writes the bundled faces from FRIEZE_FONT_SOURCE"]
fn make_bundled_faces() {
    let source =
        std::env::var("FRIEZE_FONT_SOURCE").expect("FRIEZE_FONT_SOURCE names the folder with the makers' files");
    for (from, to) in FACES {
        let bytes = std::fs::read(format!("{source}/{from}")).expect("a face of the maker");
        let font = FontRef::new(&bytes).expect("a TrueType face");
        let plan = Plan::new(
            &skera::populate_gids("").expect("no glyphs by number"),
            &skera::parse_unicodes("*").expect("every character"),
            &font,
            // Hints serve rasterisers without antialiasing; no renderer of ours reads them.
            SubsetFlags::SUBSET_FLAGS_NO_HINTING | SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE,
            &skera::parse_tag_list("DSIG,gasp,meta,STAT,MVAR,avar,HVAR,fvar,gvar").expect("tags"),
            &skera::parse_tag_list("*").expect("every script"),
            &skera::parse_tag_list(FEATURES).expect("tags"),
            &skera::parse_name_ids("0,1,2,3,4,5,6,7,8,9,13,14,16,17").expect("name ids"),
            &skera::parse_name_languages("1033").expect("English"),
        );
        let made = skera::subset_font(&font, &plan).expect("a subset");
        println!("{to}: {} of {} bytes", made.len(), bytes.len());
        std::fs::write(format!("{}/assets/fonts/{to}", env!("CARGO_MANIFEST_DIR")), made).expect("assets/fonts");
    }
}
