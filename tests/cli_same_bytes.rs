//! The same bytes whatever surrounds the program: locale, time zone, working directory, number of threads, fonts.

mod support;

use std::collections::BTreeMap;

use support::{PROGRAM, Project, SYSTEM};

/// Two sources, so that threads have something to share out.
fn project() -> Project {
    let other = SYSTEM.replace("Web app", "Ağ uygulaması: İıŞş").replace("Store", "Größe 12,5");
    Project::with(&[("docs/a/system.frieze", SYSTEM), ("docs/b/system.frieze", &other)])
}

fn drawn(change: impl FnOnce(&Project) -> std::process::Output) -> BTreeMap<String, Vec<u8>> {
    let project = project();
    let output = change(&project);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    project.pictures()
}

fn plain() -> BTreeMap<String, Vec<u8>> {
    drawn(|project| project.frieze(&["render"]).output().expect("it starts"))
}

#[test]
fn twice_is_the_same() {
    let first = plain();
    assert_eq!(first.len(), 12);
    assert_eq!(first, plain());
}

#[test]
fn locale_and_time_zone_do_not_matter() {
    let first = plain();
    for (locale, zone) in [("tr_TR.UTF-8", "Pacific/Kiritimati"), ("ar_EG.UTF-8", "America/St_Johns"), ("C", "UTC")] {
        let other = drawn(|project| {
            let mut command = project.frieze(&["render"]);
            command.env("LC_ALL", locale).env("LANG", locale).env("LANGUAGE", locale).env("TZ", zone);
            command.output().expect("it starts")
        });
        assert!(first == other, "{locale} {zone}");
    }
}

#[test]
fn the_working_directory_does_not_matter() {
    let first = plain();
    for (folder, argument) in [("docs", "."), ("docs/a", ".."), ("docs/a", "../../docs")] {
        let other = drawn(|project| {
            let mut command = project.frieze(&["render", argument]);
            command.current_dir(project.path(folder)).output().expect("it starts")
        });
        assert!(first == other, "{folder} {argument}");
    }
    let absolute = drawn(|project| {
        let docs = project.path("docs");
        let mut command = project.frieze(&["render", docs.to_str().expect("text")]);
        command.current_dir(std::env::temp_dir()).output().expect("it starts")
    });
    assert!(first == absolute);
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let first = plain();
    for threads in ["1", "2", "8"] {
        let other = drawn(|project| project.frieze(&["render", "-j", threads]).output().expect("it starts"));
        assert!(first == other, "-j {threads}");
    }
}

#[test]
fn system_fonts_are_not_seen() {
    let first = plain();
    let empty = tempfile::tempdir().expect("a temporary folder");
    let hidden = drawn(|project| {
        let mut command = project.frieze(&["render"]);
        // Nothing of the surroundings: no home with fonts of its own, no font configuration, no PATH.
        command
            .env_clear()
            .env("HOME", empty.path())
            .env("XDG_DATA_HOME", empty.path())
            .env("XDG_DATA_DIRS", empty.path());
        command.env("FONTCONFIG_FILE", "/nonexistent").env("FONTCONFIG_PATH", "/nonexistent");
        command.output().expect("it starts")
    });
    assert!(first == hidden);
}

/// Stronger than hiding fonts: the code that would look for them is not in the program.
#[test]
fn the_program_knows_no_font_folder() {
    let program = std::fs::read(PROGRAM).expect("it was built");
    for folder in ["/usr/share/fonts", "Library/Fonts", "fonts.conf"] {
        assert!(!program.windows(folder.len()).any(|window| window == folder.as_bytes()), "{folder}");
    }
}
