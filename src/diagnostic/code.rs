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
    MISSING_GLYPH = "missing-glyph",
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
}
