//! Options that have a counterpart act, others are told.

use serde_json::{Value, json};

use super::{laid, number, wrong};
use crate::layout::elk::read;

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
            "$: `elk.edgeRouting: \"SPLINES\"` has no counterpart here and changes nothing",
            "children[0]: `elk.spacing.edgeEdge` is not heeded on an inner node: the whole drawing has the value of the document itself",
        ]
    );
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

#[test]
fn a_title_stands_where_it_is_asked_unless_a_line_is_there() {
    let group = |placement: &str, edge: bool| {
        let edges = if edge { json!([{ "id": "e", "sources": ["a"], "targets": ["b"] }]) } else { json!([]) };
        laid(json!({ "id": "r", "layoutOptions": { "direction": "DOWN" }, "children": [{ "id": "a", "width": 200, "height": 10 },
            { "id": "g", "layoutOptions": { "nodeLabels.placement": placement }, "labels": [{ "width": 40, "height": 10 }],
              "children": [{ "id": "b", "width": 200, "height": 10 }] }], "edges": edges }))["children"][1]["labels"][0]["x"]
            .as_f64()
    };
    assert_eq!(group("[H_LEFT, V_TOP, INSIDE]", false), Some(12.0));
    assert_eq!(group("[H_CENTER, V_TOP, INSIDE]", false), Some(92.0));
    assert_eq!(group("[H_RIGHT, V_TOP, INSIDE]", false), Some(172.0));
    assert_eq!(group("[H_CENTER, V_TOP, INSIDE]", true), Some(12.0), "the line comes down in the middle");
}

#[test]
fn more_padding_at_the_top_is_there_only() {
    let v = laid(
        json!({ "id": "r", "children": [{ "id": "g", "layoutOptions": { "elk.padding": "[top=50,left=10,bottom=10,right=10]" },
        "children": [{ "id": "a", "width": 80, "height": 40 }] }] }),
    );
    let (g, a) = (&v["children"][0], &v["children"][0]["children"][0]);
    assert_eq!((number(&g["width"]), number(&g["height"])), (100.0, 100.0));
    assert_eq!((number(&a["x"]), number(&a["y"])), (10.0, 50.0));
}

#[test]
fn labels_of_ports_stand_where_elkjs_has_them() {
    let sides = ["NORTH", "EAST", "SOUTH", "WEST"];
    let port = |side: &&str| json!({ "id": side, "width": 8, "height": 8, "labels": [{ "width": 30, "height": 10 }], "layoutOptions": { "port.side": side } });
    let of = |placement: &str| {
        let ports: Vec<Value> = sides.iter().map(port).collect();
        let options = json!({ "portConstraints": "FIXED_SIDE", "portLabels.placement": placement });
        let v = laid(
            json!({ "id": "r", "children": [{ "id": "n", "width": 80, "height": 40, "layoutOptions": options, "ports": ports }] }),
        );
        let label = |i: usize| &v["children"][0]["ports"][i]["labels"][0];
        [0, 1, 2, 3].map(|i| (number(&label(i)["x"]), number(&label(i)["y"])))
    };
    assert_eq!(of("INSIDE"), [(-11.0, 9.0), (-31.0, -1.0), (-11.0, -11.0), (9.0, -1.0)]);
    assert_eq!(of("OUTSIDE"), [(9.0, -11.0), (9.0, 9.0), (9.0, 9.0), (-31.0, 9.0)]);
}

/// What programs commonly set, each either done or told of, in one sentence.
#[test]
fn every_option_is_heeded_or_told() {
    let done = [
        ("elk.layered.unnecessaryBendpoints", "false"),
        ("elk.layered.feedbackEdges", "false"),
        ("elk.layered.mergeHierarchyEdges", "false"),
        ("elk.layered.crossingMinimization.greedySwitch.type", "TWO_SIDED"),
        ("elk.layered.crossingMinimization.semiInteractive", "false"),
        ("elk.layered.nodePlacement.favorStraightEdges", "true"),
        ("elk.layered.compaction.postCompaction.strategy", "EDGE_LENGTH"),
        ("elk.interactive", "false"),
        ("elk.partitioning.activate", "false"),
        ("elk.insideSelfLoops.activate", "false"),
        ("elk.portAlignment.default", "DISTRIBUTED"),
        ("elk.hierarchyHandling", "SEPARATE_CHILDREN"),
        ("elk.layered.considerModelOrder.strategy", "PREFER_NODES"),
        ("elk.layered.mergeEdges", "true"),
        ("elk.separateConnectedComponents", "true"),
    ];
    let told = [
        ("elk.layered.unnecessaryBendpoints", "true"),
        ("elk.layered.feedbackEdges", "true"),
        ("elk.layered.mergeHierarchyEdges", "true"),
        ("elk.layered.crossingMinimization.greedySwitch.type", "OFF"),
        ("elk.layered.nodePlacement.favorStraightEdges", "false"),
        ("elk.layered.nodePlacement.strategy", "BRANDES_KOEPF"),
        ("elk.layered.compaction.postCompaction.strategy", "NONE"),
        ("elk.interactive", "true"),
        ("elk.partitioning.activate", "true"),
        ("elk.insideSelfLoops.activate", "true"),
        ("elk.portAlignment.default", "BEGIN"),
        ("elk.contentAlignment", "[H_CENTER, V_CENTER]"),
        ("elk.layered.thoroughness", "7"),
        ("elk.layered.layering.layerConstraint", "FIRST"),
        ("elk.layered.considerModelOrder.components", "MODEL_ORDER"),
        ("elk.spacing.labelNode", "5"),
        ("elk.edgeRouting", "POLYLINE"),
        ("elk.separateConnectedComponents", "false"),
    ];
    for (all, warned) in [(&done[..], false), (&told[..], true)] {
        for (key, value) in all {
            let mut options = json!({});
            options[*key] = json!(value);
            let v = json!({ "id": "r", "children": [{ "id": "g", "layoutOptions": options, "children": [{ "id": "a" }] }] });
            let warnings = read(v).unwrap().warnings;
            assert_eq!(warnings.len(), usize::from(warned), "{key}: {warnings:?}");
            let names = |w: &String| w.starts_with("children[0]: `elk.") && w.contains(key.rsplit('.').next().unwrap());
            assert!(warnings.iter().all(names), "{warnings:?}");
        }
    }
}
