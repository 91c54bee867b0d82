//! The README keeps its word: its commands run as written, in order, and its sources and its configuration are good.
#![cfg(unix)]

mod support;

use std::process::Command;

use support::{PROGRAM, Project};

/// The fenced blocks of one language.
fn blocks(language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("it is there");
    let fence = format!("\n```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("\n```").next().expect("it ends").to_string()).collect()
}

/// Runs a line in a shell in which `frieze` is the program under test.
fn shell(project: &Project, line: &str) {
    let folder = std::path::Path::new(PROGRAM).parent().expect("it lies in a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let output =
        Command::new("sh").args(["-c", line]).current_dir(project.root()).env("PATH", path).output().expect("a shell");
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn its_commands_run_as_written() {
    let project = Project::empty();
    let mut ran = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        // Cargo's commands are what runs this test; watching has tests of its own, and no end.
        if line.starts_with("frieze ") && !line.starts_with("frieze watch ") {
            shell(&project, line);
            ran += 1;
        }
    }
    assert!(ran >= 6, "only {ran} commands were found");
    assert!(project.exists("shop/overview.png"));
    shell(&project, "echo 'web -> api -> db' | frieze render - > sketch.svg");
    assert!(project.text("sketch.svg").starts_with("<svg"));
}

/// The values of a key in a YAML text, one a line.
fn values(text: &str, key: &str) -> Vec<String> {
    let line =
        |line: &str| line.trim().trim_start_matches("- ").strip_prefix(key).map(|value| value.trim().to_string());
    text.lines().filter_map(line).collect()
}

#[test]
fn what_it_says_for_ci_is_there_and_runs() {
    let project = Project::empty();
    shell(&project, "git init -q && frieze new shop && frieze render");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let hooks = std::fs::read_to_string(root.join(".pre-commit-hooks.yaml")).expect("it is there");
    for command in values(&hooks, "entry:") {
        shell(&project, &command);
    }
    let (known, blocks) = (values(&hooks, "id:"), blocks("yaml"));
    let mut judged = 0;
    for block in &blocks {
        for id in values(block, "id:") {
            let id = id.split(' ').next().expect("a word");
            assert!(known.iter().any(|known| known == id), "{id} is not in .pre-commit-hooks.yaml");
            judged += 1;
        }
        for line in block.lines().map(str::trim).filter_map(|line| line.strip_prefix("- frieze ")) {
            shell(&project, &format!("frieze {line}"));
            judged += 1;
        }
        for action in values(block, "uses: OWNER/frieze/") {
            let folder = root.join(action.split('@').next().expect("a path"));
            let text = std::fs::read_to_string(folder.join("action.yml")).expect("it is there");
            let inputs = block.split("with:\n").nth(1).expect("it shows inputs").lines();
            for input in inputs.filter_map(|line| line.trim().split_once(':')).map(|(name, _)| name) {
                assert!(text.contains(&format!("\n  {input}:\n")), "the action has no input `{input}`");
                judged += 1;
            }
        }
    }
    assert!(judged >= 6, "only {judged} were found");
    for report in ["quality.json", "frieze.xml", "frieze.sarif"] {
        assert!(project.exists(report), "{report}");
    }
}

#[test]
fn its_sources_draw_without_a_warning() {
    let sources = blocks("frieze");
    assert!(!sources.is_empty());
    for source in sources {
        let rendered =
            frieze::render(&source, &frieze::Options::default()).unwrap_or_else(|wrong| panic!("{wrong:#?}\n{source}"));
        assert_eq!(rendered.warnings, [], "{source}");
    }
}

#[test]
fn its_configuration_is_one() {
    let configurations = blocks("toml");
    assert!(!configurations.is_empty());
    for text in configurations {
        let parsed = frieze::project::config::parse(&text, frieze::source::FileId(0));
        assert!(parsed.is_ok(), "{parsed:#?}\n{text}");
    }
}

#[test]
fn every_command_is_in_its_table() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("it is there");
    let help = Command::new(PROGRAM).arg("--help").output().expect("it starts");
    let help = String::from_utf8(help.stdout).expect("text");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A long description goes on in the next line, further in.
    let names = commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    for command in names.filter(|command| *command != "help") {
        assert!(text.contains(&format!("| `frieze {command}")), "`frieze {command}` is not in the README's table");
    }
}
