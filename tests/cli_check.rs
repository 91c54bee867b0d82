//! `frieze check`: the questions it asks, what `--fix` puts right, and what it answers to what it cannot check. The formats in
//! which it says so are tested in `cli_output.rs`.

mod support;

use std::collections::BTreeSet;

use support::{Project, SYSTEM};

const FOREIGN: &str = "<svg xmlns='http://www.w3.org/2000/svg'/>";

fn findings(project: &Project, arguments: &[&str], code: i32) -> Vec<serde_json::Value> {
    let (out, _) = project.run(&[&["check", "--format", "json"], arguments].concat(), code);
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    document["findings"].as_array().expect("a list").clone()
}

fn codes(project: &Project, arguments: &[&str], code: i32) -> BTreeSet<String> {
    let text = |finding: &serde_json::Value| finding["code"].as_str().expect("a code").to_string();
    findings(project, arguments, code).iter().map(text).collect()
}

#[test]
fn everything_is_asked_in_one_run() {
    let project = Project::with(&[("a/system.frieze", SYSTEM), ("b/system.frieze", SYSTEM)]);
    project.run(&["render"], 0);
    project.write("a/system.frieze", SYSTEM.replace("api -> store", "api -> stor"));
    let changed = SYSTEM.replace("HTTPS", "HTTP").replace("sequence ask", "sequence  question");
    project.write("b/system.frieze", changed.replace("    return 200", "    store -> web: push"));
    let (out, err) = project.run(&["check"], 1);
    assert!(err.contains("error[undeclared-component]") && err.contains("a/system.frieze:8:8"), "{err}");
    assert!(err.contains("warning[undeclared-connection]"), "{err}");
    assert_eq!(
        out.lines().map(|line| line.split("  (").next().expect("a part")).collect::<Vec<_>>(),
        [
            "b/ask.png: 1 orphaned",
            "  orphaned     b/ask.png",
            "b/ask.svg: 1 orphaned",
            "  orphaned     b/ask.svg",
            "b/system.frieze: 1 warning, 2 missing, 2 stale, 1 unformatted",
            "  stale        b/overview.png",
            "  stale        b/overview.svg",
            "  missing      b/question.png",
            "  missing      b/question.svg",
            "  unformatted  b/system.frieze",
        ],
        "{out}"
    );
    let counts = "2 sources, 8 pictures: 2 errors, 1 warning, 2 missing, 2 orphaned, 2 stale, 1 unformatted; \
                  1 source could not be drawn, and no picture of it was looked at";
    assert!(err.contains(counts), "{err}");
    assert!(err.contains("`frieze check --fix` with the same paths puts 7 of these 10 right"), "{err}");
    let expected = [
        "missing-picture",
        "orphaned-picture",
        "stale-picture",
        "undeclared-component",
        "undeclared-connection",
        "unformatted",
    ];
    let found = codes(&project, &[], 1);
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    for code in found {
        assert!(project.run(&["explain", &code], 0).0.contains("## Wrong"), "{code}");
    }
}

#[test]
fn a_picture_is_found_at_the_line_of_its_view() {
    let project = Project::rendered();
    project.write("docs/system.frieze", SYSTEM.replace("return 200", "return 204"));
    for finding in findings(&project, &[], 1) {
        assert_eq!((finding["file"].as_str(), finding["line"].as_u64()), (Some("docs/system.frieze"), Some(12)));
        assert!(finding["picture"].as_str().expect("a path").starts_with("docs/ask."), "{finding}");
    }
}

#[test]
fn form_is_asked_for_unless_it_is_switched_off() {
    let project = Project::rendered();
    project.write("docs/system.frieze", SYSTEM.replace("web -> api", "web    ->   api"));
    let found = findings(&project, &[], 1);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0]["code"].as_str(), found[0]["about"].as_str()), (Some("unformatted"), Some("format")));
    assert_eq!((found[0]["line"].as_u64(), found[0]["end_line"].as_u64()), (Some(7), Some(13)));
    project.run(&["check", "--no-format"], 0);
    project.write("frieze.toml", "[check]\nformat = false\n");
    project.run(&["check"], 0);
    project.write("frieze.toml", "[check]\nformat = true\n");
    project.run(&["check"], 1);
    project.write("frieze.toml", "[check]\nformats = true\n");
    let (_, err) = project.run(&["check"], 1);
    assert!(err.contains("frieze.toml:2:1") && err.contains("did you mean `format`?"), "{err}");
    // A byte order mark is a change as well: `fmt` would take it away.
    std::fs::remove_file(project.path("frieze.toml")).expect("it was there");
    project.write("docs/system.frieze", format!("\u{feff}{SYSTEM}"));
    project.run(&["check"], 1);
}

#[test]
fn warnings_hinder_only_who_wants_it() {
    let project = Project::with(&[(
        "a.frieze",
        "service a \"A\"\nservice b \"B\"\n\na -> b: x\n\nsequence s \"S\" {\n  b -> a: y\n}\n",
    )]);
    project.run(&["render"], 0);
    let (_, err) = project.run(&["check"], 0);
    assert!(err.contains("1 source, 2 pictures: 1 warning"), "{err}");
    project.run(&["check", "--deny-warnings"], 1);
}

#[test]
fn pictures_narrow_what_must_be_there() {
    let project = Project::with(&[("system.frieze", SYSTEM)]);
    project.run(&["render", "--format", "svg"], 0);
    let (out, _) = project.run(&["check"], 1);
    assert_eq!(out.matches("missing ").count(), 3, "{out}");
    project.run(&["check", "--pictures", "svg"], 0);
    let (_, err) = project.run(&["check", "--pictures", "gif"], 2);
    assert!(err.contains("svg"), "{err}");
    // What is there is looked at, asked for or not.
    project.run(&["render"], 0);
    project.write("ask.png", project.read("work.png"));
    let (out, _) = project.run(&["check", "--pictures", "svg"], 1);
    assert!(out.contains("stale        ask.png"), "{out}");
}

#[test]
fn fix_formats_draws_and_removes() {
    let project = Project::rendered();
    let changed = SYSTEM.replace("HTTPS", "HTTP").replace("sequence ask", "sequence  question");
    project.write("docs/system.frieze", &changed);
    std::fs::remove_file(project.path("docs/work.png")).expect("it was there");
    let (out, err) = project.run(&["check", "--fix"], 0);
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        [
            "formatted  docs/system.frieze",
            "drawn      docs/overview.svg",
            "drawn      docs/overview.png",
            "drawn      docs/question.svg",
            "drawn      docs/question.png",
            "drawn      docs/work.png",
            "removed    docs/ask.png",
            "removed    docs/ask.svg",
        ]
    );
    assert!(err.contains("1 source, 6 pictures: nothing found"), "{err}");
    assert_eq!(project.text("docs/system.frieze"), changed.replace("sequence  ", "sequence "));
    assert!(!project.exists("docs/ask.svg") && !project.exists("docs/ask.png"));
    let before = project.pictures();
    let (out, _) = project.run(&["check", "--fix"], 0);
    assert_eq!((out.as_str(), project.pictures() == before), ("", true), "nothing is left to do");
    project.run(&["check", "--redraw"], 0);
}

#[test]
fn fix_leaves_what_it_was_told_to_leave() {
    let project = Project::rendered();
    let ugly = SYSTEM.replace("web -> api: HTTPS", "web    -> api: HTTP");
    project.write("docs/system.frieze", &ugly);
    let (out, _) = project.run(&["check", "--fix", "--no-format", "--view", "overview"], 0);
    assert_eq!(out, "drawn      docs/overview.svg\ndrawn      docs/overview.png\n");
    assert_eq!(project.text("docs/system.frieze"), ugly);
}

#[test]
fn fix_never_touches_a_file_of_somebody_else() {
    let project = Project::rendered();
    let changed = SYSTEM.replace("sequence ask", "sequence question").replace("HTTPS", "HTTP");
    project.write("docs/system.frieze", changed);
    project.write("docs/overview.svg", FOREIGN);
    project.write("docs/ask.svg", FOREIGN);
    project.write("docs/photo.png", "no picture of ours");
    let (out, _) = project.run(&["check", "--fix"], 1);
    for kept in ["docs/overview.svg", "docs/ask.svg"] {
        assert_eq!(project.text(kept), FOREIGN, "{kept}");
    }
    assert_eq!(project.text("docs/photo.png"), "no picture of ours");
    assert!(out.contains("  foreign      docs/overview.svg  (Frieze did not make it)"), "{out}");
    assert!(out.contains("removed    docs/ask.png") && out.contains("drawn      docs/overview.png"), "{out}");
}

#[test]
fn an_error_stops_nothing_else() {
    let project =
        Project::with(&[("a/system.frieze", SYSTEM), ("b/system.frieze", SYSTEM), ("c/bad.frieze", "a -> \n")]);
    project.write("d/binary.frieze", [0xff, 0xfe, 0]);
    project.run(&["render"], 1);
    let before = project.pictures();
    project.write("a/system.frieze", SYSTEM.replace("api -> store", "api   -> stor"));
    project.write("b/system.frieze", SYSTEM.replace("HTTPS", "HTTP").replace("web -> api: HTTP", "web   -> api: HTTP"));
    let (out, err) = project.run(&["check", "--fix"], 1);
    let done: Vec<&str> = out.lines().collect();
    assert_eq!(
        done,
        [
            "formatted  a/system.frieze",
            "formatted  b/system.frieze",
            "drawn      b/overview.svg",
            "drawn      b/overview.png"
        ]
    );
    assert!(err.contains("c/bad.frieze:1:") && err.contains("d/binary.frieze is not text"), "{err}");
    assert!(err.contains("did you mean `store`?"), "{err}");
    let after = project.pictures();
    assert!(before.iter().filter(|(name, _)| name.starts_with("a/")).all(|(name, bytes)| after[name] == *bytes));
    // Two views that claim one file: told, and so is everything that can still be known.
    project.write("e/one.frieze", "a   -> b\n\narchitecture same \"Same\"\n");
    project.write("e/two.frieze", "a -> b\n\narchitecture same \"Same\"\n");
    let (out, err) = project.run(&["check"], 1);
    assert!(err.contains("would both be written to e/same.svg"), "{err}");
    assert!(out.contains("unformatted  e/one.frieze"), "{out}");
}

#[cfg(unix)]
#[test]
fn fix_tells_what_could_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::rendered();
    project.write("docs/system.frieze", SYSTEM.replace("HTTPS", "HTTP"));
    let folder = project.path("docs");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).expect("ours");
    // Root may write anywhere: then there is nothing to see here.
    let locked = std::fs::write(folder.join("probe"), "").is_err();
    let output = project.frieze(&["check", "--fix"]).output().expect("it starts");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).expect("ours");
    if locked {
        assert_eq!(output.status.code(), Some(3));
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(out.contains("stale        docs/overview.svg"), "{out}");
    }
}

#[test]
fn a_picture_can_be_checked_by_itself() {
    let project = Project::rendered();
    let (out, err) = project.run(&["check", "docs/overview.svg", "docs/ask.svg"], 0);
    assert_eq!(out, "");
    assert!(err.contains("2 pictures: nothing found"), "{err}");
    // Its source is not asked: it may be somewhere else.
    project.write("copy.svg", project.read("docs/work.svg"));
    std::fs::remove_file(project.path("docs/system.frieze")).expect("it was there");
    project.run(&["check", "copy.svg"], 0);
    // Together with sources, both are looked at.
    project.write("docs/system.frieze", SYSTEM);
    let (_, err) = project.run(&["check", "docs", "copy.svg"], 0);
    assert!(err.contains("1 source, 7 pictures: nothing found"), "{err}");
}

/// A picture of [`SYSTEM`] with one of its lines gone: the title of an element.
fn without_a_line(project: &Project, name: &str) {
    let svg = project.text("docs/overview.svg");
    let lines: Vec<&str> = svg.lines().filter(|line| !line.starts_with("<text") || !line.contains(">Store<")).collect();
    assert_eq!(lines.len() + 1, svg.lines().count());
    project.write(name, lines.join("\n") + "\n");
}

/// A picture of [`SYSTEM`] with an element moved onto another.
fn with_an_element_moved(project: &Project, name: &str) {
    let svg = project.text("docs/overview.svg");
    let tree = roxmltree::Document::parse(&svg).expect("well-formed");
    let box_of = |id: &str| {
        let node = tree.descendants().find(|node| node.attribute("id") == Some(id)).expect("it is drawn");
        let shape = node.descendants().find(|node| node.has_tag_name("rect")).expect("a box");
        svg[shape.range()].to_string()
    };
    let (web, api) = (box_of("node-web"), box_of("node-api"));
    assert_eq!(svg.matches(&web).count(), 1, "{web}");
    project.write(name, svg.replacen(&web, &api, 1));
}

#[test]
fn a_broken_law_is_told_with_the_line_of_its_element() {
    let project = Project::rendered();
    with_an_element_moved(&project, "moved.svg");
    let found = findings(&project, &["moved.svg"], 1);
    let overlap = found.iter().find(|it| it["code"] == "law-room-overlap").unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!((overlap["about"].as_str(), overlap["picture"].as_str()), (Some("law"), Some("moved.svg")));
    let line = overlap["line"].as_u64().expect("a line") as usize;
    let text = project.text("moved.svg");
    let named = ["id=\"node-web\"", "id=\"node-api\""];
    assert!(named.iter().any(|id| text.lines().nth(line - 1).expect("it is there").contains(id)), "{overlap}");
    let (_, err) = project.run(&["check", "moved.svg"], 1);
    assert!(
        err.contains("error[law-room-overlap]") && err.contains("moved.svg:") && err.contains("broken law"),
        "{err}"
    );
    without_a_line(&project, "less.svg");
    assert!(!codes(&project, &["less.svg"], 1).is_empty());
    // The drawings of the sources keep the laws, whatever lies beside them.
    project.run(&["check"], 1);
    assert!(codes(&project, &["docs"], 0).is_empty());
}

/// A view that the engine `simple` draws with labels far from their lines.
const LAWLESS: &str = "service a \"A long title of a service\"\nservice b \"B\"\nservice c \"C\"\n\n\
                       a -> b: a label of some length\na -> c: another one\nb -> c: more\nc -> a: back again\n\n\
                       architecture overview \"All\" { engine: simple }\n";

#[test]
fn a_project_says_how_it_takes_a_broken_law() {
    let project = Project::with(&[("docs/a.frieze", LAWLESS)]);
    project.run(&["render"], 0);
    let found = findings(&project, &[], 1);
    assert!(!found.is_empty());
    for it in &found {
        assert_eq!((it["about"].as_str(), it["severity"].as_str()), (Some("law"), Some("error")), "{it}");
        assert_eq!((it["file"].as_str(), it["picture"].as_str()), (Some("docs/a.frieze"), Some("docs/overview.svg")));
        assert!((5..=8).contains(&it["line"].as_u64().expect("a line")), "the line of a connection: {it}");
    }
    project.write("frieze.toml", "[check]\nlaws = \"warn\"\n");
    let warned = findings(&project, &[], 0);
    assert_eq!(warned.len(), found.len());
    assert!(warned.iter().all(|it| it["severity"] == "warning"));
    project.run(&["check", "--deny-warnings"], 1);
    project.write("frieze.toml", "[check]\nlaws = \"allow\"\n");
    assert!(findings(&project, &["--deny-warnings"], 0).is_empty());
    // Drawing is not judging.
    project.write("frieze.toml", "");
    project.run(&["render"], 0);
}

#[test]
fn what_cannot_be_checked_gets_a_clear_answer() {
    let project = Project::rendered();
    project.write("foreign.svg", FOREIGN);
    project.write("empty/notes.txt", "x");
    let svg = project.text("docs/overview.svg");
    project.write("cut.svg", &svg[..svg.len() / 2]);
    project.write("binary.svg", [&svg.as_bytes()[..200], &[0xff, 0xfe][..]].concat());
    project.write("saved.svg", svg.replacen("<rect ", "<rect style=\"fill:red\" ", 1));
    for (path, code, words) in [
        ("nowhere", 3, "could not read nowhere: no such file"),
        ("nowhere.frieze", 3, "no such file"),
        ("nowhere.svg", 3, "could not read nowhere.svg: no such file"),
        ("empty", 2, "no .frieze file below empty"),
        ("empty/notes.txt", 2, "not a Frieze source"),
        ("foreign.svg", 2, "foreign.svg was not made by Frieze"),
        ("cut.svg", 1, "cut.svg cannot be judged: it is no SVG"),
        ("binary.svg", 1, "binary.svg cannot be judged: it is not text"),
        ("saved.svg", 1, "another program has changed it"),
        ("docs/overview.png", 2, "docs/overview.png holds pixels"),
        ("-", 2, "standard input has no pictures"),
    ] {
        let (out, err) = project.run(&["check", path], code);
        assert!(err.contains(words), "{path}\n{err}");
        assert_eq!(out, "", "{path}");
    }
    // One that cannot be judged does not keep the others from it.
    let (_, err) = project.run(&["check", "foreign.svg", "docs/work.svg"], 2);
    assert!(err.contains("1 picture: 1 error"), "{err}");
}
