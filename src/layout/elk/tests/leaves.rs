//! Ports of nodes without children.

use serde_json::{Value, json};

use super::{laid, number, wrong};

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

#[test]
fn lines_that_part_from_one_another_have_junctions() {
    let node = |id: &str| json!({ "id": id, "width": 80, "height": 40 });
    let mut a = node("a");
    a["ports"] = json!([{ "id": "p", "width": 8, "height": 8 }]);
    let edge = |to: &str| {
        json!({ "id": format!("to {to}"), "sources": ["p"], "targets": [to], "junctionPoints": [{ "x": 1, "y": 1 }],
        "sections": [{ "id": "mine", "kept": true, "bendPoints": [] }] })
    };
    let v = laid(
        json!({ "id": "r", "children": [a, node("b"), node("c"), node("d")], "edges": [edge("b"), edge("c"), edge("d")] }),
    );
    let points = |e: &Value| -> Vec<(f64, f64)> {
        let s = &e["sections"][0];
        let bends = s["bendPoints"].as_array().into_iter().flatten();
        [&s["startPoint"]]
            .into_iter()
            .chain(bends)
            .chain([&s["endPoint"]])
            .map(|p| (number(&p["x"]), number(&p["y"])))
            .collect()
    };
    let on = |way: &[(f64, f64)], p: (f64, f64)| {
        way.windows(2).any(|w| {
            let within = |x: f64, a: f64, b: f64| a.min(b) <= x && x <= a.max(b);
            within(p.0, w[0].0, w[1].0) && within(p.1, w[0].1, w[1].1)
        })
    };
    let edges = v["edges"].as_array().unwrap();
    let mut found = 0;
    for e in edges {
        assert_eq!((&e["sections"][0]["id"], &e["sections"][0]["kept"]), (&json!("mine"), &json!(true)));
        for j in e["junctionPoints"].as_array().into_iter().flatten() {
            let at = (number(&j["x"]), number(&j["y"]));
            assert!(edges.iter().filter(|e| on(&points(e), at)).count() >= 2, "{at:?} is on one line only");
            found += 1;
        }
    }
    assert_eq!(found, 2, "{edges:?}");
}
