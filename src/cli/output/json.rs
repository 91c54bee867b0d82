//! One JSON document: everything that is known about a run. Keys and meanings are kept from release to release; README.md
//! beside this file says what they mean.

use serde::Serialize;

use super::super::findings::{Finding, Kind, Region};
use super::{Done, Report};
use crate::diagnostic::Severity;

/// The version of the document's form: raised when a key changes its meaning or goes, not when one comes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    command: &'a str,
    sources: &'a [String],
    pictures: Vec<&'a str>,
    undrawn: &'a [String],
    errors: usize,
    warnings: usize,
    findings: Vec<Record<'a>>,
    fixed: &'a [Done],
}

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    severity: &'a str,
    about: &'a str,
    file: Option<&'a str>,
    #[serde(flatten)]
    region: Option<Region>,
    picture: Option<&'a str>,
    message: &'a str,
    label: &'a str,
    help: &'a [String],
    related: Vec<Related<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    #[serde(flatten)]
    region: Region,
    message: &'a str,
}

pub fn text(report: &Report) -> String {
    let findings = report.findings.iter().zip(report.fingerprints());
    let document = Document {
        version: VERSION,
        command: report.command,
        sources: &report.sources,
        pictures: report.pictures.iter().map(|picture| picture.path.as_str()).collect(),
        undrawn: &report.undrawn,
        errors: report.errors(),
        warnings: report.warnings(),
        findings: findings.map(|(finding, fingerprint)| record(finding, fingerprint)).collect(),
        fixed: &report.done,
    };
    let text = serde_json::to_string_pretty(&document).expect("strings and numbers always serialise");
    format!("{text}\n")
}

fn record(finding: &Finding, fingerprint: String) -> Record<'_> {
    Record {
        code: finding.code.name,
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        about: match finding.kind {
            Kind::Trouble => "run",
            Kind::Source => "source",
            Kind::Law => "law",
            Kind::Picture => "picture",
            Kind::Format => "format",
        },
        file: finding.file.as_deref(),
        region: finding.region,
        picture: finding.picture.as_deref(),
        message: &finding.message,
        label: &finding.label,
        help: &finding.help,
        related: finding
            .related
            .iter()
            .map(|(file, region, message)| Related { file, region: *region, message })
            .collect(),
        fingerprint,
    }
}
