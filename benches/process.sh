#!/usr/bin/env bash
# Times the whole program: start, read, lay out, write, end.
#
#   benches/process.sh [PROGRAM]     (default: target/release/frieze, built if it is not there)
#
# 1. One architecture view of 12 nodes to SVG against `dot -Tsvg` on the same graph: processor time, user and system, the two by
#    turns in one run. To reach: under 0.5 of dot's. Left out, and said so, where Graphviz is not installed.
# 2. All case studies below diagrams/, SVG and PNG, into an empty folder: elapsed time. To reach: under 1.5 s on two cores.
# 3. The same again, with nothing to do: elapsed time. To reach: under 0.3 s.
# 4. `frieze check` of the case studies and their pictures, sources, form, freshness and laws, every run a new process: elapsed
#    time. To reach: under 1 s on two cores. And once more with every PNG drawn again instead of trusting its stamp.
#
# Needs bash and nothing else. Numbers are printed, never judged: a busy machine is no failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

program=${1:-target/release/frieze}
if [ ! -x "$program" ]; then
    cargo build --release --locked
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rounds=12
runs=10

# Processor milliseconds of one run, averaged over $runs.
cpu() {
    local TIMEFORMAT='%U %S'
    local spent
    spent=$({ time for ((run = 0; run < runs; run++)); do "$@" >/dev/null; done; } 2>&1)
    awk -v runs="$runs" '{ printf "%.3f", ($1 + $2) * 1000 / runs }' <<<"$spent"
}

# Elapsed seconds of one run.
elapsed() {
    local TIMEFORMAT='%R'
    { time "$@" >/dev/null 2>&1; } 2>&1
}

# The least of all rounds: what the work costs when nothing else disturbs it.
least() {
    sort -n | head -n 1
}

ours=(); theirs=()
for ((round = 0; round < rounds; round++)); do
    ours+=("$(cpu "$program" render benches/process/twelve.frieze -o - -f svg)")
    if command -v dot >/dev/null; then
        theirs+=("$(cpu dot -Tsvg benches/process/twelve.dot)")
    fi
done
frieze=$(printf '%s\n' "${ours[@]}" | least)
printf 'frieze, 12 nodes to SVG:   %7.2f ms of processor time\n' "$frieze"
if command -v dot >/dev/null; then
    dot=$(printf '%s\n' "${theirs[@]}" | least)
    printf 'dot, the same graph:       %7.2f ms\n' "$dot"
    awk -v a="$frieze" -v b="$dot" 'BEGIN { printf "ratio:                     %7.2f    (to reach: under 0.50)\n", a / b }'
else
    echo 'dot is not installed (package graphviz): nothing to compare with, ratio left out'
fi

if compgen -G 'diagrams/*/*.frieze' >/dev/null; then
    cold=(); again=()
    for ((round = 0; round < 3; round++)); do
        rm -rf "$work/out"
        cold+=("$(elapsed "$program" render diagrams -o "$work/out")")
        again+=("$(elapsed "$program" render diagrams -o "$work/out")")
    done
    files=$(find "$work/out" -type f | wc -l)
    printf 'case studies, %3d files:   %7.2f s cold         (to reach: under 1.50)\n' "$files" "$(printf '%s\n' "${cold[@]}" | least)"
    printf 'again, nothing to do:      %7.2f s              (to reach: under 0.30)\n' "$(printf '%s\n' "${again[@]}" | least)"

    # A copy: what is measured must not depend on the state of the committed pictures.
    mkdir "$work/check"
    (cd diagrams && tar -cf - */*.frieze) | tar -xf - -C "$work/check"
    # One project: a case study may import another.
    touch "$work/check/frieze.toml"
    "$program" render "$work/check" >/dev/null 2>&1
    check=(); redraw=()
    for ((round = 0; round < 5; round++)); do
        check+=("$(elapsed "$program" check "$work/check")")
        redraw+=("$(elapsed "$program" check --redraw "$work/check")")
    done
    "$program" check "$work/check" >/dev/null 2>&1 || echo 'the case studies do not pass their check: these times are of another work'
    printf 'check, %3d pictures:       %7.2f s              (to reach: under 1.00)\n' "$files" "$(printf '%s\n' "${check[@]}" | least)"
    printf 'check --redraw:            %7.2f s\n' "$(printf '%s\n' "${redraw[@]}" | least)"
fi
bytes=$(wc -c <"$program")
awk -v b="$bytes" 'BEGIN { printf "the program:               %7.2f MiB            (to reach: under 20)\n", b / 1048576 }'
