//! From text to views, and the reports on models that are wrong: each source below `suite/` against its snapshot.

use std::fmt::Write as _;

use frieze::diagnostic::{Diagnostic, Severity};
use frieze::model::{self, Direction, Engine, FragmentOperator, NotePlace, Operator};
use frieze::source::{FileId, NoImports, Sources, Span};
use frieze::view::{self, Body, End, EventKind, Map, MessageEnd, Sequence};

/// The model of a text, with everything found wrong up to there.
fn build(text: &str) -> (Sources, model::Model, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add("test.frieze", text);
    let loaded = model::load(&mut sources, file, &NoImports);
    let (model, found) = model::build(&sources, &loaded.asts);
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(found);
    (sources, model, diagnostics)
}

#[test]
fn views() {
    insta::glob!("suite/views/*.frieze", |path| {
        let text = std::fs::read_to_string(path).expect("the source can be read");
        let (sources, model, found) = build(&text);
        let mut out = reports(&sources, &found);
        for index in 0..model.views.len() {
            match view::select(&model, index) {
                Ok((view, warnings)) => {
                    out += &view_text(&view);
                    out += &reports(&sources, &warnings);
                }
                Err(errors) => out += &reports(&sources, &errors),
            }
            out.push('\n');
        }
        insta::assert_snapshot!(out.trim_end());
    });
}

#[test]
fn wrong_models() {
    insta::glob!("suite/wrong-model/*.frieze", |path| {
        let text = std::fs::read_to_string(path).expect("the source can be read");
        let (sources, model, mut found) = build(&text);
        found.extend(frieze::lint::run(&model, &[]));
        let drawable = found.iter().all(|found| found.severity != Severity::Error);
        for index in (0..model.views.len()).filter(|_| drawable) {
            match view::select(&model, index) {
                Ok((_, warnings)) => found.extend(warnings),
                Err(errors) => found.extend(errors),
            }
        }
        assert!(!found.is_empty(), "nothing is wrong with {}", path.display());
        insta::assert_snapshot!(reports(&sources, &found).trim_end());
    });
}

// ---- views as text ----

fn view_text(view: &view::View) -> String {
    let mut out = format!("== {} \"{}\"\n", view.id, view.title);
    match &view.body {
        Body::Map(map) => map_text(map, &mut out),
        Body::Sequence(sequence) => sequence_text(sequence, &mut out),
    }
    out
}

fn map_text(map: &Map, out: &mut String) {
    if map.direction != Direction::Down || map.engine != Engine::Layered {
        let _ = writeln!(out, "{:?} {:?}", map.direction, map.engine);
    }
    let parent = |parent: Option<usize>| parent.map_or(String::new(), |at| format!(" in {}", map.groups[at].face.id));
    for group in &map.groups {
        let word = if group.lane { "lane" } else { "group" };
        let flows = group.direction.map_or(String::new(), |direction| format!(" flows {direction:?}"));
        let _ = writeln!(out, "{word} {}{}{flows}", face(&group.face), parent(group.parent));
    }
    for node in &map.nodes {
        let collapsed = if node.collapsed { " (collapsed)" } else { "" };
        let _ = writeln!(out, "node {}{}{collapsed}", face(&node.face), parent(node.parent));
    }
    let end = |end: &End| match end {
        End::Node(at) => map.nodes[*at].face.id.clone(),
        End::Group(at) => format!("[{}]", map.groups[*at].face.id),
    };
    for edge in &map.edges {
        let _ = write!(out, "edge {} {} {}", end(&edge.from), operator(edge.operator), end(&edge.to));
        edge.label.iter().for_each(|label| write!(out, ": {label}").expect("a string takes it"));
        edge.tech.iter().for_each(|tech| write!(out, " <{tech}>").expect("a string takes it"));
        if !edge.steps.is_empty() {
            let _ = write!(out, " {:?}", edge.steps);
        }
        let _ = writeln!(out, "{}{}   #{}", if edge.faded { " faded" } else { "" }, look(&edge.look), edge.id);
    }
    for (word, lists) in [("same rank", &map.same_rank), ("order", &map.order)] {
        for list in lists {
            let _ = writeln!(out, "{word}: {}", list.iter().map(end).collect::<Vec<_>>().join(", "));
        }
    }
}

fn face(face: &view::Face) -> String {
    let mut out = format!("{} \"{}\"", face.id, face.title);
    face.subtitle.iter().for_each(|text| write!(out, " <{text}>").expect("a string takes it"));
    let _ = write!(out, " {}", face.shape);
    out + &look(&face.look)
}

fn look(look: &view::Look) -> String {
    let color = |color: &model::Color| format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
    let mut out = String::new();
    look.tone.iter().for_each(|tone| write!(out, " tone {tone:?}").expect("a string takes it"));
    look.fill.iter().for_each(|fill| write!(out, " fill {}", color(fill)).expect("a string takes it"));
    look.stroke.iter().for_each(|stroke| write!(out, " stroke {}", color(stroke)).expect("a string takes it"));
    out
}

fn operator(operator: Operator) -> &'static str {
    match operator {
        Operator::Call => "->",
        Operator::Async => "->>",
        Operator::Weak => "-->",
        Operator::Both => "<->",
        Operator::Link => "--",
    }
}

fn sequence_text(sequence: &Sequence, out: &mut String) {
    let name = |at: usize| sequence.lifelines[at].face.id.as_str();
    for lifeline in &sequence.lifelines {
        let created = if lifeline.created { " (created)" } else { "" };
        let _ = writeln!(out, "lifeline {}{created}", face(&lifeline.face));
    }
    for group in &sequence.boxes {
        let _ =
            writeln!(out, "box {} {}..{} depth {}", group.face.id, name(group.first), name(group.last), group.depth);
    }
    let end = |end: MessageEnd| match end {
        MessageEnd::Lifeline(at) => name(at),
        MessageEnd::Outside => "outside",
    };
    let mut depth = 0;
    for event in &sequence.events {
        if matches!(event.kind, EventKind::FragmentEnd | EventKind::Operand { .. }) {
            depth -= 1;
        }
        let _ = write!(out, "{}{}: ", "  ".repeat(depth + 1), event.id);
        let line = match &event.kind {
            EventKind::Message(m) => {
                let mut line = format!("{} {} {}", end(m.from), operator(m.operator), end(m.to));
                m.text.iter().for_each(|text| write!(line, ": {text}").expect("a string takes it"));
                m.number.iter().for_each(|number| write!(line, " [{number}]").expect("a string takes it"));
                for (word, is) in [("reply", m.reply), ("lost", m.lost), ("creates", m.creates)] {
                    line += if is { format!(" ({word})") } else { String::new() }.as_str();
                }
                line + &look(&m.look)
            }
            EventKind::FragmentStart { operator, title } => {
                let word = match operator {
                    FragmentOperator::Alt => "alt",
                    FragmentOperator::Opt => "opt",
                    FragmentOperator::Loop => "loop",
                    FragmentOperator::Par => "par",
                    FragmentOperator::Critical => "critical",
                    FragmentOperator::Break => "break",
                    FragmentOperator::Group => "group",
                };
                format!("{word} {}", title.as_deref().unwrap_or_default())
            }
            EventKind::Operand { title } => format!("or {}", title.as_deref().unwrap_or_default()),
            EventKind::FragmentEnd => "end".to_string(),
            EventKind::Note { place, over, text } => {
                let place = match place {
                    NotePlace::LeftOf => "left of",
                    NotePlace::RightOf => "right of",
                    NotePlace::Over => "over",
                };
                format!("note {place} {}: {text}", over.iter().map(|&at| name(at)).collect::<Vec<_>>().join(", "))
            }
            EventKind::Reference { over, text, view } => {
                format!("ref {view} over {}: {text}", over.iter().map(|&at| name(at)).collect::<Vec<_>>().join(", "))
            }
            EventKind::Divider(text) => format!("divider {text}"),
            EventKind::Delay(text) => format!("delay {}", text.as_deref().unwrap_or_default()),
            EventKind::Space => "gap".to_string(),
            EventKind::Activate(at) => format!("activate {}", name(*at)),
            EventKind::Deactivate(at) => format!("deactivate {}", name(*at)),
            EventKind::Destroy(at) => format!("destroy {}", name(*at)),
        };
        let _ = writeln!(out, "{}", line.trim_end());
        if matches!(event.kind, EventKind::FragmentStart { .. } | EventKind::Operand { .. }) {
            depth += 1;
        }
    }
}

// ---- reports as text ----

fn reports(sources: &Sources, found: &[Diagnostic]) -> String {
    found.iter().map(|found| report(sources, found)).collect()
}

fn place(sources: &Sources, span: Span) -> String {
    let file = sources.file(span.file);
    let (line, column) = file.line_column(span.start);
    let name = if span.file == FileId(0) { String::new() } else { format!("{}:", file.path) };
    format!("{name}{line}:{column}")
}

fn report(sources: &Sources, found: &Diagnostic) -> String {
    let severity = if found.severity == Severity::Error { "error" } else { "warning" };
    let mut out = String::new();
    let at = found.span.map_or(String::new(), |span| place(sources, span));
    let _ = writeln!(out, "{at} {severity}[{}]: {}", found.code.name, found.message);
    if let Some(span) = found.span {
        let text = sources.slice(span).replace('\n', "⏎");
        let _ = writeln!(out, "    `{text}` {}", found.label);
    }
    for (span, text) in &found.related {
        let _ = writeln!(out, "    see {}: {text}", place(sources, *span));
    }
    for help in &found.help {
        let _ = writeln!(out, "    help: {help}");
    }
    out
}

// ---- what a stranger may send ----

/// A model of the largest size is built and selected quickly; one larger is refused with one report.
#[test]
fn large_models() {
    // Fans of a hundred keep the text short.
    let fan = |from: usize| {
        format!("s{from} -> {}\n", (1..=100).map(|at| format!("s{}", from + at)).collect::<Vec<_>>().join(", "))
    };
    let fans = |count: usize| (0..count).map(|at| fan(at * 100)).collect::<String>();
    let (_, model, found) = build(&fans(200));
    assert_eq!(found.iter().map(|found| found.message.as_str()).collect::<Vec<_>>(), ["more than 20,000 elements"]);
    assert_eq!(model.elements.len(), 20_000);
    let (_, model, found) = build(&fans(199));
    assert!(found.is_empty(), "{found:?}");
    let (view, _) = view::select(&model, 0).expect("it is as large as may be");
    let Body::Map(map) = view.body else { panic!("a map") };
    assert_eq!((map.nodes.len(), map.edges.len()), (19_901, 19_900));
    assert!(frieze::lint::run(&model, &[]).is_empty());
}

/// Thousands of mistakes: each is told, and nearest names are not searched for all of them.
#[test]
fn many_mistakes() {
    let mut text: String = (0..2_000).map(|at| format!("service service{at}\n")).collect();
    text += "architecture v {\n";
    text += &(0..2_000).map(|at| format!("include servcie{at}\n")).collect::<String>();
    text += "}\n";
    let (_, _, found) = build(&text);
    assert_eq!(found.len(), 2_000);
    assert!(found[0].help.iter().any(|help| help.contains("service0")));
}

/// As deep as blocks may nest, in a model and in a sequence.
#[test]
fn deep_nesting() {
    let deep = |open: &str, inner: &str, depth: usize| {
        format!("{}{inner}\n{}", format!("{open} {{\n").repeat(depth), "}\n".repeat(depth))
    };
    let groups: String = (0..63).map(|at| format!("group g{at} {{\n")).collect();
    let (_, model, found) = build(&format!("{groups}service x\n{}x -> x\n", "}\n".repeat(63)));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(view_text(&view::select(&model, 0).expect("it can be drawn").0).matches("group ").count(), 63);
    let (_, model, found) = build(&format!("sequence s {{\n{}}}\n", deep("a -> b: x", "b -> a: y", 62)));
    assert!(found.is_empty(), "{found:?}");
    let text = view_text(&view::select(&model, 0).expect("it can be drawn").0);
    assert_eq!(text.matches(": deactivate b").count(), 62);
}

/// An element's own icon, its kind's, or none; what icon a kind has is the prelude's business.
#[test]
fn icons_come_from_the_kind_unless_the_element_says_otherwise() {
    let text = "kind broker { icon: cpu }\nbroker a\nbroker b { icon: none }\nbroker c { icon: zap }\ncomponent d\n";
    let (_, model, found) = build(text);
    assert!(found.is_empty(), "{found:?}");
    let icons: Vec<Option<&str>> = model.elements.iter().map(|element| element.icon.as_deref()).collect();
    assert_eq!(icons, [Some("cpu"), None, Some("zap"), None]);
}

#[test]
fn kinds_of_the_prelude_have_their_place() {
    let kinds = model::builtin_kinds();
    let named = |name: &str| kinds.iter().find(|kind| kind.name == name).unwrap_or_else(|| panic!("no kind {name}"));
    for name in "person client service gateway function worker scheduler database cache queue topic storage search cdn \
                 balancer dns firewall external component"
        .split_whitespace()
    {
        assert!(!named(name).container && !named(name).step, "{name}");
    }
    assert!("group system zone cluster host".split_whitespace().all(|name| named(name).container));
    let steps = "start step decision subprocess io document store manual wait event end";
    assert!(steps.split_whitespace().all(|name| named(name).step));
    assert!(kinds.iter().all(|kind| kind.builtin));
}

// ---- properties ----

use proptest::prelude::*;

/// Statements of a sequence, right and wrong ones.
fn statements() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["a", "b", "c", "outside"]);
    let arrow = prop::sample::select(vec!["->", "->>", "-->", "<->", "--", "-x"]);
    let message =
        (name.clone(), arrow.clone(), name.clone()).prop_map(|(from, arrow, to)| format!("{from} {arrow} {to}: x\n"));
    let word = prop::sample::select(vec!["activate", "deactivate", "create", "destroy", "note over"]);
    let simple = (word, name.clone()).prop_map(|(word, name)| {
        if word == "note over" { format!("{word} {name}: x\n") } else { format!("{word} {name}\n") }
    });
    let fixed = prop::sample::select(vec!["return x\n", "autonumber\n", "gap\n", "delay\n", "participants: c, a\n"]);
    let leaf = prop_oneof![4 => message, 3 => simple, 1 => fixed.prop_map(str::to_string)];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let body = prop::collection::vec(inner, 0..5).prop_map(|lines| lines.concat());
        let head = prop::sample::select(vec!["alt", "opt", "loop", "par", "critical", "break", "group"]);
        let more = prop::sample::select(vec!["else", "and", "option"]);
        prop_oneof![
            body.clone(),
            (name.clone(), arrow.clone(), name.clone(), body.clone())
                .prop_map(|(from, arrow, to, body)| format!("{from} {arrow} {to}: x {{\n{body}}}\n")),
            (head.clone(), body.clone()).prop_map(|(head, body)| format!("{head} {{\n{body}}}\n")),
            (head, more, body.clone(), body)
                .prop_map(|(head, more, one, two)| format!("{head} {{\n{one}}} {more} {{\n{two}}}\n")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written, no bar ends that has not begun, no message touches a lifeline that is not there, frames nest, and
    /// a bar that begins in a branch ends in it.
    #[test]
    fn activations_and_fragments_are_balanced(text in statements()) {
        let (_, model, found) = build(&format!("sequence s {{\n{text}}}\n"));
        let Ok((view, _)) = view::select(&model, 0) else { return Ok(()) };
        let Body::Sequence(sequence) = view.body else { panic!("a sequence") };
        // A model with errors is not drawn; that it is built without a panic is all there is to ask.
        if found.iter().any(|found| found.severity == Severity::Error) {
            return Ok(());
        }
        let count = sequence.lifelines.len();
        let mut open = vec![0i32; count];
        let mut gone = vec![false; count];
        let mut frames: Vec<(FragmentOperator, Vec<i32>)> = Vec::new();
        for event in &sequence.events {
            match &event.kind {
                EventKind::Activate(at) => open[*at] += 1,
                EventKind::Deactivate(at) => open[*at] -= 1,
                EventKind::Destroy(at) => gone[*at] = true,
                EventKind::Message(message) => {
                    for end in [message.from, message.to] {
                        if let MessageEnd::Lifeline(at) = end {
                            prop_assert!(!gone[at], "a message after the end of a lifeline");
                        }
                    }
                }
                EventKind::FragmentStart { operator, .. } => frames.push((*operator, open.clone())),
                EventKind::Operand { .. } | EventKind::FragmentEnd => {
                    let (operator, before) = frames.last().expect("a frame is open");
                    if *operator != FragmentOperator::Group {
                        let grown = open.iter().zip(before).any(|(now, then)| now > then);
                        prop_assert!(!grown, "a bar runs out of its branch");
                    }
                    if matches!(event.kind, EventKind::FragmentEnd) {
                        frames.pop();
                    }
                }
                _ => {}
            }
            prop_assert!(open.iter().all(|&open| open >= 0), "a bar ends that has not begun");
        }
        prop_assert!(frames.is_empty());
    }
}

/// What a missing file would have declared is not told once more at every use; other mistakes are.
#[test]
fn a_failed_import_is_told_once() {
    let text = "import \"platform.frieze\"\nservice api { tehc: Go }\nbroker events\napi -> auth\narchitecture v { include auth }\n";
    let mut sources = Sources::new();
    let file = sources.add("test.frieze", text);
    let compiled = frieze::door::compile(&mut sources, file, &NoImports, &[]);
    let codes: Vec<&str> = compiled.diagnostics.iter().map(|found| found.code.name).collect();
    assert_eq!(codes, ["import-unreadable", "unknown-attribute"]);
}
