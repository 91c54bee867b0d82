//! Models that nobody would draw, drawn: whatever a source holds, the picture is well-formed and says all of it.

use proptest::prelude::*;

use super::maps::{architecture, connections, elements, flow};
use super::{drawn, promises};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_architecture_keeps_the_promises(groups in elements(0..5), nodes in elements(1..10), connections in connections(0..14), direction in 0..4usize) {
        let source = architecture(&groups, &nodes, &connections, direction);
        for picture in drawn("generated", &source, "auto") {
            promises(&picture);
        }
    }

    #[test]
    fn any_flow_keeps_the_promises(nodes in elements(1..10), connections in connections(0..14), direction in 0..4usize, lanes: bool) {
        let source = flow(&nodes, &connections, direction, lanes);
        for picture in drawn("generated", &source, "auto") {
            promises(&picture);
        }
    }
}
