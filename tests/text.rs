//! Measuring and wrapping hold for any text a source may contain.

use frieze::text::{Face, Style, cleaned, measure, missing, runs, wrap};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn style(face: Face) -> Style {
    Style { face, size: 14.0, line_height: 20.0 }
}

fn any_face() -> impl Strategy<Value = Face> {
    prop::sample::select(Face::ALL.to_vec())
}

fn without_spaces(text: &str) -> String {
    cleaned(text).replace(' ', "")
}

proptest! {
    #[test]
    fn any_text_has_a_width(text in any::<String>(), face in any_face()) {
        let width = measure(&text, style(face));
        prop_assert!(width.is_finite() && width >= 0.0);
        prop_assert_eq!(width, measure(&text.clone(), style(face)), "the memory changes nothing");
        missing(&text, face);
    }

    #[test]
    fn runs_cover_the_text(text in any::<String>(), face in any_face()) {
        let runs = runs(&text, face);
        let joined: String = runs.iter().map(|run| &text[run.range.clone()]).collect();
        prop_assert_eq!(joined, text);
        prop_assert!(runs.windows(2).all(|pair| pair[0].face != pair[1].face));
    }

    #[test]
    fn wrapped_text_loses_nothing_and_fits(
        text in r"([\PC]{1,12}[ \n/.-]){0,20}",
        width in 20.0..400.0_f64,
        face in any_face(),
    ) {
        let block = wrap(&text, style(face), width);
        let joined: String = block.lines.iter().map(|line| without_spaces(&line.text)).collect();
        prop_assert_eq!(joined, without_spaces(&text));
        for line in &block.lines {
            prop_assert_eq!(line.width, measure(&line.text, style(face)));
            prop_assert!(line.width <= width || line.text.graphemes(true).count() == 1, "{:?}", line);
        }
        let widest = block.lines.iter().map(|line| line.width).fold(0.0, f64::max);
        prop_assert_eq!(block.size.w, widest);
        prop_assert_eq!(block.size.h, block.lines.len() as f64 * 20.0);
    }

    #[test]
    fn balance_costs_no_line(words in prop::collection::vec("[a-z]{1,9}", 1..20)) {
        let width = 120.0;
        let block = wrap(&words.join(" "), style(Face::Regular), width);
        let mut greedy: Vec<String> = Vec::new();
        for word in &words {
            let longer = greedy.last().map(|line| format!("{line} {word}"));
            match longer.filter(|line| measure(line, style(Face::Regular)) <= width - 0.5) {
                Some(line) => *greedy.last_mut().expect("a line") = line,
                None => greedy.push(word.clone()),
            }
        }
        prop_assert!(block.lines.len() <= greedy.len());
    }
}
