//! `frieze layout`: lays out a graph in ELK's JSON, for programs that use elkjs, and to measure the engine by itself.

use std::io::{self, Read};
use std::path::Path;
use std::time::Instant;

use super::{Exit, report};
use crate::layout::{elk, layered};
use crate::project::Trouble;

/// A document may be this large, bytes.
const LARGEST: u64 = 64 << 20;

/// Lay out a graph in ELK's JSON: read on standard input, written with positions to standard output
///
/// Nodes with `children` are groups; `edges` stand on any level and have one source and one target; `labels` have sizes.
/// `layoutOptions` go by their full ids or by the end of them (`elk.direction`, `direction`); the list of those that are
/// understood is in the README. Those that are not are named on standard error.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Lay it out this many times and say on standard error how long the layout alone took, as the median
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u32).range(1..=1000))]
    bench: Option<u32>,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let mut text = Vec::new();
    let stdin = Path::new("standard input");
    io::stdin().lock().take(LARGEST + 1).read_to_end(&mut text).map_err(|e| Trouble::io("read", stdin, &e))?;
    if text.len() as u64 > LARGEST {
        return Err(Trouble::system(format!("the document is larger than {} MiB", LARGEST >> 20)));
    }
    let document = elk::parse(&text).map_err(|problem| Trouble::source(problem.to_string()))?;
    for warning in &document.warnings {
        report::say(&format!("warning: {warning}"));
    }
    let mut placement = layered::place(&document.graph);
    if let Some(runs) = arguments.bench {
        let mut times = Vec::with_capacity(runs as usize);
        for _ in 0..runs {
            let start = Instant::now();
            placement = layered::place(&document.graph);
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
