//! The layout options that are understood, by their full ids or any unambiguous end of them.
//!
//! ELK's options bear ids such as `org.eclipse.elk.layered.spacing.nodeNodeBetweenLayers`; `elk.…`, `layered.…` and the last
//! word alone are as good. What stands in the table is heeded (or asks for what is done anyway); everything else has no
//! counterpart here, and is gathered so that it can be told once.

use serde_json::Value;

use super::problem::{Problem, inside, kind, problem, shown};
use super::unheard::Unheard;

/// What an option may stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// The document itself.
    Root,
    /// A node with children.
    Group,
    /// A node without.
    Node,
    Port,
    Edge,
    /// A label of an edge.
    Label,
    /// A label of a node, with children or without.
    NodeLabel,
    /// A label of a port or of the document.
    OtherLabel,
}

/// What a value must be for the option to mean something here.
enum Takes {
    /// Read where it is used, and checked there.
    Read,
    /// These words ask for what is done anyway; others have no counterpart.
    Words(&'static [&'static str]),
}

struct Known {
    /// Without `org.eclipse.elk.`.
    id: &'static str,
    on: &'static [On],
    takes: Takes,
}

const ALL: &[On] = &[On::Root, On::Group, On::Node, On::Port, On::Edge, On::Label, On::NodeLabel, On::OtherLabel];
const GRAPHS: &[On] = &[On::Root, On::Group];
const SHAPES: &[On] = &[On::Root, On::Group, On::Node];
const NODES: &[On] = &[On::Group, On::Node];

const fn read(id: &'static str, on: &'static [On]) -> Known {
    Known { id, on, takes: Takes::Read }
}

const fn words(id: &'static str, on: &'static [On], words: &'static [&'static str]) -> Known {
    Known { id, on, takes: Takes::Words(words) }
}

/// Every option that is understood.
const KNOWN: &[Known] = &[
    read("algorithm", SHAPES),
    read("direction", GRAPHS),
    read("aspectRatio", GRAPHS),
    read("padding", GRAPHS),
    read("spacing.nodeNode", GRAPHS),
    read("spacing.edgeEdge", GRAPHS),
    read("spacing.edgeNode", GRAPHS),
    read("spacing.edgeLabel", GRAPHS),
    read("spacing.componentComponent", GRAPHS),
    read("layered.spacing.baseValue", GRAPHS),
    read("layered.spacing.nodeNodeBetweenLayers", GRAPHS),
    read("layered.spacing.edgeEdgeBetweenLayers", GRAPHS),
    read("layered.spacing.edgeNodeBetweenLayers", GRAPHS),
    read("layered.crossingMinimization.forceNodeModelOrder", GRAPHS),
    read("layered.wrapping.strategy", GRAPHS),
    read("json.shapeCoords", SHAPES),
    read("json.edgeCoords", SHAPES),
    read("nodeLabels.placement", &[On::Group, On::Node, On::NodeLabel]),
    read("nodeLabels.padding", &[On::Node]),
    read("nodeSize.constraints", NODES),
    read("nodeSize.minimum", NODES),
    read("nodeSize.fixedGraphSize", &[On::Group]),
    read("layered.priority.shortness", &[On::Edge]),
    read("layered.priority.straightness", &[On::Edge]),
    read("edgeLabels.placement", &[On::Label]),
    words("edgeLabels.inline", ALL, &["false"]),
    words("hierarchyHandling", SHAPES, &["INHERIT", "INCLUDE_CHILDREN", "SEPARATE_CHILDREN"]),
    words("edgeRouting", SHAPES, &["ORTHOGONAL", "UNDEFINED"]),
    words("separateConnectedComponents", GRAPHS, &["true"]),
    read("layered.mergeEdges", GRAPHS),
    words("layered.considerModelOrder.strategy", GRAPHS, &["NONE", "NODES_AND_EDGES", "PREFER_EDGES", "PREFER_NODES"]),
    words("layered.cycleBreaking.strategy", GRAPHS, &["GREEDY", "GREEDY_MODEL_ORDER", "MODEL_ORDER"]),
    words("layered.layering.strategy", GRAPHS, &["NETWORK_SIMPLEX"]),
    words("layered.crossingMinimization.strategy", GRAPHS, &["LAYER_SWEEP"]),
    words("layered.nodePlacement.strategy", GRAPHS, &["NETWORK_SIMPLEX"]),
    words("layered.crossingMinimization.greedySwitch.type", GRAPHS, &["TWO_SIDED"]),
    words("layered.crossingMinimization.semiInteractive", GRAPHS, &["false"]),
    words("layered.nodePlacement.favorStraightEdges", GRAPHS, &["true"]),
    words("layered.compaction.postCompaction.strategy", GRAPHS, &["EDGE_LENGTH"]),
    words("layered.unnecessaryBendpoints", GRAPHS, &["false"]),
    words("layered.feedbackEdges", GRAPHS, &["false"]),
    words("layered.mergeHierarchyEdges", GRAPHS, &["false"]),
    words("interactive", SHAPES, &["false"]),
    words("partitioning.activate", GRAPHS, &["false"]),
    words("insideSelfLoops.activate", SHAPES, &["false"]),
    words("portAlignment.default", SHAPES, &["DISTRIBUTED"]),
    read("portConstraints", NODES),
    read("port.side", &[On::Port]),
    read("port.index", &[On::Port]),
    read("portLabels.placement", NODES),
];

/// Every option that is read, and what it may stand on.
#[cfg(test)]
pub(super) fn places() -> impl Iterator<Item = (&'static str, &'static [On])> {
    KNOWN.iter().filter(|k| matches!(k.takes, Takes::Read)).map(|k| (k.id, k.on))
}

const PREFIX: &str = "org.eclipse.elk.";

/// The option that a key names: by its id, or by an end of it that only one has.
fn known(key: &str) -> Option<&'static Known> {
    let rest = key.strip_prefix(PREFIX).or_else(|| key.strip_prefix("elk.")).unwrap_or(key);
    if let Some(k) = KNOWN.iter().find(|k| k.id == rest) {
        return Some(k);
    }
    let mut ends = KNOWN.iter().filter(|k| k.id.strip_suffix(rest).is_some_and(|before| before.ends_with('.')));
    ends.next().filter(|_| ends.next().is_none())
}

/// The options of one element.
pub(super) struct Options<'a> {
    path: &'a str,
    list: Vec<(&'static str, &'a str, &'a Value)>,
}

/// Reads the options of an element; those that mean nothing here go to `unheard`.
pub(super) fn of<'a>(element: &'a Value, path: &'a str, on: On, unheard: &mut Unheard) -> Result<Options<'a>, Problem> {
    let mut list = Vec::new();
    for place in ["layoutOptions", "properties"] {
        let map = match element.get(place) {
            None | Some(Value::Null) => continue,
            Some(Value::Object(map)) => map,
            Some(v) => return problem(&inside(path, place), format!("expected an object, found {}", kind(v))),
        };
        for (key, value) in map {
            let Some(option) = known(key).filter(|k| k.on.contains(&on)) else {
                unheard.option(key, path);
                continue;
            };
            match option.takes {
                Takes::Read => list.push((option.id, key.as_str(), value)),
                Takes::Words(words) => {
                    let word = word(value);
                    if !words.iter().any(|w| w.eq_ignore_ascii_case(&word)) {
                        unheard.value(option.id, &shown(value), path);
                    }
                }
            }
        }
    }
    Ok(Options { path, list })
}

/// A value as a word: strings lose their quotes.
fn word(v: &Value) -> String {
    v.as_str().map_or_else(|| v.to_string(), |s| s.trim().to_owned())
}

/// A number, or a number in a string.
fn number(v: &Value) -> Option<f64> {
    v.as_f64().or_else(|| v.as_str().and_then(|s| s.trim().parse().ok())).filter(|x| x.is_finite())
}

impl<'a> Options<'a> {
    /// The last value of an option, with the key that it has in the document.
    pub(super) fn get(&self, name: &str) -> Option<(&'a str, &'a Value)> {
        self.list.iter().rev().find(|o| o.0 == name).map(|o| (o.1, o.2))
    }

    pub(super) fn problem<T>(&self, key: &str, message: impl Into<String>) -> Result<T, Problem> {
        problem(&inside(self.path, &format!("layoutOptions[\"{key}\"]")), message)
    }

    /// A length of at most [`super::LARGEST`] px.
    pub(super) fn length(&self, name: &str) -> Result<Option<f64>, Problem> {
        let Some((key, v)) = self.get(name) else { return Ok(None) };
        match number(v) {
            Some(x) if (0.0..=super::LARGEST).contains(&x) => Ok(Some(x)),
            _ => self.problem(key, format!("must be a length from 0 to {} px, not {}", super::LARGEST, shown(v))),
        }
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, Problem> {
        let Some((key, v)) = self.get(name) else { return Ok(None) };
        match number(v) {
            Some(x) => Ok(Some(x)),
            None => self.problem(key, format!("must be a number, not {}", shown(v))),
        }
    }

    pub(super) fn truth(&self, name: &str) -> Result<bool, Problem> {
        let Some((key, v)) = self.get(name) else { return Ok(false) };
        match word(v).as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => self.problem(key, format!("must be true or false, not {}", shown(v))),
        }
    }

    /// One of some words, by its meaning.
    pub(super) fn one_of<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Result<Option<T>, Problem> {
        let Some((key, v)) = self.get(name) else { return Ok(None) };
        let found = word(v);
        match words.iter().find(|w| w.0.eq_ignore_ascii_case(&found)) {
            Some(w) => Ok(Some(w.1)),
            None => {
                let known: Vec<&str> = words.iter().map(|w| w.0).collect();
                self.problem(key, format!("must be one of {}, not {}", known.join(", "), shown(v)))
            }
        }
    }

    /// A set of words such as `[H_CENTER, V_TOP, INSIDE]`, all of them known.
    pub(super) fn set(&self, name: &str, known: &[&'static str]) -> Result<Option<Vec<&'static str>>, Problem> {
        let Some((key, v)) = self.get(name) else { return Ok(None) };
        let text = match v {
            Value::String(s) => s.clone(),
            Value::Array(a) => a.iter().map(word).collect::<Vec<_>>().join(" "),
            _ => return self.problem(key, format!("must be a list of words, not {}", shown(v))),
        };
        let mut out = Vec::new();
        for w in text.split(|c: char| c == '[' || c == ']' || c == ',' || c.is_whitespace()).filter(|w| !w.is_empty()) {
            match known.iter().find(|k| k.eq_ignore_ascii_case(w)) {
                Some(k) => out.push(*k),
                None => return self.problem(key, format!("knows {}, not `{w}`", known.join(", "))),
            }
        }
        Ok(Some(out))
    }

    /// The sides of a padding such as `[top=12,left=12,bottom=12,right=12]`; those not named are 0.
    pub(super) fn sides(&self, name: &str) -> Result<Option<Sides>, Problem> {
        let Some((key, v)) = self.get(name) else { return Ok(None) };
        let wrong = || {
            let what = "must look like [top=12,left=12,bottom=12,right=12] with lengths from 0 to 1000000 px";
            self.problem(key, format!("{what}, not {}", shown(v)))
        };
        if let Some(all) = number(v) {
            return if (0.0..=super::LARGEST).contains(&all) { Ok(Some(Sides::all(all))) } else { wrong() };
        }
        let Some(text) = v.as_str() else { return wrong() };
        let mut out = Sides::default();
        let text = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
        for side in text.split([',', ';']).filter(|s| !s.trim().is_empty()) {
            let Some((which, length)) = side.split_once('=') else { return wrong() };
            let Some(n) = length.trim().parse().ok().filter(|n| (0.0..=super::LARGEST).contains(n)) else {
                return wrong();
            };
            match which.trim() {
                "top" => out.top = n,
                "left" => out.left = n,
                "bottom" => out.bottom = n,
                "right" => out.right = n,
                _ => return wrong(),
            }
        }
        Ok(Some(out))
    }

    /// A pair such as `(80, 40)`.
    pub(super) fn pair(&self, name: &str) -> Result<Option<(f64, f64)>, Problem> {
        let Some((key, v)) = self.get(name) else { return Ok(None) };
        let text = v.as_str().unwrap_or("");
        let mut parts = text.trim().trim_matches(['(', ')', '[', ']']).split([',', ';']).map(|p| p.trim().parse().ok());
        match (parts.next().flatten(), parts.next().flatten(), parts.next()) {
            (Some(a), Some(b), None) if [a, b].iter().all(|x| (0.0..=super::LARGEST).contains(x)) => Ok(Some((a, b))),
            _ => self.problem(key, format!("must look like (80, 40) with lengths from 0 on, not {}", shown(v))),
        }
    }
}

/// Lengths on the four sides of a box, px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sides {
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub left: f64,
}

impl Sides {
    pub(super) const fn all(side: f64) -> Self {
        Self { top: side, right: side, bottom: side, left: side }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn options_go_by_their_ids_and_by_unambiguous_ends_of_them() {
        for key in ["org.eclipse.elk.spacing.nodeNode", "elk.spacing.nodeNode", "spacing.nodeNode", "nodeNode"] {
            assert_eq!(known(key).map(|k| k.id), Some("spacing.nodeNode"), "{key}");
        }
        assert_eq!(known("direction").map(|k| k.id), Some("direction"));
        for key in ["strategy", "padding.", "elk.force.model", "odeNode", ""] {
            assert!(known(key).is_none(), "{key}");
        }
    }

    #[test]
    fn reads_sides_sets_and_pairs() {
        let v = json!({ "layoutOptions": {
            "elk.padding": "[top=50.0,left=1, bottom=2,right=3]", "nodeLabels.placement": "H_LEFT V_TOP INSIDE", "nodeSize.minimum": "(80, 40)"
        } });
        let o = of(&v, "", On::Group, &mut Unheard::default()).unwrap();
        assert_eq!(o.sides("padding").unwrap(), Some(Sides { top: 50.0, right: 3.0, bottom: 2.0, left: 1.0 }));
        assert_eq!(o.set("nodeLabels.placement", &["H_LEFT", "V_TOP", "INSIDE"]).unwrap().map(|s| s.len()), Some(3));
        assert_eq!(o.pair("nodeSize.minimum").unwrap(), Some((80.0, 40.0)));
    }
}
