//! Models that chance wrote keep the laws on their final pictures: what does not is a fault of the layout.

use frieze::view::{Body, View};
use proptest::prelude::*;

use super::maps::{architecture, connections, elements, flow};
use super::written::sequence;
use super::{alone, drawn, laws, layout, render, scene, theme, told};

/// The picture of a view keeps every law, with and without what the view says.
fn lawful(view: &View, svg: &str) -> Result<(), String> {
    for found in [laws::of_view(view, svg), alone(svg)] {
        let found = found.map_err(|why| why.to_string())?;
        if !found.is_empty() {
            return Err(told(&found));
        }
    }
    Ok(())
}

fn all_lawful(source: &str) -> Result<(), TestCaseError> {
    for picture in drawn("generated", source, "auto") {
        lawful(&picture.view, &picture.svg).map_err(|why| TestCaseError::fail(format!("{why}\n{source}")))?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_map_is_lawful(groups in elements(0..5), nodes in elements(1..12), connections in connections(0..16), direction in 0..4usize) {
        all_lawful(&architecture(&groups, &nodes, &connections, direction))?;
    }

    #[test]
    fn any_flow_is_lawful(nodes in elements(1..12), connections in connections(0..14), direction in 0..4usize, lanes: bool) {
        all_lawful(&flow(&nodes, &connections, direction, lanes))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_is_lawful(
        lifelines in 1usize..7,
        how in any::<(bool, bool, bool)>(),
        steps in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 0..40),
    ) {
        let body = Body::Sequence(sequence(lifelines, how, steps));
        let view = View {
            id: "generated".to_string(),
            title: "Generated".to_string(),
            description: None,
            span: frieze::source::Span::default(),
            body,
        };
        let theme = theme::find("auto").expect("a built-in theme");
        let placed = layout::place(&view, &theme).expect("any sequence can be placed");
        let svg = render::svg(&scene::draw(&view, &placed, &theme));
        lawful(&view, &svg).map_err(|why| TestCaseError::fail(format!("{why}\n{:#?}", view.body)))?;
    }
}
