//! Documents in ELK's JSON from anywhere: whatever stands in them, reading ends with a graph that can be laid out or with one
//! sentence that names a place, and what was laid out keeps what it was not asked to change.

#[path = "elk/drawn.rs"]
mod drawn;
#[path = "elk/mutated.rs"]
mod mutated;

use frieze::layout::elk;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

// Each part is boxed: unboxed, the trees of a few nested elements are larger than the stack of a test.

/// A value for an element's key: mostly what belongs there, sometimes what does not.
fn odd() -> BoxedStrategy<Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(-1.0), Just(0.0), Just(1e7), Just(1e300), -50.0..500.0].prop_map(|x: f64| json!(x)),
        any::<i64>().prop_map(Value::from),
        "[a-h]{0,2}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[], { "id": "a" }, 3])),
    ]
    .boxed()
}

fn id() -> BoxedStrategy<Value> {
    prop_oneof![9 => "[a-h]{1,2}".prop_map(Value::from), 1 => (0..5i32).prop_map(Value::from), 1 => odd()].boxed()
}

fn side() -> BoxedStrategy<Value> {
    prop_oneof![8 => (0..200i32).prop_map(Value::from), 1 => odd()].boxed()
}

fn options() -> BoxedStrategy<Value> {
    let entry = |key: &'static str, values: &'static [&'static str]| {
        prop_oneof![6 => prop::sample::select(values).prop_map(Value::from), 1 => odd()].prop_map(move |v| (key, v))
    };
    let known = prop_oneof![
        entry("elk.direction", &["DOWN", "UP", "LEFT", "RIGHT", "UNDEFINED"]),
        entry("org.eclipse.elk.padding", &["[top=5,left=3,bottom=9,right=1]", "[top=", "7"]),
        entry("spacing.nodeNode", &["30", "0", "-2"]),
        entry("elk.portConstraints", &["FREE", "FIXED_SIDE", "FIXED_ORDER", "FIXED_RATIO", "FIXED_POS"]),
        entry("port.side", &["NORTH", "EAST", "SOUTH", "WEST"]),
        entry("port.index", &["0", "2", "1"]),
        entry("json.shapeCoords", &["ROOT", "PARENT", "INHERIT"]),
        entry("json.edgeCoords", &["ROOT", "PARENT", "CONTAINER"]),
        entry("nodeLabels.placement", &["H_LEFT V_TOP INSIDE", "OUTSIDE V_BOTTOM H_CENTER"]),
        entry("nodeSize.constraints", &["NODE_LABELS PORTS", "MINIMUM_SIZE", "[]"]),
        entry("nodeSize.minimum", &["(90, 50)", "(0,0)", "(300"]),
        entry("layered.mergeEdges", &["true", "false"]),
        entry("nodeSize.fixedGraphSize", &["true", "false"]),
        entry("layered.crossingMinimization.forceNodeModelOrder", &["true", "false"]),
        entry("elk.nonsense", &["x"]),
    ];
    prop_oneof![
        8 => prop::collection::vec(known, 0..3).prop_map(|l| {
            Value::Object(l.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Map<String, Value>>())
        }),
        1 => odd(),
    ]
    .boxed()
}

fn labels() -> BoxedStrategy<Value> {
    let label = (side(), side()).prop_map(|(w, h)| json!({ "text": "x", "width": w, "height": h }));
    prop_oneof![8 => prop::collection::vec(label, 0..2).prop_map(Value::from), 1 => odd()].boxed()
}

fn port() -> BoxedStrategy<Value> {
    (id(), side(), side(), options())
        .prop_map(|(id, x, w, o)| json!({ "id": id, "x": x, "y": 0, "width": w, "height": 4, "layoutOptions": o }))
        .boxed()
}

fn edges() -> BoxedStrategy<Value> {
    let edge = (id(), id(), id(), labels(), any::<bool>()).prop_map(|(id, from, to, labels, old)| match old {
        true => json!({ "id": id, "source": from, "target": to, "labels": labels }),
        false => json!({ "id": id, "sources": [from], "targets": [to], "labels": labels }),
    });
    prop_oneof![8 => prop::collection::vec(edge, 0..4).prop_map(Value::from), 1 => odd()].boxed()
}

fn element() -> impl Strategy<Value = Value> {
    let leaf = (id(), side(), side(), labels(), options(), prop::collection::vec(port(), 0..3), edges());
    let leaf = leaf.prop_map(|(id, w, h, labels, o, ports, edges)| {
        json!({ "id": id, "width": w, "height": h, "labels": labels, "layoutOptions": o, "ports": ports, "edges": edges })
    });
    leaf.prop_recursive(4, 24, 4, |inner| {
        let group = (id(), prop::collection::vec(inner, 0..4), labels(), options(), prop::collection::vec(port(), 0..3), edges());
        group.prop_map(|(id, children, labels, o, ports, edges)| {
            json!({ "id": id, "children": children, "labels": labels, "layoutOptions": o, "ports": ports, "edges": edges, "mine": 7 })
        })
    })
}

/// Any JSON at all.
fn anything() -> impl Strategy<Value = Value> {
    odd().prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(
                prop::sample::select(
                    &["id", "children", "edges", "ports", "labels", "sources", "targets", "width", "layoutOptions"][..]
                ),
                inner,
                0..5
            )
            .prop_map(|m| Value::Object(m.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())),
        ]
    })
}

/// A document that is one, whatever the ids that were drawn: nodes named anew, edges between them.
fn sound(v: &mut Value, names: &mut Vec<String>, number: &mut usize) {
    if !v.is_object() {
        *v = json!({});
    }
    *number += 1;
    let name = format!("n{number}");
    v["id"] = json!(name);
    names.push(name);
    for key in ["layoutOptions", "labels", "edges", "ports"] {
        v.as_object_mut().expect("made one").remove(key);
    }
    for side in ["width", "height"] {
        if v.get(side).and_then(Value::as_f64).is_none_or(|x| !(0.0..=1000.0).contains(&x)) {
            v[side] = json!(20);
        }
    }
    v.get_mut("children").and_then(Value::as_array_mut).into_iter().flatten().for_each(|c| sound(c, names, number));
}

/// Gives every node of a sound document ports; the names of these, each with that of its node.
fn with_ports(v: &mut Value, constraints: &[&str], ports: &mut Vec<(String, String)>) {
    let name = v["id"].as_str().expect("sound").to_owned();
    let number = ports.len();
    let count = 1 + number % 3;
    let of = |i: usize| {
        let side = ["NORTH", "EAST", "SOUTH", "WEST"][(number + i) % 4];
        json!({ "id": format!("{name}-{i}"), "width": 6 + 4 * i, "height": 4, "x": 5 * i, "y": 3 * i, "layoutOptions": { "port.side": side, "port.index": i } })
    };
    v["ports"] = (0..count).map(of).collect();
    for side in ["width", "height"] {
        v[side] = json!(v[side].as_f64().expect("sound").max(40.0));
    }
    v["layoutOptions"] = json!({ "elk.portConstraints": constraints[number % constraints.len()] });
    ports.extend((0..count).map(|i| (format!("{name}-{i}"), name.clone())));
    let children = v.get_mut("children").and_then(Value::as_array_mut).into_iter().flatten();
    children.for_each(|c| with_ports(c, constraints, ports));
}

/// Where edges may end at each port, from outside and from inside, in the document's frame: one that keeps its very place may straddle the
/// side of its node.
fn anchors(v: &Value, out: &mut std::collections::BTreeMap<String, Vec<(f64, f64)>>) {
    let side = |v: &Value, key: &str| v[key].as_f64().expect("a number");
    for port in v["ports"].as_array().into_iter().flatten() {
        let (x, y, w, h) = (side(port, "x"), side(port, "y"), side(port, "width"), side(port, "height"));
        let (left, top) = (side(v, "x"), side(v, "y"));
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        let (level, upright) = (y + h / 2.0, x + w / 2.0);
        let placed = v["layoutOptions"]["elk.portConstraints"] == "FIXED_POS"
            && v["children"].as_array().is_none_or(Vec::is_empty);
        let found = if placed {
            vec![(x, level), (x + w, level), (upright, y), (upright, y + h)]
        } else if near(x + w, left) && level >= top {
            vec![(x, level), (left, level)]
        } else if near(x, left + side(v, "width")) && level >= top {
            vec![(x + w, level), (x, level)]
        } else if near(y + h, top) {
            vec![(upright, y), (upright, top)]
        } else {
            vec![(upright, y + h), (upright, y)]
        };
        out.insert(port["id"].as_str().expect("a name").to_owned(), found);
    }
    v["children"].as_array().into_iter().flatten().for_each(|c| anchors(c, out));
}

/// What comes of a text: nothing but a document or a sentence with a place.
fn survives(text: &[u8]) -> Result<(), TestCaseError> {
    match elk::parse(text) {
        Ok(mut doc) => {
            let placement = doc.place();
            let out = doc.write(&placement);
            // What came out can go in again, and be stayed near to.
            let mut again = elk::read(out.clone()).map_err(|e| TestCaseError::fail(format!("{e}\n{out}")))?;
            if !again.graph.nodes.is_empty() || !again.graph.groups.is_empty() {
                again.stay_near(out.to_string().as_bytes()).map_err(|e| TestCaseError::fail(format!("{e}\n{out}")))?;
                again.place();
            }
        }
        Err(problem) => prop_assert!(!problem.path.is_empty() && !problem.message.is_empty()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_document_is_too_odd(v in element()) {
        survives(v.to_string().as_bytes())?;
    }

    #[test]
    fn no_json_is_too_odd(v in anything()) {
        survives(v.to_string().as_bytes())?;
    }

    #[test]
    fn no_text_is_too_odd(v in element(), at in any::<prop::sample::Index>(), with in "[\\[\\]{}:,\"\\\\0-9a-e]{0,3}", cut in 0usize..4) {
        let mut text = v.to_string().into_bytes();
        let at = at.index(text.len());
        let end = (at + cut).min(text.len());
        text.splice(at..end, with.into_bytes());
        survives(&text)?;
    }

    #[test]
    fn a_sound_document_is_laid_out(mut v in element(), pairs in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..8)) {
        let mut names = Vec::new();
        sound(&mut v, &mut names, &mut 0);
        let edges: Vec<Value> = pairs.iter().enumerate().map(|(i, (a, b))| {
            let label = |place: &str| json!({ "width": 20, "height": 9, "layoutOptions": { "edgeLabels.placement": place } });
            let labels: Vec<Value> = ["TAIL", "HEAD", "CENTER"][..i % 4].iter().map(|place| label(place)).collect();
            json!({ "id": i, "sources": [names[a.index(names.len())]], "targets": [names[b.index(names.len())]], "labels": labels })
        }).collect();
        let count = edges.len();
        let options = json!({ "mergeEdges": count.is_multiple_of(2) });
        let mut doc = elk::read(json!({ "id": "root", "layoutOptions": options, "children": [v], "edges": edges })).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let placement = doc.place();
        let out = doc.write(&placement);
        prop_assert!(out["width"].as_f64() > Some(0.0) && out["children"][0]["x"].as_f64() >= Some(12.0));
        for i in 0..count {
            let section = &out["edges"][i]["sections"][0];
            prop_assert!(section["startPoint"]["x"].is_number() && section["endPoint"]["y"].is_number(), "{section}");
            prop_assert!(out["edges"][i]["container"].is_string());
            let labels = out["edges"][i]["labels"].as_array();
            prop_assert!(labels.is_some_and(|l| l.iter().all(|l| l["x"].is_number() && l["y"].is_number())), "{}", out["edges"][i]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edges_end_at_ports_wherever_these_are(
        mut v in element(),
        direction in prop::sample::select(&["RIGHT", "DOWN", "LEFT", "UP"][..]),
        constraints in prop::collection::vec(prop::sample::select(&["FREE", "FIXED_SIDE", "FIXED_ORDER", "FIXED_RATIO", "FIXED_POS"][..]), 1..4),
        pairs in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..10),
    ) {
        sound(&mut v, &mut Vec::new(), &mut 0);
        let mut ports = Vec::new();
        with_ports(&mut v, &constraints, &mut ports);
        let ends: Vec<(&str, &str)> = pairs.iter()
            .map(|(a, b)| (a.get(&ports), b.get(&ports)))
            .filter(|(a, b)| a.1 != b.1)
            .map(|(a, b)| (a.0.as_str(), b.0.as_str()))
            .collect();
        let edges: Vec<Value> = ends.iter().enumerate().map(|(i, (a, b))| json!({ "id": i, "sources": [a], "targets": [b] })).collect();
        let options = json!({ "elk.direction": direction, "json.shapeCoords": "ROOT", "json.edgeCoords": "ROOT" });
        let document = json!({ "id": "root", "layoutOptions": options, "children": [v], "edges": edges });
        let mut doc = elk::read(document.clone()).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let placement = doc.place();
        let out = doc.write(&placement);
        let mut known = std::collections::BTreeMap::new();
        anchors(&out["children"][0], &mut known);
        for (i, (from, to)) in ends.iter().enumerate() {
            let section = &out["edges"][i]["sections"][0];
            for (name, end) in [(from, "startPoint"), (to, "endPoint")] {
                let at = (section[end]["x"].as_f64().unwrap_or(f64::NAN), section[end]["y"].as_f64().unwrap_or(f64::NAN));
                let there = known[*name].iter().any(|p| (p.0 - at.0).abs() < 0.2 && (p.1 - at.1).abs() < 0.2);
                prop_assert!(there, "edge {i} ends at {at:?}, {name} takes {:?}\n{document}", known[*name]);
            }
        }
    }
}

#[test]
fn depth_has_an_end_before_the_stack_has() {
    for (open, close) in [("[", "]"), ("{\"children\":[", "]}")] {
        let text = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        let problem = elk::parse(text.as_bytes()).unwrap_err().to_string();
        assert!(problem.contains("nested more than"), "{problem}");
    }
}
