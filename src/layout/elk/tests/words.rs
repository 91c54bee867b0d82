//! Labels: where they say that they go, and the room that is kept for them.

use serde_json::{Value, json};

use super::super::read;
use super::{laid, number};

fn rect(v: &Value) -> [f64; 4] {
    ["x", "y", "width", "height"].map(|k| number(&v[k]))
}

/// A node beside others, with a label outside of it.
fn labelled(placement: &str, on_label: bool) -> Value {
    let mut label = json!({ "text": "l", "width": 90, "height": 40 });
    let mut a = json!({ "id": "a", "width": 30, "height": 30 });
    let holder = if on_label { &mut label } else { &mut a };
    holder["layoutOptions"] = json!({ "nodeLabels.placement": placement });
    a["labels"] = json!([label]);
    let node = |id: &str| json!({ "id": id, "width": 30, "height": 30 });
    let edge = |id: &str, a: &str, b: &str| json!({ "id": id, "sources": [a], "targets": [b] });
    json!({ "id": "r", "children": [node("s"), node("b"), a, node("c"), node("t")],
        "edges": [edge("1", "s", "a"), edge("2", "s", "b"), edge("3", "s", "c"), edge("4", "a", "t"), edge("5", "b", "t")] })
}

#[test]
fn labels_outside_a_node_cover_nothing_and_stay_in_the_picture() {
    for placement in [
        "OUTSIDE V_TOP H_CENTER",
        "OUTSIDE V_BOTTOM H_LEFT",
        "OUTSIDE V_BOTTOM H_RIGHT",
        "OUTSIDE V_CENTER H_LEFT",
        "OUTSIDE V_CENTER H_RIGHT",
    ] {
        for on_label in [false, true] {
            let v = laid(labelled(placement, on_label));
            let [x, y, w, h] = rect(&v["children"][2]["labels"][0]);
            let [ax, ay, ..] = rect(&v["children"][2]);
            let (x, y) = (x + ax, y + ay);
            assert!(
                x >= 0.0 && y >= 0.0 && x + w <= number(&v["width"]) && y + h <= number(&v["height"]),
                "{placement}: {v}"
            );
            for other in v["children"].as_array().unwrap() {
                let [ox, oy, ow, oh] = rect(other);
                assert!(
                    x >= ox + ow || ox >= x + w || y >= oy + oh || oy >= y + h,
                    "{placement}: label at {x}, {y} covers {}",
                    other["id"]
                );
            }
            // Lines lead up to the node itself.
            let end = &v["edges"][0]["sections"][0]["endPoint"];
            assert!((number(&end["x"]) - ax).abs() < 0.1, "{placement}: {end} and {ax}");
        }
    }
}

#[test]
fn labels_of_one_node_may_go_to_different_places() {
    let label = |text: &str, placement: &str| json!({ "text": text, "width": 10, "height": 8, "layoutOptions": { "elk.nodeLabels.placement": placement } });
    let v = laid(json!({ "id": "r", "children": [{ "id": "a", "width": 100, "height": 60, "labels": [
        label("1", "INSIDE H_LEFT V_TOP"), label("2", "INSIDE H_RIGHT V_BOTTOM"), label("3", "INSIDE H_LEFT V_TOP"),
        label("4", "OUTSIDE V_TOP H_LEFT")] }] }));
    let places: Vec<[f64; 4]> = v["children"][0]["labels"].as_array().unwrap().iter().map(rect).collect();
    assert_eq!(
        places,
        [[5.0, 5.0, 10.0, 8.0], [85.0, 47.0, 10.0, 8.0], [5.0, 13.0, 10.0, 8.0], [0.0, -13.0, 10.0, 8.0]]
    );
}

#[test]
fn labels_of_a_group_that_go_outside_are_no_title() {
    let label =
        |placement: &str| json!({ "width": 30, "height": 10, "layoutOptions": { "nodeLabels.placement": placement } });
    let group = |labels: Value| json!({ "id": "r", "children": [{ "id": "g", "labels": labels, "children": [{ "id": "a", "width": 90, "height": 30 }] }] });
    let height = |labels: Value| number(&laid(group(labels))["children"][0]["height"]);
    assert_eq!(height(json!([label("OUTSIDE V_TOP")])), height(json!([])));
    assert_eq!(height(json!([label("OUTSIDE V_TOP"), label("INSIDE")])), height(json!([label("INSIDE")])));
    let told = read(group(json!([label("OUTSIDE V_TOP")]))).unwrap().warnings;
    assert_eq!(
        told,
        [
            "children[0]: `elk.nodeLabels.placement: OUTSIDE` puts labels beside a node with children, where no room is kept for them"
        ]
    );
}

#[test]
fn labels_of_edges_without_extent_get_a_place_on_their_line() {
    for (width, height) in [(0, 0), (80, 0), (0, 12)] {
        let label = |tip: &str| json!({ "text": "l", "width": width, "height": height, "layoutOptions": { "edgeLabels.placement": tip } });
        let v = laid(json!({ "id": "r",
            "children": [{ "id": "a", "width": 30, "height": 30 }, { "id": "b", "width": 30, "height": 30 }],
            "edges": [{ "id": "e", "sources": ["a"], "targets": ["b"], "labels": [label("CENTER"), label("TAIL"), label("HEAD")] }] }));
        let edge = &v["edges"][0];
        let (from, to) =
            (number(&edge["sections"][0]["startPoint"]["x"]), number(&edge["sections"][0]["endPoint"]["x"]));
        for label in edge["labels"].as_array().unwrap() {
            let [x, _, w, _] = rect(label);
            let middle = x + w / 2.0;
            assert!((from..=to).contains(&middle), "{width} × {height}: {label} is not from {from} to {to}");
        }
    }
}

#[test]
fn what_labels_and_nodes_ask_for_and_cannot_have_is_told() {
    let told = |node: Value| {
        let v = json!({ "id": "r", "labels": [{ "layoutOptions": { "mine": 1 } }], "children": [node] });
        read(v).unwrap().warnings
    };
    let root = "labels[0]: `mine` has no counterpart here and changes nothing";
    for (node, what) in [
        (
            json!({ "id": "a", "layoutOptions": { "nodeSize.constraints": "PORT_LABELS" } }),
            "children[0]: `elk.nodeSize.constraints: PORT_LABELS` has no counterpart here and changes nothing",
        ),
        (
            json!({ "id": "a", "layoutOptions": { "nodeLabels.placement": "H_PRIORITY INSIDE" } }),
            "children[0]: `elk.nodeLabels.placement: H_PRIORITY` has no counterpart here and changes nothing",
        ),
        (
            json!({ "id": "a", "labels": [{ "layoutOptions": { "edgeLabels.placement": "TAIL" } }] }),
            "children[0].labels[0]: `edgeLabels.placement` has no counterpart here and changes nothing",
        ),
        (
            json!({ "id": "a", "ports": [{ "id": "p", "labels": [{ "layoutOptions": { "nodeLabels.placement": "INSIDE" } }] }] }),
            "children[0].ports[0].labels[0]: `nodeLabels.placement` has no counterpart here and changes nothing",
        ),
    ] {
        let told = told(node);
        assert!(told.iter().any(|t| t == what) && told.iter().any(|t| t == root), "{told:?}");
    }
    let kept = laid(
        json!({ "id": "r", "children": [{ "id": "a", "width": 80, "height": 60, "layoutOptions": { "nodeSize.constraints": "PORT_LABELS" } }] }),
    );
    assert_eq!(rect(&kept["children"][0])[2..], [80.0, 60.0]);
}

#[test]
fn the_aspect_has_bounds() {
    let nodes: Vec<Value> = (0..40).map(|i| json!({ "id": format!("n{i}"), "width": 40, "height": 30 })).collect();
    let read = |aspect: &str| read(json!({ "id": "r", "layoutOptions": { "aspectRatio": aspect }, "children": nodes }));
    for aspect in ["1e-300", "0", "-1", "1e300", "0.0009", "1001"] {
        let said = read(aspect).unwrap_err().to_string();
        assert!(said.starts_with("layoutOptions[\"aspectRatio\"]: must be from 0.001 to 1000, not "), "{said}");
    }
    for aspect in ["0.001", "1000"] {
        let placement = read(aspect).unwrap().place();
        assert_eq!(placement.nodes.len(), 40);
    }
}

/// Distances and sizes have bounds; what follows from many of them has none.
#[test]
fn groups_may_be_longer_than_anything_that_is_written() {
    let node = |i: usize| json!({ "id": format!("n{i}"), "width": 1_000_000, "height": 40 });
    let edge =
        |i: usize| json!({ "id": format!("e{i}"), "sources": [format!("n{i}")], "targets": [format!("n{}", i + 1)] });
    let (nodes, edges): (Vec<Value>, Vec<Value>) = ((0..4).map(node).collect(), (0..3).map(edge).collect());
    for more in [json!({ "layoutOptions": { "direction": "RIGHT" } }), json!({ "ports": [{ "id": "p" }] })] {
        let mut g = json!({ "id": "g", "children": nodes, "edges": edges });
        g.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let v = laid(json!({ "id": "r", "children": [g] }));
        let g = &v["children"][0];
        let right = |c: &Value| number(&c["x"]) + number(&c["width"]);
        let far = g["children"].as_array().unwrap().iter().map(right).fold(0.0, f64::max);
        assert!(far > 4e6 && far <= number(&g["width"]) && right(g) <= number(&v["width"]), "{far}, {}", g["width"]);
    }
}
