//! `missing-glyph`: a text with characters that the bundled faces lack.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LintLevel, Model, Sequence, Step, StepKind, ViewBody};
use crate::source::Span;
use crate::text::{Face, missing};

pub(super) const LINT: Lint = Lint {
    code: Code::MISSING_GLYPH,
    level: LintLevel::Warn,
    summary: "a text with characters that the bundled typeface lacks",
    whole: false,
    find,
};

/// Characters named in a report; a text of a thousand Chinese ones needs no list of them all.
const NAMED: usize = 6;

fn find(model: &Model) -> Vec<Diagnostic> {
    let mut texts = Texts::default();
    for element in &model.elements {
        texts.look(&element.title, element.span);
        texts.look_at(&element.tech, element.span);
    }
    for connection in &model.connections {
        texts.look_at(&connection.label, connection.span);
        texts.look_at(&connection.tech, connection.span);
    }
    for view in &model.views {
        if !view.implied {
            texts.look(&view.title, view.span);
        }
        match &view.body {
            ViewBody::Architecture(_) => {}
            ViewBody::Sequence(sequence) => texts.sequence(sequence),
            ViewBody::Flow(flow) => {
                // A component that stands in a flow has been looked at.
                for node in flow.nodes.iter().filter(|node| node.element.is_none()) {
                    texts.look(&node.title, node.span);
                    texts.look_at(&node.tech, node.span);
                }
                for edge in &flow.edges {
                    texts.look_at(&edge.label, edge.span);
                }
            }
        }
    }
    texts.found
}

#[derive(Default)]
struct Texts {
    found: Vec<Diagnostic>,
}

impl Texts {
    fn look_at(&mut self, text: &Option<String>, span: Span) {
        if let Some(text) = text {
            self.look(text, span);
        }
    }

    fn look(&mut self, text: &str, span: Span) {
        // White space is drawn as a space, whatever it is.
        let lacking: Vec<char> = missing(text, Face::Regular).into_iter().filter(|c| !c.is_whitespace()).collect();
        if lacking.is_empty() {
            return;
        }
        // Code points too: some characters are not to be seen, and a terminal may lack the others as well.
        let mut named: Vec<String> = lacking.iter().take(NAMED).map(|&c| named(c)).collect();
        if lacking.len() > NAMED {
            named.push(format!("and {} more", lacking.len() - NAMED));
        }
        let message = format!("the bundled typeface has no glyph for {}", named.join(", "));
        self.found.push(
            Diagnostic::warning(Code::MISSING_GLYPH, span, message)
                .label("in a text of this")
                .help("a PNG shows an empty box for each; an SVG shows them in a font of the reader's system"),
        );
    }

    fn sequence(&mut self, sequence: &Sequence) {
        // Own stack: steps nest as deep as a source may.
        let mut rest: Vec<&[Step]> = vec![&sequence.steps];
        while let Some(steps) = rest.pop() {
            for step in steps {
                match &step.kind {
                    StepKind::Message { text, call, .. } => {
                        self.look_at(text, step.span);
                        rest.extend(call.as_deref());
                    }
                    StepKind::Return { text, .. } | StepKind::Delay(text) => self.look_at(text, step.span),
                    StepKind::Note { text, .. } | StepKind::Reference { text, .. } | StepKind::Divider(text) => {
                        self.look(text, step.span);
                    }
                    StepKind::Fragment { operands, .. } => {
                        for operand in operands {
                            self.look_at(&operand.title, operand.span);
                            rest.push(&operand.steps);
                        }
                    }
                    StepKind::Space
                    | StepKind::Create(_)
                    | StepKind::Destroy(_)
                    | StepKind::Activate(_)
                    | StepKind::Deactivate(_)
                    | StepKind::Autonumber { .. } => {}
                }
            }
        }
    }
}

fn named(c: char) -> String {
    if c.is_alphanumeric() { format!("{c} (U+{:04X})", u32::from(c)) } else { format!("U+{:04X}", u32::from(c)) }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn every_text_of_a_picture_is_looked_at() {
        let text = "service a \"認証\"\nservice b { tech: 語 }\na -> b: 要求\nsequence s \"順\" {\n  a -> b: 問い {\n    \
                    alt \"場合\" {\n      return 答え\n    }\n  }\n  note over a: 註\n}\nflow f {\n  start c \"始\"\n  \
                    end d\n  c -> d: 次\n}\n";
        let lines: Vec<String> = said(text).into_iter().filter(|said| said.ends_with("missing-glyph")).collect();
        let lines: Vec<&str> = lines.iter().map(|said| said.split(':').next().unwrap_or_default()).collect();
        assert_eq!(lines, ["1", "2", "3", "4", "5", "6", "7", "10", "13", "15"]);
    }

    #[test]
    fn latin_greek_and_cyrillic_are_at_home() {
        assert_eq!(said("service a \"Größe → ≥ ½\"\nservice b \"Жук Ωμέγα\\nŁódź ┌┐\"\na -> b\n"), [""; 0]);
    }
}
