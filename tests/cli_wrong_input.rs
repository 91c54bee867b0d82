//! Wrong and strange input: a clear answer, never a panic and never a hang (a program that does not end is stopped, see
//! [`support::Project::frieze`]), and the pictures on disk stay as they were.

mod support;

use support::{Project, SYSTEM};

/// Replaces the source of a rendered project, renders, and expects this exit code and these words on standard error. Nothing on
/// disk may have changed.
fn refused(source: impl AsRef<[u8]>, code: i32, words: &[&str]) {
    let project = Project::rendered();
    let before = project.pictures();
    project.write("docs/system.frieze", source);
    let (out, err) = project.run(&["render"], code);
    for word in words {
        assert!(err.contains(word), "`{word}` is not in\n{err}");
    }
    assert!(!err.contains("panicked") && !err.contains("internal error"), "{err}");
    assert_eq!(out, "");
    assert!(project.pictures() == before, "pictures changed");
    project.run(&["lint"], code);
}

#[test]
fn an_empty_file() {
    refused("", 1, &["docs/system.frieze"]);
    refused("\n\n// nothing but a comment\n", 1, &["docs/system.frieze"]);
}

#[test]
fn a_binary_file() {
    refused([0x7f, b'E', b'L', b'F', 0xff, 0xfe, 0, 1], 1, &["docs/system.frieze is not text"]);
    refused("a -> b\0c\n", 1, &["docs/system.frieze is not text"]);
}

#[test]
fn four_mebibytes_of_braces() {
    refused("{".repeat(4 << 20), 1, &["error["]);
    refused("}".repeat(4 << 20), 1, &["error["]);
    refused("{\n".repeat(2 << 20), 1, &["error["]);
    refused("{}".repeat(2 << 20), 1, &["error["]);
}

#[test]
fn a_file_beyond_the_limit() {
    refused(" ".repeat((4 << 20) + 1), 3, &["docs/system.frieze is larger than 4 MiB"]);
}

fn nested(depth: usize) -> String {
    let mut text = String::new();
    for level in 1..depth {
        text.push_str(&format!("group g{level} \"Group {level}\" {{\n"));
    }
    text.push_str("service s \"S\"\n");
    text.push_str(&"}\n".repeat(depth - 1));
    text
}

#[test]
fn nesting_beyond_the_limit() {
    let open = |depth: usize| format!("{}service s \"S\"\n{}", "group g \"G\" {\n".repeat(depth), "}\n".repeat(depth));
    refused(open(65), 1, &["64"]);
    refused(open(100_000), 1, &["64"]);
    // As deep as is allowed is drawn.
    let project = Project::with(&[("deep.frieze", &nested(64))]);
    project.run(&["render"], 0);
}

#[test]
fn a_cycle_of_imports() {
    let project = Project::rendered();
    let before = project.pictures();
    project.write("docs/system.frieze", format!("import \"b.frieze\"\n{SYSTEM}"));
    project.write("docs/b.frieze", "import \"c.frieze\"\n");
    project.write("docs/c.frieze", "import \"system.frieze\"\n");
    let (_, err) = project.run(&["render", "docs/system.frieze"], 1);
    assert!(err.contains("docs/c.frieze:1:8"), "{err}");
    project.write("docs/system.frieze", "import \"system.frieze\"\n");
    project.run(&["render", "docs/system.frieze"], 1);
    assert!(project.pictures() == before);
}

#[test]
fn an_import_from_outside() {
    refused(format!("import \"../../outside.frieze\"\n{SYSTEM}"), 1, &["docs/system.frieze:1:8"]);
    refused(format!("import \"/etc/passwd\"\n{SYSTEM}"), 1, &["docs/system.frieze:1:8"]);
    refused(format!("import \"nothing.frieze\"\n{SYSTEM}"), 1, &["docs/system.frieze:1:8", "nothing.frieze"]);
}

#[cfg(unix)]
#[test]
fn an_import_through_a_link_to_the_outside() {
    let project = Project::rendered();
    let before = project.pictures();
    std::os::unix::fs::symlink("/etc/hostname", project.path("docs/link.frieze")).expect("writable");
    project.write("docs/system.frieze", format!("import \"link.frieze\"\n{SYSTEM}"));
    let (_, err) = project.run(&["render", "docs/system.frieze"], 1);
    assert!(err.contains("docs/system.frieze:1:8"), "{err}");
    assert!(project.pictures() == before);
}

#[test]
fn names_that_are_wrong() {
    refused(
        SYSTEM.replace("database store", "databse store"),
        1,
        &["docs/system.frieze:5:1", "did you mean `database`?"],
    );
    refused(SYSTEM.replace("database store", "database api"), 1, &["docs/system.frieze:5:10", "docs/system.frieze"]);
    let two = "group a \"A\" {\n  service x \"X\"\n}\ngroup b \"B\" {\n  service x \"X\"\n}\nservice y \"Y\"\ny -> x\n";
    refused(two, 1, &["docs/system.frieze:8:6", "a.x", "b.x"]);
    refused(
        SYSTEM.replace("web -> api: HTTPS", "web -> apii: HTTPS"),
        1,
        &["docs/system.frieze:7:8", "did you mean `api`?"],
    );
}

#[test]
fn a_view_of_nothing() {
    let nothing = SYSTEM.replace("\"The whole picture\"", "\"The whole picture\" { exclude * }");
    refused(nothing, 1, &["overview"]);
}

#[test]
fn all_mistakes_of_a_file_at_once() {
    let source = "servic a \"A\"\nservice b \"B\"\nb -> -> c\nb -> d\narchitecture v { focus e }\n";
    refused(source, 1, &[":1:1", ":3:", ":4:6", ":5:"]);
}

#[test]
fn many_mistakes_are_counted() {
    let mut source = String::from("service a \"A\"\n");
    for index in 0..250 {
        source.push_str(&format!("a -> unknown{index:03}\n"));
    }
    let project = Project::with(&[("a.frieze", &source)]);
    let (_, err) = project.run(&["lint"], 1);
    assert_eq!(err.matches("error[").count(), 100);
    assert!(err.contains("and 150 more") && err.contains("250 errors"), "{}", &err[err.len() - 200..]);
}

#[test]
fn a_title_of_two_thousand_characters_is_drawn() {
    let title = "word ".repeat(400);
    let project =
        Project::with(&[("a.frieze", &format!("service a \"{}\"\na -> b: x\nservice b \"B\"\n", title.trim()))]);
    project.run(&["render"], 0);
    assert!(project.text("a.svg").contains("word word"));
    let unbroken = "w".repeat(2000);
    project.write("a.frieze", format!("service a \"{unbroken}\"\n"));
    project.run(&["render"], 0);
    let beyond = "w".repeat(2001);
    project.write("a.frieze", format!("service a \"{beyond}\"\n"));
    let before = project.pictures();
    let (_, err) = project.run(&["render"], 1);
    assert!(err.contains("a.frieze:1:") && err.len() < 20_000, "{err}");
    assert!(project.pictures() == before);
}

#[test]
fn every_script_and_emoji_is_drawn() {
    for title in [
        "שלום עולם",
        "مرحبا بالعالم",
        "认证服务",
        "認証サービス",
        "인증 서비스",
        "Пользователь",
        "नमस्ते",
        "🚀 Launch 👩‍👩‍👧‍👦",
        "e\u{301}\u{327}a",
    ] {
        let project =
            Project::with(&[("a.frieze", &format!("service a \"{title}\"\nservice b \"B\"\na -> b: {title}\n"))]);
        let (_, err) = project.run(&["render"], 0);
        assert!(!err.contains("panicked"), "{err}");
        let svg = project.text("a.svg");
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let text: String =
            document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        let first = title.split(' ').next().expect("has a word");
        assert!(text.contains(first), "{title} is not in the picture");
    }
}

#[test]
fn markup_in_a_title_stays_text() {
    let title = "<script>alert(1)</script> & ]]> \\\" onload=x";
    let project = Project::with(&[("a.frieze", &format!("service a \"{title}\"\n"))]);
    project.run(&["render"], 0);
    let svg = project.text("a.svg");
    assert!(!svg.contains("<script"), "{svg}");
    roxmltree::Document::parse(&svg).expect("well-formed");
}

#[test]
fn names_that_would_steer_a_terminal_are_shown() {
    let project = Project::with(&[("a.frieze", "service a \"A\"\na -> \u{1b}[2Jb\n")]);
    let (out, err) = project.run(&["lint"], 1);
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{err}");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_source_does_not_block() {
    let project = Project::empty();
    let made = std::process::Command::new("mkfifo").arg(project.path("a.frieze")).status().expect("mkfifo is there");
    assert!(made.success());
    let (_, err) = project.run(&["render", "a.frieze"], 3);
    assert!(err.contains("not a regular file"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_keeps_the_old_pictures() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::rendered();
    let before = project.pictures();
    project.write("docs/system.frieze", SYSTEM.replace("HTTPS", "HTTP"));
    let folder = project.path("docs");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).expect("ours");
    // Root may write anywhere: then there is nothing to see here.
    let locked = std::fs::write(folder.join("probe"), "").is_err();
    let output = project.frieze(&["render"]).output().expect("it starts");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).expect("ours");
    if locked {
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&output.stderr).contains("permission denied"));
        assert!(project.pictures() == before);
    }
}
