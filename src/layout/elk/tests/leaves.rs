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
    let placed =
        json!({ "children": [{ "id": "n", "layoutOptions": { "portConstraints": "FIXED_POS" }, "ports": port }] });
    assert_eq!(
        wrong(placed),
        "children[0].ports[0]: needs `x` and `y`, for the places of the ports of its node are fixed"
    );
    let twice = json!({ "children": [{ "id": "n", "ports": [{ "id": "n" }] }] });
    assert_eq!(wrong(twice), "children[0].ports[0].id: \"n\" is the id of children[0] already");
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

/// Loops between any two sides, at one port, and from a port to its node, of a node with children or without.
#[test]
fn loops_run_from_port_to_port() {
    let sides = ["NORTH", "EAST", "SOUTH", "WEST"];
    let pairs = sides.iter().flat_map(|a| sides.iter().map(move |b| (a, b)));
    for (constraints, inside) in [("FREE", 0), ("FIXED_SIDE", 0), ("FIXED_ORDER", 0), ("FREE", 1), ("FIXED_SIDE", 1)] {
        for (a, b) in pairs.clone() {
            let port = |id: &str, side: &str| json!({ "id": id, "width": 8, "height": 6, "layoutOptions": { "port.side": side } });
            let edge = |id: u32, from: &str, to: &str| json!({ "id": id, "sources": [from], "targets": [to], "labels": [{ "width": 20, "height": 8 }] });
            let children: Vec<Value> = (0..inside).map(|_| json!({ "id": "in", "width": 40, "height": 30 })).collect();
            let v = laid(json!({ "id": "root", "children": [
                { "id": "n", "width": 100, "height": 80, "layoutOptions": { "portConstraints": constraints },
                  "ports": [port("p", a), port("q", b)], "children": children }, { "id": "z", "width": 40, "height": 30 }],
                "edges": [edge(1, "p", "q"), edge(2, "q", "q"), edge(3, "p", "n"), edge(4, "q", "z")] }));
            let n = &v["children"][0];
            let on = |at: &Value, shape: &Value, corner: (f64, f64)| {
                let (x, y) = (number(&at["x"]) - corner.0, number(&at["y"]) - corner.1);
                let (w, h) = (number(&shape["width"]), number(&shape["height"]));
                let within = |x: f64, w: f64| (-0.01..=w + 0.01).contains(&x);
                let edge = |x: f64, w: f64| x.abs() < 0.01 || (x - w).abs() < 0.01;
                within(x, w) && within(y, h) && (edge(x, w) || edge(y, h))
            };
            let corner = (number(&n["x"]), number(&n["y"]));
            let at_port = |i: usize| (corner.0 + number(&n["ports"][i]["x"]), corner.1 + number(&n["ports"][i]["y"]));
            let section = |e: usize| &v["edges"][e]["sections"][0];
            let what = format!("{constraints} {inside} {a} {b}: {v}");
            assert!(on(&section(0)["startPoint"], &n["ports"][0], at_port(0)), "{what}");
            assert!(on(&section(0)["endPoint"], &n["ports"][1], at_port(1)), "{what}");
            assert_eq!(section(1)["startPoint"], section(1)["endPoint"], "{what}");
            assert!(on(&section(1)["startPoint"], &n["ports"][1], at_port(1)), "{what}");
            assert!(on(&section(2)["startPoint"], &n["ports"][0], at_port(0)), "{what}");
            assert!(on(&section(2)["endPoint"], n, corner), "{what}");
            assert!(on(&section(3)["startPoint"], &n["ports"][1], at_port(1)), "{what}");
            assert!(v["edges"].as_array().unwrap().iter().all(|e| e["labels"][0]["x"].is_number()), "{what}");
        }
    }
}
