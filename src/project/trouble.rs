//! What goes wrong outside the sources: a path that is not there, a disk that is full, a picture beyond the limits. Findings
//! about the text of a source are diagnostics, not troubles.

use std::path::Path;

/// How grave it is, and so which exit code the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Exit 1: the sources cannot be drawn as they stand.
    Source,
    /// Exit 2: the command line asks for something that cannot be.
    Usage,
    /// Exit 3: reading, writing, a limit, or a fault of our own.
    System,
}

/// One sentence for people, with what they can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub gravity: Gravity,
    pub message: String,
    pub help: Option<String>,
}

impl Trouble {
    pub fn source(message: impl Into<String>) -> Self {
        Self { gravity: Gravity::Source, message: message.into(), help: None }
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self { gravity: Gravity::Usage, message: message.into(), help: None }
    }

    pub fn system(message: impl Into<String>) -> Self {
        Self { gravity: Gravity::System, message: message.into(), help: None }
    }

    /// `could not read diagrams/chat.frieze: permission denied`
    pub fn io(action: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::system(format!("could not {action} {}: {}", path.display(), reason(error)))
    }

    /// The same with `path` named as people are shown it.
    pub fn naming(self, path: &Path, shown: &str) -> Self {
        Self { message: self.message.replace(&*path.to_string_lossy(), shown), ..self }
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// The system's words without the number it appends ("Permission denied (os error 13)").
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_prose() {
        let error = std::fs::read("/nonexistent/nowhere").expect_err("there is no such file");
        assert_eq!(reason(&error), "no such file or directory");
    }
}
