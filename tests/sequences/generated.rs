//! Sequences that chance wrote keep every promise.

use frieze::view::Sequence;
use proptest::prelude::*;

use super::promises;
use super::written::sequence;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_keeps_every_promise(
        lifelines in 1usize..7,
        how in any::<(bool, bool, bool)>(),
        steps in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 0..40),
    ) {
        promises::kept("generated", &sequence(lifelines, how, steps));
    }
}

#[test]
fn nothing_at_all_is_a_picture_too() {
    promises::kept("no lifelines", &Sequence { lifelines: Vec::new(), boxes: Vec::new(), events: Vec::new() });
    promises::kept("no events", &sequence(3, (true, false, false), Vec::new()));
}
