//! Snapshot diffs: what changed between a committed picture and what its source draws now, as a picture, in words, and on one
//! page that needs nothing but itself.
//!
//! A user of the road, and pure: it takes the bytes of pictures and gives the files of a report. Three steps: the elements of both
//! SVGs are compared by their ids ([`words`]), the pixels of both are ([`pixels`]), and both versions go onto a page
//! ([`page`]) that shows them side by side, as a swipe and as a blink.
//!
//! *Deliberately absent*: the model. The committed picture may come from a source that nobody has any more; what it says of itself is
//! all there is. `frieze diff` compares sources.

mod inventory;
mod page;
mod pixels;
mod words;

pub use page::is_ours as is_our_page;
pub use pixels::{Difference, difference};
pub use words::{Change, changes};

use crate::render;

/// The page of a report.
pub const PAGE: &str = "index.html";

/// One picture in the versions that there are.
#[derive(Clone, Debug, Default)]
pub struct Shot {
    pub svg: Option<String>,
    pub png: Option<Vec<u8>>,
}

/// A view whose committed picture is not what its source draws.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The path of the picture as people know it, without its extension: `diagrams/chat/overview`.
    pub name: String,
    /// What was committed; nothing where the picture is new.
    pub before: Shot,
    /// What the source draws; nothing where no view draws the picture any more.
    pub after: Shot,
}

/// A file of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name in the folder of the report, which has no folders in it.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A picture as the page shows it.
#[derive(Clone, Copy, Debug)]
enum Face<'a> {
    Svg(&'a str),
    Png(&'a [u8]),
}

/// One changed picture, ready for the page.
struct Told<'a> {
    changed: &'a Changed,
    pair: [Option<Face<'a>>; 2],
    /// Begins the names of its files, and is its id on the page.
    stem: String,
    changes: Vec<Change>,
    /// What was found in the pixels, or why they cannot be compared.
    difference: Result<Difference, String>,
}

/// The files of a report: the page, and beside it both versions of each picture with their difference. `undrawn` names
/// sources that could not be drawn, so that nothing is known of their pictures. The same pictures give the same bytes.
pub fn report(changed: &[Changed], undrawn: &[String]) -> Vec<File> {
    let mut files = Vec::new();
    let mut told: Vec<Told> = Vec::new();
    for one in changed {
        let stem = stem(&one.name, &told);
        let changes = words::changes(one.before.svg.as_deref(), one.after.svg.as_deref());
        let pair = pair(one);
        let difference = compared(&pair);
        for (version, shot) in [("before", &one.before), ("after", &one.after)] {
            let svg = shot.svg.as_ref().map(|svg| (svg.clone().into_bytes(), "svg"));
            let png = shot.png.as_ref().map(|png| (png.clone(), "png"));
            files.extend(
                [svg, png]
                    .into_iter()
                    .flatten()
                    .map(|(bytes, ending)| File { name: format!("{stem}.{version}.{ending}"), bytes }),
            );
        }
        if let Ok(difference) = &difference {
            files.push(File { name: format!("{stem}.difference.png"), bytes: difference.png.clone() });
        }
        told.push(Told { changed: one, pair, stem, changes, difference });
    }
    files.push(File { name: PAGE.to_string(), bytes: page::page(&told, undrawn).into_bytes() });
    files
}

/// Whether a file of this name is one that a report writes. No picture of a view has such a name: the id of a view holds no dot.
pub fn is_of_a_report(name: &str) -> bool {
    name == PAGE
        || [".before.svg", ".before.png", ".after.svg", ".after.png", ".difference.png"]
            .iter()
            .any(|end| name.strip_suffix(end).is_some_and(|stem| !stem.is_empty()))
}

/// The name of a picture as one part of a path: letters, digits, `.`, `_` and `-` stand, folders are parted by `--`.
fn stem(name: &str, taken: &[Told]) -> String {
    let parts = name.split(['/', '\\']).filter(|part| !part.is_empty() && *part != "." && *part != "..");
    let clean = |part: &str| {
        let letter = |c: char| if c.is_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' };
        part.chars().map(letter).collect::<String>()
    };
    let base = parts.map(clean).collect::<Vec<_>>().join("--");
    let base = if base.is_empty() { "picture".to_string() } else { base };
    let free = |stem: &String| taken.iter().all(|other| !other.stem.eq_ignore_ascii_case(stem));
    let others = (2..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.clone()).chain(others).find(free).expect("some number is free")
}

/// The two pictures to compare: the SVGs where both versions have one, for they are sharp and small, else the PNGs, else what
/// there is.
fn pair(one: &Changed) -> [Option<Face<'_>>; 2] {
    let (before, after) = (&one.before, &one.after);
    let svgs = (before.svg.as_deref().map(Face::Svg), after.svg.as_deref().map(Face::Svg));
    let pngs = (before.png.as_deref().map(Face::Png), after.png.as_deref().map(Face::Png));
    match (svgs, pngs) {
        ((Some(before), Some(after)), _) | (_, (Some(before), Some(after))) => [Some(before), Some(after)],
        ((old, new), (old_png, new_png)) => [old.or(old_png), new.or(new_png)],
    }
}

/// The pixels of both versions compared; those of an SVG at one pixel a px.
fn compared(pair: &[Option<Face>; 2]) -> Result<Difference, String> {
    let drawn = |face: &Face, which: &str| match face {
        Face::Svg(svg) => render::png(svg, 1.0).map_err(|error| format!("{which} SVG cannot be drawn: {error}")),
        Face::Png(png) => Ok(png.to_vec()),
    };
    match pair {
        [Some(Face::Svg(_)), Some(Face::Png(_))] | [Some(Face::Png(_)), Some(Face::Svg(_))] => {
            Err("the versions are of different formats, whose pixels cannot be compared".to_string())
        }
        [Some(before), Some(after)] => difference(&drawn(before, "the committed")?, &drawn(after, "the new")?),
        [None, Some(_)] => Err("the picture is new: there is nothing to compare it with".to_string()),
        [Some(_), None] => Err("no view draws the picture any more: there is nothing to compare it with".to_string()),
        [None, None] => Err("neither version can be shown".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_flat_and_never_meet() {
        let one = |name: &str| Changed { name: name.to_string(), before: Shot::default(), after: Shot::default() };
        let changed = [one("a/b"), one("a--b"), one("../../etc/x y"), one("..")];
        let told = |stem: String| Told {
            changed: &changed[0],
            pair: [None, None],
            stem,
            changes: Vec::new(),
            difference: Err(String::new()),
        };
        let mut taken = Vec::new();
        for (one, expected) in changed.iter().zip(["a--b", "a--b-2", "etc--x_y", "picture"]) {
            let stem = stem(&one.name, &taken);
            assert_eq!(stem, expected);
            taken.push(told(stem));
        }
    }

    #[test]
    fn files_of_a_report_are_known_by_name() {
        assert!(is_of_a_report("index.html") && is_of_a_report("a.before.svg") && is_of_a_report("a.difference.png"));
        assert!(!is_of_a_report("a.svg") && !is_of_a_report(".before.svg") && !is_of_a_report("notes.txt"));
    }
}
