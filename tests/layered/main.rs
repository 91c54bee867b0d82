//! The layered engine on generated graphs: groups in groups, labels, loops, parallel lines, lines to groups and to groups around
//! or inside their other end, lanes, hints, all four directions. The laws of a picture hold on each, and it comes out the same twice.

mod generate;
mod laws;
mod near;
mod real;
mod same;
mod shrink;

use frieze::layout::layered::{Graph, Placement, place};
use proptest::prelude::*;

/// Fails with what is wrong on the least graph that it is wrong on.
fn lawful(g: &Graph, p: &Placement) -> Result<(), TestCaseError> {
    if laws::broken(g, p).is_empty() {
        return Ok(());
    }
    let least = shrink::least(g, |g| !laws::broken(g, &place(g)).is_empty());
    let wrong = laws::broken(&least, &place(&least));
    Err(TestCaseError::fail(format!("{wrong:#?}\n{least:#?}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn generated_graphs_keep_the_laws(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18, lanes in prop::bool::weighted(0.2)) {
        let g = generate::generated(seed, nodes, groups, edges, lanes);
        let p = place(&g);
        lawful(&g, &p)?;
        let again = place(&g);
        prop_assert_eq!(format!("{p:?}"), format!("{again:?}"), "not deterministic");
    }

    #[test]
    fn wrapped_graphs_keep_the_laws(seed: u64, nodes in 2usize..24, groups in 0usize..6, edges in 0usize..24, lanes in prop::bool::weighted(0.1), aspect in 0.1f64..8.0, long: bool, near: bool) {
        let mut g = generate::generated(seed, nodes, groups, edges, lanes);
        if long {
            generate::chain(&mut g);
        }
        (g.wrap, g.aspect) = (true, aspect);
        let p = place(&g);
        let wrong = laws::broken(&g, &p);
        prop_assert!(wrong.is_empty(), "{wrong:#?}\n{g:#?}");
        let again = place(&g);
        prop_assert_eq!(format!("{p:?}"), format!("{again:?}"), "not deterministic");
        let frame = |p: &Placement| (p.size.w / aspect).max(p.size.h);
        let plain = place(&Graph { wrap: false, ..g.clone() });
        prop_assert!(frame(&p) <= frame(&plain), "wrapping makes the frame larger");
        if near {
            g.previous = Some(near::previous(&p));
            near::edit(&mut g, (seed % 6) as u32, seed);
            let wrong = laws::broken(&g, &place(&g));
            prop_assert!(wrong.is_empty(), "near an earlier drawing: {wrong:#?}\n{g:#?}");
        }
    }

    #[test]
    fn the_laws_hold_near_an_earlier_drawing(seed: u64, nodes in 1usize..14, groups in 0usize..6, edges in 0usize..18, lanes in prop::bool::weighted(0.2), edit in 0u32..6) {
        let mut g = generate::generated(seed, nodes, groups, edges, lanes);
        g.previous = Some(near::previous(&place(&g)));
        near::edit(&mut g, edit, seed);
        lawful(&g, &place(&g))?;
    }

    #[test]
    fn what_survives_an_edit_keeps_its_places(seed: u64, nodes in 2usize..14, edges in 0usize..18, edit in 0u32..6) {
        let mut g = near::connected(seed, nodes, edges);
        let before = place(&g);
        g.previous = Some(near::previous(&before));
        near::edit(&mut g, edit, seed);
        let swapped = near::swapped(&before, &place(&g), nodes);
        prop_assert!(swapped.is_empty(), "{swapped:?}\n{g:#?}");
    }
}
