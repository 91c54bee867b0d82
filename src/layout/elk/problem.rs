//! What is wrong with a document, and where: a JSON path such as `children[3].edges[0].sources[0]`.

use serde_json::Value;

/// What is wrong with a document. The path of the document itself is `$`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for Problem {}

pub(super) fn problem<T>(path: &str, message: impl Into<String>) -> Result<T, Problem> {
    let path = if path.is_empty() { "$" } else { path };
    Err(Problem { path: path.to_owned(), message: message.into() })
}

/// The path of something inside an element.
pub(super) fn inside(path: &str, what: &str) -> String {
    if path.is_empty() { what.to_owned() } else { format!("{path}.{what}") }
}

pub(super) fn kind(v: &Value) -> &'static str {
    match v {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value as it stands in the document, cut where it is long.
pub(super) fn shown(v: &Value) -> String {
    match v {
        Value::Array(_) | Value::Object(_) => kind(v).to_owned(),
        _ => cut(v.to_string()),
    }
}

/// An id in quotes, cut where it is long.
pub(super) fn quoted(id: &str) -> String {
    format!("\"{}\"", cut(id.to_owned()))
}

fn cut(text: String) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

pub(super) fn list<'a>(element: &'a Value, path: &str, name: &str) -> Result<&'a [Value], Problem> {
    match element.get(name) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(a)) => Ok(a),
        Some(v) => problem(&inside(path, name), format!("expected a list, found {}", kind(v))),
    }
}

/// An id as text: JSON writes them as strings or as whole numbers.
pub(super) fn name_of(v: &Value) -> Option<String> {
    match v {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) if n.is_i64() || n.is_u64() => Some(n.to_string()),
        _ => None,
    }
}

pub(super) fn id(element: &Value, path: &str) -> Result<String, Problem> {
    match element.get("id") {
        Some(v) => name_of(v).map_or_else(
            || problem(&inside(path, "id"), format!("an id is a string or a whole number, not {}", shown(v))),
            Ok,
        ),
        None if element.is_object() => problem(path, "has no `id`"),
        None => problem(path, format!("expected an object, found {}", kind(element))),
    }
}
