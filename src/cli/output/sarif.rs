//! SARIF 2.1.0, for code scanning: one run, its rules with the pages of `frieze explain`, and results with stable fingerprints.
//!
//! The specification: OASIS, Static Analysis Results Interchange Format, version 2.1.0 (errata 01). Lines and columns are as
//! everywhere in Frieze: from 1, columns in characters (`unicodeCodePoints`), the end behind the last character. Paths are
//! relative to the top of the repository. What could not be done has no place and is told as a notification of the run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::findings::{Finding, Kind, Region};
use super::{Report, prose};
use crate::diagnostic::Code;
use crate::source::encoded;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What relative paths are relative to.
const TOP: &str = "%SRCROOT%";

/// The name of our fingerprint; another way to compute it gets another number.
const FINGERPRINT: &str = "frieze/v1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    original_uri_base_ids: BTreeMap<&'a str, Base<'a>>,
    column_kind: &'a str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    help: Help<'a>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Base<'a> {
    description: Described<'a>,
}

#[derive(Serialize)]
struct Described<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    descriptor: Descriptor,
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
struct Descriptor {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'a str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Lines>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lines {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

pub fn text(report: &Report) -> String {
    let mut codes: Vec<Code> = report.findings.iter().map(|finding| finding.code).collect();
    codes.sort_by_key(|code| code.name);
    codes.dedup_by_key(|code| code.name);
    let (troubles, found): (Vec<_>, Vec<_>) =
        report.findings.iter().zip(report.fingerprints()).partition(|(finding, _)| finding.kind == Kind::Trouble);
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "Frieze",
                version: env!("CARGO_PKG_VERSION"),
                rules: codes.iter().map(|code| rule(*code)).collect(),
            },
        },
        invocations: [Invocation {
            execution_successful: troubles.is_empty(),
            tool_execution_notifications: troubles.iter().map(|(finding, _)| notification(finding)).collect(),
        }],
        original_uri_base_ids: BTreeMap::from([(
            TOP,
            Base { description: Described { text: "the top of the repository" } },
        )]),
        column_kind: "unicodeCodePoints",
        results: found.into_iter().map(|(finding, print)| outcome(report, &codes, finding, print)).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let text = serde_json::to_string_pretty(&log).expect("strings and numbers always serialise");
    format!("{text}\n")
}

/// A code as a rule: the first sentence of its page, its first paragraph, and all of it.
fn rule(code: Code) -> Rule<'static> {
    let page = code.page;
    let body = page.split_once('\n').map_or(page, |(_, body)| body).trim();
    let paragraph = body.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let sentence = paragraph.split_inclusive(". ").next().unwrap_or_default().trim().to_string();
    Rule {
        id: code.name,
        short_description: Text { text: sentence },
        full_description: Text { text: paragraph },
        help: Help { text: page, markdown: page },
    }
}

fn notification(finding: &Finding) -> Notification {
    Notification {
        descriptor: Descriptor { id: finding.code.name },
        level: "error",
        message: Text { text: prose(finding) },
    }
}

fn outcome<'a>(report: &Report, codes: &[Code], finding: &'a Finding, fingerprint: String) -> Outcome<'a> {
    // Code scanning wants a line, also for a file as a whole.
    let region = finding.region.unwrap_or(Region { line: 1, column: 1, end_line: 1, end_column: 1 });
    let place = |file: &String| location(report, file, Some(region));
    // The picture, where the finding stands at the line of its view.
    let picture = finding.picture.as_ref().filter(|picture| finding.file.as_ref() != Some(picture));
    let mut related: Vec<Location> = picture
        .into_iter()
        .map(|path| Location {
            message: Some(Text { text: "the picture".to_string() }),
            ..location(report, path, None)
        })
        .collect();
    related.extend(finding.related.iter().map(|(file, region, why)| Location {
        message: Some(Text { text: why.clone() }),
        ..location(report, file, Some(*region))
    }));
    for (index, place) in related.iter_mut().enumerate() {
        place.id = Some(index);
    }
    Outcome {
        rule_id: finding.code.name,
        rule_index: codes.iter().position(|code| *code == finding.code).unwrap_or_default(),
        level: if finding.is_error() { "error" } else { "warning" },
        message: Text { text: prose(finding) },
        locations: finding.file.iter().map(place).collect(),
        related_locations: related,
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
    }
}

fn location(report: &Report, file: &str, region: Option<Region>) -> Location {
    let path = report.path_at_top(file);
    let inside = !path.starts_with('/') && !path.starts_with("../");
    let uri = if path.starts_with('/') { format!("file://{}", encoded(&path)) } else { encoded(&path) };
    let lines = |region: Region| Lines {
        start_line: region.line,
        start_column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
    };
    Location {
        id: None,
        physical_location: Physical {
            artifact_location: Artifact { uri, uri_base_id: inside.then_some(TOP) },
            region: region.map(lines),
        },
        message: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(encoded("docs/a b#c/größe.frieze"), "docs/a%20b%23c/gr%C3%B6%C3%9Fe.frieze");
    }

    #[test]
    fn every_code_makes_a_rule_that_says_something() {
        for code in crate::diagnostic::code::ALL {
            let rule = rule(*code);
            assert!(
                !rule.short_description.text.is_empty() && !rule.short_description.text.contains('\n'),
                "{}",
                rule.id
            );
            assert!(rule.full_description.text.starts_with(&rule.short_description.text), "{}", rule.id);
        }
    }
}
