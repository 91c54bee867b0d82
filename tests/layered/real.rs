//! The engine on the graphs of `tests/graphs`: real systems, where what a generator never writes meets.

use std::fs;
use std::path::Path;

use frieze::layout::elk;
use frieze::layout::layered::{Direction, Graph, Placement, Wrapping, place};

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
