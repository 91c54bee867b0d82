//! Merged edges.

use serde_json::{Value, json};

use super::{laid, number};

fn document(direction: &str, merge: bool) -> Value {
    let node = |id: &str| json!({ "id": id, "width": 80, "height": 40 });
    let mut d = node("d");
    d["ports"] = json!([{ "id": "p", "width": 6, "height": 6 }]);
    let edge = |id: u32, from: &str, to: &str| json!({ "id": id, "sources": [from], "targets": [to] });
    laid(
        json!({ "id": "r", "layoutOptions": { "direction": direction, "elk.layered.mergeEdges": merge, "json.edgeCoords": "ROOT", "json.shapeCoords": "ROOT" },
        "children": [node("a"), node("b"), node("c"), d, { "id": "g", "children": [node("x"), node("y"), node("z")] }],
        "edges": [edge(1, "a", "b"), edge(2, "a", "c"), edge(3, "b", "d"), edge(4, "c", "d"), edge(5, "a", "p"), edge(6, "d", "a"),
            edge(7, "x", "y"), edge(8, "x", "z"), edge(9, "c", "c"), edge(10, "a", "c")] }),
    )
}

/// Where an edge starts, and where it ends.
fn ends(v: &Value, edge: usize) -> [(f64, f64); 2] {
    let section = &v["edges"][edge]["sections"][0];
    ["startPoint", "endPoint"].map(|end| (number(&section[end]["x"]), number(&section[end]["y"])))
}

#[test]
fn merged_edges_leave_and_come_at_one_place() {
    for direction in ["RIGHT", "LEFT", "DOWN", "UP"] {
        let v = document(direction, true);
        let at = |edge: usize, end: usize| ends(&v, edge - 1)[end];
        assert_eq!(at(1, 0), at(2, 0), "{direction}");
        assert_eq!(at(2, 0), at(5, 0), "{direction}: to a port as well");
        assert_eq!(at(3, 1), at(4, 1), "{direction}");
        assert_ne!(at(4, 1), at(5, 1), "{direction}: not at the port that the document knows");
        assert_eq!(at(2, 1), at(10, 1), "{direction}: parallel ones are one line");
        assert_ne!(at(7, 0), at(8, 0), "{direction}: in a group only if that asks for it");
        // Against the flow it leaves where others come.
        assert_eq!(at(6, 0), at(3, 1), "{direction}");
        let listed = |e: &Value| e["junctionPoints"].as_array().is_some_and(|j| !j.is_empty());
        assert!(v["edges"].as_array().unwrap().iter().any(listed), "{direction}: {v}");
        assert_eq!(v["children"][0].get("ports"), None, "{direction}: the document gets no ports");
        let plain = document(direction, false);
        assert_ne!(ends(&plain, 0)[0], ends(&plain, 1)[0], "{direction}");
    }
}

#[test]
fn a_document_is_merged_anew_every_time() {
    let node = |id: &str| json!({ "id": id, "width": 80, "height": 40 });
    let v = json!({ "id": "r", "layoutOptions": { "mergeEdges": "true" }, "children": [node("a"), node("b"), node("c")],
        "edges": [{ "id": 1, "sources": ["a"], "targets": ["b"] }, { "id": 2, "sources": ["a"], "targets": ["c"] }] });
    let mut doc = super::read(v).unwrap();
    let first = doc.place();
    let second = doc.place();
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
}
