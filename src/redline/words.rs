//! The texts of marked things: what a box says of its past, and labels with the old words struck above the new ones.

use super::mark::{Mark, plain, with_badge};
use crate::view::Face;

/// A text of a label, with what of it stands struck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub text: Option<String>,
    pub struck: Vec<String>,
}

/// What a marked label says: its own words, the old ones struck above new ones, the words of what is gone struck. The
/// badge stands before it, also where there are no words.
pub(super) fn label(mark: Mark, before: Option<&str>, after: Option<&str>) -> Words {
    let words = lines(mark, before, after);
    Words { text: Some(with_badge(mark, words.text.as_deref().unwrap_or_default())), ..words }
}

/// The same without a badge: the second line of a label that has one.
pub(super) fn lines(mark: Mark, before: Option<&str>, after: Option<&str>) -> Words {
    let some = |text: Option<&str>| text.map(plain).filter(|text| !text.trim().is_empty());
    let (before, after) = (some(before), some(after));
    let gone = |old: String| Words { text: Some(old.clone()), struck: vec![old] };
    match (before, after) {
        (Some(old), None) => gone(old),
        (Some(old), Some(new)) if mark.is_gone() => gone(if new.is_empty() { old } else { new }),
        (Some(old), Some(new)) if old != new => Words { text: Some(format!("{old}\n{new}")), struck: vec![old] },
        (_, Some(new)) if mark.is_gone() => gone(new),
        (_, new) => Words { text: new, struck: Vec::new() },
    }
}

/// A face that is there in both versions, with what it says of its past, and what of that stands struck. `from` is the
/// title of the group it stood in, where that is another now.
pub(super) fn face(before: &Face, after: &Face, mark: Mark, from: Option<&str>) -> (Face, Vec<String>) {
    let tech = lines(mark, before.subtitle.as_deref(), after.subtitle.as_deref());
    let mut said: Vec<String> = tech.text.into_iter().collect();
    if before.title != after.title {
        said.push(format!("was {}", plain(&before.title)));
    } else if mark == Mark::Renamed {
        said.push(format!("was `{}`", last(&before.id)));
    }
    if before.kind != after.kind {
        said.push(format!("was: {}", before.kind));
    }
    if let Some(from) = from {
        said.push(format!("from {}", plain(from)));
    }
    // A mark without a word would be a riddle.
    if mark == Mark::Changed && before.kind == after.kind && before.subtitle == after.subtitle {
        said.extend(unseen(before, after).map(str::to_string));
    }
    let subtitle = (!said.is_empty()).then(|| said.join("\n"));
    (Face { subtitle, ..after.clone() }, tech.struck)
}

/// What differs in two faces that say the same.
fn unseen(before: &Face, after: &Face) -> Option<&'static str> {
    let looks = |face: &Face| (face.look, face.shape.clone(), face.icon.clone());
    if looks(before) != looks(after) {
        Some("looks other")
    } else if before.description != after.description {
        Some("described otherwise")
    } else {
        (before.link != after.link).then_some("links elsewhere")
    }
}

/// A face that is there in the version before alone; `now` says where it went, if it is still there.
pub(super) fn gone(before: &Face, now: Option<&str>) -> (Face, Vec<String>) {
    let title = plain(&before.title);
    let subtitle = before.subtitle.as_deref().map(plain);
    let struck = std::iter::once(title.clone()).chain(subtitle.clone()).collect();
    // What has gone elsewhere says the rest there.
    let subtitle = now.map_or(subtitle, |now| Some(format!("now in {}", plain(now))));
    (Face { id: was(&before.id), title, subtitle, ..before.clone() }, struck)
}

/// The id of a thing of the version before: no id of a view has a colon but that of a lane, which never begins so.
pub(super) fn was(id: &str) -> String {
    format!("was:{id}")
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
