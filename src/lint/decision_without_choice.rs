//! `decision-without-choice`: a decision with fewer than two ways out, or with ways that nothing tells apart.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FlowEdge, LintLevel, Model, ViewBody};

pub(super) const LINT: Lint = Lint {
    code: Code::DECISION_WITHOUT_CHOICE,
    level: LintLevel::Warn,
    summary: "a decision without two ways out that can be told apart",
    whole: true,
    find,
};

fn find(model: &Model) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for view in &model.views {
        let ViewBody::Flow(flow) = &view.body else { continue };
        let mut ways: Vec<Vec<&FlowEdge>> = vec![Vec::new(); flow.nodes.len()];
        flow.edges.iter().for_each(|edge| ways[edge.from].push(edge));
        for (node, ways) in flow.nodes.iter().zip(ways) {
            if model.kinds[node.kind.0 as usize].name != "decision" {
                continue;
            }
            let id = &node.id;
            let report = |message: String, label: &str| {
                Diagnostic::warning(Code::DECISION_WITHOUT_CHOICE, node.span, message).label(label)
            };
            let unnamed: Vec<&&FlowEdge> = ways.iter().filter(|edge| edge.label.is_none()).collect();
            if ways.len() < 2 {
                let count = if ways.is_empty() { "no way" } else { "one way" };
                let report = report(format!("the decision `{id}` has {count} out"), "expected two or more");
                found.push(report.help(format!("add one: `{id} -> …: no`, or make it a `step`")));
            } else if unnamed.len() > 1 {
                let report = report(format!("nothing tells the ways out of `{id}` apart"), "expected a label on each");
                let help = format!("say when each is taken: `{id} -> …: yes`");
                found.push(unnamed.iter().fold(report, |r, edge| r.related(edge.span, "no label")).help(help));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn two_ways_that_are_named() {
        let flow = |ways: &str| format!("flow f {{\n  decision a\n  step b\n  step c\n  {ways}\n}}\n");
        assert_eq!(said(&flow("a -> b: yes; a -> c: no")), [""; 0]);
        assert_eq!(said(&flow("a -> b: yes; a -> c")), [""; 0]);
        assert_eq!(said(&flow("a -> b; a -> c")), ["2: decision-without-choice"]);
        assert_eq!(said(&flow("a -> b: yes; b -> c")), ["2: decision-without-choice"]);
    }
}
