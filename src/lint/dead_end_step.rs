//! `dead-end-step`: a step of a flow that leads nowhere and is no end, in a flow that declares its ends.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LintLevel, Model, Operator, ViewBody};

pub(super) const LINT: Lint = Lint {
    code: Code::DEAD_END_STEP,
    level: LintLevel::Warn,
    summary: "a step of a flow that leads nowhere and is no end",
    whole: true,
    find,
};

fn find(model: &Model) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for view in &model.views {
        let ViewBody::Flow(flow) = &view.body else { continue };
        let kind = |at: usize| model.kinds[flow.nodes[at].kind.0 as usize].name.as_str();
        if !(0..flow.nodes.len()).any(|at| kind(at) == "end") {
            continue;
        }
        let mut left = vec![false; flow.nodes.len()];
        let mut entered = vec![false; flow.nodes.len()];
        for edge in &flow.edges {
            left[edge.from] |= edge.from != edge.to;
            entered[edge.to] = true;
            left[edge.to] |= matches!(edge.operator, Operator::Both | Operator::Link);
        }
        for (at, node) in flow.nodes.iter().enumerate() {
            // Components, documents, stores and events may keep what they are given; a step on its own is unreachable first.
            let keeps = node.element.is_some() || matches!(kind(at), "end" | "event" | "document" | "store");
            if left[at] || keeps || !(entered[at] || kind(at) == "start") {
                continue;
            }
            let report =
                Diagnostic::warning(Code::DEAD_END_STEP, node.span, format!("the step `{}` leads nowhere", node.id));
            let report =
                report.label("no way out of it").help(format!("connect it: `{} -> …`, or make it an `end`", node.id));
            found.push(report);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn a_flow_with_ends_has_no_others() {
        let text =
            "flow f {\n  start a\n  step b\n  step c\n  end d\n  store e\n  a -> b -> d\n  a -> c\n  b -> e\n}\n";
        assert_eq!(said(text), ["4: dead-end-step"]);
        assert_eq!(said("flow f {\n  start a\n  step b\n  a -> b\n}\n"), [""; 0]);
    }
}
