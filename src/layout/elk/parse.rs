//! From text to a value, with a bound on how deep it is nested.

use serde::Deserialize;
use serde_json::Value;

use super::problem::{Problem, inside, problem, quoted};
use super::{DEEPEST, Document, read};

/// Lists and objects may be nested this deep: two for each group, and some for what programs keep in their nodes.
const NESTED: usize = 2 * DEEPEST + 56;

/// Reads a document from its text.
///
/// # Errors
/// What is no JSON or nested too deep to be a graph, and everything that [`read`] tells.
pub fn parse(text: &[u8]) -> Result<Document, Problem> {
    json(text).and_then(read)
}

pub(super) fn json(text: &[u8]) -> Result<Value, Problem> {
    // Some editors put a mark at the beginning that says nothing in UTF-8.
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    if let Some(at) = too_deep(text) {
        let (line, column) = place_of(text, at);
        return problem("", format!("values are nested more than {NESTED} deep at line {line} column {column}"));
    }
    let mut json = serde_json::Deserializer::from_slice(text);
    // A hundred groups take more levels than serde_json allows by itself; ours were counted before.
    json.disable_recursion_limit();
    let value = Value::deserialize(&mut json).and_then(|v| json.end().map(|()| v));
    value.or_else(|e| {
        let line =
            text.split_inclusive(|b| *b == b'\n').take(e.line().saturating_sub(1)).map(<[u8]>::len).sum::<usize>();
        let at = (line + e.column().saturating_sub(1)).min(text.len());
        problem(&reached(&text[..at]), format!("this is not JSON: {e}"))
    })
}

/// The path of the value that ends, or is about to come, where a text breaks off.
fn reached(text: &[u8]) -> String {
    enum Step {
        /// In an object: the key that was read last.
        Key(Option<String>),
        Index(usize),
    }
    let mut steps = Vec::new();
    let mut at = 0;
    while let Some(&b) = text.get(at) {
        at += 1;
        match (b, steps.last_mut()) {
            (b'{', _) => steps.push(Step::Key(None)),
            (b'[', _) => steps.push(Step::Index(0)),
            (b'}' | b']', _) => drop(steps.pop()),
            (b',', Some(Step::Index(i))) => *i += 1,
            (b',', Some(Step::Key(key))) => *key = None,
            (b'"', step) => {
                let from = at;
                while text.get(at).is_some_and(|&b| b != b'"') {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
                if let Some(Step::Key(key @ None)) = step {
                    *key = Some(String::from_utf8_lossy(&text[from..at.min(text.len())]).into_owned());
                }
                at += 1;
            }
            _ => {}
        }
    }
    steps.iter().fold(String::new(), |path, step| match step {
        Step::Key(None) => path,
        Step::Key(Some(k)) if k.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => inside(&path, k),
        Step::Key(Some(k)) => format!("{path}[{}]", quoted(k)),
        Step::Index(i) => format!("{path}[{i}]"),
    })
}

/// Where brackets are open more than [`NESTED`] deep.
fn too_deep(text: &[u8]) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (i, &b) in text.iter().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                if depth > NESTED {
                    return Some(i);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Line and column from 1.
fn place_of(text: &[u8], at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.iter().filter(|b| **b == b'\n').count();
    (line + 1, at - before.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1) + 1)
}
