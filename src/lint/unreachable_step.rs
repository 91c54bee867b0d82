//! `unreachable-step`: a step of a flow to which no way leads from where the flow begins.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Flow, LintLevel, Model, Operator, ViewBody};

pub(super) const LINT: Lint = Lint {
    code: Code::UNREACHABLE_STEP,
    level: LintLevel::Warn,
    summary: "a step of a flow that no way leads to",
    whole: true,
    find,
};

fn find(model: &Model) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for view in &model.views {
        let ViewBody::Flow(flow) = &view.body else { continue };
        let reached = reached(model, flow);
        for (node, _) in flow.nodes.iter().zip(reached).filter(|(_, reached)| !reached) {
            let message = format!("no way leads to the step `{}`", node.id);
            let report = Diagnostic::warning(Code::UNREACHABLE_STEP, node.span, message)
                .label("never reached")
                .help(format!("connect it: `… -> {}`", node.id));
            found.push(report);
        }
    }
    found
}

/// A flow begins at its `start` steps, and where none is declared at every step that nothing leads to. Components, events,
/// documents and stores may begin it too: they bring something in from outside.
fn reached(model: &Model, flow: &Flow) -> Vec<bool> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); flow.nodes.len()];
    let mut entered = vec![false; flow.nodes.len()];
    for edge in &flow.edges {
        next[edge.from].push(edge.to);
        entered[edge.to] |= edge.from != edge.to;
        if matches!(edge.operator, Operator::Both | Operator::Link) {
            next[edge.to].push(edge.from);
            entered[edge.from] = true;
        }
    }
    let kind = |at: usize| model.kinds[flow.nodes[at].kind.0 as usize].name.as_str();
    let has_start = (0..flow.nodes.len()).any(|at| kind(at) == "start");
    let begins = |at: usize| {
        let brings = flow.nodes[at].element.is_some() || matches!(kind(at), "event" | "document" | "store");
        kind(at) == "start" || (!entered[at] && (brings || !has_start))
    };
    let mut reached: Vec<bool> = (0..flow.nodes.len()).map(begins).collect();
    let mut open: Vec<usize> = (0..reached.len()).filter(|&at| reached[at]).collect();
    if open.is_empty() {
        // A circle through all of them: wherever one begins, one comes round.
        return vec![true; reached.len()];
    }
    while let Some(at) = open.pop() {
        for &to in &next[at] {
            if !reached[to] {
                reached[to] = true;
                open.push(to);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn every_step_hangs_on_a_start() {
        let text =
            "flow f {\n  start a\n  step b\n  step c\n  end d\n  event e\n  a -> b -> d\n  c -> d\n  e -> b\n}\n";
        assert_eq!(said(text), ["4: unreachable-step"]);
        assert_eq!(said("flow f {\n  step a\n  step b\n  a -> b\n}\n"), [""; 0]);
        assert_eq!(
            said("flow f {\n  start a\n  step b\n  step c\n  b -> c -> b\n}\n"),
            ["3: unreachable-step", "4: unreachable-step"]
        );
        assert_eq!(said("flow f {\n  a -> b -> a\n}\n"), [""; 0]);
    }
}
