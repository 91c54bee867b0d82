//! `frieze completions SHELL`: what a shell needs to complete commands and options.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Exit, report};
use crate::project::Trouble;

/// Print a completion script for a shell
///
/// For bash: `frieze completions bash > ~/.local/share/bash-completion/completions/frieze`
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The shell that will read the script
    shell: Shell,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "frieze", &mut script);
    report::output(&script)?;
    Ok(Exit::Good)
}
