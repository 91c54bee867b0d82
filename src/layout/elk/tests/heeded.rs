//! Every option, wherever it may stand, changes a drawing that it matters to; where it may not stand, it is told of.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::options::{On, places};
use super::read;

/// Something of everything: labels, ports, edges side by side, parts, a group with crossed lines inside.
fn document() -> Value {
    let label = |width: u32| json!({ "text": "l", "width": width, "height": 12 });
    let node = |id: &str, width: u32| json!({ "id": id, "width": width, "height": 30 });
    let edge = |id: &str, a: &str, b: &str| json!({ "id": id, "sources": [a], "targets": [b] });
    let port =
        |id: &str, x: i32, y: i32| json!({ "id": id, "width": 6, "height": 6, "x": x, "y": y, "labels": [label(20)] });
    let mut v = json!({ "id": "r",
        "children": [
            { "id": "a", "width": 60, "height": 30, "labels": [label(80)], "ports": [port("pa", 10, 24), port("pb", 40, 30)],
              "edges": [edge("ea", "a", "d")] },
            { "id": "g", "width": 700, "height": 600, "labels": [label(40)], "ports": [port("gp", 30, -6), port("gq", 90, -6)],
              "children": [node("b", 60), node("c", 60), node("z", 60), node("m", 30), node("n", 30), node("o", 30), node("p", 30)],
              "edges": [edge("bc", "b", "c"), edge("bz", "b", "z"), edge("bc2", "b", "c"), edge("mp", "m", "p"), edge("no", "n", "o")] },
            node("d", 60), node("e", 60), node("x", 20), node("y", 20), node("w", 20), node("k1", 40), node("k2", 90), node("k3", 40), node("k4", 40),
        ],
        "edges": [
            edge("e1", "pa", "b"), edge("e2", "pb", "d"), edge("e3", "d", "e"), edge("e4", "d", "c"), edge("e5", "a", "gp"), edge("e6", "d", "e"),
            edge("e7", "e", "gq"), edge("k13", "k1", "k3"), edge("k14", "k1", "k4"), edge("k23", "k2", "k3"), edge("k24", "k2", "k4"),
            edge("k12", "k1", "k2"), edge("again", "k1", "k3"),
        ] });
    v["edges"][0]["labels"] = json!([label(30)]);
    v["children"][1]["edges"][1]["labels"] = json!([label(30)]);
    v
}

fn element(v: &mut Value, on: On) -> &mut Value {
    let pointer = match on {
        On::Root => "",
        On::Group => "/children/1",
        On::Node => "/children/0",
        On::Port => "/children/0/ports/1",
        On::Edge => "/edges/7",
        On::Label => "/edges/0/labels/0",
        On::NodeLabel => "/children/0/labels/0",
        On::OtherLabel => "/children/0/ports/0/labels/0",
    };
    v.pointer_mut(pointer).unwrap()
}

/// The drawing with some options, without these, and what was told.
fn drawn(options: &[(On, &str, &str)]) -> (Value, Vec<String>) {
    let mut v = document();
    for &(on, key, value) in options {
        element(&mut v, on)["layoutOptions"][key] = json!(value);
    }
    let mut doc = read(v).unwrap();
    let (placement, told) = (doc.place(), doc.warnings.clone());
    let mut out = doc.write(&placement);
    for &(on, ..) in options {
        element(&mut out, on).as_object_mut().unwrap().shift_remove("layoutOptions");
    }
    (out, told)
}

type Row = (On, &'static str, &'static str, &'static [(On, &'static str, &'static str)]);

/// Where an option stands, and a value that changes the document; what it needs to matter.
const ROWS: &[Row] = &[
    (On::Root, "direction", "DOWN", &[]),
    (On::Group, "direction", "DOWN", &[]),
    (On::Root, "aspectRatio", "0.3", &[]),
    (On::Root, "padding", "[top=50,left=60,bottom=70,right=80]", &[]),
    (On::Group, "padding", "[top=50,left=60,bottom=70,right=80]", &[]),
    (On::Root, "spacing.nodeNode", "77", &[]),
    (On::Root, "spacing.edgeEdge", "33", &[]),
    (On::Root, "spacing.edgeNode", "44", &[]),
    (On::Root, "spacing.edgeLabel", "22", &[]),
    (On::Root, "spacing.componentComponent", "88", &[]),
    (On::Root, "layered.spacing.baseValue", "60", &[]),
    (On::Root, "layered.spacing.nodeNodeBetweenLayers", "99", &[]),
    (On::Root, "layered.spacing.edgeEdgeBetweenLayers", "66", &[]),
    (On::Root, "layered.spacing.edgeNodeBetweenLayers", "55", &[]),
    (On::Root, "layered.crossingMinimization.forceNodeModelOrder", "true", &[]),
    (On::Group, "layered.crossingMinimization.forceNodeModelOrder", "true", &[]),
    (On::Root, "layered.wrapping.strategy", "MULTI_EDGE", &[(On::Root, "aspectRatio", "0.5")]),
    (On::Root, "json.shapeCoords", "ROOT", &[]),
    (On::Group, "json.shapeCoords", "ROOT", &[]),
    (On::Node, "json.shapeCoords", "ROOT", &[]),
    (On::Root, "json.edgeCoords", "ROOT", &[]),
    (On::Group, "json.edgeCoords", "ROOT", &[]),
    (On::Node, "json.edgeCoords", "PARENT", &[]),
    (On::Group, "nodeLabels.placement", "[H_CENTER, V_TOP, INSIDE]", &[]),
    (On::Node, "nodeLabels.placement", "[H_LEFT, V_TOP, INSIDE]", &[]),
    (On::NodeLabel, "nodeLabels.placement", "[H_LEFT, V_TOP, INSIDE]", &[]),
    (
        On::Node,
        "nodeLabels.padding",
        "[top=9,left=9,bottom=9,right=9]",
        &[(On::Node, "nodeLabels.placement", "[H_LEFT, V_TOP, INSIDE]")],
    ),
    (On::Group, "nodeSize.constraints", "[MINIMUM_SIZE]", &[(On::Group, "nodeSize.minimum", "(700,600)")]),
    (On::Node, "nodeSize.constraints", "[NODE_LABELS]", &[]),
    (On::Group, "nodeSize.minimum", "(700,600)", &[(On::Group, "nodeSize.constraints", "[MINIMUM_SIZE]")]),
    (On::Node, "nodeSize.minimum", "(700,600)", &[(On::Node, "nodeSize.constraints", "[MINIMUM_SIZE]")]),
    (On::Group, "nodeSize.fixedGraphSize", "true", &[]),
    (On::Edge, "layered.priority.shortness", "50", &[]),
    (On::Edge, "layered.priority.straightness", "50", &[]),
    (On::Label, "edgeLabels.placement", "TAIL", &[]),
    (On::Root, "layered.mergeEdges", "true", &[]),
    (On::Group, "layered.mergeEdges", "true", &[]),
    (On::Group, "portConstraints", "FIXED_POS", &[]),
    (On::Node, "portConstraints", "FIXED_POS", &[]),
    (On::Port, "port.side", "WEST", &[(On::Node, "portConstraints", "FIXED_SIDE")]),
    (On::Port, "port.index", "7", &[(On::Node, "portConstraints", "FIXED_ORDER")]),
    (On::Group, "portLabels.placement", "INSIDE", &[]),
    (On::Node, "portLabels.placement", "INSIDE", &[]),
];

#[test]
fn every_option_changes_what_it_is_for_wherever_it_may_stand() {
    for &(on, key, value, with) in ROWS {
        let before = drawn(with);
        let after = drawn(&[with, &[(on, key, value)]].concat());
        assert_ne!(before.0, after.0, "{key} on {on:?} changes nothing");
        assert_eq!(before.1, after.1, "{key} on {on:?}");
    }
}

#[test]
fn every_option_is_told_of_where_it_may_not_stand() {
    let heeded: BTreeSet<(&str, usize)> = ROWS.iter().map(|&(on, key, ..)| (key, on as usize)).collect();
    let all = [On::Root, On::Group, On::Node, On::Port, On::Edge, On::Label, On::NodeLabel, On::OtherLabel];
    for (key, may) in places().filter(|(key, _)| *key != "algorithm") {
        let value = ROWS.iter().find(|r| r.1 == key).unwrap_or_else(|| panic!("{key} has no row")).2;
        for on in all.into_iter().filter(|&on| !heeded.contains(&(key, on as usize))) {
            let mut v = document();
            element(&mut v, on)["layoutOptions"][key] = json!(value);
            let told = read(v).unwrap().warnings;
            assert!(
                told.iter().any(|w| w.contains(key)),
                "{key} on {on:?}, which it may stand on: {}",
                may.contains(&on)
            );
        }
    }
}
