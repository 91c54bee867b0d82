//! What is no document: one sentence that begins with the place.

use serde_json::{Value, json};

use super::{laid, number, wrong};
use crate::layout::elk::parse;

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

/// What seems to be there and is not, or is said in two ways that do not agree.
#[test]
fn ends_of_edges_are_told_from_what_is_none() {
    let ends = |ends: Value| {
        let mut edge = json!({ "id": "e" });
        edge.as_object_mut().unwrap().extend(ends.as_object().unwrap().clone());
        let ports = json!([{ "id": "p" }]);
        json!({ "id": "r", "ports": [{ "id": "q" }], "children": [{ "id": "a", "ports": ports }, { "id": "b" }], "edges": [{ "id": "f", "sources": ["a"], "targets": ["b"] }, edge] })
    };
    let cases = [
        (
            json!({ "sources": ["r"], "targets": ["a"] }),
            "edges[1].sources[0]: \"r\" is the document itself, where no edge can end",
        ),
        (
            json!({ "sources": ["a"], "targets": ["q"] }),
            "edges[1].targets[0]: \"q\" is a port of the document itself, where no edge can end",
        ),
        (json!({ "sources": ["a"], "targets": ["f"] }), "edges[1].targets[0]: \"f\" is an edge, where no edge can end"),
        (
            json!({ "source": "b", "sourcePort": "p", "target": "a" }),
            "edges[1].sourcePort: \"p\" is not a port of \"b\", which is `source`",
        ),
        (
            json!({ "sources": ["a"], "source": "b", "target": "a" }),
            "edges[1].source: \"b\" is not what `sources` says, \"a\"",
        ),
        (
            json!({ "sources": ["b"], "targets": ["b"], "targetPort": "p" }),
            "edges[1].targetPort: \"p\" is not what `targets` says, \"b\"",
        ),
    ];
    for (edge, message) in cases {
        assert_eq!(wrong(ends(edge)), message);
    }
    for edge in [
        json!({ "sources": ["a"], "source": "a", "sourcePort": "p", "target": "b" }),
        json!({ "sources": ["p"], "source": "a", "targets": ["b"], "target": "b" }),
    ] {
        let read = crate::layout::elk::read(ends(edge)).unwrap();
        assert_eq!(read.warnings, ["$: `ports` of the document itself are not read, and not drawn"]);
    }
}

#[test]
fn more_of_what_people_write_is_named_where_it_is() {
    let with = |key: &str, value: Value| {
        let mut v = json!({ "id": "a" });
        v[key] = value;
        json!({ "children": [v] })
    };
    let edge = |options: Value| json!({ "children": [{ "id": "a" }, { "id": "b" }], "edges": [{ "id": "e", "sources": ["a"], "targets": ["b"], "layoutOptions": options }] });
    let cases = [
        (json!({ "id": {} }), "id: an id is a string or a whole number, not an object"),
        (with("ports", json!([{ "id": "a" }])), "children[0].ports[0].id: \"a\" is the id of children[0] already"),
        (
            with("ports", json!([{ "id": "p", "x": "left" }])),
            "children[0].ports[0].x: must be a number from -1000000 to 1000000 px, not \"left\"",
        ),
        (
            edge(json!({ "priority.shortness": -4 })),
            "edges[0].layoutOptions[\"priority.shortness\"]: must be 0 or more, not -4",
        ),
    ];
    for (v, message) in cases {
        assert_eq!(wrong(v), message);
    }
    let long = wrong(json!({ "edges": [{ "id": "e", "sources": ["x".repeat(500)], "targets": ["a"] }] }));
    assert!(long.len() < 120 && long.ends_with("…\""), "{long}");
}

/// What is no JSON is told with the place that it had come to.
#[test]
fn text_that_is_none_is_named_where_it_breaks_off() {
    for (text, starts) in [
        ("", "$: this is not JSON: "),
        ("{\"id\": \"r\", \"children\": [{\"id\": \"a\"", "children[0].id: this is not JSON: "),
        ("{\"children\": [{\"id\": \"a\"}, {\"width\": NaN}]}", "children[1].width: this is not JSON: "),
        (
            "{\"children\": [\n {\"id\": \"a\",\n  \"height\": 1e999}]}",
            "children[0].height: this is not JSON: number out of range",
        ),
        ("{\"layoutOptions\": {\"elk.padding\": [}", "layoutOptions[\"elk.padding\"][0]: this is not JSON: "),
        ("{\"a\": \"x\\\"y,[{\", \"b\": ?", "b: this is not JSON: "),
    ] {
        let message = parse(text.as_bytes()).unwrap_err().to_string();
        assert!(message.starts_with(starts), "{text}: {message}");
    }
    assert!(parse(b"\xEF\xBB\xBF{\"id\": \"r\"}").is_ok(), "a mark at the beginning says nothing");
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
