//! GitLab's Code Quality report: a JSON list, shown in the merge request.

use serde_json::json;

use super::super::findings::Kind;
use super::{Report, prose};

pub fn text(report: &Report) -> String {
    let findings = report.findings.iter().zip(report.fingerprints());
    let issues: Vec<_> = findings
        .map(|(finding, fingerprint)| {
            let severity = match (finding.kind, finding.is_error()) {
                (Kind::Trouble, _) => "blocker",
                (Kind::Format, _) => "minor",
                (_, true) => "major",
                (_, false) => "minor",
            };
            // A path is required; what has no file concerns the project.
            let path = finding.file.as_deref().map_or_else(|| ".".to_string(), |file| report.path_at_top(file));
            json!({
                "description": prose(finding),
                "check_name": finding.code.name,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": {
                    "path": path,
                    "lines": {
                        "begin": finding.region.map_or(1, |region| region.line),
                        "end": finding.region.map_or(1, |region| region.end_line),
                    },
                },
            })
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(issues))
}
