//! How time grows with size: the slope of the least squares line through (ln size, ln time).

use std::time::{Duration, Instant};

/// Runs of one size, of which the fastest counts: others on the machine only ever add to a time.
const RUNS: usize = 3;
/// The exponent to stay below.
const MOST: f64 = 1.3;

/// Times `work` of every size, prints the times and the exponent, and says whether it is at most [`MOST`].
pub fn holds(name: &str, sizes: &[u32], mut work: impl FnMut(u32) -> Duration) -> bool {
    let mut points = Vec::new();
    for &size in sizes {
        let ms = (0..RUNS).map(|_| work(size)).min().unwrap_or_default().as_secs_f64() * 1000.0;
        println!("{name}, {size}: {ms:.2} ms");
        points.push((f64::from(size).ln(), ms.ln()));
    }
    let exponent = slope(&points);
    println!("{name}: time grows to the power of {exponent:.2}");
    if exponent > MOST {
        eprintln!("{name}: {exponent:.2} is more than {MOST}");
    }
    exponent <= MOST
}

/// How long something takes once.
pub fn time(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

/// The slope of the least squares line through points.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (mx, my) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let rise: f64 = points.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum();
    let run: f64 = points.iter().map(|p| (p.0 - mx) * (p.0 - mx)).sum();
    rise / run
}

/// Whether growth is to be measured: not where cargo asks only whether benchmarks run, nor where others are asked for by name.
pub fn is_asked() -> bool {
    std::env::args().skip(1).eq(["--bench"])
}
