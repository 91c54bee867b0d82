//! Ports of nodes with children.

use serde_json::{Value, json};

use super::{laid, number};
use crate::layout::elk::read;

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
fn fixed_places_that_are_not_said_are_a_warning() {
    let of = |ports: Value| {
        let group = |id: &str, ports: &Value| json!({ "id": id, "layoutOptions": { "portConstraints": "FIXED_POS" }, "ports": ports, "children": [{ "id": format!("{id}-in") }] });
        read(json!({ "children": [group("g", &ports), group("h", &json!([])), group("k", &json!([{ "id": "x" }]))] }))
            .unwrap()
            .warnings
    };
    let sentence = "`elk.portConstraints` fixes the places of ports, and some have no `x` and `y`: only their sides and their order are kept";
    assert_eq!(of(json!([])), [format!("children[2]: {sentence}")]);
    assert_eq!(of(json!([{ "id": "p", "x": 3, "y": 4 }])), [format!("children[2]: {sentence}")]);
    assert_eq!(of(json!([{ "id": "p", "x": 3 }, { "id": "q" }])), [format!("children[0] and 1 more: {sentence}")]);
}

/// A node before a group and one behind it, two in it, and five ports with edges from outside and from inside.
fn placed(constraints: &str, direction: &str, own: &str, size: Option<(f64, f64)>) -> Value {
    let port = |id: &str, side: &str, x: f64, y: f64| json!({ "id": id, "width": 8, "height": 8, "x": x, "y": y, "layoutOptions": { "port.side": side } });
    let node = |id: &str| json!({ "id": id, "width": 80, "height": 40 });
    let edge = |id: &str, from: &str, to: &str| json!({ "id": id, "sources": [from], "targets": [to] });
    let mut g = json!({ "id": "g", "layoutOptions": { "portConstraints": constraints, "direction": own }, "labels": [{ "text": "G", "width": 40, "height": 12 }],
        "ports": [port("w1", "WEST", -8.0, 10.0), port("w2", "WEST", -8.0, 33.3), port("e1", "EAST", 200.0, 80.0), port("s1", "SOUTH", 30.0, 100.0), port("n1", "NORTH", 100.0, -8.0)],
        "children": [node("a"), node("b")] });
    if let Some((w, h)) = size {
        (g["width"], g["height"]) = (json!(w), json!(h));
    }
    laid(json!({ "id": "root", "layoutOptions": { "direction": direction, "json.edgeCoords": "ROOT" },
        "children": [node("o"), g, node("z")],
        "edges": [edge("1", "o", "w1"), edge("2", "w1", "a"), edge("3", "o", "w2"), edge("4", "w2", "b"), edge("5", "e1", "z"), edge("6", "b", "e1"),
            edge("7", "a", "s1"), edge("8", "s1", "z"), edge("9", "o", "n1"), edge("10", "n1", "b"), edge("11", "a", "b"), edge("12", "o", "a")] }))
}

#[test]
fn ports_of_a_group_stand_in_their_places() {
    for (direction, own) in
        [("RIGHT", "RIGHT"), ("LEFT", "LEFT"), ("DOWN", "DOWN"), ("UP", "UP"), ("DOWN", "RIGHT"), ("RIGHT", "UP")]
    {
        for (constraints, size) in [
            ("FIXED_POS", None),
            ("FIXED_POS", Some((200.0, 100.0))),
            ("FIXED_RATIO", None),
            ("FIXED_RATIO", Some((200.0, 100.0))),
        ] {
            let v = placed(constraints, direction, own, size);
            let g = &v["children"][1];
            let (w, h) = (number(&g["width"]), number(&g["height"]));
            let what = format!("{constraints} {size:?} {direction} {own}");
            let at = |i: usize| (number(&g["ports"][i]["x"]), number(&g["ports"][i]["y"]));
            // Flush with its side; along that where it was, or at the same share.
            let along = |was: f64, length: f64, now: f64| match size.filter(|_| constraints == "FIXED_RATIO") {
                Some(_) => (was + 4.0) / length * now - 4.0,
                None => was,
            };
            let wanted = [
                (-8.0, along(10.0, 100.0, h)),
                (-8.0, along(33.3, 100.0, h)),
                (w, along(80.0, 100.0, h)),
                (along(30.0, 200.0, w), h),
                (along(100.0, 200.0, w), -8.0),
            ];
            for (i, wanted) in wanted.into_iter().enumerate() {
                let near = (at(i).0 - wanted.0).abs() < 0.01 && (at(i).1 - wanted.1).abs() < 0.01;
                assert!(near, "{what}: port {i} is at {:?}, not {wanted:?}", at(i));
            }
            // From outside at the outer side of the port, from inside at its inner one.
            let corner = (number(&g["x"]), number(&g["y"]));
            let out = [(-1.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
            for (edge, port, end, inside) in [
                (0, 0, "endPoint", false),
                (1, 0, "startPoint", true),
                (2, 1, "endPoint", false),
                (3, 1, "startPoint", true),
                (4, 2, "startPoint", false),
                (5, 2, "endPoint", true),
                (6, 3, "endPoint", true),
                (7, 3, "startPoint", false),
                (8, 4, "endPoint", false),
                (9, 4, "startPoint", true),
            ] {
                let side = if inside { -4.0 } else { 4.0 };
                let tip = (
                    corner.0 + at(port).0 + 4.0 + side * out[port].0,
                    corner.1 + at(port).1 + 4.0 + side * out[port].1,
                );
                let p = &v["edges"][edge]["sections"][0][end];
                let near = (number(&p["x"]) - tip.0).abs() < 0.2 && (number(&p["y"]) - tip.1).abs() < 0.2;
                assert!(near, "{what}: edge {edge} ends at {p}, its port's side is at {tip:?}");
            }
        }
    }
}

#[test]
fn a_group_grows_to_hold_its_ports() {
    let group = |y: i32, constraints: &str| {
        let v = laid(json!({ "id": "r", "children": [{ "id": "g", "layoutOptions": { "portConstraints": constraints },
            "ports": [{ "id": "p", "width": 8, "height": 8, "x": -8, "y": y }], "children": [{ "id": "a", "width": 80, "height": 40 }] }],
            "edges": [{ "id": "e", "sources": ["p"], "targets": ["a"] }] }));
        let g = &v["children"][0];
        (number(&g["height"]), number(&g["ports"][0]["y"]))
    };
    // The content moves along, so that the line is straight: its middle is 32 px from both ends.
    assert_eq!(group(280, "FIXED_POS"), (316.0, 280.0));
    assert_eq!(group(280, "FIXED_RATIO"), (316.0, 280.0), "a ratio of no size is a place");
    assert_eq!(group(28, "FIXED_POS"), (64.0, 28.0), "nothing has to make way");
    assert_eq!(group(-30, "FIXED_POS").1, 0.0, "a port stays on its side");
}

/// A group of one or two nodes between two others, whatever leads in and out, with these options.
fn small(options: Value, direction: &str, (across, own): (bool, &str)) -> Value {
    let ends = if across { ["b", "c"] } else { ["g", "g"] };
    let edge = |id: u32, from: &str, to: &str| json!({ "id": id, "sources": [from], "targets": [to] });
    let mut inner = options;
    inner["elk.direction"] = json!(own);
    laid(json!({ "id": "root", "layoutOptions": { "elk.direction": direction }, "children": [
        { "id": "a", "width": 40, "height": 30 },
        { "id": "g", "layoutOptions": inner, "width": 190, "height": 150, "labels": [{ "text": "G", "width": 30, "height": 10 }],
          "children": [{ "id": "b", "width": 40, "height": 30 }, { "id": "c", "width": 40, "height": 30 }] },
        { "id": "z", "width": 40, "height": 30 }],
        "edges": [edge(1, "a", ends[0]), edge(2, ends[1], "z"), edge(3, "b", "c")] }))
}

#[test]
fn a_group_is_as_large_as_asked_at_least() {
    let size = |v: &Value| (number(&v["children"][1]["width"]), number(&v["children"][1]["height"]));
    for (direction, own) in
        [("RIGHT", "RIGHT"), ("LEFT", "LEFT"), ("DOWN", "DOWN"), ("UP", "UP"), ("DOWN", "RIGHT"), ("LEFT", "UP")]
    {
        for across in [false, true] {
            let of = |options: Value| size(&small(options, direction, (across, own)));
            let small = of(json!({}));
            assert!(small.0 < 190.0 && small.1 < 150.0, "a size alone asks for nothing, as in elkjs: {small:?}");
            let least = |w: f64, h: f64| json!({ "nodeSize.constraints": "MINIMUM_SIZE", "nodeSize.minimum": format!("({w}, {h})") });
            let what = format!("{direction} {own} {across}");
            assert_eq!(of(least(301.0, 202.0)), (301.0, 202.0), "{what}");
            assert_eq!(of(least(301.0, 1.0)), (301.0, small.1), "{what}");
            assert_eq!(of(least(1.0, 202.0)), (small.0, 202.0), "{what}");
            assert_eq!(
                of(json!({ "nodeSize.minimum": "(301, 202)" })),
                small,
                "without a constraint it means nothing: {what}"
            );
            assert_eq!(of(json!({ "nodeSize.fixedGraphSize": true })), (190.0, 150.0), "{what}");
        }
    }
}
