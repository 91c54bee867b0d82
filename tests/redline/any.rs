//! Any two versions of a view can be laid out together: whatever was wrapped, shuffled, cut or inserted, every word of both stands in
//! the picture, frames and groups nest, and no end of a line is missing.

use super::{changed, merged};
use crate::words::missing;
use frieze::view::{Body, End, EventKind};

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
        let (a, b) = (dice.below(5), dice.below(5));
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
        "allow undeclared-connection\nservice p0\nservice p1\nservice p2\ngroup g { service p3; service p4 }\np0 -> p1\n",
    );
    let boxes = if dice.below(3) == 0 { "" } else { "boxes: on\n" };
    text.push_str(&format!("sequence s {{\n{boxes}"));
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
    for round in 0..60 {
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

/// A map of components in nested groups, of which two versions share many.
fn map(dice: &mut Dice) -> String {
    let mut text = String::new();
    let mut paths: Vec<String> = Vec::new();
    for group in 0..dice.below(3) + 1 {
        text.push_str(&format!("group g{group} \"Group {group}\" {{\n"));
        let inner = dice.below(3) == 0;
        for node in 0..6 {
            // A component stands in one group or in another, or nowhere.
            if dice.below(3) != 0 {
                continue;
            }
            let id = format!("n{group}{node}");
            let kind = ["service", "database", "queue"][dice.below(3) as usize];
            text.push_str(&format!("{kind} {id} \"Thing {}\" {{ tech: T{} }}\n", node, dice.below(3)));
            paths.push(format!("g{group}.{id}"));
        }
        if inner {
            text.push_str(&format!("group h \"Inner\" {{ worker w{group} \"Worker {}\" }}\n", dice.below(3)));
            paths.push(format!("g{group}.h.w{group}"));
        }
        text.push_str("}\n");
    }
    for node in 0..4 {
        if dice.below(2) == 0 {
            text.push_str(&format!("service o{node} \"Thing {node}\"\n"));
            paths.push(format!("o{node}"));
        }
    }
    text.push_str("client c \"Client\"\n");
    paths.push("c".to_string());
    for _ in 0..paths.len() * 2 {
        let end = |dice: &mut Dice| paths[dice.below(paths.len() as u64) as usize].clone();
        let (a, b) = (end(dice), end(dice));
        let arrow = ["->", "->>", "-->", "<->"][dice.below(4) as usize];
        text.push_str(&format!("{a} {arrow} {b}: says {}\n", dice.below(5)));
    }
    let collapse = if dice.below(4) == 0 { "collapse g0" } else { "" };
    text.push_str(&format!("architecture m \"Map {}\" {{\n{collapse}\n}}\n", dice.below(2)));
    text
}

/// A flow, with lanes or without.
fn flow(dice: &mut Dice) -> String {
    let mut text = String::from("service a \"A\"\nservice b \"B\"\nservice d \"D\"\na -> b\nflow f {\n");
    if dice.below(3) > 0 {
        text.push_str("lanes: on\n");
    }
    let mut steps = vec!["begin".to_string()];
    let by = |dice: &mut Dice| ["a", "b", "d"][dice.below(3) as usize];
    text.push_str(&format!("start begin \"Begin\" {{ by: {} }}\n", by(dice)));
    for step in 0..8 {
        if dice.below(3) > 0 {
            let kind = ["step", "decision", "io"][dice.below(3) as usize];
            let by = if dice.below(4) == 0 { String::new() } else { format!(" {{ by: {} }}", by(dice)) };
            text.push_str(&format!("{kind} s{step} \"Step {}\"{by}\n", step % 5));
            steps.push(format!("s{step}"));
        }
    }
    for pair in steps.windows(2) {
        text.push_str(&format!("{} -> {}: {}\n", pair[0], pair[1], ["yes", "no", "then"][dice.below(3) as usize]));
    }
    text.push_str("}\n");
    text
}

#[test]
fn any_two_versions_of_a_map_or_a_flow_go_together() {
    let mut dice = Dice(20_260_202);
    for round in 0..80 {
        let write = if round % 2 == 0 { map } else { flow };
        let (before, after) = (write(&mut dice), write(&mut dice));
        for view in changed(&before, &after) {
            let both = merged(&view);
            let Body::Map(map) = &both.view.body else { panic!("it is a map") };
            for (at, group) in map.groups.iter().enumerate() {
                assert!(group.parent.is_none_or(|parent| parent < at), "{round}: a group stands before its parent");
                let members = map.nodes.iter().filter(|node| node.parent == Some(at)).count()
                    + map.groups.iter().filter(|inner| inner.parent == Some(at)).count();
                assert!(members > 0, "{round}: an empty group");
            }
            for end in map.edges.iter().flat_map(|edge| [edge.from, edge.to]) {
                match end {
                    End::Node(node) => assert!(node < map.nodes.len(), "{round}"),
                    End::Group(group) => assert!(group < map.groups.len(), "{round}"),
                }
            }
            assert_eq!(missing(&view), Vec::<String>::new(), "{round}\n{before}\n{after}");
        }
    }
}
