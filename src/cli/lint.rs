//! `frieze lint`: errors, warnings and lints of sources, and no picture.

use serde_json::json;

use super::options::{self, Paths};
use super::report::{self, Findings, Style, plural};
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

    /// How to tell what was found
    #[arg(long, value_name = "STYLE", value_enum, default_value_t)]
    message_format: Style,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let cwd = options::cwd()?;
    let mut findings = Findings::new(arguments.message_format);
    let sources = run::sources(&arguments.paths, &cwd, 1, &mut findings)?;
    run::tell(&sources, &mut findings);
    for source in sources.iter().filter(|source| source.is_good()) {
        let Some(model) = &source.model else { continue };
        for index in 0..model.views.len() {
            let found = view::select(model, index).map_or_else(|errors| errors, |(_, warnings)| warnings);
            findings.diagnostics(&source.sources, &found);
        }
    }
    findings.close();
    if arguments.message_format == Style::Json {
        report::line(&format!(
            "{:#}",
            json!({
                "diagnostics": findings.documents(),
                "errors": findings.errors,
                "warnings": findings.warnings,
            })
        ))?;
    } else {
        let counted = findings.counted().unwrap_or_else(|| "nothing found".to_string());
        report::say(&format!("{}: {counted}", plural(sources.len(), "source")));
    }
    let warned = if findings.warnings > 0 { Exit::Findings } else { Exit::Good };
    Ok(findings.exit().max(warned))
}
