//! The program as a person runs it: every command, its files and its exit codes.

mod support;

use predicates::prelude::*;
use support::{Project, SYSTEM, VIEWS};

#[test]
fn render_writes_every_view_beside_its_source_and_nothing_twice() {
    let project = Project::with(&[("docs/system.frieze", SYSTEM)]);
    let (out, err) = project.run(&["render"], 0);
    let expected: Vec<String> =
        VIEWS.iter().flat_map(|view| ["png", "svg"].map(|format| format!("docs/{view}.{format}"))).collect();
    let mut listed: Vec<&str> = out.lines().collect();
    listed.sort_unstable();
    assert_eq!(listed, expected);
    assert_eq!(project.pictures().keys().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    assert!(err.contains("1 source, 3 views: 6 files written"), "{err}");

    let stamp = |path: &str| project.path(path).metadata().and_then(|m| m.modified()).expect("has a time");
    let before: Vec<_> = expected.iter().map(|path| stamp(path)).collect();
    let (out, err) = project.run(&["render", "docs"], 0);
    assert_eq!(out, "");
    assert!(err.contains("all 6 files up to date"), "{err}");
    assert_eq!(before, expected.iter().map(|path| stamp(path)).collect::<Vec<_>>());
}

#[test]
fn a_change_writes_only_what_it_changes() {
    let project = Project::rendered();
    project.write("docs/system.frieze", SYSTEM.replace("return 200", "return 204"));
    let (out, _) = project.run(&["render"], 0);
    assert_eq!(out, "docs/ask.svg\ndocs/ask.png\n");
}

#[test]
fn pictures_are_real() {
    let project = Project::rendered();
    let svg = project.text("docs/overview.svg");
    for label in ["Web app", "API", "Store", "PostgreSQL", "HTTPS"] {
        assert!(svg.contains(label), "{label}");
    }
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let decoder = png::Decoder::new(std::io::Cursor::new(project.read("docs/overview.png")));
    let reader = decoder.read_info().expect("a PNG");
    let width: f64 = document.root_element().attribute("width").expect("a width").parse().expect("a number");
    assert_eq!(f64::from(reader.info().width), (width * 2.0).ceil());
}

#[test]
fn options_choose_view_format_scale_theme_and_place() {
    let project = Project::with(&[("docs/deep/system.frieze", SYSTEM)]);
    project.run(&["render", "docs", "-o", "out", "--view", "overview", "--format", "svg,json"], 0);
    let pictures = project.pictures();
    assert_eq!(pictures.keys().collect::<Vec<_>>(), ["out/deep/overview.json", "out/deep/overview.svg"]);
    let light = pictures["out/deep/overview.svg"].clone();

    project.run(&["render", "docs", "--view", "overview", "--theme", "dark", "-o", "dark.svg"], 0);
    assert_ne!(project.read("dark.svg"), light);

    let width = |scale: &str| {
        project.run(&["render", "docs", "--view", "overview", "-o", "scaled.png", "--scale", scale], 0);
        let decoder = png::Decoder::new(std::io::Cursor::new(project.read("scaled.png")));
        f64::from(decoder.read_info().expect("a PNG").info().width)
    };
    let (one, three) = (width("1"), width("3"));
    assert!((three / one - 3.0).abs() < 0.02, "{one} {three}");
}

#[test]
fn geometry_is_told_as_json() {
    let project = Project::with(&[("system.frieze", SYSTEM)]);
    let geometry = |view: &str| -> serde_json::Value {
        let (out, _) = project.run(&["render", "--view", view, "--format", "json", "-o", "-"], 0);
        serde_json::from_str(&out).expect("JSON")
    };
    let map = geometry("overview");
    assert_eq!(map["generator"], "frieze");
    assert_eq!(map["view"]["kind"], "architecture");
    let nodes = map["nodes"].as_array().expect("a list");
    assert_eq!(
        nodes.iter().map(|node| node["id"].as_str().expect("an id")).collect::<Vec<_>>(),
        ["web", "api", "store"]
    );
    for node in nodes {
        let number = |place: &serde_json::Value, key: &str| place[key].as_f64().expect("a number");
        let (node, title) = (&node["box"], &node["title"]["box"]);
        assert!(number(node, "x") <= number(title, "x") && number(node, "y") <= number(title, "y"), "{node} {title}");
        assert!(number(node, "x") + number(node, "w") <= number(&map["size"], "w"));
    }
    let edge = &map["edges"][0];
    assert_eq!(
        (edge["from"].as_str(), edge["to"].as_str(), edge["operator"].as_str()),
        (Some("web"), Some("api"), Some("->"))
    );
    assert!(edge["points"].as_array().expect("a list").len() >= 2);
    let sequence = geometry("ask");
    assert_eq!(sequence["lifelines"].as_array().expect("a list").len(), 3);
    assert_eq!(sequence["messages"][0]["label"]["lines"][0], "GET /thing");
    assert_eq!(geometry("work")["view"]["kind"], "flow");
}

#[test]
fn a_stream_goes_in_and_out() {
    let project = Project::empty();
    project
        .frieze(&["render", "-"])
        .write_stdin("web -> api -> db\n")
        .assert()
        .success()
        .stdout(predicate::str::starts_with("<svg"));
    let png = predicate::function(|bytes: &[u8]| bytes.starts_with(b"\x89PNG"));
    project.frieze(&["render", "-", "--format", "png"]).write_stdin("web -> api\n").assert().success().stdout(png);
    project.frieze(&["render", "-", "-o", "here.svg"]).write_stdin("web -> api\n").assert().success();
    assert_eq!(project.pictures().keys().collect::<Vec<_>>(), ["here.svg"]);
    project
        .frieze(&["render", "-"])
        .write_stdin(SYSTEM)
        .assert()
        .code(2)
        .stderr(predicate::str::contains("--view: overview, ask, work"));
    project
        .frieze(&["render", "-"])
        .write_stdin("service api\nweb -> api\n")
        .assert()
        .code(1)
        .stdout("")
        .stderr(predicate::str::contains("stdin.frieze:2:1"));
}

#[test]
fn a_file_of_somebody_else_stays() {
    let project =
        Project::with(&[("system.frieze", SYSTEM), ("overview.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")]);
    let (_, err) = project.run(&["render"], 3);
    assert!(err.contains("overview.svg is left as it is: Frieze did not make it") && err.contains("--force"), "{err}");
    assert_eq!(project.text("overview.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    assert!(project.exists("overview.png") && project.exists("ask.svg"), "the others are written");
    let (out, _) = project.run(&["check"], 1);
    assert!(out.contains("foreign      overview.svg  (Frieze did not make it)"), "{out}");
    project.run(&["render", "--force"], 0);
    project.run(&["check"], 0);
}

#[test]
fn two_views_never_share_a_file() {
    let project =
        Project::with(&[("docs/a.frieze", SYSTEM), ("docs/b.frieze", "a -> b\narchitecture Overview \"Mine\"\n")]);
    let (_, err) = project.run(&["render"], 1);
    assert!(
        err.contains("`overview` of docs/a.frieze and `Overview` of docs/b.frieze would both be written to"),
        "{err}"
    );
    assert!(project.pictures().is_empty());
}

#[test]
fn errors_in_one_source_leave_its_pictures_and_draw_the_others() {
    let project = Project::with(&[("a/system.frieze", SYSTEM), ("b/system.frieze", SYSTEM)]);
    project.run(&["render"], 0);
    let before = project.pictures();
    project.write("a/system.frieze", SYSTEM.replace("api -> store", "api -> stor"));
    project.write("b/system.frieze", SYSTEM.replace("HTTPS", "HTTP"));
    let (out, err) = project.run(&["render"], 1);
    assert!(err.contains("a/system.frieze:8:8") && err.contains("did you mean `store`?"), "{err}");
    assert_eq!(out, "b/overview.svg\nb/overview.png\n");
    let after = project.pictures();
    assert!(before.iter().filter(|(name, _)| name.starts_with("a/")).all(|(name, bytes)| after[name] == *bytes));
}

#[test]
fn check_names_what_is_stale_missing_and_orphaned() {
    let project = Project::rendered();
    let (out, err) = project.run(&["check"], 0);
    assert_eq!(out, "");
    assert!(err.contains("1 source, 6 pictures: nothing found"), "{err}");

    project.write("docs/system.frieze", SYSTEM.replace("HTTPS", "HTTP/3").replace("sequence ask", "sequence question"));
    std::fs::remove_file(project.path("docs/work.png")).expect("it was there");
    let (out, err) = project.run(&["check", "docs"], 1);
    for line in [
        "docs/system.frieze: 3 missing, 2 stale",
        "stale        docs/overview.svg  (",
        "stale        docs/overview.png  (its source draws other pixels)",
        "missing      docs/work.png",
        "missing      docs/question.svg",
        "orphaned     docs/ask.svg  (no view draws it)",
        "orphaned     docs/ask.png",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    assert_eq!(out.lines().filter(|line| line.starts_with("  ")).count(), 7, "{out}");
    assert!(err.contains("1 source, 8 pictures: 3 missing, 2 orphaned, 2 stale"), "{err}");

    let (out, _) = project.run(&["check", "--format", "json"], 1);
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(document["findings"].as_array().expect("a list").len(), 7);
    assert_eq!(document["pictures"].as_array().expect("a list").len(), 8);

    project.run(&["render"], 0);
    for orphan in ["docs/ask.svg", "docs/ask.png"] {
        std::fs::remove_file(project.path(orphan)).expect("it was there");
    }
    project.run(&["check"], 0);
}

#[test]
fn check_sees_a_single_changed_pixel_and_trusts_no_stamp_when_told() {
    let project = Project::rendered();
    let png = project.read("docs/overview.png");
    let data = png.windows(4).position(|window| window == b"IDAT").expect("image data") + 40;
    let mut touched = png.clone();
    touched[data] ^= 1;
    project.write("docs/overview.png", &touched);
    let (out, _) = project.run(&["check"], 1);
    assert!(out.contains("stale        docs/overview.png"), "{out}");
    // A picture of another view with its stamp and all.
    project.write("docs/overview.png", project.read("docs/ask.png"));
    project.run(&["check"], 1);
    project.run(&["render"], 0);
    assert_eq!(project.read("docs/overview.png"), png);
    project.run(&["check", "--redraw"], 0);
}

#[test]
fn check_looks_at_orphans_only_where_it_can_know() {
    let project =
        Project::with(&[("docs/a.frieze", SYSTEM), ("docs/b.frieze", "a -> b\narchitecture other \"Mine\"\n")]);
    project.run(&["render"], 0);
    project.run(&["check", "docs/a.frieze"], 0);
    // A source that cannot be read may hide views.
    project.write("docs/b.frieze", "a -> b\narchitecture }\n");
    let (out, _) = project.run(&["check"], 1);
    assert!(!out.contains("orphaned"), "{out}");
    // A folder whose source is gone.
    project.write("docs/b.frieze", "a -> b\narchitecture other \"Mine\"\n");
    project.write("old/c.frieze", "a -> b\n");
    project.run(&["render"], 0);
    std::fs::remove_file(project.path("old/c.frieze")).expect("it was there");
    project.write("docs/drawing.svg", "<svg/>");
    let (out, _) = project.run(&["check"], 1);
    assert_eq!(
        out.lines().filter(|line| line.starts_with("  ")).collect::<Vec<_>>(),
        ["  orphaned     old/c.png  (no view draws it)", "  orphaned     old/c.svg  (no view draws it)"]
    );
}

#[test]
fn frieze_toml_holds_for_the_sources_below_it() {
    let project = Project::with(&[
        (
            "frieze.toml",
            "output = \"pictures\"\nformats = [\"svg\"]\ntheme = \"dark\"\n[lints]\nempty-group = \"deny\"\n",
        ),
        ("docs/system.frieze", SYSTEM),
    ]);
    project.run(&["render"], 0);
    let names: Vec<String> = VIEWS.iter().map(|view| format!("pictures/docs/{view}.svg")).collect();
    assert_eq!(project.pictures().into_keys().collect::<Vec<_>>(), names);
    project.run(&["check"], 0);
    project.write("docs/system.frieze", format!("{SYSTEM}\ngroup nothing \"Nothing\" {{\n}}\n"));
    let (_, err) = project.run(&["render"], 1);
    assert!(err.contains("error[empty-group]"), "{err}");

    project.write("frieze.toml", "formats = [\"svg\"]\nthem = \"dark\"\n");
    let (_, err) = project.run(&["render"], 1);
    assert!(
        err.contains("error[config]") && err.contains("frieze.toml:2:1") && err.contains("did you mean `theme`?"),
        "{err}"
    );
}

#[test]
fn imports_stay_inside_the_project() {
    let project = Project::with(&[
        ("inside/frieze.toml", ""),
        (
            "inside/docs/a.frieze",
            "import \"../shared/platform.frieze\"\nclient web \"Web\"\nweb -> platform.api: HTTPS\n",
        ),
        ("inside/shared/platform.frieze", "group platform \"Platform\" {\n  service api \"API\"\n}\n"),
        ("secret.frieze", "service secret \"Secret\"\n"),
    ]);
    project.run(&["render", "inside/docs"], 0);
    assert!(project.text("inside/docs/a.svg").contains("Platform"));
    let before = project.pictures();
    project.write("inside/docs/a.frieze", "import \"../../secret.frieze\"\nclient web \"Web\"\n");
    let (_, err) = project.run(&["render", "inside/docs"], 1);
    assert!(err.contains("inside/docs/a.frieze:1:8"), "{err}");
    assert_eq!(project.pictures(), before);
}

#[cfg(unix)]
#[test]
fn a_configuration_cannot_write_outside_its_project() {
    let project = Project::with(&[
        ("project/frieze.toml", "output = \"pictures\"\n"),
        ("project/a.frieze", "a -> b\n"),
        ("elsewhere/x", ""),
    ]);
    std::os::unix::fs::symlink(project.path("elsewhere"), project.path("project/pictures")).expect("writable");
    let (_, err) = project.run(&["render", "project"], 1);
    assert!(err.contains("leaves the project through a link"), "{err}");
    project.write("project/frieze.toml", "output = \"../elsewhere\"\n");
    let (_, err) = project.run(&["render", "project"], 1);
    assert!(err.contains("`output` leaves the project"), "{err}");
    let elsewhere = std::fs::read_dir(project.path("elsewhere")).expect("readable");
    assert_eq!(elsewhere.flatten().map(|entry| entry.file_name()).collect::<Vec<_>>(), ["x"]);
}

#[test]
fn fmt_formats_once_and_for_all() {
    let ugly = "web   ->api:  HTTPS // why\n\n\n\napi->db\n";
    let project = Project::with(&[("a.frieze", ugly), ("b.frieze", "web -> api\n")]);
    let (out, _) = project.run(&["fmt", "--check"], 1);
    assert_eq!(out, "a.frieze\n");
    assert_eq!(project.text("a.frieze"), ugly);
    project.run(&["fmt"], 0);
    assert!(project.text("a.frieze").contains("// why"));
    let (out, _) = project.run(&["fmt", "--check"], 0);
    assert_eq!(out, "");
    project.frieze(&["fmt", "-"]).write_stdin(ugly).assert().success().stdout(project.text("a.frieze"));
    project.frieze(&["fmt", "-", "--check"]).write_stdin(ugly).assert().code(1).stdout("");
    project.write("a.frieze", "web -> -> api\n");
    project.run(&["fmt"], 1);
    assert_eq!(project.text("a.frieze"), "web -> -> api\n");
}

#[test]
fn lint_tells_without_drawing() {
    let project = Project::with(&[("system.frieze", SYSTEM)]);
    let (_, err) = project.run(&["lint"], 0);
    assert!(err.contains("1 source: nothing found"), "{err}");
    project.write("system.frieze", SYSTEM.replace("    return 200", "    store -> web: push\n    return 200"));
    let (_, err) = project.run(&["lint"], 1);
    assert!(err.contains("warning[undeclared-connection]"), "{err}");
    assert!(project.pictures().is_empty());
    let (out, _) = project.run(&["lint", "--format", "json"], 1);
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(document["findings"][0]["code"], "undeclared-connection");
    assert_eq!(document["findings"][0]["file"], "system.frieze");
    assert_eq!(document["warnings"], 1);
}

#[test]
fn a_new_project_renders_checks_and_lints_clean() {
    let project = Project::empty();
    project.run(&["new", "shop"], 0);
    project.run(&["lint", "shop"], 0);
    project.run(&["fmt", "--check", "shop"], 0);
    project.run(&["render", "shop"], 0);
    project.run(&["check", "shop"], 0);
    for file in ["frieze.toml", "shop.frieze", "README.md", "overview.svg", "place-order.png", "mail-delivery.svg"] {
        assert!(project.exists(&format!("shop/{file}")), "{file}");
    }
    assert!(project.text("shop/README.md").starts_with("# shop\n"));
    project.run(&["new", "shop"], 2);
    project.run(&["new", "a b"], 2);
    project.run(&["new", ".."], 2);
}

#[test]
fn words_are_explained_and_listed() {
    let project = Project::empty();
    let (out, _) = project.run(&["explain", "config"], 0);
    assert!(out.starts_with("# config\n"));
    let (_, err) = project.run(&["explain", "confgi"], 2);
    assert!(err.contains("did you mean `config`?"), "{err}");
    assert!(project.run(&["explain"], 0).0.lines().count() > 10);
    for (what, word) in [
        ("kinds", "database"),
        ("themes", "blueprint"),
        ("icons", "user"),
        ("shapes", "cylinder"),
        ("lints", "empty-group"),
    ] {
        let (out, _) = project.run(&["list", what], 0);
        assert!(out.lines().any(|line| line.split_whitespace().next() == Some(word)), "{what}\n{out}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(project.run(&["completions", shell], 0).0.contains("frieze"), "{shell}");
    }
}

#[test]
fn usage_errors_end_with_two() {
    let project = Project::with(&[("system.frieze", SYSTEM), ("notes.txt", "x"), ("empty/x.txt", "")]);
    for (arguments, words) in [
        (&["rendr"][..], "render"),
        (&["render", "--theme", "drak"], "did you mean `dark`?"),
        (&["render", "--format", "gif"], "gif"),
        (&["render", "--scale", "0"], "0.1"),
        (&["render", "--scale", "NaN"], "0.1"),
        (&["render", "-j", "0"], "0"),
        (&["render", "--view", "overviev"], "did you mean `overview`?"),
        (&["render", "notes.txt"], "not a Frieze source"),
        (&["render", "empty"], "no .frieze file below empty"),
        (&["render", "-", "system.frieze"], "cannot be mixed"),
        (&["render", "-o", "one.svg"], "choose one with --view"),
        (&["render", "-o", "one.svg", "--view", "ask", "--format", "png"], "--format"),
        (&["render", "-o", "-", "--view", "ask", "--format", "png,svg"], "choose one with --format"),
        (&["render", "-o", "notes.txt"], "not a folder"),
        (&["watch", "-"], "cannot be watched"),
        (&["explain", "nothing-like-it-at-all"], "known codes"),
    ] {
        let (out, err) = project.run(arguments, 2);
        assert!(err.contains(words), "{arguments:?}\n{err}");
        assert_eq!(out, "", "{arguments:?}");
    }
    assert_eq!(project.pictures().keys().collect::<Vec<_>>(), ["empty/x.txt", "notes.txt"]);
}

#[test]
fn what_the_system_refuses_ends_with_three() {
    let project = Project::with(&[("system.frieze", SYSTEM)]);
    let (_, err) = project.run(&["render", "nowhere"], 3);
    assert!(err.contains("no such file or directory"), "{err}");
    // A folder stands where a picture belongs.
    std::fs::create_dir(project.path("overview.svg")).expect("writable");
    let (_, err) = project.run(&["render", "--force"], 3);
    assert!(err.contains("overview.svg is left as it is: it is not a regular file"), "{err}");
    assert!(project.exists("ask.svg"));
    assert!(
        std::fs::read_dir(project.root())
            .expect("readable")
            .flatten()
            .all(|e| !e.file_name().to_string_lossy().ends_with(".tmp"))
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let project = Project::empty();
    let mut child = Command::new(support::PROGRAM)
        .args(["list", "icons"])
        .current_dir(project.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn colours_are_for_terminals() {
    let project = Project::with(&[("a.frieze", "service api\nweb -> api\n")]);
    let plain = project.frieze(&["lint"]).env_remove("NO_COLOR").output().expect("it starts");
    assert!(!plain.stderr.contains(&0x1b), "standard error is no terminal here");
    let forced =
        project.frieze(&["lint"]).env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").output().expect("it starts");
    assert!(forced.stderr.contains(&0x1b));
}

/// What can be told of a file that is no earlier drawing of the document.
#[test]
fn layout_says_why_it_cannot_stay_near_a_file() {
    let project = Project::with(&[(
        "a.frieze",
        "service a\nservice b\na -> b\narchitecture map \"Map\"\nsequence talk { a -> b: hi }\n",
    )]);
    project.run(&["render", "--format", "svg,json"], 0);
    let [picture, geometry] =
        ["map.svg", "map.json"].map(|file| String::from_utf8(project.read(file)).expect("it is text"));
    let document = |id: &str| format!(r#"{{"id":"g","children":[{{"id":"{id}","width":80,"height":40}}]}}"#);
    let layout = |document: &str, file: &str| {
        let asked = project.frieze(&["layout", "--previous", file]).write_stdin(document).output().expect("it starts");
        let said = String::from_utf8_lossy(&asked.stderr).into_owned();
        (asked.status.code(), String::from_utf8_lossy(&asked.stdout).into_owned(), said)
    };
    let laid = project.frieze(&["layout"]).write_stdin(document("a")).output().expect("it starts");
    project.write("laid.json", &laid.stdout);
    project.write("bom.svg", format!("\u{feff}{picture}"));
    for file in ["map.svg", "bom.svg", "map.json", "laid.json"] {
        let (code, out, said) = layout(&document("a"), file);
        assert_eq!((code, said.as_str()), (Some(0), ""), "{file}");
        assert!(out.starts_with('{'), "{file}: {out}");
    }
    project.write("empty", "");
    project.write("half.svg", &picture[..picture.len() / 2]);
    project.write("half.json", &geometry[..geometry.len() / 2]);
    project.write("unlaid.json", document("a"));
    project.write("list.json", "[1]");
    std::fs::create_dir(project.root().join("folder")).expect("a folder");
    let wrong = [
        ("empty", 1, "empty: it is empty; expected a document that was laid out, or a picture of a map or a flow"),
        ("a.frieze", 1, "a.frieze: it is neither JSON nor an SVG; expected a document that was laid out, or a picture"),
        ("talk.svg", 1, "talk.svg: nothing in it has a place; expected a picture of a map or a flow"),
        ("half.svg", 1, "half.svg: "),
        ("half.json", 1, "this is not JSON"),
        ("list.json", 1, "expected an object, found a list"),
        ("unlaid.json", 1, "nothing in it has a place; expected a document that was laid out"),
        ("folder", 3, "could not read folder: is a directory"),
        ("nowhere", 3, "could not read nowhere: no such file or directory"),
    ];
    for (file, code, words) in wrong {
        let (got, out, said) = layout(&document("a"), file);
        assert_eq!((got, out.as_str()), (Some(code), ""), "{file}: {said}");
        assert!(said.starts_with("error: ") && said.contains(words) && said.lines().count() == 1, "{file}: {said}");
    }
    for file in ["map.svg", "map.json", "laid.json"] {
        let (code, _, said) = layout(&document("other"), file);
        assert_eq!(code, Some(1), "{file}");
        assert!(said.contains("is it a drawing of another graph?"), "{file}: {said}");
    }
}

/// An SVG of ours knows where its elements stood; what it does not know stands where the document says.
#[test]
fn layout_stays_near_a_picture() {
    let source =
        "service root \"Root\"\nservice a \"A\"\nservice b \"B\"\nroot -> a\nroot -> b\narchitecture all \"All\"\n";
    let project = Project::with(&[("all.frieze", source)]);
    project.run(&["render"], 0);
    let node = |id: &str| format!(r#"{{"id":"{id}","width":80,"height":40}}"#);
    let edge = |id: &str| format!(r#"{{"id":"e{id}","sources":["root"],"targets":["{id}"]}}"#);
    let document = format!(
        r#"{{"id":"g","layoutOptions":{{"elk.direction":"DOWN"}},"children":[{},{},{}],"edges":[{},{}]}}"#,
        node("root"),
        node("b"),
        node("a"),
        edge("b"),
        edge("a")
    );
    let layout = |arguments: &[&str]| {
        let output = project.frieze(arguments).write_stdin(document.as_str()).output().expect("it starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap_or_default(), said)
    };
    let x = |laid: &serde_json::Value, at: usize| laid["children"][at]["x"].as_f64().expect("a place");
    let (_, fresh, _) = layout(&["layout"]);
    assert!(x(&fresh, 1) < x(&fresh, 2), "in the order of the document: {fresh}");
    let (_, near, _) = layout(&["layout", "--previous", "all.svg"]);
    assert!(x(&near, 1) > x(&near, 2), "as they stood in the picture: {near}");
    project.write("foreign.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let (code, _, said) = layout(&["layout", "--previous", "foreign.svg"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("foreign.svg: Frieze did not draw it"), "{said}");
}
