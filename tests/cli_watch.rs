//! `frieze watch`: every editor's way of saving, only what depends on the save, errors that keep the last good pictures. The
//! tests wait for what the program says and for what stands on disk, never for time to pass, and end after a minute at worst.
#![cfg(unix)]

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use support::{PROGRAM, Project, SYSTEM};

const PATIENCE: Duration = Duration::from_secs(60);

struct Watch {
    child: Child,
    lines: Receiver<String>,
    errors: Receiver<String>,
}

impl Watch {
    /// Starts the program, and waits until it watches.
    fn start(project: &Project, arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .arg("watch")
            .args(arguments)
            .current_dir(project.root())
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let lines = read(child.stdout.take().expect("piped"));
        let errors = read(child.stderr.take().expect("piped"));
        let watch = Self { child, lines, errors };
        while !watch.any_line().starts_with("watching ") {}
        watch
    }

    /// The next line, which begins so.
    fn line(&self, beginning: &str) -> String {
        let line = self.any_line();
        assert!(line.starts_with(beginning), "expected `{beginning}…`, found `{line}`");
        line
    }

    fn any_line(&self) -> String {
        self.lines
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("nothing was said; standard error: {:?}", self.said()))
    }

    fn said(&self) -> Vec<String> {
        self.errors.try_iter().collect()
    }

    fn is_silent(&self) -> bool {
        self.lines.try_recv().is_err()
    }

    /// Ctrl-C; the exit code.
    fn end(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().expect("kill is there");
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("ours") {
                return status.code();
            }
            std::thread::yield_now();
        }
        None
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}

/// Saves as an editor does that writes another file and renames it.
fn save_by_renaming(project: &Project, path: &str, text: &str) {
    let temporary = format!("{path}~new");
    project.write(&temporary, text);
    std::fs::rename(project.path(&temporary), project.path(path)).expect("writable");
}

#[test]
fn a_save_redraws_what_it_changes_and_says_so_in_one_line() {
    let project = Project::with(&[("docs/system.frieze", SYSTEM), ("docs/other/other.frieze", "a -> b\n")]);
    let watch = Watch::start(&project, &[]);
    assert!(project.exists("docs/overview.png") && project.exists("docs/other/other.svg"));
    project.write("docs/system.frieze", SYSTEM.replace("HTTPS", "HTTP/3"));
    let line = watch.line("docs/system.frieze: 2 files redrawn, 4 unchanged");
    assert!(line.contains(" ms (PNG ") && line.ends_with(" ms)"), "{line}");
    assert!(project.text("docs/overview.svg").contains("HTTP/3"));
    assert!(watch.is_silent());
    assert_eq!(watch.end(), Some(0));
}

#[test]
fn every_way_of_saving_is_seen() {
    let project = Project::with(&[("system.frieze", SYSTEM)]);
    let watch = Watch::start(&project, &["."]);
    let has = |label: &str| assert!(project.text("overview.svg").contains(label), "{label}");

    save_by_renaming(&project, "system.frieze", &SYSTEM.replace("HTTPS", "renamed"));
    watch.line("system.frieze: 2 files redrawn");
    has("renamed");

    // As vim does: the old file becomes a backup, the new one is written under the old name.
    std::fs::rename(project.path("system.frieze"), project.path("system.frieze~")).expect("writable");
    project.write("system.frieze", SYSTEM.replace("HTTPS", "backed up"));
    watch.line("system.frieze: 2 files redrawn");
    has("backed up");

    let status = Command::new("sed").args(["-i", "s/backed up/streamed/"]).arg(project.path("system.frieze")).status();
    assert!(status.expect("sed is there").success());
    watch.line("system.frieze: 2 files redrawn");
    has("streamed");

    // A save that changes nothing says nothing; the next line belongs to the next change.
    save_by_renaming(&project, "system.frieze", &SYSTEM.replace("HTTPS", "streamed"));
    save_by_renaming(&project, "system.frieze", &SYSTEM.replace("HTTPS", "at last"));
    watch.line("system.frieze: 2 files redrawn");
    has("at last");
    assert_eq!(watch.end(), Some(0));
}

#[test]
fn errors_keep_the_last_good_pictures() {
    let project = Project::with(&[("system.frieze", SYSTEM)]);
    let watch = Watch::start(&project, &[]);
    let before = project.pictures();
    project.write("system.frieze", SYSTEM.replace("web -> api: HTTPS", "web -> apii: HTTPS"));
    let line = watch.line("system.frieze: 1 error");
    assert!(line.contains("the last good pictures stay"), "{line}");
    while !watch.errors.recv_timeout(PATIENCE).expect("the help comes").contains("did you mean `api`?") {}
    assert!(project.pictures() == before);
    project.write("system.frieze", SYSTEM.replace("HTTPS", "repaired"));
    watch.line("system.frieze: 2 files redrawn");
    assert_eq!(watch.end(), Some(0));
}

#[test]
fn an_import_redraws_those_who_import_it_and_nobody_else() {
    let user =
        |name: &str| format!("import \"shared.frieze\"\nclient {name} \"{name}\"\n{name} -> platform.api: asks\n");
    let project = Project::with(&[
        ("one.frieze", &user("one")),
        ("two.frieze", &user("two")),
        ("three.frieze", "a -> b\n"),
        ("shared.frieze", "group platform \"Platform\" {\n  service api \"API\"\n}\n"),
    ]);
    let watch = Watch::start(&project, &["--format", "svg"]);
    project.write("shared.frieze", "group platform \"Platform\" {\n  service api \"The interface\"\n}\n");
    watch.line("shared.frieze: 3 files redrawn,");
    for name in ["one", "two", "shared"] {
        assert!(project.text(&format!("{name}.svg")).contains("interface"), "{name}");
    }
    // An import that is missing and then comes.
    std::fs::remove_file(project.path("shared.frieze")).expect("it was there");
    watch.line("shared.frieze: gone; its pictures stay");
    watch.line("shared.frieze: 2 errors, the last good pictures stay");
    project.write("shared.frieze", "group platform \"Platform\" {\n  service api \"Back again\"\n}\n");
    while !project.text("two.svg").contains("Back again") {
        watch.any_line();
    }
    assert_eq!(watch.end(), Some(0));
}

#[test]
fn sources_and_folders_that_come_and_go_are_followed() {
    let project = Project::with(&[("a/one.frieze", "a -> b\n")]);
    let watch = Watch::start(&project, &["--format", "svg"]);
    project.write("b/c/two.frieze", "c -> d\n");
    watch.line("b/c/two.frieze: 1 file redrawn");
    project.write("b/c/two.frieze", "c -> e\n");
    watch.line("b/c/two.frieze: 1 file redrawn");
    // A folder that is moved away and comes back under another name takes its sources with it.
    std::fs::rename(project.path("b"), project.path("moved")).expect("writable");
    while !project.exists("moved/c/two.svg") || watch.any_line().starts_with("b/") {}
    std::fs::remove_file(project.path("a/one.frieze")).expect("it was there");
    while !watch.any_line().starts_with("a/one.frieze: gone") {}
    assert!(project.exists("a/one.svg"));
    assert_eq!(watch.end(), Some(0));
}

#[test]
fn the_configuration_is_watched_too() {
    let project = Project::with(&[("docs/system.frieze", SYSTEM)]);
    let watch = Watch::start(&project, &["docs", "--format", "svg"]);
    let light = project.read("docs/overview.svg");
    project.write("frieze.toml", "theme = \"dark\"\n");
    watch.line("frieze.toml: 3 files redrawn");
    assert_ne!(project.read("docs/overview.svg"), light);
    project.write("frieze.toml", "theme = \"drak\"\n");
    let line = watch.line("frieze.toml: 1 error");
    assert!(line.contains("the last good pictures stay"), "{line}");
    project.write("frieze.toml", "theme = \"light\"\n");
    watch.line("frieze.toml: 3 files redrawn");
    assert_eq!(watch.end(), Some(0));
}
