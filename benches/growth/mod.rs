//! How time grows with size: the slope of the least squares line through (ln size, ln time).

use std::time::{Duration, Instant};

/// Runs of one size, of which the fastest counts: others on the machine and cold caches only ever add to a time.
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

/// How long something takes on one thread, repeated until that is long enough to be told well: of the processor's time where the system
/// tells, so that others on the machine do not count.
pub fn time(mut work: impl FnMut()) -> Duration {
    const ENOUGH: Duration = Duration::from_millis(200);
    let (begin, on, mut times) = (Instant::now(), on_processor(), 0);
    while times == 0 || begin.elapsed() < ENOUGH {
        work();
        times += 1;
    }
    let all = match (on, on_processor()) {
        (Some(from), Some(to)) => to - from,
        _ => begin.elapsed(),
    };
    all / times
}

/// How long this thread has run, as Linux tells in nanoseconds.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The slope of the least squares line through points.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (mx, my) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let rise: f64 = points.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum();
    let run: f64 = points.iter().map(|p| (p.0 - mx) * (p.0 - mx)).sum();
    rise / run
}

/// Whether growth is to be measured: not where cargo asks only whether benchmarks run, nor where others are asked for by name. Options of
/// criterion such as `--sample-size 10` have no say.
pub fn is_asked() -> bool {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = |arg: &str| ["--bench", "--exact", "--quick", "--quiet", "--noplot", "--verbose"].contains(&arg);
    let of_an_option =
        |i: usize| i > 0 && args[i - 1].starts_with("--") && !args[i - 1].contains('=') && !flag(&args[i - 1]);
    let name = |(i, arg): (usize, &String)| !arg.starts_with('-') && !of_an_option(i);
    args.iter().any(|a| a == "--bench")
        && !args.iter().any(|a| ["--test", "--list"].contains(&a.as_str()))
        && !args.iter().enumerate().any(name)
}
