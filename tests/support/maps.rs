//! Maps and flows that chance wrote: sources with everything that a model of a map holds, nested and mixed.
#![allow(dead_code, reason = "each test uses its part")]

use proptest::prelude::*;

const KINDS: [&str; 12] = [
    "person",
    "client",
    "service",
    "gateway",
    "database",
    "cache",
    "storage",
    "queue",
    "topic",
    "external",
    "component",
    "search",
];
const STEPS: [&str; 11] =
    ["start", "step", "decision", "subprocess", "io", "document", "store", "manual", "wait", "event", "end"];
const OPERATORS: [&str; 5] = ["->", "->>", "-->", "<->", "--"];
const DIRECTIONS: [&str; 4] = ["down", "right", "up", "left"];

/// What stands in quotes: letters that mean something to XML, to SVG or to the language, long words, other scripts.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        5 => "[a-zA-Z]{1,12}",
        1 => Just("<b>&amp;</b>".to_string()),
        1 => Just("]]>".to_string()),
        1 => Just("-->".to_string()),
        1 => Just("{ $ }".to_string()),
        1 => Just("\"'".to_string()),
        1 => Just("a\\b".to_string()),
        1 => Just("認証".to_string()),
        1 => Just("שלום".to_string()),
        1 => Just("🚀".to_string()),
        1 => Just("Größe½".to_string()),
        1 => "[a-z]{30,60}",
    ];
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[derive(Clone, Debug)]
pub struct Element {
    kind: usize,
    title: String,
    /// Chooses among the groups before it; beyond them: none.
    parent: usize,
}

#[derive(Clone, Debug)]
pub struct Connection {
    from: usize,
    to: usize,
    operator: usize,
    label: Option<String>,
    tech: Option<String>,
}

pub fn elements(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Element>> {
    let element = (0..100usize, words(), 0..8usize).prop_map(|(kind, title, parent)| Element { kind, title, parent });
    prop::collection::vec(element, count)
}

pub fn connections(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Connection>> {
    let connection =
        (0..100usize, 0..100usize, 0..OPERATORS.len(), prop::option::of(words()), prop::option::of(words()));
    let connection =
        connection.prop_map(|(from, to, operator, label, tech)| Connection { from, to, operator, label, tech });
    prop::collection::vec(connection, count)
}

/// Writes group `at` with its members and the groups in it.
fn write_group(source: &mut String, at: usize, groups: &[Element], nodes: &[Element]) {
    source.push_str(&format!("group g{at} {} {{\n", quoted(&groups[at].title)));
    write_members(source, Some(at), groups, nodes);
    source.push_str("}\n");
}

fn write_members(source: &mut String, parent: Option<usize>, groups: &[Element], nodes: &[Element]) {
    for (i, node) in nodes.iter().enumerate() {
        if Some(node.parent).filter(|&p| p < groups.len()) == parent {
            let kind = KINDS[node.kind % KINDS.len()];
            source.push_str(&format!("{kind} n{i} {} {{ tech: {} }}\n", quoted(&node.title), quoted(&node.title)));
        }
    }
    for (i, group) in groups.iter().enumerate() {
        // Only groups before it may be around it, or nesting would have no end.
        if Some(group.parent).filter(|&p| p < i) == parent {
            write_group(source, i, groups, nodes);
        }
    }
}

pub fn architecture(groups: &[Element], nodes: &[Element], connections: &[Connection], direction: usize) -> String {
    let mut source = String::from("allow missing-glyph\n");
    write_members(&mut source, None, groups, nodes);
    let all = nodes.len() + groups.len();
    let name =
        |i: usize| if i % all < nodes.len() { format!("n{}", i % all) } else { format!("g{}", i % all - nodes.len()) };
    for connection in connections {
        let (from, to) = (name(connection.from), name(connection.to));
        let label = connection.label.as_ref().map_or(String::new(), |label| format!(": {}", quoted(label)));
        let tech = connection.tech.as_ref().map_or(String::new(), |tech| format!(" {{ tech: {} }}", quoted(tech)));
        source.push_str(&format!("{from} {} {to}{label}{tech}\n", OPERATORS[connection.operator]));
    }
    source.push_str(&format!("architecture all {} {{\ndirection: {}\n", quoted("All"), DIRECTIONS[direction]));
    // Every third group or so flows in a direction of its own; an empty one, drawn as a box, says in a warning that it cannot.
    for (i, group) in groups.iter().enumerate().filter(|(_, group)| group.kind % 3 == 0) {
        source.push_str(&format!("direction of g{i}: {}\n", DIRECTIONS[group.kind / 3 % DIRECTIONS.len()]));
    }
    source.push_str("}\n");
    source
}

pub fn flow(nodes: &[Element], connections: &[Connection], direction: usize, lanes: bool) -> String {
    let mut source =
        String::from("allow missing-glyph\nservice a \"Auth\"\ndatabase b \"Base\"\nclient c \"Client\"\n");
    source.push_str(&format!("flow f \"Flow\" {{\ndirection: {}\n", DIRECTIONS[direction]));
    if lanes {
        source.push_str("lanes: on\n");
    }
    for (i, node) in nodes.iter().enumerate() {
        let by = ["", " { by: a }", " { by: b }", " { by: c }"][node.parent % 4];
        source.push_str(&format!("{} n{i} {}{by}\n", STEPS[node.kind % STEPS.len()], quoted(&node.title)));
    }
    for connection in connections {
        let (from, to) = (connection.from % nodes.len(), connection.to % nodes.len());
        let label = connection.label.as_ref().map_or(String::new(), |label| format!(": {}", quoted(label)));
        source.push_str(&format!("n{from} -> n{to}{label}\n"));
    }
    source.push_str("}\n");
    source
}
