//! Documents in, documents out: frames, errors, options.

use serde_json::{Value, json};

use super::{Problem, read};
use crate::layout::layered::place;

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
            "edges[0].sources: an edge has one end here, not 2: hyperedges are not supported",
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

#[test]
fn nodes_and_edges_have_names_of_their_own() {
    let v = laid(
        json!({ "id": 1, "children": [{ "id": 1 }, { "id": "2" }], "edges": [{ "id": 1, "sources": [1], "targets": [2] }] }),
    );
    assert_eq!(v["edges"][0]["sections"][0]["id"], "1_s0");
    assert_eq!(v["edges"][0]["container"], 1);
}

#[test]
fn sizes_follow_labels_where_that_is_asked() {
    let v = laid(json!({ "id": "r", "children": [{ "id": "a", "width": 1, "height": 1,
        "layoutOptions": { "nodeSize.constraints": "[NODE_LABELS, MINIMUM_SIZE]", "nodeSize.minimum": "(10, 60)", "nodeLabels.placement": "[H_LEFT, V_TOP, INSIDE]" },
        "labels": [{ "text": "x", "width": 90, "height": 20 }] }] }));
    let a = &v["children"][0];
    assert_eq!((number(&a["width"]), number(&a["height"])), (100.0, 60.0));
    assert_eq!((number(&a["labels"][0]["x"]), number(&a["labels"][0]["y"])), (5.0, 5.0));
}

#[test]
fn an_order_is_forced_where_it_is_asked() {
    let ids = ["a", "b", "c", "d"];
    let children: Vec<Value> = ids.iter().map(|i| json!({ "id": i, "width": 20, "height": 20 })).collect();
    let options = json!({ "direction": "DOWN", "layered.crossingMinimization.forceNodeModelOrder": true });
    let edges =
        json!([{ "id": 1, "sources": ["a"], "targets": ["d"] }, { "id": 2, "sources": ["b"], "targets": ["c"] }]);
    let v = laid(json!({ "id": "r", "layoutOptions": options, "children": children, "edges": edges }));
    let x = |i: usize| number(&v["children"][i]["x"]);
    assert!(x(0) < x(1) && x(2) < x(3));
}

#[test]
fn what_has_no_counterpart_is_a_warning() {
    let v = json!({ "layoutOptions": { "elk.edgeRouting": "SPLINES", "elk.spacing.nodeNode": 40 },
        "children": [{ "id": "g", "layoutOptions": { "elk.spacing.nodeNode": "40", "elk.spacing.edgeEdge": 3 }, "children": [{ "id": "a" }] }] });
    let doc = read(v).unwrap();
    assert_eq!(
        doc.warnings,
        [
            "without effect, for it has no counterpart here: `elk.edgeRouting: \"SPLINES\"`",
            "the whole drawing has one value, that of the document itself: `elk.spacing.edgeEdge`",
        ]
    );
}

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
    let mut doc = read(nested(json!({}), json!({}))).unwrap();
    doc.stay_near(br#"{ "generator": "frieze", "nodes": [{ "id": "a", "box": { "x": 1, "y": 2, "w": 3, "h": 4 } }] }"#)
        .unwrap();
    assert_eq!(doc.graph.previous.unwrap().nodes[0].unwrap().w, 3.0);
}

/// A node with ports on all sides, and where they and their edges ended.
fn ported(constraints: &str, direction: &str) -> Value {
    let port = |id: &str, side: &str, x: f64, y: f64| json!({ "id": id, "width": 6, "height": 4, "x": x, "y": y, "layoutOptions": { "port.side": side }, "labels": [{ "text": id, "width": 9, "height": 5 }] });
    laid(json!({
        "id": "root", "layoutOptions": { "elk.direction": direction },
        "children": [
            { "id": "a", "width": 40, "height": 30 }, { "id": "b", "width": 40, "height": 30 },
            { "id": "n", "width": 100, "height": 80, "layoutOptions": { "elk.portConstraints": constraints },
              "ports": [port("n1", "NORTH", 17.0, -4.0), port("e1", "EAST", 100.0, 8.0), port("s1", "SOUTH", 67.0, 80.0), port("w1", "WEST", -6.0, 58.0), port("w2", "WEST", -6.0, 18.0)] },
        ],
        "edges": [
            { "id": 1, "sources": ["a"], "targets": ["n1"] }, { "id": 2, "sources": ["e1"], "targets": ["b"] },
            { "id": 3, "sources": ["s1"], "targets": ["a"] }, { "id": 4, "sources": ["b"], "targets": ["w1"] },
            { "id": 5, "sources": ["a"], "targets": ["w2"] }, { "id": 6, "sources": ["b"], "targets": ["w2"] },
            { "id": 7, "sources": ["n"], "targets": ["a"] },
        ],
    }))
}

#[test]
fn edges_end_at_their_ports() {
    for direction in ["RIGHT", "LEFT", "DOWN", "UP"] {
        for constraints in ["FREE", "FIXED_SIDE", "FIXED_ORDER", "FIXED_POS"] {
            let v = ported(constraints, direction);
            let n = &v["children"][2];
            assert_eq!((number(&n["width"]), number(&n["height"])), (100.0, 80.0));
            let (x, y) = (number(&n["x"]), number(&n["y"]));
            for (port, edge, end) in [
                (0, 0, "endPoint"),
                (1, 1, "startPoint"),
                (2, 2, "startPoint"),
                (3, 3, "endPoint"),
                (4, 4, "endPoint"),
                (4, 5, "endPoint"),
            ] {
                let p = &n["ports"][port];
                let (px, py) = (x + number(&p["x"]), y + number(&p["y"]));
                let e = &v["edges"][edge]["sections"][0][end];
                let (ex, ey) = (number(&e["x"]), number(&e["y"]));
                let near = |a: f64, b: f64| (a - b).abs() < 0.2;
                let (mx, my) = (px + 3.0, py + 2.0);
                let on = (near(ex, mx) && (near(ey, py) || near(ey, py + 4.0)))
                    || (near(ey, my) && (near(ex, px) || near(ex, px + 6.0)));
                assert!(on, "{constraints} {direction}: edge {edge} ends at {ex} {ey}, its port is at {px} {py}");
                if constraints != "FREE" {
                    let side = p["layoutOptions"]["port.side"].as_str().unwrap();
                    let stands = match side {
                        "NORTH" => number(&p["y"]) == -4.0,
                        "SOUTH" => number(&p["y"]) == 80.0,
                        "WEST" => number(&p["x"]) == -6.0,
                        _ => number(&p["x"]) == 100.0,
                    };
                    assert!(stands, "{constraints} {direction}: {p}");
                }
            }
            let own = &v["edges"][6]["sections"][0]["startPoint"];
            let (ex, ey) = (number(&own["x"]) - x, number(&own["y"]) - y);
            assert!([0.0, 100.0].contains(&ex) || [0.0, 80.0].contains(&ey), "{constraints} {direction}: {ex} {ey}");
            let w = |i: usize| number(&n["ports"][i]["y"]);
            let ordered = ["FIXED_ORDER", "FIXED_POS"].contains(&constraints);
            assert!(!ordered || w(4) < w(3), "{constraints} {direction}");
            if constraints == "FIXED_POS" {
                assert_eq!((number(&n["ports"][0]["x"]), w(3)), (17.0, 58.0));
            }
        }
    }
}

#[test]
fn ports_that_cannot_be_had_are_refused() {
    let port = json!([{ "id": "p" }]);
    let ports = json!([{ "id": "p" }, { "id": "q" }]);
    let between = json!({ "children": [{ "id": "g", "ports": ports, "children": [{ "id": "a" }] }], "edges": [{ "id": 1, "sources": ["p"], "targets": ["q"] }] });
    assert_eq!(wrong(between), "edges[0]: a loop at a port is not supported; connect the node itself");
    let looped = json!({ "children": [{ "id": "n", "ports": port }], "edges": [{ "id": 1, "sources": ["p"], "targets": ["n"] }] });
    assert_eq!(wrong(looped), "edges[0]: a loop at a port is not supported; connect the node itself");
    let placed =
        json!({ "children": [{ "id": "n", "layoutOptions": { "portConstraints": "FIXED_POS" }, "ports": port }] });
    assert_eq!(
        wrong(placed),
        "children[0].ports[0]: needs `x` and `y`, for the places of the ports of its node are fixed"
    );
    let twice = json!({ "children": [{ "id": "n", "ports": [{ "id": "n" }] }] });
    assert_eq!(
        wrong(twice),
        "children[0].ports[0].id: \"n\" is the id of children[0] already; a node cannot stand inside itself"
    );
}

#[test]
fn an_older_edge_names_its_ports() {
    let v = laid(
        json!({ "id": "r", "children": [{ "id": "a", "width": 9, "height": 9, "ports": [{ "id": "p", "width": 2, "height": 2 }] }, { "id": "b" }],
        "edges": [{ "id": 1, "source": "a", "sourcePort": "p", "target": "b" }] }),
    );
    assert_eq!(v["edges"][0]["sections"][0]["incomingShape"], "p");
}

/// A node between two others, with children and three ports; edges from outside, from inside, both, several at one.
fn hierarchical(constraints: &str, direction: &str, frame: &str) -> Value {
    let port = |id: &str, side: &str, index: u32| json!({ "id": id, "width": 8, "height": 6, "x": 0, "y": 0, "layoutOptions": { "port.side": side, "port.index": index }, "labels": [{ "text": id, "width": 9, "height": 5 }] });
    laid(json!({
        "id": "root", "layoutOptions": { "elk.direction": direction, "json.shapeCoords": frame, "json.edgeCoords": "ROOT" },
        "children": [
            { "id": "a", "width": 40, "height": 30 },
            { "id": "g", "layoutOptions": { "elk.portConstraints": constraints }, "labels": [{ "text": "G", "width": 20, "height": 10 }],
              "ports": [port("p", "WEST", 2), port("q", "WEST", 1), port("r", "SOUTH", 0), port("unused", "NORTH", 0)],
              "children": [
                { "id": "b", "width": 40, "height": 30 },
                { "id": "h", "ports": [{ "id": "s", "width": 4, "height": 4 }], "children": [{ "id": "c", "width": 30, "height": 20 }] },
            ] },
            { "id": "z", "width": 40, "height": 30 },
        ],
        "edges": [
            { "id": 1, "sources": ["a"], "targets": ["p"] }, { "id": 2, "sources": ["p"], "targets": ["b"] },
            { "id": 3, "sources": ["p"], "targets": ["s"] }, { "id": 4, "sources": ["s"], "targets": ["c"] },
            { "id": 5, "sources": ["a"], "targets": ["q"] }, { "id": 6, "sources": ["c"], "targets": ["r"] },
            { "id": 7, "sources": ["r"], "targets": ["z"], "labels": [{ "text": "l", "width": 20, "height": 8 }] },
            { "id": 8, "sources": ["b"], "targets": ["z"] },
        ],
    }))
}

/// Where a port of a box touches it, and the middle of its outer side; both in one frame.
fn anchors(node: &Value, port: &Value) -> [(f64, f64); 2] {
    let (x, y) = (number(&port["x"]), number(&port["y"]));
    let (w, h) = (number(&port["width"]), number(&port["height"]));
    let (nw, nh) = (number(&node["width"]), number(&node["height"]));
    match () {
        () if x == -w => [(0.0, y + h / 2.0), (-w, y + h / 2.0)],
        () if x == nw => [(nw, y + h / 2.0), (nw + w, y + h / 2.0)],
        () if y == -h => [(x + w / 2.0, 0.0), (x + w / 2.0, -h)],
        () if y == nh => [(x + w / 2.0, nh), (x + w / 2.0, nh + h)],
        () => panic!("off its node of {nw} by {nh}: {port}"),
    }
}

#[test]
fn edges_meet_at_the_ports_of_a_node_with_children() {
    for direction in ["RIGHT", "LEFT", "DOWN", "UP"] {
        for constraints in ["FREE", "FIXED_SIDE", "FIXED_ORDER", "FIXED_RATIO", "FIXED_POS"] {
            let v = hierarchical(constraints, direction, "PARENT");
            let g = &v["children"][1];
            let h = &g["children"][1];
            let (gx, gy) = (number(&g["x"]), number(&g["y"]));
            let (hx, hy) = (gx + number(&h["x"]), gy + number(&h["y"]));
            let end = |edge: usize, end: &str| {
                let e = &v["edges"][edge]["sections"][0][end];
                (number(&e["x"]), number(&e["y"]))
            };
            let check = |edge: usize, name: &str, at: (f64, f64), corner: (f64, f64)| {
                let found = end(edge, name);
                let off = (found.0 - corner.0 - at.0).abs().max((found.1 - corner.1 - at.1).abs());
                assert!(
                    off < 0.01,
                    "{constraints} {direction}: edge {edge} ends at {found:?}, its port at {at:?} of {corner:?}"
                );
            };
            let [p_in, p_out] = anchors(g, &g["ports"][0]);
            let [_, q_out] = anchors(g, &g["ports"][1]);
            let [r_in, r_out] = anchors(g, &g["ports"][2]);
            let [s_in, s_out] = anchors(h, &h["ports"][0]);
            check(0, "endPoint", p_out, (gx, gy));
            check(1, "startPoint", p_in, (gx, gy));
            check(2, "startPoint", p_in, (gx, gy));
            check(2, "endPoint", s_out, (hx, hy));
            check(3, "startPoint", s_in, (hx, hy));
            check(4, "endPoint", q_out, (gx, gy));
            check(5, "endPoint", r_in, (gx, gy));
            check(6, "startPoint", r_out, (gx, gy));
            anchors(g, &g["ports"][3]);
            if constraints != "FREE" {
                let place = |i: usize, key: &str| number(&g["ports"][i][key]);
                assert_eq!((place(0, "x"), place(1, "x")), (-8.0, -8.0), "{constraints} {direction}: {g}");
                assert_eq!((place(2, "y"), place(3, "y")), (number(&g["height"]), -6.0), "{constraints} {direction}");
                if constraints == "FIXED_ORDER" {
                    assert!(place(1, "y") > place(0, "y") + 6.0, "clockwise is upwards on the left: {g}");
                }
            }
        }
    }
}

#[test]
fn ports_of_groups_stand_in_the_frame_of_shapes() {
    let (parent, root) = (hierarchical("FREE", "RIGHT", "PARENT"), hierarchical("FREE", "RIGHT", "ROOT"));
    let (g, same) = (&parent["children"][1], &root["children"][1]);
    for i in 0..4 {
        for key in ["x", "y"] {
            assert_eq!(number(&g["ports"][i][key]) + number(&g[key]), number(&same["ports"][i][key]));
            let label = |g: &Value| number(&g["ports"][i]["labels"][0][key]);
            assert_eq!(
                label(g) + if key == "x" { number(&same["ports"][i]["x"]) } else { number(&same["ports"][i]["y"]) },
                label(same)
            );
        }
    }
}

#[test]
fn a_free_port_stands_where_the_flow_of_its_edges_is() {
    let v = hierarchical("FREE", "DOWN", "PARENT");
    let g = &v["children"][1];
    let y = |i: usize| number(&g["ports"][i]["y"]);
    assert_eq!((y(0), y(1), y(2), y(3)), (-6.0, -6.0, number(&g["height"]), number(&g["height"])));
}

#[test]
fn fixed_places_on_a_node_with_children_are_a_warning() {
    let of = |ports: Value| {
        let group = |id: &str, ports: &Value| json!({ "id": id, "layoutOptions": { "portConstraints": "FIXED_POS" }, "ports": ports, "children": [{ "id": format!("{id}-in") }] });
        read(json!({ "children": [group("g", &ports), group("h", &json!([])), group("k", &json!([{ "id": "x" }]))] }))
            .unwrap()
            .warnings
    };
    let sentence = "the size of a node with children follows from its inside, so its ports keep their sides and their order, but not the places that `elk.portConstraints` wants fixed";
    assert_eq!(of(json!([])), [format!("children[2]: {sentence}")]);
    assert_eq!(of(json!([{ "id": "p", "x": 3, "y": 4 }])), [format!("children[0] and 1 more: {sentence}")]);
}

#[test]
fn a_long_chain_is_wrapped_when_asked() {
    let chain = |options: Value| {
        let nodes: Vec<Value> = (0..12).map(|i| json!({ "id": format!("n{i}"), "width": 100, "height": 40 })).collect();
        let edge =
            |i: u32| json!({ "id": format!("e{i}"), "sources": [format!("n{}", i - 1)], "targets": [format!("n{i}")] });
        let edges: Vec<Value> = (1..12).map(edge).collect();
        json!({ "id": "root", "layoutOptions": options, "children": nodes, "edges": edges })
    };
    let aspect = |v: &Value| number(&v["width"]) / number(&v["height"]);
    let plain = laid(chain(json!({})));
    assert!(aspect(&plain) > 10.0);
    let off = json!({ "elk.layered.wrapping.strategy": "OFF", "elk.aspectRatio": 1.0 });
    assert_eq!(laid(chain(off))["children"], plain["children"]);
    for strategy in ["SINGLE_EDGE", "MULTI_EDGE"] {
        for wanted in [1.0, 2.0, 4.0] {
            let options = json!({ "elk.layered.wrapping.strategy": strategy, "elk.aspectRatio": wanted });
            let found = aspect(&laid(chain(options)));
            assert!((wanted / 1.7..=wanted * 1.7).contains(&found), "{strategy}: {found}, not {wanted}");
        }
    }
    // Two edges side by side leave no place with a single one.
    let mut ladder = chain(json!({ "elk.layered.wrapping.strategy": "SINGLE_EDGE" }));
    let edges = ladder["edges"].as_array_mut().unwrap();
    edges.extend(
        (2..12).map(
            |i| json!({ "id": format!("f{i}"), "sources": [format!("n{}", i - 2)], "targets": [format!("n{i}")] }),
        ),
    );
    edges.push(json!({ "id": "f", "sources": ["n0"], "targets": ["n11"] }));
    assert!(aspect(&laid(ladder)) > 4.0);
    let message = wrong(chain(json!({ "elk.layered.wrapping.strategy": "SOMETIMES" })));
    assert!(message.ends_with("must be one of OFF, SINGLE_EDGE, MULTI_EDGE, not \"SOMETIMES\""), "{message}");
}
