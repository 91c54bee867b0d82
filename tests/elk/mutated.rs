//! Real documents with mistakes in them: the graphs of `tests/graphs`, with keys gone, values exchanged, ids twice, numbers out of
//! all measure, elements in one another. Reading them ends with a drawing that is one, or with a sentence whose path leads to the
//! mistake.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use frieze::layout::elk::{self, LARGEST, Problem};
use proptest::prelude::*;
use serde_json::{Value, json};

fn documents() -> &'static [Value] {
    static DOCUMENTS: OnceLock<Vec<Value>> = OnceLock::new();
    DOCUMENTS.get_or_init(read)
}

fn read() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graphs");
    let entries = fs::read_dir(&folder).expect("the folder of graphs").map(|e| e.expect("a readable folder").path());
    let mut paths: Vec<_> = entries.filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    paths.iter().map(|p| serde_json::from_slice(&fs::read(p).expect("a readable graph")).expect("JSON")).collect()
}

/// All values of a document, as JSON pointers.
fn places(v: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match v {
        Value::Array(a) => a.iter().enumerate().for_each(|(i, v)| places(v, &format!("{at}/{i}"), out)),
        Value::Object(o) => o.iter().for_each(|(k, v)| places(v, &format!("{at}/{}", k.replace('/', "~1")), out)),
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Mistake {
    Gone,
    Twice,
    Instead(Value),
    /// What stands elsewhere, in its place.
    Copied(prop::sample::Index),
    /// Both in each other's place.
    Exchanged(prop::sample::Index),
    /// So many elements around it.
    Deep(usize),
}

fn mistake() -> impl Strategy<Value = Mistake> {
    let odd = vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1e9),
        json!(1e300),
        json!(-1e-300),
        json!(u64::MAX),
        json!(""),
        json!("NaN"),
        json!("a"),
        json!([]),
        json!({}),
        json!([[]]),
        json!({ "id": "x" }),
        json!([{ "id": "x", "sources": [], "targets": [] }]),
        json!([{ "text": "x" }]),
        json!([{ "width": 30, "height": 12 }]),
        json!([{ "id": "p", "layoutOptions": { "port.side": "NOWHERE" } }]),
        json!({ "elk.direction": "LEFT" }),
        json!({ "elk.padding": "[top=1e9]" }),
        json!({ "elk.portConstraints": "FIXED_SIDE" }),
        json!("FIXED_ORDER"),
        json!("WEST"),
    ];
    prop_oneof![
        2 => Just(Mistake::Gone),
        1 => Just(Mistake::Twice),
        4 => prop::sample::select(odd).prop_map(Mistake::Instead),
        2 => any::<prop::sample::Index>().prop_map(Mistake::Copied),
        1 => any::<prop::sample::Index>().prop_map(Mistake::Exchanged),
        1 => (1usize..130).prop_map(Mistake::Deep),
    ]
}

/// The value around one, and the last part of its pointer.
fn around<'a>(v: &'a mut Value, at: &str) -> Option<(&'a mut Value, String)> {
    let (up, last) = at.rsplit_once('/')?;
    Some((v.pointer_mut(up)?, last.replace("~1", "/")))
}

fn make(v: &mut Value, at: &str, mistake: &Mistake, all: &[String]) {
    match mistake {
        Mistake::Gone => match around(v, at) {
            Some((Value::Array(a), i)) => drop(i.parse::<usize>().ok().filter(|&i| i < a.len()).map(|i| a.remove(i))),
            Some((Value::Object(o), key)) => drop(o.shift_remove(&key)),
            _ => {}
        },
        Mistake::Twice => {
            if let (Some(copy), Some((Value::Array(a), _))) = (v.pointer(at).cloned(), around(v, at)) {
                a.push(copy);
            }
        }
        Mistake::Instead(with) => drop(v.pointer_mut(at).map(|old| *old = with.clone())),
        Mistake::Copied(from) => {
            let with = v.pointer(from.get::<String>(all)).cloned();
            if let (Some(with), Some(old)) = (with, v.pointer_mut(at)) {
                *old = with;
            }
        }
        Mistake::Exchanged(with) => {
            let (a, b) = (at.to_owned(), with.get(all).clone());
            if let (Some(x), Some(y)) = (v.pointer(&a).cloned(), v.pointer(&b).cloned()) {
                v.pointer_mut(&a).into_iter().for_each(|old| *old = y.clone());
                v.pointer_mut(&b).into_iter().for_each(|old| *old = x.clone());
            }
        }
        Mistake::Deep(levels) => {
            if let Some(old) = v.pointer_mut(at) {
                *old = (0..*levels).fold(old.take(), |v, i| json!({ "id": format!("deep{i}"), "children": [v] }));
            }
        }
    }
}

/// Whether a path leads into a document: everything but its last step is there.
fn leads(v: &Value, path: &str) -> bool {
    let mut steps: Vec<String> = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix("[\"") {
            let Some((key, after)) = quoted.split_once("\"]") else { return false };
            steps.push(key.to_owned());
            rest = after;
        } else if let Some(index) = rest.strip_prefix('[') {
            let Some((number, after)) = index.split_once(']') else { return false };
            steps.push(number.to_owned());
            rest = after;
        } else {
            let key = rest.strip_prefix('.').unwrap_or(rest);
            let end = key.find(['.', '[']).unwrap_or(key.len());
            steps.push(key[..end].to_owned());
            rest = &key[end..];
        }
    }
    let mut at = v;
    for step in &steps[..steps.len().saturating_sub(1)] {
        let next = match at {
            Value::Array(a) => step.parse::<usize>().ok().and_then(|i| a.get(i)),
            Value::Object(o) => o.get(step),
            _ => None,
        };
        let Some(next) = next else { return false };
        at = next;
    }
    true
}

/// What comes of a document: a drawing of which every number is one, or a sentence that leads to its place.
fn survives(v: Value) -> Result<(), TestCaseError> {
    match elk::parse(v.to_string().as_bytes()) {
        Ok(mut document) => {
            let placement = document.place();
            for (edge, route) in document.graph.edges.iter().zip(&placement.edges) {
                prop_assert!(route.points.len() >= 2, "{edge:?}");
            }
            let out = document.write(&placement);
            let mut all = Vec::new();
            places(&out, "", &mut all);
            let wild = |at: &&String| {
                let laid = ["/x", "/y", "/width", "/height"].iter().any(|end| at.ends_with(end));
                let number = out.pointer(at).and_then(Value::as_f64);
                laid && !at.contains("/layoutOptions") && number.is_some_and(|n| n.abs() > 1000.0 * LARGEST)
            };
            prop_assert!(placement.size.w.is_finite() && placement.size.h.is_finite());
            prop_assert_eq!(all.iter().find(wild), None, "{}", out);
        }
        Err(Problem { path, message }) => {
            prop_assert!(!message.is_empty() && !message.contains('\n'), "{message}");
            prop_assert!(path == "$" || leads(&v, &path), "{path}: {message}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mistake_in_a_real_document_is_too_odd(which in any::<prop::sample::Index>(), mistakes in prop::collection::vec((any::<prop::sample::Index>(), mistake()), 1..5)) {
        let mut v = which.get(documents()).clone();
        for (at, mistake) in &mistakes {
            let mut here = Vec::new();
            places(&v, "", &mut here);
            make(&mut v, &at.get(&here).clone(), mistake, &here);
        }
        survives(v)?;
    }

    #[test]
    fn a_key_that_stands_twice_is_read_as_one(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), key in prop::sample::select(vec!["id", "width", "children", "edges", "sources", "labels"]), with in prop::sample::select(vec!["1", "\"x\"", "[]", "{}", "null", "[{}]"])) {
        let text = which.get(documents()).to_string();
        let opened: Vec<usize> = text.match_indices('{').map(|m| m.0 + 1).collect();
        let at = *at.get(&opened);
        let twice = format!("{}\"{key}\":{with},{}", &text[..at], &text[at..]).replace(",}", "}");
        match serde_json::from_str::<Value>(&twice) {
            Ok(v) => survives(v)?,
            Err(_) => prop_assert!(elk::parse(twice.as_bytes()).is_err()),
        }
    }
}

#[test]
fn paths_are_told_from_what_is_none() {
    let v = json!({ "children": [{ "id": "a", "layoutOptions": { "elk.x": "1" } }] });
    for path in ["children", "children[0].width", "children[0].layoutOptions[\"elk.x\"]", "edges"] {
        assert!(leads(&v, path), "{path}");
    }
    for path in ["children[1].id", "edges[0].sources", "children[0].id.x.y"] {
        assert!(!leads(&v, path), "{path}");
    }
}

#[test]
fn mistakes_that_people_make_are_named_where_they_are() {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut v = documents()[0].clone();
        change(&mut v);
        elk::parse(v.to_string().as_bytes()).map(|_| ()).map_err(|p| p.to_string()).unwrap_err()
    };
    let deep = (0..110).fold(json!({ "id": "x" }), |v, i| json!({ "id": format!("x{i}"), "children": [v] }));
    for (problem, starts, says) in [
        (with(&|v| v["edges"][3]["targets"][0] = json!("mobil")), "edges[3].targets[0]: ", "\"mobile\""),
        (with(&|v| v["children"][2]["id"] = json!("customer")), "children[2].id: ", "children[0]"),
        (
            with(&|v| v["children"][2]["children"][0]["id"] = json!("channels")),
            "children[2].children[0].id: ",
            "inside itself",
        ),
        (with(&|v| v["children"][1]["width"] = json!(-3)), "children[1].width: ", "-3"),
        (with(&|v| v["children"][1]["height"] = json!(1e300)), "children[1].height: ", "1000000"),
        (with(&|v| v["children"][1] = deep.clone()), "children[1].children", "more than 100 deep"),
        (with(&|v| drop(v["edges"][0].as_object_mut().map(|e| e.remove("sources")))), "edges[0]: ", "sources"),
    ] {
        assert!(problem.starts_with(starts) && problem.contains(says), "{problem}");
    }
    // What is no number in JSON is none here; the path leads to it, and so do line and column.
    for number in ["NaN", "Infinity", "1e999"] {
        let text = format!("{{ \"children\": [{{ \"id\": \"a\",\n  \"width\": {number} }}] }}");
        let problem = elk::parse(text.as_bytes()).unwrap_err().to_string();
        assert!(problem.starts_with("children[0].width: ") && problem.contains("line 2 column"), "{problem}");
    }
}
