//! How the time of reading grows with a text that nobody would write on purpose.
//!
//!     cargo bench --bench syntax
//!
//! reads texts of 16 to 128 KiB, each one piece over and over, and prints the exponent with which the time grows. Above 1.3 it says
//! so and fails. `tests/hostile.rs` holds what can be told without a clock.

mod growth;

use std::hint::black_box;

use frieze::source::Sources;
use frieze::syntax;

/// What has to be looked ahead from, closed, paired or escaped.
const PIECES: [&str; 20] = [
    "{",
    "}",
    "{}",
    "\"",
    "\"\"\"\n",
    "a: {",
    "a: }x ",
    "a: {\n",
    "-",
    "->",
    "a.",
    "a-",
    "//",
    "a,",
    "a -> b;",
    "group a {\n}\n",
    "sequence s {\n",
    "alt \"x\" {\n",
    "} else {\n",
    "\" \\",
];
const SIZES: [u32; 3] = [16 << 10, 45 << 10, 128 << 10];

fn main() {
    if !growth::is_asked() {
        return;
    }
    let grows = |piece: &str| {
        growth::holds(&format!("bytes of {piece:?}"), &SIZES, |bytes| {
            let mut sources = Sources::new();
            let file = sources.add("hostile.frieze", piece.repeat(bytes as usize / piece.len()));
            growth::time(|| drop(black_box(syntax::parse(&sources, file))))
        })
    };
    let held: Vec<bool> = PIECES.iter().map(|piece| grows(piece)).collect();
    if held.contains(&false) {
        std::process::exit(1);
    }
}
