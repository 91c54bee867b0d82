//! Any two versions of a sequence can be laid out together: whatever was wrapped, shuffled, cut or inserted, every word of both
//! stands in the picture, frames nest, and no lifeline is missing.

use super::{changed, merged};
use crate::words::missing;
use frieze::view::{Body, EventKind};

/// Numbers that are the same everywhere: a linear congruential generator (D. Lehmer's, with the constants of MINSTD).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 % sides
    }
}

/// Steps as text, nested at most three deep; messages come from a small set, so that two versions share many.
fn steps(dice: &mut Dice, depth: usize, out: &mut String) {
    for _ in 0..1 + dice.below(4) {
        let (a, b) = (dice.below(4), dice.below(4));
        let word = dice.below(9);
        match dice.below(if depth < 3 { 12 } else { 7 }) {
            0 => out.push_str(&format!("note over p{a}: note {word}\n")),
            1 => out.push_str(&format!("p{a} ->> p{b}: event {word}\n")),
            2 => out.push_str(&format!("divider \"part {word}\"\n")),
            3..=6 => out.push_str(&format!("p{a} -> p{b}: call {word}\n")),
            7 => {
                out.push_str(&format!("p{a} -> p{b}: call {word} {{\n"));
                steps(dice, depth + 1, out);
                out.push_str(&format!("return answer {word}\n}}\n"));
            }
            8 | 9 => {
                out.push_str(&format!("alt \"case {word}\" {{\n"));
                steps(dice, depth + 1, out);
                out.push_str(&format!("}} else \"other {word}\" {{\n"));
                steps(dice, depth + 1, out);
                out.push_str("}\n");
            }
            _ => {
                out.push_str(&format!("opt \"maybe {word}\" {{\n"));
                steps(dice, depth + 1, out);
                out.push_str("}\n");
            }
        }
    }
}

fn source(dice: &mut Dice) -> String {
    let mut text = String::from(
        "allow undeclared-connection\nservice p0\nservice p1\nservice p2\nservice p3\np0 -> p1\nsequence s {\n",
    );
    text.push_str("p0 -> p1: begin\n");
    for _ in 0..3 {
        steps(dice, 0, &mut text);
    }
    text.push_str("}\n");
    text
}

#[test]
fn any_two_versions_of_a_sequence_go_together() {
    let mut dice = Dice(20_260_101);
    for round in 0..120 {
        let (before, after) = (source(&mut dice), source(&mut dice));
        for view in changed(&before, &after) {
            let both = merged(&view);
            let Body::Sequence(sequence) = &both.view.body else { panic!("it is a sequence") };
            let mut depth = 0;
            for event in &sequence.events {
                match event.kind {
                    EventKind::FragmentStart { .. } => depth += 1,
                    EventKind::Operand { .. } => assert!(depth > 0, "{round}: a condition outside of frames"),
                    EventKind::FragmentEnd => {
                        assert!(depth > 0, "{round}: an end without a beginning");
                        depth -= 1;
                    }
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{round}: a frame that never ends\n{before}\n{after}");
            assert_eq!(missing(&view), Vec::<String>::new(), "{round}\n{before}\n{after}");
        }
    }
}
