//! Prints diagnostics for people, through annotate-snippets.
