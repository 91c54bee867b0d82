//! Which views are drawn, how, and to which files: decided for the whole run before a single byte is written.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::compile::Source;
use super::{Format, Trouble, paths};
use crate::diagnostic::nearest::nearest;

/// What the command line asks for; None where it leaves the choice to `frieze.toml`.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub formats: Option<Vec<Format>>,
    pub theme: Option<String>,
    pub scale: Option<f64>,
    /// Ids of views; empty means all.
    pub views: Vec<String>,
    pub output: Output,
}

/// Where pictures go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// Beside each source, or where `frieze.toml` says.
    #[default]
    Project,
    /// Below this folder, the folders of the sources repeated.
    Folder(PathBuf),
    /// To this one file; the plan must hold one view and one format.
    File(PathBuf),
    /// To standard output; the plan must hold one view and one format.
    Stdout,
}

/// One view to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Index into the sources of the run.
    pub source: usize,
    /// Index into the views of its model.
    pub view: usize,
    pub theme: String,
    pub scale: f64,
    /// The path is None for standard output.
    pub targets: Vec<(Format, Option<PathBuf>)>,
}

pub const THEME: &str = "auto";
pub const SCALE: f64 = 2.0;
pub const FORMATS: [Format; 2] = [Format::Svg, Format::Png];

/// Every view of every source in order. Views of sources with errors are planned as well: two views that claim one file are an
/// error whether or not one of them can be drawn today.
pub fn plan(sources: &[Source], request: &Request, cwd: &Path) -> Result<Vec<Job>, Trouble> {
    known_views(sources, request)?;
    let mut jobs = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let Some(model) = &source.model else { continue };
        let settings = &source.project.settings;
        let formats = request.formats.clone().or_else(|| settings.formats.clone()).unwrap_or(FORMATS.to_vec());
        let theme = request.theme.clone().or_else(|| settings.theme.clone()).unwrap_or(THEME.to_string());
        let scale = request.scale.or(settings.scale).unwrap_or(SCALE);
        for (view, definition) in model.views.iter().enumerate() {
            if !request.views.is_empty() && !request.views.contains(&definition.id) {
                continue;
            }
            let target = |&format: &Format| Ok((format, place(source, request, cwd, &definition.id, format)?));
            let targets = formats.iter().map(target).collect::<Result<_, Trouble>>()?;
            jobs.push(Job { source: index, view, theme: theme.clone(), scale, targets });
        }
    }
    single(sources, &jobs, request)?;
    collisions(sources, &jobs, cwd)?;
    Ok(jobs)
}

fn place(source: &Source, request: &Request, cwd: &Path, id: &str, format: Format) -> Result<Option<PathBuf>, Trouble> {
    let name = format!("{id}.{}", format.extension());
    Ok(match &request.output {
        Output::Stdout => None,
        Output::File(file) => Some(cwd.join(file)),
        Output::Folder(folder) => Some(cwd.join(folder).join(&source.found.below).join(file_name(source, &name)?)),
        Output::Project => Some(folder(source)?.join(file_name(source, &name)?)),
    })
}

/// Where the pictures of a source go when the command line does not say.
pub fn folder(source: &Source) -> Result<PathBuf, Trouble> {
    let beside = source.found.path.parent().unwrap_or(Path::new("/"));
    let root = &source.project.root;
    let Some(output) = &source.project.settings.output else { return Ok(beside.to_owned()) };
    let folder = root.join(output).join(beside.strip_prefix(root).unwrap_or(Path::new("")));
    // What exists of it must lie inside the project once links are followed: the checkout may be a stranger's.
    let real = folder.ancestors().find_map(|folder| folder.canonicalize().ok());
    if real.is_some_and(|real| real.starts_with(root)) {
        Ok(folder)
    } else {
        let message = format!("`output` of {} leaves the project through a link", root.join("frieze.toml").display());
        Err(Trouble::source(message))
    }
}

/// The id of a view as a file name. The grammar lets nothing else through; this holds should it ever change.
fn file_name<'a>(source: &Source, name: &'a str) -> Result<&'a str, Trouble> {
    let mut parts = Path::new(name).components();
    let plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name);
    if plain && !name.contains(['/', '\\', ':']) && !name.starts_with('.') {
        return Ok(name);
    }
    Err(Trouble::source(format!("a view of {} cannot be written to a file named `{name}`", source.found.shown)))
}

/// Every `--view` names a view of at least one source.
fn known_views(sources: &[Source], request: &Request) -> Result<(), Trouble> {
    let known: Vec<&str> = sources
        .iter()
        .flat_map(|s| s.model.iter())
        .flat_map(|model| &model.views)
        .map(|view| view.id.as_str())
        .collect();
    // Where a source could not be read at all, the view may have been in it: its own trouble is told instead.
    if sources.iter().any(|source| !source.is_good()) {
        return Ok(());
    }
    for wanted in &request.views {
        if !known.contains(&wanted.as_str()) {
            let mut names = known.clone();
            names.sort_unstable();
            names.dedup();
            let help = match nearest(wanted, names.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("known views: {}", names.join(", ")),
            };
            return Err(Trouble::usage(format!("no view is named `{wanted}`")).help(help));
        }
    }
    Ok(())
}

/// One file or one stream takes one picture.
fn single(sources: &[Source], jobs: &[Job], request: &Request) -> Result<(), Trouble> {
    if !matches!(request.output, Output::File(_) | Output::Stdout) {
        return Ok(());
    }
    let place = if request.output == Output::Stdout { "standard output" } else { "one file" };
    if jobs.len() > 1 {
        let ids: Vec<&str> = jobs.iter().filter_map(|job| id(sources, job)).collect();
        let message = format!("{} views do not fit into {place}", jobs.len());
        return Err(Trouble::usage(message).help(format!("choose one with --view: {}", ids.join(", "))));
    }
    if jobs.iter().any(|job| job.targets.len() > 1) {
        let message = format!("several formats do not fit into {place}");
        return Err(Trouble::usage(message).help("choose one with --format"));
    }
    Ok(())
}

fn id<'a>(sources: &'a [Source], job: &Job) -> Option<&'a str> {
    let model = sources[job.source].model.as_ref()?;
    Some(&model.views[job.view].id)
}

/// No two views claim one file. Names that differ in case alone are one file on half of the world's machines.
fn collisions(sources: &[Source], jobs: &[Job], cwd: &Path) -> Result<(), Trouble> {
    let mut claimed: BTreeMap<String, (&Job, &PathBuf)> = BTreeMap::new();
    for job in jobs {
        for path in job.targets.iter().filter_map(|(_, path)| path.as_ref()) {
            let Some((other, place)) = claimed.insert(path.to_string_lossy().to_lowercase(), (job, path)) else {
                continue;
            };
            let named = |job: &Job| {
                format!("`{}` of {}", id(sources, job).unwrap_or_default(), sources[job.source].found.shown)
            };
            let (first, second, path) = (named(other), named(job), paths::shown(place, cwd));
            let message = format!("{first} and {second} would both be written to {path}");
            return Err(
                Trouble::source(message).help("rename one of the views, or move its source to a folder of its own")
            );
        }
    }
    Ok(())
}

/// The file of a target in messages.
pub fn shown(path: &Path, cwd: &Path) -> String {
    paths::shown(path, cwd)
}
