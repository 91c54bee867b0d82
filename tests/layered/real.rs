//! The engine on the graphs of `tests/graphs`: real systems, where what a generator never writes meets.

use std::fs;
use std::path::Path;

use frieze::geometry::{Side, Size};
use frieze::layout::elk;
use frieze::layout::layered::{Direction, Edge, End, Gate, Graph, Placement, Port, Wrapping, place};

use crate::{laws, mutate, near};

/// All of them by name, sorted.
pub fn graphs() -> Vec<(String, Graph)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graphs");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of graphs")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = fs::read(path).expect("a readable graph");
        let document = elk::parse(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        (path.file_stem().expect("a file has a name").to_string_lossy().into_owned(), document.graph)
    };
    paths.iter().map(read).collect()
}

fn law_abiding(name: &str, what: &str, g: &Graph) -> Placement {
    let p = place(g);
    let wrong = laws::broken(g, &p);
    assert!(wrong.is_empty(), "{name}, {what}: {wrong:#?}");
    p
}

#[test]
fn real_graphs_keep_the_laws_in_every_direction() {
    for (name, mut g) in graphs() {
        for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            g.direction = direction;
            law_abiding(&name, &format!("{direction:?}"), &g);
        }
    }
}

#[test]
fn real_graphs_keep_the_laws_as_they_are_edited() {
    for (name, g) in graphs() {
        let before = place(&g);
        for kind in 0..6 {
            let mut edited = g.clone();
            edited.previous = Some(near::previous(&before));
            near::edit(&mut edited, kind, 17);
            law_abiding(&name, &format!("edit {kind}"), &edited);
        }
    }
}

/// Changed by seeds: what a generator from nothing never comes upon. With hints, near the drawing of the graph before, and wrapped.
#[test]
fn real_graphs_keep_the_laws_whatever_is_changed() {
    let graphs = graphs();
    for (at, (name, g)) in graphs.iter().enumerate() {
        let before = place(g);
        for seed in 0..8 {
            let other = &graphs[(at + 1 + seed as usize) % graphs.len()].1;
            let mut m = mutate::mutated(g, other, seed * 100 + at as u64);
            law_abiding(name, &format!("seed {seed}"), &m);
            match seed % 4 {
                0 => m.previous = Some(near::previous_of(&before, &m)),
                1 => mutate::hinted(&mut m, seed),
                2 if m.nodes.len() < 60 => {
                    m.aspect = [0.4, 5.0][seed as usize / 4];
                    m.wrap = Wrapping::Anywhere;
                }
                _ => continue,
            }
            law_abiding(name, &format!("seed {seed}, {}", ["near", "hinted", "wrapped"][seed as usize % 4]), &m);
        }
    }
}

/// Edges across the borders of some groups meet them at gates: half of these in an order, some standing out.
fn gated(g: &Graph) -> Graph {
    let mut out = g.clone();
    let inside = |group: u32, end: End| {
        let own = match end {
            End::Node(n) => g.nodes[n as usize].parent,
            End::Group(k) => g.groups[k as usize].parent,
        };
        std::iter::successors(own, |&k| g.groups[k as usize].parent).any(|k| k == group)
    };
    let at_port = |edge: usize| g.ports.iter().any(|p| p.ends.iter().any(|e| e.0 as usize == edge));
    for group in
        (0..g.groups.len() as u32).filter(|&k| !g.groups[k as usize].lane && g.groups[k as usize].parent.is_none())
    {
        let mut count = [0, 0];
        for (i, edge) in g.edges.iter().enumerate() {
            let (from, to) = (inside(group, edge.from), inside(group, edge.to));
            let own = [edge.from, edge.to].contains(&End::Group(group));
            // An edge is cut once.
            if from == to || own || at_port(i) || [out.edges[i].from, out.edges[i].to] != [edge.from, edge.to] {
                continue;
            }
            let number = out.edges.len() as u32;
            let rest = Edge { from: End::Group(group), label: None, ..edge.clone() };
            out.edges.push(rest);
            out.edges[i].to = End::Group(group);
            let order = (group % 2 == 0).then_some(count[usize::from(from)]);
            count[usize::from(from)] += 1;
            out.gates.push(Gate {
                group,
                side: if from { Side::Bottom } else { Side::Top },
                order,
                at: None,
                breadth: 10.0,
                depth: if group % 3 == 0 { 6.0 } else { 0.0 },
                clear: 2.0,
                ends: vec![(i as u32, false), (number, true)],
            });
        }
    }
    out
}

#[test]
fn real_graphs_with_gates_keep_the_laws() {
    let mut gates = 0;
    for (name, g) in graphs() {
        let mut gated = gated(&g);
        gates += gated.gates.len();
        for direction in [Direction::Down, Direction::Right] {
            gated.direction = direction;
            law_abiding(&name, &format!("with gates, {direction:?}"), &gated);
        }
    }
    assert!(gates > 60, "{gates}");
}

#[test]
fn members_without_lines_of_real_groups_keep_the_laws() {
    let mut lone = 0;
    for (name, mut g) in graphs() {
        for group in (0..g.groups.len() as u32).filter(|&k| !g.groups[k as usize].lane) {
            for _ in 0..1 + group % 4 {
                let index = 10_000 + g.nodes.len() as u32;
                let like = g.nodes[group as usize % g.nodes.len()].clone();
                g.nodes.push(frieze::layout::layered::Node { parent: Some(group), index, ..like });
                lone += 1;
            }
        }
        law_abiding(&name, "with members without lines", &g);
    }
    assert!(lone > 60, "{lone}");
}

#[test]
fn loops_at_ports_of_real_nodes_keep_the_laws() {
    const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];
    for (name, mut g) in graphs() {
        let free = |g: &Graph, n: u32| !g.ports.iter().any(|p| p.node == n) && !g.nodes[n as usize].centered_ports;
        for n in (0..g.nodes.len() as u32).filter(|&n| free(&g, n)).step_by(3).collect::<Vec<_>>() {
            let label = (n % 2 == 0).then_some(Size::new(30.0, 12.0));
            let number = g.edges.len() as u32;
            g.edges.push(Edge { from: End::Node(n), to: End::Node(n), label, weight: 1 });
            let (a, b) = (SIDES[n as usize / 3 % 4], SIDES[n as usize / 7 % 4]);
            let size = g.nodes[n as usize].size;
            let at =
                |side: Side, part: f64| part * if matches!(side, Side::Top | Side::Bottom) { size.w } else { size.h };
            g.ports.push(Port { node: n, side: a, at: at(a, 0.3), ends: vec![(number, true)] });
            g.ports.push(Port { node: n, side: b, at: at(b, 0.7), ends: vec![(number, false)] });
        }
        law_abiding(&name, "with loops at ports", &g);
    }
}
