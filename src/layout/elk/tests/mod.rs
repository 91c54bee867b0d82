//! Documents in, documents out: frames, errors, options, ports.

mod ends;
mod frames;
mod groups;
mod heeded;
mod leaves;
mod merged;
mod near;
mod options;
mod seats;
mod words;
mod wrong;

use serde_json::{Value, json};

use super::{Problem, read};

fn laid(v: Value) -> Value {
    let mut doc = read(v).unwrap();
    let placement = doc.place();
    doc.write(&placement)
}

fn wrong(v: Value) -> String {
    read(v).map(|_| ()).map_err(|p: Problem| p.to_string()).unwrap_err()
}

fn number(v: &Value) -> f64 {
    v.as_f64().unwrap_or_else(|| panic!("{v} is no number"))
}

/// A node outside, a group with a node and a group inside, edges declared where they do not belong.
fn nested(options: Value, inner: Value) -> Value {
    json!({
        "id": "root", "layoutOptions": options,
        "children": [
            { "id": "a", "width": 80, "height": 40, "mine": [1, null] },
            { "id": "g", "layoutOptions": inner, "labels": [{ "text": "G", "width": 20, "height": 10 }],
              "children": [
                { "id": "b", "width": 80, "height": 40 },
                { "id": "h", "children": [{ "id": "c", "width": 30, "height": 30 }] },
              ],
              "edges": [{ "id": "in", "sources": ["a"], "targets": ["b"] }] },
        ],
        "edges": [
            { "id": "down", "sources": ["b"], "targets": ["c"], "labels": [{ "text": "l", "width": 20, "height": 8 }] },
            { "id": "loop", "sources": ["b"], "targets": ["b"] },
            { "id": "own", "source": "h", "target": "c" },
        ],
    })
}

/// The absolute corner of each shape of a document in parent coordinates, by id.
fn corners(v: &Value, x: f64, y: f64, out: &mut Vec<(String, f64, f64, f64, f64)>) {
    for c in v["children"].as_array().into_iter().flatten() {
        let (x, y) = (x + number(&c["x"]), y + number(&c["y"]));
        out.push((c["id"].as_str().unwrap().to_owned(), x, y, number(&c["width"]), number(&c["height"])));
        corners(c, x, y, out);
    }
}
