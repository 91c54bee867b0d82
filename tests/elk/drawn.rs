//! What is written obeys the laws of a picture, whatever breadth ports have and wherever they stand: ends of lines are in the middle of
//! their port's outer side or on the border of their node, lines are square, nodes do not overlap and lie in their parents, no line runs
//! through a node or a port that is not its own, and laying out again, or near itself, changes nothing.

use std::collections::BTreeMap;

use frieze::layout::elk;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What is nearer than that is at one place, px.
const NEAR: f64 = 0.01;
/// A line, or a box, is in another if it is so deep in it, px.
const DEEP: f64 = 0.1;

type Box4 = [f64; 4];
type Point = (f64, f64);

const SIDES: [&str; 4] = ["NORTH", "EAST", "SOUTH", "WEST"];
const GIVEN: [&str; 5] = ["FREE", "FIXED_SIDE", "FIXED_ORDER", "FIXED_RATIO", "FIXED_POS"];

/// A port: its breadth, its height, its side, and where on that from 0 to 1.
type Drawn = (usize, usize, usize, f64);

fn port() -> impl Strategy<Value = Drawn> {
    // Corners are likelier than other places.
    (0..5usize, 0..4usize, 0..4usize, prop_oneof![1 => Just(0.0), 1 => Just(1.0), 4 => 0.0..1.0f64])
}

/// A node: its size, what is given of its ports, and these.
fn node() -> impl Strategy<Value = (usize, usize, usize, Vec<Drawn>)> {
    (0..4usize, 0..4usize, 0..GIVEN.len(), prop::collection::vec(port(), 0..4))
}

/// Which nodes or ports edges join, and whether they have labels.
fn joins() -> impl Strategy<Value = Vec<(prop::sample::Index, prop::sample::Index, bool)>> {
    prop::collection::vec(
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::bool::weighted(0.2)),
        1..10,
    )
}

fn options() -> impl Strategy<Value = Value> {
    (
        0..4usize,
        prop::option::weighted(0.3, 0..3usize),
        prop::option::weighted(0.3, 0..3usize),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(direction, aspect, gap, merged, wrapped)| {
            let direction = ["RIGHT", "DOWN", "LEFT", "UP"][direction];
            let mut o = json!({
                "direction": direction,
                "json.shapeCoords": "ROOT", "json.edgeCoords": "ROOT", "layered.mergeEdges": merged,
            });
            if let Some(aspect) = aspect {
                o["aspectRatio"] = Value::from([0.5, 1.0, 3.0][aspect]);
            }
            if let Some(gap) = gap {
                o["spacing.nodeNode"] = Value::from([5, 30, 60][gap]);
            }
            if wrapped {
                o["layered.wrapping.strategy"] = json!("MULTI_EDGE");
            }
            o
        })
}

/// The nodes with their ports, and the names of both.
fn shapes(nodes: &[(usize, usize, usize, Vec<Drawn>)]) -> (Vec<Value>, Vec<String>) {
    let mut names = Vec::new();
    let mut out = Vec::new();
    for (n, (w, h, given, ports)) in nodes.iter().enumerate() {
        let (w, h) = ([20.0, 40.0, 60.5, 100.0][*w], [20.0, 30.0, 40.0, 80.0][*h]);
        names.push(format!("n{n}"));
        let placed = |(i, &(b, d, side, at)): (usize, &Drawn)| {
            let (pw, ph) = ([4.0, 8.0, 3.3333, 10.0, 20.0][b], [4.0, 6.0, 10.0, 20.0][d]);
            let (x, y) = match side {
                0 => (at * w - pw / 2.0, -ph),
                1 => (w, at * h - ph / 2.0),
                2 => (at * w - pw / 2.0, h),
                _ => (-pw, at * h - ph / 2.0),
            };
            let own = json!({ "port.side": (SIDES[side]), "port.index": (i * 7 + n) % 4 });
            json!({ "id": format!("n{n}p{i}"), "width": pw, "height": ph, "x": x, "y": y, "layoutOptions": own })
        };
        let ports: Vec<Value> = ports.iter().enumerate().map(placed).collect();
        names.extend((0..ports.len()).map(|i| format!("n{n}p{i}")));
        let own = json!({ "portConstraints": (GIVEN[*given]) });
        out.push(json!({ "id": format!("n{n}"), "width": w, "height": h, "ports": ports, "layoutOptions": own }));
    }
    (out, names)
}

fn number(v: &Value, key: &str) -> Result<f64, TestCaseError> {
    let x = v[key].as_f64().filter(|x| x.is_finite());
    x.ok_or_else(|| TestCaseError::fail(format!("`{key}` of {v} is no number")))
}

fn bounds(v: &Value) -> Result<Box4, TestCaseError> {
    let (x, y) = (number(v, "x")?, number(v, "y")?);
    Ok([x, y, x + number(v, "width")?, y + number(v, "height")?])
}

fn route(edge: &Value) -> Result<Vec<Point>, TestCaseError> {
    let s = &edge["sections"][0];
    let bends = s["bendPoints"].as_array().into_iter().flatten();
    [&s["startPoint"]]
        .into_iter()
        .chain(bends)
        .chain([&s["endPoint"]])
        .map(|p| Ok((number(p, "x")?, number(p, "y")?)))
        .collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < NEAR
}

/// Whether boxes share more than a rim.
fn overlap(a: &Box4, b: &Box4, rim: f64) -> bool {
    a[0] < b[2] - rim && b[0] < a[2] - rim && a[1] < b[3] - rim && b[1] < a[3] - rim
}

/// Whether a line runs through a box.
fn through(line: &[Point], b: &Box4) -> bool {
    line.windows(2).any(|w| {
        let ((x, y), (u, v)) = (w[0], w[1]);
        overlap(&[x.min(u), y.min(v), x.max(u), y.max(v)], b, DEEP)
    })
}

fn on_border(p: Point, b: &Box4) -> bool {
    let within = |x: f64, low: f64, high: f64| (low - NEAR..=high + NEAR).contains(&x);
    within(p.0, b[0], b[2])
        && within(p.1, b[1], b[3])
        && (near(p.0, b[0]) || near(p.0, b[2]) || near(p.1, b[1]) || near(p.1, b[3]))
}

/// Whether a point is in the middle of a side of a port.
fn in_middle(p: Point, b: &Box4) -> bool {
    let (x, y) = ((b[0] + b[2]) / 2.0, (b[1] + b[3]) / 2.0);
    near(p.0, x) && (near(p.1, b[1]) || near(p.1, b[3])) || near(p.1, y) && (near(p.0, b[0]) || near(p.0, b[2]))
}

/// A node as it was drawn: its box, what is given of its ports, their boxes by name.
struct Node {
    own: Box4,
    given: String,
    ports: BTreeMap<String, Box4>,
}

/// All nodes without children, and whether members lie in their parents.
fn nodes(v: &Value, around: Option<&Box4>, out: &mut BTreeMap<String, Node>) -> Result<(), TestCaseError> {
    for c in v["children"].as_array().into_iter().flatten() {
        let own = bounds(c)?;
        if let Some(a) = around {
            let inside =
                own[0] >= a[0] - NEAR && own[1] >= a[1] - NEAR && own[2] <= a[2] + NEAR && own[3] <= a[3] + NEAR;
            prop_assert!(inside, "{} leaves its parent", c["id"]);
        }
        if c["children"].is_array() {
            nodes(c, Some(&own), out)?;
            continue;
        }
        let name = |v: &Value| v["id"].as_str().unwrap_or_default().to_owned();
        let ports = c["ports"].as_array().into_iter().flatten();
        let ports = ports.map(|p| Ok((name(p), bounds(p)?))).collect::<Result<_, TestCaseError>>()?;
        let given = c["layoutOptions"]["portConstraints"].as_str().unwrap_or_default().to_owned();
        out.insert(name(c), Node { own, given, ports });
    }
    Ok(())
}

/// Whether the ports of each side of a node fit on it; what does not fit may overlap.
fn roomy(node: &Node) -> bool {
    let along = |p: &Box4, k: usize| p[k + 2] - p[k];
    let side = |on: &dyn Fn(&Box4) -> bool, k: usize| {
        node.ports.values().filter(|p| on(p)).map(|p| along(p, k)).sum::<f64>() + 1.0 < along(&node.own, k)
    };
    let n = node.own;
    side(&|p| near(p[3], n[1]), 0)
        && side(&|p| near(p[1], n[3]), 0)
        && side(&|p| near(p[2], n[0]), 1)
        && side(&|p| near(p[0], n[2]), 1)
}

/// The laws of what was drawn.
fn lawful(out: &Value) -> Result<(), TestCaseError> {
    let mut all = BTreeMap::new();
    nodes(out, None, &mut all)?;
    for (a, one) in &all {
        for (_, other) in all.range::<String, _>(..a.clone()) {
            prop_assert!(!overlap(&one.own, &other.own, NEAR), "{a} overlaps another node");
        }
        let ours = !one.given.starts_with("FIXED_POS") && !one.given.starts_with("FIXED_RATIO");
        for (port, b) in one.ports.iter().filter(|_| ours && roomy(one)) {
            let clash = all.iter().find(|(n, other)| *n != a && overlap(b, &other.own, DEEP));
            prop_assert!(clash.is_none(), "{port} overlaps a node");
        }
        if ours && roomy(one) {
            let list: Vec<_> = one.ports.iter().collect();
            for (i, p) in list.iter().enumerate() {
                let clash = list[..i].iter().any(|q| overlap(p.1, q.1, DEEP));
                prop_assert!(!clash, "{} overlaps another port of {a}", p.0);
            }
        }
    }
    for edge in out["edges"].as_array().into_iter().flatten() {
        let line = route(edge)?;
        let ends = [&edge["sources"][0], &edge["targets"][0]].map(|v| v.as_str().unwrap_or_default());
        for w in line.windows(2) {
            prop_assert!(w[0] != w[1] || ends[0] == ends[1], "no length: {edge}");
            prop_assert!(w[0].0 == w[1].0 || w[0].1 == w[1].1, "not square: {edge}");
        }
        let flat = |w: &[Point]| w[0].0 == w[1].0 && w[1].0 == w[2].0 || w[0].1 == w[1].1 && w[1].1 == w[2].1;
        prop_assert!(!line.windows(3).any(flat), "a bend that is none: {edge}");
        for (name, at) in ends.into_iter().zip([line[0], line[line.len() - 1]]) {
            let port = all.values().find_map(|n| n.ports.get(name));
            let met = match (port, all.get(name)) {
                (Some(b), _) => in_middle(at, b),
                (None, Some(n)) => on_border(at, &n.own),
                (None, None) => true,
            };
            prop_assert!(met, "{at:?} is not on {name}: {edge}");
        }
        for (name, n) in &all {
            prop_assert!(!through(&line, &n.own), "through {name}: {edge}");
            let ours = !n.given.starts_with("FIXED_POS") && !n.given.starts_with("FIXED_RATIO");
            for (port, b) in n.ports.iter().filter(|_| ours && roomy(n)) {
                prop_assert!(ends.contains(&port.as_str()) || !through(&line, b), "through {port}: {edge}");
            }
        }
    }
    Ok(())
}

fn fails(e: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(e.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_lawful_and_stays(
        list in prop::collection::vec(node(), 2..7),
        joins in joins(),
        options in options(),
        grouped in prop::option::weighted(0.3, 1..3usize),
    ) {
        let (mut children, names) = shapes(&list);
        if let Some(count) = grouped {
            let inside: Vec<Value> = children.drain(..count).collect();
            children.push(json!({ "id": "g", "children": inside }));
        }
        let edges: Vec<Value> = joins.iter().enumerate().map(|(i, (a, b, label))| {
            let mut edge = json!({ "id": format!("e{i}"), "sources": [(a.get(&names))], "targets": [(b.get(&names))] });
            if *label {
                edge["labels"] = json!([{ "width": 20, "height": 8 }]);
            }
            edge
        }).collect();
        let document = json!({ "id": "r", "layoutOptions": options, "children": children, "edges": edges });
        let mut doc = elk::read(document.clone()).map_err(fails)?;
        doc.place();
        let placement = doc.place();
        let out = doc.write(&placement);
        lawful(&out).map_err(|e| TestCaseError::fail(format!("{e}\n{document}\n{out}")))?;
        let mut once = elk::read(document.clone()).map_err(fails)?;
        let placement = once.place();
        prop_assert_eq!(&once.write(&placement), &out, "laying out twice differs");
    }
}
