//! `frieze list`: the words that a source may use.

use clap::ValueEnum;

use super::{Exit, report};
use crate::model::LintLevel;
use crate::project::Trouble;
use crate::{icon, lint, model, shape, theme};

/// List the kinds, shapes, icons, themes or lints that there are
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What to list
    what: What,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Words that declare a component, a group or a step of a flow
    Kinds,
    /// Looks of the pictures, for --theme and frieze.toml
    Themes,
    /// Names for `icon:`
    Icons,
    /// Names for `shape:`
    Shapes,
    /// Checks that have a level
    Lints,
}

pub fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let rows = match arguments.what {
        What::Kinds => kinds(),
        What::Themes => theme::names().map(|(name, about)| vec![name.to_string(), about.to_string()]).collect(),
        What::Icons => icon::names().map(|name| vec![name.to_string()]).collect(),
        What::Shapes => shape::names().map(|name| vec![name.to_string()]).collect(),
        What::Lints => lints(),
    };
    report::output(table(&rows).as_bytes())?;
    Ok(Exit::Good)
}

/// The kinds of the prelude, with what each looks like.
fn kinds() -> Vec<Vec<String>> {
    let row = |kind: &model::Kind| {
        let place = match (kind.step, kind.container) {
            (true, _) => "step of a flow",
            (false, true) => "container",
            (false, false) => "component",
        };
        let icon = kind.icon.as_ref().map(|icon| format!("icon {icon}")).unwrap_or_default();
        vec![kind.name.clone(), place.to_string(), format!("shape {}", kind.shape), icon]
    };
    model::builtin_kinds().iter().map(row).collect()
}

fn lints() -> Vec<Vec<String>> {
    let level = |level| match level {
        LintLevel::Allow => "allow",
        LintLevel::Warn => "warn",
        LintLevel::Deny => "deny",
    };
    let row =
        |lint: &lint::Lint| vec![lint.name().to_string(), level(lint.level).to_string(), lint.summary.to_string()];
    lint::ALL.iter().map(row).collect()
}

/// Columns, as wide as their widest cell.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [vec!["a".to_string(), "one".to_string()], vec!["long".to_string(), String::new()]];
        assert_eq!(table(&rows), "a     one\nlong\n");
    }
}
