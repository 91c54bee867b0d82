//! The command line: one file a command, each with its arguments, its help and its effect.
//!
//! Results go to standard output, prose and diagnostics to standard error. Exit codes: 0 all is well, 1 findings or errors in
//! sources, 2 a command line that cannot be, 3 reading, writing, limits, or a fault of Frieze's own.

mod check;
mod completions;
mod diff;
mod explain;
mod findings;
mod fmt;
mod layout;
mod lint;
mod list;
mod new;
mod options;
mod output;
mod progress;
mod render;
mod report;
mod run;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::batch::STACK;
use crate::project::guard;
use crate::project::trouble::{Gravity, Trouble};

/// Draws software systems from text: one model, and from it architecture maps, sequences and flows.
#[derive(Debug, Parser)]
#[command(name = "frieze", version, max_term_width = 100, after_help = AFTER)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Exit codes: 0 all is well · 1 findings or errors in sources · 2 wrong usage · 3 reading, writing or limits.
Colours are for terminals only, and off where NO_COLOR is set.";

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Arguments),
    Watch(watch::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Fmt(fmt::Arguments),
    Layout(layout::Arguments),
    Lint(lint::Arguments),
    New(new::Arguments),
    Explain(explain::Arguments),
    List(list::Arguments),
    Completions(completions::Arguments),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    Good = 0,
    Findings = 1,
    Usage = 2,
    System = 3,
}

impl From<Gravity> for Exit {
    fn from(gravity: Gravity) -> Self {
        match gravity {
            Gravity::Source => Exit::Findings,
            Gravity::Usage => Exit::Usage,
            Gravity::System => Exit::System,
        }
    }
}

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    // Clap prints help and usage errors by itself, and ends with 0 and 2.
    let arguments = Arguments::parse();
    guard::quiet_panics();
    // All work is done on a stack of known size: the main thread's is the system's choice. A thread of its own would cost as much
    // as the drawing of a small map.
    let work = move || guard::guarded(|| dispatch(arguments.command)).unwrap_or_else(|fault| Err(internal(&fault)));
    let ended = stacker::grow(STACK, work);
    let exit = ended.unwrap_or_else(|trouble| report::trouble(&trouble));
    ExitCode::from(exit as u8)
}

fn internal(fault: &str) -> Trouble {
    Trouble::system(format!("internal error: {fault}")).help(guard::REPORT)
}

fn dispatch(command: Command) -> Result<Exit, Trouble> {
    match command {
        Command::Render(arguments) => render::run(arguments),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Fmt(arguments) => fmt::run(arguments),
        Command::Layout(arguments) => layout::run(arguments),
        Command::Lint(arguments) => lint::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::List(arguments) => list::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }

    #[test]
    fn every_argument_has_a_help_text() {
        for command in super::Arguments::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}
