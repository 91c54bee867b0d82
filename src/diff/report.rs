//! The difference of two versions of many files: what [`super::json()`] and [`super::markdown()`] say, and what the command line says
//! to people. Pure: where the files came from is no business of it.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::Matching;
use super::similarity::shared;
use super::types::{Change, Diff, Scope, What};
use crate::model::{Model, ViewDefinition};
use crate::source::{FileId, Sources, Span};

/// One version of one source, built without errors.
#[derive(Clone, Debug)]
pub struct Version {
    /// As people are shown it, without the name of the version: `diagrams/chat.frieze`.
    pub path: String,
    /// The texts that the spans of the model lie in.
    pub sources: Sources,
    /// A name for each file of `sources` that is the same in both versions for the same file.
    pub keys: Vec<String>,
    pub model: Model,
}

impl Version {
    /// The file that a span lies in, as its name in both versions.
    fn key(&self, file: FileId) -> Option<&str> {
        self.keys.get(file.0 as usize).map(String::as_str)
    }
}

/// Two versions of one file; one of them may be missing, not both.
#[derive(Clone, Debug)]
pub struct FileReport {
    pub before: Option<Version>,
    pub after: Option<Version>,
    pub diff: Diff,
    /// Indices into the changes of `diff` that are told here: all but those told where an imported file is compared itself.
    /// Empty where the file came or went as a whole.
    pub told: Vec<usize>,
    /// How many changes are seen in pictures of this file and told under another one, by that one's path.
    pub elsewhere: BTreeMap<String, usize>,
    /// Where the pictures of what changed are, by the index of the view in `diff`: relative to one folder, forward slashes.
    pub pictures: BTreeMap<usize, String>,
}

/// What became of a file or a view as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Added,
    Removed,
    Changed,
    Same,
}

impl Status {
    pub const fn word(self) -> &'static str {
        match self {
            Status::Added => "added",
            Status::Removed => "removed",
            Status::Changed => "changed",
            Status::Same => "same",
        }
    }
}

/// Two versions of many files.
#[derive(Clone, Debug)]
pub struct Report {
    /// The names of the versions: `main`, `working tree`, a folder.
    pub before: String,
    pub after: String,
    pub files: Vec<FileReport>,
}

impl Report {
    /// Compares the pairs, in their order.
    pub fn new(before: &str, after: &str, pairs: Vec<(Option<Version>, Option<Version>)>) -> Self {
        // A file that has another name now is the same file under both.
        let own = |version: &Option<Version>| version.as_ref().and_then(|v| v.key(v.model.file)).map(str::to_string);
        let mut compared: BTreeMap<String, String> = BTreeMap::new();
        for (old, new) in &pairs {
            if let (Some(a), Some(b), Some(version)) = (own(old), own(new), new) {
                compared.insert(a, version.path.clone());
                compared.insert(b, version.path.clone());
            }
        }
        let files = pairs.into_iter().map(|(old, new)| FileReport::new(old, new, &compared)).collect();
        Self { before: before.to_string(), after: after.to_string(), files }
    }

    /// The files that differ.
    pub fn differing(&self) -> impl Iterator<Item = &FileReport> {
        self.files.iter().filter(|file| file.status() != Status::Same)
    }

    pub fn is_same(&self) -> bool {
        self.differing().next().is_none()
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for file in self.differing() {
            match file.status() {
                Status::Added => counts.files_added += 1,
                Status::Removed => counts.files_removed += 1,
                _ => {}
            }
            file.told.iter().for_each(|&at| counts.count(&file.diff.changes[at].what));
            counts.files += usize::from(!file.told.is_empty() || file.is_moved());
        }
        counts
    }
}

impl FileReport {
    fn new(before: Option<Version>, after: Option<Version>, compared: &BTreeMap<String, String>) -> Self {
        // What a missing version draws is nothing.
        let nothing = Model::default();
        let old = before.as_ref().map_or(&nothing, |version| &version.model);
        let new = after.as_ref().map_or(&nothing, |version| &version.model);
        let diff = super::compare(old, new);
        let mut file =
            Self { before, after, diff, told: Vec::new(), elsewhere: BTreeMap::new(), pictures: BTreeMap::new() };
        if file.before.is_some() && file.after.is_some() {
            for (at, change) in file.diff.changes.iter().enumerate() {
                match file.told_under(change, compared) {
                    None => file.told.push(at),
                    Some(_) if change.views.is_empty() => {}
                    Some(path) => *file.elsewhere.entry(path).or_default() += 1,
                }
            }
        }
        file
    }

    /// The other file that a change stands in, if that one is compared itself.
    fn told_under(&self, change: &Change, compared: &BTreeMap<String, String>) -> Option<String> {
        let key = |version: &'_ Option<Version>, span: Option<Span>| -> Option<(bool, String)> {
            let (version, span) = (version.as_ref()?, span?);
            Some((span.file == version.model.file, version.key(span.file)?.to_string()))
        };
        let keys = [key(&self.after, change.after), key(&self.before, change.before)];
        let keys: Vec<&(bool, String)> = keys.iter().flatten().collect();
        // What went from one file to another is told by the one that imports both.
        if keys.is_empty() || keys.iter().any(|(own, _)| *own) || keys.iter().any(|(_, key)| *key != keys[0].1) {
            return None;
        }
        compared.get(&keys[0].1).cloned()
    }

    /// The version that is shown: the one after, else the one before.
    fn shown(&self) -> Option<&Version> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// As people are shown it.
    pub fn path(&self) -> &str {
        self.shown().map_or("", |version| &version.path)
    }

    /// The file has another name now.
    pub fn is_moved(&self) -> bool {
        matches!((&self.before, &self.after), (Some(old), Some(new)) if old.key(old.model.file) != new.key(new.model.file))
    }

    pub fn status(&self) -> Status {
        match (&self.before, &self.after) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ if self.told.is_empty() && self.elsewhere.is_empty() && !self.is_moved() => Status::Same,
            _ => Status::Changed,
        }
    }

    /// The definition of a view, after the change where there is one.
    pub fn view(&self, at: usize) -> Option<&ViewDefinition> {
        let view = &self.diff.views[at];
        match (view.after, &self.after, view.before, &self.before) {
            (Some(at), Some(version), ..) => version.model.views.get(at),
            (_, _, Some(at), Some(version)) => version.model.views.get(at),
            _ => None,
        }
    }

    /// The id that a view had before, where it is another one.
    pub fn old_id(&self, at: usize) -> Option<&str> {
        let before = &self.before.as_ref()?.model.views[self.diff.views[at].before?];
        let after = &self.after.as_ref()?.model.views[self.diff.views[at].after?];
        (before.id != after.id).then_some(&before.id)
    }

    pub fn view_status(&self, at: usize) -> Status {
        let view = &self.diff.views[at];
        match (view.before, view.after) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ if view.is_same() => Status::Same,
            _ => Status::Changed,
        }
    }

    /// The changes told here that hold for the whole file.
    pub fn of_file(&self) -> impl Iterator<Item = &Change> {
        self.told.iter().map(|&at| &self.diff.changes[at]).filter(|change| change.scope == Scope::File)
    }

    /// The changes told here that hold for one view alone.
    pub fn of_view(&self, view: usize) -> impl Iterator<Item = &Change> {
        self.told.iter().map(|&at| &self.diff.changes[at]).filter(move |change| change.scope == Scope::View(view))
    }

    /// Whether a change is told here.
    pub fn tells(&self, change: usize) -> bool {
        self.told.binary_search(&change).is_ok()
    }
}

/// Files that share less than so many hundredths of their lines are two files, not one that has another name.
const ENOUGH_LINES: usize = 50;
/// Up to so many pairs of files are looked at for other names.
const MAX_PAIRS: usize = 10_000;

/// Pairs the versions of the same file: those with the same key, then those left over that share most of their lines. In the order
/// of their paths.
pub fn pairs(before: Vec<Version>, after: Vec<Version>) -> Vec<(Option<Version>, Option<Version>)> {
    let own = |versions: &[Version]| -> Vec<String> {
        versions.iter().map(|version| version.key(version.model.file).unwrap_or_default().to_string()).collect()
    };
    let mut matching = Matching::by_words(&own(&before), &own(&after));
    let (left, right) = (matching.free_before(), matching.free_after());
    if left.len() * right.len() <= MAX_PAIRS {
        let mut alike = Vec::new();
        for &i in &left {
            for &j in &right {
                let (a, b) = (lines(&before[i]), lines(&after[j]));
                let share = 200 * shared(&a, &b) / (a.len() + b.len()).max(1);
                if share >= ENOUGH_LINES {
                    alike.push((usize::MAX - share, i.abs_diff(j), i.min(j), i.max(j), i, j));
                }
            }
        }
        alike.sort_unstable();
        for (.., i, j) in alike {
            if matching.free(i, j) {
                matching.join(i, j);
            }
        }
    }
    let (mut before, mut after): (Vec<_>, Vec<_>) =
        (before.into_iter().map(Some).collect(), after.into_iter().map(Some).collect());
    let mut take = |thing: super::types::Thing| -> (Option<Version>, Option<Version>) {
        (thing.before.and_then(|at| before[at].take()), thing.after.and_then(|at| after[at].take()))
    };
    let mut pairs: Vec<_> = matching.things().into_iter().map(&mut take).collect();
    pairs.sort_by(|a, b| {
        let path =
            |pair: &(Option<Version>, Option<Version>)| pair.1.as_ref().or(pair.0.as_ref()).map(|v| v.path.clone());
        path(a).cmp(&path(b))
    });
    pairs
}

/// The lines of a source that say something, sorted.
fn lines(version: &Version) -> Vec<&str> {
    let text = &version.sources.file(version.model.file).text;
    let mut lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}

/// How many changes of each sort there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    pub renamed: usize,
    pub moved: usize,
    pub reordered: usize,
    /// Files with such changes, or with another name; files that came and went.
    pub files: usize,
    pub files_added: usize,
    pub files_removed: usize,
}

impl Counts {
    fn count(&mut self, what: &What) {
        *match what {
            What::Added => &mut self.added,
            What::Removed => &mut self.removed,
            What::Changed { .. } => &mut self.changed,
            What::Renamed { .. } => &mut self.renamed,
            What::Moved { .. } => &mut self.moved,
            What::Reordered { .. } => &mut self.reordered,
        } += 1;
    }

    /// `2 added, 1 renamed in 1 file, 1 file removed`; `no difference` where there is none.
    pub fn words(&self) -> String {
        let sorts = [
            (self.added, "added"),
            (self.removed, "removed"),
            (self.changed, "changed"),
            (self.renamed, "renamed"),
            (self.moved, "moved"),
            (self.reordered, "reordered"),
        ];
        let files = |count: usize| if count == 1 { "1 file".to_string() } else { format!("{count} files") };
        let sorts: Vec<String> = sorts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let mut parts = Vec::new();
        match (sorts.is_empty(), self.files) {
            (false, _) => parts.push(format!("{} in {}", sorts.join(", "), files(self.files))),
            (true, 0) => {}
            (true, count) => parts.push(format!("{} moved", files(count))),
        }
        for (count, word) in [(self.files_added, "added"), (self.files_removed, "removed")] {
            if count > 0 {
                parts.push(format!("{} {word}", files(count)));
            }
        }
        if parts.is_empty() { "no difference".to_string() } else { parts.join(", ") }
    }
}

/// The names for the pictures of what changed in a file: one for each view that differs, by its index; unique whatever case the
/// file system minds. The folder bears the path of the source.
pub fn pictures(file: &FileReport) -> BTreeMap<usize, String> {
    let folder = file.path().trim_end_matches(".frieze");
    // A path that leaves the working directory must not leave the folder of the pictures.
    let parts = folder.split(['/', '\\', ':']).filter(|part| !part.is_empty() && *part != "." && *part != "..");
    let folder = parts.collect::<Vec<_>>().join("/");
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for at in 0..file.diff.views.len() {
        let (Some(view), status) = (file.view(at), file.view_status(at)) else { continue };
        if status == Status::Same {
            continue;
        }
        let mut name = view.id.clone();
        while !taken.insert(name.to_lowercase()) {
            name.push_str(if status == Status::Removed { "-removed" } else { "-other" });
        }
        names.insert(at, format!("{folder}/{name}"));
    }
    names
}
