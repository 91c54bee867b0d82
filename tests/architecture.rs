//! The order of the road, which the compiler does not check within a crate: a module may import what stands before it in
//! the list, never what stands behind it. And: every file of a folder where one file is one feature is registered.

#[path = "support/files.rs"]
mod files;

use std::fs;
use std::path::Path;

use files::files;

/// The modules from the ground up: first the words that every stage may use, then the stages of the road with the words
/// that belong between them, then those who use the road.
const ORDER: [&str; 23] = [
    // below the road
    "source",
    "geometry",
    "diagnostic",
    "text",
    "judge", // what a picture says of itself: no stage of the road
    "icon",
    "shape",
    // the road
    "syntax",
    "model",
    "theme", // colours for the families and tones of the model
    "view",
    "layout",
    "scene",
    "render",
    // its users
    "lint",
    "fmt",
    "door",
    "diff",
    "redline",
    "snapshot",
    "project",
    "cli",
    "lib", // registers all of them
];

/// Folders where each file is one feature, and the file that registers it.
const REGISTERED: [(&str, &str); 3] =
    [("src/shape", "src/shape/mod.rs"), ("src/lint", "src/lint/mod.rs"), ("src/cli", "src/cli/mod.rs")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The code of a file that is built into the program: without comments, and without the tests at its foot (those may
/// call any stage).
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The top-level modules that the code names behind `crate::`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (place, _) in code.match_indices("crate::") {
        let rest = &code[place + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(group_heads(group));
        } else {
            found.extend(word(rest));
        }
    }
    found
}

/// The first words of the entries of `use crate::{…}`.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0usize;
    let mut heads = Vec::new();
    let mut entry = String::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.extend(word(entry.trim_start()));
                entry.clear();
                continue;
            }
            _ => {}
        }
        entry.push(letter);
    }
    heads.extend(word(entry.trim_start()));
    heads
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

fn module(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).expect("a source of ours");
    let first = below.components().next().expect("has a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

#[test]
fn no_module_imports_a_later_one() {
    let mut wrong = Vec::new();
    let mut judged = 0;
    for file in files(&root().join("src"), "rs") {
        let from = module(&file);
        if from == "main" || from == "lib" {
            continue;
        }
        let own = place(&from).unwrap_or_else(|| panic!("`{from}` has no place in ORDER of tests/architecture.rs"));
        for import in imports(&code(&read(&file))) {
            // Macros and items at the top of the crate are no modules.
            let Some(other) = place(&import) else { continue };
            judged += 1;
            if other > own {
                wrong.push(format!("{} imports `{import}`, which stands behind `{from}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged > 50, "only {judged} imports were found: is the reading of imports broken?");
}

#[test]
fn imports_are_read() {
    let text = "use crate::view::{self, View}; // crate::cli\nuse crate::{model::{A, B}, text};\nfn f() { crate::door::g() }\n\
                \n#[cfg(test)]\nmod tests {\n    use crate::project;\n}\n";
    assert_eq!(imports(&code(text)), ["view", "model", "text", "door"]);
}

#[test]
fn stages_touch_nothing_but_their_arguments() {
    const WORLD: [&str; 8] =
        ["std::fs", "std::env", "std::net", "std::process", "std::io::std", "println!", "SystemTime", "Instant"];
    for file in files(&root().join("src"), "rs") {
        let module = module(&file);
        if ["cli", "project", "main"].contains(&module.as_str()) || is_of_tests(&file) {
            continue;
        }
        let code = code(&read(&file));
        for word in WORLD {
            assert!(!code.contains(word), "{} names {word}: only `cli` and `project` touch the world", file.display());
        }
    }
}

/// Whether the file belongs to a module that only tests compile: the folder is named so beside it.
fn is_of_tests(file: &Path) -> bool {
    file.ancestors().skip(1).take_while(|folder| !folder.ends_with("src")).any(|folder| {
        let (Some(around), Some(name)) = (folder.parent(), folder.file_name()) else { return false };
        let declared = format!("#[cfg(test)]\nmod {};", name.to_string_lossy());
        fs::read_to_string(around.join("mod.rs")).is_ok_and(|text| text.contains(&declared))
    })
}

#[test]
fn every_feature_is_registered() {
    for (folder, register) in REGISTERED {
        let register = root().join(register);
        let text = read(&register);
        for file in files(&root().join(folder), "rs") {
            if file.parent() != register.parent() || file == register {
                continue;
            }
            let name = file.file_stem().expect("has a name").to_string_lossy().into_owned();
            assert!(
                text.contains(&format!("mod {name};")),
                "{} is not listed in {}",
                file.display(),
                register.display()
            );
        }
    }
}

#[test]
fn every_theme_is_registered() {
    let register = read(&root().join("src/theme/mod.rs"));
    for file in files(&root().join("themes"), "toml") {
        let name = file.file_name().expect("has a name").to_string_lossy().into_owned();
        assert!(register.contains(&format!("themes/{name}")), "{name} is not listed in src/theme/mod.rs");
    }
}

#[test]
fn every_page_of_a_diagnostic_is_registered() {
    let register = read(&root().join("src/diagnostic/code.rs"));
    for file in files(&root().join("src/diagnostic/pages"), "md") {
        let name = file.file_stem().expect("has a name").to_string_lossy().into_owned();
        assert!(register.contains(&format!("\"{name}\"")), "{name} is not listed in src/diagnostic/code.rs");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files(&root().join("src"), "rs") {
        assert!(read(&file).starts_with("//! "), "{} does not begin with what it is for", file.display());
    }
}
