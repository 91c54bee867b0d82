//! Source files and places in them. Below the road: every stage may name a place, none reads a file.

/// Which file of a [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A stretch of a file: byte offsets, `start <= end`, both on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: start as u32, end: end as u32 }
    }

    /// From the start of `self` to the end of `other`.
    pub const fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start, end: other.end }
    }
}

/// A path as a part of a URL (RFC 3986): all but unreserved characters and slashes as percent and hexadecimal digits.
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// One file: the path as it is shown to people (relative, forward slashes) and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
    /// Byte offset of the first character of each line.
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
        let line_starts = std::iter::once(0).chain(ends).collect();
        Self { path, text, line_starts }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self.line_starts.partition_point(|&start| start <= offset) - 1;
        let head = &self.text[self.line_starts[line] as usize..offset as usize];
        (line + 1, head.chars().count() + 1)
    }
}

/// The files of one run, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile::new(path.into(), text.into()));
        FileId(self.files.len() as u32 - 1)
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.iter().position(|f| f.path == path).map(|i| FileId(i as u32))
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(i as u32), f))
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        &self.file(span.file).text[span.start as usize..span.end as usize]
    }
}

/// Brings the text of an imported file. The only road by which a source can reach another; implemented by `project` over
/// the file system, and by [`NoImports`] where there is none.
pub trait Loader {
    /// `from` is the path of the importing file as it stands in [`Sources`], `import` what the source wrote. The path that
    /// comes back is the identity of the file: the same file gives the same path, however it was written.
    fn load(&self, from: &str, import: &str) -> Result<Loaded, LoadError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    pub path: String,
    pub text: String,
}

/// Why an import could not be brought; each has its own diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// No such file; the path that was tried.
    Missing(String),
    /// The path leaves the project root, also through a symbolic link.
    Outside(String),
    /// Not UTF-8 text.
    Binary(String),
    /// Larger than the limit, in bytes.
    TooLarge { path: String, limit: u64 },
    /// The system said no.
    Unreadable { path: String, reason: String },
    /// There is nothing to import from (standard input, the library's one-call door without a loader).
    Unsupported,
}

/// A loader for text that stands alone: every import is refused.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoImports;

impl Loader for NoImports {
    fn load(&self, _from: &str, _import: &str) -> Result<Loaded, LoadError> {
        Err(LoadError::Unsupported)
    }
}
