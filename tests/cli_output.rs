//! The formats of `check` and `lint`, each parsed back as the service that reads it would: what it says is what the JSON
//! document says, and nothing that a source or a path holds can speak for Frieze.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use support::{Project, SYSTEM};

/// A repository with something of every kind: mistakes, warnings, form, stale, missing, orphaned and foreign pictures, and a
/// file that cannot be read.
fn messy() -> Project {
    let project = Project::rendered();
    std::fs::create_dir(project.path(".git")).expect("writable");
    project.write(
        "docs/system.frieze",
        SYSTEM
            .replace("HTTPS", "HTTP")
            .replace("sequence ask", "sequence  question")
            .replace("    return 200", "    store -> web: 100 % push"),
    );
    project.write("docs/work.svg", "<svg/>");
    project.write("a/bad.frieze", "service a \"A\"\na -> bb: x\n");
    project.write("a/binary.frieze", [0xff, 0xfe, 0]);
    project
}

fn json(project: &Project, command: &str, code: i32) -> serde_json::Value {
    serde_json::from_str(&project.run(&[command, "--format", "json"], code).0).expect("JSON")
}

fn findings(document: &serde_json::Value) -> &Vec<serde_json::Value> {
    document["findings"].as_array().expect("a list")
}

/// An annotation as the runner reads it.
#[derive(Debug)]
struct Annotation {
    level: String,
    properties: BTreeMap<String, String>,
    message: String,
}

/// Reads a log as the runner does: commands at the start of a line, unless they are stopped.
fn annotations(log: &str) -> Vec<Annotation> {
    let mut stopped: Option<String> = None;
    let mut found = Vec::new();
    for line in log.lines() {
        let command = line.trim_start().strip_prefix("::").and_then(|rest| rest.split_once("::"));
        if let Some(token) = &stopped {
            if command.is_some_and(|(name, _)| name == token) {
                stopped = None;
            }
            continue;
        }
        // The older form counts wherever it stands.
        assert!(!line.contains("##["), "{line}");
        let Some((head, message)) = command else { continue };
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        if name == "stop-commands" {
            stopped = Some(message.to_string());
            continue;
        }
        let value = |text: &str| {
            let text = text.replace("%2C", ",").replace("%3A", ":");
            text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        };
        let pair = |pair: &str| pair.split_once('=').map(|(key, text)| (key.to_string(), value(text)));
        found.push(Annotation {
            level: name.to_string(),
            properties: properties.split(',').filter_map(pair).collect(),
            message: message.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"),
        });
    }
    assert_eq!(stopped, None, "commands stay off");
    found
}

#[test]
fn github_annotations_say_what_the_findings_say() {
    let project = messy();
    let document = json(&project, "check", 1);
    let (log, err) = project.run(&["check", "--format", "github"], 1);
    assert_eq!(err, "");
    let annotations = annotations(&log);
    assert_eq!(annotations.len(), findings(&document).len());
    for finding in findings(&document) {
        let message = finding["message"].as_str().expect("text");
        let same = |it: &&Annotation| it.message.lines().next() == Some(message);
        let annotation = annotations.iter().find(same).unwrap_or_else(|| panic!("{message}\n{log}"));
        assert_eq!(annotation.level, finding["severity"].as_str().expect("text"));
        let property = |name: &str| annotation.properties.get(name).map(String::as_str);
        assert_eq!(property("title"), finding["code"].as_str());
        assert_eq!(property("file"), finding["file"].as_str());
        let number = |name: &str| property(name).map(|text| text.parse::<u64>().expect("a number"));
        if let Some(line) = finding["line"].as_u64() {
            assert_eq!((number("line"), number("endLine")), (Some(line), finding["end_line"].as_u64()));
            let one = finding["line"] == finding["end_line"];
            assert_eq!(number("col"), finding["column"].as_u64().filter(|_| one), "columns are for one line only");
            assert_eq!(number("endColumn"), finding["end_column"].as_u64().filter(|_| one));
        }
    }
    let push = annotations.iter().find(|it| it.message.contains("100 % push"));
    assert!(
        push.is_some_and(|it| it.message.contains("\nhelp: add it to the model: `store -> web: 100 % push`")),
        "{log}"
    );
    assert_eq!(annotations[0].properties["title"], "not-done", "the most important comes first");
    assert!(log.ends_with("2 sources could not be drawn, and no picture of them was looked at\n"), "{log}");
}

#[test]
fn github_gets_no_more_than_it_keeps() {
    let lines: String = (0..14).map(|n| format!("a -> unknown{n}\n")).collect();
    let project = Project::with(&[("a.frieze", &format!("service a \"A\"\n\n{lines}"))]);
    let (log, _) = project.run(&["lint", "--format", "github"], 1);
    let annotations = annotations(&log);
    let level = |level: &str| annotations.iter().filter(|it| it.level == level).count();
    assert_eq!((level("error"), level("warning"), level("notice")), (10, 0, 1));
    let notice = annotations.iter().find(|it| it.level == "notice").expect("one");
    assert!(notice.message.starts_with("4 more errors in the log"), "{}", notice.message);
    for n in 0..14 {
        assert!(log.contains(&format!("`unknown{n}` is not declared")), "{n} is nowhere\n{log}");
    }
    assert_eq!(log.matches("::group::").count(), log.matches("::endgroup::").count());
}

#[cfg(unix)]
#[test]
fn no_path_can_speak_for_frieze() {
    let project = Project::empty();
    let names = ["a,b:c%25.frieze", "x\n::error::forged.frieze", "##[error]forged.frieze", "y\r\n::add-mask::z.frieze"];
    for name in names {
        let lines: String = (0..4).map(|n| format!("a -> ::{n}\na -> u{n}\n")).collect();
        project.write(name, format!("service a \"A\"\n\n{lines}"));
    }
    let document = json(&project, "lint", 1);
    let files: BTreeSet<&str> = findings(&document).iter().filter_map(|it| it["file"].as_str()).collect();
    assert_eq!(files, BTreeSet::from(names));
    let (log, _) = project.run(&["lint", "--format", "github"], 1);
    let commands = log.lines().filter(|line| !line.starts_with("::error file=")).filter(|line| line.starts_with("::"));
    let commands: Vec<&str> = commands.map(|line| line.split([' ', ':']).nth(2).expect("a name")).collect();
    assert_eq!(commands.len(), 5, "{log}");
    assert_eq!((commands[0], commands[1], commands[2], commands[4]), ("notice", "group", "stop-commands", "endgroup"));
    for line in log.lines().filter(|line| line.starts_with("::error")) {
        let file = line.split("file=").nth(1).and_then(|rest| rest.split(',').next()).expect("a file");
        let plain = file.replace("%2C", ",").replace("%3A", ":").replace("%0A", "\n").replace("%0D", "\r");
        assert!(names.contains(&plain.replace("%25", "%").as_str()), "{line}");
    }
    for format in ["sarif", "gitlab", "junit", "markdown", "human", "json"] {
        let (text, _) = project.run(&["lint", "--format", format], 1);
        assert!(!text.lines().any(|line| line.starts_with("::")), "{format}\n{text}");
    }
}

/// The parts of SARIF that are written, and no others.
mod sarif {
    use super::*;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Log {
        #[serde(rename = "$schema")]
        pub schema: String,
        pub version: String,
        pub runs: Vec<Run>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Run {
        pub tool: Tool,
        pub invocations: Vec<Invocation>,
        pub original_uri_base_ids: BTreeMap<String, serde_json::Value>,
        pub column_kind: String,
        pub results: Vec<Outcome>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Tool {
        pub driver: Driver,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Driver {
        pub name: String,
        pub version: String,
        pub rules: Vec<Rule>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Rule {
        pub id: String,
        pub short_description: Text,
        pub full_description: Text,
        pub help: Help,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Text {
        pub text: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Help {
        pub text: String,
        pub markdown: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Invocation {
        pub execution_successful: bool,
        pub tool_execution_notifications: Vec<Notification>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Notification {
        pub descriptor: BTreeMap<String, String>,
        pub level: String,
        pub message: Text,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Outcome {
        pub rule_id: String,
        pub rule_index: usize,
        pub level: String,
        pub message: Text,
        pub locations: Vec<Location>,
        #[serde(default)]
        pub related_locations: Vec<Location>,
        pub partial_fingerprints: BTreeMap<String, String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Location {
        pub id: Option<usize>,
        pub physical_location: Physical,
        pub message: Option<Text>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Physical {
        pub artifact_location: Artifact,
        pub region: Option<Region>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Artifact {
        pub uri: String,
        pub uri_base_id: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    pub struct Region {
        pub start_line: u64,
        pub start_column: u64,
        pub end_line: u64,
        pub end_column: u64,
    }

    pub fn run(project: &Project, arguments: &[&str]) -> Run {
        let output = project.frieze(&[arguments, &["--format", "sarif"]].concat()).output().expect("it starts");
        let log: Log = serde_json::from_slice(&output.stdout).expect("SARIF");
        assert_eq!(log.version, "2.1.0");
        assert!(log.schema.ends_with("sarif-schema-2.1.0.json"));
        log.runs.into_iter().next().expect("one run")
    }
}

#[test]
fn sarif_holds_every_finding_with_its_rule() {
    let project = messy();
    let document = json(&project, "check", 1);
    let run = sarif::run(&project, &["check"]);
    assert_eq!((run.tool.driver.name.as_str(), run.column_kind.as_str()), ("Frieze", "unicodeCodePoints"));
    assert_eq!(run.tool.driver.version, env!("CARGO_PKG_VERSION"));
    assert!(run.original_uri_base_ids.contains_key("%SRCROOT%"));
    let (troubles, found): (Vec<_>, Vec<_>) = findings(&document).iter().partition(|it| it["about"] == "run");
    assert!(!run.invocations[0].execution_successful);
    assert_eq!(run.invocations[0].tool_execution_notifications.len(), troubles.len());
    for (notification, trouble) in run.invocations[0].tool_execution_notifications.iter().zip(troubles) {
        assert!(notification.message.text.starts_with(trouble["message"].as_str().expect("text")));
        assert_eq!((notification.level.as_str(), notification.descriptor["id"].as_str()), ("error", "not-done"));
    }
    assert_eq!(run.results.len(), found.len());
    for (result, finding) in run.results.iter().zip(found) {
        let rule = &run.tool.driver.rules[result.rule_index];
        assert_eq!((Some(result.rule_id.as_str()), &result.rule_id), (finding["code"].as_str(), &rule.id));
        assert_eq!(Some(result.level.as_str()), finding["severity"].as_str());
        assert!(result.message.text.starts_with(finding["message"].as_str().expect("text")));
        let place = &result.locations[0].physical_location;
        assert_eq!(Some(place.artifact_location.uri.as_str()), finding["file"].as_str());
        assert_eq!(place.artifact_location.uri_base_id.as_deref(), Some("%SRCROOT%"));
        let region = place.region.as_ref().expect("a region");
        assert_eq!(region.start_line, finding["line"].as_u64().unwrap_or(1));
        assert!((region.start_line, region.start_column) <= (region.end_line, region.end_column));
        assert_eq!(Some(result.partial_fingerprints["frieze/v1"].as_str()), finding["fingerprint"].as_str());
        let related = result.related_locations.iter().map(|it| it.physical_location.artifact_location.uri.as_str());
        let picture = finding["picture"].as_str().filter(|picture| Some(*picture) != finding["file"].as_str());
        assert!(picture.is_none_or(|picture| related.clone().any(|uri| uri == picture)));
        assert!(result.related_locations.iter().enumerate().all(|(at, it)| it.id == Some(at) && it.message.is_some()));
    }
    for rule in &run.tool.driver.rules {
        let (page, _) = project.run(&["explain", &rule.id], 0);
        assert_eq!((&rule.help.text, &rule.help.markdown), (&page, &page));
        assert!(!rule.short_description.text.is_empty());
        assert!(rule.full_description.text.starts_with(&rule.short_description.text));
    }
    project.run(&["check", "--fix"], 1);
    project.write("a/bad.frieze", "service a \"A\"\n");
    std::fs::remove_file(project.path("a/binary.frieze")).expect("it was there");
    std::fs::remove_file(project.path("docs/work.svg")).expect("it was there");
    project.run(&["check", "--fix"], 0);
    let run = sarif::run(&project, &["check", "--format", "human=human.txt"]);
    assert!(run.invocations[0].execution_successful);
    assert!(run.results.iter().all(|result| result.level == "warning"));
}

#[test]
fn machines_are_given_paths_from_the_top_of_the_repository() {
    let project = messy();
    let from = |folder: &str, format: &str, path: &str| {
        let mut command = project.frieze(&["check", "--format", format, path]);
        let output = command.current_dir(project.path(folder)).output().expect("it starts");
        String::from_utf8(output.stdout).expect("text")
    };
    for format in ["sarif", "github", "gitlab"] {
        assert!(from("docs", format, ".").contains("docs/system.frieze"), "{format}");
        let uri = |text: &str| text.lines().filter(|line| line.contains("uri\"") || line.contains("path\"")).count();
        assert_eq!(uri(&from("docs", format, "../a")), uri(&from(".", format, "a")), "{format}");
        let text = from("docs", format, "../a");
        for outside in ["uri\": \"../", "path\": \"../", "file=../"] {
            assert!(!text.contains(outside), "{format}");
        }
    }
    // People are shown what they can open from where they are.
    assert!(from("docs", "human", ".").contains("\n  unformatted  system.frieze"));
}

#[test]
fn a_fingerprint_outlives_a_move() {
    let project = messy();
    let prints = |project: &Project| -> Vec<(String, String)> {
        let document = json(project, "check", 1);
        let text = |it: &serde_json::Value, key: &str| it[key].as_str().expect("text").to_string();
        findings(&document).iter().map(|it| (text(it, "code"), text(it, "fingerprint"))).collect()
    };
    let before = prints(&project);
    let unique: BTreeSet<&String> = before.iter().map(|(_, print)| print).collect();
    assert_eq!(unique.len(), before.len(), "two findings share a fingerprint");
    project.write("docs/system.frieze", format!("// Moved.\n\n{}", project.text("docs/system.frieze")));
    project.write("a/bad.frieze", format!("// Moved.\n{}", project.text("a/bad.frieze")));
    assert_eq!(prints(&project), before);
    let mut elsewhere = project.frieze(&["check", "..", "--format", "json"]);
    let output = elsewhere.current_dir(project.path("docs")).output().expect("it starts");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let same = |it: &serde_json::Value| before.iter().any(|(_, print)| it["fingerprint"] == print.as_str());
    assert!(
        findings(&document).iter().filter(|it| it["about"] != "run").all(same),
        "the working directory is part of it"
    );
    project.write("a/bad.frieze", project.text("a/bad.frieze").replace("bb", "dd"));
    assert_ne!(prints(&project), before);
}

#[test]
fn junit_has_a_case_for_every_source_and_picture() {
    let project = messy();
    let document = json(&project, "check", 1);
    let (text, _) = project.run(&["check", "--format", "junit"], 1);
    assert!(!text.contains("time"), "no times: {text}");
    let tree = roxmltree::Document::parse(&text).expect("well-formed");
    let junit = quick_junit::Report::deserialize(text.as_bytes()).expect("JUnit");
    let cases: Vec<(&str, bool)> = junit
        .test_suites
        .iter()
        .flat_map(|suite| &suite.test_cases)
        .map(|case| (case.name.as_str(), matches!(case.status, quick_junit::TestCaseStatus::Success { .. })))
        .collect();
    let list = |key: &str| document[key].as_array().expect("a list").iter().map(|it| it.as_str().expect("text"));
    let wanted: BTreeSet<&str> = list("sources").chain(list("pictures")).chain(["run"]).collect();
    assert_eq!(cases.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), wanted);
    assert_eq!(cases.len(), wanted.len(), "a case stands twice");
    let errors = findings(&document).iter().filter(|it| it["severity"] == "error");
    let wrong: BTreeSet<&str> =
        errors.map(|it| it["picture"].as_str().or(it["file"].as_str()).unwrap_or("run")).collect();
    assert_eq!(cases.iter().filter(|(_, good)| !good).map(|(name, _)| *name).collect::<BTreeSet<_>>(), wrong);
    let root = tree.root_element();
    let count = |tag: &str| tree.descendants().filter(|node| node.has_tag_name(tag)).count().to_string();
    assert_eq!(root.attribute("tests"), Some(count("testcase").as_str()));
    assert_eq!(root.attribute("failures"), Some(count("failure").as_str()));
    assert_eq!(root.attribute("errors"), Some(count("error").as_str()));
    let out: Vec<&str> =
        tree.descendants().filter(|node| node.has_tag_name("system-out")).filter_map(|node| node.text()).collect();
    assert!(out.len() == 1 && out[0].contains("warning[undeclared-connection]"), "{out:?}");
}

#[test]
fn a_broken_law_is_told_in_every_format() {
    let project = Project::rendered();
    let document = json(&project, "check", 0);
    assert!(findings(&document).is_empty(), "the picture of the view keeps every law");
    let svg = project.text("docs/overview.svg");
    project.write("pale.svg", svg.replacen("fill=\"#0f172a\"", "fill=\"#fefefe\"", 1));
    let run = |format: &str| project.run(&["check", "pale.svg", "--format", format], 1).0;
    let annotations = annotations(&run("github"));
    let property = |name: &str| annotations[0].properties.get(name).map(String::as_str);
    assert_eq!((property("title"), property("file")), (Some("law-contrast-text"), Some("pale.svg")));
    assert!(annotations[0].message.contains(" in pale.svg\nhelp: "), "{}", annotations[0].message);
    let sarif = sarif::run(&project, &["check", "pale.svg"]);
    assert_eq!(sarif.results[0].rule_id, "law-contrast-text");
    assert_eq!(sarif.results[0].locations[0].physical_location.artifact_location.uri, "pale.svg");
    assert!(run("junit").contains("<testcase name=\"pale.svg\"") && run("junit").contains("law-contrast-text"));
    assert!(run("gitlab").contains("\"check_name\": \"law-contrast-text\""));
    assert!(run("markdown").contains("<code>law-contrast-text</code>"));
    assert!(run("json").contains("\"about\": \"law\""));
}

#[test]
fn gitlab_gets_what_it_requires() {
    #[derive(Deserialize)]
    struct Issue {
        description: String,
        check_name: String,
        fingerprint: String,
        severity: String,
        location: Location,
    }
    #[derive(Deserialize)]
    struct Location {
        path: String,
        lines: Lines,
    }
    #[derive(Deserialize)]
    struct Lines {
        begin: u64,
    }
    let project = messy();
    let document = json(&project, "check", 1);
    let issues: Vec<Issue> = serde_json::from_str(&project.run(&["check", "-f", "gitlab"], 1).0).expect("a list");
    assert_eq!(issues.len(), findings(&document).len());
    for (issue, finding) in issues.iter().zip(findings(&document)) {
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue.severity.as_str()));
        assert_eq!(Some(issue.check_name.as_str()), finding["code"].as_str());
        assert_eq!(Some(issue.fingerprint.as_str()), finding["fingerprint"].as_str());
        assert_eq!(issue.location.path, finding["file"].as_str().unwrap_or("."));
        assert_eq!(issue.location.lines.begin, finding["line"].as_u64().unwrap_or(1));
        assert!(issue.description.starts_with(finding["message"].as_str().expect("text")));
    }
}

#[test]
fn markdown_is_one_table() {
    let project = messy();
    let document = json(&project, "check", 1);
    let (text, _) = project.run(&["check", "--format", "markdown"], 1);
    assert!(text.starts_with("### Frieze check\n\n"), "{text}");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert_eq!(rows.len(), findings(&document).len());
    for row in rows {
        assert_eq!(row.matches('|').count(), 4, "{row}");
    }
    let many: String = (0..120).map(|n| format!("a -> unknown{n}\n")).collect();
    let project = Project::with(&[("a.frieze", &format!("service a \"A\"\n\n{many}"))]);
    let (text, _) = project.run(&["lint", "--format", "markdown"], 1);
    assert!(text.ends_with("\nand 20 more\n") && text.matches("| **error** |").count() == 100);
}

#[test]
fn the_reference_names_every_key_of_the_json() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/output/README.md");
    let reference = std::fs::read_to_string(path).expect("it is there");
    let project = messy();
    project.write("b.frieze", "service a \"A\"\nservice a \"B\"\n");
    let document = json(&project, "check", 1);
    let mut judged = 0;
    let related = findings(&document).iter().find_map(|it| it["related"].as_array().filter(|list| !list.is_empty()));
    let objects = [&document, &findings(&document)[0], &related.expect("something is declared twice")[0]];
    for object in objects {
        for key in object.as_object().expect("an object").keys() {
            assert!(reference.contains(&format!("`{key}`")), "`{key}` is not in {path}");
            judged += 1;
        }
    }
    assert!(judged > 25, "{judged}");
    assert_eq!(document["version"], 1);
    let fixed = serde_json::from_str::<serde_json::Value>(&project.run(&["check", "--fix", "-f", "json"], 1).0);
    let fixed = fixed.expect("JSON")["fixed"].as_array().expect("a list").clone();
    assert!(fixed.iter().any(|it| it["action"] == "drawn" && it["path"] == "docs/question.svg"), "{fixed:?}");
}

#[test]
fn one_run_writes_several() {
    let project = messy();
    let formats = ["github", "gitlab", "sarif", "json", "junit", "markdown"];
    let files: Vec<String> = formats.iter().map(|format| format!("{format}=out/{format}.txt")).collect();
    let mut arguments = vec!["check"];
    arguments.extend(files.iter().flat_map(|file| ["--format", file.as_str()]));
    let (out, err) = project.run(&arguments, 1);
    assert!(out.contains("docs/system.frieze: ") && err.contains("error[undeclared-component]"), "people are told too");
    for format in formats {
        let (stream, err) = project.run(&["check", "--format", format], 1);
        assert_eq!((project.text(&format!("out/{format}.txt")), err.as_str()), (stream, ""), "{format}");
    }
    let (out, _) = project.run(&["check", "--format", "human=out/human.txt", "--format", "markdown"], 1);
    assert!(out.starts_with("### Frieze"));
    let human = project.text("out/human.txt");
    assert!(human.contains("docs/system.frieze: ") && !human.contains('\u{1b}'), "{human}");
    for (arguments, words) in [
        (&["check", "-f", "json", "-f", "github"][..], "do not fit into standard output"),
        (&["check", "-f", "sarfi"], "did you mean `sarif`?"),
        (&["check", "-f", "svg"], "--pictures"),
        (&["lint", "-f", "json="], "needs the name of a file"),
        (&["lint", "-f", "json=docs/system.frieze"], "never replaces a source"),
        (&["lint", "-f", "json=docs"], "docs is a folder"),
    ] {
        let (_, err) = project.run(arguments, 2);
        assert!(err.contains(words), "{arguments:?}\n{err}");
    }
}

#[test]
fn order_and_bytes_depend_on_the_findings_alone() {
    let project = messy();
    for format in ["github", "gitlab", "sarif", "json", "junit", "markdown", "human"] {
        let told = |threads: &str, locale: &str| {
            let mut command = project.frieze(&["check", "--format", format, "-j", threads]);
            let output = command.env("LC_ALL", locale).env("TZ", "Pacific/Kiritimati").output().expect("it starts");
            (output.stdout, output.stderr)
        };
        assert!(told("1", "C") == told("8", "tr_TR.UTF-8"), "{format}");
    }
}
