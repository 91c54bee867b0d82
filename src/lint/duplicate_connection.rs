//! `duplicate-connection`: the same connection, with the same label, declared twice.

use std::collections::BTreeMap;

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LintLevel, Model, Operator};

pub(super) const LINT: Lint = Lint {
    code: Code::DUPLICATE_CONNECTION,
    level: LintLevel::Warn,
    summary: "the same connection declared twice",
    whole: false,
    find,
};

fn find(model: &Model) -> Vec<Diagnostic> {
    let mut known = BTreeMap::new();
    let mut found = Vec::new();
    for connection in &model.connections {
        let (mut from, mut to) = (connection.from, connection.to);
        // Those without a direction are the same whichever end is written first.
        if matches!(connection.operator, Operator::Both | Operator::Link) && to < from {
            (from, to) = (to, from);
        }
        let key = (from, to, connection.operator as u8, connection.label.as_deref());
        let Some(first) = known.get(&key) else {
            known.insert(key, connection.span);
            continue;
        };
        let (from, to) = (super::written(model, connection.from), super::written(model, connection.to));
        let message = format!("`{from}` and `{to}` are connected twice in the same way");
        let report = Diagnostic::warning(Code::DUPLICATE_CONNECTION, connection.span, message)
            .label("says nothing new")
            .related(*first, "first declared here");
        found.push(report.help("remove it, or give it a label of its own"));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn label_operator_and_direction_tell_connections_apart() {
        assert_eq!(said("a -> b: x\na -> b: y\na ->> b: x\nb -> a: x\na -- b\n"), [""; 0]);
        assert_eq!(
            said("a -> b: x\na -> b: x\na -- b\nb -- a\n"),
            ["2: duplicate-connection", "4: duplicate-connection"]
        );
    }
}
