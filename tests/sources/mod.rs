//! Generated sources for property tests: valid text in every form the language allows, untidy on purpose. A tape of
//! numbers makes the choices, so that a failing case shrinks by shortening the tape.

pub struct Tape<'a> {
    rest: &'a [u16],
}

impl<'a> Tape<'a> {
    pub fn new(tape: &'a [u16]) -> Self {
        Self { rest: tape }
    }

    /// A number below `n`; 0 once the tape has run out.
    fn below(&mut self, n: usize) -> usize {
        match self.rest.split_first() {
            Some((&first, rest)) => {
                self.rest = rest;
                first as usize % n
            }
            None => 0,
        }
    }

    fn of<'b>(&mut self, choices: &[&'b str]) -> &'b str {
        choices[self.below(choices.len())]
    }

    fn often(&mut self) -> bool {
        self.below(3) != 0
    }

    fn rarely(&mut self) -> bool {
        self.below(6) == 5
    }

    fn done(&self) -> bool {
        self.rest.is_empty()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    File,
    Element,
    Attributes,
    Map,
    Sequence,
    Flow,
}

const IDS: &[&str] = &[
    "a",
    "web",
    "note",
    "title",
    "größe",
    "用户",
    "tier-1",
    "x_y",
    "3ds",
    "loop",
    "gap",
    "order",
    "a.b",
    "shop.web.api",
];
const WORDS: &[&str] = &["a", "web", "api-1", "users", "größe", "数据库", "long-identifier-of-a-component"];
const KINDS: &[&str] = &["service", "database", "group", "cache", "myKind", "step", "end"];
const TEXTS: &[&str] = &[
    "text",
    "GET /x/{id}",
    "a  b",
    "https://x.org/a//b",
    "{ x, {y} }",
    "say \"hi\" now",
    "C:\\temp",
    "100 %",
    "a: b",
    "é 漢字 😀",
    "-> not an arrow",
    "x } y {",
    "end {",
    "a; b",
    "one // two",
    " padded ",
    "",
    "\ttab",
    "two\nlines",
    "  deep\n    deeper\n",
    "\"quoted\"",
    "\u{a0}x",
    "x\u{200b}y",
    "// slashes",
    "tail\n\n",
    "\"\"\"",
];

/// A source of one file.
pub fn source(tape: &[u16]) -> String {
    let mut tape = Tape::new(tape);
    let mut out = String::new();
    if tape.rarely() {
        out.push('\u{feff}');
    }
    body(&mut tape, Place::File, 0, &mut out);
    if tape.rarely() { out.replace('\n', "\r\n") } else { out }
}

fn body(tape: &mut Tape, place: Place, depth: usize, out: &mut String) {
    let count = if depth == 0 { usize::MAX } else { tape.below(5) };
    let mut index = 0;
    while index < count && !tape.done() {
        lead(tape, out);
        statement(tape, place, depth, out);
        match tape.below(6) {
            0 => out.push_str(" ;"),
            1 => out.push_str("\t// remark {"),
            _ => {}
        }
        out.push_str(tape.of(&["\n", "\n", "\n", "\r\n", "\n\n", "\n \n\n"]));
        index += 1;
    }
    if tape.rarely() {
        out.push_str("  // last words\n");
    }
}

/// Comments, descriptions, empty lines and indentation before a statement.
fn lead(tape: &mut Tape, out: &mut String) {
    for _ in 0..tape.below(6).saturating_sub(3) {
        out.push_str(tape.of(&["  // comment\n", "//// rule }\n", "\n", "//\n\n", "/// what it is\n", "///more\n"]));
    }
    out.push_str(tape.of(&["", "  ", "\t", "      ", "\u{a0}"]));
}

fn statement(tape: &mut Tape, place: Place, depth: usize, out: &mut String) {
    match (place, tape.below(6)) {
        (Place::File, 0) => of_file(tape, depth, out),
        (Place::Map, _) => of_map(tape, out),
        (Place::Sequence, 0..3) => of_sequence(tape, depth, out),
        (Place::Sequence, _) => connection(tape, Place::Sequence, depth, out),
        (Place::File | Place::Element | Place::Flow, 1 | 2) => declaration(tape, place, depth, out),
        (Place::File | Place::Element | Place::Flow, 3 | 4) => connection(tape, Place::Attributes, depth, out),
        (Place::Attributes | Place::Element | Place::Flow, 5) => attribute(tape, place, out),
        (Place::Attributes, _) => attribute(tape, place, out),
        _ => {
            out.push_str(tape.of(&["allow", "warn", "deny"]));
            out.push_str(" empty-group , duplicate-connection");
        }
    }
}

fn of_file(tape: &mut Tape, depth: usize, out: &mut String) {
    let inside = match tape.below(6) {
        0 => return put(out, &["title ", &string(tape)]),
        1 => return put(out, &["import\t", &string(tape)]),
        2 => {
            put(out, &["kind ", tape.of(WORDS)]);
            Place::Attributes
        }
        3 => {
            put(out, &["style ", tape.of(&["tag pci", "kind cache", "a.b", "tag", "*"])]);
            Place::Attributes
        }
        _ => {
            let (word, inside) =
                [("architecture", Place::Map), ("sequence", Place::Sequence), ("flow", Place::Flow)][tape.below(3)];
            put(out, &[word, "  ", tape.of(WORDS)]);
            title(tape, out);
            inside
        }
    };
    block(tape, inside, depth, false, out);
}

fn of_map(tape: &mut Tape, out: &mut String) {
    match tape.below(10) {
        0 | 1 => put(out, &[tape.of(&["include", "exclude"]), " *,a.b , shop.* , tag pci ,kind cache"]),
        2 => put(out, &["collapse ", &paths(tape)]),
        3 => put(out, &["focus ", &paths(tape), tape.of(&["", " depth 2", " upstream", " downstream depth 07"])]),
        4 => put(out, &["trace ", tape.of(WORDS)]),
        5 => put(out, &["same  rank :", &paths(tape)]),
        6 => put(out, &["order: ", &paths(tape)]),
        7 => put(out, &["direction  of ", &paths(tape), tape.of(&[" : right", ":\"up\"", ": left"])]),
        8 => attribute(tape, Place::Map, out),
        _ => put(out, &["direction:right"]),
    }
}

fn of_sequence(tape: &mut Tape, depth: usize, out: &mut String) {
    match tape.below(14) {
        0 => put(out, &["return ", &answer(tape)]),
        1 => put(out, &["return"]),
        2 => put(out, &["note ", tape.of(&["left  of a", "right of web", "over a , b"]), " : ", &free(tape, false)]),
        3 => put(out, &["ref login over ", &paths(tape), tape.of(&["", ": in short"])]),
        4 => put(out, &["divider ", &string(tape)]),
        5 => put(out, &["delay ", &string(tape)]),
        6 => put(
            out,
            &[tape.of(&["gap", "delay", "autonumber", "autonumber off", "autonumber from 3  step 2", "boxes: on"])],
        ),
        7 => put(out, &[tape.of(&["create", "destroy", "activate", "deactivate"]), " ", tape.of(IDS)]),
        8 => put(out, &["participants:", &paths(tape)]),
        9 => attribute(tape, Place::Sequence, out),
        _ => {
            let (first, more) =
                [("alt", "else"), ("par", "and"), ("critical", "option"), ("opt", ""), ("loop", ""), ("group", "")]
                    [tape.below(6)];
            out.push_str(first);
            title(tape, out);
            block(tape, Place::Sequence, depth, true, out);
            for _ in 0..if more.is_empty() { 0 } else { tape.below(3) } {
                out.push_str(tape.of(&[" ", "\n", "\n// why\n", " // behind\n"]));
                out.push_str(more);
                title(tape, out);
                block(tape, Place::Sequence, depth, true, out);
            }
        }
    }
}

fn declaration(tape: &mut Tape, place: Place, depth: usize, out: &mut String) {
    put(out, &[tape.of(KINDS), tape.of(&[" ", "   ", "\t"]), tape.of(WORDS)]);
    title(tape, out);
    let inside = if place == Place::Flow { Place::Attributes } else { Place::Element };
    block(tape, inside, depth, false, out);
}

fn connection(tape: &mut Tape, inside: Place, depth: usize, out: &mut String) {
    out.push_str(tape.of(IDS));
    for _ in 0..1 + tape.below(2) {
        put(out, &[tape.of(&[" -> ", "->", " ->>", "-->", " <-> ", " -- ", " -x "]), tape.of(IDS)]);
    }
    if tape.rarely() {
        out.push_str(" , d ,e.f");
    }
    let sort = tape.below(4);
    let inline = sort == 3;
    match sort {
        0 => return block(tape, inside, depth, false, out),
        1 => return put(out, &[tape.of(&[":", ": ", " : "]), &free(tape, false)]),
        2 => put(out, &[": ", &free(tape, true)]),
        _ => put(out, &[": ", &string(tape)]),
    }
    if inline || depth > 4 {
        put(out, &[if inline { "{ tone:bad ; tech : HTTP }" } else { " {\n}" }]);
    } else {
        out.push_str(" {\n");
        body(tape, inside, depth + 1, out);
        out.push('}');
    }
}

fn attribute(tape: &mut Tape, place: Place, out: &mut String) {
    // In a sequence `note` begins a statement.
    let keys = ["tech", "tags", "x-owner", "link", "title", "note"];
    let keys = if place == Place::Sequence { &keys[..5] } else { &keys };
    put(out, &[tape.of(keys), tape.of(&[":", " : ", ": "]), &free(tape, false)]);
}

fn title(tape: &mut Tape, out: &mut String) {
    if tape.often() {
        put(out, &[" ", &string(tape)]);
    }
}

/// A block, maybe none; on one line or over several.
fn block(tape: &mut Tape, inside: Place, depth: usize, needed: bool, out: &mut String) {
    match tape.below(4) {
        0 if !needed => {}
        1 => {
            out.push_str(tape.of(&[" {", "{ ", " {  "]));
            for _ in 0..tape.below(3) {
                match inside {
                    Place::Map => of_map(tape, out),
                    Place::Sequence => out.push_str("a -> b : \"x\" { return 1 }"),
                    _ => attribute(tape, inside, out),
                }
                out.push_str(" ; ");
            }
            out.push('}');
        }
        _ if depth > 4 => out.push_str(" {\n}"),
        _ => {
            out.push_str(tape.of(&[" {\n", " {\n\n", "{ // open\n"]));
            body(tape, inside, depth + 1, out);
            out.push_str(tape.of(&["}", "  }"]));
        }
    }
}

fn paths(tape: &mut Tape) -> String {
    (0..1 + tape.below(3)).map(|_| tape.of(IDS)).collect::<Vec<_>>().join(tape.of(&[",", ", ", " , "]))
}

/// Free text that can stand bare, or a string.
fn free(tape: &mut Tape, block: bool) -> String {
    let text = tape.of(TEXTS);
    if tape.often() && frieze::syntax::is_free_text(text, block) { text.to_owned() } else { string(tape) }
}

fn answer(tape: &mut Tape) -> String {
    let text = tape.of(TEXTS);
    if tape.often() && frieze::syntax::is_answer_text(text, false) { text.to_owned() } else { string(tape) }
}

fn string(tape: &mut Tape) -> String {
    let text = tape.of(TEXTS);
    if tape.rarely() {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        return format!("\"\"\"{}{text}{}\"\"\"", tape.of(&["", "\n  "]), tape.of(&["", "\n", "\n    "]));
    }
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{text}\"")
}

fn put(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}
