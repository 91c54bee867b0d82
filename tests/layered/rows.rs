//! Wrapped drawings near an earlier one: what survives an edit keeps its row, and with that its place among all others.

use frieze::layout::layered::{Direction, Edge, End, Graph, Placement, Wrapping, place};

use crate::{chain, generate, laws, near, real};

fn line(from: u32, to: u32) -> Edge {
    Edge { from: End::Node(from), to: End::Node(to), label: None, weight: 1 }
}

/// The height of the frame that holds a drawing.
fn frame(g: &Graph, p: &Placement) -> f64 {
    (p.size.w / g.aspect).max(p.size.h)
}

/// A graph that was edited, near the drawing of what it was; only what was there before is compared.
fn near_to(before: &Placement, g: &Graph) -> Placement {
    let p = place(&Graph { previous: Some(near::previous_of(before, g)), ..g.clone() });
    let wrong = laws::broken(g, &p);
    assert!(wrong.is_empty(), "{wrong:#?}");
    p
}

/// A chain alone, without its line back and its long line.
fn links(direction: Direction, nodes: u32, aspect: f64) -> Graph {
    let mut g = chain(direction, nodes, aspect);
    g.edges.truncate(nodes as usize - 1);
    g
}

#[test]
fn a_chain_keeps_its_rows_when_a_node_comes_between() {
    for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
        let g = links(direction, 24, 1.6);
        let before = place(&g);
        for at in 0..23 {
            let mut more = g.clone();
            near::with_another(&mut more);
            more.edges[at as usize] = line(at, 24);
            more.edges.push(line(24, at + 1));
            let swapped = near::swapped(&before, &near_to(&before, &more), 24);
            assert!(swapped.is_empty(), "{direction:?}, after {at}: {swapped:?}");
        }
    }
}

#[test]
fn a_chain_that_is_cut_in_two_keeps_its_rows() {
    for direction in [Direction::Down, Direction::Right] {
        let g = links(direction, 24, 1.6);
        let before = place(&g);
        for gone in 0..23 {
            let mut less = g.clone();
            less.edges.remove(gone);
            let mut previous = near::previous(&before);
            previous.edges.remove(gone);
            less.previous = Some(previous);
            let after = place(&less);
            assert!(laws::broken(&less, &after).is_empty());
            let swapped = near::swapped(&before, &after, 24);
            assert!(swapped.is_empty(), "{direction:?}, without line {gone}: {swapped:?}");
        }
    }
}

#[test]
fn without_routes_rows_are_known_by_where_lines_lead() {
    let g = links(Direction::Right, 24, 1.6);
    let before = place(&g);
    let mut more = g.clone();
    near::with_another(&mut more);
    more.edges.push(line(11, 24));
    let mut previous = near::previous_of(&before, &more);
    previous.edges.iter_mut().for_each(Vec::clear);
    more.previous = Some(previous);
    let swapped = near::swapped(&before, &place(&more), 24);
    assert!(swapped.is_empty(), "{swapped:?}");
}

#[test]
fn rows_that_become_far_too_long_are_cut_anew() {
    for (direction, aspect) in [(Direction::Right, 1.6), (Direction::Down, 1.0)] {
        let g = links(direction, 12, aspect);
        let before = place(&g);
        let rows_kept = |more: u32| {
            let mut long = links(direction, 12 + more, aspect);
            let fresh = frame(&long, &place(&long));
            let near = near_to(&before, &long);
            long.wrap = Wrapping::Never;
            assert!(frame(&long, &near) <= 1.5 * fresh, "{direction:?}: {more} more at the end");
            near::swapped(&before, &near, 12).is_empty()
        };
        assert!(rows_kept(2), "{direction:?}");
        assert!(!rows_kept(40), "{direction:?}");
    }
}

#[test]
fn a_drawing_that_was_not_wrapped_stays_so_while_it_is_not_far_too_long() {
    let g = Graph { wrap: Wrapping::Never, ..links(Direction::Right, 6, 1.6) };
    let before = place(&g);
    let wrapped = Graph { wrap: Wrapping::Anywhere, aspect: 8.0, ..g.clone() };
    let p = near_to(&before, &wrapped);
    assert_eq!(near::swapped(&before, &p, 6), []);
    let long = Graph { aspect: 0.5, ..wrapped };
    assert!(frame(&long, &near_to(&before, &long)) < 0.6 * frame(&long, &before), "far too long a row is cut");
}

/// Real graphs that are long for their aspect, each edited in all the ways that people do. How many were without a swap, of how many.
#[test]
fn real_graphs_keep_their_rows() {
    let (mut none, mut all) = (0, 0);
    for (name, plain) in real::graphs() {
        for aspect in [0.4, 1.0, 2.5] {
            let g = Graph { aspect, wrap: Wrapping::Anywhere, ..plain.clone() };
            let before = place(&g);
            if g.nodes.len() < 8
                || frame(&g, &before) >= frame(&g, &place(&Graph { wrap: Wrapping::Never, ..g.clone() }))
            {
                continue;
            }
            for kind in 0..6 {
                let mut edited = g.clone();
                edited.previous = Some(near::previous(&before));
                near::edit(&mut edited, kind, 17);
                let after = place(&edited);
                let wrong = laws::broken(&edited, &after);
                assert!(wrong.is_empty(), "{name} at {aspect}, edit {kind}: {wrong:#?}");
                let swapped = near::swapped(&before, &after, g.nodes.len());
                if kind == 0 {
                    let (a, b) = (format!("{:?}", before.nodes), format!("{:?}", after.nodes));
                    assert_eq!(a, b, "{name} at {aspect}: drawn as it was when nothing was edited");
                }
                (none, all) = (none + usize::from(swapped.is_empty()), all + 1);
            }
        }
    }
    assert!(all > 70 && none * 100 >= all * 96, "{none} of {all} edits without a swap");
}

/// The same for generated ones.
#[test]
fn generated_chains_keep_their_rows() {
    let (mut none, mut all) = (0, 0);
    for seed in 0..60u64 {
        let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut g = near::connected(seed, 8 + (seed >> 40) as usize % 16, (seed >> 20) as usize % 8);
        generate::chain(&mut g);
        (g.wrap, g.aspect) = (Wrapping::Anywhere, [0.4, 1.0, 1.6, 3.0][(seed >> 30) as usize % 4]);
        let before = place(&g);
        let nodes = g.nodes.len();
        g.previous = Some(near::previous(&before));
        near::edit(&mut g, (seed >> 50) as u32 % 6, seed);
        let after = place(&g);
        let wrong = laws::broken(&g, &after);
        assert!(wrong.is_empty(), "{wrong:#?}");
        (none, all) = (none + usize::from(near::swapped(&before, &after, nodes).is_empty()), all + 1);
    }
    assert!(none * 100 >= all * 96, "{none} of {all} edits without a swap");
}
