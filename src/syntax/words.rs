//! Characters and words of the language, for those who look at text before or after pest does.

/// Space between words: Unicode's spaces too, which come along when text is pasted from a page.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

pub(super) fn is_word(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}

/// The id at the start of the text (maybe empty), and what follows.
pub(super) fn first(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = c == '-' && at > 0 && !text[..at].ends_with('-') && chars.peek().is_some_and(|&(_, c)| is_word(c));
        if !is_word(c) && !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    text.split_at(end)
}

/// What follows a keyword leaves it one: no operator, colon, comma or dot (`title -> note` speaks of an element).
pub(super) fn is_plain(rest: &str) -> bool {
    let next = rest.trim_start_matches(is_blank);
    !(next.starts_with([':', ',']) || rest.starts_with('.') || starts_operator(next))
}

pub(super) fn starts_operator(text: &str) -> bool {
    let lost = text.strip_prefix("-x").is_some_and(|rest| rest.starts_with(is_blank));
    lost || ["->", "--", "<->"].iter().any(|operator| text.starts_with(operator))
}

/// The text before an arrow's end: does an arrow stand there?
pub(super) fn ends_operator(text: &str) -> bool {
    ["->", "->>", "-->", "--", "<->", "==>", "-.->", "---"].iter().any(|operator| text.ends_with(operator))
}

/// The dotted path at the start of the text (maybe empty), and what follows.
pub(super) fn path(text: &str) -> (&str, &str) {
    let mut end = first(text).0.len();
    while end > 0 && text[end..].starts_with('.') {
        let part = first(&text[end + 1..]).0;
        if part.is_empty() {
            break;
        }
        end += 1 + part.len();
    }
    text.split_at(end)
}
