//! The page of a report: one HTML file that shows every changed picture side by side, as a swipe, as a blink and as marked pixels.
//!
//! Nothing is fetched from anywhere: pictures are data URIs, script and style stand in the page, and its Content-Security-Policy lets
//! nothing else in, not even another script in the page itself. Without scripts the pictures stand side by side.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::{Face, Told, words};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// By this the page is known as ours, and may be written over.
const GENERATOR: &str = "<meta name=\"generator\" content=\"Frieze report\">";

/// Bytes from the start of a page in which the mark must stand.
const HEAD: usize = 2048;

/// Whether a file is the page of a report of ours.
pub fn is_ours(file: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&file[..file.len().min(HEAD)]);
    head.starts_with("<!doctype html>") && head.contains(GENERATOR)
}

pub(super) fn page(told: &[Told], undrawn: &[String]) -> String {
    let mut page = String::new();
    let policy = format!(
        "default-src 'none'; img-src data:; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    page.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n{GENERATOR}\n"));
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<title>Changed pictures</title>\n");
    page.push_str(&format!("<style>{STYLE}</style>\n</head>\n<body>\n"));
    head(&mut page, told, undrawn);
    page.push_str("<main>\n");
    told.iter().for_each(|one| section(&mut page, one));
    page.push_str("</main>\n");
    page.push_str(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    page
}

/// The source of a policy that lets exactly this text in.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

fn head(page: &mut String, told: &[Told], undrawn: &[String]) {
    page.push_str("<header>\n");
    if told.is_empty() {
        page.push_str("<h1>No picture changed</h1>\n");
        let all = if undrawn.is_empty() { "Every" } else { "Otherwise every" };
        not_drawn(page, undrawn);
        page.push_str(&format!("<p class=\"calm\">{all} committed picture is what its source draws.</p>\n</header>\n"));
        return;
    }
    let count =
        if told.len() == 1 { "1 picture changed".to_string() } else { format!("{} pictures changed", told.len()) };
    page.push_str(&format!("<h1>{count}</h1>\n"));
    not_drawn(page, undrawn);
    page.push_str("<p class=\"calm\">Before is what was committed, after is what the source draws now. Keys: ");
    page.push_str("<kbd>1</kbd> side by side, <kbd>2</kbd> swipe, <kbd>3</kbd> blink (<kbd>b</kbd> by hand), ");
    page.push_str("<kbd>4</kbd> difference, <kbd>n</kbd> and <kbd>p</kbd> next and previous.</p>\n<nav>\n<ol>\n");
    for one in told {
        let name = escaped(&one.changed.name);
        page.push_str(&format!(
            "<li><a href=\"#{}\">{name}</a> <span class=\"calm\">{}</span></li>\n",
            anchor(one),
            summary(one)
        ));
    }
    page.push_str("</ol>\n</nav>\n</header>\n");
}

/// Sources of which nothing is known.
fn not_drawn(page: &mut String, undrawn: &[String]) {
    if !undrawn.is_empty() {
        let names = undrawn.iter().map(|name| escaped(name)).collect::<Vec<_>>().join(", ");
        page.push_str(&format!("<p>Could not be drawn, so that nothing is known of their pictures: {names}.</p>\n"));
    }
}

/// An id of the page, of letters that need no escape in one.
fn anchor(one: &Told) -> String {
    let letter =
        |c: char| if c.is_ascii_alphanumeric() || c == '-' { c.to_string() } else { format!("_{:x}_", u32::from(c)) };
    format!("picture-{}", one.stem.chars().map(letter).collect::<String>())
}

/// `2 added, 1 reworded`, escaped.
fn summary(one: &Told) -> String {
    let state = match &one.pair {
        [None, Some(_)] => return "new".to_string(),
        [Some(_), None] => return "drawn by no view any more".to_string(),
        _ => words::counted(&one.changes),
    };
    let parts: Vec<String> = state.into_iter().map(|(verb, count)| format!("{count} {verb}")).collect();
    match (parts.is_empty(), &one.difference) {
        (false, _) => parts.join(", "),
        (true, Ok(difference)) => difference.told(),
        (true, Err(why)) => escaped(why),
    }
}

fn section(page: &mut String, one: &Told) {
    let (id, name) = (anchor(one), escaped(&one.changed.name));
    page.push_str(&format!("<section id=\"{id}\" tabindex=\"-1\" aria-labelledby=\"{id}-name\">\n<header>\n"));
    page.push_str(&format!("<h2 id=\"{id}-name\">{name}</h2>\n<p class=\"calm\">{}</p>\n</header>\n", summary(one)));
    bar(page, one.pair.iter().all(Option::is_some), one.difference.is_ok());
    page.push_str("<div class=\"stage\">\n");
    for (version, face) in ["before", "after"].into_iter().zip(&one.pair) {
        if let Some((kind, bytes, size)) = face.as_ref().map(shown) {
            figure(page, version, &format!("{version}: {}", one.changed.name), kind, bytes, size);
        }
    }
    match &one.difference {
        Ok(found) => {
            let alt = format!("difference: {}", found.told());
            figure(
                page,
                "difference",
                &alt,
                "image/png",
                &found.png,
                Some((found.width.to_string(), found.height.to_string())),
            );
        }
        Err(why) => page.push_str(&format!("<p class=\"calm\">{}</p>\n", escaped(why))),
    }
    page.push_str("</div>\n");
    if !one.changes.is_empty() {
        page.push_str("<ul class=\"words\">\n");
        for change in &one.changes {
            let (verb, told) = (change.verb(), escaped(&change.told()));
            page.push_str(&format!("<li><span class=\"verb {verb}\">{verb}</span><span>{told}</span></li>\n"));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</section>\n");
}

/// The buttons; they appear where scripts run.
fn bar(page: &mut String, both: bool, difference: bool) {
    if !both {
        return;
    }
    page.push_str("<div class=\"bar\" role=\"group\" aria-label=\"How to compare\">\n");
    let modes = [("side", "Side by side"), ("swipe", "Swipe"), ("blink", "Blink"), ("difference", "Difference")];
    for (mode, words) in modes.into_iter().filter(|(mode, _)| difference || *mode != "difference") {
        page.push_str(&format!(
            "<button type=\"button\" data-mode=\"{mode}\" aria-pressed=\"false\">{words}</button>\n"
        ));
    }
    page.push_str(
        "<label class=\"cut hidden\">before <input type=\"range\" min=\"0\" max=\"100\" value=\"50\" step=\"1\" ",
    );
    page.push_str("aria-label=\"How much of the picture before is shown\"> after</label>\n");
    page.push_str("<button type=\"button\" class=\"play hidden\" aria-pressed=\"false\">Play</button>\n");
    page.push_str("<output class=\"shown hidden\" aria-live=\"off\"></output>\n</div>\n");
}

type Size = Option<(String, String)>;

fn figure(page: &mut String, version: &str, alt: &str, kind: &str, bytes: &[u8], size: Size) {
    let size = size.map_or(String::new(), |(width, height)| {
        format!(" width=\"{}\" height=\"{}\"", escaped(&width), escaped(&height))
    });
    page.push_str(&format!("<figure class=\"{version}\"><figcaption>{version}</figcaption>"));
    page.push_str(&format!("<img alt=\"{}\"{size} src=\"data:{kind};base64,", escaped(alt)));
    STANDARD.encode_string(bytes, page);
    page.push_str("\"></figure>\n");
}

/// The type, the bytes and the size of a picture.
fn shown<'a>(face: &Face<'a>) -> (&'static str, &'a [u8], Size) {
    match face {
        Face::Svg(svg) => {
            let size = super::inventory::read(svg).map(|inventory| inventory.size);
            ("image/svg+xml", svg.as_bytes(), size.filter(|size| is_number(&size.0) && is_number(&size.1)))
        }
        Face::Png(png) => {
            // Width and height are the first words of the first chunk.
            let word =
                |at: usize| png.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]).to_string());
            ("image/png", png, word(16).zip(word(20)))
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Text that cannot become markup, inside an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_known_by_its_head() {
        assert!(is_ours(page(&[], &[]).as_bytes()));
        assert!(!is_ours(b"<!doctype html>\n<html><head><title>mine</title>"));
        assert!(!is_ours(b""));
        assert!(!is_ours(format!("x{}", page(&[], &[])).as_bytes()));
    }

    #[test]
    fn text_never_becomes_markup() {
        assert_eq!(escaped("<b>'\"&\u{1b}\n"), "&lt;b&gt;&#39;&quot;&amp;\u{fffd} ");
    }

    #[test]
    fn neither_script_nor_style_can_end_early() {
        assert!(!SCRIPT.contains("</") && !STYLE.contains("</"));
        assert!(!SCRIPT.contains("http") && !STYLE.contains("url("));
    }
}
