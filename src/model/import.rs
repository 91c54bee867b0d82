//! Brings a file and everything that it imports: each file once, imports first. Stands between `syntax::parse`, which it
//! calls for every file, and `model::build`, which takes what it gives.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, LoadError, Loader, Sources, Span};
use crate::syntax::ast::{Ast, Item, Text};

/// How deep imports may nest: a chain this long is a mistake, and the limit keeps answers quick.
pub const MAX_DEPTH: usize = 64;
/// Files of one run, the main file included.
pub const MAX_FILES: usize = 1_000;
/// Bytes of all files of one run together.
pub const MAX_BYTES: usize = 32 << 20;

/// A file with its imports, parsed.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Imports before those who import them, the main file last.
    pub asts: Vec<Ast>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A file whose imports are being followed.
struct Open {
    ast: Ast,
    imports: Vec<Text>,
    /// How many of them have been followed.
    next: usize,
}

impl Open {
    fn new(ast: Ast) -> Self {
        let imports = ast.body.statements.iter().filter_map(|statement| match &statement.item {
            Item::Import(path) => Some(path.clone()),
            _ => None,
        });
        Self { imports: imports.collect(), ast, next: 0 }
    }
}

/// Parses `file` and everything that it imports. A file that several import is brought once; a cycle, a file that cannot be
/// had and every limit is an error at the `import` that asked for it, and the rest is still loaded.
pub fn load(sources: &mut Sources, file: FileId, loader: &dyn Loader) -> Loaded {
    let mut loading = Loading { diagnostics: Vec::new(), asts: Vec::new(), done: BTreeSet::new(), bytes: 0 };
    loading.bytes = sources.file(file).text.len();
    let mut stack = vec![loading.open(sources, file)];
    while let Some(top) = stack.last_mut() {
        let Some(import) = top.imports.get(top.next).cloned() else {
            let open = stack.pop().expect("the loop's condition just saw it");
            loading.done.insert(sources.file(open.ast.file).path.clone());
            loading.asts.push(open.ast);
            continue;
        };
        top.next += 1;
        if let Some(found) = loading.follow(sources, &stack, &import, loader) {
            let open = loading.open(sources, found);
            stack.push(open);
        }
    }
    Loaded { asts: loading.asts, diagnostics: loading.diagnostics }
}

struct Loading {
    asts: Vec<Ast>,
    diagnostics: Vec<Diagnostic>,
    /// Paths of the files in `asts`.
    done: BTreeSet<String>,
    bytes: usize,
}

impl Loading {
    fn open(&mut self, sources: &Sources, file: FileId) -> Open {
        let (ast, found) = crate::syntax::parse(sources, file);
        self.diagnostics.extend(found);
        Open::new(ast)
    }

    /// The file behind one `import`, or nothing where it is already there or cannot be had (then with its diagnostic).
    fn follow(&mut self, sources: &mut Sources, stack: &[Open], import: &Text, loader: &dyn Loader) -> Option<FileId> {
        let from = import.span.file;
        let loaded = match loader.load(&sources.file(from).path, &import.value) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.diagnostics.push(refusal(import, error));
                return None;
            }
        };
        if self.done.contains(&loaded.path) {
            return None;
        }
        if let Some(at) = stack.iter().position(|open| sources.file(open.ast.file).path == loaded.path) {
            self.diagnostics.push(cycle(sources, &stack[at..], import));
            return None;
        }
        let limit = if stack.len() >= MAX_DEPTH {
            Some(format!("imports nest more than {MAX_DEPTH} deep"))
        } else if self.done.len() + stack.len() >= MAX_FILES {
            Some(format!("more than {MAX_FILES} files in one run"))
        } else if self.bytes + loaded.text.len() > MAX_BYTES {
            Some(format!("the files of one run hold more than {} MiB", MAX_BYTES >> 20))
        } else {
            None
        };
        if let Some(message) = limit {
            let diagnostic =
                Diagnostic::error(Code::IMPORT_LIMIT, import.span, message).label("this import is too much");
            self.diagnostics.push(diagnostic);
            return None;
        }
        self.bytes += loaded.text.len();
        Some(sources.add(loaded.path, loaded.text))
    }
}

fn refusal(import: &Text, error: LoadError) -> Diagnostic {
    let name = &import.value;
    let error_at = |code, message: String| Diagnostic::error(code, import.span, message);
    match error {
        LoadError::Missing(path) => error_at(Code::IMPORT_MISSING, format!("cannot find `{name}`"))
            .label("no such file")
            .help(format!("looked for `{path}`; a path is relative to the file that imports it")),
        LoadError::Outside(path) => error_at(Code::IMPORT_OUTSIDE, format!("`{name}` lies outside the project"))
            .label("leaves the project")
            .help(format!("`{path}` cannot be read: a source reaches only files below the project's root")),
        LoadError::Binary(path) => error_at(Code::IMPORT_UNREADABLE, format!("`{name}` is not a text file"))
            .label("not UTF-8 text")
            .help(format!("`{path}` holds bytes that are no UTF-8 text")),
        LoadError::TooLarge { path, limit } => error_at(Code::IMPORT_LIMIT, format!("`{name}` is too large"))
            .label("too large")
            .help(format!("`{path}` holds more than {} MiB", limit >> 20)),
        LoadError::Unreadable { path, reason } => error_at(Code::IMPORT_UNREADABLE, format!("cannot read `{name}`"))
            .label("cannot be read")
            .help(format!("`{path}`: {reason}")),
        LoadError::Unsupported => error_at(Code::IMPORT_UNREADABLE, format!("cannot import `{name}` here"))
            .label("there is no folder to import from")
            .help("text from standard input or a library call stands alone; save it as a file to import others"),
    }
}

/// The error of an import that leads back to a file whose imports are still being followed, with the whole chain.
fn cycle(sources: &Sources, chain: &[Open], import: &Text) -> Diagnostic {
    let mut names: Vec<&str> = chain.iter().map(|open| sources.file(open.ast.file).path.as_str()).collect();
    names.push(names[0]);
    let mut diagnostic =
        Diagnostic::error(Code::IMPORT_CYCLE, import.span, format!("imports run in a circle: {}", names.join(" → ")))
            .label("leads back to where it began");
    for open in &chain[..chain.len() - 1] {
        let step: Span = open.imports[open.next - 1].span;
        diagnostic = diagnostic.related(step, "through this import");
    }
    diagnostic.help("move what both files need into a third that imports neither")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::source;

    /// Files in memory; `./` in front of a path names the same file.
    struct Files(BTreeMap<&'static str, String>);

    impl Loader for Files {
        fn load(&self, _from: &str, import: &str) -> Result<source::Loaded, LoadError> {
            let path = import.trim_start_matches("./");
            match (path, self.0.get(path)) {
                ("outside", _) => Err(LoadError::Outside("../outside".into())),
                ("binary", _) => Err(LoadError::Binary(path.into())),
                ("large", _) => Err(LoadError::TooLarge { path: path.into(), limit: 4 << 20 }),
                ("locked", _) => Err(LoadError::Unreadable { path: path.into(), reason: "permission denied".into() }),
                (_, Some(text)) => Ok(source::Loaded { path: path.into(), text: text.clone() }),
                _ => Err(LoadError::Missing(path.into())),
            }
        }
    }

    /// The files in the order in which they come out, and the codes and messages of what was found.
    fn loaded(main: &str, files: &[(&'static str, &str)]) -> (Vec<String>, Vec<(&'static str, String)>) {
        let files = Files(files.iter().map(|(path, text)| (*path, text.to_string())).collect());
        let mut sources = Sources::new();
        let file = sources.add("main", main);
        let loaded = load(&mut sources, file, &files);
        let paths = loaded.asts.iter().map(|ast| sources.file(ast.file).path.clone()).collect();
        (paths, loaded.diagnostics.into_iter().map(|found| (found.code.name, found.message)).collect())
    }

    #[test]
    fn each_file_comes_once_and_before_those_who_import_it() {
        let files = [("a", "import \"c\""), ("b", "import \"./c\"\nimport \"a\""), ("c", "service x")];
        let (paths, found) = loaded("import \"a\"\nimport \"b\"\nimport \"./a\"", &files);
        assert_eq!(paths, ["c", "a", "b", "main"]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_cycle_is_told_with_its_chain_and_the_rest_is_loaded() {
        let files = [("a", "import \"b\"\nservice x"), ("b", "import \"a\"\nservice y"), ("c", "service z")];
        let (paths, found) = loaded("import \"a\"\nimport \"c\"", &files);
        assert_eq!(paths, ["b", "a", "c", "main"]);
        assert_eq!(found, [("import-cycle", "imports run in a circle: a → b → a".to_string())]);
        let (_, found) = loaded("import \"main\"", &[("main", "")]);
        assert_eq!(found, [("import-cycle", "imports run in a circle: main → main".to_string())]);
    }

    #[test]
    fn every_refusal_has_its_code_and_hides_nothing() {
        let main =
            "import \"none\"\nimport \"outside\"\nimport \"binary\"\nimport \"large\"\nimport \"locked\"\nimport \"a\"";
        let (paths, found) = loaded(main, &[("a", "service")]);
        assert_eq!(paths, ["a", "main"]);
        let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        let refused = ["import-missing", "import-outside", "import-unreadable", "import-limit", "import-unreadable"];
        assert_eq!(codes[..5], refused);
        assert_eq!(codes[5..], ["syntax"]);
    }

    #[test]
    fn limits() {
        let names: Vec<&'static str> =
            (0..MAX_FILES + 5).map(|at| &*Box::leak(format!("f{at}").into_boxed_str())).collect();
        // A chain as long as may be, and one too long.
        for (length, wanted) in [(MAX_DEPTH - 1, None), (MAX_DEPTH, Some("import-limit"))] {
            let texts: Vec<String> = (0..length)
                .map(|at| if at + 1 < length { format!("import \"f{}\"", at + 1) } else { String::new() })
                .collect();
            let files: Vec<(&'static str, &str)> =
                texts.iter().enumerate().map(|(at, text)| (names[at], text.as_str())).collect();
            let (_, found) = loaded("import \"f0\"", &files);
            assert_eq!(found.first().map(|(code, _)| *code), wanted, "{length}");
        }
        let main: String = names.iter().map(|name| format!("import \"{name}\"\n")).collect();
        let files: Vec<(&'static str, &str)> = names.iter().map(|name| (*name, "")).collect();
        let (paths, found) = loaded(&main, &files);
        assert_eq!(paths.len(), MAX_FILES);
        assert_eq!(found.len(), 6);
        // One long comment a file: quick to read.
        let large = format!("//{}", "x".repeat(3 << 20));
        let files: Vec<(&'static str, &str)> = names[..12].iter().map(|name| (*name, large.as_str())).collect();
        let main: String = names[..12].iter().map(|name| format!("import \"{name}\"\n")).collect();
        let (paths, found) = loaded(&main, &files);
        assert_eq!((paths.len(), found.len()), (11, 2));
    }
}
