//! `undeclared-component`: a connection or message names a component that is declared nowhere, in a source that declares
//! some. A typing mistake must not become a box, so this one is denied by default.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LintLevel, MAX_COMPARED, Model};

pub(super) const LINT: Lint = Lint {
    code: Code::UNDECLARED_COMPONENT,
    level: LintLevel::Deny,
    summary: "a name that no component bears, in a source that declares some",
    whole: false,
    find,
};

fn find(model: &Model) -> Vec<Diagnostic> {
    if model.sketch {
        return Vec::new();
    }
    let report = |(at, used): (usize, &crate::model::Undeclared)| {
        let element = &model.elements[used.element.0 as usize];
        let found =
            Diagnostic::warning(Code::UNDECLARED_COMPONENT, used.span, format!("`{}` is not declared", element.id))
                .label("no component bears this name");
        let declared = model.elements.iter().filter(|other| !other.implied).map(|other| other.id.as_str());
        // The search looks at every element, so in the largest models only the first uses get theirs.
        let searched = at == 0 || (at + 1) * model.elements.len() <= MAX_COMPARED;
        let near = searched.then(|| crate::diagnostic::nearest::nearest(&element.id, declared)).flatten();
        match near {
            Some(name) => found.help(format!("did you mean `{name}`?")),
            None => found.help(format!("declare it: `component {} \"…\"`", element.id)),
        }
    };
    model.undeclared.iter().enumerate().map(report).collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{said, said_with};
    use crate::model::LintLevel;

    #[test]
    fn every_use_is_told_once_something_is_declared() {
        let text = "service api\nwbe -> api\nwbe -> api: again\nsequence s {\n  api -> dbb: x\n}\n";
        assert_eq!(
            said_with(text, &[("undeclared-connection", LintLevel::Allow)]),
            ["2: undeclared-component!", "3: undeclared-component!", "5: undeclared-component!"]
        );
        assert_eq!(said("web -> api\n"), [""; 0]);
    }

    #[test]
    fn it_can_be_allowed() {
        assert_eq!(said("allow undeclared-component\nservice api\nweb -> api\n"), [""; 0]);
    }
}
