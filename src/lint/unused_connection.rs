//! `unused-connection`: a connection that no sequence uses. Allowed by default: most models say more than their sequences.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LintLevel, Model, ViewBody};
use crate::view::{Carriers, requests};

pub(super) const LINT: Lint = Lint {
    code: Code::UNUSED_CONNECTION,
    level: LintLevel::Allow,
    summary: "a connection that no sequence uses",
    whole: true,
    find,
};

fn find(model: &Model) -> Vec<Diagnostic> {
    let carriers = Carriers::new(model);
    let mut used = vec![false; model.connections.len()];
    for view in &model.views {
        let ViewBody::Sequence(sequence) = &view.body else { continue };
        for request in requests(model, sequence, 0) {
            if let Some(index) = carriers.find(request.from, request.to, request.operator, false) {
                used[index] = true;
            }
        }
    }
    let unused = model.connections.iter().zip(used).filter(|(_, used)| !used);
    let report = |(connection, _): (&crate::model::Connection, bool)| {
        let (from, to) = (super::written(model, connection.from), super::written(model, connection.to));
        let message = format!("no sequence uses the connection from `{from}` to `{to}`");
        Diagnostic::warning(Code::UNUSED_CONNECTION, connection.span, message).label("no message runs here")
    };
    unused.map(report).collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{said, said_with};
    use crate::model::LintLevel;

    #[test]
    fn it_must_be_asked_for() {
        let text = "service a\nservice b\nservice c\na -> b\nb -> c\nsequence s {\n  a -> b: x\n}\narchitecture all\n";
        assert_eq!(said(text), [""; 0]);
        assert_eq!(said_with(text, &[("unused-connection", LintLevel::Warn)]), ["5: unused-connection"]);
        assert_eq!(said(&format!("{text}warn unused-connection\n")), ["5: unused-connection"]);
    }
}
