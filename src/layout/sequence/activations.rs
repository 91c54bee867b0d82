//! Who is active when: the bars on the lifelines, nested where an active lifeline is called again.
//!
//! The nesting is known from the order of events alone, before any row has its place, so that messages, labels and notes
//! can be set against the edges of bars; heights come later, from the rows.

use super::measures::{BAR, BAR_STEP, BAR_TAIL};
use super::rows::Rows;
use crate::geometry::Rect;
use crate::layout;
use crate::view::{EventKind, Sequence};

/// A bar between two events.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bar {
    lifeline: usize,
    /// Bars below it on the same lifeline.
    depth: usize,
    from: usize,
    /// None: active to the end.
    to: Option<usize>,
}

/// The activity of every lifeline over time.
pub(super) struct Timeline {
    bars: Vec<Bar>,
    /// By lifeline: at which event the number of its bars changes, and to what. Ascending.
    changes: Vec<Vec<(usize, usize)>>,
    /// By event: the next one that has a row of its own.
    next_row: Vec<usize>,
}

/// How far the bars of a lifeline reach out from its line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Reach {
    pub left: f64,
    pub right: f64,
}

impl Reach {
    fn of(depth: usize) -> Self {
        match depth {
            0 => Self::default(),
            _ => Self { left: BAR / 2.0, right: BAR / 2.0 + BAR_STEP * (depth - 1) as f64 },
        }
    }
}

impl Timeline {
    pub fn read(view: &Sequence) -> Self {
        let mut bars: Vec<Bar> = Vec::new();
        let mut open: Vec<Vec<usize>> = vec![Vec::new(); view.lifelines.len()];
        let mut changes = vec![Vec::new(); view.lifelines.len()];
        for (event, kind) in view.events.iter().map(|event| &event.kind).enumerate() {
            match *kind {
                EventKind::Activate(lifeline) => {
                    let depth = open[lifeline].len();
                    open[lifeline].push(bars.len());
                    bars.push(Bar { lifeline, depth, from: event, to: None });
                    changes[lifeline].push((event, depth + 1));
                }
                EventKind::Deactivate(lifeline) => {
                    if let Some(bar) = open[lifeline].pop() {
                        bars[bar].to = Some(event);
                        changes[lifeline].push((event, open[lifeline].len()));
                    }
                }
                EventKind::Destroy(lifeline) => {
                    for bar in open[lifeline].drain(..) {
                        bars[bar].to = Some(event);
                    }
                    changes[lifeline].push((event, 0));
                }
                _ => {}
            }
        }
        Self { bars, changes, next_row: next_rows(view) }
    }

    fn depth(&self, lifeline: usize, until: usize) -> usize {
        let changes = &self.changes[lifeline];
        let known = changes.partition_point(|&(event, _)| event < until);
        known.checked_sub(1).map_or(0, |last| changes[last].1)
    }

    /// The bars of a lifeline when the event comes.
    pub fn before(&self, lifeline: usize, event: usize) -> Reach {
        Reach::of(self.depth(lifeline, event))
    }

    /// The bars once everything has happened that shares the event's row.
    pub fn after(&self, lifeline: usize, event: usize) -> Reach {
        Reach::of(self.depth(lifeline, self.next_row[event]))
    }

    /// The bars once the reply of an event has ended one.
    pub fn answered(&self, lifeline: usize, event: usize) -> Reach {
        Reach::of(self.depth(lifeline, event + 2))
    }

    /// The widest that the bars of a lifeline are anywhere in the event's row.
    pub fn reach(&self, lifeline: usize, event: usize) -> Reach {
        self.reach_over(lifeline, event, event)
    }

    /// The widest that they are from one event's row to that of another, both included.
    pub fn reach_over(&self, lifeline: usize, from: usize, to: usize) -> Reach {
        let changes = &self.changes[lifeline];
        let start = changes.partition_point(|&(event, _)| event < from);
        let end = changes.partition_point(|&(event, _)| event < self.next_row[to]);
        let within = changes[start..end.max(start)].iter().map(|&(_, depth)| depth).max().unwrap_or(0);
        Reach::of(within.max(self.depth(lifeline, from)))
    }

    /// The bars as rectangles, each before those that stand on it.
    pub fn place(&self, columns: &[f64], rows: &Rows) -> Vec<layout::Activation> {
        let place = |bar: &Bar| {
            let top = rows.bars[bar.from];
            let bottom = bar.to.map_or(rows.bottom, |to| rows.bars[to]).max(top + BAR_TAIL);
            let left = columns[bar.lifeline] - BAR / 2.0 + BAR_STEP * bar.depth as f64;
            let rect = Rect::new(left, top, BAR, bottom - top);
            layout::Activation { lifeline: bar.lifeline, rect, depth: bar.depth }
        };
        let mut placed: Vec<layout::Activation> = self.bars.iter().map(place).collect();
        outlast(&mut placed, columns.len());
        placed
    }
}

/// A bar ends no sooner than those that stand on it: the last of them may be longer than its time, to be seen at all.
fn outlast(bars: &mut [layout::Activation], lifelines: usize) {
    // By lifeline and depth, the lowest end of the bars behind that stand on what comes before them.
    let mut ends: Vec<Vec<f64>> = vec![Vec::new(); lifelines];
    for bar in bars.iter_mut().rev() {
        let ends = &mut ends[bar.lifeline];
        let above = ends.get(bar.depth + 1).copied().unwrap_or(0.0);
        bar.rect.h = bar.rect.h.max(above - bar.rect.y);
        ends.resize(bar.depth + 1, 0.0);
        ends[bar.depth] = ends[bar.depth].max(bar.rect.bottom());
    }
}

/// Events that happen at the row of the one before them.
pub(super) fn shares_row(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Activate(_) | EventKind::Deactivate(_))
}

fn next_rows(view: &Sequence) -> Vec<usize> {
    let mut next = vec![view.events.len(); view.events.len()];
    for event in (1..view.events.len()).rev() {
        next[event - 1] = if shares_row(&view.events[event].kind) { next[event] } else { event };
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::view::{Event, Face, Family, Lifeline, Look};

    fn view(kinds: Vec<EventKind>) -> Sequence {
        let face = Face {
            id: "a".to_string(),
            title: "A".to_string(),
            subtitle: None,
            description: None,
            shape: "box".to_string(),
            icon: None,
            kind: String::new(),
            family: Family::Compute,
            look: Look::default(),
            link: None,
            span: Span::default(),
        };
        let event = |kind| Event { id: String::new(), span: Span::default(), kind };
        Sequence {
            lifelines: vec![Lifeline { face, created: false }],
            boxes: Vec::new(),
            events: kinds.into_iter().map(event).collect(),
        }
    }

    #[test]
    fn a_row_sees_the_bars_that_begin_and_end_in_it() {
        use EventKind::{Activate, Deactivate, Space};
        // Rows at 0, 2 and 5.
        let view = view(vec![Space, Activate(0), Space, Activate(0), Deactivate(0), Space, Deactivate(0)]);
        let timeline = Timeline::read(&view);
        let one = Reach { left: 5.0, right: 5.0 };
        let two = Reach { left: 5.0, right: 10.0 };
        assert_eq!((timeline.before(0, 0), timeline.after(0, 0)), (Reach::default(), one));
        assert_eq!((timeline.before(0, 2), timeline.reach(0, 2), timeline.after(0, 2)), (one, two, one));
        assert_eq!((timeline.before(0, 5), timeline.after(0, 5)), (one, Reach::default()));
        assert_eq!(timeline.reach_over(0, 0, 5), two);
    }

    #[test]
    fn a_bar_that_nobody_began_ends_nothing() {
        let timeline = Timeline::read(&view(vec![EventKind::Deactivate(0), EventKind::Space]));
        assert!(timeline.bars.is_empty());
        assert_eq!(timeline.reach(0, 1), Reach::default());
    }
}
