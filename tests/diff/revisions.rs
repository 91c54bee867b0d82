//! The program in real repositories: revisions, the index, the working tree, files and folders, and what is said when something
//! is wrong.

use std::process::Command;

use serde_json::Value;

use crate::support::{Project, SYSTEM};

/// A repository with [`SYSTEM`] in `docs/system.frieze`, committed on `main`.
fn repository() -> Project {
    let project = Project::with(&[("docs/system.frieze", SYSTEM)]);
    git(&project, &["init", "-q", "-b", "main"]);
    commit(&project);
    project
}

fn git(project: &Project, arguments: &[&str]) {
    let mut command = Command::new("git");
    // Nothing of the machine's own settings.
    command.current_dir(project.root()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]);
    let output = command.args(arguments).output().expect("git is there");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(project: &Project) {
    git(project, &["add", "-A"]);
    git(project, &["commit", "-q", "-m", "A version"]);
}

const RENAMED: &str = "renamed  store → orders \"Store\"";

fn rename(project: &Project) {
    project.write("docs/system.frieze", SYSTEM.replace("store", "orders"));
}

#[test]
fn the_working_tree_is_compared_with_head_or_a_revision() {
    let project = repository();
    assert_eq!(project.run(&["diff"], 0), (String::new(), "HEAD → working tree: no difference\n".to_string()));
    rename(&project);
    let wanted = format!("docs/system.frieze\n  {RENAMED}\n");
    for arguments in
        [vec!["diff"], vec!["diff", "main"], vec!["diff", "HEAD", "docs"], vec!["diff", "docs/system.frieze"]]
    {
        assert_eq!(project.run(&arguments, 0).0, wanted, "{arguments:?}");
    }
    assert_eq!(project.run(&["diff"], 0).1, "HEAD → working tree: 1 renamed in 1 file\n");
    assert_eq!(project.run(&["diff", "--exit-code"], 1).0, wanted);
    // A file that nobody has added yet.
    project.write("docs/new.frieze", "a -> b\n");
    assert!(project.run(&["diff"], 0).0.starts_with("added  docs/new.frieze: 2 elements, 1 view\n"));
}

#[test]
fn two_revisions_are_compared() {
    let project = repository();
    git(&project, &["switch", "-q", "-c", "feature/orders"]);
    rename(&project);
    commit(&project);
    git(&project, &["switch", "-q", "main"]);
    project.write("docs/system.frieze", SYSTEM.replace("tech: Rust", "tech: Go"));
    commit(&project);
    let tech = "  changed  api: tech \"Rust\" → \"Go\"\n";
    for range in ["main~1..main", "main~1.."] {
        assert_eq!(project.run(&["diff", range], 0).0, format!("docs/system.frieze\n{tech}"));
    }
    assert_eq!(project.run(&["diff", "main~1", "main", "docs"], 0).0, format!("docs/system.frieze\n{tech}"));
    let (out, err) = project.run(&["diff", "main..feature/orders"], 0);
    assert!(out.contains(RENAMED) && out.contains("\"Go\" → \"Rust\""), "{out}");
    assert_eq!(err, "main → feature/orders: 1 changed, 1 renamed in 1 file\n");
    // From where they parted.
    assert_eq!(project.run(&["diff", "main...feature/orders"], 0).0, format!("docs/system.frieze\n  {RENAMED}\n"));
    // From inside a folder paths are shown from there.
    let output =
        project.frieze(&["diff", "main~1..main", "."]).current_dir(project.path("docs")).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("system.frieze\n{tech}"));
}

#[test]
fn what_the_next_commit_changes() {
    let project = repository();
    rename(&project);
    assert_eq!(project.run(&["diff", "--staged"], 0).0, "");
    git(&project, &["add", "-A"]);
    project.write("docs/system.frieze", "this is not Frieze {");
    assert_eq!(project.run(&["diff", "--staged"], 0).0, format!("docs/system.frieze\n  {RENAMED}\n"));
    assert_eq!(
        project.run(&["diff", "--staged", "--exit-code", "docs"], 1).0,
        format!("docs/system.frieze\n  {RENAMED}\n")
    );
    // Before the first commit everything is new, and before the first diagram there is nothing to tell.
    let project = Project::with(&[("a.frieze", "a -> b\n")]);
    git(&project, &["init", "-q", "-b", "main"]);
    assert_eq!(project.run(&["diff", "--staged"], 0).1, "HEAD → index: no difference\n");
    git(&project, &["add", "-A"]);
    assert_eq!(project.run(&["diff", "--staged"], 0).0, "added  a.frieze: 2 elements, 1 view\n");
}

#[cfg(unix)]
#[test]
fn a_hook_sees_what_is_committed() {
    use std::os::unix::fs::PermissionsExt;

    let project = repository();
    let hook = format!("#!/bin/sh\n'{}' diff --staged > told.txt 2> said.txt\n", crate::support::PROGRAM);
    project.write(".git/hooks/pre-commit", hook);
    let permissions = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(project.path(".git/hooks/pre-commit"), permissions).expect("ours");
    rename(&project);
    // `-a` commits through an index of its own, which git names in the hook's environment.
    git(&project, &["commit", "-q", "-a", "-m", "A rename"]);
    assert_eq!(project.text("told.txt"), format!("docs/system.frieze\n  {RENAMED}\n"));
    assert_eq!(project.text("said.txt"), "HEAD → index: 1 renamed in 1 file\n");
}

#[test]
fn imports_and_settings_are_those_of_the_revision() {
    let project = Project::with(&[
        ("frieze.toml", "[lints]\nundeclared-connection = \"allow\"\n"),
        ("shared/base.frieze", "service api \"API\" { tech: Rust }\n"),
        (
            "a/main.frieze",
            "import \"../shared/base.frieze\"\nclient web\nweb -> api\nsequence s { api -> web: hello }\n",
        ),
    ]);
    git(&project, &["init", "-q", "-b", "main"]);
    commit(&project);
    project.write("shared/base.frieze", "service api \"API\" { tech: Go }\n");
    // In the working tree the lint is an error, in the revision it is not.
    let (out, _) = project.run(&["diff", "main"], 0);
    let wanted = "a/main.frieze\n  1 change of shared/base.frieze, which it imports\n\nshared/base.frieze\n  changed  api: tech \"Rust\" → \"Go\"\n";
    assert_eq!(out, wanted);
    // Looked at alone, the file tells what it imports.
    assert_eq!(project.run(&["diff", "main", "a"], 0).0, "a/main.frieze\n  changed  api: tech \"Rust\" → \"Go\"\n");
    project.write("frieze.toml", "[lints]\nundeclared-connection = \"deny\"\n");
    let (out, err) = project.run(&["diff", "main"], 1);
    assert!(out.starts_with("shared/base.frieze"), "{out}");
    assert!(err.contains("undeclared-connection") && err.contains("a/main.frieze:4:"), "{err}");
    // An import that leaves the project is refused in a revision as well.
    project.write("frieze.toml", "");
    project.write("a/frieze.toml", "");
    commit(&project);
    project.write("a/frieze.toml", "theme = 3\n");
    commit(&project);
    let (_, err) = project.run(&["diff", "HEAD~1..HEAD"], 1);
    assert!(err.contains("import-outside") && err.contains("HEAD~1:a/main.frieze:1:8"), "{err}");
    assert!(err.contains("HEAD:a/frieze.toml:1:9"), "{err}");
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_are_followed_inside_it() {
    let project = Project::with(&[
        ("shared/base.frieze", "service api \"API\"\n"),
        ("a/main.frieze", "import \"base.frieze\"\nclient web\nweb -> api\n"),
        ("round/main.frieze", "import \"one.frieze\"\n"),
        ("binary.frieze", "a\0b"),
    ]);
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, project.path(at)).expect("writable");
    link("../shared/base.frieze", "a/base.frieze");
    link("two.frieze", "round/one.frieze");
    link("one.frieze", "round/two.frieze");
    link("../../outside.frieze", "away.frieze");
    git(&project, &["init", "-q", "-b", "main"]);
    commit(&project);
    project.write("shared/base.frieze", "service api \"Public API\"\n");
    commit(&project);
    let (out, err) = project.run(&["diff", "HEAD~1..HEAD"], 3);
    let told = "  changed  api: title \"API\" → \"Public API\"\n";
    assert!(out.contains(&format!("shared/base.frieze\n{told}")), "{out}");
    assert!(out.contains(&format!("a/base.frieze\n{told}")), "{out}");
    assert!(err.contains("HEAD:binary.frieze is not text") && err.contains("too many links"), "{err}");
    assert!(err.contains("../../outside.frieze lies outside the project"), "{err}");
}

#[test]
fn errors_are_named_with_their_revision() {
    let project = repository();
    project.write("docs/system.frieze", SYSTEM.replace("web -> api: HTTPS", "web -> apy: HTTPS"));
    commit(&project);
    project.write("docs/system.frieze", SYSTEM);
    let (out, err) = project.run(&["diff", "main"], 1);
    assert_eq!(out, "");
    assert!(err.contains("main:docs/system.frieze:7:8") && err.contains("did you mean `api`?"), "{err}");
    assert!(!err.contains("removed") && !err.contains("added"), "{err}");
}

#[test]
fn files_that_came_went_and_moved() {
    let project = repository();
    project.write("old.frieze", "x -> y\n");
    commit(&project);
    std::fs::remove_file(project.path("old.frieze")).expect("it is there");
    git(&project, &["mv", "docs/system.frieze", "docs/shop.frieze"]);
    project.write("docs/shop.frieze", SYSTEM.replace("tech: Rust", "tech: Go"));
    let (out, err) = project.run(&["diff", "main"], 0);
    let wanted = "docs/shop.frieze was docs/system.frieze\n  changed  api: tech \"Rust\" → \"Go\"\n\nremoved  old.frieze: 2 elements, 1 view\n";
    assert_eq!(out, wanted);
    assert_eq!(err, "main → working tree: 1 changed in 1 file, 1 file removed\n");
    // A path that is gone stands behind `--`.
    assert_eq!(project.run(&["diff", "main", "--", "old.frieze"], 0).0, "removed  old.frieze: 2 elements, 1 view\n");
}

#[test]
fn two_files_and_two_folders_need_no_repository() {
    let project = Project::with(&[
        ("old/a.frieze", SYSTEM),
        ("new/a.frieze", &SYSTEM.replace("store", "orders")),
        ("new/b.frieze", "x -> y\n"),
    ]);
    assert_eq!(project.run(&["diff", "old/a.frieze", "new/a.frieze"], 0).0, format!("new/a.frieze\n  {RENAMED}\n"));
    let (out, err) = project.run(&["diff", "old", "new"], 0);
    assert_eq!(out, format!("new/a.frieze\n  {RENAMED}\n\nadded  new/b.frieze: 2 elements, 1 view\n"));
    assert_eq!(err, "old → new: 1 renamed in 1 file, 1 file added\n");
    assert_eq!(project.run(&["diff", "old", "old", "--exit-code"], 0).0, "");
    let (_, err) = project.run(&["diff", "old", "new/a.frieze"], 2);
    assert!(err.contains("old is a folder and new/a.frieze is a file"), "{err}");
    let (_, err) = project.run(&["diff", "old"], 2);
    assert!(err.contains("is in no git repository") && err.contains("frieze diff OLD NEW"), "{err}");
}

#[test]
fn a_file_goes_before_a_revision_of_its_name() {
    let project = repository();
    git(&project, &["branch", "docs"]);
    rename(&project);
    commit(&project);
    // The folder, against HEAD; the branch, with `--`.
    assert_eq!(project.run(&["diff", "docs"], 0).0, "");
    assert_eq!(project.run(&["diff", "docs", "--", "docs"], 0).0, format!("docs/system.frieze\n  {RENAMED}\n"));
}

#[test]
fn wrong_words_are_told() {
    let project = repository();
    let wrong = |arguments: &[&str], wanted: &str| {
        let (out, err) = project.run(arguments, 2);
        assert!(out.is_empty() && err.contains(wanted), "{arguments:?}: {err}");
    };
    wrong(&["diff", "mian"], "did you mean `main`?");
    wrong(&["diff", "nothing-like-it"], "`nothing-like-it` is neither a file nor a revision of this repository");
    wrong(&["diff", "main..--output=x"], "a revision is a branch, a tag or a commit, and does not begin with `-`");
    wrong(&["diff", "main", "main", "main"], "`main` is neither a file nor a folder");
    wrong(&["diff", "docs", "docs/system.frieze", "docs"], "3 paths and no version");
    wrong(&["diff", "main", ".."], "lies outside the repository");
    wrong(&["diff", "main", "--", "nowhere"], "neither version holds a .frieze file below nowhere");
    wrong(&["diff", "--staged", "main"], "`main` is neither a file nor a folder");
    wrong(&["diff", "--base", "x"], "--pictures");
    assert!(!project.exists("x"));
    let output = project.frieze(&["diff", "main"]).env("PATH", "").output().expect("it runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(err.contains("the program `git` is not there") && err.contains("frieze diff OLD NEW"), "{err}");
}

#[test]
fn json_has_every_change_with_its_places() {
    let project = repository();
    project.write("docs/system.frieze", SYSTEM.replace("store", "orders").replace("GET /thing", "GET /things"));
    let (out, err) = project.run(&["diff", "main", "--format", "json"], 0);
    assert_eq!(err, "");
    let document: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&document["before"], &document["after"]), (&"main".into(), &"working tree".into()));
    assert_eq!(document["counts"]["renamed"], 1);
    let file = &document["files"][0];
    assert_eq!(file["path"], "docs/system.frieze");
    let changes = file["changes"].as_array().expect("a list");
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["what"], "renamed");
    assert_eq!(changes[0]["words"], RENAMED);
    assert_eq!(changes[0]["before"]["file"], "main:docs/system.frieze");
    assert_eq!((&changes[0]["after"]["line"], &changes[0]["after"]["column"]), (&5.into(), &1.into()));
    assert_eq!(changes[0]["views"], serde_json::json!(["overview", "ask"]));
    assert_eq!((&changes[1]["subject"], &changes[1]["view"]), (&"message".into(), &"ask".into()));
    assert_eq!((&changes[1]["from"], &changes[1]["to"]), (&"GET /thing".into(), &"GET /things".into()));
    let views: Vec<&Value> = file["views"].as_array().expect("a list").iter().map(|view| &view["id"]).collect();
    assert_eq!(views, ["overview", "ask"]);
    assert_eq!(file["views"][1]["changes"], serde_json::json!([0, 1]));
}

#[test]
fn a_comment_links_the_redlines_and_lets_nothing_through() {
    let project = repository();
    let nasty = r#"database orders "<img src=x> @everyone #1 `x` [a](b)""#;
    project.write("docs/system.frieze", SYSTEM.replace("store", "orders").replace("database orders \"Store\"", nasty));
    let arguments = ["diff", "main", "--format", "markdown", "-o", "red lines", "--base", "https://example.org/42"];
    let (out, err) = project.run(&arguments, 0);
    assert_eq!(
        err.lines().next(),
        Some("2 redlines below red lines, 2 written").map(|_| err.lines().next().unwrap_or_default())
    );
    assert!(out.starts_with("### Diagrams: 1 renamed in 1 file\n"), "{out}");
    assert!(out.contains("<img src=\"https://example.org/42/docs/system/overview.svg\" alt=\"overview\">"), "{out}");
    assert!(
        !out.contains("<img src=x>") && !out.contains("@everyone") && !out.contains('`') && !out.contains("](b)"),
        "{out}"
    );
    let picture = project.text("red lines/docs/system/overview.svg");
    assert!(frieze::render::is_redline(picture.as_bytes()));
    assert!(!project.exists("red lines/docs/system/work.svg"), "nothing changed in it");
    // The same again writes nothing, and what is not ours stays.
    let (_, err) = project.run(&arguments, 0);
    assert!(err.contains(", 0 written"), "{err}");
    project.write("red lines/docs/system/ask.svg", "<svg>mine</svg>");
    let (_, err) = project.run(&arguments, 3);
    assert!(err.contains("Frieze did not make it"), "{err}");
}

#[test]
fn a_comment_is_never_too_long() {
    let list = |word: &str| -> String {
        (0..2000).map(|at| format!("service s{at} \"{word} number {at} with a long title\"\n")).collect()
    };
    let project = Project::with(&[("old.frieze", &list("Old")), ("new.frieze", &list("New"))]);
    let (out, _) = project.run(&["diff", "old.frieze", "new.frieze", "--format", "markdown"], 0);
    let length = out.chars().count();
    assert!((60_000..=frieze::diff::LIMIT).contains(&length), "{length}");
    assert!(
        out.ends_with("more lines did not fit into a comment of 65536 characters.\n"),
        "{}",
        &out[out.len() - 200..]
    );
    assert_eq!(out.matches("<details>").count(), out.matches("</details>").count());
}
