//! Ports of some breadth: their places along a side, and lines that meet them.

use serde_json::{Value, json};

use super::super::read;
use super::{laid, number};
use crate::geometry::{Point, Rect};

fn rect(v: &Value) -> Rect {
    Rect::new(number(&v["x"]), number(&v["y"]), number(&v["width"]), number(&v["height"]))
}

fn line(edge: &Value) -> Vec<Point> {
    let section = &edge["sections"][0];
    let bends = section["bendPoints"].as_array().into_iter().flatten();
    let all = [&section["startPoint"]].into_iter().chain(bends).chain([&section["endPoint"]]);
    all.map(|p| Point::new(number(&p["x"]), number(&p["y"]))).collect()
}

fn port(id: &str, w: f64, h: f64) -> Value {
    json!({ "id": id, "width": w, "height": h })
}

fn node(id: &str, (w, h): (f64, f64), constraints: &str, ports: Vec<Value>) -> Value {
    json!({ "id": id, "width": w, "height": h, "ports": ports, "layoutOptions": { "portConstraints": constraints } })
}

/// A document in one frame; edges are given as from and to.
fn document(direction: &str, children: Vec<Value>, edges: &[(&str, &str)]) -> Value {
    let edge = |(i, e): (usize, &(&str, &str))| json!({ "id": format!("e{i}"), "sources": [e.0], "targets": [e.1] });
    let edges: Vec<Value> = edges.iter().enumerate().map(edge).collect();
    let options = json!({ "direction": direction, "json.shapeCoords": "ROOT", "json.edgeCoords": "ROOT" });
    json!({ "id": "r", "layoutOptions": options, "children": children, "edges": edges })
}

fn on_border(r: &Rect, p: Point) -> bool {
    let within = |x: f64, low: f64, high: f64| (low - 1e-6..=high + 1e-6).contains(&x);
    let edge = |x: f64, low: f64, high: f64| (x - low).abs() < 1e-6 || (x - high).abs() < 1e-6;
    within(p.x, r.x, r.right())
        && within(p.y, r.y, r.bottom())
        && (edge(p.x, r.x, r.right()) || edge(p.y, r.y, r.bottom()))
}

#[test]
fn a_node_without_breadth_holds_its_ports() {
    // What is left of this node's size without its ports is a hair less than nothing.
    let n = node("n", (0.0, 20.0), "FREE", vec![port("p", 3.3333, 20.0), port("q", 4.0, 20.0), port("s", 20.0, 20.0)]);
    let a = json!({ "id": "a", "width": 20, "height": 20 });
    let v = laid(document("RIGHT", vec![a, n], &[("a", "p"), ("s", "s")]));
    assert_eq!(number(&v["children"][1]["width"]), 0.0);
}

#[test]
fn ends_at_no_port_stand_on_the_node_and_on_no_port() {
    let mut wide = port("p", 40.0, 10.0);
    wide["layoutOptions"] = json!({ "port.side": "WEST" });
    let mut above = port("q", 30.0, 20.0);
    above["layoutOptions"] = json!({ "port.side": "NORTH" });
    let plain = |id: &str, w: f64| json!({ "id": id, "width": w, "height": 30 });
    for ports in [vec![wide.clone()], vec![wide, above]] {
        let a = node("a", (40.0, 30.0), "FIXED_SIDE", ports);
        let others = [plain("b", 20.0), plain("c", 40.0), plain("d", 40.0)];
        let children = [vec![a], others.to_vec()].concat();
        let v = laid(document("DOWN", children, &[("b", "a"), ("c", "a"), ("d", "a")]));
        let a = rect(&v["children"][0]);
        for edge in v["edges"].as_array().unwrap() {
            let end = line(edge).pop().unwrap();
            assert!(on_border(&a, end), "{end:?} is not on {a:?}");
            for p in v["children"][0]["ports"].as_array().unwrap() {
                assert!(!rect(p).grown(-0.5).overlaps(&Rect::around(end, end).grown(0.1)), "{end:?} is on {p}");
            }
        }
    }
}

#[test]
fn a_port_at_a_corner_is_met_on_its_own_side() {
    let mut p = port("p", 10.0, 10.0);
    (p["x"], p["y"]) = (json!(60), json!(35));
    let a = node("a", (60.0, 40.0), "FIXED_POS", vec![p]);
    let v = laid(document("RIGHT", vec![a, json!({ "id": "b", "width": 40, "height": 30 })], &[("p", "b")]));
    let line = line(&v["edges"][0]);
    let p = rect(&v["children"][0]["ports"][0]);
    assert_eq!(line[0], Point::new(p.right(), p.y + 5.0));
    assert!(line.windows(2).all(|w| w[0].x == w[1].x || w[0].y == w[1].y), "{line:?}");
}

/// Three nodes with two free ports of 30 px on 100 px, and edges of any number at each.
fn broad(direction: &str) -> Value {
    let all = ["a", "b", "c"].map(|id| {
        node(id, (100.0, 100.0), "FREE", vec![port(&format!("{id}1"), 30.0, 30.0), port(&format!("{id}2"), 30.0, 30.0)])
    });
    let edges = [("a1", "b1"), ("a2", "b2"), ("a2", "c1"), ("a", "c"), ("b2", "c2"), ("b", "c2")];
    document(direction, all.to_vec(), &edges)
}

#[test]
fn ports_of_a_side_with_room_do_not_overlap() {
    for direction in ["RIGHT", "LEFT", "DOWN", "UP"] {
        let v = laid(broad(direction));
        for n in v["children"].as_array().unwrap() {
            let [p, q] = [0, 1].map(|i| rect(&n["ports"][i]));
            assert!(!p.grown(-0.1).overlaps(&q.grown(-0.1)), "{direction}: {p:?} {q:?}");
            for edge in v["edges"].as_array().unwrap() {
                let over = |r: &Rect| {
                    line(edge).windows(2).any(|w| Rect::around(w[0], w[1]).grown(0.01).overlaps(&r.grown(-0.1)))
                };
                let id = n["id"].as_str().unwrap();
                let ends = [&edge["sources"][0], &edge["targets"][0]];
                for (r, name) in [(p, format!("{id}1")), (q, format!("{id}2"))] {
                    assert!(ends.contains(&&json!(name)) || !over(&r), "{direction}: {edge} runs through {name}");
                }
            }
        }
    }
}

#[test]
fn ports_share_what_is_left_of_their_side() {
    let mut ports = vec![port("p", 4.0, 60.0), port("q", 4.0, 10.0), port("s", 4.0, 10.0)];
    ports.iter_mut().for_each(|p| p["layoutOptions"] = json!({ "port.side": "EAST" }));
    let v = laid(document("RIGHT", vec![node("n", (50.0, 100.0), "FIXED_SIDE", ports.clone())], &[]));
    let ys = |v: &Value| -> Vec<f64> {
        let n = &v["children"][0];
        n["ports"].as_array().unwrap().iter().map(|p| number(&p["y"]) - number(&n["y"])).collect()
    };
    assert_eq!(ys(&v), [5.0, 70.0, 85.0]);
    // A node as large as its ports need has the same gap between all.
    let mut n = node("n", (50.0, 10.0), "FIXED_SIDE", ports);
    n["layoutOptions"]["nodeSize.constraints"] = json!("PORTS");
    let v = laid(document("RIGHT", vec![n], &[]));
    assert_eq!((number(&v["children"][0]["height"]), ys(&v)), (120.0, vec![10.0, 80.0, 100.0]));
}

#[test]
fn a_fixed_place_is_kept_or_told_of() {
    let placed = |x: f64, y: f64, side: &str| {
        let mut p = port("p", 10.0, 10.0);
        (p["x"], p["y"], p["layoutOptions"]) = (json!(x), json!(y), json!({ "port.side": side }));
        let n = node("n", (100.0, 80.0), "FIXED_POS", vec![p]);
        let b = json!({ "id": "b", "width": 40, "height": 30 });
        let mut doc = read(document("RIGHT", vec![n, b], &[("p", "b")])).unwrap();
        let placement = doc.place();
        let warnings = doc.warnings.clone();
        let v = doc.write(&placement);
        let (n, p) = (&v["children"][0], &v["children"][0]["ports"][0]);
        let end = line(&v["edges"][0])[0];
        assert!(on_border(&rect(p), end), "{end:?} {p}");
        ((number(&p["x"]) - number(&n["x"]), number(&p["y"]) - number(&n["y"])), warnings)
    };
    // One that straddles its side, one that stands off it, one flush.
    for (x, y, side) in [(95.0, 20.0, "EAST"), (108.0, 20.0, "EAST"), (-4.0, 30.0, "WEST"), (50.0, 80.0, "SOUTH")] {
        assert_eq!(placed(x, y, side), ((x, y), Vec::new()));
    }
    let (at, warnings) = placed(100.0, 200.0, "EAST");
    assert_eq!(at, (100.0, 75.0));
    assert_eq!(
        warnings,
        [
            "children[0].ports[0]: `x` and `y` do not put the port on or outside its side of the node: it stands at the nearest place there"
        ]
    );
    let (at, warnings) = placed(40.0, 20.0, "EAST");
    assert_eq!((at, warnings.len()), ((100.0, 20.0), 1));
}

#[test]
fn lines_meet_their_ports_to_the_dot() {
    let thirds = || vec![port("p", 3.3333, 4.1), port("q", 5.7, 3.3333)];
    for constraints in ["FREE", "FIXED_SIDE", "FIXED_ORDER"] {
        let all = vec![node("a", (40.7, 33.3), constraints, thirds()), json!({ "id": "b", "width": 40, "height": 30 })];
        let v = laid(document("DOWN", all, &[("p", "b"), ("q", "b"), ("q", "b")]));
        for (edge, port) in [(0, 0), (1, 1), (2, 1)] {
            let (end, p) = (line(&v["edges"][edge])[0], rect(&v["children"][0]["ports"][port]));
            let middle = p.center();
            assert!((end.x - middle.x).abs() < 1e-9 || (end.y - middle.y).abs() < 1e-9, "{constraints}: {end:?} {p:?}");
            assert!(on_border(&p, end), "{constraints}: {end:?} {p:?}");
        }
    }
    // A given place that the engine knows to a part of a px only.
    let mut p = port("p", 4.0, 4.0);
    (p["x"], p["y"]) = (json!(18.3333), json!(30));
    let all = vec![node("a", (40.0, 30.0), "FIXED_POS", vec![p]), json!({ "id": "b", "width": 40, "height": 30 })];
    let v = laid(document("DOWN", all, &[("p", "b")]));
    let (way, p) = (line(&v["edges"][0]), rect(&v["children"][0]["ports"][0]));
    assert!((way[0].x - p.center().x).abs() < 1e-9, "{way:?} {p:?}");
    assert!(way.windows(2).all(|w| w[0].x == w[1].x || w[0].y == w[1].y), "{way:?}");
}

#[test]
fn placing_again_or_near_itself_changes_nothing() {
    for direction in ["RIGHT", "DOWN"] {
        let mut doc = read(broad(direction)).unwrap();
        let first = doc.place();
        let again = doc.place();
        let v = doc.write(&again);
        assert_eq!(v, laid(broad(direction)));
        assert_eq!(first.edges, again.edges);
        let mut near = read(broad(direction)).unwrap();
        near.stay_near(v.to_string().as_bytes()).unwrap();
        let placement = near.place();
        assert_eq!(near.write(&placement), v, "{direction}");
    }
}

#[test]
fn sections_have_no_points_that_say_nothing() {
    let inner = json!({ "id": "n7", "width": 20, "height": 20 });
    let mut group = node("n3", (20.0, 20.0), "FREE", vec![port("p5", 20.0, 20.0)]);
    group["children"] = json!([inner]);
    let mut v = document(
        "RIGHT",
        vec![node("n1", (20.0, 20.0), "FREE", vec![port("p2", 10.0, 20.0)]), group],
        &[("n1", "n3"), ("n7", "p2"), ("n1", "n1")],
    );
    for i in [0, 1] {
        v["edges"][i]["labels"] = json!([{ "width": 20, "height": 20 }]);
    }
    for edge in laid(v)["edges"].as_array().unwrap() {
        let line = line(edge);
        assert!(line.windows(2).all(|w| w[0] != w[1]), "{line:?}");
        let straight = |w: &[Point]| w[0].x == w[1].x && w[1].x == w[2].x || w[0].y == w[1].y && w[1].y == w[2].y;
        assert!(!line.windows(3).any(straight), "{line:?}");
    }
}
