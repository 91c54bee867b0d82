//! The difference as a comment on a pull request: counts, then a list for each file and for each view whose picture differs,
//! folded, with the redline above what is told of it.
//!
//! All that comes from a source stands inside `<code>`, with every character that HTML or Markdown would act on as an entity:
//! there it mentions nobody and links to nothing. GitHub takes 65,536 characters; what does not fit is counted at the end.

use super::report::{FileReport, Report, Status};
use super::types::Change;
use super::words::words;
use crate::source::encoded;

/// The longest comment that GitHub takes, in characters.
pub const LIMIT: usize = 65_536;
/// Kept free for what closes a list and says what was left out.
const RESERVE: usize = 400;

/// How pictures are linked.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Put before the path of a picture: a URL or a folder. None links none.
    pub base: Option<String>,
    /// The extension of the pictures: `svg` or `png`.
    pub extension: String,
}

/// The comment; ends with a line feed.
pub fn markdown(report: &Report, links: &Links) -> String {
    let mut page = Page::default();
    page.add(&format!("### Diagrams: {}\n\n", report.counts().words()));
    page.add(&format!("{} compared with {}.\n", code(&report.before), code(&report.after)));
    for file in report.differing() {
        page.file(file, links);
    }
    page.close()
}

#[derive(Default)]
struct Page {
    text: String,
    /// Characters of `text`.
    length: usize,
    /// Sentences and pictures that did not fit.
    left_out: usize,
}

impl Page {
    /// Adds what fits; false where it does not, and from there on nothing does: a comment is cut once.
    fn add(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        if self.left_out > 0 || self.length + length > LIMIT - RESERVE {
            self.left_out += 1;
            return false;
        }
        self.text.push_str(text);
        self.length += length;
        true
    }

    /// What must follow something that was added; the reserve pays for it.
    fn end(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count();
    }

    fn close(mut self) -> String {
        if self.left_out > 0 {
            self.end(&format!("\n{} more lines did not fit into a comment of {LIMIT} characters.\n", self.left_out));
        }
        self.text
    }

    fn file(&mut self, file: &FileReport, links: &Links) {
        let old = file.before.as_ref().filter(|_| file.is_moved());
        let was = old.map(|old| format!(" (was {})", code(&old.path))).unwrap_or_default();
        let status = match file.status() {
            Status::Added => " added",
            Status::Removed => " removed",
            Status::Changed | Status::Same => "",
        };
        self.add(&format!("\n#### {}{was}{status}\n", code(file.path())));
        for (path, count) in &file.elsewhere {
            let changes = if *count == 1 { "1 change".to_string() } else { format!("{count} changes") };
            self.add(&format!("\n{changes} of {}, which it imports, can be seen here too.\n", code(path)));
        }
        let whole: Vec<&Change> = file.of_file().collect();
        if !whole.is_empty() {
            self.folded(&format!("The model: {}", counted(whole.len())), None, &whole);
        }
        for at in 0..file.diff.views.len() {
            self.view(file, at, links);
        }
    }

    fn view(&mut self, file: &FileReport, at: usize, links: &Links) {
        let status = file.view_status(at);
        let Some(view) = file.view(at).filter(|_| status != Status::Same) else { return };
        // Whoever looks at one picture reads here all that is seen in it, also what the list of the model has.
        let seen = || file.diff.views[at].changes.iter().map(|&change| &file.diff.changes[change]).collect::<Vec<_>>();
        let whole = matches!(status, Status::Added | Status::Removed);
        let listed = if whole { Vec::new() } else { seen() };
        let summary = match listed.len() {
            _ if whole => status.word().to_string(),
            0 => "drawn differently".to_string(),
            count => counted(count),
        };
        let base = links.base.as_ref().zip(file.pictures.get(&at));
        let picture = base.map(|(base, path)| picture(base, &format!("{path}.{}", links.extension), &view.id));
        self.folded(&format!("{} {}: {summary}", code(&view.id), code(&view.title)), picture, &listed);
    }

    /// A folded list. The summary is HTML.
    fn folded(&mut self, summary: &str, picture: Option<String>, changes: &[&Change]) {
        if !self.add(&format!("\n<details><summary>{summary}</summary>\n\n")) {
            self.left_out += changes.len();
            return;
        }
        if let Some(picture) = picture {
            self.add(&format!("{picture}\n"));
        }
        if !changes.is_empty() {
            self.end("\n");
        }
        for change in changes {
            self.add(&sentence(change));
        }
        self.end("\n</details>\n");
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 change".to_string() } else { format!("{count} changes") }
}

/// An item of a list; what happened stands out where the sentence begins with it.
fn sentence(change: &Change) -> String {
    let words = words(change);
    match words.split_once("  ") {
        Some((verb, rest)) => format!("- **{verb}** {}\n", code(rest)),
        None => format!("- {}\n", code(&words)),
    }
}

fn picture(base: &str, path: &str, alternative: &str) -> String {
    let slash = if base.ends_with('/') || base.is_empty() { "" } else { "/" };
    format!("<img src=\"{}{slash}{}\" alt=\"{}\">", entities(base), encoded(path), entities(alternative))
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", entities(text))
}

/// Text in which nothing is markup.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            // Punctuation that starts nothing inside a line, nor ends an attribute.
            ' ' | '.' | ',' | ';' | '-' | '/' | '(' | ')' | '=' | '%' | '?' | ':' => out.push(c),
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", c as u32)),
            c => out.push(c),
        }
    }
    out
}
