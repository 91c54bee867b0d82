//! Labels at the ends of edges.

use serde_json::{Value, json};

use super::{corners, laid, number, wrong};
use crate::geometry::{Point, Rect};

fn label(place: &str, w: f64, h: f64) -> Value {
    json!({ "text": place, "width": w, "height": h, "layoutOptions": { "elk.edgeLabels.placement": place } })
}

fn rect(v: &Value) -> Rect {
    Rect::new(number(&v["x"]), number(&v["y"]), number(&v["width"]), number(&v["height"]))
}

fn route(edge: &Value) -> Vec<Point> {
    let section = &edge["sections"][0];
    let bends = section["bendPoints"].as_array().into_iter().flatten();
    let all = [&section["startPoint"]].into_iter().chain(bends).chain([&section["endPoint"]]);
    all.map(|p| Point::new(number(&p["x"]), number(&p["y"]))).collect()
}

#[test]
fn labels_stand_at_the_ends_as_in_elkjs() {
    for (direction, lying, back) in
        [("RIGHT", true, false), ("LEFT", true, true), ("DOWN", false, false), ("UP", false, true)]
    {
        let node = |id: &str| json!({ "id": id, "width": 80, "height": 40 });
        let v = laid(
            json!({ "id": "r", "layoutOptions": { "direction": direction }, "children": [node("a"), node("b")],
            "edges": [{ "id": "e", "sources": ["a"], "targets": ["b"], "labels": [label("HEAD", 30.0, 10.0), label("CENTER", 30.0, 10.0), label("TAIL", 30.0, 10.0), label("HEAD", 20.0, 8.0)] }] }),
        );
        let (a, b) = (rect(&v["children"][0]), rect(&v["children"][1]));
        let labels: Vec<Rect> = v["edges"][0]["labels"].as_array().unwrap().iter().map(rect).collect();
        assert_eq!(route(&v["edges"][0]).len(), 2, "{direction}: {v}");
        // Two px from the node, and two beside the line; those of one end stand under one another.
        let gap = |node: &Rect, label: &Rect, after: bool| match (lying, after) {
            (true, true) => label.x - node.right(),
            (true, false) => node.x - label.right(),
            (false, true) => label.y - node.bottom(),
            (false, false) => node.y - label.bottom(),
        };
        assert_eq!(gap(&a, &labels[2], !back), 2.0, "{direction}: {labels:?}");
        let of_head = labels[0].union(&labels[3]);
        assert_eq!(gap(&b, &of_head, back), 2.0, "{direction}: {labels:?}");
        assert_eq!(labels[0].bottom(), labels[3].y, "{direction}: {labels:?}");
        let line = route(&v["edges"][0])[0];
        let beside = |r: &Rect| if lying { r.y - line.y } else { r.x - line.x };
        assert_eq!((beside(&labels[2]), beside(&of_head)), (2.0, 2.0), "{direction}: {labels:?}");
    }
}

/// Nodes in groups or in none, edges between any two, also to groups, with labels at any of their places.
fn generated(seed: u64) -> Value {
    let mut state = seed;
    let mut roll = |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let count = 3 + roll(8);
    let mut children = Vec::new();
    let mut members = Vec::new();
    for i in 0..count {
        let node = json!({ "id": format!("n{i}"), "width": 30 + roll(60), "height": 20 + roll(40) });
        if roll(3) == 0 { members.push(node) } else { children.push(node) }
    }
    let mut ends: Vec<String> = (0..count).map(|i| format!("n{i}")).collect();
    if !members.is_empty() {
        ends.push("g".to_owned());
        children.insert(
            roll(children.len() as u64 + 1) as usize,
            json!({ "id": "g", "labels": [{ "width": 30, "height": 10 }], "children": members }),
        );
    }
    let edges: Vec<Value> = (0..2 + roll(12))
        .map(|e| {
            let mut labels = Vec::new();
            for place in ["TAIL", "CENTER", "HEAD"] {
                if roll(2) == 0 {
                    labels.push(label(place, 10.0 + roll(40) as f64, 8.0 + roll(8) as f64));
                }
            }
            let (a, b) =
                (ends[roll(ends.len() as u64) as usize].clone(), ends[roll(ends.len() as u64) as usize].clone());
            json!({ "id": e, "sources": [a], "targets": [b], "labels": labels })
        })
        .collect();
    let direction = ["RIGHT", "LEFT", "DOWN", "UP"][roll(4) as usize];
    json!({ "id": "root", "layoutOptions": { "direction": direction, "json.shapeCoords": "ROOT", "json.edgeCoords": "ROOT" }, "children": children, "edges": edges })
}

/// What a label may not stand on, and whether each is nearer to its own line than to any other.
fn faults(v: &Value) -> Vec<String> {
    let mut boxes = Vec::new();
    let mut out = Vec::new();
    for c in v["children"].as_array().unwrap() {
        if let Some(members) = c["children"].as_array() {
            boxes.extend(members.iter().map(rect));
            boxes.push(rect(&c["labels"][0]));
        } else {
            boxes.push(rect(c));
        }
    }
    let edges = v["edges"].as_array().unwrap();
    let routes: Vec<Vec<Point>> = edges.iter().map(route).collect();
    let mut labels: Vec<(usize, Rect)> = Vec::new();
    for (e, edge) in edges.iter().enumerate() {
        labels.extend(edge["labels"].as_array().unwrap().iter().map(|l| (e, rect(l))));
    }
    let away = |r: &Rect, route: &[Point]| {
        let gap = |w: &[Point]| {
            let s = Rect::around(w[0], w[1]);
            let dx = (s.x - r.right()).max(r.x - s.right()).max(0.0);
            let dy = (s.y - r.bottom()).max(r.y - s.bottom()).max(0.0);
            dx.max(dy)
        };
        route.windows(2).map(gap).fold(f64::MAX, f64::min)
    };
    for (i, (e, r)) in labels.iter().enumerate() {
        let inner = r.grown(-0.01);
        if boxes.iter().any(|b| b.overlaps(&inner)) {
            out.push(format!("label {i} of edge {e} stands on a box"));
        }
        if labels[..i].iter().any(|l| l.1.overlaps(&inner)) {
            out.push(format!("label {i} of edge {e} stands on another"));
        }
        for (k, route) in routes.iter().enumerate() {
            if route.windows(2).any(|w| Rect::around(w[0], w[1]).grown(0.001).overlaps(&inner)) {
                out.push(format!("edge {k} runs through label {i}, which is of edge {e}"));
            }
        }
        // Labels that are stacked beside a line are as far from it as the widest.
        let stacked = labels.iter().filter(|l| l.0 == *e).count() > 1;
        let own = away(r, &routes[*e]);
        if !stacked && routes.iter().enumerate().any(|(k, route)| k != *e && away(r, route) < own) {
            out.push(format!("label {i} is nearer to another line than to edge {e}"));
        }
    }
    for (e, route) in routes.iter().enumerate() {
        if route.len() < 2 || route.windows(2).any(|w| w[0].x != w[1].x && w[0].y != w[1].y) {
            out.push(format!("edge {e} is not orthogonal: {route:?}"));
        }
        let turns = |w: &[Point]| (w[1].x - w[0].x) * (w[2].x - w[1].x) + (w[1].y - w[0].y) * (w[2].y - w[1].y) < 0.0;
        if route.windows(3).any(turns) {
            out.push(format!("edge {e} turns back: {route:?}"));
        }
    }
    out
}

#[test]
fn labels_at_ends_stand_on_nothing() {
    for seed in 0..400 {
        let v = laid(generated(seed));
        let faults = faults(&v);
        assert!(faults.is_empty(), "{seed}: {faults:#?}\n{v}");
    }
}

#[test]
fn a_long_edge_has_its_labels_at_its_ends() {
    let node = |id: &str| json!({ "id": id, "width": 80, "height": 40 });
    let edge = |id: u32, a: &str, b: &str, labels: Value| json!({ "id": id, "sources": [a], "targets": [b], "labels": labels });
    for labels in [
        json!([label("TAIL", 30.0, 10.0), label("HEAD", 30.0, 10.0)]),
        json!([label("HEAD", 30.0, 10.0)]),
        json!([label("TAIL", 30.0, 10.0)]),
    ] {
        let none = || json!([]);
        let v = laid(
            json!({ "id": "r", "layoutOptions": { "direction": "DOWN" }, "children": [node("a"), node("b"), node("c"), node("d"), node("e")],
            "edges": [edge(1, "a", "b", none()), edge(2, "b", "c", none()), edge(3, "c", "d", none()), edge(4, "d", "e", none()), edge(5, "a", "e", labels.clone())] }),
        );
        let mut all = Vec::new();
        corners(&v, 0.0, 0.0, &mut all);
        let long = &v["edges"][4];
        for l in long["labels"].as_array().unwrap() {
            let points = route(long);
            let end = if l["text"] == "TAIL" { points[0] } else { *points.last().unwrap() };
            let r = rect(l);
            let far = (r.x - end.x).max(end.x - r.right()).max(r.y - end.y).max(end.y - r.bottom());
            assert!(far <= 20.0, "{labels}: {} px from its end: {v}", far);
        }
    }
}

#[test]
fn a_label_has_one_of_three_places() {
    let v = json!({ "children": [{ "id": "a" }, { "id": "b" }], "edges": [{ "id": "e", "sources": ["a"], "targets": ["b"], "labels": [label("ABOVE", 9.0, 9.0)] }] });
    let message = "edges[0].labels[0].layoutOptions[\"elk.edgeLabels.placement\"]: must be one of TAIL, CENTER, HEAD, not \"ABOVE\"";
    assert_eq!(wrong(v), message);
}
