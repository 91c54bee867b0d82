//! The real graphs that the proofs look at, laid out once for all of them.

#[path = "../../../../tests/support/files.rs"]
pub(super) mod files;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use files::files;

use super::{Seen, Solved, Watch, watched};
use crate::geometry::Size;
use crate::layout::layered::graph::{Direction, Edge, End, Graph, Placement};
use crate::layout::layered::place;
use crate::layout::{self, elk};
use crate::model;
use crate::source::{NoImports, Sources};
use crate::theme;
use crate::view;

pub(in crate::layout::layered) struct Case {
    pub name: String,
    pub graph: Graph,
    pub placement: Placement,
    pub parts: Vec<Seen>,
    pub solved: Vec<Solved>,
}

/// All cases, laid out.
pub(in crate::layout::layered) fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| studies().into_iter().chain(documents()).chain([hinted(), crossed()]).collect())
}

/// All parts of all cases, with the name of their case.
pub(in crate::layout::layered) fn parts() -> impl Iterator<Item = (&'static str, &'static Seen)> {
    cases().iter().flat_map(|case| case.parts.iter().map(|part| (case.name.as_str(), part)))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The maps and flows of the case studies, as the layout stage asks the engine for them.
fn studies() -> Vec<Case> {
    let theme = theme::find("auto").expect("`auto` is built in");
    let mut out = Vec::new();
    for path in files(&root().join("diagrams"), "frieze") {
        let text = fs::read_to_string(&path).expect("a readable source");
        let mut sources = Sources::new();
        let file = sources.add(path.display().to_string(), text.as_str());
        let loaded = model::load(&mut sources, file, &NoImports);
        let (model, _) = model::build(&sources, &loaded.asts);
        for index in 0..model.views.len() {
            let (view, _) = view::select(&model, index).expect("the case studies are sound");
            let (laid_out, Watch { asked, parts, solved }) = watched(|| layout::place(&view, &theme));
            laid_out.expect("the engine `layered` draws every view");
            if let Some(graph) = asked {
                let study = path.file_stem().expect("a file has a name").to_string_lossy();
                out.push(Case { name: format!("{study}/{}", view.id), placement: place(&graph), graph, parts, solved });
            }
        }
    }
    out
}

/// The graphs of `tests/graphs`.
fn documents() -> Vec<Case> {
    let read = |path: PathBuf| {
        let text = fs::read(&path).expect("a readable graph");
        let document = elk::parse(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        assert!(document.warnings.is_empty(), "{}: {:?}", path.display(), document.warnings);
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let (placement, Watch { parts, solved, .. }) = watched(|| place(&document.graph));
        Case { name, graph: document.graph, placement, parts, solved }
    };
    files(&root().join("tests/graphs"), "json").into_iter().map(read).collect()
}

/// The states of a connection with hints that no document has: some level with one another, some in an order.
fn hinted() -> Case {
    let tcp = documents().into_iter().find(|case| case.name == "tcp").expect("it is in the corpus");
    let mut graph = tcp.graph;
    let node = |list: &[u32]| list.iter().map(|&n| End::Node(n)).collect::<Vec<_>>();
    // Lines join SYN-SENT with SYN-RECEIVED, and FIN-WAIT-1 with FIN-WAIT-2 and CLOSING: of these two one has to turn back.
    graph.same_rank = vec![node(&[2, 3]), node(&[5, 6, 8]), node(&[7, 9])];
    graph.order = vec![node(&[8, 6]), node(&[4, 1])];
    // Two loops of ESTABLISHED, with labels higher than their ends are apart.
    let data = graph.edges.iter().position(|e| e.from == End::Node(4) && e.to == End::Node(4)).expect("it has one");
    graph.edges[data].label = Some(Size::new(60.0, 52.0));
    graph.edges.push(graph.edges[data].clone());
    laid_out("tcp with hints", graph)
}

/// Two pairs that face each other with all their ends in the middle of a side: each of the lines across has to be above the other.
fn crossed() -> Case {
    let tcp = documents().into_iter().find(|case| case.name == "tcp").expect("it is in the corpus");
    let mut graph = Graph { nodes: tcp.graph.nodes[..4].to_vec(), edges: Vec::new(), ..tcp.graph };
    for node in &mut graph.nodes {
        (node.size, node.centered_ports) = (Size::new(80.0, 40.0), true);
    }
    let line = |(a, b)| Edge { from: End::Node(a), to: End::Node(b), label: None, weight: 1 };
    graph.edges = [(0, 2), (1, 3), (0, 3), (1, 2)].map(line).to_vec();
    graph.order = vec![vec![End::Node(0), End::Node(1)], vec![End::Node(2), End::Node(3)]];
    laid_out("two pairs crossed", graph)
}

fn laid_out(name: &str, graph: Graph) -> Case {
    let (placement, Watch { parts, solved, .. }) = watched(|| place(&graph));
    Case { name: name.to_owned(), graph, placement, parts, solved }
}

/// Whether a group is, or is around, an end.
fn holds(graph: &Graph, group: u32, end: End) -> bool {
    let own = match end {
        End::Node(n) => graph.nodes[n as usize].parent,
        End::Group(g) => Some(g),
    };
    std::iter::successors(own, |&g| graph.groups[g as usize].parent).any(|g| g == group)
}

#[test]
fn the_corpus_has_everything_that_a_phase_has_to_deal_with() {
    let all = cases();
    assert!(all.len() >= 35, "{} graphs", all.len());
    let depth = |g: &Graph, group: u32| {
        std::iter::successors(g.groups[group as usize].parent, |&p| g.groups[p as usize].parent).count()
    };
    let loops =
        |g: &Graph, group: bool| g.edges.iter().any(|e| e.from == e.to && matches!(e.from, End::Group(_)) == group);
    let into = |g: &Graph, around: &dyn Fn(&Edge) -> (End, End)| {
        g.edges.iter().any(|e| match around(e) {
            (End::Group(group), inner) => e.from != e.to && holds(g, group, inner),
            _ => false,
        })
    };
    let parallel = |g: &Graph| {
        let mut ends: Vec<_> = g.edges.iter().map(|e| (e.from.min(e.to), e.from.max(e.to))).collect();
        ends.sort_unstable();
        ends.windows(2).any(|w| w[0] == w[1] && w[0].0 != w[0].1)
    };
    type Has<'a> = (&'a str, &'a dyn Fn(&Graph) -> bool);
    let features: [Has; 14] = [
        ("groups six deep", &|g| (0..g.groups.len() as u32).any(|k| depth(g, k) >= 5)),
        ("loops of nodes", &|g| loops(g, false)),
        ("several loops of one node", &|g| {
            let mut own: Vec<End> = g.edges.iter().filter(|e| e.from == e.to).map(|e| e.from).collect();
            own.sort_unstable();
            own.windows(2).any(|w| w[0] == w[1])
        }),
        ("parallel edges", &parallel),
        ("edges to groups", &|g| g.edges.iter().any(|e| matches!(e.to, End::Group(_)))),
        ("edges to a descendant", &|g| into(g, &|e| (e.from, e.to))),
        ("edges to an ancestor", &|g| into(g, &|e| (e.to, e.from))),
        ("groups with a direction of their own", &|g| g.groups.iter().any(|k| k.direction.is_some())),
        ("ports", &|g| g.ports.iter().any(|p| p.ends.len() > 1)),
        ("lanes", &|g| g.groups.iter().any(|k| k.lane)),
        ("titles", &|g| g.groups.iter().any(|k| k.title.w > 0.0)),
        ("labels on every edge", &|g| g.edges.len() > 10 && g.edges.iter().all(|e| e.label.is_some())),
        ("centred ports", &|g| g.nodes.iter().any(|n| n.centered_ports)),
        ("thirty nodes and sixty edges", &|g| g.nodes.len() >= 30 && g.edges.len() >= 60),
    ];
    for (what, has) in features {
        assert!(all.iter().any(|case| has(&case.graph)), "no graph has {what}");
    }
    for direction in [Direction::Down, Direction::Right] {
        assert!(all.iter().any(|case| case.graph.direction == direction), "{direction:?}");
    }
    // Laid out part by part, and every leaf of every part is drawn where a node or a group stands in the end.
    for case in all {
        let drawn: usize = case.parts.iter().map(|p| p.drawn.leaves.len()).sum();
        assert!(drawn >= case.graph.nodes.len(), "{}", case.name);
        assert!(case.placement.nodes.len() == case.graph.nodes.len(), "{}", case.name);
    }
    assert!(parts().count() > all.len(), "some have several parts");
}
