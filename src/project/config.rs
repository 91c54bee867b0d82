//! `frieze.toml`: what a project sets for all its sources. Every key is optional; an unknown one is an error.
//!
//! | key | value | without it |
//! |---|---|---|
//! | `output` | a folder inside the project; the folders of the sources are repeated below it | beside each source |
//! | `formats` | a list of `svg`, `png`, `json` | `["svg", "png"]` |
//! | `theme` | a name from `frieze list themes` | `auto` |
//! | `scale` | pixels of a PNG for each px, from 0.1 to 8 | 2 |
//! | `[lints]` | a lint's name = `allow`, `warn` or `deny` | the level of each lint |
//! | `[check]` | `format = false`: `frieze check` does not ask for formatted sources; `laws`: how it takes a broken law of a picture, `allow`, `warn` or `deny` | it does; `deny` |

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Format, loader, paths};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::LintLevel;
use crate::source::{FileId, LoadError, Sources, Span};
use crate::{lint, theme};

/// The name of the file.
pub const NAME: &str = "frieze.toml";

const KEYS: [&str; 6] = ["output", "formats", "theme", "scale", "lints", "check"];

/// The keys of `[check]`.
const CHECK_KEYS: [&str; 2] = ["format", "laws"];

/// The scales that are accepted, in pixels for each px. Below, text is mud; above, the limits of a PNG come first.
pub const SCALES: std::ops::RangeInclusive<f64> = 0.1..=8.0;

/// The settings that hold for a source, and the folder that its imports may not leave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The folder of `frieze.toml`, else of `.git`, else the working directory; absolute and canonical.
    pub root: PathBuf,
    /// The configuration file, where there is one.
    pub file: Option<PathBuf>,
    pub settings: Settings,
}

/// What `frieze.toml` says, as written; None where it is silent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Relative to the root and inside it.
    pub output: Option<PathBuf>,
    pub formats: Option<Vec<Format>>,
    pub theme: Option<String>,
    pub scale: Option<f64>,
    /// In the order of the file.
    pub lints: Vec<(String, LintLevel)>,
    /// Whether `frieze check` asks for formatted sources.
    pub check_format: Option<bool>,
    /// How `frieze check` takes a drawing that breaks a law of a picture.
    pub check_laws: Option<LintLevel>,
}

/// A configuration that could not be read; the text for its spans.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Where it stands; the settings are the usual ones.
    pub project: Arc<Project>,
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    /// The file could not be read at all (then there are no diagnostics).
    pub unreadable: Option<LoadError>,
}

/// Finds and reads configurations, each once.
pub struct Configs {
    cwd: PathBuf,
    known: BTreeMap<PathBuf, Result<Arc<Project>, Arc<Refused>>>,
}

impl Configs {
    /// `cwd` is absolute and canonical.
    pub fn new(cwd: &Path) -> Self {
        Self { cwd: cwd.to_owned(), known: BTreeMap::new() }
    }

    /// The settings for a source in `folder` (absolute, canonical): the nearest `frieze.toml` upwards, no further than the
    /// folder that holds `.git`.
    pub fn of(&mut self, folder: &Path) -> Result<Arc<Project>, Arc<Refused>> {
        if let Some(known) = self.known.get(folder) {
            return known.clone();
        }
        let answer = self.find(folder);
        self.known.insert(folder.to_owned(), answer.clone());
        answer
    }

    fn find(&mut self, folder: &Path) -> Result<Arc<Project>, Arc<Refused>> {
        for at in folder.ancestors() {
            let file = at.join(NAME);
            if file.is_file() {
                // Sources of several folders share one configuration: it is read, and complained about, once.
                return self.known.get(&file).cloned().unwrap_or_else(|| {
                    let answer = self.read(at, &file);
                    self.known.insert(file, answer.clone());
                    answer
                });
            }
            if at.join(".git").exists() {
                return Ok(Arc::new(Project { root: at.to_owned(), ..Project::default() }));
            }
        }
        let root = if folder.starts_with(&self.cwd) { self.cwd.clone() } else { folder.to_owned() };
        Ok(Arc::new(Project { root, ..Project::default() }))
    }

    fn read(&self, root: &Path, file: &Path) -> Result<Arc<Project>, Arc<Refused>> {
        let shown = paths::shown(file, &self.cwd);
        let mut sources = Sources::new();
        let project = Project { root: root.to_owned(), file: Some(file.to_owned()), settings: Settings::default() };
        let text = match loader::read(file, &shown) {
            Ok(text) => text,
            Err(error) => {
                let project = Arc::new(project);
                return Err(Arc::new(Refused { project, sources, diagnostics: Vec::new(), unreadable: Some(error) }));
            }
        };
        let id = sources.add(shown, text.as_str());
        match parse(&text, id) {
            Ok(settings) => Ok(Arc::new(Project { settings, ..project })),
            Err(diagnostics) => {
                Err(Arc::new(Refused { project: Arc::new(project), sources, diagnostics, unreadable: None }))
            }
        }
    }
}

/// Reads the text of a `frieze.toml`. All mistakes at once.
pub fn parse(text: &str, file: FileId) -> Result<Settings, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { file, wrong: Vec::new() };
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        reader.wrong.push(Diagnostic::error(Code::CONFIG, reader.span(span), error.message().trim_end_matches('.')));
    }
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        reader.key(&mut settings, key, value);
    }
    reader.wrong.sort_by_key(|diagnostic| diagnostic.span);
    if reader.wrong.is_empty() { Ok(settings) } else { Err(reader.wrong) }
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;

struct Reader {
    file: FileId,
    wrong: Vec<Diagnostic>,
}

impl Reader {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn refuse(&mut self, range: std::ops::Range<usize>, message: String, label: String) -> &mut Diagnostic {
        let diagnostic = Diagnostic::error(Code::CONFIG, self.span(range), message).label(label);
        self.wrong.push(diagnostic);
        self.wrong.last_mut().expect("just pushed")
    }

    fn key(&mut self, settings: &mut Settings, key: &Key, value: &Spanned<DeValue>) {
        match key.get_ref().as_ref() {
            "output" => settings.output = self.output(value),
            "formats" => settings.formats = self.formats(value),
            "theme" => settings.theme = self.theme(value),
            "scale" => settings.scale = self.scale(value),
            "lints" => settings.lints = self.lints(value),
            "check" => self.check(settings, value),
            unknown => self.unknown(key, format!("unknown key `{unknown}`"), &KEYS),
        }
    }

    fn unknown(&mut self, key: &Key, message: String, known: &[&str]) {
        let expected = format!("expected one of {}", known.join(", "));
        let diagnostic = Diagnostic::error(Code::CONFIG, self.span(key.span()), message);
        self.wrong.push(diagnostic.label(expected).nearest(key.get_ref(), known.iter().copied()));
    }

    fn text<'a>(&mut self, what: &str, value: &'a Spanned<DeValue>) -> Option<&'a str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            let found = value.get_ref().type_str();
            self.refuse(value.span(), format!("{what} must be a string"), format!("found {found}"));
        }
        text
    }

    fn output(&mut self, value: &Spanned<DeValue>) -> Option<PathBuf> {
        let text = self.text("`output`", value)?;
        // A configuration comes with a checkout, perhaps a stranger's: it may not say where else on the disk to write.
        let inside = if Path::new(text).is_relative() { paths::normal(Path::new(text)) } else { None };
        if inside.is_none() {
            let message = format!("`output` leaves the project: `{text}`");
            self.refuse(value.span(), message, "expected a folder relative to this file".to_string());
        }
        inside
    }

    fn formats(&mut self, value: &Spanned<DeValue>) -> Option<Vec<Format>> {
        let names = Format::ALL.map(Format::extension);
        let expected = format!("expected a list of {}", names.join(", "));
        let Some(list) = value.get_ref().as_array().filter(|list| !list.is_empty()) else {
            self.refuse(value.span(), "`formats` must name at least one format".to_string(), expected);
            return None;
        };
        let mut formats = Vec::new();
        for item in list {
            let Some(name) = self.text("a format", item) else { continue };
            match Format::find(name) {
                Some(format) => formats.push(format),
                None => {
                    let diagnostic =
                        Diagnostic::error(Code::CONFIG, self.span(item.span()), format!("unknown format `{name}`"));
                    self.wrong.push(diagnostic.label(expected.clone()).nearest(name, names));
                }
            }
        }
        formats.sort_unstable();
        formats.dedup();
        Some(formats)
    }

    fn theme(&mut self, value: &Spanned<DeValue>) -> Option<String> {
        let name = self.text("`theme`", value)?;
        let known: Vec<&str> = theme::names().map(|(name, _)| name).collect();
        if !known.contains(&name) {
            let diagnostic =
                Diagnostic::error(Code::CONFIG, self.span(value.span()), format!("unknown theme `{name}`"));
            let expected = format!("expected one of {}", known.join(", "));
            self.wrong.push(diagnostic.label(expected).nearest(name, known));
            return None;
        }
        Some(name.to_string())
    }

    fn scale(&mut self, value: &Spanned<DeValue>) -> Option<f64> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f64),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|scale| SCALES.contains(scale));
        if number.is_none() {
            let expected = format!("expected a number from {} to {}", SCALES.start(), SCALES.end());
            self.refuse(value.span(), "`scale` is not a scale".to_string(), expected);
        }
        number
    }

    fn check(&mut self, settings: &mut Settings, value: &Spanned<DeValue>) {
        let Some(table) = value.get_ref().as_table() else {
            let label = "expected a table: [check]".to_string();
            self.refuse(value.span(), "`check` must be a table".to_string(), label);
            return;
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "format" => settings.check_format = self.truth("`format`", value),
                "laws" => settings.check_laws = self.level("laws", value),
                unknown => self.unknown(key, format!("unknown key `{unknown}`"), &CHECK_KEYS),
            }
        }
    }

    fn truth(&mut self, what: &str, value: &Spanned<DeValue>) -> Option<bool> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            let found = value.get_ref().type_str();
            self.refuse(value.span(), format!("{what} must be true or false"), format!("found {found}"));
        }
        truth
    }

    fn level(&mut self, name: &str, value: &Spanned<DeValue>) -> Option<LintLevel> {
        let level = match value.get_ref().as_str() {
            Some("allow") => LintLevel::Allow,
            Some("warn") => LintLevel::Warn,
            Some("deny") => LintLevel::Deny,
            _ => {
                let expected = "expected \"allow\", \"warn\" or \"deny\"".to_string();
                self.refuse(value.span(), format!("`{name}` needs a level"), expected);
                return None;
            }
        };
        Some(level)
    }

    fn lints(&mut self, value: &Spanned<DeValue>) -> Vec<(String, LintLevel)> {
        let Some(table) = value.get_ref().as_table() else {
            let label = "expected a table: [lints]".to_string();
            self.refuse(value.span(), "`lints` must be a table".to_string(), label);
            return Vec::new();
        };
        let known: Vec<&str> = lint::names().collect();
        let mut levels = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                self.unknown(key, format!("unknown lint `{name}`"), &known);
            }
            let level = self.level(name, value);
            levels.extend(level.map(|level| (key.span().start, name.to_string(), level)));
        }
        levels.sort_unstable_by_key(|&(start, ..)| start);
        levels.into_iter().map(|(_, name, level)| (name, level)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<String> {
        let diagnostics = parse(text, FileId(0)).expect_err("something is wrong");
        diagnostics.iter().map(|d| [&d.message, &d.help.join("; ")].map(String::as_str).join(" | ")).collect()
    }

    #[test]
    fn every_key_is_read() {
        let text = "output = \"pictures\"\nformats = [\"png\", \"svg\", \"png\"]\ntheme = \"dark\"\nscale = 3\n\
                    [lints]\nundeclared-connection = \"deny\"\nempty-group = \"allow\"\n\
                    [check]\nformat = false\nlaws = \"warn\"\n";
        let settings = parse(text, FileId(0)).expect("all is well");
        assert_eq!(settings.output, Some("pictures".into()));
        assert_eq!(settings.formats, Some(vec![Format::Svg, Format::Png]));
        assert_eq!(settings.theme.as_deref(), Some("dark"));
        assert_eq!(settings.scale, Some(3.0));
        assert_eq!((settings.check_format, settings.check_laws), (Some(false), Some(LintLevel::Warn)));
        let lints = [("undeclared-connection", LintLevel::Deny), ("empty-group", LintLevel::Allow)];
        assert_eq!(settings.lints, lints.map(|(name, level)| (name.to_string(), level)));
        assert_eq!(parse("", FileId(0)), Ok(Settings::default()));
    }

    #[test]
    fn all_mistakes_are_told_with_the_nearest_name() {
        let text = "themes = \"dark\"\nscale = 80\nformats = [\"svgg\", 3]\noutput = \"../out\"\n\
                    [lints]\nempty-groop = \"warn\"\ndead-end-step = \"loud\"\n\
                    [check]\nformats = true\nformat = 1\nlaws = true\n";
        assert_eq!(
            wrong(text),
            [
                "unknown key `themes` | did you mean `theme`?",
                "`scale` is not a scale | ",
                "unknown format `svgg` | did you mean `svg`?",
                "a format must be a string | ",
                "`output` leaves the project: `../out` | ",
                "unknown lint `empty-groop` | did you mean `empty-group`?",
                "`dead-end-step` needs a level | ",
                "unknown key `formats` | did you mean `format`?",
                "`format` must be true or false | ",
                "`laws` needs a level | ",
            ]
        );
        assert_eq!(wrong("theme = \"drak\""), ["unknown theme `drak` | did you mean `dark`?"]);
        assert_eq!(wrong("theme = \"dark").len(), 1);
    }

    #[test]
    fn the_nearest_file_holds_and_git_ends_the_search() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it exists");
        std::fs::create_dir_all(root.join("repo/.git")).expect("writable");
        std::fs::create_dir_all(root.join("repo/docs/deep")).expect("writable");
        std::fs::create_dir_all(root.join("repo/plain")).expect("writable");
        std::fs::write(root.join(NAME), "theme = \"dark\"").expect("writable");
        std::fs::write(root.join("repo/docs").join(NAME), "theme = \"light\"").expect("writable");
        let mut configs = Configs::new(&root);
        let deep = configs.of(&root.join("repo/docs/deep")).expect("well written");
        assert_eq!((deep.root.clone(), deep.settings.theme.as_deref()), (root.join("repo/docs"), Some("light")));
        let plain = configs.of(&root.join("repo/plain")).expect("no file at all");
        assert_eq!((plain.root.clone(), plain.settings.theme.as_deref()), (root.join("repo"), None));
        let above = configs.of(&root).expect("well written");
        assert_eq!(above.settings.theme.as_deref(), Some("dark"));
    }
}
