//! JUnit's XML: a test suite for each source, in it a test case for the source itself and one for each of its pictures. No
//! times: the same findings give the same bytes.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::super::findings::{Finding, Kind};
use super::super::report::one_line;
use super::{Report, prose};

/// The suite of what no source draws, and of troubles.
const ELSEWHERE: &str = "frieze";

/// Suite and test case.
type Case<'a> = (&'a str, &'a str);

pub fn text(report: &Report) -> String {
    let mut found: BTreeMap<Case, Vec<&Finding>> = BTreeMap::new();
    for source in &report.sources {
        found.insert((source, source), Vec::new());
    }
    for picture in &report.pictures {
        found.insert((picture.source.as_deref().unwrap_or(ELSEWHERE), &picture.path), Vec::new());
    }
    for finding in &report.findings {
        found.entry(case(report, finding)).or_default().push(finding);
    }
    let mut junit = quick_junit::Report::new(format!("frieze {}", report.command));
    let cases: Vec<(Case, Vec<&Finding>)> = found.into_iter().collect();
    for suite in cases.chunk_by(|((a, _), _), ((b, _), _)| a == b) {
        let name = suite[0].0.0;
        let mut all = TestSuite::new(one_line(name));
        all.add_test_cases(suite.iter().map(|((_, case), findings)| test_case(name, case, findings)));
        junit.add_test_suite(all);
    }
    let mut text = junit.to_string().expect("text always serialises");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Where a finding is counted: with its picture, else with its file.
fn case<'a>(report: &'a Report, finding: &'a Finding) -> Case<'a> {
    let picture = finding.picture.as_deref().or(finding.file.as_deref());
    if let Some(judged) = picture.and_then(|path| report.pictures.iter().find(|judged| judged.path == path)) {
        return (judged.source.as_deref().unwrap_or(ELSEWHERE), &judged.path);
    }
    match finding.file.as_deref() {
        Some(file) => (file, file),
        None => (ELSEWHERE, "run"),
    }
}

fn test_case(suite: &str, name: &str, findings: &[&Finding]) -> TestCase {
    let (wrong, warned): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.is_error());
    let mut status = TestCaseStatus::success();
    if let Some(first) = wrong.first() {
        let kind = if first.kind == Kind::Trouble { NonSuccessKind::Error } else { NonSuccessKind::Failure };
        status = TestCaseStatus::non_success(kind);
        let message = match wrong.len() {
            1 => first.message.clone(),
            many => format!("{} (and {} more)", first.message, many - 1),
        };
        status.set_message(message).set_type(first.code.name).set_description(told(&wrong));
    }
    let mut case = TestCase::new(one_line(name), status);
    case.set_classname(one_line(suite));
    if !warned.is_empty() {
        case.set_system_out(told(&warned));
    }
    case
}

fn told(findings: &[&Finding]) -> String {
    let one = |finding: &&Finding| {
        let level = if finding.is_error() { "error" } else { "warning" };
        format!("{level}[{}] {}\n{}\n", finding.code.name, one_line(&finding.place()), prose(finding))
    };
    findings.iter().map(one).collect::<Vec<_>>().join("\n")
}
