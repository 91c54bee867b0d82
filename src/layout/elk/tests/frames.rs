//! What coordinates are measured from, and what passes through.

use serde_json::{Value, json};

use super::{corners, laid, nested, number};

#[test]
fn frames_are_those_of_elkjs() {
    let parent = laid(nested(json!({ "elk.direction": "DOWN" }), json!({})));
    let root = laid(nested(
        json!({ "elk.direction": "DOWN", "elk.json.shapeCoords": "ROOT", "elk.json.edgeCoords": "ROOT" }),
        json!({}),
    ));
    let mut all = Vec::new();
    corners(&parent, 0.0, 0.0, &mut all);
    let at = |id: &str| all.iter().find(|c| c.0 == id).unwrap();
    let h = &root["children"][1]["children"][1];
    assert_eq!((number(&h["x"]), number(&h["y"])), (at("h").1, at("h").2));
    assert_eq!(number(&parent["children"][0]["y"]), 12.0, "the document has a padding");
    // An edge's points count from the lowest node around both ends, wherever it is declared.
    for (edge, in_root, container) in [
        (&parent["children"][1]["edges"][0], &root["children"][1]["edges"][0], "root"),
        (&parent["edges"][0], &root["edges"][0], "g"),
        (&parent["edges"][1], &root["edges"][1], "g"),
        (&parent["edges"][2], &root["edges"][2], "h"),
    ] {
        assert_eq!(edge["container"], container);
        assert_eq!(in_root.get("container"), None);
        let off = if container == "root" { (0.0, 0.0) } else { (at(container).1, at(container).2) };
        for end in ["startPoint", "endPoint"] {
            let (p, q) = (&edge["sections"][0][end], &in_root["sections"][0][end]);
            assert_eq!(number(&p["x"]) + off.0, number(&q["x"]));
            assert_eq!(number(&p["y"]) + off.1, number(&q["y"]));
        }
    }
    let declared = laid(nested(json!({ "elk.direction": "DOWN", "elk.json.edgeCoords": "PARENT" }), json!({})));
    let (p, q) = (&declared["children"][1]["edges"][0], &root["children"][1]["edges"][0]);
    let y = |e: &Value| number(&e["sections"][0]["startPoint"]["y"]);
    assert_eq!(y(p) + at("g").2, y(q), "from the node in whose `edges` it stands");
}

#[test]
fn frames_are_inherited_and_overridden() {
    let v = laid(nested(json!({ "elk.direction": "DOWN" }), json!({ "json.shapeCoords": "ROOT" })));
    let mut all = Vec::new();
    corners(&laid(nested(json!({ "elk.direction": "DOWN" }), json!({}))), 0.0, 0.0, &mut all);
    let g = &v["children"][1];
    let b = all.iter().find(|c| c.0 == "b").unwrap();
    assert_eq!(number(&g["children"][0]["y"]), b.2);
    assert!(number(&g["labels"][0]["y"]) > number(&g["y"]), "its own labels as well");
}

#[test]
fn everything_else_passes_through() {
    let v = laid(nested(json!({ "elk.direction": "RIGHT" }), json!({})));
    assert_eq!(v["children"][0]["mine"], json!([1, null]));
    assert_eq!(v["layoutOptions"], json!({ "elk.direction": "RIGHT" }));
    let section = &v["children"][1]["edges"][0]["sections"][0];
    assert_eq!((&section["id"], &section["incomingShape"]), (&json!("in_s0"), &json!("a")));
    assert_eq!(v["edges"][2]["sections"][0]["incomingShape"], "h", "the older form of an edge");
}

#[test]
fn nodes_and_edges_have_names_of_their_own() {
    let v = laid(
        json!({ "id": 1, "children": [{ "id": 1 }, { "id": "2" }], "edges": [{ "id": 1, "sources": [1], "targets": [2] }] }),
    );
    assert_eq!(v["edges"][0]["sections"][0]["id"], "1_s0");
    assert_eq!(v["edges"][0]["container"], "1", "as elkjs writes it");
}
