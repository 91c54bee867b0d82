//! Faults of our own: a panic is caught where it can be contained, and told in a sentence.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

/// What to do about a fault of ours.
pub const REPORT: &str = "this is a fault in Frieze, not in the source; please report it";

thread_local! {
    /// What the last panic of this thread said, and where.
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From here on a panic prints nothing by itself: whoever catches it says what it said. For the process as a whole, so only
/// the command line calls it.
pub fn quiet_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            let message = info.payload_as_str().unwrap_or("a panic without words");
            let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
            LAST_PANIC.set(format!("{message}{place}"));
        }));
    });
}

/// Runs `work`; a panic in it comes back as what it said.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    // Nothing that a panic could leave half done is seen again: sources are only read, and the picture is thrown away.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| LAST_PANIC.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_sentence() {
        quiet_panics();
        let fault = guarded(|| -> () { panic!("route {} lost its end", 7) }).expect_err("it panics");
        assert!(fault.starts_with("route 7 lost its end (src/project/guard.rs:"), "{fault}");
        assert_eq!(guarded(|| 3), Ok(3));
    }
}
