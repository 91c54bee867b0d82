//! `unused-component`: a component that no view of the file speaks of.

use super::Lint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LintLevel, Model};

pub(super) const LINT: Lint = Lint {
    code: Code::UNUSED_COMPONENT,
    level: LintLevel::Warn,
    summary: "a component that is in no view",
    whole: true,
    find,
};

fn find(model: &Model) -> Vec<Diagnostic> {
    let mut used = vec![false; model.elements.len()];
    for index in 0..model.views.len() {
        let marks = crate::view::elements_of(model, index);
        used.iter_mut().zip(marks).for_each(|(used, mark)| *used |= mark);
    }
    let unused =
        model.elements.iter().zip(used).filter(|(element, used)| !(*used || element.container || element.implied));
    let report = |(element, _): (&crate::model::Element, bool)| {
        let message = format!("`{}` is in no view", element.path);
        Diagnostic::warning(Code::UNUSED_COMPONENT, element.span, message)
            .label("declared, but never drawn")
            .help("let a view include it, or remove it")
    };
    unused.map(report).collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::said;

    #[test]
    fn any_view_is_enough() {
        let model = "service a\nservice b\nservice c\nservice d\nservice e\na -> b\n";
        assert_eq!(said(model), [""; 0]);
        let views = "architecture v { include a }\nsequence s { a -> b: x }\nflow f { step x { by: c }; x -> d }\n";
        assert_eq!(said(&format!("{model}{views}")), ["5: unused-component"]);
    }

    #[test]
    fn what_a_collapsed_group_holds_is_used() {
        assert_eq!(said("group g {\n  service a\n}\nservice b\narchitecture v { collapse g }\n"), [""; 0]);
    }
}
