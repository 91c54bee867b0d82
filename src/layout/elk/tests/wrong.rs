//! What is no document: one sentence that begins with the place.

use serde_json::{Value, json};

use super::{laid, number, wrong};

#[test]
fn names_the_place_of_what_is_wrong() {
    let two = |a: Value, b: Value| json!({ "id": "r", "children": [a, b] });
    let cases = [
        (json!([]), "$: expected an object, found a list"),
        (json!({ "children": 3 }), "children: expected a list, found a number"),
        (json!({ "children": [7] }), "children[0]: expected an object, found a number"),
        (json!({ "children": [{}] }), "children[0]: has no `id`"),
        (json!({ "children": [{ "id": 1.5 }] }), "children[0].id: an id is a string or a whole number, not 1.5"),
        (two(json!({ "id": "a" }), json!({ "id": "a" })), "children[1].id: \"a\" is the id of children[0] already"),
        (
            json!({ "children": [{ "id": "a", "children": [{ "id": "a" }] }] }),
            "children[0].children[0].id: \"a\" is the id of children[0] already; a node cannot stand inside itself",
        ),
        (
            json!({ "children": [{ "id": "a", "width": -1 }] }),
            "children[0].width: a size must be a number from 0 to 1000000, not -1",
        ),
        (
            json!({ "children": [{ "id": "a", "height": "3" }] }),
            "children[0].height: a size must be a number from 0 to 1000000, not \"3\"",
        ),
        (
            json!({ "children": [{ "id": "a", "labels": [{ "width": 1e7 }] }] }),
            "children[0].labels[0].width: a size must be a number from 0 to 1000000, not 10000000.0",
        ),
        (
            json!({ "children": [{ "id": "alpha" }], "edges": [{ "id": "e", "sources": ["alpha"], "targets": ["alphb"] }] }),
            "edges[0].targets[0]: no node or port \"alphb\"; the nearest id is \"alpha\"",
        ),
        (
            json!({ "children": [{ "id": "a", "edges": [{ "id": "e", "sources": ["x"], "targets": ["a"] }] }] }),
            "children[0].edges[0].sources[0]: no node or port \"x\"",
        ),
        (json!({ "edges": [{ "id": "e" }] }), "edges[0]: has no `sources`"),
        (
            json!({ "children": [{ "id": "a" }], "edges": [{ "id": "e", "sources": ["a", "a"], "targets": ["a"] }] }),
            "edges[0].sources: an edge has one of `sources`, not 2: hyperedges are not drawn, here as in elkjs",
        ),
        (
            json!({ "layoutOptions": { "elk.direction": "SIDEWAYS" } }),
            "layoutOptions[\"elk.direction\"]: must be one of RIGHT, LEFT, DOWN, UP, UNDEFINED, not \"SIDEWAYS\"",
        ),
        (
            json!({ "layoutOptions": { "spacing.nodeNode": -4 } }),
            "layoutOptions[\"spacing.nodeNode\"]: must be a length from 0 to 1000000 px, not -4",
        ),
        (
            json!({ "layoutOptions": { "elk.algorithm": "force" } }),
            "layoutOptions[\"elk.algorithm\"]: the only algorithm here is `layered`, not \"force\"",
        ),
    ];
    for (v, message) in cases {
        assert_eq!(wrong(v), message);
    }
}

#[test]
fn a_hundred_levels_and_no_more() {
    let nest = |levels: usize| {
        (0..levels).fold(
            json!({ "id": "leaf", "width": 9, "height": 9 }),
            |v, i| json!({ "id": format!("g{i}"), "children": [v] }),
        )
    };
    let v = laid(json!({ "id": "r", "children": [nest(100)] }));
    assert!(number(&v["width"]) > 2400.0);
    assert!(wrong(json!({ "children": [nest(101)] })).ends_with("[0]: groups are nested more than 100 deep"));
}
