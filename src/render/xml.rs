//! A typed writer of SVG: elements and attributes are closed lists, and text goes through one escape. There is no way
//! to append a raw string, so that no text of a source can become an element, an attribute or a style.

use std::fmt::Write;

use crate::model::Color;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name { $($variant,)* }
        impl $name {
            #[cfg(test)]
            pub const ALL: &[$name] = &[$($name::$variant,)*];
            pub const fn text(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }
    };
}

words! {
    /// Every element a drawing may hold.
    Tag {
        Svg = "svg",
        Title = "title",
        Desc = "desc",
        Group = "g",
        Anchor = "a",
        Rect = "rect",
        Circle = "circle",
        Ellipse = "ellipse",
        Line = "line",
        Path = "path",
        Text = "text",
        Span = "tspan",
    }
}

words! {
    /// Every attribute a drawing may hold.
    Attribute {
        Namespace = "xmlns",
        Mark = "data-frieze",
        Redline = "data-redline",
        Width = "width",
        Height = "height",
        ViewBox = "viewBox",
        AriaRole = "role",
        LabelledBy = "aria-labelledby",
        Id = "id",
        Holds = "data-holds",
        Role = "data-role",
        Within = "data-in",
        Operand = "data-operand",
        From = "data-from",
        To = "data-to",
        Part = "data-part",
        Class = "class",
        Href = "href",
        Rel = "rel",
        X = "x",
        Y = "y",
        X1 = "x1",
        Y1 = "y1",
        X2 = "x2",
        Y2 = "y2",
        Cx = "cx",
        Cy = "cy",
        R = "r",
        Rx = "rx",
        Ry = "ry",
        D = "d",
        Fill = "fill",
        Stroke = "stroke",
        StrokeWidth = "stroke-width",
        StrokeDash = "stroke-dasharray",
        StrokeCap = "stroke-linecap",
        StrokeJoin = "stroke-linejoin",
        FontFamily = "font-family",
        FontSize = "font-size",
        FontWeight = "font-weight",
        TextAnchor = "text-anchor",
        TextDecoration = "text-decoration",
        TextLength = "textLength",
        LengthAdjust = "lengthAdjust",
        Space = "xml:space",
    }
}

/// Writes an element a line.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
}

/// An element whose attributes are being written.
#[must_use]
pub(super) struct Element<'a> {
    writer: &'a mut Writer,
    tag: Tag,
}

impl Writer {
    pub fn element(&mut self, tag: Tag) -> Element<'_> {
        self.out.push('<');
        self.out.push_str(tag.text());
        Element { writer: self, tag }
    }

    /// Closes an element that [`Element::begin`] opened.
    pub fn end(&mut self, tag: Tag) {
        self.close(tag);
        self.out.push('\n');
    }

    /// Puts what another writer wrote at the end of this one.
    pub fn join(&mut self, other: Writer) {
        self.out.push_str(&other.out);
    }

    /// Rules for dark surroundings: a class, the property it sets, its colour.
    pub fn dark_rules<'a>(&mut self, rules: impl Iterator<Item = (&'a str, Attribute, Color)>) {
        self.out.push_str("<style>\n@media (prefers-color-scheme:dark){\n");
        for (class, property, color) in rules {
            self.out.push('.');
            self.out.extend(class.chars().filter(|&c| is_class_letter(c)));
            let _ = write!(self.out, "{{{}:", property.text());
            hex(&mut self.out, color);
            self.out.push_str("}\n");
        }
        self.out.push_str("}\n</style>\n");
    }

    /// An embedded face on a line of its own.
    pub fn face(&mut self, family: &'static str, weight: u16, font: &[u8]) {
        use base64::Engine;
        let _ = write!(self.out, "{FACE_START}font-family:'{family}';font-weight:{weight};");
        self.out.push_str("src:url(data:font/ttf;base64,");
        base64::engine::general_purpose::STANDARD.encode_string(font, &mut self.out);
        self.out.push_str(")}</style>\n");
    }

    pub fn finish(self) -> String {
        self.out
    }

    fn close(&mut self, tag: Tag) {
        self.out.push_str("</");
        self.out.push_str(tag.text());
        self.out.push('>');
    }
}

/// How the line of an embedded face begins; `png` leaves those lines out, as it has the whole faces.
pub(super) const FACE_START: &str = "<style>@font-face{";

/// A letter that needs no escape in a class selector.
pub(super) const fn is_class_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '-' | '_')
}

impl Element<'_> {
    pub fn text(mut self, attribute: Attribute, value: &str) -> Self {
        self.name(attribute);
        escape(&mut self.writer.out, value, true);
        self.quote()
    }

    /// A word of the program itself.
    pub fn word(self, attribute: Attribute, value: &'static str) -> Self {
        self.text(attribute, value)
    }

    pub fn number(mut self, attribute: Attribute, value: f64) -> Self {
        self.name(attribute);
        number(&mut self.writer.out, value);
        self.quote()
    }

    /// Numbers with spaces between them.
    pub fn numbers(mut self, attribute: Attribute, values: &[f64]) -> Self {
        self.name(attribute);
        for (at, &value) in values.iter().enumerate() {
            if at > 0 {
                self.writer.out.push(' ');
            }
            number(&mut self.writer.out, value);
        }
        self.quote()
    }

    pub fn color(mut self, attribute: Attribute, value: Color) -> Self {
        self.name(attribute);
        hex(&mut self.writer.out, value);
        self.quote()
    }

    /// Path data: each command a letter and its numbers.
    pub fn path<'p>(mut self, commands: impl Iterator<Item = (char, &'p [f64])>) -> Self {
        self.name(Attribute::D);
        for (letter, values) in commands {
            let out = &mut self.writer.out;
            debug_assert!(letter.is_ascii_alphabetic());
            out.push(letter);
            for (at, &value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(' ');
                }
                number(out, value);
            }
        }
        self.quote()
    }

    /// An element without content.
    pub fn empty(self) {
        self.writer.out.push_str("/>\n");
    }

    /// An element whose content follows on lines of its own, up to [`Writer::end`].
    pub fn begin(self) {
        self.writer.out.push_str(">\n");
    }

    /// An element with text only.
    pub fn content(self, text: &str) {
        self.writer.out.push('>');
        escape(&mut self.writer.out, text, false);
        self.writer.end(self.tag);
    }

    /// An element with text and elements mixed, on one line.
    pub fn mixed(self, write: impl FnOnce(&mut Mixed<'_>)) {
        self.writer.out.push('>');
        write(&mut Mixed { writer: self.writer });
        self.writer.end(self.tag);
    }

    fn name(&mut self, attribute: Attribute) {
        self.writer.out.push(' ');
        self.writer.out.push_str(attribute.text());
        self.writer.out.push_str("=\"");
    }

    fn quote(self) -> Self {
        self.writer.out.push('"');
        self
    }
}

/// Content of an element that must stand on one line.
pub(super) struct Mixed<'a> {
    writer: &'a mut Writer,
}

impl Mixed<'_> {
    pub fn text(&mut self, text: &str) {
        escape(&mut self.writer.out, text, false);
    }

    pub fn span(&mut self, text: &str, attributes: impl FnOnce(Element<'_>) -> Element<'_>) {
        let element = attributes(self.writer.element(Tag::Span));
        element.writer.out.push('>');
        self.text(text);
        self.writer.close(Tag::Span);
    }
}

/// Escapes text; what XML cannot hold becomes U+FFFD. In an attribute, white space is a plain space, so that an element
/// stays on its line.
fn escape(out: &mut String, text: &str, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' | '\t' if !attribute => out.push(c),
            '\n' | '\t' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// Two decimals at most, no trailing zeros, no minus zero. What is not finite is a mistake of ours and drawn at 0.
fn number(out: &mut String, value: f64) {
    debug_assert!(value.is_finite(), "a coordinate is finite");
    // Far above any drawing (16,384 px a side); keeps the conversion exact.
    let hundredths = if value.is_finite() { (value.clamp(-1e9, 1e9) * 100.0).round() as i64 } else { 0 };
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let _ = match (rest, rest % 10) {
        (0, _) => write!(out, "{whole}"),
        (_, 0) => write!(out, "{whole}.{}", rest / 10),
        _ => write!(out, "{whole}.{rest:02}"),
    };
}

fn hex(out: &mut String, color: Color) {
    let Color { r, g, b } = color;
    let _ = write!(out, "#{r:02x}{g:02x}{b:02x}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64) -> String {
        let mut out = String::new();
        number(&mut out, value);
        out
    }

    #[test]
    fn numbers_are_short_and_exact() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-0.004, "0"),
            (12.0, "12"),
            (12.5, "12.5"),
            (12.05, "12.05"),
            (-3.456, "-3.46"),
            (0.999, "1"),
            (16384.126, "16384.13"),
        ] {
            assert_eq!(written(value), text);
        }
    }

    #[test]
    fn text_never_becomes_markup() {
        let mut writer = Writer::default();
        writer.element(Tag::Group).text(Attribute::Id, "\"><script>&'\n\u{0}").begin();
        writer.element(Tag::Text).content("</text><script>&\u{1b}\r");
        writer.end(Tag::Group);
        assert_eq!(
            writer.finish(),
            "<g id=\"&quot;&gt;&lt;script&gt;&amp;' \u{fffd}\">\n<text>&lt;/text&gt;&lt;script&gt;&amp;\u{fffd} </text>\n</g>\n"
        );
    }

    #[test]
    fn a_class_name_cannot_leave_its_selector() {
        let mut writer = Writer::default();
        let color = Color { r: 1, g: 2, b: 3 };
        writer.dark_rules([("a{}</style><script>b", Attribute::Fill, color)].into_iter());
        let text = writer.finish();
        assert!(text.contains("\n.astylescriptb{fill:#010203}\n"), "{text}");
    }

    #[test]
    fn the_lists_hold_nothing_that_runs_or_fetches() {
        for tag in Tag::ALL {
            assert!(!["script", "foreignObject", "image", "use", "filter", "animate", "set"].contains(&tag.text()));
        }
        for attribute in Attribute::ALL {
            assert!(!attribute.text().starts_with("on") && attribute.text() != "style");
        }
    }
}
