//! `frieze lint`: errors, warnings and lints of sources, and no picture.

use super::findings::Findings;
use super::options::{self, Paths};
use super::output::{self, Outputs, Report};
use super::{Exit, run};
use crate::project::Trouble;
use crate::view;

/// Look for mistakes in sources without drawing them
///
/// Levels are set in frieze.toml (`[lints]`) or in a source (`allow empty-group`). Ends with 1 if anything was found, be it a
/// warning. `frieze list lints` names them all, `frieze explain NAME` explains one.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    outputs: Outputs,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    arguments.outputs.fit()?;
    let cwd = options::cwd()?;
    let mut findings = Findings::kept();
    let sources = run::sources(&arguments.paths, &cwd, 1, &mut findings)?;
    run::tell(&sources, &mut findings);
    for source in sources.iter().filter(|source| source.is_good()) {
        let Some(model) = &source.model else { continue };
        for index in 0..model.views.len() {
            let found = view::select(model, index).map_or_else(|errors| errors, |(_, warnings)| warnings);
            findings.diagnostics(&source.sources, &found);
        }
    }
    let warned = if findings.warnings > 0 { Exit::Findings } else { Exit::Good };
    let exit = findings.exit().max(warned);
    let report = Report {
        command: "lint",
        findings: findings.into_list(),
        sources: sources.iter().map(|source| source.found.shown.clone()).collect(),
        pictures: Vec::new(),
        undrawn: Vec::new(),
        done: Vec::new(),
        below: output::below_top(&cwd),
    };
    arguments.outputs.write(&report, &cwd)?;
    Ok(exit)
}
