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
