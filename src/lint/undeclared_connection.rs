//! `undeclared-connection`: a message between two elements that the model does not connect. Told with the line to add, once
//! for each pair.

use std::collections::BTreeMap;

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ElementId, LintLevel, MessageEnd, Model, Operator, Step, StepKind, ViewBody};
use crate::source::Span;
use crate::view::Carriers;

pub(super) const LINT: Lint = Lint {
    code: Code::UNDECLARED_CONNECTION,
    level: LintLevel::Warn,
    summary: "a message between elements that the model does not connect",
    whole: false,
    find,
};

/// Messages of one pair that no connection carries.
struct Missing<'a> {
    from: ElementId,
    to: ElementId,
    operator: Operator,
    text: Option<&'a str>,
    spans: Vec<Span>,
}

fn find(model: &Model) -> Vec<Diagnostic> {
    // Strict once you declare: without a single connection, sequences stand for themselves.
    if model.connections.is_empty() {
        return Vec::new();
    }
    let carriers = Carriers::new(model);
    let mut missing: Vec<Missing> = Vec::new();
    let mut places: BTreeMap<(ElementId, ElementId), usize> = BTreeMap::new();
    for view in &model.views {
        let ViewBody::Sequence(sequence) = &view.body else { continue };
        each_message(&sequence.steps, &mut |step, from, to, operator, text| {
            let implied = |id: ElementId| model.elements[id.0 as usize].implied;
            let reply = operator == Operator::Weak;
            if from == to || implied(from) || implied(to) || carriers.find(from, to, operator, reply).is_some() {
                return;
            }
            let place = *places.entry((from, to)).or_insert_with(|| {
                missing.push(Missing { from, to, operator, text, spans: Vec::new() });
                missing.len() - 1
            });
            missing[place].spans.push(step.span);
        });
    }
    missing.iter().map(|missing| report(model, missing)).collect()
}

fn report(model: &Model, missing: &Missing) -> Diagnostic {
    // A reply needs a connection the other way.
    let (from, to) = match missing.operator {
        Operator::Weak => (missing.to, missing.from),
        _ => (missing.from, missing.to),
    };
    let (from, to) = (super::written(model, from), super::written(model, to));
    let message = format!("the model does not connect `{from}` to `{to}`");
    let mut found = Diagnostic::warning(Code::UNDECLARED_CONNECTION, missing.spans[0], message)
        .label("no connection carries this message");
    for span in missing.spans.iter().skip(1).take(3) {
        found = found.related(*span, "nor this one");
    }
    let arrow = if missing.operator == Operator::Async { "->>" } else { "->" };
    let label = match missing.text {
        Some(text) if missing.operator != Operator::Weak && !text.contains(['\n', '{', '}']) => format!(": {text}"),
        _ => String::new(),
    };
    found.help(format!("add it to the model: `{from} {arrow} {to}{label}`"))
}

/// Calls `visit` for every message between two participants, `return`s aside: they answer a call that was looked at.
fn each_message<'a>(steps: &'a [Step], visit: &mut impl FnMut(&Step, ElementId, ElementId, Operator, Option<&'a str>)) {
    for step in steps {
        match &step.kind {
            StepKind::Message { from, to, operator, text, call, .. } => {
                if let (MessageEnd::Participant(from), MessageEnd::Participant(to)) = (from, to) {
                    visit(step, *from, *to, *operator, text.as_deref());
                }
                each_message(call.as_deref().unwrap_or_default(), visit);
            }
            StepKind::Fragment { operands, .. } => {
                operands.iter().for_each(|operand| each_message(&operand.steps, visit));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn each_pair_is_told_once() {
        let text = "service a\nservice b\nservice c\na -> b\nsequence s {\n  a -> b: x {\n    b -> c: y\n    b -> c: z\n    return\n  }\n  b -> a: push\n}\n";
        assert_eq!(said(text), ["7: undeclared-connection", "11: undeclared-connection"]);
    }

    #[test]
    fn groups_replies_and_both_ways_count() {
        let text = "group g {\n  service a\n}\nservice b\nservice c\nb -> g\nb -- c\nsequence s {\n  b -> a: x\n  a --> b: y\n  c -> b: z\n  a -> a: w\n  outside -> a: v\n}\n";
        assert_eq!(said(text), [""; 0]);
    }

    #[test]
    fn a_model_without_connections_is_not_strict() {
        assert_eq!(said("service a\nservice b\nsequence s {\n  a -> b: x\n}\n"), [""; 0]);
    }
}
