//! `frieze layout`: lays out a graph in ELK's JSON, for programs that use elkjs, and to measure the engine by itself.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::{Exit, report};
use crate::judge;
use crate::layout::elk;
use crate::project::Trouble;
use crate::scene;

/// A document may be this large, bytes.
const LARGEST: u64 = 64 << 20;

/// Lay out a graph in ELK's JSON: read on standard input, written with positions to standard output
///
/// Nodes with `children` are groups; `edges` stand on any level and have one source and one target; `labels` have sizes.
/// `layoutOptions` go by their full ids or by the end of them (`elk.direction`, `direction`); the list of those that are
/// understood is linked from the README. Those that are not are named on standard error.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Lay it out this many times and say on standard error how long the layout alone took, as the median
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u32).range(1..=1000))]
    bench: Option<u32>,

    /// Stay near an earlier drawing: a document that was laid out, or a picture as `frieze render` wrote it, SVG or JSON
    ///
    /// What has the same id keeps its place among its neighbours, left and right, above and below, wherever the graph still
    /// allows it, and its distance from them as far as there is room. The earlier drawing has to flow in the same direction.
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
}

/// All of a document, unless it is too large.
fn read(name: &str, from: impl Read) -> Result<Vec<u8>, Trouble> {
    let mut text = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut text).map_err(|e| Trouble::io("read", Path::new(name), &e))?;
    if text.len() as u64 > LARGEST {
        return Err(Trouble::system(format!("{name}: a document may have {} MiB", LARGEST >> 20)));
    }
    Ok(text)
}

/// Has a document laid out near an earlier drawing: an SVG of ours, or one of the documents in JSON.
fn stay_near(document: &mut elk::Document, text: &[u8]) -> Result<(), String> {
    // Some editors begin a file with a mark of its byte order.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    match text.first() {
        None => {
            return Err("it is empty; expected a document that was laid out, or a picture of a map or a flow".into());
        }
        Some(b'<') => {}
        Some(b'{' | b'[' | b'"') => return document.stay_near(text).map_err(|problem| problem.to_string()),
        Some(_) => {
            return Err("it is neither JSON nor an SVG; expected a document that was laid out, or a picture".into());
        }
    }
    let svg = std::str::from_utf8(text).map_err(|_| "it is not UTF-8".to_string())?;
    let places = judge::places(svg).map_err(|unreadable| unreadable.to_string())?;
    if places.is_empty() {
        return Err("nothing in it has a place; expected a picture of a map or a flow".to_string());
    }
    let roles = ["node", "group", "lane"];
    let place = |id: &str| roles.iter().find_map(|role| places.get(&scene::id::id(role, id)).copied());
    document.stay_where(&place, &|_| None).map_err(|problem| problem.message)
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let text = read("standard input", io::stdin().lock())?;
    let mut document = elk::parse(&text).map_err(|problem| Trouble::source(problem.to_string()))?;
    for warning in &document.warnings {
        report::say(&format!("warning: {warning}"));
    }
    if let Some(path) = &arguments.previous {
        let text = read(&path.display().to_string(), File::open(path).map_err(|e| Trouble::io("read", path, &e))?)?;
        stay_near(&mut document, &text).map_err(|problem| Trouble::source(format!("{}: {problem}", path.display())))?;
    }
    let mut placement = document.place();
    if let Some(runs) = arguments.bench {
        let mut times = Vec::with_capacity(runs as usize);
        for _ in 0..runs {
            let start = Instant::now();
            placement = document.place();
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        report::say(&format!("layout: {:.3} ms", times[times.len() / 2]));
    }
    let mut out = document.write(&placement).to_string();
    out.push('\n');
    report::output(out.as_bytes())?;
    Ok(Exit::Good)
}
