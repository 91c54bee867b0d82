//! Breaks text into lines of a given width that look set by hand: as few lines as possible, and among those ways the
//! one with the least raggedness, by dynamic programming over the places where a line may end (Knuth and Plass,
//! "Breaking paragraphs into lines", 1981, without stretching spaces and without hyphenation).

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::measure::{clean, measure, pens};
use super::types::{Block, Line, Style};
use crate::geometry::Size;

/// What a break inside a word costs, as a share of the width: as ugly as a line that is a third too short.
const INSIDE_WORD: f64 = 1.0 / 3.0;

/// Breaks `text` into lines no wider than `max_width` px. Lines end at spaces; beside wide (East Asian) characters; where a
/// word is too wide by itself, after `/ , : ; = & ? @ |` and closing brackets, else after `.`, `-` and `_`, else before a
/// capital inside a word; and at last between graphemes. `\n` always ends a line; other white space counts as one space.
/// A single grapheme may be wider than `max_width`. Text of nothing but white space has no lines.
pub fn wrap(text: &str, style: Style, max_width: f64) -> Block {
    let mut lines: Vec<Line> = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split('\n') {
        let paragraph = spaced(paragraph);
        let width = measure(&paragraph, style);
        if width <= max_width || paragraph.is_empty() {
            lines.push(Line { text: paragraph, width });
        } else {
            broken(&paragraph, style, max_width, &mut lines);
        }
    }
    let first = lines.iter().position(|line| !line.text.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.text.is_empty()).map_or(first, |at| at + 1);
    lines.truncate(last);
    lines.drain(..first);
    let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    let size = Size::new(widest, lines.len() as f64 * style.line_height);
    Block { lines, style, size }
}

/// White space collapsed to single spaces, none at the ends; a no-break space is a character like any other.
fn spaced(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    for c in paragraph.chars().map(clean) {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn broken(paragraph: &str, style: Style, max_width: f64, lines: &mut Vec<Line>) {
    let max_width = max_width.max(0.0);
    let pens: Vec<f64> = pens(paragraph, style.face).into_iter().map(|em| em * style.size).collect();
    // Widths taken from the whole paragraph count the kerning across a break; where that makes a line a hair too wide,
    // the limit gives way by as much, once. What is too wide even then (lines of two or three letters) is cut by measure.
    let mut set = set(paragraph, style, &pens, max_width);
    let widest = set.iter().map(|line| line.width).fold(0.0, f64::max);
    if widest > max_width {
        set = self::set(paragraph, style, &pens, (2.0 * max_width - widest).max(0.0));
    }
    for line in set {
        if line.width > max_width {
            cut_by_measure(&line.text, style, max_width, lines);
        } else {
            lines.push(line);
        }
    }
}

fn set(paragraph: &str, style: Style, pens: &[f64], limit: f64) -> Vec<Line> {
    let pieces = pieces(paragraph, pens, limit);
    let breaks = best_breaks(&pieces, pens, limit);
    breaks.into_iter().map(|(start, end)| line(&paragraph[start..end], style)).collect()
}

fn line(text: &str, style: Style) -> Line {
    Line { text: text.to_string(), width: measure(text, style) }
}

fn cut_by_measure(text: &str, style: Style, max_width: f64, lines: &mut Vec<Line>) {
    let mut start = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        if at > start && measure(&text[start..end], style) > max_width {
            lines.push(line(text[start..at].trim_matches(' '), style));
            start = at;
        }
    }
    lines.push(line(text[start..].trim_matches(' '), style));
}

/// A stretch that stays on one line. `start..end` leaves out the space before it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    start: usize,
    end: usize,
    /// It continues the word of the piece before it.
    inside_word: bool,
}

fn pieces(text: &str, pens: &[f64], limit: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for word in text.split(' ') {
        let end = start + word.len();
        let mut parts = cuts(text, start, end, between_wide);
        if parts.iter().any(|&(start, end)| pens[end] - pens[start] > limit) {
            for may_cut in [between_members, between_words, between_humps, |_: &str, _: &str| true] {
                parts = refined(text, pens, limit, parts, may_cut);
            }
        }
        for (at, (start, end)) in parts.into_iter().enumerate() {
            pieces.push(Piece { start, end, inside_word: at > 0 });
        }
        start = end + 1;
    }
    pieces
}

/// Parts that are too wide are cut further; the others stay whole.
fn refined(
    text: &str,
    pens: &[f64],
    limit: f64,
    parts: Vec<(usize, usize)>,
    may_cut: impl Fn(&str, &str) -> bool,
) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (start, end) in parts {
        if pens[end] - pens[start] > limit {
            out.extend(cuts(text, start, end, &may_cut));
        } else {
            out.push((start, end));
        }
    }
    out
}

/// Cuts `start..end` between two graphemes wherever `may_cut(before, after)`.
fn cuts(text: &str, start: usize, end: usize, may_cut: impl Fn(&str, &str) -> bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    let mut before: Option<&str> = None;
    for (at, grapheme) in text[start..end].grapheme_indices(true) {
        let at = start + at;
        if before.is_some_and(|before| may_cut(before, grapheme)) {
            out.push((from, at));
            from = at;
        }
        before = Some(grapheme);
    }
    out.push((from, end));
    out
}

/// Scripts without spaces break between any two characters, but no line begins with a closing mark or ends with an
/// opening one.
fn between_wide(before: &str, after: &str) -> bool {
    const NOT_FIRST: &str = "、。，．・：；？！）］｝」』】〉》〕”’…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ)]},.:;!?";
    const NOT_LAST: &str = "（［｛「『【〈《〔“‘([{";
    (before.width() > 1 || after.width() > 1) && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before)
}

/// The joints at which a reader takes a path, an address or an expression apart.
const JOINTS: &str = "/,:;=&?@|)]}>+*#~\\";

/// The joints inside a compound name.
const HYPHENS: &str = ".-_";

/// After a joint of the first kind; a row of joints (`//`, `::`, `/.`) stays whole.
fn between_members(before: &str, after: &str) -> bool {
    JOINTS.contains(before) && !JOINTS.contains(after) && !HYPHENS.contains(after)
}

fn between_words(before: &str, after: &str) -> bool {
    HYPHENS.contains(before) && !JOINTS.contains(after) && !HYPHENS.contains(after)
}

/// Before the capital in `camelCase`.
fn between_humps(before: &str, after: &str) -> bool {
    before.chars().next().is_some_and(char::is_lowercase) && after.chars().next().is_some_and(char::is_uppercase)
}

/// Ends of lines with the fewest lines and, among those, the least sum of squares of what each line lacks.
fn best_breaks(pieces: &[Piece], pens: &[f64], limit: f64) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy)]
    struct Best {
        lines: usize,
        cost: f64,
        from: usize,
    }
    let inside_word = (limit * INSIDE_WORD) * (limit * INSIDE_WORD);
    let mut best = vec![Best { lines: 0, cost: 0.0, from: 0 }];
    for end in 1..=pieces.len() {
        let mut chosen: Option<Best> = None;
        for from in (0..end).rev() {
            let lacking = limit - (pens[pieces[end - 1].end] - pens[pieces[from].start]);
            // A single piece wider than the limit stands alone; nothing can be done about it.
            if lacking < 0.0 && from + 1 < end {
                break;
            }
            let cut = if pieces[from].inside_word { inside_word } else { 0.0 };
            let cost = best[from].cost + lacking.max(0.0) * lacking.max(0.0) + cut;
            let found = Best { lines: best[from].lines + 1, cost, from };
            let better = chosen.is_none_or(|chosen| (found.lines, found.cost) < (chosen.lines, chosen.cost));
            if better {
                chosen = Some(found);
            }
        }
        best.push(chosen.expect("a line of one piece is always possible"));
    }
    let mut out = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let from = best[end].from;
        out.push((pieces[from].start, pieces[end - 1].end));
        end = from;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Face;

    const STYLE: Style = Style { face: Face::Regular, size: 14.0, line_height: 20.0 };

    fn lines(text: &str, max_width: f64) -> Vec<String> {
        wrap(text, STYLE, max_width).lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn short_text_stays_on_a_line() {
        let block = wrap("Auth  service ", STYLE, 200.0);
        assert_eq!(block.lines.len(), 1);
        assert_eq!(block.lines[0].text, "Auth service");
        assert_eq!(block.size, Size::new(block.lines[0].width, 20.0));
    }

    #[test]
    fn lines_are_balanced_not_filled() {
        assert_eq!(lines("store refresh token family", 150.0), ["store refresh", "token family"]);
        assert_eq!(lines("one two three four five six", 110.0), ["one two three", "four five six"]);
    }

    #[test]
    fn a_break_of_the_author_is_kept() {
        assert_eq!(lines("a\nb\r\nc\n\nd\n", 100.0), ["a", "b", "c", "", "d"]);
        assert!(lines(" \n\t\n", 100.0).is_empty());
    }

    #[test]
    fn a_long_word_breaks_at_its_joints_first() {
        let broken = lines("https://developers.example.com/identity/protocols/oauth2", 150.0);
        assert!(broken.len() > 1);
        assert!(broken[..broken.len() - 1].iter().all(|line| line.ends_with(['/', '.'])), "{broken:?}");
        assert!(broken[0].starts_with("https://"), "{broken:?}");
        assert_eq!(lines("NotificationPreferences", 110.0), ["Notification", "Preferences"]);
        assert_eq!(lines("GET /.well-known/jwks.json", 125.0), ["GET /.well-known/", "jwks.json"]);
        assert_eq!(lines("S3 ObjectCreated:PutObject", 125.0), ["S3 ObjectCreated:", "PutObject"]);
    }

    #[test]
    fn a_word_that_fits_is_never_cut() {
        for line in lines("real-time presence of e-mail/push subscribers", 80.0) {
            assert!(
                ["real-time", "presence", "of", "e-mail/", "push", "subscribers", "presence of", "e-mail/push"]
                    .contains(&line.as_str()),
                "{line}"
            );
        }
    }

    #[test]
    fn without_joints_graphemes_are_kept_whole() {
        let text = "e\u{301}".repeat(60);
        let broken = lines(&text, 50.0);
        assert_eq!(broken.concat(), text);
        assert!(broken.iter().all(|line| line.starts_with('e') && line.ends_with('\u{301}')));
    }

    #[test]
    fn wide_characters_need_no_spaces() {
        let broken = lines("利用者の認証情報を確認する。次へ", 70.0);
        assert!(broken.iter().all(|line| !line.starts_with('。')), "{broken:?}");
        assert_eq!(broken.concat(), "利用者の認証情報を確認する。次へ");
    }

    #[test]
    fn no_line_is_too_wide_and_nothing_is_lost() {
        let text = "AVAVAV To. Wave LTLT, VAT Ty. AVA-Te/Yo.We FAVA \"Ta\" one WAVETABLESYNTHESIZERAVAVAVA";
        for tenths in 100..2000 {
            let width = f64::from(tenths) / 10.0;
            let block = wrap(text, STYLE, width);
            for line in &block.lines {
                assert!(line.width <= width || line.text.graphemes(true).count() == 1, "{} > {width}", line.width);
            }
            let joined: String = block.lines.iter().map(|line| line.text.replace(' ', "")).collect();
            assert_eq!(joined, text.replace(' ', ""));
        }
    }

    #[test]
    fn odd_widths_do_no_harm() {
        for width in [0.0, -5.0, f64::NAN, f64::INFINITY] {
            let joined: String = lines("ab cd", width).concat();
            assert_eq!(joined.replace(' ', ""), "abcd");
        }
        assert_eq!(wrap(&"x".repeat(2000), STYLE, 60.0).lines.concat_len(), 2000);
    }

    trait ConcatLen {
        fn concat_len(&self) -> usize;
    }

    impl ConcatLen for Vec<Line> {
        fn concat_len(&self) -> usize {
            self.iter().map(|line| line.text.len()).sum()
        }
    }
}
