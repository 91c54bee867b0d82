//! What a drawing has one value of: its distances, its direction, how it is packed and wrapped, its algorithm.

use serde_json::Value;

use super::LARGEST;
use super::options::Options;
use super::problem::{Problem, shown};
use crate::layout::layered::{Direction, Graph, Spacing, Wrapping};

/// ELK's own defaults, px.
const NODE: f64 = 20.0;
const EDGE: f64 = 10.0;
const EDGE_LABEL: f64 = 2.0;
pub(super) const PADDING: f64 = 12.0;
const ASPECT: f64 = 1.6;
/// The largest `aspectRatio`; its inverse is the least.
const BROADEST: f64 = 1000.0;

/// Options that the whole drawing has one value of.
pub(super) const WHOLE: [&str; 11] = [
    "aspectRatio",
    "layered.wrapping.strategy",
    "spacing.nodeNode",
    "spacing.edgeEdge",
    "spacing.edgeNode",
    "spacing.edgeLabel",
    "spacing.componentComponent",
    "layered.spacing.baseValue",
    "layered.spacing.nodeNodeBetweenLayers",
    "layered.spacing.edgeEdgeBetweenLayers",
    "layered.spacing.edgeNodeBetweenLayers",
];

/// A value without the quotes that JSON may or may not have around it.
pub(super) fn plain(v: &Value) -> String {
    v.as_str().map_or_else(|| v.to_string(), |s| s.trim().to_owned())
}

/// Reads all of it from the options of the document itself.
pub(super) fn settle(root: &Options, graph: &mut Graph) -> Result<(), Problem> {
    graph.spacing = spacing(root)?;
    graph.aspect = root.number("aspectRatio")?.unwrap_or(ASPECT);
    if !(1.0 / BROADEST..=BROADEST).contains(&graph.aspect) {
        let (key, found) = root.get("aspectRatio").map_or(("aspectRatio", String::new()), |o| (o.0, shown(o.1)));
        return root.problem(key, format!("must be from {} to {BROADEST}, not {found}", 1.0 / BROADEST));
    }
    let strategies =
        [("OFF", Wrapping::Never), ("SINGLE_EDGE", Wrapping::AtSingleEdges), ("MULTI_EDGE", Wrapping::Anywhere)];
    graph.wrap = root.one_of("layered.wrapping.strategy", &strategies)?.unwrap_or_default();
    graph.direction = direction(root)?.unwrap_or(Direction::Right);
    layered_only(root)
}

fn spacing(root: &Options) -> Result<Spacing, Problem> {
    // Every distance follows the base value unless it is set itself.
    let factor = root.length("layered.spacing.baseValue")?.map_or(1.0, |base| base / NODE);
    let most = |names: &[&str], default: f64| -> Result<f64, Problem> {
        let mut most: Option<f64> = None;
        for name in names {
            most = root.length(name)?.into_iter().chain(most).reduce(f64::max);
        }
        Ok(most.unwrap_or((default * factor).min(LARGEST)))
    };
    Ok(Spacing {
        node: most(&["spacing.nodeNode"], NODE)?,
        rank: most(&["layered.spacing.nodeNodeBetweenLayers"], NODE)?,
        edge_edge: most(&["spacing.edgeEdge", "layered.spacing.edgeEdgeBetweenLayers"], EDGE)?,
        edge_node: most(&["spacing.edgeNode", "layered.spacing.edgeNodeBetweenLayers"], EDGE)?,
        edge_label: most(&["spacing.edgeLabel"], EDGE_LABEL)?,
        component: most(&["spacing.componentComponent"], NODE)?,
    })
}

pub(super) fn direction(options: &Options) -> Result<Option<Direction>, Problem> {
    let words = [
        ("RIGHT", Some(Direction::Right)),
        ("LEFT", Some(Direction::Left)),
        ("DOWN", Some(Direction::Down)),
        ("UP", Some(Direction::Up)),
        ("UNDEFINED", None),
    ];
    Ok(options.one_of("direction", &words)?.flatten())
}

/// Other algorithms make other drawings: to give a layered one instead would be no service.
pub(super) fn layered_only(options: &Options) -> Result<(), Problem> {
    let Some((key, v)) = options.get("algorithm") else { return Ok(()) };
    let name = plain(v);
    if ["layered", "elk.layered", "org.eclipse.elk.layered"].contains(&name.as_str()) {
        return Ok(());
    }
    options.problem(key, format!("the only algorithm here is `layered`, not {}", shown(v)))
}
