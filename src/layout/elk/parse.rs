//! From text to a value, with a bound on how deep it is nested.

use serde::Deserialize;
use serde_json::Value;

use super::problem::{Problem, problem};
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
    if let Some(at) = too_deep(text) {
        let (line, column) = place_of(text, at);
        return problem("", format!("values are nested more than {NESTED} deep at line {line} column {column}"));
    }
    let mut json = serde_json::Deserializer::from_slice(text);
    // A hundred groups take more levels than serde_json allows by itself; ours were counted before.
    json.disable_recursion_limit();
    let value = Value::deserialize(&mut json).and_then(|v| json.end().map(|()| v));
    value.map_err(|e| Problem { path: "$".to_owned(), message: format!("this is not JSON: {e}") })
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
