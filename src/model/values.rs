//! The values of attributes: tones, colours, links, numbers, switches, lists. Each reader reports what it expected.

use super::builder::Builder;
use super::types::{Color, Look, Tone};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Attribute, Quote, Text};

/// Colours by name: the sixteen of HTML 4 and a few that people reach for.
const COLORS: &[(&str, u32)] = &[
    ("black", 0x000000),
    ("white", 0xffffff),
    ("gray", 0x808080),
    ("grey", 0x808080),
    ("silver", 0xc0c0c0),
    ("red", 0xff0000),
    ("maroon", 0x800000),
    ("orange", 0xffa500),
    ("gold", 0xffd700),
    ("yellow", 0xffff00),
    ("olive", 0x808000),
    ("lime", 0x00ff00),
    ("green", 0x008000),
    ("teal", 0x008080),
    ("aqua", 0x00ffff),
    ("cyan", 0x00ffff),
    ("blue", 0x0000ff),
    ("navy", 0x000080),
    ("indigo", 0x4b0082),
    ("purple", 0x800080),
    ("violet", 0xee82ee),
    ("magenta", 0xff00ff),
    ("fuchsia", 0xff00ff),
    ("pink", 0xffc0cb),
    ("brown", 0xa52a2a),
    ("tomato", 0xff6347),
];

const TONES: &[(&str, Tone)] =
    &[("accent", Tone::Accent), ("muted", Tone::Muted), ("good", Tone::Good), ("warn", Tone::Warn), ("bad", Tone::Bad)];

const SWITCH: &[(&str, bool)] =
    &[("on", true), ("off", false), ("yes", true), ("no", false), ("true", true), ("false", false)];

impl Builder<'_> {
    pub(super) fn report_value(&mut self, value: &Text, expected: impl std::fmt::Display, key: &str) {
        let message = format!("`{}` is no value for `{key}`", shortened(&value.value));
        let found = Diagnostic::error(Code::INVALID_VALUE, value.span, message).label(format!("expected {expected}"));
        self.report(found);
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, attribute: &Attribute, words: &[(&str, T)]) -> Option<T> {
        let (key, value) = (&attribute.key.text, &attribute.value);
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == value.value) {
            return Some(*meaning);
        }
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let found = Diagnostic::error(
            Code::INVALID_VALUE,
            value.span,
            format!("`{}` is no value for `{key}`", shortened(&value.value)),
        )
        .label(format!("expected {}", super::one_of(&names)))
        .nearest(&value.value, names);
        self.report(found);
        None
    }

    pub(super) fn switch(&mut self, attribute: &Attribute) -> Option<bool> {
        match SWITCH.iter().find(|(word, _)| *word == attribute.value.value) {
            Some((_, on)) => Some(*on),
            None => {
                self.report_value(&attribute.value, "on or off", &attribute.key.text);
                None
            }
        }
    }

    /// A whole number of that range.
    pub(super) fn number(&mut self, attribute: &Attribute, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let read = attribute.value.value.parse().ok().filter(|number| range.contains(number));
        if read.is_none() {
            let expected = format!("a whole number from {} to {}", grouped(*range.start()), grouped(*range.end()));
            self.report_value(&attribute.value, expected, &attribute.key.text);
        }
        read
    }

    /// Reads `tone`, `fill` and `stroke` into `look`; false for any other key.
    pub(super) fn look(&mut self, attribute: &Attribute, look: &mut Look) -> bool {
        match attribute.key.text.as_str() {
            "tone" => look.tone = self.word(attribute, TONES),
            "fill" => look.fill = self.color(attribute),
            "stroke" => look.stroke = self.color(attribute),
            _ => return false,
        }
        true
    }

    fn color(&mut self, attribute: &Attribute) -> Option<Color> {
        let value = attribute.value.value.as_str();
        let read = parse_color(value);
        if read.is_none() {
            let found = Diagnostic::error(
                Code::INVALID_VALUE,
                attribute.value.span,
                format!("`{}` is no colour", shortened(value)),
            )
            .label("expected #rgb, #rrggbb or a colour's name")
            .nearest(value, COLORS.iter().map(|(name, _)| *name))
            .help("`tone: accent` and its like keep working in every theme and in the dark");
            self.report(found);
        }
        read
    }

    /// A link that is safe to put into a picture.
    pub(super) fn link(&mut self, value: &Text) -> Option<String> {
        match check_link(&value.value) {
            Ok(link) => Some(link),
            Err(reason) => {
                let message = format!("`{}` cannot be a link", shortened(&value.value));
                let help = "a link begins with https://, http:// or mailto:, or is a relative path";
                self.report(Diagnostic::error(Code::INVALID_LINK, value.span, message).label(reason).help(help));
                None
            }
        }
    }

    /// A list of ids, none twice.
    pub(super) fn tags(&mut self, attribute: &Attribute) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for (item, span) in self.list(&attribute.value) {
            if !is_id(&item) {
                let message = format!("`{}` is no tag", shortened(&item));
                let found = Diagnostic::error(Code::INVALID_VALUE, span, message)
                    .label("expected letters, digits, `_`, and `-` inside")
                    .help("tags are separated by commas: `tags: tier-1, pci`");
                self.report(found);
            } else if !tags.contains(&item) {
                tags.push(item);
            }
        }
        tags
    }

    /// The items between commas, trimmed, with their places where the text stands in the file as it is.
    pub(super) fn list(&self, value: &Text) -> Vec<(String, Span)> {
        let verbatim = value.quote == Quote::Bare && self.sources.slice(value.span) == value.value;
        let mut at = 0;
        let mut items = Vec::new();
        for piece in value.value.split(',') {
            let item = piece.trim();
            let start = at + (piece.len() - piece.trim_start().len());
            let span = if verbatim {
                let from = value.span.start as usize + start;
                Span::new(value.span.file, from, from + item.len())
            } else {
                value.span
            };
            items.push((item.to_string(), span));
            at += piece.len() + 1;
        }
        items
    }
}

/// An id of the language: letters and digits of every script, `_`, and single `-` inside.
pub(super) fn is_id(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c == '_' || unicode_ident::is_xid_continue(c));
    text.split('-').all(part)
}

fn parse_color(text: &str) -> Option<Color> {
    let rgb = |value: u32| Color { r: (value >> 16) as u8, g: (value >> 8) as u8, b: value as u8 };
    let Some(digits) = text.strip_prefix('#') else {
        let known = COLORS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        return known.map(|(_, value)| rgb(*value));
    };
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        3 => Some(Color {
            r: ((value >> 8) & 15) as u8 * 17,
            g: ((value >> 4) & 15) as u8 * 17,
            b: (value & 15) as u8 * 17,
        }),
        6 => Some(rgb(value)),
        _ => None,
    }
}

/// The link as it may stand in a picture, or why it may not. One reading, one decision: a scheme is what a browser would
/// take for one, and characters that browsers skip (tabs, line ends) or turn round (`\`) are refused outright.
fn check_link(text: &str) -> Result<String, String> {
    let link = text.trim();
    if link.is_empty() {
        return Err("an empty link leads nowhere".into());
    }
    if link.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err("a link holds no blanks: write %20".into());
    }
    if link.contains('\\') {
        return Err("a link has no backslash".into());
    }
    if link.starts_with("//") {
        return Err("this leaves the site without saying how: expected a scheme before `//`".into());
    }
    let head = link.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((scheme, _)) = head.split_once(':') else { return Ok(link.to_string()) };
    let rest = &link[scheme.len() + 1..];
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => match rest.strip_prefix("//") {
            Some(host) if !host.is_empty() && !host.starts_with(['/', '?', '#', ':']) => Ok(link.to_string()),
            _ => Err("expected a host behind the scheme".into()),
        },
        "mailto" if !rest.is_empty() => Ok(link.to_string()),
        "mailto" => Err("expected an address".into()),
        _ => Err(format!("`{}:` is not allowed", shortened(scheme))),
    }
}

/// `20000` as `20,000`.
pub(super) fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// At most 40 characters of the user's text, for a message.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_may_run_something_are_refused() {
        for good in [
            "https://example.org/a?b#c",
            "HTTP://example.org",
            "mailto:team@example.org",
            "docs/a:b.md",
            "../x.md",
            "/abs",
            "#part",
            "?q=a:b",
        ] {
            assert_eq!(check_link(good).as_deref(), Ok(good));
        }
        assert_eq!(check_link(" https://example.org ").as_deref(), Ok("https://example.org"));
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil",
            "https:evil",
            "https://",
            "https:///x",
            "mailto:",
            "a b",
            "",
            ":",
        ] {
            assert!(check_link(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn colours() {
        assert_eq!(parse_color("#f80"), Some(Color { r: 255, g: 136, b: 0 }));
        assert_eq!(parse_color("#0a0B0c"), Some(Color { r: 10, g: 11, b: 12 }));
        assert_eq!(parse_color("Teal"), Some(Color { r: 0, g: 128, b: 128 }));
        for bad in ["", "#", "#12", "#1234", "#+12", "#gggggg", "url(x)", "rgb(1,2,3)", "#é00"] {
            assert_eq!(parse_color(bad), None, "{bad}");
        }
    }

    #[test]
    fn ids() {
        assert!(is_id("tier-1") && is_id("été") && is_id("_x"));
        assert!(!is_id("") && !is_id("a b") && !is_id("-a") && !is_id("a--b") && !is_id("a."));
    }
}
