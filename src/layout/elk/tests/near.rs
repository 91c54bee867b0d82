//! Near an earlier drawing.

use serde_json::json;

use super::{laid, nested};
use crate::layout::elk::read;
use crate::layout::layered::place;

#[test]
fn stays_near_an_earlier_drawing_in_any_frame() {
    for options in [
        json!({ "elk.direction": "DOWN" }),
        json!({ "elk.direction": "DOWN", "elk.json.shapeCoords": "ROOT", "elk.json.edgeCoords": "PARENT" }),
    ] {
        let earlier = laid(nested(options.clone(), json!({})));
        // The same, listed the other way round, with one node more.
        let mut v = nested(options, json!({}));
        v["children"].as_array_mut().unwrap().reverse();
        v["children"][0]["children"].as_array_mut().unwrap().push(json!({ "id": "new", "width": 50, "height": 20 }));
        let mut doc = read(v).unwrap();
        doc.stay_near(earlier.to_string().as_bytes()).unwrap();
        let previous = doc.graph.previous.clone().unwrap();
        assert_eq!(previous.nodes.iter().filter(|n| n.is_none()).count(), 1);
        let plain = read(earlier.clone()).unwrap();
        let placed = place(&plain.graph);
        // Node `b` is the first in both; the document has a padding, the engine has none.
        let b = previous.nodes[0].unwrap();
        assert_eq!((b.x - 12.0, b.y - 12.0), (placed.nodes[1].x, placed.nodes[1].y));
        let (down, was) = (&previous.edges[1], &placed.edges[1].points);
        assert_eq!((down[0].x - 12.0, down[0].y - 12.0, down.len()), (was[0].x, was[0].y, was.len()));
    }
}

#[test]
fn an_earlier_drawing_must_be_one() {
    let near =
        |text: &str| read(nested(json!({}), json!({}))).unwrap().stay_near(text.as_bytes()).unwrap_err().to_string();
    assert!(near("{").starts_with("$: this is not JSON"));
    assert_eq!(near(r#"{ "id": 1 }"#), "$: nothing in it has a place; expected a document that was laid out");
    assert_eq!(near(r#"{ "layoutOptions": { "direction": "UP" } }"#), "$: the drawing flows in another direction");
    assert_eq!(
        near(r#"{ "children": [{ "id": "z", "x": 1, "y": 2 }] }"#),
        "$: no node in it has the id of one in the document; is it a drawing of another graph?"
    );
    let mut doc = read(nested(json!({}), json!({}))).unwrap();
    doc.stay_near(br#"{ "generator": "frieze", "nodes": [{ "id": "a", "box": { "x": 1, "y": 2, "w": 3, "h": 4 } }] }"#)
        .unwrap();
    assert_eq!(doc.graph.previous.unwrap().nodes[0].unwrap().w, 3.0);
}
