//! `frieze check --report`: the folder it writes, and the page: well formed, closed to the world, and true to the files beside it.

mod support;

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frieze::snapshot::{self, Change, Changed, File, Shot};
use support::{Project, SYSTEM};

/// A project whose committed pictures are of the source before this change.
fn changed(from: &str, to: &str) -> Project {
    let project = Project::rendered();
    let text = SYSTEM.replace(from, to);
    assert_ne!(text, SYSTEM);
    project.write("docs/system.frieze", text);
    project
}

fn page(project: &Project) -> String {
    String::from_utf8(project.read("changes/index.html")).expect("UTF-8")
}

/// The tags of a page with their attributes, in order. Panics where it is not well formed: every element that is opened is closed in
/// order, every attribute is quoted, and `<`, `>` and `&` stand nowhere but in markup.
fn tags(page: &str) -> Vec<(String, BTreeMap<String, String>)> {
    const VOID: [&str; 4] = ["meta", "img", "input", "br"];
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page.strip_prefix("<!doctype html>").expect("a document");
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>'), "{text}");
        for entity in text.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|known| entity.starts_with(known)), "{entity}");
        }
        rest = &rest[at + 1..];
        if let Some(name) = rest.strip_prefix('/') {
            let end = name.find('>').expect("a tag ends");
            assert_eq!(open.pop().as_deref(), Some(&name[..end]));
            rest = &name[end + 1..];
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '>').expect("a tag has a name");
        let name = rest[..end].to_string();
        rest = &rest[end..];
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let (key, value) = rest.split_once("=\"").expect("every attribute has a quoted value");
            let end = value.find('"').expect("it ends");
            assert!(!value[..end].contains(['<', '>']), "{name} {key}");
            assert!(attributes.insert(key.to_string(), value[..end].to_string()).is_none());
            rest = &value[end + 1..];
        }
        if ["style", "script"].contains(&name.as_str()) {
            let end = rest.find(&format!("</{name}>")).expect("it is closed");
            rest = &rest[end..];
        }
        if !VOID.contains(&name.as_str()) {
            open.push(name.clone());
        }
        found.push((name, attributes));
    }
    assert!(open.is_empty(), "{open:?} are not closed");
    found
}

/// What the page is not to do, whatever was drawn.
fn closed_to_the_world(page: &str) {
    let tags = tags(page);
    let policy = tags.iter().find(|(_, a)| a.get("http-equiv").is_some_and(|name| name == "Content-Security-Policy"));
    let policy = &policy.expect("a policy").1["content"];
    assert!(policy.starts_with("default-src 'none'; img-src data:; "), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
    for (name, attributes) in &tags {
        assert!(
            !["link", "iframe", "object", "embed", "base", "form", "video", "audio", "svg"].contains(&name.as_str())
        );
        for (key, value) in attributes {
            assert!(!key.starts_with("on") && key != "style" && key != "srcset", "{name} {key}");
            match key.as_str() {
                "src" => assert!(value.starts_with("data:image/"), "{name} {value:.40}"),
                "href" => assert!(value.starts_with('#'), "{name} {value}"),
                _ => {}
            }
        }
    }
    // The hashes of the policy are those of what stands in the page: else a browser would not run it.
    for tag in ["style", "script"] {
        let text = page.split_once(&format!("<{tag}>")).and_then(|(_, rest)| rest.split_once(&format!("</{tag}>")));
        let hash = STANDARD.encode(<sha2::Sha256 as sha2::Digest>::digest(text.expect("it is there").0));
        assert!(policy.contains(&format!("{tag}-src 'sha256-{hash}'")), "{policy}");
    }
}

/// The pictures in the page: type and bytes.
fn pictures(page: &str) -> Vec<(String, Vec<u8>)> {
    let images = tags(page).into_iter().filter(|(name, _)| name == "img");
    let decoded = |(_, attributes): (String, BTreeMap<String, String>)| {
        let (kind, data) =
            attributes["src"].strip_prefix("data:").and_then(|uri| uri.split_once(";base64,")).expect("data");
        (kind.to_string(), STANDARD.decode(data).expect("base64"))
    };
    images.map(decoded).collect()
}

#[test]
fn both_versions_and_their_difference_are_written_and_shown() {
    let project = changed("Store", "Shelf");
    let committed = project.read("docs/overview.svg");
    project.frieze(&["check", "--report", "changes"]).assert().code(1);
    let page = page(&project);
    closed_to_the_world(&page);
    let pictures = pictures(&page);
    // `overview` and `ask` show the store; `work` does not.
    assert_eq!(pictures.len(), 6);
    for name in ["docs--overview", "docs--ask"] {
        for (version, kind) in
            [("before.svg", "image/svg+xml"), ("after.svg", "image/svg+xml"), ("difference.png", "image/png")]
        {
            let bytes = project.read(&format!("changes/{name}.{version}"));
            assert!(pictures.contains(&(kind.to_string(), bytes)), "{name}.{version} is not on the page");
        }
        assert!(project.path(&format!("changes/{name}.before.png")).exists());
    }
    assert_eq!(project.read("changes/docs--overview.before.svg"), committed);
    assert!(
        page.contains("element “Store: Database, PostgreSQL” is now “Shelf: Database, PostgreSQL”"),
        "{page:.4000}"
    );
    project.frieze(&["render"]).assert().success();
    assert_eq!(project.read("changes/docs--overview.after.svg"), project.read("docs/overview.svg"));
}

#[test]
fn the_same_report_has_the_same_bytes_and_an_old_one_leaves_nothing() {
    let project = changed("Store", "Shelf");
    let files = |project: &Project| -> BTreeMap<String, Vec<u8>> {
        let names = std::fs::read_dir(project.path("changes")).expect("a folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.expect("readable").file_name().into_string().expect("UTF-8")
        };
        names.map(name).map(|name| (name.clone(), project.read(&format!("changes/{name}")))).collect()
    };
    project.frieze(&["check", "--report", "changes"]).assert().code(1);
    let first = files(&project);
    project.frieze(&["check", "--report", "changes"]).assert().code(1);
    assert_eq!(files(&project), first);
    // Its pictures are nobody's orphans, and what changed no more is cleared away; a file of somebody else is not.
    project.write("changes/notes.txt", "mine");
    project.frieze(&["render"]).assert().success();
    project.frieze(&["check", "--report", "changes"]).assert().success();
    let left = files(&project);
    assert_eq!(left.keys().map(String::as_str).collect::<Vec<_>>(), ["index.html", "notes.txt"]);
    let page = page(&project);
    closed_to_the_world(&page);
    assert!(page.contains("No picture changed"));
}

#[test]
fn new_and_abandoned_pictures_are_shown_alone() {
    let project = changed("architecture overview", "architecture other");
    project.frieze(&["check", "--report", "changes"]).assert().code(1);
    let page = page(&project);
    closed_to_the_world(&page);
    assert!(page.contains("docs/other</a> <span class=\"calm\">new</span>"));
    assert!(page.contains("docs/overview</a> <span class=\"calm\">drawn by no view any more</span>"));
    assert_eq!(pictures(&page).len(), 2);
}

#[test]
fn a_foreign_file_in_the_way_stays_and_nothing_is_written() {
    for name in ["index.html", "docs--overview.after.svg"] {
        let project = changed("Store", "Shelf");
        project.write(&format!("changes/{name}"), "mine");
        let run = project.frieze(&["check", "--report", "changes"]).assert().code(3);
        let told = String::from_utf8_lossy(&run.get_output().stderr).into_owned()
            + &String::from_utf8_lossy(&run.get_output().stdout);
        assert!(told.contains("is in the way"), "{told}");
        assert_eq!(project.read(&format!("changes/{name}")), b"mine");
        assert_eq!(std::fs::read_dir(project.path("changes")).expect("a folder").count(), 1);
    }
}

#[test]
fn a_source_with_errors_is_told_on_the_page() {
    let project = changed("web -> api: HTTPS", "web -> nobody");
    project.frieze(&["check", "--report", "changes"]).assert().code(1);
    let page = page(&project);
    closed_to_the_world(&page);
    assert!(page.contains("Could not be drawn, so that nothing is known of their pictures: docs/system.frieze"));
}

#[test]
fn a_redline_is_no_picture_of_a_view() {
    let project = Project::rendered();
    project.write("old.frieze", SYSTEM.replace("Store", "Shelf"));
    project
        .frieze(&["diff", "old.frieze", "docs/system.frieze", "-o", "docs", "--picture-format", "svg,png"])
        .assert()
        .success();
    let mut redlines: Vec<String> =
        project.pictures().into_keys().filter(|name| frieze::render::is_redline(&project.read(name))).collect();
    redlines.retain(|name| name.starts_with("docs/"));
    assert_eq!(redlines.len(), 4, "{redlines:?}");
    std::fs::remove_file(project.path("old.frieze")).expect("it is there");
    // Neither an orphan nor stale, and not to be judged by itself.
    project.frieze(&["check"]).assert().success();
    let svg = redlines.iter().find(|name| name.ends_with(".svg")).expect("one of each");
    let (_, err) = project.run(&["check", svg], 2);
    assert!(err.contains("shows two versions laid out together"), "{err}");
}

/// The drawing of a source that stands alone.
fn svg(text: &str) -> String {
    let options = frieze::Options { name: "case.frieze".to_string(), ..frieze::Options::default() };
    let rendered = frieze::render(text, &options).unwrap_or_else(|found| panic!("{found:#?}\n{text}"));
    rendered.pictures.into_iter().next().expect("a view").svg
}

fn one(name: &str, before: Option<&str>, after: Option<&str>) -> Changed {
    let shot = |svg: Option<&str>| Shot { svg: svg.map(str::to_string), png: None };
    Changed { name: name.to_string(), before: shot(before), after: shot(after) }
}

fn html(files: &[File]) -> String {
    let page = files.iter().find(|file| file.name == snapshot::PAGE).expect("a page");
    String::from_utf8(page.bytes.clone()).expect("UTF-8")
}

#[test]
fn no_text_of_a_source_becomes_markup() {
    const HOSTILE: &str = "</li></script><script>alert(1)</script><img src=x onerror=alert(2)> & ' ]]> <!--";
    let before = svg(&format!("service a \"{HOSTILE}\"\nservice b\na -> b: {HOSTILE}"));
    let after = svg(&format!("service a \"{HOSTILE} now\"\nservice b\nservice c \"{HOSTILE}\"\na -> b: no\nb -> c"));
    let files =
        snapshot::report(&[one(&format!("docs/{HOSTILE}"), Some(&before), Some(&after))], &[HOSTILE.to_string()]);
    let page = html(&files);
    closed_to_the_world(&page);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(tags(&page).iter().filter(|(name, _)| name == "script").count(), 1);
    for file in &files {
        assert!(snapshot::is_of_a_report(&file.name) && !file.name.contains(['/', '\\', '<', ' ']), "{}", file.name);
    }
}

#[test]
fn a_committed_file_that_is_broken_is_told() {
    let good = svg("a -> b");
    let files = snapshot::report(&[one("a", Some(&good[..good.len() / 2]), Some(&good))], &[]);
    let page = html(&files);
    closed_to_the_world(&page);
    assert!(page.contains("the committed SVG cannot be read"));
    assert!(page.contains("the committed SVG cannot be drawn"));
    assert_eq!(pictures(&page).len(), 2);
}

fn told(before: &str, after: &str) -> Vec<String> {
    let changes = snapshot::changes(Some(&svg(before)), Some(&svg(after)));
    let quiet = |change: &&Change| !matches!(change, Change::Shifted(_) | Change::Size(..));
    changes.iter().filter(quiet).map(|change| format!("{}: {}", change.verb(), change.told())).collect()
}

#[test]
fn what_changed_between_two_pictures_is_told_element_by_element() {
    const MAP: &str = "service a \"A\"\ngroup g \"G\" { database b \"B\" { tech: PostgreSQL } }\na -> b: read\n";
    let cases: [(&str, &str, &[&str]); 6] = [
        (
            "tech: PostgreSQL",
            "tech: MySQL",
            &["reworded: element “B: Database, PostgreSQL” is now “B: Database, MySQL”"],
        ),
        ("a -> b: read", "a -> b: write", &["reworded: connection “A → B: read” is now “A → B: write”"]),
        (
            "service a \"A\"",
            "service a \"A\"\nqueue q \"Q\"\na -> q",
            &["added: element “Q: Queue”", "added: connection “A → Q”"],
        ),
        ("a -> b: read", "", &["removed: connection “A → B: read”"]),
        ("service a \"A\"", "service a \"A\" { tone: bad }", &["repainted: element “A: Service” looks other"]),
        ("a -> b: read", "a -> b: read // the same", &["note: no element differs: only how the file is written"]),
    ];
    for (from, to, expected) in cases {
        assert_eq!(told(MAP, &MAP.replace(from, to)), expected, "{from} becomes {to}");
    }
}

#[test]
fn an_inserted_message_is_one_change() {
    let log =
        |steps: &str| format!("service a \"A\"\nservice b \"B\"\na -> b\nsequence s {{\n autonumber\n{steps}}}\n");
    let before = log("a -> b: one\na -> b: two\na -> b: three\n");
    assert_eq!(
        told(&before, &log("a -> b: one\na -> b: new\na -> b: two\na -> b: three\n")),
        ["added: message “A → B: new”"]
    );
    assert_eq!(told(&before, &log("a -> b: one\na -> b: three\n")), ["removed: message “A → B: two”"]);
    let reworded = ["reworded: message “A → B: two” is now “A → B: second”"];
    assert_eq!(told(&before, &log("a -> b: one\na -> b: second\na -> b: three\n")), reworded);
}
