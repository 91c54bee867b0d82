//! The register of diagnostic codes. A code is a name in kebab case that never changes its meaning; its page stands in
//! `pages/NAME.md`: what it means, a wrong example, the same example put right.

/// A stable code with its page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code {
    pub name: &'static str,
    pub page: &'static str,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Code {
    pub fn find(name: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.name == name)
    }
}

macro_rules! codes {
    ($($constant:ident = $name:literal,)*) => {
        impl Code {
            $(pub const $constant: Code = Code { name: $name, page: include_str!(concat!("pages/", $name, ".md")) };)*
        }
        /// Every code, in the order of the register.
        pub const ALL: &[Code] = &[$(Code::$constant,)*];
    };
}

codes! {
    CONFIG = "config",
    PNG = "png",
    ENGINE_CANNOT_SERVE = "engine-cannot-serve",
    SYNTAX = "syntax",
    MISPLACED = "misplaced-statement",
    UNEXPECTED_BLOCK = "unexpected-block",
    UNCLOSED_BLOCK = "unclosed-block",
    STRAY_BRACE = "stray-brace",
    UNCLOSED_STRING = "unclosed-string",
    BAD_ESCAPE = "bad-escape",
    NOT_TEXT = "not-text",
    TOO_LARGE = "too-large",
    TOO_LONG = "too-long",
    TOO_DEEP = "too-deep",
    // --- model, view and lint ---
    IMPORT_MISSING = "import-missing",
    IMPORT_OUTSIDE = "import-outside",
    IMPORT_UNREADABLE = "import-unreadable",
    IMPORT_LIMIT = "import-limit",
    IMPORT_CYCLE = "import-cycle",
    UNKNOWN_NAME = "unknown-name",
    AMBIGUOUS_NAME = "ambiguous-name",
    DUPLICATE_ID = "duplicate-id",
    RESERVED_ID = "reserved-id",
    UNKNOWN_KIND = "unknown-kind",
    UNKNOWN_SHAPE = "unknown-shape",
    UNKNOWN_ICON = "unknown-icon",
    UNKNOWN_TAG = "unknown-tag",
    UNKNOWN_VIEW = "unknown-view",
    UNKNOWN_ATTRIBUTE = "unknown-attribute",
    DUPLICATE_ATTRIBUTE = "duplicate-attribute",
    INVALID_VALUE = "invalid-value",
    INVALID_LINK = "invalid-link",
    BLOCK_IN_TEXT = "block-in-text",
    NOT_A_CONTAINER = "not-a-container",
    RETURN_OUTSIDE_CALL = "return-outside-call",
    BAD_CALL = "bad-call",
    BAD_CREATE = "bad-create",
    BAD_ACTIVATION = "bad-activation",
    UNCLOSED_ACTIVATION = "unclosed-activation",
    USED_AFTER_DESTROY = "used-after-destroy",
    LONE_OPERAND = "lone-operand",
    EMPTY_FRAGMENT = "empty-fragment",
    EMPTY_VIEW = "empty-view",
    NO_EFFECT = "no-effect",
    TOO_MANY = "too-many",
    UNDECLARED_COMPONENT = "undeclared-component",
    UNDECLARED_CONNECTION = "undeclared-connection",
    UNUSED_COMPONENT = "unused-component",
    UNUSED_CONNECTION = "unused-connection",
    DUPLICATE_CONNECTION = "duplicate-connection",
    EMPTY_GROUP = "empty-group",
    UNREACHABLE_STEP = "unreachable-step",
    DEAD_END_STEP = "dead-end-step",
    DECISION_WITHOUT_CHOICE = "decision-without-choice",
    MISSING_GLYPH = "missing-glyph",
    UNKNOWN_LINT = "unknown-lint",
    // --- check ---
    UNFORMATTED = "unformatted",
    STALE_PICTURE = "stale-picture",
    MISSING_PICTURE = "missing-picture",
    ORPHANED_PICTURE = "orphaned-picture",
    FOREIGN_PICTURE = "foreign-picture",
    NOT_DONE = "not-done",
    // --- the laws of a picture ---
    LAW_CONSERVATION = "law-conservation",
    LAW_ROOM_OVERLAP = "law-room-overlap",
    LAW_ROOM_GROUP = "law-room-group",
    LAW_ROOM_TEXT = "law-room-text",
    LAW_ROOM_CANVAS = "law-room-canvas",
    LAW_LINES_THROUGH = "law-lines-through",
    LAW_LINES_SHARED = "law-lines-shared",
    LAW_LINES_ENDS = "law-lines-ends",
    LAW_LABELS_COVER = "law-labels-cover",
    LAW_LABELS_NEAREST = "law-labels-nearest",
    LAW_CONTRAST_TEXT = "law-contrast-text",
    LAW_CONTRAST_LINE = "law-contrast-line",
}
