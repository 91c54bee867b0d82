//! Frames of two versions on one timeline: those of the new version stay whole, and one that only the old version has is drawn in
//! pieces where the two would cross.
//!
//! A sequence of one version nests its frames; the events of two, merged, need not: a frame that is gone may begin in one frame
//! of the new version and end in another. It is closed before the border and opened again behind it, as browsers do with
//! misnested formatting elements, so that every event stands in exactly the frames that it stood in, in either version.

/// What an event does to frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Opens,
    /// The frame that the event at this index opened.
    Closes(usize),
    /// Begins a further part of that frame.
    Divides(usize),
    Neither,
}

/// One event of the merged timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub step: Step,
    /// It is in the new version, which decides.
    pub stays: bool,
}

/// What is written for the tokens, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The token at this index as it is.
    Whole(usize),
    /// The frame that the token at this index opens ends for now, and begins again.
    Pause(usize),
    Resume(usize),
}

/// Puts the tokens into an order in which frames nest. Every frame must open before it closes and close once; frames that
/// stay must nest among themselves.
pub(super) fn nest(tokens: &[Token]) -> Vec<Piece> {
    let mut closes = vec![usize::MAX; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        if let Step::Closes(opened) = token.step {
            closes[opened] = at;
        }
    }
    let mut open: Vec<usize> = Vec::new();
    let mut pieces = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        match token.step {
            Step::Neither => pieces.push(Piece::Whole(at)),
            Step::Opens => {
                // Frames that are gone and end inside this one go into it.
                let crossing = |&other: &usize| token.stays && !tokens[other].stays && closes[other] < closes[at];
                let first = open.iter().position(crossing).unwrap_or(open.len());
                let inner = open.split_off(first);
                pause(&inner, &mut pieces);
                let (within, around): (Vec<usize>, Vec<usize>) = inner.into_iter().partition(|frame| crossing(frame));
                resume(around, &mut open, &mut pieces);
                pieces.push(Piece::Whole(at));
                open.push(at);
                resume(within, &mut open, &mut pieces);
            }
            // A part that is gone may begin where a frame that stays is open: it is told there.
            Step::Divides(_) if !token.stays => pieces.push(Piece::Whole(at)),
            Step::Divides(opened) => {
                let Some(place) = open.iter().position(|&frame| frame == opened) else { continue };
                let above = open.split_off(place + 1);
                pause(&above, &mut pieces);
                pieces.push(Piece::Whole(at));
                resume(above, &mut open, &mut pieces);
            }
            Step::Closes(opened) => {
                let Some(place) = open.iter().position(|&frame| frame == opened) else { continue };
                let above = open.split_off(place + 1);
                open.pop();
                pause(&above, &mut pieces);
                pieces.push(Piece::Whole(at));
                resume(above, &mut open, &mut pieces);
            }
        }
    }
    tidy(pieces)
}

fn pause(frames: &[usize], pieces: &mut Vec<Piece>) {
    pieces.extend(frames.iter().rev().map(|&frame| Piece::Pause(frame)));
}

fn resume(frames: Vec<usize>, open: &mut Vec<usize>, pieces: &mut Vec<Piece>) {
    pieces.extend(frames.iter().map(|&frame| Piece::Resume(frame)));
    open.extend(frames);
}

/// A frame that pauses where it has just begun again held nothing there.
fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last(), piece) {
            (Some(Piece::Resume(a)), Piece::Pause(b)) if *a == b => {
                out.pop();
            }
            _ => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(` and `)` are frames that stay, `[` and `]` frames that are gone, anything else an event.
    fn nested(text: &str) -> String {
        let mut open = [Vec::new(), Vec::new()];
        let mut tokens = Vec::new();
        for (at, letter) in text.chars().enumerate() {
            let stays = !"[]".contains(letter);
            let step = match letter {
                '(' | '[' => {
                    open[usize::from(stays)].push(at);
                    Step::Opens
                }
                ')' | ']' => Step::Closes(open[usize::from(stays)].pop().expect("opened")),
                _ => Step::Neither,
            };
            tokens.push(Token { step, stays });
        }
        let letters: Vec<char> = text.chars().collect();
        let letter = |piece: Piece| match piece {
            Piece::Whole(at) => letters[at],
            Piece::Pause(_) => '}',
            Piece::Resume(_) => '{',
        };
        nest(&tokens).into_iter().map(letter).collect()
    }

    #[test]
    fn what_nests_stays_as_it_is() {
        for text in ["", "abc", "a(b(c)d)e", "[a(b)c]", "(a[b]c)", "[a[b]]"] {
            assert_eq!(nested(text), text);
        }
    }

    #[test]
    fn a_frame_that_is_gone_is_cut_at_the_border_of_one_that_stays() {
        assert_eq!(nested("[a(b]c)"), "[a}({b]c)");
        assert_eq!(nested("(a[b)c]"), "(a[b}){c]");
        assert_eq!(nested("(a[b)(c]d)"), "(a[b})({c]d)");
        assert_eq!(nested("[a[b(c]]d)"), "[a[b}}({{c]]d)");
    }

    #[test]
    fn events_stay_in_the_frames_of_both_versions() {
        // All merges of two frames each, with an event between any two borders.
        for bits in 0_u32..256 {
            let (mut text, mut depth) = (String::new(), [0_i32; 2]);
            for place in 0..8 {
                let gone = usize::from(bits >> place & 1 == 1);
                let opens = depth[gone] == 0;
                text.push(if gone == 1 {
                    if opens { '[' } else { ']' }
                } else if opens {
                    '('
                } else {
                    ')'
                });
                depth[gone] += if opens { 1 } else { -1 };
                text.push('x');
            }
            if depth != [0, 0] {
                continue;
            }
            let result = nested(&text);
            let stands = |text: &str| {
                let (mut stays, mut gone, mut out) = (0, 0, Vec::new());
                for letter in text.chars() {
                    match letter {
                        '(' => stays += 1,
                        ')' => stays -= 1,
                        '[' | '{' => gone += 1,
                        ']' | '}' => gone -= 1,
                        _ => out.push((stays, gone)),
                    }
                }
                out
            };
            assert_eq!(stands(&text), stands(&result), "{text} {result}");
            let mut open = Vec::new();
            for letter in result.chars() {
                match letter {
                    '(' | '[' | '{' => open.push(letter),
                    ')' => assert_eq!(open.pop(), Some('('), "{text} {result}"),
                    ']' | '}' => assert!(open.pop().is_some_and(|l| l != '('), "{text} {result}"),
                    _ => {}
                }
            }
        }
    }
}
