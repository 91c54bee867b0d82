//! `empty-group`: a group without members.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LintLevel, Model};

pub(super) const LINT: Lint =
    Lint { code: Code::EMPTY_GROUP, level: LintLevel::Warn, summary: "a group that holds nothing", whole: true, find };

fn find(model: &Model) -> Vec<Diagnostic> {
    let empty = model.elements.iter().filter(|element| element.container && element.members.is_empty());
    let report = |element: &crate::model::Element| {
        let kind = &model.kinds[element.kind.0 as usize].name;
        Diagnostic::warning(Code::EMPTY_GROUP, element.span, format!("the {kind} `{}` holds nothing", element.path))
            .label("drawn as a single box")
            .help(format!("declare its members in a block, or make it a component: `component {}`", element.id))
    };
    empty.map(report).collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn only_groups_are_meant_to_hold() {
        assert_eq!(said("group a\nsystem b { service c }\nzone d { group e }\n"), ["1: empty-group", "3: empty-group"]);
    }
}
