//! Everything that commands say: results to standard output, diagnostics and prose to standard error. A reader who closes
//! the pipe early (`frieze list icons | head -1`) is no error.

use std::io::{self, Write};
use std::path::Path;

use super::Exit;
use crate::project::Trouble;

/// Writes results to standard output.
pub fn output(bytes: &[u8]) -> Result<(), Trouble> {
    let mut stdout = io::stdout().lock();
    settled(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

/// Writes results with ANSI styles to standard output; the styles stay away where it is no terminal, or where they are not wanted.
pub fn styled(text: &str) -> Result<(), Trouble> {
    let mut stdout = anstream::stdout().lock();
    settled(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// A line of result, on standard output and at once.
pub fn line(text: &str) -> Result<(), Trouble> {
    output(format!("{text}\n").as_bytes())
}

fn settled(written: io::Result<()>) -> Result<(), Trouble> {
    match written {
        Ok(()) => Ok(()),
        // Whoever read has read enough. The work goes on: pictures are written whoever reads their names.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Trouble::io("write", Path::new("standard output"), &error)),
    }
}

/// Prose for people, on standard error. That it cannot be written hinders no work.
pub fn say(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

const ERROR: &str = "\u{1b}[1m\u{1b}[31merror\u{1b}[0m";
const HELP: &str = "\u{1b}[1m\u{1b}[36mhelp\u{1b}[0m";

/// Tells a trouble; the exit code that it means.
pub fn trouble(trouble: &Trouble) -> Exit {
    say(&troubled(trouble));
    trouble.gravity.into()
}

/// A trouble as people read it, with ANSI styles.
pub fn troubled(trouble: &Trouble) -> String {
    let mut text = format!("{ERROR}: {}", inert(&trouble.message));
    if let Some(help) = &trouble.help {
        text.push_str(&format!("\n{HELP}: {}", inert(help)));
    }
    text
}

/// Names come from disks and command lines: what would steer a terminal is shown, not obeyed.
pub fn inert(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    text.chars().map(|c| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// `1 picture`, `3 pictures`.
pub fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The same for what must stay in its line: the name of a file may hold line ends.
pub fn one_line(text: &str) -> String {
    inert(text).replace('\n', "\\u{a}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown() {
        assert_eq!(inert("a\u{1b}[2Jb\u{202e}c"), "a\\u{1b}[2Jb\\u{202e}c");
        assert_eq!(one_line("a\r\n::b"), "a\\u{d}\\u{a}::b");
        assert_eq!(inert("Grüße 图 🙂"), "Grüße 图 🙂");
    }
}
