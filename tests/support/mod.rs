//! What the tests of the command line share: a project in a temporary folder, and the program run in it.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_frieze");

/// A model with one view of each sort: `overview`, `ask`, `work`.
pub const SYSTEM: &str = r#"title "A small system"

client   web   "Web app"
service  api   "API"   { tech: Rust }
database store "Store" { tech: PostgreSQL }

web -> api: HTTPS
api -> store: read, write

architecture overview "The whole picture"

sequence ask "Ask for a thing" {
  web -> api: GET /thing {
    api -> store: SELECT
    return 200
  }
}

flow work "Answer" {
  start    begin "Begin"
  decision known "Known?"
  end      yes   "Yes"
  end      no    "No"

  begin -> known
  known -> yes: yes
  known -> no: no
}
"#;

/// The views of [`SYSTEM`].
pub const VIEWS: [&str; 3] = ["ask", "overview", "work"];

pub struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty project.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A project with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let project = Self::empty();
        files.iter().for_each(|(path, text)| project.write(path, text));
        project
    }

    /// [`SYSTEM`] in `docs/system.frieze`, rendered.
    pub fn rendered() -> Self {
        let project = Self::with(&[("docs/system.frieze", SYSTEM)]);
        project.frieze(&["render"]).assert().success();
        assert_eq!(project.pictures().len(), 2 * VIEWS.len());
        project
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("it exists")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("has a folder")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn text(&self, path: &str) -> String {
        String::from_utf8(self.read(path)).expect("text")
    }

    pub fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// The program with its working directory in the project.
    pub fn frieze(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .current_dir(self.root())
            .args(arguments)
            .env("NO_COLOR", "1")
            .timeout(std::time::Duration::from_secs(60));
        command
    }

    /// Runs, expects an exit code, and gives standard output and standard error.
    pub fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = self.frieze(arguments).output().expect("it starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "frieze {arguments:?}\n--- stdout\n{out}--- stderr\n{err}");
        (out, err)
    }

    /// Every file that is no source, with its bytes.
    pub fn pictures(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        self.gather(&self.root(), &mut found);
        found
    }

    fn gather(&self, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                self.gather(&path, found);
            } else if !path.extension().is_some_and(|extension| extension == "frieze" || extension == "toml") {
                let name = path.strip_prefix(self.root()).expect("inside").to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).expect("readable"));
            }
        }
    }
}
